"""Loads on lines: what goes with what, how each comes to the quay, and what is printed of a ride of any length."""

from __future__ import annotations

from typing import Any

import pytest

from corridors.routing.lines import Line, _by, _joins, _meets, lines_of
from corridors.routing.yards import Yard
from tests.micro import HANDLING, handling_row, micro, rate_row, service
from tests.routing.test_lines import LINE, PORTS, WATER, account, fast, quickest


@pytest.fixture(scope="module")
def lines() -> dict[str, Line]:
    """A train, a second one, and a vessel for each load; there, each by its name."""
    rides = [service("train", "A = B"), service("second", "B = C")]
    rides += [service(load, "P ~ Q", carries=(load,)) for load in ("container", "lorry", "wagon")]
    rides += [service("feeder", "P ~ Q", carries=("container",))]
    core = micro("A ==10== B ==10== C", "P ~~10~~ Q", services=rides)._core
    found = lines_of(core.services, core.places, core.links, rail=True)
    assert len(lines_of(core.services, core.places, core.links, rail=False)) == len(found) - 4
    return {line.service.id: line for line in found if line.way == "there"}


@pytest.mark.parametrize(
    ("one", "others"),
    [
        ("train", {"train", "second", "container", "wagon", "feeder"}),
        ("lorry", {"lorry"}),
        ("wagon", {"train", "second", "wagon"}),
        ("container", {"train", "second", "container", "feeder"}),
    ],
)
def test_a_load_goes_on_by_what_takes_it(lines: dict[str, Line], one: str, others: set[str]) -> None:
    """Either way: a vessel for lorries has nothing to do with a train, nor with one for boxes."""
    assert {name for name, other in lines.items() if _joins(lines[one], other)} == others
    assert {name for name, other in lines.items() if _joins(other, lines[one])} == others


@pytest.mark.parametrize(
    ("name", "modes", "by"),
    [
        ("train", {"rail", "road", "ferry", "sea"}, "rail"),
        ("lorry", {"road", "ferry"}, "road"),
        ("wagon", {"rail", "ferry", "sea"}, "ferry"),
        ("container", {"rail", "road", "ferry", "sea"}, "ferry"),
    ],
)
def test_each_load_comes_to_the_quay_in_its_way(lines: dict[str, Line], name: str, modes: set[str], by: str) -> None:
    """And is handled there as such: a lorry drives aboard."""
    assert {mode for mode in ("rail", "road", "ferry", "sea") if _meets(lines[name], Yard(0, mode))} == modes
    assert _by(lines[name]) == by


@pytest.mark.parametrize(("carries", "hours"), [("container", [24]), ("lorry", [])])
def test_a_lorry_is_not_handed_in(carries: str, hours: list[float]) -> None:
    """It drives aboard; a box must be there a day before, unless the ride alone is asked for."""
    waits = [handling_row("hand_in", 24.0)]
    for scope, told in (("terminal", hours), ("run", [])):
        route = quickest("P", "Q", *PORTS, services=[service("vessel", "P ~ Q", carries=(carries,))], further=waits,
                         scope=scope, modes=["ferry"])  # fmt: skip
        assert [step.charge.time_h for step in route.steps if step.charge.kind == "hand_in"] == told


def test_where_nobody_says_how_often_it_runs_the_usual_wait_is_taken() -> None:
    """Of a vessel; and that of a train stands in the handing in."""
    unknown = {"departures_per_week": None, "departures_basis": None}
    vessel = quickest("A", "B", WATER, services=[service("packet", "A ~ B", **unknown)])
    assert [step.charge.time_h for step in vessel.steps if step.charge.kind == "vessel_wait"] == [4]
    waits = [handling_row("hand_in", 9.0)]
    train = quickest("A", "D", LINE, services=[fast(**unknown)], further=waits)
    assert account(train, "regrouping", "departure_wait", "vessel_wait") == []
    second = service("second", "D = E", time_h=0.3, **unknown)
    onward = quickest("A", "E", LINE, "D ==100== E", services=[fast(), second], further=waits)
    assert account(onward, "regrouping", "haul")[-2:] == [("regrouping", "second"), ("haul", "second")]


@pytest.mark.parametrize("km", [1, 10, 25])
def test_a_ride_of_any_length_takes_what_is_printed(km: int) -> None:
    """Ten km are an hour by parts and one is a dollar; a ride that costs nothing by parts costs nothing."""
    ride = service("short", "A = B", time_h=0.05, price_usd_per_feu=90.0, departures_per_week=8400.0)
    route = quickest("A", "B", f"A =={km}== B", services=[ride])
    assert account(route, "haul") == [("haul", "short")]
    assert route.cost_usd == pytest.approx(1 + 90 + 2)
    assert route.time_h == pytest.approx(1 + 0.01 + 0.05 + 2)
    free = quickest(
        "A", "B", f"A =={km}== B", services=[ride], further=[rate_row("price_usd_per_km", 0.0, "rail", country="UZ")]
    )
    assert free.cost_usd == 1 + 2


def test_a_printed_time_without_a_range_is_as_uncertain_as_its_parts() -> None:
    """And what takes no time on the way keeps its grade."""
    speed = rate_row("speed_km_per_h", 10.0, "rail", low=8.0, high=16.0, country="UZ")
    done = HANDLING | {"border": (0.0, 30.0)}
    rows = [handling_row(name, *figures, time_grade="published") for name, figures in done.items()]
    options: dict[str, Any] = {"further": [speed], "handling": rows}
    ride = service("abroad", "A = B", time_h=3.0, departures_per_week=84.0)
    printed = quickest("A", "B", "UZ:A ==100== KZ:B", services=[ride], **options)
    usual = quickest("A", "B", "UZ:A ==100== KZ:B", service="block_train", **options)
    (one,), (other,) = ([s.charge for s in r.steps if s.charge.kind == "haul"] for r in (printed, usual))
    assert one.time_h == pytest.approx(3)
    assert one.time_h_low / one.time_h == pytest.approx(other.time_h_low / other.time_h) != 1
    assert one.time_h_high / one.time_h == pytest.approx(other.time_h_high / other.time_h) != 1
    (crossed,) = [step.charge for step in printed.steps if step.charge.kind == "border"]
    assert (crossed.time_h, crossed.time_grade, crossed.time_h_by_parts) == (0, "published", None)


def test_a_printed_range_of_less_than_an_hour_is_a_range() -> None:
    ride = service("short", "A = B", time_h=0.5, time_h_low=0.25, time_h_high=0.75, departures_per_week=8400.0)
    route = quickest("A", "B", "A ==30== B", services=[ride])
    (haul,) = [step.charge for step in route.steps if step.charge.kind == "haul"]
    assert (haul.time_h_low, haul.time_h_high, haul.group) == (0.25, 0.75, "service short")
