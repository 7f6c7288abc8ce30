"""Files are written whole or not at all, routes and tables as files, and no name is code in any of them."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import networkx as nx
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import corridors as co
from corridors.exchange.cells import safe_text, unsafe_text
from corridors.exchange.frames_out import write_csv, write_excel
from corridors.exchange.geojson import cut, uncut
from corridors.exchange.graphs import read_graphml
from corridors.exchange.tracks import Track, gpx_text, kml_text, write_track
from corridors.network.network import Network
from corridors.tables.whole import whole_file, whole_folder, write_whole

WICKED = "=HYPERLINK(1)<b>&\"'\x07"


def test_a_writer_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    """And nothing beside it."""
    path = tmp_path / "a.txt"
    write_whole(path, "first")

    def fail() -> None:
        with whole_file(path) as beside:
            beside.write_text("half of the sec")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_text() == "first"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]


def test_rights_are_those_that_a_file_has(tmp_path: Path) -> None:
    path = write_whole(tmp_path / "a.txt", b"x")
    (tmp_path / "usual").write_text("x")
    assert path.stat().st_mode == (tmp_path / "usual").stat().st_mode
    path.chmod(0o640)
    assert write_whole(path, b"y").stat().st_mode & 0o777 == 0o640


def test_a_folder_that_is_there_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a").touch()
    with pytest.raises(co.OptionError, match="there already"), whole_folder(tmp_path / "full"):
        pass
    with pytest.raises(co.OptionError, match="cannot be written"), whole_file(tmp_path / "no" / "a"):
        pass
    with pytest.raises(co.OptionError, match="is a folder"), whole_file(tmp_path):
        pass


KILLED = """
import sys
from itertools import pairwise
from pathlib import Path
from corridors.tables.whole import whole_file
while True:
    for letter in "ab":
        with whole_file(sys.argv[1]) as beside:
            with beside.open("w") as file:
                for _ in range(200):
                    file.write(letter * 5000)
                    file.flush()
        print(".", flush=True)
