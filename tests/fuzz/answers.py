"""Random networks asked for what networkx works out of the same rows; whatever differs is a wrong answer."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable
from itertools import islice
from math import inf, isclose
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd

import corridors as co

__all__ = ["CHECKS", "wrong_answer"]


class Rows(NamedTuple):
    """Links between numbered places, each with a weight; which of them lead one way only."""

    places: int
    links: list[tuple[int, int, float]]
    directed: bool

    def graph(self, without: int | None = None) -> nx.MultiDiGraph[int]:
        """Give the same for networkx."""
        graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
        graph.add_nodes_from(range(self.places))
        for tail, head, weight in self.links:
            graph.add_edge(tail, head, weight=weight)
            if not self.directed:
                graph.add_edge(head, tail, weight=weight)
        if without is not None:
            graph.remove_node(without)
        return graph


def drawn(draw: Random, *, positive: bool = False, loops: bool = True) -> Rows:
    """Draw links: parallel ones, ties, loops, weights of zero, parts that nothing joins."""
    places = draw.randint(2, 9)
    least = 0.1 if positive else 0.0
    weights: tuple[Callable[[], float], ...] = (
        lambda: float(draw.randint(1, 4)), lambda: draw.uniform(least, 50), lambda: least, lambda: draw.random() * 1e6,
    )  # fmt: skip
    links = []
    for _ in range(draw.randint(1, 22)):
        tail, head = draw.randrange(places), draw.randrange(places)
        if tail != head or loops:
            links.append((tail, head, max(least, draw.choice(weights)())))
    return Rows(places, links or [(0, 1, 1.0)], draw.random() < 0.5)


def _used(rows: Rows) -> Rows:
    """Leave out places that no link touches: a network of places has none."""
    number = {place: k for k, place in enumerate(sorted({end for *ends, _ in rows.links for end in ends}))}
    links = [(number[tail], number[head], weight) for tail, head, weight in rows.links]
    return Rows(len(number), links, rows.directed)


def _least(graph: nx.MultiDiGraph[int], origin: int, destination: int) -> float:
    try:
        return float(nx.dijkstra_path_length(graph, origin, destination))
    except (nx.NetworkXNoPath, nx.NodeNotFound):
        return inf


def _told(ask: Callable[[], float]) -> float:
    try:
        return ask()
    except co.NoRouteError:
        return inf


def _alike(given: float, right: float) -> bool:
    return given == right or isclose(given, right, rel_tol=1e-9, abs_tol=1e-9)


def _bare(rows: Rows, draw: Random) -> tuple[co.Network, list[Any]]:
    kind = draw.choice((list, np.array, pd.Series, tuple))
    tails, heads, weights = (kind(list(column)) for column in zip(*rows.links, strict=True))
    labels = draw.choice((None, [f"p{n}" for n in range(rows.places)], list(range(100, 100 + rows.places))))
    network: Any = co.Network.from_edges(
        tails, heads, weights, n_vertices=rows.places, labels=labels, directed=rows.directed
    )
    if draw.random() < 0.2:
        network.prepare()
    return network, list(range(rows.places)) if labels is None else labels


def bare_routes(draw: Random) -> str | None:
    """Of bare edges: the least total, and edges that make it up one after the other."""
    rows = drawn(draw)
    network, names = _bare(rows, draw)
    graph = rows.graph()
    for _ in range(3):
        origin, destination = draw.sample(range(rows.places), 2)

        def asked(o: Any = names[origin], d: Any = names[destination], network: Any = network) -> float:
            return float(network.shortest_route(o, d).total)

        given = _told(asked)
        if not _alike(given, right := _least(graph, origin, destination)):
            return f"{rows}: {origin} to {destination} is {right}, not {given}"
    return None


def bare_matrix(draw: Random) -> str | None:
    """Of bare edges: all distances, and what lies within a budget."""
    rows = drawn(draw)
    network: Any
    network, names = _bare(rows, draw)
    graph, all_of_them = rows.graph(), range(rows.places)
    table = network.distance_matrix(names, names)
    for origin in all_of_them:
        right = nx.single_source_dijkstra_path_length(graph, origin)
        for destination in all_of_them:
            if not _alike(given := float(table.iloc[origin, destination]), expected := right.get(destination, inf)):
                return f"{rows}: {origin} to {destination} is {expected}, not {given}"
        budget = draw.uniform(0, 60)
        within = {names[end] for end, far in right.items() if far <= budget and end != origin}
        found = set(network.reachable(names[origin], budget).index) - {names[origin]}
        if found != within and not any(isclose(far, budget, rel_tol=1e-9) for far in right.values()):
            return f"{rows}: within {budget} of {origin} are {within}, not {found}"
    return None


def alternatives(draw: Random) -> str | None:
    """Of bare edges: the totals of the k shortest ways that repeat no vertex."""
    rows = drawn(draw, loops=False)
    cheapest: dict[tuple[int, int], float] = {}
    for tail, head, weight in rows.links:
        cheapest[tail, head] = min(weight, cheapest.get((tail, head), inf))
    rows = Rows(rows.places, [(*ends, weight) for ends, weight in cheapest.items()], directed=True)
    graph = nx.DiGraph(rows.graph())
    network: Any
    network, names = _bare(rows, draw)
    origin, destination = draw.sample(range(rows.places), 2)
    k = draw.randint(1, 5)
    try:
        ways = list(islice(nx.shortest_simple_paths(graph, origin, destination, weight="weight"), k))
    except nx.NetworkXNoPath:
        ways = []
    right = [nx.path_weight(graph, way, "weight") for way in ways]
    try:
        given = [way.total for way in network.alternative_routes(names[origin], names[destination], k=k)]
    except co.NoRouteError:
        given = []
    if len(given) != len(right) or not all(map(_alike, given, right)):
        return f"{rows}: the {k} best from {origin} to {destination} take {right}, not {given}"
    return None


def _frames(rows: Rows, draw: Random) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Give places and links as people have them: ids as numbers or texts, figures in various types."""
    numbers = draw.random() < 0.4
    ids: list[Any] = [n + 1 if numbers else f"place {n}" for n in range(rows.places)]
    links = pd.DataFrame(
        {
            "from": [ids[tail] for tail, _, _ in rows.links],
            "to": [ids[head] for _, head, _ in rows.links],
            "length_km": pd.Series([weight for *_, weight in rows.links], dtype=draw.choice((float, "Float64"))),
            "mode": "road",
            "direction": "forward" if rows.directed else "both",
        }
    )
    if numbers and draw.random() < 0.5:
        links = links.astype({"from": "Int64", "to": float})
    return pd.DataFrame({"id": ids}), links, [str(name) for name in ids]


