"""Random small graphs for tests, and plain answers to compare with."""

from __future__ import annotations

from math import inf

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from corridors.kernels.csr import Graph, arcs_by_tail, as_graph, tails_of

WHOLE = st.integers(0, 4).map(float)  # many ties, zeros
ANY = st.one_of(WHOLE, st.floats(0, 10, allow_nan=False), st.just(inf))


@st.composite
def graphs(draw, most_vertices=9, most_arcs=24, weights=ANY):
    """Directed graphs with parallel arcs, loops, zero and infinite weights, unreachable pairs."""
    n = draw(st.integers(2, most_vertices))
    vertex = st.integers(0, n - 1)
    arcs = draw(st.lists(st.tuples(vertex, vertex, weights), max_size=most_arcs))
    return make(n, arcs)


def make(n, arcs) -> Graph:
    """Graph of (tail, head, weight)."""
    tails = [arc[0] for arc in arcs]
    offsets, order = arcs_by_tail(n, tails)
    return as_graph(offsets, [arcs[i][1] for i in order], [arcs[i][2] for i in order])


def big(n, m, seed, whole=True) -> Graph:
    """Build a larger random graph: a ring of short arcs with jumps, some one-way, some doubled."""
    rng = np.random.default_rng(seed)
    tails = rng.integers(0, n, m)
    heads = (tails + rng.integers(-6, 7, m)) % n
    weights = rng.integers(0, 20, m).astype(float) if whole else rng.random(m)
    both = rng.random(m) < 0.7
    ends = np.concatenate([tails, heads[both]])
    others = np.concatenate([heads, tails[both]])
    offsets, order = arcs_by_tail(n, ends)
    return as_graph(offsets, others[order], np.concatenate([weights, weights[both]])[order])


def to_networkx(graph: Graph) -> nx.MultiDiGraph:
    """Give the usable arcs, keyed by number."""
    copy = nx.MultiDiGraph()
    copy.add_nodes_from(range(graph.n_vertices))
    for arc, tail in enumerate(tails_of(graph.offsets).tolist()):
        if graph.weights[arc] < inf:
            copy.add_edge(tail, int(graph.heads[arc]), key=arc, weight=float(graph.weights[arc]))
    return copy


def check_path(graph: Graph, source, target, length, arcs, expected):
    """Check that the length is as expected, and the arcs lead from source to target over that length."""
    assert length == pytest_approx(expected)
    arcs = [int(arc) for arc in arcs]
    if length == inf:
        assert arcs == []
        return
    tails = tails_of(graph.offsets)
    at = source
    for arc in arcs:
        assert tails[arc] == at
        at = int(graph.heads[arc])
    assert at == target
    assert sum(graph.weights[arc] for arc in arcs) == pytest_approx(expected)


def pytest_approx(value):
    import pytest

    return pytest.approx(value, rel=1e-9, abs=1e-12)


def simple_paths(graph: Graph, source, target):
    """All ways without a vertex twice, as lists of arcs, by exhaustive search."""
    found = []

    def walk(vertex, arcs, seen):
        if vertex == target:
            found.append(list(arcs))
            return
        for arc in range(graph.offsets[vertex], graph.offsets[vertex + 1]):
            head = int(graph.heads[arc])
            if head not in seen and graph.weights[arc] < inf:
                walk(head, [*arcs, arc], seen | {head})

    walk(source, [], {source})
    return found
