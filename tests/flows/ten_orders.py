"""Random networks whose capacities lie ten orders apart, and an independent bound of their optimum.

``python -m tests.flows.ten_orders 1000`` goes through a thousand.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import networkx as nx
import numpy as np
import pandas as pd
from scipy.optimize import minimize

import corridors as co

GAP = 1e-8


@dataclass(frozen=True)
class Instance:
    """Links and demand, and whether links hold for one direction only."""

    links: pd.DataFrame
    demand: pd.DataFrame
    directed: bool

    def solve(self, **options: object) -> co.Flows:
        """The equilibrium, to the gap of this module."""
        given: dict[str, object] = {"gap": GAP, "directed": self.directed} | options
        return co.assign(self.demand, links=self.links, method="user_equilibrium", **given)  # type: ignore[arg-type]


def instance(seed: int, *, orders: float = 10, places: int | None = None) -> Instance:
    """Links of any power of delay (0, below 1, 1, whole and not), of no time and of no delay among them."""
    random = np.random.default_rng(seed)
    n = int(random.integers(4, 13)) if places is None else places
    m, k = int(n * random.uniform(2, 5)), int(random.integers(1, 3 * n))
    start = random.integers(0, n, m)
    links = pd.DataFrame(
        {
            "from": start,
            "to": (start + random.integers(1, n, m)) % n,
            "free_flow_time": random.choice([0.0, 1.0, 1.0, 1.0], m) * random.uniform(1, 10, m),
            "capacity": 10 ** random.uniform(-orders / 2, orders / 2, m),
            "vdf_alpha": random.choice([0.0, 0.15, 0.15, 1.0, 5.0], m),
            "vdf_beta": random.choice([0.0, 0.5, 1.0, 1.7, 4.0, 4.0, 4.0, 5.3, 8.0], m),
        }
    )
    used = np.unique(links[["from", "to"]].to_numpy())
    origin = random.integers(0, len(used), k)
    end = (origin + random.integers(1, len(used), k)) % len(used)
    demand = pd.DataFrame(
        {"origin": used[origin], "destination": used[end], "demand": 10 ** random.uniform(-2, 3, k)}
    ).drop_duplicates(["origin", "destination"])
    return Instance(links, demand, bool(random.integers(0, 2)))


def delays(links: pd.DataFrame, volume: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Time of each link at a flow, and its integral up to it."""
    load = volume / links["capacity"].to_numpy()
    base, alpha, beta = (links[name].to_numpy() for name in ("free_flow_time", "vdf_alpha", "vdf_beta"))
    time = base * (1 + alpha * load**beta)
    return time, base * volume * (1 + alpha * load**beta / (beta + 1))


def volumes(case: Instance, flows: co.Flows) -> np.ndarray:
    """Flow of each link, both directions together."""
    return flows.links["flow"].reindex(case.links.index.astype(str), fill_value=0.0).to_numpy()


def least_total(case: Instance, time: np.ndarray, served: np.ndarray) -> float:
    """Least total time of what is served at fixed times, by networkx."""
    graph: nx.DiGraph = nx.DiGraph()
    for (a, b), weight in zip(case.links[["from", "to"]].to_numpy().tolist(), time.tolist(), strict=True):
        for tail, head in ((a, b),) if case.directed else ((a, b), (b, a)):
            if weight < graph.get_edge_data(tail, head, {"weight": np.inf})["weight"]:
                graph.add_edge(tail, head, weight=weight)
    pairs = case.demand[["origin", "destination"]].to_numpy().tolist()
    return sum(
        amount * nx.dijkstra_path_length(graph, origin, end)
        for (origin, end), amount in zip(pairs, served.tolist(), strict=True)
        if amount > 0
    )


def excess(case: Instance, flows: co.Flows) -> float:
    """By what part of the total time Beckmann's sum can lie above the optimum, at most (it is convex)."""
    volume = volumes(case, flows)
    time, _ = delays(case.links, volume)
    total = float(time @ volume)
    return (total - least_total(case, time, flows.pairs["served"].to_numpy())) / total if total > 0 else 0.0


def by_scipy(case: Instance, flows: co.Flows) -> float:
    """Beckmann's sum by scipy's SLSQP over all simple ways of the pairs."""
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    for i, (a, b) in enumerate(case.links[["from", "to"]].to_numpy().tolist()):
        graph.add_edge(a, b, key=i)
        if not case.directed:
            graph.add_edge(b, a, key=i)
    ways, pair = [], []
    served = flows.pairs["served"].to_numpy()
    for p, (origin, end) in enumerate(case.demand[["origin", "destination"]].to_numpy().tolist()):
        if served[p] > 0:
            for edges in nx.all_simple_edge_paths(graph, origin, end):
                ways.append([key for _, _, key in edges])
                pair.append(p)
    uses = np.zeros((len(case.links), len(ways)))
    for w, keys in enumerate(ways):
        uses[keys, w] = served[pair[w]]
    share = np.array([np.equal(pair, p) for p in sorted(set(pair))], dtype=float)
    # it begins where the equilibrium ends, moved towards even shares: from afar it loses its way in such steep sums
    even = share.T @ (1 / share.sum(axis=1))
    found = np.zeros(len(ways))
    keys_of = {(pair[w], tuple(map(str, keys))): w for w, keys in enumerate(ways)}
    pairs = {(o, d): p for p, (o, d) in enumerate(case.demand[["origin", "destination"]].to_numpy().tolist())}
    for route in flows.routes.itertuples():
        at = keys_of.get((pairs[route.origin, route.destination], route.links))
        if at is not None:
            found[at] = route.share
    begin = 0.9 * found + 0.1 * even
    unit = max(float(delays(case.links, uses @ begin)[1].sum()), 1e-300)
    best = minimize(
        lambda x: float(delays(case.links, uses @ np.maximum(x, 0))[1].sum()) / unit,
        begin,
        jac=lambda x: uses.T @ delays(case.links, uses @ np.maximum(x, 0))[0] / unit,
        bounds=[(0, 1)] * len(ways),
        constraints={"type": "eq", "fun": lambda x: share @ x - 1, "jac": lambda _: share},
        method="SLSQP",
        options={"ftol": 1e-15, "maxiter": 300},
    )
    return float(best.fun) * unit


def main(count: int) -> int:
    """Go through instances; give how many were not solved."""
    failed = 0
    for seed in range(count):
        case = instance(seed)
        flows = case.solve()
        over = excess(case, flows)
        if not flows.converged or over > 2 * GAP:
            failed += 1
            sys.stdout.write(f"instance {seed}: gap {flows.gap:.1e}, at most {over:.1e} above the optimum\n")
    sys.stdout.write(
        f"{count - failed} of {count} solved to a gap of {GAP:g}, none further than twice that from the optimum\n"
    )
    return failed


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000) > 0)
