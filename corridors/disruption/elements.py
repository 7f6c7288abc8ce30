"""What can be lost: a link, a place, a border, a country, a corridor's gateways, a service."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from corridors.errors import OptionError
from corridors.gate.quoted import quoted
from corridors.routing.planner import Planner
from corridors.words.brief import brief
from corridors.world.core import Core
from corridors.world.names import normalise
from corridors.world.selection import as_tuple, select

__all__ = ["BY", "By", "Element", "elements_by", "within_of"]

By = Literal["link", "place", "border", "country", "corridor", "service", "event"]

#: Kinds of elements that a loss can be asked of.
BY: tuple[By, ...] = ("link", "place", "border", "country", "corridor", "service", "event")


@dataclass(frozen=True, slots=True)
class Element:
    """Something that can be lost.

    Attributes
    ----------
    id
        As in the tables: of a link, place, country, corridor or service; ``AF-PK`` for the border of two countries,
        ``torkham--peshawar`` for a crossing.
    kind
        ``link``, ``place``, ``border``, ``crossing``, ``country``, ``corridor`` or ``service``.
    name
        What it is called.
    links
        The links that are shut when it is lost; none of a service, which alone stops running.
    arcs
        The arcs of the routing graph that are lost with it.
    places
        Places inside it: an origin or destination among these is cut off as an end.
    """

    id: str
    kind: str
    name: str
    links: frozenset[int]
    arcs: frozenset[int]
    places: frozenset[int] = frozenset()

    def __repr__(self) -> str:
        return brief(self, f"{self.id}: {self.name}")


def elements_by(by: By, planner: Planner) -> list[Element]:
    """List all elements of a kind that the graph has."""
    return list(_KINDS[by](planner))


def within_of(elements: Iterable[Element], within: object, core: Core) -> list[Element]:
    """Keep the elements that are named, or that have a link of what is named (of a corridor, all its links).

    Raises
    ------
    OptionError
        A name that is nothing of the network, or nothing of this kind.
    """
    elements = list(elements)
    names: dict[str, list[Element]] = {}
    for element in elements:
        for name in {normalise(element.id), normalise(element.name)}:
            names.setdefault(name, []).append(element)
    kept: dict[str, Element] = {}
    for wanted in as_tuple(within):
        found = names.get(normalise(wanted), []) if isinstance(wanted, str) else []
        if not found:
            links = select(core, [wanted], whole_corridors=True)[0].links
            found = [element for element in elements if element.links & links]
        kept |= {f"{element.kind} {element.id}": element for element in found}
    if not kept:
        raise OptionError(f"within={quoted(within)} holds nothing that could be lost: name a corridor, or elements")
    return list(kept.values())


def _element(
    planner: Planner, kind: str, name: tuple[str, str], links: Iterable[int], places: Iterable[int] = ()
) -> Element:
    """Make an element of links: their arcs are lost with it."""
    shut = frozenset(links)
    arcs = frozenset(arc for link in shut for arc in planner.graph.arcs_of_link[link])
    return Element(name[0], kind, name[1], shut, arcs, frozenset(places))


def _links(planner: Planner) -> Iterator[Element]:
    core = planner.core
    for link in core.links:
        name = f"{core.places[link.start].name} - {core.places[link.end].name} ({link.mode})"
        yield _element(planner, "link", (link.id, name), (link.index,))


def _places(planner: Planner) -> Iterator[Element]:
    for place in planner.core.places:
        yield _element(planner, "place", (place.id, place.name), planner.core.links_at[place.index], (place.index,))


def _borders(planner: Planner) -> Iterator[Element]:
    """Give the border of each two countries, and each of its crossings; a lane at sea crosses none."""
    core = planner.core
    between: dict[tuple[str, str], list[int]] = {}
    at: dict[tuple[int, int], list[int]] = {}
    for link in core.links:
        ends = core.places[link.start], core.places[link.end]
        if link.mode != "sea" and ends[0].country != ends[1].country:
            first, last = sorted(end.country for end in ends)
            between.setdefault((first, last), []).append(link.index)
            pair = (min(link.start, link.end), max(link.start, link.end))
            at.setdefault(pair, []).append(link.index)
    for (first, last), links in sorted(between.items()):
        name = f"border of {core.country_name(first)} and {core.country_name(last)}"
        yield _element(planner, "border", (f"{first}-{last}", name), links)
    for links in at.values():
        link = core.links[links[0]]
        ends = core.places[link.start], core.places[link.end]
        name = f"{ends[0].name} - {ends[1].name} ({ends[0].country}-{ends[1].country})"
        yield _element(planner, "crossing", (f"{ends[0].id}--{ends[1].id}", name), links)


def _countries(planner: Planner) -> Iterator[Element]:
    core = planner.core
    for code in sorted({place.country for place in core.places}):
        inside = [place.index for place in core.places if place.country == code]
        links = {link for place in inside for link in core.links_at[place]}
        yield _element(planner, "country", (code, core.country_name(code)), links, inside)


def _corridors(planner: Planner) -> Iterator[Element]:
    """Give the corridors: lost is the first gateway of each, so that track shared with others stays."""
    for corridor in planner.core.corridors:
        yield _element(planner, "corridor", (corridor.id, corridor.name), corridor.gateways[0])


def _services(planner: Planner) -> Iterator[Element]:
    for number, arcs in planner.graph.arcs_of_service.items():
        service = planner.core.services[number]
        yield Element(service.id, "service", service.name, frozenset(), frozenset(arcs))


_KINDS: Mapping[str, Callable[[Planner], Iterator[Element]]] = {
    "link": _links,
    "place": _places,
    "border": _borders,
    "country": _countries,
    "corridor": _corridors,
    "service": _services,
}
