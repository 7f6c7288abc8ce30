"""Places of one's own: ids and names that are free, countries that are named, points that agree."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point

import corridors as co
from corridors.network.own_places import new_places
from corridors.tables.given import Given, Hearing
from corridors.tables.given_lines import Shape
from corridors.tables.sphere import great_circle_km
from tests.micro import micro_tables


def network(**cells: Any) -> co.Network:
    """A and B a degree apart."""
    tables = micro_tables("UZ:A ==90== KZ:B")
    for row, lon in zip(tables["places"], (60.0, 61.0), strict=True):
        row |= {"lon": lon, "unlocode": "UZAAA" if row["id"] == "a" else None} | cells
    return co.Network(tables)


LINK = {"from": "A", "to": "new", "mode": "road", "length_km": 30}
NEW = {"id": "new", "name": "New", "country": "UZ", "lat": 40.2, "lon": 60.0}


def extended(*places: dict[str, Any], links: list[dict[str, Any]] | None = None) -> co.Network:
    return network().extend(places=list(places), links=[LINK] if links is None else links)


def wrong(*places: dict[str, Any]) -> list[str]:
    with pytest.raises(co.DataError) as told:
        extended(*places)
    return [finding for finding in told.value.findings if finding.startswith("places")]


def test_an_id_is_made_of_the_name_and_a_name_of_the_id() -> None:
    """Small, joined, without what stands above letters."""
    assert extended({**NEW, "id": None, "name": "New"}).place("new").name == "New"
    more = extended(NEW, {"name": "Çöl  Yolu (yard)", "country": "UZ", "lat": 40.4, "lon": 60.0},
                    links=[LINK, {**LINK, "to": "col-yolu-yard", "length_km": 50}])  # fmt: skip
    assert more.place("col-yolu-yard").name == "Çöl  Yolu (yard)"
    assert extended({**NEW, "name": None}).place("new").name == "new"


@pytest.mark.parametrize(("asked", "code"), [("Uzbekistan", "UZ"), ("UZ", "UZ"), ("kazakhstan", "KZ")])
def test_a_country_is_its_code_or_its_name(asked: str, code: str) -> None:
    """What is read otherwise than it stands is told."""
    made = extended({**NEW, "country": asked})
    assert made.place("new").country == code
    assert any("is read as" in note for note in made.extension.notes) == (asked != code)


def test_a_blank_country_is_asked_for_with_that_of_the_neighbour() -> None:
    """Where it lies, if anybody said."""
    [finding] = wrong({**NEW, "country": None})
    assert (
        "blank; give the ISO code of its country, or the name (the nearest place, A, 22 km away, is in UZ)" in finding
    )


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"id": "a"}, "places[a].id: 'a' is A (UZ, id 'a') of the network; give another"),
        ({"name": "B"}, "places[new].name: 'B' is B (KZ, id 'b') of the network; give one that tells them apart"),
        ({"unlocode": "UZAAA"}, "'UZAAA' is A"),
        ({"aliases": "Far|B"}, "'B' is B"),
        ({"lat": None}, "places[new].lat: blank although lon is given; give both or none"),
        ({"lon": None}, "places[new].lon: blank although lat is given; give both or none"),
        ({"lat": 91}, "lat"),
    ],
)
def test_what_is_taken_or_half_said_is_found(cells: dict[str, Any], says: str) -> None:
    """A second place of one name would make the first ambiguous."""
    assert any(says in finding for finding in wrong(NEW | cells))


def test_a_row_that_stands_twice_is_found() -> None:
    """By its id, with the other."""
    found = wrong(NEW, NEW | {"lat": 40.5, "name": "Newer"})
    assert "'new' stands twice (places[new]); make it unique" in found[0]


@pytest.mark.parametrize(("off", "near"), [(0.017, True), (0.019, False)])
def test_a_place_next_door_is_told_within_two_kilometres(off: float, near: bool) -> None:
    """Nothing joins the two but links."""
    made = extended({**NEW, "lat": 40.0 + off}, links=[{**LINK, "length_km": 2}])
    km = great_circle_km(40.0 + off, 60.0, 40.0, 60.0)
    assert (km <= 2) == near
    assert any(f"places[new] lies {km:.1f} km from A (a)" in note for note in made.extension.notes) == near


@pytest.mark.parametrize(("off", "fine"), [(0.004, True), (0.005, False)])
def test_a_point_and_the_columns_agree_within_half_a_kilometre(off: float, fine: bool) -> None:
    """Or only one of them is given."""
    cells = {name: value for name, value in NEW.items() if name not in ("lat", "lon")}
    alone = network().extend(places=gpd.GeoDataFrame([cells], geometry=[Point(60.0, 40.2)], crs=4326), links=[LINK])
    assert (alone.place("new").lat, alone.place("new").lon) == pytest.approx((40.2, 60.0))
    both = gpd.GeoDataFrame([NEW], geometry=[Point(60.0, 40.2 + off)], crs=4326)
    if fine:
        assert network().extend(places=both, links=[LINK]).place("new").lat == 40.2
    else:
        with pytest.raises(co.DataError, match=r"its point lies 0.6 km from lat 40.2 and lon 60.0; give one of both"):
            network().extend(places=both, links=[LINK])


def test_a_place_may_lie_nowhere_where_others_do() -> None:
    """And must lie somewhere where all do."""
    nowhere = {**NEW, "lat": None, "lon": None}
    assert any("lat: blank; it is required" in finding for finding in wrong(nowhere))
    made = network(lat=None, lon=None).extend(places=[nowhere], links=[LINK])
    assert (made.place("new").lat, made.place("new").lon) == (None, None)
    frames = co.Network.from_frames(
        pd.DataFrame({"id": ["a", "b"]}), pd.DataFrame({"from": ["a"], "to": ["b"], "length_km": [1.0]})
    )
    unnamed = frames.extend(places=[{"id": "new"}], links=[LINK | {"from": "a"}])
    assert unnamed.place("new").country == unnamed.place("a").country


def read(*rows: dict[str, Any], shape: Shape | None = None) -> tuple[list[dict[str, Any]], list[str]]:
    hearing = Hearing()
    givens = [Given("places", number, row, shape, f"p{number}") for number, row in enumerate(rows)]
    return new_places(givens, network()._core, "user: me", hearing), hearing.findings


def test_places_that_cannot_be_read_are_left_out() -> None:
    """Each is told for itself; one that is taken is none of the new ones, but its id is."""
    rows, findings = read(
        NEW | {"lat": 91.5}, NEW | {"country": None}, NEW, NEW | {"id": "a", "name": "Other"}, NEW | {"name": "Twice"}
    )
    assert [(row["id"], row["name"]) for row in rows] == [("new", "New")]
    assert [finding.partition(":")[0] for finding in findings] == ["p0.lat", "p1.country", "p3.id", "p4.id"]
    assert (rows[0]["kind"], rows[0]["accuracy_km"], rows[0]["grade"], rows[0]["source"]) == (
        "city", 1.0, "estimated", ("user: me",),
    )  # fmt: skip


@pytest.mark.parametrize(("given", "blank"), [("lat", "lon"), ("lon", "lat")])
def test_half_a_point_is_found_beside_a_whole_one(given: str, blank: str) -> None:
    """The shape does not stand in for half of it, which may be of another point."""
    cells = {name: value for name, value in NEW.items() if name != blank}
    rows, findings = read(cells, shape=Shape(((60.0, 40.2),)))
    assert rows == []
    assert findings == [
        f"p0.{blank}: blank although {given} is given; give both or none", f"p0.{blank}: blank; it is required",
    ]  # fmt: skip
    rows, findings = read(NEW | {blank: "east"}, shape=Shape(((60.0, 40.2),)))
    assert (rows, len(findings)) == ([], 1)
    rows, findings = read(NEW | {"lat": None, "lon": None}, shape=Shape(problem="two points"))
    assert (rows, len(findings)) == ([], 2)


def test_further_cells_of_places_are_kept_and_names_in_other_letters_are_taken() -> None:
    """As plain numbers; each name that is another's is told."""
    rows, _ = read(NEW | {"people": 7, "aliases": "Far|Away"})
    assert (rows[0]["people"], rows[0]["aliases"]) == (7, ("Far", "Away"))
    rows, findings = read(NEW | {"name_ru": "B", "name_uz": "A"})
    assert rows == []
    assert [finding.partition(" of the network")[0] for finding in findings] == [
        "p0.name: 'B' is B (KZ, id 'b')", "p0.name: 'A' is A (UZ, id 'a')",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "hint"),
    [({}, " (the nearest place, A, 22 km away, is in UZ)"), ({"lat": 40.0, "lon": 60.9}, " (the nearest place, B, 9"),
     ({"lat": None, "lon": None}, ""), ({"lat": "north"}, "")],
)  # fmt: skip
def test_a_country_is_asked_for_with_the_neighbour_where_there_is_one(cells: dict[str, Any], hint: str) -> None:
    """And without where nobody said where it lies."""
    rows, findings = read(NEW | {"country": " "} | cells)
    assert rows == []
    [finding] = [text for text in findings if text.startswith("p0.country: ")]
    assert finding.startswith(f"p0.country: blank; give the ISO code of its country, or the name{hint}")
    assert ("nearest" in finding) == bool(hint)


@pytest.mark.parametrize(
    ("name", "id_"), [("Ўрта--Ер", "урта-ер"), (" _Big  Yard_ ", "big-yard"), ("(!)", "(!)"), ("Ñandú 7", "nandu-7")]
)
def test_an_id_is_a_name_in_small_letters_joined(name: str, id_: str) -> None:
    """In any script, without what stands above letters; where nothing of it is a letter it is the name."""
    rows, _ = read({"name": name, "country": "UZ", "lat": 40.2, "lon": 60.0})
    assert [row["id"] for row in rows] == [id_]


def test_of_several_places_next_door_the_nearest_is_told() -> None:
    """One note is enough."""
    close = micro_tables("UZ:A ==90== UZ:B")
    for row, lat in zip(close["places"], (40.0, 40.01), strict=True):
        row["lat"] = lat
    made = co.Network(close).extend(places=[NEW | {"lat": 40.006}], links=[LINK | {"length_km": 2}])
    assert [note.partition(" lies ")[2] for note in made.extension.notes if " lies " in note] == [
        "0.4 km from B (b); nothing joins the two but links"
    ]
