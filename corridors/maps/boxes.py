"""Boxes: west, south, east and north, in degrees on the Earth or in pixels on a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, radians

from corridors.errors import OptionError

__all__ = ["Box", "Point", "extent", "free", "grown", "meet", "reach", "room", "widened"]

_MOST_GROWN = 2.4  # times its width or its height: beyond, what is shown would be lost in its surroundings
_LOWEST, _HIGHEST = -60.0, 80.0  # latitudes that a map grows to

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


def grown(box: Box, shape: float) -> Box:
    """Widen a box on the Earth, or make it taller, until it has the shape (width by height) of a page.

    Examples
    --------
    >>> west, south, east, north = grown((60.0, 39.0, 70.0, 41.0), 1.0)
    >>> (west, east), 35 < south < 39, 41 < north < 45
    ((60.0, 70.0), True, True)
    >>> grown((60.0, 40.0, 61.0, 60.0), 100.0)  # no further than it makes sense
    (59.3, 40.0, 61.7, 60.0)
    """
    west, south, east, north = box
    for _ in range(3):  # the middle, and so the shape, may move
        degree = cos(radians((south + north) / 2))
        wide, high = (box[2] - box[0]) * degree, box[3] - box[1]
        if wide / high >= shape:
            south, north = _about(box[1], box[3], wide / shape, _LOWEST, _HIGHEST)
        else:
            west, east = _about(box[0], box[2], high * shape / degree, -180.0, 180.0)
    return west, south, east, north


def reach(box: Box) -> Box:
    """Give all that a box may come to show by `grown`."""
    west, east = _about(box[0], box[2], float("inf"), -180.0, 180.0)
    south, north = _about(box[1], box[3], float("inf"), _LOWEST, _HIGHEST)
    return west, south, east, north


def _about(low: float, high: float, size: float, least: float, most: float) -> tuple[float, float]:
    """Stretch from both ends, no further than the Earth, the rest at the other end."""
    more = min(size, _MOST_GROWN * (high - low)) - (high - low)
    start, end = low - more / 2, high + more / 2
    if start < least:
        start, end = min(low, least), min(max(end + least - start, high), max(most, high))
    elif end > most:
        start, end = max(min(start + most - end, low), min(least, low)), max(high, most)
    return start, end
