"""Dates as users and tables write them: a day, a month or a year.

A year or month stands for its last day when a view of the network is asked for (``on=2035`` is the
network at the end of 2035), and for its first day when a table says since when something holds.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from corridors.errors import OptionError
from corridors.gate.ids import blank, id_text
from corridors.gate.quoted import quoted

__all__ = ["DateLike", "first_day", "last_day", "middle_day", "valid_date_or_year", "view_date"]

if TYPE_CHECKING:
    import numpy as np

    DateLike: TypeAlias = str | int | date | np.datetime64
else:  # numpy is not loaded for a type
    DateLike = str | int | date

_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def _parts(text: str) -> tuple[int, int | None, int | None] | None:
    match = _PATTERN.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # the pattern has no match without it
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return year, month, day


def valid_date_or_year(text: str) -> bool:
    """Whether `text` is a year, a month or a day in ISO form."""
    return _parts(text) is not None


def first_day(text: str) -> str:
    """Give the first day (ISO) of a year, month or day.

    Examples
    --------
    >>> first_day("2025"), first_day("2025-10")
    ('2025-01-01', '2025-10-01')
    """
    return text + {4: "-01-01", 7: "-01", 10: ""}[len(text)]


def last_day(text: str) -> str:
    """Give the last day (ISO) of a year, month or day.

    Examples
    --------
    >>> last_day("2025"), last_day("2024-02")
    ('2025-12-31', '2024-02-29')
    """
    if len(text) == 4:
        return text + "-12-31"
    if len(text) == 7:
        year, month = int(text[:4]), int(text[5:])
        return f"{text}-{calendar.monthrange(year, month)[1]:02d}"
    return text


def middle_day(text: str) -> str:
    """Give a day (ISO) in the middle of a year or month, or the day: what a mean price is of.

    Examples
    --------
    >>> middle_day("2025"), middle_day("2024-02")
    ('2025-07-01', '2024-02-15')
    """
    return text + {4: "-07-01", 7: "-15", 10: ""}[len(text)]


def view_date(on: DateLike | None, *, default: str, earliest: str, reason: str) -> str:
    """Turn the ``on=`` of a call into one ISO day.

    Parameters
    ----------
    on
        A day (``"2026-11-01"`` or a `datetime.date`), a month, a year (``2035`` or ``"2035"``: its last
        day), or None for `default`.
    default
        ISO day used for None.
    earliest
        First ISO day that the tables can answer for.
    reason
        Why not earlier, for the message.

    Raises
    ------
    OptionError
        Not a date, or one before `earliest`.
    """
    if on is None:
        return default
    if isinstance(on, date) and not blank(on):
        day = on.isoformat()[:10]
    else:
        text = id_text(on)
        if type(on).__name__ == "datetime64":  # of numpy, which need not be loaded for it
            text = text[:10]
        if isinstance(on, bool) or not valid_date_or_year(text):
            raise OptionError(
                f"on={quoted(on)} is no date: give a day such as '2026-11-01', a month '2026-11', "
                "a year 2035 or a datetime.date"
            )
        day = last_day(text)
    if day < earliest:
        raise OptionError(
            f"on={on!r} lies before {earliest}, the first day these tables can answer for "
            f"({reason}): ask for a later date"
        )
    return day
