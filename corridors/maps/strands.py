"""Lines on printed maps: modes by line style, what is not in use dashed, shared tracks side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from shapely import LineString, offset_curve, simplify

from corridors.maps.boxes import Point
from corridors.maps.layers import Strand
from corridors.maps.looks import Look, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["DASHED", "MODE_WIDTHS", "draw_strands", "line_style"]

#: Dots for what floats; roads are hollow, rails full.
_DOTTED = (0.0, (0.05, 1.9))
#: Dashes for what is planned, being built or shut.
DASHED = (0.0, (2.4, 1.5))
#: Short dashes for a lorry whose way is not known.
_LORRY = (0.0, (1.2, 0.9))
#: Width of a line as a share of a railway's.
MODE_WIDTHS: dict[str | None, float] = {
    None: 1.0,
    "rail": 1.0,
    "ferry": 0.95,
    "sea": 0.8,
    "road": 0.95,
    "lorry": 0.6,
}
_HOLLOW = 0.45
_FINEST_PT = 0.25  # bends finer than this cannot be seen, and trouble lines drawn side by side


def line_style(mode: str | None, *, in_use: bool) -> dict[str, Any]:
    """Give the line style and the ends of its dashes."""
    if not in_use:
        return {"linestyle": DASHED, "capstyle": "butt"}
    if mode in ("ferry", "sea"):
        return {"linestyle": _DOTTED, "capstyle": "round"}
    if mode == "lorry":
        return {"linestyle": _LORRY, "capstyle": "butt"}
    return {"linestyle": "solid", "capstyle": "round"}


def draw_strands(
    ax: Axes, strands: Iterable[Strand], look: Look, *, zorder: float, gid: str, share: float = 1.0,
    autolim: bool = False,
) -> None:  # fmt: skip
    """Draw lines, one collection for each mode and state; its gid is `gid`, mode and state, or `gid` without a mode.

    Their widths are a share of what they are on a large map.

    The limits and the aspect of `ax` must be set: lines side by side are shifted on the page.
    """
    from matplotlib.collections import LineCollection

    groups: dict[tuple[str | None, bool], tuple[list[Any], list[str], list[float]]] = {}
    for strand in strands:
        lines, colors, widths = groups.setdefault((strand.mode, strand.in_use), ([], [], []))
        for number, color in enumerate(strand.colors):
            # a little overlap, so that no ground shows between neighbours
            shift = (number - (len(strand.colors) - 1) / 2) * strand.width_pt * share * 0.95
            lines.append(_shifted(ax, strand.points, shift) if shift else np.asarray(strand.points))
            colors.append(shown(color, look))
            widths.append(strand.width_pt * share * MODE_WIDTHS[strand.mode])
    for (mode, in_use), (lines, colors, widths) in groups.items():
        style = line_style(mode, in_use=in_use) | {"joinstyle": "round"}
        name = gid if mode is None else f"{gid} {mode} {'in use' if in_use else 'not in use'}"
        full = LineCollection(lines, colors=colors, linewidths=widths, zorder=zorder, gid=name, **style)
        ax.add_collection(full, autolim=autolim)
        if mode == "road" and in_use:
            inner = [_HOLLOW * width for width in widths]
            hollow = LineCollection(lines, colors=look.ground, linewidths=inner, zorder=zorder + 0.01, **style)
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
