"""A part of the Earth as vectors of a page: land, borders and lines as paths of SVG, for every page with a map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from math import cos, radians
from typing import Any, NamedTuple

from corridors.charges.model import Place
from corridors.maps.boxes import Box, Point
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
        drawn: list[str] = []
        last_x = last_y = 0
        for x, y in map(self.at, points):
            to_x, to_y = round(10 * x), round(10 * y)
            if not drawn:
                drawn.append(f"M{_tenths(to_x)},{_tenths(to_y)}l")
            elif (to_x, to_y) != (last_x, last_y):
                drawn.append(f"{_tenths(to_x - last_x)},{_tenths(to_y - last_y)} ")
            last_x, last_y = to_x, to_y
        if len(drawn) == 1:  # all in one spot, which a round end still shows
            drawn.append("0,0")
        return f"{''.join(drawn).rstrip()}{'Z' if closed else ''}"

    def line(self, points: Sequence[Point], *, detail: float = _DETAIL) -> str:
        """Write a line with no more detail than the page shows, in pixels."""
        from shapely import LineString

        return self.path(LineString(points).simplify(detail / self._scale).coords)

    def areas(self, shapes: Iterable[Sequence[Sequence[Point]]], *, detail: float = _DETAIL) -> str:
        """Write areas, without those too small to be seen."""
        from shapely import Polygon, clip_by_rect, get_parts

        drawn, smallest = [], _SMALLEST * (detail / _DETAIL / self._scale) ** 2 / self._degree
        for rings in shapes:
            for part in get_parts(clip_by_rect(Polygon(rings[0], rings[1:]), *self.reach)):
                if part.geom_type == "Polygon" and part.area > smallest:
                    shape = part.simplify(detail / self._scale)
                    drawn += [self.path(ring.coords, closed=True) for ring in (shape.exterior, *shape.interiors)]
        return "".join(drawn)

    def lines(self, lines: Iterable[Sequence[Point]], *, detail: float = _DETAIL) -> str:
        """Write lines as far as they lie on the page."""
        from shapely import LineString, clip_by_rect, get_parts

        return "".join(
            self.path(part.simplify(detail / self._scale).coords)
            for line in lines
            for part in get_parts(clip_by_rect(LineString(line), *self.reach))
            if part.geom_type == "LineString"
        )


def _tenths(number: int) -> str:
    whole, part = divmod(abs(number), 10)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole or ''}.{part}" if part else f"{sign}{whole}"


def ground(sheet: VectorSheet, *, fine: float | None = None) -> list[Markup]:
    """Draw land, water and borders; with `fine`, each holds its lines in that detail as well (``data-fine``)."""
    land = read_land()
    parts = []
    for write, kind in (
        (partial(sheet.areas, land.land), "land"),
        (partial(sheet.areas, land.water), "water"),
        (partial(sheet.lines, land.borders), "border"),
        (partial(sheet.lines, land.disputed), "border disputed"),
    ):
        if drawn := write():
            parts.append(el("path", d=drawn, class_=kind, data_fine=None if fine is None else write(detail=fine)))
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
