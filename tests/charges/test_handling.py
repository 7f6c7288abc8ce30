"""Handling rows: which one holds for an operation at a place."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

import corridors as co
from corridors.charges.handling import HandlingTable
from corridors.tables.reading import Row
from tests.micro import blank, micro, micro_tables

TRANSHIPMENT = {
    "operation": "transhipment",
    "place": "b",
    "country": "UZ",
    "mode_from": "rail",
    "mode_to": "road",
    "shipment": "feu",
}
BORDER = {
    "operation": "border",
    "place": ("a", "b"),
    "country": "KZ",
    "country_from": "UZ",
    "country_to": "KZ",
    "mode": "rail",
    "shipment": "feu",
}


def row(name: str, *, operation: str = "transhipment", hours: float | None = 1.0, **cells: Any) -> Row:
    graded = {"time_grade": "derived", "time_source": ("test",)} if hours is not None else {}
    return blank("handling", id=name, operation=operation, time_h=hours, **graded, **cells)


def winner(rows: list[Row], query: dict[str, Any]) -> str | None:
    """Id of the row whose time holds, the same in every order of the table."""
    found = {(hit["id"] if (hit := HandlingTable(order).find(**query).time) else None) for order in permutations(rows)}
    assert len(found) == 1, f"depends on the order of the rows: {found}"
    return found.pop()


def test_place_beats_country_beats_default() -> None:
    """What is known of a port counts more than what holds in its country, and that more than anywhere."""
    rows = [row("anywhere"), row("country", country="UZ"), row("place", place="b")]
    assert winner(rows[:1], TRANSHIPMENT) == "anywhere"
    assert winner(rows[:2], TRANSHIPMENT) == "country"
    assert winner(rows, TRANSHIPMENT) == "place"


@pytest.mark.parametrize(
    ("cells", "more"),
    [
        ({"mode_from": "rail"}, {"mode_to": "road"}),
        ({"shipment": "feu"}, {"mode_from": "rail"}),
        ({"country": "UZ"}, {"shipment": "feu"}),
        ({"place": "b"}, {"mode_from": "rail", "mode_to": "road", "shipment": "feu"}),
    ],
)
def test_a_row_that_says_more_wins(cells: dict[str, Any], more: dict[str, Any]) -> None:
    """Of two rows that agree, the one with more of the case filled in is the more specific."""
    assert winner([row("less", **cells), row("more", **cells, **more)], TRANSHIPMENT) == "more"


def test_the_place_outweighs_everything_else() -> None:
    """A row for the port itself beats one that names country, modes and shipment but no port."""
    detailed = row("detailed", country="UZ", mode_from="rail", mode_to="road", shipment="feu")
    assert winner([row("port", place="b"), detailed], TRANSHIPMENT) == "port"


def test_the_country_outweighs_modes_and_shipment() -> None:
    """A row for the country beats one that names modes and shipment for anywhere."""
    anywhere = row("anywhere", mode_from="rail", mode_to="road", shipment="feu")
    assert winner([anywhere, row("country", country="UZ")], TRANSHIPMENT) == "country"


def test_a_row_that_disagrees_in_one_cell_is_out() -> None:
    """Filled cells must all agree, however specific the row is."""
    rows = [
        row("default"),
        row("elsewhere", place="c", country="UZ"),
        row("abroad", country="KZ"),
        row("other way", mode_from="road", mode_to="rail"),
        row("wagons", shipment="wagon"),
        row("loading", operation="loading", place="b"),
    ]
    for rest in rows[1:]:
        assert winner([rows[0], rest], TRANSHIPMENT) == "default"
    assert winner(rows[1:4], TRANSHIPMENT) is None


def test_gauges_are_told_apart_by_direction() -> None:
    """Changing from 1520 to 1435 may take longer than the other way."""
    rows = [
        row("in", operation="gauge_change", gauge_from=1435, gauge_to=1520, hours=8.0),
        row("out", operation="gauge_change", gauge_from=1520, gauge_to=1435, hours=24.0),
    ]
    query = {"operation": "gauge_change", "place": "b", "country": "UZ", "mode": "rail", "shipment": "feu"}
    assert winner(rows, query | {"gauge_from": 1520, "gauge_to": 1435}) == "out"
    assert winner(rows, query | {"gauge_from": 1435, "gauge_to": 1520}) == "in"


def test_a_table_that_is_changed_in_some_rows_is_as_one_made_anew() -> None:
    """And the very same where none is."""
    before = [row("anywhere"), row("country", country="UZ"), row("place", place="b"), row("other", place="c")]
    table = HandlingTable(before)
    assert table.changed(before, before, ()) is table
    for touched in ({0}, {2}, {1, 3}):
        after = [each | ({"time_h": 7.0 + n} if n in touched else {}) for n, each in enumerate(before)]
        changed, anew = table.changed(after, before, touched), HandlingTable(after)
        for place in "abc":
            query = TRANSHIPMENT | {"place": place}
            assert changed.find(**query) == anew.find(**query)
    assert table.find(**TRANSHIPMENT) == HandlingTable(before).find(**TRANSHIPMENT)


@pytest.mark.parametrize(
    "cells", [{"place": "c"}, {"country": "KZ"}, {"mode_to": "sea"}, {"operation": "loading"}, {"shipment": "teu"}]
)
def test_a_row_that_comes_to_mean_another_case_is_looked_up_there(cells: dict[str, Any]) -> None:
    """Where it was it holds no more, and a row that is added holds as well."""
    before = [row("anywhere", hours=9.0), row("moved", place="b", mode_to="road", country="UZ", shipment="feu")]
    table, moved = HandlingTable(before), before[1] | cells
    for after in ([before[0], moved], [*before, moved | {"id": "added", "time_h": 3.0}]):
        changed, anew = table.changed(after, before, {len(after) - 1}), HandlingTable(after)
        for query in (TRANSHIPMENT, TRANSHIPMENT | cells):
            assert changed.find(**query) == anew.find(**query)
    assert HandlingTable([before[0], moved]).find(**TRANSHIPMENT).time != table.find(**TRANSHIPMENT).time


def test_time_price_and_capacity_may_come_from_different_rows() -> None:
    """A port's time may be published and its price not; each figure comes from the best row that has it."""
    rows = [
        row("default", hours=5.0, cost_usd=50.0, cost_grade="derived", cost_source=("test",)),
        row("country", hours=None, country="UZ", cost_usd=40.0, cost_grade="derived", cost_source=("test",)),
        row("port", hours=9.0, place="b"),
        row("berth", hours=None, place="b", capacity_mt_per_year=3.0),
    ]
    for order in permutations(rows):
        found = HandlingTable(order).find(**TRANSHIPMENT)
        assert found.time is not None
        assert found.cost is not None
        assert found.capacity is not None
        assert (found.time["id"], found.cost["id"], found.capacity["id"]) == ("port", "country", "berth")


