"""Where countries lie: the faces between coasts and borders, each told by the places in it.

The land layer has coasts and boundary lines but no countries, and so takes no side: a face where the network has
no place belongs to nobody and is not named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from corridors.charges.model import Place
from corridors.maps.boxes import Box, Point, meet
from corridors.maps.land import read_land

__all__ = ["border_crossing", "visible_countries"]

# A boundary that ends short of the next line (coasts and borders are simplified apart) is joined to it if no
# further off than this, in degrees.
_LARGEST_GAP = 0.25
# Border stations lie on either side of a simplified border: they decide only where there is nothing else.
_BORDER_VOTE = 0.1


def visible_countries(places: Iterable[Place], box: Box) -> dict[str, Any]:
    """Give the largest part of each country inside a box, by code; countries without a place there are left out.

    Parameters
    ----------
    places
        Places of the network; each face of the land belongs to the country of most of those in it.
    box
        West, south, east and north in degrees.

    Returns
    -------
    dict of str to shapely.Polygon

    Examples
    --------
    >>> import corridors as co
    >>> seen = visible_countries(co.load_network()._core.places, (44.0, 38.0, 50.0, 42.0))
    >>> sorted(seen)
    ['AM', 'AZ', 'GE', 'IR', 'RU', 'TR']
    """
    from shapely import clip_by_rect, get_parts

    parts: dict[str, list[Any]] = {}
    for code, face in _faces_of_countries(places):
        seen = get_parts(clip_by_rect(face, *box)) if meet(face.bounds, box) else ()
        parts.setdefault(code, []).extend(part for part in seen if part.area > 0)
    return {code: max(found, key=lambda part: float(part.area)) for code, found in parts.items() if found}


def _faces_of_countries(places: Iterable[Place]) -> Iterator[tuple[str, Any]]:
    from shapely import Point as Spot
    from shapely import STRtree

    faces = _faces()
    places = list(places)
    if not (faces and places):
        return
    spots = [Spot(*place.point) for place in places]
    nearest = STRtree(faces).nearest(spots).tolist()
    votes: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for place, spot, face in zip(places, spots, nearest, strict=True):
        # ports lie off a simplified coast as often as on it, so the nearest face counts; of a strait it may be
        # either shore
        if place.kind == "strait" and not faces[face].covers(spot):
            continue
        votes[face][place.country] += _BORDER_VOTE if place.kind == "border" else 1.0
    for face, count in votes.items():
        yield max(count, key=lambda code: count[code]), faces[face]


@cache
def _faces() -> list[Any]:
    """Cut the land along its boundaries."""
    from shapely import LineString, Polygon, STRtree, polygonize, unary_union

    land, (_, borders) = read_land(), _borders()
    coasts = [LineString(ring) for polygon in (*land.land, *land.water) for ring in polygon]
    lines = [*borders, *coasts]
    if not lines:
        return []
    found = polygonize([unary_union([*lines, *_joints(borders, STRtree(lines), lines)])]).geoms
    water = [Polygon(polygon[0]) for polygon in land.water]
    return [face for face in found if not any(sea.contains(face.representative_point()) for sea in water)]


def _joints(borders: list[Any], tree: Any, lines: list[Any]) -> Iterator[Any]:
    """Bridge the gaps between the ends of borders and what they should end on."""
    from shapely import LineString, shortest_line
    from shapely import Point as Spot

    ends = [(n, Spot(end)) for n, k in enumerate(borders) if not k.is_ring for end in (k.coords[0], k.coords[-1])]
    spots = [spot for _, spot in ends]
    near: list[list[int]] = [[] for _ in ends]
    for of, line in tree.query(spots, predicate="dwithin", distance=_LARGEST_GAP).T.tolist() if spots else ():
        near[of].append(line)
    for (number, spot), candidates in zip(ends, near, strict=True):
        others = sorted(line for line in candidates if line != number)
        closest = min(others, key=lambda i: float(lines[i].distance(spot)), default=None)
        if closest is None or lines[closest].distance(spot) == 0:
            continue
        (x, y), (to_x, to_y) = shortest_line(spot, lines[closest]).coords
        # a hair beyond, for the foot of a perpendicular lies beside its line by rounding
        yield LineString([(x, y), (to_x + (to_x - x) * 1e-6, to_y + (to_y - y) * 1e-6)])


def border_crossing(line: Iterable[Point]) -> Point:
    """Give where a line crosses a boundary of the land layer, or its middle where it crosses none.

    Of several crossings (a river border is simpler than its railway) it is the middle one.

    Examples
    --------
    >>> lon, lat = border_crossing([(16.9, 52.4), (13.4, 52.5)])  # Poznan to Berlin
    >>> 14.4 < lon < 14.9
    True
    """
    from shapely import LineString, get_parts

    track = LineString(list(line))
    tree, borders = _borders()
    found = []
    for index in tree.query(track, predicate="intersects").tolist():
        found += [part.representative_point() for part in get_parts(track.intersection(borders[index]))]
    along = sorted(float(track.project(spot)) for spot in found)
    spot = track.interpolate(along[len(along) // 2]) if along else track.interpolate(0.5, normalized=True)
    return float(spot.x), float(spot.y)


@cache
def _borders() -> tuple[Any, list[Any]]:
    """Give the boundaries, and a tree to look for them by place."""
    from shapely import LineString, STRtree

    land = read_land()
    borders = [LineString(line) for line in (*land.borders, *land.disputed)]
    return STRtree(borders), borders