def own_network(draw: Random) -> str | None:
    """Of frames: the shortest way by km, also where a place is avoided."""
    rows = _used(drawn(draw, positive=True, loops=False))
    places, links, ids = _frames(rows, draw)
    return _by_km(co.Network.from_frames(places, links), rows, ids, draw)


def _by_km(network: co.Network, rows: Rows, ids: list[str], draw: Random) -> str | None:
    for _ in range(3):
        origin, destination = draw.sample(range(rows.places), 2)
        others = [n for n in range(rows.places) if n not in (origin, destination)]
        shut = draw.choice(others) if others and draw.random() < 0.4 else None
        rules: Any = {} if shut is None else {"avoid": [ids[shut]]}

        def asked(o: str = ids[origin], d: str = ids[destination], rules: Any = rules) -> float:
            return co.shortest_route(o, d, network=network, **rules).length_km

        if not _alike(given := _told(asked), right := _least(rows.graph(shut), origin, destination)):
            return f"{rows}: {origin} to {destination} without {shut} is {right} km, not {given}"
    return None


def own_files(draw: Random) -> str | None:
    """Of files of other programs: a table of links, a GMNS folder, a GraphML file of networkx."""
    rows = _used(drawn(draw, positive=True, loops=False))
    write = draw.choice((_as_csv, _as_gmns, _as_graphml))
    with tempfile.TemporaryDirectory() as folder:
        path = write(rows, Path(folder), draw)
        network = co.read_network(path, mode="road", length_unit="km")
    return _by_km(network, rows, [f"p{place}" for place in range(rows.places)], draw)


def _as_csv(rows: Rows, folder: Path, draw: Random) -> Path:
    encoding = draw.choice(("utf-8", "utf-8-sig"))
    with (folder / "links.csv").open("w", newline="", encoding=encoding) as file:
        out = csv.writer(file, lineterminator=draw.choice(("\n", "\r\n")))
        out.writerow(["from", "to", "length", "oneway"])
        for tail, head, weight in rows.links:
            out.writerow([f"p{tail}", f"p{head}", repr(weight), "yes" if rows.directed else "no"])
    return folder / "links.csv"


def _as_gmns(rows: Rows, folder: Path, draw: Random) -> Path:
    nodes = [{"node_id": f"p{n}", "x_coord": "", "y_coord": ""} for n in range(rows.places)]
    pd.DataFrame(nodes).to_csv(folder / "node.csv", index=False)
    links = [
        {
            "link_id": k,
            "from_node_id": f"p{tail}",
            "to_node_id": f"p{head}",
            "directed": rows.directed,
            "length": weight,
        }
        for k, (tail, head, weight) in enumerate(rows.links)
    ]
    pd.DataFrame(links).to_csv(folder / "link.csv", index=False)
    return folder


def _as_graphml(rows: Rows, folder: Path, draw: Random) -> Path:
    graph: Any = nx.MultiDiGraph() if rows.directed else nx.MultiGraph()
    for tail, head, weight in rows.links:
        graph.add_edge(f"p{tail}", f"p{head}", length_km=weight)
    nx.write_graphml(graph, folder / "graph.graphml")
    return folder / "graph.graphml"


