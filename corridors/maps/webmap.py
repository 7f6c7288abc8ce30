"""Web maps of networks and routes, by folium (extra ``map``).

The background is the packaged land, not online tiles. Of the libraries that folium asks for only Leaflet is
used; it can be written into the page, which then needs no network at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.charges.figures import charge_figures
from corridors.charges.model import Link, Place
from corridors.charges.tariff import Charge
from corridors.errors import MissingExtraError, OptionError
from corridors.maps.cartography import (
    NEUTRAL_COLOR,
    OTHER_COLOR,
    Box,
    Names,
    RegionLike,
    chosen_corridors,
    chosen_modes,
    corridors_of_links,
    is_main,
    is_town,
    place_ranks,
    reached_points,
    read_land,
    region_box,
    short_name,
    state,
)
from corridors.maps.geometry import Line, Tracks, route_tracks
from corridors.routing.graphs import graph_of
from corridors.routing.in_force import charges_in_force
from corridors.tables.reading import Row
from corridors.world.core import Core, Corridor
from corridors.world.restrictions import restrictions_of

if TYPE_CHECKING:
    from corridors.network.network import Network
    from corridors.routes.route import Route

__all__ = ["network_webmap", "route_webmap"]

_CREDIT = (
    "Data: corridors, CC BY 4.0 | Tracks &copy; OpenStreetMap contributors, ODbL | Land and borders: Natural Earth"
)
_LEAFLET = "https://cdn.jsdelivr.net/npm/leaflet@1.9.4/dist/leaflet"
_TITLE_SHOWN = 60
_NAMED = 15  # cities whose names always stand
_MAIN_WORTH = 2.0  # of a capital or port, in ranks of places
_APART = 0.07  # at least so far from each other, as a share of the map

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


def network_webmap(
    network: Network,
    *,
    region: RegionLike,
    modes: Names,
    corridors: Names,
    tiles: str | None = None,
    leaflet: str | Path | None = None,
) -> Any:
    """Make a web map of a network; see `Network.explore`."""
    core, shown = network._core, chosen_modes(modes)
    named = chosen_corridors(core, corridors)
    box = region_box(region, reached_points(core))
    page = _page(box, tiles, leaflet)
    tracks, members, graph = Tracks(core), corridors_of_links(named), graph_of(core, "feu")
    closed, restrictions = network._closed_to("feu"), restrictions_of(network._events, ["feu"])
    features: dict[str | None, list[dict[str, Any]]] = {corridor.id: [] for corridor in named}
    for link in core.links:
        if link.mode not in shown:
            continue
        arcs = graph.arcs_of_link[link.index]
        charges = charges_in_force(core, graph, arcs[0], restrictions) if arcs else ()
        tooltip = _link_text(core, link, charges, closed.get(link.index))
        using = members.get(link.index, [])
        for number, corridor in enumerate(using):
            # the first of several corridors is the widest and lies beneath the others
            width = 2.5 + 2.5 * (len(using) - 1 - number)
            look = _look(network, link, corridor.row["color"], width)
            features[corridor.id].append(_feature(tracks.line(link), tooltip, look))
        if not using:
            look = _look(network, link, OTHER_COLOR if named else "#4A5560", 1.2)
            features.setdefault(None, []).append(_feature(tracks.line(link), tooltip, look))
    others = features.pop(None, [])
    if others:
        _lines(others, "other links" if named else "links").add_to(page)
    for corridor in named:
        if features[corridor.id]:
            swatch = f'<span style="color:{corridor.row["color"]}">&#9644;</span> '
            _lines(features[corridor.id], swatch + escape(corridor.name.split(" (")[0] + state(corridor))).add_to(page)
    used = {place for k in core.links if k.mode in shown for place in (k.start, k.end)}
    _places([core.places[index] for index in sorted(used)], "places", named=_named(core, named, used, box)).add_to(page)
    _legend(page, {link.mode for link in core.links if link.mode in shown})
    return page


def route_webmap(route: Route, *, tiles: str | None, leaflet: str | Path | None) -> Any:
    """Make a web map of a route; see `Route.explore`."""
    from corridors.maps.drawing import route_color

    network = route._answer.planner.view
    walked = list(route_tracks(route))
    box = region_box(None, [point for _, line in walked for point in line])
    page = _page(box, tiles, leaflet)
    by_link: dict[int, list[Charge]] = {}
    for step in route.steps:
        if step.link is not None:
            by_link.setdefault(step.link.index, []).append(step.charge)
    features = []
    for link, (figures, line) in zip(route.links, walked, strict=True):
        text = _link_text(network._core, link, by_link[link.index], network._closed.get(link.index))
        look = _look(network, link, route_color(route), 4)
        features.append(_feature(Line(tuple(line), figures["quality"]), text, look))
    _lines(features, "route").add_to(page)
    stops: dict[int, list[Charge]] = {}
    for step in route.steps:
        if step.link is None:
            stops.setdefault(step.start.index, []).append(step.charge)
    texts = {place: _charges_text(charges, network._core.sources) for place, charges in stops.items()}
    _places(route.places, "places", texts, (route.origin, route.destination)).add_to(page)
    _legend(page, {link.mode for link in route.links})
    return page


def _named(core: Core, corridors: Sequence[Corridor], used: set[int], box: Box) -> list[Place]:
    """Choose the cities and ports whose names stand at any zoom: the most looked for, apart from each other."""
    ranks, chosen = place_ranks(core, corridors), list[Place]()
    wide, high = _APART * 2 * (box[2] - box[0]), _APART * (box[3] - box[1])

    def wanted(place: Place) -> tuple[float, int]:
        return -ranks[place.index] - _MAIN_WORTH * is_main(place, corridors, core), place.index

    for place in sorted((core.places[index] for index in used if is_town(core.places[index])), key=wanted):
        lon, lat = place.point
        near = (abs(lon - p.point[0]) < wide and abs(lat - p.point[1]) < high for p in chosen)
        seen = box[0] < lon < box[2] and box[1] < lat < box[3]
        if seen and not any(near) and len(chosen) < _NAMED:
            chosen.append(place)
    return chosen


def _legend(page: Any, modes: set[str]) -> None:
    """Add the control of layers, foldable, and under it the key to the styles of lines."""
    folium = _need_folium()
    folium.LayerControl(collapsed=False).add_to(page)
    rows = []
    for label, width, dashes, known in (
        ("railway", 3.0, "", "rail" in modes),
        ("road", 1.6, "", "road" in modes),
        ("ferry, sea lane", 3.0, "0.1 6", bool(modes & {"ferry", "sea"})),
        ("planned, being built or shut", 3.0, "6.5 5", True),
    ):
        if known:
            line = f'<path d="M2 5H38" stroke="{NEUTRAL_COLOR}" stroke-width="{width}" stroke-dasharray="{dashes}" '
            line += f'stroke-linecap="{"round" if dashes.startswith("0") else "butt"}"/>'
            rows.append(f'<svg width="40" height="10">{line}</svg>{label}')
    key = f'<div class="corridors-key">{"<br>".join(rows)}</div>'
    page.get_root().html.add_child(folium.Element(_FOLD.format(key=key)))


def _need_folium() -> Any:
    try:
        import folium
    except ImportError as error:
        raise MissingExtraError("folium", "map") from error
    return folium


def _page(box: Box, tiles: str | None, leaflet: str | Path | None) -> Any:
    """Open a map on a region, with land from the package or tiles from the web."""
    folium = _need_folium()
    page = folium.Map(tiles=tiles, prefer_canvas=True, zoom_snap=0.25, attribution_control=True)
    page.fit_bounds([[box[1], box[0]], [box[3], box[2]]])
    _load_leaflet(page, leaflet)
    _header(page).add_child(folium.Element(f"<style>{_STYLE}</style>"))
    where = "" if leaflet is not None else _ONLINE
    page.get_root().html.add_child(folium.Element(_FALLBACK.format(where=where)))
    if tiles is None:
        _land().add_to(page)
    return page


def _load_leaflet(page: Any, folder: str | Path | None) -> None:
    folium = _need_folium()
    page.default_js, page.default_css = [], []
    if folder is None:
        page.default_js = [("leaflet", _LEAFLET + ".js")]
        page.default_css = [("leaflet_css", _LEAFLET + ".css")]
        return
    script, style = Path(folder) / "leaflet.js", Path(folder) / "leaflet.css"
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
        ("Polygon", land.land, {"fillColor": "#F8F6F0", "fillOpacity": 1, "color": "#A8BDCB", "weight": 0.5}),
        ("Polygon", land.water, {"fillColor": "#DCE8F0", "fillOpacity": 1, "color": "#A8BDCB", "weight": 0.5}),
        ("LineString", land.waterways, {"color": "#A8BDCB", "weight": 0.8}),
        ("LineString", land.borders, {"color": "#B3AA9E", "weight": 0.8}),
        ("LineString", land.disputed, {"color": "#B3AA9E", "weight": 0.8, "dashArray": "5 4"}),
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
    folium = _need_folium()
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


def _lines(features: Sequence[dict[str, Any]], name: str) -> Any:
    folium = _need_folium()
    tooltip = folium.GeoJsonTooltip(fields=["text"], labels=False, sticky=True, style="width:26em;white-space:normal")
    return _geojson(features, name, tooltip=tooltip, highlight_function=_wider)


def _wider(feature: Mapping[str, Any]) -> dict[str, Any]:
    return {"weight": feature["properties"]["look"]["weight"] + 2}


def _feature(line: Line, text: str, look: dict[str, Any]) -> dict[str, Any]:
    quality = f"<br><i>drawn {escape(line.quality)}</i>" if line.quality == "straight" else ""
    return {
        "type": "Feature",
        "geometry": {
            "type": "LineString",
            # a ten-thousandth of a degree is 11 m
            "coordinates": [[round(lon, 4), round(lat, 4)] for lon, lat in line.points],
        },
        "properties": {"text": text + quality, "look": look},
    }


def _look(network: Network, link: Link, color: str, width: float) -> dict[str, Any]:
    """Style a link: dots on water, dashes for what is not in use, roads narrower than rails."""
    look: dict[str, Any] = {"color": color, "weight": width, "opacity": 0.95, "lineCap": "butt"}
    if link.mode == "road":
        look["weight"] = 0.65 * width
    if link.index in network._closed:
        look["dashArray"] = f"{2 + 1.5 * width:g} {2 + width:g}"
    elif link.mode in ("ferry", "sea"):
        look |= {"dashArray": f"0.1 {2 * width:g}", "lineCap": "round"}
    return look


def _link_text(core: Core, link: Link, charges: Sequence[Charge], closure: str | None) -> str:
    """Tell a link's figures, why it is shut, and sources."""
    start, end = core.places[link.start], core.places[link.end]
    gauge = f", {link.gauge_mm} mm" if link.gauge_mm else ""
    lines = [f"<b>{escape(start.name)} &ndash; {escape(end.name)}</b> ({link.mode}{gauge})"]
    if closure:
        lines.append(f'<span style="color:#B00020">{escape(closure)}</span>')
    lines.append(_charges_text(charges, core.sources))
    return "<br>".join(line for line in lines if line)


