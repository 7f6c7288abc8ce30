"""The sheet of a printed map: axes of the right shape, land, lakes and borders, scale, title, legend, credit."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, cos, log10, radians
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.maps.boxes import Box, Point, extent, free, meet, widened
from corridors.maps.colors import BORDER, COAST, LAND, NEUTRAL_COLOR, SEA
from corridors.maps.countries import visible_countries
from corridors.maps.labels import covered, dots_along, halo, width_pt
from corridors.maps.land import read_land
from corridors.maps.legend import take_literally
from corridors.world.core import Core

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["finish", "open_axes", "write_countries"]

_KM_PER_DEGREE = 111.2
_WIDTH_IN, _TALLEST_IN = 11.0, 12.0
_MARGIN_IN, _TITLE_IN, _CREDIT_IN, _ROW_IN = 0.12, 0.34, 0.26, 0.165
_FURTHER_LINE_IN = 0.19  # of a title
_COLUMNS = 3
_HAIR = 1e-9  # degrees: of a coast that only touches the edge, half the width is seen
_TRIES = 18  # places across and up where the name of a country is tried
_MOST_COVERED = 0.25  # length of lines under it, as a share of its width
_LEAST_INSIDE = 0.85  # share of a country's name that lies on the country


def open_axes(ax: Axes | None, box: Box, *, legend_entries: int, title_lines: int = 1) -> Axes:
    """Set up axes for a region, in a figure of its own shape unless the caller has axes; draw the ground."""
    west, south, east, north = box
    aspect = 1 / cos(radians((south + north) / 2))  # true shapes in the middle of the map
    if ax is None:
        ax = _own_axes((north - south) * aspect / (east - west), legend_entries, title_lines)
    ax.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[], facecolor=SEA)
    ax.set_aspect(aspect, adjustable="box", anchor="N")
    for spine in ax.spines.values():
        spine.set(linewidth=0.6, color="#5F6B76")
    ax.apply_aspect()  # lines side by side and names are placed on the page as it will be
    _draw_ground(ax, box)
    return ax


def _own_axes(height_per_width: float, legend_entries: int, title_lines: int) -> Axes:
    from matplotlib import pyplot as plt  # so that notebooks show the figure

    below_in = _CREDIT_IN + _ROW_IN * ceil(legend_entries / _COLUMNS) + _MARGIN_IN
    width_in = _WIDTH_IN - 2 * _MARGIN_IN
    map_in = min(width_in * height_per_width, _TALLEST_IN)
    height_in = map_in + _TITLE_IN + _FURTHER_LINE_IN * (title_lines - 1) + below_in
    figure = plt.figure(figsize=(_WIDTH_IN, height_in))
    return figure.add_axes((_MARGIN_IN / _WIDTH_IN, below_in / height_in, width_in / _WIDTH_IN, map_in / height_in))


def _draw_ground(ax: Axes, box: Box) -> None:
    from matplotlib.collections import LineCollection, PathCollection
    from matplotlib.path import Path

    edge = widened(box, _HAIR)

    def paths(polygons: Sequence[Any]) -> list[Path]:
        seen = [polygon for polygon in polygons if meet(extent(polygon[0]), edge)]
        return [Path.make_compound_path(*(Path(ring, closed=True) for ring in p)) for p in seen]

    land = read_land()
    for polygons, color, gid in ((land.land, LAND, "land"), (land.water, SEA, "water")):
        ax.add_collection(
            PathCollection(paths(polygons), facecolors=color, edgecolors=COAST, linewidths=0.4, zorder=0.5, gid=gid),
            autolim=False,
        )
    for lines, color, style, gid in (
        (land.waterways, COAST, "solid", "waterways"),
        (land.borders, BORDER, "solid", "borders"),
        (land.disputed, BORDER, (0, (3, 2)), "disputed"),
    ):
        ax.add_collection(
            LineCollection(
                [line for line in lines if meet(extent(line), edge)],
                colors=color, linewidths=0.6, linestyle=style, zorder=0.8, gid=gid,
            ),
            autolim=False,
        )  # fmt: skip


def write_countries(
    ax: Axes,
    core: Core,
    box: Box,
    *,
    lines: Sequence[Sequence[Point]] = (),
    taken: list[Box],
    size_pt: float = 6.5,
) -> None:
    """Write the name of each country where it has room, clear of lines and names; add the frames to `taken`.

    A name lies within its country but for a little: one that does not fit is left out.
    """
    pixels_per_pt = ax.figure.dpi / 72
    dots = dots_along(ax, lines)
    seen = visible_countries(core.places, box)
    for code, part in sorted(seen.items(), key=lambda item: -float(item[1].area)):
        text = core.country_name(code).upper()
        size = width_pt(text, size_pt) * pixels_per_pt, 1.4 * size_pt * pixels_per_pt
        frame = _room_in(ax, part, size, taken, dots)
        if frame is None:
            continue
        # by the left end: see labels
        x, y = ax.transData.inverted().transform((frame[0], (frame[1] + frame[3]) / 2))
        ax.text(
            x, y, text, ha="left", va="center", fontsize=size_pt, color="#8A8378", zorder=1.5,
            clip_on=True, path_effects=halo(1.2), gid="country", parse_math=False,
        )  # fmt: skip
        taken.append(frame)


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


def finish(ax: Axes, box: Box, *, title: str, credit: str, handles: Sequence[Any]) -> None:
    """Add scale, title, credit and legend; blank ones are left out."""
    from matplotlib.transforms import ScaledTranslation

    _draw_scale(ax, box)
    if title:
        ax.set_title(title, loc="left", fontsize=11, fontweight="bold", color=NEUTRAL_COLOR, pad=6, parse_math=False)
    figure = ax.get_figure(root=True)
    assert figure is not None

    def below(points: float) -> Any:
        return ax.transAxes + ScaledTranslation(0, -points / 72, figure.dpi_scale_trans)

    if credit:
        ax.text(
            0, 0, credit, transform=below(5), va="top", fontsize=6.3, color="#5F6B76", gid="credit", parse_math=False
        )  # fmt: skip
    if handles:
        legend = ax.legend(
            handles=handles, loc="upper left", bbox_to_anchor=(0.0, 0.0, 1.0, 0.0), mode="expand",
            bbox_transform=below(15 if credit else 5), ncols=_COLUMNS, fontsize=7.5, frameon=False,
            borderaxespad=0, borderpad=0.3, handlelength=3.2, labelspacing=0.45,
        )  # fmt: skip
        take_literally(legend)


def _draw_scale(ax: Axes, box: Box) -> None:
    """Draw a bar of a round number of kilometres, true in the middle of the map."""
    west, south, east, north = box
    km_per_degree = _KM_PER_DEGREE * cos(radians((south + north) / 2))
    most_km = 0.2 * (east - west) * km_per_degree
    magnitude = 10 ** int(log10(most_km)) if most_km >= 1 else 1
    length_km = max((n * magnitude for n in (1, 2, 5) if n * magnitude <= most_km), default=magnitude)
    start, height = west + 0.02 * (east - west), south + 0.025 * (north - south)
    ax.plot(
        [start, start + length_km / km_per_degree], [height, height], color=NEUTRAL_COLOR, lw=1.6,
        solid_capstyle="butt", zorder=9, gid="scale",
    )  # fmt: skip
    ax.annotate(
        f"{length_km:,} km", (start, height), xytext=(0, 3), textcoords="offset points", fontsize=6.5,
        color=NEUTRAL_COLOR, path_effects=halo(), zorder=9,
    )  # fmt: skip
