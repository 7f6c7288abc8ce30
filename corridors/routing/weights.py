"""Criteria: what a search minimises, as one number an arc."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING, Protocol

from corridors.charges.charge import Charge
from corridors.charges.model import Link
from corridors.errors import OptionError
from corridors.gate.numbers import plain_number
from corridors.gate.quoted import quoted
from corridors.kernels.adding import total_of
from corridors.routing.graph import USUAL, RoutingGraph
from corridors.world.core import Core
from corridors.world.spelling import weight_of

if TYPE_CHECKING:
    from corridors.routing.in_force import InForce

__all__ = [
    "CRITERIA",
    "WeightLike",
    "arc_weights",
    "break_ties",
    "break_ties_anew",
    "changed_weights",
    "charge_weight",
    "known_weight",
    "refuse_unknown",
    "searched_weigher",
    "weigher",
    "weight_key",
    "weight_name",
    "weight_unit",
]

CRITERIA = ("distance", "time", "cost", "emissions", "generalised")

WeightLike = str | Mapping[str, float]

#: What is done between hauls.
_BETWEEN = frozenset({"transhipment", "gauge_change", "class_change", "broken_haul", "border"})

#: What a border counts as at most, in USD of the tables: about as a lift, whatever it charges.
_BORDER_USD = 100.0

#: Among ways of equal length the quicker one is taken: an hour counts as a tenth of a millimetre.
TIE_KM_PER_H = 1e-7


def weight_key(weight: WeightLike) -> str | tuple[tuple[str, float], ...]:
    """Give a hashable form of a weight."""
    if isinstance(weight, str):
        return weight
    if isinstance(weight, Mapping):
        for name in weight:
            if not isinstance(name, str):
                raise OptionError(f"weight={quoted(name)} is no criterion: give {_names()}, or a link column")
        return tuple(sorted((name, _factor(name, factor)) for name, factor in weight.items()))
    raise OptionError(
        f"weight={quoted(weight)} is no criterion: give {_names()}, a link column, or a dict of criteria and factors"
    )


def known_weight(weight: WeightLike, links: Sequence[Link]) -> WeightLike:
    """Give a weight with its criteria in their own words: cost for price, unless that is a column of the links.

    Raises
    ------
    OptionError
        A mix that names one criterion twice.
    """
    known: WeightLike = weight_of(weight, links[0].row if links else ())
    return known


def weight_name(weight: WeightLike) -> str:
    """Describe a weight in words, such as ``time + 0.5 cost``."""
    if isinstance(weight, str):
        return weight
    return " + ".join(f"{factor:g} {name}" for name, factor in sorted(weight.items()))


def weight_unit(weight: WeightLike, *, per: str, columns: Mapping[str, str] | None = None) -> str:
    """Give the unit of a weight; blank for a mix, and for a link column of which none is known.

    Parameters
    ----------
    weight
        What is summed.
    per
        What money and emissions are for, such as ``feu`` or ``t``.
    columns
        Units of the link columns, by name.

    Examples
    --------
    >>> weight_unit("cost", per="feu"), weight_unit("time", per="feu")
    ('USD/feu', 'h')
    """
    units = {
        "distance": "km",
        "time": "h",
        "cost": f"USD/{per}",
        "emissions": f"kg CO2e/{per}",
        "generalised": f"USD/{per}",
    }
    return ({**(columns or {}), **units}).get(weight, "") if isinstance(weight, str) else ""


class Sums(Protocol):
    """What adds up figures arc by arc: a graph as the tables have it, or as it is in force on a day."""

    def sums(self, value: Callable[[Charge], float]) -> list[float]:
        """Add up one figure of the charges that is no money."""

    def costs(self) -> list[float]:
        """Add up the prices."""


def arc_weights(
    graph: RoutingGraph, links: Sequence[Link], weight: WeightLike, in_force: Sums | None = None
) -> list[float]:
    """One number of at least zero for every arc, as the tables have it or, with `in_force`, as on a day.

    Raises
    ------
    OptionError
        An unknown criterion, a column with blanks, factors below zero or all zero.
    """
    weight = known_weight(weight, links)
    if isinstance(weight, Mapping):
        return _mixed(graph, links, weight, in_force)
    figures: Sums = graph if in_force is None else in_force
    if weight == "generalised":
        worth = graph.tariff.value_of_time_usd_per_h
        usd, hours = figures.costs(), figures.sums(USUAL["time"])
        return [u + worth * h for u, h in zip(usd, hours, strict=True)]
    if weight == "cost":
        return figures.costs()
    if weight in USUAL:
        return figures.sums(USUAL[weight])
    return _column(graph, links, weight)


def changed_weights(
    graph: RoutingGraph, links: Sequence[Link], weight: WeightLike, in_force: InForce, before: Sequence[float]
) -> tuple[list[float], frozenset[int]] | None:
    """Give the weights of all arcs as `arc_weights` does, made of those of the base of the charges.

    Parameters
    ----------
    graph, links, weight, in_force
        As there.
    before
        The weights that `arc_weights` gives for the base.

    Returns
    -------
    tuple
        The weights and the arcs that may weigh something else than `before`; None where that may be any.
    """
    base, differs = in_force.base, in_force.differs
    if base is None or differs is None or known_weight(weight, links) != known_weight(weight, base.core.links):
        return None
    names = (weight,) if isinstance(weight, str) else tuple(weight)
    columns = [name for name in names if name not in CRITERIA]
    if "generalised" in names and graph.tariff.value_of_time_usd_per_h != base.graph.tariff.value_of_time_usd_per_h:
        return None
    touched: set[int] = set()
    for column in columns:
        _column_values(links, column)  # which refuses blanks
        for index in in_force.core.touched.get("links", ()):
            if links[index].row[column] != base.core.links[index].row[column]:
                touched.update(graph.arcs_of_link[index])
    after = list(before)
    found = differs | touched
    weigh = weigher(graph, links, weight, in_force)
    for arc in found:
        after[arc] = weigh(arc)
    return after, found


def weigher(
    graph: RoutingGraph, links: Sequence[Link], weight: WeightLike, in_force: InForce
) -> Callable[[int], float]:
    """Give what weighs one arc, step by step as `arc_weights` does, so that not the last bit differs."""
    if isinstance(weight, Mapping):
        parts = [(factor, weigher(graph, links, name, in_force)) for name, factor in weight.items()]
        return partial(_mixed_at, parts)
    if weight == "generalised":
        worth, hours = graph.tariff.value_of_time_usd_per_h, USUAL["time"]
        return lambda arc: in_force.cost_of(arc) + worth * in_force.sum_of(arc, hours)
    if weight == "cost":
        return in_force.cost_of
    if weight in USUAL:
        figure = USUAL[weight]
        return lambda arc: in_force.sum_of(arc, figure)
    link_of = graph.link_of
    return lambda arc: 0.0 if link_of[arc] < 0 else float(links[link_of[arc]].row[weight])


def _mixed_at(parts: Sequence[tuple[float, Callable[[int], float]]], arc: int) -> float:
    total = 0.0
    for factor, part in parts:  # not by `sum`, which rounds less than one step after another
        total += factor * part(arc)
    return total


def refuse_unknown(core: Core, weight: WeightLike) -> None:
    """Refuse a weight that says nothing, or is not known on every link; each is looked at once.

    Raises
    ------
    OptionError
        As `arc_weights` does.
    """
    key = "known weight", weight_key(weight)
    if key in core.made:
        return
    for name in [weight] if isinstance(weight, str) else _factors(weight):
        if name not in CRITERIA:
            _column_values(core.links, name)
    core.made[key] = True


def searched_weigher(graph: RoutingGraph, weight: WeightLike, in_force: InForce) -> Callable[[int], float]:
    """Give what weighs one arc as it is searched with, as `break_ties` makes it of what `arc_weights` gives."""
    weigh = weigher(graph, in_force.core.links, weight, in_force)
    return (lambda arc: _untied(graph, weigh(arc), arc)) if weight == "distance" else weigh


def charge_weight(graph: RoutingGraph, charge: Charge, weight: WeightLike) -> float:
    """Weigh one charge that is no arc of the graph; what it has no column for weighs nothing."""
    if isinstance(weight, Mapping):
        return total_of(factor * charge_weight(graph, charge, name) for name, factor in weight.items())
    if weight == "generalised":
        return charge.cost_usd + graph.tariff.value_of_time_usd_per_h * charge.time_h
    return USUAL[weight](charge) if weight in USUAL else 0.0


def break_ties(graph: RoutingGraph, weights: list[float], weight: WeightLike) -> list[float]:
    """Give the weights to search with, which differ from those that are summed by distance alone.

    There, what is done between hauls counts as the kilometres that its price would buy, so that nobody is sent
    from train to lorry and back to save a few; and the quicker of two equal ways wins. Neither is part of a length.
    """
    if weight != "distance":
        return weights
    hours, detour = graph.sums(USUAL["time"]), graph.sums(_worth(graph.tariff.km_per_usd))
    if graph.charges.swarms:
        import numpy as np

        untied: list[float] = (np.array(weights) + np.array(detour) + TIE_KM_PER_H * np.array(hours)).tolist()
        return untied
    return [w + d + TIE_KM_PER_H * h for w, d, h in zip(weights, detour, hours, strict=True)]


def break_ties_anew(
    graph: RoutingGraph, weights: Sequence[float], weight: WeightLike, before: Sequence[float], arcs: Iterable[int]
) -> list[float] | None:
    """Do the same where only some arcs differ from `before`; None where all may."""
    base = graph if graph.base is None else graph.base
    if weight == "distance" and graph.tariff.km_per_usd != base.tariff.km_per_usd:
        return None
    after = list(before)
    for arc in arcs:
        after[arc] = _untied(graph, weights[arc], arc) if weight == "distance" else weights[arc]
    return after


def _untied(graph: RoutingGraph, weight: float, arc: int) -> float:
    charges = graph.charges[arc]
    detour = total_of(map(_worth(graph.tariff.km_per_usd), charges))
    return weight + detour + TIE_KM_PER_H * total_of(map(USUAL["time"], charges))


def _worth(km_per_usd: float) -> Callable[[Charge], float]:
    def worth(charge: Charge) -> float:
        if charge.kind not in _BETWEEN:
            return 0.0
        return km_per_usd * (min(charge.cost_usd, _BORDER_USD) if charge.kind == "border" else charge.cost_usd)

    return worth


def _mixed(
    graph: RoutingGraph, links: Sequence[Link], factors: Mapping[str, float], in_force: Sums | None
) -> list[float]:
    total = [0.0] * graph.n_arcs
    for name, factor in _factors(factors).items():
        part = arc_weights(graph, links, name, in_force)
        total = [t + factor * p for t, p in zip(total, part, strict=True)]
    return total


def _factors(given: Mapping[str, float]) -> dict[str, float]:
    """Read the factors of a mix."""
    if not given:
        raise OptionError(f"weight={{}} names no criterion: give factors for some of {_names()}")
    factors = {name: _factor(name, factor) for name, factor in given.items()}
    if not any(factors.values()):
        raise OptionError(
            f"weight={dict(factors)!r} weighs nothing, so every way would be the best: some factor must be above zero"
        )
    return factors


def _factor(name: str, factor: object) -> int | float:
    read = plain_number(factor)
    if read is None or not isfinite(read) or read < 0:
        raise OptionError(f"weight {name!r} has the factor {quoted(factor)}: give a number of at least 0")
    return read


def _column(graph: RoutingGraph, links: Sequence[Link], column: str) -> list[float]:
    values = _column_values(links, column)
    return [0.0 if link < 0 else float(values[link]) for link in graph.link_of]


def _column_values(links: Sequence[Link], column: str) -> list[float]:
    """Give a column of the links that is known, and no less than nothing, on every one."""
    if not isinstance(column, str) or not links or column not in links[0].row:
        close = _close(str(column))
        raise OptionError(
            f"weight={quoted(column)} is no criterion{close}: give {_names()}, the name of a numeric link "
            "column, or a dict of these with factors"
        )
    values = [link.row[column] for link in links]
    wrong = [
        link.id
        for link, value in zip(links, values, strict=True)
        if (read := plain_number(value)) is None or not isfinite(read) or read < 0
    ]
    if wrong:
        more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        raise OptionError(
            f"weight={column!r} is blank, negative or no number on {', '.join(wrong[:3])}{more}: a "
            "weight must be known on every link"
        )
    return values


def _names() -> str:
    return ", ".join(map(repr, CRITERIA))


def _close(text: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(text, CRITERIA, n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""
