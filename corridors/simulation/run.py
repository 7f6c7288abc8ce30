"""One simulation run: blocks of samples turned into figures, replication by replication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from corridors.kernels.csr import Ints
from corridors.kernels.sampled import Plans
from corridors.simulation.draws import Draws
from corridors.simulation.engine import Best, Progress, best_ways, in_order, samples_of
from corridors.simulation.parameters import Floats2, UncertainArcs, WaysMatrix
from corridors.simulation.statistics import Replication, Table, estimate, figures_of
from corridors.simulation.stream import SampleFile

__all__ = ["Outcome", "Problem", "Way", "run"]

#: Samples kept for quantiles of all together, at most so many figures; more are summed replication by replication.
_MOST_KEPT = 20_000_000

#: Distinct best ways kept of each pair; others are counted together.
_MOST_WAYS = 20_000


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

    def worked(self, given: tuple[int, int, Floats2]) -> Block:
        """Work on one block of uniform numbers."""
        replication, first, uniform = given
        z = self.draws.normal(uniform)
        best = best_ways(self.arcs, z, self.sources, self.targets, self.plans)
        fixed = self.arcs.weigh(z, *self.fixed.evaluate(z))
        hours, dollars = best.hours[:, self.columns], best.dollars[:, self.columns]
        generalised = dollars + self.arcs.usd_per_hour(z)[:, None] * hours
        samples = Replication(best.weight[:, self.columns], hours, dollars, generalised, fixed[:, self.fixed_of])
        return Block(replication, first, samples, best)


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


@dataclass
class Outcome:
    """What a run gives: figures and standard errors by (column, figure), ways, and samples where kept."""

    value: Floats2
    se: Floats2
    ways: list[Way]
    other_ways: dict[int, int]
    samples: Replication | None
    by_replication: Floats2 = field(repr=False)


def run(
    problem: Problem, *, workers: int, progress: Progress, file: SampleFile | None = None, keep: bool = True
) -> Outcome:
    """Draw all samples and give the figures; `file` takes the samples block by block."""
    draws, table = problem.draws, problem.table
    ways = _Ways(table)
    keep = keep and draws.n * len(problem.columns) * len(Replication._fields) <= _MOST_KEPT
    figures: list[Floats2] = []
    kept: list[Replication] = []
    now: list[Replication] = []
    done = 0
    for block in in_order(problem.worked, samples_of(draws), workers):
        ways.count(block, problem.columns)
        if file is not None:
            file.write(block.replication, block.first, block.samples)
        now.append(block.samples)
        done += len(block.samples.weight)
        progress.at(done)
        if block.first + len(block.samples.weight) == draws.each:  # the replication ends
            whole = _joined(now)
            figures.append(figures_of(whole, table))
            ways.replication_ends()
            now = []
            if keep:
                kept.append(whole)
    progress.done()
    samples = _joined(kept) if keep else None
    pooled = None if samples is None else figures_of(samples, table)
    value, se = estimate(figures, pooled)
    return Outcome(value, se, ways.sorted(), ways.other, samples, np.stack(figures))


def _joined(parts: Sequence[Replication]) -> Replication:
    if len(parts) == 1:
        return parts[0]
    columns: Any = zip(*parts, strict=True)
    return Replication(*(np.concatenate(column) for column in columns))


class _Ways:
    """Counts of the distinct best ways of every pair."""

    def __init__(self, table: Table) -> None:
        self.any = [group[0] for group in table.groups]
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
            for mark, k, count in zip(marks.tolist(), first.tolist(), counts.tolist(), strict=True):
                way = self.known.get((column, mark))
                if way is None:
                    if self.number[column] >= _MOST_WAYS:
                        self.other[column] += count
                        continue
                    self.number[column] += 1
                    way = self.known[column, mark] = Way(column, best.way(int(is_open[k]), at))
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
