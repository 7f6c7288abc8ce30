"""A comparison as layers of a printed map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.errors import NoRouteError
from corridors.maps.boxes import Point, reach, room
from corridors.maps.cartography import credit
from corridors.maps.colors import LORRY_COLOR
from corridors.maps.context import ways_in_use
from corridors.maps.geometry import STRAIGHT
from corridors.maps.layers import Layer, Name, Picture, Sample, Strand
from corridors.maps.legend import mode_samples
from corridors.maps.places import place_name, place_ranks, short_name
from corridors.maps.regions import RegionLike, region_box
from corridors.routes.columns import LORRY
from corridors.routes.route_picture import closed_links, corridor_color
from corridors.routes.rows import asked_words
from corridors.routes.track import route_tracks
from corridors.words.asked import least_of
from corridors.words.shorter import shortest
from corridors.world.core import Core

if TYPE_CHECKING:
    from corridors.routes.comparison import Comparison

__all__ = ["comparison_picture"]

_WIDTH_PT = 2.2


def comparison_picture(comparison: Comparison, *, region: RegionLike, labels: int) -> Picture:
    """Make the map of the ways of a comparison; see `Comparison.plot`.

    Raises
    ------
    NoRouteError
        No way was found.
    """
    routes = comparison.routes
    if not routes:
        reasons = tuple(dict.fromkeys(reason for row in comparison for reason in row.reasons))
        raise NoRouteError("there is no way to draw: " + "; ".join(reasons), reasons)
    core, closed = routes[0]._answer.core, closed_links(routes[0])
    ends = [*comparison.origins, *comparison.destinations]
    lines, colors, straight = _ways(core, comparison)
    points = [point for line in lines.values() for point in line] + [p.point for p in ends]
    box = region_box(region, points) if region is not None else room(points)
    links = [core.links[index] for index in lines]
    strands = [
        Strand(lines[link.index], link.mode, tuple(colors[link.index]), link.index not in closed, _WIDTH_PT)
        for link in links
    ]
    names = [Name(short_name(p), p.point, 8.5, bold=True, needed=True) for p in ends]
    ranks = place_ranks(core, core.corridors)
    met = {place for link in links for place in (link.start, link.end)} - {p.index for p in ends}
    names += [place_name(core.places[i]) for i in sorted(met, key=lambda i: -ranks[i]) if ranks[i] >= 2]
    origins = ", ".join(map(short_name, comparison.origins))
    where = ", ".join(short_name(place) for place in comparison.destinations)
    return Picture(
        box,
        core,
        title=f"{origins} to {where}: ways by corridor",
        note=f"{least_of(comparison.weight)}, {asked_words(comparison)}, network of {comparison.on}",
        grows=region is None,
        layers=(ways_in_use(core, closed, box if region is not None else reach(box)), Layer("way", strands, 4)),
        names=names,
        most_names=labels,
        legend=[*_samples(core, comparison), *mode_samples(links, closed)],
        credit=credit(len(straight)),
    )


def row_color(core: Core, corridor: str) -> str:
    """Give the colour of a row: of its corridor, or that of lorries."""
    return LORRY_COLOR if corridor == LORRY else corridor_color(core, corridor)


def _ways(core: Core, comparison: Comparison) -> tuple[dict[int, list[Point]], dict[int, dict[str, None]], set[int]]:
    """Give the line and the colours of each link crossed, by index, and those drawn straight."""
    lines: dict[int, list[Point]] = {}
    colors: dict[int, dict[str, None]] = {}
    straight: set[int] = set()
    for row in comparison:
        if row.route is None:
            continue
        color = row_color(core, row.corridor)
        for link, (figures, line) in zip(row.route.links, route_tracks(row.route), strict=True):
            lines.setdefault(link.index, line)
            straight |= {link.index} if figures["quality"] == STRAIGHT else set()
            colors.setdefault(link.index, {})[color] = None
    return lines, colors, straight


def _samples(core: Core, comparison: Comparison) -> list[Sample]:
    """List corridors found, with their figures if there is one destination, then those without a way."""
    samples: dict[tuple[str, bool], Sample] = {}
    single = len(comparison.pairs) == 1
    found = {row.corridor for row in comparison if row.route is not None}
    for row in comparison:
        route, name, km, figures = row.route, row.corridor_name.split(" (")[0], "", ""
        if route is None and row.corridor in found:
            continue
        if route is None:
            figures = " no way"
        elif (named := core.corridor(row.corridor, exactly=True)) is not None and not single:
            name = named.name.split(" (")[0]  # whichever branch leads to each
        elif single:
            km, figures = f" {route.length_km:,.0f} km,", f" {route.time_h / 24:.0f} days, {route.cost_usd:,.0f} USD"
        colon = ":" if figures else ""
        sample = Sample(
            f"{name}{colon}{km}{figures}", row_color(core, row.corridor), 3.0, in_use=route is not None,
            short=f"{shortest(name, row.corridor)}{colon}{figures}",
        )  # fmt: skip
        samples.setdefault((row.corridor, route is not None), sample)
    return list(samples.values())
