"""A simulation drawn: the range of every row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.errors import OptionError
from corridors.maps.extras import need_matplotlib

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from corridors.simulation.result import Simulation

__all__ = ["ranges_chart"]

_NAMES = {"days": "days", "cost_usd": "USD", "generalised_usd": "USD, time at its value"}


def ranges_chart(simulation: Simulation, ax: Axes | None, *, figure: str, title: str | None) -> Axes:
    """Draw P10 to P95 of each row as a bar, P50 and the mean as marks."""
    need_matplotlib()
    if figure not in _NAMES:
        raise OptionError(f"figure={figure!r}: give one of {', '.join(_NAMES)}")
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.figure(figsize=(8, 1 + 0.3 * len(simulation.rows))).subplots()
    names = []
    for number, row in enumerate(simulation.rows):
        low, middle, high, mean = (simulation.estimate(number, f"{figure}{end}").value for end in _MARKS)
        ax.plot([low, high], [number, number], linewidth=6, solid_capstyle="butt", color="0.75")
        ax.plot([middle], [number], marker="|", markersize=12, color="black")
        ax.plot([mean], [number], marker="o", markersize=4, color="tab:red")
        names.append(f"{row.destination.name}: {row.name}")
    ax.set_yticks(range(len(names)), names)
    ax.invert_yaxis()
    ax.set_xlabel(f"{_NAMES[figure]} (bar P10 to P95, line P50, dot mean)")
    ax.set_title(title or f"{simulation.settings.n:,} draws", loc="left")
    return ax


_MARKS = ("_p10", "_p50", "_p95", "")
