"""Rows of a page that tell of links and corridors: each statement with its own sources, by title."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from corridors.charges.charge import Figure, charge_of
from corridors.maps.explorer import Entry
from corridors.maps.sources import Sources
from corridors.network.link_entries import (
    CORRIDOR_HEADS,
    LINK_HEADS,
    charge_cells,
    corridor_entry,
    days,
    link_entry,
    risk_words,
)
from corridors.world.core import Core
from corridors.world.risks import Risk
from tests.micro import blank, corridor_rows, micro

#: Of all but the last the tables know the title.
SOURCES = [blank("sources", id=id_, title=f"Title of {id_}", kind="method") for id_ in ("user", "test", "law", "study")]


def core_of(**cells: Any) -> Core:
    """A network of one link with some cells."""
    links = {"a--b--rail": cells}
    return micro("A ==10== B", links=links, sources=SOURCES, **corridor_rows("silk", [["a--b--rail"]]))._core


def cited(sources: Sources) -> dict[int, str]:
    return {number: row["title"] for number, row in sources.rows()}


def state(core: Core, **told: Any) -> tuple[Entry, Sources]:
    sources = Sources()
    return link_entry("l0", core, core.links[0], (), sources=sources, **told), sources


def test_the_state_of_a_link_is_told_with_its_dates_and_sources() -> None:
    """Planned and since when expected; the source by its title."""
    core = core_of(status="planned", expected="2035", status_source=("law",))
    entry, sources = state(core)
    [told] = entry.cells[-1]
    assert (entry.key, entry.title) == ("l0", "A – B")
    assert (told.text, told.sources, told.warns) == ("planned, expected 2035", [1], False)
    assert cited(sources) == {1: "Title of law"}


def test_why_a_link_is_shut_stands_for_its_state_and_warns() -> None:
    """A date that the reason names already is not said again; another one is."""
    core = core_of(status="planned", expected="2035", opened="1999")
    entry, _ = state(core, closure="planned, expected 2035")
    [told] = entry.cells[-1]
    assert (told.text, told.warns) == ("planned, expected 2035, opened 1999", True)


def test_a_link_of_no_date_and_no_source_operates() -> None:
    """And is of its corridors, drawn straight, where it is told so."""
    entry, sources = state(core_of(), corridors=("Silk", "Salt"), straight=True)
    assert [told.text for told in entry.cells[-1]] == [
        "operating", "corridors: Silk, Salt", "drawn straight for want of a track",
    ]  # fmt: skip
    assert [told.text for told in entry.cells[0]] == ["rail, 1520 mm"]
    assert cited(sources) == {}


@pytest.mark.parametrize(("level", "warns"), [("high", True), ("medium", False)])
def test_risks_are_told_with_their_sources_and_warn_where_they_are_high(level: str, *, warns: bool) -> None:
    """A source that no table knows is cited by its id."""
    risk = Risk("r", "sanctions", "List", level, "2024", None, "slower", "", ("study", "elsewhere"))
    sources = Sources()
    [told] = risk_words([risk], sources, core_of())
    assert (told.text, told.warns) == (f"sanctions ({level}): List, since 2024", warns)
    assert cited(sources) == {1: "Title of study", 2: "elsewhere"}


def test_of_a_corridor_what_is_claimed_has_its_source_and_what_is_counted_has_none() -> None:
    """State, members, year and km are nobody's claim; capacity, days and what it is are."""
    core = core_of()
    row = {"claimed_capacity_mt_per_year": 12.5, "claimed_days": "12 to 15", "description": "A way.",
           "members": ("UZ", "KZ"), "founded": "1998", "source": ("law",)}  # fmt: skip
    corridor = core.corridors[0]
    sources = Sources()
    entry = corridor_entry("c0", core, replace(corridor, row=dict(corridor.row) | row), sources)
    texts = [[told.text for told in cell] for cell in entry.cells]
    assert texts == [["operating"], ["UZ, KZ"], ["1998"], ["10"], ["12.5"], ["12 to 15"], ["A way."]]
    assert [[list(told.sources) for told in cell] for cell in entry.cells] == [[[]]] * 4 + [[[1]]] * 3
    assert cited(sources) == {1: "Title of law"}
    assert len(entry.cells) + 1 == len(CORRIDOR_HEADS)


def test_what_a_corridor_does_not_claim_is_blank() -> None:
    """No statement, rather than one that says nothing."""
    core = core_of()
    entry = corridor_entry("c0", core, core.corridors[0], Sources())
    assert [len(cell) for cell in entry.cells] == [1, 0, 0, 1, 0, 0, 0]


