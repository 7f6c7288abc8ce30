"""The line of a route: from its origin to its destination along the tracks."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

import corridors as co
from corridors.maps.geometry import STRAIGHT
from tests.maps.geometry_files import line_file, line_folder, network_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return line_folder(tmp_path)


def way(folder: Path, origin: str, destination: str) -> co.Route:
    return co.shortest_route(origin, destination, network=network_of(folder))


def test_a_route_follows_the_track_in_travel_order(folder: Path) -> None:
    """The line is digitised from A to B; travelled from B it is turned round."""
    line_file(folder, [[60.0, 40.0], [60.5, 40.3], [61.0, 40.0]])
    assert list(way(folder, "A", "C").geometry.coords) == [(60, 40), (60.5, 40.3), (61, 40), (62, 40)]
    assert list(way(folder, "C", "A").geometry.coords) == [(62, 40), (61, 40), (60.5, 40.3), (60, 40)]


def test_a_line_that_ends_near_its_places_is_joined_to_them(folder: Path) -> None:
    """A track that ends a kilometre off the place still gives an unbroken route."""
    line_file(folder, [[60.01, 40.0], [60.99, 40.0]])
    points = list(way(folder, "A", "C").geometry.coords)
    assert points == [(60, 40), (60.01, 40), (60.99, 40), (61, 40), (62, 40)]


def test_features_tell_the_quality_of_each_line(folder: Path) -> None:
    """One feature a link, in order, with its figures; plain JSON."""
    line_file(folder, [[60.0, 40.0, 300.0], [60.5, 40.3, 310.0], [61.0, 40.0, 290.0]])  # heights do no harm
    collection = json.loads(json.dumps(way(folder, "A", "C").to_geojson(), allow_nan=False))
    records = [feature["properties"] for feature in collection["features"]]
    assert [(r["from"], r["to"], r["quality"]) for r in records] == [("a", "b", "track"), ("b", "c", STRAIGHT)]
    assert [r["length_km"] for r in records] == [200, 150]


def test_without_a_file_every_line_is_straight(folder: Path) -> None:
    """Networks without geometry draw straight lines."""
    route = way(folder, "A", "C")
    assert list(route.geometry.coords) == [(60, 40), (61, 40), (62, 40)]
    assert {f["properties"]["quality"] for f in route.to_geojson()["features"]} == {STRAIGHT}


def test_no_file_is_read_for_a_plain_route(folder: Path) -> None:
    """A broken file does not matter to who asks for kilometres."""
    (folder / "geometry.geojson").write_text("{", encoding="utf-8")
    assert way(folder, "A", "C").length_km == 350


@pytest.mark.parametrize("destination", ["Poti", "Karachi", "Moscow", "Rotterdam"])
def test_routes_start_and_end_at_their_places(destination: str) -> None:
    """The line of a route runs from its origin to its destination without a gap."""
    route = co.shortest_route("Tashkent", destination)
    points = list(route.geometry.coords)
    assert points[0] == (route.origin.lon, route.origin.lat)
    assert points[-1] == (route.destination.lon, route.destination.lat)
    ends = [feature["geometry"]["coordinates"] for feature in route.to_geojson()["features"]]
    assert all(before[-1] == after[0] for before, after in pairwise(ends))


DESERT = 41.56, 64.9  # no place within 50 km


def test_a_lorry_to_a_point_is_part_of_the_line() -> None:
    """A straight line from the point to the place taken, first in travel order; and last, the other way round."""
    lat, lon = DESERT
    there, back = co.shortest_route(DESERT, "Xi'an"), co.shortest_route("Xi'an", DESERT)
    assert next(iter(there.geometry.coords)) == (lon, lat)
    assert list(back.geometry.coords)[-1] == (lon, lat)
    for route, number, kind in ((there, 0, "first_mile"), (back, -1, "last_mile")):
        features = route.to_geojson()["features"]
        figures = features[number]["properties"]
        assert (figures["kind"], figures["mode"], figures["quality"]) == (kind, "road", STRAIGHT)
        assert sum(f["properties"]["length_km"] for f in features) == pytest.approx(route.length_km)
        assert len(features) == len(route.links) + 1


def test_a_local_lorry_has_no_line() -> None:
    """Door to door between two places: nobody said where in them, but it is in the account."""
    route = co.shortest_route("Tashkent", "Almaty", scope="door", modes=["rail"])
    kinds = [step.charge.kind for step in route.steps]
    assert (kinds[0], kinds[-1] == "last_mile" or "last_mile" in kinds) == ("first_mile", True)
    assert {step.mode for step in route.steps if step.charge.kind.endswith("_mile")} == {"road"}
    assert len(route.to_geojson()["features"]) == len(route.links)
