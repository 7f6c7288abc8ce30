"""Choices held against each other over many futures: one corridor, or the better of two or three in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf

import numpy as np

from corridors.kernels.csr import Floats
from corridors.simulation.parameters import Floats2

__all__ = ["Choice", "choices"]

_ALIKE = 1e-9


@dataclass(frozen=True)
class Choice:
    """One corridor, or several of which the best is taken in each future.

    Attributes
    ----------
    corridors
        Which they are.
    regret_max, regret_p90, regret_mean
        How much more they weigh than the best way of all: at worst, in nine futures of ten, and on average; infinite
        where they have no way in so many futures.
    served
        In which share of the futures there is a way to every destination.
    best
        In which share nothing is lost.
    worst
        The number of the future in which most is lost.
    """

    corridors: tuple[str, ...]
    regret_max: float
    regret_p90: float
    regret_mean: float
    served: float
    best: float
    worst: int


def choices(names: Sequence[str], weights: np.ndarray, least: Floats2, size: int, penalty: float) -> list[Choice]:
    """Work out what each choice of so many corridors loses; the least at worst comes first.

    Parameters
    ----------
    names
        Of the corridors.
    weights
        By (future, pair of places, corridor); infinite where there is no way.
    least
        The best of all by (future, pair of places). Where nothing has a way, nothing is lost.
    penalty
        What is lost where a choice has no way and others have one.
    """
    found = []
    for members in combinations(range(len(names)), size):
        lost = losses(weights[:, :, list(members)].min(axis=2), least, penalty)
        mean: Floats = lost.mean(axis=1)
        served = float((np.isfinite(weights[:, :, list(members)].min(axis=2)) | np.isinf(least)).all(axis=1).mean())
        found.append(
            Choice(
                tuple(names[k] for k in members),
                float(mean.max()),
                float(np.quantile(mean, 0.9, method="higher")),
                float(mean.mean()),
                served,
                float((mean <= _ALIKE * np.abs(least).max(initial=1.0, where=np.isfinite(least))).mean()),
                int(mean.argmax()),
            )
        )
    return sorted(found, key=lambda one: (one.regret_max, -one.served, one.regret_mean, one.corridors))


def losses(mine: Floats2, least: Floats2, penalty: float = inf) -> Floats2:
    """Give how much more a choice weighs than the best, by (future, pair)."""
    with np.errstate(invalid="ignore"):
        lost = np.maximum(mine - least, 0.0)
    lost = np.where(np.isinf(mine), penalty, lost)
    return np.where(np.isinf(least), 0.0, lost)
