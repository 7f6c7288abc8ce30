"""Draws: rows of standard normal numbers, one a parameter, with common causes shared.

Points are those of one scrambled Sobol' sequence (scipy's), shifted digit by digit for every *replication* and drawn
afresh below the digits that keep its points apart, or plain random numbers. A replication is a whole sample by itself,
so what replications differ by says how sure a mean is. The numbers of a sample follow from the seed, the size of a
replication, its number and the place in it alone.

Dependence is a Gaussian copula: of each number a share, the correlation, is common to all of its kind (times; prices),
the rest its own. Pairs may be given another correlation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass, field
from functools import cache
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corridors.errors import MissingExtraError, OptionError
from corridors.gate.numbers import a_number
from corridors.kernels.compile import NEVER, meanwhile
from corridors.kernels.csr import Floats, Ints
from corridors.kernels.sampled import share_causes
from corridors.simulation.parameters import Floats2, Parameter

__all__ = ["BLOCK", "Dependence", "Draws", "dependence_of", "need_scipy", "rng_name"]

#: Samples worked on at a time; never a matter of how many threads there are.
BLOCK = 512

#: Samples whose common causes are added at a time: what is between stays in the processor's cache.
_AT_A_TIME = 32

_BITS = 30
_COMMON = ("time", "price")


def need_scipy() -> None:
    """Stop with the line that installs it where scipy is missing."""
    try:
        import scipy.special as _  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("scipy", "simulation") from error


@dataclass(frozen=True)
class Dependence:
    """What parameters have in common.

    Attributes
    ----------
    time, price
        Correlation of any two parameters of times, and of prices.
    between
        Correlation of what is common to times and what is common to prices.
    pairs
        Correlation of two parameters by their labels.
    """

    time: float
    price: float
    between: float = 0.0
    pairs: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data."""
        pairs = [{"parameters": list(names), "correlation": value} for names, value in self.pairs.items()]
        return {"time": self.time, "price": self.price, "between": self.between, "pairs": pairs}


def dependence_of(given: object, usual: float) -> Dependence:
    """Read what the caller says of dependence: a number, or a dict.

    Raises
    ------
    OptionError
        A correlation that is none, or a name that is no part of it.
    """
    if given is None:
        return Dependence(usual, usual)
    if not isinstance(given, Mapping):
        value = _share("correlation", given)
        return Dependence(value, value)
    kinds = {name: value for name, value in given.items() if not isinstance(name, tuple)}
    pairs = {name: value for name, value in given.items() if isinstance(name, tuple)}
    for name in kinds:
        if name not in ("time", "price", "between"):
            raise OptionError(
                f"correlation[{name!r}]: give 'time', 'price' or 'between', or a pair of labels of parameters such as "
                "('time: rail', 'time: road KZ')"
            )
    for names in pairs:
        if len(names) != 2 or names[0] == names[1]:
            raise OptionError(f"correlation[{names!r}]: give two different labels of parameters")
    between = _share("correlation['between']", kinds.get("between", 0.0), least=-1.0)
    return Dependence(
        _share("correlation['time']", kinds.get("time", usual)),
        _share("correlation['price']", kinds.get("price", usual)),
        between,
        {(str(a), str(b)): _share(f"correlation[{a!r}, {b!r}]", value, least=-1.0) for (a, b), value in pairs.items()},
    )


def _share(name: str, given: object, *, least: float = 0.0) -> float:
    return a_number(name, given, least=least, most=1, give=f"a correlation, a number from {least:g} to 1")


