"""The best ways of many samples, found together, one by one and by the compiled kernel: the same to the last bit."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors.simulation.together as together
from corridors.kernels.compile import fast, numba_available
from corridors.kernels.csr import arcs_by_tail
from corridors.kernels.sampled import Plans, Shapes, Sums, sampled_ways
from corridors.simulation.best import Best, arc_weights_of, joined_best
from corridors.simulation.one_by_one import ways_one_by_one
from corridors.simulation.parameters import Rows, UncertainArcs, Varying
from corridors.simulation.together import ways_together

#: What hours and dollars of an arc are drawn from: round ones and none at all, so that ways often come to the same.
ROUND = st.sampled_from([0.0, 0.0, 1.0, 2.0, 3.0])
FORMS = ["weight", "hours", "dollars", "mark", "begin", "store"]


def sums_of(rows: list[tuple[float, dict[int, float]]]) -> Sums:
    made = Rows()
    for row in rows:
        made.add(*row)
    return made.done()


@st.composite
def problems(draw: st.DrawFn) -> tuple[UncertainArcs, np.ndarray[Any, Any], Any, Any, Plans]:
    """A small graph whose arcs vary with three numbers, samples, ends, and plans of both kinds."""
    n = draw(st.integers(2, 7))
    vertex = st.integers(0, n - 1)
    ends = draw(st.lists(st.tuples(vertex, vertex), min_size=1, max_size=18))
    offsets, order = arcs_by_tail(n, np.array([tail for tail, _ in ends], dtype=np.int32))
    tails, heads = (np.array([ends[k][side] for k in order], dtype=np.int32) for side in (0, 1))
    m = len(ends)
    part = st.tuples(ROUND, st.dictionaries(st.integers(0, 2), ROUND, max_size=2))
    time, cost = (sums_of(draw(st.lists(part, min_size=m, max_size=m))) for _ in range(2))
    # the third shape counts only while the third number is low, as what an event does
    shapes = Shapes(
        np.array([0, 1, -1], dtype=np.int32), np.array([1.0, 1.0, 1.0]), np.array([0.5, 1.0, 0.0]),
        np.array([2.0, 0.0, 0.0]), np.array([1.5, 1.0, 1.0]), np.array([-1, -1, 2], dtype=np.int32),
        np.array([0.0, 0.0, -0.2]), np.array([0, 0, 1], dtype=np.int32),
    )  # fmt: skip
    shut = draw(st.lists(st.integers(0, m - 1), max_size=2, unique=True))
    mix = np.array([*draw(st.sampled_from([(1.0, 0.0), (0.0, 1.0), (2.0, 1.0)])), 0.0])
    arcs = UncertainArcs(
        None, Varying(), [(k,) for k in range(m)], offsets, heads, tails, {}, shapes, time, cost,  # type: ignore[arg-type]
        np.full(len(shut), 2, dtype=np.int32), np.array(shut, dtype=np.int32), np.full(len(shut), -0.5), mix, -1,
    )  # fmt: skip
    z = np.random.default_rng(draw(st.integers(0, 2**32 - 1))).normal(size=(draw(st.integers(1, 12)), 3)).round(1)
    some = st.lists(vertex, min_size=1, max_size=2, unique=True)
    sources, targets = (np.array(draw(some), dtype=np.int32) for _ in range(2))
    return arcs, z, sources, targets, draw(plans_of(m, len(targets)))


@st.composite
def plans_of(draw: st.DrawFn, m: int, n_targets: int) -> Plans:
    """Any way, a way through one or two layers, and a way without some arcs; not every target is wanted of each."""
    arc = st.integers(0, m - 1)
    layers = draw(st.lists(st.integers(0, 2), max_size=3))
    entries, barred, begin, bar_begin = [], [], [0], [0]
    for count in layers:
        for level in range(1, count + 1):
            below = st.integers(0, level - 1)
            entries += [(level, draw(below), k) for k in sorted(draw(st.sets(arc, min_size=1, max_size=3)))]
        if not count:
            barred += sorted(draw(st.sets(arc, max_size=2)))
        begin.append(len(entries))
        bar_begin.append(len(barred))
    flags = st.lists(st.booleans(), min_size=n_targets, max_size=n_targets)
    wanted = np.array([[True] * n_targets, *(draw(flags) for _ in layers)], dtype=np.bool_)
    columns = (begin, layers, *([entry[k] for entry in entries] for k in range(3)), bar_begin, barred)
    arrays: Any = [np.array(column, dtype=np.int32) for column in columns]
    return Plans(*arrays, wanted)


def by_kernel(arcs: UncertainArcs, z: Any, sources: Any, targets: Any, plans: Plans) -> Best:
    kernel = fast(sampled_ways) if numba_available() else sampled_ways
    with np.errstate(over="ignore", invalid="ignore"):
        return Best(
            *kernel(
                z, *arcs.given(), sources, targets, arcs.offsets, arcs.heads, arcs.tails, *arcs.into, plans
            )
        )  # fmt: skip


def through_layers(arcs: UncertainArcs, weights: Any, plans: Plans, p: int) -> nx.MultiDiGraph:
    """Draw a plan as a graph of its own, a copy of all vertices a layer."""
    graph = nx.MultiDiGraph()
    barred = set(plans.barred[plans.bar_begin[p - 1] : plans.bar_begin[p]].tolist()) if p else set()
    top = int(plans.layers[p - 1]) if p else 0
    for layer in range(top + 1):
        graph.add_nodes_from((layer, v) for v in range(len(arcs.offsets) - 1))
        for k, (tail, head) in enumerate(zip(arcs.tails.tolist(), arcs.heads.tolist(), strict=True)):
            if k not in barred and np.isfinite(weights[k]):
                graph.add_edge((layer, tail), (layer, head), weight=float(weights[k]))
    for k in range(plans.begin[p - 1], plans.begin[p]) if p else ():
        arc = int(plans.entry_arc[k])
        if np.isfinite(weights[arc]):
            ends = (int(plans.entry_lower[k]), int(arcs.tails[arc])), (int(plans.entry_layer[k]), int(arcs.heads[arc]))
            graph.add_edge(*ends, weight=float(weights[arc]))
    return graph


@given(problems())
@settings(max_examples=150)
def test_all_searches_find_the_same_ways_to_the_last_bit(problem: Any) -> None:
    whole = ways_together(*problem)
    for other in (ways_one_by_one(*problem), by_kernel(*problem)):
        for name, mine, its in zip(FORMS, whole, other, strict=True):
            assert np.array_equal(mine, its), name


@given(problems())
def test_ways_weigh_what_networkx_finds_through_the_layers(problem: Any) -> None:
    arcs, z, sources, targets, plans = problem
    found, (weights, hours, dollars) = ways_together(*problem), arc_weights_of(arcs, z)
    column = -1
    for source in sources.tolist():
        for p, wanted in enumerate(plans.wanted):
            graphs = [through_layers(arcs, weights[i], plans, p) for i in range(len(z))]
            top = int(plans.layers[p - 1]) if p else 0
            for t, target in enumerate(targets.tolist()):
                column += 1
                for i, graph in enumerate(graphs):
                    known = nx.single_source_dijkstra_path_length(graph, (0, source))
                    asked = known.get((top, target), np.inf) if wanted[t] else np.inf
                    assert found.weight[i, column] == pytest.approx(asked)
                    way = list(found.way(i, column))
                    if np.isfinite(asked):
                        assert found.hours[i, column] == pytest.approx(hours[i, way].sum())
                        assert found.dollars[i, column] == pytest.approx(dollars[i, way].sum())
                        at = [source, *arcs.heads[way].tolist()]
                        assert at == [*arcs.tails[way].tolist(), target], "the way hangs together"
                    else:
                        assert not way


@given(problems(), st.integers(1, 30), st.sampled_from([0, 9]))
def test_how_many_samples_are_worked_on_at_a_time_changes_nothing(problem: Any, figures: int, many: int) -> None:
    """Nor does looking back from the targets first, or not."""
    whole = ways_together(*problem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(together, "_FIGURES", figures)
        patch.setattr(together, "_MANY", many)
        patch.setattr(together, "_AT_A_TIME", 1 + figures % 3)
        parts = ways_together(*problem)
    arcs, z, *rest = problem
    joined = joined_best(
        [ways_together(arcs, z[:1], *rest), ways_together(arcs, z[1:], *rest)] if len(z) > 1 else [whole]
    )
    for other in (parts, joined, joined_best([whole.some(0, 1), whole.some(1, len(z))])):
        for name, mine, its in zip(FORMS, whole, other, strict=True):
            assert np.array_equal(mine, its), name


def test_of_ways_alike_that_by_the_nearest_tail_is_taken_and_of_idle_arcs_the_fewest() -> None:
    """From 0 to 5: over 1 or 2 alike, and from 3 over 4 or straight on for nothing."""
    #      1 --1--> 3 --0--> 4
    #     1         ^ |      0
    #    /          0 0      |
    #   0 ---2--> 2-+ +----> 5
    ends = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (3, 5), (4, 5)]
    length = [1.0, 2.0, 1.0, 0.0, 0.0, 0.0, 0.0]
    offsets, _ = arcs_by_tail(6, np.array([tail for tail, _ in ends], dtype=np.int32))
    tails, heads = (np.array([end[side] for end in ends], dtype=np.int32) for side in (0, 1))
    none: Any = np.zeros(0, dtype=np.int32)
    shapes = Shapes(none, *(np.zeros(0) for _ in range(4)), none, np.zeros(0), none)
    arcs = UncertainArcs(
        None, Varying(), [(k,) for k in range(7)], offsets, heads, tails, {}, shapes,  # type: ignore[arg-type]
        sums_of([(hours, {}) for hours in length]), sums_of([(0.0, {})] * 7), none, none, np.zeros(0),
        np.array([1.0, 0.0, 0.0]), -1,
    )  # fmt: skip
    zero = np.zeros(1, dtype=np.int32)
    anything = Plans(zero, none, none, none, none, zero, none, np.ones((1, 1), np.bool_))
    given_ends = np.array([0], dtype=np.int32), np.array([5], dtype=np.int32)
    for search in (ways_together, ways_one_by_one, by_kernel):
        found = search(arcs, np.zeros((2, 0)), *given_ends, anything)
        assert [found.way(i, 0) for i in range(2)] == [(0, 2, 5)] * 2
        assert found.weight.tolist() == [[2.0], [2.0]]
