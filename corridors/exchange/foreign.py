"""Networks that other programs wrote: nodes and edges in frames, made into tables of the library's own.

Nothing is guessed in silence: a unit, a mode or a place that the file does not tell is asked for by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Number
from typing import TYPE_CHECKING, Any

from corridors.errors import DataError, OptionError
from corridors.exchange.asked import KM_OF, Asked
from corridors.exchange.own_lines import fitted, lengths_checked
from corridors.exchange.stitching import Stitcher
from corridors.tables.frames import tables_from_frames
from corridors.tables.given_lines import Shape, shapes_of
from corridors.tables.own import Join, Own, OwnLine
from corridors.tables.reading import Tables, read_tables

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["USUAL_COLUMNS", "foreign_tables", "is_street"]

#: What other formats call a column of ours, the first found wins.
_NODE_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "node_id", "osmid", "node"),
    "lat": ("lat", "y", "y_coord", "latitude"),
    "lon": ("lon", "x", "x_coord", "longitude"),
}
_LINK_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "from": ("from", "from_node_id", "u", "init_node", "source_id", "from_id", "from_node", "from_"),
    "to": ("to", "to_node_id", "v", "term_node", "target_id", "to_id", "to_node", "to_"),
    "id": ("id", "link_id", "edge_id"),
}

#: Columns that mean the same however they are written: shapefiles write all of them large.
USUAL_COLUMNS = frozenset({"length", "length_km", "mode", "oneway", "directed", "name", "time_h"}).union(
    *_NODE_COLUMNS.values(), *_LINK_COLUMNS.values()
)

#: How OpenStreetMap says what moves there.
_TAGS = (("railway", "rail"), ("highway", "road"))


@dataclass(slots=True)
class _Read:
    """Rows on their way: cells by column, shapes, what is wrong and what is worth telling."""

    places: list[dict[str, Any]]
    links: list[dict[str, Any]]
    shapes: list[Shape | None]
    findings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)


def foreign_tables(
    nodes: pd.DataFrame | None,
    edges: pd.DataFrame,
    asked: Asked,
    *,
    where: str,
    others: Mapping[str, Any] | None = None,
) -> Tables:
    """Make tables of the nodes and edges of another program.

    Parameters
    ----------
    nodes
        A row each, with id and point; None where the ends of lines are all there is.
    edges
        A row each, with the ids of its ends or a line; a GeoDataFrame in any CRS, or the frame of OSMnx (u, v, key).
    asked
        What the file does not say.
    where
        Name of the file, for messages.
    others
        Further tables, as `Network.from_frames` takes them.

    Raises
    ------
    DataError
        Everything that is wrong with the rows, at once.
    OptionError
        What the file does not say, and nobody was asked.
    """
    street = is_street(edges)
    frames = [edges] if nodes is None else [nodes, edges]
    asked.check_columns([str(name) for frame in frames for name in _flat(frame).columns], where)
    read = _Read(
        [] if nodes is None else _named(nodes, _NODE_COLUMNS, asked),
        _named(edges, _LINK_COLUMNS, asked),
        shapes_of("links", edges) or [None] * len(edges),
    )
    if nodes is not None:
        _points(read, shapes_of("places", nodes))
    _cells(read, asked, street=street, where=where)
    lines = _joined(read, asked, known=nodes is not None)
    lengths_checked(read.places, read.links, read.shapes, read.findings, check=asked.check_lengths)
    if read.findings:
        raise DataError(read.findings)
    return _tables(read, lines, others or {})


def _flat(frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame whose index, where it has names, is columns."""
    named = [name for name in frame.index.names if name is not None and name not in frame.columns]
    return frame.reset_index(level=named) if named else frame


def is_street(edges: pd.DataFrame) -> bool:
    """Whether edges are those of OSMnx: (u, v, key), or tags and lengths of OpenStreetMap."""
    names = {str(name) for name in _flat(edges).columns}
    return {"u", "v"} <= names and "length_km" not in names and bool({"osmid", "key"} & names)


def _named(frame: pd.DataFrame, known: Mapping[str, tuple[str, ...]], asked: Asked) -> list[dict[str, Any]]:
    flat = _flat(frame)
    shape = getattr(frame, "_geometry_column_name", None)
    names = [str(name) for name in flat.columns]
    renamed = asked.renamed(names) | _small(names, asked)
    for ours, theirs in known.items():
        if ours not in renamed.values():
            read = {renamed.get(name, name): name for name in names if renamed.get(name, name) not in asked.columns}
            found = next((read[name] for name in theirs if name in read), None)
            if found is not None:
                renamed[found] = ours
    keys = [renamed.get(name, name) for name in names]
    # a column that is asked for by name takes the place of one that has the name already
    drop = {n for n, name in enumerate(names) if name == shape or (keys.count(keys[n]) > 1 and name not in renamed)}
    rows = flat.itertuples(index=False, name=None)
    return [
        {key: _plain(cell) for n, (key, cell) in enumerate(zip(keys, row, strict=True)) if n not in drop}
        for row in rows
    ]


