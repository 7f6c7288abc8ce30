"""The page of several days: what it says is what the library answers, and it keeps what no price may hide."""

from __future__ import annotations

import pytest

import corridors as co
from tools.make_dates import DAYS, ENDS, PAGE, caveats, moved, render


@pytest.fixture(scope="module")
def cheapest() -> dict[tuple[str, str], co.Route]:
    return {(end, day): co.shortest_route("Tashkent", end, weight="cost", on=day) for end in ENDS for day in DAYS}


def test_the_page_is_what_the_library_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(), "write it anew: python -m tools.make_dates"


def test_nothing_through_iran_is_cheapest_without_a_caveat(cheapest: dict[tuple[str, str], co.Route]) -> None:
    through = {asked: caveats(route) for asked, route in cheapest.items() if "IR" in route.countries}
    assert through
    assert all(through.values())
    struck = {end: names for (end, day), names in through.items() if day == "2026-04-15"}
    assert all(any("War in Iran" in name for name in names) for names in struck.values())


def test_the_war_surcharges_make_the_way_through_iran_dearer(cheapest: dict[tuple[str, str], co.Route]) -> None:
    """The same rails to Istanbul, before the strikes and under them."""
    before, under = cheapest["Istanbul", "2026-01-15"], cheapest["Istanbul", "2026-04-15"]
    assert [link.id for link in before.links] == [link.id for link in under.links]
    assert under.cost_usd > before.cost_usd
    assert under.time_h > before.time_h
    assert any("strikes on the railways" in words for words in moved(under))


def test_what_was_cheap_in_2019_was_dear_in_2021_by_the_lane_at_sea(cheapest: dict[tuple[str, str], co.Route]) -> None:
    """The same way to Mumbai on both days; the rates at sea take the most off the first price."""
    calm, dear = cheapest["Mumbai", "2019-06-01"], cheapest["Mumbai", "2021-09-01"]
    assert [link.id for link in calm.links] == [link.id for link in dear.links]
    assert dear.cost_usd > calm.cost_usd
    assert "sea Gulf to India" in moved(calm)[0]
    assert all("sea Gulf to India" not in words for words in moved(dear))
