"""Changed cells of links, each checked like a cell that was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corridors.errors import DataError, OptionError
from corridors.gate.quoted import quoted
from corridors.tables.given_cells import cell_text
from corridors.tables.reading import Row, Tables

__all__ = ["changed_links"]


def changed_links(tables: Tables, changes: Mapping[str, Mapping[str, Any]]) -> list[Row]:
    """Give the rows of links with some cells changed.

    A changed figure is graded as an estimate of the user's unless grade and source are given too.

    Raises
    ------
    OptionError
        A column that links have not, or the id.
    DataError
        Every value that its column does not take.
    """
    findings: list[str] = []
    rows = {row["id"]: row for row in tables["links"]}
    for link_id, cells in changes.items():
        rows[link_id] = _changed(rows[link_id], cells, tables, findings)
    if findings:
        raise DataError(findings)
    return list(rows.values())


def _changed(row: Row, cells: Mapping[str, Any], tables: Tables, findings: list[str]) -> Row:
    """Give a copy of a row of links with other cells, each checked; what is wrong is added to `findings`."""
    fields = {field.name: field for field in tables.package.schemas["links"].fields}
    changed = dict(row)
    for column, value in cells.items():
        if not isinstance(column, str) or column not in fields or column == "id":
            known = ", ".join(name for name in fields if name != "id")
            raise OptionError(f"links have no column {quoted(column)} that could be changed: there are {known}")
        field = fields[column]
        if value is None:
            if field.required:
                findings.append(f"links[{row['id']}].{column}: blank; it is required")
            changed[column] = () if field.type == "list" else None
            continue
        try:
            changed[column] = field.parse(cell_text(value, field))
        except ValueError as error:
            findings.append(f"links[{row['id']}].{column}: {error}")
        if field.grade and field.grade not in cells:
            changed[field.grade] = "estimated"
        if field.source and field.source not in cells:
            changed[field.source] = ("user",)
    return changed
