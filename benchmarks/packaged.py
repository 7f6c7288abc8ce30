"""The packaged network: whole calls of the library against the same graph in the peers."""

from __future__ import annotations

import random
import time
from itertools import islice
from statistics import median
from types import ModuleType

import networkx as nx

import corridors as co
from corridors.routing.graphs import graph_of


def packaged_network(tables: list, summary: dict, scgraph: ModuleType | None, number: int = 1000) -> None:
    """Add the tables of single routes, alternatives and the front."""
    network = co.load_network()
    graph = graph_of(network._core, "feu")
    simple = _simple(network)
    pairs = _pairs(network, number)
    network.prepare()
    routes = {
        "**corridors shortest_route, Route included (tree kept)**": lambda a, b: co.shortest_route(a, b),
        "networkx shortest_path, DiGraph": lambda a, b: nx.shortest_path(
            simple, *_ends(network, a, b), weight="weight"
        ),
    }
    if scgraph is not None:
        routes |= _scgraph(scgraph, simple, graph.n_vertices, network)
    times = _times(routes, pairs, {"networkx shortest_path, DiGraph": 200})
    notes = [
        f"{len(network)} places, {len(network._core.links)} links, {graph.n_vertices} yards, {graph.n_arcs} arcs; "
        "random pairs by id, ours with names looked up and a full `Route` returned, the peers with vertex numbers."
    ]
    ours = next(iter(routes))
    tables.append(_table("Packaged network: one route, warm", times, ours, notes))

    few = pairs[:40]
    kinds = {
        "**corridors alternative_routes, k = 5, max_overlap = 1**": lambda a, b: co.alternative_routes(
            a, b, k=5, max_overlap=1.0
        ),
        "**corridors alternative_routes, k = 5, max_overlap = 0.6**": lambda a, b: co.alternative_routes(
            a, b, k=5, max_overlap=0.6
        ),
        "networkx shortest_simple_paths, 5": lambda a, b: list(
            islice(nx.shortest_simple_paths(simple, *_ends(network, a, b), weight="weight"), 5)
        ),
    }
    times = _times(kinds, few, {"networkx shortest_simple_paths, 5": 25})
    tables.append(_table("Packaged network: five alternatives", times, next(iter(kinds)), []))
    summary["alternatives packaged"] = {"ours": median(times[list(kinds)[1]]) / 1e6}

    front = {
        "**corridors pareto_routes Tashkent - Rotterdam (time, cost)**": lambda *_: co.pareto_routes(
            "Tashkent", "Rotterdam"
        )
    }
    times = _times(front, [("", "")] * 20, {})
    size = len(co.pareto_routes("Tashkent", "Rotterdam"))
    tables.append(_table("Packaged network: the front", times, next(iter(front)), [f"{size} routes on it."]))


def packaged_matrix(tables: list, summary: dict) -> None:
    """Add the whole matrix, the first time under a weight and again, and the same by networkx from a few places."""
    network = co.load_network()
    ids = [place.id for place in network._core.places]
    ours = "**corridors distance_matrix, the first time under a weight**"
    again = "**corridors distance_matrix, again**"
    times: dict[str, list[float]] = {ours: [], again: []}
    co.distance_matrix(ids[:3], ids[:3], weight="distance")
    for weight in ("time", "cost", "co2"):
        for name in (ours, again):
            begin = time.perf_counter_ns()
            co.distance_matrix(ids, ids, weight=weight)
            times[name].append((time.perf_counter_ns() - begin) / 1e3)
    simple = _simple(network)
    few = 20
    begin = time.perf_counter_ns()
    for a in ids[:few]:
        nx.single_source_dijkstra_path_length(simple, _ends(network, a, a)[0], weight="weight")
    times[f"networkx, a tree a place (from {few})"] = [(time.perf_counter_ns() - begin) / 1e3 * len(ids) / few]
    tables.append(_table(f"Packaged network: matrix of {len(ids)} x {len(ids)}", times, ours, []))
    summary["matrix packaged"] = {"ours": median(times[ours]) / 1e6}