class Draws:
    """The plan of a sample.

    Parameters
    ----------
    parameters
        What varies.
    dependence
        What parameters have in common.
    n
        Samples in all, rounded up to a multiple of `replications`.
    seed, replications, points
        ``"sobol"`` or ``"plain"`` points.
    order
        Parameters, the most important first: they get the best dimensions.
    """

    def __init__(
        self,
        parameters: Sequence[Parameter],
        dependence: Dependence,
        n: int,
        *,
        seed: int,
        replications: int = 16,
        points: str = "sobol",
        order: Sequence[int] | None = None,
    ) -> None:
        need_scipy()
        self.parameters = tuple(parameters)
        self.dependence = dependence
        self.replications = replications
        self.each = -(-n // replications)
        self.n = self.each * replications
        self.seed = seed
        self.points = points
        number = len(self.parameters)
        self.dimensions = number + len(_COMMON)
        ranks = np.empty(number, dtype=np.int32)
        ranks[np.arange(number) if order is None else np.asarray(order, dtype=np.int64)] = np.arange(number)
        self._column = ranks + len(_COMMON)
        self._own, self._common = self._shares()
        self._mixed, self._mixing = self._pairs()
        self._sobol: Any = None
        self._first: NDArray[np.uint32] | None = None
        if points == "sobol":
            from scipy.stats import qmc

            most = int(qmc.Sobol.MAXDIM)
            if self.dimensions > most:
                raise OptionError(f"{self.dimensions} parameters are more than Sobol' points have: give points='plain'")

    @property
    def columns(self) -> Ints:
        """Which of the uniform numbers is each parameter's own; those before them are the common causes."""
        return self._column

    def _shares(self) -> tuple[Floats, Floats2]:
        """Give of each parameter its own part, and its part of the two common causes."""
        shares = {"time": self.dependence.time, "price": self.dependence.price}
        own = np.ones(len(self.parameters))
        common: Floats2 = np.zeros((2, len(self.parameters)))
        r = self.dependence.between
        for p, parameter in enumerate(self.parameters):
            share = shares.get(parameter.kind, 0.0)
            own[p] = sqrt(1 - share)
            if parameter.kind == "time":
                common[0, p] = sqrt(share)
            elif parameter.kind == "price":
                common[0, p], common[1, p] = r * sqrt(share), sqrt(1 - r * r) * sqrt(share)
        return own, common

    def _pairs(self) -> tuple[Ints, Floats2]:
        """Give the parameters with correlations of their own, and the matrix that mixes their own parts."""
        if not self.dependence.pairs:
            return np.zeros(0, dtype=np.int32), np.zeros((0, 0))
        number = {parameter.label: p for p, parameter in enumerate(self.parameters)}
        for name in (name for names in self.dependence.pairs for name in names):
            if name not in number:
                from difflib import get_close_matches

                close = get_close_matches(name, list(number), n=3) or list(number)[:3]
                raise OptionError(f"correlation: no parameter is called {name!r}: there are {', '.join(close)} ...")
        mixed = sorted({number[name] for names in self.dependence.pairs for name in names})
        place = {p: k for k, p in enumerate(mixed)}
        matrix = np.eye(len(mixed))
        for (a, b), wanted in self.dependence.pairs.items():
            p, q = number[a], number[b]
            rest = self._own[p] * self._own[q]
            left = wanted - float(self._common[:, p] @ self._common[:, q])
            if abs(left) > rest + 1e-12:
                raise OptionError(
                    f"correlation[{a!r}, {b!r}]={wanted:g} cannot be had with what all share: it may be "
                    f"{wanted - left - rest:.2f} to {wanted - left + rest:.2f}; lower 'time' or 'price'"
                )
            matrix[place[p], place[q]] = matrix[place[q], place[p]] = left / rest if rest else 0.0
        try:
            factor: Any = np.linalg.cholesky(matrix + 1e-12 * np.eye(len(mixed)))
        except np.linalg.LinAlgError:
            raise OptionError(
                "correlation: these pairs cannot all hold at once (their matrix is not positive definite): "
                "bring them nearer to each other"
            ) from None
        return np.array(mixed, dtype=np.int32), factor

    def light(self) -> Draws:
        """Give the same plan without the points made so far."""
        same = copy(self)
        same._sobol = same._first = None
        return same

    def blocks(self, replication: int) -> Iterator[tuple[int, Floats2]]:
        """Give the uniform numbers of one replication block by block: (first sample in it, rows)."""
        if self.points == "plain":
            for number, first in enumerate(range(0, self.each, BLOCK)):
                key = np.random.SeedSequence([self.seed, replication, number])
                rows = np.random.Generator(np.random.Philox(key)).random((BLOCK, self.dimensions))
                yield first, rows[: self.each - first]
            return
        below = _BITS - min(_BITS, max(1, (self.each - 1).bit_length()))
        rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([self.seed, 1, replication])))
        shift = rng.integers(0, 2**_BITS, self.dimensions, dtype=np.uint32)
        for first, points in self._sequence():
            digits = points ^ shift
            # digits that no point of the replication needs to be kept apart are drawn afresh, point by point:
            # with those of the sequence the scatter of replications would understate the error
            digits >>= below
            digits <<= below
            digits |= rng.integers(0, 2**below, digits.shape, dtype=np.uint32)
            within: Floats = (digits[: self.each - first].astype(np.float64) + 0.5) * 2.0**-_BITS
            yield first, within

    def _sequence(self) -> Iterator[tuple[int, NDArray[np.uint32]]]:
        """Give the digits of the scrambled sequence block by block; all replications shift the same ones."""
        if self._sobol is None:
            from scipy.stats import qmc

            rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([self.seed, 0])))
            self._sobol = qmc.Sobol(self.dimensions, scramble=True, bits=_BITS, **{rng_name(): rng})
        if self._first is not None:
            yield 0, self._first
            return
        sequence = deepcopy(self._sobol)
        size = min(BLOCK, 1 << (self.each - 1).bit_length())
        for first in range(0, self.each, BLOCK):
            points = (sequence.random(size) * 2.0**_BITS).astype(np.uint32)
            if self.each <= BLOCK:
                self._first = points
            yield first, points

    def normal(self, uniform: Floats2) -> Floats2:
        """Turn uniform numbers into standard normal ones, one a parameter, with their dependence."""
        from scipy.special import ndtri

        every = np.clip(uniform, 2.0**-54, 1 - 2.0**-53)
        ndtri(every, out=every)
        if len(self._mixed):
            columns = self._column[self._mixed]
            block = every[:, columns]
            every[:, columns] = sum(
                (block[:, k, None] * self._mixing[None, :, k] for k in range(len(columns))), np.zeros_like(block)
            )
        z = np.empty((len(every), len(self.parameters)))
        given = every, self._column, self._own, self._common, z

        def by_arrays() -> None:
            np.take(every, self._column, axis=1, out=z, mode="clip")  # else what it gives is buffered
            z[:] *= self._own
            for first in range(0, len(z), _AT_A_TIME):
                some = slice(first, first + _AT_A_TIME)
                for cause in range(len(_COMMON)):
                    z[some] += every[some, cause, None] * self._common[cause]

        meanwhile(share_causes, given, by_arrays, NEVER)
        return z

    def sample(self, replication: int = 0) -> Floats2:
        """Give all rows of one replication."""
        return np.concatenate([self.normal(uniform) for _, uniform in self.blocks(replication)])


@cache
def rng_name() -> str:
    """Give what scipy calls the source of randomness: `seed` before 1.15."""
    from importlib.metadata import version

    major, minor = version("scipy").split(".")[:2]
    return "rng" if (int(major), int(minor)) >= (1, 15) else "seed"
