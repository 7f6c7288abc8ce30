"""Which ways are searched by themselves: the first few of an origin, between places, where no tree is there.

::

    A ==90== B ==100== C ==110== D          A ..400.. D
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import corridors as co
from corridors.routing import alone as alone_module
from corridors.routing.alone import MOST_ALONE, Alone
from corridors.routing.graph import RoutingGraph
from corridors.routing.planner import Planner
from tests.micro import LORRIES, corridor_rows, micro_tables


def planner(**rules: Any) -> Planner:
    corridor: dict[str, Any] = {**corridor_rows("line", [["a--b--rail"]])}
    tables = micro_tables("A ==90== B ==100== C ==110== D", "A ..400.. D", further=LORRIES, **corridor)
    for row in tables["places"]:
        row["lat"], row["lon"] = 40.0, 60.0 + "abcd".index(row["id"])
    return co.Network(tables).planner(weight="distance", **rules)


def alone(of: Planner) -> Alone:
    return Alone(of.layers, of.limits)


def links(of: Planner, arcs: list[int]) -> list[int]:
    """Links of a way in order, without what is done at places."""
    return [of.graph.link_of[arc] for arc in arcs if of.graph.link_of[arc] >= 0]


def test_a_way_alone_has_its_ends_and_arcs_and_no_trees() -> None:
    """It is kept by what was asked for."""
    asked = planner()
    ways = alone(asked)
    found = ways.way(asked, "A", "C")
    assert found is not None
    root, goal, arcs = found
    assert (root.place.id, root.snapped_km, root.trees, root.entered, root.end) == ("a", 0.0, [], [], None)
    assert (goal.place.id, goal.vertex) == ("c", asked.graph.destination_of[2])
    assert links(asked, arcs) == [0, 1]
    assert (asked.graph.tails[arcs[0]], asked.graph.heads[arcs[-1]]) == (asked.graph.origin_of[0], goal.vertex)
    assert ways.held == {("A", "C"): found}


def test_eight_ways_of_an_origin_are_searched_so() -> None:
    """Of each; what is found again counts again, as who asks here has looked whether it is kept."""
    asked = planner()
    ways = alone(asked)
    found = [ways.way(asked, "A", "BCD"[number % 3]) is not None for number in range(MOST_ALONE + 2)]
    assert found == [True] * 8 + [False] * 2
    assert ways.way(asked, "B", "A") is not None


def test_a_point_joined_by_a_lorry_is_no_end_of_a_way_alone() -> None:
    """There are several ends to choose from; a point in its place is that place. Nor is a place its own end."""
    asked = planner()
    far, near = (40.0, 60.3), (40.0, 60.02)
    assert alone(asked).way(asked, far, "D") is None
    assert alone(asked).way(asked, "D", far) is None
    assert alone(asked).way(asked, "D", "D") is None
    found = alone(asked).way(asked, near, "D")
    assert found is not None
    assert (found[0].place.id, 1 < found[0].snapped_km < 2) == ("a", True)


def test_where_a_tree_is_there_it_is_asked() -> None:
    """That of the origin, whether the planner has it or what weighs: one of another place is of no use."""
    asked = planner()
    asked.root("B")
    assert alone(asked).way(asked, "B", "D") is None
    assert alone(asked).way(asked, "A", "B") is not None
    weighed = planner()
    weighed.weighing.tree(weighed.graph.origin_of[0])
    assert alone(weighed).way(weighed, "A", "D") is None
    assert alone(weighed).way(weighed, "D", "A") is not None
    weighed.weighing.tree(weighed.graph.destination_of[2])
    assert alone(weighed).way(weighed, "B", "C") is not None


def test_through_stops_a_way_goes_alone_though_the_tree_of_its_origin_is_there() -> None:
    """That tree goes through none."""
    asked = planner(via="C")
    asked.weighing.tree(asked.graph.origin_of[0])
    found = alone(asked).way(asked, "A", "B")
    assert found is not None
    assert links(asked, found[2]) == [0, 1, 1]


@pytest.mark.parametrize("rules", [{"max_borders": 3}, {"corridor": "line"}, {"via": "B", "max_borders": 0}], ids=str)
def test_limits_and_gateways_are_left_to_trees(rules: dict[str, Any]) -> None:
    asked = planner(**rules)
    assert alone(asked).way(asked, "A", "D") is None


def test_a_network_changed_by_a_scenario_has_ways_of_before_to_start_from() -> None:
    """None is searched alone."""
    network = co.Network(micro_tables("A ==3== B ==4== C", "A ..90.. C"))
    changed = network.apply(co.Scenario("shut", shut=("a--b--rail",)))
    network.planner(weight="distance").path("A", "C")
    asked = changed.planner(weight="distance")
    assert (alone(asked).way(asked, "A", "C") is None) == (asked.weighing.base is not None)
    assert asked.weighing.base is not None


@pytest.mark.parametrize(("short_of", "beside"), [(0, True), (1, False)])
@pytest.mark.parametrize("grown", [False, True])
def test_on_a_large_network_a_way_goes_alone_while_nothing_grows_trees_quicker(
    monkeypatch: pytest.MonkeyPatch, short_of: int, beside: bool, grown: bool
) -> None:
    """From so many vertices on; where trees are grown quicker none is kept, nor counted."""
    asked = planner()
    told: list[tuple[RoutingGraph, list[float], int]] = []

    def meanwhile(
        graph: RoutingGraph, weights: list[float], source: int, plainly: Callable[[], list[int]]
    ) -> list[int] | None:
        told.append((graph, weights, source))
        return None if grown else plainly()

    monkeypatch.setattr(alone_module, "_LARGE", asked.graph.n_vertices + short_of)
    monkeypatch.setattr(alone_module, "way_meanwhile", meanwhile)
    ways = alone(asked)
    found = [ways.way(asked, "C", "A") for _ in range(MOST_ALONE + 1)]
    expected = [(asked.graph, asked.weighing.weights, asked.graph.origin_of[2])]
    if beside and grown:
        assert (found, ways.held, told) == ([None] * 9, {}, expected * 9)
        return
    assert [each is None for each in found] == [False] * 8 + [True]
    assert found[0] is not None
    assert links(asked, found[0][2]) == [1, 0]
    assert told == (expected * 8 if beside else [])


def test_ways_are_kept_up_to_a_number_and_then_from_none_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the memory that they take is bound."""
    monkeypatch.setattr(alone_module, "_MOST_HELD", 3)
    asked = planner()
    ways = alone(asked)
    kept = []
    for origin, destination in ("AB", "AC", "AD", "BA", "BC"):
        ways.way(asked, origin, destination)
        kept.append(len(ways.held))
    assert kept == [1, 2, 3, 1, 2]
    assert list(ways.held) == [("B", "A"), ("B", "C")]
