"""Some of the pairs, with the ways known of them: the part of the work between two changes of the weights.

A lot holds the pairs of some trees. Its ways stand pair by pair; their arcs, and the capacities that these need, lie in
pools to which new ways are only added, until half of a pool is of ways that were dropped.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from corridors.kernels.ways import describe, gather, list_needs, turn

__all__ = ["Lot", "Pool"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

#: Entries below which a pool is not worth clearing up.
_SMALL = 10_000


class Pool:
    """Stretches of whole numbers, one for each way."""

    def __init__(self) -> None:
        self.starts, self.ends = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        self.values: Ints = np.zeros(0, dtype=np.int32)

    @property
    def spans(self) -> tuple[Longs, Longs]:
        """Starts and ends, as kernels take them."""
        return self.starts, self.ends

    def take_in(self, keep: Longs, begins: Longs, values: Ints, order: Longs, run: Any) -> None:
        """Keep some stretches and add new ones, of which ``begins`` are the bounds; both in a new order."""
        size = len(self.values)
        self.starts = np.concatenate([self.starts[keep], begins[:-1] + size])[order]
        self.ends = np.concatenate([self.ends[keep], begins[1:] + size])[order]
        self.values = np.concatenate([self.values, values])
        lengths = self.ends - self.starts
        used = int(lengths.sum())
        if len(self.values) > max(2 * used, _SMALL):
            packed, begins = self.packed(slice(None), run)
            self.starts, self.ends, self.values = begins[:-1], begins[1:], packed

    def packed(self, which: Any, run: Any) -> tuple[Ints, Longs]:
        """Give some stretches one behind the other, and their bounds."""
        starts, lengths = self.starts[which], self.ends[which] - self.starts[which]
        begins = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        out = np.empty(int(begins[-1]), dtype=np.int32)
        run(gather)(begins, starts, self.values, out)
        return out, begins


class Lot:
    """Known ways of the pairs of some groups.

    Parameters
    ----------
    groups
        First group, and the last but one.
    pairs
        First pair, and the last but one.
    """

    def __init__(self, groups: tuple[int, int], pairs: tuple[int, int]) -> None:
        self.groups, self.pairs = groups, pairs
        self.ways = np.zeros(pairs[1] - pairs[0] + 1, dtype=np.int64)
        self.arcs, self.needs = Pool(), Pool()
        self.fixed: Floats = np.zeros(0)
        self.flow: Floats = np.zeros(0)

    @property
    def pair_of(self) -> Longs:
        """The pair of each way, counted from the lot's first."""
        return np.repeat(np.arange(len(self.ways) - 1), np.diff(self.ways))

    def least(self, weight: Floats) -> Floats:
        """For each way, the least weight of the ways of its pair."""
        counts = np.diff(self.ways)
        some = counts > 0
        least = np.minimum.reduceat(weight, self.ways[:-1][some]) if some.any() else weight
        return np.repeat(least, counts[some])

    def take_in_best(self, length: Ints, arcs: Ints, weight: Floats, amount: Floats, tables: Any, run: Any) -> None:
        """Put new ways, the last arc first, behind those known of their pairs; drop those that nothing takes or should.

        Parameters
        ----------
        length
            Of each pair's new way; below 0 where there is none.
        arcs
            Of all of them.
        weight
            Of each known way.
        amount
            Of each pair; what no way serves yet is put on the new one.
        tables
            As of `take_in`.
        run
            Gives a kernel as it is to be run.
        """
        new = np.flatnonzero(length >= 0)
        begins = np.concatenate([[0], np.cumsum(length[new])]).astype(np.int64)
        run(turn)(begins, arcs)
        unserved = np.diff(self.ways)[new] == 0
        if len(new):
            keep = np.flatnonzero((self.flow > 0) | (weight <= self.least(weight)))
            self.take_in(keep, new, begins, arcs, np.where(unserved, amount[new], 0.0), tables, run)

    def take_in(self, keep: Longs, pair: Longs, begins: Longs, arcs: Ints, flow: Floats, tables: Any, run: Any) -> None:
        """Keep some ways and add new ones with flows.

        `tables` are weights, the row of each pair, where needs of arcs stand, and these.
        """
        weights, rows, need_at, need = tables
        fixed, counts = np.empty(len(pair)), np.empty(len(pair), dtype=np.int64)
        run(describe)(begins, arcs, weights, rows[pair], need_at, fixed, counts)
        need_begins = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        needs = np.empty(int(need_begins[-1]), dtype=np.int32)
        run(list_needs)(begins, arcs, need_at, need, needs)
        both = np.concatenate([self.pair_of[keep], pair])
        order = np.argsort(both, kind="stable")
        self.ways = np.concatenate([[0], np.cumsum(np.bincount(both, minlength=len(self.ways) - 1))]).astype(np.int64)
        self.arcs.take_in(keep, begins, arcs, order, run)
        self.needs.take_in(keep, need_begins, needs, order, run)
        self.fixed = np.concatenate([self.fixed[keep], fixed])[order]
        self.flow = np.concatenate([self.flow[keep], flow])[order]
