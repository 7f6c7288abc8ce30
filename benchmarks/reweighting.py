"""New weights on a prepared network of 160,000 vertices: customised, checked against scipy, queried."""

from __future__ import annotations

import time
from statistics import median

import numpy as np
from networks import road_like
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from corridors.routing.edges import EdgeNetwork


def reweighting(tables: list, summary: dict, *, quick: bool) -> None:
    edges = road_like(160_000, 200_000)
    network = EdgeNetwork(edges.start, edges.end, edges.length, n_vertices=edges.n, directed=False).prepare()
    rng = np.random.default_rng(3)
    began = time.perf_counter()
    network.reweighted(edges.length * rng.uniform(0.5, 2, len(edges.length)))
    first = time.perf_counter() - began
    times: dict[str, list[float]] = {"ours": [], "query": [], "routingkit": []}
    kit = _routingkit(edges)
    number = 20 if quick else 100
    for _ in range(number):
        lengths = np.round(edges.length * rng.uniform(0.5, 2, len(edges.length)), 3)
        began = time.perf_counter()
        changed = network.reweighted(lengths)
        times["ours"].append(1e3 * (time.perf_counter() - began))
        source, *targets = rng.integers(0, edges.n, 6).tolist()
        ends = np.concatenate([edges.start, edges.end]), np.concatenate([edges.end, edges.start])
        # scipy adds parallel arcs up, and this network has none
        right = dijkstra(csr_matrix((np.tile(lengths, 2), ends), shape=(edges.n, edges.n)), indices=source)
        for target in targets:
            began = time.perf_counter()
            total = changed.shortest_route(source, target).total if source != target else 0.0
            times["query"].append(1e3 * (time.perf_counter() - began))
            if abs(total - right[target]) > 1e-9 * max(1.0, right[target]):
                raise AssertionError(f"{total} from {source} to {target}, scipy says {right[target]}")
        if kit is not None:
            metres = np.round(np.tile(lengths, 2) * 1000).astype(np.uint32)
            began = time.perf_counter()
            kit[1].customize(metres)
            times["routingkit"].append(1e3 * (time.perf_counter() - began))
    mine = median(times["ours"])
    rows = [["**corridors reweighted**", f"{mine:.3g}", "1.00"]]
    if times["routingkit"]:
        theirs = median(times["routingkit"])
        rows.append(["RoutingKit CCH customise (pyroutingkit, C++)", f"{theirs:.3g}", f"{theirs / mine:.2f}"])
    notes = [
        f"{number} re-weightings, five routes after each equal to those of scipy. The first also makes what all share: "
        f"{1e3 * first:,.0f} ms. A route afterwards: {1e3 * median(times['query']):.0f} µs, `EdgeRoute` included."
    ]
    head = ["", "median ms", "x"]
    tables.append(
        {"title": "160,000 nodes: new weights on a prepared network", "notes": notes, "head": head, "rows": rows}
    )
    summary["reweighting"] = {"ours": mine / 1e3}
    if times["routingkit"]:
        summary["reweighting"]["peers"] = {"RoutingKit": median(times["routingkit"]) / 1e3}


def _routingkit(edges):
    """Give what holds a metric, and the metric, which can be customised; nothing where that is not installed."""
    try:
        from pyroutingkit import CCHMetric, CCHTopology
    except ImportError:
        return None
    topology = CCHTopology()
    lat, lon = (edges.xy[:, i].astype(np.float32) for i in (1, 0))
    tails, heads = np.concatenate([edges.start, edges.end]), np.concatenate([edges.end, edges.start])
    topology.build(tails.astype(np.uint32), heads.astype(np.uint32), lat, lon, edges.n)
    return topology, CCHMetric(topology)
