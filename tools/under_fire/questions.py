"""Questions of all kinds, and their answers as plain text to be compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from random import Random

import corridors as co

__all__ = ["Question", "answer", "questions"]

Question = Callable[[co.Network], object]

ENDS = ("Poti", "Istanbul", "Rotterdam", "Karachi", "Bandar Abbas", "Moscow", "Xi'an", "Mersin")
STARTS = ("Tashkent", "Termez", "Samarkand", "Andijan", "Nukus")
WEIGHTS = ("distance", "time", "cost", "emissions", "generalised")
DATES = (None, "2026-11-01", "2019-05-01", 2030, 2035)


def answer(question: Question, network: co.Network) -> str:
    """Give the answer, or the error that is raised on purpose, as text."""
    try:
        return json.dumps(question(network), sort_keys=True, default=str)
    except co.CorridorsError as error:
        return f"{type(error).__name__}: {error}"


def _route(origin: str, destination: str, options: dict[str, object], network: co.Network) -> object:
    return co.shortest_route(origin, destination, network=network, **options).to_dict()  # type: ignore[arg-type]


def _alternatives(origin: str, destination: str, network: co.Network) -> object:
    found = co.alternative_routes(origin, destination, k=3, weight="cost", network=network)
    return [route.to_dict() for route in found]


def _comparison(origin: str, ends: list[str], weight: str, network: co.Network) -> object:
    return co.compare_corridors(origin, ends, weight=weight, network=network).to_dict()  # type: ignore[arg-type]


def _scenarios(origin: str, end: str, network: co.Network) -> object:
    return co.compare_scenarios(origin, [end], list(co.scenarios()[:2]), network=network).to_dict()


def _matrix(weight: str, network: co.Network) -> object:
    found = co.distance_matrix(STARTS, ENDS, weight=weight, network=network)  # type: ignore[arg-type]
    return found.to_json(double_precision=15)


def _flow(end: str, network: co.Network) -> object:
    return round(co.max_flow("UZ", end, network=network).mt_per_year, 6)


def questions(count: int, seed: int, *, routes_alone: bool = False) -> list[Question]:
    """Draw questions: mostly routes, with dates and scenarios; comparisons, matrices and flows among them."""
    draw = Random(seed)
    made: list[Question] = []
    for _ in range(count):
        origin, end, weight = draw.choice(STARTS), draw.choice(ENDS), draw.choice(WEIGHTS)
        options: dict[str, object] = {"weight": weight}
        if draw.random() < 0.5:
            options["on"] = draw.choice(DATES)
        if draw.random() < 0.3:
            options["avoid"] = draw.choice((["IR"], ["RU"], ["AF"], ["TM", "IR"]))
        if draw.random() < 0.3:
            options["scenario"] = co.Scenario("x", shut=(draw.choice(ENDS),))
        kind = 0.0 if routes_alone else draw.random()
        if kind < 0.7:
            made.append(partial(_route, origin, end, options))
        elif kind < 0.8:
            made.append(partial(_alternatives, origin, end))
        elif kind < 0.9:
            made.append(partial(_comparison, origin, [end], weight))
        elif kind < 0.94:
            made.append(partial(_scenarios, origin, end))
        elif kind < 0.97:
            made.append(partial(_matrix, weight))
        else:
            made.append(partial(_flow, end))
    return made
