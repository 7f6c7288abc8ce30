"""Distances and lines on the globe. Points are (lon, lat) in degrees, lengths are kilometres."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt

from pyproj import Geod
from shapely import LinearRing, LineString

__all__ = ["DECIMALS", "Line", "Point", "between", "densify", "distance", "length", "points_of", "rounded", "thin"]

Point = tuple[float, float]
Line = list[Point]

DECIMALS = 4
RADIUS_KM = 6371.0088
KM_PER_DEGREE = 111.195
_WGS84 = Geod(ellps="WGS84")


def distance(a: Point, b: Point) -> float:
    """Give the great-circle distance: quick, within 0.5 % of the geodesic."""
    lat_a, lat_b = radians(a[1]), radians(b[1])
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b[0] - a[0]) / 2) ** 2
    return 2 * RADIUS_KM * asin(min(1.0, sqrt(half)))


def length(line: Sequence[Point]) -> float:
    """Give the geodesic length on WGS84."""
    if len(line) < 2:
        return 0.0
    lons, lats = zip(*line, strict=True)
    return float(_WGS84.line_length(lons, lats)) / 1000


def between(a: Point, b: Point, share: float) -> Point:
    """Give the point at a share of the way along the great circle from `a` to `b`."""
    gap = distance(a, b) / RADIUS_KM
    if gap < 1e-9:
        return a
    step = float(_WGS84.inv(a[0], a[1], b[0], b[1])[2]) * share
    azimuth = float(_WGS84.inv(a[0], a[1], b[0], b[1])[0])
    lon, lat, _ = _WGS84.fwd(a[0], a[1], azimuth, step)
    return float(lon), float(lat)


def densify(line: Sequence[Point], step_km: float) -> Line:
    """Give the line with points on its great circles, none further apart than `step_km`."""
    points = [line[0]]
    for a, b in pairwise(line):
        parts = max(1, int(distance(a, b) / step_km) + 1)
        points.extend(between(a, b, part / parts) for part in range(1, parts))
        points.append(b)
    return points


def thin(line: Sequence[Point], tolerance_km: float) -> Line:
    """Give the line without the points that stray less than the tolerance (Douglas-Peucker on a local plane)."""
    if len(line) < 3:
        return list(line)
    scale = cos(radians(sum(point[1] for point in line) / len(line)))
    flat = LineString([(lon * scale, lat) for lon, lat in line])
    kept = flat.simplify(tolerance_km / KM_PER_DEGREE, preserve_topology=False)
    return [(lon / scale, lat) for lon, lat in points_of(kept)] if isinstance(kept, LineString) else list(line)


def points_of(line: LineString | LinearRing) -> Line:
    """Give the points of a shapely line."""
    return [(float(point[0]), float(point[1])) for point in line.coords]


def rounded(line: Iterable[Point]) -> Line:
    """Give the line with rounded coordinates and without repeated points."""
    points: Line = []
    for lon, lat in line:
        point = (round(lon, DECIMALS) + 0.0, round(lat, DECIMALS) + 0.0)
        if not points or points[-1] != point:
            points.append(point)
    return points


def reach(kilometres: float, lat: float) -> tuple[float, float]:
    """Give the degrees of longitude and latitude that a distance spans at a latitude."""
    return degrees(kilometres / RADIUS_KM / max(0.2, cos(radians(lat)))), degrees(kilometres / RADIUS_KM)


def turn(a: Point, b: Point, c: Point) -> float:
    """Give how sharply a line turns at `b`, in degrees: 0 straight on, 180 back."""
    scale = cos(radians(b[1]))
    first = atan2((b[0] - a[0]) * scale, b[1] - a[1])
    second = atan2((c[0] - b[0]) * scale, c[1] - b[1])
    return abs((degrees(second - first) + 180) % 360 - 180)


def offset(point: Point, a: Point, b: Point) -> tuple[float, float]:
    """Give how far a point lies from the chord `a`-`b` (km) and at what share of it (0 to 1)."""
    scale = cos(radians(point[1]))
    ax, ay = (a[0] - point[0]) * scale, a[1] - point[1]
    dx, dy = (b[0] - a[0]) * scale, b[1] - a[1]
    square = dx * dx + dy * dy
    share = 0.0 if square == 0 else min(1.0, max(0.0, -(ax * dx + ay * dy) / square))
    return hypot(ax + share * dx, ay + share * dy) * KM_PER_DEGREE, share
