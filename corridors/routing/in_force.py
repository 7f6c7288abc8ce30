"""The charges of an arc as they are on a date: with the capacities that restrictions leave."""

from __future__ import annotations

from collections.abc import Sequence

from corridors.charges.tariff import Charge, worst_grade
from corridors.routing.graph import RoutingGraph
from corridors.tables.reading import Row
from corridors.world.core import Core
from corridors.world.restrictions import capacity_left, link_capacity_left

__all__ = ["charges_in_force"]


def charges_in_force(core: Core, graph: RoutingGraph, arc: int, events: Sequence[Row]) -> Sequence[Charge]:
    """Give the charges of an arc with the capacities that restrictions leave, and say on whose word."""
    charges = graph.charges[arc]
    if not events:
        return charges
    return [_limited(core, graph, arc, charge, events) for charge in charges]


def _limited(core: Core, graph: RoutingGraph, arc: int, charge: Charge, events: Sequence[Row]) -> Charge:
    capacity, index = charge.capacity_mt_per_year, graph.link_of[arc]
    if charge.kind == "haul":
        factor, binding = link_capacity_left(core, core.links[index], events)
        # nothing left is nothing, even where it is not known of how much
        capacity = 0.0 if factor == 0 else capacity
    elif capacity is not None:
        before, after = graph.yards[graph.tails[arc]], graph.yards[graph.heads[arc]]
        places = {core.places[yard.place].id for yard in (before, after)}
        # an operation between two modes is bound by the one that is restricted more
        modes = sorted({before.mode, after.mode} - {"origin", "destination"})
        factor, binding = min((capacity_left(events, mode, places) for mode in modes), key=lambda left: left[0])
    if capacity is None or not binding:
        return charge
    return charge._replace(
        capacity_mt_per_year=capacity * factor,
        capacity_grade=worst_grade((charge.capacity_grade, "derived", *(event["grade"] for event in binding))),
        capacity_sources=tuple(dict.fromkeys((*charge.capacity_sources, *(s for e in binding for s in e["source"])))),
    )
