"""Routes between two places as layers of a printed map."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from corridors.errors import NoRouteError
from corridors.maps.boxes import Point, reach, room
from corridors.maps.cartography import credit
from corridors.maps.colors import NEUTRAL_COLOR
from corridors.maps.context import ways_in_use
from corridors.maps.geometry import STRAIGHT
from corridors.maps.layers import Dot, Layer, Mark, Name, Picture, Sample, Strand
from corridors.maps.legend import mode_samples
from corridors.maps.places import is_town, place_name, place_ranks, short_name
from corridors.maps.regions import RegionLike, region_box
from corridors.routes.route_picture import closed_links, corridor_color
from corridors.routes.rows import asked_words
from corridors.routes.towns import by_towns
from corridors.routes.track import route_tracks
from corridors.words.asked import least_of
from corridors.world.core import Core

if TYPE_CHECKING:
    from corridors.routes.route import Route
    from corridors.routes.routeset import RouteSet

__all__ = ["route_colors", "routes_picture"]

_WIDTH_PT = 2.4
_PALER = 0.42  # by how much each further route of one corridor is nearer to white
#: Routes of no corridor or of several, which have no colour of their own.
_OTHERS = (NEUTRAL_COLOR, "#AA4499", "#117733", "#661100")


def routes_picture(routes: RouteSet, *, region: RegionLike, labels: int) -> Picture:
    """Make the map of routes; see `RouteSet.plot`.

    Raises
    ------
    NoRouteError
        There is none.
    """
    if not routes.routes:
        raise NoRouteError(f"there is no route to draw from {routes.origin.name} to {routes.destination.name}")
    first = routes[0]
    core, closed = first._answer.core, closed_links(first)
    colors = route_colors(core, routes.routes)
    lines: dict[int, list[Point]] = {}
    shown: dict[int, dict[str, None]] = {}
    straight: set[int] = set()
    for route, color in zip(routes, colors, strict=True):
        for link, (figures, line) in zip(route.links, route_tracks(route), strict=True):
            lines.setdefault(link.index, line)
            straight |= {link.index} if figures["quality"] == STRAIGHT else set()
            shown.setdefault(link.index, {})[color] = None
    ends = [routes.origin, routes.destination]
    points = [point for line in lines.values() for point in line] + [place.point for place in ends]
    box = region_box(region, points) if region is not None else room(points)
    links = [core.links[index] for index in lines]
    strands = [
        Strand(lines[link.index], link.mode, tuple(shown[link.index]), link.index not in closed, _WIDTH_PT)
        for link in links
    ]
    names = [Name(short_name(place), place.point, 9.0, bold=True, needed=True) for place in ends]
    ranks = place_ranks(core, core.corridors)
    met = {place for link in links for place in (link.start, link.end)} - {place.index for place in ends}
    towns = sorted((i for i in met if is_town(core.places[i])), key=lambda i: -ranks[i])
    names += [place_name(core.places[index]) for index in towns]
    numbers = [Name(str(n), spot, 8.5, bold=True, needed=True) for n, spot in _own_spots(routes, lines).items()]
    dot = Dot("o", NEUTRAL_COLOR, 7.0, "white", 1.2)
    return Picture(
        box,
        core,
        title=f"{short_name(routes.origin)} to {short_name(routes.destination)}: {_how_many(routes)}",
        note=f"{least_of(first.weight)}, {asked_words(first)}, network of {first.on}",
        grows=region is None,
        layers=(ways_in_use(core, closed, box if region is not None else reach(box)), Layer("way", strands, 4)),
        marks=[Mark("end", place.point, dot, 7.6) for place in ends],
        names=[*names[:2], *numbers, *names[2:]],
        most_names=labels and labels + len(numbers),
        legend=[
            *(_sample(n, route, color) for n, (route, color) in enumerate(zip(routes, colors, strict=True), 1)),
            *mode_samples(links, closed),
        ],
        credit=credit(len(straight)),
    )


def _own_spots(routes: RouteSet, lines: dict[int, list[Point]]) -> dict[int, Point]:
    """Give where each route's number stands: in the middle of the longest link that it has to itself."""
    counts = Counter(link.index for route in routes for link in route.links)
    found: dict[int, Point] = {}
    for number, route in enumerate(routes, 1):
        own = [link for link in route.links if counts[link.index] == 1]
        if own and len(routes) > 1:
            line = lines[max(own, key=lambda link: link.length_km).index]
            found[number] = line[len(line) // 2]
    return found


def _how_many(routes: RouteSet) -> str:
    """Say what kind of routes there are, and how many."""
    kind = routes.kind if len(routes) != 1 else routes.kind.replace("alternatives", "way").replace("routes", "route")
    return f"{len(routes)} {kind}"


def route_colors(core: Core, routes: tuple[Route, ...]) -> list[str]:
    """Give each route the colour of its corridor, paler the more often that was taken before."""
    found: list[str] = []
    times: dict[str, int] = {}
    for route in routes:
        color = corridor_color(core, route.corridors[0]) if len(route.corridors) == 1 else NEUTRAL_COLOR
        before = times.get(color, 0)
        times[color] = before + 1
        if color == NEUTRAL_COLOR:
            color, before = _OTHERS[before % len(_OTHERS)], before // len(_OTHERS)
        found.append(_paler(color, 1 - (1 - _PALER) ** before))
    return found


def _paler(color: str, share: float) -> str:
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02X}" for part in parts)


def _sample(number: int, route: Route, color: str) -> Sample:
    figures = f"{route.length_km:,.0f} km, {route.time_h / 24:.0f} days, {route.cost_usd:,.0f} USD"
    short = f"{number}: {route.time_h / 24:.0f} days, {route.cost_usd:,.0f} USD"
    return Sample(f"{number} {by_towns(route.places) or 'straight'}: {figures}", color, 3.0, short=short)
