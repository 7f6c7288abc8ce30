"""Web maps: layers by corridor, tooltips with figures and sources, no tiles unless asked for."""

from __future__ import annotations

import json
import re
import sys
from html import escape
from pathlib import Path
from typing import Any

import folium
import pytest

import corridors as co


def layers(page: folium.Map) -> dict[str, folium.GeoJson]:
    """Layers of lines by the name in the layer control, without its colour."""
    found = [child for child in page._children.values() if isinstance(child, folium.GeoJson)]
    return {str(layer.layer_name).rpartition("> ")[2]: layer for layer in found}


def looks(layer: folium.GeoJson) -> list[dict[str, Any]]:
    return [feature["properties"]["look"] for feature in layer.data["features"]]


@pytest.fixture(scope="module")
def network_page() -> folium.Map:
    """The packaged network, once."""
    return co.load_network().explore()


def test_each_corridor_is_a_layer_in_its_colour(network_page: folium.Map) -> None:
    """Every link of a corridor lies in its layer."""
    network = co.load_network()
    members = network.table("corridor_links")
    drawn = layers(network_page)
    for corridor, record in network.corridors.iterrows():
        [name] = [n for n in drawn if n.startswith(record["name"].split(" (")[0])]
        assert {look["color"] for look in looks(drawn[name])} == {record["color"]}
        assert len(looks(drawn[name])) == members.loc[members["corridor"] == corridor, "link"].nunique()


def test_links_of_no_corridor_are_a_layer_too(network_page: folium.Map) -> None:
    """Nothing of the network is missing."""
    network = co.load_network()
    alone = set(network.links.index) - set(network.table("corridor_links")["link"])
    assert len(looks(layers(network_page)["other links"])) == len(alone)


def test_tooltips_tell_figures_and_sources() -> None:
    """Kilometres, hours and dollars, each with its grade and the numbers of its sources, which stand below."""
    route = co.shortest_route("Tashkent", "Poti", weight="cost", modes=["rail", "ferry"], avoid=["Iran", "Kazakhstan"])
    features = layers(route.explore())["route"].data["features"]
    assert len(features) == len(route.links)
    texts = [feature["properties"]["text"] for feature in features]
    assert all(re.search(r" km, (published|derived|estimated) \[\d+[],]", text) for text in texts)
    assert all("Sources: [1] " in text for text in texts)
    assert any("vessel wait: 8.5 h" in text for text in texts)
    assert features[0]["geometry"]["coordinates"][0] == pytest.approx([route.origin.lon, route.origin.lat], abs=1e-4)


def test_what_is_not_in_use_is_dashed_and_says_why(network_page: folium.Map) -> None:
    """The reason stands in the tooltip."""
    network = co.load_network()
    [layer] = [layer for name, layer in layers(network_page).items() if name.startswith("Trans-Afghan")]
    texts = [f["properties"]["text"] for f in layer.data["features"] if "dashArray" in f["properties"]["look"]]
    members = network.table("corridor_links").query("corridor == 'trans-afghan'")["link"].unique()
    reasons = [why for link, why in network.closures.items() if link in members]
    assert len(texts) == len(reasons) > 0
    assert all(any(escape(why) in text for why in reasons) for text in texts)


def test_what_is_shut_to_feu_says_so_although_others_use_it(network_page: folium.Map) -> None:
    """The map is of FEU, whose figures it tells; the line is whole, for lighter lorries pass."""
    features = [f for layer in layers(network_page).values() for f in layer.data.get("features", ())]
    found = [f["properties"] for f in features if "shut to FEU since" in f["properties"].get("text", "")]
    assert found
    assert all("Salang" in p["text"] and "dashArray" not in p["look"] for p in found)


def test_the_ground_is_the_packaged_land(network_page: folium.Map) -> None:
    """No tile is asked for unless a background is named."""
    html = network_page.get_root().render()
    assert "tileLayer" not in html
    assert len(layers(network_page)["land"].data["features"]) > 100
    online = co.shortest_route("Tashkent", "Termez").explore(tiles="OpenStreetMap")
    assert "tileLayer" in online.get_root().render()
    assert "land" not in layers(online)


def test_a_page_with_leaflet_inside_needs_no_network(tmp_path: Path) -> None:
    """Given Leaflet's two files, the page asks for nothing."""
    (tmp_path / "leaflet.js").write_text("var L = '{{ not a template }}';", encoding="utf-8")
    (tmp_path / "leaflet.css").write_text(".leaflet-pane {}", encoding="utf-8")
    html = co.shortest_route("Tashkent", "Termez").explore(leaflet=tmp_path).get_root().render()
    assert "{{ not a template }}" in html
    assert "<script src" not in html
    assert "<link " not in html
    with pytest.raises(co.OptionError, match="leaflet"):
        co.shortest_route("Tashkent", "Termez").explore(leaflet=tmp_path / "nowhere")


def test_names_cannot_smuggle_markup() -> None:
    """What users write in tables stands as text."""
    tables = co.load_network()._core.tables
    rows = [row | {"name": "<b>x</b>"} if row["id"] == "tashkent" else row for row in tables["places"]]
    network = co.Network(tables.replaced(places=rows))
    page = co.shortest_route("tashkent", "termez", network=network).explore()
    assert "<b><b>x</b>" not in json.dumps(layers(page)["route"].data)
    assert "&lt;b&gt;x" in json.dumps(layers(page)["route"].data)


@pytest.mark.parametrize("what", ["network", "route"])
def test_without_folium_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """The error says what to install."""
    monkeypatch.setitem(sys.modules, "folium", None)
    drawn: Any = co.load_network() if what == "network" else co.shortest_route("Tashkent", "Termez")
    with pytest.raises(co.MissingExtraError, match=r"corridors\[map\]"):
        drawn.explore()


def test_without_leaflet_the_page_says_what_it_wants(tmp_path: Path) -> None:
    """The note stands until Leaflet has come; a page with Leaflet inside does not ask for the internet."""
    route = co.shortest_route("Tashkent", "Termez")
    online = route.explore().get_root().render()
    assert "loads Leaflet from the internet; give leaflet= a folder to work offline" in online
    assert online.index('corridors-fallback">') < online.index("if (window.L)")
    for name in ("leaflet.js", "leaflet.css"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert "from the internet" not in route.explore(leaflet=tmp_path).get_root().render()


def test_the_legend_folds_and_has_a_key_to_the_lines(network_page: folium.Map) -> None:
    """At most half as wide and as high as the window; every style of line is told, and only those present."""
    html = network_page.get_root().render()
    assert "max-width:50vw;max-height:50vh" in html
    assert 'createElement("details")' in html
    for label in ("railway", "road", "ferry, sea lane", "planned, being built or shut"):
        assert f"</svg>{label}" in html
    assert "</svg>ferry" not in co.shortest_route("Tashkent", "Termez").explore().get_root().render()


def test_the_main_cities_are_named_at_any_zoom(network_page: folium.Map) -> None:
    """Fifteen names stand, Tashkent among them, none beside another."""
    [group] = [c for c in network_page._children.values() if getattr(c, "layer_name", "") == "places"]
    marks = [mark for mark in group._children.values() if mark._children]
    tips = [(tip, mark.location) for mark in marks for tip in mark._children.values()]
    named = {tip.text: spot for tip, spot in tips if tip.options.get("permanent")}
    assert len(named) == 15
    assert "Tashkent" in named
    spots = list(named.values())
    assert all(
        abs(one[0] - other[0]) > 1 or abs(one[1] - other[1]) > 1 for i, one in enumerate(spots) for other in spots[:i]
    )
