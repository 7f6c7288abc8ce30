"""What is written comes back equal: random networks of one's own, and the packaged one."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString

import corridors as co
from corridors.exchange.bundle import bundle_of, differences
from corridors.exchange.formats import FORMATS
from corridors.exchange.partial import CARRIED
from corridors.network.network import Network
from corridors.tables import whole
from tests.exchange.networks import random_network

#: Networks drawn at random, and files of elsewhere, hold lengths and columns that are questioned when they come in.
pytestmark = pytest.mark.filterwarnings("ignore:links")

SEEDS = range(30)


@pytest.fixture(scope="module")
def drawn() -> list[Network]:
    return [random_network(seed) for seed in SEEDS]


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is waited for in the tests of writing, not in each of hundreds of files."""
    monkeypatch.setattr(whole, "_to_disk", lambda _path: None)


def lost(network: Network, back: Network, tables: Any = None) -> list[str]:
    return differences(bundle_of(network._core), bundle_of(back._core), tables=tables)


@pytest.mark.usefixtures("_quick")
@pytest.mark.parametrize("name", FORMATS)
def test_random_networks_come_back_equal(name: str, drawn: list[Network], tmp_path: Path) -> None:
    """Names like formulas, lines over the antimeridian, places nowhere, whole numbers too large for a float."""
    kind = FORMATS[name]
    for seed, network in zip(SEEDS, drawn, strict=True):
        path = network.to_file(tmp_path / f"{seed}{''.join(kind.endings[:1])}", format=name)
        assert lost(network, co.read_network(path), None if kind.whole else CARRIED) == [], (seed, name)


@pytest.mark.usefixtures("_quick")
@pytest.mark.parametrize("name", FORMATS)
def test_a_line_of_ten_thousand_points_comes_back(name: str, tmp_path: Path) -> None:
    """As a coast has them; no cell is too long for it."""
    east = [69 + n / 10_000 for n in range(10_001)]
    line = LineString([(x, 41 + 0.001 * (n % 7) / 7) for n, x in enumerate(east)])
    places = pd.DataFrame({"id": ["a", "b"], "lon": [69.0, 70.0], "lat": [41.0, line.coords[-1][1]]})
    links = gpd.GeoDataFrame({"from": ["a"], "to": ["b"], "mode": ["road"]}, geometry=[line], crs=4326)
    network = Network.from_frames(places, links)
    kind = FORMATS[name]
    path = network.to_file(tmp_path / f"long{''.join(kind.endings[:1])}", format=name)
    assert lost(network, co.read_network(path), None if kind.whole else CARRIED) == []


def test_the_random_networks_hold_what_is_hard(drawn: list[Network]) -> None:
    """Else the round trips would show little."""
    rows = [row for network in drawn for table in ("places", "links") for row in network._core.tables[table]]
    assert any(row["id"].startswith("=") for row in rows)
    assert any("\n" in (row["notes"] or "") for row in rows)
    assert any(row.get("large") == 10**17 + 1 for row in rows)
    lines = [line.points for network in drawn for line in bundle_of(network._core).lines.values()]
    assert any(abs(a[0] - b[0]) > 180 for points in lines for a, b in pairwise(points))
    places = [row for network in drawn for row in network._core.tables["places"]]
    assert any(row["lat"] is None for row in places)
    assert any(network._core.tables["services"] for network in drawn)


def test_what_differs_is_told() -> None:
    """A cell, a row, a line, a date."""
    network = co.load_network()
    longer = network.replace(links={"keles--chukursay--rail": {"length_km": 6}})
    assert any("length_km: 5.0 and 6.0" in text for text in lost(network, longer))
    one, other = random_network(1), random_network(2)
    assert lost(one, other)


def test_graphs_of_places_come_back_equal(drawn: list[Network]) -> None:
    """In memory, lines and all; what is not in use on the day is left out of the graph."""
    for network in drawn:
        back = Network.from_networkx(network.to_networkx(level="places"))
        assert lost(network, back, CARRIED) == []


def test_frames_of_streets_come_back_equal(drawn: list[Network]) -> None:
    """Nodes and edges as OSMnx has them: edges by (u, v, key), in metres."""
    for network in drawn:
        nodes, edges = network.to_geodataframes()
        assert list(edges.index.names) == ["u", "v", "key"]
        assert (edges["length"] == edges["length_km"] * 1000).all()
        back = Network.from_frames(nodes, edges)
        one, other = bundle_of(network._core), bundle_of(back._core)
        assert [row["id"] for row in one.rows["links"]] == [row["id"] for row in other.rows["links"]]
        assert one.lines.keys() == other.lines.keys()
        for name in one.lines:
            assert one.lines[name].points == other.lines[name].points


@pytest.mark.usefixtures("_quick")
@pytest.mark.parametrize("name", ["datapackage", "gpkg", "geojson"])
def test_the_packaged_network_comes_back_equal(name: str, tmp_path: Path) -> None:
    """All tables, also those of which routing knows nothing."""
    network = co.load_network()
    path = network.to_file(tmp_path / f"network{''.join(FORMATS[name].endings[:1])}", format=name)
    assert lost(network, co.read_network(path)) == []


def test_frames_written_by_pandas_come_back(tmp_path: Path) -> None:
    """``network.links.to_csv`` makes texts of lists, and tells what is in use: both are understood."""
    network = co.load_network()
    network.links.to_csv(tmp_path / "links.csv")
    network.places.to_csv(tmp_path / "places.csv")
    links = pd.read_csv(tmp_path / "links.csv", low_memory=False)
    places = pd.read_csv(tmp_path / "places.csv", keep_default_na=False, na_values=[""])
    back = Network.from_frames(places, links)
    assert back._core.tables["links"] == network._core.tables["links"]
    assert back._core.tables["places"] == network._core.tables["places"]


def test_an_extended_network_keeps_lines_and_sources(tmp_path: Path) -> None:
    """The rows of one's own are rows like all others in a file."""
    network = co.load_network().extend(
        links=[{"from": "Angren", "to": "Kashgar", "mode": "road", "length_km": 760, "time_h": 20}], owner="Ministry"
    )
    back = co.read_network(network.to_file(tmp_path / "mine.geojson"))
    assert lost(network, back) == []
    assert back.links.loc["angren--kashgar--road", "time_source"] == ("user: Ministry",)
    route = co.shortest_route("Angren", "Kashgar", modes="road", network=back)
    assert route.length_km == 760.0


def test_a_folder_of_data_is_one_for_load_network(tmp_path: Path) -> None:
    """The same answers, by the same figures."""
    folder = co.load_network().to_file(tmp_path / "data")
    back = co.load_network(data=folder)
    route, same = (co.shortest_route("Tashkent", "Poti", weight="cost", network=n) for n in (None, back))
    assert route.to_dict() == same.to_dict()


def test_characters_that_xml_cannot_carry_are_refused(tmp_path: Path) -> None:
    """Rather than lost in silence; formats of plain text can carry a carriage return."""
    places = pd.DataFrame({"id": ["a", "b"], "name": ["A\rB", "C"]})
    links = pd.DataFrame({"from": ["a"], "to": ["b"], "length_km": [1.0]})
    network = Network.from_frames(places, links)
    for ending in (".graphml", ".xlsx"):
        with pytest.raises(co.DataError, match=r"places\[a\]\.name.*cannot carry"):
            network.to_file(tmp_path / f"x{ending}")
    assert lost(network, co.read_network(network.to_file(tmp_path / "x.geojson"))) == []
    assert lost(network, co.read_network(network.to_file(tmp_path / "x", format="csv"))) == []
