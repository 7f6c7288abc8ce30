"""Networks of the user's own: from frames or from a networkx graph, checked like the packaged one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING, Any

from corridors.errors import DataError, OptionError
from corridors.gate.ids import blank, id_text
from corridors.gate.numbers import text_number
from corridors.gate.quoted import quoted
from corridors.gate.told import says_something, tell_unread
from corridors.tables.columns import Columns, columns_of, rows_of
from corridors.tables.given import ELSEWHERE, PRICES, meant_by
from corridors.tables.questioned import question_lengths
from corridors.tables.reading import Row, Tables, duplicates, read_tables
from corridors.tables.schema import Schema
from corridors.tables.street import is_street_graph, street_link

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

__all__ = ["tables_from_frames", "tables_from_networkx"]

#: Tables that a user's network takes from the packaged one unless given.
_SHARED = ("rates", "handling", "countries", "sources")

#: Country of places for which none is given: a code that ISO 3166 leaves to users, so no country's own rates and
#: handling hold there but the defaults, and no border lies between two such places.
UNKNOWN_COUNTRY = "ZZ"

_PLACE_DEFAULTS = {"kind": "city", "accuracy_km": 20_100.0}
_LINK_DEFAULTS = {"mode": "rail", "status": "operating", "direction": "both"}
_SERVICE_DEFAULTS = {"mode": "rail", "status": "running", "direction": "both", "status_source": "user"}

#: The edition of tables that are not the packaged ones.
OWN_EDITION = "own"

#: Tables that a network of one's own has only if given.
_WITHOUT = ("services", "levels", "deflator", "risks", "projects", "corridors", "corridor_links", "branches", "events")

#: What a place of one's own may lack although the packaged ones may not: routes do not need it.
_OPTIONAL = frozenset({"lat", "lon"})


def tables_from_frames(places: pd.DataFrame, links: pd.DataFrame, **others: pd.DataFrame | None) -> Tables:
    """Make tables of frames; see `Network.from_frames`."""
    package = read_tables()
    schemas = package.package.schemas
    unknown = [name for name in others if name not in schemas or name in ("places", "links")]
    if unknown:
        others_known = ", ".join(name for name in schemas if name not in ("places", "links"))
        raise OptionError(f"no table is called {unknown[0]!r}: there are {others_known}")
    findings: list[str] = []
    rows: dict[str, tuple[Row, ...]] = {name: package[name] for name in _SHARED}
    rows |= {
        "services": (),
        "levels": (),
        "deflator": (),
        "risks": (),
        "projects": (),
        "corridors": (),
        "corridor_links": (),
        "branches": (),
        "events": (),
    }
    rows["places"] = tuple(_places(columns_of("places", places), schemas["places"], findings))
    rows["links"] = tuple(_links(columns_of("links", links), schemas["links"], findings))
    for name, frame in others.items():
        if frame is not None:
            read = _services if name == "services" else _plain
            rows[name] = tuple(read(columns_of(name, frame), schemas[name], findings))
    for name in ("places", "links", *others):
        findings += duplicates(schemas[name], rows.get(name, ()))
    if any(row["country"] == UNKNOWN_COUNTRY for row in rows["places"]):
        rows["countries"] = _with_unknown(rows["countries"], schemas["countries"])
    # a place that handling or an event names and this network has not, is no concern of this network
    known = {row["id"] for row in rows["places"]}
    rows["handling"] = tuple(r for r in rows["handling"] if r["place"] is None or r["place"] in known)
    if findings:
        raise DataError(findings)
    for name in ("places", "links"):
        known = {field.name for field in schemas[name].fields}
        further = {column for row in rows[name][:1] for column in row if column not in known}
        tell_unread(name, further, known, _elsewhere(further, rows[name]))
    question_lengths(rows["places"], rows["links"])
    # figures of one's own are of no edition
    return Tables(replace(package.package, version=OWN_EDITION), None, rows)


def tables_from_networkx(graph: nx.Graph[Any], *, length: str | None = None) -> Tables:
    """Make tables of a networkx graph; see `Network.from_networkx`."""
    import pandas as pd

    # by what is asked of it, for networkx may not be installed
    if not all(hasattr(graph, name) for name in ("nodes", "edges", "is_directed")):
        raise OptionError(f"graph={quoted(graph)} is no graph of networkx: give a networkx.Graph or one of its kinds")
    if length is not None and not isinstance(length, str):
        raise OptionError(f"length={quoted(length)}: give the name of an edge attribute")
    street = is_street_graph(graph)
    attribute, km = ("length", 1e-3) if street and length is None else (length or "length_km", 1.0)
    findings: list[str] = []
    links = []
    taken: set[str] = set()
    for number, (start, end, data) in enumerate(graph.edges(data=True)):
        value = data.get(attribute)
        read = text_number(value)
        if read is None or not isfinite(read) or read < 0:
            findings.append(
                f"edges[{start!r}, {end!r}].{attribute}: {quoted(value)}; {_length_wanted(data, attribute)}"
            )
            continue
        row = street_link(data) if street else {str(key): item for key, item in data.items()}
        row.pop(attribute, None)
        row |= {"from": id_text(start), "to": id_text(end), "length_km": float(read) * km}
        # an attribute called id is the link's where it tells links apart
        own = id_text(row.get("id"))
        row["id"] = own if own and own not in taken else f"{id_text(start)}--{id_text(end)}--{number}"
        taken.add(row["id"])
        row.setdefault("direction", "forward" if graph.is_directed() else "both")
        links.append(row)
    if findings:
        raise DataError(findings)
    nodes = [_node(node, data, street=street) for node, data in graph.nodes(data=True)]
    columns = {"places": ["id", "name"], "links": ["id", "from", "to", "length_km"]}
    frames = [
        pd.DataFrame(rows, columns=None if rows else columns[table], dtype=object)
        for table, rows in (("places", nodes), ("links", links))
    ]
    return tables_from_frames(*frames)


def _length_wanted(data: Mapping[Any, Any], attribute: str) -> str:
    """Say what is wanted of the lengths, and which other attribute may hold them."""
    other = next((name for name in ("length_km", "length", "distance", "weight", "km") if name in data), None)
    hint = f" (is it {other!r}? say length={other!r} if it is in km)" if other and other != attribute else ""
    return f"give a length in km of at least zero on every edge{hint}"


def _node(node: Any, data: Mapping[Any, Any], *, street: bool) -> dict[str, Any]:
    """Give the row of a node, which is known by itself: the edges know no other name of it."""
    place = {str(key): item for key, item in data.items()}
    own = place.pop("id", None)
    place["id"] = id_text(node)
    if blank(place.get("name")):
        place["name"] = place["id"] if blank(own) or street else id_text(own)
    for axis, short in (("lat", "y"), ("lon", "x")):
        if axis not in place and short in place:
            place[axis] = place.pop(short)
    return place


def _places(columns: Columns, schema: Schema, findings: list[str]) -> list[Row]:
    cells, n = columns.cells, columns.n
    ids = columns.of("id")
    cells.setdefault("name", ids)
    cells.setdefault("source", ["user"] * n)
    cells.setdefault("grade", ["estimated"] * n)
    lats, lons = columns.of("lat"), columns.of("lon")
    for row, (lat, lon) in enumerate(zip(lats, lons, strict=True)):
        if (lat is None) != (lon is None):
            axis, other = ("lat", "lon") if lat is None else ("lon", "lat")
            findings.append(f"places[{ids[row]}].{axis}: blank although {other} is given; give both or none")
    defaults: dict[str, Any] = dict(_PLACE_DEFAULTS)
    if not any(columns.of("country")):
        # among places of known countries a blank one would lie abroad, and a border be paid to reach it
        defaults["country"] = UNKNOWN_COUNTRY
    return rows_of(columns, schema, defaults, findings, _OPTIONAL)


def _with_unknown(countries: tuple[Row, ...], schema: Schema) -> tuple[Row, ...]:
    """Add the unknown country to the countries, unless the user has one by that code."""
    if any(row["id"] == UNKNOWN_COUNTRY for row in countries):
        return countries
    blank: Row = {field.name: () if field.type == "list" else None for field in schema.fields}
    return (*countries, blank | {"id": UNKNOWN_COUNTRY, "name": "unknown country"})


def _links(columns: Columns, schema: Schema, findings: list[str]) -> list[Row]:
    cells = columns.cells
    usual = _LINK_DEFAULTS["mode"]
    modes = cells["mode"] = [usual if mode is None else mode for mode in columns.of("mode")]
    gauges = columns.of("gauge_mm")
    cells["gauge_mm"] = [
        1520 if gauge is None and mode == "rail" else gauge for gauge, mode in zip(gauges, modes, strict=True)
    ]
    ids = columns.of("id")
    taken = {id_text(name) for name in ids if name is not None}
    names: list[Any] = []
    numbers: dict[str, int] = {}
    for name, start, end, mode in zip(ids, columns.of("from"), columns.of("to"), modes, strict=True):
        if name is None:
            base = name = f"{id_text(start)}--{id_text(end)}--{mode}"
            while name in taken:
                numbers[base] = numbers.get(base, 1) + 1
                name = f"{base}-{numbers[base]}"
            taken.add(name)
        names.append(name)
    cells["id"] = names
    return rows_of(_sourced(columns, schema), schema, _LINK_DEFAULTS, findings)


def _services(columns: Columns, schema: Schema, findings: list[str]) -> list[Row]:
    columns.cells.setdefault("name", columns.of("id"))
    return rows_of(_sourced(columns, schema), schema, _SERVICE_DEFAULTS, findings)


def _plain(columns: Columns, schema: Schema, findings: list[str]) -> list[Row]:
    # rates hold for every class of service unless they name one
    return rows_of(columns, schema, {"service": "*"} if schema.table == "rates" else {}, findings)


def _sourced(columns: Columns, schema: Schema) -> Columns:
    """Have figures rest on the user, as estimates, where the frame has no column that says on what."""
    given = set(columns.cells)
    for field in schema.fields:
        for column, says in ((field.grade, "estimated"), (field.source, "user")):
            if column is None or column in given or field.name not in columns.cells:
                continue
            told = columns.cells.get(column) or [None] * columns.n
            figures = columns.cells[field.name]
            columns.cells[column] = [
                says if old is None and figure is not None else old for old, figure in zip(told, figures, strict=True)
            ]
    return columns


def _elsewhere(columns: Iterable[str], rows: Sequence[Row]) -> dict[str, str]:
    """Say which of the further columns may be one of the table's that stands blank."""
    known = [column for column in columns if column in ELSEWHERE]
    wanted = {meant_by(column) for column in known}
    blank_here = {
        name for name in (rows[0] if rows else ()) if name in wanted and all(blank(r.get(name)) for r in rows)
    }
    asked = [column for column in known if meant_by(column) in blank_here]
    free = [column for column in asked if column in PRICES and not says_something(r.get(column) for r in rows)]
    return {column: ELSEWHERE[column] for column in asked if column not in free}
