"""Lines of links and routes: along the track where one is known, straight and saying so where none is."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

import corridors as co
from corridors.maps.geometry import STRAIGHT, Tracks
from corridors.tables.reading import data_folder, read_tables
from tests.folders import write_folder
from tests.micro import micro_tables


def line_file(folder: Path, points: object, link: str = "a--b--rail") -> None:
    """Write a file of one line."""
    properties = {"link": link, "quality": "track", "length_km": 1.0, "reason": ""}
    shape = {"type": "LineString", "coordinates": points}
    feature = {"type": "Feature", "properties": properties, "geometry": shape}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (folder / "geometry.geojson").write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Tables of A ==200== B ==150== C, with A at 60 E, B at 61 E and C at 62 E."""
    tables = micro_tables("A ==200== B ==150== C")
    for number, row in enumerate(tables["places"]):
        row["lon"] = 60.0 + number
    return write_folder(tmp_path, tables)


def way(folder: Path, origin: str, destination: str) -> co.Route:
    return co.shortest_route(origin, destination, network=co.load_network(data=folder, on="2026-01-01"))


def test_a_route_follows_the_track_in_travel_order(folder: Path) -> None:
    """The line is digitised from A to B; travelled from B it is turned round."""
    line_file(folder, [[60.0, 40.0], [60.5, 40.3], [61.0, 40.0]])
    assert list(way(folder, "A", "C").geometry.coords) == [(60, 40), (60.5, 40.3), (61, 40), (62, 40)]
    assert list(way(folder, "C", "A").geometry.coords) == [(62, 40), (61, 40), (60.5, 40.3), (60, 40)]


def test_a_line_digitised_backwards_is_turned_round(folder: Path) -> None:
    """The direction of a line in the file means nothing."""
    line_file(folder, [[61.0, 40.0], [60.5, 40.3], [60.0, 40.0]])
    assert list(way(folder, "A", "B").geometry.coords) == [(60, 40), (60.5, 40.3), (61, 40)]


def test_a_line_that_ends_near_its_places_is_joined_to_them(folder: Path) -> None:
    """A track that ends a kilometre off the place still gives an unbroken route."""
    line_file(folder, [[60.01, 40.0], [60.99, 40.0]])
    points = list(way(folder, "A", "C").geometry.coords)
    assert points == [(60, 40), (60.01, 40), (60.99, 40), (61, 40), (62, 40)]


@pytest.mark.parametrize("points", [[[65.0, 40.0], [66.0, 40.0]], [[60.0, 40.0], [65.0, 40.0]], [[60.0, 40.0]]])
def test_a_line_of_other_places_is_not_used(folder: Path, points: object) -> None:
    """A line that ends far from the places is somebody else's; a point is no line."""
    line_file(folder, points)
    features = way(folder, "A", "B").to_geojson()["features"]
    assert [f["properties"]["quality"] for f in features] == [STRAIGHT]
    assert features[0]["geometry"]["coordinates"] == [[60.0, 40.0], [61.0, 40.0]]


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


def test_an_edited_file_is_read_anew(folder: Path) -> None:
    """A file is kept once read, until it changes."""
    line_file(folder, [[60.0, 40.0], [60.5, 40.3], [61.0, 40.0]])
    assert len(way(folder, "A", "B").geometry.coords) == 3
    line_file(folder, [[60.0, 40.0], [60.4, 40.3], [60.5, 40.4], [61.0, 40.0]])
    assert len(way(folder, "A", "B").geometry.coords) == 4


@pytest.mark.parametrize("text", ["{", '{"features": [{"properties": {}}]}', "[]"])
def test_a_broken_file_is_a_data_error(folder: Path, text: str) -> None:
    """The file is named, and what to do about it."""
    (folder / "geometry.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(co.DataError, match=r"geometry\.geojson.*rebuild or remove"):
        _ = way(folder, "A", "B").geometry


def test_no_file_is_read_for_a_plain_route(folder: Path) -> None:
    """A broken file does not matter to who asks for kilometres."""
    (folder / "geometry.geojson").write_text("{", encoding="utf-8")
    assert way(folder, "A", "C").length_km == 350


def test_links_frame_has_a_line_for_each_link() -> None:
    """The packaged network as a GeoDataFrame: WGS84, no empty line, both ends at the places."""
    network = co.load_network()
    frame = network.to_geodataframe()
    assert list(frame.index) == list(network.links.index)
    assert frame.crs == "EPSG:4326"
    assert not frame.geometry.is_empty.any()
    places = network.places
    for record, line in zip(frame.to_dict("records"), frame.geometry, strict=True):
        for end, point in ((record["from"], line.coords[0]), (record["to"], line.coords[-1])):
            assert point == (places.at[end, "lon"], places.at[end, "lat"])


def test_every_packaged_line_is_used() -> None:
    """Each line of the packaged file ends near its places; a moved place would lose its track unseen."""
    path = data_folder() / "geometry.geojson"
    core = co.load_network()._core
    tracks = Tracks(core)
    said = {f["properties"]["link"]: f["properties"]["quality"] for f in json.loads(path.read_text())["features"]}
    assert {link.id: tracks.line(link).quality for link in core.links} == said


@pytest.mark.parametrize("destination", ["Poti", "Karachi", "Moscow", "Rotterdam"])
def test_routes_start_and_end_at_their_places(destination: str) -> None:
    """The line of a route runs from its origin to its destination without a gap."""
    route = co.shortest_route("Tashkent", destination)
    points = list(route.geometry.coords)
    assert points[0] == (route.origin.lon, route.origin.lat)
    assert points[-1] == (route.destination.lon, route.destination.lat)
    ends = [feature["geometry"]["coordinates"] for feature in route.to_geojson()["features"]]
    assert all(before[-1] == after[0] for before, after in pairwise(ends))


def test_a_network_of_tables_alone_has_lines_too() -> None:
    """Tables without a folder give straight lines."""
    tables = read_tables()
    network = co.Network(tables.replaced())
    assert Tracks(network._core).line(network._core.links[0]).points


def test_import_and_a_plain_route_load_nothing_heavy() -> None:
    """The first route needs the standard library only."""
    code = (
        "import sys, corridors as co; co.shortest_route('Tashkent', 'Poti');"
        "heavy = {'numpy', 'pandas', 'shapely', 'geopandas', 'matplotlib', 'folium', 'networkx'} & set(sys.modules);"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
