"""A run on a cluster: fixed parts of replications, each worked out whole by a worker.

A part is a replication, or of a longer one so many samples. What comes back of a whole replication are its figures and
the ways counted; the samples themselves only where somebody wants them, in a file or in the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from corridors.simulation.draws import BLOCK
from corridors.simulation.parameters import Floats2
from corridors.simulation.problem import Counted, Problem, Replication, Ways, joined
from corridors.simulation.statistics import figures_of

__all__ = ["PART", "Asked", "Part", "parts_of", "worked_part"]

#: Samples of one part at most: as many as the replications of a large run have.
PART = 64 * BLOCK


class Asked(NamedTuple):
    """A part, by its replication and the samples in it from `first` to before `end`."""

    replication: int
    first: int
    end: int


class Part(NamedTuple):
    """What a part gave."""

    asked: Asked
    figures: Floats2 | None  # of a whole replication
    samples: Replication | None  # where wanted, or where it is none
    ways: Counted


def parts_of(problem: Problem) -> Iterator[Asked]:
    """Cut a run into parts, whoever works on them."""
    each = problem.draws.each
    for replication in range(problem.draws.replications):
        for first in range(0, each, PART):
            yield Asked(replication, first, min(each, first + PART))


def worked_part(common: tuple[Problem, bool], asked: Asked) -> Part:
    """Work on one part; `common` is the problem, and whether samples are wanted."""
    problem, wanted = common
    ways = Ways(problem.table)
    found = []
    for first, uniform in problem.draws.blocks(asked.replication):
        if first >= asked.end:
            break
        if first >= asked.first:  # the points before are drawn and passed over: they follow one from the other
            (block,) = problem.worked([(asked.replication, first, uniform)])
            ways.count(block, problem.columns)
            found.append(block.samples)
    samples = joined(found)
    is_whole = asked.end - asked.first == problem.draws.each
    figures = figures_of(samples, problem.table) if is_whole else None
    return Part(asked, figures, samples if wanted or not is_whole else None, ways.counted())
