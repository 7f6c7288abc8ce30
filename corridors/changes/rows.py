"""Rows that a scenario adds, each cell checked like one that was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from corridors.changes.amounts import Amount, amount_of
from corridors.tables.reading import Row
from corridors.tables.schema import Field, Schema
from corridors.world.spelling import close_to

__all__ = ["added_row", "cell_of"]

#: What a row of a user's holds where nothing is said.
_USUAL: Mapping[str, Mapping[str, Any]] = {
    "links": {"status": "operating", "direction": "both", "length_method": None},
    "services": {"direction": "both", "status": "running", "departures_basis": "estimated"},
    "rates": {"mode": "*", "country": "*", "shipment": "*", "service": "*"},
    "projects": {"quantity": "capacity_mt_per_year", "state": "planned", "grade": "estimated"},
    "levels": {"direction": "both", "basis": "quote", "grade": "estimated"},
}


def cell_of(value: Any, field: Field, unit: str | None = None) -> Any:
    """Give the value of a cell of a new row, which nothing stood in before.

    Raises
    ------
    ValueError
        It is no value of the column.
    """
    amount: Amount = amount_of(value, field, unit)
    if amount.is_relative:
        msg = f"{value!r} is relative, and there is no figure yet; give a value"
        raise ValueError(msg)
    return amount.value


def added_row(schema: Schema, cells: Mapping[str, Any], source: tuple[str, ...], found: Callable[..., None]) -> Row:
    """Make a row of cells; figures rest on the scenario, as estimates, where nothing is said.

    Parameters
    ----------
    schema
        The columns of the table.
    cells
        Values by column.
    source
        What figures rest on that name no source.
    found
        Called with (column or None, problem) for each finding.
    """
    fields = {field.name: field for field in schema.fields}
    for name in cells:
        if name not in fields:
            found(name, f"{schema.table} have no column {name!r}{close_to(name, fields)}")
    usual = _USUAL.get(schema.table, {})
    row: Row = {}
    for name, field in fields.items():
        value = cells.get(name)
        value = usual.get(name) if value is None or value == () else value
        if name == "name" and value is None:
            value = cells.get("id")
        row[name] = () if field.type == "list" else None
        if value is not None:
            try:
                row[name] = cell_of(value, field, cells.get("unit") if schema.table == "rates" else None)
            except ValueError as error:
                found(name, f"{schema.table}[{cells.get('id', 'new row')}].{name}: {error}")
    for field in schema.fields:
        if row[field.name] is not None and row[field.name] != ():
            if field.grade and row[field.grade] is None:
                row[field.grade] = "estimated"
            if field.source and not row[field.source]:
                row[field.source] = source
    for field in schema.fields:
        if field.required and row[field.name] in (None, ()) and cells.get(field.name) in (None, ()):
            if field.type == "list" and field.name.endswith("source"):
                row[field.name] = source
            else:
                found(field.name, f"{schema.table}[{cells.get('id', 'new row')}].{field.name}: blank; it is required")
    return row
