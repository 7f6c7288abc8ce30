"""k shortest ways and Pareto fronts against exhaustive search; samples against themselves."""

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridors.kernels.batch import Triangular, draw_weights, sample_paths
from corridors.kernels.csr import as_graph, tails_of
from corridors.kernels.dijkstra import shortest_path
from corridors.kernels.pareto import pareto_paths
from corridors.kernels.yen import k_shortest_paths
from tests.kernels.graphs import big, graphs, pytest_approx, simple_paths


@settings(max_examples=80, deadline=None)
@given(graphs(most_vertices=7, most_arcs=16), st.integers(1, 40))
def test_k_shortest_equal_exhaustive_search(graph, k):
    every = simple_paths(graph, 0, 1)
    expected = sorted(float(sum(graph.weights[arc] for arc in arcs)) for arcs in every)[:k]
    found = k_shortest_paths(graph, 0, 1, k)
    assert [length for length, _ in found] == pytest_approx(expected)
    ways = [tuple(arcs.tolist()) for _, arcs in found]
    assert len(set(ways)) == len(ways)
    assert set(ways) <= {tuple(int(arc) for arc in arcs) for arcs in every}
    for length, arcs in found:
        assert length == pytest_approx(graph.weights[arcs].sum())
    more = k_shortest_paths(graph, 0, 1, k + 1)
    assert [tuple(arcs.tolist()) for _, arcs in more[:k]] == ways


def front_of(graph, criteria, source, target):
    sums = {
        tuple(float(sum(row[arc] for arc in arcs)) for row in criteria) for arcs in simple_paths(graph, source, target)
    }
    sums = {s for s in sums if max(s) < inf}
    return sorted(s for s in sums if not any(o != s and all(a <= b for a, b in zip(o, s, strict=True)) for o in sums))


@settings(max_examples=80, deadline=None)
@given(graphs(most_arcs=22), st.sampled_from([2, 3]), st.data())
def test_fronts_equal_exhaustive_search(graph, n_criteria, data):
    weight = st.one_of(st.integers(0, 5).map(float), st.sampled_from([0.25, 1.5, inf]))  # sums are exact
    row = st.lists(weight, min_size=graph.n_arcs, max_size=graph.n_arcs)
    criteria = data.draw(st.lists(row, min_size=n_criteria, max_size=n_criteria))
    plain = as_graph(graph.offsets, graph.heads, np.zeros(graph.n_arcs))
    ways = pareto_paths(plain, criteria, 0, 1)
    expected = front_of(plain, criteria, 0, 1)
    assert [sums for sums, _ in ways] == expected
    tails = tails_of(plain.offsets)
    for sums, arcs in ways:
        assert sums == tuple(sum(row[arc] for arc in arcs) for row in criteria)
        stops = [0, *(int(plain.heads[arc]) for arc in arcs)]
        assert [int(tails[arc]) for arc in arcs] == stops[:-1]
        assert stops[-1] == 1
    rough = [sums for sums, _ in pareto_paths(plain, criteria, 0, 1, epsilon=0.5)]
    assert set(rough) <= {s for s, _ in ways} | set(rough)
    for sums in expected:  # each way is matched within the tolerance
        assert any(all(a <= 1.5 * b + 1e-9 for a, b in zip(way, sums, strict=True)) for way in rough)


