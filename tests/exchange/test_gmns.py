"""GMNS: uses, directions, lanes, capacities of a lane, volume-delay functions, demand by zone."""

from __future__ import annotations

from pathlib import Path

import pytest

import corridors as co

#: Networks drawn at random, and files of elsewhere, hold lengths and columns that are questioned when they come in.
pytestmark = pytest.mark.filterwarnings("ignore:links")

NODES = "node_id,name,x_coord,y_coord,zone_id\n1,West,69,41,10\n2,Middle,70,41,\n3,East,71,41,30\n"
LINKS = (
    "link_id,from_node_id,to_node_id,directed,geometry,dir_flag,length,free_speed,lanes,capacity,allowed_uses,vdf_alpha,vdf_beta\n"
    'a,1,2,true,"LINESTRING (70 41, 69.5 41.1, 69 41)",-1,54,60,2,900,"auto,truck",0.2,5\n'
    "b,2,3,false,,,53,50,1,800,truck,,\n"
)
CONFIG = "dataset_name,long_length,crs\nsmall,mile,EPSG:4326\n"
DEMAND = "o_zone_id,d_zone_id,volume\n10,30,1200\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {"node": NODES, "link": LINKS, "config": CONFIG, "demand": DEMAND}
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_loads_and_routes(folder: Path) -> None:
    """Miles by its config, lorries by its uses, hours by its free speeds, its line turned to where it leads."""
    network = co.read_network(folder)
    route = co.shortest_route("West", "East", network=network, weight="time")
    assert route.length_km == pytest.approx(107 * 1.609344)
    assert network.links["time_h"].tolist() == pytest.approx([54 / 60, 53 / 50])
    assert network.links["direction"].tolist() == ["forward", "both"]
    assert route.geometry.coords[1] == pytest.approx((69.5, 41.1))
    with pytest.raises(co.NoRouteError):
        co.shortest_route("East", "West", network=network)


def test_tables_for_assignment(folder: Path) -> None:
    """Capacity of all lanes, both directions of a link that is not directed."""
    tables = co.read_gmns(folder)
    assert tables.links["capacity"].tolist() == [1800.0, 800.0]
    assert tables.links["vdf_alpha"].tolist()[0] == 0.2
    assert tables.demand is not None
    assert tables.demand.values.tolist() == [["1", "3", 1200.0]]
    flows = co.assign(tables.demand, links=tables.links, places=tables.places)
    assert flows.served == 1200.0
    assert repr(tables) == "<FlowTables of 2 links, 3 places, 1 pairs>"


def test_units_and_modes_that_it_does_not_say_are_asked_for(folder: Path) -> None:
    (folder / "config.csv").unlink()
    with pytest.raises(co.OptionError, match="length_unit="):
        co.read_network(folder)
    metric = co.read_network(folder, length_unit="mi")
    assert metric.links["length_km"].tolist() == pytest.approx([86.9, 85.3], abs=0.1)
    with pytest.raises(co.DataError, match="54 km, and the line is 8"):
        co.read_network(folder, length_unit="km")
    (folder / "link.csv").write_text("link_id,from_node_id,to_node_id,directed,length\na,1,2,1,84\n", encoding="utf-8")
    with pytest.raises(co.OptionError, match="mode='road'"):
        co.read_network(folder, length_unit="km")


def test_zones_of_several_nodes_are_told(folder: Path) -> None:
    (folder / "node.csv").write_text(NODES.replace("41,\n", "41,10\n"), encoding="utf-8")
    with pytest.raises(co.DataError, match="zone '10' is several nodes"):
        co.read_gmns(folder)


def test_what_is_written_follows_the_specification(tmp_path: Path) -> None:
    """Its required columns, its configuration, and a use for each mode."""
    folder = co.load_network().to_file(tmp_path / "gmns", format="gmns")
    head = (folder / "link.csv").read_text(encoding="utf-8").partition("\n")[0].split(",")
    assert {"link_id", "from_node_id", "to_node_id", "directed", "geometry", "length", "allowed_uses"} <= set(head)
    config = (folder / "config.csv").read_text(encoding="utf-8").splitlines()[1].split(",")
    assert config[1:5] == ["m", "km", "kph", "EPSG:4326"]
    uses = (folder / "use_definition.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert {line.partition(",")[0] for line in uses} == {"rail", "road", "ferry", "sea"}
