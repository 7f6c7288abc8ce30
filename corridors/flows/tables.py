"""Frames of flow results."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corridors.flows.model import FlowNetwork
from corridors.flows.paths import Paths
from corridors.flows.task import Answer, Task
from corridors.flows.words import Binding
from corridors.kernels.adding import total_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["bindings", "capacity_column", "capacity_table", "corridor_table", "link_table", "pair_table", "route_table",
           "select_table"]  # fmt: skip

Floats = NDArray[np.float64]

#: The row of what uses no named corridor.
NO_CORRIDOR = "(none)"

#: Flows below this part of the largest are the solver's rounding and no use of a link.
_ROUNDING = 1e-12


def capacity_column(network: FlowNetwork) -> str:
    """Name the column of capacities, by its unit."""
    return "capacity_mt_per_year" if network.quantity == "mt_per_year" else "capacity"


def link_table(
    network: FlowNetwork,
    arc_flows: Floats,
    prices: Floats | None,
    *,
    congested: Floats | None = None,
    exact: bool = False,
) -> pd.DataFrame:
    """Flow on every link in use, most first; if they are `exact`, even the least flow is a use."""
    import pandas as pd

    flows = np.zeros((len(network.links), 2))
    weight = np.zeros(len(network.links))
    own = _own_capacities(network)
    weights = network.weights if congested is None else congested
    of_link = np.array(network.link_of, dtype=np.int64)
    arcs = np.flatnonzero(of_link >= 0)
    side = np.where(np.array(network.forward, dtype=bool)[arcs], 0, 1)
    np.add.at(flows, (of_link[arcs], side), arc_flows[arcs])
    np.maximum.at(weight, of_link[arcs], weights[:, arcs].mean(axis=0))
    both = flows.sum(axis=1)
    used = network.used(arc_flows)
    least = 0.0 if exact else _ROUNDING * float(both.max(initial=0.0))
    rows = []
    for number in np.flatnonzero(both > least).tolist():
        link, capacity = network.links[number], own.get(number)
        amount = inf if capacity is None else network.capacities[capacity].amount
        rows.append(
            {
                "link": link.id,
                "from": network.ends[link.start].label,
                "to": network.ends[link.end].label,
                "mode": link.mode,
                network.quantity: both[number],
                "forward": flows[number, 0],
                "backward": flows[number, 1],
                capacity_column(network): amount,
                "utilisation": 0.0 if amount == inf or capacity is None else used[capacity] / amount,
                "weight": weight[number],
                "price": 0.0 if prices is None or capacity is None else prices[capacity],
            }
        )
    columns = ["link", "from", "to", "mode", network.quantity, "forward", "backward"]
    columns += [capacity_column(network), "utilisation", "weight", "price"]
    frame = pd.DataFrame(rows, columns=columns).set_index("link")
    return frame.sort_values(network.quantity, ascending=False, kind="stable")


def _own_capacities(network: FlowNetwork) -> dict[int, int]:
    """Capacity of each link."""
    found: dict[int, int] = {}
    for arc, link in enumerate(network.link_of):
        if link >= 0:
            for capacity in network.capacities_of[arc]:
                if network.capacities[capacity].kind == "link":
                    found[link] = capacity
    return found


def capacity_table(
    network: FlowNetwork, used: Floats, prices: Floats | None, *, share: Floats | None = None, exact: bool = False
) -> pd.DataFrame:
    """Every bounded capacity in use, the fullest first; with `share`, those of a cut only."""
    import pandas as pd

    rows = []
    least = 0.0 if exact else _ROUNDING * float(used.max(initial=0.0))
    for number, capacity in enumerate(network.capacities):
        if capacity.amount == inf or (share is None and used[number] <= least):
            continue
        if share is not None and share[number] <= 0:
            continue
        row: dict[str, Any] = {
            "kind": capacity.kind,
            "id": capacity.id,
            "label": capacity.label,
            "countries": "-".join(capacity.countries),
            network.quantity: used[number],
            capacity_column(network): capacity.amount,
            "utilisation": used[number] / capacity.amount if capacity.amount > 0 else 1.0,
            "grade": capacity.grade,
        }
        row |= {"price": 0.0 if prices is None else prices[number]} if share is None else {"share": share[number]}
        rows.append(row)
    columns = ["kind", "id", "label", "countries", network.quantity, capacity_column(network)]
    columns += ["utilisation", "grade", "price" if share is None else "share"]
    frame = pd.DataFrame(rows, columns=columns)
    order = ["utilisation", "price"] if share is None else [network.quantity]
    return frame.sort_values(order, ascending=False, kind="stable", ignore_index=True)


def bindings(network: FlowNetwork, frame: pd.DataFrame, worth: str) -> list[Binding]:
    """Give a table of capacities as plain rows, with the column that says what each is worth."""
    columns = ["label", "countries", network.quantity, capacity_column(network), "utilisation", worth, "grade"]
    twins = frame["label"].duplicated(keep=False)  # two tracks, or two rows of one place: told apart by their ids
    frame = frame.assign(label=frame["label"].where(~twins, frame["label"] + " [" + frame["id"].astype(str) + "]"))
    return [Binding(*row) for row in frame[columns].itertuples(index=False, name=None)]


def pair_table(task: Task, answer: Answer, paths: Paths, weights: Floats, unserved: Floats) -> pd.DataFrame:
    """Each pair's demand and what becomes of it."""
    import pandas as pd

    network = task.network
    count = len(task.pairs)
    served = paths.served(count)
    totals = np.bincount(paths.pair, weights=paths.flow * weights, minlength=count)
    label = {name: end.label for name, end in network.ends.items()}
    columns: dict[str, Any] = {
        "origin": [label[pair.origin] for pair in task.pairs],
        "destination": [label[pair.destination] for pair in task.pairs],
        "shipment": [pair.shipment for pair in task.pairs],
        "demand": np.array([pair.amount for pair in task.pairs], dtype=np.float64),
        "served": served,
        "unserved": unserved,
        "weight": np.divide(totals, served, out=np.full(count, np.nan), where=served > 0),
        "routes": np.bincount(paths.pair, minlength=count),
    }
    if answer.pair_prices is not None:
        columns["price"] = answer.pair_prices
    frame = pd.DataFrame(columns)
    return frame if network.shipments != ("",) else frame.drop(columns="shipment")


