"""Alternatives that truly differ, and trade-offs between criteria."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import inf, isinf
from typing import Unpack

from corridors.charges.choices import Weight
from corridors.errors import OptionError
from corridors.gate.numbers import a_count, a_number
from corridors.gate.quoted import quoted
from corridors.network.calls import is_bare
from corridors.routes.asking import Filters, Unweighed, answer_bare, planner_for, takes
from corridors.routes.route import Route
from corridors.routes.routeset import RouteSet
from corridors.routing.planner import Planner
from corridors.routing.weights import arc_weights, known_weight, weight_key
from corridors.world.gazetteer import PlaceLike

__all__ = ["alternative_routes", "pareto_routes"]

#: So many of the plain k shortest paths are looked through for ones that differ enough; beyond, the best ways
#: over each link take their place.
MOST_PATHS = 256


@takes(Filters)
def alternative_routes(
    origin: PlaceLike, destination: PlaceLike, *, k: int = 5, max_overlap: float = 0.6, **asked: Unpack[Filters]
) -> RouteSet:
    """Find the k best routes that truly differ from each other.

    Routes are taken best first; one is kept if the length it shares with each route kept so far is at most
    `max_overlap` of the shorter of the two. A track of another gauge beside the first counts as shared.

    Parameters
    ----------
    origin, destination
        Places, as in `shortest_route`.
    k
        How many at most, at least 1.
    max_overlap
        Between 0 and 1. At 1 the plain k shortest loopless paths are given; parallel links count as different.
        Below, the first 256 of these are looked through; if they hold too few, the best ways over each
        further link follow.
    **asked
        As in every call.

    Returns
    -------
    RouteSet
        Best first; fewer than `k` if there are no more.

    Raises
    ------
    UnknownPlaceError, OptionError, NoRouteError
        As in `shortest_route`.

    Examples
    --------
    >>> import corridors as co
    >>> routes = co.alternative_routes("Tashkent", "Poti", k=3, weight="cost", max_overlap=0.6)
    >>> len(routes)
    3
    """
    k = a_count("k", k, least=1)
    max_overlap = a_number("max_overlap", max_overlap, most=1, give="a share between 0 and 1")
    if is_bare(asked.get("network")):
        bare: RouteSet = answer_bare(alternative_routes, asked, origin, destination, k=k, max_overlap=max_overlap)
        return bare
    planner = planner_for(alternative_routes, asked)
    root, goal, _ = planner.path(origin, destination)  # raises where there is no way
    source, target = planner.graph.origin_of[root.place.index], goal.vertex
    if max_overlap == 1:
        chosen = _k_shortest(planner, source, target, k)
    else:
        chosen = _different(planner, source, target, k, max_overlap)
    routes = [Route(planner, root, goal, arcs) for arcs in chosen]
    return RouteSet(root.place, goal.place, routes, kind="alternatives")


@takes(Unweighed)
def pareto_routes(
    origin: PlaceLike,
    destination: PlaceLike,
    *,
    criteria: Sequence[Weight] = ("time", "cost"),
    epsilon: float = 0.0,
    **asked: Unpack[Unweighed],
) -> RouteSet:
    """Find every route that no other route beats in all of two or three criteria.

    Parameters
    ----------
    origin, destination
        Places, as in `shortest_route`.
    criteria
        Two or three different weights, as in `shortest_route`.
    epsilon
        At 0 the front is complete (of routes with equal sums one is given). Above, every route is matched by
        one given that is worse in no criterion by more than this share: a smaller front, sooner.
    **asked
        As in every call.

    Returns
    -------
    RouteSet
        Sorted by the first criterion.

    Raises
    ------
    UnknownPlaceError, OptionError, NoRouteError
        As in `shortest_route`.

    Examples
    --------
    >>> import corridors as co
    >>> front = co.pareto_routes("Tashkent", "Poti", criteria=("time", "cost"))
    >>> front[0].time_h <= front[-1].time_h and front[0].cost_usd >= front[-1].cost_usd
    True
    """
    import numpy as np

    from corridors.kernels.pareto import pareto_paths

    given = criteria
    criteria = (
        ()
        if isinstance(given, (str, bytes, Mapping, set, frozenset)) or not isinstance(given, Iterable)
        else tuple(given)
    )
    if len(criteria) not in (2, 3):
        raise OptionError(f"criteria={quoted(given)}: give two or three criteria")
    epsilon = a_number("epsilon", epsilon, give="a share of at least 0")
    planner = planner_for(pareto_routes, asked, weight=criteria[0])
    known = [known_weight(weight, planner.core.links) for weight in criteria]
    if len(set(map(weight_key, known))) < len(known):
        raise OptionError(
            f"criteria={quoted(given)} names one twice, and nothing is traded against itself: give others"
        )
    root, goal, _ = planner.path(origin, destination)
    arrays = planner.arrays
    rows = np.array([arc_weights(planner.graph, planner.core.links, weight, planner.in_force) for weight in known])
    rows[:, np.isinf(arrays.graph.weights)] = inf
    source = planner.graph.origin_of[root.place.index]
    front = pareto_paths(arrays.graph, rows, source, goal.vertex, epsilon=epsilon, reverse=arrays.reverse)
    routes = [Route(planner, root, goal, arcs) for _, arcs in front]
    return RouteSet(root.place, goal.place, routes, kind="routes on the front")


def _k_shortest(planner: Planner, source: int, target: int, k: int) -> list[list[int]]:
    from corridors.kernels.yen import k_shortest_paths

    arrays = planner.arrays
    paths = k_shortest_paths(arrays.graph, source, target, k, arrays.reverse, arrays.tails)
    return [arcs.tolist() for _, arcs in paths]


def _different(planner: Planner, source: int, target: int, k: int, max_overlap: float) -> list[list[int]]:
    """Look through more and more of the k shortest paths, then through the best way over each link."""
    chosen: list[list[int]] = []
    asked = 4 * k
    while True:
        paths = _k_shortest(planner, source, target, min(asked, MOST_PATHS))
        chosen = _greedy(planner, paths, [], k, max_overlap)
        if len(chosen) == k or len(paths) < asked:
            break
        asked *= 4
    if len(chosen) < k and len(paths) == MOST_PATHS:
        chosen = _greedy(planner, _over_each_link(planner, source, target), chosen, k, max_overlap)
    return chosen


def _greedy(
    planner: Planner, paths: Iterable[list[int]], chosen: list[list[int]], k: int, max_overlap: float
) -> list[list[int]]:
    kept = list(chosen)
    lengths = [_lengths(planner, arcs) for arcs in kept]
    for arcs in paths:
        if len(kept) == k:
            break
        own = _lengths(planner, arcs)
        if all(_overlap(own, other) <= max_overlap for other in lengths) and arcs not in kept:
            kept.append(arcs)
            lengths.append(own)
    return kept


def _lengths(planner: Planner, arcs: Sequence[int]) -> dict[object, float]:
    """Give the length of each stretch; links alike in mode, length and ends lie side by side: one stretch."""
    links = planner.core.links
    used = (links[link] for arc in arcs if (link := planner.graph.link_of[arc]) >= 0)
    return {(k.mode, frozenset((k.start, k.end)), k.length_km): k.length_km for k in used}


def _overlap(one: dict[object, float], other: dict[object, float]) -> float:
    shared = sum(km for stretch, km in one.items() if stretch in other)
    return shared / min(sum(one.values()), sum(other.values()))


def _over_each_link(planner: Planner, source: int, target: int) -> list[list[int]]:
    """Give the best way over each arc, best first, leaving out ways that pass a vertex twice."""
    from corridors.kernels.dijkstra import tree_to

    arrays = planner.arrays
    graph, tails = planner.graph, planner.graph.tails
    onward = tree_to(arrays.graph, target, arrays.reverse).tolist()
    there = planner.tree(source)
    candidates: list[tuple[float, int]] = []
    for arc, head in enumerate(graph.heads):
        total = there.distance[tails[arc]] + planner.weights[arc] + onward[head]
        if graph.link_of[arc] >= 0 and not isinf(total):
            candidates.append((total, arc))
    return [path for _, arc in sorted(candidates) if (path := _way_over(planner, there.arc, onward, arc, target))]


def _way_over(
    planner: Planner, arc_to: Sequence[int], onward: Sequence[float], arc: int, target: int
) -> list[int] | None:
    graph = planner.graph
    path = [arc]
    before = arc_to[graph.tails[arc]]
    while before >= 0:
        path.append(before)
        before = arc_to[graph.tails[before]]
    path.reverse()
    vertex = graph.heads[arc]
    while vertex != target:
        out = range(graph.offsets[vertex], graph.offsets[vertex + 1])
        step = min(out, key=lambda a: planner.weights[a] + onward[graph.heads[a]])
        path.append(step)
        vertex = graph.heads[step]
        if len(path) > graph.n_vertices:  # a circle of weightless arcs
            return None
    visited = {graph.tails[a] for a in path}
    return path if len(visited) == len(path) else None
