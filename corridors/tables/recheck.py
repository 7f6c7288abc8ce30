"""Checking tables of which a few cells were changed, and which columns those are."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from corridors.errors import DataError
from corridors.tables.holding import held_problems
from corridors.tables.reading import Tables

__all__ = ["changed_columns", "check_changed"]


def check_changed(tables: Tables, before: Tables, touched: Mapping[str, Collection[int]]) -> Tables:
    """Give tables back that were made of checked ones by changing or adding some rows, or raise `DataError`.

    Parameters
    ----------
    tables
        The tables as they are now.
    before
        Checked tables, of which the others were made.
    touched
        Positions of the rows that differ, by table; added ones stand at the end.

    Raises
    ------
    DataError
        With every finding.
    """
    findings = held_problems(before, {table: tables[table] for table in touched}, touched)
    if findings:
        raise DataError(findings)
    return tables


def changed_columns(tables: Tables, before: Tables, table: str, positions: Collection[int]) -> frozenset[str] | None:
    """Name the columns of which a cell differs; None where a row was added."""
    old, new = before[table], tables[table]
    if len(old) != len(new):
        return None
    return frozenset(
        column for position in positions for column, cell in new[position].items() if old[position].get(column) != cell
    )
