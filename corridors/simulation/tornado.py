"""Each parameter at P10 and at P90 with all others at P50: what it moves, and whether another corridor is best then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corridors.simulation.best import Best
from corridors.simulation.parameters import Floats2
from corridors.simulation.rivals import Found, Rivals

__all__ = ["CAUSES", "Bar", "matter", "tornado"]

#: What is common to many parameters, by the column of the draws that holds it.
CAUSES = ("all times", "all prices")

_Named = tuple[int | None, str, str]


@dataclass(frozen=True)
class Bar:
    """One parameter, or a common cause, at both ends.

    Attributes
    ----------
    parameter
        Its number; None for a common cause.
    kind, name
        As in `Parameter`; a common cause is ``common cause``.
    margin
        By how much the second corridor weighs more than the first: at P10, at P90.
    days, usd, generalised_usd
        Change of the best way through the first corridor: at P10, at P90.
    best
        Which corridor is the best of all at each end.
    """

    parameter: int | None
    kind: str
    name: str
    margin: tuple[float, float]
    days: tuple[float, float]
    usd: tuple[float, float]
    generalised_usd: tuple[float, float]
    best: tuple[str, str]

    @property
    def swing(self) -> float:
        """How far the margin moves between both ends."""
        low, high = self.margin
        return abs(high - low)

    def turns(self, best: str) -> bool:
        """Whether another corridor is the best at one end."""
        return any(one != best for one in self.best)


def matter(rivals: Rivals) -> list[int]:
    """List the parameters that can change any best way by themselves, exactly.

    What a best way at P50 hangs on matters. Of all others, none matters at P90, for no best way uses it; and if all
    of them at P10 *together* change no weight, none does alone. Where they do, what the ways that are found then hang
    on is taken in, and it is tried again.
    """
    problem = rivals.problem
    parameters = problem.draws.parameters
    low = np.array([rivals.ends_of(p)[0] for p in range(len(parameters))], dtype=float)
    certain = {p for p, one in enumerate(parameters) if one.kind in ("event", "value of time")}
    (_, best), *_ = rivals.blocks(rivals.at_p50(1))
    known = _used(rivals, best) | certain
    while True:
        z = rivals.at_p50(1)
        rest = np.array([p not in known for p in range(len(parameters))], dtype=bool)
        z[0, rest] = low[rest]
        (_, best), *_ = rivals.blocks(z)
        if np.allclose(best.weight[:, problem.columns], rivals.base.weight, rtol=1e-12):
            return sorted(known)
        known |= _used(rivals, best)


def _used(rivals: Rivals, best: Best) -> set[int]:
    """List the parameters that the best ways of one draw hang on, of all rows."""
    arcs = rivals.problem.arcs
    ways = [list(best.way(0, int(column))) for column in rivals.problem.columns]
    numbers = arcs.ways_matrix([way for way in ways if way]).shapes
    return {int(p) for p in (*numbers.number, *numbers.switch) if p >= 0}


def tornado(rivals: Rivals, chosen: Sequence[int]) -> list[Bar]:
    """Search with each parameter at both ends, exactly; the widest swing of the margin comes first."""
    parameters = rivals.problem.draws.parameters
    z = rivals.at_p50(2 * len(chosen))
    for k, p in enumerate(chosen):
        z[2 * k, p], z[2 * k + 1, p] = rivals.ends_of(p)
    named: list[_Named] = [(p, parameters[p].kind, parameters[p].name) for p in chosen]
    causes = [c for c, kind in enumerate(("time", "price")) if getattr(rivals.problem.draws.dependence, kind) > 0]
    z = np.concatenate([z, *(_common(rivals, c) for c in causes)])
    named += [(None, "common cause", CAUSES[c]) for c in causes]
    found, per_hour = rivals.search(z), rivals.problem.arcs.usd_per_hour(z)
    margin = rivals.margin(found)
    bars = [_bar(rivals, found, margin, per_hour, one, 2 * k) for k, one in enumerate(named)]
    return sorted(bars, key=lambda bar: (-bar.swing, bar.kind, bar.name))


def _common(rivals: Rivals, cause: int) -> Floats2:
    """Give the draws with a common cause at P10 and at P90, and every own part at P50."""
    draws = rivals.problem.draws
    uniform = np.full((2, draws.dimensions), 0.5)
    uniform[:, cause] = 0.1, 0.9
    return draws.normal(uniform)


def _bar(rivals: Rivals, found: Found, margin: Any, per_hour: Any, named: _Named, at: int) -> Bar:
    first, base, ends = rivals.first, rivals.base, (at, at + 1)
    worth = float(rivals.problem.arcs.usd_per_hour(rivals.at_p50(1))[0])
    was_h, was_usd = float(base.hours[0, first]), float(base.dollars[0, first])
    hours, usd = ([float(part[k, first]) for k in ends] for part in (found.hours, found.dollars))
    both = [d + float(per_hour[k]) * h - was_usd - worth * was_h for k, d, h in zip(ends, usd, hours, strict=True)]
    best = [_best(rivals, found, k) for k in ends]
    number, kind, name = named
    return Bar(
        number, kind, name,
        (float(margin[at]), float(margin[at + 1])),
        ((hours[0] - was_h) / 24, (hours[1] - was_h) / 24),
        (usd[0] - was_usd, usd[1] - was_usd),
        (both[0], both[1]),
        (best[0], best[1]),
    )  # fmt: skip


def _best(rivals: Rivals, found: Found, draw: int) -> str:
    """Name the best corridor of a draw; the first of the two where several share the best way."""
    weights = found.weight[draw, 1:]
    alike = np.flatnonzero(weights <= weights.min() * (1 + 1e-9)) + 1
    order = sorted(alike.tolist(), key=lambda row: (row != rivals.first, row != rivals.second, row))
    return rivals.label(order[0])
