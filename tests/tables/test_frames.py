"""Networks of the user's own, made of frames or of a networkx graph."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from matplotlib.figure import Figure

import corridors as co
from corridors.tables.frames import tables_from_frames, tables_from_networkx
from tests.micro import package

LINKS = pd.DataFrame({"from": ["a", "b"], "to": ["b", "c"], "length_km": [10.0, 20.0]})


def places(**columns: list[Any]) -> pd.DataFrame:
    """Three places by id, with what else is known of them."""
    return pd.DataFrame({"id": ["a", "b", "c"]} | columns)


def network(**columns: list[Any]) -> co.Network:
    """A -10- B -20- C by rail."""
    return co.Network.from_frames(places(**columns), LINKS)


def test_frames_of_a_network_make_it_again() -> None:
    """Whoever edits the packaged tables as frames gets a network of them, with the same answers."""
    packaged = co.load_network()
    names = (
        "services",
        "corridors",
        "corridor_links",
        "events",
        "countries",
        "levels",
        "deflator",
        "risks",
        "projects",
    )
    tables = {name: packaged.table(name) for name in names}
    again = co.Network.from_frames(packaged.places, packaged.links, **tables)
    assert again.closures == packaged.closures
    route, same = (co.shortest_route("Tashkent", "Poti", weight="cost", network=n) for n in (packaged, again))
    assert [leg.to_dict() for leg in same.steps] == [leg.to_dict() for leg in route.steps]


# -- what is refused ------------------------------------------------------------------------------------


def findings(frame: pd.DataFrame, links: pd.DataFrame = LINKS, **tables: pd.DataFrame) -> str:
    """Everything found wrong, a line each."""
    with pytest.raises(co.DataError) as caught:
        co.Network.from_frames(frame, links, **tables)
    return "\n".join(caught.value.findings)


def test_ids_that_stand_twice_are_found() -> None:
    """Of two places by one id only the last would be used; the CSV reader finds it in the same words."""
    twice = pd.DataFrame({"id": ["a", "b", "b", "c"]})
    assert findings(twice) == "places[b].id: stands twice; make it unique"
    links = LINKS.assign(id=["x", "x"])
    assert findings(places(), links) == "links[x].id: stands twice; make it unique"
    events = pd.DataFrame({"id": ["e", "e"], "name": "E", "kind": "restriction", "start": "2026"})
    assert "events[e].id: stands twice" in findings(places(), events=events)


def test_links_without_an_id_get_different_ones() -> None:
    """Also parallel ones, and beside a link that has the name already."""
    links = pd.DataFrame(
        {
            "id": [None, None, "a--b--rail", "a--b--rail-2", None],
            "from": ["a", "a", "a", "a", "b"],
            "to": ["b", "b", "b", "b", "c"],
            "length_km": [1.0, 2.0, 3.0, 4.0, 5.0],
        }
    )
    ids = co.Network.from_frames(places(), links).links.index
    assert list(ids) == ["a--b--rail-3", "a--b--rail-4", "a--b--rail", "a--b--rail-2", "b--c--rail"]


@pytest.mark.parametrize("other", ["places.csv", None, 5, {"id": ["a"]}, [("a",)]])
def test_what_is_no_frame_is_refused(other: Any) -> None:
    """The message says how a file becomes one."""
    with pytest.raises(co.OptionError, match=r"places=.* is no frame: give a pandas.DataFrame \(pandas.read_csv"):
        co.Network.from_frames(other, LINKS)
    with pytest.raises(co.OptionError, match=r"links=.* is no frame"):
        co.Network.from_frames(places(), other)
    if other is not None:
        with pytest.raises(co.OptionError, match=r"rates=.* is no frame"):
            co.Network.from_frames(places(), LINKS, rates=other)


@pytest.mark.parametrize("other", ["graph.gml", None, 5, LINKS, {"a": ["b"]}])
def test_what_is_no_graph_is_refused(other: Any) -> None:
    """In words, with what would be one."""
    with pytest.raises(co.OptionError, match=r"graph=.* is no graph of networkx: give a networkx.Graph"):
        co.Network.from_networkx(other)


def test_an_unknown_table_is_refused() -> None:
    """A mistyped keyword must not be a table that is not used."""
    with pytest.raises(co.OptionError, match="no table is called 'corridor': there are sources, countries, services"):
        co.Network.from_frames(places(), LINKS, corridor=places())


# -- services -------------------------------------------------------------------------------------------


def train(**columns: Any) -> pd.DataFrame:
    """One train a week over both links."""
    usual = {"id": "express", "origin": "a", "destination": "c", "links": "a--b--rail|b--c--rail"}
    return pd.DataFrame({name: [value] for name, value in (usual | columns).items()})


@pytest.mark.parametrize("links", ["a--b--rail|b--c--rail", ["a--b--rail", "b--c--rail"]])
def test_services_of_ones_own_are_ridden(links: object) -> None:
    """Their links joined by a bar or in a list; what nobody said of their figures is the user's estimate."""
    base = co.Network.from_frames(places(), LINKS, services=train(links=links, departures_per_week=1.0, time_h=0.5))
    route = co.shortest_route("a", "c", weight="time", network=base)
    (wait,) = [step.charge for step in route.steps if step.charge.kind == "departure_wait"]
    ride = [step.charge for step in route.steps if step.service == "express" and step.charge.kind == "haul"]
    assert wait.time_h == pytest.approx(84)
    assert (wait.time_grade, wait.time_sources) == ("estimated", ("user",))
    assert sum(charge.time_h for charge in ride) == pytest.approx(0.5)