def route_table(task: Task, paths: Paths, weights: Floats) -> pd.DataFrame:
    """Each route in use."""
    import pandas as pd

    network = task.network
    rows = []
    for number in np.lexsort((-paths.flow, paths.pair)).tolist():
        path = paths[number]
        pair = task.pairs[path.pair]
        links = [network.link_of[arc] for arc in path.arcs if network.link_of[arc] >= 0]
        places = [network.ends[pair.origin].label]
        for arc in path.arcs:
            if network.link_of[arc] >= 0:
                link = network.links[network.link_of[arc]]
                places.append(network.ends[link.end if network.forward[arc] else link.start].label)
        modes = [network.links[index].mode for index in links]
        row: dict[str, Any] = {
            "origin": network.ends[pair.origin].label,
            "destination": network.ends[pair.destination].label,
            "shipment": pair.shipment,
            network.quantity: path.flow,
            "share": path.flow / pair.amount,
            "weight": float(weights[number]),
            "length_km": total_of(network.links[index].length_km for index in links),
            "modes": "-".join(m for i, m in enumerate(modes) if m and (i == 0 or m != modes[i - 1])),
            "corridors": "; ".join(network.corridors_of(path.arcs)),
            "places": tuple(places),
            "links": tuple(network.links[index].id for index in links),
        }
        if network.usd_per_t is not None:
            kind = network.shipments.index(pair.shipment)
            row["usd_per_t"] = float(network.usd_per_t[kind][list(path.arcs)].sum()) if path.arcs else 0.0
        rows.append(row)
    columns = ["origin", "destination", "shipment", network.quantity, "share", "weight"]
    columns += ["usd_per_t"] if network.usd_per_t is not None else []
    columns += ["length_km", "modes", "corridors", "places", "links"]
    return pd.DataFrame(rows, columns=columns)


def select_table(task: Task, paths: Paths, links: list[int], *, everything: bool) -> pd.DataFrame:
    """Flow by pair over all of some links, or over any of them."""
    import pandas as pd

    network, count = task.network, len(paths)
    link_of = np.array(network.link_of, dtype=np.int64)
    way = np.repeat(np.arange(count), paths.lengths)
    crossed = np.array(
        [np.bincount(way[link_of[paths.arcs] == link], minlength=count) > 0 for link in links], dtype=bool
    )
    over = crossed.all(axis=0) if everything else crossed.any(axis=0)
    flow = np.bincount(paths.pair[over], weights=paths.flow[over], minlength=len(task.pairs))
    numbers = np.flatnonzero(flow > 0)
    pairs = [task.pairs[number] for number in numbers.tolist()]
    frame = pd.DataFrame(
        {
            "origin": [network.ends[pair.origin].label for pair in pairs],
            "destination": [network.ends[pair.destination].label for pair in pairs],
            "shipment": [pair.shipment for pair in pairs],
            network.quantity: flow[numbers],
            "share": flow[numbers] / np.array([pair.amount for pair in pairs], dtype=np.float64),
        }
    ).sort_values(network.quantity, ascending=False, kind="stable", ignore_index=True)
    return frame if network.shipments != ("",) else frame.drop(columns="shipment")


def corridor_table(task: Task, paths: Paths) -> pd.DataFrame:
    """Flow by corridor, most first."""
    import pandas as pd

    network = task.network
    totals = {name: 0.0 for name, _ in network.corridors} | {NO_CORRIDOR: 0.0}
    for path in paths if network.corridors else ():
        for name in network.corridors_of(path.arcs) or (NO_CORRIDOR,):
            totals[name] += path.flow
    served = float(paths.flow.sum())
    if not network.corridors:
        totals[NO_CORRIDOR] = served
    frame = pd.DataFrame(totals.items(), columns=["corridor", network.quantity]).set_index("corridor")
    frame["share"] = frame[network.quantity] / served if served > 0 else 0.0
    return frame.sort_values(network.quantity, ascending=False, kind="stable")
