"""Columns that nothing reads are told of where the question could need them, and not otherwise."""

from __future__ import annotations

import warnings
from typing import Any

import pandas as pd
import pytest

import corridors as co

#: Names under which other formats keep what is paid on the way.
PAID = ("toll", "Price", "cost_usd", "generalised_cost")


def links(**columns: Any) -> pd.DataFrame:
    frame = pd.DataFrame({"from": ["a", "b"], "to": ["b", "c"], "free_flow_time": [1.0, 2.0], "capacity": [4.0, 5.0]})
    return frame.assign(**columns)


DEMAND = pd.DataFrame({"origin": ["a"], "destination": ["c"], "demand": [3.0]})


def told(ask: Any) -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        ask()
    return [str(one.message) for one in caught if "not read" in str(one.message)]


@pytest.mark.parametrize("name", PAID)
@pytest.mark.parametrize("nothing", [0, 0.0, "0", None, ""])
def test_a_column_of_nought_is_no_cost_left_out(name: str, nothing: Any) -> None:
    given = links(**{name: [nothing, nothing]})
    assert not told(lambda: co.assign(DEMAND, links=given, method="user_equilibrium"))


@pytest.mark.parametrize("name", PAID)
def test_a_column_of_figures_is_told_of(name: str) -> None:
    [text] = told(lambda: co.assign(DEMAND, links=links(**{name: [0.0, 2.0]}), method="user_equilibrium"))
    assert text == f"links.{name} is kept and not read: is it cost?"


@pytest.mark.parametrize("weight", ["time", "free_flow_time"])
def test_who_asks_by_time_needs_no_cost(weight: Any) -> None:
    given = links(toll=[1.0, 2.0])
    assert not told(lambda: co.assign(DEMAND, links=given, weight=weight))
    assert told(lambda: co.assign(DEMAND, links=given.assign(cost=1.0), weight={weight: 1.0, "cost": 1.0}))


def test_a_greatest_flow_needs_capacities_and_directions_alone() -> None:
    given = links(cost_usd=[1.0, 2.0], hours=[1.0, 2.0], km=[3.0, 4.0], alpha=[0.15, 0.2])
    assert not told(lambda: co.max_flow("a", "c", links=given))
    assert told(lambda: co.max_flow("a", "c", links=given.assign(cap=[1.0, 2.0])))
    # nought is an answer here: the link is no one-way
    assert told(lambda: co.max_flow("a", "c", links=given.assign(oneway=[0, 0])))


def test_networks_of_frames_keep_the_same_rule() -> None:
    places = pd.DataFrame({"id": ["a", "b"], "lat": [41.0, 42.0], "lon": [60.0, 61.0]})
    link = {"from": ["a"], "to": ["b"], "length_km": [200.0], "mode": ["road"]}
    assert not told(lambda: co.Network.from_frames(places, pd.DataFrame(link | {"cost": [0.0]})))
    assert told(lambda: co.Network.from_frames(places, pd.DataFrame(link | {"cost": [5.0]})))
