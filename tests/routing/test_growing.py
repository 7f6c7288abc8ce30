"""Trees grown by compiled code are those of plain Python, arc by arc."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.kernels.compile import numba_available
from corridors.kernels.ordered import seeded_tree
from corridors.routing.graphs import graph_of
from corridors.routing.growing import get_ready, is_ready, tree_of
from corridors.routing.search import shortest_tree


@st.composite
def grown(draw: st.DrawFn) -> tuple[list[int], list[int], list[float], list[tuple[float, int]]]:
    """Draw a graph of up to seven vertices with many ties, arcs that may not be used, and seeds, some of them twice."""
    n = draw(st.integers(1, 7))
    arcs = sorted(draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=20)))
    offsets = [sum(tail < vertex for tail, _ in arcs) for vertex in range(n + 1)]
    weight = st.sampled_from([0.0, 1.0, 2.0, 0.1, 0.2, 0.3, float("inf")])
    weights = [draw(weight) for _ in arcs]
    seeds = draw(st.lists(st.tuples(st.sampled_from([0.0, 1.0, 0.3]), st.integers(0, n - 1)), max_size=4))
    return offsets, [head for _, head in arcs], weights, seeds


@given(grown())
def test_the_kernel_gives_the_tree_of_the_plain_search(
    case: tuple[list[int], list[int], list[float], list[tuple[float, int]]],
) -> None:
    """Distances to the last bit and the same arcs, whatever ties."""
    offsets, heads, weights, seeds = case
    plain = shortest_tree(offsets, heads, weights, seeds)
    distance, arc = seeded_tree(
        np.array([start for start, _ in seeds], dtype=np.float64),
        np.array([vertex for _, vertex in seeds], dtype=np.int32),
        np.array(offsets, dtype=np.int32),
        np.array(heads, dtype=np.int32),
        np.array(weights, dtype=np.float64),
    )
    assert (distance.tolist(), arc.tolist()) == (plain.distance, plain.arc)


def test_the_packaged_network_has_the_same_trees_once_they_are_compiled() -> None:
    """All of a dozen origins, and those of a network changed by a scenario."""
    network = co.load_network()
    changed = network.apply(co.Scenario("slow", delay={"turkmenbashi": "+24 h"}, shut=("IR",)))
    assert get_ready() == numba_available() == is_ready()
    for each in (network, changed):
        planner = each.planner(weight="time")
        graph = graph_of(each._core, "feu")
        for source in graph.origin_of[:12]:
            plain = shortest_tree(graph.offsets, graph.heads, planner.weights, [(0.0, source)])
            assert tree_of(planner.graph, planner.weights, [(0.0, source)]) == plain