"""


def test_a_writer_that_is_killed_leaves_a_whole_file(tmp_path: Path) -> None:
    """All of one letter, whenever the end came."""
    path = tmp_path / "killed.txt"
    for delay in (0.0, 0.003, 0.011):
        with subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(delay)
            os.kill(writer.pid, signal.SIGKILL)
        text = path.read_text()
        assert len(text) == 1_000_000
        assert len(set(text)) == 1


@given(st.text())
def test_texts_are_no_formulas_and_come_back(text: str) -> None:
    safe = safe_text(text)
    assert safe[:1] not in ("=", "+", "-", "@", "\t")
    assert unsafe_text(safe) == text


#: On the antimeridian itself, the same point again, and anywhere.
POINTS = st.tuples(st.sampled_from((180.0, -180.0, 1.0)) | st.floats(-180, 180), st.just(0.0) | st.floats(-90, 90))


@given(st.lists(POINTS, min_size=2, max_size=9))
@example([(180.0, 0.0), (-180.0, 0.0)])
@example([(1.0, 0.0), (-180.0, 0.0), (-180.0, 0.0)])
def test_lines_cut_at_the_antimeridian_come_back(points: list[tuple[float, float]]) -> None:
    """No piece leads over it, each begins and ends on it, and together they are the line."""
    line = tuple(points)
    pieces, added = cut(line)
    assert all(abs(a[0] - b[0]) <= 180 for piece in pieces for a, b in pairwise(piece))
    assert all(abs(piece[-1][0]) == 180 for piece in pieces[:-1])
    assert all(abs(piece[0][0]) == 180 for piece in pieces[1:])
    assert uncut(pieces, added) == line


@pytest.fixture(scope="module")
def route() -> co.Route:
    return co.shortest_route("Tashkent", "Poti")


def test_a_route_as_a_file(route: co.Route, tmp_path: Path) -> None:
    """The line of each format is that of the route."""
    frame = route.to_geodataframe()
    crossed = [point for line in frame.geometry for point in line.coords]
    assert set(route.geometry.coords) == set(crossed)
    gpx = ET.parse(route.to_file(tmp_path / "r.gpx")).getroot()
    names = {"g": "http://www.topografix.com/GPX/1/1"}
    points = [(float(p.attrib["lon"]), float(p.attrib["lat"])) for p in gpx.iterfind(".//g:trkpt", names)]
    assert points == crossed
    assert next(w.findtext("g:name", namespaces=names) for w in gpx.iterfind("g:wpt", names)) == "Tashkent"
    kml = ET.parse(route.to_file(tmp_path / "r.kml")).getroot()
    assert len(kml.findall(".//{http://www.opengis.net/kml/2.2}LineString")) == len(frame)
    assert len(json.loads(route.to_file(tmp_path / "r.geojson").read_text())["features"]) == len(frame)
    assert gpd.read_file(route.to_file(tmp_path / "r.gpkg"))["length_km"].sum() == pytest.approx(route.length_km)
    legs = pd.read_csv(route.to_file(tmp_path / "r.csv"))
    assert legs["length_km"].sum() == pytest.approx(route.length_km)
    book = pd.read_excel(route.to_file(tmp_path / "r.xlsx"))
    assert book["cost_usd"].sum() == pytest.approx(route.legs["cost_usd"].sum())
    with pytest.raises(co.OptionError, match="give one of these endings"):
        route.to_file(tmp_path / "r.doc")


def test_names_are_no_code_in_tracks() -> None:
    """XML that can be read, with the name as it was but for what XML cannot carry."""
    track = Track(
        WICKED, WICKED, [(WICKED, 1.0, 2.0)], [({"link": WICKED, "a": WICKED}, [(1.0, 2.0), (3.0, 4.0)])], dict
    )
    for text in (gpx_text(track), kml_text(track)):
        told = [element.text for element in ET.fromstring(text).iter() if element.text and "HYPERLINK" in element.text]
        assert told
        assert set(told) == {WICKED.replace("\x07", "\ufffd")}


def test_a_track_over_the_antimeridian_is_cut(tmp_path: Path) -> None:
    track = Track("x", "", [], [({}, [(179.0, 0.0), (-179.0, 2.0)])], dict)
    write_track(track, tmp_path / "x.geojson")
    [feature] = json.loads((tmp_path / "x.geojson").read_text())["features"]
    assert feature["geometry"]["coordinates"] == [[[179.0, 0.0], [180.0, 1.0]], [[-180.0, 1.0], [-179.0, 2.0]]]


def test_a_comparison_as_tables(tmp_path: Path) -> None:
    table = co.compare_corridors("Tashkent", "Poti")
    table.to_csv(tmp_path / "c.csv")
    table.to_excel(tmp_path / "c.xlsx")
    frame = table.to_frame()
    for read in (pd.read_csv(tmp_path / "c.csv"), pd.read_excel(tmp_path / "c.xlsx")):
        assert read["corridor"].tolist() == frame["corridor"].tolist()
        assert read["cost_usd"].tolist() == pytest.approx(frame["cost_usd"].tolist(), nan_ok=True)
    assert table.to_csv() == (tmp_path / "c.csv").read_bytes().decode()


def test_no_cell_of_a_table_is_a_formula(tmp_path: Path) -> None:
    """Neither in CSV nor in a workbook."""
    from openpyxl import load_workbook

    frame = pd.DataFrame({"=name": [WICKED, "plain"], "n": [-1.5, None], "list": [("a", "b"), ()]})
    rows = list(csv.reader(io.StringIO(write_csv(frame), newline="")))
    assert rows == [["'=name", "n", "list"], ["'" + WICKED, "-1.5", "a|b"], ["plain", "", ""]]
    write_excel(frame, tmp_path / "x.xlsx")
    cells = [cell for line in load_workbook(tmp_path / "x.xlsx").active for cell in line]
    assert [cell.value for cell in cells][:4] == ["=name", "n", "list", WICKED.replace("\x07", "\ufffd")]
    assert all(cell.data_type != "f" for cell in cells)


def test_geojson_keeps_to_its_standard(tmp_path: Path) -> None:
    """RFC 7946: no CRS, longitude first, no line over the antimeridian, numbers that are numbers."""
    text = co.load_network().to_file(tmp_path / "n.geojson").read_text(encoding="utf-8")
    content = json.loads(text, parse_constant=lambda name: pytest.fail(name))
    assert "crs" not in content
    tashkent = next(f for f in content["features"] if f["id"] == "places/tashkent")
    assert tashkent["geometry"] == {"type": "Point", "coordinates": [69.2869, 41.2911]}
    for feature in content["features"]:
        if feature["geometry"]["type"] == "LineString":
            line = feature["geometry"]["coordinates"]
            assert all(abs(a[0] - b[0]) <= 180 for a, b in pairwise(line))


def test_geopandas_opens_the_geopackage(tmp_path: Path) -> None:
    """Layers of places and links with points and lines in WGS84, and the other tables beside them."""
    network = co.load_network()
    path = network.to_file(tmp_path / "n.gpkg")
    layers = gpd.list_layers(path).set_index("name")["geometry_type"]
    assert (layers["places"], layers["links"]) == ("Point", "LineString")
    assert {"services", "sources", "handling", "rates"} <= set(layers.index)
    links = gpd.read_file(path, layer="links")
    assert links.crs.to_epsg() == 4326
    assert links["length_km"].sum() == network.links["length_km"].sum()
    assert links["in_use"].tolist() == network.links["in_use"].tolist()
    assert gpd.read_file(path, layer="places").set_index("id").loc["tashkent"].geometry.coords[0] == (69.2869, 41.2911)


def test_networkx_finds_the_same_ways_in_graphml(tmp_path: Path) -> None:
    """On yards those of the library, on places those of the graph that was written."""
    network = co.load_network()
    yards = nx.read_graphml(network.to_file(tmp_path / "y.graphml", level="yards"), node_type=int)
    ends = {(data["place"], data["mode"]): node for node, data in yards.nodes(data=True)}
    places = read_graphml(network.to_file(tmp_path / "p.graphml"))
    used = nx.subgraph_view(places, filter_edge=lambda u, v, key: places[u][v][key]["in_use"])
    there = network.to_networkx(level="places")
    for place in ("poti", "karachi", "moscow", "rotterdam"):
        way = (yards, ends["tashkent", "origin"], ends[place, "destination"])
        for weight, figure in (("time", "time_h"), ("cost", "cost_usd")):
            best = co.shortest_route("Tashkent", place, weight=weight)
            assert nx.shortest_path_length(*way, figure) == pytest.approx(getattr(best, figure))
        metres = nx.shortest_path_length(used, "tashkent", place, "length")
        assert metres == pytest.approx(nx.shortest_path_length(there, "tashkent", place, "length"))


def test_formats_are_named(tmp_path: Path) -> None:
    network = Network.from_frames(
        pd.DataFrame({"id": ["a", "b"]}), pd.DataFrame({"from": ["a"], "to": ["b"], "length_km": [1.0]})
    )
    with pytest.raises(co.OptionError, match="which format is it"):
        network.to_file(tmp_path / "x.doc")
    with pytest.raises(co.OptionError, match="give one of datapackage"):
        network.to_file(tmp_path / "x", format="shapefile")
    with pytest.raises(co.OptionError, match="level='yards'"):
        network.to_file(tmp_path / "x.gpkg", level="yards")
    with pytest.raises(co.OptionError, match="give 'yards' or 'places'"):
        network.to_networkx(level="towns")
