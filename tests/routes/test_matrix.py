"""Many origins by many destinations."""

from __future__ import annotations

import logging
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.routing.weights import CRITERIA, WeightLike
from tests.micro import micro
from tests.oracle import networkx_weight
from tests.strategies import Drawing, drawings

NETWORK = micro("A ==10== B ~~20~~ KZ:C", "A ..100.. KZ:C", "X ==1== Y")


@settings(max_examples=25)
@given(drawing=drawings(most_places=5), weight=st.sampled_from(CRITERIA))
def test_every_cell_is_the_best_way(drawing: Drawing, weight: str) -> None:
    """As networkx finds it pair by pair: infinity without a way, zero on the same place, never NaN."""
    network, places = drawing.network(), drawing.places
    matrix = co.distance_matrix(places, places[::-1], weight=weight, network=network)
    assert matrix.shape == (len(places), len(places))
    for a in places:
        for b in places:
            expected = 0.0 if a == b else networkx_weight(network, a, b, weight)
            assert matrix.loc[a, b] == pytest.approx(expected)
    assert not matrix.isna().to_numpy().any()


def test_rows_and_columns_are_labelled_by_id() -> None:
    """Whatever spelling was asked for; the axes say which is which, and the weight is attached."""
    matrix = co.distance_matrix(["A", (40.0, 60.0)], ["C", "b"], weight={"time": 1}, network=NETWORK)
    assert list(matrix.index) == ["a", "a"]
    assert list(matrix.columns) == ["c", "b"]
    assert (matrix.index.name, matrix.columns.name) == ("origin", "destination")
    assert matrix.attrs["weight"] == "1 time"


def test_one_place_is_a_matrix_of_one() -> None:
    """A word, a point or a Place alone is not taken apart."""
    for origin in ("A", (40.0, 60.0), NETWORK.place("A")):
        assert co.distance_matrix(origin, "B", network=NETWORK).to_numpy().tolist() == [[10.0]]


def test_pairs_without_a_way_are_infinite_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    """A matrix is not broken off for one missing pair; the log says how many there are."""
    with caplog.at_level(logging.WARNING, logger="corridors"):
        matrix = co.distance_matrix(["A", "X"], ["B", "Y"], network=NETWORK)
    assert matrix.to_numpy().tolist() == [[10.0, inf], [inf, 1.0]]
    assert [record.getMessage() for record in caplog.records] == ["2 of 4 pairs have no way and are infinite"]


def test_nothing_is_logged_without_need(caplog: pytest.LogCaptureFixture) -> None:
    """A full matrix is silent."""
    with caplog.at_level(logging.DEBUG, logger="corridors"):
        co.distance_matrix("A", ["B", "C"], network=NETWORK)
    assert caplog.records == []


def test_options_are_those_of_a_route() -> None:
    """Weight, shipment, avoid, modes, date and scenario mean the same in one cell as in one route."""
    options = {"weight": "cost", "shipment": "wagon", "avoid": "B", "modes": ["road", "rail"], "on": 2030}
    scenario = co.Scenario("longer", links={"a--c--road": {"length_km": 300}})
    matrix = co.distance_matrix("A", "C", scenario=scenario, network=NETWORK, **options)  # type: ignore[arg-type]
    route = co.shortest_route("A", "C", scenario=scenario, network=NETWORK, **options)  # type: ignore[arg-type]
    assert route.length_km == 300
    assert matrix.loc["a", "c"] == pytest.approx(route.cost_usd)


@pytest.mark.parametrize(
    ("weight", "name", "unit"),
    [
        ("distance", "distance", "km"),
        ("time", "time", "h"),
        ("cost", "cost", "USD/wagon"),
        ("generalised", "generalised", "USD/wagon"),
        ("emissions", "emissions", "kg CO2e/wagon"),
        ("length_km", "length_km", "km"),
        ({"cost": 1, "time": 2}, "1 cost + 2 time", ""),
    ],
)
def test_a_matrix_says_what_its_numbers_are(weight: WeightLike, name: str, unit: str) -> None:
    """A frame is passed on without the call that made it; a mix has no unit. So has what is within reach."""
    matrix = co.distance_matrix("A", "B", weight=weight, shipment="wagon", network=NETWORK)
    asked = {"shipment": "wagon", "service": "wagonload", "scope": "terminal"}
    assert matrix.attrs == {"weight": name, "unit": unit, **asked}
    near = co.reachable("A", 1e9, weight=weight, shipment="wagon", network=NETWORK)
    assert near.attrs == {"weight": name, "unit": unit, **asked}


def test_numbers_are_numbers() -> None:
    """A matrix goes into numpy as it is."""
    assert co.distance_matrix(["A", "X"], ["B", "Y"], network=NETWORK).to_numpy().dtype == np.float64


@pytest.mark.parametrize(("origins", "destinations"), [([], ["A"]), (["A"], []), (None, "A"), ([], [])])
def test_no_places_are_refused(origins: object, destinations: object) -> None:
    """An empty list is a mistake upstream and not a matrix of nothing."""
    with pytest.raises(co.OptionError, match="origins or destinations is empty"):
        co.distance_matrix(origins, destinations, network=NETWORK)  # type: ignore[arg-type]


def test_unknown_and_avoided_places_are_refused() -> None:
    """One wrong name of many is told before anything is computed."""
    with pytest.raises(co.UnknownPlaceError, match="'Atlantis'"):
        co.distance_matrix("A", ["B", "Atlantis"], network=NETWORK)
    with pytest.raises(co.OptionError, match="the destination C is itself to be avoided"):
        co.distance_matrix("A", ["B", "C"], avoid="KZ", network=NETWORK)
