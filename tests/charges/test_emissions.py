"""What hauls and lifts emit, by rates that say so and without them."""

from __future__ import annotations

from typing import Any

import pytest

import corridors as co
from corridors.charges.emissions import lies_in
from corridors.tables.reading import Row
from tests.micro import LORRIES, micro, rate_row

#: 20 g a tonne-kilometre and 20 t in a container (the micro rates): 0.4 kg a kilometre.
KG_A_KM = 0.4

SPLIT = (
    rate_row("emission_wtt_share", 0.2, "rail-diesel"),
    rate_row("emission_wtt_share", 1.0, "rail-electric"),
    rate_row("emission_wtt_share", 0.25, "ferry"),
    rate_row("emission_wtt_share", 0.1, "road"),
)
LIFTS = (
    rate_row("handling_kg_co2e", 7.0, "rail", "feu", grade="estimated"),
    rate_row("handling_kg_co2e", 10.0, "ferry", "feu"),
)


def way(*drawing: str, further: tuple[Row, ...] = (), **options: Any) -> co.Route:
    links = options.pop("links", None)
    network = micro(*drawing, further=further, links=links)
    return co.shortest_route("A", options.pop("to", "C"), network=network, **options)


def test_without_rates_of_lifts_and_shares_nothing_is_added_nor_told_apart() -> None:
    """Tables that know no more than an intensity give what they always gave."""
    route = way("A ==10== B ~~20~~ C")
    assert route.co2e_kg == pytest.approx(30 * KG_A_KM)
    assert route.co2e_parts_kg == (None, None, 0.0)
    assert "well to tank" not in route.explain()


def test_well_to_tank_is_a_share_by_what_moves_the_load() -> None:
    """A train under wires emits nothing itself; a ferry three quarters of it."""
    wired = {"a--b--rail": {"electrified": "yes"}}
    route = way("A ==10== B ~~20~~ C", further=SPLIT, links=wired)
    early, driven, hubs = route.co2e_parts_kg
    assert early == pytest.approx((10 * 1.0 + 20 * 0.25) * KG_A_KM)
    assert driven == pytest.approx(20 * 0.75 * KG_A_KM)
    assert hubs == 0


def test_empty_running_belongs_to_the_haul() -> None:
    """A rate of 1.5 adds half, both before the vehicle and in it."""
    route = way("A ==10== B ==10== C", further=(*SPLIT, rate_row("empty_running_factor", 1.5, "rail-diesel")))
    assert route.co2e_kg == pytest.approx(1.5 * 20 * KG_A_KM)
    assert route.co2e_parts_kg.wtt_kg == pytest.approx(0.2 * route.co2e_kg)


@pytest.mark.parametrize(("factor", "grade"), [(1.0, "derived"), (1.5, "estimated"), (2.0, "estimated")])
def test_empty_running_that_adds_nothing_leaves_the_grade_to_the_factor(factor: float, grade: str) -> None:
    """Once is what the figure counts in already; whatever is more rests on the estimate as well."""
    empty = rate_row("empty_running_factor", factor, "rail-diesel", grade="estimated")
    route = way("A ==10== B ==10== C", further=(*SPLIT, empty))
    hauls = [step.charge for step in route.steps if step.charge.kind == "haul"]
    assert {charge.emission_grade for charge in hauls} == {grade}


@pytest.mark.parametrize(
    ("drawing", "kilograms"),
    [
        ("A ==10== B ==10== C", {"loading": 7, "unloading": 7}),
        ("A ==10== B --10-- C", {"loading": 7, "gauge_change": 7, "unloading": 7}),
        ("A ==10== B ~~10~~ C", {"loading": 7, "transhipment": 10, "unloading": 10}),
        ("A ==10== KZ:B ==10== C", {"loading": 7, "unloading": 7, "border": 0}),
    ],
)
def test_operations_at_hubs_emit_and_formalities_do_not(drawing: str, kilograms: dict[str, float]) -> None:
    """Between rail and a ferry the port counts, which lifts more than a terminal."""
    route = way(drawing, further=LIFTS)
    found = {
        step.charge.kind: step.charge.co2e_kg
        for step in route.steps
        if step.link is None or step.charge.kind == "border"
    }
    assert {kind: found[kind] for kind in kilograms} == kilograms
    assert route.co2e_parts_kg.hub_kg == sum(kilograms.values())


def test_what_a_lift_emits_is_graded_and_cited() -> None:
    """It is a figure like any other."""
    [loading] = [
        step.charge for step in way("A ==10== B", to="B", further=LIFTS).steps if step.charge.kind == "loading"
    ]
    assert (loading.emission_grade, loading.emission_sources) == ("estimated", ("test",))


def test_a_search_by_emissions_weighs_lifts() -> None:
    """Fifty kilometres more of rail are less than two changes at seven kilograms each.

    A ==50== B ..40.. C
    A ==========60==== C
    """
    drawing = ("A ==50== B ..40.. C", "A ==95== C")
    assert way(*drawing, weight="emissions").modes == ("rail", "road")
    lifts = (*LIFTS, rate_row("handling_kg_co2e", 7.0, "road", "feu"))
    route = way(*drawing, weight="emissions", further=lifts)
    assert route.modes == ("rail",)
    assert route.co2e_kg == pytest.approx(95 * KG_A_KM + 14)


def test_the_lorry_of_the_first_mile_is_part_of_the_haul() -> None:
    """From door to door its ten kilometres count, a tenth of them well to tank."""
    route = way("A ==10== B", to="B", scope="door", further=(*SPLIT, *LORRIES))
    assert route.co2e_parts_kg.wtt_kg == pytest.approx((10 * 0.2 + 20 * 0.1) * KG_A_KM)


def test_parts_add_up_on_the_packaged_network() -> None:
    """Well to tank, tank to wheel and hubs make the whole, and a lift is a small part of a long way."""
    route = co.shortest_route("Tashkent", "Rotterdam", weight="cost")
    early, driven, hubs = route.co2e_parts_kg
    assert early is not None
    assert driven is not None
    assert early + driven + hubs == pytest.approx(route.co2e_kg)
    assert 0 < hubs < 0.05 * route.co2e_kg
    assert 0.15 < early / (early + driven) < 0.6


@pytest.mark.parametrize(("share", "parts"), [(None, [0.5, 0.5]), (0.25, [0.25, 0.75]), (1.0, [1.0])])
def test_a_link_over_a_border_lies_in_both_countries_by_its_share(share: float | None, parts: list[float]) -> None:
    """The parts are of one whole, whichever way it is gone."""
    cells = {} if share is None else {"share_from": share, "share_grade": "derived", "share_source": ("test",)}
    core = micro("A ==100== KZ:B", links={"a--b--rail": cells})._core
    [link] = core.links
    start, end = core.places[link.start], core.places[link.end]
    countries = ["UZ", "KZ"][: len(parts)]
    assert lies_in(link, start, end) == list(zip(parts, countries, strict=True))
    assert lies_in(link, end, start) == list(zip(reversed(parts), reversed(countries), strict=True))
