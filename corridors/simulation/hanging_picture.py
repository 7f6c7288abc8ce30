"""A tornado drawn: what each parameter does to the margin of two corridors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.charges.model import SHIPMENT_UNITS
from corridors.maps.extras import need_matplotlib
from corridors.maps.manners import sheet_of
from corridors.maps.places import short_name
from corridors.maps.tornado import Swing, draw_tornado
from corridors.simulation.chart_units import chart_unit
from corridors.words.asked import least_of, travels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from corridors.simulation.hanging import Sensitivity

__all__ = ["tornado_chart"]


def tornado_chart(found: Sensitivity, ax: Axes | None, *, top: int, title: str | None, dark: bool | None) -> Axes:
    """Draw two bars for each parameter, from the margin at P50 to those at P10 and P90, the widest on top."""
    need_matplotlib()
    asked, bars = found.settings, found.bars[:top]
    unit, factor = chart_unit(asked.unit)
    sheet = sheet_of(ax, dark=dark, size_in=(9.0, max(3.0, 1.8 + 0.32 * len(bars))))
    swings = [Swing(f"{bar.kind}: {bar.name}", *(factor * end for end in bar.margin)) for bar in bars]
    sheet.leave_room([(swing.name, "") for swing in swings])
    first, second = (name.partition(" (")[0] for name in (found.first_name, found.second_name))
    head = f"What the lead of {first} over {second} hangs on, {short_name(found.origin)} to "
    how = travels(SHIPMENT_UNITS[asked.shipment], asked.service, asked.scope)
    sheet.title(
        f"{head}{short_name(found.destination)}" if title is None else title,
        f"{least_of(asked.weight)}, {how}, network of {asked.on}; each parameter at both its ends, the others at P50"
        if title is None
        else "",
    )
    label = f"{unit or 'the weight'} by which {second} is worse"
    turned = "; below 0 it is better" if min(end for swing in swings for end in (swing.low, swing.high)) < 0 else ""
    return draw_tornado(sheet, swings, centre=factor * found.margin, label=label + turned)
