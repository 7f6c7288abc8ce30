"""Services in the routing graph: boarded with a wait, ridden without handling, left where they stop.

That the best of all ways is found is shown against trying every way (`tests.routing.test_planner`); here stands
what each journey is made of.
"""

from __future__ import annotations

from typing import Any

import pytest

import corridors as co
from tests.micro import handling_row, micro, rate_row, service

#: A train that calls at C on its way, and ordinary trains on the same rails.
#:
#:     A ==100== B ==100== C ==100== D
#:     └────────express────┴─────────┘
LINE = "A ==100== B ==100== C ==100== D"
EXPRESS = service("express", "A = B = C = D", calls=("c",), departures_per_week=84.0)


def account(route: co.Route, *kinds: str) -> list[tuple[str, str]]:
    """Kind and service of what is charged, in order; hauls of one service once."""
    told = [(step.charge.kind, step.service) for step in route.steps if not kinds or step.charge.kind in kinds]
    return [item for n, item in enumerate(told) if n == 0 or item != told[n - 1]]


def quickest(start: str, end: str, *drawing: str, **options: Any) -> co.Route:
    asked = {name: options.pop(name) for name in ("shipment", "service", "scope", "modes", "on") if name in options}
    if "on" in asked:
        options["on"] = asked.pop("on")
    return co.shortest_route(start, end, weight="time", network=micro(*drawing, **options), **asked)


# -- getting on and off ---------------------------------------------------------------------------------


def fast(**cells: Any) -> dict[str, Any]:
    """The express takes 3 h for what ordinary trains take 30."""
    return EXPRESS | {"time_h": 3.0, "time_basis": "actual"} | cells


def test_a_timetabled_train_is_boarded_with_its_wait_and_ridden_through_without_handling() -> None:
    """Twelve departures a week: one waits an hour; at B and C nothing happens."""
    route = quickest("A", "D", LINE, services=[fast()])
    assert account(route) == [
        ("loading", "express"),
        ("departure_wait", "express"),
        ("haul", "express"),
        ("unloading", "express"),
    ]
    assert route.time_h == pytest.approx(1 + 1 + 3 + 2)
    assert [place.id for place in route.places] == ["a", "b", "c", "d"]


def test_it_is_left_where_it_stops() -> None:
    """C is a call, so two thirds of the ride are enough."""
    route = quickest("A", "C", LINE, services=[fast()])
    assert account(route, "haul") == [("haul", "express")]
    assert route.time_h == pytest.approx(1 + 1 + 2 + 2)


def test_it_is_not_left_where_it_passes() -> None:
    """B is none: the way on to C and back by an ordinary train takes 10 h more than waiting was worth."""
    route = quickest("A", "B", LINE, services=[fast()])
    assert account(route, "haul") == [("haul", "regular")]


def test_it_is_boarded_at_a_call_and_not_between() -> None:
    """From C by the express, from B by an ordinary train as far as C."""
    assert account(quickest("C", "D", LINE, services=[fast(time_h=0.3)]), "haul") == [("haul", "express")]
    assert account(quickest("B", "D", LINE, services=[fast(time_h=0.3)]), "haul") == [
        ("haul", "regular"),
        ("haul", "express"),
    ]


def test_changing_class_costs_its_handling() -> None:
    """From train to train it is lifted off and on again (2 and 1 h), and the next departure is waited for."""
    route = quickest("B", "D", LINE, services=[fast(time_h=0.3)])
    assert account(route)[1:4] == [("haul", "regular"), ("class_change", "express"), ("departure_wait", "express")]
    changed = [step.charge for step in route.steps if step.charge.kind == "class_change"]
    assert [charge.time_h for charge in changed] == [2, 1]
    assert [charge.cost_usd for charge in changed] == [2, 1]
    assert route.transhipments == ()


def test_leaving_it_for_an_ordinary_train_waits_for_that() -> None:
    """As whoever hands in a container does; here 9 h."""
    waits = [handling_row("hand_in", 9.0)]
    route = quickest("A", "E", LINE, "D ==10== E", services=[fast()], further=waits)
    assert account(route)[-4:] == [
        ("class_change", "regular"),
        ("regrouping", "regular"),
        ("haul", "regular"),
        ("unloading", "regular"),
    ]
    assert [step.charge.time_h for step in route.steps if step.charge.kind == "regrouping"] == [9]


