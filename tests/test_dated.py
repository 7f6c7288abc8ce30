"""The packaged answers by date and direction: what ships and trains asked, and what stood beside them."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from statistics import median
from typing import Any

import pytest

import corridors as co
from corridors.validation.figures import ValidationRow

SEA: dict[str, Any] = {"modes": ["sea"], "weight": "cost"}


@cache
def cheapest(origin: str, destination: str, on: str, *modes: str, shipment: str = "feu") -> co.Route:
    return co.shortest_route(origin, destination, weight="cost", on=on, modes=list(modes) or None, shipment=shipment)


def passed(route: co.Route) -> set[str]:
    return {place.id for place in route.places}


# -- Shanghai - Rotterdam -------------------------------------------------------------------------------


@pytest.mark.parametrize("on", ["2019-06-01", "2021-09-01", "2023-06-01", "2023-12-14"])
@pytest.mark.parametrize(("origin", "destination"), [("Shanghai", "Rotterdam"), ("Rotterdam", "Shanghai")])
def test_until_the_lines_left_the_red_sea_they_sailed_by_suez(origin: str, destination: str, on: str) -> None:
    route = cheapest(origin, destination, on, "sea")
    assert {"suez-canal", "bab-el-mandeb"} <= passed(route)
    assert "cape-of-good-hope" not in passed(route)


@pytest.mark.parametrize("on", ["2023-12-15", "2024-06-15", "2025-09-01", "2026-04-15", "2026-09-01"])
@pytest.mark.parametrize(("origin", "destination"), [("Shanghai", "Rotterdam"), ("Rotterdam", "Shanghai")])
def test_since_then_they_go_round_the_cape(origin: str, destination: str, on: str) -> None:
    """For containers; whoever asks for the canal is told why not."""
    assert "cape-of-good-hope" in passed(cheapest(origin, destination, on, "sea"))
    with pytest.raises(co.NoRouteError, match="go round the Cape"):
        co.shortest_route(origin, destination, via=["suez-canal"], on=on, **SEA)


def test_the_cape_takes_ten_days_more() -> None:
    """Printed: 10 to 14 days more."""
    before, after = (cheapest("Shanghai", "Rotterdam", on, "sea") for on in ("2023-12-14", "2023-12-15"))
    assert 9 * 24 <= after.time_h - before.time_h <= 14 * 24
    assert 6_000 < after.length_km - before.length_km < 7_000


@pytest.mark.parametrize("on", ["2021-09-01", "2024-06-15", "2025-07-03", "2026-01-15", "2026-09-01"])
def test_who_sails_home_with_the_empty_boxes_pays_a_third_at_most(on: str) -> None:
    """Printed in 2024 and 2025: 487 to 695 dollars home, 2,100 to 8,000 out."""
    out, home = (cheapest(*ends, on, "sea") for ends in (("Shanghai", "Rotterdam"), ("Rotterdam", "Shanghai")))
    assert freight(home) < freight(out) / 3


def freight(route: co.Route) -> float:
    """The price from port to port."""
    return sum(step.charge.cost_usd for step in route.steps if step.charge.kind in ("haul", "entry"))


@pytest.mark.parametrize(
    ("on", "printed"),
    [("2025-03-27", 500), ("2025-07-03", 487), ("2025-12-24", 487)],
)
def test_rotterdam_shanghai_asks_what_was_printed(on: str, printed: float) -> None:
    """Points of the index that the levels do not hold."""
    assert freight(cheapest("Rotterdam", "Shanghai", on, "sea")) == pytest.approx(printed, rel=0.3)


def test_the_price_is_another_on_every_date() -> None:
    """Cheap in 2019, ten thousand in 2021, cheap again in 2023, dear since the Red Sea."""
    asked = {
        on: cheapest("Shanghai", "Rotterdam", on, "sea").cost_usd
        for on in ("2019-06-01", "2021-09-01", "2023-10-15", "2024-07-01")
    }
    early, high, low, again = asked.values()
    assert early < 2_500
    assert high > 9_000
    assert low < 2_500
    assert again > 5_000


def test_prices_are_told_in_dollars_of_the_day_and_can_be_told_in_those_of_another_year() -> None:
    now = cheapest("Shanghai", "Rotterdam", "2021-09-01", "sea")
    then = co.shortest_route("Shanghai", "Rotterdam", on="2021-09-01", price_year=2024, **SEA)
    assert (now.price_year, then.price_year) == ("USD of 2021", "USD of 2024")
    assert then.cost_usd / now.cost_usd == pytest.approx(313.689 / 270.970, rel=0.005)


# -- Iran -----------------------------------------------------------------------------------------------

DATES = ("2019-06-01", "2021-09-01", "2024-06-01", "2026-01-15", "2026-04-15", "2026-09-01")
ENDS = ("Rotterdam", "Mumbai", "Istanbul", "Poti")


def lands(route: co.Route) -> set[str]:
    """Countries passed, straits aside."""
    return set(route.countries)


@pytest.mark.parametrize("on", DATES)
@pytest.mark.parametrize("place", ENDS)
@pytest.mark.parametrize("homeward", [False, True])
def test_no_way_through_iran_is_told_without_what_it_meets(place: str, on: str, homeward: bool) -> None:
    """Out and home, in all years: sanctions at least; since 28 February 2026 the war and what it does besides."""
    ends = (place, "Tashkent") if homeward else ("Tashkent", place)
    route = cheapest(*ends, on)
    if "IR" not in lands(route):
        return
    kinds = {risk.kind for risk in route.risks}
    assert "sanctions" in kinds
    assert route.risks[0].level == "high"
    assert "sanctions (high)" in route.summary()
    if on == "2026-04-15":
        assert "war" in kinds
        assert route.restrictions


@pytest.mark.parametrize("place", ENDS)
def test_while_it_was_under_attack_iran_was_as_dear_as_its_surcharges(place: str) -> None:
    """On 15 April 2026 the way through Iran, asked for, is no cheaper than in January, and names the war."""
    before, during = (
        co.shortest_route("Tashkent", place, via=["Mashhad"], weight="cost", on=on, price_year=2024)
        for on in ("2026-01-15", "2026-04-15")
    )
    assert during.cost_usd > before.cost_usd
    assert "war" in {risk.kind for risk in during.risks}
    assert "iran-war-2026" in {restriction.id for restriction in during.restrictions}


@pytest.mark.parametrize("place", ENDS)
def test_sanctions_can_be_avoided(place: str) -> None:
    """Nothing that meets any is left, so neither Iran nor Russia."""
    route = co.shortest_route("Tashkent", place, weight="cost", on="2026-04-15", avoid=["sanctions"])
    assert "sanctions" not in {risk.kind for risk in route.risks}
    assert not {"IR", "RU"} & lands(route)


@pytest.mark.parametrize("on", DATES)
@pytest.mark.parametrize("end", ["Rotterdam", "Hamburg", "New York", "Istanbul"])
def test_no_line_sails_from_bandar_abbas_to_europe_or_america(end: str, on: str) -> None:
    """A box leaves it by a feeder, and changes ship at Jebel Ali or in India; where it changes ship nobody sails on."""
    if on == "2026-04-15":
        with pytest.raises(co.NoRouteError, match="Strait of Hormuz shut"):
            cheapest("Bandar Abbas", end, on, "sea")
        return
    route = cheapest("Bandar Abbas", end, on, "sea")
    assert len(route.services) >= 2
    assert any(kind == "sea to sea" for _, kind in route.transhipments)


def test_bulk_sails_from_bandar_abbas_as_ever() -> None:
    """A ship is chartered; what it meets is named."""
    route = cheapest("Bandar Abbas", "Rotterdam", "2026-09-01", "sea", shipment="wagon")
    assert not route.services
    assert {"war", "sanctions"} <= {risk.kind for risk in route.risks}


OCEANS = [("Shanghai", "Rotterdam"), ("Shanghai", "Genoa"), ("Mumbai", "New York"), ("Bandar Abbas", "New York"),
          ("Genoa", "Nhava Sheva"), ("Poti", "Shanghai"), ("Karachi", "Hamburg"), ("Poti", "New York")]  # fmt: skip


@pytest.mark.parametrize("on", ["2021-09-01", "2024-06-15", "2026-09-01"])
@pytest.mark.parametrize(("origin", "destination"), OCEANS)
def test_one_ocean_a_voyage(origin: str, destination: str, on: str) -> None:
    """Between two stretches of land at most one service joins two parts of the world."""
    services = co.load_network().table("services")
    try:
        route = cheapest(origin, destination, on, "sea")
    except co.NoRouteError:
        return
    ridden = list(dict.fromkeys(s.service for s in route.steps if s.charge.kind == "haul"))
    feeding = ("gulf--india", "black-sea--mediterranean", "mediterranean--north-europe")
    lanes = [str(services.loc[name, "lane"]) for name in ridden]
    assert sum(not lane.startswith("intra-") and lane not in feeding for lane in lanes) <= 1, lanes


# -- printed prices on their own dates -------------------------------------------------------------------


@pytest.fixture(scope="module")
def prices() -> list[ValidationRow]:
    """Every comparable price, asked on its own date and in its own direction."""
    return [row for row in co.validate(quantity="cost") if row.published["on"]]


def test_every_printed_price_has_an_answer(prices: list[ValidationRow]) -> None:
    assert len(prices) > 150
    assert [(row.published["id"], row.problem) for row in prices if row.model is None] == []


def test_seven_in_ten_prices_are_within_thirty_percent(prices: list[ValidationRow]) -> None:
    near = [abs(row.deviation) <= 0.3 for row in prices if row.deviation is not None]
    assert sum(near) / len(near) >= 0.7


def test_the_range_keeps_its_word(prices: list[ValidationRow]) -> None:
    """Four in five printed prices lie in it, and it is no excuse: half of them are narrower than 2.2 to 1."""
    covered = [row.covered for row in prices if row.covered is not None]
    assert 0.75 <= sum(covered) / len(covered) <= 0.9
    assert median(row.model_high / row.model_low for row in prices if row.model_low and row.model_high) <= 2.2


def test_prices_that_the_levels_were_not_made_of_do_as_well(prices: list[ValidationRow]) -> None:
    """A level reproduces what it was divided from; these are the others."""
    others = [row for row in prices if row.independent]
    assert len(others) > 100
    near = [abs(row.deviation) <= 0.3 for row in others if row.deviation is not None]
    covered = [row.covered for row in others if row.covered is not None]
    assert sum(near) / len(near) >= 0.7
    assert 0.75 <= sum(covered) / len(covered) <= 0.9


# -- capacity by date -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("link", "steps"), [("saryagash--keles--rail", 2), ("aktau--alat--ferry", 1)])
def test_capacity_climbs_with_its_projects(link: str, steps: int) -> None:
    """Never down, and each step is a project of the table."""
    projects = co.load_network().table("projects")
    values = [capacity(link, year) for year in range(2020, 2036)]
    known = [value for value in values if value is not None]
    rises = [(a, b) for a, b in pairwise(known) if a != b]
    assert all(a < b for a, b in rises)
    named = projects[projects["links"].map(lambda links: link in links)]["value"].tolist()
    assert {b for _, b in rises} <= set(named)
    assert len(rises) == steps


@cache
def capacity(link: str, year: int) -> float | None:
    network = co.load_network(on=year)
    found = network.link(link)
    places = network._core.places
    ends = places[found.start].id, places[found.end].id
    try:
        route = co.shortest_route(*ends, modes=[found.mode], network=network, shipment="feu")
    except co.NoRouteError:
        return None
    return next((s.charge.capacity_mt_per_year for s in route.steps if s.link is not None and s.link.id == link), None)


@pytest.mark.parametrize("destination", ["Rotterdam", "Hamburg", "Warsaw", "Istanbul", "Poti", "Moscow"])
@pytest.mark.parametrize("weight", ["distance", "cost"])
def test_no_railway_in_europe_that_nobody_counted_is_a_bottleneck(destination: str, weight: str) -> None:
    """A single track taken for granted between Duisburg and Oberhausen bounded the way to Rotterdam."""
    route = co.shortest_route("Tashkent", destination, weight=weight, modes=["rail", "ferry"])
    for step in route.steps:
        if step.link is not None and step.link.row["tracks"] is None and step.link.row["capacity_mt_per_year"] is None:
            projected = step.charge.capacity_mt_per_year
            assert projected is None or step.link.mode != "rail" or step.charge.capacity_grade != "estimated", (
                step.link.id
            )
