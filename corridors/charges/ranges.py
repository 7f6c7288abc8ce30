"""The range of a sum: P10 to P90 of what adds up of uncertain parts, with what moves together moved together.

A figure's low, central and high are its P10, P50 and P90. It is taken as two halves of a normal distribution that
meet at the central one: half the cases below it, with the spread of the low figure, half above, with that of the
high one. Parts of one group (one railway's speed over all its links, one border, one port, one vessel) are at the
same quantile together, so their lows, centrals and highs add up. Independent groups add their means, variances and
third moments. P10 and P90 of the sum are those of the distribution of the same kind with these three moments.
The halves of a single figure meet in a step, which a sum of several smooths away: so P50 lies between that of this
distribution, which holds where one group makes up the variance, and the mean less a sixth of the skew, which holds
where many do.

Groups are not quite independent: a consignment that is given the way, in a good season, is quick at all of them. So
they share a cause with a correlation (0: independent, 1: all together). Variance and third moment of the sum then lie
between those of independent groups and those of groups that move together, by the correlation and its power of 1.5.
Against draws, P10 and P90 are within 6 % of the central figure where groups are independent and within 9 where they
share a cause, P50 within 15 (mean 1, 2 and 2 %).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import pi, sqrt
from typing import NamedTuple

from corridors.kernels.adding import total_of

__all__ = ["Spread", "expected", "median", "range_of_sum"]

#: Standard deviations from the median to P10 or P90 of a normal distribution.
Z90 = 1.2815515655446004

#: Enough to find a ratio of spreads to a millionth.
_HALVINGS = 20

_HALF = 1 / sqrt(2 * pi)
_THIRD = sqrt(2 / pi)

#: How far the mean lies from the median, for each unit by which low and high lie farther off on one side.
_PULL = _HALF / Z90


class Spread(NamedTuple):
    """P10, P50 and P90."""

    low: float
    central: float
    high: float


def expected(low: float, central: float, high: float) -> float:
    """Give the mean of what has these P10, P50 and P90.

    >>> expected(8, 10, 12), round(expected(8, 10, 20), 2)
    (10.0, 12.49)
    """
    return central + _PULL * (low + high - 2 * central)


def median(low: float, mean: float, high: float) -> float:
    """Give the P50 of what has this P10, mean and P90.

    >>> round(median(8, expected(8, 10, 20), 20), 9)
    10.0
    """
    if low == high:  # certain
        return mean
    return (mean - _PULL * (low + high)) / (1 - 2 * _PULL)


def range_of_sum(parts: Iterable[tuple[str, float, float, float]], *, correlation: float = 0.0) -> Spread:
    """Give P10, P50 and P90 of a sum of parts, each (group, low, mean, high).

    Examples
    --------
    >>> [round(x, 1) for x in range_of_sum([("a", 8, 10, 12)])]
    [8.0, 10.0, 12.0]
    >>> [round(x, 1) for x in range_of_sum([("a", 8, 10, 12), ("a", 8, 10, 12)])]  # together
    [16.0, 20.0, 24.0]
    >>> [round(x, 1) for x in range_of_sum([("a", 8, 10, 12), ("b", 8, 10, 12)])]  # apart
    [17.2, 20.0, 22.8]
    >>> [round(x, 1) for x in range_of_sum([("a", 8, 10, 12), ("b", 8, 10, 12)], correlation=0.5)]
    [16.5, 20.0, 23.5]
    """
    groups: dict[str, list[float]] = {}
    for number, (name, low, mean, high) in enumerate(parts):
        sums = groups.setdefault(name or f"part {number}", [0.0, 0.0, 0.0])
        sums[0] += low
        sums[1] += median(low, mean, high)
        sums[2] += high
    moving = [sums for sums in groups.values() if sums[0] < sums[2]]
    fixed = total_of(sums[1] for sums in groups.values() if sums[0] >= sums[2])
    if len(moving) < 2:
        only = moving[0] if moving else (0.0, 0.0, 0.0)
        return Spread(fixed + only[0], fixed + only[1], fixed + only[2])
    mean, variance, third, largest = fixed, 0.0, 0.0, 0.0
    for low, central, high in moving:
        shift, own, skewed = _moments((central - low) / Z90, (high - central) / Z90)
        mean += central + shift
        variance += own
        third += skewed
        largest = max(largest, own)
    weight = (largest / variance) ** 2
    if correlation:
        low, central, high = (total_of(sums[i] for sums in moving) for i in range(3))
        _, together, skewed = _moments((central - low) / Z90, (high - central) / Z90)
        variance += correlation * (together - variance)
        third += correlation**1.5 * (skewed - third)
        weight += correlation**2 * (1 - weight)
    alike = _with_moments(mean, variance, third)
    smooth = mean - third / variance / 6
    middle = weight * alike.central + (1 - weight) * smooth
    return Spread(alike.low, min(max(middle, alike.low), alike.high), alike.high)


def _moments(below: float, above: float) -> tuple[float, float, float]:
    """Give the mean (from the median), the variance and the third central moment of two halves of a normal."""
    shift = (above - below) * _HALF
    square = (below * below + above * above) / 2
    return shift, square - shift * shift, _THIRD * (above**3 - below**3) - 3 * shift * square + 2 * shift**3


def _with_moments(mean: float, variance: float, third: float) -> Spread:
    """Give P10, P50 and P90 of two halves of a normal that have three moments.

    The skew is at most that of one half alone; what is more skewed gets that.
    """
    wanted = abs(third) / (variance * sqrt(variance))
    least, most = 0.0, 1.0  # the smaller of the two spreads over the larger
    for _ in range(_HALVINGS):
        ratio = (least + most) / 2
        _, own, skewed = _moments(ratio, 1.0)
        if skewed / (own * sqrt(own)) > wanted:
            least = ratio
        else:
            most = ratio
    ratio = (least + most) / 2
    shift, own, _ = _moments(ratio, 1.0)
    above = sqrt(variance / own)
    if third >= 0:
        median = mean - shift * above
        return Spread(median - Z90 * ratio * above, median, median + Z90 * above)
    median = mean + shift * above
    return Spread(median - Z90 * above, median, median + Z90 * ratio * above)