def test_from_service_to_service_one_waits_once_for_the_next() -> None:
    """Two trains that meet at B: no ordinary train between."""
    services = [
        service("first", "A = B", time_h=1.0, departures_per_week=84.0),
        service("second", "B = C", time_h=1.0, departures_per_week=42.0),
    ]
    route = quickest("A", "C", "A ==100== B ==100== C", services=services)
    assert account(route, "haul", "class_change", "departure_wait") == [
        ("departure_wait", "first"),
        ("haul", "first"),
        ("class_change", "second"),
        ("departure_wait", "second"),
        ("haul", "second"),
    ]
    assert route.time_h == pytest.approx(1 + 1 + 1 + (2 + 1) + 2 + 1 + 2)


def test_a_train_that_runs_one_way_is_not_ridden_back() -> None:
    """From D to A only ordinary trains are left."""
    forward = fast(direction="forward")
    assert account(quickest("A", "D", LINE, services=[forward]), "haul") == [("haul", "express")]
    assert account(quickest("D", "A", LINE, services=[forward]), "haul") == [("haul", "regular")]


def test_a_train_taken_across_water_keeps_its_load() -> None:
    """What the ride needs on the way is part of it: the wagon is rolled aboard, the gauge changed, nobody waits."""
    ride = service("ferried", "A = B ~ C = D", departures_per_week=84.0, links=("a--b--rail", "b--c--ferry",
                   "c--d--rail"))  # fmt: skip
    route = quickest("A", "D", "A ==10== B ~~20~~ C --10-- D", services=[ride])
    assert account(route) == [
        ("loading", "ferried"),
        ("departure_wait", "ferried"),
        ("haul", "ferried"),
        ("transhipment", "ferried"),
        ("haul", "ferried"),
        ("transhipment", "ferried"),
        ("haul", "ferried"),
        ("unloading", "ferried"),
    ]


def test_a_train_that_turns_round_does_not_skip_the_turn() -> None:
    """It runs past the junction to the town and back, and B lies on its way twice.

    A ==10== B ==10== D
             ‖
             C
    """
    ride = service("turning", "A = B = D", links=("a--b--rail", "b--c--rail", "b--c--rail", "b--d--rail"),
                   time_h=0.4, departures_per_week=84.0)  # fmt: skip
    route = quickest("A", "D", "A ==10== B ==10== D", "B ==10== C", services=[ride])
    assert account(route, "haul") == [("haul", "turning")]
    assert [place.id for place in route.places] == ["a", "b", "c", "b", "d"]


def test_nobody_boards_at_a_stop_to_leave_it_there() -> None:
    """Waiting an hour for the express is no way round waiting nine for an ordinary train."""
    waits = [handling_row("hand_in", 9.0)]
    route = quickest("C", "E", LINE, "C ==10== E", services=[fast(cut_off_h=0.0)], further=waits)
    assert account(route, "hand_in", "departure_wait", "haul") == [("hand_in", "regular"), ("haul", "regular")]


# -- whose time and price -------------------------------------------------------------------------------


def test_a_printed_time_replaces_the_sum_of_parts_and_both_are_shown() -> None:
    """Three hours as printed for thirty by the parts, shared out over the ride."""
    route = quickest("A", "D", LINE, services=[fast()])
    hauls = [step.charge for step in route.steps if step.charge.kind == "haul"]
    assert [charge.time_h for charge in hauls] == pytest.approx([1, 1, 1])
    assert [charge.time_h_by_parts for charge in hauls] == pytest.approx([10, 10, 10])
    legs = route.legs
    assert legs["time_h_by_parts"].sum() == pytest.approx(30)
    assert {charge.time_grade for charge in hauls} == {"derived"}
    plain = quickest("A", "D", LINE, service="block_train")
    assert {step.charge.time_h_by_parts for step in plain.steps} == {None}


def test_a_printed_range_is_late_as_a_whole() -> None:
    """Its P10 and P90 are those of the whole ride, not of a sum of independent parts."""
    cells = {"time_h_low": 2.0, "time_h_high": 9.0, "departures_per_week": None, "wait_h": 0.0}
    route = quickest("A", "D", LINE, services=[fast(**cells)])
    assert route.time_range_h == pytest.approx((1 + 2 + 2, 1 + 9 + 2))
    assert {step.charge.group for step in route.steps if step.charge.kind == "haul"} == {"service express"}


def test_what_happens_at_borders_and_gauges_is_in_a_printed_time() -> None:
    """Thirty hours printed are thirty with the border and the change of gauge on the way, and not on top."""
    train = service("abroad", "A = B = C", time_h=30.0, departures_per_week=84.0)
    route = quickest("A", "C", "A ==100== KZ:B --100-- C", services=[train])
    assert len(route.borders) == 2
    assert len(route.gauge_changes) == 1
    assert route.time_h == pytest.approx(1 + 1 + 30 + 2)
    assert route.legs["time_h_by_parts"].sum() == pytest.approx(10 + 3 + 7 + 10 + 3)


