"""The peers behind one face: each takes a graph and gives functions that answer a pair with its path."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from corridors.kernels.csr import Graph, reverse_of, tails_of
from corridors.kernels.dijkstra import shortest_path
from corridors.kernels.hierarchy import Hierarchy

OURS = "**corridors, prepared (hierarchy)**"
OURS_PLAIN = "**corridors, not prepared (Dijkstra)**"

Answer = Callable[[int, int], float]
NAMES = (
    "networkx", "scgraph", "scipy", "igraph", "rustworkx", "pandana", "pyroutingkit", "aequilibrae", "path4gmns",
    "numba", "numpy",
)  # fmt: skip


def have(name: str):
    """Give the module, or None where it is not installed or fails when imported."""
    try:
        return import_module(name)
    except Exception:
        return None


def inventory() -> tuple[list[str], list[str]]:
    """Tell what is measured with which version, and what is missing."""
    there, missing = [], []
    for name in NAMES:
        try:
            there.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
            continue
        if have(name) is None:
            missing.append(f"{name} (does not import)")
    return there, missing


class Contenders:
    """Everybody's graph, made once; `ways` answer a pair, `prepared` says how long making took."""

    def __init__(self, graph: Graph, xy: np.ndarray, *, large: bool) -> None:
        self.graph, self.xy, self.large = graph, xy, large
        self.tails = tails_of(graph.offsets)
        self.arcs = list(zip(self.tails.tolist(), graph.heads.tolist(), graph.weights.tolist(), strict=True))
        self.ways: dict[str, Answer] = {}
        self.prepared: dict[str, float] = {}
        self.slow: set[str] = set()
        for name in ("networkx", "igraph", "rustworkx", "scgraph", "pyroutingkit", "pandana"):
            if have(name) is not None:
                getattr(self, f"_{name}")()
        self._scipy()
        self._ours()

    def _timed(self, name: str, make: Callable[[], object]):
        begin = time.perf_counter()
        made = make()
        self.prepared[name] = time.perf_counter() - begin
        return made

    def _ours(self) -> None:
        Hierarchy(Graph(self.graph.offsets[:1].repeat(2), self.graph.heads[:0], self.graph.weights[:0]))  # compile
        hierarchy = self.hierarchy = self._timed(OURS, lambda: Hierarchy(self.graph))
        self.reverse = reverse_of(self.graph)
        self.ways[OURS_PLAIN] = lambda s, t: shortest_path(self.graph, s, t, self.tails)[0]
        self.ways[OURS] = lambda s, t: hierarchy.path(s, t)[0]

    def _networkx(self) -> None:
        import networkx as nx

        copy = self.nx = nx.DiGraph()
        copy.add_weighted_edges_from(self.arcs)
        self.slow.add("networkx shortest_path")

        def answer(s: int, t: int) -> float:
            path = nx.shortest_path(copy, s, t, weight="weight")
            return sum(copy[a][b]["weight"] for a, b in pairwise(path))

        def alone(s: int, t: int) -> float:
            nx.shortest_path(copy, s, t, weight="weight")
            return np.nan

        self.ways["networkx shortest_path"] = alone if self.large else answer

    def _igraph(self) -> None:
        import igraph

        copy = self.igraph = igraph.Graph(n=self.graph.n_vertices, edges=[a[:2] for a in self.arcs], directed=True)
        copy.es["w"] = self.graph.weights.tolist()
        self.slow.add("igraph get_shortest_path")

        def answer(s: int, t: int) -> float:
            copy.get_shortest_path(s, t, weights="w", output="epath")
            return np.nan

        self.ways["igraph get_shortest_path"] = answer

    def _rustworkx(self) -> None:
        import rustworkx

        copy = rustworkx.PyDiGraph()
        copy.add_nodes_from(range(self.graph.n_vertices))
        copy.add_edges_from(self.arcs)
        self.slow.add("rustworkx dijkstra_shortest_paths")

        def answer(s: int, t: int) -> float:
            rustworkx.dijkstra_shortest_paths(copy, s, target=t, weight_fn=float)
            return np.nan

        self.ways["rustworkx dijkstra_shortest_paths"] = answer

    def _scgraph(self) -> None:
        from scgraph import Graph as ScGraph

        rows: list[dict[int, float]] = [{} for _ in range(self.graph.n_vertices)]
        for tail, head, weight in self.arcs:
            rows[tail][head] = weight
        copy = self.scgraph = ScGraph(rows)
        self._timed("scgraph contraction_hierarchy (C++)", copy.create_contraction_hierarchy)
        self.ways["scgraph contraction_hierarchy (C++)"] = lambda s, t: copy.contraction_hierarchy(s, t)["length"]
        self.ways["scgraph dijkstra (C++)"] = lambda s, t: copy.dijkstra(s, t)["length"]
        if self.large:
            self.slow.add("scgraph dijkstra (C++)")
        else:
            self.ways["scgraph cached_shortest_path (tree kept)"] = lambda s, t: copy.cached_shortest_path(s, t)[
                "length"
            ]

    def _pyroutingkit(self) -> None:
        from pyroutingkit import CCHMetric, CCHTopology

        metres = np.round(self.graph.weights * 1000).astype(np.uint32)

        def make():
            topology = CCHTopology()
            lat, lon = (self.xy[:, i].astype(np.float32) for i in (1, 0))
            topology.build(
                self.tails.astype(np.uint32),
                self.graph.heads.astype(np.uint32),
                lat,
                lon,
                self.graph.n_vertices,
            )
            metric = CCHMetric(topology)
            metric.customize(metres)
            return topology, metric

        self.routingkit_topology, metric = self._timed("RoutingKit CCH (pyroutingkit, C++)", make)
        self.routingkit, self.metres = metric, metres
        self.ways["RoutingKit CCH (pyroutingkit, C++)"] = lambda s, t: metric.query(s, t)[0] / 1000

    def _pandana(self) -> None:
        import pandana
        import pandas as pd

        def make():
            n = self.graph.n_vertices
            net = pandana.Network(
                pd.Series(self.xy[:, 0], index=np.arange(n)), pd.Series(self.xy[:, 1], index=np.arange(n)),
                pd.Series(self.tails.astype(np.int64)), pd.Series(self.graph.heads.astype(np.int64)),
                pd.DataFrame({"w": self.graph.weights}), twoway=False,
            )  # fmt: skip
            net.shortest_path(0, 1)
            return net

        net = self.pandana = self._timed("pandana CH (C++)", make)
        self.slow.add("pandana CH (C++)")

        def answer(s: int, t: int) -> float:
            net.shortest_path(s, t)
            return np.nan

        self.ways["pandana CH (C++)"] = answer

    def _scipy(self) -> None:
        from scipy.sparse.csgraph import dijkstra

        n = self.graph.n_vertices
        self.matrix = csr_matrix((self.graph.weights, self.graph.heads, self.graph.offsets), shape=(n, n))
        self.slow.add("scipy dijkstra (tree) and walk")

        def answer(s: int, t: int) -> float:
            distance, before = dijkstra(self.matrix, indices=s, return_predecessors=True)
            path, at = [], t
            while at != s and at >= 0:
                path.append(at)
                at = before[at]
            return float(distance[t])

        self.ways["scipy dijkstra (tree) and walk"] = answer
