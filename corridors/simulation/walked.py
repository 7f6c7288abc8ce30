"""What the ways of many samples come to, added up as they were walked back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import NamedTuple

import numpy as np

from corridors.kernels.adding import total_of
from corridors.kernels.csr import Floats, Ints
from corridors.simulation.best import Best
from corridors.simulation.evaluated import Floats2, factors_by_shape, some_rows, some_shapes, sums_by_row
from corridors.simulation.parameters import UncertainArcs
from corridors.simulation.swept import Walk

__all__ = ["Column", "added_up"]

#: Of the hash of a way, as `corridors.kernels.walks.walk_layers` has it.
_START, _FACTOR = np.uint64(7), np.uint64(1000003)


class Column(NamedTuple):
    """The ways of one target: what they weigh, the steps of most samples, and whole ways of single ones.

    A whole way is given by its arcs, the last one first, and its hash.
    """

    weight: Floats
    steps: Sequence[Walk]
    alone: Mapping[int, tuple[Ints, int]]


def added_up(arcs: UncertainArcs, z: Floats2, shape: tuple[int, int], columns: Mapping[int, Column]) -> Best:
    """Add ways up, and write them one after the other."""
    weight, hours, dollars = (np.full(shape, inf) for _ in range(3))
    length = np.zeros(shape, dtype=np.int64)
    used = np.zeros(len(arcs.heads), dtype=bool)
    for number, column in columns.items():
        weight[:, number] = column.weight
        for step in column.steps:
            length[step.samples, number] += 1
            used[step.arcs] = True
        for sample, (way, _) in column.alone.items():
            length[sample, number] = len(way)
            used[way] = True
    rows = np.flatnonzero(used).astype(np.int32)
    row_of = np.cumsum(used) - 1
    of_row = _sums_of(arcs, z, rows)
    mark = np.zeros(shape, dtype=np.uint64)
    begin = np.concatenate([[0], np.cumsum(length.ravel())])
    store = np.empty(begin[-1], dtype=np.int32)
    at = begin[:-1].reshape(shape).copy()
    for number, column in columns.items():
        there = np.isfinite(column.weight)
        hours[there, number] = dollars[there, number] = 0.0
        mark[there, number] = _START
        for samples, _, _, way in column.steps:
            for total, part in zip((hours, dollars), of_row, strict=True):
                total[samples, number] += part[row_of[way], samples]
            mark[samples, number] = mark[samples, number] * _FACTOR ^ way.astype(np.uint64)
            store[at[samples, number]] = way
            at[samples, number] += 1
        for sample, (way, known) in column.alone.items():
            for total, part in zip((hours, dollars), of_row, strict=True):
                total[sample, number] = total_of(part[row_of[way], sample].tolist())
            mark[sample, number] = known & (2**64 - 1)
            store[at[sample, number] : at[sample, number] + len(way)] = way
    return Best(weight, hours, dollars, mark.view(np.int64), begin, store)


def _sums_of(arcs: UncertainArcs, z: Floats2, rows: Ints) -> list[Floats2]:
    """Give the hours and the dollars of some arcs by (arc, sample), working out no more shapes than they have."""
    some = [some_rows(sums, rows) for sums in (arcs.time, arcs.cost)]
    used = np.unique(np.concatenate([sums.shape for sums in some]))
    factors = factors_by_shape(z, some_shapes(arcs.shapes, used))
    return [
        sums_by_row(sums._replace(shape=np.searchsorted(used, sums.shape).astype(np.int32)), factors) for sums in some
    ]
