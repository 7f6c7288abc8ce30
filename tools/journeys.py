"""Stored journeys: questions whose answers are kept, so that each change of data or model shows what it does.

``python -m tools.journeys`` asks every question of ``tests/journeys.csv`` anew and rewrites the answers; with
``--check`` it only tells what differs, with the stages responsible.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import corridors as co

__all__ = ["STORE", "answer", "arguments_of", "differences", "read_journeys", "stages", "write_journeys"]

STORE = Path(__file__).parents[1] / "tests" / "journeys.csv"

#: What is asked; blank cells leave an argument out, lists are written with ``|``.
QUESTION = ("origin", "destination", "weight", "shipment", "modes", "via", "avoid", "corridor", "limits", "on")
TOTALS = ("length_km", "time_h", "cost_usd", "co2e_kg")
COLUMNS = ("id", *QUESTION, *TOTALS, "transhipments", "borders", "stages")

Journey = dict[str, str]


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


def answer(journey: Journey) -> Journey:
    """Ask a stored question and give it with the answer of today."""
    asked = {name: journey[name] for name in ("id", *QUESTION)}
    try:
        route = co.shortest_route(journey["origin"], journey["destination"], **arguments_of(journey))
    except co.NoRouteError as error:
        blank = dict.fromkeys((*TOTALS, "transhipments", "borders"), "")
        return asked | blank | {"stages": f"no route: {'; '.join(error.reasons)}"}
    totals = {name: f"{getattr(route, name):.6g}" for name in TOTALS}
    counts = {"transhipments": str(len(route.transhipments)), "borders": str(len(route.borders))}
    return asked | totals | counts | {"stages": " / ".join(stages(route))}


def arguments_of(journey: Journey) -> dict[str, Any]:
    """Give the arguments of a call, blank cells left out."""
    arguments: dict[str, Any] = {
        name: journey[name] for name in ("weight", "shipment", "corridor", "on") if journey[name]
    }
    arguments |= {name: journey[name].split("|") for name in ("modes", "via", "avoid") if journey[name]}
    for limit in filter(None, journey["limits"].split("|")):
        name, most = limit.split("=")
        arguments[name] = int(most)
    return arguments


def stages(route: co.Route) -> list[str]:
    """Give a route as a row of stages: what is hauled alike in one, each operation by itself."""
    frame = route.legs
    runs: list[list[Any]] = []
    for row in frame.itertuples():
        key = (row.mode, row.gauge_mm) if row.kind in ("haul", "entry") else (row.kind, row.label)
        if runs and runs[-1][0] == key:
            run = runs[-1]
            run[2] = row.to
            run[3] += row.length_km
            run[4] += row.time_h
            run[5] += row.cost_usd
        else:
            runs.append([key, frame.at[row.Index, "from"], row.to, row.length_km, row.time_h, row.cost_usd])
    return [
        f"{key[0]} {start}>{end} {km:.1f} km {hours:.2f} h {usd:.2f} USD" for key, start, end, km, hours, usd in runs
    ]


def differences(stored: Journey, today: Journey) -> list[str]:
    """Say how an answer differs from the stored one: totals first, then the stages that came and went."""
    told = [
        f"{name} {stored[name] or '-'} -> {today[name] or '-'}"
        for name in (*TOTALS, "transhipments", "borders")
        if stored[name] != today[name]
    ]
    before, after = stored["stages"].split(" / "), today["stages"].split(" / ")
    told += [f"- {stage}" for stage in before if stage not in after]
    told += [f"+ {stage}" for stage in after if stage not in before]
    return told


def renew(
    arguments: Sequence[str],
    stored: list[Journey],
    answer: Callable[[Journey], Journey],
    differences: Callable[[Journey, Journey], list[str]],
    write: Callable[[list[Journey]], None],
    *,
    heads: Sequence[str],
) -> int:
    """Rewrite a store, or with ``--check`` leave it; tell what differs either way, under what `heads` say."""
    today = [answer(journey) for journey in stored]
    changed = 0
    for old, new in zip(stored, today, strict=True):
        told = differences(old, new)
        if told:
            changed += 1
            print(f"{', '.join(old[head] for head in heads)}:", *told, sep="\n  ")
    print(f"{changed} of {len(stored)} journeys differ from what is stored")
    if "--check" in arguments:
        return int(changed > 0)
    write(today)
    return 0


def main(arguments: Sequence[str]) -> int:
    """Renew the store of journeys."""
    return renew(arguments, read_journeys(), answer, differences, write_journeys, heads=["id"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
