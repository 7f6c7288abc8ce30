"""Sobol' indices: which share of a variance hangs on which of the independent numbers that are drawn.

Two independent samples A and B of all numbers, and for each driver (a number, or a group of them) the sample A with
the driver's numbers of B. First-order indices are estimated as Saltelli and others have it (Computer Physics
Communications 181, 2010, 259-270), total ones as Jansen has (1999). All is done in every replication anew, and the
scatter of replications gives the intervals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from corridors.kernels.csr import Floats
from corridors.simulation.draws import rng_name
from corridors.simulation.parameters import Floats2

__all__ = ["Blocks", "Indices", "first_and_total", "pick_and_freeze"]

Floats3 = np.ndarray[Any, np.dtype[np.float64]]

#: Given uniform numbers by (row, number), figures by (row, output).
Model = Callable[[Floats2], Floats2]


class Blocks(NamedTuple):
    """What a model gave: of samples A and B by (row, output), of A with a driver of B by (driver, row, output)."""

    a: Floats2
    b: Floats2
    mixed: Floats3


class Indices(NamedTuple):
    """Indices by (driver, output), with half the width of their 95 % intervals.

    Attributes
    ----------
    first, total
        Share of the variance that the driver makes alone, and with all it works together with.
    first_half, total_half
        How far the interval reaches to each side; infinite with one replication.
    variance, mean
        Of each output.
    blocks
        What all of it was made of, one a replication.
    """

    first: Floats2
    total: Floats2
    first_half: Floats2
    total_half: Floats2
    variance: Floats
    mean: Floats
    blocks: tuple[Blocks, ...]


def first_and_total(blocks: Blocks) -> tuple[Floats2, Floats2]:
    """Estimate first-order and total indices by (driver, output); zero where nothing varies."""
    a, b, mixed = blocks
    every = np.concatenate([a[None], b[None], mixed]).reshape(-1, a.shape[1])
    middle = every.mean(axis=0)  # estimators vary less about the mean
    variance = np.concatenate([a, b]).var(axis=0)
    known = np.where(variance > 0, variance, np.inf)
    first = ((b - middle) * (mixed - a)).mean(axis=1) / known
    total = 0.5 * ((a - mixed) ** 2).mean(axis=1) / known
    return first, total


def pick_and_freeze(
    model: Model,
    drivers: Sequence[Sequence[int]],
    dimensions: int,
    n: int,
    *,
    seed: int,
    replications: int = 16,
    order: Sequence[int] | None = None,
    told: Callable[[int], object] = bool,
) -> Indices:
    """Estimate the indices of a model of independent uniform numbers.

    Parameters
    ----------
    model
        What is asked; it is called with as many rows as a replication has.
    drivers
        The numbers of each driver; those of none are drawn as well.
    dimensions
        How many numbers there are.
    n
        Rows of A in all, rounded up to a power of two a replication.
    order
        Numbers, the most important first: they get the best dimensions of the Sobol' points.
    told
        Called with the rows that are done besides.
    """
    each = 1 << max(1, -(-n // replications) - 1).bit_length()
    blocks = []
    for r in range(replications):
        a, b = _samples(dimensions, each, seed, r, order)
        found = [model(a), model(b)]
        told(2 * each)
        mixed = []
        for numbers in drivers:
            other = a.copy()
            other[:, list(numbers)] = b[:, list(numbers)]
            mixed.append(model(other))
            told(each)
        blocks.append(Blocks(found[0], found[1], np.stack(mixed)))
    return _pooled(blocks)


def _samples(
    dimensions: int, n: int, seed: int, replication: int, order: Sequence[int] | None
) -> tuple[Floats2, Floats2]:
    """Give A and B: halves of the dimensions of scrambled Sobol' points, a scramble for each replication."""
    from scipy.stats import qmc

    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, 2, replication])))
    points = qmc.Sobol(2 * dimensions, scramble=True, **{rng_name(): rng}).random(n)
    points = np.clip(points, 2.0**-32, 1 - 2.0**-32)
    columns = np.arange(dimensions) if order is None else np.asarray(order)
    a, b = np.empty((n, dimensions)), np.empty((n, dimensions))
    # the first number of both gets the first two dimensions, and so on
    a[:, columns], b[:, columns] = points[:, ::2], points[:, 1::2]
    return a, b


def _pooled(blocks: Sequence[Blocks]) -> Indices:
    whole = Blocks(
        np.concatenate([one.a for one in blocks]),
        np.concatenate([one.b for one in blocks]),
        np.concatenate([one.mixed for one in blocks], axis=1),
    )
    first, total = first_and_total(whole)
    halves = []
    for of_all in zip(*map(first_and_total, blocks), strict=True):
        if len(blocks) == 1:
            halves.append(np.full(first.shape, np.inf))
        else:
            halves.append(_student(len(blocks)) * np.std(of_all, axis=0, ddof=1) / np.sqrt(len(blocks)))
    both = np.concatenate([whole.a, whole.b])
    return Indices(first, total, halves[0], halves[1], both.var(axis=0), both.mean(axis=0), tuple(blocks))


def _student(replications: int) -> float:
    from scipy.stats import t

    return float(t.ppf(0.975, replications - 1))