def flows(draw: Random) -> str | None:
    """Of frames: the most that can move at once."""
    rows = drawn(draw, positive=True, loops=False)
    together: nx.DiGraph[int] = nx.DiGraph()
    together.add_nodes_from(range(rows.places))
    for tail, head, weight in rows.links:
        for ends in ((tail, head),) if rows.directed else ((tail, head), (head, tail)):
            held = together.get_edge_data(*ends, default={"capacity": 0.0})["capacity"]
            together.add_edge(*ends, capacity=held + weight)
    links = pd.DataFrame(rows.links, columns=["from", "to", "capacity"])
    used = sorted({end for tail, head, _ in rows.links for end in (tail, head)})
    origin, destination = draw.sample(used, 2)
    right = float(nx.maximum_flow_value(together, origin, destination))
    given = float(co.max_flow(origin, destination, links=links, directed=rows.directed).value)
    return (
        None
        if isclose(given, right, rel_tol=1e-7, abs_tol=1e-6)
        else f"{rows}: {origin} to {destination}: {right}, not {given}"
    )


def assignment(draw: Random) -> str | None:
    """Of frames, or of files of TNTP: what all demand takes by its shortest ways."""
    rows = drawn(draw, positive=True, loops=False)._replace(directed=True)
    graph = rows.graph()
    drawn_pairs = (draw.sample(range(rows.places), 2) for _ in range(draw.randint(1, 5)))
    pairs = {(a, b): draw.uniform(0.5, 9) for a, b in drawn_pairs}
    pairs = {(a, b): amount for (a, b), amount in pairs.items() if _least(graph, a, b) < inf}
    if not pairs:
        return None
    right = sum(amount * _least(graph, a, b) for (a, b), amount in pairs.items())
    if draw.random() < 0.5:
        with tempfile.TemporaryDirectory() as folder:
            given = co.assign(**_tntp(rows, pairs, Path(folder)).for_assign(), method="all_or_nothing").cost
    else:
        demand = pd.DataFrame([(a, b, amount) for (a, b), amount in pairs.items()])
        demand.columns = pd.Index(["origin", "destination", "demand"])
        links = pd.DataFrame(rows.links, columns=["from", "to", "cost"])
        given = co.assign(demand, links=links).cost
    return None if isclose(float(given), right, rel_tol=1e-9) else f"{rows}, {pairs}: {right}, not {given}"


def _tntp(rows: Rows, pairs: dict[tuple[int, int], float], folder: Path) -> co.FlowTables:
    head = (
        f"<NUMBER OF ZONES> {rows.places}\n<NUMBER OF NODES> {rows.places}\n<FIRST THRU NODE> 1\n"
        f"<NUMBER OF LINKS> {len(rows.links)}\n<END OF METADATA>\n\n"
    )
    lines = "".join(f"\t{a + 1}\t{b + 1}\t1\t0\t{weight!r}\t0\t1\t0\t0\t1\t;\n" for a, b, weight in rows.links)
    columns = "~\tinit_node\tterm_node\tcapacity\tlength\tfree_flow_time\tb\tpower\tspeed\ttoll\tlink_type\t;\n"
    (folder / "x_net.tntp").write_text(head + columns + lines, encoding="utf-8")
    trips = f"<NUMBER OF ZONES> {rows.places}\n<TOTAL OD FLOW> {sum(pairs.values())!r}\n<END OF METADATA>\n"
    for start in sorted({a for a, _ in pairs}):
        ends = " ".join(f"{b + 1} : {amount!r};" for (a, b), amount in pairs.items() if a == start)
        trips += f"\nOrigin {start + 1}\n{ends}\n"
    (folder / "x_trips.tntp").write_text(trips, encoding="utf-8")
    return co.read_tntp(folder)


CHECKS: tuple[Callable[[Random], str | None], ...] = (
    bare_routes, bare_matrix, alternatives, own_network, own_files, flows, assignment,
)  # fmt: skip


#: A network of frames or files takes as long to be made as ten of bare edges to be asked, and comes more seldom.
_SLOW = (own_network, own_files)
_ROUND = (*[check for check in CHECKS if check not in _SLOW] * 4, *_SLOW)


def wrong_answer(number: int, seed: int = 0) -> str | None:
    """Draw one case, and say what is wrong with its answer; None where it is right.

    An error, of whatever kind, is wrong too: all that is drawn is right to be asked.
    """
    check = _ROUND[number % len(_ROUND)]
    try:
        found = check(Random(seed * 1_000_003 + number))
    except Exception as error:
        return f"{check.__name__} {seed}, {number}: {type(error).__name__}: {error}"
    return None if found is None else f"{check.__name__} {seed}, {number}: {found}"
