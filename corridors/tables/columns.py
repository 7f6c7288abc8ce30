"""Frames of users read column by column: large tables in seconds, each text of a column parsed once."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from corridors.gate.frames import a_frame
from corridors.gate.ids import blank, id_text
from corridors.tables.given_cells import cell_text, own_field, plain_cell
from corridors.tables.reading import Row
from corridors.tables.schema import Field, Schema

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Columns", "columns_of", "rows_of"]

_MISSING = "blank; it is required"

#: Whole numbers of Python above are looked at by the reader of numbers.
_LARGE = 10**15


class Columns(NamedTuple):
    """A frame as lists by name of column, each with a cell a row, None where it is blank."""

    n: int
    cells: dict[str, list[Any]]

    def of(self, name: str) -> list[Any]:
        """Give the cells of a column, blank ones where there is none of that name."""
        found = self.cells.get(name)
        return [None] * self.n if found is None else found


def columns_of(table: str, given: pd.DataFrame) -> Columns:
    """Give the columns of a frame as lists of their own; a named index is one of them."""
    frame = a_frame(table, given)
    if frame.index.name is not None and str(frame.index.name) not in frame.columns:
        frame = frame.reset_index(names=str(frame.index.name))
    names = [str(name) for name in frame.columns]
    return Columns(len(frame), {name: _told(frame.iloc[:, place].tolist()) for place, name in enumerate(names)})


def _told(values: list[Any]) -> list[Any]:
    """Give values with None for those that say nothing."""
    told: list[Any] = []
    for value in values:
        kind = type(value)
        if kind is float:
            told.append(None if value != value else value)
        elif kind is int or kind is bool:
            told.append(value)
        else:
            told.append(None if blank(value) else value)
    return told


def rows_of(
    columns: Columns,
    schema: Schema,
    defaults: Mapping[str, Any],
    findings: list[str],
    optional: frozenset[str] = frozenset(),
) -> list[Row]:
    """Make rows of a table, each cell checked by its column; what is wrong is added to `findings`, row by row.

    Further columns stay, so that they can serve as weights.
    """
    known = {field.name for field in schema.fields}
    ids = columns.of("id")
    found: list[tuple[int, int, str]] = []  # row, column, what is wrong
    parsed: list[list[Any]] = []
    for place, field in enumerate(schema.fields):
        required = field.required and field.name not in optional
        given, default = columns.cells.get(field.name), defaults.get(field.name)
        values, problems = _parsed(given, columns.n, own_field(field), default, required=required)
        parsed.append(values)
        for row, problem in problems:
            label = id_text(ids[row]) or f"row {row}"
            found.append((row, place, f"{schema.table}[{label}].{field.name}: {problem}"))
    findings.extend(text for *_, text in sorted(found))
    further = [name for name in columns.cells if name not in known]
    names = [*(field.name for field in schema.fields), *further]
    parsed += [list(map(plain_cell, columns.cells[name])) for name in further]
    return [dict(zip(names, row, strict=True)) for row in zip(*parsed, strict=True)]


def _parsed(
    given: list[Any] | None, n: int, field: Field, default: Any, *, required: bool
) -> tuple[list[Any], list[tuple[int, str]]]:
    """Give the values of one column, and what is wrong in which row; each text is parsed once."""
    nothing: Any = () if field.type == "list" else None
    if given is None and default is None:
        return [nothing] * n, [(row, _MISSING) for row in range(n)] if required else []
    low = -inf if field.minimum is None else field.minimum
    high = inf if field.maximum is None else field.maximum
    number = field.type == "number"
    known: dict[str, Any] = {}
    values: list[Any] = []
    problems: list[tuple[int, str]] = []
    if given is None and n > 1:  # the same in every row
        values, problems = _parsed(None, 1, field, default, required=required)
        return values * n, [(row, problem) for row in range(n) for _, problem in problems]
    for row, cell in enumerate([None] * n if given is None else given):
        value = default if cell is None else cell
        kind = type(value)
        if number and kind is float and low <= value <= high and isfinite(value):
            values.append(value)
        elif number and kind is int and -_LARGE < value < _LARGE and low <= value <= high:
            values.append(float(value))
        elif value is None:
            values.append(nothing)
            if required:
                problems.append((row, _MISSING))
        elif kind is str and value in known:
            values.append(known[value])
        else:
            try:
                text = value if kind is str else cell_text(value, field)
                if text not in known:
                    known[text] = field.parse(text)
                values.append(known[text])
            except ValueError as error:
                values.append(None)
                problems.append((row, str(error)))
    return values, problems
