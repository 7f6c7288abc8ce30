"""How quickly a scenario is applied and asked, and what it takes of memory; minima of several.

Run ``python -m benchmarks.scenarios``; ``CORRIDORS_NUMBA=0`` does without numba.
"""

from __future__ import annotations

import gc
import random
import tracemalloc
from collections.abc import Callable, Iterator
from time import perf_counter

import corridors as co

DESTINATIONS = ("Istanbul", "Poti", "Karachi", "Bandar Abbas", "Shanghai", "Hamburg", "Moscow")


def least_ms(work: Callable[[], object], times: int) -> float:
    """Least of several times (ms)."""
    found = []
    for _ in range(times):
        start = perf_counter()
        work()
        found.append(perf_counter() - start)
    return 1000 * min(found)


def one_cell(network: co.Network, seed: int) -> Iterator[co.Scenario]:
    """Scenarios that each change the hours of one link, drawn among those of corridors."""
    draw = random.Random(seed)
    rows = {row["id"]: row for row in network._core.tables["links"]}
    known = sorted({row["link"] for row in network._core.tables["corridor_links"]})
    while True:
        link = draw.choice(known)
        hours = rows[link]["time_h"] or rows[link]["length_km"] / 30
        yield co.Scenario(f"{link} {draw.random()}", links={link: {"time_h": round(hours * draw.choice((0.9, 2)), 3)}})


def main() -> None:
    """Measure, and print a line each."""
    network = co.load_network()
    cells = one_cell(network, 1)
    countries = (co.Scenario(f"{draw}", shut=(code,)) for draw, code in enumerate(("IR", "RU", "TM", "KZ") * 9))
    for weight in ("time", "cost"):

        def ask(scenario: co.Scenario, weight: str = weight) -> None:
            co.shortest_route("Tashkent", "Istanbul", weight=weight, network=network, scenario=scenario)

        ask(next(cells))
        print(f"one cell changed, {weight}: {least_ms(lambda ask=ask: ask(next(cells)), 12):.1f} ms")
        print(f"a country shut, {weight}: {least_ms(lambda ask=ask: ask(next(countries)), 8):.1f} ms")
    many = [next(cells) for _ in range(200)]
    start = perf_counter()
    for scenario in many:
        for destination in DESTINATIONS:
            co.shortest_route("Tashkent", destination, weight="cost", network=network, scenario=scenario)
    print(f"200 scenarios, 7 best routes each: {perf_counter() - start:.1f} s")
    many = [next(cells) for _ in range(200)]
    co.compare_corridors("Tashkent", DESTINATIONS, weight="cost", network=network)
    start = perf_counter()
    for scenario in many:
        co.compare_corridors("Tashkent", DESTINATIONS, weight="cost", network=network, scenario=scenario)
    print(f"200 scenarios, corridors to 7 destinations compared: {perf_counter() - start:.1f} s")
    gc.collect()
    tracemalloc.start()
    kept = []
    for _ in range(50):
        changed = network._applied(next(cells))
        co.shortest_route("Tashkent", "Istanbul", weight="cost", network=changed)
        kept.append(changed)
    gc.collect()
    print(f"a scenario with its best route: {tracemalloc.get_traced_memory()[0] / len(kept) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
