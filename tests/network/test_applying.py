"""Scenarios and dates in any order: what is shut for some years is shut in these, whichever was asked for first."""

from __future__ import annotations

import pytest

import corridors as co
from corridors.changes.entry import Entry
from tests.micro import micro

NETWORK = micro("A ==10== B ==10== C")

#: The line from A to B is shut from 2030 to 2034.
WORKS = co.Scenario("works", shut=(Entry(("a--b--rail",), since="2030", until="2034"),))
#: That from B to C is shut, whatever the date.
FLOOD = co.Scenario("flood", shut=("b--c--rail",))


@pytest.mark.parametrize(("on", "shut"), [("2029", False), ("2032", True), ("2036", False)])
def test_a_dated_scenario_is_looked_at_on_any_date(on: str, *, shut: bool) -> None:
    """Before, after and again: the years are those of the network's date, not those of when it was applied."""
    for network in (NETWORK.apply(WORKS).at(on), NETWORK.at(on).apply(WORKS), NETWORK.apply(WORKS).at(2032).at(on)):
        assert ("a--b--rail" in network.closures) == shut
        assert network.scenarios == ("works",)
        assert network.on == f"{on}-12-31"


def test_what_is_applied_later_keeps_the_date() -> None:
    """And both scenarios are there, on this date and on the next."""
    both = NETWORK.apply(WORKS).at("2032").apply(FLOOD)
    assert (both.on, both.scenarios, set(both.closures)) == (
        "2032-12-31", ("works", "flood"), {"a--b--rail", "b--c--rail"},
    )  # fmt: skip
    assert set(both.at("2036").closures) == {"b--c--rail"}


def test_a_scenario_of_no_date_is_the_same_on_each() -> None:
    """Its tables are not made again."""
    changed = NETWORK.apply(co.Scenario("longer", links={"a--b--rail": {"length_km": 30.0}}))
    later = changed.at("2035")
    assert later._core is changed._core
    assert later.on == "2035-12-31"
    assert later.apply(FLOOD).links["length_km"].tolist() == [30.0, 10.0]
    assert "b--c--rail" in later.apply(FLOOD).closures


def test_the_date_that_a_scenario_is_meant_for_holds_where_none_was_asked_for() -> None:
    """Asked for before or after, a date is the caller's."""
    meant = co.Scenario("meant", shut=WORKS.shut, on="2032")
    assert NETWORK.apply(meant).on == "2032-12-31"
    assert "a--b--rail" in NETWORK.apply(meant).closures
    for network in (NETWORK.at("2036").apply(meant), NETWORK.apply(meant).at("2036")):
        assert network.on == "2036-12-31"
        assert network.closures == {}
    assert NETWORK.apply(meant).apply(FLOOD).on == "2032-12-31"
