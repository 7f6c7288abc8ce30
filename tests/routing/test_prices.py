"""Prices of a day: by market and direction, moved once, in the dollars that are asked for."""

from __future__ import annotations

from typing import Any

import pytest

import corridors as co
from corridors.charges.charge import NOTHING, Charge, Figure, charge_of
from corridors.routing.graphs import graph_of
from corridors.routing.prices import NO_ARC, Prices
from corridors.tables.reading import Row
from tests.micro import blank, micro, micro_tables

DAY = "2026-06-01"
LINE = "UZ:A ==100== KZ:B ^^100^^ KZ:C"


def level(factor: float, mode: str, **cells: Any) -> Row:
    usual: dict[str, Any] = {"direction": "both", "date": DAY, "factor_low": factor / 2, "factor_high": factor * 2}
    usual |= {"basis": "tariff", "grade": "published", "source": ("series",)}
    return blank("levels", id=f"{mode} {factor}", mode=mode, factor=factor, **usual | cells)


def prices(*levels: Row, asked: int | None = None, deflator: dict[int, float] | None = None) -> Prices:
    rows = [
        blank("deflator", year=year, index=index, grade="published", source=(f"index {year}",))
        for year, index in (deflator or {}).items()
    ]
    sources = [blank("sources", id=id_, title=id_, kind="method") for id_ in ("test", "user", "series")]
    sources += [blank("sources", id=f"index {year}", title="An index", kind="method") for year in deflator or {}]
    network = micro(LINE, levels=levels, deflator=rows, sources=sources, on=DAY)
    return Prices(network.view, graph_of(network._core, "feu"), asked)


def price(low: float, mean: float, high: float, group: str = "rail KZ") -> Charge:
    """An item of a market."""
    return charge_of("haul", "a haul", NOTHING, Figure(low, mean, high, "derived", ("test",)), group=group)


def test_what_costs_nothing_costs_nothing_on_any_day() -> None:
    """And cites nobody for it."""
    found = prices(level(4.0, "rail", country="KZ"))
    free = price(0.0, 0.0, 0.0)
    assert found.price(free, NO_ARC) == (0.0, 0.0, 0.0)
    assert found.at_level(free, NO_ARC) is free
    assert found.levels_of([]) == ()


@pytest.mark.parametrize(
    ("market", "known"),
    [("rail KZ", True), ("rail UZ", False), ("rail", False), ("road KZ", False), ("border KZ", False), ("", False)],
)
def test_a_level_is_that_of_the_market(market: str, *, known: bool) -> None:
    """A series of one railway tells nothing of another, and what is done at places has no market."""
    found = prices(level(4.0, "rail", country="KZ")).level_of(market, False)
    assert (found is not None) == known
    assert found is None or found.central == 4.0


def test_a_series_for_all_countries_is_that_of_a_mode_without_one() -> None:
    everywhere = prices(level(3.0, "rail", country="*"))
    assert [getattr(everywhere.level_of(market, False), "central", None) for market in ("rail", "rail TM")] == [
        3.0,
        3.0,
    ]


def test_each_direction_has_its_own() -> None:
    """Out of the country and home, on land; along the lane and back, at sea, whichever way home lies."""
    rows = [level(2.0, "rail", country="KZ", direction="from_uz"), level(5.0, "rail", country="KZ", direction="to_uz"),
            level(3.0, "sea", lane="east--west", direction="forward"),
            level(7.0, "sea", lane="east--west", direction="back")]  # fmt: skip
    found = prices(*rows)
    central = [getattr(found.level_of("rail KZ", home), "central", None) for home in (False, True)]
    assert central == [2.0, 5.0]
    for home in (False, True):
        way = [getattr(found.level_of(f"lane east--west {way}", home), "central", None) for way in ("forward", "back")]
        assert way == [3.0, 7.0]


def test_a_price_is_moved_by_the_level_or_else_by_consumer_prices() -> None:
    """Dollars of 2024 at 1.5 times their number in 2026; a level is of the day's own dollars."""
    found = prices(level(4.0, "rail", country="KZ"), deflator={2024: 200.0, 2026: 300.0})
    assert found.price(price(100.0, 100.0, 100.0, "rail UZ"), NO_ARC) == pytest.approx((150.0, 150.0, 150.0))
    low, mean, high = found.price(price(100.0, 100.0, 100.0), NO_ARC)
    assert low < 400.0 < high
    assert low < mean < high
    asked = prices(level(4.0, "rail", country="KZ"), asked=2024, deflator={2024: 200.0, 2026: 300.0})
    assert asked.price(price(100.0, 100.0, 100.0, "rail UZ"), NO_ARC) == pytest.approx((100.0, 100.0, 100.0))
    told = asked.price(price(100.0, 100.0, 100.0), NO_ARC)
    assert told == pytest.approx((low / 1.5, mean / 1.5, high / 1.5))


