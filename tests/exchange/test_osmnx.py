"""Graphs that OSMnx itself made of a small .osm file of invented streets: they load and route without hand work."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import corridors as co

FOLDER = Path(__file__).parent.parent / "data" / "osm"


def _check(network: co.Network, graph: Any) -> None:
    """All pairs, against networkx on the same graph: its lengths are metres."""
    assert len(network) == len(graph) > 2
    for origin, destination in permutations(graph, 2):
        route = co.shortest_route(str(origin), str(destination), network=network)
        metres = nx.shortest_path_length(graph, origin, destination, weight="length")
        assert route.length_km == pytest.approx(metres / 1000)
        assert route.modes == ("road",)


def test_a_graphml_file_that_osmnx_wrote() -> None:
    """OSMnx 2.1.1 made it of streets.osm; networkx reads everything in it as texts."""
    graph = nx.read_graphml(FOLDER / "streets.graphml", force_multigraph=True)
    for *_, data in graph.edges(data=True):
        data["length"] = float(data["length"])
    _check(co.read_network(FOLDER / "streets.graphml"), graph)


def test_the_graph_of_an_osm_file(tmp_path: Path) -> None:
    """Where OSMnx is installed: in memory, as frames and as its own files."""
    osmnx = pytest.importorskip("osmnx")
    graph = osmnx.graph_from_xml(FOLDER / "streets.osm")
    _check(co.Network.from_networkx(graph), graph)
    _check(co.Network.from_frames(*osmnx.graph_to_gdfs(graph)), graph)
    osmnx.save_graphml(graph, tmp_path / "streets.graphml")
    osmnx.save_graph_geopackage(graph, tmp_path / "streets.gpkg", directed=True)
    _check(co.read_network(tmp_path / "streets.graphml"), graph)
    _check(co.read_network(tmp_path / "streets.gpkg"), graph)
