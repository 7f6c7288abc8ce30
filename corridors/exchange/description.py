"""The description of the tables of a network as it is (``datapackage.json``): whoever reads it finds its rules true.

A network of one's own may have places that lie nowhere, gauges that the packaged one has not, and columns of its own:
its description says so, where the packaged one would refuse it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from corridors.exchange.cells import further_fields
from corridors.tables.reading import Row
from corridors.tables.schema import STANDARD, Field, Package, Schema

__all__ = ["described", "fitting"]


def fitting(schema: Schema, rows: Sequence[Row]) -> Schema:
    """Give the schema with its rules widened to what the rows hold, and with their further columns.

    Raises
    ------
    DataError
        Further columns that no table can hold.
    """
    fields = [_widened(field, [row.get(field.name) for row in rows]) for field in schema.fields]
    return replace(schema, fields=(*fields, *further_fields(schema.table, schema.fields, rows)))


def _widened(field: Field, values: Iterable[Any]) -> Field:
    held = [value for value in values if value not in (None, ())]
    blank = any(value in (None, ()) for value in values)
    numbers = [value for value in held if isinstance(value, (int, float)) and not isinstance(value, bool)]
    enum = field.enum
    if enum is not None and field.type != "list":
        enum = (*enum, *dict.fromkeys(value for value in held if value not in enum))
    return replace(
        field,
        required=field.required and not blank,
        enum=enum,
        minimum=min([field.minimum, *numbers]) if field.minimum is not None else None,
        maximum=max([field.maximum, *numbers]) if field.maximum is not None else None,
    )


def described(package: Package, schemas: Mapping[str, Schema], *, lines: bool) -> dict[str, Any]:
    """Give the content of a ``datapackage.json`` of these tables.

    Parameters
    ----------
    package
        Edition and dates.
    schemas
        The tables, in their order.
    lines
        Whether ``geometry.geojson`` with the lines of links stands beside them.
    """
    resources = [_resource(schema) for schema in schemas.values()]
    if lines:
        resources.append(
            {
                "name": "geometry",
                "path": "geometry.geojson",
                "title": "Lines of the links (WGS84, longitude and latitude)",
                "format": "geojson",
                "mediatype": "application/geo+json",
                "encoding": "utf-8",
            }
        )
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "corridors-network",
        "title": "A network of freight corridors",
        "version": package.version,
        "schema_version": package.schema_version,
        "reference_date": package.reference_date,
        "earliest_date": package.earliest_date,
        "earliest_date_reason": package.earliest_date_reason,
        "resources": resources,
    }


def _resource(schema: Schema) -> dict[str, Any]:
    return {
        "name": schema.table,
        "path": f"{schema.table}.csv",
        "title": schema.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "routing": schema.routing,
        "schema": {"fields": [_entry(field) for field in schema.fields]},
    }


def _entry(field: Field) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": field.name, "type": STANDARD.get(field.type, field.type)}
    if field.type in STANDARD:
        entry["form"] = field.type
    entry["description"] = field.description
    for key in ("unit", "separator", "references", "grade", "source"):
        if getattr(field, key) is not None:
            entry[key] = getattr(field, key)
    rules: dict[str, Any] = {key: True for key in ("required", "unique") if getattr(field, key)}
    rules |= {key: getattr(field, key) for key in ("minimum", "maximum") if getattr(field, key) is not None}
    if field.enum is not None and field.type == "list":
        entry["parts"] = list(field.enum)  # `enum` is of whole cells
    elif field.enum is not None:
        rules["enum"] = list(field.enum)
    return entry | ({"constraints": rules} if rules else {})
