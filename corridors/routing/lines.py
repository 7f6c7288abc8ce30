"""Services in the routing graph: a chain of yards of its own, boarded and left where it stops.

Whoever rides a service passes its places without handling; getting on costs the lift and the wait for its next
departure, getting off what it costs to change. A printed time from departure to arrival beats the sum of parts::

    rail 1520, arrivals ──from train to train, wait──► xian-tashkent at Almaty ──► xian-tashkent at Tashkent
    origin ──loading, handing in, wait──────────────►          │                            │
                                                               └──unloading──► destination ◄┘
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from corridors.charges.charge import NOTHING, Charge, charge_of, unique, worst_grade
from corridors.charges.model import Link, Place
from corridors.charges.services import Service
from corridors.charges.tariff import Tariff
from corridors.routing.yards import Arc, Yard

__all__ = ["Line", "changes", "line_arcs", "lines_of"]

#: Which kinds of load a shipment can be on a vessel.
_LOADS = {"feu": ("container", "lorry"), "teu": ("container", "lorry"), "wagon": ("wagon", "lorry")}

#: How each load comes to the quay: a vehicle drives, a wagon rolls, a container is lifted off either.
_COMES_BY = {"container": ("rail", "road", "sea"), "lorry": ("road",), "wagon": ("rail", "sea")}


class Line(NamedTuple):
    """One service in one direction, for one kind of load."""

    service: Service
    load: str  # container, lorry or wagon on a vessel; blank on a train
    way: str  # there or back
    places: tuple[int, ...]
    links: tuple[int, ...]
    stops: frozenset[int]
    onward: bool = False  # a feeder as it is ridden once the ocean is crossed

    @property
    def name(self) -> str:
        """What tells its yards apart."""
        return " ".join(filter(None, (self.service.id, self.way, self.load, "onward" if self.onward else "")))

    @property
    def market(self) -> str:
        """Where its price is made: the lane of a liner, forward or back; blank for what has its railways' prices."""
        lane = self.service.row["lane"]
        return f"lane {lane} {'forward' if self.way == 'there' else 'back'}" if lane else ""

    def carries(self, shipment: str) -> bool:
        """Whether a shipment can be this load."""
        return self.service.takes(shipment) and (not self.load or self.load in _LOADS[shipment])


def lines_of(services: Sequence[Service], places: Sequence[Place], links: Sequence[Link], *, rail: bool) -> list[Line]:
    """List the lines of all services, or of the vessels alone."""
    index = {place.id: place.index for place in places}
    lines = []
    for service in services:
        if service.mode == "rail" and not rail:
            continue
        there = _chain(index[service.stops[0]], [links[number] for number in service.links])
        stops = frozenset(index[stop] for stop in service.stops)
        for load in service.carries or ("",):
            lines.append(Line(service, load, "there", there, service.links, stops))
            if service.both_ways:
                lines.append(Line(service, load, "back", there[::-1], service.links[::-1], stops))
    return [*lines, *(line._replace(onward=True) for line in lines if _is_feeder(line))]


def _chain(start: int, links: Sequence[Link]) -> tuple[int, ...]:
    places = [start]
    for link in links:
        places.append(link.other(places[-1]))
    return tuple(places)


