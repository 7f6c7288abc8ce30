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

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Unknowns up to which the system is solved exactly; its time grows with the third power.
_DENSE = 300

#: Rounds of conjugate gradients at most, and the part of the residual at which they end.
_ROUNDS, _LEFT = 60, 1e-3


def newton_step(known: Known) -> bool:
    """Move all flows by one step; give whether it moved any."""
    weight = np.empty(len(known.flow))
    known.run(weigh)(known.need_begins, known.needs, known.fixed, known.now, weight)
    basic = _basic(known)
    ahead = weight - weight[basic]
    curved = np.zeros(len(weight))
    size = len(known.volume)
    ints = [np.zeros(size + extra, np.int32) for extra in (0, 0, 1)]
    known.run(curvatures)(basic, known.need_begins, known.needs, known.slope, curved, *ints)
    way = np.arange(len(weight))
    other = (way != basic) & (curved > 0)
    emptied = other & (ahead > 0) & (known.flow * curved <= ahead)
    free = np.flatnonzero(other & ~emptied & ((known.flow > 0) | (ahead < 0)))
    step = np.where(emptied, -known.flow, 0.0)
    if len(free):
        solve = _dense if len(free) <= _DENSE else _conjugate
        step[free] = solve(known, basic, free, ahead[free], curved[free])
    move = _within(known, basic, way != basic, step) - known.flow
    return _go(known, move, weight)


def _basic(known: Known) -> Ints:
    """For each way, the way of its pair with the most flow."""
    pair = np.repeat(np.arange(len(known.amount)), np.diff(known.ways))
    order = np.lexsort((known.flow, pair))
    last = order[np.cumsum(np.diff(known.ways)) - 1]  # of pairs without a way, some way that nothing asks for
    found: Ints = last[pair]
    return found


def _dense(known: Known, basic: Ints, free: Ints, ahead: Floats, curved: Floats) -> Floats:
    size = len(known.volume)
    used = np.flatnonzero(known.slope > 0)
    columns = np.zeros((len(used), len(free)))
    for column, way in enumerate(free.tolist()):
        for sign, member in ((1.0, way), (-1.0, int(basic[way]))):
            needs = known.needs[known.need_begins[member] : known.need_begins[member + 1]]
            columns[:, column] += sign * np.bincount(needs, minlength=size)[used]
    scale = 1.0 / np.sqrt(curved)
    scaled = np.sqrt(known.slope[used])[:, np.newaxis] * columns * scale
    found: Floats = scale * np.linalg.lstsq(scaled.T @ scaled, -ahead * scale, rcond=1e-13)[0]
    return found


def _conjugate(known: Known, basic: Ints, free: Ints, ahead: Floats, curved: Floats) -> Floats:
    change, through, back = np.zeros(len(known.flow)), np.zeros(len(known.volume)), np.empty(len(known.flow))
    none = np.zeros(len(known.flow))

    def product(step: Floats) -> Floats:
        change[:] = 0.0
        np.subtract.at(change, basic[free], step)
        change[free] += step
        known.run(add_up)(known.need_begins, known.needs, change, through)
        known.run(weigh)(known.need_begins, known.needs, none, known.slope * through, back)
        found: Floats = back[free] - back[basic[free]]
        return found

    return _gradients(product, -ahead, 1.0 / curved)


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


def _within(known: Known, basic: Ints, other: NDArray[np.bool_], step: Floats) -> Floats:
    """Flows after a step, cut back to what is at least zero and adds up to the demand."""
    flow = np.where(other, np.maximum(known.flow + step, 0.0), 0.0)
    pair = np.repeat(np.arange(len(known.amount)), np.diff(known.ways))
    taken = np.bincount(pair, weights=flow, minlength=len(known.amount))
    over = np.divide(known.amount, taken, out=np.ones(len(taken)), where=taken > known.amount)
    flow *= over[pair]
    left = np.maximum(known.amount - taken * over, 0.0)
    flow[~other] = left[pair[~other]]
    return flow


def _go(known: Known, move: Floats, weight: Floats) -> bool:
    """Go along a move as far as is best, at most all of it."""
    if not float(move @ weight) < 0.0:
        return False
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
    if low <= 0.0:
        return False
    known.flow = np.maximum(known.flow + low * move, 0.0)
    return True
