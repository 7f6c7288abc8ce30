"""Kernels of the equilibrium: delays, shifts between two ways, trees grown again."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from corridors.kernels.compile import fast
from corridors.kernels.delays import CONICAL, EXPONENTIAL, POWER, QUEUE, delay_at
from corridors.kernels.ordered import ordered_tree
from corridors.kernels.shifts import differences, list_differences, sweep
from corridors.kernels.ways import first_tree, next_tree, weigh
from tests.kernels.graphs import big

FORMS = [
    (POWER, 4.0, 1e60),
    (POWER, 1.0, 1e250),
    (POWER, 2.5, 1e100),
    (POWER, 0.5, 1e300),
    (CONICAL, 4.0, 7 / 6),
    (QUEUE, 0.95, 0.0),
    (EXPONENTIAL, 3.0, 190.0),
]


@pytest.mark.parametrize(("form", "first", "second"), FORMS)
def test_a_delay_rises_from_zero_by_its_slope(form, first, second):
    run = fast(delay_at)
    assert run(form, 2.0, first, second, 0.0)[0] == pytest.approx(0.0, abs=1e-12)
    before = 0.0
    for load in (0.1, 0.5, 0.9, 1.0, 1.5, 3.0):
        delay, slope = run(form, 2.0, first, second, load)
        step = 1e-6 * load
        ends = [run(form, 2.0, first, second, load + sign * step)[0] for sign in (-1, 1)]
        assert delay > before
        assert slope == pytest.approx((ends[1] - ends[0]) / (2 * step), rel=1e-5)
        before = delay


@pytest.mark.parametrize(("form", "first", "second"), FORMS)
def test_no_delay_overflows(form, first, second):
    assert np.isfinite(fast(delay_at)(form, 2.0, first, second, 1e40)[0])


def test_what_lies_between_two_ways():
    """A way through the same port twice: what one unit less of it and one more of another changes."""
    spans = np.array([0, 5, 8]), np.array([5, 8, 10])
    needs = np.array([7, 1, 1, 2, 9, 7, 3, 9, 2, 1], dtype=np.int32)
    count, index, mark = np.zeros(10, np.int32), np.zeros(10, np.int32), np.zeros(11, np.int32)
    size = fast(differences)(0, 1, spans, needs, count, index, mark)
    assert {int(c): int(count[c]) for c in index[:size]} == {1: -2, 2: -1, 3: 1}
    size = fast(differences)(0, 2, spans, needs, count, index, mark)
    assert {int(c): int(count[c]) for c in index[:size]} == {7: -1, 1: -1, 2: 0, 9: -1}
    out = np.zeros(4, np.int64), np.zeros(9, np.int32), np.zeros(9)
    ways, others = np.array([0, 1, 2]), np.array([1, 1, 0])
    used = fast(list_differences)(ways, others, spans, needs, (count, index, mark), out)
    assert used == 6
    assert out[0].tolist() == [0, 3, 3, 6]
    listed = [{int(c): float(n) for c, n in zip(out[1][a:b], out[2][a:b], strict=True)} for a, b in ((0, 3), (3, 6))]
    assert listed == [{1: 2.0, 2: 1.0, 3: -1.0}, {7: -1.0, 1: -1.0, 9: -1.0}]


@pytest.mark.parametrize("orders", [0, 3, 6, 10])
def test_two_ways_weigh_the_same_after_some_sweeps_whatever_their_capacities(orders):
    """Times 10 and 12 and a demand of 1,000, capacities 500 and that by so many orders less."""
    amounts = np.array([500.0, 500.0 / 10**orders])
    levels = np.array([10.0, 12.0]) * 0.15
    law = np.zeros(2, np.int8), levels, 1 / amounts, np.full(2, 4.0), np.full(2, 1e60)
    state = np.array([1000.0, 0.0]), np.array([1.5 * 2.0**4, 0.0]), np.array([4 * 1.5 * 2.0**4 / 1000, 0.0])
    flow, fixed = np.array([1000.0, 0.0]), np.array([10.0, 12.0])
    scratch = (*(np.zeros(2 + extra, np.int32) for extra in (0, 0, 1)), *(np.zeros(2) for _ in range(3)))
    spans = np.array([0, 1]), np.array([1, 2])
    given = np.array([0]), np.array([0, 2]), spans, np.array([0, 1], np.int32), fixed, flow
    for _ in range(20):
        fast(sweep)(*given, law, state, scratch)
    weights = fixed + levels * (flow / amounts) ** 4
    assert flow.sum() == pytest.approx(1000.0)
    assert weights[1] == pytest.approx(weights[0], rel=1e-9)
    seen = np.zeros(2)
    fast(weigh)(given[2], given[3], fixed, state[1], seen)
    assert seen == pytest.approx(weights)


@pytest.mark.parametrize("change", [1.0, 1.05, 30.0])
def test_trees_grown_again_are_those_grown_anew(change):
    offsets, heads, weights = big(200, 900, seed=3)
    order = np.full(len(offsets) - 1, -2, np.int32)
    first = fast(first_tree)(5, offsets, heads, weights, order)
    anew = fast(ordered_tree)(5, offsets, heads, weights)
    assert first[0].tolist() == anew[0].tolist()
    assert first[1].tolist() == anew[1].tolist()
    reached = np.flatnonzero(np.isfinite(first[0]))
    assert sorted(order[: len(reached)].tolist()) == reached.tolist()
    changed = weights * np.random.default_rng(1).uniform(1, change, len(weights))
    again = fast(next_tree)(5, inf, offsets, heads, changed, order.copy())
    right = fast(ordered_tree)(5, offsets, heads, changed)[0]
    assert again[0].tolist() == right.tolist()
    budget = float(np.median(right[np.isfinite(right)]))
    short = fast(next_tree)(5, budget, offsets, heads, changed, order)[0]
    assert short[right <= budget].tolist() == right[right <= budget].tolist()
    assert (short[right > budget] > budget).all()


def test_what_a_tree_does_not_reach_stays_out():
    offsets, heads = np.array([0, 1, 1, 2], np.int32), np.array([1, 1], np.int32)
    order = np.full(3, -2, np.int32)
    for kernel, budget in ((first_tree, ()), (next_tree, (inf,))):
        distance, arc_to = fast(kernel)(0, *budget, offsets, heads, np.array([2.0, 1.0]), order)
        assert distance.tolist() == [0.0, 2.0, inf]
        assert arc_to.tolist() == [-1, 0, -1]
