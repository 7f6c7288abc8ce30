"""Demands and capacities that lie orders apart: what is small is served as exactly as what is large."""

from __future__ import annotations

import pandas as pd
import pytest

import corridors as co

#   a --1e6--> b     the large demand fills it
#   a --1e-6-> d     the small one has a way of its own, with half of the capacity that it needs
#   c ---inf-> d
LINKS = pd.DataFrame(
    {
        "id": ["ab", "ad", "cd", "abroad"],
        "from": ["a", "a", "c", "a"],
        "to": ["b", "d", "d", "b"],
        "cost": [1.0, 1.0, 2.0, 5.0],
        "capacity": [1e6, 1e-6, float("inf"), 1e6],
    }
)


def optimum(*rows: tuple[str, str, float]) -> co.Flows:
    demand = pd.DataFrame(rows, columns=["origin", "destination", "demand"])
    return co.assign(demand, links=LINKS, method="system_optimum")


@pytest.mark.parametrize("orders", range(0, 19, 3))
def test_a_small_demand_is_served_beside_a_large_one(orders: int) -> None:
    small = 1e6 / 10**orders
    flows = optimum(("a", "b", 1e6), ("c", "d", small))
    assert flows.unserved == 0
    assert flows.pairs["served"].tolist() == pytest.approx([1e6, small], rel=1e-9)


def test_a_small_demand_keeps_to_a_small_capacity() -> None:
    """1 and 2 millionths beside a million: half of the latter fits, and nothing tells it from nothing but its unit."""
    flows = optimum(("a", "b", 1e6), ("a", "d", 2e-6), ("c", "d", 1e-6))
    assert flows.pairs["served"].tolist() == pytest.approx([1e6, 1e-6, 1e-6], rel=1e-6)
    assert flows.pairs["unserved"].tolist() == pytest.approx([0, 1e-6, 0], rel=1e-6, abs=1e-15)


def test_a_small_demand_is_turned_away_by_a_large_one_as_by_an_equal_one() -> None:
    """The quick way is full: the small demand has the dear one left, or what rounds to room."""
    demand = pd.DataFrame(
        {"origin": ["a", "a2"], "destination": ["b", "b"], "demand": [1.5e6, 1e-3]},
    )
    links = pd.concat(
        [LINKS, pd.DataFrame({"id": ["a2a"], "from": ["a2"], "to": ["a"], "cost": [0.0], "capacity": [float("inf")]})]
    )
    flows = co.assign(demand, links=links, method="system_optimum")
    assert flows.unserved == 0
    assert flows.pairs["served"].tolist() == pytest.approx([1.5e6, 1e-3], rel=1e-9)
    assert (flows.capacities["utilisation"] <= 1 + 2e-9).all()


@pytest.mark.parametrize(("large", "quick"), [(1e6, 0.0), (1e6 - 2, 2.0), (1e6 - 9, 5.0)])
def test_small_demands_have_the_room_that_large_ones_leave_and_no_more(large: float, quick: float) -> None:
    """Five beside a million: as many by the quick way as it still holds, the rest round it at three each.

    The large demand would pay five for what it left to the small one, so it leaves it nothing that it needs.
    """
    more = {"id": ["ea", "eb"], "from": ["e", "e"], "to": ["a", "b"], "cost": [0.0, 3.0], "capacity": float("inf")}
    links = pd.concat([LINKS, pd.DataFrame(more)])
    demand = pd.DataFrame({"origin": ["a", "e"], "destination": ["b", "b"], "demand": [large, 5.0]})
    flows = co.assign(demand, links=links, method="system_optimum")
    assert flows.unserved == 0
    small = flows.routes[flows.routes["origin"] == "e"]
    by_way = {way[-1]: flow for way, flow in zip(small["links"], small["flow"], strict=True)}
    assert by_way.get("ab", 0.0) == pytest.approx(quick, abs=2e-3)  # a billionth of a full capacity is no room
    assert by_way.get("eb", 0.0) == pytest.approx(5.0 - quick, abs=2e-3)
    assert (flows.capacities["utilisation"] <= 1 + 2e-9).all()
    assert flows.objective == pytest.approx(flows.cost) == pytest.approx(large + quick + 3 * (5 - quick), rel=1e-8)
    assert flows.pairs["price"].tolist()[1] == pytest.approx(1.0 if quick == 5.0 else 3.0)


@pytest.mark.parametrize("large", [10.0**power for power in range(0, 15, 2)])
def test_the_greatest_flow_counts_small_and_large_links_together(large: float) -> None:
    """Five small links beside three of many times their capacity: their sum needs more digits than a tolerance has."""
    capacities = [0.1, 0.1, 0.7 * large, 0.9 * large, 0.1, 0.1, 1.1 * large]
    ends = [("b", "a"), ("a", "b")] * 3 + [("b", "a")]
    links = pd.DataFrame(ends, columns=["from", "to"]).assign(capacity=capacities)
    found = co.max_flow("a", "b", links=links, directed=False)
    assert found.value == pytest.approx(sum(capacities), rel=1e-9)
