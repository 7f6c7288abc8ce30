"""One simulation run: samples turned into figures, replication by replication, here or on a cluster."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from corridors.scale.mapped import mapped
from corridors.simulation.draws import BLOCK
from corridors.simulation.engine import grouped, searched
from corridors.simulation.parameters import Floats2
from corridors.simulation.parts import PART, parts_of, worked_part
from corridors.simulation.problem import Problem, Replication, Way, Ways, joined
from corridors.simulation.room import Room
from corridors.simulation.statistics import estimate, figures_of
from corridors.simulation.stream import SampleFile
from corridors.words.progress import Progress

__all__ = ["Outcome", "Problem", "Way", "run"]

#: Samples kept for quantiles of all together, at most so many figures; more are summed replication by replication.
_MOST_KEPT = 20_000_000

#: Distinct best ways kept of each pair; others are counted together.
_MOST_WAYS = 20_000


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
    problem: Problem,
    *,
    workers: int,
    progress: Progress,
    file: SampleFile | None = None,
    keep: bool = True,
    client: Any = None,
) -> Outcome:
    """Draw all samples and give the figures; `file` takes the samples block by block."""
    keep = keep and problem.draws.n * len(problem.columns) * len(Replication._fields) <= _MOST_KEPT
    gathered = _Gathered(problem, progress, file, keep=keep)
    if client is None:
        _run_here(problem, gathered, workers)
    else:
        _run_on(client, problem, gathered, wanted=keep or file is not None)
    progress.done()
    return gathered.outcome()


def _run_here(problem: Problem, gathered: _Gathered, workers: int) -> None:
    work = partial(problem.worked, told=gathered.tell, room=Room(workers))
    with closing(searched(work, grouped(problem.draws), workers)) as groups:
        for block in (block for group in groups for block in group):
            gathered.ways.count(block, problem.columns)
            gathered.add(block.replication, block.first, block.samples)


def _run_on(client: Any, problem: Problem, gathered: _Gathered, *, wanted: bool) -> None:
    common = problem.light(), wanted
    each = problem.draws.each

    def tick(parts: int) -> None:
        whole, more = divmod(parts, -(-each // PART))
        gathered.progress.at(whole * each + more * PART)

    with closing(mapped(worked_part, parts_of(problem), common=common, client=client, progress=tick)) as parts:
        for part in parts:
            gathered.ways.add(part.ways)
            replication, first, end = part.asked
            if part.samples is None:
                assert part.figures is not None
                gathered.replication_ends(part.figures)
                continue
            for at in range(0, end - first, BLOCK):  # as blocks come here, so that a file is the same
                some: Any = (column[at : at + BLOCK] for column in part.samples)
                gathered.add(replication, first + at, Replication(*some))


class _Gathered:
    """What has come of a run so far; samples come in their order."""

    def __init__(self, problem: Problem, progress: Progress, file: SampleFile | None, *, keep: bool) -> None:
        self.problem = problem
        self.progress = progress
        self.ways = Ways(problem.table, _MOST_WAYS)
        self._file = file
        self._keep = keep
        self._figures: list[Floats2] = []
        self._kept: list[Replication] = []
        self._now: list[Replication] = []
        self._done = 0

    def tell(self, more: int) -> None:
        """Show how many samples are done, with those that are being worked on."""
        self.progress.at(self._done + more)

    def add(self, replication: int, first: int, samples: Replication) -> None:
        """Take samples in; with the last of a replication this is worked out."""
        if self._file is not None:
            self._file.write(replication, first, samples)
        self._now.append(samples)
        self._done += len(samples.weight)
        self.progress.at(self._done)
        if first + len(samples.weight) == self.problem.draws.each:
            whole = joined(self._now)
            self._now = []
            if self._keep:
                self._kept.append(whole)
            self.replication_ends(figures_of(whole, self.problem.table))

    def replication_ends(self, figures: Floats2) -> None:
        """Take the figures of a replication in."""
        self._figures.append(figures)
        self.ways.replication_ends()

    def outcome(self) -> Outcome:
        """Give what all came to."""
        samples = joined(self._kept) if self._keep else None
        pooled = None if samples is None else figures_of(samples, self.problem.table)
        value, se = estimate(self._figures, pooled)
        return Outcome(value, se, self.ways.sorted(), self.ways.other, samples, np.stack(self._figures))
