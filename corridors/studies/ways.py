"""One way in two networks: where its arcs lie in the other, what shuts them there, and what each part of it takes.

Networks that differ by a scenario or by a day have the same places in the same order; their graphs may have been made
anew, so an arc is found again by its yards and its link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import NamedTuple

from corridors.routes.answer import Found
from corridors.routes.route import Route
from corridors.routes.step import Step
from corridors.routing.graph import RoutingGraph
from corridors.routing.planner import Planner
from corridors.routing.refusal import reasons_along
from corridors.words.kinds import kind_words

__all__ = ["Part", "arcs_in", "in_network", "parts_of", "shut_on"]


class Part(NamedTuple):
    """An element of a route's account, with what it takes."""

    words: str  # such as ``rail UZ``, ``border AF-PK at Torkham``, ``transhipment rail to ferry at Turkmenbashi``
    time_h: float
    cost_usd: float


def found(route: Route) -> Found:
    """Give the search that found a route."""
    answer = route._answer
    assert isinstance(answer, Found)  # nothing here is read from a pickle
    return answer


def arcs_in(route: Route, planner: Planner) -> list[int] | None:
    """Give the arcs of a route's way in another search; None where one of them is not there."""
    own, there = found(route).planner.graph, planner.graph
    if own is there:
        return list(route.arcs)
    arcs = [_same_arc(own, arc, there) for arc in route.arcs]
    return None if None in arcs else [arc for arc in arcs if arc is not None]


def _same_arc(own: RoutingGraph, arc: int, there: RoutingGraph) -> int | None:
    tail, head, link = own.yards[own.tails[arc]], own.yards[own.heads[arc]], own.link_of[arc]
    # most often arcs keep their numbers: only added rows move them
    if (
        arc < there.n_arcs
        and there.link_of[arc] == link
        and there.yards[there.tails[arc]] == tail
        and there.yards[there.heads[arc]] == head
    ):
        return arc
    at = (there.origin_of[tail.place], there.destination_of[tail.place], *there.yards_of_place[tail.place])
    start = next((vertex for vertex in at if vertex >= 0 and there.yards[vertex] == tail), None)
    if start is None:
        return None
    leaving = range(there.offsets[start], there.offsets[start + 1])
    return next((a for a in leaving if there.link_of[a] == link and there.yards[there.heads[a]] == head), None)


def in_network(route: Route, planner: Planner) -> Route | None:
    """Give a route's way as another search accounts for it, open there or not; None where it is not there."""
    answer, arcs = found(route), arcs_in(route, planner)
    return None if arcs is None else Route(planner, answer.root, answer.goal, arcs)


def shut_on(planner: Planner, arcs: Sequence[int]) -> list[str]:
    """Say which stretches of a way may not be used, and why; none where the whole way may."""
    if all(planner.weights[arc] < inf for arc in arcs):
        return []
    return [str(reason) for reason in reasons_along(planner, arcs)]


def parts_of(steps: Iterable[Step], *, whole: bool = True) -> dict[object, Part]:
    """Add up an account by element.

    Parameters
    ----------
    steps
        The account.
    whole
        Whether hauls of one mode in one country are one element; else each stretch is.
    """
    parts: dict[object, Part] = {}
    for step in steps:
        key, words = _element(step, whole=whole)
        old = parts.get(key)
        hours, usd = step.charge.time_h, step.charge.cost_usd
        parts[key] = Part(words, hours + (old.time_h if old else 0.0), usd + (old.cost_usd if old else 0.0))
    return parts


def _element(step: Step, *, whole: bool) -> tuple[object, str]:
    kind = step.charge.kind
    if kind == "haul" and not whole and step.link is not None:
        return ("haul", step.link.id), f"{step.mode} {step.start.name} - {step.end.name}"
    if kind in ("haul", "entry") and step.link is not None:
        by = f" by {step.service_name.partition(':')[0]}" if step.service_name and step.mode != "rail" else ""
        return ("run", step.mode, step.country, by), f"{step.mode} {step.country}{by}"
    if kind == "border":
        return (kind, step.start.id, step.end.id), step.charge.label
    label = step.charge.label
    return (kind, label), label if kind_words(kind).split()[0] in label else f"{kind_words(kind)}: {label}"
