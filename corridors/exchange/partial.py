"""Networks of places and links alone, as graphs and other programs' tables know them: what goes around them.

Rates, handling and countries are then the packaged ones, as for frames of one's own; services, events, corridors and
all else such a file cannot carry are missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from corridors.errors import DataError
from corridors.exchange.bundle import Bundle
from corridors.exchange.cells import cell_text
from corridors.exchange.description import described
from corridors.maps.geometry import Line
from corridors.tables.migration import migrated
from corridors.tables.own import Own, OwnLine
from corridors.tables.reading import Row, Tables, parse_rows, read_tables
from corridors.tables.schema import package_from
from corridors.tables.strangers import unlike

__all__ = ["CARRIED", "partial_description", "partial_tables"]

#: The tables that such formats carry.
CARRIED = ("places", "links")

#: What a network of one's own takes from the packaged one.
_SHARED = ("rates", "handling", "countries", "sources")


def partial_description(bundle: Bundle) -> dict[str, Any]:
    """Describe places and links alone."""
    return described(bundle.package, {name: bundle.schemas[name] for name in CARRIED}, lines=False)


def partial_tables(
    description: Mapping[str, Any],
    cells: Mapping[str, Sequence[Mapping[str, Any]]],
    lines: Mapping[str, Line],
    *,
    where: str,
) -> Tables:
    """Make tables of places and links that the library itself has written, with the packaged rates around them.

    Raises
    ------
    DataError
        What is damaged or does not hold together, every finding at once.
    """
    packaged = read_tables()
    try:
        package = package_from(description)
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError([f"{where}: the description of its tables is damaged ({error!r}); export it anew"]) from None
    missing = [name for name in CARRIED if name not in package.schemas]
    if missing:
        raise DataError([f"{where}: the table {name} is missing; export it anew" for name in missing])
    around = replace(package, schemas={**packaged.package.schemas, **package.schemas})
    package = migrated(around, packaged.package, where)
    findings = [*unlike(package, packaged.package, where)]
    rows: dict[str, tuple[Row, ...]] = {
        name: packaged[name] if name in _SHARED else ()
        for name, schema in packaged.package.schemas.items()
        if schema.routing
    }
    for name in CARRIED:
        fields = package.schemas[name].fields
        texts = [
            [cell_text(field, record.get(field.name, field.filling)) for field in fields] for record in cells[name]
        ]
        rows[name] = tuple(parse_rows(package.schemas[name], texts, findings))
    if findings:
        raise DataError(findings)
    known = {row["id"] for row in rows["places"]}
    rows["handling"] = tuple(row for row in rows["handling"] if row["place"] is None or row["place"] in known)
    schemas = {**packaged.package.schemas, **{name: package.schemas[name] for name in CARRIED}}
    for table, title in (("countries", "name"), ("sources", "title")):
        rows[table] = (*rows[table], *_named(rows, schemas, table, title))
    ends = {row["id"]: (row["from"], row["to"]) for row in rows["links"]}
    own = {link: OwnLine(line.points, *ends[link], line.quality) for link, line in lines.items() if link in ends}
    return Tables(replace(package, schemas=schemas), None, rows, own=Own(lines=own))


def _named(rows: Mapping[str, Sequence[Row]], schemas: Mapping[str, Any], table: str, title: str) -> Iterable[Row]:
    """Give rows of the countries and sources that are named and that the packaged tables do not know."""
    known = {row["id"] for row in rows[table]}
    for name in CARRIED:
        for field in schemas[name].fields:
            if field.references != table:
                continue
            for row in rows[name]:
                value = row[field.name]
                for part in value if isinstance(value, tuple) else (value,):
                    if part is not None and part not in known:
                        known.add(part)
                        blank = {f.name: () if f.type == "list" else None for f in schemas[table].fields}
                        kind = {"kind": "reference", "notes": "Named by the file"} if table == "sources" else {}
                        yield blank | {"id": part, title: part} | kind
