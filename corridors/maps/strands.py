"""Lines on printed maps: modes by line style, what is not in use dashed, shared tracks side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from shapely import LineString, offset_curve, simplify

from corridors.maps.geometry import Point

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["DASHED", "MODE_WIDTHS", "Strand", "draw_strands", "line_style"]

#: Dots for what floats; roads are hollow, rails full.
_DOTTED = (0.0, (0.05, 1.9))
#: Dashes for what is planned, being built or shut.
DASHED = (0.0, (2.4, 1.5))
#: Width of a line as a share of a railway's.
MODE_WIDTHS = {"rail": 1.0, "ferry": 0.95, "sea": 0.8, "road": 0.95}
_HOLLOW = 0.45
_FINEST_PT = 0.25  # bends finer than this cannot be seen, and trouble lines drawn side by side


class Strand(NamedTuple):
    """One link on a map; with several colours it is drawn as lines side by side."""

    points: Sequence[Point]
    mode: str
    colors: tuple[str, ...]
    in_use: bool
    width_pt: float


def line_style(mode: str, *, in_use: bool) -> dict[str, Any]:
    """Give the line style and the ends of its dashes."""
    if not in_use:
        return {"linestyle": DASHED, "capstyle": "butt"}
    if mode in ("ferry", "sea"):
        return {"linestyle": _DOTTED, "capstyle": "round"}
    return {"linestyle": "solid", "capstyle": "round"}


def draw_strands(ax: Axes, strands: Iterable[Strand], *, zorder: float, gid: str) -> None:
    """Draw links, one collection for each mode and state; its gid is `gid`, mode and state.

    The limits and the aspect of `ax` must be set: lines side by side are shifted on the page.
    """
    from matplotlib.collections import LineCollection

    groups: dict[tuple[str, bool, float], tuple[list[Any], list[str]]] = {}
    for strand in strands:
        lines, colors = groups.setdefault((strand.mode, strand.in_use, strand.width_pt), ([], []))
        for number, color in enumerate(strand.colors):
            # a little overlap, so that no ground shows between neighbours
            shift = (number - (len(strand.colors) - 1) / 2) * strand.width_pt * 0.95
            lines.append(_shifted(ax, strand.points, shift) if shift else np.asarray(strand.points))
            colors.append(color)
    for (mode, in_use, width_pt), (lines, colors) in groups.items():
        look = line_style(mode, in_use=in_use) | {"joinstyle": "round"}
        width_pt *= MODE_WIDTHS[mode]
        name = f"{gid} {mode} {'in use' if in_use else 'not in use'}"
        ax.add_collection(
            LineCollection(lines, colors=colors, linewidths=width_pt, zorder=zorder, gid=name, **look),
            autolim=False,
        )
        if mode == "road" and in_use:
            hollow = LineCollection(lines, colors="white", linewidths=_HOLLOW * width_pt, zorder=zorder + 0.01, **look)
            ax.add_collection(hollow, autolim=False)


def _shifted(ax: Axes, points: Sequence[Point], shift_pt: float) -> Any:
    """Shift a line sideways by points of the page; to the same side whichever way it was digitised."""
    pixels_per_pt = ax.figure.dpi / 72
    places = ax.transData.transform(np.asarray(points, dtype=float))
    across, up = places[-1] - places[0]
    if (across if abs(across) >= abs(up) else up) < 0:
        places = places[::-1]
    line = simplify(LineString(places), _FINEST_PT * pixels_per_pt)
    moved = offset_curve(line, shift_pt * pixels_per_pt, quad_segs=4, join_style="round")
    # tight bends may tear the shifted line apart; its longest part is the line
    parts = [part for part in getattr(moved, "geoms", [moved]) if not part.is_empty]
    longest = max(parts, key=lambda part: float(part.length), default=line)
    return ax.transData.inverted().transform(np.asarray(longest.coords))
