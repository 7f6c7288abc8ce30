"""Rows with other cells: figures moved with their ranges, graded and sourced as what changed them says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from corridors.changes.amounts import Amount, moved_date
from corridors.changes.book import Book
from corridors.changes.change import Change
from corridors.tables.reading import Row
from corridors.tables.schema import Field

__all__ = ["changed_rows"]

_Cells = Mapping[str, tuple[Amount, Change]]


def changed_rows(
    book: Book, found: Callable[[Change, str], None]
) -> tuple[dict[str, tuple[Row, ...]], dict[str, frozenset[int]]]:
    """Give the tables that a book changes, each whole, and the positions of the rows changed or added.

    Parameters
    ----------
    book
        What becomes of which cell.
    found
        Called with the change and the problem where a cell cannot become what it should.
    """
    touched: dict[str, set[int]] = {table: set(book.added(table)) for table in book.grown}
    tables: dict[str, list[Row]] = {table: list(book.rows(table)) for table in book.grown}
    for (table, position), cells in book.cells.items():
        if table not in tables:
            tables[table] = list(book.rows(table))
        touched.setdefault(table, set()).add(position)
        name = f"{table}[{book.label(table, position)}]"
        tables[table][position] = _changed(book.rows(table)[position], cells, book.fields(table), name, found)
    kept = {table: frozenset(positions) for table, positions in touched.items() if positions}
    return {table: tuple(tables[table]) for table in kept}, kept


def _changed(
    row: Row, cells: _Cells, fields: Mapping[str, Field], name: str, found: Callable[[Change, str], None]
) -> Row:
    changed = dict(row)
    for column, (amount, change) in cells.items():
        field = fields[column]
        try:
            changed[column] = _become(row[column], amount, field)
        except ValueError as error:
            found(change, f"{name}.{column}: {error}")
            continue
        for end in _ends(column, fields):
            if end not in cells:
                changed[end] = _moved(row[end], row[column], changed[column], amount, fields[end])
        if column == "status" and changed[column] == "operating" and "expected" in fields and "expected" not in cells:
            changed["expected"] = None  # what operates is expected no more
        if field.grade and field.grade not in cells and changed[column] is not None:
            changed[field.grade] = change.grade
        if field.source and field.source not in cells and changed[column] is not None:
            changed[field.source] = change.source
    return changed


def _become(before: Any, amount: Amount, field: Field) -> Any:
    """Give what becomes of a cell, checked like one that was read."""
    if amount.kind == "set":
        return amount.value
    if amount.kind == "shift":
        return moved_date(before, amount.value)
    figure = amount.of(before)
    text = repr(int(figure)) if field.type == "integer" and float(figure).is_integer() else repr(figure)
    return field.parse(text)


def _ends(column: str, fields: Mapping[str, Field]) -> tuple[str, ...]:
    """Give the columns that hold the low and the high of a central figure."""
    if column == "central":
        return "low", "high"
    return tuple(end for end in (f"{column}_low", f"{column}_high") if end in fields)


def _moved(end: Any, before: Any, after: Any, amount: Amount, field: Field) -> Any:
    """Give the low or high that goes with a central figure: scaled alike, moved alike, or in its old ratio."""
    if end is None or after is None:
        return None
    if amount.kind == "add":
        moved = end + amount.value
        return moved if field.minimum is None else max(moved, float(field.minimum))
    if amount.kind == "scale":
        return end * amount.value
    return end * (after / before) if before else None
