"""A route as layers of a printed map and of a web map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from corridors.charges.charge import Charge
from corridors.charges.model import Place
from corridors.gate.numbers import a_count
from corridors.maps.boxes import Point, reach, room
from corridors.maps.cartography import credit
from corridors.maps.colors import NEUTRAL_COLOR, RISK_COLORS
from corridors.maps.context import ways_in_use
from corridors.maps.countries import border_crossing
from corridors.maps.geometry import STRAIGHT, Line, Tracks
from corridors.maps.layers import Dot, DotSample, Layer, Mark, Name, Picture, Sample, Strand
from corridors.maps.legend import LORRY_LABEL, mode_samples
from corridors.maps.places import is_town, place_name, place_ranks, short_name
from corridors.maps.regions import RegionLike, region_box
from corridors.maps.webmap import Page, PageLayer, PageLine, Spot
from corridors.network.tooltips import charges_text, link_text, place_spot, risks_text
from corridors.routes.rows import asked_words
from corridors.routes.track import Stretch, route_line, route_miles, route_tracks
from corridors.words.asked import least_of
from corridors.words.figures import dollars
from corridors.world.core import Core
from corridors.world.risks import Risk, risks_met

if TYPE_CHECKING:
    from corridors.routes.route import Route
    from corridors.routes.step import Step

__all__ = [
    "closed_links",
    "corridor_color",
    "risk_layers",
    "risks_of_links",
    "route_color",
    "route_note",
    "route_page",
    "route_picture",
    "route_title",
]  # fmt: skip

_WIDTH_PT, _WIDTH = 3.0, 4  # on paper, and in pixels of a web map
_HALO_PT, _HALO = 8.0, 12
_UP_TO = {"high": "risks up to high", "medium": "risks up to medium", "low": "low risks"}
_POINT = Dot("o", "white", size_pt=5.0)
_UNITS = {"feu": "40 ft container", "teu": "20 ft container", "wagon": "wagon"}
_STOPS = {
    "border": DotSample("border crossing", Dot("s", "white")),
    "transhipment": DotSample("transhipment", Dot("o", "#F0E442")),
    "gauge_change": DotSample("change of gauge", Dot("D", "#F0E442")),
}


def route_picture(route: Route, *, region: RegionLike, labels: int) -> Picture:
    """Make the map of a route; see `Route.plot`."""
    core, closed = route._answer.core, closed_links(route)
    walked, miles = list(route_tracks(route)), route_miles(route)
    risks, lines = risks_of_links(route), [line for _, line in walked]
    points = [point for _, line in route_line(route) for point in line]
    box = region_box(region, points) if region is not None else room(points)
    color, stops = route_color(route), _stops(route)
    strands = [
        Strand(line, link.mode, (color,), link.index not in closed, _WIDTH_PT)
        for link, (_, line) in zip(route.links, walked, strict=True)
    ]
    strands += [Strand(mile.points, "lorry", (color,), in_use=True, width_pt=_WIDTH_PT) for _, mile in miles.values()]
    end = Dot("o", color, size_pt=7.5, edge="white", edge_pt=1.4)
    kinds = {stop.mark.name for stop in stops}
    return Picture(
        box,
        core,
        title=route_title(route),
        note=route_note(route),
        grows=region is None,
        layers=(
            ways_in_use(core, closed, box if region is not None else reach(box)),
            Layer("risk", [_halo(met, line) for met, line in zip(risks, lines, strict=True) if met], 3.6, clear=False),
            Layer("route", strands, 4),
        ),
        marks=[
            *(stop.mark for stop in stops),
            *(Mark("end", place.point, end, 7.6) for place in (route.origin, route.destination)),
            *(Mark("point", _far_end(*mile), _POINT, 7.6) for mile in miles.values()),
        ],
        names=_names(route, [stop.place for stop in stops if stop.place is not None]),
        most_names=a_count("labels", labels),
        legend=[
            *mode_samples(route.links, closed),
            *([Sample(LORRY_LABEL, NEUTRAL_COLOR, mode="lorry", width_pt=2.4)] if miles else []),
            *(sample for kind, sample in _STOPS.items() if kind in kinds),
            *_risk_samples(risks),
        ],
        credit=credit(sum(figures["quality"] == STRAIGHT for figures, _ in route_line(route))),
    )


def closed_links(route: Route) -> Mapping[int, str]:
    """Give why links are not in use on the day of a route, by index."""
    return route._answer.closed


def corridor_color(core: Core, name: str) -> str:
    """Give the colour of a corridor, or a dark one if it is none that has a name."""
    corridor = core.corridor(name)
    return corridor.row["color"] if corridor is not None else NEUTRAL_COLOR


def route_color(route: Route) -> str:
    """Give the colour of the corridor that a route uses, or a dark one if it uses none or several."""
    used = route.corridors
    return corridor_color(route._answer.core, used[0]) if len(used) == 1 else NEUTRAL_COLOR


def route_note(route: Route) -> str:
    """Give what was asked for."""
    return f"{least_of(route.weight)}, {asked_words(route)}, network of {route.on}"


def route_title(route: Route) -> str:
    """Give its ends and totals."""
    return (
        f"{short_name(route.origin)} to {short_name(route.destination)}: {route.length_km:,.0f} km, "
        f"{route.time_h / 24:.1f} days, {route.cost_usd:,.0f} {dollars(route.price_year, _UNITS[route.shipment])}"
    )


def _names(route: Route, stops: Iterable[Place]) -> list[Name]:
    ends = [route.origin, route.destination]
    names = {p.index: Name(short_name(p), p.point, 9.0, bold=True, needed=True) for p in ends}
    for place in stops:
        names.setdefault(place.index, place_name(place, needed=True))
    ranks = place_ranks(route._answer.core, ())
    for place in sorted(route.places, key=lambda p: -ranks[p.index]):
        if is_town(place):
            names.setdefault(place.index, place_name(place))
    return list(names.values())


def risks_of_links(route: Route) -> list[list[Risk]]:
    """List the risks that each link of a route meets, the highest first."""
    core = route._answer.core
    named = {risk.id for risk in route.risks}
    rows = [row for row in core.tables["risks"] if row["id"] in named]
    order = [risk.id for risk in route.risks]
    rows.sort(key=lambda row: order.index(row["id"]))
    return [[Risk.from_row(row) for row in risks_met(rows, [link], core.places)] for link in route.links]


def _halo(met: Sequence[Risk], line: Sequence[Point]) -> Strand:
    return Strand(line, None, (RISK_COLORS[met[0].level],), in_use=True, width_pt=_HALO_PT)


def _risk_samples(risks: Iterable[Sequence[Risk]]) -> list[Sample]:
    """Explain the halos, whose colour is that of the highest risk: which kinds stretches of it meet."""
    kinds: dict[str, dict[str, None]] = {}
    for met in filter(None, risks):
        kinds.setdefault(met[0].level, {}).update(dict.fromkeys(risk.kind for risk in met))
    return [
        Sample(f"{_UP_TO[level]}: {', '.join(kinds[level])}", color, _HALO_PT, mode=None, short=_UP_TO[level])
        for level, color in RISK_COLORS.items()
        if level in kinds
    ]


def _far_end(step: Step, mile: Stretch) -> Point:
    """Give the end of a lorry's line that is no place."""
    return mile.points[0] if step.charge.kind == "first_mile" else mile.points[-1]


