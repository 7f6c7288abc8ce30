"""Printed maps of networks, routes and comparisons, by matplotlib (extra ``plot``).

Nothing is downloaded: land, lakes and borders come with the package. Each function draws on the axes it is
given, or on a figure of its own, and returns the axes; none shows or saves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, radians
from typing import TYPE_CHECKING, NamedTuple

from corridors.charges.model import Link, Place
from corridors.errors import NoRouteError
from corridors.maps.basemap import finish, need_matplotlib, open_axes, write_countries
from corridors.maps.cartography import (
    CREDIT,
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
    region_box,
    short_name,
    state,
)
from corridors.maps.countries import border_crossing
from corridors.maps.geometry import STRAIGHT, Point, Tracks, route_tracks
from corridors.maps.labels import Frame, Name, draw_names
from corridors.maps.strands import MODE_WIDTHS, Strand, draw_strands, line_style
from corridors.world.core import Core, Corridor
from corridors.world.gazetteer import PlaceLike

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

    from corridors.network.network import Network
    from corridors.routes.compare import Comparison, ComparisonRow
    from corridors.routes.route import Route

__all__ = ["ROUTE_COLOR", "comparison_map", "network_map", "room", "route_color", "route_map", "write_names"]

#: Colour of a route that uses no named corridor, or more than one.
ROUTE_COLOR = NEUTRAL_COLOR
_MAIN = 10  # names in bold, the most wanted
_OTHER_WIDTH_PT, _CORRIDOR_WIDTH_PT, _ROUTE_WIDTH_PT = 0.7, 1.9, 3.0
_STOPS = {
    "border": ("border crossing", "s", "white"),
    "transhipment": ("transhipment", "o", "#F0E442"),
    "gauge_change": ("change of gauge", "D", "#F0E442"),
}


def network_map(
    network: Network,
    ax: Axes | None,
    *,
    region: RegionLike,
    modes: Names,
    corridors: Names,
    labels: int | Sequence[PlaceLike],
    title: str | None,
    legend: bool,
    credit: bool,
) -> Axes:
    """Draw a network; see `Network.plot`."""
    need_matplotlib()
    core, shown = network._core, chosen_modes(modes)
    named = chosen_corridors(core, corridors)
    box = region_box(region, reached_points(core))
    links = [link for link in core.links if link.mode in shown]
    tracks, members = Tracks(core), corridors_of_links(named)
    lines = {link.index: tracks.line(link) for link in links}
    seen = [link for link in links if _in_box(lines[link.index].points, box)]
    handles = []
    if legend:
        present = {corridor.id for link in seen for corridor in members.get(link.index, ())}
        handles = _corridor_handles(c for c in named if c.id in present) + _mode_handles(seen, network)
    ax = open_axes(ax, box, legend_entries=len(handles))

    def strand(link: Link, colors: tuple[str, ...], width_pt: float) -> Strand:
        in_use = link.index not in network._closed
        return Strand(lines[link.index].points, link.mode, colors, in_use, width_pt)

    others = [link for link in seen if link.index not in members]
    # without corridors the links themselves are the picture
    plain = (OTHER_COLOR, _OTHER_WIDTH_PT) if named else ("#4A5560", 1.4)
    draw_strands(ax, (strand(link, plain[:1], plain[1]) for link in others), zorder=2, gid="other")
    coloured = [link for link in seen if link.index in members]
    draw_strands(
        ax,
        (strand(link, tuple(c.row["color"] for c in members[link.index]), _CORRIDOR_WIDTH_PT) for link in coloured),
        zorder=4,
        gid="corridor",
    )
    names, most = _network_names(network, named, labels, {p for k in seen for p in (k.start, k.end)})
    write_names(ax, core, box, names, [lines[link.index].points for link in coloured or seen], most)
    if title is None:
        what = "Freight corridors" if named else "Freight network"
        title = f"{what}, network of {network.on}{_under(network.scenarios)}"
    straight = sum(lines[link.index].quality == STRAIGHT for link in seen)
    finish(ax, box, title=title, credit=_credit(straight) if credit else "", handles=handles)
    return ax


def route_map(
    route: Route,
    ax: Axes | None,
    *,
    region: RegionLike,
    labels: int,
    title: str | None,
    legend: bool,
    credit: bool,
) -> Axes:
    """Draw a route; see `Route.plot`."""
    need_matplotlib()
    network, core = route._answer.planner.view, route._answer.core
    walked = list(route_tracks(route))
    points = [point for _, line in walked for point in line]
    box = region_box(region, points) if region is not None else room(points)
    stops = _stops(route)
    handles = []
    if legend:
        handles = _mode_handles(route.links, network) + _stop_handles({stop.kind for stop in stops})
    ax = open_axes(ax, box, legend_entries=len(handles))
    _draw_context(ax, network, box)
    color = route_color(route)
    closed = network._closed
    strands = [
        Strand(line, link.mode, (color,), link.index not in closed, _ROUTE_WIDTH_PT)
        for link, (_, line) in zip(route.links, walked, strict=True)
    ]
    draw_strands(ax, strands, zorder=4, gid="route")
    for stop in stops:
        _, marker, fill = _STOPS[stop.kind]
        # what is done at the border station lies over the border beside it
        zorder = 7.4 if stop.kind == "border" else 7.5
        ax.plot(*stop.point, marker, ms=5, mfc=fill, mec=NEUTRAL_COLOR, mew=0.9, zorder=zorder, gid=stop.kind)
    for place in (route.origin, route.destination):
        ax.plot(*place.point, "o", ms=7.5, mfc=color, mec="white", mew=1.4, zorder=7.6, gid="end")
    names = _route_names(route, [stop.place for stop in stops if stop.place is not None])
    write_names(ax, core, box, names, [line for _, line in walked], labels)
    straight = sum(figures["quality"] == STRAIGHT for figures, _ in walked)
    finish(
        ax,
        box,
        title=_route_title(route) if title is None else title,
        credit=_credit(straight) if credit else "",
        handles=handles,
    )
    return ax


def comparison_map(
    comparison: Comparison,
    ax: Axes | None,
    *,
    region: RegionLike,
    labels: int,
    title: str | None,
    legend: bool,
    credit: bool,
) -> Axes:
    """Draw the ways of a comparison; see `Comparison.plot`."""
    need_matplotlib()
    found = [row for row in comparison if row.route is not None]
    if not found:
        reasons = tuple(dict.fromkeys(reason for row in comparison for reason in row.reasons))
        raise NoRouteError("there is no way to draw: " + "; ".join(reasons), reasons)
    network = comparison.routes[0]._answer.planner.view
    core = network._core
    ends = [comparison.origin, *comparison.destinations]
    lines: dict[int, list[Point]] = {}
    colors: dict[int, dict[str, None]] = {}
    straight: set[int] = set()
    for row in found:
        assert row.route is not None
        for link, (figures, line) in zip(row.route.links, route_tracks(row.route), strict=True):
            lines.setdefault(link.index, line)
            straight |= {link.index} if figures["quality"] == STRAIGHT else set()
            colors.setdefault(link.index, {})[_row_color(core, row)] = None
    points = [point for line in lines.values() for point in line] + [p.point for p in ends]
    box = region_box(region, points) if region is not None else room(points)
    links = [core.links[index] for index in lines]
    handles = _row_handles(core, comparison) + _mode_handles(links, network) if legend else []
    ax = open_axes(ax, box, legend_entries=len(handles))
    _draw_context(ax, network, box)
    draw_strands(
        ax,
        (
            Strand(line, core.links[i].mode, tuple(colors[i]), i not in network._closed, 2.2)
            for i, line in lines.items()
        ),
        zorder=4,
        gid="way",
    )
    names = [Name(short_name(p), p.point, 8.5, bold=True, needed=True) for p in ends]
    ranks = place_ranks(core, core.corridors)
    met = {place for link in links for place in (link.start, link.end)} - {p.index for p in ends}
    names += [_name(core.places[i]) for i in sorted(met, key=lambda i: -ranks[i]) if ranks[i] >= 2]
    write_names(ax, core, box, names, list(lines.values()), labels)
    if title is None:
        where = ", ".join(short_name(place) for place in comparison.destinations)
        title = f"{short_name(comparison.origin)} to {where}: least {comparison.weight}, network of {comparison.on}"
    finish(ax, box, title=title, credit=_credit(len(straight)) if credit else "", handles=handles)
    return ax


def _draw_context(ax: Axes, network: Network, box: Box) -> None:
    """Draw the links in use as a faint ground."""
    core = network._core
    tracks = Tracks(core)
    ground = []
    for link in core.links:
        if link.index not in network._closed and link.mode != "sea":
            points = tracks.line(link).points
            if _in_box(points, box):
                ground.append(Strand(points, link.mode, ("#C3C6C9",), in_use=True, width_pt=0.6))
    draw_strands(ax, ground, zorder=2, gid="other")


def write_names(
    ax: Axes, core: Core, box: Box, names: Sequence[Name], lines: Sequence[Sequence[Point]], most: int
) -> None:
    """Write the names that must stand, then countries, then what else there is room for."""
    taken: list[Frame] = []
    needed = draw_names(ax, [name for name in names if name.needed], lines=lines, taken=taken, most=most)
    write_countries(ax, core, box, lines=lines, taken=taken)
    others = [name for name in names if not name.needed]
    draw_names(ax, others, lines=lines, taken=taken, most=most - len(needed))


def _in_box(points: Sequence[Point], box: Box) -> bool:
    west, south, east, north = _extent(points)
    return west < box[2] and east > box[0] and south < box[3] and north > box[1]


def room(points: Sequence[Point]) -> Box:
    """Give a box about points, with a margin and neither too flat nor too narrow for a page."""
    west, south, east, north = _extent(points)
    degree = cos(radians((south + north) / 2))  # of longitude, in degrees of latitude
    wide, high = 1.14 * max(east - west, 1.0), 1.16 * max(north - south, 1.0)
    high = max(high, 0.45 * wide * degree)
    wide = max(wide, 1.35 * high / degree)
    across, up = (wide - (east - west)) / 2, (high - (north - south)) / 2
    return max(west - across, -180), max(south - up, -85), min(east + across, 180), min(north + up, 85)


def _extent(points: Sequence[Point]) -> Box:
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return min(lons), min(lats), max(lons), max(lats)


def _network_names(
    network: Network, named: Sequence[Corridor], labels: int | Sequence[PlaceLike], present: set[int]
) -> tuple[list[Name], int]:
    """List the names wanted on a map of a network, and how many may stand there."""
    if not isinstance(labels, int):
        places = [network.place(label) for label in labels]
        main = min(len(places) // 4, _MAIN)
        asked = [_name(place, main=number < main)._replace(needed=True) for number, place in enumerate(places)]
        return asked, len(asked)
    core = network._core
    ranks = place_ranks(core, named)
    order = sorted(present, key=lambda index: (-ranks[index], index))
    wanted = [core.places[i] for i in order if ranks[i] >= 2 or len(order) <= labels]
    bold = [place for place in wanted if is_main(place, named, core)][:_MAIN]
    return [_name(place, main=place in bold) for place in wanted], labels


def _name(place: Place, *, main: bool = False) -> Name:
    return Name(short_name(place), place.point, 8.0 if main else 7.0, bold=main)


def _route_names(route: Route, stops: Iterable[Place]) -> list[Name]:
    ends = [route.origin, route.destination]
    names = {p.index: Name(short_name(p), p.point, 9.0, bold=True, needed=True) for p in ends}
    for place in stops:
        names.setdefault(place.index, _name(place)._replace(needed=True))
    ranks = place_ranks(route._answer.core, ())
    for place in sorted(route.places, key=lambda p: -ranks[p.index]):
        if is_town(place):
            names.setdefault(place.index, _name(place))
    return list(names.values())


class _Stop(NamedTuple):
    """A mark on the map of a route, and the place to be named for it if there is one."""

    kind: str
    point: Point
    place: Place | None


def _stops(route: Route) -> list[_Stop]:
    """List borders where their link crosses them; of the rest each place once: what takes longest there."""
    borders: list[_Stop] = []
    found: dict[int, tuple[float, _Stop]] = {}
    tracks = Tracks(route._answer.core)
    for step in route.steps:
        kind, hours, place = step.charge.kind, step.charge.time_h, step.end
        # of a crossing by ship the formalities are in port
        if kind == "border" and step.link is not None and step.link.mode in ("rail", "road"):
            point = border_crossing(tracks.link_coordinates(step.link, step.start, step.end))
            station = next((end for end in (step.end, step.start) if end.kind == "border"), None)
            borders.append(_Stop(kind, point, station))
        elif kind in _STOPS and (place.index not in found or found[place.index][0] < hours):
            found[place.index] = hours, _Stop(kind, place.point, place)
    return [*borders, *(stop for _, stop in found.values())]


def route_color(route: Route) -> str:
    """Give the colour of the corridor that a route uses, or a dark one if it uses none or several."""
    used = route.corridors
    corridor = route._answer.core.corridor(used[0]) if len(used) == 1 else None
    return corridor.row["color"] if corridor is not None else ROUTE_COLOR


def _route_title(route: Route) -> str:
    return (
        f"{short_name(route.origin)} to {short_name(route.destination)}: {route.length_km:,.0f} km, "
        f"{route.time_h / 24:.1f} days, {route.cost_usd:,.0f} USD per {_UNITS[route.shipment]} "
        f"(least {route.weight}, {route.on})"
    )


_UNITS = {"feu": "40 ft container", "teu": "20 ft container", "wagon": "wagon"}


def _under(scenarios: Sequence[str]) -> str:
    return f", scenario {' + '.join(scenarios)}" if scenarios else ""


def _credit(straight: int) -> str:
    links = "1 link is" if straight == 1 else f"{straight} links are"
    note = f" {links} drawn straight for want of a track." if straight else ""
    return CREDIT + note


# -- legends ------------------------------------------------------------------------------------------


def _handle(label: str, color: str, width_pt: float, mode: str = "rail", *, in_use: bool = True) -> Line2D:
    from matplotlib.lines import Line2D
    from matplotlib.patheffects import Normal, Stroke

    look = line_style(mode, in_use=in_use)
    line = Line2D(
        [], [], color=color, linewidth=width_pt * MODE_WIDTHS[mode], label=label, linestyle=look["linestyle"],
        dash_capstyle=look["capstyle"], solid_capstyle="butt",
    )  # fmt: skip
    if mode == "road" and in_use:
        line.set(color="white", linewidth=1.0)
        line.set_path_effects([Stroke(linewidth=width_pt * MODE_WIDTHS[mode], foreground=color), Normal()])
    return line


def _corridor_handles(corridors: Iterable[Corridor]) -> list[Line2D]:
    return [_handle(c.name + state(c), c.row["color"], 3.0) for c in corridors]


def _mode_handles(links: Iterable[Link], network: Network) -> list[Line2D]:
    links = list(links)
    labels = {"rail": "railway", "road": "road", "ferry": "ferry", "sea": "sea lane"}
    present = {link.mode for link in links}
    floating = " and ".join(labels[mode] for mode in ("ferry", "sea") if mode in present)
    handles = [_handle(labels[m], NEUTRAL_COLOR, 2.4, m) for m in ("rail", "road") if m in present]
    if floating:
        handles.append(_handle(floating, NEUTRAL_COLOR, 2.4, "ferry"))
    if any(link.index in network._closed for link in links):
        handles.append(_handle("planned, being built or shut", NEUTRAL_COLOR, 2.4, in_use=False))
    return handles


def _stop_handles(kinds: set[str]) -> list[Line2D]:
    from matplotlib.lines import Line2D

    return [
        Line2D([], [], ls="", marker=marker, ms=5, mfc=fill, mec=NEUTRAL_COLOR, mew=0.9, label=label)
        for kind, (label, marker, fill) in _STOPS.items()
        if kind in kinds
    ]


def _row_color(core: Core, row: ComparisonRow) -> str:
    corridor = core.corridor(row.corridor)
    return corridor.row["color"] if corridor is not None else ROUTE_COLOR


def _row_handles(core: Core, comparison: Comparison) -> list[Line2D]:
    """List corridors found, with their figures if there is one destination, then those without a way."""
    handles: dict[tuple[str, bool], Line2D] = {}
    single = len(comparison.destinations) == 1
    found = {row.corridor for row in comparison if row.route is not None}
    for row in comparison:
        route, label = row.route, row.corridor_name.split(" (")[0]
        if route is None and row.corridor in found:
            continue
        if route is None:
            label += ": no way"
        elif single:
            label += f": {route.length_km:,.0f} km, {route.time_h / 24:.0f} days, {route.cost_usd:,.0f} USD"
        key = (row.corridor, route is not None)
        handles.setdefault(key, _handle(label, _row_color(core, row), 3.0, in_use=route is not None))
    return list(handles.values())
