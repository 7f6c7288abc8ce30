"""The range of a sum by formula, held against draws of the same distributions."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridors.charges.ranges import Z90, Spread, expected, median, range_of_sum

#: How far the formula may lie from draws, in shares of the central figure: as its module says.
TAILS, MIDDLE = 0.06, 0.15
TAILS_WITH_A_COMMON_CAUSE = 0.09

DRAWS = 40_000


class Part(NamedTuple):
    """A figure as tables have it: P10, P50, P90, and what it moves with."""

    group: str
    low: float
    central: float
    high: float

    @property
    def summand(self) -> tuple[str, float, float, float]:
        """As the sum takes it, with the mean."""
        return self.group, self.low, expected(self.low, self.central, self.high), self.high


@st.composite
def parts(draw: st.DrawFn, groups: str = "abcdef") -> Part:
    """Draw a figure that may take nothing to a double at the low end, and up to four times as much at the high."""
    central = draw(st.floats(1, 100))
    down, up = draw(st.floats(0, 1)), draw(st.floats(0, 3))
    return Part(draw(st.sampled_from(groups)), central * (1 - down), central, central * (1 + up))


def at(normal: np.ndarray, low: float, central: float, high: float) -> np.ndarray:
    """Give a figure at so many standard deviations: one slope below its central figure, another above."""
    return central + normal * np.where(normal < 0, central - low, high - central) / Z90


def drawn(figures: list[Part], correlation: float = 0.0) -> Spread:
    """P10, P50 and P90 of the sum, by drawing one number a group; `correlation` of it is common to all."""
    random = np.random.default_rng(1)
    common = random.standard_normal(DRAWS)
    total = np.zeros(DRAWS)
    for group in sorted({part.group for part in figures}):
        own = random.standard_normal(DRAWS)
        mixed = np.sqrt(correlation) * common + np.sqrt(1 - correlation) * own
        for part in figures:
            if part.group == group:
                total += at(mixed, *part[1:])
    return Spread(*np.quantile(total, [0.1, 0.5, 0.9]))


def formula(figures: list[Part], correlation: float = 0.0) -> Spread:
    return range_of_sum([part.summand for part in figures], correlation=correlation)


@given(figures=st.lists(parts(), min_size=1, max_size=10))
@settings(max_examples=60)
def test_the_formula_agrees_with_draws(figures: list[Part]) -> None:
    """Whatever is skewed, moves together or apart: within what the module promises of the central figure."""
    said, seen = formula(figures), drawn(figures)
    assert abs(said.low - seen.low) < TAILS * seen.central
    assert abs(said.high - seen.high) < TAILS * seen.central
    assert abs(said.central - seen.central) < MIDDLE * seen.central


def test_the_formula_is_right_on_average() -> None:
    """Over sixty sums of ten figures the mean deviation is 1 % of the central figure, 4 % in the middle."""
    random = np.random.default_rng(2)
    away = []
    for _ in range(60):
        figures = []
        for number in range(10):
            central, down, up = random.uniform(1, 100), random.uniform(0, 0.9), random.uniform(0, 2)
            figures.append(Part(f"{number % 6}", central * (1 - down), central, central * (1 + up)))
        said, seen = formula(figures), drawn(figures)
        away.append([abs(a - b) / seen.central for a, b in zip(said, seen, strict=True)])
    low, middle, high = np.mean(away, axis=0)
    assert low < 0.015
    assert middle < 0.04
    assert high < 0.015


@given(figure=parts())
def test_a_single_figure_is_its_own_range(figure: Part) -> None:
    """Nothing is smoothed away where there is nothing to add."""
    assert formula([figure]) == pytest.approx(figure[1:])


@given(figures=st.lists(parts(groups="a"), min_size=1, max_size=8))
def test_what_moves_together_adds_up_quantile_by_quantile(figures: list[Part]) -> None:
    """The lows of one railway come on the same day, and so do its highs."""
    sums = [sum(part[column] for part in figures) for column in (1, 2, 3)]
    assert formula(figures) == pytest.approx(sums)


@given(figures=st.lists(parts(), min_size=2, max_size=8))
def test_apart_is_never_wider_than_together(figures: list[Part]) -> None:
    """Some are late where others are early; and a low is never above a high."""
    low, central, high = formula(figures)
    together = formula([part._replace(group="a") for part in figures])
    assert low <= central + 1e-9
    assert central <= high + 1e-9
    assert high - low <= (together.high - together.low) * (1 + 1e-9)


def test_parts_without_a_group_move_by_themselves() -> None:
    """A blank group is no group: two such parts are as two groups, not as one."""
    alone = range_of_sum([("", 8, 10, 12), ("", 8, 10, 12)])
    assert alone == range_of_sum([("a", 8, 10, 12), ("b", 8, 10, 12)])
    assert alone.high < range_of_sum([("a", 8, 10, 12), ("a", 8, 10, 12)]).high


def test_what_is_certain_moves_the_range_and_does_not_widen_it() -> None:
    """Five hours by the clock are five hours more at either end."""
    low, central, high = range_of_sum([("a", 8, 10, 12), ("b", 7, 10, 15)])
    moved = range_of_sum([("a", 8, 10, 12), ("b", 7, 10, 15), ("", 5, 5, 5)])
    assert moved == pytest.approx((low + 5, central + 5, high + 5))


def test_of_nothing_the_range_is_nothing() -> None:
    """A way without charges takes no time, for certain."""
    assert range_of_sum([]) == (0, 0, 0)


@given(figure=parts())
def test_mean_and_median_are_each_other_s_inverse(figure: Part) -> None:
    """A charge carries the mean; its P50 is found again."""
    _, low, central, high = figure
    assert median(low, expected(low, central, high), high) == pytest.approx(central)


@given(figure=parts())
def test_the_mean_is_that_of_draws_and_lies_on_the_longer_side(figure: Part) -> None:
    """Which is why means add up and medians do not."""
    _, low, central, high = figure
    mean = expected(low, central, high)
    seen = at(np.random.default_rng(3).standard_normal(DRAWS), low, central, high).mean()
    assert abs(mean - seen) < 0.02 * central
    assert (mean - central) * ((high - central) - (central - low)) >= -1e-9


@given(figures=st.lists(parts(), min_size=1, max_size=6), at_most=st.floats(0, 50))
def test_a_worse_high_never_betters_the_sum(figures: list[Part], at_most: float) -> None:
    """If one part may take longer, so may the whole, and it is to be expected to."""
    worse = [figures[0]._replace(high=figures[0].high + at_most), *figures[1:]]
    before, after = formula(figures), formula(worse)
    assert after.high >= before.high - 1e-6 * before.central
    assert worse[0].summand[2] >= figures[0].summand[2]


# -- a common cause -------------------------------------------------------------------------------------


@given(figures=st.lists(parts(), min_size=2, max_size=8))
def test_without_a_common_cause_groups_are_independent_and_with_it_alone_they_are_one(figures: list[Part]) -> None:
    """The two ends of the correlation."""
    assert formula(figures, 0.0) == formula(figures)
    together = formula([part._replace(group="a") for part in figures])
    assert list(formula(figures, 1.0)) == pytest.approx(list(together), rel=1e-4, abs=1e-4 * together.central)


@given(figures=st.lists(parts(), min_size=2, max_size=8), correlation=st.floats(0, 1))
@settings(max_examples=60)
def test_with_a_common_cause_the_formula_agrees_with_draws(figures: list[Part], correlation: float) -> None:
    """Nearly as near as without one, whatever is common."""
    said, seen = formula(figures, correlation), drawn(figures, correlation)
    assert abs(said.low - seen.low) < TAILS_WITH_A_COMMON_CAUSE * seen.central
    assert abs(said.high - seen.high) < TAILS_WITH_A_COMMON_CAUSE * seen.central
    assert abs(said.central - seen.central) < MIDDLE * seen.central


@given(st.lists(parts(), min_size=2, max_size=6), st.sampled_from((0.0, 0.3)), st.sampled_from((1e-4, 0.01, 1000.0)))
def test_a_sum_in_another_unit_is_the_same_sum(figures: list[Part], correlation: float, unit: float) -> None:
    """Days or hours, cents or dollars; and turned round, what was skewed up is skewed down."""
    usual = formula(figures, correlation)
    other = formula([Part(p.group, p.low * unit, p.central * unit, p.high * unit) for p in figures], correlation)
    assert other == pytest.approx([figure * unit for figure in usual], rel=1e-6)
    turned = formula([Part(p.group, -p.high, -p.central, -p.low) for p in figures], correlation)
    assert turned == pytest.approx([-figure for figure in usual[::-1]], rel=1e-4, abs=1e-3)
