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

_STEPS = 40  # halvings of a bracket
_NEAR = 1e-6

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

    The margin is searched exactly at every step: over a grid, then by halving. Events have no value, for they are in
    force or not: see the tornado.
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
            brackets.append((axis, grid[k], grid[k + 1], margin[k] > 0))
    if not brackets:
        return []
    roots = _halved(rivals, brackets)
    which = np.array([bracket[0] for bracket in brackets])
    before, beyond = (_margins(rivals, which, roots + step) for step in (-_NEAR * 10, _NEAR * 10))
    found = [
        _told(rivals, int(axis), float(root), verified=bool((a > 0) != (b > 0)))
        for axis, root, a, b in zip(which, roots, before, beyond, strict=True)
    ]
    return sorted(found, key=lambda one: -one.probability)


def _halved(rivals: Rivals, brackets: Sequence[tuple[int, float, float, Any]]) -> Floats:
    axes, low, high, positive = (np.array(column) for column in zip(*brackets, strict=True))
    for _ in range(_STEPS):
        middle = (low + high) / 2
        same = (_margins(rivals, axes, middle) > 0) == positive
        low, high = np.where(same, middle, low), np.where(same, high, middle)
        if (high - low).max() < _NEAR:
            break
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
    if parameter.kind == "value of time":
        value, p10, p50, p90 = arcs.usd_per_hour(z).tolist()
        corridor = ""
    else:
        ways = [_of_parameter(rivals, axis, way, z) for way in rivals.ways(z[0])]
        most = int(ways[1][0] > ways[0][0])
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
