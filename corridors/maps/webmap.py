"""Web maps, by folium (extra ``map``).

The background is the packaged land, not online tiles. Of the libraries that folium asks for only Leaflet is
used; it can be written into the page, which then needs no network at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from corridors.errors import OptionError
from corridors.gate.paths import a_path
from corridors.gate.quoted import quoted
from corridors.maps.boxes import Box, Point
from corridors.maps.colors import BORDER, COAST, LAND, NEUTRAL_COLOR, SEA
from corridors.maps.extras import need_folium
from corridors.maps.geometry import STRAIGHT, Line
from corridors.maps.land import read_land

__all__ = ["Page", "PageLayer", "PageLine", "Spot", "make_page"]

_CREDIT = (
    "Data: corridors, CC BY 4.0 | Tracks &copy; OpenStreetMap contributors, ODbL | Land and borders: Natural Earth"
)
#: Backticks, dollars and backslashes as characters of HTML.
_CODE = {ord(mark): f"&#{ord(mark)};" for mark in "`$\\"}

_COLOR = re.compile(r"#[0-9A-Fa-f]{3,8}|[A-Za-z]+")

_LEAFLET = "https://cdn.jsdelivr.net/npm/leaflet@1.9.4/dist/leaflet"

_STYLE = """
.leaflet-container{background:#DCE8F0}
.leaflet-control-layers,.leaflet-control-attribution,.leaflet-tooltip{font-size:12px;line-height:1.35}
.corridors-fallback{position:absolute;z-index:1;top:0;left:0;margin:1em;font:14px sans-serif}
.leaflet-control-layers-expanded{max-width:50vw;max-height:50vh;overflow:auto;box-sizing:border-box}
.leaflet-control-layers summary{cursor:pointer;font-weight:bold}
.corridors-key{border-top:1px solid #ddd;margin-top:5px;padding-top:5px}
.corridors-key svg{vertical-align:middle;margin-right:.4em}
.leaflet-tooltip.corridors-name{background:none;border:0;box-shadow:none;padding:0;font-weight:bold;color:#1F2933;
text-shadow:0 0 2px #fff,0 0 2px #fff,0 0 3px #fff,0 0 3px #fff}
.leaflet-tooltip.corridors-name::before{display:none}
"""

# Stands until Leaflet has come: without scripts or without the internet it stays.
_FALLBACK = (
    '<p class="corridors-fallback">This map needs JavaScript{where}.</p>'
    "<script>if (window.L) document.querySelector('.corridors-fallback').remove()</script>"
)
_ONLINE = " and loads Leaflet from the internet; give leaflet= a folder to work offline"

# Folds the control of layers away, closed at first in a small window, and adds the key to it.
_FOLD = """<template id="corridors-key">{key}</template>
<script>
window.addEventListener("load", function () {{
  var control = document.querySelector(".leaflet-control-layers");
  if (!control) return;
  var fold = document.createElement("details"), head = document.createElement("summary");
  head.textContent = "Legend";
  fold.open = window.innerWidth > 900 && window.innerHeight > 500;
  fold.append(head, control.querySelector(".leaflet-control-layers-list"),
    document.getElementById("corridors-key").content);
  control.append(fold);
}});
</script>"""


class PageLine(NamedTuple):
    """A line of a web map; its text is HTML."""

    line: Line
    text: str
    mode: str
    color: str
    width: float
    in_use: bool


class PageLayer(NamedTuple):
    """Lines that are shown and hidden together, with a swatch of their colour if they share one."""

    label: str
    lines: Sequence[PageLine]
    color: str | None = None


class Spot(NamedTuple):
    """A place of a web map; its text is HTML."""

    point: Point
    text: str
    large: bool


class Page(NamedTuple):
    """A web map to be made: layers of lines, places, and the names (text, point) that stand at any zoom."""

    box: Box
    layers: Sequence[PageLayer]
    spots: Sequence[Spot]
    names: Sequence[tuple[str, Point]]


def make_page(picture: Page, *, tiles: str | None = None, leaflet: str | Path | None = None) -> Any:
    """Make a web map; `tiles` and `leaflet` as in `Route.explore`."""
    page = _open_page(picture.box, tiles, leaflet)
    for layer in picture.layers:
        swatch = f'<span style="color:{_color(layer.color)}">&#9644;</span> ' if layer.color else ""
        _lines(layer.lines, _inert(swatch + escape(layer.label))).add_to(page)
    _places(picture).add_to(page)
    _legend(page, {line.mode for layer in picture.layers for line in layer.lines})
    return page


def _legend(page: Any, modes: set[str]) -> None:
    """Add the control of layers, foldable, and under it the key to the styles of lines."""
    folium = need_folium()
    folium.LayerControl(collapsed=False).add_to(page)
    rows = []
    for label, width, dashes, known in (
        ("railway", 3.0, "", "rail" in modes),
        ("road", 1.6, "", "road" in modes),
        ("ferry, sea lane", 3.0, "0.1 6", bool(modes & {"ferry", "sea"})),
        ("lorry to or from a point", 2.0, "4 3", "lorry" in modes),
        ("planned, being built or shut", 3.0, "6.5 5", True),
    ):
        if known:
            line = f'<path d="M2 5H38" stroke="{NEUTRAL_COLOR}" stroke-width="{width}" stroke-dasharray="{dashes}" '
            line += f'stroke-linecap="{"round" if dashes.startswith("0") else "butt"}"/>'
            rows.append(f'<svg width="40" height="10">{line}</svg>{label}')
    key = f'<div class="corridors-key">{"<br>".join(rows)}</div>'
    page.get_root().html.add_child(folium.Element(_FOLD.format(key=key)))


def _open_page(box: Box, tiles: str | None, leaflet: str | Path | None) -> Any:
    """Open a map on a region, with land from the package or tiles from the web."""
    folium = need_folium()
    if tiles is not None and not isinstance(tiles, str):
        raise OptionError(f"tiles={quoted(tiles)}: give the name of tiles that folium knows, or leave it out")
    try:
        page = folium.Map(tiles=tiles, prefer_canvas=True, zoom_snap=0.25, attribution_control=True)
    except ValueError as error:
        raise OptionError(f"tiles={quoted(tiles)}: folium knows no such tiles ({error})") from error
    page.fit_bounds([[box[1], box[0]], [box[3], box[2]]])
    _load_leaflet(page, leaflet)
    _header(page).add_child(folium.Element(f"<style>{_STYLE}</style>"))
    where = "" if leaflet is not None else _ONLINE
    page.get_root().html.add_child(folium.Element(_FALLBACK.format(where=where)))
    if tiles is None:
        _land().add_to(page)
    return page


def _load_leaflet(page: Any, folder: str | Path | None) -> None:
    folium = need_folium()
    page.default_js, page.default_css = [], []
    if folder is None:
        page.default_js = [("leaflet", _LEAFLET + ".js")]
        page.default_css = [("leaflet_css", _LEAFLET + ".css")]
        return
    folder = a_path("leaflet", folder, what="a folder that holds leaflet.js and leaflet.css")
    script, style = folder / "leaflet.js", folder / "leaflet.css"
    if not (script.is_file() and style.is_file()):
        raise OptionError(f"leaflet={str(folder)!r}: give a folder that holds leaflet.js and leaflet.css")
    header = _header(page)
    # braces of the files must not be read as those of a template
    for tag, path in (("style", style), ("script", script)):
        text = path.read_text(encoding="utf-8")
        header.add_child(folium.Element("{% raw %}" + f"<{tag}>{text}</{tag}>" + "{% endraw %}"))


def _header(page: Any) -> Any:
    return page.get_root().header


def _land() -> Any:
    land = read_land()
    parts = (
        ("Polygon", land.land, {"fillColor": LAND, "fillOpacity": 1, "color": COAST, "weight": 0.5}),
        ("Polygon", land.water, {"fillColor": SEA, "fillOpacity": 1, "color": COAST, "weight": 0.5}),
        ("LineString", land.waterways, {"color": COAST, "weight": 0.8}),
        ("LineString", land.borders, {"color": BORDER, "weight": 0.8}),
        ("LineString", land.disputed, {"color": BORDER, "weight": 0.8, "dashArray": "5 4"}),
    )
    features = [
        {
            "type": "Feature",
            "geometry": {"type": kind, "coordinates": shape},
            "properties": {"look": look | {"interactive": False}},
        }
        for kind, shapes, look in parts
        for shape in shapes
    ]
    return _geojson(features, "land", control=False, interactive=False)


def _geojson(features: Sequence[dict[str, Any]], name: str, **options: Any) -> Any:
    folium = need_folium()
    if not features:
        return folium.FeatureGroup(name=name, control=False)
    return folium.GeoJson(
        {"type": "FeatureCollection", "features": list(features)},
        name=name,
        style_function=_style,
        smooth_factor=0.8,
        attribution=_CREDIT,
        **options,
    )


def _style(feature: Mapping[str, Any]) -> dict[str, Any]:
    look: dict[str, Any] = feature["properties"]["look"]
    return look


def _lines(lines: Sequence[PageLine], name: str) -> Any:
    folium = need_folium()
    tooltip = folium.GeoJsonTooltip(fields=["text"], labels=False, sticky=True, style="width:26em;white-space:normal")
    return _geojson([_feature(line) for line in lines], name, tooltip=tooltip, highlight_function=_wider)


def _wider(feature: Mapping[str, Any]) -> dict[str, Any]:
    return {"weight": feature["properties"]["look"]["weight"] + 2}


def _feature(line: PageLine) -> dict[str, Any]:
    quality = f"<br><i>drawn {escape(line.line.quality)}</i>" if line.line.quality == STRAIGHT else ""
    return {
        "type": "Feature",
        "geometry": {
            "type": "LineString",
            # a ten-thousandth of a degree is 11 m
            "coordinates": [[round(lon, 4), round(lat, 4)] for lon, lat in line.line.points],
        },
        "properties": {"text": line.text + quality, "look": _look(line)},
    }


def _look(line: PageLine) -> dict[str, Any]:
    """Style a line: dots on water, dashes for what is not in use, short ones for lorries, roads narrower than rails."""
    width = line.width
    look: dict[str, Any] = {"color": _color(line.color), "weight": width, "opacity": 0.95, "lineCap": "butt"}
    if line.mode == "road":
        look["weight"] = 0.65 * width
    if not line.in_use:
        look["dashArray"] = f"{2 + 1.5 * width:g} {2 + width:g}"
    elif line.mode == "lorry":
        look |= {"dashArray": "4 3", "weight": 0.65 * width}
    elif line.mode in ("ferry", "sea"):
        look |= {"dashArray": f"0.1 {2 * width:g}", "lineCap": "round"}
    return look


def _inert(html: str) -> str:
    """Write what would be code within a template literal, into which folium puts a text, as characters."""
    return html.translate(_CODE)


def _color(color: str) -> str:
    """Give a colour that is one; what is none would reach the page as it stands."""
    return color if _COLOR.fullmatch(color) else NEUTRAL_COLOR


def _places(picture: Page) -> Any:
    """Mark places; what happens there is told by the pointer, the names of some always stand."""
    folium = need_folium()
    group = folium.FeatureGroup(name="places")
    for spot in picture.spots:
        folium.CircleMarker(
            spot.point[::-1],
            radius=3 if spot.large else 1.8,
            weight=1,
            color=NEUTRAL_COLOR,
            fill=True,
            fill_color="white",
            fill_opacity=1,
            tooltip=folium.Tooltip(_inert(spot.text)),
        ).add_to(group)
    for text, point in picture.names:
        folium.CircleMarker(
            point[::-1],
            radius=3,
            opacity=0,
            fill_opacity=0,
            interactive=False,
            tooltip=folium.Tooltip(
                _inert(escape(text)), permanent=True, sticky=False, class_name="corridors-name", direction="right"
            ),
        ).add_to(group)
    return group
