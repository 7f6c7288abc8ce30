"""Shortest paths over arrays, against networkx on random graphs."""

from __future__ import annotations

from math import inf, isinf
from typing import Any, NamedTuple

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors.routing.search import (
    Layer,
    Tree,
    layer_seeds,
    layered_trees,
    shortest_tree,
    walk_back,
)

#: Sums of these are exact in floating point, so distances can be compared with ==.
WEIGHTS = (0.0, 0.0, 1.0, 1.0, 2.0, 2.5, 64.0, inf)


class Arrays(NamedTuple):
    """A graph as the search takes it."""

    offsets: list[int]
    tails: list[int]
    heads: list[int]
    weights: list[float]

    @property
    def count(self) -> int:
        """Number of vertices."""
        return len(self.offsets) - 1


class Layered(NamedTuple):
    """A graph with layers and a source."""

    arrays: Arrays
    source: int
    layers: list[Layer]


@st.composite
def arrays(draw: st.DrawFn) -> Arrays:
    """Draw up to 8 vertices and 24 arcs: parallel, looping, weightless and unusable ones among them."""
    count = draw(st.integers(1, 8))
    vertex = st.integers(0, count - 1)
    arcs = draw(st.lists(st.tuples(vertex, vertex, st.sampled_from(WEIGHTS)), max_size=24))
    arcs.sort(key=lambda arc: arc[0])
    offsets = [sum(tail < vertex for tail, _, _ in arcs) for vertex in range(count + 1)]
    return Arrays(offsets, [a[0] for a in arcs], [a[1] for a in arcs], [a[2] for a in arcs])


@st.composite
def layered(draw: st.DrawFn) -> Layered:
    """Draw a graph and up to 4 layers, each entered from one or two of the layers below it."""
    graph = draw(arrays())
    arcs = st.lists(st.integers(0, len(graph.heads) - 1), max_size=4) if graph.heads else st.just([])
    vertices = st.lists(st.integers(0, graph.count - 1), max_size=2)
    layers = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        entry = st.tuples(st.integers(0, number - 1), arcs, vertices)
        layers.append(Layer(tuple(draw(st.lists(entry, min_size=1, max_size=2)))))
    return Layered(graph, draw(st.integers(0, graph.count - 1)), layers)


def as_networkx(graph: Arrays) -> nx.MultiDiGraph[int]:
    result: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    result.add_nodes_from(range(graph.count))
    for arc, weight in enumerate(graph.weights):
        if not isinf(weight):
            result.add_edge(graph.tails[arc], graph.heads[arc], key=arc, weight=weight)
    return result


def layered_networkx(case: Layered) -> nx.MultiDiGraph[tuple[int, int]]:
    graph, _, layers = case
    result: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    result.add_nodes_from((layer, v) for layer in range(len(layers) + 1) for v in range(graph.count))
    for arc, weight in enumerate(graph.weights):
        if isinf(weight):
            continue
        tail, head = graph.tails[arc], graph.heads[arc]
        for number in range(len(layers) + 1):
            result.add_edge((number, tail), (number, head), weight=weight)
        for number, layer in enumerate(layers, start=1):
            for lower, arcs, _ in layer.entries:
                if arc in arcs:
                    result.add_edge((lower, tail), (number, head), weight=weight)
    for number, layer in enumerate(layers, start=1):
        for lower, _, vertices in layer.entries:
            for vertex in vertices:
                result.add_edge((lower, vertex), (number, vertex), weight=0.0)
    return result


def layers_reached(case: Layered, arcs: list[int]) -> set[int]:
    """Which layers a walk from the source can be said to stand in at its end."""
    graph, source, layers = case

    def standing(reached: set[int], vertex: int) -> set[int]:
        for number, layer in enumerate(layers, start=1):
            if any(lower in reached and vertex in vertices for lower, _, vertices in layer.entries):
                reached.add(number)
        return reached

    reached = standing({0}, source)
    for arc in arcs:
        crossed = {
            number
            for number, layer in enumerate(layers, start=1)
            if any(lower in reached and arc in crossings for lower, crossings, _ in layer.entries)
        }
        reached = standing(reached | crossed, graph.heads[arc])
    return reached


seeds_of = st.lists(st.tuples(st.sampled_from((0.0, 0.0, 1.0, 3.5, 100.0)), st.integers(0, 7)), max_size=4)


@given(graph=arrays(), seeds=seeds_of)
def test_distances_are_those_of_networkx(graph: Arrays, seeds: list[tuple[float, int]]) -> None:
    """From any seeds with any head starts, every vertex is as far as networkx says, or infinitely far."""
    seeds = [(start, vertex) for start, vertex in seeds if vertex < graph.count]
    tree = shortest_tree(graph.offsets, graph.heads, graph.weights, seeds)
    reference = as_networkx(graph)
    for start, vertex in seeds:
        reference.add_edge(-1, vertex, weight=start)
    reference.add_node(-1)
    expected = nx.multi_source_dijkstra_path_length(reference, {-1})
    assert tree.distance == [expected.get(vertex, inf) for vertex in range(graph.count)]


@given(graph=arrays(), source=st.integers(0, 7))
def test_each_vertex_is_reached_by_a_tight_arc(graph: Arrays, source: int) -> None:
    """The arc kept for a vertex ends there and explains its distance; only the source and the lost have none.

    This is what makes the walk back from any vertex a shortest path.
    """
    source %= graph.count
    distance, arc_to = shortest_tree(graph.offsets, graph.heads, graph.weights, [(0.0, source)])
    for vertex, arc in enumerate(arc_to):
        if arc < 0:
            assert vertex == source or isinf(distance[vertex])
        else:
            assert graph.heads[arc] == vertex
            assert distance[graph.tails[arc]] + graph.weights[arc] == distance[vertex]


