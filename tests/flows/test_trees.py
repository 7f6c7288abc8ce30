"""Trees: the compiled and the plain form are the same, ties included."""

from __future__ import annotations

import importlib.util

import networkx as nx
import numpy as np
import pytest

from corridors.flows.frames import frame_network
from corridors.flows.guided import bounds_to, way_below
from corridors.flows.model import FlowNetwork
from corridors.flows.trees import Trees, way
from corridors.kernels.ordered import ordered_tree
from tests.flows.instances import random_links


def network(seed: int, n: int = 12) -> FlowNetwork:
    links = random_links(seed, n, 5 * n).assign(capacity=1.0)
    return frame_network(links, None, weight="cost", directed=True, congestion=False)


@pytest.mark.parametrize("seed", range(10))
def test_the_kernel_is_the_plain_search(seed: int) -> None:
    net = network(seed)
    plain = Trees(net, 1, compiled=False)
    plain.weigh(net.weights[0])
    arrays = np.array(net.offsets), np.array(net.heads), net.weights[0]
    for source in range(net.n_vertices):
        distance, arc_to = plain.grow(source)
        kernel = ordered_tree(source, *arrays)
        assert kernel[0].tolist() == list(distance)
        assert kernel[1].tolist() == list(arc_to)


@pytest.mark.skipif(importlib.util.find_spec("numba") is None, reason="numba is not installed")
@pytest.mark.parametrize("seed", range(3))
def test_compiled_trees_are_the_same(seed: int) -> None:
    net = network(seed)
    plain, compiled = Trees(net, 1, compiled=False), Trees(net, 1, compiled=True)
    for trees in (plain, compiled):
        trees.weigh(net.weights[0])
    for source in range(net.n_vertices):
        assert [list(part) for part in plain.grow(source)] == [list(part) for part in compiled.grow(source)]


@pytest.mark.parametrize("seed", range(10))
def test_guided_ways_are_best_ways_below_the_budget(seed: int) -> None:
    net = network(seed)
    base = net.weights[0]
    raised = base + np.random.default_rng(seed).uniform(0, 5, net.n_arcs)
    graph: nx.DiGraph = nx.DiGraph()
    graph.add_nodes_from(range(net.n_vertices))
    for tail, head, weight in zip(net.tails, net.heads, raised, strict=True):
        if weight < graph.get_edge_data(tail, head, {"weight": np.inf})["weight"]:
            graph.add_edge(tail, head, weight=weight)
    bound = bounds_to(net, base.tolist(), 3)
    for source in set(range(net.n_vertices)) - {3}:
        arcs = way_below(net, raised.tolist(), bound, source, 3)
        if not nx.has_path(graph, source, 3):
            assert arcs == ()
            continue
        best = nx.dijkstra_path_length(graph, source, 3)
        assert raised[list(arcs)].sum() == pytest.approx(best)
        assert net.tails[arcs[0]] == source
        assert net.heads[arcs[-1]] == 3
        assert way_below(net, raised.tolist(), bound, source, 3, best * 0.999) == ()


def test_way_reads_a_tree_backwards() -> None:
    assert way([0, 1, 2], [-1, 0, 1, 2], 0, 3) == (0, 1, 2)
    assert way([0], [-1, 0], 0, 0) == ()
