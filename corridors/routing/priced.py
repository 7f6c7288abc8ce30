"""What is paid on the arcs of a graph, each price of each market once: a day is asked of its levels once for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from corridors.charges.charge import Charge
from corridors.kernels.adding import total_of

if TYPE_CHECKING:
    from corridors.routing.graph import RoutingGraph

__all__ = ["Payments", "payments_of"]


class Payments(NamedTuple):
    """What is paid: each item that differs, with an arc on which it is; and by arc the numbers of its items."""

    items: list[tuple[Charge, int]]
    of_arc: list[tuple[int, ...]]

    def sums(self, price: Callable[[Charge, int], float]) -> list[float]:
        """Add up the prices of a day, arc by arc."""
        prices = [price(charge, arc) for charge, arc in self.items]
        return [total_of([prices[number] for number in numbers]) if numbers else 0 for numbers in self.of_arc]


def payments_of(graph: RoutingGraph, market: Callable[[Charge, int], tuple[str, bool]]) -> Payments:
    """Collect what is paid on the arcs of a graph.

    Parameters
    ----------
    graph
        The graph.
    market
        Gives the market that an item on an arc is paid in. Items of one market with the same range cost the same.
    """
    items: list[tuple[Charge, int]] = []
    number: dict[tuple[object, ...], int] = {}
    of_arc = []
    for arc, charges in enumerate(graph.charges):
        found = []
        for charge in charges:
            key = (
                charge.cost_usd_high and market(charge, arc),
                charge.cost_usd_low,
                charge.cost_usd,
                charge.cost_usd_high,
            )
            known = number.setdefault(key, len(items))
            if known == len(items):
                items.append((charge, arc))
            found.append(known)
        of_arc.append(tuple(found))
    return Payments(items, of_arc)
