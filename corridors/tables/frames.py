"""Networks of the user's own: from frames or from a networkx graph, checked like the packaged one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import inf, isfinite
from reprlib import repr as shortened
from typing import TYPE_CHECKING, Any, NamedTuple

from corridors.errors import DataError, OptionError
from corridors.tables.reading import Row, Tables, duplicates, read_tables
from corridors.tables.schema import Field, Schema

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

_MISSING = "blank; it is required"


class Columns(NamedTuple):
    """A frame as lists by name of column, each with a cell a row; column by column, large tables are read quickly."""

    n: int
    cells: dict[str, list[Any]]

    def of(self, name: str) -> list[Any]:
        """Give the cells of a column, blank ones where there is none of that name."""
        found = self.cells.get(name)
        return [None] * self.n if found is None else found


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
    rows["places"] = tuple(_places(_columns("places", places), schemas["places"], findings))
    rows["links"] = tuple(_links(_columns("links", links), schemas["links"], findings))
    for name, frame in others.items():
        if frame is not None:
            read = _services if name == "services" else _plain
            rows[name] = tuple(read(_columns(name, frame), schemas[name], findings))
    for name in ("places", "links", *others):
        findings += duplicates(schemas[name], rows.get(name, ()))
    if any(row["country"] == UNKNOWN_COUNTRY for row in rows["places"]):
        rows["countries"] = _with_unknown(rows["countries"], schemas["countries"])
    # a place that handling or an event names and this network has not, is no concern of this network
    known = {row["id"] for row in rows["places"]}
    rows["handling"] = tuple(r for r in rows["handling"] if r["place"] is None or r["place"] in known)
    if findings:
        raise DataError(findings)
    # figures of one's own are of no edition
    return Tables(replace(package.package, version=OWN_EDITION), None, rows)


def tables_from_networkx(graph: nx.Graph[Any], *, length: str = "length_km") -> Tables:
    """Make tables of a networkx graph; see `Network.from_networkx`."""
    import pandas as pd

    # by what is asked of it, for networkx may not be installed
    if not all(hasattr(graph, name) for name in ("nodes", "edges", "is_directed")):
        raise OptionError(
            f"graph={shortened(graph)} is no graph of networkx: give a networkx.Graph or one of its kinds"
        )
    findings = []
    links = []
    for number, (start, end, data) in enumerate(graph.edges(data=True)):
        value = data.get(length)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value) or value <= 0:
            findings.append(
                f"edges[{start!r}, {end!r}].{length}: {value!r}; give a length in km above zero on every edge"
            )
            continue
        row = {str(key): item for key, item in data.items() if key != length}
        row |= {"from": str(start), "to": str(end), "length_km": float(value)}
        row.setdefault("id", f"{start}--{end}--{number}")
        row.setdefault("direction", "forward" if graph.is_directed() else "both")
        links.append(row)
    if findings:
        raise DataError(findings)
    nodes = []
    for node, data in graph.nodes(data=True):
        place = {str(key): item for key, item in data.items()}
        place.setdefault("id", str(node))
        place.setdefault("name", str(node))
        for axis, short in (("lat", "y"), ("lon", "x")):
            if axis not in place and short in place:
                place[axis] = place.pop(short)
        nodes.append(place)
    return tables_from_frames(pd.DataFrame(nodes), pd.DataFrame(links))


def _columns(table: str, frame: pd.DataFrame) -> Columns:
    """Give the columns of a frame as lists of plain values, None where a cell is blank."""
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        raise OptionError(
            f"{table}={shortened(frame)} is no frame: give a pandas.DataFrame (pandas.read_csv makes one of a file), "
            "or a folder of tables to load_network(data=...)"
        )
    if frame.index.name is not None and frame.index.name not in frame.columns:
        frame = frame.reset_index()
    names = [str(name) for name in frame.columns]
    return Columns(len(frame), {name: _told(frame.iloc[:, place].tolist()) for place, name in enumerate(names)})


def _told(values: list[Any]) -> list[Any]:
    """Give values with None for those that are blank, and plain ones for those of numpy."""
    told: list[Any] = []
    for value in values:
        kind = type(value)
        if kind is float:
            told.append(None if value != value else value)
        elif kind is str:
            told.append(value if value and value != "<NA>" else None)
        elif kind is int or kind is bool or value is None:
            told.append(value)
        else:
            plain = value.item() if type(value).__module__ == "numpy" and hasattr(value, "item") else value
            told.append(None if _blank(plain) else plain)
    return told


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
    return _rows(columns, schema, defaults, findings, _OPTIONAL)


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
    taken = {str(name) for name in ids if name is not None}
    names: list[Any] = []
    numbers: dict[str, int] = {}
    for name, start, end, mode in zip(ids, columns.of("from"), columns.of("to"), modes, strict=True):
        if name is None:
            base = name = f"{start}--{end}--{mode}"
            while name in taken:
                numbers[base] = numbers.get(base, 1) + 1
                name = f"{base}-{numbers[base]}"
            taken.add(name)
        names.append(name)
    cells["id"] = names
    return _rows(_sourced(columns, schema), schema, _LINK_DEFAULTS, findings)


def _services(columns: Columns, schema: Schema, findings: list[str]) -> list[Row]:
    columns.cells.setdefault("name", columns.of("id"))
    return _rows(_sourced(columns, schema), schema, _SERVICE_DEFAULTS, findings)


def _plain(columns: Columns, schema: Schema, findings: list[str]) -> list[Row]:
    # rates hold for every class of service unless they name one
    return _rows(columns, schema, {"service": "*"} if schema.table == "rates" else {}, findings)


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


def _rows(
    columns: Columns,
    schema: Schema,
    defaults: Mapping[str, Any],
    findings: list[str],
    optional: frozenset[str] = frozenset(),
) -> list[Row]:
    known = {field.name for field in schema.fields}
    ids = columns.of("id")
    found: list[tuple[int, int, str]] = []  # row, column, what is wrong
    parsed: list[list[Any]] = []
    for place, field in enumerate(schema.fields):
        required = field.required and field.name not in optional
        given, default = columns.cells.get(field.name), defaults.get(field.name)
        values, problems = _parsed(given, columns.n, field, default, required=required)
        parsed.append(values)
        for row, problem in problems:
            label = f"row {row}" if ids[row] is None else ids[row]
            found.append((row, place, f"{schema.table}[{label}].{field.name}: {problem}"))
    findings.extend(text for *_, text in sorted(found))
    # further columns stay, so that they can serve as weights
    further = [name for name in columns.cells if name not in known]
    names = [*(field.name for field in schema.fields), *further]
    parsed += [columns.cells[name] for name in further]
    return [dict(zip(names, row, strict=True)) for row in zip(*parsed, strict=True)]


def _parsed(
    given: list[Any] | None, n: int, field: Field, default: Any, *, required: bool
) -> tuple[list[Any], list[tuple[int, str]]]:
    """Give the values of one column, and what is wrong in which row; each text is parsed once."""
    blank: Any = () if field.type == "list" else None
    if given is None and default is None:
        return [blank] * n, [(row, _MISSING) for row in range(n)] if required else []
    plain = field.type == "string" and field.enum is None
    low = -inf if field.minimum is None else field.minimum
    high = inf if field.maximum is None else field.maximum
    number = field.type == "number"
    known: dict[str, Any] = {}
    values: list[Any] = []
    problems: list[tuple[int, str]] = []
    for row, cell in enumerate([None] * n if given is None else given):
        value = default if cell is None else cell
        kind = type(value)
        if plain and kind is str:
            values.append(value)
        elif number and (kind is float or kind is int) and low <= value <= high and isfinite(value):
            values.append(float(value))
        elif value is None:
            values.append(blank)
            if required:
                problems.append((row, _MISSING))
        else:
            text = _text(value, field)
            if text not in known:
                try:
                    known[text] = field.parse(text)
                except ValueError as error:
                    values.append(None)
                    problems.append((row, str(error)))
                    continue
            values.append(known[text])
    return values, problems


def _text(value: Any, field: Field) -> str:
    if isinstance(value, (list, tuple)) and field.separator:
        return field.separator.join(map(str, value))
    if isinstance(value, float) and value.is_integer() and field.type in ("integer", "date-or-year"):
        return str(int(value))
    return str(value)


def _blank(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return not value
    return value is None or (isinstance(value, float) and value != value) or value == "" or str(value) == "<NA>"
