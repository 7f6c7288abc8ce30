"""The packaged journeys that somebody printed: each says what it counts, how it travelled and whether it ran.

The validation asks every figure in its own service and scope, and judges the model by what happened. A row that
leaves one of these open would be asked a question that nobody answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from corridors.tables.reading import Row, read_tables

Journey = dict[str, Any]

#: Regimes of what ran or is called usual, and of what was promised, planned or written into a timetable.
RAN = {"block train", "truck", "vessel", "typical", "market"}
PROMISED = {"schedule", "announced", "plan"}

EAST_CASPIAN = {"aktau", "kuryk", "turkmenbashi", "bandar-anzali", "amirabad"}
CENTRAL_ASIA = {"KZ", "KG", "TJ", "TM", "UZ"}


@pytest.fixture(scope="module")
def tables() -> Any:
    return read_tables(everything=True)


@pytest.fixture(scope="module")
def published(tables: Any) -> list[Row]:
    return list(tables["published"])


@pytest.fixture(scope="module")
def times(published: list[Row]) -> list[Row]:
    """Times that the model is asked for."""
    return [row for row in published if row["quantity"].startswith("transit") and row["usable"] == "yes"]


def ids(rows: Iterator[Row]) -> list[str]:
    """What an assertion shows when it fails."""
    return [row["id"] for row in rows]


def test_every_time_says_what_it_counts_and_whether_it_happened(times: list[Row]) -> None:
    """From departure to arrival, from handing in to collecting or from door to door; done, or only said."""
    assert ids(row for row in times if not row["scope"] or not row["happened"]) == []


def test_what_went_by_rail_says_in_what_service(times: list[Row]) -> None:
    """And what went by road, ferry or sea alone says none."""
    assert ids(row for row in times if ("rail" in row["modes"]) != bool(row["service"])) == []


def test_a_time_without_its_way_of_travelling_is_not_asked(times: list[Row]) -> None:
    """Any mode would do otherwise, and the quickest answers."""
    assert ids(row for row in times if not row["modes"]) == []


def test_what_happened_is_told_by_the_regime(times: list[Row]) -> None:
    """A plan did not run and a counted train was not announced: the two columns never contradict each other."""
    assert {row["comparable_as"] for row in times} <= RAN | PROMISED
    assert ids(row for row in times if (row["comparable_as"] in RAN) != (row["happened"] == "yes")) == []


def test_what_happened_has_a_year(times: list[Row]) -> None:
    """A journey on no date could have been on any network."""
    assert ids(row for row in times if row["happened"] == "yes" and not (row["year"] or row["on"])) == []


def test_only_what_ran_was_first_or_a_record(times: list[Row]) -> None:
    """What was expected of a first train is an expectation, not a first run."""
    assert ids(row for row in times if row["occasion"] and row["happened"] != "yes") == []


def test_a_run_is_never_asked_for_as_more_than_a_run(times: list[Row]) -> None:
    """Where the source says that it printed the train or ship alone, nothing else may be counted."""
    assert ids(row for row in times if row["spans"] == "run" and row["scope"] != "run") == []


def test_single_wagons_are_no_containers(times: list[Row]) -> None:
    """A container has a service of its own; a wagon goes alone or in a whole train."""
    assert ids(row for row in times if row["shipment"] == "wagon" and row["service"] == "regular") == []


def test_the_printed_range_is_one(times: list[Row]) -> None:
    """The low end below the high one, and not the record of one train with the norm of all."""
    ends = [(row["low"], row["high"]) for row in times]
    assert all(low is not None or high is not None for low, high in ends)
    assert ids(row for row in times if row["low"] and row["high"] and not row["low"] <= row["high"]) == []
    wide = [row for row in times if row["low"] and row["high"] and row["high"] > 2 * row["low"]]
    assert ids(row for row in wide if row["occasion"] == "record") == []


def test_no_journey_stands_twice_from_one_source(times: list[Row]) -> None:
    """The same way on the same date in the same words would count double."""
    told = Counter(
        (source, *(str(row[column]) for column in (
            "origin", "destination", "via", "modes", "on", "shipment", "scope", "comparable_as", "occasion",
        )))
        for row in times
        for source in row["source"]
    )  # fmt: skip
    assert [key for key, times_told in told.items() if times_told > 1] == []


def test_a_price_says_whether_it_was_asked_or_only_listed(published: list[Row]) -> None:
    """A market's price happened; a list of rates is what somebody would like to have."""
    prices = [row for row in published if row["quantity"].startswith("cost")]
    assert (
        ids(row for row in prices if (row["comparable_as"] in ("market", "index")) != (row["happened"] == "yes")) == []
    )
    assert ids(row for row in prices if ("rail" in row["modes"]) != bool(row["service"])) == []


def test_kilometres_and_tonnes_neither_happen_nor_wait(published: list[Row]) -> None:
    """The columns of journeys stay blank where there is none."""
    others = [row for row in published if not row["quantity"].startswith(("transit", "cost"))]
    assert others
    assert ids(row for row in others if row["service"] or row["scope"] or row["happened"]) == []
    assert ids(row for row in published if row["scope"] and not row["quantity"].startswith("transit")) == []


GROUPS: dict[str, Callable[[Journey], bool]] = {
    "ordinary block trains": lambda j: j["comparable_as"] == "block train" and not j["occasion"],
    "usual": lambda j: j["comparable_as"] == "typical",
    "China-Central Asia": lambda j: "CN" in j["ends"] and bool(j["ends"] & CENTRAL_ASIA),
    "Uzbek ends": lambda j: "UZ" in j["ends"],
    "Caspian": lambda j: bool({"ferry", "sea"} & j["modes"]) and bool(EAST_CASPIAN & j["points"]),
    "Iran": lambda j: "IR" in j["countries"],
    "lorries": lambda j: "road" in j["modes"] and "rail" not in j["modes"],
}


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_that_is_judged_can_be_told_and_has_journeys(group: str, times: list[Row], tables: Any) -> None:
    """From the columns alone, and enough of them that a share means something."""
    country = {place["id"]: place["country"] for place in tables["places"]}
    members = 0
    for row in times:
        points = {row["origin"], row["destination"], *row["via"]}
        journey = {
            "comparable_as": row["comparable_as"],
            "occasion": row["occasion"],
            "modes": set(row["modes"]),
            "points": points,
            "countries": {country[point] for point in points},
            "ends": {country[row["origin"]], country[row["destination"]]},
        }
        members += row["happened"] == "yes" and GROUPS[group](journey)
    assert members >= 10
