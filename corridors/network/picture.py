"""A network as layers of a printed map and of a web map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from corridors.charges.model import Link, Place
from corridors.gate.numbers import a_count, plain_number
from corridors.maps.boxes import Box, extent, meet, reach
from corridors.maps.cartography import Names, chosen_corridors, chosen_modes, corridors_of_links, credit, state
from corridors.maps.colors import LINK_COLOR, OTHER_COLOR
from corridors.maps.geometry import STRAIGHT, Tracks
from corridors.maps.layers import Layer, Name, Picture, Sample, Strand
from corridors.maps.legend import mode_samples
from corridors.maps.places import is_main, is_town, place_name, place_ranks, reached_points, short_name
from corridors.maps.regions import RegionLike, region_box
from corridors.maps.webmap import Page, PageLayer, PageLine
from corridors.network.tooltips import link_text, place_spot
from corridors.routing.graphs import graph_of
from corridors.routing.in_force import InForce
from corridors.words.shorter import shortest
from corridors.world.core import Core, Corridor
from corridors.world.gazetteer import PlaceLike
from corridors.world.risks import Risk, risks_met
from corridors.world.selection import as_tuple

if TYPE_CHECKING:
    from corridors.network.network import Network

__all__ = ["network_page", "network_picture"]

_TITLED = 3  # corridors that a title names
_MAIN = 10  # names in bold, the most wanted
_OTHER_WIDTH_PT, _LINK_WIDTH_PT, _CORRIDOR_WIDTH_PT = 0.7, 1.4, 1.9
_OTHER_WIDTH, _CORRIDOR_WIDTH = 1.2, 2.5  # pixels of a web map
_NAMED = 15  # cities whose names always stand on a web map
_MAIN_WORTH = 2.0  # of a capital or port, in ranks of places
_APART = 0.07  # at least so far from each other, as a share of the map


def network_picture(
    network: Network, *, region: RegionLike, modes: Names, corridors: Names, labels: int | Sequence[PlaceLike]
) -> Picture:
    """Make the map of a network; see `Network.plot`."""
    core, closed, shown = network._core, network.view.closed, chosen_modes(modes)
    named = chosen_corridors(core, corridors)
    box = region_box(region, reached_points(core))
    tracks, members = Tracks(core), corridors_of_links(named)
    lines = {link.index: tracks.line(link) for link in core.links if link.mode in shown}
    most = reach(box) if region is None else box
    seen = [core.links[index] for index, line in lines.items() if meet(extent(line.points), most)]

    def strand(link: Link, colors: tuple[str, ...], width_pt: float) -> Strand:
        return Strand(lines[link.index].points, link.mode, colors, link.index not in closed, width_pt)

    # without corridors the links themselves are the picture
    color, width_pt = (OTHER_COLOR, _OTHER_WIDTH_PT) if named else (LINK_COLOR, _LINK_WIDTH_PT)
    others = [strand(link, (color,), width_pt) for link in seen if link.index not in members]
    coloured = [
        strand(link, tuple(c.row["color"] for c in members[link.index]), _CORRIDOR_WIDTH_PT)
        for link in seen
        if link.index in members
    ]
    present = {corridor.id for link in seen for corridor in members.get(link.index, ())}
    # of some corridors, the places that they pass; of all, or none, whatever there is
    of_them = [link for link in seen if link.index in members] if corridors is not None else []
    names, most_names = _names(network, named, labels, {place for k in of_them or seen for place in (k.start, k.end)})
    scenarios = f", scenario {' + '.join(network.scenarios)}" if network.scenarios else ""
    return Picture(
        box,
        core,
        title=f"{_what(named, everything=corridors is None)}, network of {network.on}{scenarios}",
        layers=(Layer("other", others, 2, clear=not coloured), Layer("corridor", coloured, 4)),
        names=names,
        most_names=most_names,
        legend=[*_corridor_samples(c for c in named if c.id in present), *mode_samples(seen, closed)],
        credit=credit(sum(lines[link.index].quality == STRAIGHT for link in seen)),
        grows=region is None,
    )


def _what(named: Sequence[Corridor], *, everything: bool) -> str:
    """Say what is shown: all corridors, or those asked for by name while they are few."""
    if not named:
        return "Freight network"
    if everything or len(named) > _TITLED:
        return "Freight corridors"
    names = [corridor.name.partition(" (")[0] for corridor in named]
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _corridor_samples(corridors: Iterable[Corridor]) -> list[Sample]:
    return [Sample(c.name + state(c), c.row["color"], 3.0, short=shortest(c.name, c.id)) for c in corridors]


def _names(
    network: Network, named: Sequence[Corridor], labels: int | Sequence[PlaceLike], present: set[int]
) -> tuple[list[Name], int]:
    """List the names wanted on a map of a network, and how many may stand there."""
    if plain_number(labels) is None:
        asked: Any = as_tuple(labels, network._core.place_index)
        places = [network.place(label) for label in asked]
        main = min(len(places) // 4, _MAIN)
        written = [place_name(place, main=number < main, needed=True) for number, place in enumerate(places)]
        return written, len(written)
    most = a_count("labels", labels, give="a whole number of at least 0, or the places to name")
    core = network._core
    ranks = place_ranks(core, named)
    order = sorted(present, key=lambda index: (-ranks[index], index))
    wanted = [core.places[i] for i in order if ranks[i] >= 2 or len(order) <= most]
    bold = [place for place in wanted if is_main(place, named, core)][:_MAIN]
    return [place_name(place, main=place in bold) for place in wanted], most


def network_page(network: Network, *, region: RegionLike, modes: Names, corridors: Names) -> Page:
    """Make the web map of a network, with the figures of an FEU; see `Network.explore`."""
    core, shown = network._core, chosen_modes(modes)
    named = chosen_corridors(core, corridors)
    box = region_box(region, reached_points(core))
    tracks, members, graph = Tracks(core), corridors_of_links(named), graph_of(core, "feu")
    closed, in_force = network.view.closed_to("feu"), InForce(network.view, graph)
    others: list[PageLine] = []
    found: dict[str, list[PageLine]] = {corridor.id: [] for corridor in named}
    links = [link for link in core.links if link.mode in shown]
    for link in links:
        arcs = graph.arcs_of_link[link.index]
        charges = in_force.account(arcs[0]) if arcs else ()
        met = [Risk.from_row(row) for row in risks_met(network.view.risks, [link], core.places)]
        text, line = link_text(core, link, charges, closed.get(link.index), met), tracks.line(link)
        in_use, using = link.index not in network.view.closed, members.get(link.index, [])
        for number, corridor in enumerate(using):
            # the first of several corridors is the widest and lies beneath the others
            width = _CORRIDOR_WIDTH * (len(using) - number)
            found[corridor.id].append(PageLine(line, text, link.mode, corridor.row["color"], width, in_use))
        if not using:
            color = OTHER_COLOR if named else LINK_COLOR
            others.append(PageLine(line, text, link.mode, color, _OTHER_WIDTH, in_use))
    layers = [PageLayer("other links" if named else "links", others)]
    layers += [PageLayer(c.name.split(" (")[0] + state(c), found[c.id], c.row["color"]) for c in named]
    used = sorted({place for link in links for place in (link.start, link.end)})
    return Page(
        box,
        [layer for layer in layers if layer.lines],
        [place_spot(core.places[index]) for index in used],
        [(short_name(place), place.point) for place in _always_named(core, named, used, box)],
    )


def _always_named(core: Core, corridors: Sequence[Corridor], used: Iterable[int], box: Box) -> list[Place]:
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
