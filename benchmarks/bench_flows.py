"""Flows: seconds of the packaged questions, of Sioux Falls, and growth; beside the peers in `make bench`.

python benchmarks/bench_flows.py
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import pandas as pd

import corridors as co

FIXTURE = Path(__file__).resolve().parents[1] / "tests" / "data" / "sioux_falls"
GAPS = (1e-4, 1e-6, 1e-12)


def best_of(count: int, call: Callable[[], Any]) -> float:
    times = []
    for _ in range(count):
        began = perf_counter()
        call()
        times.append(perf_counter() - began)
    return min(times)


def random_pairs(count: int, factor: float) -> pd.DataFrame:
    draw = random.Random(1)
    cities = [place.id for place in co.load_network().find_places() if place.kind == "city"]
    rows = [
        (*draw.sample(cities, 2), factor * draw.uniform(0.1, 6), draw.choice(["feu", "wagon"])) for _ in range(count)
    ]
    return pd.DataFrame(rows, columns=["origin", "destination", "mt_per_year", "shipment"])


def packaged() -> None:
    co.max_flow("Tashkent", "Poti")
    for ends in (("UZ", "Black Sea"), ("Tashkent", "Poti"), ("Central Asia", "Europe")):
        print(f"max_flow {ends[0]} - {ends[1]}: {1e3 * best_of(5, lambda e=ends: co.max_flow(*e)):.0f} ms")
    for factor in (0.1, 1.0, 10.0):
        demand = random_pairs(50, factor)
        for method in co.flows.METHODS:
            seconds = best_of(1, lambda d=demand, m=method: co.assign(d, method=m))
            print(f"{method}, 50 pairs, {demand['mt_per_year'].sum():,.0f} Mt: {seconds:.2f} s")


def sioux_falls() -> None:
    links, trips = pd.read_csv(FIXTURE / "links.csv"), pd.read_csv(FIXTURE / "trips.csv")
    for gap in GAPS:
        began = perf_counter()
        flows = co.assign(trips, links=links, method="user_equilibrium", gap=gap)
        print(
            f"corridors, gap {gap:g}: {perf_counter() - began:.2f} s, {len(flows.history) - 1} iterations, "
            f"gap {flows.gap:.1e}, objective {flows.objective / 1e5:.8f}"
        )


def grid(side: int, origins: int, destinations: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A congested grid of both directions, and demand between random places of it."""
    import numpy as np

    random = np.random.default_rng(1)
    number = np.arange(side * side).reshape(side, side)
    ahead = [(number[:-1], number[1:]), (number[:, :-1], number[:, 1:])]
    start = np.concatenate([part.ravel() for a, b in ahead for part in (a, b)])
    end = np.concatenate([part.ravel() for a, b in ahead for part in (b, a)])
    links = pd.DataFrame({"from": start, "to": end})
    links["free_flow_time"] = random.uniform(1, 5, len(links))
    links["capacity"] = random.uniform(500, 2000, len(links))
    ends = (random.choice(side * side, count, replace=False) for count in (origins, destinations))
    demand = pd.MultiIndex.from_product(ends, names=["origin", "destination"]).to_frame(index=False)
    demand = demand[demand["origin"] != demand["destination"]].reset_index(drop=True)
    amount = random.exponential(1, len(demand))
    demand["demand"] = amount / amount.sum() * 0.3 * links["capacity"].sum() / (2 * side / 3)
    return links, demand


def growth() -> None:
    """Seconds as multiples of those of Sioux Falls to 1e-12 in the same run: read the ratios."""
    links, trips = pd.read_csv(FIXTURE / "links.csv"), pd.read_csv(FIXTURE / "trips.csv")
    unit = best_of(5, lambda: co.assign(trips, links=links, method="user_equilibrium", gap=1e-12))
    print(f"Sioux Falls to 1e-12: {unit:.3f} s, counts as 1 (Algorithm B in C, published: 0.011 s on another machine)")
    for side, origins, destinations, gap in ((20, 100, 100, 1e-6), (30, 300, 300, 1e-6), (99, 400, 500, 1e-4)):
        links, demand = grid(side, origins, destinations)
        began = perf_counter()
        flows = co.assign(demand, links=links, method="user_equilibrium", gap=gap)
        seconds = perf_counter() - began
        print(
            f"grid of {len(links):,} links, {len(demand):,} pairs, to {gap:g}: {seconds:.2f} s, {seconds / unit:,.0f}, "
            f"{len(flows.history) - 1} rounds"
        )
        began = perf_counter()
        again = co.assign(demand, links=links, method="user_equilibrium", gap=gap, start=flows)
        print(f"  from its own result: {perf_counter() - began:.2f} s, {len(again.history) - 1} rounds")


def cities() -> None:
    """Cities of the size of published instances: seconds of the processor, which others' work changes less."""
    from cities import CITIES, city

    for name, gap in (("winnipeg-like", 1e-12), ("chicago-sketch-like", 1e-6), ("chicago-sketch-like", 1e-12),
                      ("berlin-centre-like", 1e-4)):  # fmt: skip
        links, places, demand = city(*CITIES[name])
        began, busy = perf_counter(), process_time()
        flows = co.assign(demand, links=links, places=places, method="user_equilibrium", gap=gap)
        load = (flows.links["flow"] / flows.links["capacity"]).max()
        print(
            f"{name}, {len(links):,} links, {len(demand):,} pairs, fullest {load:.1f}, to {gap:g}: "
            f"{perf_counter() - began:.2f} s, {process_time() - busy:.2f} s of the processor, "
            f"{len(flows.history) - 1} rounds"
        )


if __name__ == "__main__":
    packaged()
    sioux_falls()
    growth()
    cities()
