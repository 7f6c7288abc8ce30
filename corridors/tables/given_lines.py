"""Lines and points that a user gives with rows: brought to WGS84, in one piece, with their length on the ellipsoid."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from corridors.errors import OptionError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Shape", "in_degrees", "line_shape", "shapes_of"]

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """Points (longitude, latitude) of a line, or the one of a place; or what is wrong with them."""

    points: Points = ()
    length_km: float = 0.0
    problem: str = ""


def shapes_of(table: str, frame: pd.DataFrame) -> list[Shape | None] | None:
    """Give the shape of every row of a GeoDataFrame, None where it has none; None for a plain frame.

    Raises
    ------
    OptionError
        Nobody said in which coordinates the shapes are.
    """
    if not hasattr(frame, "geometry") or not hasattr(frame, "crs"):
        return None
    try:
        shapes, crs = frame.geometry, frame.crs
    except AttributeError:  # a GeoDataFrame without a geometry column
        return None
    if not hasattr(shapes, "to_crs"):
        return None
    if crs is None:
        raise OptionError(
            f"{table} has geometry and no CRS: say in which coordinates it is, such as "
            "frame.set_crs(4326) for degrees (longitude, latitude)"
        )
    return [_shape(table, shape) for shape in in_degrees(table, shapes)]


def in_degrees(table: str, shapes: Any) -> Any:
    """Give shapes in degrees (WGS84).

    Raises
    ------
    OptionError
        Their coordinates are of no place on Earth, such as those of a drawing.
    """
    from pyproj.exceptions import ProjError

    try:
        return shapes.to_crs("EPSG:4326")
    except ProjError:
        raise OptionError(
            f"{table}: nothing leads from the CRS {shapes.crs.name!r} to degrees; give shapes in one of the Earth, "
            "such as EPSG:4326"
        ) from None


def _shape(table: str, shape: Any) -> Shape | None:
    if shape is None or shape.is_empty:
        return None
    wanted = "Point" if table == "places" else "LineString"
    kind = shape.geom_type
    if kind == "MultiLineString" and wanted == "LineString":
        from shapely import line_merge

        shape = line_merge(shape)
        if shape.geom_type != "LineString":
            return Shape(problem=f"{len(shape.geoms)} lines that do not make one; give one line from end to end")
    elif kind != wanted:
        return Shape(problem=f"a {kind}; {table} take a {wanted} each")
    points = tuple((float(point[0]), float(point[1])) for point in shape.coords)
    if not all(isfinite(x) and isfinite(y) and abs(x) <= 180 and abs(y) <= 90 for x, y in points):
        return Shape(problem="points beyond the degrees of the earth; is the CRS of the frame the right one?")
    return line_shape(points)


def line_shape(points: Points) -> Shape:
    """Measure a line on the ellipsoid (WGS84).

    Examples
    --------
    >>> round(line_shape(((69.2, 41.3), (70.1, 41.0))).length_km, 1)
    82.6
    """
    from pyproj import Geod

    if len(points) < 2:
        return Shape(points)
    longitudes, latitudes = zip(*points, strict=True)
    return Shape(points, float(Geod(ellps="WGS84").line_length(longitudes, latitudes)) / 1000)
