"""Networks in the form of networkx."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.routing.graphs import graph_of
from corridors.routing.weights import CRITERIA
from tests.micro import micro
from tests.strategies import Drawing, drawings


@settings(max_examples=25)
@given(drawing=drawings(), weight=st.sampled_from(CRITERIA))
def test_every_arc_in_use_is_an_edge_with_its_figures(drawing: Drawing, weight: str) -> None:
    """Keyed by arc number, so that an edge found there can be looked up here."""
    network = drawing.network()
    graph = graph_of(network._core, "feu")
    exported = network.to_networkx(weight=weight)
    assert exported.number_of_nodes() == graph.n_vertices
    assert exported.number_of_edges() == graph.n_arcs
    weights = network.planner(weight=weight).weighing.plain
    for tail, head, arc, data in exported.edges(keys=True, data=True):
        assert (graph.tails[arc], graph.heads[arc]) == (tail, head)
        assert data["weight"] == weights[arc]
        assert data["time_h"] == sum(charge.time_h for charge in graph.charges[arc])
        assert data["cost_usd"] == sum(charge.cost_usd for charge in graph.charges[arc])
        assert data["co2e_kg"] == sum(charge.co2e_kg for charge in graph.charges[arc])
        link = graph.link_of[arc]
        assert data["link"] == (network._core.links[link].id if link >= 0 else None)
        assert data["length_km"] == (network._core.links[link].length_km if link >= 0 else 0)


def test_what_is_shut_is_left_out() -> None:
    """The export is the network as it stands on its date; handling stays."""
    network = micro("A ==10== B ..10.. C").without("b--c--road")
    links = {data["link"] for _, _, data in network.to_networkx().edges(data=True)}
    assert links == {"a--b--rail", None}


def test_nodes_are_yards() -> None:
    """With place, mode and gauge, so that places can be told in a path."""
    nodes = [data for _, data in micro("A ==10== B").to_networkx().nodes(data=True)]
    found = sorted((data["place"], data["mode"], data["gauge_mm"]) for data in nodes if data["mode"] == "rail")
    assert found == [("a", "rail", 1520), ("b", "rail", 1520)]
    assert {data["mode"] for data in nodes} == {"rail", "origin", "destination"}


def test_the_graph_says_what_it_is() -> None:
    """Date, weight and shipment, for whoever finds it in a file."""
    graph = micro("A ==10== B").to_networkx(weight="time", shipment="wagon").graph
    assert (graph["weight"], graph["shipment"]) == ("time", "wagon")
    assert graph["on"] == micro("A ==10== B").on


def test_an_unknown_weight_is_refused() -> None:
    """As in a search."""
    with pytest.raises(co.OptionError, match="is no criterion"):
        micro("A ==10== B").to_networkx(weight="beauty")
