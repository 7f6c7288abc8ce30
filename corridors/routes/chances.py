"""How likely a row of a comparison is the best: figures that draws give, and what it takes to draw them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from corridors.network.network import Network
from corridors.world.gazetteer import PlaceLike

__all__ = ["Again", "Chances", "Key"]

#: Origin, destination, and the corridor or branch.
Key = tuple[str, str, str]

#: A figure and its standard error.
Figure = tuple[float, float]


class Again(NamedTuple):
    """A question, to be asked again."""

    network: Network
    rules: Mapping[str, Any]
    origins: Sequence[PlaceLike]
    destinations: Sequence[PlaceLike]


class Chances(NamedTuple):
    """What draws say of a row, each figure with its standard error.

    Attributes
    ----------
    p_best_cost, p_best_time, p_best_generalised
        How likely the row's way is the cheapest, the quickest, the best of the rows.
    drawn_days_p10, drawn_days_p90, drawn_cost_usd_p10, drawn_cost_usd_p90
        Quantiles of the draws.
    """

    p_best_cost: Figure
    p_best_time: Figure
    p_best_generalised: Figure
    drawn_days_p10: Figure
    drawn_days_p90: Figure
    drawn_cost_usd_p10: Figure
    drawn_cost_usd_p90: Figure

    @classmethod
    def columns(cls) -> list[str]:
        """Name the columns that it has in a frame."""
        return [column for name in cls._fields for column in (name, f"{name}_se")]

    def to_dict(self) -> dict[str, float | None]:
        """Give a cell a column."""
        return dict(zip(self.columns(), (cell for figure in self for cell in figure), strict=True))
