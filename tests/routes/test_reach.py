"""Places within a budget."""

from __future__ import annotations

import pytest

import corridors as co
from tests.micro import LORRIES, micro, micro_tables, rate_row

LINE = "A ==10== B ==10== C ==10== D"


def test_places_within_the_budget_nearest_first() -> None:
    """The budget covers all of it: 1 h to load, 1 h for 10 km, 2 h to unload."""
    near = co.reachable("A", 5.0, weight="time", network=micro(LINE))
    assert list(near.index) == ["b", "c"]
    assert list(near["value"]) == [4.0, 5.0]
    assert near.crs == "EPSG:4326"


def test_each_value_is_the_weight_of_the_shortest_route() -> None:
    """The table says what the single question says."""
    network = micro(LINE, "A ..12.. C")
    near = co.reachable("A", 1e9, weight="cost", network=network)
    for place, value in near["value"].items():
        assert co.shortest_route("A", str(place), weight="cost", network=network).cost_usd == pytest.approx(value)


def test_kilometres_are_of_the_way_alone() -> None:
    """What a change counts as in the search by distance (100 km here) is no part of how far a place is."""
    network = micro("A ==10== B ..12.. C", further=[rate_row("detour_km_per_usd", 2.0), *LORRIES])
    assert co.reachable("A", 50, weight="distance", network=network)["value"].to_dict() == {"b": 10, "c": 22}


def test_from_a_point_the_lorry_counts() -> None:
    """As in the route to each place."""
    places = micro_tables(LINE)["places"]
    spots = {"a": 60.0, "b": 60.1, "c": 60.2, "d": 60.3}
    network = micro(LINE, places=[row | {"lon": spots[row["id"]]} for row in places], further=LORRIES)
    point = (40.2, 60.0)
    near = co.reachable(point, 100.0, weight="time", network=network)
    assert set(near.index) == {"b", "c", "d"}
    for place, value in near["value"].items():
        assert value == pytest.approx(co.shortest_route(point, str(place), weight="time", network=network).time_h)


def test_nothing_within_reach_is_an_empty_frame() -> None:
    """With its columns."""
    assert list(co.reachable("A", 0.5, network=micro(LINE)).columns) == ["name", "country", "kind", "value", "geometry"]


def test_bands_hold_the_first_budget_that_suffices() -> None:
    """Each place once."""
    bands = co.isochrone("A", [4, 6], network=micro(LINE))
    assert bands["band"].to_dict() == {"b": 4, "c": 6, "d": 6}


@pytest.mark.parametrize("budget", [-1, float("nan"), float("inf"), True, "5"])
def test_a_budget_is_a_number(budget: object) -> None:
    """Of at least zero, and finite."""
    with pytest.raises(co.OptionError, match="give a number"):
        co.reachable("A", budget, network=micro(LINE))  # type: ignore[arg-type]


@pytest.mark.parametrize("budgets", [[], [2, 1], [1, 1]])
def test_bands_rise(budgets: list[float]) -> None:
    """Otherwise a place would be in two."""
    with pytest.raises(co.OptionError, match="rising"):
        co.isochrone("A", budgets, network=micro(LINE))
