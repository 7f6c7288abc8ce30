"""The routing graph: yards joined by links and by handling.

Changing from rail to ferry, or from 1520 to 1435 mm, costs days; passing through on the same train costs
nothing. So a vertex is a *yard*, (place, mode, gauge). Links join yards, handling joins the yards of one
place, an origin joins the yards of its place with loading, a destination with unloading.

Where a place has several yards, each is two vertices, arrivals and departures: passing through joins them
for nothing, handling joins arrivals of one to departures of another. So nothing is handled twice in a
place (ferry to road to rail instead of ferry to rail), and changing ferries is a handling like any other::

    origin ──loading──────────────────────────┐
                                              ▼
    ──link──► rail 1520, arrivals ──through──► rail 1520, departures ──link──►
                    │    │
                    │    └──transhipment, gauge change──► another yard, departures
                    └──unloading──► destination
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from operator import attrgetter
from typing import Any

from corridors.charges.alike import Alike
from corridors.charges.charge import Charge
from corridors.charges.model import Link, Place
from corridors.charges.services import Service
from corridors.charges.tariff import Charges, Tariff
from corridors.routing.lines import Line, LineWays, Stops, lines_of
from corridors.routing.priced import Payments
from corridors.routing.yards import Arc, Sorted, Yard, sorted_arcs

__all__ = ["Part", "Parts", "Priced", "RoutingGraph", "build_graph", "yard_kind"]


_KM, _HOURS, _COST, _KG = map(attrgetter, ("length_km", "time_h", "cost_usd", "co2e_kg"))

#: What gives the figures that searches sum up.
USUAL: dict[str, Callable[[Charge], float]] = {"distance": _KM, "time": _HOURS, "cost": _COST, "emissions": _KG}


class RoutingGraph:
    """Vertices and arcs of one network for one kind of shipment.

    Arcs are sorted by tail, so ``offsets[v]:offsets[v + 1]`` are the arcs out of ``v``. ``link_of[arc]``
    is the index of its link, or -1 on handling. ``arcs_of_service[service]`` are the arcs of its ride, and
    ``refused`` says why an arc takes no such shipment.
    """

    __slots__ = (
        "_arrays",
        "_figures",
        "_into",
        "arcs_of_link",
        "arcs_of_service",
        "base",
        "charges",
        "destination_of",
        "grown_s",
        "heads",
        "link_of",
        "offsets",
        "origin_of",
        "payments",
        "refused",
        "repriced",
        "shipment",
        "tails",
        "tariff",
        "through",
        "yards",
        "yards_of_place",
    )

    def __init__(
        self,
        yards: Sequence[Yard],
        arcs: Sorted,
        n_links: int,
        n_places: int,
        tariff: Tariff,
        lines: Sequence[Line] = (),
    ) -> None:
        self.yards = tuple(yards)
        self.tails, self.heads, self.link_of, self.charges = arcs
        self.offsets = _offsets(self.tails, len(yards))
        self.arcs_of_link: list[list[int]] = [[] for _ in range(n_links)]
        for number, link in enumerate(self.link_of):
            if link >= 0:
                self.arcs_of_link[link].append(number)
        self.origin_of = [-1] * n_places
        self.destination_of = [-1] * n_places
        self.yards_of_place: list[list[int]] = [[] for _ in range(n_places)]
        for vertex, yard in enumerate(self.yards):
            if yard.mode == "origin":
                self.origin_of[yard.place] = vertex
            elif yard.mode == "destination":
                self.destination_of[yard.place] = vertex
            else:
                self.yards_of_place[yard.place].append(vertex)
        self.tariff = tariff
        self.shipment = tariff.shipment
        #: the charges of who rides a train, if they are others
        self.through: Tariff | None = None
        #: arcs that lead to each vertex, made when first asked for: see `arcs_into`
        self._into: list[list[int]] | None = None
        #: offsets and heads for compiled code: see `arrays`
        self._arrays: tuple[Any, Any] | None = None
        #: sums of figures, by what gives these
        self._figures: dict[Callable[[Charge], float], list[float]] = {}
        #: seconds that trees took in plain Python
        self.grown_s = 0.0
        #: what is paid on the arcs, collected when prices are first asked for as on a day
        self.payments: Payments | None = None
        #: the graph of which this one differs in the charges of the arcs `repriced` alone, if it was made of one
        self.base: RoutingGraph | None = None
        self.repriced: frozenset[int] = frozenset()
        self.arcs_of_service: dict[int, list[int]] = {}
        self.refused: dict[int, str] = {}
        self._note_lines({line.name: line for line in lines})

    def with_charges(self, tariff: Tariff, changed: Mapping[int, Charges]) -> RoutingGraph:
        """Give the same graph with other charges of some arcs; it shares all else."""
        other = RoutingGraph.__new__(RoutingGraph)
        for name in RoutingGraph.__slots__:
            setattr(other, name, getattr(self, name))
        other.charges = self.charges.copied()
        for arc, charges in changed.items():
            other.charges[arc] = charges
        other.tariff = tariff
        other._figures, other.payments = {}, None
        other.base = self
        other.repriced = frozenset(changed)
        return other

    def _note_lines(self, lines: dict[str, Line]) -> None:
        if not lines:
            return
        for arc, link in enumerate(self.link_of):
            line = lines.get(self.yards[self.heads[arc]].service) if link >= 0 else None
            if line is None:
                continue
            self.arcs_of_service.setdefault(line.service.index, []).append(arc)
            if not line.carries(self.shipment):
                self.refused[arc] = f"{line.service.name} takes no such load"

    def refuse_tramps(self, links: Sequence[Link]) -> None:
        """Leave the sea to services where containers are concerned; bulk takes any lane."""
        if self.shipment == "wagon":
            return
        for link in links:
            for arc in self.arcs_of_link[link.index] if link.mode == "sea" else ():
                if not self.yards[self.heads[arc]].service:
                    self.refused[arc] = "no line or feeder for containers is published on it"

    def arrays(self) -> tuple[Any, Any]:
        """Give offsets and heads as arrays of int32, made when first asked for."""
        if self._arrays is None and self.base is not None:
            self._arrays = self.base.arrays()
        elif self._arrays is None:
            import numpy as np

            self._arrays = np.array(self.offsets, dtype=np.int32), np.array(self.heads, dtype=np.int32)
        return self._arrays

    def arcs_into(self) -> list[list[int]]:
        """List the arcs that lead to each vertex, in order."""
        if self._into is None:
            self._into = self.base.arcs_into() if self.base is not None else _by_head(self.heads, self.n_vertices)
        return self._into

    @property
    def n_vertices(self) -> int:
        """Number of yards, origins and destinations."""
        return len(self.yards)

    @property
    def n_arcs(self) -> int:
        """Number of links in each direction and of operations."""
        return len(self.heads)

    def sums(self, value: Callable[[Charge], float]) -> list[float]:
        """Add up one figure of the charges, arc by arc; of the usual ones, for all days once."""
        found = self._figures.get(value)
        if found is None:
            found = self.charges.sums(value)
            if value in USUAL.values() and not self.charges.swarms:
                self._figures[value] = found
        return list(found)

    def costs(self) -> list[float]:
        """Add up the prices, arc by arc."""
        return self.sums(_COST)


def build_graph(
    places: Sequence[Place],
    links: Sequence[Link],
    tariff: Tariff,
    services: Sequence[Service] = (),
    through: Tariff | None = None,
) -> RoutingGraph:
    """Make the graph of all links, whatever their status; dates and closures weigh on arcs later.

    Parameters
    ----------
    places, links
        All of them.
    tariff
        Charges of a shipment in its class.
    services
        What has departures of its own. Trains among them are used by single containers only.
    through
        Charges of who rides a train of `services`: those of whole trains.
    """
    parts = Parts(places, links, tariff, services, rail=tariff.service == "regular" and through is not None)
    priced = Priced(parts, links, parts.lines, tariff, through)
    if len(places) < MANY_PLACES:
        arcs_in_parts = [arc for part in parts.each() for arc in priced.arcs(part)]
        yards = list(parts.yards)
        arcs = sorted_arcs(arcs_in_parts, len(yards), len(links))
    else:
        from corridors.routing.many import arcs_of_many

        yards, arcs = arcs_of_many(parts, priced)
    graph = RoutingGraph(yards, arcs, len(links), len(places), tariff, parts.lines)
    graph.through = through
    if parts.by_liner:
        graph.refuse_tramps(links)
    return graph


#: Places from which arcs are made of whole arrays, and charges when asked for: each by itself takes minutes, gigabytes.
MANY_PLACES = 20_000


#: A part of a graph, whose arcs are made and priced together: link, place, line or changes, and its number.
Part = tuple[str, int]


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
    ) -> None:
        self.parts = parts
        self.links = links
        self.lines = lines
        self.tariff = tariff
        self.through = through
        self._note = note
        self._many = len(parts.places) >= MANY_PLACES
        self._waits: dict[Yard, Charges] = {}
        tariffs = (through or tariff, tariff)
        self._ways = LineWays(tariffs, parts.places, links, lines, parts.here, self._waited, parts.vertex, parts.stops)

    def arcs(self, part: Part) -> Iterable[Arc]:
        """Make the arcs of a part."""
        kind, number = part
        if kind == "link":
            return _link_arcs(self.links[number], self.parts.places, self.tariff, self.parts.side)
        if kind == "place":
            return self._handling(self.parts.places[number])
        return self._ways.arcs(number, note=self._note) if kind == "line" else self._ways.changes(number)

    def _handling(self, place: Place) -> Iterator[Arc]:
        parts, inland = self.parts, place.index not in self.parts.abroad
        here = parts.here[place.index]
        ended = self.tariff.end_alike if self._many else self.tariff.end
        return _handling_arcs(self.tariff, place, here, ended, self._waited, parts.vertex, parts.side, inland=inland)

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
    ends: dict[tuple[str, int | None, str], set[int]] = {}
    for link in links:
        if link.index not in by_vessel:
            ends.setdefault(yard_kind(link, tariff), set()).update((link.start, link.end))
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
) -> Iterator[Arc]:
    mode, gauge, service = yard_kind(link, tariff)
    ends = Yard(link.start, mode, gauge, "", service), Yard(link.end, mode, gauge, "", service)
    for start, end in (ends, ends[::-1]) if link.row["direction"] != "forward" else (ends,):
        charges = tariff.link(link, places[start.place], places[end.place])
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
    *,
    inland: bool,
) -> Iterator[Arc]:
    """Arcs within one place: loading, unloading, passing through, transhipment, gauge change.

    Who boards a ferry waits for it first, as `waits` says; where only the run counts, not at the origin.
    """
    origin = vertex(Yard(place.index, "origin"))
    destination = vertex(Yard(place.index, "destination"))
    sides = []
    for yard in here:
        waited = waits(yard) if tariff.scope != "run" else ()
        onward, arrivals = side(yard, "departures"), side(yard, "arrivals")
        sides.append((yard, arrivals, onward))
        loading = (*tariff.loading(place, yard.mode), *waited) if waited else ended("loading", place, yard.mode)
        yield Arc(origin, onward, -1, loading)
        yield Arc(arrivals, destination, -1, ended("unloading", place, yard.mode))
    for (before, arrivals, _), (after, _, onward) in product(sides, sides):
        if arrivals != onward:
            waited = waits(after)
            charges = _between(tariff, place, before, after, inland=inland)
            yield Arc(arrivals, onward, -1, (*charges, *waited) if waited else charges)


def _between(tariff: Tariff, place: Place, before: Yard, after: Yard, *, inland: bool) -> Charges:
    """Charges of changing yards within a place; none for passing through."""
    if before == after and before.mode != "ferry":
        return ()
    if before.mode == after.mode == "rail":
        assert before.gauge_mm is not None  # checked in the tables
        assert after.gauge_mm is not None
        return tariff.gauge_change(place, before.gauge_mm, after.gauge_mm)
    return tariff.transhipment(place, before.mode, after.mode, inland=inland)


def _offsets(tails: Sequence[int], count: int) -> list[int]:
    offsets = [0] * (count + 1)
    for tail in tails:
        offsets[tail + 1] += 1
    for vertex in range(count):
        offsets[vertex + 1] += offsets[vertex]
    return offsets


def _by_head(heads: Sequence[int], count: int) -> list[list[int]]:
    into: list[list[int]] = [[] for _ in range(count)]
    for arc, head in enumerate(heads):
        into[head].append(arc)
    return into
