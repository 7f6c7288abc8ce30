"""A route as a transport chain: hauls and hubs, a row each, as a report by ISO 14083 wants them."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given

import corridors as co
from tests.micro import micro, rate_row, service
from tests.strategies import Question, questions

RATES = (
    rate_row("emission_wtt_share", 0.25, "*"),
    rate_row("handling_kg_co2e", 6.0, "*", "feu"),
)


def test_a_haul_is_one_element_until_the_mode_the_country_or_the_hub_changes() -> None:
    """Borders and waits are no elements; a change of gauge is one."""
    route = co.shortest_route(
        "A", "E", network=micro("A ==10== KZ:B ==20== KZ:C --30-- KZ:D ~~40~~ AZ:E", further=RATES)
    )
    table = route.emissions()
    assert list(zip(table["element"], table["what"], table["country"], table["length_km"], strict=True)) == [
        ("hub", "loading", "UZ", 0),
        ("haul", "rail", "UZ", 10),
        ("haul", "rail", "KZ", 20),
        ("hub", "change of gauge", "KZ", 0),
        ("haul", "rail", "KZ", 30),
        ("hub", "transhipment", "KZ", 0),
        ("haul", "ferry", "KZ", 40),
        ("hub", "unloading", "AZ", 0),
    ]


def test_a_ride_by_a_service_is_one_element() -> None:
    """However many countries it crosses: its operator is who is asked."""
    network = micro(
        "A ==10== B ==10== KZ:C ==10== KZ:D",
        further=RATES,
        services=[service("express", "A = B = C = D", wait_h=0.1, time_h=0.5)],
    )
    rides = co.shortest_route("A", "D", weight="time", network=network).emissions().query("element == 'haul'")
    assert list(rides["service_name"]) == ["express"]
    assert list(rides["country"]) == ["UZ-KZ"]


def test_activity_times_intensity_is_the_emission() -> None:
    """20 t over 10 km at 20 g; 6 kg for 20 t at a hub."""
    table = co.shortest_route("A", "B", network=micro("A ==10== B", further=RATES)).emissions()
    loading, haul, _ = table.to_dict("records")
    assert (haul["tkm"], haul["intensity"], haul["intensity_unit"]) == (200, pytest.approx(20), "g CO2e/tkm")
    assert haul["co2e_kg"] == pytest.approx(200 * 20 / 1000)
    assert (haul["co2e_wtt_kg"], haul["co2e_ttw_kg"]) == (pytest.approx(1.0), pytest.approx(3.0))
    assert (loading["load_t"], loading["intensity"], loading["intensity_unit"]) == (20, pytest.approx(0.3), "kg CO2e/t")
    assert haul["sources"] == ["test"]


def test_a_hub_of_which_nobody_says_what_it_emits_is_blank() -> None:
    """It emits something, so it is not nought."""
    table = co.shortest_route("A", "B", network=micro("A ==10== B")).emissions()
    assert table.loc[table["element"] == "hub", "co2e_kg"].isna().all()
    assert table["co2e_wtt_kg"].isna().all()


def test_the_share_under_wires_is_told() -> None:
    """Thirty of forty kilometres."""
    network = micro("A ==30== B ==10== C", links={"a--b--rail": {"electrified": "yes"}})
    table = co.shortest_route("A", "C", network=network).emissions()
    assert table.loc[table["element"] == "haul", "electric_share"].tolist() == [0.75]


@given(question=questions(one_way=False))
def test_elements_add_up_to_the_route(question: Question) -> None:
    """No kilogram and no kilometre is lost or told twice."""
    route = co.shortest_route(question.origin, question.destination, network=question.drawing.network())
    table = route.emissions()
    assert table["co2e_kg"].sum() == pytest.approx(route.co2e_kg)
    assert table["length_km"].sum() == pytest.approx(route.length_km)


def test_a_report_finds_totals_in_plain_data_and_a_pickle_keeps_them() -> None:
    """Keys of `to_dict`, and the frame of a route without its network."""
    route = co.shortest_route("A", "B", network=micro("A ==10== B", further=RATES))
    plain = route.to_dict()
    assert plain["co2e_wtt_kg"] + plain["co2e_ttw_kg"] + plain["co2e_hub_kg"] == pytest.approx(plain["co2e_kg"])
    kept = pickle.loads(pickle.dumps(route))
    assert kept.emissions().equals(route.emissions())
    assert "1 kg CO2e well to tank, 3 tank to wheel, 12 at hubs" in kept.summary()
