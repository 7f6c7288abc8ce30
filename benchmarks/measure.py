"""Measure, and write what was found as JSON; run by bench_engine.py in the environment of the peers."""

from __future__ import annotations

import contextlib
import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from statistics import median

import numpy as np
from equilibria import equilibria
from networks import directed, road_like, small
from packaged import packaged_matrix, packaged_network, simulation
from peers import OURS, Contenders, have, inventory
from reweighting import reweighting

from corridors.kernels.batch import Triangular, sample_paths
from corridors.kernels.compile import at_once
from corridors.kernels.csr import as_graph
from corridors.kernels.hierarchy import Hierarchy
from corridors.kernels.labels import distance_matrix
from corridors.kernels.pareto import Fronts
from corridors.kernels.yen import k_shortest_paths
from corridors.routing.edges import EdgeNetwork

QUICK = "--quick" in sys.argv


def rounds(
    ways: dict[str, Callable[[int, int], float]], pairs: Sequence[tuple[int, int]], n_rounds: int,
    few: dict[str, int] | None = None, expected: str = "",
) -> dict[str, list[float]]:  # fmt: skip
    """Time every call of everybody, taking turns; check lengths against one of them."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(n_rounds):
        share = pairs[turn::n_rounds]
        right = [ways[expected](s, t) for s, t in share] if expected else []
        for name, way in ways.items():
            for number, (s, t) in enumerate(share[: (few or {}).get(name, len(share))]):
                begin = time.perf_counter_ns()
                found = way(s, t)
                times[name].append((time.perf_counter_ns() - begin) / 1e3)
                if expected and found == found and abs(found - right[number]) > 2e-3 * max(1, right[number]):
                    raise AssertionError(f"{name} says {found}, {expected} says {right[number]} from {s} to {t}")
    return times


def table(title: str, times: dict[str, list[float]], ours: str, notes: Sequence[str] = (), unit: str = "µs") -> dict:
    """One row a contender, fastest first."""
    scale = {"µs": 1, "ms": 1e3}[unit]
    mine = median(times[ours])
    rows = [
        [
            name,
            f"{median(t) / scale:,.3g}",
            f"{np.percentile(t, 95) / scale:,.3g}",
            f"{median(t) / mine:,.2f}",
        ]
        for name, t in sorted(times.items(), key=lambda item: median(item[1]))
    ]
    return {
        "title": title,
        "notes": list(notes),
        "head": ["", f"median {unit}", f"95 % {unit}", "x"],
        "rows": rows,
    }


def pairs_of(n: int, number: int, seed: int = 5) -> list[tuple[int, int]]:
    drawn = np.random.default_rng(seed).integers(0, n, (number, 2))
    return [(int(s), int(t)) for s, t in drawn if s != t]


def small_network(tables: list, _summary: dict) -> None:
    edges = small()
    offsets, heads, weights, edge = directed(edges)
    graph = as_graph(offsets, heads, weights)
    everybody = Contenders(graph, edges.xy, large=False)
    pairs = pairs_of(edges.n, 400 if QUICK else 1500)
    rounds(everybody.ways, pairs[:20], 1)
    times = rounds(everybody.ways, pairs, 5, {"pandana CH (C++)": 20}, OURS)
    tables.append(table("300 nodes, 450 edges: one pair, with its path", times, OURS))
    alternatives(tables, everybody, pairs[:100])
    samples(tables, everybody, edge)


def alternatives(tables: list, everybody: Contenders, pairs: list) -> None:
    graph, tails, reverse = everybody.graph, everybody.tails, everybody.reverse
    ours = "**corridors k_shortest_paths**"
    ways = {ours: lambda s, t: k_shortest_paths(graph, s, t, 5, reverse, tails)[-1][0]}
    if have("networkx"):
        import networkx as nx

        def with_networkx(s: int, t: int) -> float:
            return nx.path_weight(
                everybody.nx,
                list(islice(nx.shortest_simple_paths(everybody.nx, s, t, "weight"), 5))[-1],
                "weight",
            )

        ways["networkx shortest_simple_paths"] = with_networkx
    if have("igraph"):
        net = everybody.igraph

        def with_igraph(s: int, t: int) -> float:
            return sum(net.es[net.get_k_shortest_paths(s, t, k=5, weights="w", output="epath")[-1]]["w"])

        ways["igraph get_k_shortest_paths"] = with_igraph
    with contextlib.suppress(ImportError):
        from scipy.sparse.csgraph import yen

        ways["scipy yen (paths not rebuilt)"] = lambda s, t: float(yen(everybody.matrix, s, t, 5)[-1])
    rounds(ways, pairs[:3], 1)
    times = rounds(ways, pairs, 5, expected=ours)
    tables.append(table("300 nodes: the 5 shortest ways without a vertex twice", times, ours))


def samples(tables: list, everybody: Contenders, edge: np.ndarray) -> None:
    from scipy.sparse.csgraph import dijkstra

    graph = everybody.graph
    law = Triangular.of(graph.weights * 0.6, graph.weights, graph.weights * 1.8, edge)
    target = int(np.argmax(dijkstra(everybody.matrix, indices=0)))
    rng = np.random.default_rng(1)
    drawn = rng.triangular(0.6, 1.0, 1.8, (200, edge.max() + 1))[:, edge] * graph.weights
    times: dict[str, list[float]] = {}

    def add(name: str, n: int, run: Callable[[], object]) -> None:
        begin = time.perf_counter()
        run()
        times.setdefault(name, []).append((time.perf_counter() - begin) / n * 1e6)

    def with_scipy() -> None:
        matrix = everybody.matrix.copy()
        for weights in drawn:
            matrix.data[:] = weights
            dijkstra(matrix, indices=0, return_predecessors=True)

    def with_routingkit() -> None:
        for weights in (drawn * 1000).astype(np.uint32):
            everybody.routingkit.customize(weights)
            everybody.routingkit.query(0, target)

    def with_networkx() -> None:
        import networkx as nx

        for weights in drawn[:50]:
            for (_, _, data), weight in zip(everybody.nx.edges(data=True), weights.tolist(), strict=True):
                data["weight"] = weight
            nx.shortest_path(everybody.nx, 0, target, weight="weight")

    sample_paths(graph, law, 0, target, 2, workers=2)
    for _ in range(5):
        for workers in (1, 2):
            name = f"**corridors sample_paths, draw included, {workers} thread{'s' * (workers > 1)}**"
            add(name, 10_000, lambda w=workers: sample_paths(graph, law, 0, target, 10_000, workers=w))
        add("scipy dijkstra (tree), draw not counted", len(drawn), with_scipy)
        if have("pyroutingkit"):
            add("RoutingKit customise and query, draw not counted", len(drawn), with_routingkit)
        if have("networkx"):
            add("networkx, attributes rewritten, draw not counted", 50, with_networkx)
    same = [sample_paths(graph, law, 0, target, 500, workers=w).arcs.tobytes() for w in (1, 2, 4)]
    note = f"1, 2 and 4 workers give the same ways: {len(set(same)) == 1}."
    ours = "**corridors sample_paths, draw included, 2 threads**"
    tables.append(table("300 nodes: re-weighted samples, one shortest way each, µs a sample", times, ours, [note]))


def criteria_of(kind: str, length: np.ndarray, edge: np.ndarray, number: int) -> np.ndarray:
    """Weights of arcs: length, time on roads of four speeds and cost that goes with length; or independent ones."""
    rng = np.random.default_rng(0)
    n_edges = int(edge.max()) + 1
    if kind == "independent":
        return np.array([length * rng.uniform(0.5, 2, n_edges)[edge] for _ in range(number)])
    speed = rng.choice([100.0, 80.0, 60.0, 40.0], n_edges, p=[0.1, 0.2, 0.3, 0.4])[edge]
    return np.array([length, length / speed, length * rng.uniform(0.8, 1.25, n_edges)[edge]][:number])


#: Vertices, width of the land, criteria, how they hang together, and pairs.
FRONTS = (
    (1500, 1, 2, "independent", 60),
    (1500, 1, 2, "road", 60),
    (1500, 1, 3, "independent", 40),
    (20_000, 1, 2, "road", 40),
    (20_000, 1, 2, "independent", 40),
    (20_000, 8, 2, "independent", 40),
    (20_000, 1, 3, "road", 20),
    (20_000, 1, 3, "independent", 20),
    (160_000, 1, 2, "road", 20),
    (160_000, 1, 2, "independent", 20),
)


def fronts(tables: list, summary: dict) -> None:
    """Complete fronts with their ways between random pairs over the whole land."""
    rows = []
    for n, aspect, width, kind, number in FRONTS:
        edges = small(1500, 2500) if n == 1500 else road_like(n, n * 5 // 4, aspect=aspect)
        offsets, heads, weights, edge = directed(edges)
        graph = as_graph(offsets, heads, weights)
        criteria = criteria_of(kind, weights, edge, width)
        with at_once():
            Fronts(graph, criteria).paths(0, int(heads[0]))
        began = time.process_time()
        ready = Fronts(graph, criteria)
        made = time.process_time() - began
        times: list[float] = []
        sizes: list[int] = []
        for s, t in pairs_of(n, number // 2 if QUICK else number):
            began = time.process_time()
            ways = ready.paths(s, t)
            times.append(1e3 * (time.process_time() - began))
            sizes.append(len(ways))
        mine = median(times)
        name = f"{n:,} vertices, {width} criteria, {kind}" + f", land {aspect} times as wide as high" * (aspect > 1)
        rows.append([name, f"{mine:,.3g}", f"{max(times):,.3g}", f"{median(sizes):,.0f}", f"{1e3 * made:,.0f}"])
        key = f"front {n} {width}"
        if key not in summary or mine / 1e3 > summary[key]["ours"]:  # of several kinds the slowest counts
            summary[key] = {"ours": mine / 1e3}
    notes = [
        "Random pairs over the whole land; ms of the processor, with the ways. `road`: length, time on roads of four",
        "speeds, and a cost within a quarter of the length; `independent`: length times 0.5 to 2, drawn for each",
        "criterion. On a land eight times as wide as high fronts are larger. No peer installs from the index.",
    ]
    head = ["", "median ms", "most ms", "ways, median", "made ready once ms"]
    tables.append({"title": "Complete fronts", "notes": notes, "head": head, "rows": rows})


def differing(tables: list, summary: dict) -> None:
    """Five ways that overlap at most 0.6 on 1,500 vertices."""
    edges = small(1500, 2500)
    network = EdgeNetwork(edges.start, edges.end, edges.length, n_vertices=edges.n, directed=False)
    network.alternative_routes(0, 1, max_overlap=0.6)
    found: list[int] = []

    def ours(s: int, t: int) -> float:
        found.append(len(network.alternative_routes(s, t, k=5, max_overlap=0.6)))
        return np.nan

    name = "**corridors alternative_routes, EdgeRoute included**"
    times = rounds({name: ours}, pairs_of(1500, 60), 1)
    note = f"{np.mean(found):.2f} of 5 found on average. Published, not run here: ESX in C++ 4.0 of 5 in 28 ms."
    tables.append(table("1,500 vertices: five ways that overlap at most 0.6", times, name, [note], "ms"))
    summary["alternatives"] = {"ours": median(times[name]) / 1e6, "said": f"{np.mean(found):.2f} of 5"}


def large_network(tables: list, _summary: dict) -> None:
    edges = road_like(160_000, 200_000)
    offsets, heads, weights, _ = directed(edges)
    graph = as_graph(offsets, heads, weights)
    everybody = Contenders(graph, edges.xy, large=True)
    head = ["", "prepare s", "x"]
    mine = everybody.prepared[OURS]
    rows = [[k, f"{v:.2f}", f"{v / mine:.2f}"] for k, v in sorted(everybody.prepared.items(), key=lambda i: i[1])]
    tables.append({"title": "160,000 nodes, 200,000 edges: preparation", "notes": [], "head": head, "rows": rows})
    pairs = pairs_of(edges.n, 200 if QUICK else 1000)
    arcs = [len(everybody.hierarchy.path(s, t)[1]) for s, t in pairs]
    few = dict.fromkeys(everybody.slow, 4)
    rounds(everybody.ways, pairs[:2], 1)
    times = rounds(everybody.ways, pairs, 5, few, OURS)
    note = f"Paths of {np.mean(arcs):.0f} arcs on average."
    tables.append(table("160,000 nodes: one pair, with its path", times, OURS, [note]))
    matrices(tables, everybody)


def matrices(tables: list, everybody: Contenders) -> None:
    from scipy.sparse.csgraph import dijkstra

    rng = np.random.default_rng(2)
    n = everybody.graph.n_vertices
    sources, targets = rng.integers(0, n, 1000), rng.integers(0, n, 1000)
    ours = "**corridors distance_matrix**"
    runs: dict[str, tuple[float, Callable[[], object]]] = {
        ours: (1, lambda: distance_matrix(everybody.hierarchy, sources, targets)),
        "scipy dijkstra (from 10 rows)": (
            100,
            lambda: dijkstra(everybody.matrix, indices=sources[:10])[:, targets],
        ),
    }
    if have("pyroutingkit"):
        s, t = sources.astype(np.uint32), targets.astype(np.uint32)
        runs["RoutingKit many to many"] = (1, lambda: everybody.routingkit.distances_many_to_many(s, t))
    if have("scgraph"):
        trees = everybody.scgraph

        def with_scgraph() -> None:
            for source in sources[:5].tolist():
                trees.get_shortest_path_tree(source)

        runs["scgraph, a tree a source (from 5 rows)"] = (200, with_scgraph)
    if have("pandana"):
        net = everybody.pandana
        some = np.repeat(sources[:20], 1000), np.tile(targets, 20)
        runs["pandana shortest_path_lengths (from 20 rows)"] = (50, lambda: net.shortest_path_lengths(*some))
    times: dict[str, list[float]] = {name: [] for name in runs}
    distance_matrix(everybody.hierarchy, sources[:2], targets[:2])
    for _ in range(3):
        for name, (factor, run) in runs.items():
            begin = time.perf_counter()
            run()
            times[name].append((time.perf_counter() - begin) * factor * 1e6)
    tables.append(table("160,000 nodes: matrix of 1,000 x 1,000, after preparation", times, ours, unit="ms"))


def peak_mib() -> float:
    """Most memory that this process has held; on Linux read where a parent's does not count."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def growth_at(n: int) -> list:
    """One row: preparation, query and memory of this process at so many nodes."""
    Hierarchy(as_graph([0, 1, 1], [1], [1.0])).path(0, 1)
    edges = road_like(n, n * 5 // 4, aspect=8.0)
    offsets, heads, weights, _ = directed(edges)
    before = peak_mib()
    begin = time.perf_counter()
    graph = as_graph(offsets, heads, weights)
    hierarchy = Hierarchy(graph)
    seconds = time.perf_counter() - begin
    peak = peak_mib()
    pairs = pairs_of(n, 1000)
    for pair in pairs[:50]:
        hierarchy.path(*pair)
    times = rounds({"d": hierarchy.distance, "p": hierarchy.path}, pairs, 2)  # type: ignore[dict-item]
    arcs = np.mean([len(hierarchy.path(*pair)[1]) for pair in pairs])
    return [
        f"{n:,}", f"{seconds:.2f}", f"{median(times['d']):.1f}", f"{median(times['p']):.1f}", f"{arcs:.0f}",
        f"{before:,.0f}", f"{peak:,.0f}",
    ]  # fmt: skip


def growth(tables: list, _summary: dict) -> None:
    rows = []
    for n in (10**3, 10**4, 10**5, 10**6)[: 3 if QUICK else 4]:
        run = subprocess.run(
            [sys.executable, __file__, "--growth", str(n)], stdout=subprocess.PIPE, text=True, check=True
        )
        rows.append(json.loads(run.stdout))
    head = ["nodes", "prepare s", "length only µs", "with path µs", "arcs in it", "MiB before", "MiB at most"]
    notes = ["Each size in a process of its own; before: with the network made but nothing of ours."]
    tables.append({"title": "Growth", "notes": notes, "head": head, "rows": rows})


#: What is measured, a process each, in this order.
PARTS: dict[str, Callable[[list, dict], None]] = {
    "packaged": lambda tables, summary: packaged_network(tables, summary, have("scgraph"), 200 if QUICK else 1000),
    "packaged matrix": packaged_matrix,
    "small": small_network,
    "fronts": fronts,
    "alternatives": differing,
    "equilibria": lambda tables, summary: equilibria(tables, summary, quick=QUICK),
    "large": large_network,
    "reweighting": lambda tables, summary: reweighting(tables, summary, quick=QUICK),
    "simulation": simulation,
    "growth": growth,
}


def main() -> None:
    if "--growth" in sys.argv:
        print(json.dumps(growth_at(int(sys.argv[-1]))))
        return
    target = Path(sys.argv[-1])
    tables: list[dict] = []
    summary: dict[str, dict] = {}
    found: dict[str, object] = {"tables": tables, "summary": summary}
    part = sys.argv[sys.argv.index("--part") + 1]
    if part == "inventory":
        found["versions"], found["missing"] = inventory()
        found["python"] = platform.python_version()
    else:
        PARTS[part](tables, summary)
    target.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
