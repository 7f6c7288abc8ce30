"""A way through bare edges: what is said of it."""

from __future__ import annotations

import pytest

import corridors as co
from corridors.routing.edge_route import EdgeRoute


@pytest.fixture
def route() -> EdgeRoute:
    """Of three edges; a fourth that goes straight is longer."""
    weights = {"km": [1000.5, 20.25, 300.0, 5000.0], "usd": [7.0, 11.0, 13.5, 1.0]}
    network = co.Network.from_edges([0, 1, 2, 0], [1, 2, 3, 3], weights, labels=["w", "x", "y", "z"])
    return network.shortest_route("w", "z")


def test_a_route_is_told_by_its_ends_its_weight_and_its_edges(route: EdgeRoute) -> None:
    """Not by the places between."""
    assert route.summary() == "w - z: km 1,320.75 over 3 edges"
    assert route.summary() in repr(route)
    assert route._repr_html_() == "<p>w - z: km 1,320.75 over 3 edges</p>"


def test_all_weights_of_a_route_are_summed_up(route: EdgeRoute) -> None:
    assert (route.places, route.edges.tolist()) == (("w", "x", "y", "z"), [0, 1, 2])
    assert (route.sum("km"), route.sum("usd")) == (1320.75, 31.5)
    assert route.to_dict() == {
        "weight": "km",
        "total": 1320.75,
        "sums": {"km": 1320.75, "usd": 31.5},
        "places": ["w", "x", "y", "z"],
    }
    with pytest.raises(co.OptionError, match="there are km, usd"):
        route.sum("hours")
