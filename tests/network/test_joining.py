"""Cells and points become the place they mean: the nearest by brute force, within a bound, and never one of two."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import corridors as co
from corridors.charges.model import Place
from corridors.network.extending import Asked
from corridors.network.joining import Joiner, Spot, gap_km
from corridors.tables.given import Given, Hearing
from corridors.tables.sphere import great_circle_km
from tests.micro import micro, micro_tables


def place(index: int, lat: float | None, lon: float | None, kind: str = "city", name: str = "") -> Place:
    return Place(index, f"p{index}", name or f"Place {index}", "UZ", kind, lat, lon, None, (name or f"Place {index}",))


points = st.tuples(st.floats(38, 44), st.floats(58, 72))


@given(st.lists(st.tuples(points, st.booleans(), st.booleans()), max_size=12), points, st.booleans())
def test_the_nearest_are_those_of_a_look_at_each(drawn: list[Any], at: tuple[float, float], at_sea: bool) -> None:
    """Three at most, nearest first; straits only for what sails, and none that lies nowhere."""
    places = [
        place(n, None if nowhere else lat, lon, "strait" if strait else "city")
        for n, ((lat, lon), strait, nowhere) in enumerate(drawn)
    ]
    spot = Spot(at[1], at[0], "point")
    found = Joiner(places, 5.0).near(spot, at_sea=at_sea)
    wanted = sorted(
        (great_circle_km(at[0], at[1], p.lat, p.lon), p.index)
        for p in places
        if p.lat is not None and p.lon is not None and (at_sea or p.kind != "strait")
    )[:3]
    assert [km for _, km in found] == pytest.approx([km for km, _ in wanted], abs=1e-6)
    assert len({p.index for p, _ in found}) == len(found)


@given(st.floats(0.0, 0.2), st.sampled_from((1.0, 5.0, 10.0)))
def test_a_point_is_joined_within_the_bound_and_told_how_far(off: float, within: float) -> None:
    """Beyond it nothing is guessed: the nearest are told."""
    places = [place(0, 40.0, 60.0), place(1, 40.0, 63.0)]
    hearing = Hearing()
    row = Given("links", 0, {}, None, "links[row 0]")
    found = Joiner(places, within).nearest(Spot(60.0, 40.0 + off, "point"), row, "from", hearing)
    km = great_circle_km(40.0 + off, 60.0, 40.0, 60.0)
    assume(abs(km - within) > 1e-9)
    if km < within:
        assert found is not None
        assert found.place is places[0]
        assert found.km == pytest.approx(km)
        assert (found.next_place, found.by) == (places[1], "point")
        told = found.told(row, "l", "from")
        assert (told.place, told.next_place, told.km, told.column) == ("p0", "p1", found.km, "from")
        assert hearing.findings == []
    else:
        assert found is None
        [finding] = hearing.findings
        assert f"no place is within {within:g} km: nearest 'p0' (Place 0) {km:.1f} km, 'p1'" in finding


def test_of_two_as_near_none_is_taken() -> None:
    """The user says which."""
    hearing = Hearing()
    twins = [place(0, 40.0, 60.0), place(1, 40.0, 60.0), place(2, 40.0, 60.001)]
    row = Given("links", 0, {}, None, "links[row 0]")
    assert Joiner(twins, 5.0).nearest(Spot(60.0, 40.0, "line end"), row, "to", hearing) is None
    assert hearing.findings[0].startswith("links[row 0].to: the line ends at (40, 60), as near to two places")
    apart = [place(0, 40.0, 60.0), place(1, 40.0, 60.001)]
    assert Joiner(apart, 5.0).nearest(Spot(60.0, 40.0, "line end"), row, "to", hearing) is not None
    assert Joiner([], 5.0).nearest(Spot(60.0, 40.0, "point"), row, "to", hearing) is None
    assert "nearest none" in hearing.findings[-1]
    assert gap_km(Spot(60.0, 40.0, "point"), place(0, None, 60.0)) is None
    assert gap_km(Spot(60.0, 40.0, "point"), place(0, 40.0, None)) is None


@pytest.mark.parametrize(
    ("asked", "found", "by"),
    [("p1", "p1", "id"), (" Place 1 ", "p1", "name"), ("40, 61", "p1", "point"), ((40.0, 61.0), "p1", "point"),
     ([40, 61.01], "p1", "point")],
)  # fmt: skip
def test_a_cell_is_an_id_a_name_or_a_point(asked: Any, found: str, by: str) -> None:
    """In this order, each as it is written."""
    hearing = Hearing()
    joiner = Joiner([place(0, 40.0, 60.0), place(1, 40.0, 61.0)], 5.0)
    joined = joiner.find(Given("links", 0, {"from": asked}, None, "l"), "from", hearing)
    assert joined is not None, hearing.findings
    assert (joined.place.id, joined.by) == (found, by)


@pytest.mark.parametrize(
    ("asked", "says"),
    [(None, "blank; name a place"), ("Plce 1", "is it 'p1'"), ("xyz", "add it to places"), (7, "'7' is no place"),
     ("mine", "is in your places, where something is wrong"), ((91.0, 60.0), "is no place"),
     ((40.0, 181.0), "is no place"), (("a", "b"), "is no place"), ((1, 2, 3), "is no place"),
     ("Twin", "may be several places; give 'p2' (Twin, UZ) or")],
)  # fmt: skip
def test_what_names_no_place_or_two_is_found(asked: Any, says: str) -> None:
    """With what it might be."""
    hearing = Hearing()
    places = [
        place(0, 40.0, 60.0),
        place(1, 40.0, 61.0),
        place(2, 41.0, 60.0, name="Twin"),
        place(3, 42.0, 60.0, name="Twin"),
    ]
    joined = Joiner(places, 5.0, {"mine"}).find(Given("links", 0, {"from": asked}, None, "l"), "from", hearing)
    assert joined is None
    [finding] = hearing.findings
    assert says in finding


def spread() -> co.Network:
    """A and B a degree apart, C nowhere near."""
    tables = micro_tables("A ==90== B", "C ==900== B")
    for row, lon in zip(tables["places"], (60.0, 61.0, 70.0), strict=True):
        row["lon"] = lon
    return co.Network(tables)


@pytest.mark.parametrize(
    ("km", "fine"), [(85.0, True), (340.0, True), (343.0, True), (345.0, False), (900.0, False), (88_000.0, False)]
)
def test_lengths_of_new_links_are_held_against_the_great_circle(km: float, *, fine: bool) -> None:
    """85.2 km apart: up to four times that and three more; metres are asked about; and who means it says so."""
    row = {"from": "A", "to": "B", "mode": "road", "length_km": km}
    if fine:
        assert len(spread().extend(links=[row]).links) == 3
        return
    with pytest.raises(co.DataError) as told:
        spread().extend(links=[row])
    assert "the places are 85.2 km apart" in str(told.value)
    assert ("in metres? then give 88" in str(told.value)) == (km > 80_000)
    assert len(spread().extend(links=[row], check_lengths=False).links) == 3


def test_a_conflict_is_with_the_same_stretch_in_the_same_mode_and_gauge() -> None:
    """Either way round; another mode or gauge is another stretch."""
    rail = {"from": "B", "to": "A", "mode": "rail", "gauge_mm": 1520, "length_km": 91}
    with pytest.raises(co.DataError, match="the same stretch in the same mode stands already"):
        spread().extend(links=[rail])
    for other in ({"mode": "road", "gauge_mm": None}, {"gauge_mm": 1435}):
        assert len(spread().extend(links=[rail | other]).links) == 3
    both = spread().extend(links=[rail, rail | {"length_km": 92}], on_conflict="keep both")
    assert both.links.index.tolist()[2:] == ["b--a--rail", "b--a--rail-2"]
    assert both.extension.conflicts["done"].tolist() == ["both kept", "both kept"]
    with pytest.raises(co.DataError, match="standing: 'mine'"):
        spread().extend(links=[rail | {"mode": "road", "gauge_mm": None, "id": i} for i in ("mine", "yours")])


def test_a_link_that_replaces_another_keeps_its_id_and_its_sense() -> None:
    """Given from B to A it is turned; what it does not say is gone, and told; two for one are too many."""
    row = {"from": "B", "to": "A", "mode": "rail", "gauge_mm": 1520, "length_km": 91, "share_from": 0.25,
           "share_source": "me", "share_grade": "estimated"}  # fmt: skip
    new = spread().extend(links=[row], on_conflict="replace")
    link = new.links.loc["a--b--rail"]
    assert (link["from"], link["to"], link["length_km"], link["share_from"]) == ("a", "b", 91.0, 0.75)
    assert new.links.index.tolist() == ["a--b--rail", "c--b--rail"]
    assert new.extension.conflicts["done"].tolist() == ["replaced"]
    with pytest.raises(co.DataError, match="is replaced by another row already; keep one"):
        spread().extend(links=[row, row], on_conflict="replace")
    with pytest.raises(co.DataError, match="forward, against the sense of 'a--b--rail'"):
        spread().extend(links=[row | {"direction": "forward"}], on_conflict="replace")
    with pytest.raises(co.DataError, match="it would replace a link of another id; give the id"):
        spread().extend(links=[row | {"id": "mine"}], on_conflict="replace")
    with pytest.raises(co.DataError, match="'c--b--rail' is a link of the network"):
        spread().extend(links=[row | {"mode": "road", "gauge_mm": None, "id": "c--b--rail"}])


@pytest.mark.parametrize(
    "wrong",
    [{"owner": ""}, {"owner": " "}, {"owner": "a;b"}, {"owner": "a|b"}, {"owner": "a\nb"}, {"owner": 3},
     {"join_within_km": -1}, {"join_within_km": 1000.5}, {"join_within_km": "x"}, {"on_conflict": "drop"},
     {"on_conflict": None}, {"check_lengths": "maybe"}],
)  # fmt: skip
def test_how_rows_are_put_beside_others_is_read_first(wrong: dict[str, Any]) -> None:
    """Each argument under its name."""
    with pytest.raises(co.OptionError, match=f"^{next(iter(wrong))}="):
        Asked(**wrong)
    assert Asked(join_within_km=1000).join_within_km == 1000.0
    assert Asked(join_within_km=0).join_within_km == 0.0
    assert Asked(owner=" me ").source == "user: me"


def test_nothing_given_is_nothing_changed() -> None:
    """And rows are put beside, not into, the tables that stand."""
    network = micro("A ==10== B")
    assert network.extend(links=pd.DataFrame()).links.equals(network.links)
    more = network.extend(
        links=[{"from": "A", "to": "B", "mode": "road", "length_km": 10, "toll": 3}], check_lengths=False
    )
    assert len(network.links) == 1
    assert more.links["toll"].isna().tolist() == [True, False]
    assert more.links.loc["a--b--road", "length_source"] == ("user: me",)
