"""What a load adds to the weight of a passage: one curve for each form of delay, and its slope.

A *law* is five arrays with an entry for each capacity: the form, the level (what the shape is multiplied
by), one over the amount, and two parameters of the form. `load` is flow by amount. Every shape is zero at
no load, rises, and is kept below a bound that no sum of weights overflows.
"""

from __future__ import annotations

from math import exp, sqrt
from typing import Any

from corridors.kernels.compile import jit

__all__ = ["CONICAL", "EXPONENTIAL", "POWER", "QUEUE", "delay_at", "load_all"]

POWER, CONICAL, QUEUE, EXPONENTIAL = 0, 1, 2, 3


@jit
def delay_at(form: int, level: float, first: float, second: float, load: float) -> tuple[float, float]:
    """Delay at a load, and its slope over the load.

    Parameters
    ----------
    form
        `POWER`: ``load ** first``, constant beyond the load `second`. `CONICAL`: Spiess's with the
        steepness `first` and `second` = (2 first - 1) / (2 first - 2). `QUEUE`: ``load / (1 - load)``,
        beyond the load `first` along the tangent. `EXPONENTIAL`: ``exp(first load) - 1``, constant beyond
        the load `second`.
    level
        What the shape is multiplied by.
    first, second
        Parameters of the form.
    load
        Flow by amount.
    """
    if level == 0.0:
        return 0.0, 0.0
    if form == 0:
        if load <= 0.0:
            return 0.0, (level if first == 1.0 else 0.0)
        if load >= second:
            return level * second**first, 0.0
        if first == 4.0:
            cube = level * load * load * load
            return cube * load, 4.0 * cube
        if first == 1.0:
            return level * load, level
        power = level * load**first
        return power, first * power / load
    x = max(load, 0.0)
    if form == 1:
        left = first * (1.0 - x)
        root = sqrt(left * left + second * second)
        return level * max(1.0 + root - left - second, 0.0), level * first * (1.0 - left / root)
    if form == 2:
        if x <= first:
            return level * x / (1.0 - x), level / ((1.0 - x) * (1.0 - x))
        slope = level / ((1.0 - first) * (1.0 - first))
        return level * first / (1.0 - first) + slope * (x - first), slope
    if x >= second:
        return level * exp(first * second), 0.0
    grown = level * exp(first * x)
    return grown - level, first * grown


@jit
def load_all(law: Any, volume: Any, now: Any, slope: Any) -> None:
    """Work out the delay of every capacity, and its slope over the flow, at its flow."""
    forms, levels, inverses, firsts, seconds = law
    for c in range(len(volume)):
        delay, rise = delay_at(forms[c], levels[c], firsts[c], seconds[c], volume[c] * inverses[c])
        now[c] = delay
        slope[c] = rise * inverses[c]
