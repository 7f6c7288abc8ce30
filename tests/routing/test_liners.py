"""Services at sea: containers ride by liners and feeders alone, bulk as it finds ships; one ocean a voyage."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pytest

import corridors as co
from corridors.tables.reading import Row
from tests.micro import blank, handling_row, micro, rate_row, service

#: Four ports in a row, rails behind the first and the last.
#:
#:     A ==10== P ^^100^^ Q ^^100^^ R ^^100^^ S ==10== B
COAST = ("A ==10== P ^^100^^ Q ^^100^^ R ^^100^^ S ==10== B", "Q ==500== R")


def liner(name: str, ride: str, lane: str = "east--west", **cells: Any) -> Row:
    return service(name, ride, **{"mode": "sea", "carries": (), "lane": lane} | cells)


def feeder(name: str, ride: str, **cells: Any) -> Row:
    return liner(name, ride, **{"lane": "intra-east"} | cells)


def network(*services: Row, drawing: tuple[str, ...] = COAST, **options: Any) -> co.Network:
    return micro(*drawing, services=services, **options)


def ridden(route: co.Route) -> list[str]:
    """Services in order, each ride once."""
    hauls = [step.service for step in route.steps if step.charge.kind == "haul"]
    return [name for name, _ in groupby(hauls) if name]


def voyage(start: str, end: str, *services: Row, weight: str = "cost", **rules: Any) -> list[str]:
    rules = {"modes": ["sea"]} | rules
    return ridden(co.shortest_route(start, end, weight=weight, network=network(*services), **rules))


def test_where_no_service_is_known_a_container_goes_as_the_lanes_lead() -> None:
    """Somebody's own network, or one of long ago."""
    assert co.shortest_route("P", "S", modes=["sea"], network=network()).length_km == 300


def test_where_some_are_known_a_container_goes_by_them_alone() -> None:
    """One line from P to Q; on to R there is a lane, and no line on it."""
    line = liner("line", "P ^ Q")
    assert voyage("P", "Q", line) == ["line"]
    with pytest.raises(co.NoRouteError, match="no line or feeder for containers is published on it") as caught:
        co.shortest_route("P", "R", network=network(line, drawing=("P ^^100^^ Q ^^100^^ R",)))
    assert "Q - R (sea)" in str(caught.value)


@pytest.mark.parametrize("shipment", ["feu", "teu"])
def test_a_ferry_service_is_no_line_at_sea(shipment: str) -> None:
    """Feeders of the Caspian are known, and nothing of the oceans."""
    drawing = ("P ^^100^^ Q", "Q ~~10~~ R")
    found = micro(*drawing, services=[service("caspian", "Q ~ R")])
    assert co.shortest_route("P", "R", shipment=shipment, network=found).length_km == 110


def test_bulk_goes_everywhere() -> None:
    """A ship is chartered for it, and it boards no liner."""
    found = network(liner("line", "P ^ Q", shipments=("feu", "teu")))
    route = co.shortest_route("A", "B", shipment="wagon", modes=["rail", "sea"], network=found)
    assert [link.mode for link in route.links] == ["rail", "sea", "sea", "sea", "rail"]
    assert all("line" not in step.service for step in route.steps)


def test_a_call_is_passed_without_handling_and_may_be_left_at() -> None:
    """The ship calls at Q and goes on; at R it does not stop."""
    line = liner("line", "P ^ Q ^ R ^ S", calls=("q",))
    route = co.shortest_route("P", "S", modes=["sea"], network=network(line))
    assert [s.charge.kind for s in route.steps] == ["loading", "vessel_wait", "haul", "haul", "haul", "unloading"]
    assert voyage("P", "Q", line) == ["line"]
    with pytest.raises(co.NoRouteError):
        voyage("P", "R", line)


def test_it_is_waited_for_by_its_departures() -> None:
    """Twice a week: half of three days and a half."""
    found = network(liner("line", "P ^ Q", departures_per_week=2.0))
    waits = [
        s.charge.time_h
        for s in co.shortest_route("P", "Q", network=found, modes=["sea"]).steps
        if s.charge.kind == "vessel_wait"
    ]
    assert waits == pytest.approx([42.0])


def test_a_line_that_no_longer_sails_is_said_to() -> None:
    line = liner("line", "P ^ Q", until="2024-12-31")
    assert voyage("P", "Q", line, on="2024-06-01") == ["line"]
    with pytest.raises(co.NoRouteError, match="the service line ran until 2024-12-31"):
        voyage("P", "Q", line, on="2025-06-01")


def test_each_voyage_pays_its_fixed_part() -> None:
    """Boarding at P and changing at Q, each 100 dollars; and a transhipment at sea between."""
    entry = rate_row("entry_usd", 100.0, "sea")
    line, further = liner("line", "P ^ Q"), feeder("feeder", "Q ^ R")
    found = network(
        line, further, further=[entry, handling_row("transhipment", 5.0, 80.0, mode_from="sea", mode_to="sea")]
    )
    route = co.shortest_route("P", "R", modes=["sea"], network=found)
    assert route.cost_usd == pytest.approx(1 + 100 + 300 + 80 + 100 + 300 + 2)


