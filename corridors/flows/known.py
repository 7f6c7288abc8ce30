"""The ways known of all pairs, their flows, and the delays at these: what an equilibrium is found on.

Ways of a pair stand together, and pairs of one origin and shipment, which one tree answers. Everything is
arrays, so that compiled kernels go through it; plain Python goes through the same kernels over lists.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corridors.flows.delays import law_of
from corridors.flows.newton import newton_step
from corridors.flows.paths import Paths
from corridors.flows.task import Task
from corridors.flows.trees import Trees
from corridors.kernels.compile import fast
from corridors.kernels.delays import load_all
from corridors.kernels.shifts import sweep
from corridors.kernels.ways import add_up, describe, gather, list_needs, look, look_pairs, turn, weigh

__all__ = ["Known"]

#: Sweeps creep when they leave more than this part of what could be gained. Then come steps over all pairs
#: together, so many at most, with some sweeps after each.
_CREEPING, _STEPS, _BETWEEN = 0.2, 5, 4

Floats = NDArray[np.float64]

#: Ways as the kernels read them; and for some pairs what a look gives.
Kept = tuple[Any, ...]
Part = tuple[Floats, Floats, NDArray[np.int32], NDArray[np.int32]]

#: Lots of trees in the first look.
_LOTS = 16

#: Arcs to be relaxed in one look from which on threads pay: starting some takes a fraction of a millisecond.
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
        n_pairs, n_capacities = len(self.amount), len(network.capacities)
        self.ways = np.zeros(n_pairs + 1, dtype=np.int64)
        self.begins, self.arcs = np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int32)
        self.need_begins, self.needs = np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int32)
        self.fixed, self.flow = np.zeros(0), np.zeros(0)
        self.volume, self.now, self.slope = (np.zeros(n_capacities) for _ in range(3))
        #: Whether kernels are compiled; may change between looks.
        self.compiled = False
        threads = (os.cpu_count() or 1) if threads is None else threads
        self.threads = threads if len(self.source) * network.n_arcs >= _WORTH_THREADS else 1
        self._trees: Trees | None = None
        self._orders: NDArray[np.int32] | None = None

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

    def look(self) -> float:
        """Find new best ways at the present weights and take them in; give the relative gap so far."""
        weight = np.empty(len(self.flow))
        self.run(weigh)(self.need_begins, self.needs, self.fixed, self.now, weight)
        kept = self.ways, self.begins, self.arcs, self.flow, weight
        parts = self._look(kept, 0, len(self.source)) if len(self.flow) else self._first_look(kept)
        total = sum(float(part[0].sum()) for part in parts)
        excess = sum(float(part[1].sum()) for part in parts)
        length = np.concatenate([part[2] for part in parts]) if parts else np.zeros(0, dtype=np.int32)
        self._take_in(length, np.concatenate([part[3] for part in parts]) if parts else np.zeros(0, dtype=np.int32))
        return excess / total if total > 0 else 0.0

    def _first_look(self, kept: Kept) -> list[Part]:
        """Load one lot of trees after another, each at the delays of those before: a better start for no more work."""
        network, count = self.network, len(self.source)
        edges = np.unique(np.linspace(0, count, min(count, _LOTS) + 1).astype(int)).tolist()
        parts: list[Part] = []
        reacts = self.law.reacts
        for first, last in pairwise(edges):
            begin = int(self.members[first])
            for part in self._look(kept, first, last):
                length = np.maximum(part[2], 0)
                amounts = np.repeat(self.amount[begin : begin + len(length)], length)
                arc_flows = np.bincount(part[3], weights=amounts, minlength=network.n_arcs).astype(np.float64)
                self.volume += np.where(reacts, network.used(arc_flows), 0.0)
                begin += len(length)
                parts.append(part)
            self.run(load_all)(tuple(self.law), self.volume, self.now, self.slope)
        return parts

    def _look(self, kept: Kept, first: int, last: int) -> list[Part]:
        return self._look_compiled(kept, first, last) if self.compiled else [self._look_plain(kept, first, last)]

    def _look_compiled(self, kept: Kept, first: int, last: int) -> list[Part]:
        weights = self.arc_weights()
        if self._orders is None:
            self._orders = np.full((len(self.source), max(self.network.n_vertices, 1)), -2, dtype=np.int32)
        # parts of about as many trees, several a thread, for trees are not equally large
        parts = min(last - first, 1 if self.threads == 1 else 4 * self.threads)
        edges = np.linspace(first, last, parts + 1).astype(int).tolist()
        kernel = fast(look)

        def run(part: tuple[int, int]) -> Part:
            number = int(self.members[part[1]] - self.members[part[0]])
            sums = np.empty(number), np.empty(number), np.empty(number, dtype=np.int32)
            room = np.empty(4 * self.network.n_arcs, dtype=np.int32)
            found, used = kernel(
                part,
                self.source,
                self.row,
                self.members,
                self.target,
                self.graph,
                weights,
                self._orders,
                kept,
                sums,
                room,
            )
            return *sums, found[:used]

        ranges = list(pairwise(edges))
        if self.threads == 1:
            return [run(part) for part in ranges]
        done = [run(ranges[0])]  # compiled once, not by all threads at the same time
        with ThreadPoolExecutor(self.threads) as pool:
            return done + list(pool.map(run, ranges[1:]))

    def _look_plain(self, kept: Kept, first: int, last: int) -> Part:
        if self._trees is None:
            self._trees = Trees(self.network, len(self.source), compiled=False)
        weights, tails, row = self.arc_weights(), self.network.tails, -1
        lists = tuple(part.tolist() for part in kept)
        begin, members = int(self.members[first]), self.members
        number = int(members[last]) - begin
        sums = [0.0] * number, [0.0] * number, [-1] * number
        found, used, target = np.empty(2 * len(tails) + 1, dtype=np.int32), 0, self.target.tolist()
        for group in range(first, last):
            if self.row[group] != row:
                row = int(self.row[group])
                self._trees.weigh(weights[row])
            source = int(self.source[group])
            pairs = int(members[group]), int(members[group + 1]), begin
            tree = self._trees.grow(source)
            found, used = look_pairs(pairs, source, target, tree, tails, lists, sums, found, used)
        return np.array(sums[0]), np.array(sums[1]), np.array(sums[2], dtype=np.int32), found[:used]

    def _take_in(self, length: NDArray[np.int32], arcs: NDArray[np.int32]) -> None:
        """Put the new ways behind the known ones of their pairs, and drop those without flow."""
        new = np.flatnonzero(length >= 0)
        begins = np.concatenate([[0], np.cumsum(length[new])]).astype(np.int64)
        self.run(turn)(begins, 0, arcs)
        unserved = np.diff(self.ways)[new] == 0
        self._append(new, begins, arcs, np.where(unserved, self.amount[new], 0.0))

    def begin(self, paths: Paths) -> None:
        """Take ways with flows as known; what they carry is brought to the demand of their pairs."""
        place = np.full(len(self.task.pairs), -1, dtype=np.int64)
        place[self.number] = np.arange(len(self.number))
        mine = place[paths.pair]
        order = np.argsort(mine, kind="stable")
        order = order[mine[order] >= 0]
        lengths = paths.lengths[order]
        begins = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        arcs = np.empty(int(begins[-1]), dtype=np.int32)
        self.run(gather)(begins, paths.begins[:-1][order], paths.arcs, arcs)
        self._append(mine[order], begins, arcs, paths.flow[order])
        self.reload()

    def _append(
        self, pair: NDArray[np.int64], begins: NDArray[np.int64], arcs: NDArray[np.int32], flow: Floats
    ) -> None:
        fixed, counts = np.empty(len(pair)), np.empty(len(pair), dtype=np.int64)
        row = self.row_of_pair[pair]
        self.run(describe)(begins, arcs, self.weights, row, self.need_at, fixed, counts)
        need_begins = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        needs = np.empty(int(need_begins[-1]), dtype=np.int32)
        self.run(list_needs)(begins, arcs, self.need_at, self.need, needs)
        keep = np.flatnonzero(self.flow > 0)
        known = np.repeat(np.arange(len(self.amount)), np.diff(self.ways))[keep]
        both = np.concatenate([known, pair])
        order = np.argsort(both, kind="stable")
        self.ways = np.concatenate([[0], np.cumsum(np.bincount(both, minlength=len(self.amount)))]).astype(np.int64)
        self.begins, self.arcs = self._merge(order, keep, self.begins, self.arcs, begins, arcs)
        self.need_begins, self.needs = self._merge(order, keep, self.need_begins, self.needs, need_begins, needs)
        self.fixed = np.concatenate([self.fixed[keep], fixed])[order]
        self.flow = np.concatenate([self.flow[keep], flow])[order]

    def _merge(
        self, order: NDArray[np.int64], keep: NDArray[np.int64], begins: Any, pool: Any, new_begins: Any, new_pool: Any
    ) -> tuple[Any, Any]:
        starts = np.concatenate([begins[:-1][keep], new_begins[:-1] + begins[-1]])[order]
        lengths = np.concatenate([np.diff(begins)[keep], np.diff(new_begins)])[order]
        together = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        out = np.empty(int(together[-1]), dtype=np.int32)
        self.run(gather)(together, starts, np.concatenate([pool, new_pool]), out)
        return together, out

    # -- shifting flow ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Sum the flows anew, for adding and taking away small shifts drifts; parts keep adding up to demand."""
        counts = np.diff(self.ways)
        pair = np.repeat(np.arange(len(counts)), counts)
        moved = np.bincount(pair, weights=self.flow, minlength=len(counts))
        self.flow *= np.divide(self.amount, moved, out=np.ones(len(counts)), where=moved > 0)[pair]
        self.run(add_up)(self.need_begins, self.needs, self.flow, self.volume)
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
            first, last = self._sweep(sweeps, enough, honest=together)
            self.reload()
            if not together or last <= max(enough, _CREEPING * first) or not newton_step(self):
                break
            self.reload()
            sweeps = _BETWEEN

    def _excess(self) -> float:
        """What the known ways could gain in all at the present weights."""
        weight = np.empty(len(self.flow))
        self.run(weigh)(self.need_begins, self.needs, self.fixed, self.now, weight)
        counts = np.diff(self.ways)
        some = counts > 0
        least = np.minimum.reduceat(weight, self.ways[:-1][some]) if some.any() else weight
        return float(self.flow @ (weight - np.repeat(least, counts[some])))

    def _sweep(self, most: int, enough: float, *, honest: bool) -> tuple[float, float]:
        """Sweep until little is left to gain; give what could be gained in the first and in the last."""
        counts = np.diff(self.ways)
        several = np.flatnonzero(counts > 1)
        if not len(several):
            return 0.0, 0.0
        size, n = len(self.volume), int(counts.max())
        ints = [np.zeros(size, np.int32), np.zeros(size, np.int32), np.zeros(size + 1, np.int32)]
        arrays = [several, self.ways, self.need_begins, self.needs, self.fixed, self.flow, tuple(self.law),
                  (self.volume, self.now, self.slope),
                  (*ints, np.zeros(size), np.zeros(size), np.zeros(n))]  # fmt: skip
        given = arrays if self.compiled else [_as_lists(part) for part in arrays]
        kernel = self.run(sweep)
        first = reached = kernel(*given)
        for _ in range(most - 1):
            if reached <= enough:
                if not honest:
                    break
                # a sweep measures what each pair could gain when its turn comes, not all at the same weights
                self._read_back(given)
                if self._excess() <= enough:
                    break
            reached = kernel(*given)
        self._read_back(given)
        return float(first), float(reached)

    def _read_back(self, given: Sequence[Any]) -> None:
        """Take over what plain Python did to lists."""
        if not self.compiled:
            self.flow[:] = given[5]
            for mine, theirs in zip((self.volume, self.now, self.slope), given[7], strict=True):
                mine[:] = theirs

    def total(self) -> float:
        """Weights times flows, in the unit of the delays."""
        return float(self.fixed @ self.flow + self.now @ self.volume)

    def objective(self) -> float:
        """Beckmann's objective: weights without delay times flows, and the integrals of the delays."""
        return float(self.fixed @ self.flow + self.law.integrals(self.volume).sum())

    def paths(self) -> Paths:
        """Ways in use: those found last carry nothing yet."""
        keep = np.flatnonzero(self.flow > 0)
        pair = np.repeat(self.number, np.diff(self.ways))[keep]
        lengths = np.diff(self.begins)[keep]
        begins = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        arcs = np.empty(int(begins[-1]), dtype=np.int32)
        self.run(gather)(begins, self.begins[:-1][keep], self.arcs, arcs)
        return Paths(pair, self.flow[keep], begins, arcs)


def _as_lists(part: Any) -> Any:
    return tuple(_as_lists(p) for p in part) if isinstance(part, tuple) else part.tolist()
