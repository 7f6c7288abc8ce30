"""The sheet of a printed map: axes of the right shape, land, lakes and borders, scale, title, legend, credit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import ceil, cos, log10, radians
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from corridors.maps.boxes import Box, Point, extent, free, meet, widened
from corridors.maps.colors import BORDER, COAST, LAND, NEUTRAL_COLOR, SEA
from corridors.maps.countries import visible_countries
from corridors.maps.labels import covered, dots_along, halo, width_pt, wrapped
from corridors.maps.land import read_land
from corridors.maps.legend import take_literally
from corridors.maps.slots import slot_of
from corridors.words.shorter import cut
from corridors.world.core import Core

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["About", "finish", "open_axes", "write_countries"]

_KM_PER_DEGREE = 111.2
_WIDTH_IN, _TALLEST_IN = 11.0, 12.0
_MARGIN_IN, _TITLE_IN, _CREDIT_IN, _ROW_IN = 0.12, 0.34, 0.26, 0.165
_FURTHER_LINE_IN = 0.19  # of a title
_COLUMNS = 3
_ROW_PT, _HANDLE_EMS, _KEY_SHARE = 12.0, 4.8, 0.27  # of a legend: height of a row, its sample, share of the page
_BRACKETS = re.compile(r" \([^)]*\)")
_TITLE_PT, _LEAST_TITLE_PT, _TITLE_EMS = 11.0, 7.5, 36  # on narrow maps a title is smaller, then wrapped
_CREDIT_PT, _KEY_PT, _SIDE_PT = 6.3, 7.5, 6.0
_WIDE_PT = 700.0  # a sheet of its own, for which legend and credit were made
_HINTED = 0.87  # small letters on a screen are wider than their outlines
_HAIR = 1e-9  # degrees: of a coast that only touches the edge, half the width is seen
_TRIES = 18  # places across and up where the name of a country is tried
_MOST_COVERED = 0.25  # length of lines under it, as a share of its width
_LEAST_INSIDE = 0.85  # share of a country's name that lies on the country


class About(NamedTuple):
    """What stands about a map."""

    title: str = ""
    credit: str = ""
    labels: Sequence[str] = ()


def open_axes(
    ax: Axes | None, box: Box, *, legend_entries: int, title_lines: int = 1, about: About | None = None
) -> Axes:
    """Set up axes for a region, in a figure of its own shape unless the caller has axes; draw the ground.

    Axes of the caller's grid leave room for what stands about the map, where no layout of matplotlib does.
    """
    west, south, east, north = box
    aspect = 1 / cos(radians((south + north) / 2))  # true shapes in the middle of the map
    if ax is None:
        ax = _own_axes((north - south) * aspect / (east - west), legend_entries, title_lines)
    else:
        _make_room(ax, about)
    ax.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[], facecolor=SEA)
    ax.set_aspect(aspect, adjustable="box", anchor="NW" if _has_room(ax) else "N")
    for spine in ax.spines.values():
        spine.set(linewidth=0.6, color="#5F6B76")
    ax.apply_aspect()  # lines side by side and names are placed on the page as it will be
    _draw_ground(ax, box)
    return ax


def _make_room(ax: Axes, about: About | None) -> None:
    """Move axes of a grid so that title, credit and legend lie in their part of the page."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    if about is None or not _has_room(ax):
        return
    west, south, east, north = slot_of(ax)
    pixels_per_pt = figure.dpi / 72
    side = _SIDE_PT * pixels_per_pt
    wide_pt = (east - west - 2 * side) / pixels_per_pt
    size = _title_size(wide_pt)
    over_pt = 4 + (10 + 1.25 * size * len(_title_lines(about.title, wide_pt)) if about.title else 0)
    below_pt = 6 + (7.6 * len(wrapped(about.credit, _HINTED * wide_pt, _CREDIT_PT)) + 4 if about.credit else 0)
    if about.labels:
        labels, columns = _key_labels(about.labels, wide_pt, _high_pt(ax))
        below_pt += _ROW_PT * -(-len(labels) // columns) + 4
    high = max(north - south - (over_pt + below_pt) * pixels_per_pt, 0.25 * (north - south))
    page = ax.figure.bbox
    ax.set_position(
        (
            (west + side - page.x0) / page.width,
            (north - over_pt * pixels_per_pt - high - page.y0) / page.height,
            (east - west - 2 * side) / page.width,
            high / page.height,
        )
    )


def _room_pt(ax: Axes) -> float:
    """Give the width for what stands about a map: its own, or up to the end of its part of the page."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    east = slot_of(ax)[2] - _SIDE_PT * figure.dpi / 72 if _has_room(ax) else ax.bbox.x1
    return float(east - ax.bbox.x0) * 72 / figure.dpi


def _has_room(ax: Axes) -> bool:
    """Tell whether axes stand in a grid of which no layout of matplotlib takes care."""
    figure = ax.get_figure(root=True)
    return figure is not None and ax.get_subplotspec() is not None and figure.get_layout_engine() is None


def _title_size(wide_pt: float) -> float:
    return min(_TITLE_PT, max(_LEAST_TITLE_PT, wide_pt / _TITLE_EMS))


def _title_lines(title: str, wide_pt: float) -> list[str]:
    return wrapped(title, 0.94 * wide_pt, _title_size(wide_pt), bold=True)


def _key_labels(labels: Sequence[str], wide_pt: float, high_pt: float) -> tuple[list[str], int]:
    """Give the labels of a legend and its columns, so that it takes no more than a share of the height.

    What stands in brackets goes first; then labels are cut to the width of a column.
    """
    if wide_pt >= _WIDE_PT:
        return list(labels), _COLUMNS
    columns = _columns(labels, wide_pt)
    if -(-len(labels) // columns) * _ROW_PT <= _KEY_SHARE * high_pt:
        return list(labels), columns
    bare = [_BRACKETS.sub("", label) for label in labels]
    columns = next(
        (n for n in range(_columns(bare, wide_pt), _COLUMNS) if -(-len(bare) // n) * _ROW_PT <= _KEY_SHARE * high_pt),
        _COLUMNS,
    )
    most = wide_pt / columns - _HANDLE_EMS * _KEY_PT
    return [cut(label, lambda text: width_pt(text, _KEY_PT) <= most) for label in bare], columns


def _columns(labels: Sequence[str], wide_pt: float) -> int:
    widest = max(width_pt(label, _KEY_PT) for label in labels) + _HANDLE_EMS * _KEY_PT
    return max(1, min(_COLUMNS, int(wide_pt / widest)))


def _high_pt(ax: Axes) -> float:
    figure = ax.get_figure(root=True)
    assert figure is not None
    _, south, _, north = slot_of(ax)
    return (north - south) * 72 / figure.dpi


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
    called: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write the name of each country where it has room, clear of lines and names; add the frames to `taken`.

    A name lies within its country but for a little: one that does not fit is left out.
    """
    pixels_per_pt = ax.figure.dpi / 72
    dots = dots_along(ax, lines)
    seen = visible_countries(core.places, box)
    for code, part in sorted(seen.items(), key=lambda item: -float(item[1].area)):
        text = (called.get(code) or core.country_name(code)).upper()
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
    figure = ax.get_figure(root=True)
    assert figure is not None
    wide_pt = _room_pt(ax)

    def below(points: float) -> Any:
        return ax.transAxes + ScaledTranslation(0, -points / 72, figure.dpi_scale_trans)

    if title:
        size = _title_size(wide_pt)
        told = "\n".join(_title_lines(title, wide_pt))
        ax.set_title(told, loc="left", fontsize=size, fontweight="bold", color=NEUTRAL_COLOR, pad=6, parse_math=False)
    low_pt = 5.0
    if credit:
        lines = wrapped(credit, wide_pt * (1.0 if wide_pt >= _WIDE_PT else _HINTED), _CREDIT_PT)
        note = ax.text(
            0, 0, "\n".join(lines), transform=below(low_pt), va="top", fontsize=_CREDIT_PT, color="#5F6B76",
            gid="credit", parse_math=False,
        )  # fmt: skip
        note.set_in_layout(len(lines) > 1)
        low_pt += 10.0 + 7.6 * (len(lines) - 1)
    if handles:
        labels, columns = _key_labels([str(handle.get_label()) for handle in handles], wide_pt, _high_pt(ax))
        wide = wide_pt * figure.dpi / 72 / ax.bbox.width
        legend = ax.legend(
            handles=handles, labels=labels, loc="upper left", bbox_to_anchor=(0.0, 0.0, wide, 0.0), mode="expand",
            bbox_transform=below(low_pt), ncols=columns, fontsize=_KEY_PT, frameon=False,
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
