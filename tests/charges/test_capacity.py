"""Capacity of links: the published figure, else the rule from tracks and traction."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest

import corridors as co
from corridors.charges.capacity import Capacity, link_capacity
from corridors.charges.model import Link
from corridors.charges.rates import Rates
from corridors.tables.reading import Row
from tests.micro import blank, micro


def rate(parameter: str, mode: str, central: float, **cells: Any) -> Row:
    usual = {"country": "*", "shipment": "*", "unit": "test", "grade": "derived", "source": (parameter,)}
    return blank("rates", **usual | {"parameter": parameter, "mode": mode, "central": central} | cells)


RULE = [
    rate("rail_capacity_train_pairs_per_day", "rail-single-diesel", 20.0),
    rate("rail_capacity_train_pairs_per_day", "rail-single-electric", 30.0),
    rate("rail_capacity_train_pairs_per_day", "rail-double-diesel", 80.0),
    rate("rail_capacity_train_pairs_per_day", "rail-double-electric", 100.0),
    rate("freight_share_of_paths", "rail", 0.5),
    rate("train_net_load_t", "rail", 2000.0),
    rate("operating_days_per_year", "rail", 350.0),
    rate("road_capacity_trucks_per_day", "road", 1000.0),
    rate("payload_t", "road", 20.0),
    rate("operating_days_per_year", "road", 300.0),
]


def link(drawing: str = "A ==10== B", **cells: Any) -> Link:
    """The only link of a drawing, with some cells changed."""
    found = micro(drawing)._core.links[0]
    row = found.row | {"attributes_source": ("survey",)} | cells
    return Link(found.index, found.id, found.start, found.end, found.mode, found.gauge_mm, found.length_km, row)


def capacity(link: Link, rows: list[Row] = RULE, country: str = "UZ") -> Capacity | None:
    return link_capacity(link, country, Rates(rows))


@pytest.mark.parametrize(
    ("tracks", "electrified", "pairs"),
    [(1, "no", 20), (1, "yes", 30), (2, "no", 80), (2, "yes", 100), (3, "yes", 100)],
)
def test_a_railway_carries_its_trains(tracks: int, electrified: str, pairs: int) -> None:
    """Train pairs a day x share of freight x net load x days, by tracks and traction, is a derived figure."""
    found = capacity(link(tracks=tracks, electrified=electrified))
    assert found is not None
    assert found.mt_per_year == pytest.approx(pairs * 0.5 * 2000 * 350 / 1e6)
    assert found.grade == "derived"


def test_a_published_capacity_wins_over_the_rule() -> None:
    """What somebody has published about this link is better than what holds for links like it."""
    published = {"capacity_mt_per_year": 7.5, "capacity_grade": "published", "capacity_source": ("operator",)}
    expected = Capacity(7.5, "published", ("operator",))
    assert capacity(link(tracks=2, electrified="yes", **published)) == expected
    assert capacity(link("A ~~10~~ B", **published)) == expected


def test_a_published_capacity_of_nothing_wins_too() -> None:
    """Zero is a figure: a link that can carry nothing must not get the capacity of a railway."""
    none = {"capacity_mt_per_year": 0.0, "capacity_grade": "published", "capacity_source": ("operator",)}
    assert capacity(link(tracks=2, **none)) == Capacity(0.0, "published", ("operator",))


def test_unknown_traction_makes_it_an_estimate() -> None:
    """What nobody said of traction is taken as the least (diesel), and the grade says that it was taken."""
    found = capacity(link(tracks=2))
    assert found is not None
    assert found.grade == "estimated"
    assert found.mt_per_year == pytest.approx(80 * 0.35)


@pytest.mark.parametrize("known", [{}, {"electrified": "yes"}, {"electrified": "no"}])
def test_a_number_of_tracks_that_nobody_knows_bounds_nothing(known: dict[str, Any]) -> None:
    """A single track taken for granted made the bottleneck of ways through Europe; wires tell of no tracks."""
    assert capacity(link(**known)) is None


def test_what_is_not_known_is_no_bottleneck_of_a_way() -> None:
    """Of two railways in a row the counted one bounds the way, though the other may be the smaller."""
    counted = {"tracks": 2, "electrified": "yes", "attributes_source": ("test",)}
    rule = [row | {"source": ("test",)} for row in RULE]
    route = co.shortest_route(
        "A", "C", network=micro("A ==10== B ==10== C", links={"a--b--rail": counted}, further=rule)
    )
    assert route.capacity_mt_per_year == pytest.approx(100 * 0.35)
    assert [step.charge.capacity_mt_per_year for step in route.steps if step.link] == [pytest.approx(35.0), None]
    unknown = co.shortest_route(
        "B", "C", network=micro("A ==10== B ==10== C", links={"a--b--rail": counted}, further=rule)
    )
    assert unknown.capacity_mt_per_year == inf
    assert not unknown.bottleneck


def test_an_estimated_part_makes_an_estimate() -> None:
    """A product is as good as its weakest factor."""
    rows = [*RULE[:-1], rate("train_net_load_t", "rail", 2000.0, grade="estimated")]
    found = capacity(link(tracks=1, electrified="no"), rows)
    assert found is not None
    assert found.grade == "estimated"


def test_published_parts_still_make_a_derived_figure() -> None:
    """Multiplying published figures derives a new one; nobody has published the product."""
    rows = [row | {"grade": "published"} for row in RULE]
    found = capacity(link(tracks=1, electrified="no"), rows)
    assert found is not None
    assert found.grade == "derived"


def test_a_country_s_own_parameters_hold_there() -> None:
    """Heavier trains in Kazakhstan make more capacity in Kazakhstan only."""
    rows = [*RULE, rate("train_net_load_t", "rail", 4000.0, country="KZ")]
    here, there = (capacity(link(tracks=1, electrified="no"), rows, country) for country in ("UZ", "KZ"))
    assert here is not None
    assert there is not None
    assert there.mt_per_year == pytest.approx(2 * here.mt_per_year)


def test_the_sources_of_every_part_are_named() -> None:
    """The survey that counted the tracks and the rows of the rule all stand behind the figure, each once."""
    found = capacity(link(tracks=1, electrified="no"))
    assert found is not None
    assert found.sources == (
        "survey",
        "rail_capacity_train_pairs_per_day",
        "freight_share_of_paths",
        "train_net_load_t",
        "operating_days_per_year",
    )


def test_a_road_carries_its_trucks() -> None:
    """Trucks a day x payload x days."""
    found = capacity(link("A ..10.. B"))
    assert found is not None
    assert found.mt_per_year == pytest.approx(1000 * 20 * 300 / 1e6)
    assert found.grade == "derived"


@pytest.mark.parametrize("drawing", ["A ~~10~~ B", "A ^^10^^ B"])
def test_water_has_no_rule(drawing: str) -> None:
    """The open sea bounds nothing and a ferry line only as published; ports have their own capacity."""
    assert capacity(link(drawing)) is None


@pytest.mark.parametrize("missing", range(len(RULE)))
def test_a_rule_with_a_part_missing_gives_nothing(missing: int) -> None:
    """No figure is better than one with a factor left out; what does not need the part is not touched."""
    rows = RULE[:missing] + RULE[missing + 1 :]
    needed_by_rail = missing in (0, 4, 5, 6)
    assert (capacity(link(tracks=1, electrified="no"), rows) is None) == needed_by_rail
    assert (capacity(link("A ..10.. B"), rows) is None) == (missing >= 7)
