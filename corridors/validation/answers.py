"""The model's answer to a published figure, and the parts that it is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from corridors.routes.route import Route
from corridors.routes.step import Step
from corridors.tables.reading import Row
from corridors.validation.quantities import GROUPS, QUANTITIES

__all__ = ["Answer", "answer", "parts"]


class Answer(NamedTuple):
    """The model's figure in the unit of the published one, if all goes ordinarily, at its best and at its worst."""

    central: float
    low: float
    high: float


def answer(route: Route, row: Row) -> Answer | None:
    """Add up what a figure spans of a route; None where nothing is known of it, as of an open sea's capacity."""
    quantity = QUANTITIES[row["quantity"]]
    group, unit = GROUPS[quantity.group], quantity.unit(route)
    charges = [step.charge for step in _spanned(route, row)]
    found = []
    for figure in group.figures:
        amounts = [amount for charge in charges if (amount := getattr(charge, figure)) is not None]
        if not amounts:
            return None
        found.append(group.together(amounts) / unit)
    return Answer(*found)


def parts(route: Route, row: Row) -> Counter[str]:
    """Give the amounts that a sum is made of: a country's rails or roads, a voyage, an operation."""
    figure = GROUPS[QUANTITIES[row["quantity"]].group].figures[0]
    amounts: Counter[str] = Counter()
    for (kind, mode), group in groupby(_spanned(route, row), key=lambda step: (step.charge.kind, step.mode)):
        steps = list(group)
        if kind == "haul" and mode in ("sea", "ferry"):
            # the flags of the straits that a lane touches would say nothing: a voyage has two ends
            label = f"{mode} {steps[0].start.name} - {steps[-1].end.name}"
            amounts[label] += sum(getattr(step.charge, figure) for step in steps)
            continue
        for step in steps:
            label = f"{mode} in {step.end.country}" if kind == "haul" else step.charge.label
            amounts[label] += getattr(step.charge, figure)
    return amounts


def _spanned(route: Route, row: Row) -> Sequence[Step]:
    """Give the part of a route that a figure spans: all of it, or what lies between its ends."""
    if row["spans"] != "run":
        return route.steps
    first = next(index for index, step in enumerate(route.steps) if step.charge.kind == "haul")
    return [
        step
        for index, step in enumerate(route.steps)
        if step.charge.kind not in ("loading", "unloading")
        and not (step.charge.kind == "vessel_wait" and index < first)
    ]
