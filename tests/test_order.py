"""Order and sense of the packaged answers: what anybody in the trade would hold against a map."""

from __future__ import annotations

from typing import Any

import pytest

import corridors as co

# -- by time --------------------------------------------------------------------------------------------

#: How one sends it, the quickest first; terminal to terminal.
#: Lorries wait for days at the Kazakh border in May, June, October and November, trains do not.
QUIET = "2026-08-15"
WAYS: dict[str, dict[str, Any]] = {
    "lorry": {"modes": ["road", "ferry"]},
    "block train": {"modes": ["rail", "ferry"], "service": "block_train"},
    "regular container": {"modes": ["rail", "ferry"], "service": "regular"},
    "wagonload": {"modes": ["rail", "ferry"], "shipment": "wagon"},
}


@pytest.mark.parametrize("destination", ["Almaty", "Moscow", "Istanbul", "Poti"])
def test_a_lorry_is_quicker_than_a_block_train_and_that_than_a_container_and_that_than_a_wagon(
    destination: str,
) -> None:
    """From Tashkent, in a month without queues at borders; nobody in the trade believes another order."""
    hours = {
        name: co.shortest_route("Tashkent", destination, weight="time", scope="terminal", on=QUIET, **way).time_h
        for name, way in WAYS.items()
    }
    assert list(hours) == sorted(hours, key=hours.__getitem__), {name: round(h / 24, 1) for name, h in hours.items()}


# -- without a further argument -------------------------------------------------------------------------

DESTINATIONS = (
    "Almaty", "Astana", "Aktau", "Bishkek", "Osh", "Dushanbe", "Ashgabat", "Turkmenbashi", "Mazar-i-Sharif", "Kabul",
    "Herat", "Peshawar", "Lahore", "Karachi", "Gwadar", "Mashhad", "Tehran", "Bandar Abbas", "Chabahar", "Baku",
    "Tbilisi", "Poti", "Batumi", "Yerevan", "Istanbul", "Mersin", "Moscow", "St Petersburg", "Riga", "Minsk",
    "Hamburg", "Rotterdam", "Warsaw", "Gdansk", "Novorossiysk", "Vladivostok", "Delhi", "Shanghai", "Xi'an",
    "Kashgar",
)  # fmt: skip

#: Alternatives that leave a country and enter it again, because the line or road does: to, by way of, why.
THROUGH_A_NEIGHBOUR = {
    ("Kashgar", "khujand"): "the old road from Tashkent to the Fergana valley runs by Khujand in Tajikistan",
    ("Almaty", "bishkek"): "the road from Taraz to Almaty by Bishkek",
    ("Moscow", "uralsk"): "the railway from Aktobe to Uralsk runs by Iletsk in Russia",
    ("St Petersburg", "uralsk"): "the railway from Aktobe to Uralsk runs by Iletsk in Russia",
    ("Riga", "uralsk"): "the railway from Aktobe to Uralsk runs by Iletsk in Russia",
}


def fewest_transhipments(destination: str) -> int:
    """The least number of changes by which it is reached at all."""
    for most in range(12):
        try:
            co.shortest_route("Tashkent", destination, max_transhipments=most)
        except co.NoRouteError:
            continue
        return most
    raise AssertionError(destination)


def entered_again(route: co.Route) -> set[str]:
    """Countries that were left and entered a second time."""
    return {code for code in route.countries if route.countries.count(code) > 1}


def test_there_are_forty_destinations() -> None:
    """As many as were asked for, none twice."""
    assert len(set(DESTINATIONS)) == 40


@pytest.mark.parametrize("destination", DESTINATIONS)
def test_the_first_call_anyone_types_makes_sense(destination: str) -> None:
    """At most two transhipments more than the way with the fewest, and no border back and forth."""
    route = co.shortest_route("Tashkent", destination)
    assert len(route.transhipments) <= fewest_transhipments(destination) + 2
    assert not entered_again(route), route.countries


@pytest.mark.parametrize("destination", DESTINATIONS)
def test_so_do_the_first_three_alternatives(destination: str) -> None:
    """The same of each; where a way passes through a neighbour and comes back, it is one that is there."""
    most = fewest_transhipments(destination) + 2
    for route in co.alternative_routes("Tashkent", destination, k=3):
        assert len(route.transhipments) <= most
        by = {place.id for place in route.places}
        explained = any(to == destination and place in by for to, place in THROUGH_A_NEIGHBOUR)
        assert explained or not entered_again(route), route.countries
