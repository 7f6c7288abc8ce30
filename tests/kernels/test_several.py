"""k shortest ways and Pareto fronts against exhaustive search; samples against themselves."""

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridors.kernels.batch import Triangular, draw_weights, sample_paths
from corridors.kernels.csr import as_graph, reverse_of, tails_of
from corridors.kernels.dijkstra import shortest_path
from corridors.kernels.overlap import as_traits
from corridors.kernels.pareto import pareto_paths
from corridors.kernels.spread import ways_apart
from corridors.kernels.yen import k_shortest_paths, shortest_that_differ
from tests.kernels.graphs import big, graphs, make, pytest_approx, simple_paths


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
@given(graphs(most_arcs=22), st.sampled_from([2, 3, 4]), st.data())
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


def test_fronts_of_larger_graphs_equal_those_of_the_reversed_graph_and_of_swapped_criteria():
    graph = big(150, 500, seed=8, whole=False)
    rng = np.random.default_rng(4)
    rows = rng.uniform(0.5, 2, (3, graph.n_arcs)) * graph.weights
    tails = tails_of(graph.offsets)
    back = make(graph.n_vertices, list(zip(graph.heads.tolist(), tails.tolist(), range(graph.n_arcs), strict=True)))
    order = back.weights.astype(int)
    for number in (2, 3):
        forward = [sums for sums, _ in pareto_paths(graph, rows[:number], 0, 70)]
        assert len(forward) > 3
        backward = [sums for sums, _ in pareto_paths(back, rows[:number, order], 70, 0)]
        assert np.allclose(forward, backward, rtol=1e-12)
        swapped = sorted(sums[::-1] for sums, _ in pareto_paths(graph, rows[:number][::-1], 0, 70))
        assert np.allclose(forward, swapped, rtol=1e-12)


@st.composite
def with_traits(draw):
    """Graph, places of its vertices and stretches of its arcs, some arcs being none."""
    graph = draw(graphs(most_vertices=7, most_arcs=16))
    place = draw(st.lists(st.integers(0, 5), min_size=graph.n_vertices, max_size=graph.n_vertices))
    stretch = draw(st.lists(st.integers(-1, 9), min_size=graph.n_arcs, max_size=graph.n_arcs))
    size = draw(st.lists(st.integers(1, 9).map(float), min_size=graph.n_arcs, max_size=graph.n_arcs))
    return graph, as_traits(place, stretch, size)


def share(one, other, traits):
    """Part of the lesser way that two ways share; of a stretch the lesser size."""
    sums = [sum(float(traits.size[arc]) for arc in way if traits.stretch[arc] >= 0) for way in (one, other)]
    both = [(a, b) for a in one for b in other if traits.stretch[a] == traits.stretch[b] >= 0]
    return sum(float(min(traits.size[a], traits.size[b])) for a, b in both) / min(sums) if min(sums) else 1.0


def passes_again(graph, traits, arcs):
    tails = tails_of(graph.offsets)
    places = [traits.place[tails[arcs[0]]], *(traits.place[graph.heads[arc]] for arc in arcs)]
    stays = [p for i, p in enumerate(places) if i == 0 or p != places[i - 1]]
    return len(set(stays)) < len(stays)


@settings(max_examples=80, deadline=None)
@given(with_traits(), st.integers(1, 5), st.sampled_from([0.0, 0.3, 0.6, 0.9]))
def test_ways_that_differ_are_the_greedy_choice_and_priced_ones_share_no_more(case, k, overlap):
    graph, traits = case
    every = sorted((float(sum(graph.weights[a] for a in arcs)), arcs) for arcs in simple_paths(graph, 0, 1))
    reverse, tails = reverse_of(graph), tails_of(graph.offsets)
    ask = {"reverse": reverse, "tails": tails}
    ways, whole = shortest_that_differ(graph, 0, 1, k, traits, overlap, most_ways=10**6, most_work=10**9, **ask)
    assert whole
    assert bool(ways) == bool(every)
    if not ways:
        return
    assert ways[0][0] == pytest_approx(every[0][0])
    chosen = [arcs.tolist() for _, arcs in ways]
    few = ways_apart(graph, 0, 1, k, traits, overlap, [ways[0][1]], **ask)
    for found in (chosen, [arcs.tolist() for _, arcs in few]):
        assert len(found) <= k
        for n, one in enumerate(found):
            assert n == 0 or not passes_again(graph, traits, one)
            if not any(passes_again(graph, traits, way) for way in found):  # then a stretch may be crossed twice
                assert all(share(one, other, traits) <= overlap + 1e-12 for other in found[:n])
    if len(chosen) < k:  # nothing is left that would fit
        for length, arcs in every:
            if not passes_again(graph, traits, arcs):
                assert length >= every[0][0]
                assert list(arcs) in chosen or any(share(arcs, way, traits) > overlap for way in chosen)


def test_a_small_budget_is_told_and_the_first_way_is_there():
    graph = big(60, 260, seed=3, whole=False)
    traits = as_traits(np.arange(60), np.arange(graph.n_arcs), graph.weights)
    ask = {"reverse": reverse_of(graph), "tails": tails_of(graph.offsets)}
    ways, whole = shortest_that_differ(graph, 0, 30, 4, traits, 0.2, most_ways=1, most_work=10**9, **ask)
    assert (len(ways), whole) == (1, False)
    ways, whole = shortest_that_differ(graph, 0, 30, 4, traits, 0.2, most_ways=10**9, most_work=0, **ask)
    assert (len(ways), whole) == (1, False)
    assert ways[0][0] == pytest_approx(shortest_path(graph, 0, 30)[0])


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
