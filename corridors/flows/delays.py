"""Forms of delay: how the weight of a passage rises with the load, in words, as arrays, and integrated.

``w0`` is the weight of an unhindered passage, ``x`` the flow by the capacity.

=============  =======================================================  ==========================================
form           weight                                                   source
=============  =======================================================  ==========================================
bpr            ``w0 (1 + a x^b)``                                       Bureau of Public Roads, Traffic Assignment
                                                                        Manual (1964): roads, a = 0.15, b = 4
conical        ``w0 (2 + sqrt(a^2 (1 - x)^2 + b^2) - a (1 - x) - b)``,  Spiess, Transportation Science 24 (1990):
               ``b = (2 a - 1) / (2 a - 2)``                            roads; twice ``w0`` at capacity
queue          ``w0 (1 + a x / (1 - x))``, along the tangent from       Pollaczek (1930) and Khinchine (1932): one
               ``x = b`` on                                             berth, random arrivals, a = (1 + c^2) / 2
                                                                        with c the variation of the time served;
                                                                        a = 1 where that is exponential. Davidson,
                                                                        Proceedings ARRB 3 (1966): roads
exponential    ``w0 (1 + a (exp(b x) - 1))``                            Krueger, Winter Simulation Conference
                                                                        (1999): delay of trains grows with
                                                                        ``exp(b v)`` on single track
=============  =======================================================  ==========================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf, isfinite
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corridors.errors import OptionError
from corridors.flows.model import Capacity
from corridors.kernels.delays import CONICAL, EXPONENTIAL, POWER, QUEUE

__all__ = ["BPR", "FORMS", "Delay", "Law", "delay_of", "law_of"]

Floats = NDArray[np.float64]

#: Above this a delay no longer grows: sums of weights must not overflow.
_MOST = 250.0


class Delay(NamedTuple):
    """A form of delay and its two constants."""

    form: str
    a: float
    b: float


#: The function of the Bureau of Public Roads, made for roads.
BPR = Delay("bpr", 0.15, 4.0)

#: Forms: number in the kernels, and what the constants are where the caller leaves them out (None: must be given).
#: Those of the queue are theory, not a measurement: exponential times at one berth, and the tangent from 95 %.
FORMS: Mapping[str, tuple[int, float | None, float | None]] = {
    "bpr": (POWER, 0.15, 4.0),
    "conical": (CONICAL, None, None),
    "queue": (QUEUE, 1.0, 0.95),
    "exponential": (EXPONENTIAL, None, None),
}


def delay_of(asked: object, where: str) -> Delay:
    """Read a delay as the caller writes it: ``("queue", 1.0)``, ``"bpr"``, ``("exponential", 0.1, 3)``.

    Raises
    ------
    OptionError
        There is no such form, or its constants mean nothing.

    Examples
    --------
    >>> delay_of(("queue", 0.5), "delay['port']")
    Delay(form='queue', a=0.5, b=0.95)
    """
    form, *given = (asked,) if isinstance(asked, str) else tuple(asked) if isinstance(asked, (list, tuple)) else (None,)
    if form not in FORMS:
        raise OptionError(f"{where}={asked!r} is no form of delay: give one of {', '.join(FORMS)} with its constants")
    needed = {"conical": 1}.get(form, 2)
    if len(given) > needed:
        raise OptionError(f"{where}={asked!r}: {form} has {needed} constant{'s' if needed > 1 else ''}")
    values = [*given, *FORMS[form][1 + len(given) :]][:needed]
    try:
        numbers = [float(value) for value in values if value is not None]
    except (TypeError, ValueError):
        raise OptionError(f"{where}={asked!r}: the constants of a delay are numbers") from None
    if len(numbers) < needed:
        raise OptionError(f"{where}={asked!r}: {form} needs {needed} constants, for none was published for all places")
    a, b = (numbers[0], 0.0) if needed == 1 else numbers
    if not (isfinite(a) and isfinite(b) and a >= 0 and b >= 0):
        raise OptionError(f"{where}={asked!r}: the constants of a delay are finite numbers of at least 0")
    if form == "conical" and a <= 1:
        raise OptionError(f"{where}={asked!r}: the steepness of a conical delay is above 1")
    if form == "queue" and not b < 1:
        raise OptionError(f"{where}={asked!r}: the tangent of a queue begins below 1, the load at which it has no end")
    return Delay(form, a, b)


class Law(NamedTuple):
    """Delays of all capacities, as the kernels read them, and what of them no load changes."""

    forms: NDArray[np.int8]
    levels: Floats
    inverses: Floats
    firsts: Floats
    seconds: Floats

    @property
    def reacts(self) -> NDArray[np.bool_]:
        """Whether a capacity delays at all."""
        found: NDArray[np.bool_] = self.levels > 0
        return found

    def integrals(self, volume: Floats) -> Floats:
        """Integral of each capacity's delay over its flow up to the present one (Beckmann's sum)."""
        x = np.maximum(volume * self.inverses, 0.0)
        first, second = self.firsts, self.seconds
        area = np.zeros(len(x))
        for form, integral in ((POWER, _power), (CONICAL, _conical), (QUEUE, _queue), (EXPONENTIAL, _exponential)):
            mine = np.flatnonzero((self.forms == form) & self.reacts & (x > 0))
            if len(mine):
                area[mine] = integral(x[mine], first[mine], second[mine])
        unit = np.divide(1.0, self.inverses, out=np.zeros(len(x)), where=self.inverses > 0)
        found: Floats = self.levels * area * unit
        return found


def _power(x: Floats, first: Floats, second: Floats) -> Floats:
    inside = np.minimum(x, second)
    area: Floats = inside ** (first + 1.0) / (first + 1.0) + np.maximum(x - second, 0.0) * second**first
    return area


def _conical(x: Floats, first: Floats, second: Floats) -> Floats:
    def area(u: Floats) -> Floats:
        root = np.sqrt((first * u) ** 2 + second**2)
        found: Floats = 0.5 * u * root + second**2 / (2 * first) * np.arcsinh(first * u / second)
        return found

    found: Floats = x + area(np.ones(len(x))) - area(1.0 - x) - first * (x - 0.5 * x**2) - second * x
    return found


def _queue(x: Floats, first: Floats, second: Floats) -> Floats:  # noqa: ARG001 - as the others
    inside, beyond = np.minimum(x, first), np.maximum(x - first, 0.0)
    slope = 1.0 / (1.0 - first) ** 2
    found: Floats = -inside - np.log1p(-inside) + beyond * first / (1.0 - first) + 0.5 * slope * beyond**2
    return found


def _exponential(x: Floats, first: Floats, second: Floats) -> Floats:
    inside, beyond = np.minimum(x, second), np.maximum(x - second, 0.0)
    found: Floats = np.expm1(first * inside) / first - inside + beyond * np.exp(first * second)
    return found


def law_of(capacities: Sequence[Capacity]) -> tuple[Law, Floats]:
    """Arrays of the delays, and the part of each that no load changes.

    What is unbounded, weighs nothing or does not react delays nobody.
    """
    count = len(capacities)
    columns: dict[str, Any] = {
        name: np.fromiter((getattr(c, name) for c in capacities), dtype=np.float64, count=count)
        for name in ("delay_base", "alpha", "beta", "amount")
    }
    base, a, b, amount = (columns[name] for name in ("delay_base", "alpha", "beta", "amount"))
    forms = np.fromiter((FORMS[c.form][0] for c in capacities), dtype=np.int8, count=count)
    flat = (forms == POWER) & (b == 0)
    flat_exponential = (forms == EXPONENTIAL) & (b == 0)
    reacts = (amount < inf) & (amount > 0) & (base > 0) & (a > 0) & ~flat & ~flat_exponential
    constant = np.where(flat & (amount < inf), base * a, 0.0)
    conical = forms == CONICAL
    level = np.where(reacts, np.where(conical, base, base * a), 0.0)
    first = np.where(conical, a, b)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        least = np.maximum(b, 1e-9)
        second = np.select(
            [conical, forms == POWER, forms == EXPONENTIAL],
            [(2 * a - 1) / (2 * a - 2), 10.0 ** np.minimum(_MOST / least, 300.0), _MOST * np.log(10.0) / least],
            0.0,
        )
        inverse = np.where(reacts, 1.0 / np.maximum(amount, 1e-300), 0.0)
    first = np.where(forms == QUEUE, b, first)
    return Law(forms, level, inverse, first, np.nan_to_num(second, posinf=1e300)), constant
