"""A tornado: what each parameter moves between its low and its high end, the widest on top (extra ``plot``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from corridors.maps.manners import Sheet, line_sample
from corridors.maps.spans import Row, Span, draw_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Swing", "draw_tornado"]

_LOW_COLOR, _HIGH_COLOR = "#0072B2", "#D55E00"


class Swing(NamedTuple):
    """A parameter, and the figure with it at its low and at its high end."""

    name: str
    low: float
    high: float


def draw_tornado(
    sheet: Sheet, swings: Sequence[Swing], *, centre: float, label: str, ends: tuple[str, str] = ("P10", "P90")
) -> Axes:
    """Draw two bars a parameter from the figure with all at their middle; zero, where a ranking turns, stands out.

    The title is the caller's, and is written before: `Sheet.title`.
    """
    rows = []
    for name, low, high in swings:
        bars = [
            Span(sheet.colored(color), end, bar_from=centre) for color, end in ((_LOW_COLOR, low), (_HIGH_COLOR, high))
        ]
        rows.append(Row(name, "", bars))
    values = [centre, *(end for swing in swings for end in (swing.low, swing.high))]
    room = 0.05 * (max(values) - min(values)) or 1.0
    sheet.scale(label)
    draw_rows(sheet, rows, limits=(min(values) - room, max(values) + room), about_pt=10 * sheet.size_pt)
    sheet.ax.axvline(centre, color=sheet.look.muted, linewidth=0.8, zorder=3, gid="centre")
    if min(values) - room < 0 < max(values) + room:
        sheet.ax.axvline(0, color=sheet.look.ink, linewidth=1.4, zorder=3, gid="turning")
    colors = (sheet.colored(_LOW_COLOR), sheet.colored(_HIGH_COLOR))
    sheet.key([line_sample(f"at {end}", color) for end, color in zip(ends, colors, strict=True)])
    sheet.credit()
    return sheet.settle()
