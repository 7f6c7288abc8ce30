"""How a figure with P10, mean and P90 varies: two halves of a normal, never below zero, with its mean kept.

The halves meet at P50. Where the lower one would go below zero it stops there, which by itself would raise the mean;
so the tail beyond P90 is shortened by as much. P10, P50, P90 and the mean are then all as the tables say.
"""

from __future__ import annotations

from math import erfc, exp, pi, sqrt
from typing import NamedTuple

from corridors.charges.ranges import Z90, median

__all__ = ["Shape", "shape_of"]

_HALF = 1 / sqrt(2 * pi)
#: What lies beyond P90 of a standard normal adds to its mean, above P90.
_TAIL = exp(-Z90 * Z90 / 2) * _HALF - 0.1 * Z90


class Shape(NamedTuple):
    """A factor of a standard normal number: 1 at P90 unless `kept` is False.

    `tail` is the slope beyond P90 as a share of `above`. `kept` says that P10, P50 and P90 are met as well as the
    mean: where the tables' mean lies too low for their P90, the mean is.
    """

    middle: float
    below: float
    above: float
    tail: float
    kept: bool = True

    def at(self, z: float) -> float:
        """Give the factor at a standard normal number."""
        if z < 0:
            return max(0.0, self.middle + self.below * z)
        return self.middle + self.above * (z if z <= Z90 else Z90 + self.tail * (z - Z90))

    @property
    def mean(self) -> float:
        """What is to be expected, in closed form."""
        upper = self.above * (_HALF - (1 - self.tail) * _TAIL)
        return self.middle + upper - self.below * _HALF + _cut(self.middle, self.below)


def shape_of(low: float, mean: float, high: float) -> Shape:
    """Give the shape of a figure, as a share of its P90.

    Examples
    --------
    >>> shape = shape_of(8, 10, 12)
    >>> round(12 * shape.at(0), 6), round(12 * shape.at(-Z90), 6), round(12 * shape.mean, 6)
    (10.0, 8.0, 10.0)
    >>> wide = shape_of(0.32, 1, 1.92)  # the lower half would reach below zero
    >>> round(1.92 * wide.mean, 6), round(1.92 * wide.at(Z90), 6), wide.at(-6)
    (1.0, 1.92, 0.0)
    """
    low, mean = low / high, mean / high
    middle = min(max(median(low, mean, 1.0), low), 1.0)
    below, above = (middle - low) / Z90, (1 - middle) / Z90
    # what is too much with the tail of a normal
    excess = middle + (above - below) * _HALF + _cut(middle, below) - mean
    if above <= 0:
        return Shape(middle, below, above, 1.0, abs(excess) < 1e-9)
    tail = 1 - excess / (above * _TAIL)
    if tail >= 0:
        return Shape(middle, below, above, tail)
    rest = mean - middle + below * _HALF - _cut(middle, below)
    return Shape(middle, below, max(0.0, rest / (_HALF - _TAIL)), 0.0, kept=False)


def _cut(middle: float, below: float) -> float:
    """Give what is gained by stopping at zero."""
    if below <= 0:
        return 0.0
    away = middle / below
    return below * (exp(-away * away / 2) * _HALF - away * erfc(away / sqrt(2)) / 2)