#: A day and a half, and 100 dollars, each with its own source.
CHARGE = charge_of(
    "haul", "a haul", Figure(24.0, 36.0, 48.0, "derived", ("study",)),
    Figure(80.0, 100.0, 120.0, "published", ("law", "elsewhere")),
)._replace(length_km=1234.5, length_grade="published", length_sources=("test",), co2e_kg=1234.5, emission_grade=None,
           capacity_mt_per_year=2.5, capacity_grade="estimated")  # fmt: skip


def test_each_figure_of_a_charge_has_its_grade_and_sources() -> None:
    """Of km, days, dollars, emissions and capacity; one without a grade says so."""
    sources = Sources()
    cells = charge_cells([CHARGE], sources, {row["id"]: row for row in SOURCES})
    assert len(cells) + len(("link or place", "what", "state")) == len(LINK_HEADS)
    assert [[(told.text, told.grade) for told in cell] for cell in cells] == [
        [("1,234.5", "published")], [("1.5 (1.0 to 2.0)", "derived")], [("100 (80 to 120)", "published")],
        [("1.23e+03", "no grade")], [("2.5", "estimated")],
    ]  # fmt: skip
    assert cited(sources) == {1: "Title of test", 2: "Title of study", 3: "Title of law", 4: "elsewhere"}


def test_a_figure_of_nothing_is_told_where_somebody_stands_for_it() -> None:
    """Nought with a grade is a statement; nought without one is none, and no capacity is no figure."""
    free = charge_of(
        "border", "a border", Figure(0.0, 0.0, 0.0, "published", ("law",)), Figure(0.0, 0.0, 0.0, None, ())
    )
    cells = charge_cells([free], Sources(), {})
    assert [[(told.text, told.grade) for told in cell] for cell in cells] == [[], [("0.00", "published")], [], [], []]


def test_a_figure_without_a_range_is_told_alone() -> None:
    """A price that is the same at its lowest and at its highest is said once; one that is not has both ends."""
    flat = CHARGE._replace(cost_usd_low=100.0, cost_usd_high=100.0, time_h_low=36.0, time_h_high=36.0)
    cells = charge_cells([flat, CHARGE], Sources(), {})
    assert [told.text for told in cells[1]] == ["haul 1.5", "haul 1.5 (1.0 to 2.0)"]
    assert [told.text for told in cells[2]] == ["haul 100", "haul 100 (80 to 120)"]


def test_a_figure_that_is_nought_but_for_its_highest_is_told_without_a_grade() -> None:
    """What may cost something costs something."""
    free = charge_of("border", "a border", Figure(0.0, 0.0, 0.0, None, ()), Figure(0.0, 0.0, 0.0, None, ()))
    cells = charge_cells([free._replace(time_h_high=48.0, cost_usd_high=30.0)], Sources(), {})
    assert [[(told.text, told.grade) for told in cell] for cell in cells] == [
        [], [("0.00 (0.00 to 2.00)", "no grade")], [("0 (0 to 30)", "no grade")], [], [],
    ]  # fmt: skip


def test_a_road_has_no_gauge_and_its_charges_stand_between() -> None:
    """What it is, then five figures, then its state."""
    core = core_of(mode="road", gauge_mm=None)
    entry = link_entry("l0", core, core.links[0], (CHARGE,), sources=Sources())
    assert [told.text for told in entry.cells[0]] == ["road"]
    assert [[told.text for told in cell] for cell in entry.cells[1:4]] == [
        ["1,234.5"], ["1.5 (1.0 to 2.0)"], ["100 (80 to 120)"],
    ]  # fmt: skip
    assert [told.text for told in entry.cells[-1]] == ["operating"]
    assert len(entry.cells) + 1 == len(LINK_HEADS)


def test_of_several_charges_each_figure_says_what_it_is_of() -> None:
    """In the order of the charges."""
    other = charge_of("border", "a border", Figure(12.0, 12.0, 12.0, "derived", ()), Figure(0.0, 0.0, 0.0, None, ()))
    cells = charge_cells([CHARGE, other], Sources(), {})
    assert [told.text for told in cells[1]] == ["haul 1.5 (1.0 to 2.0)", "border 0.50"]
    assert charge_cells([], Sources(), {}) == [[], [], [], [], []]


@pytest.mark.parametrize(
    ("hours", "told"), [(22.8, "1.0"), (22.7, "0.95"), (240.0, "10.0"), (2.4, "0.10"), (36_000.0, "1,500.0")]
)
def test_days_have_two_places_below_one_and_then_one(hours: float, told: str) -> None:
    """What takes hours is not told as 0.1 days."""
    assert days(hours, hours, hours) == told
