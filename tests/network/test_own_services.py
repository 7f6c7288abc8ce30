"""Services and handling of one's own: places found one by one, ids made where none is given, cases once."""

from __future__ import annotations

from typing import Any

import pytest

import corridors as co
from corridors.network.joining import Joiner
from corridors.network.own_services import new_handling, new_services
from corridors.tables.given import Given, Hearing
from tests.micro import handling_row, micro

NETWORK = micro(
    "A ==10== B ==10== C ==10== KZ:D", further=[handling_row("loading", 5.0, 9.0, place="a", id="loading-a")]
)

LINE = {"origin": "A", "destination": "D", "links": ["a--b--rail", "b--c--rail", "c--d--rail"]}


def extended(**rows: Any) -> co.Network:
    return NETWORK.extend(**rows, check_lengths=False)


def findings(**rows: Any) -> list[str]:
    with pytest.raises(co.DataError) as told:
        extended(**rows)
    return list(told.value.findings)


@pytest.mark.parametrize(
    ("calls", "ids"), [(None, ()), ("B", ("b",)), ("B|c", ("b", "c")), (["B", "C"], ("b", "c")), (("b",), ("b",))]
)
def test_calls_are_places_by_name_or_id(calls: object, ids: tuple[str, ...]) -> None:
    """Of a list or a text with bars between; each is a join that is told."""
    network = extended(services=[LINE | {"calls": calls}])
    assert tuple(network.table("services").loc["a-d", "calls"]) == ids
    joins = network.extension.joins
    assert joins["column"].tolist() == ["origin", "destination", *["calls"] * len(ids)]
    assert joins["place"].tolist() == ["a", "d", *ids]
    assert set(joins["row"]) == {"a-d"}


def test_a_call_that_is_no_place_is_found_by_itself() -> None:
    """The others of the row are not blamed."""
    [found] = findings(services=[LINE | {"calls": ["B", "Nowhere"]}])
    assert found.startswith("services[row 0].calls: ")
    assert "Nowhere" in found


def test_services_without_an_id_are_named_after_their_ends() -> None:
    """The second of the same ends by its number; a name is the id where none is given."""
    rows = [LINE, LINE | {"name": "Night train"}, LINE | {"id": "mine"}]
    network = extended(services=rows)
    assert network.extension.added["services"] == ("a-d", "a-d-2", "mine")
    assert network.table("services")["name"].tolist() == ["a-d", "Night train", "mine"]
    [found] = findings(services=[LINE | {"id": "x"}, LINE | {"id": "x"}])
    assert "'x' is a service of the network already; give another" in found


def test_handling_without_an_id_is_named_after_its_case() -> None:
    """By what tells it from the others, the country by its code."""
    rows = [
        {"operation": "loading", "place": "B", "mode": "rail", "time_h": 1.0},
        {"operation": "border", "country_from": "Uzbekistan", "country_to": "KZ", "time_h": 2.0},
    ]
    network = extended(handling=rows)
    assert network.extension.added["handling"] == ("loading-b-rail", "border-UZ-KZ")
    table = network.table("handling")
    assert table.loc["loading-b-rail", "place"] == "b"
    assert (table.loc["border-UZ-KZ", "country_from"], table.loc["border-UZ-KZ", "time_grade"]) == ("UZ", "estimated")
    assert network.extension.joins[["row", "column", "place"]].to_numpy().tolist() == [["loading-b-rail", "place", "b"]]


def test_an_id_of_handling_that_is_taken_counts_on_or_is_refused() -> None:
    """One that was made counts on; one that was given is somebody's mistake."""
    other = {"operation": "loading", "place": "B", "time_h": 1.0}
    network = extended(handling=[other | {"id": "loading-c"}, other | {"place": "C"}])
    assert network.extension.added["handling"] == ("loading-c", "loading-c-2")
    [found] = findings(handling=[other | {"id": "loading"}])
    assert "'loading' is a row of handling already; give another" in found


def test_of_two_rows_for_one_case_the_first_is_told_with_its_figures() -> None:
    """Whether it stood before or came with the other; and one in its place keeps its id."""
    row = {"operation": "loading", "place": "A", "capacity_mt_per_year": 3.0}
    [found] = findings(handling=[row])
    assert "the same case stands already, 'loading-a' with 5 h, 9 USD; yours has 3 Mt a year" in found
    new = {"operation": "unloading", "place": "A", "id": "mine", "time_h": 1.0}
    [found] = findings(handling=[new, new | {"id": "yours", "time_h": None}])
    assert "'mine' with 1 h; yours has no figures" in found
    replaced = NETWORK.extend(handling=[row], on_conflict="replace").table("handling")
    assert replaced.index.tolist() == NETWORK.table("handling").index.tolist()
    assert (replaced.loc["loading-a", "place"], replaced.loc["loading-a", "capacity_mt_per_year"]) == ("a", 3.0)


