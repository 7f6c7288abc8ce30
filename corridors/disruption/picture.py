"""Losses as bars (extra ``plot``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.disruption.words import asked_words
from corridors.errors import OptionError
from corridors.maps.colors import NEUTRAL_COLOR
from corridors.maps.extras import need_matplotlib

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from corridors.disruption.result import Criticality

__all__ = ["draw_bars"]

_COLOR = "#0072B2"
_LONGEST = 48


def draw_bars(result: Criticality, ax: Axes | None, *, most: int, title: str | None) -> Axes:
    """Draw the worst losses, the worst on top.

    Raises
    ------
    MissingExtraError
        There is no matplotlib.
    OptionError
        Nothing is lost.
    """
    need_matplotlib()
    losses = result.losses[:most][::-1]
    if not losses:
        raise OptionError("nothing is lost, so there is nothing to draw")
    if ax is None:
        from matplotlib.figure import Figure

        ax = Figure(figsize=(9, 1.2 + 0.3 * len(losses)), layout="constrained").subplots()
    stranded = [bool(loss.cut_off) and result.duration_h is None for loss in losses]
    values = [loss.extra.weight for loss in losses]
    # who is cut off loses more than any figure: the bar goes to the end and is hatched
    longest = max(values) or 1.0
    lengths = [longest if cut else value for cut, value in zip(stranded, values, strict=True)]
    colors = [NEUTRAL_COLOR if cut else _COLOR for cut in stranded]
    bars = ax.barh([_short(loss.name) for loss in losses], lengths, color=colors)
    for bar, cut, loss in zip(bars, stranded, losses, strict=True):
        if cut:
            bar.set_hatch("//")
            ax.annotate(
                f" {len(loss.cut_off)} cut off", (0, bar.get_y() + bar.get_height() / 2), va="center", fontsize=8
            )
    ax.set_xlabel(f"lost {result.weight}, in all of one {result.per}")
    ax.set_title(asked_words(result) if title is None else title, loc="left", fontsize=9)
    return ax


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 3] + "..."
