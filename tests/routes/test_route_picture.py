"""Maps of routes: the way in its colour, stops marked, figures under the pointer."""

from __future__ import annotations

import json
import re

import pytest

import corridors as co
from corridors.maps.colors import RISK_COLORS
from tests.drawn import axes, colors, groups, layers, looks, names, spread
from tests.micro import blank


def test_route_runs_from_place_to_place_in_the_colour_of_its_corridor() -> None:
    """One line a link, from the origin to the destination."""
    route = co.shortest_route("Tashkent", "Poti", weight="cost", modes=["rail", "ferry"], avoid=["Iran", "Kazakhstan"])
    ax = route.plot(axes())
    segments = [line for group in groups(ax, "route").values() for line in group.get_segments()]
    ends = {tuple(line[i]) for line in segments for i in (0, -1)}
    assert len(segments) == len(route.links)
    assert {(p.lon, p.lat) for p in (route.origin, route.destination)} <= ends
    color = co.load_network().corridors.loc[route.corridors[0], "color"].upper()
    assert {c for group in groups(ax, "route").values() for c in colors(group)} == {color}
    assert {"Tashkent", "Poti"} <= set(names(ax))
    west, east = ax.get_xlim()
    assert west < route.destination.lon < route.origin.lon < east


def test_stops_of_a_route_are_marked() -> None:
    """Borders, transhipments and changes of gauge have a marker each."""
    network = spread("UZ:A ==300== KZ:B --250-- KZ:C ~~220~~ AZ:D")
    ax = co.shortest_route("A", "D", network=network).plot(axes())
    marks = [line.get_gid() for line in ax.lines]
    assert marks.count("end") == 2
    assert {"gauge_change", "transhipment"} <= set(marks)


def test_a_border_is_marked_where_it_is_crossed() -> None:
    """Not at the far end of its link: the Polish-German border is not in Poznan."""
    route = co.shortest_route("Warsaw", "Berlin", modes=["rail"])
    [mark] = [line for line in route.plot(axes()).lines if line.get_gid() == "border"]
    lon, lat = mark.get_xdata()[0], mark.get_ydata()[0]
    assert (lon, lat) == pytest.approx((14.6, 52.35), abs=0.3)  # the Oder at Frankfurt


def test_of_a_crossing_by_ship_the_border_is_in_port() -> None:
    """There is no post in the middle of the Caspian."""
    route = co.shortest_route("Turkmenbashi", "Alat", modes=["ferry"])
    ends = {(place.lon, place.lat) for place in route.places}
    marks = [line for line in route.plot(axes()).lines if line.get_gid() in ("border", "transhipment")]
    assert all((line.get_xdata()[0], line.get_ydata()[0]) in ends for line in marks)


def test_tooltips_tell_figures_and_sources() -> None:
    """Kilometres, hours and dollars, each with its grade and the numbers of its sources, which stand below."""
    route = co.shortest_route("Tashkent", "Poti", weight="cost", modes=["rail", "ferry"], avoid=["Iran", "Kazakhstan"])
    features = layers(route.explore(engine="folium"))["route"].data["features"]
    assert len(features) == len(route.links)
    texts = [feature["properties"]["text"] for feature in features]
    assert all(re.search(r" km, (published|derived|estimated) \[\d+[],]", text) for text in texts)
    assert all("Sources: [1] " in text for text in texts)
    assert re.search(r"wait for vessel: [0-9.]+ h \(", route.explore(engine="folium").get_root().render())
    assert features[0]["geometry"]["coordinates"][0] == pytest.approx([route.origin.lon, route.origin.lat], abs=1e-4)


def test_names_cannot_smuggle_markup() -> None:
    """What users write in tables stands as text."""
    tables = co.load_network()._core.tables
    rows = [row | {"name": "<b>x</b>"} if row["id"] == "tashkent" else row for row in tables["places"]]
    network = co.Network(tables.replaced(places=rows))
    page = co.shortest_route("tashkent", "termez", network=network).explore(engine="folium")
    assert "<b><b>x</b>" not in json.dumps(layers(page)["route"].data)
    assert "&lt;b&gt;x" in json.dumps(layers(page)["route"].data)


def test_a_lorry_to_a_point_is_drawn_with_short_dashes() -> None:
    """From the point, which has a mark, to the place taken; on paper and on the web."""
    route = co.shortest_route((41.56, 64.9), "Samarkand", weight="cost", modes=["rail"])
    ax = route.plot(axes())
    [lorry] = [c for c in ax.collections if c.get_gid() == "route lorry in use"]
    assert [tuple(point) for point in lorry.get_segments()[0]] == [(64.9, 41.56), route.origin.point]
    [mark] = [line for line in ax.lines if line.get_gid() == "point"]
    assert (mark.get_xdata()[0], mark.get_ydata()[0]) == (64.9, 41.56)
    features = layers(route.explore(engine="folium"))["route"].data["features"]
    dashed = [f for f in features if f["properties"]["look"].get("dashArray") == "4 3"]
    assert [f["geometry"]["coordinates"][0] for f in dashed] == [[64.9, 41.56]]
    assert "lorry (41.56, 64.9) - " in dashed[0]["properties"]["text"]


def test_the_title_says_class_and_scope() -> None:
    ax = co.shortest_route("Tashkent", "Termez", service="block_train", scope="run").plot(axes())
    [note] = [text.get_text().replace("\n", " ") for text in ax.texts if text.get_gid() == "note"]
    assert "1 FEU in a block train, departure to arrival" in note


def test_a_stretch_that_meets_a_risk_has_a_halo() -> None:
    """Only that stretch, in the colour of the highest risk there; the legend tells its kinds, the pointer its name.

    A ==300== B ==250== C ==250== D
              embargo   raids
    """
    usual = {"start": "2020-01-01", "grade": "published", "source": ("test",)}
    risks = [
        blank("risks", id="embargo", kind="sanctions", name="Embargo <1>", level="high", places=("b",), **usual),
        blank("risks", id="raids", kind="theft", name="Raids", level="low", places=("c",), **usual),
    ]
    route = co.shortest_route("A", "D", network=spread("UZ:A ==300== B ==250== KZ:C ==250== TM:D", risks=risks))
    ax = route.plot(axes())
    [halo] = [collection for collection in ax.collections if collection.get_gid() == "risk"]
    high, low = RISK_COLORS["high"].upper(), RISK_COLORS["low"].upper()
    assert colors(halo) == [high, high, low]
    labels = {text.get_text() for text in ax.get_legend().get_texts()}
    assert {"risks up to high: sanctions, theft", "low risks: theft"} <= labels
    web = layers(route.explore(engine="folium"))
    assert [look["color"].upper() for look in looks(web["risks up to high"])] == [high, high]
    texts = [feature["properties"]["text"] for feature in web["route"].data["features"]]
    assert ["Embargo &lt;1&gt;" in text for text in texts] == [True, True, False]
    assert ["theft (low): Raids" in text for text in texts] == [False, True, True]


def test_a_way_without_risks_has_no_halo() -> None:
    """Nor a word of it in the legend."""
    ax = co.shortest_route("A", "B", network=spread("A ==300== B")).plot(axes())
    assert "risk" not in {collection.get_gid() for collection in ax.collections}
