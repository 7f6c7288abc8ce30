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

Yard = tuple[str, int | None] | tuple[str, str, str, int]  # mode and gauge; or aboard of what, which way, where
Figures = tuple[float, float, float, float]  # km, hours, dollars, kg

NONE: Figures = (0.0, 0.0, 0.0, 0.0)


def exhaustive(tables: Tables, origin: str, destination: str, weight: str) -> float:
    """Weight of the best way of a container in a micro network, found by trying every way that repeats no yard."""
    handling = {row["id"]: (0.0, row["time_h"], row["cost_usd"], 0.0) for row in tables["handling"]}
    country = {row["id"]: row["country"] for row in tables["places"]}
    best = inf

    def onward(place: str, yard: Yard | None, seen: frozenset[tuple[str, Yard]], total: float) -> None:
        nonlocal best
        for items, end, after in _moves(tables, place, yard, handling, country):
            reached = total + sum(_weigh(item, weight) for item in items)
            if (end, after) in seen or reached >= best:
                continue
            if end == destination and _may_leave(tables, after, end):
                best = min(best, reached + _weigh(handling["unloading"], weight))
            onward(end, after, seen | {(end, after)}, reached)

    onward(origin, None, frozenset(), 0.0)
    return best


def _moves(
    tables: Tables, place: str, yard: Yard | None, handling: dict[str, Figures], country: dict[str, str]
) -> Iterator[tuple[list[Figures], str, Yard]]:
    """All that can be done next: what it takes, where it leads, and in what one arrives there."""
    by_vessel = {name for row in tables["services"] if row["mode"] == "ferry" for name in row["links"]}
    aboard = yard if yard is not None and len(yard) == 4 else None
    if aboard is not None:
        name, way, load, number = aboard
        for service, found_way, found_load, chain in _lines(tables):
            if (service["id"], found_way, found_load) == (name, way, load) and number + 1 < len(chain):
                yield _ridden(service, chain, number, handling, country, way=way, load=load)
    if aboard is not None and not _may_leave(tables, aboard, place):
        return
    for row, end in _links_out_of(tables, place):
        if row["id"] in by_vessel:
            continue
        after = (row["mode"], row["gauge_mm"])
        changed = _start(yard, after, handling) if aboard is None else _off(tables, aboard, after, handling)
        if changed is None:
            continue
        items = [*changed, *_crossed(row, place, end, handling, country)]
        if row["mode"] == "ferry":
            items.append(handling["vessel_wait"])
        yield items, end, after
    for service, way, load, chain in _lines(tables):
        if aboard is not None and aboard[0] == service["id"]:
            continue
        for number, (stop, _) in enumerate(chain[:-1]):
            if stop != place or place not in _stops(service):
                continue
            changed = _on(tables, yard, service, load, handling)
            if changed is not None:
                wait = _wait(service, handling)
                items, end, after = _ridden(service, chain, number, handling, country, way=way, load=load)
                yield [*changed, *wait, *items], end, after


Chain = list[tuple[str, Row | None]]  # places, each with the link that leads on from it


def _lines(tables: Tables) -> Iterator[tuple[Row, str, str, Chain]]:
    """Every service that takes a container, in each direction and for each load that a container can be."""
    links = {row["id"]: row for row in tables["links"]}
    for service in tables["services"]:
        if service["shipments"] and "feu" not in service["shipments"]:
            continue
        ridden = [links[name] for name in service["links"]]
        for load in service["carries"] or ("",):
            if load == "wagon":
                continue
            for way in ("there", "back") if service["direction"] == "both" else ("there",):
                here = service["origin"] if way == "there" else service["destination"]
                chain: Chain = []
                for link in ridden if way == "there" else reversed(ridden):
                    chain.append((here, link))
                    here = link["to"] if link["from"] == here else link["from"]
                yield service, way, load, [*chain, (here, None)]


def _stops(service: Row) -> set[str]:
    return {service["origin"], service["destination"], *service["calls"]}


def _may_leave(tables: Tables, yard: Yard, place: str) -> bool:
    """Whether it stops there; an ordinary train or lorry does everywhere."""
    services = {row["id"]: row for row in tables["services"]}
    return len(yard) == 2 or place in _stops(services[yard[0]])


