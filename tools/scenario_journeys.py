"""Stored journeys of the packaged scenarios: one question asked with and without, and the stages responsible.

``python -m tools.scenario_journeys`` asks every question of ``tests/studies/packaged.csv`` anew and rewrites the
answers; with ``--check`` it only tells what differs. A journey that a scenario must not touch says so in its column
``touched`` and keeps one answer.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import corridors as co
from tools.journeys import Journey, arguments_of, renew, stages

__all__ = ["STORE", "answer", "day_of", "differences", "networks", "read_journeys", "write_journeys"]

STORE = Path(__file__).parents[1] / "tests" / "studies" / "packaged.csv"

#: What is asked; blank cells leave an argument out, lists are written with ``|``. Without a day, that of the scenario.
QUESTION = (
    "scenario",
    "touched",
    "on",
    "origin",
    "destination",
    "weight",
    "shipment",
    "modes",
    "via",
    "avoid",
    "corridor",
    "limits",
)
TOTALS = ("length_km", "days", "cost_usd", "capacity_mt_per_year", "bottleneck", "way", "stages")
BEFORE = tuple(f"before_{name}" for name in TOTALS)
AFTER = tuple(f"after_{name}" for name in TOTALS)
COLUMNS = (*QUESTION, *BEFORE, *AFTER, "went", "came")


def read_journeys(path: Path = STORE) -> list[Journey]:
    """Read the questions with the answers stored for them."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_journeys(journeys: Iterable[Journey], path: Path = STORE) -> None:
    """Write questions and answers."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(journeys)


def day_of(journey: Journey) -> str:
    """Give the day of a question: its own, else the one that the scenario is meant for, else that of the tables."""
    meant = journey["on"] or co.scenario(journey["scenario"]).on
    return str(meant or co.load_network().on)


@cache
def networks(scenario: str, on: str) -> tuple[co.Network, co.Network]:
    """Give the network of a day without a packaged scenario and with it."""
    before = co.load_network(on=on)
    return before, before.apply(co.scenario(scenario))


def answer(journey: Journey) -> Journey:
    """Ask a stored question with and without its scenario, and give it with both answers and what differs."""
    asked = {name: journey[name] for name in QUESTION}
    told: Journey = {}
    lists: list[list[str]] = []
    for when, network in zip(("before", "after"), networks(journey["scenario"], day_of(journey)), strict=True):
        totals, steps = _ask(journey, network)
        told |= {f"{when}_{name}": value for name, value in totals.items()}
        lists.append(steps)
    before, after = lists
    told["went"] = " / ".join(step for step in before if step not in after)
    told["came"] = " / ".join(step for step in after if step not in before)
    return asked | told


def _ask(journey: Journey, network: co.Network) -> tuple[Journey, list[str]]:
    arguments = arguments_of(journey | {"on": ""})
    try:
        route = co.shortest_route(journey["origin"], journey["destination"], network=network, **arguments)
    except co.NoRouteError as error:
        way = f"no route: {'; '.join(error.reasons)}"
        return dict.fromkeys(TOTALS, "") | {"way": way}, []
    steps = stages(route)
    totals = {
        "length_km": f"{route.length_km:.6g}",
        "days": f"{route.time_h / 24:.4g}",
        "cost_usd": f"{route.cost_usd:.6g}",
        "capacity_mt_per_year": f"{route.capacity_mt_per_year:.4g}",
        "bottleneck": route.bottleneck,
        "way": f"{'-'.join(route.countries)} by {', '.join(route.corridors) or 'no named corridor'}",
        "stages": " / ".join(steps),
    }
    return totals, steps


def differences(stored: Journey, today: Journey) -> list[str]:
    """Say how the answers differ from those stored."""
    return [
        f"{name} {stored[name] or '-'} -> {today[name] or '-'}"
        for name in (*BEFORE, *AFTER)
        if stored[name] != today[name]
    ]


def main(arguments: Sequence[str]) -> int:
    """Renew the store of journeys before and after a scenario."""
    heads = ["scenario", "origin", "destination"]
    return renew(arguments, read_journeys(), answer, differences, write_journeys, heads=heads)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
