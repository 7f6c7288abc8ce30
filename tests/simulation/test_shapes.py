"""A figure drawn has the P10, P50, P90 and mean of the tables, and is never below zero."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors.charges.ranges import Z90, expected
from corridors.kernels.sampled import Sums, all_sums
from corridors.simulation.evaluated import sums_by_row
from corridors.simulation.shapes import shape_of

#: The middles of a million slices of equal probability.
SLICES = np.array([NormalDist().inv_cdf((k + 0.5) / 20_000) for k in range(20_000)])


@st.composite
def figures(draw: st.DrawFn) -> tuple[float, float, float]:
    """P10, P50 and P90 in their order, the high one at least as far off as the low one."""
    low = draw(st.floats(0, 100))
    below = draw(st.floats(0, 100))
    above = draw(st.floats(max(0.5, below), 300))
    return low, low + below, low + below + above


@given(figures())
def test_what_is_drawn_has_the_quantiles_of_the_tables(figure: tuple[float, float, float]) -> None:
    low, central, high = figure
    shape = shape_of(low, expected(low, central, high), high)
    drawn = [high * shape.at(z) for z in (-Z90, 0, Z90)]
    assert drawn == pytest.approx([low, central, high], rel=1e-6, abs=1e-6)
    assert shape.kept


@given(figures())
def test_the_mean_is_that_of_the_tables_though_nothing_falls_below_zero(figure: tuple[float, float, float]) -> None:
    low, central, high = figure
    mean = expected(low, central, high)
    shape = shape_of(low, mean, high)
    values = np.array([shape.at(z) for z in SLICES[::10]])
    assert values.min() >= 0
    assert high * shape.mean == pytest.approx(mean, rel=1e-9)
    assert high * values.mean() == pytest.approx(mean, rel=0.01, abs=0.002 * high)


def test_where_mean_and_p90_contradict_each_other_the_mean_holds() -> None:
    """Road fees that most do not pay: P10 and P50 are nothing, and the mean lies below what that and P90 give."""
    shape = shape_of(0.0, 137.0, 655.0)
    assert not shape.kept
    assert 655 * shape.mean == pytest.approx(137)
    assert min(655 * shape.at(z) for z in (-4, -1, 0)) == 0
    assert 655 * shape.at(Z90) < 655


@given(st.data())
def test_sums_by_whole_arrays_are_those_of_one_row_after_the_other(data: st.DataObject) -> None:
    """To the last bit: each row is added up in its own order."""
    rows = data.draw(st.lists(st.lists(st.integers(0, 4), max_size=6), min_size=1, max_size=8))
    seed = data.draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    begin = np.cumsum([0, *map(len, rows)]).astype(np.int32)
    shape = np.array([one for row in rows for one in row], dtype=np.int32)
    scale = rng.lognormal(0, 5, len(shape))
    sums = Sums(rng.lognormal(0, 5, len(rows)), begin, shape, scale)
    factor = rng.lognormal(0, 5, (3, 5))
    one = np.empty((3, len(rows)))
    all_sums(sums, factor, one)
    other = sums_by_row(sums, np.concatenate([np.ones((1, 3)), factor.T]))
    assert one.tolist() == other.T.tolist()
