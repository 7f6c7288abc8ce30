"""A day with some facts put back to what they were the day before: the counterfactual that tests a cause."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import inf
from typing import Any

from corridors.routing.planner import Planner
from corridors.routing.question import ask, idle_arcs, make_question
from corridors.studies.dated import Fact
from corridors.tables.reading import Row
from corridors.world.availability import closures_by, link_closure
from corridors.world.view import View

__all__ = ["put_back"]


class _Held(View):
    """A view whose events and closures are given, whatever its day says; prices are of the day."""

    def __init__(self, view: View, on: str, events: list[Row], own: Mapping[int, str]) -> None:
        super().__init__(view.core, on, shut=view.shut, opened=view.opened, lifted=view.lifted)
        core = view.core
        closed = closures_by([event for event in events if not event["shipments"]], core.links, core.places) | dict(own)
        # what a view works out of its day stands here as it is given
        self.events = events
        self.closed = {link: why for link, why in closed.items() if link not in view.opened} | view.shut


def put_back(before: View, after: View, facts: Collection[Fact], rules: Mapping[str, Any]) -> Planner:
    """Set up the search of a day as if some facts were still as on the day before.

    Parameters
    ----------
    before, after
        The network on two days.
    facts
        What is put back: it began or ended between the two.
    rules
        The question.
    """
    names = {(fact.kind, fact.id) for fact in facts}
    priced = before.on if any(kind == "prices" for kind, _ in names) else after.on
    ground = before if any(kind == "scenario" for kind, _ in names) else after
    held = _Held(ground, priced, _events(before, after, names), _own(before, after, names))
    planner = ask(held, make_question(**rules))
    _run_services(planner, before, after, names)
    return planner


def _events(before: View, after: View, names: Collection[tuple[str, str]]) -> list[Row]:
    was, now = ({row["id"]: row for row in view.events} for view in (before, after))
    put = {name for kind, name in names if kind == "event"}
    return [row for key, row in {**was, **now}.items() if key in (was if key in put else now)]


def _own(before: View, after: View, names: Collection[tuple[str, str]]) -> dict[int, str]:
    """Give the links that are not in service by their own dates."""
    put = {name for kind, name in names if kind == "link"}
    closed = {}
    for link in after.core.links:
        day = before.on if link.id in put else after.on
        why = link_closure(link, day, after.reference_date)
        if why is not None:
            closed[link.index] = why
    return closed


def _run_services(planner: Planner, before: View, after: View, names: Collection[tuple[str, str]]) -> None:
    """Have services run as on the later day, or, where put back, as on the earlier; prices set the day of the rest."""
    put = {name for kind, name in names if kind == "service"}
    idle = dict(idle_arcs(after, planner.graph))
    for number, arcs in planner.graph.arcs_of_service.items():
        service = after.core.services[number]
        if service.id in put:
            why = service.idle(before.on)
            for arc in arcs:
                idle.pop(arc, None)
                if why is not None:
                    idle[arc] = why
                elif arc in planner.graph.refused:
                    idle[arc] = planner.graph.refused[arc]
    weights = planner.weights
    assert isinstance(weights, list)  # of this view alone, which has no base to share them with
    for arc in {*idle, *planner.idle}:
        link = planner.graph.link_of[arc]
        barred = arc in idle or arc in planner.barred or link in planner.closed or link in planner.unwanted
        weights[arc] = inf if barred else planner._open[arc]
    planner.idle = idle
