"""What a time counts: the run, terminal to terminal, or door to door."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

import corridors as co
from corridors.charges.tariff import SCOPES
from tests.micro import LORRIES, handling_row, micro, rate_row
from tests.strategies import Question, questions

#: A day from handing in until departure, and half a day from arrival until it can be collected.
DWELL = (handling_row("hand_in", 24.0, 7.0), handling_row("collection", 12.0, 5.0))


def asked(*drawing: str, scope: str, weight: str = "time", **options: Any) -> co.Route:
    network = micro(*drawing, further=(*DWELL, *LORRIES), **options)
    return co.shortest_route("A", "B", weight=weight, scope=scope, network=network)  # type: ignore[arg-type]


def kinds(route: co.Route) -> list[str]:
    return [step.charge.kind for step in route.steps]


def hours(route: co.Route) -> dict[str, float]:
    return {step.charge.kind: step.charge.time_h for step in route.steps}


def test_terminal_to_terminal_counts_from_handing_in_to_collection() -> None:
    """Loading, the day before departure, the run, unloading, the half day after arrival."""
    route = asked("A ==100== B", scope="terminal")
    assert hours(route) == {"loading": 1, "hand_in": 24, "haul": 10, "unloading": 2, "collection": 12}
    assert route.time_h == pytest.approx(49)


def test_a_run_counts_from_departure_to_arrival() -> None:
    """What is done before and after takes none of its hours; its price is paid all the same."""
    route = asked("A ==100== B", scope="run")
    assert hours(route) == {"loading": 0, "haul": 10, "unloading": 0}
    assert route.time_h == pytest.approx(10)
    assert route.cost_usd == pytest.approx(1 + 100 + 2)


def test_door_to_door_adds_the_lorries_of_both_ends() -> None:
    """Ten kilometres at 20 km/h each, for the least price that a lorry comes for."""
    route = asked("A ==100== B", scope="door")
    assert kinds(route) == ["first_mile", "loading", "hand_in", "haul", "unloading", "collection", "last_mile"]
    miles = [step.charge for step in route.steps if step.charge.kind.endswith("mile")]
    assert [charge.time_h for charge in miles] == pytest.approx([0.5, 0.5])
    assert [charge.cost_usd for charge in miles] == [40, 40]
    assert [charge.length_km for charge in miles] == [10, 10]


def test_a_lorry_is_at_the_door_itself() -> None:
    """Who goes by road all the way needs no other lorry."""
    assert not [kind for kind in kinds(asked("A ..100.. B", scope="door")) if kind.endswith("mile")]


def test_a_run_is_waited_for_on_the_way_but_not_before_it() -> None:
    """A vessel met on the way is waited for; one that the journey begins with is not."""
    assert "vessel_wait" not in kinds(asked("A ~~100~~ B", scope="run"))
    assert "vessel_wait" in kinds(asked("A ~~100~~ B", scope="terminal"))
    assert "vessel_wait" in kinds(asked("A ==10== C ~~100~~ B", scope="run"))


def test_a_route_says_its_scope_and_class() -> None:
    """Every total is of some scope, and a reader must not guess which."""
    for scope in SCOPES:
        told = asked("A ==100== B", scope=scope)._answer
        assert (told.scope, told.service) == (scope, "regular")


@pytest.mark.parametrize("shipment", ["feu", "wagon"])
@given(question=questions())
@settings(max_examples=25)
def test_each_scope_holds_the_one_before(shipment: str, question: Question) -> None:
    """Of every way: the run takes no longer than terminal to terminal, and that no longer than door to door."""
    tables = question.drawing.tables()
    network = co.Network(
        tables.replaced(
            rates=[*LORRIES, *tables["rates"]],
            handling=[*DWELL, *tables["handling"]],
        )
    )
    options = {"weight": "time", "shipment": shipment, "network": network}
    try:
        run, terminal, door = (
            co.shortest_route(question.origin, question.destination, scope=scope, **options) for scope in SCOPES
        )
    except co.NoRouteError:
        return
    assert run.time_h <= terminal.time_h + 1e-9
    assert terminal.time_h <= door.time_h + 1e-9
    assert not {"hand_in", "collection", "first_mile", "last_mile"} & set(kinds(run))
    assert not {"first_mile", "last_mile"} & set(kinds(terminal))
    cheap = [
        co.shortest_route(question.origin, question.destination, scope=scope, **options | {"weight": "cost"}).cost_usd
        for scope in ("terminal", "door")
    ]
    assert cheap[0] <= cheap[1] + 1e-9


def test_waits_by_class_hold_for_their_class() -> None:
    """A whole train leaves when it is ready; one container waits for its group."""
    further = (handling_row("hand_in", 4.0, id="ready", service="block_train"), *DWELL)
    network = micro("A ==100== B", further=further)
    waits = {
        service: hours(co.shortest_route("A", "B", network=network, service=service))["hand_in"]  # type: ignore[arg-type]
        for service in ("regular", "block_train")
    }
    assert waits == {"regular": 24, "block_train": 4}


def test_speeds_by_class_hold_for_their_class() -> None:
    """Trains of single wagons are put together and taken apart on the way."""
    slow = rate_row("speed_km_per_h", 4.0, "rail", service="wagonload")
    network = micro("A ==100== B", further=[slow])
    haul = {
        service: hours(co.shortest_route("A", "B", network=network, shipment="wagon", service=service))["haul"]  # type: ignore[arg-type]
        for service in ("wagonload", "block_train")
    }
    assert haul == {"wagonload": 25, "block_train": 10}
