"""Which way is one of its corridor and no detour, and why another is not.

A way is *of* a corridor that crosses its gateways, if it does not turn back over the border that it crossed there, and
follows the corridor besides: either at least `LEAST_SHARE` of the way by land and ferry on each side of the gateways
leads from place to place of the corridor, on its own links or on a road beside them, or the way follows at least
`LEAST_COVER` of the corridor's whole length. A way that only touches it, such as one over the Caspian that leaves the
corridor on the far shore, is none. Voyages by sea do not count, nor does a side on which the corridor ends at its
gateway: they begin where there is no more corridor to follow.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from corridors.charges.model import Link, Place
from corridors.routing.planner import Planner
from corridors.world.core import Corridor

__all__ = ["LEAST_COVER", "LEAST_SHARE", "Hop", "hops", "no_way_of", "returns_to"]

#: Share of the way on either side of the gateways that must lie along the corridor.
LEAST_SHARE = 0.1

#: Share of the corridor's length that does instead: a short railway is hardly ever a tenth of a long way.
LEAST_COVER = 0.25


class Hop(NamedTuple):
    """A link as it is crossed."""

    link: Link
    start: Place
    end: Place


def hops(planner: Planner, arcs: Sequence[int]) -> list[Hop]:
    """List the links crossed."""
    graph, core = planner.graph, planner.core
    return [
        Hop(
            core.links[graph.link_of[arc]],
            core.places[graph.yards[graph.tails[arc]].place],
            core.places[graph.yards[graph.heads[arc]].place],
        )
        for arc in arcs
        if graph.link_of[arc] >= 0
    ]


def returns_to(way: Sequence[Hop]) -> Place | None:
    """Give the first place that the way comes back to."""
    passed = {way[0].start.index}
    for hop in way:
        if hop.end.index in passed:
            return hop.end
        passed.add(hop.end.index)
    return None


def no_way_of(planner: Planner, corridor: Corridor, way: Sequence[Hop]) -> str:
    """Say why a way that crosses the gateways of a corridor is none of it; blank if it is one."""
    gateways: frozenset[int] = frozenset().union(*corridor.gateways)
    crossed = [number for number, hop in enumerate(way) if hop.link.index in gateways]
    for number in crossed:
        country = _entered_again(way, number)
        if country is not None:
            return f"turns back into {planner.core.country_name(country)}"
    links = planner.core.links
    places = {end for index in corridor.links for end in (links[index].start, links[index].end)}
    further = {end for index in corridor.links - gateways for end in (links[index].start, links[index].end)}
    first, last = crossed[0], crossed[-1]
    before = _share(places, way[:first]) if way[first].start.index in further else 1.0
    beyond = _share(places, way[last + 1 :]) if way[last].end.index in further else 1.0
    if min(before, beyond) >= LEAST_SHARE or _cover(planner, corridor, way) >= LEAST_COVER:
        return ""
    side, share = ("before", before) if before < beyond else ("beyond", beyond)
    return f"leaves it again, {100 * share:.0f} % of the way {side} its gateways is along it"


def _entered_again(way: Sequence[Hop], gateway: int) -> str | None:
    """Give a country left over a gateway at a border, or passed before it, that is entered again after it."""
    if way[gateway].start.country == way[gateway].end.country:
        return None
    before = {way[0].start.country, *(hop.end.country for hop in way[:gateway] if hop.end.kind != "strait")}
    after = [hop.end.country for hop in way[gateway:] if hop.end.kind != "strait"]
    away = False
    for country in after:
        away = away or country not in before
        if away and country in before:
            return country
    return None


def _kilometres(links: Sequence[Link]) -> float:
    return sum(link.length_km for link in links if link.mode != "sea")


def _share(places: Collection[int], side: Sequence[Hop]) -> float:
    """Give the share of a stretch that leads from place to place of a corridor; all of it where there is none."""
    whole = _kilometres([hop.link for hop in side])
    along = [hop.link for hop in side if hop.start.index in places and hop.end.index in places]
    return _kilometres(along) / whole if whole else 1.0


def _cover(planner: Planner, corridor: Corridor, way: Sequence[Hop]) -> float:
    links = planner.core.links
    followed = {hop.link.index for hop in way} & corridor.links
    whole = _kilometres([links[index] for index in corridor.links])
    return _kilometres([links[index] for index in followed]) / whole if whole else 1.0
