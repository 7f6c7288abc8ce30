"""Choices drawn: what each loses over the futures."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from corridors.errors import OptionError
from corridors.maps.extras import need_matplotlib

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from corridors.simulation.futures import Futures

__all__ = ["choices_chart"]


def choices_chart(futures: Futures, ax: Axes | None, *, size: int, top: int, title: str | None) -> Axes:
    """Draw a line from the mean loss to the worst for each choice, with that in nine futures of ten between."""
    need_matplotlib()
    if isinstance(top, bool) or not isinstance(top, int) or top < 1:
        raise OptionError(f"top={top!r}: give a whole number of choices of at least 1")
    table = [one for one in futures.ranked(size) if isfinite(one.regret_max)][:top]
    if not table:
        raise OptionError(f"no choice of {size} serves in every future: `choices({size})` says how many each does")
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.figure(figsize=(8, 1.2 + 0.3 * len(table))).subplots()
    for number, row in enumerate(table):
        ax.plot([row.regret_mean, row.regret_max], [number, number], color="0.75", linewidth=6, solid_capstyle="butt")
        ax.plot([row.regret_p90], [number], marker="|", markersize=12, color="black")
        ax.plot([row.regret_mean], [number], marker="o", markersize=4, color="tab:red")
    ax.set_yticks(range(len(table)), [" + ".join(names) for names in (one.corridors for one in table)])
    ax.invert_yaxis()
    unit = f" ({futures.unit})" if futures.unit else ""
    ax.set_xlabel(f"what is lost{unit}: dot mean, line nine futures of ten, end of the bar the worst")
    ax.set_title(title or f"{futures.n:,} futures", loc="left")
    return ax