def test_a_service_that_is_no_ride_is_found() -> None:
    """In the same words as in the packaged tables; a link that the network has not is found as well."""
    there = "services[express].links: end at b, not at c; name all of them, or correct the destination"
    assert findings(places(), services=train(links="a--b--rail")) == there
    assert "'x--y--rail' is not in links" in findings(places(), services=train(links="a--b--rail|x--y--rail"))


def test_a_service_without_an_origin_is_found() -> None:
    """What is required is required of a user as well."""
    assert "services[express].origin: blank; it is required" in findings(places(), services=train(origin=None))


# -- countries ------------------------------------------------------------------------------------------


def test_without_countries_the_defaults_hold() -> None:
    """Nothing is known of the country, so none's own speeds and prices are taken, Uzbekistan's least of all."""
    base = network()
    route = co.shortest_route("a", "c", network=base)
    assert route.countries == ("ZZ",)
    assert route.borders == ()
    rates = base._core.rates
    for parameter, figure in (("speed_km_per_h", route.time_h), ("price_usd_per_km", route.cost_usd)):
        default, uzbek = (rates.find(parameter, "rail", country, "feu", "regular") for country in ("*", "UZ"))
        assert rates.find(parameter, "rail", "ZZ", "feu", "regular") == default != uzbek
        assert figure > 0
    haul = route.legs[route.legs["kind"] == "haul"]
    speed = rates.find("speed_km_per_h", "rail", "*", "feu", "regular")
    assert haul["time_h_p50"].sum() == pytest.approx(30 / speed.central)


def test_given_countries_are_used() -> None:
    """With their own rates, and a border between."""
    route = co.shortest_route("a", "c", network=network(country=["UZ", "UZ", "KZ"]))
    assert route.countries == ("UZ", "KZ")
    assert len(route.borders) == 1


def test_a_country_for_some_places_only_is_refused() -> None:
    """A blank one among others would lie abroad, and a border be paid to reach it."""
    assert findings(places(country=["UZ", None, "KZ"])) == "places[b].country: blank; it is required"


def test_the_unknown_country_can_be_named() -> None:
    """It is a country like others, also beside a user's own table of countries."""
    shut = network().without("ZZ")
    assert len(shut.closures) == 2
    countries = co.load_network().table("countries")
    assert len(co.Network.from_frames(places(), LINKS, countries=countries)) == 3


# -- coordinates ----------------------------------------------------------------------------------------

POINTS: dict[str, list[Any]] = {"lat": [40.0, 40.1, None], "lon": [60.0, 60.1, None]}


def test_places_without_coordinates_have_routes() -> None:
    """A route needs lengths and not points; its plain form is JSON."""
    route = co.shortest_route("a", "c", network=network())
    assert route.length_km == 30
    json.dumps(route.to_dict(), allow_nan=False)
    near = co.reachable("a", 1000, network=network(**POINTS))
    assert near.index.tolist() == ["b", "c"]
    assert near.geometry["b"].coords[0] == (60.1, 40.1)
    assert near.geometry["c"] is None
    assert len(co.reachable("a", 0, network=network())) == 0


DRAWINGS: dict[str, Callable[[co.Network], object]] = {
    "plot": lambda n: n.plot(Figure().subplots()),
    "explore": lambda n: n.explore(),
    "to_geodataframe": lambda n: n.to_geodataframe(),
    "route.plot": lambda n: co.shortest_route("a", "c", network=n).plot(Figure().subplots()),
    "route.explore": lambda n: co.shortest_route("a", "c", network=n).explore(),
    "route.geometry": lambda n: co.shortest_route("a", "c", network=n).geometry,
    "route.to_geojson": lambda n: co.shortest_route("a", "c", network=n).to_geojson(),
}


