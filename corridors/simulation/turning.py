"""Break-even: the value of each parameter at which the ranking of the two corridors turns, others at P50."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from corridors.kernels.csr import Floats
from corridors.simulation.evaluated import Floats2, all_factor_rows
from corridors.simulation.rivals import Rivals
from corridors.simulation.tornado import CAUSES

__all__ = ["FARTHEST", "BreakEven", "break_even"]

#: Values are looked for up to so many standard deviations from P50: beyond lie 3 in 100,000 cases to each side.
FARTHEST = 4.0

#: Where the margin is looked at first; between two of them that differ in sign lies a value at which it turns.
_GRID = (-FARTHEST, -3.0, -2.0, -1.28, -0.6, 0.0, 0.6, 1.28, 2.0, 3.0, FARTHEST)

#: So near, in standard deviations, is a value found; so far beside it is looked whether the sign turns there.
_NEAR, _BESIDE = 1e-6, 1e-5

#: Figures that differ by a smaller share are the same.
_ALIKE = 1e-9

_UNITS = {"time": "h", "price": "USD", "value of time": "USD/h"}


@dataclass(frozen=True)
class BreakEven:
    """Where the ranking turns.

    Attributes
    ----------
    kind, name
        Of the parameter, or of a common cause.
    value, unit
        What it comes to on the way that hangs on it most: hours, dollars (of the shipment), or dollars an hour. Of a
        common cause, which has no unit, its quantile.
    p10, p50, p90
        The same at these quantiles.
    corridor
        Whose way that is.
    quantile
        The share of cases in which the parameter is lower.
    probability
        How likely it lies beyond the value, seen from P50.
    verified
        Whether the exact search ranks the two one way just before it and the other way just beyond.
    """

    kind: str
    name: str
    value: float
    unit: str
    p10: float
    p50: float
    p90: float
    corridor: str
    quantile: float
    probability: float
    verified: bool


def break_even(rivals: Rivals, chosen: Sequence[int]) -> list[BreakEven]:
    """Find the nearest value of each parameter at which the two corridors weigh the same; the likeliest first.

    The margin is searched exactly at every step: over a grid, then ever closer between two of its points. Events have
    no value, for they are in force or not: see the tornado.
    """
    parameters = rivals.problem.draws.parameters
    dependence = rivals.problem.draws.dependence
    axes: list[int] = [p for p in chosen if parameters[p].kind != "event"]
    axes += [-1 - c for c, kind in enumerate(("time", "price")) if getattr(dependence, kind) > 0]
    if not axes:
        return []
    grid = np.array(_GRID)
    margins = _margins(rivals, np.repeat(axes, len(grid)), np.tile(grid, len(axes))).reshape(len(axes), len(grid))
    brackets = []
    for axis, margin in zip(axes, margins, strict=True):
        turning = [k for k in range(len(grid) - 1) if (margin[k] > 0) != (margin[k + 1] > 0)]
        if turning:  # the one nearest to P50
            k = min(turning, key=lambda k: max(abs(grid[k]), abs(grid[k + 1])))
            brackets.append((axis, *grid[k : k + 2], *margin[k : k + 2]))
    if not brackets:
        return []
    roots = _closed_in(rivals, brackets)
    which = np.array([bracket[0] for bracket in brackets])
    before, beyond = (_margins(rivals, which, roots + step) for step in (-_BESIDE, _BESIDE))
    found = [
        _told(rivals, int(axis), float(root), verified=bool((a > 0) != (b > 0)))
        for axis, root, a, b in zip(which, roots, before, beyond, strict=True)
    ]
    return sorted(found, key=lambda one: -one.probability)


def _closed_in(rivals: Rivals, brackets: Sequence[tuple[int, float, float, float, float]]) -> Floats:
    """Close in on where the margin turns its sign, by interpolating, truncating and projecting.

    Steps are at most one more than of halving, and few where the margin is smooth.

    References
    ----------
    Oliveira and Takahashi (2020), An Enhancement of the Bisection Method Average Performance Preserving Minmax
    Optimality, ACM Transactions on Mathematical Software 47(1).
    """
    axes, low, high, below, above = (np.array(column) for column in zip(*brackets, strict=True))
    positive, truncating = below > 0, 0.2 / (high - low)
    most = np.ceil(np.log2((high - low) / _NEAR)) + 1
    step = 0
    while (at := np.flatnonzero(high - low >= _NEAR)).size:
        a, b, middle = low[at], high[at], (low[at] + high[at]) / 2
        with np.errstate(invalid="ignore"):
            guess = (above[at] * a - below[at] * b) / (above[at] - below[at])
        guess = np.where(np.isfinite(guess), guess, middle)  # one of the two has no way there
        towards = np.sign(middle - guess)
        shift = truncating[at] * (b - a) ** 2
        guess = np.where(shift <= abs(middle - guess), guess + towards * shift, middle)
        radius = np.maximum(_NEAR * 2.0 ** (most[at] - step - 1) - (b - a) / 2, 0.0)
        guess = np.where(abs(guess - middle) <= radius, guess, middle - towards * radius)
        margin = _margins(rivals, axes[at], guess)
        same = (margin > 0) == positive[at]
        low[at], below[at] = np.where(same, guess, a), np.where(same, margin, below[at])
        high[at], above[at] = np.where(same, b, guess), np.where(same, above[at], margin)
        step += 1
    root: Floats = (low + high) / 2
    return root


def _margins(rivals: Rivals, axes: Any, values: Any) -> Floats:
    """Search exactly with one axis of each draw at a value: a parameter, or a common cause below zero."""
    return rivals.margin(rivals.search(_at(rivals, axes, values), only_two=True))


def _at(rivals: Rivals, axes: Any, values: Any) -> Floats2:
    z = rivals.at_p50(len(axes))
    own = np.asarray(axes) >= 0
    z[np.flatnonzero(own), np.asarray(axes)[own]] = np.asarray(values)[own]
    draws, normal = rivals.problem.draws, NormalDist()
    for k in np.flatnonzero(~own):
        uniform = np.full((1, draws.dimensions), 0.5)
        uniform[0, -1 - int(axes[k])] = normal.cdf(float(values[k]))
        z[k] = draws.normal(uniform)[0]
    return z


def _told(rivals: Rivals, axis: int, root: float, *, verified: bool) -> BreakEven:
    """Say what a value comes to on a way."""
    normal, z90 = NormalDist(), NormalDist().inv_cdf(0.9)
    quantile, probability = normal.cdf(root), normal.cdf(-abs(root))
    if axis < 0:
        name = CAUSES[-1 - axis]
        return BreakEven("common cause", name, quantile, "quantile", 0.1, 0.5, 0.9, "", quantile, probability, verified)
    arcs, parameter = rivals.problem.arcs, rivals.problem.draws.parameters[axis]
    z = _at(rivals, [axis] * 4, [root, -z90, 0.0, z90])
    # the ways up to there: beyond it another may be taken, of which less or nothing hangs on the parameter
    before = _at(rivals, [axis], [root - np.copysign(_BESIDE, root)])
    if parameter.kind == "value of time":
        value, p10, p50, p90 = arcs.usd_per_hour(z).tolist()
        corridor = ""
    else:
        ways = [_of_parameter(rivals, axis, way, z) for way in rivals.ways(before[0])]
        most = int(ways[1][0] > ways[0][0] * (1 + _ALIKE))
        value, p10, p50, p90 = ways[most]
        corridor = rivals.label((rivals.first, rivals.second)[most])
    unit = _UNITS[parameter.kind]
    return BreakEven(
        parameter.kind, parameter.name, value, unit, p10, p50, p90, corridor, quantile, probability, verified
    )


def _of_parameter(rivals: Rivals, parameter: int, way: Sequence[int], z: Floats2) -> list[float]:
    """Give what of the hours or dollars of a way hangs on a parameter, in each draw."""
    matrix = rivals.problem.arcs.ways_matrix([way])
    sums = matrix.cost if rivals.problem.draws.parameters[parameter].kind == "price" else matrix.time
    factor = all_factor_rows(z, matrix.shapes)
    mine = matrix.shapes.number[sums.shape] == parameter
    total: list[float] = (factor[:, sums.shape[mine]] @ sums.scale[mine]).tolist()
    return total
