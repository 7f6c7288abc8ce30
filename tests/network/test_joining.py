"""Cells and points become the place they mean: the nearest by brute force, within a bound, and never one of two."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely.geometry import LineString

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


def joined(places: list[Place], lat: float, lon: float, **options: Any) -> tuple[Any, list[str]]:
    hearing = Hearing()
    row = Given("links", 0, {}, None, "l")
    return Joiner(places, 500.0).nearest(Spot(lon, lat, "point"), row, "from", hearing, **options), hearing.findings


def test_where_there_is_one_place_alone_nothing_comes_next() -> None:
    """It is joined all the same."""
    found, _ = joined([place(0, 40.0, 60.0)], 40.1, 60.0)
    assert (found.place.id, found.next_place, found.next_km) == ("p0", None, None)
    told = found.told(Given("links", 0, {}, None, "l"), "l", "from")
    assert (told.next_place, told.next_km, told.km) == (None, None, found.km)
    assert found.told(Given("links", 0, {}, None, "l"), "l", "from", 0.0).km == 0.0


@pytest.mark.parametrize(("north", "east"), [(1.0, 1.25), (1.0, 1.4), (3.0, 3.8), (3.0, 4.0)])
def test_degrees_of_longitude_are_as_long_as_they_are_there(north: float, east: float) -> None:
    """At forty degrees about three quarters of those of latitude; here the nearer, then the other, then a third."""
    places = [place(0, 40.0 + north, 60.0), place(1, 40.0, 60.0 + east), place(2, 45.5, 60.0), place(3, 40.0, 69.0),
              place(4, 30.0, 60.0), place(5, 40.0, 45.0)]  # fmt: skip
    km = {p.id: great_circle_km(40.0, 60.0, p.lat or 0.0, p.lon or 0.0) for p in places}
    order = sorted(km, key=lambda id_: km[id_])[:3]
    found = Joiner(places, 5.0).near(Spot(60.0, 40.0, "point"))
    assert [p.id for p, _ in found] == order
    assert [away for _, away in found] == pytest.approx([km[id_] for id_ in order])


@pytest.mark.parametrize(("apart", "one"), [(0.0, False), (1e-15, False), (1e-9, True), (0.3, True)])
def test_two_places_as_near_are_told_from_two_of_which_one_is_nearer(apart: float, *, one: bool) -> None:
    """By less than a tenth of a millimetre, at a distance as close by."""
    found, findings = joined([place(0, 40.0, 59.5), place(1, 40.0, 60.5 + apart), place(2, 45.0, 60.0)], 40.0, 60.0)
    assert (found is not None) == one
    assert len(findings) == (not one)
    if one:
        assert (found.place.id, found.next_place.id) == ("p0", "p1")


@pytest.mark.parametrize("asked", [(90.0, 180.0), (-90, -180), ["90", "180.0"], (0.0, 0.0), "90, 180"])
def test_the_ends_of_the_earth_are_points(asked: Any) -> None:
    """At the poles and where the days change."""
    lat, lon = (float(part) for part in (asked.split(",") if isinstance(asked, str) else asked))
    hearing = Hearing()
    row = Given("links", 0, {"from": asked}, None, "l")
    found = Joiner([place(0, lat, lon)], 5.0).find(row, "from", hearing)
    assert found is not None
    assert (found.place.id, found.by) == ("p0", "point")


@pytest.mark.parametrize(
    "asked", [(90.1, 0.0), (-90.1, 0.0), (0.0, -180.1), (0.0, 180.1), (0.0,), (10**400, 1), (None, 1)]
)
def test_what_is_beyond_them_is_no_point(asked: Any) -> None:
    """Nor are one figure and three."""
    hearing = Hearing()
    row = Given("links", 0, {"from": asked}, None, "l")
    assert Joiner([place(0, 0.0, 0.0)], 1000.0).find(row, "from", hearing) is None
    assert "is no place of the network" in hearing.findings[0]


@pytest.mark.parametrize(
    ("asked", "name"), [(7.0, "7"), (7, "7"), ("7", "7"), (7.5, None), (place(0, 40.0, 60.0, name="7"), "p0")]
)
def test_a_number_is_an_id_and_a_place_is_itself(asked: Any, name: str | None) -> None:
    """Of a column of ids in which some are blank pandas makes fractions."""
    places = [place(0, 40.0, 60.0), Place(1, "7", "Seven", "UZ", "city", 40.0, 61.0, None, ("Seven",))]
    hearing = Hearing()
    found = Joiner(places, 5.0).find(Given("links", 0, {"from": asked}, None, "l"), "from", hearing)
    assert (None if found is None else found.place.id) == name
    assert len(hearing.findings) == (name is None)
    if found is not None:
        assert (found.by, found.asked, found.km) == ("id", name, None)


def test_conflicts_are_told_with_all_that_is_known_of_both() -> None:
    """Hours, dollars, a capacity and dates; of those that are new already too, each with what would help."""
    rail = {"from": "B", "to": "A", "mode": "rail", "gauge_mm": 1520, "length_km": 1091.5, "time_h": 1234.5,
            "cost_usd_per_feu": 2500, "capacity_mt_per_year": 3.5, "opened": "1999", "length_source": "x;y",
            }  # fmt: skip
    with pytest.raises(co.DataError) as told:
        spread().extend(links=[rail], check_lengths=False)
    assert told.value.findings[0].splitlines()[:4] == [
        "links[row 0]: the same stretch in the same mode stands already",
        "      yours:    (no id yet) b - a, rail 1520 mm, 1,091.5 km (estimated: x; y), 1,234.5 h, 2,500 USD/FEU, "
        "3.5 Mt a year, operating, opened 1999",
        "      standing: 'a--b--rail' a - b, rail 1520 mm, 90 km (published: test), operating",
        "      drop one; on_conflict='keep both' has both, 'replace' only yours",
    ]
    road = {"from": "A", "to": "B", "mode": "road", "length_km": 91}
    with pytest.raises(co.DataError) as told:
        spread().extend(links=[road, road | {"length_km": 92}, road | {"mode": "ferry"}])
    [finding] = told.value.findings
    assert "links[row 1]: the same stretch" in finding
    assert "standing: (no id yet) a - b, road, 91 km (estimated: user: me), operating" in finding
    assert finding.endswith("drop one; on_conflict='keep both' has both")


def test_ids_are_made_beside_those_that_were_given() -> None:
    """Whichever of them comes first."""
    road = {"from": "A", "to": "B", "mode": "road", "length_km": 91}
    rows = [road, road | {"id": "a--b--road"}, road | {"id": "a--b--road-3"}, road]
    both = spread().extend(links=rows, on_conflict="keep both")
    assert both.links.index.tolist()[2:] == ["a--b--road-2", "a--b--road", "a--b--road-3", "a--b--road-4"]
    with pytest.raises(co.DataError) as told:
        spread().extend(links=[road | {"id": "x"}, road | {"id": "x", "mode": "ferry"}])
    assert told.value.findings == ("links[x].id: 'x' stands twice (links[x]); make it unique",)


def test_of_several_standing_links_the_one_of_that_id_is_replaced() -> None:
    """In its own sense it keeps its line and shares; what goes with it is told."""
    tables = micro_tables("A ==90== B", "A ==95== B", links={"a--b--rail+": {"opened": "1970", "tracks": 2}})
    for row, lon in zip(tables["places"], (60.0, 61.0), strict=True):
        row["lon"] = lon
    network = co.Network(tables)
    row = {"from": "A", "to": "B", "length_km": 93.5, "id": "a--b--rail+", "direction": "forward", "share_from": 0.25,
           "share_source": "me", "share_grade": "estimated", "cost_usd_per_feu": 5}  # fmt: skip
    new = network.extend(links=[row], on_conflict="replace")
    assert new.links["length_km"].tolist() == [90.0, 93.5]
    links: Any = new.links
    assert links.loc["a--b--rail+", ["share_from", "direction"]].tolist() == [0.25, "forward"]
    assert new.extension.conflicts["done"].tolist() == ["replaced"]
    gone = "links[a--b--rail+] is replaced, and what yours does not say is gone: opened 1970"
    assert [note for note in new.extension.notes if "is gone" in note] == [gone]
    with pytest.raises(
        co.DataError, match="several stand there; give the id of the one to replace: 'a--b--rail', 'a--"
    ):
        network.extend(links=[row | {"id": None}], on_conflict="replace")
    whole = network.extend(links=[row | {"opened": "1971"}], on_conflict="replace")
    assert not any("is gone" in note for note in whole.extension.notes)


def test_a_line_is_turned_with_the_link_that_it_replaces() -> None:
    """Point by point."""
    line = [(61.0, 40.0), (60.8, 40.1), (60.5, 40.2), (60.1, 40.1), (60.0, 40.0)]
    frame = gpd.GeoDataFrame({"mode": ["rail"]}, geometry=[LineString(line)], crs=4326)
    new = spread().extend(links=frame, on_conflict="replace")
    drawn: Any = new.to_geodataframe().loc["a--b--rail"]
    assert (drawn["from"], drawn["to"], list(drawn["geometry"].coords)) == ("a", "b", line[::-1])
