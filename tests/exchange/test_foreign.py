"""Files of other programs: read by their conventions, and what they do not say is asked for by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import networkx as nx
import pandas as pd
import pytest
from shapely.geometry import LineString, Point

import corridors as co
from corridors.network.network import Network

#: Networks drawn at random, and files of elsewhere, hold lengths and columns that are questioned when they come in.
pytestmark = pytest.mark.filterwarnings("ignore:links")


def street_graph() -> nx.MultiDiGraph[int]:
    """1 <-> 2 -> 3 as OSMnx downloads it: metres, a curve from 2 to 3, a way with two tags and two ids."""
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph(crs="epsg:4326")
    for node, x, y in ((1, 69.20, 41.30), (2, 69.21, 41.30), (3, 69.22, 41.31)):
        graph.add_node(node, x=x, y=y, street_count=3)
    for u, v, osmid in ((1, 2, [11, 12]), (2, 1, 13)):
        graph.add_edge(u, v, 0, osmid=osmid, highway="primary", length=837.0, oneway=False, lanes="2", name="Street")
    curve = LineString([(69.21, 41.30), (69.214, 41.307), (69.22, 41.31)])
    graph.add_edge(2, 3, 0, osmid=14, highway=["primary", "trunk"], length=1500.0, oneway=True, geometry=curve)
    graph.add_edge(3, 3, 0, osmid=15, highway="service", length=90.0, oneway=False)
    return graph


def street_frames(crs: int) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    graph = street_graph()
    data = dict(graph.nodes(data=True))
    points = gpd.GeoSeries([Point(d["x"], d["y"]) for d in data.values()], index=list(data), crs=4326)
    nodes = gpd.GeoDataFrame(pd.DataFrame.from_dict(data, orient="index"), geometry=points).rename_axis("osmid")
    edges = pd.DataFrame([d for *_, d in graph.edges(keys=True, data=True)])
    edges.index = pd.MultiIndex.from_tuples(list(graph.edges(keys=True)), names=["u", "v", "key"])
    ends = [LineString([points[u], points[v]]) if u != v else None for u, v, _ in edges.index]
    lines = [d.get("geometry", end) for d, end in zip(edges.to_dict("records"), ends, strict=True)]
    lines = [end if line is None or line != line else line for line, end in zip(lines, ends, strict=True)]
    shaped = gpd.GeoDataFrame(
        edges.drop(columns="geometry"), geometry=gpd.GeoSeries(lines, index=edges.index, crs=4326)
    )
    return nodes.to_crs(crs), shaped.to_crs(crs)


def check_streets(network: Network) -> None:
    """Two ways between 1 and 2, one to 3, the loop left out and told."""
    assert network.links["length_km"].tolist() == pytest.approx([0.837, 0.837, 1.5])
    assert set(network.links["mode"]) == {"road"}
    assert co.shortest_route("1", "3", network=network).length_km == pytest.approx(2.337)
    with pytest.raises(co.NoRouteError):
        co.shortest_route("3", "1", network=network)
    assert any("leads back to 3" in note for note in network.extension.notes)


@pytest.mark.parametrize("crs", [4326, 32642])
def test_frames_of_osmnx_load_and_route(crs: int) -> None:
    """In degrees or projected; a curve is kept."""
    network = Network.from_frames(*street_frames(crs))
    check_streets(network)
    assert len(co.shortest_route("2", "3", network=network).geometry.coords) == 3


def test_graphs_of_osmnx_load_and_route() -> None:
    """In memory, with the curve of its geometry."""
    network = Network.from_networkx(street_graph())
    check_streets(network)
    assert len(co.shortest_route("2", "3", network=network).geometry.coords) == 3


def test_graphml_of_osmnx_loads_and_routes(tmp_path: Path) -> None:
    """Where everything is a text."""
    graph = street_graph()
    for _, data in graph.nodes(data=True):
        data |= {key: str(value) for key, value in data.items()}
    for *_, data in graph.edges(data=True):
        data |= {key: value.wkt if key == "geometry" else str(value) for key, value in data.items()}
    nx.write_graphml(graph, tmp_path / "streets.graphml")
    check_streets(co.read_network(tmp_path / "streets.graphml"))


def test_geopackage_of_osmnx_loads_and_routes(tmp_path: Path) -> None:
    """Two layers, nodes and edges."""
    nodes, edges = street_frames(4326)
    nodes.reset_index().to_file(tmp_path / "streets.gpkg", layer="nodes")
    flat = edges.reset_index().astype({"osmid": str, "highway": str})
    flat.to_file(tmp_path / "streets.gpkg", layer="edges")
    check_streets(co.read_network(tmp_path / "streets.gpkg"))


def lines(gap: float = 0.0) -> gpd.GeoDataFrame:
    """69 E - 70 E, and from there (or a gap further) to 71 E."""
    shapes = [LineString([(69, 41), (70, 41)]), LineString([(70 + gap, 41), (71, 41.2)])]
    return gpd.GeoDataFrame({"hours": [1.5, 2.5]}, geometry=shapes, crs=4326)


def test_lines_that_meet_are_stitched_and_every_join_told(tmp_path: Path) -> None:
    """At the point where both end, over no distance."""
    lines().to_file(tmp_path / "lines.geojson")
    network = co.read_network(tmp_path / "lines.geojson", mode="road", columns={"time_h": "hours"})
    assert len(network) == 3
    assert network.links["time_h"].tolist() == [1.5, 2.5]
    assert network.extension.joins["km"].tolist() == [0.0] * 4
    assert co.shortest_route("place-1", "place-3", network=network).length_km == pytest.approx(171.0, abs=0.3)


def test_lines_that_do_not_meet_are_not_bridged_in_silence(tmp_path: Path) -> None:
    """Two parts, and the gap is told; asked to join over 1 km it is joined, and told with its 84 m."""
    lines(gap=0.001).to_file(tmp_path / "lines.geojson")
    apart = co.read_network(tmp_path / "lines.geojson", mode="road")
    assert len(apart) == 4
    assert any("ends 0.0839 km from place-2 and is not joined" in note for note in apart.extension.notes)
    joined = co.read_network(tmp_path / "lines.geojson", mode="road", join_within_km=1)
    assert len(joined) == 3
    assert joined.extension.joins["km"].max() == pytest.approx(0.0839, abs=1e-4)


def test_lines_over_the_antimeridian_meet() -> None:
    """180 E is 180 W."""
    shapes = [LineString([(179, 0), (180, 0)]), LineString([(-180, 0), (-179, 0)])]
    places = pd.DataFrame({"id": ["a", "b", "c"], "lat": 0.0, "lon": [179.0, 180.0, -179.0]})
    network = Network.from_frames(places, gpd.GeoDataFrame(geometry=shapes, crs=4326))
    assert co.shortest_route("a", "c", network=network).length_km == pytest.approx(222.6, abs=0.1)


def test_own_lines_are_kept_reprojected_and_held_against_the_length() -> None:
    """A line of 84 km is not 840."""
    places = gpd.GeoDataFrame({"id": ["a", "b"]}, geometry=[Point(69, 41), Point(70, 41)], crs=4326).to_crs(3857)
    shape = LineString([(70, 41), (69.5, 41.1), (69, 41)])  # drawn the other way
    links = gpd.GeoDataFrame({"from": ["a"], "to": ["b"], "length_km": [90.0]}, geometry=[shape], crs=4326)
    network = Network.from_frames(places, links.to_crs(3857))
    route = co.shortest_route("a", "b", network=network)
    assert route.geometry.coords[1] == pytest.approx((69.5, 41.1))
    assert network.place("a").lat == pytest.approx(41.0)
    with pytest.raises(co.DataError, match=r"840 km, and the line is 8\d\.\d* km long"):
        Network.from_frames(places, links.assign(length_km=840.0))
    with pytest.raises(co.DataError, match="in metres"):
        Network.from_frames(places, links.assign(length_km=90_000.0))


@pytest.mark.parametrize(
    ("given", "options", "words"),
    [
        ("from,to,length\na,b,5", {"mode": "road"}, "length_unit="),
        ("from,to,length_km\na,b,5", {}, "mode='road'"),
        ("start,end,length_km\na,b,5", {"mode": "road"}, "name the column with columns="),
        ("from,to,length_km\na,b,5", {"mode": "road", "columns": {"time_h": "hour"}}, "no such column"),
        ("from,to\na,b", {"mode": "road"}, "no line to measure"),
        ("from,to,length_km\na,b,x", {"mode": "road"}, "is no number"),
        ("from,to,length\na,b,5", {"mode": "road", "length_unit": "parsec"}, "give one of m, km, mi, ft"),
        ("from,to,length_km\na,b,5", {"mode": "mule"}, "give one of rail"),
        ("from,to,length_km\na,b,5", {"mode": "road", "format": "shape"}, "give one of datapackage"),
        ("from,to,length_km\na,b,5", {"mode": "road", "join_within_km": -1}, "at least 0"),
        ("from,to,length_km\na,b", {"mode": "road"}, "2 cells instead of 3"),
    ],
)
def test_what_a_file_lacks_is_asked_for_by_name(
    given: str, options: dict[str, Any], words: str, tmp_path: Path
) -> None:
    """And what is wrong is said where it stands."""
    (tmp_path / "links.csv").write_text(given, encoding="utf-8")
    with pytest.raises(co.CorridorsError, match=words):
        co.read_network(tmp_path / "links.csv", **options)


@pytest.mark.parametrize(
    "name", ["x.gpkg", "x.geojson", "x.xlsx", "x.graphml", "x.parquet", "x.shp", "x.csv", "x.tntp"]
)
@pytest.mark.parametrize("content", [b"", b"{}", b"\x00\xff\x00", b"<xml", b'{"corridors": {"tables": 3}}'])
def test_damaged_files_end_in_errors_of_the_library(name: str, content: bytes, tmp_path: Path) -> None:
    """None in one of the readers' own."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(co.CorridorsError):
        co.read_network(tmp_path / name, mode="road", length_unit="km")


def test_nothing_there() -> None:
    with pytest.raises(co.OptionError, match="there is no file"):
        co.read_network("nowhere.gpkg")


def test_shapes_of_a_drawing_are_refused() -> None:
    """From whose coordinates nothing leads to the Earth."""
    drawing = 'ENGCRS["plan",EDATUM["table"],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],LENGTHUNIT["metre",1]]'
    places = pd.DataFrame({"id": ["a", "b"], "lat": [41.0, 41.0], "lon": [69.0, 70.0]})
    links = gpd.GeoDataFrame(
        {"from": ["a"], "to": ["b"], "mode": ["road"]}, geometry=[LineString([(0, 0), (9, 9)])], crs=drawing
    )
    with pytest.raises(co.OptionError, match="links: nothing leads from the CRS 'plan' to degrees; give shapes in one"):
        co.Network.from_frames(places, links)