def _small(names: Sequence[str], asked: Asked) -> dict[str, str]:
    """Give usual columns that are written otherwise (``FROM``, `` Length ``) as they are read, where that is clear."""
    read = [name if name in asked.columns.values() else name.strip().casefold() for name in names]
    return {
        name: small
        for name, small in zip(names, read, strict=True)
        if name != small and small in USUAL_COLUMNS and read.count(small) == 1 and small not in asked.columns
    }


def _plain(cell: Any) -> Any:
    cell = cell.item() if hasattr(cell, "item") and not hasattr(cell, "__len__") else cell
    if cell is None or (isinstance(cell, float) and cell != cell) or str(cell) in ("<NA>", "NaT", ""):
        return None
    return cell


def _points(read: _Read, shapes: Sequence[Shape | None] | None) -> None:
    """Take the points of places from their geometry, which is in known coordinates."""
    for number, row in enumerate(read.places):
        shape = shapes[number] if shapes is not None else None
        if shape is not None and shape.problem:
            read.findings.append(f"places[row {number}].geometry: {shape.problem}")
        elif shape is not None and shape.points:
            row["lon"], row["lat"] = shape.points[0]
        if row.get("id") is None:
            read.findings.append(f"places[row {number}].id: blank, or no column is called so; name it with columns=")


# -- cells ------------------------------------------------------------------------------------------------


def _cells(read: _Read, asked: Asked, *, street: bool, where: str) -> None:
    """Bring cells to the names, units and kinds of the tables."""
    schemas = read_tables().package.schemas
    ours = {f.name for f in schemas["links"].fields}
    for row in read.places:
        row["id"] = _id(row.get("id"))
        if asked.country is not None and row.get("country") is None:
            row["country"] = asked.country
        if street:  # tags of OpenStreetMap that only share a name with a column
            for name in {f.name for f in schemas["places"].fields} - {"id", "lat", "lon", "name", "country"}:
                row.pop(name, None)
    measured = any(row.get("length") is not None for row in read.links) and not any(
        row.get("length_km") is not None for row in read.links
    )
    km = (KM_OF["m"] if street and asked.length_unit is None else asked.km(where)) if measured else 1.0
    for number, row in enumerate(read.links):
        if street:
            wanted = {"from", "to", "length_km", "mode", "notes", *asked.columns}
            for name in ours - wanted:
                row.pop(name, None)
        for column in ("from", "to", "id"):
            row[column] = _id(row.get(column))
        if measured:
            _length(row, number, km, read.findings)
        if row.get("mode") is None:
            row["mode"] = _mode(row, asked, where)
        if row.get("direction") is None:
            row["direction"] = _direction(row, street=street)
    for rows, table in ((read.places, "places"), (read.links, "links")):
        _alike(rows, {f.name for f in schemas[table].fields})


def _id(value: Any) -> str | None:
    if value is None:
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _length(row: dict[str, Any], number: int, km: float, findings: list[str]) -> None:
    value = row.pop("length", None)
    try:
        row["length_km"] = None if value is None else float(value) * km
    except (TypeError, ValueError):
        findings.append(f"links[row {number}].length: {value!r} is no number; write one")


def _mode(row: Mapping[str, Any], asked: Asked, where: str) -> str:
    for tag, mode in _TAGS:
        if row.get(tag) is not None:
            return mode
    if row.get("route") == "ferry":
        return "ferry"
    if asked.mode is None:
        raise OptionError(f"{where}: what moves on its links? Give mode='road', 'rail', 'ferry' or 'sea'")
    return asked.mode


def _direction(row: Mapping[str, Any], *, street: bool) -> str:
    """Each direction is an edge of its own in OSMnx; elsewhere a flag says whether there is one only."""
    if street:
        return "forward"
    for name in ("directed", "oneway"):
        if row.get(name) is not None:
            return "forward" if str(row[name]).strip().lower() in ("true", "1", "1.0", "yes", "t") else "both"
    return "both"


def _alike(rows: list[dict[str, Any]], ours: Iterable[str]) -> None:
    """Have each further column hold one kind of values, as a table does."""
    known = {*ours}
    for name in {name for row in rows for name in row} - known:
        values = [row.get(name) for row in rows]
        if all(v is None or (isinstance(v, Number) and not isinstance(v, bool)) for v in values):
            continue
        for row in rows:
            row[name] = _text(row.get(name))


