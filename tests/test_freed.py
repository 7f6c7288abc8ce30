"""What is kept for the next time is bounded for a network, and goes with it."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from types import ModuleType

import pandas as pd
import pytest

import corridors as co
from corridors.routing.shelves import MOST_BYTES, allowance_of, set_up_allowance_of

PLACES = pd.DataFrame({"id": ["a", "b", "c"]})
LINKS = pd.DataFrame({"from": ["a", "b"], "to": ["b", "c"], "length_km": [1.0, 2.0]})

ASKS: dict[str, Callable[[co.Network], object]] = {
    "shortest_route": lambda network: co.shortest_route("a", "c", network=network),
    "alternative_routes": lambda network: co.alternative_routes("a", "c", network=network),
    "distance_matrix": lambda network: co.distance_matrix(["a"], ["c"], network=network),
    "max_flow": lambda network: co.max_flow("a", "c", network=network),
    "reachable": lambda network: co.reachable("a", 5, network=network),
    "a date": lambda network: co.shortest_route("a", "c", network=network, on=2030),
    "a scenario": lambda network: network.apply(co.Scenario("x", links={"a-b": {"length_km": 5}}, shut=["b"])),
}  # fmt: skip


@pytest.mark.parametrize("name", ASKS)
def test_a_network_that_nobody_holds_is_freed(name: str) -> None:
    """Whatever it was asked; a cache that held its own key kept it for ever."""
    network = co.Network.from_frames(PLACES, LINKS)
    with suppress(co.CorridorsError):
        ASKS[name](network)
    held, kept = weakref.ref(network), weakref.ref(network._core)
    del network
    gc.collect()
    assert held() is None
    assert kept() is None


def test_the_collector_still_looks_while_many_networks_are_made() -> None:
    """Making one turned its count back, so that what the ones before had left in circles stayed for ever."""

    def left() -> int:
        for _ in range(40):
            co.shortest_route("a", "c", network=co.Network.from_frames(PLACES, LINKS))
        return len(gc.get_objects())

    gc.collect()
    looks = sum(each["collections"] for each in gc.get_stats())
    first = left()
    assert left() < 1.5 * first
    assert left() < 1.5 * first
    assert sum(each["collections"] for each in gc.get_stats()) > looks


def test_all_searches_of_a_network_share_one_bound() -> None:
    """Trees of ever new weights from all places, of the packaged network: the bytes counted stay below the bound."""
    network = co.Network(co.load_network()._core.tables)
    allowance = allowance_of(network._core)
    allowance.most_bytes = 3 * 2**20
    assert MOST_BYTES <= 48 * 2**20
    for number in range(12):
        for origin in list(network.places.index)[:40]:
            try:
                co.shortest_route(origin, "poti", weight={"cost": 1.0, "time": float(number)}, network=network)
            except co.CorridorsError:
                continue
        assert allowance.bytes <= allowance.most_bytes
    assert len(allowance) < 12 * 40


def test_nothing_grows_with_the_days_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """Levels of prices were kept by day for ever: 30 KiB a day, which no count of Python's own objects showed."""
    monkeypatch.setattr("corridors.charges.levels._MOST_MEMO", 500)  # all of them full before the count begins
    monkeypatch.setattr("corridors.network.network._MOST_VIEWS", 8)
    network = co.Network(co.load_network()._core.tables)
    for allowance in (allowance_of(network._core), set_up_allowance_of(network._core)):
        allowance.most_bytes = 2 * 2**20
    days, first, link = 60, date(2018, 1, 1), network.links.index[0]

    def ask(since: int) -> dict[int, tuple[int, object]]:
        for number in range(since, since + days):
            changed = co.Scenario(f"number {number}", links={link: {"length_km": f"*{1 + number / 1000}"}})
            seen = network.at(first + timedelta(days=number)).apply(changed)
            for weight in ("time", "cost"):
                co.shortest_route("Tashkent", ("Poti", "Moscow", "Karachi")[number % 3], weight=weight, network=seen)
        return _containers(network)

    before, after = ask(0), ask(days)
    grown = {
        str(list(kept)[:2]): size - before[number][0]  # type: ignore[call-overload]
        for number, (size, kept) in after.items()
        if number in before and before[number][1] is kept and size - before[number][0] > 2 * days
    }
    assert grown == {}


def _containers(root: object) -> dict[int, tuple[int, object]]:
    """Give the length of every dict, list and set that can be reached, whether the collector knows of it or not."""
    gc.collect()
    seen: dict[int, object] = {}
    todo, found = [root], dict[int, tuple[int, object]]()
    while todo:
        one = todo.pop()
        if id(one) in seen or isinstance(one, (str, float, int, type, ModuleType)):
            continue
        if isinstance(one, dict) and "__builtins__" in one:  # what a module holds, which all functions lead to
            continue
        seen[id(one)] = one  # held, so that no other takes its place
        if isinstance(one, (dict, list, set)):
            found[id(one)] = len(one), one
        todo += gc.get_referents(one)
    return found
