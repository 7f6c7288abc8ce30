"""Hierarchies for any weights against networkx and scipy, and what they rest on."""

import pickle
from math import inf

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from corridors.kernels import chordal
from corridors.kernels.chordal import chordal_of
from corridors.kernels.csr import as_graph, tails_of
from corridors.kernels.customisable import Customised, frame_of
from corridors.kernels.labels import distance_matrix
from tests.kernels.graphs import ANY, big, check_path, graphs, pytest_approx, to_networkx


def lengths(graph):
    found = dict(nx.all_pairs_dijkstra_path_length(to_networkx(graph)))
    return [[found[s].get(t, inf) for t in range(graph.n_vertices)] for s in range(graph.n_vertices)]


@settings(max_examples=60, deadline=None)
@given(graphs(), st.data())
def test_any_weights_give_what_networkx_finds(graph, data):
    """Arcs that were shut when the frame was made may be open afterwards, and the other way round."""
    frame = frame_of(graph)
    weights = data.draw(st.lists(ANY, min_size=graph.n_arcs, max_size=graph.n_arcs))
    for customised in (Customised(graph, frame), Customised(graph, frame).reweighted(weights)):
        n, expected = graph.n_vertices, lengths(customised.graph)
        for s in range(n):
            for t in range(n):
                check_path(customised.graph, s, t, *customised.path(s, t), expected[s][t])
                assert customised.distance(s, t) == pytest_approx(expected[s][t])
        matrix = distance_matrix(customised, range(n), range(n))
        assert matrix.tolist() == [pytest_approx(row) for row in expected]


def test_a_hundred_weights_equal_scipy(engine):
    graph = big(300 if engine == "1" else 40, 900 if engine == "1" else 90, seed=4)
    n, rng = graph.n_vertices, np.random.default_rng(5)
    customised = Customised(graph, frame_of(graph))
    pairs = rng.integers(0, n, (20, 2)).tolist()
    for _ in range(100):
        weights = rng.uniform(0.1, 10.0, graph.n_arcs)
        customised = customised.reweighted(weights)
        least: dict[tuple[int, int], float] = {}
        for tail, head, weight in zip(tails_of(graph.offsets), graph.heads, weights, strict=True):
            least[int(tail), int(head)] = min(weight, least.get((int(tail), int(head)), inf))
        rows, columns = np.array(list(least), dtype=np.int32).T  # older ones ask for no wider numbers
        peer = dijkstra(csr_array((list(least.values()), (rows, columns)), shape=(n, n)))
        for s, t in pairs:
            length, arcs = customised.path(s, t)
            assert length == pytest.approx(peer[s, t], rel=1e-12)
            assert weights[arcs].sum() == pytest.approx(length, rel=1e-12, abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_higher_neighbours_are_joined(graph):
    """What makes it chordal: any two higher neighbours of a vertex are joined, and every arc stands in it."""
    tails = tails_of(graph.offsets)
    rank, offsets, heads, lower = chordal_of(graph.n_vertices, tails, graph.heads)
    edges = set(zip(lower.tolist(), heads.tolist(), strict=True))
    for v in range(graph.n_vertices):
        above = heads[offsets[v] : offsets[v + 1]].tolist()
        assert above == sorted(set(above))
        assert all(a > v for a in above)
        assert all((a, b) in edges for i, a in enumerate(above) for b in above[i + 1 :])
    ends = zip(rank[tails].tolist(), rank[graph.heads].tolist(), strict=True)
    assert {(min(pair), max(pair)) for pair in ends if pair[0] != pair[1]} <= edges
    assert sorted(rank.tolist()) == list(range(graph.n_vertices))


def test_a_graph_without_small_cuts_is_given_up(monkeypatch):
    monkeypatch.setattr(chordal, "MOST_WORK", 10)
    whole = np.argwhere(~np.eye(40, dtype=bool)).astype(np.int32)
    offsets = np.arange(0, 40 * 39 + 1, 39)
    assert frame_of(as_graph(offsets, whole[:, 1], np.ones(len(whole)))) is None


def test_of_parallel_arcs_of_one_weight_the_first_counts():
    graph = as_graph([0, 3, 3], [1, 1, 1], [2.0, 1.0, 1.0])
    assert Customised(graph, frame_of(graph)).path(0, 1)[1].tolist() == [1]


def test_a_customised_hierarchy_can_be_pickled():
    graph = big(60, 120, seed=8)
    customised = Customised(graph, frame_of(graph))
    again = pickle.loads(pickle.dumps(customised))
    assert [again.path(0, t)[0] for t in range(60)] == [customised.path(0, t)[0] for t in range(60)]