def test_a_place_of_handling_that_is_none_is_found() -> None:
    [found] = findings(handling=[{"operation": "loading", "place": "Nowhere", "time_h": 1.0}])
    assert found.startswith("handling[row 0].place: ")


def services(*rows: dict[str, Any]) -> tuple[list[dict[str, Any]], list[Any], list[str]]:
    hearing = Hearing()
    core = NETWORK._core
    givens = [Given("services", number, row, None, f"s{number}") for number, row in enumerate(rows)]
    made, joins = new_services(givens, core, Joiner(core.places, 5.0), "user: me", hearing)
    return made, joins, hearing.findings


def test_services_that_cannot_be_read_are_left_out_with_their_joins() -> None:
    """Each for one reason, which is told once; the others are read."""
    made, joins, findings = services(
        LINE | {"origin": "Nowhere", "departures_per_week": 3},
        LINE | {"id": "x", "departures_per_week": 3},
        LINE | {"id": "x"},
        LINE | {"mode": "boat"},
        LINE | {"calls": "B|Nowhere"},
    )
    assert [row["id"] for row in made] == ["x"]
    assert [(join.row, join.column, join.place) for join in joins] == [("x", "origin", "a"), ("x", "destination", "d")]
    assert [finding.partition(":")[0] for finding in findings] == ["s0.origin", "s2.id", "s3.mode", "s4.calls"]
    assert made[0]["departures_grade"] == "estimated"
    assert (made[0]["departures_source"], made[0]["status_source"]) == (("user: me",), ("user: me",))
    assert (made[0]["mode"], made[0]["status"], made[0]["direction"]) == ("rail", "running", "both")


def test_an_id_of_a_service_that_is_made_is_none_that_stands_or_comes() -> None:
    """Counted on from two."""
    made, _, _ = services(LINE | {"id": "a-d-2"}, LINE, LINE, LINE)
    assert [row["id"] for row in made] == ["a-d-2", "a-d", "a-d-3", "a-d-4"]
    assert [row["name"] for row in made] == ["a-d-2", "a-d", "a-d-3", "a-d-4"]


def handling(*rows: dict[str, Any], replace: bool = False) -> tuple[Any, list[str]]:
    hearing = Hearing()
    core = NETWORK._core
    givens = [Given("handling", number, row, None, f"h{number}") for number, row in enumerate(rows)]
    made = new_handling(givens, core, Joiner(core.places, 5.0), "user: me", hearing, replace=replace)
    return made, hearing.findings


def test_handling_that_cannot_be_read_is_left_out() -> None:
    """A country that nobody knows is left as it is, and a case that came before stands."""
    case = {"operation": "loading", "place": "B", "time_h": 2.5}
    (rows, instead, joins), findings = handling(
        case | {"place": "Nowhere"}, case | {"time_h": "long"}, case, case | {"country": "Atlantis"}, case
    )
    assert [row["id"] for row in rows] == ["loading-b", "loading-b-Atlantis"]
    assert (instead, [join.row for join in joins]) == ({}, ["loading-b", "loading-b-Atlantis"])
    assert [finding.partition(": ")[0] for finding in findings] == ["h0.place", "h1.time_h", "h4"]
    assert findings[2] == (
        "h4: the same case stands already, 'loading-b' with 2.5 h; yours has 2.5 h; on_conflict='replace' has yours"
    )


def test_handling_in_place_of_other_keeps_its_id() -> None:
    """Once and again; a case that is new is no replacement."""
    case = {"operation": "loading", "place": "A", "cost_usd": 1234.5, "id": "mine"}
    (rows, instead, joins), findings = handling(case, case | {"place": "C"}, replace=True)
    assert findings == []
    assert [row["id"] for row in rows] == ["mine"]
    assert [(id_, row["id"], row["cost_usd"]) for id_, row in instead.items()] == [("loading-a", "loading-a", 1234.5)]
    assert len(joins) == 2
    (rows, instead, _), _ = handling({"operation": "border", "time_h": 0.5, "id": None}, replace=True)
    assert (rows, [row["time_h"] for row in instead.values()]) == ([], [0.5])
