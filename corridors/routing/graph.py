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

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from operator import attrgetter
from typing import Any

from corridors.charges.alike import ArcCharges, Later
from corridors.charges.charge import Charge
from corridors.charges.model import Link, Place
from corridors.charges.services import Service
from corridors.charges.tariff import Charges, Tariff
from corridors.kernels.adding import total_of
from corridors.routing.lines import Line
from corridors.routing.parts import Part, Parts, Priced
from corridors.routing.priced import Payments
from corridors.routing.yards import Arc, Sorted, Yard, charges_or_later, sorted_arcs

__all__ = ["AN_END", "BLOCKED", "ON", "USUAL", "RoutingGraph", "build_graph", "graph_like"]

#: Whether one may go on from a vertex, may not, or has arrived there.
ON, BLOCKED, AN_END = 1, 2, 3


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
        "_by_arc",
        "_figures",
        "_into",
        "_leads",
        "arcs_of_link",
        "arcs_of_service",
        "base",
        "charges",
        "destination_of",
        "grown_s",
        "heads",
        "link_of",
        "made_of",
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
        many = bool(self.charges.swarms)
        self.offsets = (_offsets_of_many if many else _offsets)(self.tails, len(yards))
        self.arcs_of_link: list[list[int]] = (_by_link_of_many if many else _by_link)(self.link_of, n_links)
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
        self._leads: list[int] | None = None
        #: offsets and heads for compiled code: see `arrays`
        self._arrays: tuple[Any, Any] | None = None
        #: sums of figures, by what gives these
        self._figures: dict[Callable[[Charge], float], list[float]] = {}
        self._by_arc: dict[Callable[[Charge], float], dict[int, float]] = {}
        #: seconds that trees took in plain Python
        self.grown_s = 0.0
        #: what is paid on the arcs, collected when prices are first asked for as on a day
        self.payments: Payments | None = None
        #: the graph of which this one differs in the charges of the arcs `repriced` alone, if it was made of one
        self.base: RoutingGraph | None = None
        #: the parts, and the numbers of their arcs, of one that others may be priced like: see `graph_like`
        self.made_of: tuple[Parts, dict[Part, list[int]]] | None = None
        self.repriced: frozenset[int] = frozenset()
        self.arcs_of_service: dict[int, list[int]] = {}
        self.refused: dict[int, str] = {}
        self._note_lines({line.name: line for line in lines})

    def with_charges(self, tariff: Tariff, changed: Mapping[int, Charges]) -> RoutingGraph:
        """Give the same graph with other charges of some arcs; it shares all else."""
        charges = self.charges.copied()
        for arc, made in changed.items():
            charges[arc] = made
        other = self._shared(tariff, charges)
        other.base = self
        other.repriced = frozenset(changed)
        return other

    def _shared(self, tariff: Tariff, charges: ArcCharges) -> RoutingGraph:
        other = RoutingGraph.__new__(RoutingGraph)
        for name in RoutingGraph.__slots__:
            setattr(other, name, getattr(self, name))
        other.tariff, other.charges = tariff, charges
        other._figures, other._by_arc, other.payments = {}, {}, None
        return other

    def priced_as(
        self, shipment: str, tariff: Tariff, through: Tariff, charges: ArcCharges, lines: Sequence[Line]
    ) -> RoutingGraph:
        """Give the graph of another shipment or scope, which hangs together as this one does."""
        other = self._shared(tariff, charges)
        other.shipment, other.through = shipment, through
        other.arcs_of_service, other.refused = {}, {}
        other._note_lines({line.name: line for line in lines})
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

    def leads_on(self) -> list[int]:
        """Tell of each vertex whether one may go on by an operation, or has arrived; 0 where links alone lead on."""
        if self._leads is None:
            offsets, link_of = self.offsets, self.link_of
            spans = pairwise(offsets)
            self._leads = [(ON if -1 in link_of[a:b] else 0) if a < b else AN_END for a, b in spans]
        return self._leads

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

    def sum_of(self, arc: int, value: Callable[[Charge], float]) -> float:
        """Add up one figure of the charges of an arc."""
        known = self._by_arc.setdefault(value, {})
        found = known.get(arc)
        if found is None:
            found = known[arc] = total_of(map(value, self.charges[arc]))
        return found

    def costs(self) -> list[float]:
        """Add up the prices, arc by arc."""
        return self.sums(_COST)


