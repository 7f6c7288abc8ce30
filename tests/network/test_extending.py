"""Rows of one's own in one call: they may name each other, in whatever order."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

import corridors as co
from tests.micro import micro

NETWORK = micro("A ==10== B")

#: Three terminals a degree apart, east of all that stands.
NEW = [{"id": f"t{n}", "name": f"Terminal {n}", "country": "UZ", "lat": 41.0, "lon": 65.0 + n} for n in range(3)]


@pytest.mark.parametrize(("first", "second"), list(permutations(range(3), 2)))
def test_a_point_joins_the_new_place_that_lies_there(first: int, second: int) -> None:
    """Whichever of the new ones it is, and not one that stood before."""
    row = {"from": (41.0, 65.0 + first), "to": (41.001, 65.0 + second), "mode": "road", "length_km": 170.0}
    network = NETWORK.extend(places=NEW, links=[row])
    link = network.links.iloc[-1]
    assert (link["from"], link["to"]) == (f"t{first}", f"t{second}")
    assert network.extension.joins["place"].tolist() == [f"t{first}", f"t{second}"]


def test_all_that_is_wrong_is_told_at_once() -> None:
    """Of the rows that could be read as well as of those that could not."""
    rows = [
        {"from": "A", "to": "Nowhere", "mode": "road", "length_km": 3.0},
        {"from": "A", "to": "B", "mode": "road", "length_km": 3.0, "opened": "2030", "closed": "2020"},
    ]
    with pytest.raises(co.DataError) as told:
        NETWORK.extend(links=rows)
    assert len(told.value.findings) == 2
    assert "Nowhere" in told.value.findings[0]
    assert "2020" in told.value.findings[1]


def test_a_source_that_is_new_is_told_by_whom_it_was_named() -> None:
    """The user stands for what names no source; one that is known already is not written again."""
    rows = [
        {"from": "A", "to": "B", "mode": "road", "length_km": 11.0, "length_source": "survey;test", "time_h": 1.5},
        {"from": "B", "to": "A", "mode": "ferry", "length_km": 12.0, "length_source": "survey"},
    ]
    network = NETWORK.extend(links=rows, owner=" Ministry ", check_lengths=False)
    table: Any = network.table("sources")
    assert table.index.tolist() == ["test", "user", "survey", "user: Ministry"]
    assert table.loc["user: Ministry", ["title", "kind", "notes"]].tolist() == [
        "Given by Ministry, a user of the library",
        "method",
        "Stands behind figures put beside the data with Network.extend that name no source",
    ]
    assert table.loc["survey", ["title", "kind", "notes"]].tolist() == [
        "survey", "reference", "Named by user: Ministry",
    ]  # fmt: skip
    named = [note for note in network.extension.notes if note.startswith("sources[")]
    assert named == ["sources[survey]: named by you, and new to the network"]
    again = network.extend(
        links=[rows[0] | {"id": "again"}], owner="Ministry", check_lengths=False, on_conflict="keep both"
    )
    assert again.table("sources").index.tolist() == table.index.tolist()


def test_the_edition_is_named_apart_once() -> None:
    """However often rows are put beside it."""
    row = {"from": "A", "to": "B", "mode": "road", "length_km": 11.0}
    once = NETWORK.extend(links=[row], check_lengths=False)
    twice = once.extend(links=[row | {"mode": "ferry"}], check_lengths=False)
    assert NETWORK.edition != once.edition == twice.edition
    assert once.edition.endswith("own")


def test_a_further_column_of_some_links_is_blank_on_the_others() -> None:
    """Of those that stand, of those that come, and of those that come later."""
    rows = [{"from": "A", "to": "B", "mode": mode, "length_km": 11.0} for mode in ("road", "ferry")]
    once = NETWORK.extend(links=[rows[0] | {"toll": 3}, rows[1] | {"noise": 4.5}], check_lengths=False)
    assert once.links["toll"].fillna(-1).tolist() == [-1, 3, -1]
    assert once.links["noise"].fillna(-1).tolist() == [-1, -1, 4.5]
    replaced = once.extend(links=[rows[0] | {"width": 2}], on_conflict="replace", check_lengths=False)
    assert replaced.links["width"].fillna(-1).tolist() == [-1, 2, -1]
    assert replaced.links["noise"].fillna(-1).tolist() == [-1, -1, 4.5]


def test_a_service_over_a_link_that_cannot_be_read_is_not_blamed_for_it() -> None:
    """One finding; over a link that nobody gave there are two."""
    link = {"id": "mine", "from": "A", "to": "B", "mode": "rail", "gauge_mm": 1435, "length_km": "far"}
    train = {"origin": "A", "destination": "B", "links": ["mine"], "departures_per_week": 3}
    with pytest.raises(co.DataError) as told:
        NETWORK.extend(links=[link], services=[train])
    [finding] = told.value.findings
    assert finding.startswith("links[mine].length_km: 'far' is no number")
    with pytest.raises(co.DataError) as told:
        NETWORK.extend(links=[link | {"length_km": 12.0}], services=[train | {"links": ["yours"]}], check_lengths=False)
    assert any("'yours' is not in links" in finding for finding in told.value.findings)


def test_every_link_has_every_column() -> None:
    """A row that lacks one would be no row of the table."""
    rows = [{"from": "A", "to": "B", "mode": mode, "length_km": 11.0, name: 3.5} for mode, name in
            (("road", "toll"), ("ferry", "noise"))]  # fmt: skip
    links = NETWORK.extend(links=rows, check_lengths=False)._core.tables["links"]
    assert {tuple(sorted(row)) for row in links} == {
        tuple(sorted({*NETWORK._core.tables["links"][0], "toll", "noise"}))
    }
    assert [(row["toll"], row["noise"]) for row in links] == [(None, None), (3.5, None), (None, 3.5)]
