"""How quickly a scenario is applied and asked, and what it takes of memory; minima of several.

Run ``python -m benchmarks.scenarios``; ``CORRIDORS_NUMBA=0`` does without numba.
"""

from __future__ import annotations

import gc
import random
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from statistics import median
from time import perf_counter, process_time

import corridors as co

DESTINATIONS = ("Istanbul", "Poti", "Karachi", "Bandar Abbas", "Shanghai", "Hamburg", "Moscow")


def least_ms(works: Sequence[Callable[[], object]]) -> str:
    """Least and median of several times."""
    found = []
    for work in works:
        start = perf_counter()
        work()
        found.append(1000 * (perf_counter() - start))
    return f"{min(found):.1f} ms (median {median(found):.1f})"


#: What is changed for each criterion, and what a kilometre takes where the tables say nothing.
COLUMNS = {"time": ("time_h", 1 / 30), "cost": ("cost_usd_per_feu", 1.2)}


def one_cell(network: co.Network, weight: str, seed: int = 1) -> Iterator[co.Scenario]:
    """Scenarios that each change what one link takes, drawn among those of corridors: to double or to nine tenths."""
    draw = random.Random(seed)
    column, per_km = COLUMNS[weight]
    rows = {row["id"]: row for row in network._core.tables["links"]}
    known = sorted({row["link"] for row in network._core.tables["corridor_links"]})
    while True:
        link = draw.choice(known)
        usual = rows[link][column] or rows[link]["length_km"] * per_km
        value = round(usual * draw.choice((0.9, 2)), 3)
        yield co.Scenario(f"{link} {draw.random()}", links={link: {column: value}})


def many(network: co.Network, weight: str, ask: Callable[[co.Scenario], object], what: str) -> None:
    """Ask the same under 200 scenarios, and say how long it takes: by the clock, and of the processor."""
    cells = one_cell(network, weight, 2)
    ask(next(cells))
    drawn = [next(cells) for _ in range(200)]
    start = perf_counter(), process_time()
    for scenario in drawn:
        ask(scenario)
    print(f"200 scenarios, {weight}, {what}: {perf_counter() - start[0]:.1f} s, cpu {process_time() - start[1]:.1f} s")


def main() -> None:
    """Measure, and print a line each."""
    network = co.load_network()
    countries = (co.Scenario(f"{draw}", shut=(code,)) for draw, code in enumerate(("IR", "RU", "TM", "KZ") * 9))
    for weight in ("time", "cost"):
        cells = one_cell(network, weight)

        def ask(scenario: co.Scenario, weight: str = weight) -> None:
            co.shortest_route("Tashkent", "Istanbul", weight=weight, network=network, scenario=scenario)

        def routes(scenario: co.Scenario, weight: str = weight) -> None:
            for place in DESTINATIONS:
                co.shortest_route("Tashkent", place, weight=weight, network=network, scenario=scenario)

        def corridors(scenario: co.Scenario, weight: str = weight) -> None:
            co.compare_corridors("Tashkent", DESTINATIONS, weight=weight, network=network, scenario=scenario)

        ask(next(cells))
        print(f"one cell changed, {weight}: {least_ms([partial(ask, next(cells)) for _ in range(40)])}")
        print(f"a country shut, {weight}: {least_ms([partial(ask, next(countries)) for _ in range(12)])}")
        many(network, weight, routes, "7 best routes each")
        many(network, weight, corridors, "corridors to 7 destinations compared")
    gc.collect()
    tracemalloc.start()
    kept = []
    for _ in range(200):
        changed = network._applied(next(cells))
        co.shortest_route("Tashkent", "Istanbul", weight="cost", network=changed)
        kept.append(changed)
    gc.collect()
    print(f"200 scenarios with a best route each: {tracemalloc.get_traced_memory()[0] / len(kept) / 1e6:.2f} MB each")


if __name__ == "__main__":
    main()
