"""Amounts as people write them: a value, ``"*0.5"``, ``"+24 h"``, ``"-10 %"``, ``"-2 years"``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from corridors.changes.units import in_unit_of
from corridors.tables.dates import first_day, valid_date_or_year
from corridors.tables.schema import Field

__all__ = ["Amount", "amount_of", "moved_date"]

_NUMBER = r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_SCALE = re.compile(rf"([*/×x])\s*({_NUMBER})", re.ASCII)
_STEP = re.compile(rf"([+\-−])\s*({_NUMBER})\s*(.*)", re.ASCII | re.DOTALL)
_PLAIN = re.compile(rf"({_NUMBER})\s*(.*)", re.ASCII | re.DOTALL)

_NUMERIC = ("number", "integer")


@dataclass(frozen=True, slots=True)
class Amount:
    """What becomes of a cell: set to a value, scaled by a factor, or moved by a step in the unit of its column."""

    kind: str  # set, scale, add, or shift (of a date)
    value: Any

    @property
    def is_relative(self) -> bool:
        """Whether it needs a figure to act on."""
        return self.kind != "set"

    def of(self, base: float) -> float:
        """Give the figure that becomes of a figure."""
        if self.kind == "scale":
            return base * float(self.value)
        return base + float(self.value) if self.kind == "add" else float(self.value)


def amount_of(cell: Any, field: Field, unit: str | None = None) -> Amount:
    """Read an amount that is meant for a column.

    Parameters
    ----------
    cell
        A value of the column; or text: ``*0.5``, ``/2``, ``+24 h``, ``-10 %`` (of the figure), ``+5 points`` (of a
        share), ``1.5 days`` (converted). None or a blank text leaves the cell blank. Dates are moved by years,
        months, weeks or days (``-2 years``).
    field
        The column.
    unit
        Its unit where the row says it, as rates do.

    Raises
    ------
    ValueError
        It is no amount of this column: what is wrong, and what would be right.

    Examples
    --------
    >>> hours = Field("time_h", "number", "Time.", unit="h")
    >>> amount_of("+1 day", hours), amount_of("-10 %", hours).value, amount_of("90 min", hours)
    (Amount(kind='add', value=24.0), 0.9, Amount(kind='set', value=1.5))
    """
    unit = field.unit if unit is None else unit
    if cell is None or (isinstance(cell, str) and not cell.strip()) or cell == ():
        if field.required:
            msg = "blank; it is required"
            raise ValueError(msg)
        return Amount("set", () if field.type == "list" else None)
    if isinstance(cell, str) and field.type in _NUMERIC:
        return _numeric(cell.strip(), field, unit)
    if isinstance(cell, str) and field.type == "date-or-year" and (step := _step(cell.strip())) is not None:
        return Amount("shift", step)
    return Amount("set", _value(cell, field))


def _value(cell: Any, field: Field) -> Any:
    if isinstance(cell, bool) and field.type in _NUMERIC:
        msg = f"{cell!r} is no number; write digits with a decimal point"
        raise ValueError(msg)
    if isinstance(cell, (list, tuple)) and field.separator:
        return field.parse(field.separator.join(map(str, cell)))
    if isinstance(cell, float) and cell.is_integer() and field.type in ("integer", "date-or-year"):
        cell = int(cell)
    return field.parse(str(cell))


def _numeric(text: str, field: Field, unit: str | None) -> Amount:
    if match := _SCALE.fullmatch(text):
        factor = float(match[2])
        if match[1] == "/":
            if factor == 0:
                msg = f"{text!r} divides by nothing; give a number above zero"
                raise ValueError(msg)
            factor = 1 / factor
        return Amount("scale", factor)
    if match := _STEP.fullmatch(text):
        sign = 1.0 if match[1] == "+" else -1.0
        size, given = float(match[2]), match[3].strip()
        if given == "%":
            return Amount("scale", 1 + sign * size / 100)
        return Amount("add", sign * size * _of_column(given, unit))
    match = _PLAIN.fullmatch(text)
    if match and match[2].strip():
        number = float(match[1]) * _of_column(match[2].strip(), unit)
        return Amount("set", _value(number, field))
    return Amount("set", field.parse(text))


def _of_column(given: str, unit: str | None) -> float:
    return in_unit_of(given, unit)


# -- dates ----------------------------------------------------------------------------------------------

_STEPS = {"year": 12, "years": 12, "month": 1, "months": 1, "week": 7, "weeks": 7, "day": 1, "days": 1, "d": 1}
_IN_MONTHS = frozenset({"year", "years", "month", "months"})


def _step(text: str) -> tuple[int, int] | None:
    """Give the months and days of a step such as ``-2 years``; None where the text is a date."""
    match = _STEP.fullmatch(text)
    if match is None:
        return None
    word = match[3].strip().casefold()
    if word not in _STEPS:
        msg = f"{text!r} moves no date; write such as '-2 years', '+6 months' or '+30 days'"
        raise ValueError(msg)
    sign = 1 if match[1] == "+" else -1
    size = float(match[2]) * _STEPS[word]
    if not size.is_integer():
        msg = f"{text!r} is no whole number of {'months' if word in _IN_MONTHS else 'days'}; write it in those"
        raise ValueError(msg)
    return (sign * int(size), 0) if word in _IN_MONTHS else (0, sign * int(size))


def moved_date(text: str, step: tuple[int, int]) -> str:
    """Move a year, a month or a day by months and days.

    Raises
    ------
    ValueError
        It would leave the calendar.

    Examples
    --------
    >>> moved_date("2030", (-24, 0)), moved_date("2030", (6, 0)), moved_date("2028-02-29", (12, 0))
    ('2028', '2030-07', '2029-02-28')
    """
    months, days = step
    if len(text) == 4 and months % 12 == 0 and not days:
        return _checked(f"{int(text) + months // 12:04d}")
    if len(text) <= 7 and not days:
        total = int(text[:4]) * 12 + int(text[5:7] or 1) - 1 + months
        return _checked(f"{total // 12:04d}-{total % 12 + 1:02d}")
    day = first_day(text)
    total = int(day[:4]) * 12 + int(day[5:7]) - 1 + months
    for last in (int(day[8:]), 30, 29, 28):  # the last day of a shorter month
        moved = f"{total // 12:04d}-{total % 12 + 1:02d}-{last:02d}"
        if last <= int(day[8:]) and valid_date_or_year(moved):
            break
    if days:
        try:
            moved = (date.fromisoformat(_checked(moved)) + timedelta(days=days)).isoformat()
        except OverflowError:
            moved = "0000"
    return _checked(moved)


def _checked(text: str) -> str:
    if not (valid_date_or_year(text) and "1900" <= text[:4] <= "2200"):
        msg = f"the date would be {text}; move it by less"
        raise ValueError(msg)
    return text
