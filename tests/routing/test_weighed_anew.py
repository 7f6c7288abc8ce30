"""Weights of a changed network, made of those without the change: the same as weighed from the start."""

from __future__ import annotations

from typing import Any

import pytest

import corridors as co
from corridors.routing.question import make_question, planner_of
from corridors.routing.weighing import Weighing
from corridors.routing.weights import arc_weights, break_ties, changed_weights, searched_weigher
from tests.micro import micro, micro_tables, rate_row

BASE = micro("A ==10== B ..20.. KZ:C", "A ..45.. KZ:C", links={f"{pair}": {"tracks": 2.0} for pair in (
    "a--b--rail", "b--c--road", "a--c--road")})  # fmt: skip

DRAWING = "A ==10== B ..20.. KZ:C ==31== TM:D"

RATED = micro(DRAWING, rates=[*micro_tables(DRAWING)["rates"], rate_row("detour_km_per_usd", 0.5)], links={
    f"{pair}": {"tracks": 2.0} for pair in ("a--b--rail", "b--c--road", "c--d--rail")})  # fmt: skip

WEIGHTS = ["distance", "time", "cost", "emissions", "generalised", "tracks", {"time": 3.0, "cost": 0.25},
           {"tracks": 7.0, "generalised": 0.5}]  # fmt: skip


def weighing(network: co.Network, weight: Any) -> Weighing:
    return planner_of(network.view, make_question(weight=weight)).weighing


@pytest.mark.parametrize("weight", WEIGHTS, ids=str)
def test_weights_made_of_those_before_are_those_from_the_start(weight: Any) -> None:
    """Arc by arc as well; and the arcs named are all that may differ."""
    longer = BASE.apply(co.Scenario("longer", links={"a--b--rail": {"length_km": 16.5, "tracks": 4.0}}))
    before = weighing(BASE, weight)
    found = weighing(longer, weight)
    links = found.in_force.core.links
    right = arc_weights(found.graph, links, weight, found.in_force)
    told = changed_weights(found.graph, links, weight, found.in_force, before.plain)
    assert told is not None
    after, named = told
    assert after == right
    differ = {arc for arc, value in enumerate(right) if value != before.plain[arc]}
    assert differ
    assert differ <= named <= set(found.graph.arcs_of_link[0])
    searched = break_ties(found.graph, list(right), weight)
    weigh = searched_weigher(found.graph, weight, found.in_force)
    assert [weigh(arc) for arc in range(found.graph.n_arcs)] == searched


@pytest.mark.parametrize("weight", ["tracks", {"tracks": 7.0, "time": 3.0}], ids=str)
def test_a_column_that_is_another_is_read_anew(weight: Any) -> None:
    """Where nothing else of its link is, and of no link besides."""
    links: dict[str, dict[str, Any]] = {"a--c--road": {"tracks": 4.0}, "a--b--rail": {"notes": "as before"}}
    wider = BASE.apply(co.Scenario("wider", links=links))
    before, found = weighing(BASE, weight), weighing(wider, weight)
    rows = found.in_force.core.links
    told = changed_weights(found.graph, rows, weight, found.in_force, before.plain)
    assert told is not None
    after, named = told
    assert after == arc_weights(found.graph, rows, weight, found.in_force) != before.plain
    assert named == set(found.graph.arcs_of_link[2])
    hours = arc_weights(found.graph, rows, "time", found.in_force)
    assert changed_weights(found.graph, rows, "time", found.in_force, hours) == (hours, frozenset())


@pytest.mark.parametrize("weight", WEIGHTS, ids=str)
@pytest.mark.parametrize("parameter", ["value_of_time_usd_per_h", "detour_km_per_usd"])
def test_a_rate_that_weighs_every_arc_leaves_none_as_it_was(parameter: str, weight: Any) -> None:
    """What an hour is worth, and how far one goes to save a dollar, where the criterion asks for it."""
    dearer = co.Change("rates", {"parameter": parameter}, {"central": "*3"})
    slower = {"a--b--rail": {"length_km": 16.5}}
    before = weighing(RATED, weight)
    found = weighing(RATED.apply(co.Scenario("dearer", changes=(dearer,), links=slower)), weight)
    graph, links = found.graph, found.in_force.core.links
    right = arc_weights(graph, links, weight, found.in_force)
    searched = break_ties(graph, list(right), weight)
    assert list(found.plain) == right
    assert list(found.open) == found.weights == searched
    others = {arc for arc, value in enumerate(searched) if value != before.open[arc]} - set(graph.arcs_of_link[0])
    asked = "generalised" in weight if parameter.startswith("value") else weight == "distance"
    assert bool(others) == asked


def test_without_a_base_nothing_is_made_of_weights_before() -> None:
    """The network itself is weighed from the start."""
    found = weighing(BASE, "time")
    assert changed_weights(found.graph, found.in_force.core.links, "time", found.in_force, found.plain) is None