def simulation(tables: list, summary: dict) -> None:
    """Add 8,192 draws, and the same work by networkx for a few of them."""
    from bench_simulation import DESTINATIONS, N, by_networkx

    asked = {"n": N, "seed": 1, "progress": False}
    co.simulate("Tashkent", DESTINATIONS, n=64, seed=1, by="corridor", progress=False)
    ours = f"**corridors simulate, {N:,} draws to {len(DESTINATIONS)} destinations**"
    times: dict[str, list[float]] = {ours: []}
    for _ in range(3):
        begin = time.perf_counter_ns()
        co.simulate("Tashkent", DESTINATIONS, **asked)
        times[ours].append((time.perf_counter_ns() - begin) / 1e3)
    begin = time.perf_counter_ns()
    co.simulate("Tashkent", DESTINATIONS, by="corridor", **asked)
    times["**corridors, through every corridor**"] = [(time.perf_counter_ns() - begin) / 1e3]
    times["networkx, weights set, tree and ways (from 20 draws)"] = [1e6 * N * by_networkx(20)]
    tables.append(_table("Simulation on the packaged network", times, ours, [], "s"))
    summary["simulate"] = {"ours": median(times[ours]) / 1e6, "peers": {"networkx": times[list(times)[-1]][0] / 1e6}}


def _simple(network: co.Network) -> nx.DiGraph:
    """Give the arcs in use without parallel ones: what networkx is quickest on."""
    simple: nx.DiGraph = nx.DiGraph()
    simple.add_nodes_from(range(graph_of(network._core, "feu").n_vertices))
    for tail, head, data in network.to_networkx(weight="distance").edges(data=True):
        if not simple.has_edge(tail, head) or simple[tail][head]["weight"] > data["weight"]:
            simple.add_edge(tail, head, weight=data["weight"])
    return simple


def _pairs(network: co.Network, number: int) -> list[tuple[str, str]]:
    ids = [place.id for place in network._core.places]
    draw = random.Random(5)
    planner, pairs = network.planner(), []
    while len(pairs) < number:
        a, b = draw.sample(ids, 2)
        if planner.distance(a, b) < float("inf"):
            pairs.append((a, b))
    return pairs


def _ends(network: co.Network, a: str, b: str) -> tuple[int, int]:
    core = network._core
    graph = graph_of(core, "feu")
    return graph.origin_of[core.place_index[a]], graph.destination_of[core.place_index[b]]


def _scgraph(scgraph: ModuleType, simple: nx.DiGraph, n: int, network: co.Network) -> dict:
    """Give scgraph's tree cache on the same graph, its origins' trees grown beforehand."""
    arcs: list[dict[int, float]] = [{} for _ in range(n)]
    for tail, head, data in simple.edges(data=True):
        arcs[tail][head] = data["weight"]
    cached = scgraph.Graph(arcs)

    def route(a: str, b: str) -> object:
        origin, destination = _ends(network, a, b)
        return cached.cached_shortest_path(origin, destination)

    return {"scgraph cached_shortest_path (tree kept), ends looked up": route}


def _times(ways: dict, pairs: list, few: dict[str, int]) -> dict[str, list[float]]:
    """Time in turns, each once before for warmth."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for name, way in ways.items():
        for a, b in pairs[: few.get(name, len(pairs))]:
            way(a, b)
    for part in range(5):
        for name, way in ways.items():
            share = pairs[: few.get(name, len(pairs))][part::5]
            for a, b in share:
                begin = time.perf_counter_ns()
                way(a, b)
                times[name].append((time.perf_counter_ns() - begin) / 1e3)
    return times


def _table(title: str, times: dict[str, list[float]], ours: str, notes: list[str], unit: str = "µs") -> dict:
    mine, scale = median(times[ours]), {"µs": 1.0, "s": 1e6}[unit]
    rows = [
        [
            name,
            f"{median(t) / scale:,.3g}",
            f"{sorted(t)[int(0.95 * len(t))] / scale:,.3g}",
            f"{median(t) / mine:,.2f}",
        ]
        for name, t in sorted(times.items(), key=lambda item: median(item[1]))
    ]
    return {"title": title, "notes": notes, "head": ["", f"median {unit}", f"95 % {unit}", "x"], "rows": rows}
