"""What the answers should be, worked out another way: by trying everything, and by networkx.

`exhaustive` reads the tables of a micro network and the prose of `tests.micro`, nothing of the package's
graph, charges or search. `layered_weight` lets networkx search an explicit layered graph.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from math import inf
from typing import Any

import networkx as nx

from corridors.network.network import Network
from corridors.tables.reading import Row, Tables

Yard = tuple[str, int | None]
Figures = tuple[float, float, float, float]  # km, hours, dollars, kg

NONE: Figures = (0.0, 0.0, 0.0, 0.0)


def exhaustive(tables: Tables, origin: str, destination: str, weight: str) -> float:
    """Weight of the best way of a micro network, found by trying every way that repeats no yard."""
    handling = {row["id"]: (0.0, row["time_h"], row["cost_usd"], 0.0) for row in tables["handling"]}
    country = {row["id"]: row["country"] for row in tables["places"]}
    best = inf

    def onward(place: str, yard: Yard | None, seen: frozenset[tuple[str, Yard]], total: float) -> None:
        nonlocal best
        for row, end in _links_out_of(tables, place):
            after = (row["mode"], row["gauge_mm"])
            items = [*_start(yard, after, handling), _haul(row)]
            if row["mode"] == "ferry":
                items.append(handling["vessel_wait"])
            if row["mode"] != "sea" and country[place] != country[end]:
                items.append(handling["border"])
            reached = total + sum(_weigh(item, weight) for item in items)
            if (end, after) in seen or reached >= best:
                continue
            if end == destination:
                best = min(best, reached + _weigh(handling["unloading"], weight))
            onward(end, after, seen | {(end, after)}, reached)

    onward(origin, None, frozenset(), 0.0)
    return best


def _links_out_of(tables: Tables, place: str) -> Iterator[tuple[Row, str]]:
    for row in tables["links"]:
        if row["from"] == place:
            yield row, row["to"]
        if row["to"] == place and row["direction"] != "forward":
            yield row, row["from"]


def _start(before: Yard | None, after: Yard, handling: dict[str, Figures]) -> list[Figures]:
    """Loading, transhipment, gauge change or passing through; a liner is waited for on boarding."""
    if before == after and after[0] != "ferry":
        return []
    boarding = [handling["vessel_wait"]] if after[0] == "sea" else []
    if before is None:
        return [handling["loading"], *boarding]
    if before[0] == after[0] == "rail":
        return [handling["gauge_change"]]
    return [handling["transhipment"], *boarding]


def _haul(row: Row) -> Figures:
    km = row["length_km"]
    speed = 10.0 if row["mode"] == "rail" else 20.0
    price = {"rail": 1.0, "road": 2.0}.get(row["mode"], 3.0)
    return km, km / speed, km * price, km * 20.0 * 20.0 / 1000


def _weigh(figures: Figures, weight: str) -> float:
    km, hours, usd, kg = figures
    return {"distance": km, "time": hours, "cost": usd, "emissions": kg, "generalised": usd + 2 * hours}[weight]


def vertex(graph: nx.MultiDiGraph[int], place: str, mode: str) -> int:
    """Node of a place's origin or destination."""
    found = [v for v, d in graph.nodes(data=True) if d["place"] == place and d["mode"] == mode]
    assert len(found) == 1
    return found[0]


def networkx_weight(network: Network, origin: str, destination: str, weight: str) -> float:
    """Weight of the best way by networkx on the exported graph; infinity if there is none."""
    graph = network.to_networkx(weight=weight)
    ends = vertex(graph, origin, "origin"), vertex(graph, destination, "destination")
    return _dijkstra(graph, *ends)


def layered_weight(
    network: Network,
    origin: str,
    destination: str,
    weight: str,
    *,
    via: Sequence[str] = (),
    groups: Sequence[Collection[str]] = (),
) -> float:
    """Weight of the best way that passes `via` in order and crosses a link of every group.

    Every node is a state, (stops passed, groups crossed), and a yard, so the graph is as explicit as can be.
    """
    graph = network.to_networkx(weight=weight)
    layers: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    crossed_sets = [
        frozenset(some) for size in range(len(groups) + 1) for some in combinations(range(len(groups)), size)
    ]
    for passed in range(len(via) + 1):
        for crossed in crossed_sets:
            for tail, head, edge in graph.edges(data=True):
                now = crossed | {n for n, group in enumerate(groups) if edge["link"] in group}
                layers.add_edge((passed, crossed, tail), (passed, now, head), weight=edge["weight"])
            for node, data in graph.nodes(data=True):
                inside = data["mode"] not in ("origin", "destination")
                if passed < len(via) and data["place"] == via[passed] and inside:
                    layers.add_edge((passed, crossed, node), (passed + 1, crossed, node), weight=0.0)
    source = 0, frozenset(), vertex(graph, origin, "origin")
    target = len(via), crossed_sets[-1], vertex(graph, destination, "destination")
    return _dijkstra(layers, source, target)


def _dijkstra(graph: nx.MultiDiGraph[Any], source: Any, target: Any) -> float:
    try:
        return float(nx.dijkstra_path_length(graph, source, target))
    except (nx.NetworkXNoPath, nx.NodeNotFound):
        return inf