def test_zero_hours_are_a_figure_and_no_blank() -> None:
    """A row may say that an operation takes no time; that is not the same as saying nothing."""
    assert winner([row("default"), row("port", place="b", hours=0.0)], TRANSHIPMENT) == "port"


def test_nothing_known_is_none() -> None:
    """Without any row for the operation nothing is charged, and the caller can tell."""
    found = HandlingTable([]).find(**TRANSHIPMENT)
    assert (found.time, found.cost, found.capacity) == (None, None, None)


def test_a_border_may_be_named_by_either_of_its_places() -> None:
    """A crossing has a station on each side, and sources name the one or the other."""
    default = row("default", operation="border")
    assert winner([default, row("a", operation="border", place="a")], BORDER) == "a"
    assert winner([default, row("b", operation="border", place="b")], BORDER) == "b"
    assert winner([default, row("c", operation="border", place="c")], BORDER) == "default"


def test_a_border_of_two_countries_beats_one_of_the_country_entered() -> None:
    """Entering Kazakhstan from Uzbekistan is more specific than entering it at all; direction counts."""
    rows = [
        row("entering", operation="border", country="KZ"),
        row("pair", operation="border", country_from="UZ", country_to="KZ"),
        row("leaving", operation="border", country_from="KZ", country_to="UZ"),
    ]
    assert winner(rows, BORDER) == "pair"


def test_of_rows_for_either_side_of_a_border_the_more_specific_wins() -> None:
    """A row for trains at the far side is more specific than one for anything at the near side."""
    rows = [
        row("near", operation="border", place="a"),
        row("far", operation="border", place="b", mode="rail"),
    ]
    assert winner(rows, BORDER) == "far"


def test_handling_reaches_the_route() -> None:
    """The rows of the table are what a route is charged: the port's own hours instead of the default's."""
    drawing = "A ==10== B ..10.. C"
    port = row("port", place="b", hours=77.0)
    network = micro(drawing, handling=[*micro_tables(drawing)["handling"], port])
    charge = co.shortest_route("A", "C", network=network).steps[2].charge
    assert (charge.kind, charge.time_h, charge.cost_usd) == ("transhipment", 77.0, 50.0)
