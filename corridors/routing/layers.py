"""What a route must pass and how often it may do a thing, as layers of the routing graph.

A layer is a copy of the graph for one state of affairs: how many of the stops are behind, which gateways of
the corridor have been crossed, how many transhipments, borders and gauge changes were used. An arc that
changes the state leads up into another layer, so the search over all layers is exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from corridors.charges.model import Place
from corridors.errors import OptionError
from corridors.routing.graph import RoutingGraph
from corridors.routing.search import Layer
from corridors.world.core import Corridor

__all__ = ["LIMITS", "Plan", "make_plan"]

#: What can be limited, and the charge by which an arc is known to do it.
LIMITS = {
    "max_transhipments": "transhipment",
    "max_borders": "border",
    "max_gauge_changes": "gauge_change",
}

#: Layers that are built at most: some seconds, and a few hundred megabytes.
_MOST_STATES = 4_000

_State = tuple[int, frozenset[int], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """Layers above the first, and the arcs that may only be used to change layers."""

    layers: tuple[Layer, ...] = ()
    counted: tuple[int, ...] = field(default=())


def make_plan(
    graph: RoutingGraph,
    stops: Sequence[Place],
    corridor: Corridor | None,
    limits: Mapping[str, int],
) -> Plan:
    """Build layers for every combination of stops passed, gateways crossed and limited things done."""
    if not stops and corridor is None and not limits:
        return Plan((), ())
    groups = corridor.gateways if corridor else ()
    _refuse_too_many(len(stops) + 1 << len(groups), limits)
    uses = _uses(graph, limits)
    moves = _moves(graph, groups, uses, (0,) * len(limits))
    subsets = [
        frozenset(subset) for size in range(len(groups) + 1) for subset in combinations(range(len(groups)), size)
    ]
    counts = list(product(*(range(most + 1) for most in limits.values())))
    states: list[_State] = list(product(range(len(stops) + 1), subsets, counts))
    number = {state: index for index, state in enumerate(states)}
    layers = []
    for passed, crossed, used in states[1:]:
        entries: list[tuple[int, Sequence[int], Sequence[int]]] = []
        if passed > 0:
            yards = graph.yards_of_place[stops[passed - 1].index]
            entries.append((number[passed - 1, crossed, used], (), yards))
        for (counts_for, use), arcs in moves.items():
            before = tuple(n - u for n, u in zip(used, use, strict=True))
            if min(before, default=0) < 0:
                continue
            for lower in subsets:
                if lower | counts_for == crossed and (lower != crossed or any(use)):
                    entries.append((number[passed, lower, before], arcs, ()))
        layers.append(Layer(tuple(entries)))
    if limits:
        layers.append(_collector(graph, states, number, subsets[-1]))
    return Plan(tuple(layers), tuple(sorted(uses)))


def _refuse_too_many(states: int, limits: Mapping[str, int]) -> None:
    """Refuse limits so wide that counting up to them would take minutes and gigabytes.

    Raises
    ------
    OptionError
        With what would be enough: no way through the network does a thing as often.
    """
    for most in limits.values():
        states *= most + 1
    if states > _MOST_STATES:
        told = ", ".join(f"{name}={most}" for name, most in limits.items())
        raise OptionError(
            f"{told}: to count so far takes {states:,} layers of the network, of at most {_MOST_STATES:,}; give "
            "numbers that could bind, such as 10, and leave out what may be as often as it takes"
        )


def _collector(
    graph: RoutingGraph, states: Sequence[_State], number: Mapping[_State, int], everything: frozenset[int]
) -> Layer:
    """Make the last layer, entered at the destinations from every state in which all has been passed."""
    last = states[-1][0]
    ends = [number[state] for state in states if state[0] == last and state[1] == everything]
    return Layer(tuple((end, (), graph.destination_of) for end in ends))


def _uses(graph: RoutingGraph, limits: Mapping[str, int]) -> dict[int, tuple[int, ...]]:
    """Map the arcs that do a limited thing to how often they do each."""
    uses: dict[int, tuple[int, ...]] = {}
    if not limits:
        return uses
    kinds = [LIMITS[name] for name in limits]
    for arc, charges in enumerate(graph.charges):
        use = tuple(sum(charge.kind == kind for charge in charges) for kind in kinds)
        if any(use):
            uses[arc] = use
    return uses


def _moves(
    graph: RoutingGraph,
    groups: Sequence[frozenset[int]],
    uses: Mapping[int, tuple[int, ...]],
    nothing: tuple[int, ...],
) -> dict[tuple[frozenset[int], tuple[int, ...]], list[int]]:
    """Group the arcs that change the state by what they change: gateway groups crossed, things done.

    A link may stand in several groups, and then crossing it counts for all of them.
    """
    gateways: frozenset[int] = frozenset().union(*groups)
    moves: dict[tuple[frozenset[int], tuple[int, ...]], list[int]] = {}
    for arc in sorted({arc for link in gateways for arc in graph.arcs_of_link[link]} | uses.keys()):
        link, use = graph.link_of[arc], uses.get(arc, nothing)
        counts_for = frozenset(number for number, group in enumerate(groups) if link in group)
        moves.setdefault((counts_for, use), []).append(arc)
    return moves