@pytest.mark.parametrize("drawing", DRAWINGS)
@pytest.mark.parametrize("columns", [{}, POINTS], ids=["no points", "one point missing"])
def test_what_lies_nowhere_is_not_drawn(drawing: str, columns: dict[str, list[Any]]) -> None:
    """The Gulf of Guinea, at 0 north 0 east, has seen enough of other people's missing data."""
    with pytest.raises(co.OptionError, match=r"the place '[ac]' has no coordinates, so it cannot be drawn"):
        DRAWINGS[drawing](network(**columns))


def test_no_point_is_taken_to_a_place_without_coordinates() -> None:
    """Only to those that lie somewhere."""
    assert co.shortest_route((40.0, 60.0), "c", network=network(**POINTS)).origin.id == "a"
    with pytest.raises(co.UnknownPlaceError, match="no place to snap to: give it places with lat and lon"):
        co.shortest_route((0.0, 0.0), "c", network=network())


def test_half_a_point_is_refused() -> None:
    """A latitude without a longitude is a slip."""
    message = findings(places(lat=[40.0, 41.0, 42.0], lon=[60.0, 61.0, None]))
    assert message == "places[c].lon: blank although lat is given; give both or none"


def test_a_graph_s_places_follow_the_same_rules() -> None:
    """``y`` and ``x`` are coordinates; without them there are none."""
    graph = nx.Graph()
    graph.add_edge("a", "b", length_km=12.0)
    base = co.Network.from_networkx(graph)
    assert (base.place("a").lat, base.place("a").country) == (None, "ZZ")
    graph.nodes["a"].update(y=40.0, x=60.0)
    assert co.Network.from_networkx(graph).place("a").point == (60.0, 40.0)


def test_a_network_of_ones_own_is_of_no_edition() -> None:
    """Its figures are not those of the packaged data, whatever their edition."""
    places = pd.DataFrame({"id": ["a", "b"]})
    links = pd.DataFrame({"from": ["a"], "to": ["b"], "length_km": [1.0]})
    assert co.Network.from_frames(places, links).edition == "own" != co.load_network().edition


@pytest.mark.parametrize(
    ("column", "value"), [("kind", "pirates"), ("level", "dreadful"), ("modes", "air"), ("start", "some day")]
)
def test_a_risk_of_no_kind_or_level_is_found(column: str, value: str) -> None:
    """By the words of the data dictionary, in a frame as in a file."""
    cells = {"id": "r", "kind": "war", "name": "War", "level": "high", "start": "2026", "effect": "lines stay away"}
    cells |= {"countries": "UZ", "grade": "estimated", "source": "user"}
    (finding,) = findings(places(), risks=pd.DataFrame([cells | {column: value}])).splitlines()
    assert finding.startswith(f"risks[r].{column}: ")


