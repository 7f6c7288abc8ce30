"""Candidate ways of two corridors, for the many evaluations that indices ask for; their misses are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corridors.simulation.draws import Draws, dependence_of
from corridors.simulation.parameters import Floats2, WaysMatrix
from corridors.simulation.rivals import Rivals

__all__ = ["Candidates", "Misses", "candidates_of"]

#: Candidate ways of each corridor, and the draws that they are found in.
_MOST = 64
_FOUND_IN = 1024
_HELD_OUT = 256

OUTPUTS = ("margin", "first_is_best", "days", "cost_usd")


@dataclass(frozen=True)
class Misses:
    """What candidates lose against the exact search, in draws held out.

    Attributes
    ----------
    draws
        How many were held out.
    share
        In how many of them a better way of one of the two was missed.
    margin
        How far off the margin was on average, in the unit of the weight.
    turned
        In how many of them the ranking of the two was another.
    """

    draws: int
    share: float
    margin: float
    turned: float


@dataclass(frozen=True)
class Candidates:
    """Ways of both corridors as functions of the draws, over the parameters that they hang on alone.

    Attributes
    ----------
    draws
        Of these parameters: what turns independent uniform numbers into those of parameters.
    used
        Their numbers among all.
    """

    rivals: Rivals
    matrix: WaysMatrix
    split: int  # ways of the first, then of the second
    draws: Draws
    used: Sequence[int]
    misses: Misses

    def model(self, uniform: Floats2) -> Floats2:
        """Give the outputs of independent uniform numbers by (row, output): `OUTPUTS`."""
        return self.outputs(self.draws.normal(uniform))

    def outputs(self, z: Floats2) -> Floats2:
        """Give the outputs of numbers of the parameters used."""
        arcs, problem = self.rivals.problem.arcs, self.rivals.problem
        hours, dollars = self.matrix.evaluate(z)
        if arcs.worth >= 0:  # the value of time is drawn: its number stands elsewhere among all parameters
            every = np.zeros((len(z), len(problem.draws.parameters)))
            every[:, list(self.used)] = z
            weight = arcs.weigh(every, hours, dollars)
        else:
            weight = arcs.mix[0] * hours + arcs.mix[1] * dollars
        row = np.arange(len(z))
        one = weight[:, : self.split].argmin(axis=1)
        other = weight[:, self.split :].min(axis=1)
        least = weight[row, one]
        return np.column_stack([other - least, least <= other, hours[row, one] / 24, dollars[row, one]])


def candidates_of(rivals: Rivals) -> Candidates:
    """Collect the ways that are the best of each corridor in some draws, the most frequent first."""
    problem = rivals.problem
    arcs, whole = problem.arcs, problem.draws
    # points of their own, so that what is held out is none of the points of the indices
    own = Draws(whole.parameters, whole.dependence, _FOUND_IN + _HELD_OUT, seed=whole.seed + 1, replications=1)
    z = own.sample()
    number: tuple[Counter[tuple[int, ...]], Counter[tuple[int, ...]]] = (Counter(), Counter())
    for k, way in enumerate(rivals.ways(rivals.at_p50(1)[0])):
        number[k][way] += _FOUND_IN  # always among them
    columns = [int(problem.columns[row]) for row in (rivals.first, rivals.second)]
    for part, best in rivals.blocks(z[:_FOUND_IN], only_two=True):
        for sample in range(len(part)):
            for k, column in enumerate(columns):
                if best.weight[sample, column] < np.inf:
                    number[k][best.way(sample, column)] += 1
    kept = [[way for way, _ in sorted(one.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]] for one in number]
    matrix = arcs.ways_matrix([*kept[0], *kept[1]])
    hangs = {int(p) for p in (*matrix.shapes.number, *matrix.shapes.switch, *matrix.closing) if p >= 0}
    if arcs.worth >= 0:
        hangs.add(int(arcs.shapes.number[arcs.worth]))
    used = sorted(hangs)
    new = {p: k for k, p in enumerate(used)}

    def renumbered(numbers: np.ndarray) -> np.ndarray:
        return np.array([new.get(int(p), -1) for p in numbers], dtype=np.int32)

    shapes = matrix.shapes._replace(number=renumbered(matrix.shapes.number), switch=renumbered(matrix.shapes.switch))
    matrix = matrix._replace(shapes=shapes, closing=renumbered(matrix.closing))
    some = [whole.parameters[p] for p in used]
    labels = {one.label for one in some}
    pairs = {names: value for names, value in whole.dependence.pairs.items() if labels.issuperset(names)}
    shared = {"time": whole.dependence.time, "price": whole.dependence.price, "between": whole.dependence.between}
    draws = Draws(some, dependence_of(shared | pairs, 0.0), 2, seed=0, replications=1, points="plain")
    found = Candidates(rivals, matrix, len(kept[0]), draws, used, Misses(0, 0.0, 0.0, 0.0))
    return Candidates(rivals, matrix, len(kept[0]), draws, used, _misses(found, z[_FOUND_IN:]))


def _misses(candidates: Candidates, z: Floats2) -> Misses:
    """Hold candidates against the exact search."""
    rivals = candidates.rivals
    exact = rivals.margin(rivals.search(z, only_two=True))
    told = candidates.outputs(np.ascontiguousarray(z[:, list(candidates.used)]))[:, 0]
    known = np.isfinite(exact) & np.isfinite(told)
    off = np.abs(told[known] - exact[known])
    scale = np.maximum(1.0, np.abs(exact[known]))
    return Misses(
        len(z), float((off > 1e-9 * scale).mean()), float(off.mean()), float(((told > 0) != (exact > 0)).mean())
    )
