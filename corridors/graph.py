"""The routing graph: yards joined by links and by handling.

Changing from rail to ferry, or from 1520 to 1435 mm, costs days; passing through on the same train costs
nothing. So a vertex is a *yard*, (place, mode, gauge). Links join yards, handling joins the yards of one
place, an origin joins the yards of its place with loading, a destination with unloading. A ferry's yard
is two, arrivals and departures, so that changing vessels is a handling too.

::

      origin ──loading──► rail 1520 ──link──► rail 1520 ──unloading──► destination
         │                  │   ▲
         └──loading──► ...  ▼   │  transhipment, gauge change
                          ferry, rail 1435, road, ...
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from corridors.charges import Charge, Tariff
from corridors.model import Link, Place

__all__ = ["ArcKind", "RoutingGraph", "Yard", "build_graph"]

LINK, HANDLING = 0, 1
ArcKind = int


class Yard(NamedTuple):
    """Where a shipment can stand: a place in one mode and gauge, or its origin or destination."""

    place: int
    mode: str  # rail, ferry, sea, road; origin, destination
    gauge_mm: int | None = None
    side: str = ""  # ferry only: arrivals, departures


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

    def vertex(yard: Yard) -> int:
        return yards.setdefault(yard, len(yards))

    for link in links:
        directions = [(link.start, link.end)]
        if link.row["direction"] != "forward":
            directions.append((link.end, link.start))
        for start, end in directions:
            charges = tuple(tariff.link(link, places[start], places[end]))
            tail = vertex(_yard(start, link, "departures"))
            head = vertex(_yard(end, link, "arrivals"))
            arcs.append((tail, head, link.index, charges))

    by_place: list[list[Yard]] = [[] for _ in places]
    for yard in list(yards):
        by_place[yard.place].append(yard)
    for place in places:
        origin = vertex(Yard(place.index, "origin"))
        destination = vertex(Yard(place.index, "destination"))
        here = sorted(by_place[place.index], key=lambda y: (y.mode, y.gauge_mm or 0, y.side))
        for yard in here:
            if yard.side != "arrivals":
                arcs.append((origin, yards[yard], -1, tuple(tariff.loading(place, yard.mode))))
            if yard.side != "departures":
                charges = tuple(tariff.unloading(place, yard.mode))
                arcs.append((yards[yard], destination, -1, charges))
            for other in here:
                handled = _between(tariff, place, yard, other)
                if handled is not None:
                    arcs.append((yards[yard], yards[other], -1, handled))
    return RoutingGraph(list(yards), arcs, len(links), len(places), tariff)


def _yard(place: int, link: Link, side: str) -> Yard:
    return Yard(place, link.mode, link.gauge_mm, side if link.mode == "ferry" else "")


def _between(tariff: Tariff, place: Place, before: Yard, after: Yard) -> tuple[Charge, ...] | None:
    """Charges of changing yards within a place; None where there is no such change."""
    if before == after or before.side == "departures" or after.side == "arrivals":
        return None
    if before.mode == after.mode == "rail":
        assert before.gauge_mm is not None  # checked in the tables
        assert after.gauge_mm is not None
        return tuple(tariff.gauge_change(place, before.gauge_mm, after.gauge_mm))
    return tuple(tariff.transhipment(place, before.mode, after.mode))


def _offsets(tails: Sequence[int], count: int) -> list[int]:
    offsets = [0] * (count + 1)
    for tail in tails:
        offsets[tail + 1] += 1
    for vertex in range(count):
        offsets[vertex + 1] += offsets[vertex]
    return offsets
