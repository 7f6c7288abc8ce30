"""Hauls on both sides of a border, summed here by hand: shares, ranges, grades and sources, whichever way."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.charges.charge import Charge, worst_grade
from corridors.tables.reading import Row
from tests.micro import blank, micro, rate_row

COUNTRIES = ("UZ", "KZ")

SPAN = ("low", "central", "high")

GRADES = ("published", "derived", "estimated")

figure = st.sampled_from((0.5, 1.0, 2.0, 4.0, 5.0)).flatmap(
    lambda central: st.tuples(st.sampled_from((0.5, 0.75, 1.0)), st.sampled_from((1.0, 1.5, 3.0))).map(
        lambda span: (central * span[0], central, central * span[1])
    )
)


def rows(parameter: str, figures: dict[str, tuple[float, ...]], grades: dict[str, str]) -> list[Row]:
    """A rate for each country, with a source of its own."""
    return [
        rate_row(parameter, numbers[1], "rail", country=country, low=numbers[0], high=numbers[2],
                 grade=grades[country], source=(f"{parameter}-{country}".lower(),))
        for country, numbers in figures.items()
    ]  # fmt: skip


def haul(origin: str, destination: str, further: list[Row], **cells: Any) -> Charge:
    named = {source for row in further for source in row["source"]} | {"test", "user"}
    sources = [blank("sources", id=name, title="A test", kind="method") for name in sorted(named)]
    network = micro("UZ:A ==100== KZ:B", further=further, sources=sources, links={"a--b--rail": cells})
    route = co.shortest_route(origin, destination, network=network)
    return next(step.charge for step in route.steps if step.charge.kind == "haul")


@given(
    speeds=st.fixed_dictionaries(dict.fromkeys(COUNTRIES, figure)),
    prices=st.fixed_dictionaries(dict.fromkeys(COUNTRIES, figure)),
    grades=st.fixed_dictionaries(dict.fromkeys(COUNTRIES, st.sampled_from(GRADES))),
    share=st.sampled_from((None, 0.0, 0.1, 0.25, 0.75, 1.0)),
    back=st.booleans(),
)
def test_each_country_has_its_part_of_a_haul(
    speeds: dict[str, tuple[float, ...]],
    prices: dict[str, tuple[float, ...]],
    grades: dict[str, str],
    share: float | None,
    back: bool,
) -> None:
    """The same either way: the slowest speed makes the longest time, and each rate holds on its own kilometres."""
    further = rows("speed_km_per_h", speeds, grades) + rows("price_usd_per_km", prices, grades)
    found = haul(
        *(("B", "A") if back else ("A", "B")),
        further,
        share_from=share,
        share_grade="published",
        share_source=("test",),
    )
    part = {"UZ": 0.5 if share is None else share, "KZ": 0.5 if share is None else 1 - share}
    lies = [country for country in COUNTRIES if part[country]]
    hours = [sum(100 * part[c] / speeds[c][2 - n] for c in lies) for n in range(3)]
    usd = [sum(100 * part[c] * prices[c][n] for c in lies) for n in range(3)]
    assert [found.time_h_low, found.time_h_p50, found.time_h_high] == pytest.approx(hours)
    assert [found.cost_usd_low, found.cost_usd_p50, found.cost_usd_high] == pytest.approx(usd)
    worst = worst_grade(("derived", *(grades[c] for c in lies)))
    assert (found.time_grade, found.cost_grade) == (worst, worst)
    assert set(found.time_sources) == {f"speed_km_per_h-{c}".lower() for c in lies}
    assert set(found.cost_sources) == {f"price_usd_per_km-{c}".lower() for c in lies}
    assert found.price_group == ("rail KZ" if back else "rail UZ")


@pytest.mark.parametrize("link_grade", GRADES)
@pytest.mark.parametrize("rate_grade", GRADES)
@pytest.mark.parametrize("drawing", ["A ==100== B", "UZ:A ==100== KZ:B"])
def test_a_haul_is_as_certain_as_its_least_certain_part(link_grade: str, rate_grade: str, drawing: str) -> None:
    """Within a country as across a border; a product is at best derived, kilograms as good as what they rest on."""
    names = {"speed_km_per_h": "rail", "price_usd_per_km": "rail", "emission_g_co2e_per_tkm": "rail-diesel"}
    further = [rate_row(n, 5.0, mode, country=c, grade=rate_grade) for n, mode in names.items() for c in COUNTRIES]
    network = micro(drawing, further=further, links={"a--b--rail": {"length_grade": link_grade}})
    found = next(s.charge for s in co.shortest_route("A", "B", network=network).steps if s.charge.kind == "haul")
    worst = worst_grade(("derived", link_grade, rate_grade))
    assert (found.time_grade, found.cost_grade, found.emission_grade) == (worst, worst, worst)


@pytest.mark.parametrize("mode", ["rail", "road", "ferry", "sea"])
def test_vessels_are_late_by_themselves_and_all_else_by_its_mode(mode: str) -> None:
    """A group says what moves together."""
    hop = {"rail": "==10==", "road": "..10..", "ferry": "~~10~~", "sea": "^^10^^"}[mode]
    steps = co.shortest_route("A", "B", network=micro(f"A {hop} B")).steps
    found = next(step.charge for step in steps if step.charge.kind == "haul")
    assert found.group == ("ferry a--b--ferry" if mode == "ferry" else mode)
    assert found.price_group == f"{mode} UZ"


def test_two_links_that_are_alike_but_for_one_cell_have_capacities_of_their_own() -> None:
    """Of two railways, one electric; of two printed ones, each its own figure."""
    rule = [
        rate_row("rail_capacity_train_pairs_per_day", 10.0 * n, f"rail-{tracks}-{traction}")
        for n, (tracks, traction) in enumerate(
            ((t, e) for t in ("single", "double") for e in ("diesel", "electric")), start=1
        )
    ] + [
        rate_row("freight_share_of_paths", 1.0, "rail"),
        rate_row("train_net_load_t", 1000.0, "rail"),
        rate_row("operating_days_per_year", 100.0, "rail"),
    ]  # fmt: skip
    told = {
        "a--b--rail": {"tracks": 1, "electrified": "no"},
        "b--c--rail": {"tracks": 1, "electrified": "yes"},
        "c--d--rail": {"tracks": 2, "electrified": "no"},
        "d--e--rail": {"capacity_mt_per_year": 7.0, "capacity_grade": "published", "capacity_source": ("test",)},
        "e--f--rail": {"capacity_mt_per_year": 8.0, "capacity_grade": "published", "capacity_source": ("test",)},
        "f--g--rail": {},
    }
    network = micro("A ==1== B ==1== C ==1== D ==1== E ==1== F ==1== G", further=rule, links=told)
    steps = co.shortest_route("A", "G", network=network).steps
    found = [step.charge.capacity_mt_per_year for step in steps if step.charge.kind == "haul"]
    assert found == [1.0, 2.0, 3.0, 7.0, 8.0, None]