def test_a_printed_price_is_that_of_the_ride() -> None:
    """Ninety dollars for an FEU, shared out; lifting it on and off is paid as ever."""
    route = quickest("A", "D", LINE, services=[fast(price_usd_per_feu=90.0)])
    assert route.cost_usd == pytest.approx(1 + 90 + 2)
    hauls = [step.charge.cost_usd for step in route.steps if step.charge.kind == "haul"]
    assert hauls == pytest.approx([30, 30, 30])
    teu = quickest("A", "D", LINE, services=[fast(price_usd_per_feu=90.0)], shipment="teu")
    assert teu.cost_usd == pytest.approx(1 + 300 + 2)  # nobody printed one for a TEU


def test_a_cut_off_beats_the_usual_handing_in() -> None:
    """Handed in six hours before departure where others ask for a day."""
    waits = [handling_row("hand_in", 24.0)]
    route = quickest("A", "D", LINE, services=[fast(cut_off_h=6.0)], further=waits)
    assert [step.charge.time_h for step in route.steps if step.charge.kind == "hand_in"] == [6]
    usual = quickest("A", "D", LINE, services=[fast()], further=waits)
    assert [step.charge.time_h for step in usual.steps if step.charge.kind == "hand_in"] == [24]


# -- when and for whom it runs --------------------------------------------------------------------------

WATER = "A ~~100~~ B"


def no_way(**cells: Any) -> str:
    """Why a vessel that is all there is cannot be taken in 2026."""
    shipment = cells.pop("shipment", "feu")
    network = micro(WATER, on="2026-06-01", services=[service("packet", "A ~ B", **cells)])
    with pytest.raises(co.NoRouteError) as caught:
        co.shortest_route("A", "B", network=network, shipment=shipment)
    return str(caught.value)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"since": "2026-07"}, "the service packet does not run before 2026-07"),
        ({"until": "2025", "status": "ended"}, "the service packet ran until 2025"),
        ({"status": "planned"}, "the service packet is planned"),
    ],
)
def test_what_does_not_run_on_the_day_is_said(cells: dict[str, Any], why: str) -> None:
    """The way that comes nearest names the service and its date."""
    assert f"A - B (ferry): {why}" in no_way(**cells)


def test_a_service_runs_between_its_dates() -> None:
    """The network of a day holds what ran then."""
    network = micro(WATER, services=[service("packet", "A ~ B", since="2020", until="2024", status="ended")])
    assert co.shortest_route("A", "B", network=network, on="2022-05-05").modes == ("ferry",)
    with pytest.raises(co.NoRouteError):
        co.shortest_route("A", "B", network=network, on="2025-05-05")


def test_where_a_train_does_not_run_ordinary_ones_do() -> None:
    """The express has ended; the rails are still there."""
    route = quickest("A", "D", LINE, services=[fast(until="2020", status="ended")])
    assert account(route, "haul") == [("haul", "regular")]


def test_only_single_containers_wait_for_timetabled_trains() -> None:
    """A whole train leaves when it is ready, and a wagon goes by ordinary trains."""
    for asked in ({"service": "block_train"}, {"shipment": "wagon"}, {"shipment": "wagon", "service": "block_train"}):
        route = quickest("A", "D", LINE, services=[fast()], **asked)
        kinds = {"block_train", "wagonload"}
        assert {step.service for step in route.steps if step.charge.kind == "haul"} <= kinds


def test_a_train_that_takes_one_kind_of_container_leaves_the_other() -> None:
    """An FEU rides, a TEU does not."""
    services = [fast(shipments=("feu",))]
    assert account(quickest("A", "D", LINE, services=services), "haul") == [("haul", "express")]
    assert account(quickest("A", "D", LINE, services=services, shipment="teu"), "haul") == [("haul", "regular")]


#: A port on either side, reached by rail and by road, and vessels between.
#:
#:     A ==10== P ~~100~~ Q ==10== B
#:     A ..10.. P         Q ..10.. B
PORTS = ("A ==10== P ~~100~~ Q ==10== B", "A ..10.. P", "Q ..10.. B")


def across(*carries: str, **options: Any) -> co.Route:
    return quickest("A", "B", *PORTS, services=[service("vessel", "P ~ Q", carries=carries)], **options)


