"""Imports and exports: the same way costs what its direction costs (packaged network)."""

from __future__ import annotations

import pytest

import corridors as co

DAY = "2025-06-01"


def test_a_box_to_shanghai_rides_for_a_part_of_what_one_from_there_pays() -> None:
    """The back-haul of the leading lane was printed at a sixth to a half of the head-haul; ships sail alike."""
    there, back = (
        co.shortest_route(*ends, weight="cost", modes="sea", on=DAY)
        for ends in (("Shanghai", "Rotterdam"), ("Rotterdam", "Shanghai"))
    )
    assert 0.15 < back.cost_usd / there.cost_usd < 0.7
    assert [level.market for level in there.price_levels] == ["sea Far East to north Europe"]
    assert [level.market for level in back.price_levels] == ["sea north Europe to Far East"]
    assert there.length_km == pytest.approx(back.length_km, rel=0.1)


def market(origin: str, destination: str, modes: str) -> list[str]:
    route = co.shortest_route(origin, destination, modes=modes, on=DAY)
    return [level.market for level in route.price_levels]


def test_imports_by_rail_take_the_levels_of_the_way_to_uzbekistan() -> None:
    """Of China a series is printed inwards alone; outwards its tables' prices stand."""
    assert "rail CN to Uzbekistan" in market("Xi'an", "Tashkent", "rail")
    assert not any(name.startswith("rail CN") for name in market("Tashkent", "Xi'an", "rail"))


def test_imports_by_road_take_the_levels_of_the_way_to_uzbekistan() -> None:
    """The lorry market has both directions."""
    assert market("Istanbul", "Tashkent", "road") == ["road UZ to Uzbekistan"]
    assert market("Tashkent", "Istanbul", "road") == ["road UZ from Uzbekistan"]


def test_the_box_of_the_shipper_never_costs_more() -> None:
    """Nor less than the return that a rate tells of; none is printed for these lanes yet."""
    for ends in (("Tashkent", "Rotterdam"), ("Shanghai", "Tashkent")):
        carrier, shipper = (co.shortest_route(*ends, weight="cost", on=DAY, box=box) for box in ("carrier", "shipper"))
        returned = [step.charge.cost_usd for step in carrier.steps if step.charge.kind == "empty_return"]
        assert not any(step.charge.kind == "empty_return" for step in shipper.steps)
        assert carrier.cost_usd == pytest.approx(shipper.cost_usd + sum(returned))
