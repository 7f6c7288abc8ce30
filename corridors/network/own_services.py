"""Services and handling of a user's own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, count
from typing import Any

from corridors.network.joining import Joined, Joiner
from corridors.tables.given import Given, Hearing
from corridors.tables.given_cells import as_row, fill_sources
from corridors.tables.own import Join
from corridors.tables.reading import Row
from corridors.world.core import Core

__all__ = ["new_handling", "new_services"]

_SERVICE_DEFAULTS = {"mode": "rail", "status": "running", "direction": "both"}

#: What tells one row of handling from another.
_CASE = (
    "operation", "place", "country", "country_from", "country_to", "mode", "mode_from", "mode_to", "gauge_from",
    "gauge_to", "shipment", "service",
)  # fmt: skip


def new_services(
    givens: Sequence[Given], core: Core, joiner: Joiner, source: str, hearing: Hearing
) -> tuple[list[Row], list[Join]]:
    """Give rows of the services that can be read, and how their places were found."""
    schema = core.tables.package.schemas["services"]
    taken = {row["id"] for row in core.tables["services"]}
    rows, joins = list[Row](), list[Join]()
    for given in givens:
        before = len(hearing.findings)
        cells, found = dict(given.cells), list[tuple[str, Joined]]()
        for column in ("origin", "destination"):
            joined = joiner.find(given, column, hearing)
            if joined is not None:
                cells[column] = joined.place.id
                found.append((column, joined))
        cells["calls"] = _calls(given, joiner, hearing, found)
        name = f"{cells.get('origin')}-{cells.get('destination')}"
        if given.says("id") is None:
            cells["id"] = next(i for i in chain((name,), (f"{name}-{n}" for n in count(2))) if i not in taken)
        elif str(cells["id"]) in taken:
            hearing.wrong(given, "id", f"{cells['id']!r} is a service of the network already; give another")
        if given.says("name") is None:
            cells["name"] = cells["id"]
        row = as_row(
            Given(given.table, given.number, cells, None, given.label),
            schema,
            _SERVICE_DEFAULTS | {"status_source": source},
            hearing,
        )
        if row is None or len(hearing.findings) > before:
            continue
        fill_sources(row, schema, source)
        taken.add(row["id"])
        rows.append(row)
        joins += [joined.told(given, row["id"], column) for column, joined in found]
    return rows, joins


def _calls(given: Given, joiner: Joiner, hearing: Hearing, found: list[tuple[str, Joined]]) -> list[str]:
    """Find the places between, each by itself."""
    asked = given.says("calls")
    if asked is None:
        return []
    ids = []
    for text in asked if isinstance(asked, (list, tuple)) else str(asked).split("|"):
        one = Given(given.table, given.number, {"calls": text}, None, given.label)
        joined = joiner.find(one, "calls", hearing)
        if joined is not None:
            found.append(("calls", joined))
            ids.append(joined.place.id)
    return ids


def new_handling(
    givens: Sequence[Given], core: Core, joiner: Joiner, source: str, hearing: Hearing, *, replace: bool
) -> tuple[list[Row], dict[str, Row], list[Join]]:
    """Give rows of handling that are new, those that stand in for others (by id), and how places were found.

    Of two rows for one case only the first would ever be read, so both cannot be kept.
    """
    schema = core.tables.package.schemas["handling"]
    standing = {_case(row): row for row in core.tables["handling"]}
    taken = {row["id"] for row in core.tables["handling"]}
    rows, instead, joins = list[Row](), dict[str, Row](), list[Join]()
    for given in givens:
        before = len(hearing.findings)
        cells: dict[str, Any] = dict(given.cells)
        joined = joiner.find(given, "place", hearing) if given.says("place") is not None else None
        if joined is not None:
            cells["place"] = joined.place.id
        for column in ("country", "country_from", "country_to"):
            if given.says(column) is not None:
                cells[column] = core.country_code(str(cells[column])) or cells[column]
        row = as_row(Given(given.table, given.number, cells, None, given.label), schema, {"id": "?"}, hearing)
        if row is None or len(hearing.findings) > before:
            continue
        fill_sources(row, schema, source)
        other = standing.get(_case(row))
        if other is not None and not replace:
            told = f"{other['id']!r} with {_figures(other)}; yours has {_figures(row)}"
            hearing.findings.append(
                f"{given.label}: the same case stands already, {told}; on_conflict='replace' has yours"
            )
            continue
        if other is not None:
            instead[other["id"]] = row | {"id": other["id"]}
        else:
            _name(given, row, taken, hearing)
            rows.append(row)
        standing[_case(row)] = row
        joins += [joined.told(given, row["id"], "place")] if joined is not None else []
    return rows, instead, joins


def _case(row: Row) -> tuple[Any, ...]:
    return tuple(row[column] for column in _CASE)


def _figures(row: Row) -> str:
    known = [
        (row[c], unit) for c, unit in (("time_h", "h"), ("cost_usd", "USD"), ("capacity_mt_per_year", "Mt a year"))
    ]
    return ", ".join(f"{value:,g} {unit}" for value, unit in known if value is not None) or "no figures"


def _name(given: Given, row: Row, taken: set[str], hearing: Hearing) -> None:
    if given.says("id") is None:
        base = "-".join(str(row[column]) for column in _CASE if row[column] is not None).replace("_", "-")
        row["id"] = next(i for i in chain((base,), (f"{base}-{n}" for n in count(2))) if i not in taken)
    elif row["id"] in taken:
        hearing.wrong(given, "id", f"{row['id']!r} is a row of handling already; give another")
    taken.add(row["id"])
