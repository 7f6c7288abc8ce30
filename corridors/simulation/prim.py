"""Where something happens, as a small box of conditions: the patient rule induction method.

After Friedman and Fisher (Statistics and Computing 9, 1999, 123-143), as scenario discovery uses it (Bryant and
Lempert, Technological Forecasting and Social Change 77, 2010, 34-49). *Peeling* takes a thin slice off the box again
and again, each time the one after which cases of interest are densest for what is taken off; *pasting* puts back what
was taken off too much; and conditions that chance explains are dropped. Axes are numbers, or names, of which one at a
time is taken off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corridors.errors import OptionError
from corridors.kernels.csr import Floats

__all__ = ["Axis", "Box", "Condition", "prim"]

Mask = NDArray[np.bool_]

#: Conditions stay whose box is denser than without them beyond what chance does in so many cases.
_CHANCE = 0.05


@dataclass(frozen=True)
class Axis:
    """What may be a condition: numbers, or whole numbers that stand for names."""

    name: str
    values: Floats
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """One side of a box.

    Attributes
    ----------
    name
        Of the axis.
    low, high
        Bounds of a number, both within; infinite where there is none.
    among
        Names that are within.
    chance
        How likely the box would be as dense without the condition, by chance.
    """

    name: str
    low: float
    high: float
    among: tuple[str, ...] = ()
    chance: float = 0.0

    def __str__(self) -> str:
        if self.among:
            return f"{self.name} is {' or '.join(self.among)}"
        if self.low == -inf:
            return f"{self.name} at most {self.high:.4g}"
        if self.high == inf:
            return f"{self.name} at least {self.low:.4g}"
        return f"{self.name} from {self.low:.4g} to {self.high:.4g}"


@dataclass(frozen=True)
class Box:
    """Conditions under which something mostly happens.

    Attributes
    ----------
    conditions
        All of which hold; none where it happens everywhere alike, or nowhere.
    coverage
        The share of the cases of interest that lie in the box.
    density
        The share of the box's cases that are of interest.
    mass
        The share of all cases that lie in the box.
    base
        The share of all cases that are of interest.
    cases
        How many cases there are.
    trajectory
        Of each peeling: (coverage, density, mass, number of conditions), from the whole to the smallest box.
    """

    conditions: tuple[Condition, ...]
    coverage: float
    density: float
    mass: float
    base: float
    cases: int
    trajectory: tuple[tuple[float, float, float, int], ...]

    def __str__(self) -> str:
        words = " and ".join(map(str, self.conditions)) or "no conditions"
        return (
            f"{words}: {100 * self.density:.0f} % of these cases (of all {100 * self.base:.0f} %), and "
            f"{100 * self.coverage:.0f} % of all such cases lie there"
        )

    def to_dict(self) -> dict[str, Any]:
        """Give plain data; a bound that is none is None."""
        return {
            "conditions": [
                {
                    "name": one.name,
                    "low": None if one.low == -inf else one.low,
                    "high": None if one.high == inf else one.high,
                    "among": list(one.among),
                    "chance": one.chance,
                }
                for one in self.conditions
            ],
            "coverage": self.coverage,
            "density": self.density,
            "mass": self.mass,
            "base": self.base,
            "cases": self.cases,
        }


class _Limits:
    """A box while it is made: bounds by axis, and names that are out."""

    def __init__(self, axes: Sequence[Axis]) -> None:
        self.axes = axes
        self.low = [-inf] * len(axes)
        self.high = [inf] * len(axes)
        self.out: list[frozenset[int]] = [frozenset()] * len(axes)

    def copy(self) -> _Limits:
        other = _Limits(self.axes)
        other.low, other.high, other.out = list(self.low), list(self.high), list(self.out)
        return other

    def on(self, k: int) -> Mask:
        """Say which cases one axis leaves in."""
        values = self.axes[k].values
        if self.axes[k].names:
            return ~np.isin(values, list(self.out[k]))
        return (values >= self.low[k]) & (values <= self.high[k])

    def inside(self, without: int | None = None) -> Mask:
        kept = np.ones(len(self.axes[0].values), dtype=np.bool_)
        for k in self.limited():
            if k != without:
                kept &= self.on(k)
        return kept

    def limited(self) -> list[int]:
        return [k for k in range(len(self.axes)) if self.low[k] > -inf or self.high[k] < inf or self.out[k]]

    def free(self, k: int) -> None:
        self.low[k], self.high[k], self.out[k] = -inf, inf, frozenset()


def prim(
    axes: Sequence[Axis], interesting: Mask, *, peel: float = 0.05, paste: float = 0.05, min_mass: float = 0.05
) -> Box:
    """Find a box of conditions under which cases of interest are dense and that holds many of them.

    Parameters
    ----------
    axes
        What may be a condition, a value a case.
    interesting
        Which cases are of interest.
    peel, paste
        The share of the box that is taken off, or put back, at a time.
    min_mass
        The smallest share of all cases that a box may hold.

    Raises
    ------
    OptionError
        A share that is none, or no cases.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.random.default_rng(1).random((2000, 3))
    >>> box = prim([Axis(name, x[:, k]) for k, name in enumerate("abc")], (x[:, 0] > 0.6) & (x[:, 2] < 0.5))
    >>> sorted(one.name for one in box.conditions), round(box.density, 1), round(box.coverage, 1)
    (['a', 'c'], 1.0, 1.0)
    """
    for name, share in (("peel", peel), ("paste", paste), ("min_mass", min_mass)):
        if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 < share < 1:
            raise OptionError(f"{name}={share!r}: give a share between 0 and 1, such as 0.05")
    interesting = np.asarray(interesting, dtype=np.bool_)
    if not len(interesting) or not axes:
        raise OptionError("there is nothing to look for conditions in: give cases, and something that varies")
    base = float(interesting.mean())
    limits = _Limits(axes)
    if base in (0.0, 1.0):
        return _box(limits, interesting, [])
    steps = [limits]
    while (smaller := _peeled(steps[-1], interesting, peel, min_mass)) is not None:
        steps.append(smaller)
    path = [_measured(step, interesting) for step in steps]
    # neither dense and tiny, nor wide and thin: the harmonic mean of both is the greatest
    best = max(range(len(steps)), key=lambda k: (_harmonic(*path[k][:2]), -k))
    chosen = _dropped(_pasted(steps[best], interesting, paste), interesting)
    return _box(chosen, interesting, path)


def _harmonic(coverage: float, density: float) -> float:
    return 2 * coverage * density / (coverage + density) if coverage + density > 0 else 0.0


def _measured(limits: _Limits, interesting: Mask) -> tuple[float, float, float, int]:
    kept = limits.inside()
    hits = int((kept & interesting).sum())
    return hits / int(interesting.sum()), hits / max(1, int(kept.sum())), float(kept.mean()), len(limits.limited())


def _peeled(limits: _Limits, interesting: Mask, share: float, min_mass: float) -> _Limits | None:
    """Take off the slice after which cases of interest gain most for the mass taken off; None at the end."""
    inside = limits.inside()
    total, density = int(inside.sum()), float(interesting[inside].mean())
    best: tuple[float, _Limits] | None = None
    if density == 1.0:
        return None
    for smaller in _slices(limits, inside, share):
        kept = smaller.inside()
        left = int(kept.sum())
        if left in (0, total) or left < min_mass * len(interesting):
            continue
        gain = (float(interesting[kept].mean()) - density) * left / (total - left)
        if best is None or gain > best[0]:
            best = gain, smaller
    return None if best is None else best[1]


def _slices(limits: _Limits, inside: Mask, share: float) -> list[_Limits]:
    """Give the boxes that are smaller by one slice."""
    found = []
    for k, axis in enumerate(limits.axes):
        values = axis.values[inside]
        if axis.names:
            present = set(np.unique(values).astype(int).tolist())
            for code in sorted(present) if len(present) > 1 else ():
                smaller = limits.copy()
                smaller.out[k] = limits.out[k] | {code}
                found.append(smaller)
            continue
        ordered = np.unique(values)
        if len(ordered) < 2:
            continue
        low, high = np.quantile(values, [share, 1 - share])
        smaller = limits.copy()  # what is at the bound stays, but for what all are
        smaller.low[k] = float(ordered[max(1, int(np.searchsorted(ordered, low, side="left")))])
        found.append(smaller)
        smaller = limits.copy()
        at = min(len(ordered) - 2, int(np.searchsorted(ordered, high, side="right")) - 1)
        smaller.high[k] = float(ordered[at])
        found.append(smaller)
    return found


def _pasted(limits: _Limits, interesting: Mask, share: float) -> _Limits:
    """Widen one side at a time while that makes the box no thinner."""
    while True:
        inside = limits.inside()
        density = float(interesting[inside].mean())
        best: tuple[float, int, _Limits] | None = None
        for wider in _widened(limits, max(1, int(share * inside.sum()))):
            kept = wider.inside()
            now, size = float(interesting[kept].mean()), int(kept.sum())
            if size > inside.sum() and now >= density and (best is None or (now, size) > best[:2]):
                best = now, size, wider
        if best is None:
            return limits
        limits = best[2]


def _widened(limits: _Limits, cases: int) -> list[_Limits]:
    found = []
    for k in limits.limited():
        others = limits.inside(without=k)
        values = np.sort(limits.axes[k].values[others])
        if limits.axes[k].names:
            for code in sorted(limits.out[k]):
                wider = limits.copy()
                wider.out[k] = limits.out[k] - {code}
                found.append(wider)
            continue
        if limits.low[k] > -inf:
            wider, at = limits.copy(), int(np.searchsorted(values, limits.low[k])) - cases
            wider.low[k] = float(values[at]) if at > 0 else -inf
            found.append(wider)
        if limits.high[k] < inf:
            wider, at = limits.copy(), int(np.searchsorted(values, limits.high[k], side="right")) - 1 + cases
            wider.high[k] = float(values[at]) if at < len(values) - 1 else inf
            found.append(wider)
    return found


def _chance(limits: _Limits, k: int, interesting: Mask) -> float:
    """Give how likely chance makes the box as dense as one condition does."""
    from scipy.stats import binom

    inside, without = limits.inside(), limits.inside(without=k)
    hits = int(interesting[inside].sum())
    return float(binom.sf(hits - 1, int(inside.sum()), float(interesting[without].mean())))


def _dropped(limits: _Limits, interesting: Mask) -> _Limits:
    """Drop conditions that chance explains, the most dispensable first."""
    limits = limits.copy()
    while limits.limited():
        chance, k = max((_chance(limits, k, interesting), k) for k in limits.limited())
        if chance <= _CHANCE:
            break
        limits.free(k)
    return limits


def _box(limits: _Limits, interesting: Mask, path: Sequence[tuple[float, float, float, int]]) -> Box:
    inside = limits.inside()
    hits, size = int((inside & interesting).sum()), int(inside.sum())
    conditions = []
    for k in limits.limited():
        axis = limits.axes[k]
        among = tuple(name for code, name in enumerate(axis.names) if code not in limits.out[k])
        conditions.append(
            Condition(axis.name, limits.low[k], limits.high[k], among, _chance(limits, k, interesting))
        )  # fmt: skip
    conditions.sort(key=lambda one: (one.chance, one.name))
    total = int(interesting.sum())
    return Box(
        tuple(conditions), hits / total if total else 0.0, hits / size, size / len(interesting),
        float(interesting.mean()), len(interesting), tuple(path),
    )  # fmt: skip
