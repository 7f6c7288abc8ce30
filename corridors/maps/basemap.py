"""The ground of a printed map: land, lakes, borders, names of countries and a bar of kilometres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, log10, radians
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.maps.boxes import Box, Point, extent, free, meet, widened
from corridors.maps.countries import visible_countries
from corridors.maps.frame import Frame
from corridors.maps.labels import covered, dots_along, halo, width_pt
from corridors.maps.land import read_land
from corridors.world.core import Core

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_ground", "write_countries"]

_KM_PER_DEGREE = 111.2
_HAIR = 1e-9  # degrees: of a coast that only touches the edge, half the width is seen
_COUNTRY_PT, _LEAST_COUNTRY_PT = 6.5, 5.0
_TRIES = 18  # places across and up where the name of a country is tried
_MOST_COVERED = 0.25  # length of lines under it, as a share of its width
_LEAST_INSIDE = 0.85  # share of a country's name that lies on the country


def draw_ground(frame: Frame) -> None:
    """Draw land, lakes and borders, and a bar of kilometres."""
    from matplotlib.collections import LineCollection, PathCollection
    from matplotlib.path import Path

    ax, look = frame.ax, frame.look
    edge = widened(frame.box, _HAIR)

    def paths(polygons: Sequence[Any]) -> list[Path]:
        seen = [polygon for polygon in polygons if meet(extent(polygon[0]), edge)]
        return [Path.make_compound_path(*(Path(ring, closed=True) for ring in p)) for p in seen]

    land = read_land()
    for polygons, color, gid in ((land.land, look.land, "land"), (land.water, look.sea, "water")):
        ax.add_collection(
            PathCollection(
                paths(polygons), facecolors=color, edgecolors=look.coast, linewidths=0.4, zorder=0.5, gid=gid
            ),
            autolim=False,
        )
    for lines, color, style, gid in (
        (land.waterways, look.coast, "solid", "waterways"),
        (land.borders, look.border, "solid", "borders"),
        (land.disputed, look.border, (0, (3, 2)), "disputed"),
    ):
        ax.add_collection(
            LineCollection(
                [line for line in lines if meet(extent(line), edge)],
                colors=color, linewidths=0.6, linestyle=style, zorder=0.8, gid=gid,
            ),
            autolim=False,
        )  # fmt: skip
    _draw_kilometres(frame)


def write_countries(
    frame: Frame,
    core: Core,
    *,
    lines: Sequence[Sequence[Point]] = (),
    taken: list[Box],
    called: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write the name of each country where it has room, clear of lines and names; add the frames to `taken`.

    A name lies within its country but for a little: one that does not fit is left out.
    """
    ax, look = frame.ax, frame.look
    size_pt = max(_LEAST_COUNTRY_PT, _COUNTRY_PT * frame.share)
    pixels_per_pt = ax.figure.dpi / 72
    dots = dots_along(ax, lines)
    seen = visible_countries(core.places, frame.box)
    for code, part in sorted(seen.items(), key=lambda item: -float(item[1].area)):
        text = (called.get(code) or core.country_name(code)).upper()
        size = width_pt(text, size_pt) * pixels_per_pt, 1.4 * size_pt * pixels_per_pt
        place = _room_in(ax, part, size, taken, dots)
        if place is None:
            continue
        # by the left end: see labels
        x, y = ax.transData.inverted().transform((place[0], (place[1] + place[3]) / 2))
        ax.text(
            x, y, text, ha="left", va="center", fontsize=size_pt, color=look.country, zorder=1.5,
            clip_on=True, path_effects=halo(look, 1.2), gid="country", parse_math=False,
        )  # fmt: skip
        taken.append(place)


def _room_in(ax: Axes, country: Any, size: tuple[float, float], taken: Sequence[Box], dots: Any) -> Box | None:
    """Find the frame of a size that lies best in a country: within, off the lines, near the middle."""
    from shapely import area, box, intersection
    from shapely.affinity import affine_transform

    matrix = ax.transData.get_matrix()
    shape = affine_transform(country, [*matrix[0, :2], *matrix[1, :2], matrix[0, 2], matrix[1, 2]])
    shape = shape.simplify(1.0)
    west, south, east, north = shape.bounds
    x, y = np.meshgrid(np.linspace(west, east, _TRIES + 2)[1:-1], np.linspace(south, north, _TRIES + 2)[1:-1])
    lefts, lows = x.ravel() - size[0] / 2, y.ravel() - size[1] / 2
    frames = box(lefts, lows, lefts + size[0], lows + size[1])
    inside = area(intersection(frames, shape)) / (size[0] * size[1])
    middle, page = shape.centroid, ax.bbox.extents
    reach = max(east - west, north - south, 1.0)
    best, least = None, np.inf
    for number in np.flatnonzero(inside >= _LEAST_INSIDE).tolist():
        frame = (lefts[number], lows[number], lefts[number] + size[0], lows[number] + size[1])
        if not free(frame, page, taken):
            continue
        under = covered(dots, frame)
        if under > _MOST_COVERED:
            continue
        off = np.hypot(x.flat[number] - middle.x, y.flat[number] - middle.y) / reach
        cost = 2.0 * (1 - inside[number]) + 2.0 * under + float(off)
        if cost < least:
            best, least = frame, cost
    return best


def _draw_kilometres(frame: Frame) -> None:
    """Draw a bar of a round number of kilometres, true in the middle of the map."""
    ax, look, (west, south, east, north) = frame.ax, frame.look, frame.box
    km_per_degree = _KM_PER_DEGREE * cos(radians((south + north) / 2))
    most_km = 0.2 * (east - west) * km_per_degree
    magnitude = 10 ** int(log10(most_km)) if most_km >= 1 else 1
    length_km = max((n * magnitude for n in (1, 2, 5) if n * magnitude <= most_km), default=magnitude)
    start, height = west + 0.02 * (east - west), south + 0.025 * (north - south)
    ax.plot(
        [start, start + length_km / km_per_degree], [height, height], color=look.ink, lw=1.6,
        solid_capstyle="butt", zorder=9, gid="scale",
    )  # fmt: skip
    ax.annotate(
        f"{length_km:,} km", (start, height), xytext=(0, 3), textcoords="offset points",
        fontsize=max(5.0, 6.5 * frame.share), color=look.ink, path_effects=halo(look), zorder=9, parse_math=False,
    )  # fmt: skip
