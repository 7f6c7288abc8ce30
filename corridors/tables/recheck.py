"""Checking tables of which a few cells were changed: the rows touched, where that is enough.

Most rules look at one row at a time. Where only figures, grades, sources, dates and words were changed, only the
touched rows are looked at again; where what names, joins or sorts something was changed, or a row was added, all rules
are kept over all rows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from corridors.tables.checks import (
    RULES,
    branches_belong_to_their_corridor,
    check_tables,
    corridors_have_gateways,
    nothing_dangles,
    references_resolve,
    services_are_rides,
    services_fit_their_mode,
)
from corridors.tables.dated_checks import years_stand_once
from corridors.tables.reading import Row, Tables
from corridors.tables.schema import Schema

__all__ = ["changed_columns", "check_changed"]

#: Rules that look at several rows at once, but not at figures, dates and words of them.
_OF_SEVERAL: frozenset[Callable[[Tables], Iterator[str]]] = frozenset(
    {
        branches_belong_to_their_corridor,
        corridors_have_gateways,
        nothing_dangles,
        references_resolve,
        services_are_rides,
        services_fit_their_mode,
        years_stand_once,
    }
)

#: Columns besides figures, dates, grades and sources that no rule over several rows looks at.
_WORDS = frozenset({"notes", "status", "state", "electrified", "basis", "time_basis", "departures_basis", "effect"})

#: Tables in whose rows a date, or a figure, tells one row from another.
_KEYED = {"levels": {"date"}, "deflator": {"year"}, "links": {"gauge_mm"}, "handling": {"gauge_from", "gauge_to"}}


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
    plain = all(_plain(tables, before, table, rows) for table, rows in touched.items())
    if not plain or any(True for _ in _findings(tables, touched)):
        return check_tables(tables)  # which says where each finding stands
    return tables


def changed_columns(tables: Tables, before: Tables, table: str, positions: Collection[int]) -> frozenset[str] | None:
    """Name the columns of which a cell differs; None where a row was added."""
    old, new = before[table], tables[table]
    if len(old) != len(new):
        return None
    return frozenset(
        column for position in positions for column, cell in new[position].items() if old[position].get(column) != cell
    )


def _plain(tables: Tables, before: Tables, table: str, positions: Collection[int]) -> bool:
    schema = tables.package.schemas.get(table)
    changed = changed_columns(tables, before, table, positions)
    if table == "sources" and changed is None:  # nothing that is known becomes unknown by it
        return True
    return schema is not None and changed is not None and changed <= _free(schema) - _KEYED.get(table, set())


def _free(schema: Schema) -> frozenset[str]:
    named = {name for field in schema.fields for name in (field.source, field.grade) if name}
    dated = {field.name for field in schema.fields if field.type in ("number", "integer", "date-or-year")}
    return frozenset(named | dated | (_WORDS & {field.name for field in schema.fields}))


def _findings(tables: Tables, touched: Mapping[str, Collection[int]]) -> Iterator[str]:
    """Keep the rules of single rows over those touched, and look up what they name."""
    rows: dict[str, tuple[Row, ...]] = dict.fromkeys(tables.loaded, ())
    for table, positions in touched.items():
        rows[table] = tuple(tables[table][position] for position in sorted(positions))
    if rows["links"]:  # whose lengths are held against the points of their ends
        ends = {row[end] for row in rows["links"] for end in ("from", "to")}
        rows["places"] = tuple(row for row in tables["places"] if row["id"] in ends)
    some = Tables(tables.package, None, rows)
    for rule in RULES:
        if rule not in _OF_SEVERAL:
            yield from rule(some)
    yield from _unknown(tables, touched)


def _unknown(tables: Tables, touched: Mapping[str, Collection[int]]) -> Iterator[str]:
    """Find ids that touched rows name and no table has."""
    known: dict[str, set[object]] = {}
    for table, positions in touched.items():
        for field in tables.package.schemas[table].fields:
            if field.references is None or field.references not in tables.loaded:
                continue
            for position in positions:
                value = tables[table][position][field.name]
                for part in value if isinstance(value, tuple) else (value,):
                    if part is None or part == "*":
                        continue
                    if field.references not in known:
                        known[field.references] = {row.get("id") for row in tables[field.references]}
                    if part not in known[field.references]:
                        yield f"{table}.{field.name}: {part!r}"