def test_a_container_does_not_ride_a_ro_pax_but_its_lorry_does() -> None:
    """By rail alone it stays ashore; on a lorry it drives aboard and off on the other side."""
    assert across("lorry").modes == ("road", "ferry", "road")
    with pytest.raises(co.NoRouteError):
        across("lorry", modes=["rail", "ferry"])
    with pytest.raises(co.NoRouteError):
        across("wagon", modes=["road", "ferry"])


def test_a_container_rides_a_feeder_from_train_or_lorry() -> None:
    """It is lifted off either."""
    assert across("container", modes=["rail", "ferry"]).modes == ("rail", "ferry", "rail")
    assert across("container", modes=["road", "ferry"]).modes == ("road", "ferry", "road")


def test_a_wagon_does_not_board_a_feeder() -> None:
    """It rolls onto a rail ferry, or its load drives aboard by lorries; a container vessel has no rails."""
    assert across("wagon", shipment="wagon").modes == ("rail", "ferry", "rail")
    assert across("lorry", shipment="wagon").modes == ("road", "ferry", "road")
    with pytest.raises(co.NoRouteError):
        across("container", shipment="wagon")
    assert "takes no such load" in no_way(carries=("container",), shipment="wagon")


def test_a_load_does_not_change_on_the_quay() -> None:
    """A lorry that comes off a ro-pax does not go on as a loose container for nothing.

    A ~~10~~ B ~~10~~ C, by a ro-pax and by a feeder
    """
    services = [service("ropax", "A ~ B", carries=("lorry",)), service("feeder", "B ~ C", carries=("container",))]
    with pytest.raises(co.NoRouteError):
        quickest("A", "C", "A ~~10~~ B ~~10~~ C", services=services)


def test_a_ferry_with_services_has_no_vessel_of_its_own() -> None:
    """What sails is what the services say; a ferry of which none is told is waited for as usual."""
    route = quickest("A", "B", WATER, services=[service("packet", "A ~ B", departures_per_week=7.0)])
    waits = [step.charge.time_h for step in route.steps if step.charge.kind == "vessel_wait"]
    assert waits == pytest.approx([12])
    usual = quickest("A", "B", WATER)
    assert [step.charge.time_h for step in usual.steps if step.charge.kind == "vessel_wait"] == [4]


def test_who_leaves_a_train_for_a_ferry_waits_for_it() -> None:
    """Whether the train has a timetable or not."""
    route = quickest("A", "C", "A ==100== B ~~10~~ C", services=[service("express", "A = B", time_h=0.1)])
    assert account(route)[-4:-1] == [("transhipment", "b--c--ferry"), ("vessel_wait", "b--c--ferry"),
                                     ("haul", "b--c--ferry")]  # fmt: skip


def test_of_two_services_on_one_link_the_better_is_taken() -> None:
    """The weekly one is cheap, the daily one quick; each criterion takes its own."""
    services = [
        service("weekly", "A ~ B", departures_per_week=1.0, price_usd_per_feu=50.0),
        service("daily", "A ~ B", departures_per_week=7.0, price_usd_per_feu=400.0),
    ]
    network = micro(WATER, services=services)
    found = {weight: co.shortest_route("A", "B", weight=weight, network=network) for weight in ("time", "cost")}
    assert account(found["time"], "haul") == [("haul", "daily")]
    assert account(found["cost"], "haul") == [("haul", "weekly")]


#: So soon and so fast that no ordinary train is as good.
QUICK = {"departures_per_week": 840.0, "time_h": 0.1}


@pytest.mark.parametrize("train", [True, False])
@pytest.mark.parametrize(("across", "entries"), [("UZ:C ==10== UZ:D", 1), ("KZ:C ==10== KZ:D", 2)])
def test_a_ferry_within_a_country_is_part_of_its_railway(across: str, entries: int, *, train: bool) -> None:
    """The railway across the lake was paid for boarding on this side; abroad it is another, train or not."""
    services = [service("packet", "B ~ C")] + ([service("further", "C = D", **QUICK)] if train else [])
    route = quickest("A", "D", f"UZ:A ==10== UZ:B ~~10~~ {across}", services=services, modes=["rail", "ferry"],
                     further=[rate_row("entry_usd", 100.0, "rail")])  # fmt: skip
    assert [step.service for step in route.steps if step.charge.kind == "haul"][1:] == [
        "packet", "further" if train else "regular"
    ]  # fmt: skip
    assert [step.charge.cost_usd for step in route.steps if step.charge.kind == "entry"] == [100.0] * entries