def line_arcs(
    line: Line,
    tariffs: tuple[Tariff, Tariff],
    places: Sequence[Place],
    links: Sequence[Link],
    here: Sequence[set[Yard]],
    waits: Mapping[Yard, Charge],
    vertex: Callable[[Yard], int],
) -> Iterator[Arc]:
    """Give the arcs of a line: its ride, and at each stop the ways on and off.

    Parameters
    ----------
    line
        The line.
    tariffs
        Charges of who rides, which are those of whole trains on a railway, and of ordinary trains.
    places, links
        All of them, by number.
    here
        The yards of each place that other trains and vehicles use.
    waits
        What is waited for at those of ferries.
    vertex
        Gives the number of a yard, arrivals or departures.
    """
    tariff = tariffs[0]
    ride = _ride(line, tariff, places, links)
    for number, link in enumerate(line.links):
        tail, head = _yard(line, number, links, departs=True), _yard(line, number + 1, links, departs=False)
        yield Arc(vertex(tail), vertex(head), link, tuple(ride[number]))
        between = vertex(_yard(line, number + 1, links, departs=True)) if number + 1 < len(line.links) else None
        # at a stop, and where the gauge or the vessel changes under the load
        if between is not None and between != vertex(head):
            yield Arc(vertex(head), between, -1, ())
    for number, place in _stops(line, places):
        if number < len(line.links) and not line.onward:  # which is boarded from vessels alone
            on = vertex(_yard(line, number, links, departs=True))
            yield from _boarding(line, tariff, place, on, here[place.index], vertex)
        if number > 0:
            off = vertex(_yard(line, number, links, departs=False))
            inland = _inland_line(line, places)
            yield from _leaving(line, tariffs, place, off, here[place.index], waits, vertex, inland=inland)


def changes(
    lines: Sequence[Line],
    tariff: Tariff,
    places: Sequence[Place],
    links: Sequence[Link],
    vertex: Callable[[Yard], int],
) -> Iterator[Arc]:
    """Give the arcs from one service straight to another at a place where both stop."""
    ons: dict[int, list[tuple[Line, int]]] = {}
    offs: dict[int, list[tuple[Line, int]]] = {}
    for line in lines:
        for number, place in _stops(line, places):
            if number < len(line.links):
                ons.setdefault(place.index, []).append((line, vertex(_yard(line, number, links, departs=True))))
            if number > 0:
                offs.setdefault(place.index, []).append((line, vertex(_yard(line, number, links, departs=False))))
    for index, arriving in offs.items():
        for (one, off), (other, on) in product(arriving, ons.get(index, ())):
            if one.service is other.service or not _joins(one, other):
                continue
            place = places[index]
            before, after = one.service.mode, other.service.mode
            if before == after == "rail":
                change = tariff.class_change(place)
            else:
                inland = _inland_line(one, places)
                change = tariff.transhipment(place, before, after, inland=inland, board=after != "sea")
            yield Arc(off, on, -1, (*change, *_boarded(after, _departure(other, tariff, place))))


def _boarded(mode: str, charges: Sequence[Charge]) -> Sequence[Charge]:
    """Give what boarding takes: at sea each voyage has a fixed part, ashore it stands in the transhipment."""
    return charges if mode == "sea" else _without_entry(charges)


def _without_entry(charges: Sequence[Charge]) -> list[Charge]:
    """Leave out the fixed part of a price: who changes trains has paid it, and a transhipment holds it already."""
    return [charge for charge in charges if charge.kind != "entry"]


def _is_feeder(line: Line) -> bool:
    """Whether a service at sea feeds others: within a region, or between neighbouring ones."""
    lane = line.service.row["lane"] or ""
    return line.service.mode == "sea" and (lane.startswith("intra-") or lane in _FEEDERS)


#: Lanes between neighbouring regions; on all others a box crosses an ocean, and does so once.
_FEEDERS = frozenset({"gulf--india", "black-sea--mediterranean", "mediterranean--north-europe"})


def _joins(one: Line, other: Line) -> bool:
    if one.service.mode == other.service.mode == "sea":
        # a box is fed to an ocean or among neighbours, and onward once it has crossed one
        if one.onward or not _is_feeder(one):
            return other.onward
        return not other.onward
    if one.load and other.load:
        return one.load == other.load
    if one.load or other.load:
        load, ashore = (one.load, other.service.mode) if one.load else (other.load, one.service.mode)
        return ashore in _COMES_BY[load]
    return True


def _stops(line: Line, places: Sequence[Place]) -> Iterator[tuple[int, Place]]:
    for number, index in enumerate(line.places):
        if index in line.stops:
            yield number, places[index]


def _inland(link: Link, places: Sequence[Place]) -> bool:
    return places[link.start].country == places[link.end].country


