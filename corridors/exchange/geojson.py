"""GeoJSON by RFC 7946: places as points, links as lines, cut where they cross the antimeridian.

Everything that is neither place nor link stands in the foreign member ``corridors``, which other readers pass over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from corridors.errors import DataError
from corridors.exchange.bundle import Bundle, tables_of
from corridors.exchange.cells import check_texts
from corridors.maps.geometry import STRAIGHT, Line
from corridors.tables.reading import Row, Tables
from corridors.tables.schema import Field
from corridors.tables.whole import write_whole

__all__ = ["cut", "geojson_text", "is_ours", "line_geometry", "read_geojson", "uncut", "write_geojson"]

Points = tuple[tuple[float, float], ...]


def cut(points: Points) -> tuple[list[Points], str]:
    """Cut a line where it crosses the antimeridian (RFC 7946, 3.1.9).

    Returns
    -------
    list of tuple
        The pieces; one where nothing is cut.
    str
        Two digits a cut: whether its point was put at the end of the piece before, and at the start of the next.

    Examples
    --------
    >>> cut(((179.0, 0.0), (-179.0, 2.0)))
    ([((179.0, 0.0), (180.0, 1.0)), ((-180.0, 1.0), (-179.0, 2.0))], '11')
    """
    pieces: list[list[tuple[float, float]]] = [[points[0]]]
    added = ""
    for (lon, lat), (next_lon, next_lat) in pairwise(points):
        if abs(next_lon - lon) > 180:
            side = 180.0 if lon > 0 else -180.0
            unrolled = next_lon + 2 * side
            share = (side - lon) / (unrolled - lon) if unrolled != lon else 0.0  # from one side of it to the other
            crossing = lat + share * (next_lat - lat)
            before, after = abs(lon) != 180, abs(next_lon) != 180
            if before:
                pieces[-1].append((side, crossing))
            pieces.append([(-side, crossing)] if after else [])
            added += f"{before:d}{after:d}"
        pieces[-1].append((next_lon, next_lat))
    if len(pieces) == 1:
        return [tuple(pieces[0])], ""
    # a line that only touches the antimeridian leaves a piece of one point, which is no line: it stands once more
    return [(*piece, piece[0]) if _stays(piece) else tuple(piece) for piece in pieces], added


def _stays(piece: Sequence[tuple[float, float]]) -> bool:
    """Whether a piece is one point, however often it stands there."""
    return all(point == piece[0] for point in piece)


def uncut(pieces: Sequence[Points], added: str) -> Points:
    """Put the pieces of a line together again, without the points at which it was cut."""
    points: list[tuple[float, float]] = []
    marks = [(added[2 * n : 2 * n + 2] or "00") for n in range(len(pieces) - 1)]
    for number, piece in enumerate(pieces):
        first = number > 0 and marks[number - 1][1] == "1"
        last = number < len(pieces) - 1 and marks[number][0] == "1"
        kept = piece[1:] if len(pieces) > 1 and len(piece) > 1 and _stays(piece) else piece
        points.extend(kept[first : len(kept) - last])
    return tuple(points)


def line_geometry(points: Points) -> tuple[dict[str, Any], str]:
    """Give the geometry of a line, and where it was cut."""
    pieces, added = cut(points)
    if len(pieces) == 1:
        return {"type": "LineString", "coordinates": [list(point) for point in pieces[0]]}, ""
    return {"type": "MultiLineString", "coordinates": [[list(p) for p in piece] for piece in pieces]}, added


def geojson_text(bundle: Bundle) -> str:
    """Write a network as GeoJSON."""
    for name, schema in bundle.schemas.items():
        check_texts(name, schema.fields, bundle.rows[name])
    fields = {name: schema.fields for name, schema in bundle.schemas.items()}
    features: list[dict[str, Any]] = [_place(row, fields["places"]) for row in bundle.rows["places"]]
    spots = {row["id"]: (row["lon"], row["lat"]) for row in bundle.rows["places"]}
    features += [_link(bundle, row, fields["links"], spots) for row in bundle.rows["links"]]
    others = {
        name: [_properties(row, fields[name]) for row in rows]
        for name, rows in bundle.rows.items()
        if name not in ("places", "links")
    }
    told = {"description": bundle.description, "tables": others}
    content = {"type": "FeatureCollection", "features": features, "corridors": told}
    return json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n"


def write_geojson(bundle: Bundle, path: Path) -> None:
    """Write a network as GeoJSON."""
    write_whole(path, geojson_text(bundle))


def _properties(row: Row, fields: Sequence[Field]) -> dict[str, Any]:
    values = ((field.name, row.get(field.name)) for field in fields)
    return {
        name: value.item() if hasattr(value, "item") else value for name, value in values if value not in (None, ())
    }


def _feature(table: str, name: str, geometry: Any, properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": f"{table}/{name}",
        "geometry": geometry,
        "properties": {"table": table, **properties},
    }


def _place(row: Row, fields: Sequence[Field]) -> dict[str, Any]:
    spot = None if None in (row["lat"], row["lon"]) else {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
    return _feature("places", row["id"], spot, _properties(row, fields))


def _link(bundle: Bundle, row: Row, fields: Sequence[Field], spots: Mapping[str, Any]) -> dict[str, Any]:
    line = bundle.lines.get(row["id"])
    ends = (spots[row["from"]], spots[row["to"]])
    if line is None and not any(None in end for end in ends):
        line = Line(ends, STRAIGHT)
    geometry, added = (None, "") if line is None else line_geometry(line.points)
    why = bundle.closures.get(row["id"], "")
    told = {"quality": None if line is None else line.quality, "in_use": not why, "closure": why}
    told |= {"antimeridian": added} if added else {}
    # what is told goes by its own names, so that a column of the user's own is never hidden by it
    return _feature("links", row["id"], geometry, _properties(row, fields) | {"corridors:told": told})


def is_ours(content: Any) -> bool:
    """Whether this is what `geojson_text` writes."""
    return isinstance(content, dict) and isinstance(content.get("corridors"), dict)


def read_geojson(content: Mapping[str, Any], *, where: str) -> Tables:
    """Make tables of the content of a file that `write_geojson` wrote.

    Raises
    ------
    DataError
        What is damaged or does not hold together.
    """
    try:
        told = content["corridors"]
        cells: dict[str, list[Mapping[str, Any]]] = {name: list(rows) for name, rows in told["tables"].items()}
        cells |= {"places": [], "links": []}
        lines: dict[str, Line] = {}
        for feature in content["features"]:
            properties = feature["properties"]
            cells[properties["table"]].append(properties)
            if properties["table"] == "links":
                line = _line(feature["geometry"], properties["corridors:told"])
                lines |= {} if line is None else {properties["id"]: line}
        description = told["description"]
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
        raise DataError([f"{where}: damaged ({error!r}); export it anew"]) from None
    return tables_of(description, cells, lines, where=where)


def _line(geometry: Mapping[str, Any] | None, told: Mapping[str, Any]) -> Line | None:
    if geometry is None or told["quality"] in (None, STRAIGHT):
        return None
    coordinates = geometry["coordinates"]
    pieces = [coordinates] if geometry["type"] == "LineString" else coordinates
    plain = [tuple((float(p[0]), float(p[1])) for p in piece) for piece in pieces]
    return Line(uncut(plain, told.get("antimeridian", "")), told["quality"])
