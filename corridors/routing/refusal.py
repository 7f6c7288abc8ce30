"""Why there is no route, in words: what is shut, not built, not wanted or beyond a limit on the nearest way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corridors.charges.model import Place
from corridors.errors import NoRouteError
from corridors.kernels.adding import total_of
from corridors.routing.grown import Goal, Root
from corridors.routing.layers import LIMITS
from corridors.words.reason import Reason, some_of, with_and

if TYPE_CHECKING:
    from corridors.routing.planner import Planner

__all__ = ["no_route", "reasons_along"]

#: What a limit counts, for one and for several.
_COUNTED = {
    "max_transhipments": ("transhipment", "transhipments"),
    "max_borders": ("border crossing", "border crossings"),
    "max_gauge_changes": ("change of gauge", "changes of gauge"),
}


def no_route(planner: Planner, root: Root, goal: Goal) -> NoRouteError:
    """Say what would have given a route."""
    ends = f"from {root.place.name} to {goal.place.name}"
    asked = "".join(f" by way of {place.name}" for place in planner.stops)
    asked += f" by the {planner.corridor.name}" if planner.corridor else ""
    beyond = planner._beyond_limits(root.place, goal.place)
    if beyond:
        return _limits_leave_none(planner, f"no route {ends}{asked}", root.place, goal.place, beyond)
    # what is shut or unbuilt comes first; only if that is not it, what the caller ruled out
    arcs = planner._nearest(root.place, goal.place, wishes=True)
    arcs = arcs or planner._nearest(root.place, goal.place, wishes=False)
    arcs = arcs or planner._nearest(root.place, goal.place, wishes=False, loads=False)
    if not arcs:
        return NoRouteError(f"no route {ends}{asked}: the network has no links that join them, built or planned")
    reasons = reasons_along(planner, arcs)
    return NoRouteError(
        f"no route {ends}{asked}. The way that comes nearest needs what may not be used:\n  " + "\n  ".join(reasons),
        reasons,
    )


def _limits_leave_none(
    planner: Planner, question: str, origin: Place, destination: Place, arcs: Sequence[int]
) -> NoRouteError:
    """Say which limits a way breaks that keeps all other rules, and how far they would have to go."""
    broken = []
    for name, most in planner.limits.items():
        uses = [sum(charge.kind == LIMITS[name] for charge in charges) for charges in planner.graph.charges]
        count = total_of(uses[arc] for arc in arcs)
        if count > most:
            # the best way may do it more often than need be, and the limit is to be told that would do
            fewest = planner._search(origin, destination, planner._allowed(uses))[1]
            hint = f"; no way has fewer than {fewest:g}" if most < fewest < count else ""
            hint = "; the ways that keep to it break another limit" if fewest <= most else hint
            broken.append(f"{count} {_COUNTED[name][count > 1]} ({name}={most}{hint})")
    small = reasons_along(planner, arcs)
    told = "The limits leave no way: the best one without them "
    told += f"has {with_and(broken)}" if broken else ""
    told += " and " if broken and small else ""
    told += "uses what carries too little (min_capacity_mt_per_year):\n  " + "\n  ".join(small) if small else ""
    return NoRouteError(f"{question}. {told}", [*broken, *small])


def reasons_along(planner: Planner, arcs: Sequence[int]) -> list[Reason]:
    """Say why parts of a way may not be used, those shut for the same reason together."""
    graph, places = planner.graph, planner.core.places
    groups: dict[str, tuple[list[str], list[str], dict[str, None]]] = {}
    for arc in arcs:
        index = graph.link_of[arc]
        reason = (
            planner.closed.get(index) or planner.unwanted.get(index) or planner.barred.get(arc) or planner.idle.get(arc)
        )
        if reason is None:
            continue
        names, links, events = groups.setdefault(str(reason), ([], [], {}))
        start, end = places[graph.yards[graph.tails[arc]].place], places[graph.yards[graph.heads[arc]].place]
        if index >= 0:
            link = planner.core.links[index]
            names.append(f"{start.name} - {end.name} ({link.mode})")
            links.append(link.id)
        else:
            names.append(f"handling at {start.name}")
        events.update(dict.fromkeys(reason.events if isinstance(reason, Reason) else ()))
    return [Reason(f"{some_of(names)}: {reason}", links, events) for reason, (names, links, events) in groups.items()]