def _text(value: Any) -> str | None:
    if isinstance(value, (list, tuple, set)):
        return "|".join(map(str, value))
    return None if value is None else str(value)


# -- ends -------------------------------------------------------------------------------------------------


def _joined(read: _Read, asked: Asked, *, known: bool) -> list[tuple[tuple[float, float], ...] | None]:
    """Give each link its places, and its line in their order; links that lead nowhere are left out, and told."""
    spots = {row["id"]: (row["lon"], row["lat"]) for row in read.places if _located(row)}
    stitcher = Stitcher([*spots.items()], asked.join_within_km, may_add=not known)
    lines: list[tuple[tuple[float, float], ...] | None] = []
    kept: list[int] = []
    for number, (row, shape) in enumerate(zip(read.links, read.shapes, strict=True)):
        label = f"links[{row['id'] or f'row {number}'}]"
        if shape is not None and shape.problem:
            read.findings.append(f"{label}.geometry: {shape.problem}")
            continue
        points = shape.points if shape is not None and shape.points else None
        _ends(read, stitcher, row, points, label, number)
        if row["from"] is not None and row["from"] == row["to"]:
            read.notes.append(f"{label}: left out, for it leads back to {row['from']}")
            continue
        kept.append(number)
        lines.append(points if points is None else fitted(points, spots.get(row["from"]), spots.get(row["to"])))
    _tell(read, stitcher, known=known)
    read.links, read.shapes = [read.links[n] for n in kept], [read.shapes[n] for n in kept]
    _linked_alone(read)
    return lines


def _linked_alone(read: _Read) -> None:
    """Leave out, and tell, the nodes that no link leads to."""
    ends = {row[column] for row in read.links for column in ("from", "to")}
    lone = [row["id"] for row in read.places if row["id"] is not None and row["id"] not in ends]
    if lone:
        more = f" and {len(lone) - 3} more" if len(lone) > 3 else ""
        read.notes.append(f"places: {', '.join(lone[:3])}{more} left out, for no link leads there")
        read.places = [row for row in read.places if row["id"] is None or row["id"] in ends]


def _located(row: Mapping[str, Any]) -> bool:
    try:
        row_ = [float(row[name]) for name in ("lon", "lat")]
    except (KeyError, TypeError, ValueError):
        return False
    return abs(row_[0]) <= 180 and abs(row_[1]) <= 90


def _ends(read: _Read, stitcher: Stitcher, row: dict[str, Any], points: Any, label: str, number: int) -> None:
    for column, at in (("from", 0), ("to", -1)):
        if row[column] is not None:
            continue
        if points is None:
            read.findings.append(f"{label}.{column}: blank, and there is no line; name the column with columns=")
            continue
        found = stitcher.join(row["id"] or f"row {number}", column, points[at])
        if found is not None:
            row[column] = found.place
            continue
        near = stitcher.near(points[at])
        nearest = f"the nearest is {near[0].place} at {near[0].km:.3g} km" if near else "none is within 1 km"
        read.findings.append(
            f"{label}.{column}: the line ends at ({points[at][1]:.5g}, {points[at][0]:.5g}), and {nearest}; "
            f"add a place there, or raise join_within_km={stitcher.within_km:g}"
        )


def _tell(read: _Read, stitcher: Stitcher, *, known: bool) -> None:
    read.joins += stitcher.joins
    for name, (lon, lat) in stitcher.added:
        read.places.append({"id": name, "name": f"{lat:.5f}, {lon:.5f}", "lat": lat, "lon": lon})
    if stitcher.added:
        read.notes.append(f"places: {len(stitcher.added)} made of the ends of lines")
    for label, place, km in stitcher.near_misses:
        read.notes.append(f"{label}: ends {km:.3g} km from {place} and is not joined to it; see join_within_km")
    if not known:
        named = {row["id"] for row in read.places}
        for row in read.links:
            for column in ("from", "to"):
                if row[column] is not None and row[column] not in named:
                    named.add(row[column])
                    read.places.append({"id": row[column]})


def _tables(read: _Read, lines: Sequence[tuple[tuple[float, float], ...] | None], others: Mapping[str, Any]) -> Tables:
    import pandas as pd

    if not read.links:
        raise DataError(["links: there is none that leads from one place to another; is it the right file?"])
    tables = tables_from_frames(
        pd.DataFrame(read.places, dtype=object), pd.DataFrame(read.links, dtype=object), **others
    )
    own = {
        row["id"]: OwnLine(points, row["from"], row["to"])
        for row, points in zip(tables["links"], lines, strict=True)
        if points is not None
    }
    told = Own(lines=own, joins=tuple(read.joins), notes=tuple(dict.fromkeys(read.notes)))
    return tables.replaced(own=told)
