"""Shapes and sums of many samples in whole arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from corridors.kernels.compile import NEVER, meanwhile
from corridors.kernels.csr import Ints
from corridors.kernels.sampled import Shapes, Sums, all_factors, all_sums

__all__ = ["Floats2", "all_factor_rows", "factors_by_shape", "some_rows", "some_shapes", "sum_rows", "sums_by_row"]

Floats2 = np.ndarray[Any, np.dtype[np.float64]]

#: Samples whose factors are worked out at a time: what is between stays in the processor's cache.
_AT_A_TIME = 128

_P90 = 1.2815515655446004


def all_factor_rows(z: Floats2, shapes: Shapes) -> Floats2:
    """Give the factor of every shape in every sample, by (sample, shape)."""
    out = np.empty((len(z), len(shapes.number)))
    given = np.ascontiguousarray(z), shapes, out

    def by_arrays() -> None:
        out[:] = factors_by_shape(z, shapes)[1:].T

    meanwhile(all_factors, given, by_arrays, NEVER)
    return out


def factors_by_shape(z: Floats2, shapes: Shapes) -> Floats2:
    """Give the factor of every shape in every sample, by (shape, sample) below a row of ones, for fixed parts."""
    number = np.maximum(shapes.number, 0)
    middle, below, above, tail = (part[:, None] for part in shapes[1:5])
    switched = np.flatnonzero(shapes.switch >= 0)
    out = np.empty((1 + len(number), len(z)))
    out[0] = 1.0
    for first in range(0, len(z), _AT_A_TIME):
        rows = z[first : first + _AT_A_TIME]
        numbers = np.ascontiguousarray(rows.T)
        at = numbers[number]
        high = np.minimum(at, _P90)
        upper = np.subtract(at, high)
        upper *= tail
        np.maximum(high, 0.0, out=high)
        upper += high
        upper *= above
        upper += middle
        lower = np.multiply(at, below, out=high)
        lower += middle
        np.maximum(lower, 0.0, out=lower)
        np.copyto(upper, lower, where=at < 0)
        upper[shapes.number < 0] = shapes.middle[shapes.number < 0, None]
        on = numbers[shapes.switch[switched]] <= shapes.limit[switched, None]
        upper[switched] *= on == (shapes.when[switched, None] == 1)
        out[1:, first : first + _AT_A_TIME] = upper
    return out


def sum_rows(sums: Sums, factor: Floats2) -> Floats2:
    """Add up rows in every sample, by (sample, row), each in the same order whatever else is summed."""
    out = np.empty((len(factor), len(sums.fixed)))
    given = sums, np.ascontiguousarray(factor), out

    def by_arrays() -> None:
        out[:] = sums_by_row(sums, np.concatenate([np.ones((1, len(factor))), factor.T])).T

    meanwhile(all_sums, given, by_arrays, NEVER)
    return out


def sums_by_row(sums: Sums, factor: Floats2) -> Floats2:
    """Add up rows in every sample by (row, sample), given what `factors_by_shape` gives.

    Every row is added up from its first entry on, its fixed part before all others, as the kernel does.
    """
    from scipy.sparse import csr_matrix

    begin, count = sums.begin.astype(np.int64), len(sums.fixed)
    entries = np.insert(sums.scale, begin[:-1], sums.fixed)
    shape = np.insert(sums.shape + 1, begin[:-1], 0)
    matrix = csr_matrix((entries, shape, begin + np.arange(count + 1)), shape=(count, len(factor)))
    total: Floats2 = matrix @ factor
    return total


def some_rows(sums: Sums, rows: Ints) -> Sums:
    """Give some of the rows."""
    first = sums.begin[rows].astype(np.int64)
    count = sums.begin[rows + 1] - first
    begin = np.concatenate([[0], np.cumsum(count)])
    entries = np.repeat(first - begin[:-1], count) + np.arange(begin[-1])
    return Sums(sums.fixed[rows], begin.astype(np.int32), sums.shape[entries], sums.scale[entries])


def some_shapes(shapes: Shapes, which: Any) -> Shapes:
    """Give some of the shapes."""
    chosen: Any = (part[which] for part in shapes)
    return Shapes(*chosen)
