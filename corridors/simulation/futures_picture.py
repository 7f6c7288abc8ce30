"""Choices drawn: what each loses over the futures."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from corridors.errors import OptionError
from corridors.maps.charts import TIME_COLOR
from corridors.maps.extras import need_matplotlib
from corridors.maps.manners import dot_sample, line_sample, sheet_of
from corridors.maps.spans import Mark, Row, Span, draw_rows
from corridors.simulation.chart_units import chart_unit
from corridors.words.asked import least_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from corridors.simulation.futures import Futures

__all__ = ["choices_chart"]


def choices_chart(
    futures: Futures, ax: Axes | None, *, size: int, top: int, title: str | None, dark: bool | None
) -> Axes:
    """Draw a line from the mean loss to the worst for each choice, with that in nine futures of ten between."""
    need_matplotlib()
    if isinstance(top, bool) or not isinstance(top, int) or top < 1:
        raise OptionError(f"top={top!r}: give a whole number of choices of at least 1")
    table = [one for one in futures.ranked(size) if isfinite(one.regret_max)][:top]
    if not table:
        raise OptionError(f"no choice of {size} serves in every future: `choices({size})` says how many each does")
    sheet = sheet_of(ax, dark=dark, size_in=(9.0, max(3.0, 1.8 + 0.32 * len(table))))
    unit, factor = chart_unit(futures.unit)
    color, ink, most = sheet.colored(TIME_COLOR), sheet.look.ink, 0.0
    rows = []
    for one in table:
        mean, nine, worst = (factor * loss for loss in (one.regret_mean, one.regret_p90, one.regret_max))
        span = Span(color, mean, mean, worst, marks=[Mark(nine, "|", ink, 8.0), Mark(worst, "D", ink, 3.4)])
        name = " + ".join(futures.corridors.get(id_, id_).partition(" (")[0] for id_ in one.corridors)
        rows.append(Row(name, " + ".join(one.corridors), [span]))
        most = max(most, worst)
    sheet.leave_room([(row.name, row.id) for row in rows])
    what = "corridor" if size == 1 else f"{size} corridors"
    where = f"{len(futures.pairs)} pair{'s' if len(futures.pairs) > 1 else ''} of places"
    note = f"{futures.n:,} futures, {where}, {least_of(futures.weight)}; against the best way of each future"
    sheet.title(
        f"What each choice of {what} loses{f', {unit}' if unit else ''}" if title is None else title,
        note if title is None else "",
    )
    sheet.scale(f"{unit or futures.weight} lost")
    draw_rows(sheet, rows, limits=(0.0, 1.05 * most or 1.0), about_pt=10 * sheet.size_pt)
    sheet.key(
        [
            dot_sample("mean", color),
            line_sample("nine futures of ten below", ink, width_pt=1.0),
            dot_sample("worst", ink, "D", size_pt=3.4),
        ]
    )
    sheet.credit()
    return sheet.settle()
