"""The model's answer to a published figure, and the parts that it is made of."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from math import inf
from typing import NamedTuple

from corridors.charges.ranges import range_of_sum
from corridors.kernels.adding import total_of
from corridors.routes.route import Route
from corridors.tables.reading import Row
from corridors.validation.quantities import GROUPS, QUANTITIES

__all__ = ["Answer", "answer", "parts"]


class Answer(NamedTuple):
    """The model's figure in the unit of the published one: P50, P10 and P90; of lengths and capacities all alike."""

    central: float
    low: float
    high: float


def answer(route: Route, row: Row) -> Answer | None:
    """Give what a route says to a figure; None where nothing is known of it, as of an open sea's capacity."""
    quantity = QUANTITIES[row["quantity"]]
    unit = quantity.unit(route)
    if row["quantity"] == "cost_usd" and row["spans"] == "run":
        low, middle, high = _without_ends(route)
        return Answer(middle / unit, low / unit, high / unit)
    if quantity.group in ("time", "cost"):
        low, middle, high = route.time_quantiles_h if quantity.group == "time" else route.cost_quantiles_usd
        return Answer(middle / unit, low / unit, high / unit)
    figure = route.length_km if quantity.group == "distance_km" else route.capacity_mt_per_year
    return Answer(figure / unit, figure / unit, figure / unit) if figure < inf else None


def _without_ends(route: Route) -> tuple[float, float, float]:
    """Give P10, P50 and P90 of a price from port to port, which holds no handling at its ends."""
    charges = [step.charge for step in route.steps if step.charge.kind not in _ENDS]
    return range_of_sum((c.price_group or c.group, c.cost_usd_low, c.cost_usd, c.cost_usd_high) for c in charges)


_ENDS = frozenset({"loading", "unloading", "hand_in", "collection", "empty_return"})


def parts(route: Route, row: Row) -> Counter[str]:
    """Give the amounts that a sum is made of: a country's rails or roads, a voyage, an operation."""
    figure = GROUPS[QUANTITIES[row["quantity"]].group].figure
    amounts: Counter[str] = Counter()
    for (kind, mode), group in groupby(route.steps, key=lambda step: (step.charge.kind, step.mode)):
        steps = list(group)
        if kind == "haul" and mode in ("sea", "ferry"):
            # the flags of the straits that a lane touches would say nothing: a voyage has two ends
            label = f"{mode} {steps[0].start.name} - {steps[-1].end.name}"
            amounts[label] += total_of(getattr(step.charge, figure) for step in steps)
            continue
        for step in steps:
            label = f"{mode} in {step.end.country}" if kind == "haul" else step.charge.label
            amounts[label] += getattr(step.charge, figure)
    return amounts
