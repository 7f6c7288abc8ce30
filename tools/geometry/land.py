"""The land layer: fine where lanes and lines run, coarse beyond; borders, disputed ones marked; canals and rivers."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

from shapely import LineString, Polygon, box, clip_by_rect, line_merge, union_all
from shapely.geometry.base import BaseGeometry

from tools.geometry.atlas import Atlas, polygons
from tools.geometry.sphere import Line, points_of

__all__ = ["BRIDGES", "CASPIAN_POINT", "features", "land_shapes", "read_land", "sea"]

FINE = (-12.0, 0.0, 125.0, 62.0)
#: Where a line on land meets water: the bridge over the strait of Garabogazkol, the quays of Bandar Imam.
BRIDGES: dict[str, Line] = {
    "Garabogazkol": [(52.885, 41.05), (52.94, 41.1)],
    "Khor Musa at Bandar Imam": [(49.072, 30.535), (49.0833, 30.4333)],
}
NEW_YORK = (-77.0, 37.0, -66.0, 45.0)
TOLERANCE = 0.006
COARSE_TOLERANCE = 0.05
LEAST_ISLAND = 0.0008
DECIMALS = 3
CASPIAN_POINT = (51.0, 41.0)

#: Borders in dispute along their whole length, by the names of the two sides in Natural Earth.
DISPUTED = {
    ("Bhutan", "China"),
    ("China", "India"),
    ("Ethiopia", "Somalia"),
    ("Israel", "Lebanon"),
    ("Israel", "Palestine"),
    ("Israel", "Syria"),
    ("Jordan", "Palestine"),
    ("Kosovo", "Serbia"),
    ("North Korea", "South Korea"),
}
#: Borders in dispute, or not yet agreed, in part: the windows (west, south, east, north) in which they are.
DISPUTED_PARTS: dict[tuple[str, str], tuple[float, float, float, float]] = {
    ("Armenia", "Azerbaijan"): (44.5, 38.5, 47.5, 41.5),
    ("China", "Pakistan"): (72.5, 32.2, 81.0, 37.5),
    ("Egypt", "Sudan"): (31.0, 21.0, 38.0, 24.0),
    ("India", "Pakistan"): (72.5, 32.2, 81.0, 37.5),
    ("Russia", "Ukraine"): (32.0, 44.0, 36.6, 46.6),
    ("S. Sudan", "Sudan"): (23.0, 8.0, 34.0, 11.0),
}
#: Every border of the first set is in dispute; those of the second set bound no states and are left out.
DISPUTED_SIDES = {"Cyprus U.N. Buffer Zone", "N. Cyprus", "Siachen Glacier", "Somaliland", "W. Sahara"}
NOT_STATES = {"Akrotiri", "Baikonur", "Dhekelia", "USNB Guantanamo Bay"}


def read_land(folder: Path) -> BaseGeometry:
    """Read the fine land of world-atlas, all of it."""
    return Atlas.read(folder / "land-10m.json").land()


def features(
    folder: Path, fine: BaseGeometry, shapes: list[Polygon], channels: dict[str, Line]
) -> list[dict[str, Any]]:
    """Give the features of the land layer: `land`, `water`, `border` and `waterway`."""
    found = [feature("land", "", shape) for shape in shapes]
    found.append(feature("water", "Caspian Sea", caspian(fine)))
    found.extend(border_features(Atlas.read(folder / "countries-10m.json")))
    for name, line in sorted(channels.items()):
        found.append(feature("waterway", name, LineString(line)))
    return found


def land_shapes(folder: Path, fine: BaseGeometry) -> list[Polygon]:
    """Give the land, from large to small: fine inside the window, coarse outside, without seams."""
    inside = union_all([clip_by_rect(fine, *window).simplify(TOLERANCE) for window in (FINE, NEW_YORK)])
    coarse = Atlas.read(folder / "land-110m.json").land()
    outside = clip_by_rect(coarse, -180, -60, 180, 84).difference(union_all([box(*FINE), box(*NEW_YORK)]))
    parts = [part for part in polygons(inside) if part.area >= LEAST_ISLAND]
    whole = union_all([*parts, *polygons(outside)])
    shapes = [cleaned(part) for part in polygons(whole)]
    return sorted(shapes, key=lambda part: (-part.area, part.bounds))


def cleaned(shape: Polygon) -> Polygon:
    """Give a polygon without its smallest holes."""
    return Polygon(shape.exterior, [ring for ring in shape.interiors if Polygon(ring).area >= LEAST_ISLAND])


def sea(shapes: list[Polygon]) -> BaseGeometry:
    """Give the sea inside the fine window, for keeping railways and roads off it."""
    return box(*FINE).difference(union_all(shapes))


def caspian(fine: BaseGeometry) -> Polygon:
    """Give the Caspian Sea: the hole in Asia that its middle lies in, less its islands."""
    from shapely import Point

    middle = Point(*CASPIAN_POINT)
    holes = [Polygon(ring) for part in polygons(fine) for ring in part.interiors]
    lake = next(hole for hole in holes if hole.contains(middle))
    return max(polygons(lake.difference(fine).simplify(TOLERANCE)), key=lambda part: part.area)


def border_features(atlas: Atlas) -> list[dict[str, Any]]:
    """Give the borders, a feature a pair of countries, those in dispute apart from those that are not."""
    found: list[dict[str, Any]] = []
    for (first, second), lines in sorted(atlas.borders().items()):
        if NOT_STATES & {first, second}:
            continue
        merged = line_merge(union_all(lines)).simplify(TOLERANCE)
        kept = clip_by_rect(merged, *FINE)
        beyond = merged.difference(box(*FINE)).simplify(COARSE_TOLERANCE)
        whole = union_all([kept, beyond])
        disputed = (first, second) in DISPUTED or bool(DISPUTED_SIDES & {first, second})
        part = DISPUTED_PARTS.get((first, second))
        pieces = [(whole, disputed)]
        if part is not None and not disputed:
            pieces = [(whole.intersection(box(*part)), True), (whole.difference(box(*part)), False)]
        for shape, flag in pieces:
            if not shape.is_empty:
                found.append(feature("border", f"{first} / {second}", shape, disputed=flag))
    return found


def feature(kind: str, name: str, shape: BaseGeometry, *, disputed: bool | None = None) -> dict[str, Any]:
    """Give a GeoJSON feature with rounded coordinates."""
    properties: dict[str, Any] = {"kind": kind}
    if name:
        properties["name"] = name
    if disputed is not None:
        properties["disputed"] = disputed
    return {"type": "Feature", "properties": properties, "geometry": geometry(shape)}


def geometry(shape: BaseGeometry) -> dict[str, Any]:
    """Give a GeoJSON geometry: a polygon, a line, or several lines."""
    if isinstance(shape, Polygon):
        rings = [ring_points(points_of(ring)) for ring in (shape.exterior, *shape.interiors)]
        return {"type": "Polygon", "coordinates": [ring for ring in rings if len(ring) > 3]}
    lines = [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, LineString) and not part.is_empty]
    points = [ring_points(points_of(part)) for part in lines]
    points = sorted(line for line in points if len(line) > 1)
    if len(points) == 1:
        return {"type": "LineString", "coordinates": points[0]}
    return {"type": "MultiLineString", "coordinates": points}


def ring_points(points: Line) -> list[list[float]]:
    """Give rounded points without repeats."""
    rounded = [[round(x, DECIMALS) + 0.0, round(y, DECIMALS) + 0.0] for x, y in points]
    return [rounded[0], *(b for a, b in pairwise(rounded) if a != b)]