class _Stop(NamedTuple):
    """A mark on the map of a route, and the place to be named for it if there is one."""

    mark: Mark
    place: Place | None


def _stop(kind: str, point: Point, place: Place | None) -> _Stop:
    # what is done at the border station lies over the border beside it
    return _Stop(Mark(kind, point, _STOPS[kind].dot, zorder=7.4 if kind == "border" else 7.5), place)


def _stops(route: Route) -> list[_Stop]:
    """List borders where their link crosses them; of the rest each place once: what takes longest there."""
    borders: list[_Stop] = []
    found: dict[int, tuple[float, _Stop]] = {}
    tracks = Tracks(route._answer.core)
    for step in route.steps:
        kind, hours, place = step.charge.kind, step.charge.time_h, step.start
        # of a crossing by ship the formalities are in port
        if kind == "border" and step.link is not None and step.link.mode in ("rail", "road"):
            point = border_crossing(tracks.link_coordinates(step.link, step.start, step.end))
            station = next((end for end in (step.end, step.start) if end.kind == "border"), None)
            borders.append(_stop(kind, point, station))
        elif kind in _STOPS and (place.index not in found or found[place.index][0] < hours):
            found[place.index] = hours, _stop(kind, place.point, place)
    return [*borders, *(stop for _, stop in found.values())]