@pytest.mark.parametrize(("column", "value"), [("state", "dreamt of"), ("operation", "beach"), ("quantity", "beauty")])
def test_a_project_in_no_state_is_found(column: str, value: str) -> None:
    cells = {"id": "p", "name": "P", "quantity": "capacity_mt_per_year", "state": "planned", "since": "2030"}
    cells |= {"grade": "estimated", "source": "user"}
    (finding,) = findings(places(), projects=pd.DataFrame([cells | {column: value}])).splitlines()
    assert finding.startswith(f"projects[p].{column}: ")


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        ({}, ""),
        ({"colour": "red"}, ""),
        ({"distance": 3.0}, " (is it 'distance'? say length='distance' if it is in km)"),
    ],
)
def test_an_edge_without_a_length_asks_for_one(data: dict[str, Any], hint: str) -> None:
    """With the attribute that may hold it, where there is one that is called so."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", **data)
    with pytest.raises(co.CorridorsError) as told:
        co.Network.from_networkx(graph)
    assert str(told.value).endswith(f"give a length in km of at least zero on every edge{hint}")


def test_an_attribute_called_id_is_the_link_s_where_it_tells_links_apart() -> None:
    """The second by that id, and one whose id is blank, are named by their ends and their number."""
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for id_ in ("x", "x", " ", None, "y"):
        graph.add_edge("a", "b", length_km=12.0, id=id_)
    assert co.Network.from_networkx(graph).links.index.tolist() == ["x", "a--b--1", "a--b--2", "a--b--3", "y"]


@pytest.mark.parametrize("directed", [False, True])
def test_an_edge_of_a_directed_graph_leads_one_way(*, directed: bool) -> None:
    """Unless it says otherwise itself."""
    graph: Any = (nx.DiGraph if directed else nx.Graph)()
    graph.add_edge("a", "b", length_km=12.5)
    graph.add_edge("c", "b", length_km=7.5, direction="both")
    links = co.Network.from_networkx(graph).links
    assert links["direction"].tolist() == ["forward" if directed else "both", "both"]
    assert (links["from"].tolist(), links["length_km"].tolist()) == (
        ["a", "c"] if directed else ["a", "b"],
        [12.5, 7.5],
    )


@pytest.mark.parametrize(
    ("attribute", "value", "fine"),
    [("length_km", 0.0, True), ("length_km", "12.5", True), ("length_km", -0.001, False),
     ("length_km", float("nan"), False), ("length_km", float("inf"), False), ("length_km", None, False),
     ("km", 12.5, True), ("km", "far", False)],
)  # fmt: skip
def test_a_length_of_an_edge_is_a_number_of_at_least_nought(attribute: str, value: Any, *, fine: bool) -> None:
    """As text too; each edge that has none is told by its ends."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", **{attribute: value})
    graph.add_edge("b", "c", **{attribute: 3.5})
    length = None if attribute == "length_km" else attribute
    if fine:
        rows = tables_from_networkx(graph, length=length)["links"]
        assert [row["length_km"] for row in rows] == [float(value), 3.5]
        return
    with pytest.raises(co.DataError) as told:
        tables_from_networkx(graph, length=length)
    [finding] = told.value.findings
    assert finding.startswith(f"edges['a', 'b'].{attribute}: ")


def test_streets_are_in_metres_and_other_lengths_in_kilometres() -> None:
    """By the conventions of OSMnx, unless an attribute is named."""
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph(crs="epsg:4326")
    graph.add_node(1, x=60.0, y=40.0)
    graph.add_node(2, x=60.003, y=40.0)
    graph.add_edge(1, 2, length=256.0, km=0.3, highway="primary")
    [street] = tables_from_networkx(graph)["links"]
    assert (street["length_km"], street["mode"], street["gauge_mm"]) == (0.256, "road", None)
    assert [row["length_km"] for row in tables_from_networkx(graph, length="km")["links"]] == [0.3]
    places = tables_from_networkx(graph)["places"]
    assert [(row["id"], row["lon"], row["lat"]) for row in places] == [("1", 60.0, 40.0), ("2", 60.003, 40.0)]


def test_a_node_is_called_by_its_name_or_by_its_id() -> None:
    """What it is joined by is what the edges call it; a blank name is none."""
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_node(1, name="Depot", id="x")
    graph.add_node(2, name=" ", id="y")
    graph.add_node(3, id=" ")
    graph.add_node(4, y=41.5, x=60.5, lat=40.5)
    graph.add_edges_from([(1, 2), (2, 3), (3, 4)], length_km=60.5)
    places = tables_from_networkx(graph)["places"]
    assert [(row["id"], row["name"]) for row in places] == [("1", "Depot"), ("2", "y"), ("3", "3"), ("4", "4")]
    assert (places[3]["lat"], places[3]["lon"]) == (40.5, 60.5)


def test_rail_has_a_gauge_where_none_is_given_and_nothing_else_has() -> None:
    """One that is given is kept; where no mode is given it is rail."""
    links = pd.DataFrame(
        {"from": ["a"] * 4, "to": ["b"] * 4, "length_km": [1.5, 2.5, 3.5, 4.5], "mode": ["rail", None, "road", "rail"],
         "gauge_mm": [None, None, None, 1435]}
    )  # fmt: skip
    rows = tables_from_frames(places(), links)["links"]
    assert [(row["mode"], row["gauge_mm"]) for row in rows] == [
        ("rail", 1520), ("rail", 1520), ("road", None), ("rail", 1435),
    ]  # fmt: skip
    rows = tables_from_frames(places(), links.drop(columns=["mode", "gauge_mm"]))["links"]
    assert [(row["mode"], row["gauge_mm"]) for row in rows] == [("rail", 1520)] * 4


