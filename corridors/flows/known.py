"""The ways known of all pairs, their flows, and the delays at these: what an equilibrium is found on.

Ways of a pair stand together, and pairs of one origin and shipment, which one tree answers. Everything is
arrays, so that compiled kernels go through it; plain Python goes through the same kernels over lists.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corridors.flows.delays import law_of
from corridors.flows.lots import Lot
from corridors.flows.newton import newton_step
from corridors.flows.paths import Paths
from corridors.flows.task import Task
from corridors.flows.trees import Trees
from corridors.kernels.adding import total_of
from corridors.kernels.compile import fast
from corridors.kernels.delays import load_all
from corridors.kernels.shifts import sweep
from corridors.kernels.ways import add_up, gather, look, look_pairs, weigh

__all__ = ["Known"]

#: Sweeps creep when they leave more than this part of what could be gained. Then come steps over all pairs
#: together, so many at most, with some sweeps after each.
_CREEPING, _STEPS, _BETWEEN = 0.2, 5, 4

Floats = NDArray[np.float64]

#: What a look gives for some pairs.
Part = tuple[Floats, Floats, NDArray[np.int32], NDArray[np.int32]]

#: Lots of trees at most, by so many arcs to be looked at: so often are weights brought up to date in a round.
_LOTS, _LOT_ARCS = 32, 50_000

#: Arcs to be relaxed for one lot from which on threads pay: starting some takes a fraction of a millisecond.
_WORTH_THREADS = 500_000


class Known:
    """Known ways of the pairs of a task, with their flows.

    Parameters
    ----------
    task
        Demand on a network.
    threads
        How many look for ways; the answer is the same for any number. None: as many as there are cores, where
        that pays.
    """

    def __init__(self, task: Task, *, threads: int | None = None) -> None:
        self.task, self.network = task, task.network
        network = self.network
        self.law, constant = law_of(network.capacities)
        self._read_pairs(task)
        self.factors = np.ones(len(network.shipments)) if network.factors is None else network.factors
        #: Weights that congestion leaves alone, in the unit of the delays.
        self.weights = np.array(
            [
                network.priced(network.weights_of(s) / f, constant)
                for s, f in zip(network.shipments, self.factors, strict=True)
            ]
        ).reshape(len(network.shipments), network.n_arcs)
        self._read_needs()
        self.graph = tuple(np.array(part, dtype=np.int32) for part in (network.offsets, network.heads, network.tails))
        self.lots = self._lots()
        self.volume, self.now, self.slope = (np.zeros(len(network.capacities)) for _ in range(3))
        #: Whether kernels are compiled; may change between looks.
        self.compiled = False
        self.threads = (os.cpu_count() or 1) if threads is None else threads
        self._trees: Trees | None = None
        self._orders: NDArray[np.int32] | None = None

    def _lots(self) -> list[Lot]:
        count = len(self.source)
        lots = min(count, _LOTS, max(1, count * self.network.n_arcs // _LOT_ARCS))
        edges = np.unique(np.linspace(0, count, lots + 1).astype(int)).tolist()
        return [
            Lot((first, last), (int(self.members[first]), int(self.members[last]))) for first, last in pairwise(edges)
        ]

    def _read_pairs(self, task: Task) -> None:
        """Pairs with something to move, those of one tree together."""
        network = self.network
        order = {shipment: row for row, shipment in enumerate(network.shipments)}
        groups = sorted(task.groups, key=lambda group: order[group.shipment])
        self.number = np.array([n for group in groups for n in group.pairs], dtype=np.int64)
        self.target = np.array([v for group in groups for v in group.targets], dtype=np.int32)
        self.source = np.array([group.source for group in groups], dtype=np.int32)
        self.row = np.array([order[group.shipment] for group in groups], dtype=np.int32)
        self.members = np.cumsum([0, *(len(group.pairs) for group in groups)])
        self.amount = np.array([task.pairs[n].amount for n in self.number.tolist()], dtype=np.float64)
        self.row_of_pair = np.repeat(self.row, np.diff(self.members))

    def _read_needs(self) -> None:
        """Capacities that each arc needs, of those that delay."""
        network = self.network
        keep = self.law.reacts[network.member_capacity] if len(network.member_capacity) else np.zeros(0, dtype=bool)
        arc, capacity = network.member_arc[keep], network.member_capacity[keep]
        order = np.argsort(arc, kind="stable")
        self.need = capacity[order].astype(np.int32)
        counts = np.bincount(arc, minlength=network.n_arcs)
        self.need_at = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    @property
    def work(self) -> int:
        """About how many arcs a look and a sweep go through."""
        return len(self.source) * self.network.n_arcs // 500 + 20 * len(self.amount)

    def run(self, kernel: Any) -> Any:
        """Give a kernel as it is to be run."""
        return fast(kernel) if self.compiled else kernel

    # -- looking for ways ---------------------------------------------------------------------------

    def arc_weights(self) -> Floats:
        """Weight of each arc at the present delays in the unit of the delays, a row for each shipment."""
        network = self.network
        return np.array([network.priced(row, self.now) for row in self.weights]).reshape(self.weights.shape)

    def load(self) -> None:
        """Put every pair on its best way: one lot after another, each at the delays of those before."""
        for lot in self.lots:
            self._look(lot)
            self.run(add_up)(lot.needs.spans, lot.needs.values, lot.flow, self.volume)
            self.run(load_all)(tuple(self.law), self.volume, self.now, self.slope)
        if self._orders is not None:  # loading changes the weights most
            self._orders[:, 0] = -2

    def look(self) -> float:
        """Take in new best ways at the present weights; give the relative gap there."""
        weights = self.arc_weights()
        found = [self._look(lot, weights) for lot in self.lots]
        return _part(found)

    def round(self, sweeps: int) -> float:
        """Take in new best ways lot by lot, shifting flow after each; give the relative gap as each lot met it.

        Later lots look at the weights that earlier ones leave, so a round gains more than one at the same weights
        for all. What it gives is near the gap, which only `look` measures.
        """
        found = []
        for lot in self.lots:
            found.append(self._look(lot))
            self._sweep([lot], sweeps, 0.0, honest=False)
        return _part(found)

    def _look(self, lot: Lot, weights: Floats | None = None) -> tuple[float, float]:
        """Take in new best ways of a lot; give its weights times flows, and what it could gain."""
        weights = self.arc_weights() if weights is None else weights
        weight = np.empty(len(lot.flow))
        self.run(weigh)(lot.needs.spans, lot.needs.values, lot.fixed, self.now, weight)
        look_at = self._look_compiled if self.compiled else self._look_plain
        parts = look_at(lot, weights, weight)
        # joined before they are summed: how many parts there were must not show in the last digit
        total, excess, length, arcs = (np.concatenate([part[i] for part in parts]) for i in range(4))
        amount = self.amount[slice(*lot.pairs)]
        lot.take_in_best(length, arcs, weight, amount, self._tables(lot), self.run)
        return float(total.sum()), float(excess.sum())

    def _tables(self, lot: Lot) -> tuple[Any, ...]:
        return self.weights, self.row_of_pair[slice(*lot.pairs)], self.need_at, self.need

    def _look_compiled(self, lot: Lot, weights: Floats, weight: Floats) -> list[Part]:
        if self._orders is None:
            self._orders = np.full((len(self.source), max(self.network.n_vertices, 1)), -2, dtype=np.int32)
        (first, last), begin = lot.groups, lot.pairs[0]
        threads = self.threads if (last - first) * self.network.n_arcs >= _WORTH_THREADS else 1
        # parts of about as many trees, several a thread, for trees are not equally large
        edges = np.linspace(first, last, min(last - first, 1 if threads == 1 else 4 * threads) + 1).astype(int).tolist()
        kernel = fast(look)

        def run(part: tuple[int, int]) -> Part:
            start, stop = (int(self.members[group]) - begin for group in part)
            number = stop - start
            sums = np.empty(number), np.empty(number), np.empty(number, dtype=np.int32)
            room = np.empty(4 * self.network.n_arcs, dtype=np.int32)
            kept = lot.ways[start : stop + 1], lot.arcs.spans, lot.arcs.values, lot.flow, weight
            found, used = kernel(
                part, self.source, self.row, self.members, self.target, self.graph, weights, self._orders, kept, sums,
                room,
            )  # fmt: skip
            return *sums, found[:used]

        ranges = list(pairwise(edges))
        if threads == 1:
            return [run(part) for part in ranges]
        done = [run(ranges[0])]  # compiled once, not by all threads at the same time
        with ThreadPoolExecutor(threads) as pool:
            return done + list(pool.map(run, ranges[1:]))

    def _look_plain(self, lot: Lot, weights: Floats, weight: Floats) -> list[Part]:
        if self._trees is None:
            self._trees = Trees(self.network, len(self.source), compiled=False)
        tails, row = self.network.tails, -1
        kept = _as_lists((lot.ways, lot.arcs.spans, lot.arcs.values, lot.flow, weight))
        begin, number = lot.pairs[0], lot.pairs[1] - lot.pairs[0]
        sums = [0.0] * number, [0.0] * number, [-1] * number
        found, used, target = np.empty(2 * len(tails) + 1, dtype=np.int32), 0, self.target.tolist()
        for group in range(*lot.groups):
            if self.row[group] != row:
                row = int(self.row[group])
                self._trees.weigh(weights[row])
            source = int(self.source[group])
            pairs = int(self.members[group]), int(self.members[group + 1]), begin
            tree = self._trees.grow(source)
            found, used = look_pairs(pairs, source, target, tree, tails, kept, sums, found, used)
        return [(np.array(sums[0]), np.array(sums[1]), np.array(sums[2], dtype=np.int32), found[:used])]

    def begin(self, paths: Paths) -> None:
        """Take ways with flows as known; what they carry is brought to the demand of their pairs."""
        place = np.full(len(self.task.pairs), -1, dtype=np.int64)
        place[self.number] = np.arange(len(self.number))
        mine = place[paths.pair]
        order = np.argsort(mine, kind="stable")
        order = order[mine[order] >= 0]
        bounds = np.searchsorted(mine[order], [lot.pairs[0] for lot in self.lots] + [len(self.number)])
        for lot, first, last in zip(self.lots, bounds.tolist(), bounds[1:].tolist(), strict=False):
            part = order[first:last]
            begins = np.concatenate([[0], np.cumsum(paths.lengths[part])]).astype(np.int64)
            arcs = np.empty(int(begins[-1]), dtype=np.int32)
            self.run(gather)(begins, paths.begins[:-1][part], paths.arcs, arcs)
            none = np.zeros(0, dtype=np.int64)
            lot.take_in(none, mine[part] - lot.pairs[0], begins, arcs, paths.flow[part], self._tables(lot), self.run)
        self.reload()

    # -- shifting flow ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Sum the flows anew, for adding and taking away small shifts drifts; parts keep adding up to demand."""
        self.volume[:] = 0.0
        for lot in self.lots:
            pair, amount = lot.pair_of, self.amount[slice(*lot.pairs)]
            moved = np.bincount(pair, weights=lot.flow, minlength=len(amount))
            lot.flow *= np.divide(amount, moved, out=np.ones(len(amount)), where=moved > 0)[pair]
            self.run(add_up)(lot.needs.spans, lot.needs.values, lot.flow, self.volume)
        self.run(load_all)(tuple(self.law), self.volume, self.now, self.slope)

    def settle(self, sweeps: int, enough: float, *, together: bool) -> None:
        """Shift flow among the known ways until what is left to gain is at most this part of the total.

        Parameters
        ----------
        sweeps
            So many at most.
        enough
            Part of the total.
        together
            Whether a step over all pairs together comes in where sweeps creep.
        """
        enough *= max(self.total(), 1e-300)
        for _ in range(_STEPS):
            first, last = self._sweep(self.lots, sweeps, enough, honest=together)
            self.reload()
            if not together or last <= max(enough, _CREEPING * first) or not newton_step(self):
                break
            self.reload()
            sweeps = _BETWEEN

    def _excess(self) -> float:
        """What the known ways could gain in all at the present weights."""
        excess = 0.0
        for lot in self.lots:
            weight = np.empty(len(lot.flow))
            self.run(weigh)(lot.needs.spans, lot.needs.values, lot.fixed, self.now, weight)
            excess += float(lot.flow @ (weight - lot.least(weight)))
        return excess

    def _sweep(self, lots: Sequence[Lot], most: int, enough: float, *, honest: bool) -> tuple[float, float]:
        """Sweep over some lots until little is left to gain; give what could be gained in the first and the last."""
        several = [np.flatnonzero(np.diff(lot.ways) > 1) for lot in lots]
        size, n = len(self.volume), max((int(np.diff(lot.ways).max(initial=0)) for lot in lots), default=0)
        if n < 2:
            return 0.0, 0.0
        ints = [np.zeros(size, np.int32), np.zeros(size, np.int32), np.zeros(size + 1, np.int32)]
        shared: list[Any] = [
            tuple(self.law),
            (self.volume, self.now, self.slope),
            (*ints, *(np.zeros(k) for k in (size, size, n))),
        ]
        own: list[list[Any]] = [
            [some, lot.ways, lot.needs.spans, lot.needs.values, lot.fixed, lot.flow]
            for some, lot in zip(several, lots, strict=True) if len(some)
        ]  # fmt: skip
        if not self.compiled:
            shared, own = [_as_lists(part) for part in shared], [[_as_lists(part) for part in one] for one in own]
        kernel, first, reached = self.run(sweep), inf, inf

        def read_back() -> None:
            """Take over what plain Python did to lists."""
            if not self.compiled:
                moved = [lot for some, lot in zip(several, lots, strict=True) if len(some)]
                for lot, one in zip(moved, own, strict=True):
                    lot.flow[:] = one[5]
                for mine, theirs in zip((self.volume, self.now, self.slope), shared[1], strict=True):
                    mine[:] = theirs

        for number in range(most):
            if number and reached <= enough:
                if not honest:
                    break
                # a sweep measures what each pair could gain when its turn comes, not all at the same weights
                read_back()
                if self._excess() <= enough:
                    break
            reached = float(total_of(kernel(*one, *shared) for one in own))
            first = reached if number == 0 else first
        read_back()
        return first, reached

    def total(self) -> float:
        """Weights times flows, in the unit of the delays."""
        return self._fixed() + float(self.now @ self.volume)

    def objective(self) -> float:
        """Beckmann's objective: weights without delay times flows, and the integrals of the delays."""
        return self._fixed() + float(self.law.integrals(self.volume).sum())

    def _fixed(self) -> float:
        return total_of(float(lot.fixed @ lot.flow) for lot in self.lots)

    def paths(self) -> Paths:
        """Ways in use: those found last carry nothing yet."""
        none, longs = np.zeros(0), np.zeros(0, dtype=np.int64)
        pair, flow, lengths, arcs = [longs], [none], [longs], [longs.astype(np.int32)]
        for lot in self.lots:
            keep = np.flatnonzero(lot.flow > 0)
            packed, begins = lot.arcs.packed(keep, self.run)
            pair.append(self.number[slice(*lot.pairs)][lot.pair_of[keep]])
            flow.append(lot.flow[keep])
            lengths.append(np.diff(begins))
            arcs.append(packed)
        begins = np.concatenate([[0], np.cumsum(np.concatenate(lengths))])
        return Paths(np.concatenate(pair), np.concatenate(flow), begins, np.concatenate(arcs))


def _part(found: Sequence[tuple[float, float]]) -> float:
    total = total_of(one[0] for one in found)
    return total_of(one[1] for one in found) / total if total > 0 else 0.0


def _as_lists(part: Any) -> Any:
    return tuple(_as_lists(p) for p in part) if isinstance(part, tuple) else part.tolist()
