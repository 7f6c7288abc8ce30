"""The best ways of a block of samples, and the weights of all arcs that they follow from."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any, NamedTuple

import numpy as np

from corridors.kernels.csr import Ints
from corridors.simulation.evaluated import Floats2, all_factor_rows, sum_rows
from corridors.simulation.parameters import UncertainArcs

__all__ = ["Best", "arc_weights_of", "joined_best"]


class Best(NamedTuple):
    """The best ways of a block by (sample, column): weights, hours, dollars, a hash of the arcs, and the arcs.

    The columns are every source with any way and every plan, with every target. Arcs stand from the last to the first.
    """

    weight: Floats2
    hours: Floats2
    dollars: Floats2
    mark: np.ndarray[Any, np.dtype[np.int64]]
    begin: np.ndarray[Any, np.dtype[np.int64]]
    store: Ints

    def way(self, sample: int, column: int) -> tuple[int, ...]:
        """Give the arcs of a way in travel order."""
        at = sample * self.weight.shape[1] + column
        return tuple(self.store[self.begin[at] : self.begin[at + 1]][::-1].tolist())

    def some(self, start: int, end: int) -> Best:
        """Give some of the samples."""
        columns = self.weight.shape[1]
        begin = self.begin[start * columns : end * columns + 1]
        part: list[Any] = [column[start:end] for column in self[:4]]
        return Best(*[*part, begin - begin[0], self.store[begin[0] : begin[-1]]])


def joined_best(parts: Sequence[Best]) -> Best:
    """Put blocks one after the other."""
    if len(parts) == 1:
        return parts[0]
    whole = [np.concatenate(column) for column in list(zip(*parts, strict=True))[:4]]
    starts = np.cumsum([0, *(part.begin[-1] for part in parts)])
    begin = [part.begin[:-1] + start for part, start in zip(parts, starts, strict=False)]
    stores = np.concatenate([part.store for part in parts])
    return Best(whole[0], whole[1], whole[2], whole[3], np.concatenate([*begin, starts[-1:]]), stores)


def arc_weights_of(arcs: UncertainArcs, z: Floats2) -> tuple[Floats2, Floats2, Floats2]:
    """Give weights, hours and dollars of every arc by (sample, arc), whole arrays at a time."""
    factor = all_factor_rows(z, arcs.shapes)
    hours, dollars = sum_rows(arcs.time, factor), sum_rows(arcs.cost, factor)
    weights = arcs.worth_of_hour(z)[:, None] * hours + arcs.mix[1] * dollars
    for arc, number, limit in zip(arcs.closed, arcs.closing, arcs.limits, strict=True):
        weights[z[:, number] <= limit, arc] = inf
    return weights, hours, dollars
