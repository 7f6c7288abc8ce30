"""A large `Network` loaded, priced and asked, each in a process of its own: `python benchmarks/bench_size.py`.

    python benchmarks/bench_size.py                          300,000 random links between 200,000 places
    python benchmarks/bench_size.py railways.parquet         lines of a file, cut at every point

Seconds of the clock and of the processor, and the peak of memory. The file is any that geopandas reads, in degrees,
such as the railways of Natural Earth.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from networks import road_like

import corridors as co

PLACES, LINKS = 200_000, 300_000
Frames = tuple[pd.DataFrame, pd.DataFrame]


def random_frames() -> Frames:
    """Give the frames of a random network."""
    edges = road_like(PLACES, LINKS)
    names = np.char.add("p", np.arange(edges.n).astype(str))
    places = pd.DataFrame({"id": names})
    return places, pd.DataFrame({"from": names[edges.start], "to": names[edges.end], "length_km": edges.length})


def frames_of_lines(path: Path) -> Frames:
    """Cut lines at every point: a place a point, a link a piece, as long as it is on the ellipsoid."""
    import geopandas as gpd
    import shapely
    from pyproj import Geod

    lines = shapely.get_parts(gpd.read_parquet(path).geometry.to_numpy())
    points, line = shapely.get_coordinates(lines, return_index=True)
    points, number = np.unique(points, axis=0, return_inverse=True)
    number = number.ravel()
    inside = line[1:] == line[:-1]
    pairs = np.sort(np.column_stack([number[:-1], number[1:]])[inside], axis=1)
    pairs = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    start, end = points[pairs[:, 0]], points[pairs[:, 1]]
    metres = Geod(ellps="WGS84").inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])[2]
    names = np.char.add("p", np.arange(len(points)).astype(str))
    places = pd.DataFrame({"id": names, "lon": points[:, 0], "lat": points[:, 1]})
    km = np.maximum(metres / 1e3, 1e-3)
    return places, pd.DataFrame({"from": names[pairs[:, 0]], "to": names[pairs[:, 1]], "length_km": km})


def ends(links: pd.DataFrame) -> list[tuple[str, str]]:
    """Give pairs of places of the largest part that hangs together."""
    graph = nx.Graph(zip(links["from"], links["to"], strict=True))
    largest = sorted(max(nx.connected_components(graph), key=len))
    rng = np.random.default_rng(1)
    return [(largest[a], largest[b]) for a, b in rng.integers(len(largest), size=(12, 2))]


def told(name: str, work: Callable[[], Any]) -> Any:
    """Do the work, and print what it took."""
    clock, busy = perf_counter(), process_time()
    found = work()
    clock, busy = perf_counter() - clock, process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"| {name} | {clock:.3f} | {busy:.3f} | {peak:.2f} |", flush=True)
    return found


def main() -> None:
    places, links = frames_of_lines(Path(sys.argv[1])) if sys.argv[1:] else random_frames()
    pairs = ends(links)
    print(f"{len(places):,} places, {len(links):,} links\n\n| | clock s | processor s | peak GiB |")
    print("| --- | ---: | ---: | ---: |")
    told("nothing of ours", lambda: None)
    network = told("load", lambda: co.Network.from_frames(places, links))
    route = told("first route", lambda: co.shortest_route(*pairs[0], network=network))
    told("its hours and dollars", lambda: (route.time_h, route.cost_usd))
    told("the same origin", lambda: co.shortest_route(pairs[0][0], pairs[1][1], network=network))
    for number in range(1, 4):
        told(f"new ends, {number}", lambda number=number: co.shortest_route(*pairs[number], network=network))
    told("by time, first", lambda: co.shortest_route(*pairs[0], weight="time", network=network))
    told("by cost, first", lambda: co.shortest_route(*pairs[0], weight="cost", network=network))
    if "--alternatives" in sys.argv:
        told("three alternatives", lambda: co.alternative_routes(*pairs[4], k=3, network=network))


if __name__ == "__main__":
    main()
