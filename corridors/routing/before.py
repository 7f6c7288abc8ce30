"""What a search for a changed network takes over of the search for the same without the changes.

A best way on which nothing changes stays the best where no way over what has come to weigh less can be as good; where
that is not told, trees are made of those before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf
from typing import TYPE_CHECKING

from corridors.charges.model import Place
from corridors.errors import CorridorsError
from corridors.kernels.adding import total_of
from corridors.routing.growing import is_ready, tree_of
from corridors.routing.grown import Goal, Grown, Root
from corridors.routing.layers import Plan
from corridors.routing.repair import repaired
from corridors.routing.search import Tree, layer_seeds, layered_trees
from corridors.world.gazetteer import PlaceLike

if TYPE_CHECKING:
    from corridors.routing.planner import Planner

__all__ = ["layer_by_layer", "nearest_before", "nearest_grown", "nearest_weight", "nearest_weights", "way_before"]

#: More than any rounding of a sum of hundreds of weights.
_ROUNDED = 1e-9

#: Added for each blocked link when looking for what stands in the way: fewest blocked links first.
_BLOCKED = 1e9

#: Where a corridor must be used, fewest blocked links would mean crossing its gateway and turning round, so
#: there a blocked link merely weighs this many times its own weight: the corridor as if it were open.
_BLOCKED_IN_CORRIDOR = 1.5


def way_before(planner: Planner, origin: PlaceLike, destination: PlaceLike) -> tuple[Root, Goal, list[int]] | None:
    """Give the way without the changes of a scenario, where it is the best with them; None where that is not told.

    A best way on which nothing changes stays the best where no way over what has come to weigh less can be as good,
    and where there was none, there is none.
    """
    like = planner._like
    if like is None:
        return None
    try:
        root, goal, arcs = like._way(origin, destination)
    except CorridorsError:
        return None
    near = root.end is not None  # of both ends, where one is a point: the tariff of its lorry may have changed
    if near or not planner.weighing.changed.isdisjoint(arcs):
        return None
    lighter = planner.weighing.lighter
    if lighter:
        ends = planner.graph.origin_of[root.place.index], goal.vertex
        least = like.weighing.least_by(*ends, lighter, planner.weights.__getitem__, blocked=True)
        if not _beyond(least, total_of(like.weights[arc] for arc in arcs) if arcs else inf):
            return None
    return root, goal, arcs


def nearest_before(
    planner: Planner, origin: Place, destination: Place, *, wishes: bool, loads: bool
) -> list[int] | None:
    """Give the way that came nearest without the changes of a scenario, where it still does, as `way_before`."""
    like = planner._like
    if like is None:
        return None
    heavier, lighter = set(), []
    for arc in planner.weighing.touched:
        now, before = (nearest_weight(each, arc, wishes=wishes, loads=loads) for each in (planner, like))
        if now < before:
            lighter.append(arc)
        elif now > before:
            heavier.add(arc)
    arcs = like._nearest(origin, destination, wishes=wishes, loads=loads)
    if not heavier.isdisjoint(arcs) or not set(lighter).isdisjoint(arcs):
        return None
    if lighter:
        ends = planner.graph.origin_of[origin.index], planner.graph.destination_of[destination.index]

        def weigh(arc: int) -> float:
            return nearest_weight(planner, arc, wishes=wishes, loads=loads)

        least = like.weighing.least_by(*ends, lighter, weigh, blocked=False)
        known = (nearest_weight(like, arc, wishes=wishes, loads=loads) for arc in arcs)
        if not _beyond(least, total_of(known) if arcs else inf):
            return None
    return arcs


def nearest_grown(planner: Planner, origin: Place, *, wishes: bool, loads: bool) -> Grown:
    """Grow the trees of `_nearest`, or make them of those without the changes of a scenario."""
    weights = nearest_weights(planner, wishes=wishes, loads=loads)
    like, graph, plan = planner._like, planner.graph, planner._unlimited
    before = None if like is None else like._nearest_trees.held.get((origin.index, wishes, loads))
    if like is None or before is None or plan.counted:
        return planner._trees(origin, weights, plan)
    source, old = graph.origin_of[origin.index], before[0]
    weights_before = nearest_weights(like, wishes=wishes, loads=loads)
    net = planner.weighing.net()._replace(weights=weights)

    def grow(number: int, seeds: Mapping[int, float]) -> Tree:
        sown: Mapping[int, float] = {source: 0.0}
        if number:
            sown, _ = layer_seeds(graph.heads, graph.tails, weights_before, old, plan.layers[number - 1])
        tree = None if is_ready() else repaired(net, old[number], planner.weighing.touched, seeds, sown)
        return tree_of(graph, weights, [(d, v) for v, d in seeds.items()]) if tree is None else tree

    return layered_trees(graph.offsets, graph.heads, graph.tails, weights, source, plan.layers, grow=grow)


def layer_by_layer(planner: Planner, place: Place, plan: Plan) -> Callable[[int, Mapping[int, float]], Tree]:
    """Grow the layers of an origin: the first is shared by all searches, the others made of the base's."""
    weighing, graph = planner.weighing, planner.graph
    like = planner._like
    before = like.root(place.id).trees if like is not None else []

    def grow(number: int, seeds: Mapping[int, float]) -> Tree:
        if number == 0:
            return weighing.tree(next(iter(seeds)))
        tree = None
        if before and like is not None:
            sown, _ = layer_seeds(graph.heads, graph.tails, like.weights, before, plan.layers[number - 1])
            tree = weighing.again(before[number], seeds, sown)
        if tree is None:
            tree = tree_of(graph, planner.weights, [(d, v) for v, d in seeds.items()])
        return tree

    return grow


def _beyond(least: float, weight: float) -> bool:
    """Whether what weighs at least so much is no match for a way, however sums are rounded."""
    return least == inf or least > weight * (1 + _ROUNDED)


def nearest_weight(planner: Planner, arc: int, *, wishes: bool, loads: bool) -> float:
    """Weigh one arc as `nearest_weights` does."""
    link, weight = planner.graph.link_of[arc], planner._open[arc]
    unwanted = (arc in planner.barred) + (link in planner.unwanted)
    if (wishes and unwanted) or (loads and arc in planner.graph.refused):
        return inf
    for _ in range((arc in planner.idle) + (link in planner.closed) + unwanted):
        weight = weight + _BLOCKED if planner.corridor is None else weight * _BLOCKED_IN_CORRIDOR
    return weight


def nearest_weights(planner: Planner, *, wishes: bool, loads: bool) -> list[float]:
    """Weigh what is blocked as dear as it is unwelcome."""
    weights = list(planner._open)
    arcs_of = planner.graph.arcs_of_link
    closed = [*planner.idle, *(arc for link in planner.closed for arc in arcs_of[link])]
    unwanted = [*planner.barred, *(arc for link in planner.unwanted for arc in arcs_of[link])]
    for arc in (*closed, *unwanted):
        if planner.corridor is None:
            weights[arc] += _BLOCKED
        else:
            weights[arc] *= _BLOCKED_IN_CORRIDOR
    if wishes:
        for arc in unwanted:
            weights[arc] = inf
    for arc in planner.graph.refused if loads else ():
        weights[arc] = inf
    return weights
