"""Web maps of plain layers: layers, tooltips, a key, no tiles unless asked for."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

import folium
import pytest

import corridors as co
from corridors.maps.geometry import STRAIGHT, Line
from corridors.maps.webmap import Page, PageLayer, PageLine, Spot, make_page
from tests.drawn import layers, looks

RAIL = PageLine(Line(((60.0, 40.0), (62.0, 40.123456)), "track"), "<b>A</b>", "rail", "#0072B2", 4.0, in_use=True)
PAGE = Page((58.0, 38.0, 68.0, 44.0), [PageLayer("ways", [RAIL])], [Spot((60.0, 40.0), "<b>A</b>", large=True)], [])


def page(*lines: PageLine, **options: Any) -> folium.Map:
    made: folium.Map = make_page(PAGE._replace(layers=[PageLayer("ways", lines or (RAIL,))]), **options)
    return made


def html(made: folium.Map) -> str:
    return str(made.get_root().render())


def test_the_ground_is_the_packaged_land() -> None:
    """No tile is asked for unless a background is named."""
    assert "tileLayer" not in html(page())
    assert len(layers(page())["land"].data["features"]) > 100
    online = page(tiles="OpenStreetMap")
    assert "tileLayer" in html(online)
    assert "land" not in layers(online)


def test_lines_are_rounded_and_say_where_they_are_straight() -> None:
    """To a ten-thousandth of a degree."""
    straight = RAIL._replace(line=RAIL.line._replace(quality=STRAIGHT))
    one, other = layers(page(RAIL, straight))["ways"].data["features"]
    assert one["geometry"]["coordinates"][1] == [62.0, 40.1235]
    assert one["properties"]["text"] == "<b>A</b>"
    assert other["properties"]["text"] == "<b>A</b><br><i>drawn straight</i>"


def test_modes_and_states_have_a_style_each() -> None:
    """Dots on water, dashes for what is not in use, roads narrower than rails."""
    lines = RAIL, RAIL._replace(mode="road"), RAIL._replace(mode="ferry"), RAIL._replace(in_use=False)
    rail, road, ferry, closed = looks(layers(page(*lines))["ways"])
    assert "dashArray" not in rail
    assert road["weight"] < rail["weight"]
    assert ferry["dashArray"] != closed["dashArray"]


def test_labels_of_layers_and_names_stand_as_text() -> None:
    """What is no HTML cannot become it."""
    evil = PAGE._replace(layers=[PageLayer("<i>x", [RAIL], "#0072B2")], names=[("<i>y", (60.0, 40.0))])
    made = make_page(evil)
    assert "<i>" not in html(made)
    assert "&lt;i&gt;y" in html(made)
    assert "&lt;i&gt;x" in layers(made)


def test_a_page_with_leaflet_inside_needs_no_network(tmp_path: Path) -> None:
    """Given Leaflet's two files, the page asks for nothing."""
    (tmp_path / "leaflet.js").write_text("var L = '{{ not a template }}';", encoding="utf-8")
    (tmp_path / "leaflet.css").write_text(".leaflet-pane {}", encoding="utf-8")
    text = html(page(leaflet=tmp_path))
    assert "{{ not a template }}" in text
    assert "<script src" not in text
    assert "<link " not in text
    with pytest.raises(co.OptionError, match="leaflet"):
        page(leaflet=tmp_path / "nowhere")


def test_without_leaflet_the_page_says_what_it_wants(tmp_path: Path) -> None:
    """The note stands until Leaflet has come; a page with Leaflet inside does not ask for the internet."""
    online = html(page())
    assert "loads Leaflet from the internet; give leaflet= a folder to work offline" in online
    assert online.index('corridors-fallback">') < online.index("if (window.L)")
    for name in ("leaflet.js", "leaflet.css"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert "from the internet" not in html(page(leaflet=tmp_path))


def test_the_legend_folds_and_has_a_key_to_the_lines() -> None:
    """At most half as wide and as high as the window; every style of line is told, and only those present."""
    text = html(page(*(RAIL._replace(mode=mode) for mode in ("rail", "road", "sea"))))
    assert "max-width:50vw;max-height:50vh" in text
    assert 'createElement("details")' in text
    for label in ("railway", "road", "ferry, sea lane", "planned, being built or shut"):
        assert f"</svg>{label}" in text
    assert "</svg>ferry" not in html(page())


HOSTILE = "X${document.title=1}`\\n</script><img src=x>"


def test_no_text_of_the_tables_becomes_code() -> None:
    """Folium writes tooltips and labels into template literals, where HTML's own escaping is not enough."""
    line = RAIL._replace(text=escape(HOSTILE), color='"><img src=x onerror=alert(1)>')
    layer = PageLayer(HOSTILE, [line], color='"><script>')
    spots = [Spot((60.0, 40.0), escape(HOSTILE), large=True)]
    text = html(make_page(PAGE._replace(layers=[layer], spots=spots, names=[(HOSTILE, (60.0, 40.0))])))
    assert not re.search(r"bindTooltip\(\s*`[^`]*(?<!\\)\$\{", text)
    assert "<img" not in text
    assert "onerror" not in text
    assert "&#36;{document" in text
