"""A way searched by itself is the way that whole trees give, ties included, over arcs priced when they are met."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.charges.services import service_class
from corridors.charges.tariff import Tariff
from corridors.routing.alone import MOST_ALONE
from corridors.routing.graph import build_graph
from corridors.routing.graphs import graph_of
from corridors.routing.planner import Planner
from corridors.routing.search import Layer, layered_trees, walk_back
from corridors.routing.single import UNKNOWN, chain_of, single_way
from corridors.tables.reading import read_tables
from tests.routing.test_search import Arrays, arrays


@st.composite
def asked(draw: st.DrawFn) -> tuple[Arrays, tuple[int, int], list[list[int]]]:
    """Draw a graph, two ends, and up to three stops of up to three vertices."""
    graph = draw(arrays())
    vertex = st.integers(0, graph.count - 1)
    stops = draw(st.lists(st.lists(vertex, min_size=1, max_size=3, unique=True), max_size=3))
    return graph, (draw(vertex), draw(vertex)), stops


@given(asked())
def test_a_way_alone_takes_the_arcs_of_the_trees(case: tuple[Arrays, tuple[int, int], list[list[int]]]) -> None:
    """Weights are known or met on the way; of ways that weigh the same both take the same one."""
    graph, ends, stops = case
    layers = [Layer(((number, (), vertices),)) for number, vertices in enumerate(stops)]
    trees, entered = layered_trees(graph.offsets, graph.heads, graph.tails, graph.weights, ends[0], layers)
    expected = walk_back(graph.tails, trees, entered, ends[1])
    known = [UNKNOWN] * len(graph.heads)

    def weigh(arc: int) -> float:
        known[arc] = graph.weights[arc]
        return known[arc]

    assert chain_of(layers) == stops
    for weights in (list(graph.weights), graph.weights.__getitem__), (known, weigh):
        assert single_way((graph.offsets, graph.heads, graph.tails), weights, ends, stops) == expected
    assert all(each in (UNKNOWN, weight) for each, weight in zip(known, graph.weights, strict=True))


def test_layers_that_are_entered_otherwise_are_no_chain() -> None:
    """A gateway that must be crossed, or a layer with two ways in, is left to the trees."""
    stop = Layer(((0, (), (1, 2)),))
    assert chain_of([stop]) == [(1, 2)]
    assert chain_of([Layer(((0, (3,), ()),))]) is None
    assert chain_of([stop, Layer(((0, (), (1,)),))]) is None
    assert chain_of([stop, Layer(((1, (), (1,)), (0, (), (2,))))]) is None


_QUESTIONS: list[dict[str, Any]] = [
    {"weight": "time", "via": ["Aktau", "Baku"], "modes": ["rail", "ferry"], "on": "2024-06-01"},
    {"weight": "cost", "service": "block_train", "scope": "run", "on": "2021-03-01"},
    {"weight": "cost", "shipment": "teu", "scope": "door", "avoid": ["IR", "RU"]},
    {"weight": {"length_km": 1}, "shipment": "wagon", "via": ["Bukhara"]},
    {"weight": "generalised", "min_capacity_mt_per_year": 2.0, "value_usd": 50_000.0},
    {"weight": {"time": 2.0, "emissions": 0.5}, "price_year": 2020, "avoid_borders": ["TM"]},
    {"weight": "distance", "via": ["Navoi", "Mary"], "box": "shipper"},
]


@pytest.mark.parametrize("asked", _QUESTIONS, ids=lambda asked: str(asked["weight"]))
def test_the_first_ways_of_an_origin_are_those_of_its_trees(asked: dict[str, Any]) -> None:
    """Whatever the question: first each alone, then by trees; the same arcs and figures to the last bit."""
    rules = {name: rule for name, rule in asked.items() if name != "on"}
    planner = co.load_network(on=asked.get("on", "2025-01-01")).planner(**rules)
    found = [planner.path("Tashkent", place) for place in ("Poti", "Istanbul", "Rotterdam", "Beijing")]
    assert not any(root.trees for root, _, _ in found)
    by_trees = Planner(planner.weighing, stops=planner.stops)
    grown = by_trees.root("Tashkent")
    for root, goal, arcs in found:
        assert arcs == walk_back(planner.graph.tails, grown.trees, grown.entered, goal.vertex)
        assert planner.total(root, goal, arcs) == by_trees.total(grown, goal, arcs)
        assert by_trees.path("Tashkent", goal.place.id)[2] == arcs


def test_what_is_asked_again_and_again_grows_a_tree() -> None:
    """The same pair is found again, more places than a few have a tree grown for them."""
    planner = co.load_network(on="2023-02-01").planner(weight="time", modes=["rail", "road"])
    places = ["Samarkand", "Bukhara", "Termez", "Navoi", "Almaty", "Astana", "Bishkek", "Osh", "Mary", "Ashgabat"]
    for place in places[:MOST_ALONE] * 2:
        assert not planner.path("Tashkent", place)[0].trees
    assert planner.path("Tashkent", "Samarkand")[2] is planner.path("Tashkent", "Samarkand")[2]
    assert planner.path("Tashkent", places[MOST_ALONE])[0].trees


@pytest.mark.parametrize(
    "kind", [("teu", "regular", "run"), ("feu", "block_train", "door"), ("wagon", "regular", "terminal")]
)
def test_a_graph_priced_as_it_is_met_is_one_priced_at_once(kind: tuple[str, str, str]) -> None:
    """The graph of another shipment and scope shares how it hangs together, and nothing that it costs."""
    core = co.Network(read_tables())._core
    graph_of(core, "feu", "regular", "terminal")  # what others are made like
    graph_of(core, "wagon", "regular", "run")
    found, (shipment, service, scope) = graph_of(core, *kind), kind
    tariffs = [
        Tariff(core.rates, core.handling, shipment, each, scope)
        for each in (service_class(shipment, service), "block_train")
    ]
    expected = build_graph(core.places, core.links, tariffs[0], core.services, tariffs[1])
    for name in ("yards", "tails", "heads", "offsets", "link_of", "refused", "arcs_of_service", "shipment"):
        assert getattr(found, name) == getattr(expected, name), name
    middle = found.n_arcs // 2
    assert found.charges[middle] == expected.charges[middle]
    copied = found.charges.copied()
    copied[middle + 1] = ()
    assert copied[middle + 1] == ()
    assert found.charges[middle + 1] == expected.charges[middle + 1]
    assert found.charges == expected.charges
    assert found.charges != copied


def test_what_was_opened_in_the_weights_is_a_stop_again() -> None:
    """A time line holds services as on another day by writing into the weights: a stop is told by these."""
    weighing = co.load_network(on="2022-05-01").planner(weight="time", modes=["rail"]).weighing
    graph = weighing.graph
    shut = next(v for v in range(graph.n_vertices) if graph.leads_on()[v] == 0 and not weighing.leads_on(v))
    weighing.weights[graph.offsets[shut]] = 1.0
    assert weighing.leads_on(shut)


#: 0 leads to 1 in 1.5 and to 2 in 2.25, 1 to 2 in 0.75; 2 and 3 each to the other, and to 4
ROUND = ([0, 2, 3, 5, 7, 7], [1, 2, 2, 3, 4, 2, 4], [0, 0, 1, 2, 2, 3, 3])

#: 0 leads to 1 in 1.5 and to 2 in 2.25, these to 4 and 3
FORKED = ([0, 2, 3, 4, 4, 4], [1, 2, 4, 3], [0, 0, 1, 2])

#: 0 leads to 1 and 2 in 0.5 each, 1 to 2 at no cost and back to 0 in 5.5, 2 to 3
EVEN = ([0, 2, 4, 5, 5], [1, 2, 0, 2, 3], [0, 0, 1, 1, 2])

GIVEN = {
    id(ROUND): [1.5, 2.25, 0.75, 1.0, 9.5, 0.0, 3.25],
    id(FORKED): [1.5, 2.25, 9.5, 0.5],
    id(EVEN): [0.5, 0.5, 5.5, 0.0, 1.75],
}


@pytest.mark.parametrize(
    ("graph", "target", "stops", "way", "met"),
    [
        (ROUND, 1, [], [0], [0, 1]),  # nothing beyond where it ends
        (ROUND, 4, [], [1, 3, 6], [0, 1, 2, 3, 4, 6]),  # 3 leads back to 2 no nearer, whatever that weighs
        (ROUND, 4, [[2]], [1, 3, 6], [0, 1, 2, 3, 4, 6]),
        (FORKED, 4, [[1]], [0, 2], [0, 1, 2]),  # what lies further off than the only stop is not gone on from
        (FORKED, 4, [[1, 2]], [0, 2], [0, 1, 2, 3]),
        (EVEN, 3, [], [1, 4], [0, 1, 4]),  # nothing is nearer than where it starts, nor than what is as near
        (EVEN, 3, [[2]], [1, 4], [0, 1, 4]),
    ],
)
def test_no_arc_is_weighed_that_need_not_be(
    graph: tuple[list[int], list[int], list[int]], target: int, stops: list[list[int]], way: list[int], met: list[int]
) -> None:
    """To weigh one is what a single way costs."""
    weights = GIVEN[id(graph)]
    asked = []
    known = [UNKNOWN] * len(weights)

    def weigh(arc: int) -> float:
        asked.append(arc)
        known[arc] = weights[arc]
        return weights[arc]

    assert single_way(graph, (known, weigh), (0, target), stops) == way
    assert sorted(asked) == met


@pytest.mark.parametrize("stops", [[], [[0]]])
def test_of_ways_that_weigh_the_same_the_first_met_is_taken(stops: list[list[int]]) -> None:
    """From 0 to 3 by way of 1 or of 2, 3.25 either way."""
    weights = [1.0, 1.0, 2.25, 2.25]
    graph = [0, 2, 3, 4, 4], [1, 2, 3, 3], [0, 0, 1, 2]
    for known in (weights, [UNKNOWN] * 4):
        assert single_way(graph, (list(known), weights.__getitem__), (0, 3), stops) == [0, 2]


def test_a_stop_passed_too_early_is_waited_for_in_its_turn() -> None:
    """By way of 1, then of 2 or 3: on the way to 1 one passes 2, and after it comes first to 3, from which it is far.

    ::

        0 --1--> 2 --1--> 1 --1--> 3 --9--> 4        1 --3--> 2 --1--> 4
    """
    tails, heads, weights = [0, 1, 1, 2, 2, 3], [2, 2, 3, 1, 4, 4], [1.0, 3.0, 1.0, 1.0, 1.0, 9.0]
    graph = [0, 1, 3, 5, 6, 6], heads, tails
    assert single_way(graph, (weights, weights.__getitem__), (0, 4), [[1], [2, 3]]) == [0, 3, 1, 4]
