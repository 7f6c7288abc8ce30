"""A part of the Earth as vectors of a page: land, borders and lines as paths of SVG, for every page with a map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, radians
from typing import Any, NamedTuple

from corridors.charges.model import Place
from corridors.maps.boxes import Box, Point, meet
from corridors.maps.colors import LORRY_COLOR, NEUTRAL_COLOR
from corridors.maps.countries import visible_countries
from corridors.maps.land import read_land
from corridors.words.markup import Markup, el

__all__ = ["CountrySpot", "VectorSheet", "country_spots", "dashed", "ground", "paint"]

#: Detail of lines, in pixels of the page.
_DETAIL = 0.6
_DASH = 9.0
#: Smallest islands and lakes that are drawn, in square pixels.
_SMALLEST = 4.0


def paint(color: str) -> str:
    """Give a colour that both light and dark pages can show."""
    return {LORRY_COLOR: "var(--lorry)", NEUTRAL_COLOR: "var(--ink)"}.get(color, color)


class VectorSheet:
    """A part of the Earth laid on a page.

    Parameters
    ----------
    box
        West, south, east and north in degrees.
    width
        How wide the box is on the page, in pixels.
    reach
        What land is drawn of; the box by default.

    Examples
    --------
    >>> sheet = VectorSheet((60.0, 40.0, 70.0, 45.0), 960.0)
    >>> sheet.at((60.0, 45.0)), sheet.path([(60.0, 45.0), (65.0, 45.0)])
    ((0.0, 0.0), 'M0,0l480,0')
    """

    def __init__(self, box: Box, width: float, *, reach: Box | None = None) -> None:
        self.box, self.width, self.reach = box, width, reach or box
        west, south, east, north = box
        self._degree = cos(radians((south + north) / 2))
        self._scale = width / ((east - west) * self._degree)
        self.height = (north - south) * self._scale

    def at(self, point: Sequence[float]) -> Point:
        """Give where a point lies, in pixels from the upper left corner of the box."""
        return (point[0] - self.box[0]) * self._degree * self._scale, (self.box[3] - point[1]) * self._scale

    def path(self, points: Iterable[Sequence[float]], *, closed: bool = False) -> str:
        """Write a line as the path of an SVG, to a tenth of a pixel."""
        west, north = self.box[0], self.box[3]
        across, down = 10 * self._degree * self._scale, 10 * self._scale
        spots = [(round((x - west) * across), round((north - y) * down)) for x, y, *_ in points]
        last_x, last_y = spots[0]
        drawn = [f"M{_tenths(last_x)},{_tenths(last_y)}l"]
        for x, y in spots[1:]:
            if x != last_x or y != last_y:
                drawn.append(f"{_tenths(x - last_x)},{_tenths(y - last_y)} ")
                last_x, last_y = x, y
        if len(drawn) == 1:  # all in one spot, which a round end still shows
            drawn.append("0,0")
        return f"{''.join(drawn).rstrip()}{'Z' if closed else ''}"

    def line(self, points: Sequence[Point], *, detail: float = _DETAIL) -> str:
        """Write a line with no more detail than the page shows, in pixels."""
        from shapely import LineString

        return self.path(LineString(points).simplify(detail / self._scale).coords)

    def areas(self, shapes: Iterable[Sequence[Sequence[Point]]]) -> list[Any]:
        """Cut areas (outer ring, then holes) to what is drawn of them."""
        from shapely import Polygon

        return self._cut((Polygon(rings[0], rings[1:]) for rings in shapes), "Polygon")

    def lines(self, lines: Iterable[Sequence[Point]]) -> list[Any]:
        """Cut lines to what is drawn of them."""
        from shapely import LineString

        return self._cut(map(LineString, lines), "LineString")

    def _cut(self, shapes: Iterable[Any], kind: str) -> list[Any]:
        from shapely import clip_by_rect, get_parts

        found = []
        for shape in shapes:
            if meet(shape.bounds, self.reach):
                parts = get_parts(clip_by_rect(shape, *self.reach)).tolist()
                found += [part for part in parts if part.geom_type == kind]
        return found

    def written(self, parts: Sequence[Any], *, detail: float = _DETAIL) -> str:
        """Write what was cut, with no more detail than so many pixels, and without areas too small to be seen."""
        from shapely import simplify

        smallest = _SMALLEST * (detail / _DETAIL / self._scale) ** 2 / self._degree
        seen = [part for part in parts if part.geom_type != "Polygon" or part.area > smallest]
        drawn = []
        for shape in simplify(seen, detail / self._scale).tolist() if seen else ():
            if shape.geom_type == "Polygon":
                drawn += [self.path(ring.coords, closed=True) for ring in (shape.exterior, *shape.interiors)]
            else:
                drawn.append(self.path(shape.coords))
        return "".join(drawn)


def _tenths(number: int) -> str:
    whole, part = divmod(abs(number), 10)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole or ''}.{part}" if part else f"{sign}{whole}"


def ground(sheet: VectorSheet, *, fine: float | None = None) -> list[Markup]:
    """Draw land, water and borders; with `fine`, each holds its lines in that detail as well (``data-fine``)."""
    land = read_land()
    parts = []
    for cut, kind in (
        (sheet.areas(land.land), "land"),
        (sheet.areas(land.water), "water"),
        (sheet.lines(land.borders), "border"),
        (sheet.lines(land.disputed), "border disputed"),
    ):
        if drawn := sheet.written(cut):
            closer = None if fine is None else sheet.written(cut, detail=fine)
            parts.append(el("path", d=drawn, class_=kind, data_fine=closer))
    return parts


class CountrySpot(NamedTuple):
    """Where the name of a country may stand: the middle of it, and the pixels that it is wide."""

    code: str
    point: Point
    wide: float


def country_spots(sheet: VectorSheet, places: Iterable[Place]) -> list[CountrySpot]:
    """Find room for the names of countries."""
    found = []
    for code, part in visible_countries(places, sheet.reach).items():
        west, _, east, north = part.bounds
        spot = part.representative_point()
        wide = sheet.at((east, north))[0] - sheet.at((west, north))[0]
        found.append(CountrySpot(code, sheet.at((spot.x, spot.y)), wide))
    return found


def dashed(turn: int, count: int) -> dict[str, Any]:
    """Give the attributes of one of several lines that lie on each other: their dashes alternate."""
    if count < 2:
        return {}
    return {"stroke_dasharray": f"{_DASH:g} {_DASH * (count - 1):g}", "stroke_dashoffset": f"{-_DASH * turn:g}"}
