"""Weights of one criterion: what is blocked, the least weight of a way over some arcs, and what keeping them takes."""

from __future__ import annotations

import pickle
from math import inf
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.routing import weighing as weighing_module
from corridors.routing.growing import tree_of
from corridors.routing.question import make_question, planner_of
from corridors.routing.weighing import Weighing
from tests.micro import blank as blank_row
from tests.micro import handling_row, micro, service
from tests.strategies import Question, questions

#: Where a figure that a row prints is from.
GRADED = {f"{figure}_{kept}": value for figure in ("time", "cost")
          for kept, value in (("grade", "derived"), ("source", ("test",)))}  # fmt: skip

CLOSER = {"length_km": 2.5}


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


@settings(max_examples=30)
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


#: What the terminals of A take, and those of all other places.
SMALL = [handling_row(operation, 1.5, 2.5, place="a", id=f"a-{operation}", capacity_mt_per_year=most,
                      capacity_grade="derived", capacity_source=("test",))
         for operation, most in (("loading", 3.0), ("unloading", 1.0), ("transhipment", 1.0))]  # fmt: skip

RULES: list[dict[str, Any]] = [
    {},
    {"modes": ["rail", "ferry"]},
    {"avoid_borders": ["KZ"]},
    {"min_capacity_mt_per_year": 2.0},
    {"min_capacity_mt_per_year": 4.0, "modes": ["road", "rail"]},
]


@settings(max_examples=40)
@given(questions(most_services=2), st.sampled_from(RULES), st.sampled_from(["time", "distance"]))
def test_arcs_are_told_alike_before_all_are_weighed(question: Question, rules: dict[str, Any], weight: str) -> None:
    """Vertex by vertex whether one may go on, and arc by arc as they are met, as from the weights of all arcs.

    Who meets an arc from which nothing leads on, or that leads to the end at another place, has no use for it.
    """
    network = question.drawing.network(handling=[*SMALL, *question.drawing.tables()["handling"]])
    found, graph = weighing(network, weight=weight, **rules), network.planner().graph
    target = graph.destination_of[network._core.place_index[question.destination]]
    before = [found.leads_on(vertex) for vertex in range(graph.n_vertices)]
    known, meet = found.as_met(target)
    assert len(known) == graph.n_arcs
    assert all(each < 0 for each in known)
    met = [meet(arc) for arc in range(graph.n_arcs)]
    assert "weights" not in vars(found)
    offsets = graph.offsets
    dead = {vertex for vertex in range(graph.n_vertices) if offsets[vertex] == offsets[vertex + 1]}
    assert before == [any(w < inf for w in found.weights[offsets[v] : offsets[v + 1]]) for v in range(graph.n_vertices)]
    assert before == [found.leads_on(vertex) for vertex in range(graph.n_vertices)]
    for arc, head in enumerate(graph.heads):
        of_use = head == target or before[head]
        assert met[arc] == (found.weights[arc] if of_use else inf)
        assert known[arc] == met[arc] or (head in dead and head != target)  # another target may be there
    assert found.as_met(target)[0] is found.weights


def test_a_criterion_that_is_not_known_is_refused_before_anything_is_asked() -> None:
    """When the search is set up, on a network and under a scenario that leaves a blank."""
    lines = ("A ==1== B ..7.. C",)
    known = micro(*lines, links={"a--b--rail": {"tracks": 2.0}, "b--c--road": {"tracks": 1.0}})
    blank = known.apply(co.Scenario("blank", links={"b--c--road": {"tracks": None}}))
    level = blank_row("levels", id="rail 2", mode="rail", factor=2.0, factor_low=1.5, factor_high=3.0, basis="tariff",
                      direction="both", date="2026-01-01", grade="published", source=("test",))  # fmt: skip
    dear = known.apply(
        co.Scenario("dear", add={"levels": (level,)}, links={"b--c--road": {"tracks": None}})
    )  # no price is as it was
    for network, link in ((micro(*lines), "a--b--rail, b--c--road"), (blank, "b--c--road"), (dear, "b--c--road")):
        with pytest.raises(co.OptionError, match=f"'tracks' is blank, negative or no number on {link}: a weight must"):
            weighing(network, weight="tracks")
    assert weighing(known, weight="tracks").plain.count(2.0) == 2


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


