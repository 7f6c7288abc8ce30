"""Web maps of networks and routes, by folium (extra ``map``).

The background is the packaged land, not online tiles. Of the libraries that folium asks for only Leaflet is
used; it can be written into the page, which then needs no network at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.cartography import (
    OTHER_COLOR,
    Box,
    Names,
    RegionLike,
    chosen_corridors,
    chosen_modes,
    corridors_of_links,
    read_land,
    region_box,
    short_name,
    state,
)
from corridors.charges import Charge
from corridors.errors import MissingExtraError, OptionError
from corridors.geometry import Line, Tracks, route_tracks
from corridors.model import Link, Place
from corridors.tables import Row
from corridors.text import charge_figures

if TYPE_CHECKING:
    from corridors.network import Network
    from corridors.route import Route

__all__ = ["network_webmap", "route_webmap"]

_CREDIT = (
    "Data: corridors, CC BY 4.0 | Tracks &copy; OpenStreetMap contributors, ODbL | Land and borders: Natural Earth"
)
_LEAFLET = "https://cdn.jsdelivr.net/npm/leaflet@1.9.4/dist/leaflet"
_TITLE_SHOWN = 60


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
    folium = _need_folium()
    core, shown = network._core, chosen_modes(modes)
    named = chosen_corridors(core, corridors)
    box = region_box(region, [place.point for place in core.places])
    page = _page(box, tiles, leaflet)
    tracks, members, graph = Tracks(core), corridors_of_links(named), core.graph("feu")
    features: dict[str | None, list[dict[str, Any]]] = {corridor.id: [] for corridor in named}
    for link in core.links:
        if link.mode not in shown:
            continue
        charges = graph.charges[graph.arcs_of_link[link.index][0]] if graph.arcs_of_link[link.index] else ()
        tooltip = _link_text(network, link, charges)
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
    _places([core.places[index] for index in sorted(used)], "places").add_to(page)
    folium.LayerControl(collapsed=False).add_to(page)
    return page


def route_webmap(route: Route, *, tiles: str | None, leaflet: str | Path | None) -> Any:
    """Make a web map of a route; see `Route.explore`."""
    from corridors.drawing import route_color

    folium = _need_folium()
    network = route._planner.network
    walked = list(route_tracks(route))
    box = region_box(None, [point for _, line in walked for point in line])
    page = _page(box, tiles, leaflet)
    by_link: dict[int, list[Charge]] = {}
    for step in route.steps:
        if step.link is not None:
            by_link.setdefault(step.link.index, []).append(step.charge)
    features = []
    for link, (figures, line) in zip(route.links, walked, strict=True):
        text = _link_text(network, link, by_link[link.index])
        look = _look(network, link, route_color(route), 4)
        features.append(_feature(Line(tuple(line), figures["quality"]), text, look))
    _lines(features, "route").add_to(page)
    stops: dict[int, list[Charge]] = {}
    for step in route.steps:
        if step.link is None:
            stops.setdefault(step.start.index, []).append(step.charge)
    texts = {place: _charges_text(charges, network._core.sources) for place, charges in stops.items()}
    _places(route.places, "places", texts, (route.origin, route.destination)).add_to(page)
    folium.LayerControl(collapsed=False).add_to(page)
    return page


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
    _header(page).add_child(folium.Element("<style>.leaflet-container{background:#DCE8F0}</style>"))
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


def _link_text(network: Network, link: Link, charges: Sequence[Charge]) -> str:
    """Tell a link's figures, state and sources."""
    core = network._core
    start, end = core.places[link.start], core.places[link.end]
    gauge = f", {link.gauge_mm} mm" if link.gauge_mm else ""
    lines = [f"<b>{escape(start.name)} &ndash; {escape(end.name)}</b> ({link.mode}{gauge})"]
    closure = network._closed.get(link.index)
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
            tooltip=folium.Tooltip(f"<b>{escape(short_name(place))}</b>", permanent=True),
        ).add_to(group)
    return group
