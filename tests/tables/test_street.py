"""Graphs of OSMnx are known by their conventions, lines are read in one piece, and records are made undisturbed."""

from __future__ import annotations

import gc
from typing import Any

import geopandas as gpd
import networkx as nx
import pytest
from shapely.geometry import LineString, MultiLineString, Point

import corridors as co
from corridors.tables.given_lines import shapes_of
from corridors.tables.own import Conflict, Join, Own, OwnLine
from corridors.tables.street import is_street_graph, street_link
from corridors.tables.uncollected import uncollected


def graph(crs: Any = "epsg:4326", node: Any = None, edge: Any = None) -> nx.MultiDiGraph:
    made = nx.MultiDiGraph(crs=crs)
    for name in (1, 2):
        made.add_node(name, **({"x": 69.0, "y": 41.0} if node is None else node))
    made.add_edge(1, 2, **({"length": 1200.0} if edge is None else edge))
    return made


@pytest.mark.parametrize("crs", ["epsg:4326", "EPSG:4326", "OGC:CRS84", 4326])
def test_a_graph_with_degrees_and_metres_is_one(crs: Any) -> None:
    """However its system is written."""
    assert is_street_graph(graph(crs))


@pytest.mark.parametrize(
    "other",
    [graph(node={"x": 1.0}), graph(node={"y": 1.0}), graph(edge={}), graph(edge={"length": 1.0, "length_km": 1.0}),
     nx.MultiDiGraph(crs="epsg:4326"), nx.path_graph(2)],
)  # fmt: skip
def test_what_lacks_one_of_them_is_another_graph(other: Any) -> None:
    """Kilometres of our own go first."""
    assert not is_street_graph(other)


def test_other_coordinates_are_refused() -> None:
    """With what would make degrees of them."""
    with pytest.raises(co.OptionError, match="to_latlong=True"):
        is_street_graph(graph("epsg:32642"))


def test_an_edge_of_osm_is_a_link_by_its_tags() -> None:
    """Names of tags that are columns of ours mean other things there."""
    assert street_link({"railway": "rail", "length": 3.0, "osmid": 9, "gauge": "1520;1435"}) == {
        "railway": "rail", "length": 3.0, "mode": "rail",
    }  # fmt: skip
    assert street_link({"highway": "primary", "name": "A", "from": 1, "to": 2})["mode"] == "road"
    assert street_link({"route": "ferry"})["mode"] == "road"
    assert street_link({"railway": "", "mode": "sea"})["mode"] == "sea"
    assert street_link({"railway": None, "highway": "path"})["mode"] == "road"


def shapes(*geometry: Any, table: str = "links") -> list[Any]:
    found = shapes_of(table, gpd.GeoDataFrame(geometry=list(geometry), crs=4326))
    assert found is not None
    return found


def test_lines_in_pieces_are_joined_where_they_make_one() -> None:
    """End to end; what leaves a gap is a problem, and what is no line is another."""
    whole, gap, point, none = shapes(
        MultiLineString([[(60, 40), (61, 40)], [(61, 40), (62, 41)]]),
        MultiLineString([[(60, 40), (61, 40)], [(62, 40), (63, 40)]]),
        Point(60, 40),
        None,
    )
    assert whole.points == ((60.0, 40.0), (61.0, 40.0), (62.0, 41.0))
    assert whole.length_km == pytest.approx(85.4 + 139.5, abs=1.0)
    assert gap.problem.startswith("2 lines that do not make one")
    assert "a Point; links take a LineString each" in point.problem
    assert none is None
    [place, line] = shapes(Point(60, 40), LineString([(60, 40), (61, 40)]), table="places")
    assert (place.points, place.length_km, place.problem) == (((60.0, 40.0),), 0.0, "")
    assert "a LineString; places take a Point each" in line.problem


@pytest.mark.parametrize(("x", "y", "fine"), [(180, 90, True), (-180, -90, True), (180.1, 0, False), (0, 90.1, False)])
def test_degrees_end_at_the_poles_and_at_the_date_line(x: float, y: float, *, fine: bool) -> None:
    """Both of them are of the earth."""
    [shape] = shapes(LineString([(0, 0), (x, y)]))
    assert (shape.problem == "") == fine


def test_what_is_the_users_is_kept_once_and_in_order() -> None:
    """The later goes after the earlier, and beats it where both say something of one row."""
    join = Join("links", "l", "from", "A", "a", "name", None)
    conflict = Conflict({"id": "l"}, {"id": "k"}, "both kept")
    line, other = OwnLine(((0.0, 0.0),), "a", "b"), OwnLine(((1.0, 1.0),), "a", "b")
    one = Own({"links": ("l",)}, {("links", "l"): "me"}, {"l": line}, (join,), (), ("first",))
    two = Own(
        {"links": ("m", "l"), "places": ("p",)}, {("links", "l"): "you"}, {"l": other}, (), (conflict,), ("second",)
    )
    both = one.plus(two)
    assert both.added == {"links": ("l", "m"), "places": ("p",)}
    assert both.owner_of == {("links", "l"): "you"}
    assert both.lines == {"l": other}
    assert (both.joins, both.conflicts, both.notes) == ((join,), (conflict,), ("first", "second"))
    assert both.has("links", "l")
    assert not both.has("places", "l")


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_as_it_was(*, on: bool) -> None:
    """Off meanwhile, also where something is raised; and off for who had it off."""
    was = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() == on
        with pytest.raises(KeyError), uncollected():
            raise KeyError
        assert gc.isenabled() == on
    finally:
        (gc.enable if was else gc.disable)()