@given(graph=arrays(), source=st.integers(0, 7))
def test_the_walk_back_is_a_path_of_the_stated_length(graph: Arrays, source: int) -> None:
    """Arcs come in travel order, each starts where the one before ended, and they add up to the distance."""
    source %= graph.count
    tree = shortest_tree(graph.offsets, graph.heads, graph.weights, [(0.0, source)])
    for target in range(graph.count):
        arcs = walk_back(graph.tails, [tree], [{}], target)
        stops = [source] + [graph.heads[arc] for arc in arcs]
        assert [graph.tails[arc] for arc in arcs] == stops[:-1]
        if isinf(tree.distance[target]):
            assert arcs == []
        else:
            assert stops[-1] == target
            assert sum(graph.weights[arc] for arc in arcs) == tree.distance[target]


def test_the_lighter_of_two_parallel_arcs_is_taken() -> None:
    """The arc is the identity: of two arcs between the same vertices the answer names the lighter."""
    tree = shortest_tree([0, 2, 2], [1, 1], [5.0, 3.0], [(0.0, 0)])
    assert tree.distance == [0.0, 3.0]
    assert tree.arc == [-1, 1]


def test_an_arc_of_infinite_weight_is_no_way() -> None:
    """Infinity marks an arc that may not be used, so what lies behind it stays unreached."""
    tree = shortest_tree([0, 1, 1], [1], [inf], [(0.0, 0)])
    assert tree.distance == [0.0, inf]
    assert tree.arc == [-1, -1]


def test_a_cycle_that_weighs_nothing_ends() -> None:
    """Handling may be free both ways; the search must neither loop there nor walk back in circles."""
    tree = shortest_tree([0, 1, 3, 4], [1, 0, 2, 1], [0.0, 0.0, 0.0, 0.0], [(0.0, 0)])
    assert tree.distance == [0.0, 0.0, 0.0]
    assert walk_back([0, 1, 1, 2], [tree], [{}], 2) == [0, 2]


def test_no_seed_reaches_nothing() -> None:
    """A layer that nobody can enter is searched without a seed, and everything in it is out of reach."""
    assert shortest_tree([0, 1, 1], [1], [1.0], []).distance == [inf, inf]


@given(case=layered())
def test_layers_are_those_of_an_explicit_layered_graph(case: Layered) -> None:
    """Each layer is a copy of the graph; networkx, given all copies and the ways up, finds the same."""
    graph, source, layers = case
    trees, _ = layered_trees(graph.offsets, graph.heads, graph.tails, graph.weights, source, layers)
    expected = nx.single_source_dijkstra_path_length(layered_networkx(case), (0, source))
    for number, tree in enumerate(trees):
        assert tree.distance == [expected.get((number, vertex), inf) for vertex in range(graph.count)]


@given(case=layered())
def test_a_walk_through_layers_is_one_path_that_enters_the_last(case: Layered) -> None:
    """The walk starts at the source, is unbroken, weighs what the tree says, and really meets every entry."""
    graph, source, layers = case
    trees, entered = layered_trees(graph.offsets, graph.heads, graph.tails, graph.weights, source, layers)
    for target in range(graph.count):
        if isinf(trees[-1].distance[target]):
            continue
        arcs = walk_back(graph.tails, trees, entered, target)
        stops = [source] + [graph.heads[arc] for arc in arcs]
        assert [graph.tails[arc] for arc in arcs] == stops[:-1]
        assert stops[-1] == target
        assert sum(graph.weights[arc] for arc in arcs) == trees[-1].distance[target]
        assert len(layers) in layers_reached(case, arcs)


def test_an_entry_may_be_crossed_or_stood_at() -> None:
    """A gateway is crossed by an arc, a via place is stood at; either lifts the walk to the next layer.

    ::

        0 --1--> 1 --1--> 2        0 --5--> 2 is the gateway
    """
    offsets, tails, heads, weights = [0, 2, 3, 3], [0, 0, 1], [1, 2, 2], [1.0, 5.0, 1.0]
    by_arc = layered_trees(offsets, heads, tails, weights, 0, [Layer(((0, (1,), ()),))])
    by_vertex = layered_trees(offsets, heads, tails, weights, 0, [Layer(((0, (), (1,)),))])
    assert walk_back(tails, *by_arc, 2) == [1]
    assert walk_back(tails, *by_vertex, 2) == [0, 2]


@pytest.mark.parametrize("target", [0, 1])
def test_nothing_is_walked_to_what_cannot_be_reached(target: int) -> None:
    """An unreached target gives no arcs, which callers turn into a NoRouteError."""
    trees, entered = layered_trees([0, 0, 0], [], [], [], 0, [Layer(((0, (), (1,)),))])
    assert walk_back([], trees, entered, target) == []


def test_of_entries_as_near_the_first_is_taken() -> None:
    """Two gateways lead to 2 in the same 3.5 km, and 0 and 1 are as near in both layers below."""
    heads, tails, weights = [2, 2, 2], [0, 1, 1], [2.0, 1.25, 1.25]
    below = [Tree([1.5, 2.25, inf], [-1, -1, -1]), Tree([1.5, 2.0, inf], [-1, -1, -1])]
    by_arcs = layer_seeds(heads, tails, weights, below, Layer(((0, (0, 1, 2), ()),)))
    assert by_arcs == ({2: 3.5}, {2: (0, 0)})
    by_vertices = layer_seeds(heads, tails, weights, below, Layer(((0, (), (0, 1, 2)), (1, (), (0, 1, 2)))))
    assert by_vertices == ({0: 1.5, 1: 2.0}, {0: (0, -1), 1: (1, -1)})
