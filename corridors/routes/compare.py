"""Comparing corridors: the best way through each, a row each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import Any, Unpack

from corridors.charges.model import Place
from corridors.errors import NoRouteError, OptionError
from corridors.network.network import Network
from corridors.routes.asking import Asked, check_names, own_defaults, split, takes
from corridors.routes.columns import DIRECT, LORRY
from corridors.routes.comparison import Comparison, ComparisonRow
from corridors.routes.route import Route
from corridors.routing.planner import Planner
from corridors.routing.weights import weight_name
from corridors.world.core import Corridor
from corridors.world.gazetteer import PlaceLike
from corridors.world.selection import as_tuple, modes_of, some_of

__all__ = ["Comparison", "ComparisonRow", "compare_corridors"]

#: How lorries travel.
_BY_LORRY = ("road", "ferry")

_ALIKE = 1e-9  # two weights nearer than this share are those of one way


@takes(Asked, weight="cost")
def compare_corridors(
    origin: PlaceLike,
    destinations: PlaceLike | Iterable[PlaceLike],
    *,
    corridors: str | Iterable[str] | None = None,
    max_detour: float = 1.75,
    max_stretch: float = 2.5,
    **asked: Unpack[Asked],
) -> Comparison:
    """Find the best way through each corridor, a row each.

    Parameters
    ----------
    origin
        A place, as in `shortest_route`.
    destinations
        One place or several; one named twice counts once.
    **asked
        As in every call.
    corridors
        Ids or names of corridors; all by default.
    max_detour, max_stretch
        Ways that weigh more than `max_detour` times the best of all, or that are more than `max_stretch`
        times as long as the shortest, are no alternatives and are left out; infinity keeps them. So are
        ways that would pass a place twice to touch the corridor. The best of all always stays.

    Returns
    -------
    Comparison
        Found ways first, then those that are shut or not built, with the reason. Unless `corridors` or `modes` rule
        it out, the way by lorries is among them (``lorry``), however dear: the same weight, by road and ferry alone.

    Raises
    ------
    UnknownPlaceError, OptionError
        As in `shortest_route`.

    Examples
    --------
    >>> import corridors as co
    >>> table = co.compare_corridors("Tashkent", ["Poti"])
    >>> {row.corridor for row in table if row.route} >= {"casca", "middle-corridor", "lorry"}
    True
    """
    check_names(compare_corridors, asked)
    network, rules = split(asked)
    for name, factor in (("max_detour", max_detour), ("max_stretch", max_stretch)):
        if isinstance(factor, bool) or not isinstance(factor, (int, float)) or not factor >= 1:
            raise OptionError(f"{name}={factor!r}: give a factor of at least 1")
    chosen = _chosen(network, corridors)
    options = own_defaults(compare_corridors) | rules
    free = network.planner(**options)
    rows = []
    targets = as_tuple(destinations)
    if not targets:
        raise OptionError("destinations is empty: give at least one place")
    different: dict[int, object] = {}
    for target in targets:  # the same place in two spellings is one destination
        different.setdefault(free.goal(target).place.index, target)  # type: ignore[arg-type]
    for destination in different.values():
        rows += _rows(network, free, origin, destination, chosen, options, (max_detour, max_stretch), corridors)
    return Comparison(
        free.root(origin).place,
        rows,
        weight=weight_name(free.weight),
        shipment=free.graph.shipment,
        service=free.graph.tariff.service,
        scope=free.graph.tariff.scope,
        on=network.on,
    )


def _chosen(network: Network, corridors: str | Iterable[str] | None) -> list[Corridor]:
    core = network._core
    if corridors is None:
        return list(core.corridors)
    chosen: list[Corridor] = []
    for name in some_of("corridors", corridors, (corridor.id for corridor in core.corridors)):
        corridor = core.corridor(name) if isinstance(name, str) else None
        if corridor is None:
            known = ", ".join(c.id for c in core.corridors)
            raise OptionError(f"no corridor is called {name!r}: there are {known}")
        if corridor not in chosen:
            chosen.append(corridor)
    return chosen


def _rows(
    network: Network,
    free: Planner,
    origin: PlaceLike,
    destination: Any,
    chosen: Sequence[Corridor],
    options: dict[str, Any],
    factors: tuple[float, float],
    named: object,
) -> list[ComparisonRow]:
    goal = free.goal(destination).place
    best: Route | None = None
    least = limit = longest = inf
    try:
        best = Route(free, *free.path(origin, destination))
        least = free.weigh(best.arcs)
        limit = factors[0] * least
        short = network.planner(**options | {"weight": "distance"})
        longest = factors[1] * short.distance(origin, destination)
    except NoRouteError as error:
        nothing = ComparisonRow(goal, DIRECT, "no corridor", None, error.reasons or (str(error),))

    def sensible(planner: Planner, arcs: Sequence[int]) -> bool:
        weight = planner.weigh(arcs)
        if weight <= least * (1 + _ALIKE):  # the best of all is no bad way, however long
            return True
        return weight <= limit and planner.kilometres(arcs) <= longest and not planner.doubles_back(arcs)

    found, refused = [], []
    for corridor in chosen:
        planner = network.planner(corridor=corridor.id, **options)
        try:
            route = Route(planner, *planner.path(origin, destination))
        except NoRouteError as error:
            arcs = planner.nearest(origin, destination)
            if arcs and sensible(planner, arcs):
                refused.append(ComparisonRow(goal, corridor.id, corridor.name, None, error.reasons))
            continue
        if sensible(planner, route.arcs):
            found.append((planner.weigh(route.arcs), ComparisonRow(goal, corridor.id, corridor.name, route)))
    if named is None:
        found += _by_lorry(network, origin, destination, goal, options)
    found.sort(key=lambda pair: pair[0])
    rows = [row for _, row in found]
    if best is not None and named is None and not (found and found[0][0] <= least * (1 + _ALIKE)):
        rows.insert(0, ComparisonRow(goal, DIRECT, "no named corridor", best))
    if not rows and not refused and best is None:
        rows.append(nothing)
    return rows + refused


def _by_lorry(
    network: Network, origin: PlaceLike, destination: PlaceLike, goal: Place, options: dict[str, Any]
) -> list[tuple[float, ComparisonRow]]:
    """Give the best way by lorries and what it weighs; nothing where none leads there or no road is wanted."""
    wanted = modes_of(options.get("modes"))
    modes = [mode for mode in _BY_LORRY if not wanted or mode in wanted]
    if "road" not in modes:
        return []
    planner = network.planner(**options | {"modes": modes})
    try:
        route = Route(planner, *planner.path(origin, destination))
    except NoRouteError:
        return []
    if "road" not in route.modes:
        return []
    return [(planner.weigh(route.arcs), ComparisonRow(goal, LORRY, "by lorry", route))]
