"""A tornado drawn: what each parameter does to the margin of two corridors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.maps.extras import need_matplotlib

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from corridors.simulation.hanging import Sensitivity

__all__ = ["tornado_chart"]


def tornado_chart(found: Sensitivity, ax: Axes | None, *, top: int, title: str | None) -> Axes:
    """Draw a bar from the margin at P10 to that at P90 for each parameter, the widest on top."""
    need_matplotlib()
    bars = found.bars[:top]
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.figure(figsize=(8, 1.2 + 0.3 * len(bars))).subplots()
    for number, bar in enumerate(bars):
        ends = zip(bar.margin, ("tab:blue", "tab:orange"), strict=True)
        for end, color in sorted(ends, key=lambda pair: -abs(pair[0] - found.margin)):  # the shorter one on top
            ax.barh(number, end - found.margin, left=found.margin, color=color, height=0.7)
    ax.axvline(found.margin, color="0.4", linewidth=0.8)
    ax.axvline(0, color="black", linewidth=1.2)
    ax.set_yticks(range(len(bars)), [f"{bar.kind}: {bar.name}" for bar in bars])
    ax.invert_yaxis()
    unit = f" ({found.settings.unit})" if found.settings.unit else ""
    ax.set_xlabel(f"{found.second} less {found.first}{unit}; below 0 the ranking has turned; blue P10, orange P90")
    ax.set_title(title or f"{found.origin.name} to {found.destination.name}", loc="left")
    return ax