def test_boarding_a_liner_is_dear_when_its_lane_is_and_boarding_a_train_is_not() -> None:
    """The fixed part of a voyage is a part of its freight; that of a railway is the tables', on any day."""
    lane = {"lane": "east--west", "direction": "forward", "factor": 4.0, "factor_low": 4.0, "factor_high": 4.0}
    told = {"date": "2026-06-01", "basis": "tariff", "grade": "derived", "source": ("test",)}
    train = service("train", "A = P", price_usd_per_feu=1.0)
    found = network(
        train, liner("line", "P ^ Q"), levels=[blank("levels", id="dear", mode="sea", **lane, **told)],
        further=[rate_row("entry_usd", 100.0, "sea"), rate_row("entry_usd", 1000.0, "rail")], on="2026-06-01",
    )  # fmt: skip
    route = co.shortest_route("A", "Q", weight="cost", modes=["rail", "sea"], network=found)
    fixed = [(step.service, step.charge.cost_usd) for step in route.steps if step.charge.kind == "entry"]
    assert fixed == [("train", 1000.0), ("line", 4 * 100.0)]


# -- one ocean a voyage ---------------------------------------------------------------------------------

FIRST = liner("first", "P ^ Q", lane="east--west")
LAST = liner("last", "R ^ S", lane="west--north")


def test_from_one_ocean_nobody_goes_straight_to_another() -> None:
    """Two lines that meet at Q are two contracts, each for a box that ends there."""
    with pytest.raises(co.NoRouteError):
        voyage("P", "R", FIRST, liner("second", "Q ^ R", lane="west--north"))


@pytest.mark.parametrize("between", ["intra-west", "gulf--india", "black-sea--mediterranean"])
def test_nor_by_a_feeder_between(between: str) -> None:
    """A hop of a day would else part the dear lane into two cheap ones; the land between keeps them apart too."""
    with pytest.raises(co.NoRouteError):
        voyage("P", "S", FIRST, liner("hop", "Q ^ R", lane=between), LAST)


def test_nor_by_a_train_that_stands_at_the_quay() -> None:
    """Who boards it at Q has to ride: boarding at its stop to leave it there would be two voyages for one."""
    train = service("train", "A = Q = B", calls=("q",), direction="forward", departures_per_week=840.0, time_h=0.1)
    one_way = {link: {"direction": "forward"} for link in ("a--q--rail", "q--b--rail")}
    found = network(FIRST, liner("second", "Q ^ R", lane="west--north"), train, links=one_way,
                    drawing=("P ^^100^^ Q ^^100^^ R", "A ==10== Q ==10== B"))  # fmt: skip
    assert ridden(co.shortest_route("P", "B", weight="time", network=found)) == ["first", "train"]
    assert ridden(co.shortest_route("A", "R", weight="time", network=found)) == ["train", "second"]
    with pytest.raises(co.NoRouteError):
        co.shortest_route("P", "R", network=found)


def test_over_land_it_is_another_voyage() -> None:
    """From Q to R by rail: the land bridge is a way, and pays for it."""
    assert voyage("P", "S", FIRST, LAST, modes=["sea", "rail"]) == ["first", "regular", "last"]


@pytest.mark.parametrize(
    "lane", ["intra-east", "gulf--india", "black-sea--mediterranean", "mediterranean--north-europe"]
)
def test_a_feeder_feeds_the_ocean_and_takes_on_from_it(lane: str) -> None:
    """Before it, after it, and on both sides."""
    ocean = liner("ocean", "Q ^ R")
    to, on = liner("to", "P ^ Q", lane=lane), liner("on", "R ^ S", lane=lane)
    assert voyage("P", "R", to, ocean) == ["to", "ocean"]
    assert voyage("Q", "S", ocean, on) == ["ocean", "on"]
    assert voyage("P", "S", to, ocean, on) == ["to", "ocean", "on"]
    assert voyage("S", "P", to, ocean, on) == ["on", "ocean", "to"]


def test_feeders_join_among_neighbours_and_beyond_an_ocean() -> None:
    """A chain of small ships without any ocean, and two of them at one end of it."""
    hops = [feeder("one", "P ^ Q"), feeder("two", "Q ^ R"), feeder("three", "R ^ S")]
    assert voyage("P", "S", *hops) == ["one", "two", "three"]
    assert voyage("P", "S", FIRST, *hops[1:]) == ["first", "two", "three"]
    assert voyage("P", "S", *hops[:2], LAST) == ["one", "two", "last"]


def test_a_feeder_beyond_the_ocean_costs_and_takes_what_it_does_before_it() -> None:
    """It is the same ship: a box from the ocean waits and pays for it like one from the quay."""
    hop = feeder("hop", "Q ^ R", departures_per_week=2.0)
    alone = co.shortest_route("Q", "R", modes=["sea"], network=network(hop))
    after = co.shortest_route("P", "R", modes=["sea"], network=network(FIRST, hop))
    for kind in ("haul", "vessel_wait"):
        one, other = (
            [step.charge for step in route.steps if (step.service, step.charge.kind) == ("hop", kind)]
            for route in (alone, after)
        )
        assert one == other != []
    assert {step.service_name for step in after.steps if step.service == "hop"} == {"hop"}


def test_a_feeder_beyond_the_ocean_is_left_for_the_railway() -> None:
    drawing = ("A ==10== P ^^100^^ Q ^^100^^ R ==10== B",)
    found = network(FIRST, feeder("hop", "Q ^ R"), drawing=drawing)
    assert ridden(co.shortest_route("A", "B", network=found)) == ["regular", "first", "hop", "regular"]
    assert ridden(co.shortest_route("B", "A", network=found)) == ["regular", "hop", "first", "regular"]


def test_a_feeder_that_stops_sailing_stops_on_both_sides_of_the_ocean() -> None:
    hop = feeder("hop", "Q ^ R", until="2024-12-31")
    for start, end in (("P", "R"), ("R", "P")):
        assert set(voyage(start, end, FIRST, hop, on="2024-06-01")) == {"first", "hop"}
        with pytest.raises(co.NoRouteError, match="the service hop ran until"):
            voyage(start, end, FIRST, hop, on="2025-06-01")