def test_rounding_makes_no_second_way():
    graph = as_graph([0, 2, 3, 4, 6, 6], [1, 2, 3, 3, 4, 4], [0] * 6)
    # 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 differ in the last place.
    first = [0.1, 0.3, 0.2, 0.2, 0.3, 0.1]
    second = [1.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    assert len(pareto_paths(graph, [first, second], 0, 4)) == 1
    mixed = as_graph([0, 2, 3, 4, 5, 6, 6], [1, 2, 3, 4, 5, 5], [0] * 6)
    ways = pareto_paths(mixed, [[0.1, 0.3, 0.2, 0.2, 0.3, 0.1], [2.0, 1.0, 2.0, 1.0, 2.0, 1.0]], 0, 5)
    assert [arcs for _, arcs in ways] == [[1, 3, 5]]


def law_of(graph, seed=0):
    rng = np.random.default_rng(seed)
    spread = np.sort(rng.uniform(0.5, 2.0, (3, graph.n_arcs)), axis=0)
    spread[:, ::7] = spread[0, ::7]  # some do not vary
    low, mode, high = graph.weights * spread
    low[5::11] = mode[5::11] = high[5::11] = inf
    return Triangular.of(low, mode, high, rng.integers(0, max(1, graph.n_arcs // 2), graph.n_arcs))


def test_samples_are_the_same_for_any_number_of_workers_and_any_engine(engine, monkeypatch):
    graph = big(60, 260, seed=3, whole=False)
    law = law_of(graph)
    assert shortest_path(graph, 0, 30)[0] < inf
    one, two, four = (sample_paths(graph, law, 0, 30, 25, seed=9, workers=w) for w in (1, 2, 4))
    for other in (two, four):
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))
    monkeypatch.setenv("CORRIDORS_NUMBA", "0")
    plain = sample_paths(graph, law, 0, 30, 25, seed=9)
    assert all(np.array_equal(a, b) for a, b in zip(one, plain, strict=True))
    assert np.isfinite(one.lengths).any()
    assert not np.array_equal(one.lengths, sample_paths(graph, law, 0, 30, 25, seed=10).lengths)


def test_each_sample_is_a_shortest_way_on_its_weights():
    graph = big(60, 260, seed=4)
    law = law_of(graph, seed=1)
    samples = sample_paths(graph, law, 0, 30, 25, seed=2)
    for i in range(25):
        weights = draw_weights(law, i, 2)
        assert np.all((law.low <= weights) & (weights <= law.high))
        length, _ = shortest_path(as_graph(graph.offsets, graph.heads, weights), 0, 30)
        assert samples.lengths[i] == pytest_approx(length)
        arcs = samples.arcs[samples.begin[i] : samples.begin[i + 1]]
        assert weights[arcs].sum() == pytest_approx(length)


def test_draws_follow_the_triangular_law():
    law = Triangular.of(np.full(2000, 1.0), np.full(2000, 2.0), np.full(2000, 4.0))
    drawn = np.concatenate([draw_weights(law, i, 1) for i in range(50)])
    assert drawn.mean() == pytest.approx(7 / 3, abs=0.01)
    assert drawn.var() == pytest.approx((1 + 4 + 16 - 2 - 4 - 8) / 18, abs=0.01)
    assert (drawn < 2.0).mean() == pytest.approx(1 / 3, abs=0.01)


def test_no_way_in_any_sample():
    graph = as_graph([0, 1, 1], [1], [inf])
    samples = sample_paths(graph, Triangular.of([inf], [inf], [inf]), 0, 1, 3, workers=2)
    assert samples.lengths.tolist() == [inf] * 3
    assert samples.begin.tolist() == [0] * 4


@pytest.mark.parametrize(
    "call",
    [
        lambda g: k_shortest_paths(g, 0, 1, 0),
        lambda g: k_shortest_paths(g, 0, 0, 1),
        lambda g: pareto_paths(g, [[1.0]], 0, 1),
        lambda g: pareto_paths(g, [[1.0], [-1.0]], 0, 1),
        lambda g: pareto_paths(g, [[1.0], [1.0]], 1, 1),
        lambda g: Triangular.of([2.0], [1.0], [3.0]),
        lambda g: Triangular.of([1.0], [1.0], [inf]),
        lambda g: Triangular.of([1.0], [1.0, 2.0], [3.0]),
        lambda g: Triangular.of([1.0], [1.0], [3.0], [-1]),
        lambda g: sample_paths(g, Triangular.of([], [], []), 0, 1, 1),
    ],
)
def test_bad_questions_are_refused(call):
    with pytest.raises(ValueError, match=r"must|arcs|may be"):
        call(as_graph([0, 1, 1], [1], [1.0]))
