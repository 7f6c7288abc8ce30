"""Boxes: west, south, east and north, in degrees on the Earth or in pixels on a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, radians

from corridors.errors import OptionError

__all__ = ["Box", "Point", "extent", "free", "meet", "room", "widened"]

#: Longitude and latitude in degrees, or across and up on a page.
Point = tuple[float, float]
Box = tuple[float, float, float, float]


def extent(points: Sequence[Sequence[float]]) -> Box:
    """Give the smallest box about points.

    Examples
    --------
    >>> extent([(60.0, 45.0), (70.0, 40.0)])
    (60.0, 40.0, 70.0, 45.0)
    """
    if not len(points):
        raise OptionError("there is nothing to draw: the network has no place with lat and lon")
    across, up = [p[0] for p in points], [p[1] for p in points]
    return min(across), min(up), max(across), max(up)


def meet(one: Box, other: Box) -> bool:
    """Tell whether two boxes overlap; to touch is not to overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def free(frame: Box, page: Box, taken: Iterable[Box]) -> bool:
    """Tell whether a frame lies on the page and clear of those taken."""
    inside = frame[0] > page[0] and frame[1] > page[1] and frame[2] < page[2] and frame[3] < page[3]
    return inside and not any(meet(frame, other) for other in taken)


def widened(box: Box, margin: float) -> Box:
    """Give a box with a margin on all sides."""
    return box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin


def room(points: Sequence[Point]) -> Box:
    """Give a box about points on the Earth, with a margin and neither too flat nor too narrow for a page."""
    west, south, east, north = extent(points)
    degree = cos(radians((south + north) / 2))  # of longitude, in degrees of latitude
    wide, high = 1.14 * max(east - west, 1.0), 1.16 * max(north - south, 1.0)
    high = max(high, 0.45 * wide * degree)
    wide = max(wide, 1.35 * high / degree)
    across, up = (wide - (east - west)) / 2, (high - (north - south)) / 2
    return max(west - across, -180), max(south - up, -85), min(east + across, 180), min(north + up, 85)