def risk_layers(route: Route) -> dict[str, tuple[str, dict[int, list[Risk]]]]:
    """Give what a halo of each level is called, and the risks met by index of the link; the highest level first."""
    found: dict[str, dict[int, list[Risk]]] = {}
    for link, met in zip(route.links, risks_of_links(route), strict=True):
        if met:
            found.setdefault(met[0].level, {})[link.index] = met
    return {level: (_UP_TO[level], found[level]) for level in RISK_COLORS if level in found}


def _page_halos(risks: Iterable[Sequence[Risk]], walked: Iterable[Stretch]) -> list[PageLayer]:
    """Lay halos under the way, a layer a colour."""
    halos: dict[str, list[PageLine]] = {}
    for met, (figures, line) in zip(risks, walked, strict=True):
        if met:
            level = met[0].level
            track = Line(tuple(line), figures["quality"])
            halo = PageLine(track, risks_text(met), "halo", RISK_COLORS[level], _HALO, in_use=True)
            halos.setdefault(level, []).append(halo)
    return [PageLayer(_UP_TO[level], halos[level], color) for level, color in RISK_COLORS.items() if level in halos]


def route_page(route: Route) -> Page:
    """Make the web map of a route; see `Route.explore`."""
    core, closed, color = route._answer.core, closed_links(route), route_color(route)
    walked, miles, risks = list(route_tracks(route)), route_miles(route), risks_of_links(route)
    by_link: dict[int, list[Charge]] = {}
    by_place: dict[int, list[Charge]] = {}
    for step in route.steps:
        if step.charge.kind in miles:
            continue  # has a line of its own
        if step.link is not None:
            by_link.setdefault(step.link.index, []).append(step.charge)
        else:
            by_place.setdefault(step.start.index, []).append(step.charge)
    lines = [
        PageLine(
            Line(tuple(line), figures["quality"]),
            link_text(core, link, by_link[link.index], closed.get(link.index), met),
            link.mode,
            color,
            _WIDTH,
            link.index not in closed,
        )
        for link, (figures, line), met in zip(route.links, walked, risks, strict=True)
    ]
    lines += [
        PageLine(
            Line(tuple(mile.points), STRAIGHT),
            f"<b>{escape(step.charge.label)}</b><br>{charges_text([step.charge], core.sources)}",
            "lorry",
            color,
            _WIDTH,
            in_use=True,
        )
        for step, mile in miles.values()
    ]
    spots = [place_spot(place, charges_text(by_place.get(place.index, ()), core.sources)) for place in route.places]
    spots += [Spot(_far_end(*mile), escape(mile[0].charge.label), large=False) for mile in miles.values()]
    return Page(
        region_box(None, [point for _, line in route_line(route) for point in line]),
        [*_page_halos(risks, walked), PageLayer("route", lines)],
        spots,
        [(short_name(place), place.point) for place in (route.origin, route.destination)],
    )
