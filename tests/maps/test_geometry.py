"""Lines of links: along the track where one is known, straight and saying so where none is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import corridors as co
from corridors.maps.geometry import STRAIGHT, Line, Tracks, feature_collection, joined_line
from corridors.tables.reading import data_folder, read_tables
from tests.maps.geometry_files import line_file, line_folder, network_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return line_folder(tmp_path)


def line(folder: Path) -> Line:
    """The line of the link from A to B."""
    core = network_of(folder)._core
    return Tracks(core).line(core.links[0])


def test_a_line_digitised_backwards_is_turned_round(folder: Path) -> None:
    """The direction of a line in the file means nothing."""
    line_file(folder, [[61.0, 40.0], [60.5, 40.3], [60.0, 40.0]])
    assert line(folder).points == ((60, 40), (60.5, 40.3), (61, 40))


def test_a_line_that_ends_near_its_places_runs_to_them(folder: Path) -> None:
    """A track that ends a kilometre off the place is joined to it."""
    line_file(folder, [[60.01, 40.0], [60.99, 40.0]])
    assert line(folder) == (((60, 40), (60.01, 40), (60.99, 40), (61, 40)), "track")


@pytest.mark.parametrize("points", [[[65.0, 40.0], [66.0, 40.0]], [[60.0, 40.0], [65.0, 40.0]], [[60.0, 40.0]]])
def test_a_line_of_other_places_is_not_used(folder: Path, points: object) -> None:
    """A line that ends far from the places is somebody else's; a point is no line."""
    line_file(folder, points)
    assert line(folder) == (((60, 40), (61, 40)), STRAIGHT)


def test_without_a_file_a_line_is_straight(folder: Path) -> None:
    """And says so."""
    assert line(folder) == (((60, 40), (61, 40)), STRAIGHT)


def test_a_line_is_given_in_the_direction_of_travel(folder: Path) -> None:
    """From B to A it is the line from A to B turned round."""
    line_file(folder, [[60.0, 40.0], [60.5, 40.3], [61.0, 40.0]])
    core = network_of(folder)._core
    a, b, _ = core.places
    there = Tracks(core).link_coordinates(core.links[0], a, b)
    assert there == [(60, 40), (60.5, 40.3), (61, 40)]
    assert Tracks(core).link_coordinates(core.links[0], b, a) == there[::-1]


def test_lines_that_follow_each_other_are_one_line() -> None:
    """The point where two meet stands once."""
    joined = joined_line([[(0, 0), (1, 1)], [(1, 1), (2, 0), (3, 0)]])
    assert list(joined.coords) == [(0, 0), (1, 1), (2, 0), (3, 0)]


def test_features_carry_what_they_are_given() -> None:
    """A feature a line, in order."""
    first, second = feature_collection([({"km": 1}, [(0, 0), (1, 1)]), ({"km": 2}, [(1, 1), (2, 0)])])["features"]
    assert first["properties"] == {"km": 1}
    assert second["geometry"] == {"type": "LineString", "coordinates": [[1, 1], [2, 0]]}


def test_an_edited_file_is_read_anew(folder: Path) -> None:
    """A file is kept once read, until it changes."""
    line_file(folder, [[60.0, 40.0], [60.5, 40.3], [61.0, 40.0]])
    assert len(line(folder).points) == 3
    line_file(folder, [[60.0, 40.0], [60.4, 40.3], [60.5, 40.4], [61.0, 40.0]])
    assert len(line(folder).points) == 4


@pytest.mark.parametrize("text", ["{", '{"features": [{"properties": {}}]}', "[]"])
def test_a_broken_file_is_a_data_error(folder: Path, text: str) -> None:
    """The file is named, and what to do about it."""
    (folder / "geometry.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(co.DataError, match=r"geometry\.geojson.*rebuild or remove"):
        line(folder)


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
