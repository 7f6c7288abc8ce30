"""A network as a page to explore: its corridors, every link with the figures of a container, its places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from corridors.charges.model import MODES, Link, Place
from corridors.maps.cartography import Names, chosen_corridors, chosen_modes, corridors_of_links, credit, state
from corridors.maps.colors import LINK_COLOR, OTHER_COLOR
from corridors.maps.explorer import Dot, Explorer, Group, Sheet, Told, Track
from corridors.maps.geometry import STRAIGHT, Tracks
from corridors.maps.places import CAPITALS, place_ranks, reached_points, short_name
from corridors.maps.regions import RegionLike, region_box
from corridors.maps.sources import Sources
from corridors.network.link_entries import CORRIDOR_HEADS, LINK_HEADS, corridor_entry, link_entry
from corridors.routing.graphs import graph_of
from corridors.routing.in_force import InForce
from corridors.world.core import Core
from corridors.world.risks import Risk, risks_met

if TYPE_CHECKING:
    from corridors.network.network import Network

__all__ = ["countries_of", "network_explorer", "place_dot"]

_OTHERS = "others"
_CORRIDOR_WIDTH, _OTHER_WIDTH = 2.8, 1.3


def countries_of(core: Core) -> dict[str, str]:
    """Give the names of countries by code."""
    return {row["id"]: row["name"] for row in core.tables["countries"]}


def place_dot(place: Place, rank: float, *, end: bool = False, entries: tuple[str, ...] = ()) -> Dot:
    """Give a place as a dot of the map."""
    title = f"{place.name} ({place.kind}, {place.country})"
    return Dot(place.point, short_name(place), title, rank, entries, end)


def network_explorer(network: Network, *, region: RegionLike, modes: Names, corridors: Names) -> Explorer:
    """Make the page of a network; see `Network.explore`."""
    core, shown, sources = network._core, chosen_modes(modes), Sources()
    named = chosen_corridors(core, corridors)
    members, tracks, graph = corridors_of_links(named), Tracks(core), graph_of(core, "feu")
    shut, in_force = network.view.closed_to("feu"), InForce(network.view, graph)
    groups = [Group(c.id, c.name.split(" (")[0] + state(c), c.row["color"], f"c{n}") for n, c in enumerate(named)]
    rest = Group(_OTHERS, "other links" if named else "links", OTHER_COLOR if named else LINK_COLOR)
    links = [link for link in core.links if link.mode in shown]
    lines, entries, straight = [], [], 0
    for link in links:
        line, of = tracks.line(link), members.get(link.index, [])
        straight += line.quality == STRAIGHT
        arcs = graph.arcs_of_link[link.index]
        risks = [Risk.from_row(row) for row in risks_met(network.view.risks, [link], core.places)]
        entry = link_entry(
            f"e{link.index}", core, link, in_force.account(arcs[0]) if arcs else (), sources=sources,
            closure=shut.get(link.index), risks=risks, corridors=[c.name.split(" (")[0] for c in of],
            straight=line.quality == STRAIGHT,
        )  # fmt: skip
        entries.append(entry)
        width = _CORRIDOR_WIDTH if of else _OTHER_WIDTH
        width *= 0.65 if link.mode == "road" else 1.0
        in_use = link.index not in network.view.closed
        keys = [c.id for c in of] or [_OTHERS]
        lines.append(Track(line.points, link.mode, keys, in_use, width, [entry.key]))
    ranks = place_ranks(core, named)
    used = {place for link in links for place in (link.start, link.end)}
    told_of = [corridor_entry(f"c{n}", core, corridor, sources) for n, corridor in enumerate(named)]
    return Explorer(
        title=f"{'Freight corridors' if named else 'Freight network'}, network of {network.on}",
        lines=_lines(network),
        totals=_totals(network, links, used),
        box=region_box(region, reached_points(core)),
        places=core.places,
        countries=countries_of(core),
        groups_name="Corridors" if named else "Links",
        groups=[rest, *groups],
        tracks=lines,
        dots=[
            # which ends are bold is a matter of a journey: of a network capitals stand out
            place_dot(core.places[index], ranks[index] + (3.0 if core.places[index].id in CAPITALS else 0.0))
            for index in sorted(used)
        ],
        tables=[Sheet("Corridors", CORRIDOR_HEADS, told_of), Sheet("Links", LINK_HEADS, entries)],
        sources=sources,
        credit=credit(straight),
    )


def _lines(network: Network) -> list[str]:
    changed = f"Scenario {' + '.join(network.scenarios)}. " if network.scenarios else ""
    return [
        f"{changed}Figures of links are of a 40 ft container (FEU), with the range from P10 to P90, the grade of each "
        "and its sources; what is waited, handled and changed at places comes with a route."
    ]


def _totals(network: Network, links: Sequence[Link], used: set[int]) -> list[tuple[str, Told]]:
    km: dict[str, float] = defaultdict(float)
    for link in links:
        km[link.mode] += link.length_km
    shut = sum(link.index in network.view.closed for link in links)
    totals = [("places", f"{len(used):,}"), ("links", f"{len(links):,}"), ("not in use", f"{shut:,}")]
    totals += [(mode, f"{km[mode]:,.0f} km") for mode in MODES if km[mode]]
    return [(name, Told(text)) for name, text in totals]
