"""From samples to figures, each with its standard error.

A replication is a whole sample by itself. Every figure is worked out in each, the mean over them is the answer (of
quantiles that of all samples together, where these are at hand), and their scatter its standard error.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, log2
from typing import Any, NamedTuple

import numpy as np

from corridors.kernels.csr import Floats
from corridors.simulation.parameters import Floats2

__all__ = ["FIGURES", "QUANTILES", "Estimate", "Replication", "Table", "draws_needed", "estimate", "figures_of"]

QUANTILES = (0.1, 0.5, 0.8, 0.9, 0.95)

#: Two weights nearer than this share are those of one way.
_ALIKE = 1e-9

_UNITS = ("days", "cost_usd", "generalised_usd")
_ENDS = ("", *(f"_p{100 * q:.0f}" for q in QUANTILES))
_SPREAD = tuple(f"{unit}{end}" for unit in _UNITS for end in _ENDS)
_CHANCES = ("p_best_time", "p_best_cost", "p_best_generalised", "p_best", "p_on_time", "p_open")
_CHOICES = ("regret", "regret_fixed", "flexibility")

#: Every figure of a row, in the order of their columns.
FIGURES = (*_SPREAD, *_CHANCES, *_CHOICES)

_HOURS_A_DAY = 24.0


class Replication(NamedTuple):
    """What the samples of one replication gave, by (sample, column)."""

    weight: Floats2
    hours: Floats2
    dollars: Floats2
    generalised: Floats2
    fixed: Floats2  # weight of the way that is best at what is to be expected


class Table(NamedTuple):
    """Which columns belong together: the groups of one origin and destination, the first of each any way."""

    groups: Sequence[Sequence[int]]
    deadline_h: Sequence[float | None]  # of each group


class Estimate(NamedTuple):
    """A figure and its standard error."""

    value: float
    se: float


def figures_of(samples: Replication, table: Table) -> Floats2:
    """Give every figure of every column: (column, figure); NaN where a row has none."""
    found = np.full((samples.weight.shape[1], len(FIGURES)), np.nan)
    for group, deadline in zip(table.groups, table.deadline_h, strict=True):
        columns = list(group)
        weight, hours = samples.weight[:, columns], samples.hours[:, columns]
        dollars, generalised = samples.dollars[:, columns], samples.generalised[:, columns]
        open_ = weight < np.inf
        found[columns, FIGURES.index("p_open")] = open_.mean(axis=0)
        for unit, values in zip(_UNITS, (hours / _HOURS_A_DAY, dollars, generalised), strict=True):
            at = FIGURES.index(unit)
            found[columns, at : at + len(_ENDS)] = _spreads(values, open_)
        for name, values in zip(_CHANCES[:4], (hours, dollars, generalised, weight), strict=True):
            least = values.min(axis=1, keepdims=True)
            found[columns, FIGURES.index(name)] = (open_ & (values <= least * (1 + _ALIKE))).mean(axis=0)
        if deadline is not None:
            found[columns, FIGURES.index("p_on_time")] = (hours <= deadline).mean(axis=0)
        fixed, best = samples.fixed[:, columns], weight[:, :1]
        names = _CHOICES
        for name, (more, less) in zip(names, ((weight, best), (fixed, best), (fixed, weight)), strict=True):
            found[columns, FIGURES.index(name)] = _mean_difference(more, less)
    return found


def _spreads(values: Floats2, open_: np.ndarray[Any, np.dtype[np.bool_]]) -> Floats2:
    """Give the mean and the quantiles of each column over the samples in which there is a way."""
    if open_.all():
        return np.column_stack([values.mean(axis=0), np.quantile(values, QUANTILES, axis=0).T])
    found = np.full((values.shape[1], len(_ENDS)), np.nan)
    for column in range(values.shape[1]):
        some = values[open_[:, column], column]
        if len(some):
            found[column] = some.mean(), *np.quantile(some, QUANTILES)
    return found


def _mean_difference(more: Floats2, less: Floats2) -> Floats:
    """Give the mean of a difference over the samples in which both are open."""
    both = (more < np.inf) & (less < np.inf)
    number = both.sum(axis=0)
    with np.errstate(invalid="ignore"):
        difference = np.where(both, more - less, 0.0)
    return np.where(number > 0, difference.sum(axis=0) / np.maximum(number, 1), np.nan)


def estimate(by_replication: Sequence[Floats2], pooled: Floats2 | None = None) -> tuple[Floats2, Floats2]:
    """Give every figure and its standard error by (column, figure).

    Parameters
    ----------
    by_replication
        The figures of each replication.
    pooled
        Those of all samples together, of which the quantiles are taken.
    """
    all_of = np.stack(by_replication)
    value = all_of.mean(axis=0)
    if pooled is not None:
        quantiles = [k for k, name in enumerate(FIGURES) if any(name.endswith(end) for end in _ENDS[1:])]
        value[:, quantiles] = pooled[:, quantiles]
    return value, all_of.std(axis=0, ddof=1) / np.sqrt(len(all_of))


def draws_needed(se: float, tolerance: float, n: int) -> int:
    """Give how many draws would do: the next power of two at which the error falls below a tolerance.

    It is taken to fall with the root of their number, as that of plain draws does; that of Sobol' points falls faster.

    Examples
    --------
    >>> draws_needed(se=0.02, tolerance=0.005, n=1024)
    16384
    >>> draws_needed(se=0.001, tolerance=0.005, n=1024)
    64
    """
    if se <= 0:
        return min(n, 64)
    return int(2 ** max(6, ceil(log2(n * (se / tolerance) ** 2))))
