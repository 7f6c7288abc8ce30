"""Alternatives that truly differ, and trade-offs between criteria."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from corridors.charges.choices import Weight
from corridors.errors import OptionError
from corridors.gate.choices import items_of
from corridors.gate.numbers import a_count, a_number
from corridors.gate.quoted import quoted
from corridors.gate.sizes import MOST_WAYS
from corridors.network.calls import is_bare
from corridors.routes.asking import Filters, Unweighed, answer_bare, planner_for, takes
from corridors.routes.route import Route
from corridors.routes.routeset import RouteSet
from corridors.routing.weights import known_weight, weight_key
from corridors.world.gazetteer import PlaceLike

__all__ = ["alternative_routes", "pareto_routes"]

#: What criteria are where none are named.
TIME_AND_COST: tuple[Weight, Weight] = ("time", "cost")


@takes(Filters)
def alternative_routes(
    origin: PlaceLike, destination: PlaceLike, *, k: int = 5, max_overlap: float = 0.6, **asked: Unpack[Filters]
) -> RouteSet:
    """Find the k best routes that truly differ from each other.

    Routes are taken best first; one is kept if the length it shares with each route kept so far is at most
    `max_overlap` of the shorter of the two. A track beside the first, of another gauge or not, counts as shared:
    two routes that differ in nothing but the track are one. A route that leaves a place and comes back to it is
    no alternative; only the best of all may, where nothing better is to be had.

    Where there are so many ways that looking through them in order would take long, the routes after the best
    few are found by making dear what they would share. Then `RouteSet.exact` is false: each overlap is still
    kept, but a shorter route may have been missed.

    Parameters
    ----------
    origin, destination
        Places, as in `shortest_route`.
    k
        How many at most, at least 1.
    max_overlap
        Between 0 and 1. At 1 these are the k best of all.
    **asked
        As in every call.

    Returns
    -------
    RouteSet
        Best first; fewer than `k` if no more were found, and none are left where it is `exact`.

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
    k = a_count("k", k, least=1, most=MOST_WAYS)
    max_overlap = a_number("max_overlap", max_overlap, most=1, give="a share between 0 and 1")
    if is_bare(asked.get("network")):
        bare: RouteSet = answer_bare(alternative_routes, asked, origin, destination, k=k, max_overlap=max_overlap)
        return bare
    from corridors.routing.apart import find_apart

    planner = planner_for(alternative_routes, asked)
    root, goal, _ = planner.path(origin, destination)  # raises where there is no way
    source = planner.graph.origin_of[root.place.index]
    graph, reverse, tails = planner.arrays
    found = find_apart(graph, source, goal.vertex, k, planner.traits, float(max_overlap), reverse, tails)
    routes = [Route(planner, root, goal, arcs.tolist()) for _, arcs in found.ways]
    return RouteSet(root.place, goal.place, routes, kind="alternatives", method=found.method, exact=found.exact)


@takes(Unweighed)
def pareto_routes(
    origin: PlaceLike,
    destination: PlaceLike,
    *,
    criteria: Sequence[Weight] = TIME_AND_COST,
    epsilon: float = 0.0,
    **asked: Unpack[Unweighed],
) -> RouteSet:
    """Find every route that no other route beats in all of two or more criteria.

    Parameters
    ----------
    origin, destination
        Places, as in `shortest_route`.
    criteria
        Two or more different weights, as in `shortest_route`; all weights of a network of bare edges, where it
        has none of the two that are usual.
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
    from corridors.routing.fronts import front_between

    given = criteria
    criteria = () if isinstance(given, (set, frozenset)) else tuple(items_of(given) or ())
    if len(criteria) < 2:
        raise OptionError(f"criteria={quoted(given)}: give two or more criteria")
    epsilon = a_number("epsilon", epsilon, give="a share of at least 0")
    if is_bare(asked.get("network")):
        there = vars(asked["network"])["weights"]
        own = None if criteria == TIME_AND_COST and not {"time", "cost"} & set(there) else criteria
        bare: RouteSet = answer_bare(pareto_routes, asked, origin, destination, criteria=own, epsilon=epsilon)
        return bare
    planner = planner_for(pareto_routes, asked, weight=criteria[0])
    known = [known_weight(weight, planner.core.links) for weight in criteria]
    if len(set(map(weight_key, known))) < len(known):
        raise OptionError(
            f"criteria={quoted(given)} names one twice, and nothing is traded against itself: give others"
        )
    root, goal, _ = planner.path(origin, destination)
    source = planner.graph.origin_of[root.place.index]
    front = front_between(planner.fronts(known), source, goal.vertex, epsilon)
    routes = [Route(planner, root, goal, arcs.tolist()) for _, arcs in front]
    return RouteSet(root.place, goal.place, routes, kind="routes on the front", method="labels", exact=epsilon == 0)
