"""Fronts on what is left of a graph: against exhaustive search and shortest ways, and how they are told and ended."""

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from corridors.errors import OptionError
from corridors.kernels import pareto
from corridors.kernels.core import core_of
from corridors.kernels.csr import as_graph, tails_of
from corridors.kernels.pareto import Fronts
from corridors.routing import fronts as told
from tests.kernels.graphs import big, graphs, simple_paths


def unbeaten(graph, rows, source, target):
    sums = {tuple(float(sum(row[arc] for arc in arcs)) for row in rows) for arcs in simple_paths(graph, source, target)}
    sums = {s for s in sums if max(s) < inf}
    return sorted(s for s in sums if not any(o != s and all(a <= b for a, b in zip(o, s, strict=True)) for o in sums))


@settings(max_examples=60, deadline=None)
@given(graphs(most_vertices=6, most_arcs=18), st.sampled_from([2, 3]), st.data())
def test_one_graph_made_ready_answers_every_pair(graph, width, data):
    weight = st.one_of(st.integers(0, 4).map(float), st.just(inf))  # ties, weightless arcs, shut ones
    rows = data.draw(
        st.lists(st.lists(weight, min_size=graph.n_arcs, max_size=graph.n_arcs), min_size=width, max_size=width)
    )
    graph = as_graph(graph.offsets, graph.heads, np.zeros(graph.n_arcs))
    fronts = Fronts(graph, rows)
    for source in range(graph.n_vertices):
        for target in range(graph.n_vertices):
            if source != target:
                found = [sums for sums, _ in fronts.paths(source, target)]
                assert found == unbeaten(graph, rows, source, target)


@pytest.mark.parametrize("width", [2, 3])
def test_the_best_way_of_any_mix_of_weights_is_on_the_front(width):
    graph = big(300, 900, seed=5, whole=False)
    rng = np.random.default_rng(1)
    rows = graph.weights * rng.uniform(0.5, 2, (width, graph.n_arcs))
    fronts, tails = Fronts(graph, rows), tails_of(graph.offsets)
    for source, target in rng.integers(0, 300, (6, 2)).tolist():
        ways = fronts.paths(source, target)
        for sums, arcs in ways:
            assert np.allclose(rows[:, arcs].sum(axis=1), sums, rtol=1e-12)
            assert [source, *graph.heads[arcs].tolist()] == [*tails[arcs].tolist(), target]
        for mix in rng.dirichlet(np.ones(width), 8):
            best = {}
            for a, b, w in zip(tails.tolist(), graph.heads.tolist(), (mix @ rows).tolist(), strict=True):
                best[a, b] = min(w, best.get((a, b), inf))
            ends = np.array(list(best)).T
            shortest = dijkstra(csr_matrix((list(best.values()), ends), shape=(300, 300)), indices=source)[target]
            assert min((mix @ sums for sums, _ in ways), default=inf) == pytest.approx(shortest, rel=1e-12)


def test_most_vertices_are_taken_out_and_each_arc_left_is_a_way():
    graph = big(300, 700, seed=5, whole=False)
    weights = np.random.default_rng(1).uniform(1, 2, (graph.n_arcs, 2))
    done = []
    core = core_of(graph, weights, done.append)
    assert core.n_core == 300 - done[-1] < 150
    assert sorted(core.number.tolist()) == list(range(300))

    def weigh(entry):
        below = core.first[entry], core.second[entry]
        return weights[below[0]] if below[1] < 0 else weigh(below[0]) + weigh(below[1])

    for arc, entry in enumerate(core.entry):
        assert np.allclose(core.weights[arc], weigh(entry))


@pytest.mark.parametrize("width", [2, 3])
def test_a_search_tells_how_far_it_is_and_ends_when_it_is_told_to(width, monkeypatch):
    monkeypatch.setattr(pareto, "SLICE", 10)
    graph = big(150, 500, seed=8, whole=False)
    rows = np.random.default_rng(4).uniform(0.5, 2, (width, graph.n_arcs)) * graph.weights
    fronts = Fronts(graph, rows)
    heard = []
    ways = fronts.paths(0, 70, watch=heard.append)
    assert len(heard) > 2
    assert [one.labels for one in heard] == sorted(one.labels for one in heard)
    if width == 2:
        shares = [one.share for one in heard]
        assert shares == sorted(shares)
        assert 0 <= shares[0] < shares[-1] <= 1 + 1e-9
    monkeypatch.setattr(pareto, "SLICE", 10**9)
    assert [sums for sums, _ in fronts.paths(0, 70)] == [sums for sums, _ in ways]
    monkeypatch.setattr(pareto, "SLICE", 10)

    def interrupt(_reached):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fronts.paths(0, 70, watch=interrupt)


def test_a_front_too_large_to_keep_is_refused_with_a_way_out(monkeypatch):
    monkeypatch.setattr(pareto, "SLICE", 10)
    monkeypatch.setattr(told, "MOST_LABELS", 30)
    graph = big(150, 500, seed=8, whole=False)
    rows = np.random.default_rng(4).uniform(0.5, 2, (3, graph.n_arcs)) * graph.weights
    with pytest.raises(OptionError, match=r"more ways than can be kept: \d+ are found.*epsilon=0 may be raised"):
        told.front_between(told.fronts_of(graph, rows), 0, 70, 0.0)


def test_weights_changed_are_answered_anew():
    from corridors.routing.edges import EdgeNetwork

    network = EdgeNetwork([0, 0, 1], [2, 1, 2], {"a": [9.0, 1.0, 1.0], "b": [1.0, 3.0, 3.0]})
    assert [route.total for route in network.pareto_routes(0, 2)] == [2.0, 9.0]
    assert [route.total for route in network.reweighted([1.0, 1.0, 1.0], "a").pareto_routes(0, 2)] == [1.0]
    assert [route.total for route in network.reweighted([7.0, 3.0, 3.0], "b").pareto_routes(0, 2)] == [2.0]
    assert len(network.pareto_routes(0, 2)) == 2


def test_no_way_and_a_graph_of_no_arcs():
    graph = as_graph([0, 1, 1], [1], [0.0])
    assert Fronts(graph, [[1.0], [inf]]).paths(0, 1) == []
    assert Fronts(graph, [[1.0], [1.0]]).paths(1, 0) == []
