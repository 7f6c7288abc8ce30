"""The tables as a scenario fills them in: rows as they were, rows added, and what becomes of which cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corridors.changes.amounts import Amount
from corridors.changes.change import Change
from corridors.tables.reading import Row
from corridors.tables.schema import Field
from corridors.world.core import Core

__all__ = ["Book"]


class Book:
    """Rows of tables before the changes of a scenario, with those that it adds at their end."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self._rows: dict[str, list[Row]] = {}
        #: What becomes of cells, by table, row and column; the last change of a cell holds.
        self.cells: dict[tuple[str, int], dict[str, tuple[Amount, Change]]] = {}
        self._fields: dict[str, dict[str, Field]] = {}

    def rows(self, table: str) -> Sequence[Row]:
        """Rows of a table, the added ones last."""
        found = self._rows.get(table)
        return self.core.tables[table] if found is None else found

    def fields(self, table: str) -> dict[str, Field]:
        """Columns of a table by name."""
        if table not in self._fields:
            self._fields[table] = {field.name: field for field in self.core.tables.package.schemas[table].fields}
        return self._fields[table]

    def add(self, table: str, row: Row) -> int:
        """Add a row and give its position."""
        if table not in self._rows:
            self._rows[table] = list(self.core.tables[table])
        self._rows[table].append(row)
        return len(self._rows[table]) - 1

    def change(self, table: str, position: int, column: str, amount: Amount, change: Change) -> None:
        """Note what becomes of a cell."""
        self.cells.setdefault((table, position), {})[column] = (amount, change)

    def added(self, table: str) -> range:
        """Positions of the rows that were added to a table."""
        return range(len(self.core.tables[table]), len(self.rows(table)))

    @property
    def grown(self) -> tuple[str, ...]:
        """Tables to which rows were added."""
        return tuple(self._rows)

    def label(self, table: str, position: int) -> Any:
        """Give the name of a row for messages."""
        row = self.rows(table)[position]
        return row.get("id") or row.get("parameter") or f"line {position + 2}"
