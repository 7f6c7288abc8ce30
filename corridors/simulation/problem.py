"""The problem of a run, what one block of its samples gives, and the counts of the best ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any, NamedTuple

import numpy as np

from corridors.kernels.csr import Ints
from corridors.kernels.sampled import Plans
from corridors.scale.threads import in_order
from corridors.simulation.best import Best
from corridors.simulation.draws import Draws
from corridors.simulation.engine import Given, best_ways
from corridors.simulation.parameters import UncertainArcs, WaysMatrix
from corridors.simulation.room import Room
from corridors.simulation.statistics import Replication, Table

__all__ = ["Block", "Counted", "Problem", "Replication", "Way", "Ways", "joined"]


@dataclass(frozen=True)
class Problem:
    """All that a run needs, and no more: what follows from it is the same anywhere.

    Attributes
    ----------
    arcs, draws, sources, targets, plans
        What varies, the points, and what is looked for; the columns are those of `corridors.simulation.engine.Best`.
    columns
        Numbers of the columns wanted.
    fixed, fixed_of
        Ways that are best at what is to be expected, and which of them each column wanted has.
    table
        Which of the columns wanted belong together.
    """

    arcs: UncertainArcs
    draws: Draws
    sources: Ints
    targets: Ints
    plans: Plans
    columns: Ints
    fixed: WaysMatrix
    fixed_of: Ints
    table: Table

    def light(self) -> Problem:
        """Give what a worker needs: the same without the network."""
        return replace(self, arcs=self.arcs.light(), draws=self.draws.light())

    def worked(
        self, given: Sequence[Given], told: Callable[[int], object] = bool, room: Room | None = None
    ) -> list[Block]:
        """Work on blocks of uniform numbers together, in room that those before were worked on in."""
        threads = 1 if room is None else room.workers
        z = np.concatenate(list(in_order(self.draws.normal, (uniform for _, _, uniform in given), threads)))
        best = best_ways(self.arcs, z, self.sources, self.targets, self.plans, told, room)
        fixed = self.arcs.weigh(z, *self.fixed.evaluate(z))
        hours, dollars = best.hours[:, self.columns], best.dollars[:, self.columns]
        generalised = dollars + self.arcs.usd_per_hour(z)[:, None] * hours
        whole = Replication(best.weight[:, self.columns], hours, dollars, generalised, fixed[:, self.fixed_of])
        blocks, end = [], 0
        for replication, first, uniform in given:
            start, end = end, end + len(uniform)
            samples: Any = (column[start:end] for column in whole)
            blocks.append(Block(replication, first, Replication(*samples), best.some(start, end)))
        return blocks


class Block(NamedTuple):
    """What one block of samples gave."""

    replication: int
    first: int
    samples: Replication
    best: Best


@dataclass
class Way:
    """A way that was the best in some samples."""

    column: int
    arcs: tuple[int, ...]
    count: int = 0
    squares: float = 0.0  # of the counts of the replications
    now: int = 0  # in the replication at hand


class Counted(NamedTuple):
    """How often ways were the best, as arrays, which cross between processes in no time.

    Of way ``k`` the arcs are ``store[begin[k]:begin[k + 1]]``, in travel order.
    """

    column: Ints
    mark: np.ndarray[Any, np.dtype[np.int64]]
    times: np.ndarray[Any, np.dtype[np.int64]]
    begin: np.ndarray[Any, np.dtype[np.int64]]
    store: Ints

    def arcs(self, k: int) -> tuple[int, ...]:
        """Give the arcs of a way."""
        return tuple(self.store[self.begin[k] : self.begin[k + 1]].tolist())


def joined(parts: Sequence[Replication]) -> Replication:
    """Put samples one after the other."""
    if len(parts) == 1:
        return parts[0]
    columns: Any = zip(*parts, strict=True)
    return Replication(*(np.concatenate(column) for column in columns))


class Ways:
    """Counts of the distinct best ways of every pair; of each so many at `most`, others are counted together."""

    def __init__(self, table: Table, most: float = inf) -> None:
        self.any = [group[0] for group in table.groups]
        self.most = most
        self.known: dict[tuple[int, int], Way] = {}
        self.number = dict.fromkeys(self.any, 0)
        self.other = dict.fromkeys(self.any, 0)

    def count(self, block: Block, columns: Ints) -> None:
        """Count the ways of a block."""
        best = block.best
        for column in self.any:
            at = int(columns[column])
            is_open = np.flatnonzero(best.weight[:, at] < np.inf)
            marks, first, counts = np.unique(best.mark[is_open, at], return_index=True, return_counts=True)
            for mark, k, count in zip(marks.tolist(), is_open[first].tolist(), counts.tolist(), strict=True):
                self._add(column, mark, count, lambda k=k, at=at: best.way(k, at))  # type: ignore[misc]

    def add(self, counted: Counted) -> None:
        """Take in what was counted elsewhere."""
        rows = zip(counted.column.tolist(), counted.mark.tolist(), counted.times.tolist(), strict=True)
        for k, (column, mark, times) in enumerate(rows):
            self._add(column, mark, times, lambda k=k: counted.arcs(k))  # type: ignore[misc]

    def counted(self) -> Counted:
        """Give what was counted, in the order in which ways were met."""
        keys, ways = list(self.known), list(self.known.values())
        return Counted(
            np.array([column for column, _ in keys], dtype=np.int32),
            np.array([mark for _, mark in keys], dtype=np.int64),
            np.array([way.now for way in ways], dtype=np.int64),
            np.cumsum([0, *(len(way.arcs) for way in ways)], dtype=np.int64),
            np.array([arc for way in ways for arc in way.arcs], dtype=np.int32),
        )

    def _add(self, column: int, mark: int, count: int, arcs: Callable[[], tuple[int, ...]]) -> None:
        way = self.known.get((column, mark))
        if way is None:
            if self.number[column] >= self.most:
                self.other[column] += count
                return
            self.number[column] += 1
            way = self.known[column, mark] = Way(column, arcs())
        way.now += count

    def replication_ends(self) -> None:
        """Take the counts of a replication in."""
        for way in self.known.values():
            way.count += way.now
            way.squares += way.now**2
            way.now = 0

    def sorted(self) -> list[Way]:
        """Give the ways, of each pair the most frequent first."""
        return sorted(self.known.values(), key=lambda way: (way.column, -way.count, way.arcs))