def _charges_text(charges: Iterable[Charge], sources: Mapping[str, Row]) -> str:
    """Tell the figures, each with its grade and the numbers of its sources, then the sources by number."""
    lines, numbers = [], dict[str, int]()
    for charge in charges:
        figures = []
        for figure in charge_figures(charge):
            refs = ", ".join(str(numbers.setdefault(source, len(numbers) + 1)) for source in figure.sources)
            figures.append(f"{figure.text}, {figure.grade} [{refs}]")
        if figures:
            lines.append(f"{escape(charge.kind.replace('_', ' '))}: {'; '.join(figures)}")
    if numbers:
        titles = (f"[{number}] {escape(_cut(sources[source]['title']))}" for source, number in numbers.items())
        lines.append(f"<small>Sources: {'; '.join(titles)}</small>")
    return "<br>".join(lines)


def _cut(title: str) -> str:
    return title if len(title) <= _TITLE_SHOWN else f"{title[: _TITLE_SHOWN - 1].rstrip()}\u2026"


def _places(
    places: Iterable[Place], name: str, texts: Mapping[int, str] | None = None, named: Sequence[Place] = ()
) -> Any:
    """Mark places; what happens there is told by the pointer, the names of some always stand."""
    folium = _need_folium()
    group = folium.FeatureGroup(name=name)
    for place in places:
        text = f"<b>{escape(place.name)}</b> ({place.kind}, {place.country})"
        text += f"<br>{texts[place.index]}" if texts and texts.get(place.index) else ""
        folium.CircleMarker(
            place.point[::-1],
            radius=3 if place.kind in ("city", "port") else 1.8,
            weight=1,
            color="#1F2933",
            fill=True,
            fill_color="white",
            fill_opacity=1,
            tooltip=folium.Tooltip(text),
        ).add_to(group)
    for place in named:
        folium.CircleMarker(
            place.point[::-1],
            radius=3,
            opacity=0,
            fill_opacity=0,
            interactive=False,
            tooltip=folium.Tooltip(
                escape(short_name(place)), permanent=True, sticky=False, class_name="corridors-name", direction="right"
            ),
        ).add_to(group)
    return group
