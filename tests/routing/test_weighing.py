"""Weights of one criterion: what is blocked, the least weight of a way over some arcs, and what keeping them takes."""

from __future__ import annotations

from math import inf
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.routing.question import make_question, planner_of
from corridors.routing.weighing import Weighing
from tests.micro import handling_row, micro, service
from tests.strategies import Question, questions


def weighing(network: co.Network, **rules: Any) -> Weighing:
    return planner_of(network.view, make_question(**rules)).weighing


def distances(found: Weighing, vertex: int, *, blocked: bool, back: bool) -> dict[int, float]:
    """From a vertex, or to it, by networkx."""
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    graph.add_nodes_from(range(found.graph.n_vertices))
    for arc, weight in enumerate(found.weights if blocked else found.open):
        if weight < inf:
            ends = found.graph.tails[arc], found.graph.heads[arc]
            graph.add_edge(*(ends[::-1] if back else ends), weight=weight)
    lengths: dict[int, float] = nx.single_source_dijkstra_path_length(graph, vertex)
    return lengths


@given(questions(), st.data(), st.booleans())
def test_the_least_over_some_arcs_is_by_the_nearest_of_them_from_either_end(
    question: Question, data: st.DataObject, blocked: bool
) -> None:
    """To the first of them and from the last, blocked arcs shut or open; infinite where none is reached."""
    network = question.drawing.network()
    shut = data.draw(st.sampled_from(["rail", "road", None]))
    rules: dict[str, Any] = (
        {} if shut is None else {"modes": [m for m in ("rail", "road", "ferry", "sea") if m != shut]}
    )
    found = weighing(network, weight="time", **rules)
    graph, core = found.graph, network._core
    source = graph.origin_of[core.place_index[question.origin]]
    target = graph.destination_of[core.place_index[question.destination]]
    arcs = data.draw(st.lists(st.integers(0, graph.n_arcs - 1), min_size=1, max_size=4))
    there = distances(found, source, blocked=blocked, back=False)
    onward = distances(found, target, blocked=blocked, back=True)
    first = min(there.get(graph.tails[arc], inf) + found.open[arc] for arc in arcs)
    wanted = first + min(onward.get(graph.heads[arc], inf) for arc in arcs)
    least = found.least_by(source, target, arcs, found.open.__getitem__, blocked=blocked)
    assert least == (inf if wanted == inf else pytest.approx(wanted))
    assert found.least_by(source, target, [], found.open.__getitem__, blocked=blocked) == inf


def test_what_is_blocked_weighs_without_end_and_nothing_else_does() -> None:
    """Links shut or not wanted, by all of their arcs."""
    planned = {"b--c--rail": {"status": "planned", "expected": "2040"}}
    network = micro("A ==1== B ==1== C ..1.. D", links=planned)
    found = weighing(network, modes=["rail"], weight="cost")
    blocked = {arc for arc, weight in enumerate(found.weights) if weight == inf}
    shut = {arc for link in (1, 2) for arc in found.graph.arcs_of_link[link]}
    assert blocked == shut
    assert len(shut) == 4
    assert all(weight < inf for weight in (*found.open, *found.plain))


def test_a_changed_network_shares_the_weights_that_stay() -> None:
    """What it keeps of its own is counted, and what it shares with the other once."""
    base = micro("A ==1== B ==1== C", "A ..5.. C")
    usual = weighing(base, weight="cost")
    assert usual.parts() == [(usual, 200 * len(usual.plain))]
    dearer = base.apply(co.Scenario("dear", links={"a--b--rail": {"length_km": 3.0}}))
    shut = base.apply(co.Scenario("shut", shut=("a--b--rail",)))
    same = base.apply(co.Scenario("same", links={"a--b--rail": {"notes": "as before"}}))
    for network, own, lighter in ((dearer, 3, 0), (shut, 1, 0), (same, 0, 0)):
        found = weighing(network, weight="cost")
        assert found.base is usual
        assert found.parts() == [(found, (4 + 8 * own) * len(usual.plain)), *usual.parts()]
        assert len(found.lighter) == lighter
    assert weighing(same, weight="cost").weights is usual.weights
    cheaper = base.apply(co.Scenario("cheap", links={"a--b--rail": {"length_km": 0.5}}))
    light = weighing(cheaper, weight="cost")
    assert set(light.lighter) == light.changed == set(light.graph.arcs_of_link[0])


@given(questions(most_services=2), st.sampled_from([{}, {"modes": ["rail", "ferry"]}, {"avoid_borders": ["KZ"]}]))
def test_where_one_may_go_on_is_told_alike_before_all_is_weighed(question: Question, rules: dict[str, Any]) -> None:
    """Vertex by vertex by what blocks the arcs behind it, or once by their weights; nothing leads on from an end."""
    network = question.drawing.network()
    found = weighing(network, weight="time", **rules)
    vertices = range(found.graph.n_vertices)
    before = [found.leads_on(vertex) for vertex in vertices]
    assert "weights" not in vars(found)
    offsets = found.graph.offsets
    assert before == [any(w < inf for w in found.weights[offsets[v] : offsets[v + 1]]) for v in vertices]
    assert before == [found.leads_on(vertex) for vertex in vertices]


def test_nothing_leads_on_from_where_all_that_is_done_is_too_small() -> None:
    """A terminal that loads a million tonnes a year is the end for who asks for two, although it shuts no link."""
    small = handling_row("loading", 1.0, 1.0, place="a", capacity_mt_per_year=1.0, capacity_grade="derived",
                         capacity_source=("test",))  # fmt: skip
    network = micro("A ==1== B ==1== C", further=[small])
    for least, onward in ((0.5, True), (2.0, False)):
        found = weighing(network, weight="time", min_capacity_mt_per_year=least)
        assert bool(found.barred) != onward
        graph = found.graph
        told = [found.leads_on(graph.origin_of[place]) for place in range(3)]
        assert told == [onward, True, True]
        assert not any(found.leads_on(vertex) for vertex in graph.destination_of)
        assert "weights" not in vars(found)


def test_what_a_scenario_opens_or_shuts_is_blocked_as_in_a_network_made_so() -> None:
    """A link opened, a train stopped and another set running, arc by arc; nothing else is touched."""
    lines = ("A ==7== B ==11== C ==13== D", "A ..19.. D")
    planned = {"b--c--rail": {"status": "planned", "expected": "2040"}}
    rides = [
        service("slow", "A = B", time_h=50.0),
        service("express", "C = D", status="planned", time_h=3.0),
        service("third", "A = B = C = D", time_h=9.0),
    ]
    base = micro(*lines, links=planned, services=rides)
    usual = weighing(base, weight="time", modes=["rail"])
    scenario = co.Scenario("turned", open=("b--c--rail", "express"), shut=("slow",))
    found = weighing(base.apply(scenario), weight="time", modes=["rail"])
    assert found.base is usual
    graph = found.graph
    shut = {arc for arc, weight in enumerate(found.weights) if weight == inf}
    assert shut == {*graph.arcs_of_service[0], *graph.arcs_of_link[3]}
    opened = {arc for arc in range(graph.n_arcs) if usual.weights[arc] == inf and arc not in shut}
    assert opened >= {*graph.arcs_of_service[1], *graph.arcs_of_link[1]}
    assert set(found.lighter) == opened
    assert found.changed == opened | set(graph.arcs_of_service[0])
    assert found.touched == found.changed
    assert all(found.weights[arc] == found.open[arc] for arc in range(graph.n_arcs) if arc not in shut)
