"""The independent drivers behind what is drawn: common causes, own parts of parameters, and all others as one.

Numbers of parameters hang together, and indices are shares of a variance only for what is independent. So they are
taken over what the numbers are mixed of (see `corridors.simulation.draws`): the common cause of times, that of prices
(where both hang together, what of it is not that of times), and of each parameter the part that is its own. Parameters
with correlations of their own are one driver together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corridors.simulation.candidates import Candidates
from corridors.simulation.tornado import CAUSES

__all__ = ["Driver", "drivers_of"]


class Driver(NamedTuple):
    """What indices are told of: a kind, as of a parameter or ``common cause``, ``group``, and a name."""

    kind: str
    name: str


def drivers_of(candidates: Candidates, chosen: Sequence[int]) -> tuple[list[Driver], list[list[int]]]:
    """Name the drivers and give the independent numbers of each.

    Parameters
    ----------
    chosen
        Parameters that are drivers of their own, by their number among all.
    """
    draws = candidates.draws
    named: list[Driver] = []
    numbers: list[list[int]] = []
    for column, (kind, name) in enumerate(zip(("time", "price"), CAUSES, strict=True)):
        if getattr(draws.dependence, kind) > 0:
            named.append(Driver("common cause", name))
            numbers.append([column])
    place = {p: k for k, p in enumerate(candidates.used)}
    labels = {label for pair in draws.dependence.pairs for label in pair}
    together = [k for k, one in enumerate(draws.parameters) if one.label in labels]
    if together:
        named.append(Driver("group", "correlated in pairs"))
        numbers.append([int(draws.columns[k]) for k in together])
    mine = [place[p] for p in chosen if p in place and place[p] not in together]
    for k in mine:
        named.append(Driver(draws.parameters[k].kind, draws.parameters[k].name))
        numbers.append([int(draws.columns[k])])
    rest = [k for k in range(len(candidates.used)) if k not in mine and k not in together]
    if rest:
        named.append(Driver("group", f"{len(rest)} others"))
        numbers.append([int(draws.columns[k]) for k in rest])
    return named, numbers
