"""The two corridors that a ranking hangs on, and the exact search of chosen draws through them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from corridors.errors import NoRouteError, OptionError
from corridors.kernels.csr import Floats
from corridors.simulation.engine import Best, at_a_time, best_ways, searched
from corridors.simulation.parameters import Floats2
from corridors.simulation.run import Problem
from corridors.simulation.setup import ANY, Row

__all__ = ["Found", "Rivals", "rivals_of"]

#: Two weights nearer than this share are those of one way.
_ALIKE = 1e-9

_EVENT_AT = 9.0  # a standard normal number at which any event is in force (below zero), or none


class Found(NamedTuple):
    """What a search gave by (draw, row of the problem): weights, hours, dollars."""

    weight: Floats2
    hours: Floats2
    dollars: Floats2


@dataclass
class Rivals:
    """A problem of one origin and destination, and the rows of the two corridors that are held against each other.

    Attributes
    ----------
    first, second
        Rows of the one that is the better with everything at P50, and of the other.
    workers
        Threads.
    """

    problem: Problem
    rows: Sequence[Row]
    workers: int
    first: int = 0
    second: int = 0

    @cached_property
    def base(self) -> Found:
        """Everything at P50."""
        return self.search(self.at_p50(1))

    def at_p50(self, draws: int) -> Floats2:
        """Give draws with every number at P50; an event is in force where that is the likelier."""
        return np.zeros((draws, len(self.problem.draws.parameters)))

    def ends_of(self, parameter: int) -> tuple[float, float]:
        """Give the numbers of a parameter at P10 and P90; of an event while it is not in force, and while it is."""
        if self.problem.draws.parameters[parameter].kind == "event":
            return _EVENT_AT, -_EVENT_AT
        z90 = NormalDist().inv_cdf(0.9)
        return -z90, z90

    def search(self, z: Floats2, *, only_two: bool = False) -> Found:
        """Find the best way of every row of the problem in every draw; of the two alone the others are infinite."""
        parts = [self._found(best) for _, best in self.blocks(z, only_two=only_two)]
        return Found(*(np.concatenate(part) for part in zip(*parts, strict=True)))

    def blocks(self, z: Floats2, *, only_two: bool = False) -> Iterable[tuple[Floats2, Best]]:
        """Search block by block: (rows of `z`, best ways)."""
        problem, plans = self.problem, self.problem.plans
        if only_two:
            wanted = np.zeros_like(plans.wanted)
            for row in (self.first, self.second):
                number = int(problem.columns[row])  # one origin, one destination: the number of the plan
                wanted[number] = True
            plans = plans._replace(wanted=wanted)

        def work(part: Floats2) -> tuple[Floats2, Best]:
            return part, best_ways(problem.arcs, part, problem.sources, problem.targets, plans)

        size = at_a_time()
        return searched(work, [z[k : k + size] for k in range(0, len(z), size)], self.workers)

    def _found(self, best: Best) -> Found:
        columns = self.problem.columns
        return Found(best.weight[:, columns], best.hours[:, columns], best.dollars[:, columns])

    def margin(self, found: Found) -> Floats:
        """Give by how much the second weighs more than the first; infinite where one of them has no way."""
        first, second = found.weight[:, self.first], found.weight[:, self.second]
        with np.errstate(invalid="ignore"):
            return np.where(np.isinf(first) & np.isinf(second), 0.0, second - first)

    def ways(self, z: Floats2) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Give the best ways of both in one draw, by the numbers of the arcs that vary."""
        (_, best), *_ = self.blocks(z[None], only_two=True)
        columns = self.problem.columns
        return best.way(0, int(columns[self.first])), best.way(0, int(columns[self.second]))

    def label(self, row: int) -> str:
        """Name a row as the user does."""
        return self.rows[row].corridor


def rivals_of(problem: Problem, rows: Sequence[Row], workers: int) -> Rivals:
    """Choose the two best corridors, everything at P50, whose ways are different.

    Raises
    ------
    OptionError
        There are not two.
    """
    rivals = Rivals(problem, rows, workers)
    weights = rivals.base.weight[0]
    named = [k for k, row in enumerate(rows) if row.corridor != ANY and np.isfinite(weights[k])]
    named.sort(key=lambda k: (weights[k], k))
    if not named:
        raise NoRouteError(
            f"{rows[0].origin.name} to {rows[0].destination.name}: no corridor asked for has a way, so nothing ranks"
        )
    first = named[0]
    others = [k for k in named if weights[k] > weights[first] * (1 + _ALIKE)]
    if not others:
        raise OptionError(
            f"{rows[0].origin.name} to {rows[0].destination.name}: {rows[first].name} is the only way to rank; give "
            "two corridors that have different ways (corridors=[...])"
        )
    rivals.first, rivals.second = first, others[0]
    return rivals