@pytest.mark.parametrize("compiled", [False, True])
def test_a_tree_is_repaired_unless_growing_one_is_compiled(compiled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept once somebody asked for it, exact either way, and the very one where nothing changes."""
    monkeypatch.setattr(weighing_module, "is_ready", lambda: compiled)
    base = micro("A ==7== B ==11== C ==13== D", "A ..19.. D", "E ==3== F ==5== G")
    usual = weighing(base, weight="time")
    source = usual.graph.origin_of[0]
    before = usual.tree(source)
    assert usual.tree(source) is before
    seeds = {source: 0.0}
    for scenario in (co.Scenario("shut", shut=("b--c--rail",)), co.Scenario("short", links={"a--b--rail": CLOSER})):
        found = weighing(base.apply(scenario), weight="time")
        again = found.again(before, seeds, seeds)
        assert (again is None) == compiled
        assert found.has_tree(source) is False
        grown, right = found.tree(source), tree_of(found.graph, found.weights, [(0.0, source)])
        assert list(grown.distance) == right.distance != list(before.distance)
        assert again is None or list(again.distance) == right.distance
        assert found.has_tree(source) is True
        assert found.has_tree(source + 1) is False
    same = weighing(base.apply(co.Scenario("same", links={"a--b--rail": {"notes": "as before"}})), weight="time")
    assert same.tree(source) is before


def test_what_weighs_single_arcs_is_made_again_after_a_pickle() -> None:
    """And nothing that was found out by it is brought along."""
    found = weighing(micro("A ==7== B ..11.. C"), weight="time")
    target = found.graph.destination_of[2]
    known, meet = found.as_met(target)
    right = [meet(arc) for arc in range(found.graph.n_arcs)]
    again = pickle.loads(pickle.dumps(found))
    afresh, meet_again = again.as_met(target)
    assert all(each < 0 for each in afresh)
    assert [meet_again(arc) for arc in range(again.graph.n_arcs)] == right
    assert found.as_met(target)[0] is known


def test_what_changes_by_another_criterion_is_not_touched() -> None:
    """A dearer link is as long and as quick as it was, and the weights are the very ones."""
    base = micro("A ==7== B ==11== C", "A ..19.. C")
    dearer = base.apply(co.Scenario("dearer", links={"a--b--rail": {"cost_usd_per_feu": 123.0, **GRADED}}))
    for weight in ("time", "distance", "emissions"):
        usual, found = weighing(base, weight=weight), weighing(dearer, weight=weight)
        assert found.base is usual
        assert (found.touched, found.changed, found.lighter) == (frozenset(), frozenset(), ())
        assert found.plain is usual.plain
        assert found.open is usual.open
        assert found.parts()[0] == (found, 4 * len(usual.plain))
    assert weighing(dearer, weight="cost").touched == set(dearer.planner().graph.arcs_of_link[0])


def test_of_two_ways_as_long_the_quicker_is_taken_also_where_a_scenario_slows_one() -> None:
    """A tie is broken anew although no length is another."""
    base = micro("A ==100== B", "A ..100.. B")
    assert base.planner().graph.link_of[base.planner().path("A", "B")[2][1]] == 1
    slower = base.apply(co.Scenario("slower", links={"a--b--road": {"time_h": 44.0, **GRADED}}))
    usual, found = weighing(base), weighing(slower)
    assert found.plain is not usual.plain
    assert list(found.plain) == list(usual.plain)
    assert found.touched == found.changed == set(found.graph.arcs_of_link[1])
    planner = slower.planner()
    assert planner.graph.link_of[planner.path("A", "B")[2][1]] == 0
