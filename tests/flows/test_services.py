"""Flows on vessels that sail or do not, and for whom."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import corridors as co
from corridors.routing.graphs import graph_of
from tests.micro import blank, micro

#: A quay on each side of a sea, with a railway and a road behind both.
SEA = ("A ==10== B ~~20~~ KZ:C ==10== KZ:D", "A ..10.. B", "KZ:C ..10.. KZ:D")

FERRY = "b--c--ferry"


def vessel(name: str, *carries: str, **cells: Any) -> dict[str, Any]:
    return blank(
        "services", id=name, name=name.title(), mode="ferry", origin="b", destination="c", links=(FERRY,),
        carries=carries, direction="both", status="running", status_source=("test",), **cells,
    )  # fmt: skip


def network(*vessels: dict[str, Any], capacity: float = 3.0) -> co.Network:
    cells = {FERRY: {"capacity_mt_per_year": capacity, "capacity_grade": "published", "capacity_source": ("test",)}}
    return micro(*SEA, links=cells, services=list(vessels), on="2026-06-01")


def most(*vessels: dict[str, Any], shipment: Any = "feu") -> float:
    return co.max_flow("A", "D", network=network(*vessels), shipment=shipment).value


def test_vessels_of_one_link_share_its_capacity() -> None:
    one, two = vessel("feeder", "container"), vessel("ropax", "lorry", "container")
    assert most(one) == most(one, two) == pytest.approx(3.0)
    table = co.max_flow("A", "D", network=network(one, two)).capacities
    assert table.query("kind == 'link'")["capacity_mt_per_year"].dropna().tolist() == [3.0]


def test_nothing_flows_by_a_vessel_that_has_ceased() -> None:
    assert most(vessel("feeder", "container", until="2025")) == 0.0
    assert most(vessel("feeder", "container", since="2027")) == 0.0


def test_a_container_feeder_takes_no_wagons() -> None:
    assert most(vessel("feeder", "container"), shipment="wagon") == 0.0
    assert most(vessel("bridge", "wagon"), shipment="wagon") == pytest.approx(3.0)


def test_each_shipment_takes_the_vessel_that_takes_it() -> None:
    demand = pd.DataFrame(
        {"origin": "A", "destination": "D", "mt_per_year": [1.0, 0.5], "shipment": ["feu", "wagon"]},
    )
    both = network(vessel("feeder", "container"), vessel("bridge", "wagon"))
    flows = co.assign(demand, network=both)
    assert flows.links.loc[FERRY, "mt_per_year"] == pytest.approx(1.5)
    only = co.assign(demand, network=network(vessel("feeder", "container")))
    assert (only.served, only.unserved) == (pytest.approx(1.0), pytest.approx(0.5))


def test_graphs_of_all_shipments_have_the_same_arcs() -> None:
    """So that flows of several shipments lie on one set of arcs."""
    core = co.load_network()._core
    first, *others = (graph_of(core, shipment, "block_train") for shipment in ("feu", "teu", "wagon"))
    for graph in others:
        assert (graph.tails, graph.heads, graph.link_of) == (first.tails, first.heads, first.link_of)


def test_what_flows_travels_in_whole_trains() -> None:
    demand = pd.DataFrame({"origin": ["Tashkent"], "destination": ["Almaty"], "mt_per_year": [1.0]})
    hours = co.assign(demand, weight="time", modes=["rail"]).cost
    block, single = (
        co.shortest_route("Tashkent", "Almaty", weight="time", modes=["rail"], service=service).time_h
        for service in ("block_train", "regular")
    )
    assert hours == pytest.approx(block)
    assert hours < single