def test_rates_hold_for_every_class_of_service_unless_they_name_one() -> None:
    """Of no other table is anything said that nobody gave."""
    cells = {"parameter": ["payload_t"] * 2, "mode": "*", "country": "*", "shipment": "feu", "central": [20.5, 21.5],
             "unit": "t", "grade": "derived", "source": "user"}  # fmt: skip
    rates = tables_from_frames(places(), LINKS, rates=pd.DataFrame(cells | {"service": ["regular", None]}))["rates"]
    assert [(row["service"], row["central"]) for row in rates] == [("regular", 20.5), ("*", 21.5)]
    sources = pd.DataFrame({"id": ["user"], "title": ["Me"], "kind": ["method"]})
    assert len(tables_from_frames(places(), LINKS, sources=sources)["sources"]) == 1


def test_the_unknown_country_is_put_beside_the_others_once() -> None:
    """Blank but for its code and name; who has one by that code keeps it."""
    countries = tables_from_frames(places(), LINKS)["countries"]
    assert [row["id"] for row in countries].count("ZZ") == 1
    unknown = countries[-1]
    lists = {field.name for field in package().schemas["countries"].fields if field.type == "list"}
    assert lists == {name for name, cell in unknown.items() if cell == ()}
    assert {name: cell for name, cell in unknown.items() if cell} == {"id": "ZZ", "name": "unknown country"}
    own = pd.DataFrame({"id": ["ZZ"], "name": ["Nowhere"]})
    assert [row["name"] for row in tables_from_frames(places(), LINKS, countries=own)["countries"]] == ["Nowhere"]
    given = tables_from_frames(places(country=["UZ"] * 3), LINKS)["countries"]
    assert "ZZ" not in {row["id"] for row in given}


def told(links: pd.DataFrame, frame: pd.DataFrame | None = None) -> list[str]:
    """What is told of columns that nothing reads."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        tables_from_frames(places() if frame is None else frame, links)
    return [str(warning.message) for warning in caught]


@pytest.mark.parametrize(
    ("columns", "named"),
    [({"toll": [1.5, 2.5]}, []), ({"cost": [1.5, 2.5]}, ["cost"]), ({"cost": [0, 0.0]}, []),
     ({"cost": [0, 2.5]}, ["cost"]),
     ({"hours": [0, 0]}, ["hours"]), ({"hours": [1, 2], "time_h": [3.5, None]}, []),
     ({"hours": [1, 2], "time_h": [None, None]}, ["hours"]), ({"km": [1, 2]}, []),
     ({"hours": [1, 2], "cost": [3, 4], "toll": [5, 6]}, ["cost", "hours"])],
)  # fmt: skip
def test_columns_of_other_formats_are_told_where_ours_stands_blank(columns: dict[str, Any], named: list[str]) -> None:
    """A price of nought on every link says nothing; what is said already is not asked for."""
    found = told(LINKS.assign(**columns))
    assert sorted(text.partition(" ")[0] for text in found) == [f"links.{name}" for name in named]
    assert all("is kept and not read: is it " in text for text in found)


def test_columns_of_places_of_other_formats_are_told_too() -> None:
    assert [text.partition(" ")[0] for text in told(LINKS, places(latitude=[1, 2, 3]))] == ["places.latitude"]
    assert told(LINKS, places(people=[1, 2, 3])) == []


def test_a_table_of_no_rows_says_nothing() -> None:
    """No places, no links and nothing to tell."""
    nothing = LINKS.iloc[:0].assign(cost=[])
    assert told(nothing, places().iloc[:0]) == []


def test_parallel_links_are_counted_on_from_two() -> None:
    """Each stretch and mode for itself."""
    links = pd.DataFrame({"from": ["a", "a", "b", "a", "a"], "to": ["b", "b", "c", "b", "b"], "length_km": 1.5,
                          "mode": ["rail", "rail", "rail", "road", "rail"]})  # fmt: skip
    ids = [row["id"] for row in tables_from_frames(places(), links)["links"]]
    assert ids == ["a--b--rail", "a--b--rail-2", "b--c--rail", "a--b--road", "a--b--rail-3"]


@pytest.mark.parametrize(
    "columns", [{"lat": [40.0, 41.0, None]}, {"lon": [60.0, None, None], "lat": [40.0, 41.0, None]}]
)
def test_half_a_point_is_found_whichever_half_it_is(columns: dict[str, Any]) -> None:
    """The half that is blank is named."""
    message = findings(places(**columns))
    names = ["a", "b"] if "lon" not in columns else ["b"]
    assert message.splitlines() == [
        f"places[{name}].lon: blank although lat is given; give both or none" for name in names
    ]
    turned = {{"lat": "lon", "lon": "lat"}[name]: values for name, values in columns.items()}
    assert findings(places(**turned)).splitlines() == [
        f"places[{name}].lat: blank although lon is given; give both or none" for name in names
    ]
