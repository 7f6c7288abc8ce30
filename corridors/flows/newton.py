"""A Newton step over all pairs together, for where shifting pair by pair creeps.

Where ways of many pairs share capacities of very different steepness, a shift of one pair undoes much of
another's, and sweeps gain little each. One step over all flows that are free to move has no such trouble.
Each pair's way with the most flow takes up what its others gain or lose; what would be emptied by a step of
its own is emptied. The step is cut back to flows of at least zero, and its length is the best one (Beckmann's
sum is convex), so it never makes matters worse. Few unknowns are solved for exactly, many by conjugate
gradients.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corridors.kernels.delays import load_all
from corridors.kernels.shifts import curvatures
from corridors.kernels.ways import add_up, weigh

if TYPE_CHECKING:
    from corridors.flows.known import Known

__all__ = ["newton_step"]

#: Bounds met in one step, at most.
_BOUNDS = 50

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Unknowns up to which the system is solved exactly; its time grows with the third power.
_DENSE = 150

#: Part of its own curvature that is added to each unknown's.
_STIFF = 1e-12

#: Rounds of conjugate gradients at most, and the part of the residual at which they end.
_ROUNDS, _LEFT = 60, 1e-3


def newton_step(known: Known) -> bool:
    """Move all flows by one step; give whether it moved any."""
    counts = np.diff(known.ways)
    if int((counts - 1)[counts > 0].sum()) > _DENSE:
        return _projected(known) > 0.0
    moved = False
    for _ in range(_BOUNDS):
        length, blocked = _to_bound(known)
        moved = moved or length > 0.0
        if not blocked:
            break
        known.reload()
    return moved


def _projected(known: Known) -> float:
    """Step with everything cut back that would fall below zero; give how far along it is best to go."""
    at = _Point(known)
    emptied = at.other & (at.ahead > 0) & (known.flow * at.curved <= at.ahead)
    step = np.where(emptied, -known.flow, 0.0)
    free = np.flatnonzero(at.other & ~emptied & ((known.flow > 0) | (at.ahead < 0)))
    if len(free):
        step[free] = at.solve(free, step)
    move = _within(known, ~at.base, step) - known.flow
    return _go(known, move, at.weight)


def _to_bound(known: Known) -> tuple[float, bool]:
    """Step as far as the first flow that becomes zero; give how far, and whether such a bound ended it."""
    at = _Point(known)
    free = np.flatnonzero(at.other & ((known.flow > 0) | (at.ahead < 0)))
    while len(free):
        step = np.zeros(len(known.flow))
        step[free] = at.solve(free, step)
        pinned = (known.flow[free] <= 0) & (step[free] < 0)
        if not pinned.any():
            break
        free = free[~pinned]
    if not len(free):
        return 0.0, False
    np.subtract.at(step, at.basic[free], step[free])
    down = np.flatnonzero(step < 0)
    most = min(1.0, float((known.flow[down] / -step[down]).min(initial=np.inf)))
    length = _go(known, most * step, at.weight)
    blocked = most < 1.0 and length >= 1.0
    if blocked:
        first = down[np.argmin(known.flow[down] / np.maximum(-step[down], 1e-300))]
        known.flow[first] = 0.0
    return length * most, blocked


class _Point:
    """Weights and curvatures at the present flows."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.weight = np.empty(len(known.flow))
        known.run(weigh)(known.need_begins, known.needs, known.fixed, known.now, self.weight)
        self.basic = _basic(known)
        self.base = np.arange(len(self.weight)) == self.basic
        self.ahead = self.weight - self.weight[self.basic]
        self.curved = np.zeros(len(self.weight))
        ints = [np.zeros(len(known.volume) + extra, np.int32) for extra in (0, 0, 1)]
        known.run(curvatures)(self.basic, known.need_begins, known.needs, known.slope, self.curved, *ints)
        self.other = ~self.base & (self.curved > 0)

    def solve(self, free: Ints, step: Floats) -> Floats:
        """Give the step of the free ways, on top of a step of others."""
        ahead = self.ahead[free]
        if step.any():
            ahead = ahead + self.bent(step)[free]
        solve = _dense if len(free) <= _DENSE else _conjugate
        return solve(self, free, ahead)

    def bent(self, step: Floats) -> Floats:
        """By how much a step changes what each way is ahead."""
        known = self.known
        change = step.copy()
        np.subtract.at(change, self.basic, np.where(self.base, 0.0, step))
        through, back = np.zeros(len(known.volume)), np.empty(len(step))
        known.run(add_up)(known.need_begins, known.needs, change, through)
        known.run(weigh)(known.need_begins, known.needs, np.zeros(len(step)), known.slope * through, back)
        found: Floats = back - back[self.basic]
        return found


