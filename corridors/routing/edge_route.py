"""A way through a network of bare edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corridors.kernels.csr import Ints
from corridors.words.brief import brief

if TYPE_CHECKING:
    from corridors.routing.edges import EdgeNetwork

__all__ = ["EdgeRoute"]


class EdgeRoute:
    """A way through a network of bare edges."""

    __slots__ = ("_network", "edges", "places", "total", "weight")

    def __init__(self, network: EdgeNetwork, source: int, edges: Ints, total: float, weight: str) -> None:
        self._network = network
        #: Numbers of the edges crossed, as they were given.
        self.edges = edges
        #: Labels of the vertices passed, ends included.
        self.places = network.labels_along(source, edges)
        #: Sum of the weight.
        self.total = total
        #: Name of the weight.
        self.weight = weight

    def sum(self, weight: str) -> float:
        """Sum of another weight along the way."""
        return float(self._network.weights[self._network.known_weight(weight)][self.edges].sum())

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        sums = {name: self.sum(name) for name in self._network.weights}
        return {"weight": self.weight, "total": self.total, "sums": sums, "places": list(self.places)}

    def summary(self) -> str:
        """Describe the route in a line."""
        first, last = self.places[0], self.places[-1]
        return f"{first} - {last}: {self.weight} {self.total:,.6g} over {len(self.edges)} edges"

    def __repr__(self) -> str:
        return brief(self, f"{self.summary()}")

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p>{escape(self.summary())}</p>"
