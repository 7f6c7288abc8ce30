"""The record of closures: spells, how often, how long, and what counts as a closure of an element."""

from __future__ import annotations

from datetime import date
from typing import Any

import corridors as co
from corridors.disruption.history import merged, spells_of
from tests.micro import blank, micro

DRAWN = ("A ==5== B ==5== C", "A ==20== D ==10== C")


def event(name: str, start: str, end: str | None, *links: str, **cells: Any) -> dict[str, Any]:
    graded = {"status": "ended", "grade": "published", "source": ("test",), "capacity_factor": 0.0}
    usual = {"id": name, "name": name, "kind": "closure", "start": start, "end": end, "links": links}
    return blank("events", **usual | graded | cells)


def test_spells_that_touch_are_one() -> None:
    days = [date(2024, 1, day) for day in (1, 5, 6, 9, 12, 13)]
    assert merged([(days[0], days[1]), (days[2], days[3]), (days[4], days[5])]) == [
        (days[0], days[3]),
        (days[4], days[5]),
    ]


def test_a_season_is_a_spell_each_year_over_the_turn_of_the_year() -> None:
    winter = {"start": "2020-01-01", "end": "2022-02-10", "months": ("12", "1", "2")}
    spells = spells_of(winter, date(2026, 1, 1))
    assert [(str(first), str(last)) for first, last in spells] == [
        ("2020-01-01", "2020-02-29"),
        ("2020-12-01", "2021-02-28"),
        ("2021-12-01", "2022-02-10"),
    ]


def test_events_after_the_record_ends_do_not_count() -> None:
    assert spells_of({"start": "2027-01-01", "end": None, "months": ()}, date(2026, 1, 1)) == []


def test_only_a_closure_of_all_of_an_element_is_one_of_it() -> None:
    rows = [
        event("part", "2024-01-01", "2024-01-10", "a--b--rail"),
        event("whole", "2025-01-01", "2025-01-05", "a--b--rail", "b--c--rail"),
    ]
    network = micro(*DRAWN, events=rows)
    by_place = co.criticality([("a", "c")], by="place", weight="time", network=network)
    assert by_place["b"].expected.record.events == ("whole",)
    by_link = co.criticality([("a", "c")], weight="time", network=network)
    assert by_link["a--b--rail"].expected.record.events == ("part", "whole")
    assert by_link["a--b--rail"].expected.record.durations_h == (240.0, 120.0)


def test_a_closure_that_lasts_is_counted_to_the_end_of_the_record_and_told() -> None:
    network = micro(*DRAWN, events=[event("lasting", "2026-10-23", None, "a--b--rail")], on="2026-10-01")
    losses = co.criticality([("a", "c")], weight="time", network=network)
    record = losses["a--b--rail"].expected.record
    assert record.open_ended
    assert record.durations_h == (240.0,)
    assert "(lasting)" in losses.summary()


def test_where_waiting_has_no_price_nothing_is_expected() -> None:
    network = micro(*DRAWN, events=[event("past", "2024-01-01", "2024-01-10", "a--b--rail")])
    assert co.criticality([("a", "c")], weight="cost", network=network)["a--b--rail"].expected is None


def test_other_shipments_have_records_of_their_own() -> None:
    rows = [event("boxes", "2024-01-01", "2024-01-10", "a--b--rail", shipments=("feu", "teu"))]
    network = micro(*DRAWN, events=rows)
    assert co.criticality([("a", "c")], weight="time", network=network)["a--b--rail"].expected is not None
    bulk = co.criticality([("a", "c")], weight="time", shipment="wagon", network=network)
    assert bulk["a--b--rail"].expected is None
