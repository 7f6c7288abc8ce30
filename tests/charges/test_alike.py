"""The arcs and charges of a large network, made of whole arrays, are those that are made one by one."""

from operator import attrgetter
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.charges.alike import ArcCharges
from corridors.routing import parts
from corridors.routing.graph import RoutingGraph
from corridors.routing.graphs import graph_of
from tests.strategies import Drawing, drawings

SHAPE = ("yards", "tails", "heads", "link_of", "offsets", "arcs_of_link", "origin_of", "destination_of", "refused")


def network(seed: int, modes: list[str]) -> co.Network:
    rng = np.random.default_rng(seed)
    n, m = 60, 200
    start = np.concatenate([np.arange(n), rng.integers(0, n, m - n)])
    end = (start + rng.integers(1, n, m)) % n
    places = pd.DataFrame({"id": [f"p{i}" for i in range(n)], "country": rng.choice(["UZ", "KZ", "TM"], n)})
    links = pd.DataFrame(
        {
            "from": [f"p{i}" for i in start],
            "to": [f"p{i}" for i in end],
            "length_km": rng.uniform(10, 500, m),
            "mode": rng.choice(modes, m),
            "direction": rng.choice(["both", "forward"], m),
            "time_h": np.where(rng.random(m) < 0.2, rng.uniform(1, 50, m), np.nan),
            "cost_usd_per_feu": np.where(rng.random(m) < 0.2, rng.uniform(10, 5000, m), np.nan),
        }
    )
    return co.Network.from_frames(places, links)


def many_and_few(made: co.Network, shipment: str = "feu") -> tuple[RoutingGraph, RoutingGraph]:
    few = graph_of(made._core, shipment)
    key = "graph", shipment, few.tariff.service, "terminal"
    del made._core.made[key]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MANY_PLACES", 0)
        many = graph_of(made._core, shipment)
    assert many is not few
    made._core.made[key] = few  # others share it
    return many, few


def assert_alike(many: RoutingGraph, few: RoutingGraph) -> None:
    for name in SHAPE:
        assert getattr(many, name) == getattr(few, name), name
    assert list(many.charges) == list(few.charges)
    for figure in ("time_h", "cost_usd", "length_km", "co2e_kg"):
        assert many.sums(attrgetter(figure)) == few.sums(attrgetter(figure))


@given(st.integers(0, 10**6), st.sampled_from([["rail"], ["road"], ["rail", "road", "sea"]]))
def test_a_large_network_charges_what_a_small_one_does(seed: int, modes: list[str]) -> None:
    """The same yards, arcs, labels, figures and sums, whether there are few places or many."""
    many, few = many_and_few(network(seed, modes))
    assert_alike(many, few)
    assert many.charges.swarms
    assert not few.charges.swarms
    assert many.charges[3:9] == few.charges[3:9]


@given(drawings())
def test_gauges_ferries_and_borders_stay_where_they_are(drawing: Drawing) -> None:
    """Whatever is drawn: changes of gauge and mode, vessels, links one way."""
    assert_alike(*many_and_few(drawing.network()))


def test_services_stay_where_they_are() -> None:
    """The packaged network has trains, feeders and ferries; each shipment rides others."""
    for shipment in ("feu", "wagon"):
        assert_alike(*many_and_few(co.load_network().at(2035), shipment))


def test_a_changed_arc_leaves_its_swarm() -> None:
    """Other charges of one arc are summed up in the place of its own, and the graph made of them stays as it was."""
    many, _ = many_and_few(network(1, ["rail"]))
    swarm = many.charges.swarms[0]
    arc = int(swarm.arcs[0])
    dear: Any = (many.charges[arc][0]._replace(cost_usd=1e6),)
    before = many.costs()
    after = many.with_charges(many.tariff, {arc: dear})
    assert isinstance(after.charges, ArcCharges)
    assert after.charges[arc] == dear
    assert after.costs() == [*before[:arc], 1e6, *before[arc + 1 :]]
    assert many.costs() == before
