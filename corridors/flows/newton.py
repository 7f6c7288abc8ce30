"""A Newton step over all pairs together, for where shifting pair by pair creeps.

Where ways of many pairs share capacities of very different steepness, a shift of one pair undoes much of
another's, and sweeps gain little each. One step over all flows that are free to move has no such trouble.
Each pair's way with the most flow takes up what its others gain or lose; what would be emptied by a step of
its own is emptied. The step is cut back to flows of at least zero, and its length is the best one (Beckmann's
sum is convex), so it never makes matters worse. Few unknowns are solved for exactly, many by conjugate
gradients. Only pairs of several ways take part, and only the capacities in which their ways differ.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corridors.kernels.delays import load_all
from corridors.kernels.shifts import list_differences

if TYPE_CHECKING:
    from corridors.flows.known import Known
    from corridors.flows.lots import Lot

__all__ = ["newton_step"]

#: Bounds met in one step, at most.
_BOUNDS = 50

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

#: Unknowns up to which the system is solved exactly; its time grows with the third power.
_DENSE = 150

#: Part of its own curvature that is added to each unknown's.
_STIFF = 1e-12

#: Rounds of conjugate gradients at most, and the part of the residual at which they end.
_ROUNDS, _LEFT = 100, 1e-3


def newton_step(known: Known) -> bool:
    """Move all flows by one step; give whether it moved any."""
    moved = False
    for _ in range(_BOUNDS):
        at = _Point(known)
        if len(at.flow) - len(at.bases) > _DENSE:
            return at.projected() > 0.0
        length, blocked = at.to_bound()
        moved = moved or length > 0.0
        if not blocked:
            break
        known.reload()
    return moved


class _Point:
    """Ways of all pairs that have several, with what these differ in, at the present flows."""

    def __init__(self, known: Known) -> None:
        self.known = known
        parts = [_part(known, lot) for lot in known.lots]
        self.members = [part[0] for part in parts]
        sizes = np.cumsum([0, *map(len, self.members)]).tolist()
        #: For each way, the way of its pair with the most flow, and which it is the way of.
        self.basic = np.concatenate([part[1] + at for part, at in zip(parts, sizes, strict=False)])
        self.flow = np.concatenate([lot.flow[mine] for lot, mine in zip(known.lots, self.members, strict=True)])
        self.bases, self.pair = np.unique(self.basic, return_inverse=True)
        self.base = self.basic == np.arange(len(self.basic))
        #: Entries, way after way: capacity, and by how much a unit moved from the basic way to this one changes it.
        number = np.concatenate([part[2] for part in parts])
        self.way = np.repeat(np.arange(len(self.flow)), number)
        self.capacity = np.concatenate([part[3] for part in parts])
        self.count = np.concatenate([part[4] for part in parts])
        fixed = np.concatenate([lot.fixed[mine] for lot, mine in zip(known.lots, self.members, strict=True)])
        self.level = fixed - fixed[self.basic]
        self.ahead = self.level + self._over(known.now)
        self.curved = np.bincount(
            self.way, weights=self.count**2 * known.slope[self.capacity], minlength=len(self.flow)
        ).astype(np.float64)
        self.other = ~self.base & (self.curved > 0)

    def _over(self, values: Floats) -> Floats:
        """Sum values of the capacities over what each way has and its basic way has not."""
        weights = self.count * values[self.capacity]
        found: Floats = np.bincount(self.way, weights=weights, minlength=len(self.flow)).astype(np.float64)
        return found

    def _through(self, step: Floats) -> Floats:
        """By how much a step changes the flow through each capacity; its basic ways take up the rest."""
        weights = self.count * step[self.way]
        size = len(self.known.volume)
        found: Floats = np.bincount(self.capacity, weights=weights, minlength=size).astype(np.float64)
        return found

    def projected(self) -> float:
        """Step with everything cut back that would fall below zero; give how far along it is best to go."""
        emptied = self.other & (self.ahead > 0) & (self.flow * self.curved <= self.ahead)
        step = np.where(emptied, -self.flow, 0.0)
        free = np.flatnonzero(self.other & ~emptied & ((self.flow > 0) | (self.ahead < 0)))
        if len(free):
            step[free] = self._solve(free, step)
        return self._go(self._within(step) - self.flow)

    def to_bound(self) -> tuple[float, bool]:
        """Step as far as the first flow that becomes zero; give how far, and whether such a bound ended it."""
        free = np.flatnonzero(self.other & ((self.flow > 0) | (self.ahead < 0)))
        while len(free):
            step = np.zeros(len(self.flow))
            step[free] = self._solve(free, step)
            pinned = (self.flow[free] <= 0) & (step[free] < 0)
            if not pinned.any():
                break
            free = free[~pinned]
        if not len(free):
            return 0.0, False
        np.subtract.at(step, self.basic[free], step[free])
        down = np.flatnonzero(step < 0)
        most = min(1.0, float((self.flow[down] / -step[down]).min(initial=np.inf)))
        length = self._go(most * step)
        blocked = most < 1.0 and length >= 1.0
        if blocked:
            first = down[np.argmin(self.flow[down] / np.maximum(-step[down], 1e-300))]
            self.flow[first] = 0.0
            self._give_back()
        return length * most, blocked

    def _solve(self, free: Longs, step: Floats) -> Floats:
        """Give the step of the free ways, on top of a step of others."""
        ahead = self.ahead[free]
        if step.any():
            ahead = ahead + self._over(self.known.slope * self._through(step))[free]
        return self._dense(free, ahead) if len(free) <= _DENSE else self._conjugate(free, ahead)

    def _dense(self, free: Longs, ahead: Floats) -> Floats:
        slope, curved = self.known.slope, self.curved[free]
        column = np.full(len(self.flow), -1)
        column[free] = np.arange(len(free))
        mine = (column[self.way] >= 0) & (slope[self.capacity] > 0)
        used, row = np.unique(self.capacity[mine], return_inverse=True)
        columns = np.zeros((len(used), len(free)))
        columns[row, column[self.way[mine]]] = self.count[mine]
        scale = 1.0 / np.sqrt(curved)
        scaled = np.sqrt(slope[used])[:, np.newaxis] * columns * scale
        # where nothing bends a little does, so that what gains all along goes as far as a bound
        bent = scaled.T @ scaled + _STIFF * np.eye(len(free))
        found: Floats = scale * np.linalg.solve(bent, -ahead * scale)
        return found

    def _conjugate(self, free: Longs, ahead: Floats) -> Floats:
        """Solve by conjugate gradients, over the entries of the free ways only."""
        column = np.full(len(self.flow), -1)
        column[free] = np.arange(len(free))
        mine = column[self.way] >= 0
        capacity, count, way = self.capacity[mine], self.count[mine], column[self.way[mine]]
        slope, size = self.known.slope, len(self.known.volume)

        def product(step: Floats) -> Floats:
            through = slope * np.bincount(capacity, weights=count * step[way], minlength=size)
            found: Floats = np.bincount(way, weights=count * through[capacity], minlength=len(free)).astype(np.float64)
            return found

        return _gradients(product, -ahead, 1.0 / self.curved[free])

    def _within(self, step: Floats) -> Floats:
        """Flows after a step, cut back to what is at least zero and adds up to what the pairs move."""
        amount = np.bincount(self.pair, weights=self.flow, minlength=len(self.bases))
        flow: Floats = np.where(self.base, 0.0, np.maximum(self.flow + step, 0.0))
        taken = np.bincount(self.pair, weights=flow, minlength=len(self.bases))
        over = np.divide(amount, taken, out=np.ones(len(taken)), where=taken > amount)
        flow *= over[self.pair]
        flow[self.bases] = np.maximum(amount - taken * over, 0.0)
        return flow

    def _go(self, move: Floats) -> float:
        """Go along a move as far as is best, at most all of it; give how far."""
        known = self.known
        if not float(move @ self.ahead) < 0.0:
            return 0.0
        through, fixed = self._through(move), float(self.level @ move)
        used = np.flatnonzero(through)
        law: Any = tuple(part[used] for part in known.law)
        volume, through = known.volume[used], through[used]
        delay, slope = np.zeros(len(used)), np.zeros(len(used))

        def ahead(length: float) -> tuple[float, float]:
            known.run(load_all)(law, np.maximum(volume + length * through, 0.0), delay, slope)
            return fixed + float(delay @ through), float(slope @ (through * through))

        length = _root(ahead)
        if length > 0.0:
            self.flow = np.maximum(self.flow + length * move, 0.0)
            self._give_back()
        return length

    def _give_back(self) -> None:
        bounds = np.cumsum([len(mine) for mine in self.members])[:-1]
        for lot, mine, flow in zip(self.known.lots, self.members, np.split(self.flow, bounds), strict=True):
            lot.flow[mine] = flow


def _part(known: Known, lot: Lot) -> tuple[Longs, Longs, Longs, NDArray[np.int32], Floats]:
    """The ways of a lot's pairs that have several, the basic ones, and what they differ in."""
    counts = np.diff(lot.ways)
    mine = np.flatnonzero(np.repeat(counts > 1, counts))
    pair = np.repeat(np.arange(int((counts > 1).sum())), counts[counts > 1])
    order = np.lexsort((lot.flow[mine], pair))
    last = order[np.cumsum(counts[counts > 1]) - 1]
    basic = last[pair]
    starts, ends = lot.needs.spans
    length = ends[mine] - starts[mine]
    most = int((length + length[basic]).sum())
    size = len(known.volume)
    scratch = tuple(np.zeros(size + extra, np.int32) for extra in (0, 0, 1))
    out: Any = np.empty(len(mine) + 1, np.int64), np.empty(most, np.int32), np.empty(most)
    used = known.run(list_differences)(mine, mine[basic], lot.needs.spans, lot.needs.values, scratch, out)
    return mine, basic, np.diff(out[0]), out[1][:used], out[2][:used]


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


def _root(ahead: Callable[[float], tuple[float, float]]) -> float:
    """Where a rising function of a length between 0 and 1 crosses zero; 1 where it does not."""
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
    return low
