"""Dijkstra, the hierarchy and its labels against networkx."""

from math import inf

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridors.kernels.csr import as_graph, tails_of
from corridors.kernels.dijkstra import shortest_path, tree_from, tree_to
from corridors.kernels.hierarchy import Hierarchy
from corridors.kernels.labels import distance_matrix
from tests.kernels.graphs import ANY, big, check_path, graphs, pytest_approx, to_networkx


def lengths(graph):
    found = dict(nx.all_pairs_dijkstra_path_length(to_networkx(graph)))
    n = graph.n_vertices
    return [[found[s].get(t, inf) for t in range(n)] for s in range(n)]


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_dijkstra_equals_networkx(graph):
    n, expected = graph.n_vertices, lengths(graph)
    for s in range(n):
        distance, arc_to = tree_from(graph, s)
        assert distance.tolist() == pytest_approx(expected[s])
        assert all((arc_to[t] >= 0) == (t != s and expected[s][t] < inf) for t in range(n))
        for t in range(n):
            check_path(graph, s, t, *shortest_path(graph, s, t), expected[s][t])
    for t in range(n):
        assert tree_to(graph, t).tolist() == pytest_approx([row[t] for row in expected])


@settings(max_examples=60, deadline=None)
@given(graphs(weights=st.integers(0, 4).map(float)), st.integers(0, 8))
def test_a_budget_cuts_the_tree_and_nothing_else(graph, budget):
    whole, _ = tree_from(graph, 0)
    near, arc_to = tree_from(graph, 0, budget)
    assert near.tolist() == [d if d <= budget else inf for d in whole.tolist()]
    assert all((arc_to[v] >= 0) == (v != 0 and near[v] < inf) for v in range(graph.n_vertices))


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_hierarchy_and_matrix_equal_networkx(graph):
    n, expected = graph.n_vertices, lengths(graph)
    hierarchy = Hierarchy(graph)
    for s in range(n):
        for t in range(n):
            check_path(graph, s, t, *hierarchy.path(s, t), expected[s][t])
            assert hierarchy.distance(s, t) == pytest_approx(expected[s][t])
    matrix = distance_matrix(hierarchy, range(n), range(n))
    assert matrix.tolist() == [pytest_approx(row) for row in expected]


@settings(max_examples=30, deadline=None)
@given(graphs(), st.data())
def test_reweighted_hierarchy_is_exact(graph, data):
    weights = data.draw(st.lists(ANY, min_size=graph.n_arcs, max_size=graph.n_arcs))
    other = as_graph(graph.offsets, graph.heads, weights)
    hierarchy = Hierarchy(graph).reweighted(weights)
    expected = lengths(other)
    for s in range(graph.n_vertices):
        for t in range(graph.n_vertices):
            check_path(other, s, t, *hierarchy.path(s, t), expected[s][t])


@pytest.mark.parametrize("whole", [True, False])
def test_larger_graphs(whole, engine):
    n = 1500 if engine == "1" else 300
    graph = big(n, 2 * n, seed=5, whole=whole)
    hierarchy = Hierarchy(graph)
    sources, targets = list(range(0, n, n // 10)), list(range(3, n, n // 20))
    matrix = distance_matrix(hierarchy, sources, targets)
    for i, s in enumerate(sources):
        distance, _ = tree_from(graph, s)
        assert matrix[i].tolist() == pytest_approx(distance[targets].tolist())
        for t in targets:
            check_path(graph, s, t, *hierarchy.path(s, t), distance[t])


def test_of_parallel_arcs_the_first_least_one_is_taken():
    graph = as_graph([0, 4, 4], [1, 1, 1, 1], [3.0, 2.0, 2.0, inf])
    assert Hierarchy(graph).path(0, 1)[1].tolist() == [1]
    assert shortest_path(graph, 0, 1)[1].tolist() == [1]


def test_one_way_and_nowhere():
    hierarchy = Hierarchy(as_graph([0, 1, 1, 1], [1], [1.0]))
    assert hierarchy.path(1, 0)[0] == hierarchy.distance(0, 2) == inf
    assert hierarchy.path(0, 0)[0] == 0.0
    assert hierarchy.path(2, 0)[1].tolist() == []


def test_readers_at_the_same_time_get_the_same_answers():
    from concurrent.futures import ThreadPoolExecutor

    graph = big(300, 600, seed=1)
    hierarchy = Hierarchy(graph)
    pairs = [(s, t) for s in range(0, 300, 37) for t in range(0, 300, 41)]
    alone = [hierarchy.path(*pair)[0] for pair in pairs]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda pair: hierarchy.path(*pair)[0], pairs)) == alone


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        (([0, 1], [1], [1.0]), "no vertex"),
        (([0, 2, 1], [0, 0], [1.0, 1.0]), "offsets"),
        (([0, 1, 1], [1], [-1.0]), "at least 0"),
        (([0, 1, 1], [1], [float("nan")]), "at least 0"),
        (([0, 1, 1], [1], [1.0, 2.0]), "2 weights"),
    ],
)
def test_broken_graphs_are_refused(arrays, message):
    with pytest.raises(ValueError, match=message):
        as_graph(*arrays)


def test_tails():
    assert tails_of(np.array([0, 2, 2, 3], dtype=np.int32)).tolist() == [0, 0, 2]
    with pytest.raises(ValueError, match="order"):
        Hierarchy(as_graph([0, 1, 1], [1], [1.0]), order=[0, 0])