def _inland_line(line: Line, places: Sequence[Place]) -> bool:
    return places[line.places[0]].country == places[line.places[-1]].country


def _yard(line: Line, number: int, links: Sequence[Link], *, departs: bool) -> Yard:
    """Give the yard of a line at its nth place, as it arrives by one link or departs by the next."""
    link = links[line.links[number if departs else number - 1]]
    # a train that turns round at a place passes the one before it twice, and does not skip the turn; and nobody
    # boards one at a stop to leave it there
    side = f"{number} {'departures' if departs else 'arrivals'}" if line.places[number] in line.stops else str(number)
    return Yard(line.places[number], link.mode, link.gauge_mm, side, line.name)


def _ride(line: Line, tariff: Tariff, places: Sequence[Place], links: Sequence[Link]) -> list[list[Charge]]:
    """Charges of the ride link by link, what happens on the way included, in hours as printed where somebody did."""
    ride = []
    before: Link | None = None
    for number, index in enumerate(line.links):
        link = links[index]
        start, end = places[line.places[number]], places[line.places[number + 1]]
        charges = []
        if before is not None and before.mode != link.mode:
            charges += tariff.transhipment(start, before.mode, link.mode, inland=_inland(before, places))
        elif before is not None and before.gauge_mm != link.gauge_mm:
            assert before.gauge_mm is not None  # both are rail
            assert link.gauge_mm is not None
            charges += tariff.gauge_change(start, before.gauge_mm, link.gauge_mm)
        hauled = tariff.link(link, start, end)
        if line.market:
            hauled = [charge._replace(price_group=line.market) for charge in hauled]
        ride.append(charges + hauled)
        before = link
    return _as_printed(line, _priced(line, tariff, ride))


def _as_printed(line: Line, ride: list[list[Charge]]) -> list[list[Charge]]:
    """Share a printed time out over the ride in proportion to its parts; what is late is late as a whole."""
    printed = line.service.published_time()
    parts = sum(charge.time_h for charges in ride for charge in charges)
    if printed is None or parts == 0:
        return ride
    ranged = printed.high > 0
    factor = (printed.mean if ranged else printed.central) / parts

    def shared(charge: Charge) -> Charge:
        if charge.time_h == 0:
            return charge
        share = charge.time_h / parts
        return charge._replace(
            time_h=charge.time_h * factor,
            # a figure without a range is as uncertain as its parts
            time_h_low=printed.low * share if ranged else charge.time_h_low * factor,
            time_h_high=printed.high * share if ranged else charge.time_h_high * factor,
            time_grade=worst_grade(("derived", printed.grade)),
            time_sources=unique(printed.sources, charge.time_sources),
            group=f"service {line.service.id}" if ranged else charge.group,
            time_h_by_parts=charge.time_h,
        )

    return [[shared(charge) for charge in charges] for charges in ride]


def _priced(line: Line, tariff: Tariff, ride: list[list[Charge]]) -> list[list[Charge]]:
    """Put a printed price of the service in the place of the prices of its parts."""
    row = line.service.row
    price = row[f"price_usd_per_{tariff.shipment}"]
    if price is None:
        return ride
    parts = sum(charge.cost_usd for charges in ride for charge in charges)
    if parts == 0:
        return ride

    def shared(charge: Charge) -> Charge:
        usd = price * charge.cost_usd / parts
        return charge._replace(
            cost_usd=usd,
            cost_usd_low=usd,
            cost_usd_high=usd,
            cost_grade=row["price_grade"],
            cost_sources=row["price_source"],
        )

    return [[shared(charge) if charge.cost_usd else charge for charge in charges] for charges in ride]


