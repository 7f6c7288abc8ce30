"""What a changed network takes over: one arc weighs what it does among all, and what is blocked is as dear as it is."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.routing.before import _beyond, nearest_weight, nearest_weights
from corridors.routing.planner import Planner
from corridors.routing.question import make_question, planner_of
from tests.micro import corridor_rows, micro, service
from tests.strategies import Question, questions


def planner(network: co.Network, **rules: Any) -> Planner:
    return planner_of(network.view, make_question(**rules))


@given(questions(most_services=2), st.data(), st.booleans(), st.booleans())
def test_one_arc_weighs_what_it_weighs_among_all(
    question: Question, data: st.DataObject, wishes: bool, loads: bool
) -> None:
    """Whatever is shut, not wanted, too small or not carried, and whether the wishes count."""
    network = question.drawing.network()
    ids = [link.id for link in network._core.links]
    shut = data.draw(st.lists(st.sampled_from(ids), max_size=2), label="shut")
    rules: dict[str, Any] = {"shipment": data.draw(st.sampled_from(["feu", "wagon"])), "weight": "time"}
    rules |= data.draw(st.sampled_from([{}, {"modes": ["rail", "ferry"]}, {"min_capacity_mt_per_year": 5.0}]))
    found = planner(network.without(*shut), **rules)
    every = nearest_weights(found, wishes=wishes, loads=loads)
    each = [nearest_weight(found, arc, wishes=wishes, loads=loads) for arc in range(found.graph.n_arcs)]
    assert each == every


@pytest.mark.parametrize("wishes", [True, False])
@pytest.mark.parametrize("corridor", [None, "silk"])
def test_each_reason_makes_a_link_dearer_and_a_wish_makes_it_infinite(*, wishes: bool, corridor: str | None) -> None:
    """By so much that fewest blocked links come first; by half as much again where a corridor must be used."""
    planned = {
        "b--c--rail": {"status": "planned", "expected": "2040"},
        "c--d--road": {"status": "planned", "expected": "2040"},
    }
    network = micro("A ==1== B ==1== C ..1.. D", links=planned, **corridor_rows("silk", [["a--b--rail"]]))
    found = planner(network, modes=["rail"], corridor=corridor)
    weights = nearest_weights(found, wishes=wishes, loads=True)
    for link, reasons, wished in ((0, 0, False), (1, 1, False), (2, 2, True)):
        for arc in found.graph.arcs_of_link[link]:
            usual = found.weighing.open[arc]
            dear = usual + reasons * 1e9 if corridor is None else usual * 1.5**reasons
            assert weights[arc] == (inf if wished and wishes else pytest.approx(dear))


def test_what_no_vessel_takes_is_infinite_where_loads_count() -> None:
    """And is not, where it is asked what else would do."""
    feeder = service("feeder", "B ~ C", carries=("container",))
    network = micro("A ==1== B ~~1~~ C", services=[feeder])
    found = planner(network, shipment="wagon")
    refused = set(found.graph.refused)
    assert refused
    with_loads, without = (nearest_weights(found, wishes=True, loads=loads) for loads in (True, False))
    assert all(with_loads[arc] == inf for arc in refused)
    assert all(without[arc] < inf for arc in refused)
    with pytest.raises(co.NoRouteError):
        co.shortest_route("A", "C", network=network, shipment="wagon")


RULES: list[dict[str, Any]] = [{}, {"via": ["B"]}, {"corridor": "silk"}, {"weight": "time", "modes": ["rail"]}]


@pytest.mark.parametrize("rules", RULES, ids=str)
def test_a_search_under_a_scenario_rests_on_the_same_search_without_it(rules: dict[str, Any]) -> None:
    """Whatever is asked, for then it takes over all trees that the scenario leaves alone."""
    network = micro("A ==1== B ==1== C", "A ..5.. C", **corridor_rows("silk", [["a--b--rail"]]))
    changed = network.apply(co.Scenario("slower", links={"b--c--rail": {"length_km": 2.0}}))
    assert planner(changed, **rules)._like is planner(network, **rules)
    assert planner(network, **rules)._like is None
    assert planner(changed, **rules, max_borders=1)._like is None


def test_a_search_for_what_only_a_scenario_brings_rests_on_none() -> None:
    """A corridor of other links, or a stop that is not there without it, is another search."""
    network = micro("A ==1== B ==1== C", "A ..5.. C")
    row = {"id": "d", "name": "D", "country": "UZ", "lat": 40.0, "lon": 60.01, "kind": "city"}
    link = {"id": "b--d--rail", "from": "b", "to": "d", "mode": "rail", "gauge_mm": 1520, "length_km": 1.0}
    changed = network.apply(co.Scenario("built", add={"places": (row,), "links": (link,)}))
    found = planner(changed, via=["D"])
    assert found._like is None
    assert [place.id for place in co.shortest_route("A", "C", via=["D"], network=changed).places] == list("abdbc")


@pytest.mark.parametrize(
    ("least", "weight", "beyond"),
    [(inf, inf, True), (inf, 1.0, True), (1.0, 1.0, False), (1.0, inf, False), (0.0, 0.0, False), (1.1, 1.0, True),
     (0.9, 1.0, False), (1.0 + 1e-12, 1.0, False), (1e-300, 0.0, True)],
)  # fmt: skip
def test_what_weighs_as_much_up_to_rounding_is_a_match(least: float, weight: float, *, beyond: bool) -> None:
    """Nothing against nothing too: a way of no weight may be tied, and then the search has to tell which it takes."""
    assert _beyond(least, weight) == beyond
