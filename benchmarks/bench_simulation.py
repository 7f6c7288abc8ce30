"""Simulation: 8,192 draws from Tashkent to six destinations, against a loop of networkx; memory of many draws.

``python benchmarks/bench_simulation.py`` prints seconds (least of several) and what a busy machine cannot change:
seconds of processor time. ``python benchmarks/bench_simulation.py memory N`` draws N times and prints the peak.
"""

from __future__ import annotations

import resource
import sys
from time import perf_counter, process_time

import networkx as nx

import corridors as co
from corridors.simulation.best import arc_weights_of

DESTINATIONS = ["Istanbul", "Rotterdam", "Karachi", "Poti", "Shanghai", "Moscow"]
N = 8192


def least(times: int, work: object, *args: object, **options: object) -> tuple[float, float]:
    """Give the least seconds and the least seconds of processor time."""
    found = []
    for _ in range(times):
        began, ran = perf_counter(), process_time()
        work(*args, **options)  # type: ignore[operator]
        found.append((perf_counter() - began, process_time() - ran))
    return min(one for one, _ in found), min(one for _, one in found)


def by_networkx(samples: int) -> float:
    """Seconds a sample of the same work by networkx: weights set, one tree, six ways."""
    sure = co.simulate("Tashkent", DESTINATIONS, n=64, seed=1)
    problem = sure.problem
    assert problem is not None
    arcs, planner = problem.arcs, problem.arcs.planner
    whole: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    known = {arc for strand in arcs.arcs for arc in strand}
    for arc in sorted(known):
        whole.add_edge(planner.graph.tails[arc], planner.graph.heads[arc], key=arc, weight=0.0)
    edges = [whole.edges[planner.graph.tails[arc], planner.graph.heads[arc], arc] for arc in sorted(known)]
    source = planner.graph.origin_of[planner.root("Tashkent").place.index]
    targets = [planner.goal(name).vertex for name in DESTINATIONS]
    per_strand = arc_weights_of(arcs, problem.draws.sample(0)[:1])[0][0]
    of_arc = {arc: float(w) / len(strand) for strand, w in zip(arcs.arcs, per_strand, strict=True) for arc in strand}
    began = perf_counter()
    for _ in range(samples):
        for edge, arc in zip(edges, sorted(known), strict=True):
            edge["weight"] = of_arc[arc]
        distance, paths = nx.single_source_dijkstra(whole, source)
        _ = [(distance[target], paths[target]) for target in targets]
    return (perf_counter() - began) / samples


def main() -> None:
    if sys.argv[1:2] == ["memory"]:
        n = int(sys.argv[2])
        began = perf_counter()
        co.simulate("Tashkent", DESTINATIONS, n=n, seed=1, keep=False, progress=False)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{n:,} draws: {perf_counter() - began:.1f} s, peak {peak:,.0f} MiB")
        return
    co.simulate("Tashkent", DESTINATIONS, n=64, seed=1, by="corridor")  # compiles
    plain = least(4, co.simulate, "Tashkent", DESTINATIONS, n=N, seed=1, progress=False)
    print(f"best way of each draw: {plain[0]:.2f} s, {plain[1]:.2f} s of processor time")
    every = least(2, co.simulate, "Tashkent", DESTINATIONS, n=N, seed=1, by="corridor", progress=False)
    print(f"and through every corridor: {every[0]:.2f} s, {every[1]:.2f} s of processor time")
    sample = min(by_networkx(10) for _ in range(3))
    print(
        f"networkx: {1000 * sample:.1f} ms a draw, {sample * N:.0f} s in all, {sample * N / plain[0]:.0f} times as long"
    )


if __name__ == "__main__":
    main()
