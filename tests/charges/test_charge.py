"""Charges and figures as such: positions of their fields, ranges, grades, and what they say in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.charges.charge import NOTHING, Charge, Figure, charge_of, figures_of, unique, worst_grade
from corridors.charges.figures import charge_figures
from corridors.charges.model import link_from_row, place_from_row
from tests.micro import micro, micro_tables

HOURS = Figure(1.0, 2.0, 5.0, "derived", ("clock",))
DOLLARS = Figure(10.0, 30.0, 40.0, "estimated", ("till",))


def full(**fields: object) -> Charge:
    """A charge each of whose figures is another."""
    made = charge_of("haul", "A to B", HOURS, DOLLARS, group="rail")
    usual: dict[str, object] = {
        "length_km": 1234.0, "length_grade": "published", "length_sources": ("map",), "co2e_kg": 56.7,
        "emission_grade": "derived", "emission_sources": ("chimney",), "capacity_mt_per_year": 3.25,
        "capacity_grade": "published", "capacity_sources": ("gate",), "price_group": "rail UZ",
    }  # fmt: skip
    return made._replace(**usual | fields)


def test_a_charge_of_hours_and_dollars_has_them_where_they_belong() -> None:
    """Their means, lows, highs, grades and sources; and nothing else."""
    made = charge_of("border", "Gate", HOURS, DOLLARS, group="border")
    assert (made.kind, made.label, made.group, made.price_group) == ("border", "Gate", "border", "")
    assert (made.time_h_low, made.time_h, made.time_h_high) == (1.0, HOURS.mean, 5.0)
    assert (made.cost_usd_low, made.cost_usd, made.cost_usd_high) == (10.0, DOLLARS.mean, 40.0)
    assert (made.time_h_p50, made.cost_usd_p50) == pytest.approx((2.0, 30.0))
    assert (made.length_km, made.co2e_kg, made.capacity_mt_per_year) == (0.0, 0.0, None)
    assert (made.time_grade, made.cost_grade, made.length_grade, made.emission_grade) == (
        "derived", "estimated", None, None,
    )  # fmt: skip
    assert made.sources == ("clock", "till")
    assert made.time_h_by_parts is None
    assert made.co2e_wtt_kg is None


def test_figures_carry_the_capacity_that_they_are_given() -> None:
    """With its grade and sources, among all others' fields."""
    made = Charge("haul", "x", *figures_of(HOURS, NOTHING, (2.5, "published", ("gate",))))
    assert (made.capacity_mt_per_year, made.capacity_grade, made.capacity_sources) == (2.5, "published", ("gate",))
    assert (made.cost_usd, made.cost_grade, made.cost_sources) == (0.0, None, ())


def test_another_label_or_market_changes_nothing_else() -> None:
    """Each by its own field."""
    made = full(time_h_by_parts=9.0, co2e_wtt_kg=1.5)
    assert made.called("other") == made._replace(label="other")
    assert made.priced_with("road KZ") == made._replace(price_group="road KZ")


@given(st.floats(0.1, 9.0), st.floats(0.0, 5.0), st.floats(0.0, 5.0), st.floats(0.1, 4.0))
def test_so_many_times_a_figure_is_so_many_times_all_of_it(low: float, up: float, more: float, factor: float) -> None:
    """Range and mean alike; the grade stays."""
    figure = Figure(low, low + up, low + up + more, "derived", ("a",))
    many = figure.times(factor)
    assert (many.low, many.central, many.high) == pytest.approx(
        (low * factor, (low + up) * factor, figure.high * factor)
    )
    assert many.mean == pytest.approx(figure.mean * factor)
    assert many[3:] == figure[3:]
    assert many.low - 1e-9 <= many.mean <= many.high + 1e-9


def test_grades_and_sources_of_several() -> None:
    """Blanks are no grades, and of none there is none; each source stands once, where it was first."""
    assert worst_grade(()) is None
    assert worst_grade((None, "published")) == "published"
    assert worst_grade(("published", "derived", None)) == "derived"
    assert worst_grade(("published", "estimated", "derived")) == "estimated"
    assert unique(("b", "a"), (), ("a", "c", "b")) == ("b", "a", "c")


def test_each_figure_of_a_charge_is_said_with_what_it_rests_on() -> None:
    """Kilometres, hours, dollars, kilograms and megatonnes, each with its own grade and sources."""
    said = charge_figures(full(co2e_wtt_kg=5.5, time_h_by_parts=8.0))
    assert [(each.text, each.grade, each.sources) for each in said] == [
        ("1,234 km", "published", ("map",)),
        (f"{HOURS.mean:.1f} h (1.0 to 5.0), as printed; 8.0 h by parts", "derived", ("clock",)),
        (f"{DOLLARS.mean:.0f} USD (10 to 40)", "estimated", ("till",)),
        ("56.7 kg CO2e, 5.5 of them well to tank", "derived", ("chimney",)),
        ("up to 3.25 Mt a year", "published", ("gate",)),
    ]


def test_what_no_row_gives_is_not_said_and_a_printed_nothing_is() -> None:
    """A fee of 0 USD somebody printed; hours of which nobody said anything are no figure."""
    free = charge_of("border", "Gate", NOTHING, Figure(0.0, 0.0, 0.0, "published", ("till",)))
    assert [(each.text, each.grade) for each in charge_figures(free)] == [("0 USD", "published")]
    bare = charge_of("border", "Gate", Figure(1.0, 1.0, 1.0, None, ()), NOTHING)
    assert [(each.text, each.grade) for each in charge_figures(bare)] == [("1.0 h", "no grade")]
    capped = bare._replace(capacity_mt_per_year=0.0)
    assert [each.text for each in charge_figures(capped)] == ["1.0 h", "up to 0 Mt a year"]
    assert charge_figures(full(co2e_wtt_kg=0.0))[3].text == "56.7 kg CO2e"


def test_places_and_links_are_what_their_rows_say() -> None:
    """Spellings each once and none blank; a point is longitude first, and none where half of it is missing."""
    rows = micro_tables("UZ:A ==10== KZ:B")
    row = next(iter(rows["places"])) | {"name_ru": "А", "name_uz": "A", "aliases": ("Alpha", "", "A"), "lat": 41.5}
    place = place_from_row(3, row)
    assert (place.index, place.id, place.country, place.spellings) == (3, "a", "UZ", ("A", "А", "Alpha"))
    assert place.point == (60.0, 41.5)
    for blank in ({"lat": None}, {"lon": None}):
        with pytest.raises(co.OptionError, match="has no coordinates"):
            _ = place_from_row(0, row | blank).point
    link = link_from_row(2, next(iter(rows["links"])), {"a": 4, "b": 7})
    assert (link.index, link.start, link.end, link.other(4), link.other(7)) == (2, 4, 7, 7, 4)
    assert (link.mode, link.gauge_mm, link.length_km) == ("rail", 1520, 10.0)
    assert "10 km" in repr(link)
    assert "city, UZ" in repr(place)


def test_a_mixed_journey_is_the_sum_of_its_charges() -> None:
    """Hours and dollars by hand from the micro network's rates."""
    route = co.shortest_route("A", "C", network=micro("A ==10== B ..20.. C"))
    kinds = [step.charge.kind for step in route.steps]
    assert [kind for kind in kinds if kind in ("loading", "haul", "transhipment", "unloading")] == [
        "loading", "haul", "transhipment", "haul", "unloading",
    ]  # fmt: skip
    assert route.time_h == pytest.approx(1 + 1 + 5 + 1 + 2)
    assert route.cost_usd == pytest.approx(1 + 10 + 50 + 40 + 2)