def _boarding(
    line: Line, tariff: Tariff, place: Place, on: int, here: set[Yard], vertex: Callable[[Yard], int]
) -> Iterator[Arc]:
    mode = line.service.mode
    wait = _departure(line, tariff, place)
    # where nobody says how often a train runs, the usual wait of a train stands in the handing in
    at_origin = [c for c in wait if c.kind == "entry" or (tariff.scope != "run" and c.kind != "regrouping")]
    origin = vertex(Yard(place.index, "origin"))
    ashore = _by(line)
    yield Arc(origin, on, -1, (*tariff.work("loading", place, ashore), *_handing_in(line, tariff, place), *at_origin))
    for yard in sorted(here, key=_order):
        if not _meets(line, yard):
            continue
        arrivals = vertex(yard._replace(side="arrivals"))
        if mode == "rail" and yard.mode == "rail":
            yield Arc(arrivals, on, -1, (*tariff.class_change(place), *_without_entry(wait)))
        else:
            yield Arc(
                arrivals,
                on,
                -1,
                (*tariff.transhipment(place, yard.mode, mode, board=mode != "sea"), *_boarded(mode, wait)),
            )


def _leaving(
    line: Line,
    tariffs: tuple[Tariff, Tariff],
    place: Place,
    off: int,
    here: set[Yard],
    waits: Mapping[Yard, Charge],
    vertex: Callable[[Yard], int],
    *,
    inland: bool,
) -> Iterator[Arc]:
    tariff, ordinary = tariffs
    mode = line.service.mode
    destination = vertex(Yard(place.index, "destination"))
    ashore = _by(line)
    yield Arc(off, destination, -1, (*tariff.work("unloading", place, ashore), *tariff.collection(place, ashore)))
    for yard in sorted(here, key=_order):
        if not _meets(line, yard):
            continue
        departures = vertex(yard._replace(side="departures"))
        if mode == "rail" and yard.mode == "rail":
            # an ordinary train is waited for as by who hands in
            yield Arc(off, departures, -1, (*tariff.class_change(place), *ordinary.regrouping(place)))
        else:
            waited = [waits[yard]] if yard in waits else []
            yield Arc(off, departures, -1, (*tariff.transhipment(place, mode, yard.mode, inland=inland), *waited))


def _by(line: Line) -> str:
    """Mode in which a load that begins or ends at the quay is handled: a lorry just drives aboard."""
    return "road" if line.load == "lorry" else line.service.mode


def _meets(line: Line, yard: Yard) -> bool:
    """Whether one can change between a line and the yard of others."""
    if line.service.mode == "rail":
        return True
    if line.service.mode == "sea":
        return yard.mode != "sea"  # a tramp carries no containers
    if yard.mode == "ferry":
        return True
    return yard.mode in _COMES_BY[line.load]


def _order(yard: Yard) -> tuple[str, int, str]:
    return yard.mode, yard.gauge_mm or 0, yard.service


def _handing_in(line: Line, tariff: Tariff, place: Place) -> list[Charge]:
    """Hours before departure by which it must be there: as printed, else as of the class."""
    if line.load == "lorry" or tariff.scope == "run":
        return []
    row = line.service.row
    found = tariff.hand_in(place, line.service.mode)
    if row["cut_off_h"] is None or not found:
        return found
    hours = row["cut_off_h"]
    return [c._replace(time_h=hours, time_h_low=hours, time_h_high=hours) if c.kind == "hand_in" else c for c in found]


def _departure(line: Line, tariff: Tariff, place: Place) -> list[Charge]:
    """Wait for the next departure, and the fixed part of the price of what is boarded."""
    service = line.service
    wait = service.wait()
    entry = tariff.entry(place, service.mode) if service.mode != "ferry" else []
    if service.mode == "sea":
        entry = [charge._replace(price_group=line.market) for charge in entry]
    kind = "departure_wait" if service.mode == "rail" else "vessel_wait"
    if wait is None:
        usual = tariff.regrouping(place) if service.mode == "rail" else [tariff.vessel_wait(place, service.mode)]
        return [*usual, *entry]
    label = f"wait for {service.short_name} at {place.name}"
    return [charge_of(kind, label, wait, NOTHING, group=f"wait {service.id} {place.id}"), *entry]
