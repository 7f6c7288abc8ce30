"""Which way is one of its corridor and no detour, and why another is not.

A way is *of* a corridor that crosses its gateways, if it does not turn back over the border that it crossed there, and
follows the corridor besides: either at least `LEAST_SHARE` of the way by land and ferry on each side of the gateways
leads from place to place of the corridor, on its own links or on a road beside them, or the way follows at least
`LEAST_COVER` of the corridor's whole length. A way that only touches it, such as one over the Caspian that leaves the
corridor on the far shore, is none. Voyages by sea do not count, nor does a side on which the corridor all but ends at
its gateway: they begin where there is no more corridor to follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corridors.charges.model import Link, Place
from corridors.kernels.adding import total_of
from corridors.routing.planner import Planner
from corridors.world.core import Core, Corridor

__all__ = ["LEAST_COVER", "LEAST_SHARE", "Hop", "Lie", "hops", "lie_of", "no_way_of", "returns_to"]

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


class Lie(NamedTuple):
    """How a way lies to a corridor."""

    km: float
    twice: Place | None  # the first place that it comes back to
    no_way: str  # why it is none of the corridor; blank if it is, or if it comes back to a place


#: So many answers are kept with a network's tables, a kilobyte each.
_MOST_LIES = 8192


def lie_of(planner: Planner, corridor: Corridor, arcs: Sequence[int], *, best: bool) -> Lie:
    """Tell how a way lies to a corridor; of a `best` way, coming back to a place is no matter.

    That is a matter of links alone, so tables made of others by changing figures share what was found.
    """
    core, tariff = planner.core, planner.graph.tariff
    base = core.base
    alike = base is not None and core.keeps("links", ("length_km",)) and core.corridors is base.corridors
    home = base if alike and base is not None else core
    found: dict[object, Lie] = home.made.setdefault("lies", {})
    key = tariff.shipment, tariff.service, tariff.scope, corridor.id, best, tuple(arcs)
    lie = found.get(key)
    if lie is None:
        way = hops(planner, arcs)
        twice = None if best else returns_to(way)
        lie = Lie(planner.kilometres(arcs), twice, "" if twice is not None else no_way_of(planner, corridor, way))
        if len(found) >= _MOST_LIES:
            found.clear()
        found[key] = lie
    return lie


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
    first, last = crossed[0], crossed[-1]
    before = _share(planner, corridor, way[first].start, way[:first])
    beyond = _share(planner, corridor, way[last].end, way[last + 1 :])
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
    return total_of(link.length_km for link in links if link.mode != "sea")


def _share(planner: Planner, corridor: Corridor, outside: Place, side: Sequence[Hop]) -> float:
    """Give the share of a way that leads along a corridor on one side of its gateways, which it meets `outside`.

    It is all of it where there is too little of the corridor to follow.
    """
    whole = _kilometres([hop.link for hop in side])
    kilometres, places = _stretch(planner.core, corridor, outside)
    if not whole or kilometres < LEAST_SHARE * whole:
        return 1.0
    return _kilometres([hop.link for hop in side if {hop.start.index, hop.end.index} <= places]) / whole


def _stretch(core: Core, corridor: Corridor, outside: Place) -> tuple[float, frozenset[int]]:
    """Give the km and the places of a corridor on one side of its gateways; found once for all days."""
    key = ("stretch", corridor.id, outside.index)
    if key not in core.made:
        own = corridor.links - frozenset().union(*corridor.gateways)
        reached, met, queue = {outside.index}, set(), [outside.index]
        while queue:
            for index in core.links_at[queue.pop()]:
                if index in own and index not in met:
                    met.add(index)
                    new = {core.links[index].start, core.links[index].end} - reached
                    reached |= new
                    queue += new
        core.made[key] = _kilometres([core.links[index] for index in sorted(met)]), frozenset(reached)
    found: tuple[float, frozenset[int]] = core.made[key]
    return found


def _cover(planner: Planner, corridor: Corridor, way: Sequence[Hop]) -> float:
    links = planner.core.links
    followed = {hop.link.index for hop in way} & corridor.links
    whole = _kilometres([links[index] for index in corridor.links])
    return _kilometres([links[index] for index in followed]) / whole if whole else 1.0
