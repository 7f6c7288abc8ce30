"""Files of the library's own whose description of their tables was damaged: told, and never a KeyError later on."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

import corridors as co
from tests.exchange.networks import random_network

pytestmark = pytest.mark.filterwarnings("ignore:links.length_km is far")


def written(folder: Path, name: str) -> Path:
    path = folder / name
    random_network(8).to_file(path)
    return path


@pytest.mark.parametrize("name", ["net.geojson", "net.graphml"])
@pytest.mark.parametrize("column", ["accuracy_km", "expected"])
def test_a_column_that_the_library_reads_must_be_described(name: str, column: str, tmp_path: Path) -> None:
    path = written(tmp_path, name)
    text = path.read_text(encoding="utf-8")
    at = text.index("resources")
    marked = text[at:].replace(column, f"{column[:-1]}x", 1)
    path.write_text(text[:at] + marked, encoding="utf-8")
    with pytest.raises(co.DataError, match=rf"{name}: (places|links).{column}: the column is missing"):
        co.read_network(path)


def test_a_description_that_is_nested_too_deep_is_damaged(tmp_path: Path) -> None:
    path = written(tmp_path, "net.graphml")
    text = path.read_text(encoding="utf-8")
    at = text.index("resources")
    start = text.index("[", at)
    path.write_text(text[:start] + "[" * 100_000 + text[start:], encoding="utf-8")
    with pytest.raises(co.DataError, match="description of its tables is damaged"):
        co.read_network(path)


def test_a_graph_without_edges_is_no_network(tmp_path: Path) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from("ab")
    nx.write_graphml(graph, tmp_path / "bare.graphml")
    with pytest.raises(co.DataError, match="a graph of 2 nodes and no edges"):
        co.read_network(tmp_path / "bare.graphml")
