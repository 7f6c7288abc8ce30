"""The parts of a graph, whose arcs are made and priced together: links, places, services and changes between these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import product
from typing import Any

from corridors.charges.alike import Alike
from corridors.charges.model import Link, Place
from corridors.charges.services import Service
from corridors.charges.tariff import Charges, Tariff
from corridors.routing.lines import Line, LineWays, Stops, lines_of
from corridors.routing.yards import Arc, Yard

__all__ = ["Part", "Parts", "Priced", "yard_kind"]

#: Places from which arcs are made of whole arrays, and charges when asked for: each by itself takes minutes, gigabytes.
MANY_PLACES = 20_000

#: Gives charges by what makes them, or that itself.
Given = Callable[..., Any]

#: A part of a graph, whose arcs are made and priced together: link, place, line or changes, and its number.
Part = tuple[str, int]


def _at_once(make: Callable[..., Any], *of: object) -> Any:
    return make(*of)


class Parts:
    """How a graph hangs together, whatever anything costs: its yards, and the parts of which its arcs are made.

    Parameters
    ----------
    places, links, services
        All of them.
    tariff
        Tells the class of service.
    rail
        Whether trains of `services` are ridden.
    """

    def __init__(
        self, places: Sequence[Place], links: Sequence[Link], tariff: Tariff, services: Sequence[Service], *, rail: bool
    ) -> None:
        self.yards: dict[Yard, int] = {}
        self.places = places
        self.are_many = len(places) >= MANY_PLACES
        self.rail = rail
        self.lines = lines_of(services, places, links, rail=rail)
        self.by_liner = any(service.mode == "sea" for service in services)
        self._by_vessel = {link for service in services if service.mode == "ferry" for link in service.links}
        self.own_links = [link.index for link in links if link.index not in self._by_vessel]
        self.here = _yards_in_use(places, links, tariff, self._by_vessel)
        # where a train or vessel of its own stops, one has to change to it
        split = {place.index for place in places if len(self.here[place.index]) > 1}
        split |= {yard.place for yards_here in self.here for yard in yards_here if yard.mode == "ferry"}
        ids = {place.id: place.index for place in places}
        self.split = split | {ids[stop] for line in self.lines for stop in line.service.stops}
        self.abroad = {
            end
            for link in links
            if link.mode == "ferry" and places[link.start].country != places[link.end].country
            for end in (link.start, link.end)
        }
        self.ferries = {link.id: link.index for link in links if link.mode == "ferry"}
        self.stops = Stops()

    def vertex(self, yard: Yard) -> int:
        """Number of a yard."""
        return self.yards.setdefault(yard, len(self.yards))

    def side(self, yard: Yard, name: str) -> int:
        """Number of its arrivals or departures, where the place has several yards."""
        return self.vertex(yard.at(name) if yard.place in self.split else yard)

    def each(self) -> Iterator[Part]:
        """Name the parts, in the order in which they are to be made: changes are known once all lines are."""
        yield from (("link", index) for index in self.own_links)
        yield from (("place", place.index) for place in self.places)
        yield from (("line", number) for number in range(len(self.lines)))
        yield from (("changes", place) for place in self.stops.offs)


class Priced:
    """The arcs of parts, with what they cost.

    Parameters
    ----------
    parts
        How the graph hangs together.
    links, lines
        The records, which may be others than those that the parts were made of where they only differ in figures.
    tariff, through
        As in `build_graph`.
    note
        Whether lines are made for the first time, so that their stops have to be noted.
    later
        Whether charges are given as what makes them, a `functools.partial`.
    """

    def __init__(
        self,
        parts: Parts,
        links: Sequence[Link],
        lines: Sequence[Line],
        tariff: Tariff,
        through: Tariff | None = None,
        *,
        note: bool = True,
        later: bool = False,
    ) -> None:
        self.parts = parts
        self.links = links
        self.lines = lines
        self.tariff = tariff
        self.through = through
        self._note = note
        self._given: Given = partial if later else _at_once
        self._waits: dict[Yard, Charges] = {}
        tariffs = (through or tariff, tariff)
        asked = self._waited, parts.vertex, self._given
        self._ways = LineWays(tariffs, parts.places, links, lines, parts.here, *asked, parts.stops)

    def arcs(self, part: Part) -> Iterable[Arc]:
        """Make the arcs of a part."""
        kind, number = part
        if kind == "link":
            return _link_arcs(self.links[number], self.parts.places, self.tariff, self.parts.side, self._given)
        if kind == "place":
            return self._handling(self.parts.places[number])
        return self._ways.arcs(number, note=self._note) if kind == "line" else self._ways.changes(number)

    def _handling(self, place: Place) -> Iterator[Arc]:
        parts, inland = self.parts, place.index not in self.parts.abroad
        here = parts.here[place.index]
        ended = self.tariff.end_alike if self.parts.are_many else self.tariff.end
        asked = ended, self._waited, parts.vertex, parts.side, self._given
        return _handling_arcs(self.tariff, place, here, *asked, inland=inland)

    def _waited(self, yard: Yard) -> Charges:
        """What is waited at a yard before boarding: a charge at that of a ferry, nothing elsewhere."""
        if yard.mode != "ferry":
            return ()
        found = self._waits.get(yard)
        if found is None:
            link, place = self.links[self.parts.ferries[yard.service]], self.parts.places[yard.place]
            found = self._waits[yard] = (self.tariff.ferry_wait(link, place),)
        return found


def _yards_in_use(
    places: Sequence[Place], links: Sequence[Link], tariff: Tariff, by_vessel: set[int]
) -> list[list[Yard]]:
    """List the yards of each place, in order."""
    alike: dict[tuple[str, int | None, str], list[Link]] = {}
    for link in links:
        if link.index not in by_vessel:
            kind = yard_kind(link, tariff)
            if kind in alike:
                alike[kind].append(link)
            else:
                alike[kind] = [link]
    ends = {kind: {link.start for link in some} | {link.end for link in some} for kind, some in alike.items()}
    here: list[list[Yard]] = [[] for _ in places]
    for mode, gauge, service in sorted(ends, key=lambda kind: (kind[0], kind[1] or 0, kind[2])):
        for place in ends[mode, gauge, service]:
            here[place].append(Yard(place, mode, gauge, "", service))
    return here


def yard_kind(link: Link, tariff: Tariff) -> tuple[str, int | None, str]:
    """Mode, gauge and service of the yards that a link joins; each ferry has departures of its own."""
    service = tariff.service if link.mode == "rail" else link.id if link.mode == "ferry" else ""
    return link.mode, link.gauge_mm, service


def _link_arcs(
    link: Link,
    places: Sequence[Place],
    tariff: Tariff,
    side: Callable[[Yard, str], int],
    given: Given,
) -> Iterator[Arc]:
    mode, gauge, service = yard_kind(link, tariff)
    ends = Yard(link.start, mode, gauge, "", service), Yard(link.end, mode, gauge, "", service)
    for start, end in (ends, ends[::-1]) if link.row["direction"] != "forward" else (ends,):
        charges = given(tariff.link, link, places[start.place], places[end.place])
        tail = side(start, "departures")
        yield Arc(tail, side(end, "arrivals"), link.index, charges)


def _handling_arcs(
    tariff: Tariff,
    place: Place,
    here: Sequence[Yard],
    ended: Callable[[str, Place, str], Charges | Alike],
    waits: Callable[[Yard], Charges],
    vertex: Callable[[Yard], int],
    side: Callable[[Yard, str], int],
    given: Given,
    *,
    inland: bool,
) -> Iterator[Arc]:
    """Arcs within one place: loading, unloading, passing through, transhipment, gauge change.

    Who boards a ferry waits for it first, as `waits` says; where only the run counts, not at the origin.
    """
    origin = vertex(Yard(place.index, "origin"))
    destination = vertex(Yard(place.index, "destination"))
    sides = []

    def loaded(yard: Yard) -> Charges | Alike:
        waited = waits(yard) if tariff.scope != "run" else ()
        return (*tariff.loading(place, yard.mode), *waited) if waited else ended("loading", place, yard.mode)

    def changed(before: Yard, after: Yard) -> Charges:
        return (*_between(tariff, place, before, after, inland=inland), *waits(after))

    for yard in here:
        onward, arrivals = side(yard, "departures"), side(yard, "arrivals")
        sides.append((yard, arrivals, onward))
        yield Arc(origin, onward, -1, given(loaded, yard))
        yield Arc(arrivals, destination, -1, given(ended, "unloading", place, yard.mode))
    for (before, arrivals, _), (after, _, onward) in product(sides, sides):
        if arrivals != onward:
            through = before == after and after.mode != "ferry"
            yield Arc(arrivals, onward, -1, () if through else given(changed, before, after))


def _between(tariff: Tariff, place: Place, before: Yard, after: Yard, *, inland: bool) -> Charges:
    """Charges of changing yards within a place."""
    if before.mode == after.mode == "rail":
        assert before.gauge_mm is not None  # checked in the tables
        assert after.gauge_mm is not None
        return tariff.gauge_change(place, before.gauge_mm, after.gauge_mm)
    return tariff.transhipment(place, before.mode, after.mode, inland=inland)