@pytest.mark.parametrize(
    ("market", "asked", "sources", "grade"),
    [
        ("rail KZ", 2026, ("test", "series"), "derived"),
        ("rail KZ", 2024, ("test", "series", "index 2026", "index 2024"), "derived"),
        ("rail UZ", 2026, ("test", "index 2024", "index 2026"), "derived"),
        ("rail UZ", 2024, ("test",), "published"),
    ],
)
def test_a_price_names_whatever_moved_it(market: str, asked: int, sources: tuple[str, ...], grade: str) -> None:
    """The series, and the years of consumer prices from which to which; one that did not move stays as published."""
    found = prices(level(4.0, "rail", country="KZ"), asked=asked, deflator={2024: 200.0, 2026: 300.0})
    given = price(90.0, 100.0, 110.0, market)._replace(cost_grade="published")
    told = found.at_level(given, NO_ARC)
    assert (set(told.cost_sources), told.cost_grade) == (set(sources), grade)


@pytest.mark.parametrize(
    ("levels", "deflator", "asked", "told", "notes"),
    [
        ((), {}, None, "USD of 2024", 0),
        ((level(2.0, "rail"),), {}, None, "USD of 2026 (no consumer prices: what has no series is of 2024)", 0),
        ((level(2.0, "rail"),), {}, 2024, "USD of 2024", 0),
        ((), {2024: 200.0, 2026: 300.0}, None, "USD of 2026", 0),
        ((), {2024: 200.0, 2025: 210.0}, None, "USD of 2026 (consumer prices of 2025)", 1),
        ((), {2024: 200.0, 2025: 210.0}, 2024, "USD of 2024", 1),
    ],
)
def test_whose_dollars_they_are_is_said(
    levels: tuple[Row, ...], deflator: dict[int, float], asked: int | None, told: str, notes: int
) -> None:
    """With the year of consumer prices that stands in where those of the year itself are not known."""
    found = prices(*levels, asked=asked, deflator=deflator)
    assert (found.dollars, len(found.notes)) == (told, notes)
    assert found.moved == (bool(levels) or found.usual != 1 or found.to_asked != 1)


def test_the_levels_of_a_way_are_told_once_each() -> None:
    """However many of its links are charged at them."""
    network = micro("A ==100== B ==100== C", levels=[level(2.0, "rail", country="UZ", source=("test",))], on=DAY)
    route = co.shortest_route("A", "C", network=network)
    assert [(told.market, told.central) for told in route.price_levels] == [("rail UZ", 2.0)]


def test_home_is_where_tashkent_is_nearer() -> None:
    """On the way there, not back, not within one place, not between places as far away, and not off the network.

    ::

        A ==500== B ==10== C ==600== D,  A at Tashkent, B and C at one point, D beyond
    """
    tables = micro_tables("A ==500== B ==10== C ==600== D")
    for row, (lat, lon) in zip(tables["places"], ((41.3, 69.3), (45.0, 70.0), (45.0, 70.0), (50.0, 70.0)), strict=True):
        row["lat"], row["lon"] = lat, lon
    network = co.Network(tables, on=DAY)
    graph = graph_of(network._core, "feu")
    found = Prices(network.view, graph, None)
    market = {
        (graph.yards[graph.tails[arc]].place, graph.yards[graph.heads[arc]].place): found.market(price(1, 1, 1), arc)
        for arc in range(graph.n_arcs)
    }
    homeward = {ends for ends, (_, home) in market.items() if home}
    assert homeward == {(1, 0), (3, 2)}
    assert {name for name, _ in market.values()} == {"rail KZ"}
    assert found.market(price(1, 1, 1, "road TM"), NO_ARC) == ("road TM", False)
    assert found.market(price(1, 1, 1)._replace(price_group="lane a--b back"), NO_ARC) == ("lane a--b back", False)
    assert Prices(network.at("2027-06-01").view, graph, None)._from_home is found._from_home