def build_graph(
    places: Sequence[Place],
    links: Sequence[Link],
    tariff: Tariff,
    services: Sequence[Service] = (),
    through: Tariff | None = None,
    *,
    later: bool = False,
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
    later
        Whether an arc is priced when it is first met.
    """
    parts = Parts(places, links, tariff, services, rail=tariff.service == "regular" and through is not None)
    priced = Priced(parts, links, parts.lines, tariff, through, later=later and not parts.are_many)
    if not parts.are_many:
        made: list[Arc] = []
        ends = {}
        for part in parts.each():
            began = len(made)
            made += priced.arcs(part)
            ends[part] = began, len(made)
        yards = list(parts.yards)
        arcs, standing = sorted_arcs(made, len(yards), len(links), later=later)
    else:
        from corridors.routing.many import arcs_of_many

        yards, arcs = arcs_of_many(parts, priced)
    graph = RoutingGraph(yards, arcs, len(links), len(places), tariff, parts.lines)
    graph.through = through
    if not parts.are_many:
        graph.made_of = parts, {part: standing[began:ended] for part, (began, ended) in ends.items()}
    if parts.by_liner:
        graph.refuse_tramps(links)
    return graph


def graph_like(like: RoutingGraph, links: Sequence[Link], tariff: Tariff, through: Tariff) -> RoutingGraph:
    """Make the graph of another shipment or scope in the same class of service: each part is priced when it is met.

    Parameters
    ----------
    like
        A graph that `build_graph` made of the same tables.
    links
        As there.
    tariff, through
        As there.
    """
    assert like.made_of is not None
    parts, arcs_of = like.made_of
    priced = Priced(parts, links, parts.lines, tariff, through, note=False, later=True)
    charges: list[Any] = [()] * like.n_arcs
    for part, arcs in arcs_of.items():
        later = Later(partial(_charges_of_part, priced, part), arcs)
        for arc in arcs:
            charges[arc] = later
    graph = like.priced_as(tariff.shipment, tariff, through, ArcCharges(charges, later=True), parts.lines)
    if parts.by_liner:
        graph.refuse_tramps(links)
    return graph


def _charges_of_part(priced: Priced, part: Part) -> list[Charges | Later]:
    return list(map(charges_or_later, priced.arcs(part)))


def _offsets(tails: Sequence[int], count: int) -> list[int]:
    offsets = [0] * (count + 1)
    for tail in tails:
        offsets[tail + 1] += 1
    for vertex in range(count):
        offsets[vertex + 1] += offsets[vertex]
    return offsets


def _by_link(link_of: Sequence[int], n_links: int) -> list[list[int]]:
    arcs: list[list[int]] = [[] for _ in range(n_links)]
    for arc, link in enumerate(link_of):
        if link >= 0:
            arcs[link].append(arc)
    return arcs


def _offsets_of_many(tails: Sequence[int], count: int) -> list[int]:
    import numpy as np

    offsets: list[int] = np.concatenate([[0], np.cumsum(np.bincount(tails, minlength=count))]).tolist()
    return offsets


def _by_link_of_many(link_of: Sequence[int], n_links: int) -> list[list[int]]:
    import numpy as np

    links = np.array(link_of)
    arcs = np.argsort(links, kind="stable")
    ends = np.searchsorted(links[arcs], np.arange(n_links + 1)).tolist()
    flat = arcs.tolist()
    return [flat[began:ended] for began, ended in pairwise(ends)]


def _by_head(heads: Sequence[int], count: int) -> list[list[int]]:
    into: list[list[int]] = [[] for _ in range(count)]
    for arc, head in enumerate(heads):
        into[head].append(arc)
    return into
