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

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from corridors.charges.model import Link, Place
from corridors.charges.tariff import Charge, Tariff

__all__ = ["ArcKind", "RoutingGraph", "Yard", "build_graph"]

LINK, HANDLING = 0, 1
ArcKind = int


class Yard(NamedTuple):
    """Where a shipment can stand: a place in one mode and gauge, or its origin or destination."""

    place: int
    mode: str  # rail, ferry, sea, road; origin, destination
    gauge_mm: int | None = None
    side: str = ""  # arrivals or departures where the place has several yards


class RoutingGraph:
    """Vertices and arcs of one network for one kind of shipment.

    Arcs are sorted by tail, so ``offsets[v]:offsets[v + 1]`` are the arcs out of ``v``. ``link_of[arc]``
    is the index of its link, or -1 on handling.
    """

    __slots__ = (
        "arcs_of_link",
        "charges",
        "destination_of",
        "heads",
        "link_of",
        "offsets",
        "origin_of",
        "shipment",
        "tails",
        "tariff",
        "yards",
        "yards_of_place",
    )

    def __init__(
        self,
        yards: Sequence[Yard],
        arcs: list[tuple[int, int, int, tuple[Charge, ...]]],
        n_links: int,
        n_places: int,
        tariff: Tariff,
    ) -> None:
        arcs.sort(key=lambda arc: arc[:3])
        self.yards = tuple(yards)
        self.tails = [arc[0] for arc in arcs]
        self.heads = [arc[1] for arc in arcs]
        self.link_of = [arc[2] for arc in arcs]
        self.charges = [arc[3] for arc in arcs]
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

    @property
    def n_vertices(self) -> int:
        """Number of yards, origins and destinations."""
        return len(self.yards)

    @property
    def n_arcs(self) -> int:
        """Number of links in each direction and of operations."""
        return len(self.heads)

    def sums(self, value: Callable[[Charge], float]) -> list[float]:
        """Add up one figure of the charges, arc by arc."""
        return [sum(map(value, charges)) for charges in self.charges]


def build_graph(places: Sequence[Place], links: Sequence[Link], tariff: Tariff) -> RoutingGraph:
    """Make the graph of all links, whatever their status; dates and closures weigh on arcs later."""
    yards: dict[Yard, int] = {}
    arcs: list[tuple[int, int, int, tuple[Charge, ...]]] = []
    here: list[set[Yard]] = [set() for _ in places]
    abroad: set[int] = set()  # places with a ferry to another country
    for link in links:
        for end in (link.start, link.end):
            here[end].add(Yard(end, link.mode, link.gauge_mm))
        if link.mode == "ferry" and places[link.start].country != places[link.end].country:
            abroad |= {link.start, link.end}

    def vertex(yard: Yard) -> int:
        return yards.setdefault(yard, len(yards))

    def side(place: int, link: Link, name: str) -> int:
        whole = len(here[place]) == 1 and link.mode != "ferry"
        return vertex(Yard(place, link.mode, link.gauge_mm, "" if whole else name))

    for link in links:
        directions = [(link.start, link.end)]
        if link.row["direction"] != "forward":
            directions.append((link.end, link.start))
        for start, end in directions:
            charges = tuple(tariff.link(link, places[start], places[end]))
            tail, head = side(start, link, "departures"), side(end, link, "arrivals")
            arcs.append((tail, head, link.index, charges))
    for place in places:
        arcs += _handling_arcs(tariff, place, here[place.index], vertex, inland=place.index not in abroad)
    return RoutingGraph(list(yards), arcs, len(links), len(places), tariff)


def _handling_arcs(
    tariff: Tariff, place: Place, here: Iterable[Yard], vertex: Callable[[Yard], int], *, inland: bool
) -> list[tuple[int, int, int, tuple[Charge, ...]]]:
    """Arcs within one place: loading, unloading, passing through, transhipment, gauge change."""
    arcs = []
    ordered = sorted(here, key=lambda yard: (yard.mode, yard.gauge_mm or 0))
    whole = len(ordered) == 1 and ordered[0].mode != "ferry"
    origin = vertex(Yard(place.index, "origin"))
    destination = vertex(Yard(place.index, "destination"))
    for yard in ordered:
        arrivals = vertex(yard if whole else yard._replace(side="arrivals"))
        departures = vertex(yard if whole else yard._replace(side="departures"))
        arcs.append((origin, departures, -1, tuple(tariff.loading(place, yard.mode))))
        arcs.append((arrivals, destination, -1, tuple(tariff.unloading(place, yard.mode))))
        if whole:
            continue
        for other in ordered:
            onward = vertex(other._replace(side="departures"))
            arcs.append((arrivals, onward, -1, tuple(_between(tariff, place, yard, other, inland=inland))))
    return arcs


def _between(tariff: Tariff, place: Place, before: Yard, after: Yard, *, inland: bool) -> list[Charge]:
    """Charges of changing yards within a place; none for passing through."""
    if before == after and before.mode != "ferry":
        return []
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