def _basic(known: Known) -> Ints:
    """For each way, the way of its pair with the most flow."""
    pair = np.repeat(np.arange(len(known.amount)), np.diff(known.ways))
    order = np.lexsort((known.flow, pair))
    last = order[np.cumsum(np.diff(known.ways)) - 1]  # of pairs without a way, some way that nothing asks for
    found: Ints = last[pair]
    return found


def _dense(at: _Point, free: Ints, ahead: Floats) -> Floats:
    known = at.known
    size, curved = len(known.volume), at.curved[free]
    used = np.flatnonzero(known.slope > 0)
    columns = np.zeros((len(used), len(free)))
    for column, way in enumerate(free.tolist()):
        for sign, member in ((1.0, way), (-1.0, int(at.basic[way]))):
            needs = known.needs[known.need_begins[member] : known.need_begins[member + 1]]
            columns[:, column] += sign * np.bincount(needs, minlength=size)[used]
    scale = 1.0 / np.sqrt(curved)
    scaled = np.sqrt(known.slope[used])[:, np.newaxis] * columns * scale
    # where nothing bends a little does, so that what gains all along goes as far as a bound
    bent = scaled.T @ scaled + _STIFF * np.eye(len(free))
    found: Floats = scale * np.linalg.solve(bent, -ahead * scale)
    return found


def _conjugate(at: _Point, free: Ints, ahead: Floats) -> Floats:
    change = np.zeros(len(at.weight))

    def product(step: Floats) -> Floats:
        change[free] = step
        return at.bent(change)[free]

    return _gradients(product, -ahead, 1.0 / at.curved[free])


def _gradients(product: Callable[[Floats], Floats], right: Floats, inverse: Floats) -> Floats:
    """Solve by conjugate gradients, preconditioned by the diagonal."""
    found, residual = np.zeros(len(right)), right.copy()
    ready = inverse * residual
    direction, norm = ready.copy(), float(residual @ ready)
    enough = _LEFT**2 * norm
    for _ in range(_ROUNDS):
        if norm <= enough:
            break
        image = product(direction)
        bent = float(direction @ image)
        if not bent > 0.0:
            break
        length = norm / bent
        found += length * direction
        residual -= length * image
        ready = inverse * residual
        norm, before = float(residual @ ready), norm
        direction = ready + (norm / before) * direction
    return found


def _within(known: Known, other: NDArray[np.bool_], step: Floats) -> Floats:
    """Flows after a step, cut back to what is at least zero and adds up to the demand."""
    flow = np.where(other, np.maximum(known.flow + step, 0.0), 0.0)
    pair = np.repeat(np.arange(len(known.amount)), np.diff(known.ways))
    taken = np.bincount(pair, weights=flow, minlength=len(known.amount))
    over = np.divide(known.amount, taken, out=np.ones(len(taken)), where=taken > known.amount)
    flow *= over[pair]
    left = np.maximum(known.amount - taken * over, 0.0)
    flow[~other] = left[pair[~other]]
    return flow


def _go(known: Known, move: Floats, weight: Floats) -> float:
    """Go along a move as far as is best, at most all of it; give how far."""
    if not float(move @ weight) < 0.0:
        return 0.0
    through = np.zeros(len(known.volume))
    known.run(add_up)(known.need_begins, known.needs, move, through)
    fixed, before = float(known.fixed @ move), known.volume.copy()
    delay, slope = np.zeros(len(before)), np.zeros(len(before))
    law: Any = tuple(known.law)

    def ahead(length: float) -> tuple[float, float]:
        known.run(load_all)(law, np.maximum(before + length * through, 0.0), delay, slope)
        return fixed + float(delay @ through), float(slope @ (through * through))

    low, high, length = 0.0, 1.0, 1.0
    left, rise = ahead(1.0)
    for _ in range(100):
        if left <= 0.0:
            low = length
            if length == 1.0:
                break
        else:
            high = length
        if high - low <= 1e-12 * high:
            break
        length = length - left / rise if rise > 0.0 else low
        if not low < length < high:
            length = 0.5 * (low + high) if low > 0.0 else 0.1 * high
        left, rise = ahead(length)
    if low > 0.0:
        known.flow = np.maximum(known.flow + low * move, 0.0)
    return low
