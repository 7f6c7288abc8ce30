"""A price curve drawn (extra ``plot``)."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from corridors.errors import OptionError
from corridors.maps.manners import sheet_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from corridors.flows.price_curve import PriceCurve

__all__ = ["draw_curve"]


def draw_curve(curve: PriceCurve, ax: Axes | None, *, title: str | None, dark: bool | None) -> Axes:
    """Draw Mt a year against the surcharge in USD per tonne, and what is drawn at present prices."""
    table = curve.to_frame()
    prices = [float(price) for price in table["break_even_usd_per_t"] if isfinite(price)]
    if not prices:
        raise OptionError("no pair has both a way by the corridor and one without, so that no price moves any freight")
    sheet = sheet_of(ax, dark=dark)
    low, high = min(*prices, 0.0), max(*prices, 0.0)
    room = 0.06 * (high - low) or 1.0
    stops = [low - room, *sorted(set(prices)), high + room]
    drawn = [curve.drawn(price) for price in stops]  # at a break-even a pair goes no more by the corridor
    color = sheet.colored(curve.color)
    sheet.ax.step(stops, drawn, where="post", color=color, linewidth=2.2, gid="curve", zorder=3)
    now = curve.drawn(0.0)
    sheet.ax.axvline(0, color=sheet.look.muted, linewidth=0.8, linestyle="--", zorder=1, gid="now")
    sheet.ax.plot([0], [now], "o", color=color, markeredgecolor=sheet.look.ground, markersize=7, zorder=4, gid="now")
    sheet.ax.set(xlim=(stops[0], stops[-1]), ylim=(0, 1.12 * max(drawn) or 1.0))
    left = -low < 0.55 * (high - low)  # at the top there is room on the longer side
    sheet.ax.annotate(
        f"{now:,.2f} Mt at present prices", (0, 0.97), xycoords=sheet.ax.get_xaxis_transform(),
        xytext=(5 if left else -5, 0), textcoords="offset points", ha="left" if left else "right", va="top",
        fontsize=sheet.size_pt, color=sheet.look.ink, gid="now", parse_math=False,
    )  # fmt: skip
    sheet.ax.grid(visible=True, color=sheet.look.grid, linewidth=0.6)
    sheet.ax.set_axisbelow(True)
    words = f"Mt a year drawn by the {curve.corridor_name.partition(' (')[0]}"
    always = sum(row > 0 and not isfinite(row) for row in table["break_even_usd_per_t"])
    pairs = "pair has" if always == 1 else "pairs have"
    note = f"network of {curve.on}; capacities not counted" + (f"; {always} {pairs} no other way" if always else "")
    sheet.title(words if title is None else title, "" if title == "" else note)
    sheet.scale("surcharge (below 0: discount) on present prices, USD per tonne")
    sheet.credit()
    return sheet.settle()