def _wait(service: Row, handling: dict[str, Figures]) -> list[Figures]:
    if service["departures_per_week"] is not None:
        return [(0.0, 168 / service["departures_per_week"] / 2, 0.0, 0.0)]
    return [] if service["mode"] == "rail" else [handling["vessel_wait"]]


def _from_train_to_train(handling: dict[str, Figures]) -> list[Figures]:
    return [handling["unloading"], handling["loading"]]


_REACHED_BY = {"container": {"rail", "road", "sea", "ferry"}, "lorry": {"road", "ferry"}}


def _on(
    tables: Tables, yard: Yard | None, service: Row, load: str, handling: dict[str, Figures]
) -> list[Figures] | None:
    """What boarding takes, the wait aside; None where one cannot change."""
    if yard is None:
        return [handling["loading"]]
    if len(yard) == 4:
        (before,) = [row for row in tables["services"] if row["id"] == yard[0]]
        if before["mode"] == service["mode"] == "rail":
            return _from_train_to_train(handling)
        loads = [word for word in (yard[2], load) if word]
        fits = loads[0] == loads[1] if len(loads) == 2 else "rail" in _REACHED_BY[loads[0]]
        return _shifted(service["mode"], handling) if fits else None
    if service["mode"] == "rail" == yard[0]:
        return _from_train_to_train(handling)
    if service["mode"] == "ferry" and yard[0] not in _REACHED_BY[load]:
        return None
    return [handling["transhipment"]]


def _off(
    tables: Tables, aboard: tuple[str, str, str, int], after: Yard, handling: dict[str, Figures]
) -> list[Figures] | None:
    """What changing to an ordinary train, lorry or ship takes; None where one cannot."""
    (service,) = [row for row in tables["services"] if row["id"] == aboard[0]]
    if service["mode"] == "rail" == after[0]:
        return _from_train_to_train(handling)
    if service["mode"] == "ferry" and after[0] not in _REACHED_BY[aboard[2]]:
        return None
    return _shifted(str(after[0]), handling)


def _shifted(after: str, handling: dict[str, Figures]) -> list[Figures]:
    """Transhipment; a liner is waited for."""
    return [handling["transhipment"], *([handling["vessel_wait"]] if after == "sea" else [])]


def _ridden(
    service: Row,
    chain: Chain,
    number: int,
    handling: dict[str, Figures],
    country: dict[str, str],
    *,
    way: str = "",
    load: str = "",
) -> tuple[list[Figures], str, Yard]:
    """One link further aboard: its part of the printed time and price, or what its parts take."""
    parts = []
    for step, (place, link) in enumerate(chain[:-1]):
        assert link is not None
        items = _crossed(link, place, chain[step + 1][0], handling, country)
        before = chain[step - 1][1] if step else None
        if before is not None and before["mode"] != link["mode"]:
            items.append(handling["transhipment"])
        elif before is not None and before["gauge_mm"] != link["gauge_mm"]:
            items.append(handling["gauge_change"])
        parts.append(items)
    own = parts[number]
    hours, usd = (sum(item[column] for items in parts for item in items) for column in (1, 2))
    slower = _printed_hours(service) / hours if service["time_h"] is not None and hours else 1.0
    price = service["price_usd_per_feu"]
    dearer = price / usd if price is not None and usd else 1.0
    scaled = [(km, h * slower, d * dearer, kg) for km, h, d, kg in own]
    return scaled, chain[number + 1][0], (service["id"], way, load, number + 1)


def _printed_hours(service: Row) -> float:
    """What is expected of a printed time: two halves of a normal distribution about it, if there is a range."""
    if service["time_h_high"] is None:
        return float(service["time_h"])
    skew = service["time_h_low"] + service["time_h_high"] - 2 * service["time_h"]
    return float(service["time_h"] + skew * 0.3112988)


def _crossed(row: Row, start: str, end: str, handling: dict[str, Figures], country: dict[str, str]) -> list[Figures]:
    border = row["mode"] != "sea" and country[start] != country[end]
    return [_haul(row), *([handling["border"]] if border else [])]


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
