"""What an event does to a charge: hours and dollars multiplied, and those that it adds."""

from __future__ import annotations

from typing import Any

import pytest

from corridors.charges.charge import NOTHING, Charge, Figure, charge_of
from corridors.charges.ranges import expected
from corridors.tables.reading import Row
from corridors.world.effects import Effect, effects_of
from tests.micro import blank


def event(**cells: Any) -> Row:
    usual = {"id": "strike", "name": "A strike", "kind": "restriction", "start": "2026", "links": ("a--b--rail",)}
    return blank("events", **usual | {"effect_grade": "estimated", "effect_source": ("user",)} | cells)


def effect(service: str = "regular", **cells: Any) -> Effect:
    (found,) = effects_of([event(**cells)], service)
    return found


HAUL = charge_of(
    "haul", "rail A - B", Figure(8.0, 10.0, 12.0, "published", ("line",)), Figure(80.0, 100.0, 120.0, "derived", ("t",))
)


def figures(charge: Charge) -> tuple[float, ...]:
    return (
        charge.time_h_low,
        charge.time_h,
        charge.time_h_high,
        charge.cost_usd_low,
        charge.cost_usd,
        charge.cost_usd_high,
    )


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"capacity_factor": 0.5},
        {"time_factor": 1.0, "cost_factor": 1.0},
        {"add_time_h": 0.0, "add_cost_usd": 0.0, "insurance_pct": 0.0},
    ],
)
def test_an_event_without_hours_or_dollars_has_no_effect(cells: dict[str, Any]) -> None:
    """What takes capacity alone, or multiplies by one, changes no price."""
    assert effects_of([event(**cells)], "regular") == []


@pytest.mark.parametrize(
    "cells",
    [{"time_factor": 2.0}, {"cost_factor": 0.5}, {"add_time_h": 1.0}, {"add_cost_usd": 1.0}, {"insurance_pct": 0.1}],
)
def test_any_of_the_columns_makes_one(cells: dict[str, Any]) -> None:
    assert len(effects_of([event(**cells)], "regular")) == 1


def test_hours_and_dollars_are_multiplied_with_their_range() -> None:
    """Twice the hours, half the dollars; kilometres are none of its business."""
    changed = effect(time_factor=2.0, cost_factor=0.5).applied(HAUL._replace(length_km=7.0))
    assert figures(changed) == (16.0, 20.0, 24.0, 40.0, 50.0, 60.0)
    assert changed.length_km == 7.0


def test_a_multiplied_figure_has_the_weaker_grade_and_both_sources() -> None:
    changed = effect(time_factor=2.0).applied(HAUL)
    assert (changed.time_grade, changed.time_sources) == ("estimated", ("line", "user"))
    assert (changed.cost_grade, changed.cost_sources) == ("derived", ("t",))
    published = effect(time_factor=2.0, effect_grade="published").applied(HAUL)
    assert published.time_grade == "derived"


def test_what_costs_nothing_costs_nothing_times_anything() -> None:
    """And gets no source for it."""
    free = charge_of("haul", "gift", Figure(1.0, 1.0, 1.0, "published", ()), Figure(0.0, 0.0, 0.0, None, ()))
    changed = effect(cost_factor=9.0).applied(free)
    assert changed == free


def test_what_it_adds_is_a_charge_of_its_own() -> None:
    found = effect(
        add_time_h_low=1.0,
        add_time_h=2.0,
        add_time_h_high=9.0,
        add_cost_usd_low=50.0,
        add_cost_usd=100.0,
        add_cost_usd_high=300.0,
    ).added(1.0, NOTHING)
    assert (found.kind, found.label, found.group) == ("disruption", "A strike", "event strike")
    assert figures(found) == pytest.approx((1.0, expected(1, 2, 9), 9.0, 50.0, expected(50, 100, 300), 300.0))
    assert (found.time_grade, found.cost_grade, found.cost_sources) == ("estimated", "estimated", ("user",))


def test_a_figure_without_a_range_is_certain() -> None:
    found = effect(add_time_h=2.0, add_cost_usd=100.0).added(1.0, NOTHING)
    assert figures(found) == (2.0, 2.0, 2.0, 100.0, 100.0, 100.0)


def test_dollars_go_by_the_size_of_the_shipment_and_insurance_by_its_value() -> None:
    """Half of 100 dollars for a short box, and 2 % of 30,000 however large it is."""
    goods = Figure(30_000.0, 30_000.0, 30_000.0, "estimated", ("customs",))
    found = effect(add_cost_usd=100.0, insurance_pct=2.0).added(0.5, goods)
    assert found.cost_usd == pytest.approx(50 + 600)
    assert found.cost_sources == ("user", "customs")
    assert found.time_h == 0


@pytest.mark.parametrize(
    ("services", "asked", "acts"),
    [
        ((), "regular", True),
        (("block_train",), "block_train", True),
        (("block_train",), "regular", False),
        (("regular", "wagonload"), "wagonload", True),
        # a train by its id may be ridden by any class: whether it is, each arc tells
        (("express",), "regular", True),
        (("block_train", "express"), "regular", True),
    ],
)
def test_an_event_of_other_classes_is_left_out(services: tuple[str, ...], asked: str, acts: bool) -> None:
    assert bool(effects_of([event(services=services, add_time_h=1.0)], asked)) == acts


@pytest.mark.parametrize(
    ("services", "ridden", "acts"),
    [
        ((), "regular", True),
        (("express",), "express", True),
        (("express",), "regular", False),
        (("regular",), "", False),
    ],
)
def test_an_event_of_a_train_concerns_those_who_ride_it(services: tuple[str, ...], ridden: str, acts: bool) -> None:
    """Of classes of railway service it concerns no ship and no lorry, which have none."""
    assert effect(services=services or (), add_time_h=1.0).of(ridden) == acts


@pytest.mark.parametrize(
    ("direction", "there", "back"),
    [(None, True, True), ("both", True, True), ("forward", True, False), ("back", False, True)],
)
def test_an_event_meets_those_who_go_its_way(direction: str | None, there: bool, back: bool) -> None:
    found = effect(direction=direction, add_time_h=1.0)
    assert (found.meets("forward"), found.meets("back")) == (there, back)
