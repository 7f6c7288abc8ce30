"""Names on printed maps: greedy placement, the most wanted first, none over another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.maps.boxes import Box, Point, free, meet, widened
from corridors.maps.layers import Name
from corridors.maps.looks import Look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["covered", "dots_along", "draw_names", "halo", "width_pt", "wrapped"]

# Where a name may stand about its point, best first: (shift across, shift up, which part of it is there).
_STANDS = (
    (1, 0, 0.0, 0.5),
    (-1, 0, 1.0, 0.5),
    (0.7, 0.7, 0.0, 0.0),
    (0.7, -0.7, 0.0, 1.0),
    (-0.7, 0.7, 1.0, 0.0),
    (-0.7, -0.7, 1.0, 1.0),
    (0, 1, 0.5, 0.0),
    (0, -1, 0.5, 1.0),
)
_GAP_PT = 4.0
_STEP_PX = 3.0


def halo(look: Look, width_pt: float = 1.8) -> list[Any]:
    """Give the edge, white or dark, that keeps text legible over lines."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=width_pt, foreground=look.ground, alpha=0.85)]


def draw_names(
    ax: Axes,
    names: Iterable[Name],
    look: Look,
    *,
    lines: Sequence[Sequence[Point]] = (),
    taken: list[Box],
    most: int = 60,
) -> list[str]:
    """Write names, in order of want, where they fit; give those written and add their frames to `taken`.

    A name stands where it covers no other name, no marker of another name and the least of the lines; it
    is left out where every stand is taken.
    """
    pixels_per_pt = ax.figure.dpi / 72
    west, south, east, north = ax.bbox.extents
    dots = dots_along(ax, lines)
    written: list[str] = []
    for name in names:
        if len(written) >= most:
            break
        x, y = ax.transData.transform(name.point)
        if not (west < x < east and south < y < north):
            continue
        marker = widened((x, y, x, y), 2.2 * pixels_per_pt)
        size = _size_px(name, pixels_per_pt)
        stand = _best_stand(name, (x, y), size, taken, dots, (west, south, east, north), pixels_per_pt)
        if stand is None or any(meet(marker, frame) for frame in taken):
            continue
        frame, shift = stand
        taken += [frame, marker]
        _write(ax, name, look, shift)
        written.append(name.text)
    return written


def _best_stand(
    name: Name,
    spot: tuple[float, float],
    size: tuple[float, float],
    frames: Sequence[Box],
    dots: Any,
    page: Box,
    pixels_per_pt: float,
) -> tuple[Box, tuple[float, float, float, float]] | None:
    best, least = None, np.inf
    for shift in _STANDS:
        across, up, left, low = shift
        x = spot[0] + across * _GAP_PT * pixels_per_pt - left * size[0]
        y = spot[1] + up * _GAP_PT * pixels_per_pt - low * size[1]
        frame = (x, y, x + size[0], y + size[1])
        if not free(frame, page, frames):
            continue
        share = covered(dots, frame)
        if share < least:
            best, least = (frame, shift), share
    return best if best is not None and (name.needed or least < 1.6) else None


def _write(ax: Axes, name: Name, look: Look, shift: tuple[float, float, float, float]) -> None:
    across, up, left, low = shift
    # text with a halo is drawn wider than matplotlib measures it, so its left end is what is fixed
    start_pt = across * _GAP_PT - left * width_pt(name.text, name.size_pt, bold=name.bold)
    ax.annotate(
        name.text,
        name.point,
        xytext=(start_pt, up * _GAP_PT),
        textcoords="offset points",
        parse_math=False,
        ha="left",
        va={0.0: "bottom", 0.5: "center", 1.0: "top"}[low],
        fontsize=name.size_pt,
        fontweight="bold" if name.bold else "normal",
        color=look.ink,
        path_effects=halo(look),
        zorder=8,
        gid="name",
        annotation_clip=True,
    )
    ax.plot(*name.point, "o", ms=2.6, mfc=look.ground, mec=look.ink, mew=0.8, zorder=7, gid="place")


def _size_px(name: Name, pixels_per_pt: float) -> tuple[float, float]:
    return width_pt(name.text, name.size_pt, bold=name.bold) * pixels_per_pt, 1.25 * name.size_pt * pixels_per_pt


@lru_cache(maxsize=4096)
def width_pt(text: str, size_pt: float, *, bold: bool = False) -> float:
    """Measure a line of text by its font, without a renderer, so that any backend will do."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    if not text.strip():
        return 1.5
    font = FontProperties(weight="bold" if bold else "normal", size=size_pt)
    return float(TextPath((0, 0), text.replace("$", r"\$"), size=size_pt, prop=font).get_extents().width) + 1.5


def wrapped(text: str, room_pt: float, size_pt: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than the room; a word that is wider stands alone."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and width_pt(longer, size_pt, bold=bold) > room_pt:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def dots_along(ax: Axes, lines: Sequence[Sequence[Point]]) -> Any:
    """Give dots every few pixels along lines, on the page; `covered` counts them."""
    found = [np.empty((0, 2))]
    for line in lines:
        pixels = ax.transData.transform(np.asarray(line, dtype=float))
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(pixels, axis=0).T))])
        steps = np.arange(0.0, along[-1], _STEP_PX)
        found.append(np.column_stack([np.interp(steps, along, pixels[:, axis]) for axis in (0, 1)]))
    dots = np.concatenate(found)
    west, south, east, north = ax.bbox.extents
    seen = (dots[:, 0] > west) & (dots[:, 0] < east) & (dots[:, 1] > south) & (dots[:, 1] < north)
    return dots[seen]


def covered(dots: Any, frame: Box) -> float:
    """Give the length of the lines under a frame, as a share of its width."""
    inside = (dots[:, 0] > frame[0]) & (dots[:, 0] < frame[2])
    inside &= (dots[:, 1] > frame[1]) & (dots[:, 1] < frame[3])
    return int(np.count_nonzero(inside)) * _STEP_PX / (frame[2] - frame[0])
