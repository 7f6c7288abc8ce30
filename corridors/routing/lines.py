"""Services in the routing graph: a chain of yards of its own, boarded and left where it stops.

Whoever rides a service passes its places without handling; getting on costs the lift and the wait for its next
departure, getting off what it costs to change. A printed time from departure to arrival beats the sum of parts::

    rail 1520, arrivals ──from train to train, wait──► xian-tashkent at Almaty ──► xian-tashkent at Tashkent
    origin ──loading, handing in, wait──────────────►          │                            │
                                                               └──unloading──► destination ◄┘
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from corridors.charges.charge import NOTHING, Charge, charge_of, unique, worst_grade
from corridors.charges.model import Link, Place
from corridors.charges.services import Service
from corridors.charges.tariff import Charges, Tariff
from corridors.kernels.adding import total_of
from corridors.routing.yards import Arc, Yard

__all__ = ["Line", "LineWays", "Stops", "lines_of"]

#: Which kinds of load a shipment can be on a vessel.
_LOADS = {"feu": ("container", "lorry"), "teu": ("container", "lorry"), "wagon": ("wagon", "lorry")}

#: How each load comes to the quay: a vehicle drives, a wagon rolls, a container is lifted off either.
_COMES_BY = {"container": ("rail", "road", "sea"), "lorry": ("road",), "wagon": ("rail", "sea")}

#: Lanes between neighbouring regions; on all others a box crosses an ocean, and does so once.
_FEEDERS = frozenset({"gulf--india", "black-sea--mediterranean", "mediterranean--north-europe"})


class Line(NamedTuple):
    """One service in one direction, for one kind of load."""

    service: Service
    load: str  # container, lorry or wagon on a vessel; blank on a train
    way: str  # there or back
    places: tuple[int, ...]
    links: tuple[int, ...]
    stops: frozenset[int]
    #: what tells its yards apart
    name: str
    #: where its price is made: the lane of a liner, forward or back; blank for what has its railways' prices
    market: str
    #: whether it feeds others at sea: within a region, or between neighbouring ones
    feeds: bool
    #: a feeder as it is ridden once the ocean is crossed
    onward: bool = False

    @classmethod
    def of(
        cls,
        service: Service,
        load: str,
        way: str,
        places: tuple[int, ...],
        links: tuple[int, ...],
        stops: Iterable[int],
    ) -> Line:
        """Make a line; what is told by its service is worked out once, for it is asked for at each stop."""
        lane = service.row["lane"]
        return cls(
            service=service,
            load=load,
            way=way,
            places=places,
            links=links,
            stops=frozenset(stops),
            name=" ".join(filter(None, (service.id, way, load))),
            market=f"lane {lane} {'forward' if way == 'there' else 'back'}" if lane else "",
            feeds=service.mode == "sea" and lane is not None and (lane.startswith("intra-") or lane in _FEEDERS),
        )

    def beyond(self) -> Line:
        """Give a feeder as it is ridden once the ocean is crossed."""
        return self._replace(name=f"{self.name} onward", onward=True)

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
        stops = [index[stop] for stop in service.stops]
        for load in service.carries or ("",):
            lines.append(Line.of(service, load, "there", there, service.links, stops))
            if service.both_ways:
                lines.append(Line.of(service, load, "back", there[::-1], service.links[::-1], stops))
    return [*lines, *(line.beyond() for line in lines if line.feeds)]


def _chain(start: int, links: Sequence[Link]) -> tuple[int, ...]:
    places = [start]
    for link in links:
        places.append(link.other(places[-1]))
    return tuple(places)


class Stops:
    """Where one gets on and off the lines, by place: what the arcs between services join."""

    def __init__(self) -> None:
        self.ons: dict[int, list[tuple[int, int]]] = {}
        self.offs: dict[int, list[tuple[int, int]]] = {}


class LineWays:
    """The arcs of lines.

    Parameters
    ----------
    tariffs
        Charges of who rides, which are those of whole trains on a railway, and of ordinary trains.
    places, links
        All of them, by number.
    lines
        All of them; asked for by their number.
    here
        The yards of each place that other trains and vehicles use, in order.
    waited
        Gives what is waited at one of those yards: a charge at those of ferries.
    vertex
        Gives the number of a yard, arrivals or departures.
    given
        Gives charges by what makes them, or that itself.
    stops
        Where lines stop, as far as their arcs were made: filled by `arcs`, read by `changes`.
    """

    def __init__(
        self,
        tariffs: tuple[Tariff, Tariff],
        places: Sequence[Place],
        links: Sequence[Link],
        lines: Sequence[Line],
        here: Sequence[Sequence[Yard]],
        waited: Callable[[Yard], Charges],
        vertex: Callable[[Yard], int],
        given: Callable[..., Any],
        stops: Stops,
    ) -> None:
        self.tariff, self.ordinary = tariffs
        self.places = places
        self.links = links
        self.lines = lines
        self.here = here
        self.waited = waited
        self.vertex = vertex
        self.given = given
        self.stops = stops
        self._rides: dict[int, list[Charges]] = {}
        self._hauls: dict[tuple[int, int, str], Charges] = {}

    def arcs(self, number: int, *, note: bool) -> Iterator[Arc]:
        """Give the arcs of a line: its ride, and at each stop the ways on and off; `note` its stops."""
        line, given = self.lines[number], self.given
        yards = list(_yards(line, self.links))
        vertex, last = self.vertex, len(line.links)
        for step, link in enumerate(line.links):
            tail = vertex(yards[step].departs)
            head = vertex(yards[step + 1].arrives)
            yield Arc(tail, head, link, given(self._ridden, number, step))
            between = vertex(yards[step + 1].departs) if step + 1 < last else None
            # at a stop, and where the gauge or the vessel changes under the load
            if between is not None and between != head:
                yield Arc(head, between, -1, ())
        for step, index in enumerate(line.places):
            if index not in line.stops:
                continue
            place = self.places[index]
            if step < last:
                on = vertex(yards[step].departs)
                if note:
                    self.stops.ons.setdefault(index, []).append((number, on))
                if not line.onward:  # which is boarded from vessels alone
                    yield from self._boarding(line, place, on)
            if step > 0:
                off = vertex(yards[step].arrives)
                if note:
                    self.stops.offs.setdefault(index, []).append((number, off))
                yield from self._leaving(line, place, off)

    def changes(self, index: int) -> Iterator[Arc]:
        """Give the arcs from one service straight to another at a place where both stop, of the lines made before."""
        place, lines = self.places[index], self.lines
        # all that arrive by one mode change to a service alike
        made: dict[tuple[object, ...], Any] = {}
        for arriving, off in self.stops.offs[index]:
            one = lines[arriving]
            before, inland = one.service.mode, self._inland(one)
            for departing, on in self.stops.ons.get(index, ()):
                other = lines[departing]
                if one.service is other.service or not _joins(one, other):
                    continue
                key = (before, inland, _departs(other))
                if key not in made:
                    made[key] = self.given(self._change, place, before, other, inland)
                yield Arc(off, on, -1, made[key])

    def _change(self, place: Place, before: str, other: Line, inland: bool) -> Charges:  # noqa: FBT001
        after, departure = other.service.mode, _departure(other, self.tariff, place)
        if before == after == "rail":
            change = self.tariff.class_change(place)
        else:
            change = self.tariff.transhipment(place, before, after, inland=inland, board=after != "sea")
        return (*change, *_boarded(after, departure))

    def _inland(self, line: Line) -> bool:
        return self.places[line.places[0]].country == self.places[line.places[-1]].country

    def _boarding(self, line: Line, place: Place, on: int) -> Iterator[Arc]:
        vertex, given = self.vertex, self.given
        yield Arc(vertex(Yard(place.index, "origin")), on, -1, given(self._loaded, line, place))
        for yard in self.here[place.index]:
            if _meets(line, yard):
                yield Arc(vertex(yard.at("arrivals")), on, -1, given(self._got_on, line, place, yard))

    def _loaded(self, line: Line, place: Place) -> Charges:
        tariff, wait = self.tariff, _departure(line, self.tariff, place)
        # where nobody says how often a train runs, the usual wait of a train stands in the handing in
        at_origin = [c for c in wait if c.kind == "entry" or (tariff.scope != "run" and c.kind != "regrouping")]
        return (*tariff.work("loading", place, _by(line)), *_handing_in(line, tariff, place), *at_origin)

    def _got_on(self, line: Line, place: Place, yard: Yard) -> Charges:
        tariff, wait, mode = self.tariff, _departure(line, self.tariff, place), line.service.mode
        if mode == "rail" and yard.mode == "rail":
            return (*tariff.class_change(place), *_without_entry(wait))
        return (*tariff.transhipment(place, yard.mode, mode, board=mode != "sea"), *_boarded(mode, wait))

    def _leaving(self, line: Line, place: Place, off: int) -> Iterator[Arc]:
        vertex, given = self.vertex, self.given
        yield Arc(off, vertex(Yard(place.index, "destination")), -1, given(self._unloaded, line, place))
        for yard in self.here[place.index]:
            if _meets(line, yard):
                yield Arc(off, vertex(yard.at("departures")), -1, given(self._got_off, line, place, yard))

    def _unloaded(self, line: Line, place: Place) -> Charges:
        ashore = _by(line)
        return (*self.tariff.work("unloading", place, ashore), *self.tariff.collection(place, ashore))

    def _got_off(self, line: Line, place: Place, yard: Yard) -> Charges:
        mode = line.service.mode
        if mode == "rail" and yard.mode == "rail":
            # an ordinary train is waited for as by who hands in
            return (*self.tariff.class_change(place), *self.ordinary.regrouping(place))
        return (*self.tariff.transhipment(place, mode, yard.mode, inland=self._inland(line)), *self.waited(yard))

    def _ridden(self, number: int, step: int) -> Charges:
        ride = self._rides.get(number)
        if ride is None:
            ride = self._rides[number] = self._ride(self.lines[number])
        return tuple(ride[step])

    def _ride(self, line: Line) -> list[Charges]:
        """Charges of the ride link by link, what happens on the way included, in hours as printed where known."""
        ride = []
        before: Link | None = None
        for number, index in enumerate(line.links):
            link = self.links[index]
            start, end = self.places[line.places[number]], self.places[line.places[number + 1]]
            hauled = self._hauled(line, link, start, end)
            if before is not None and before.mode != link.mode:
                inland = self.places[before.start].country == self.places[before.end].country
                hauled = (*self.tariff.transhipment(start, before.mode, link.mode, inland=inland), *hauled)
            elif before is not None and before.gauge_mm != link.gauge_mm:
                assert before.gauge_mm is not None  # both are rail
                assert link.gauge_mm is not None
                hauled = (*self.tariff.gauge_change(start, before.gauge_mm, link.gauge_mm), *hauled)
            ride.append(hauled)
            before = link
        return _as_printed(line, _priced(line, self.tariff, ride))

    def _hauled(self, line: Line, link: Link, start: Place, end: Place) -> Charges:
        """Charges of a link, at the prices of the line's market."""
        hauled = self.tariff.link(link, start, end)
        if not line.market:
            return hauled
        key = link.index, start.index, line.market
        found = self._hauls.get(key)
        if found is None:
            found = self._hauls[key] = tuple(charge.priced_with(line.market) for charge in hauled)
        return found


class _Stop(NamedTuple):
    """The yards of a line at one of the places that it passes."""

    arrives: Yard
    departs: Yard


def _yards(line: Line, links: Sequence[Link]) -> Iterator[_Stop]:
    """Give the yards of a line, as it arrives by one link and departs by the next."""
    name = line.name
    for number, place in enumerate(line.places):
        before = links[line.links[max(number - 1, 0)]]
        after = links[line.links[min(number, len(line.links) - 1)]]
        # a train that turns round at a place passes the one before it twice, and does not skip the turn; and nobody
        # boards one at a stop to leave it there
        stops = place in line.stops
        yield _Stop(
            Yard(place, before.mode, before.gauge_mm, f"{number} arrivals" if stops else str(number), name),
            Yard(place, after.mode, after.gauge_mm, f"{number} departures" if stops else str(number), name),
        )


def _boarded(mode: str, charges: Charges) -> Charges:
    """Give what boarding takes: at sea each voyage has a fixed part, ashore it stands in the transhipment."""
    return charges if mode == "sea" else _without_entry(charges)


def _without_entry(charges: Charges) -> Charges:
    """Leave out the fixed part of a price: who changes trains has paid it, and a transhipment holds it already."""
    return tuple(charge for charge in charges if charge.kind != "entry")


def _joins(one: Line, other: Line) -> bool:
    if one.service.mode == other.service.mode == "sea":
        # a box is fed to an ocean or among neighbours, and onward once it has crossed one
        if one.onward or not one.feeds:
            return other.onward
        return not other.onward
    if one.load and other.load:
        return one.load == other.load
    if one.load or other.load:
        load, ashore = (one.load, other.service.mode) if one.load else (other.load, one.service.mode)
        return ashore in _COMES_BY[load]
    return True


def _as_printed(line: Line, ride: list[Charges]) -> list[Charges]:
    """Share a printed time out over the ride in proportion to its parts; what is late is late as a whole."""
    printed = line.service.published_time()
    parts = total_of(charge.time_h for charges in ride for charge in charges)
    if printed is None or parts == 0:
        return ride
    ranged = printed.high > 0
    factor = (printed.mean if ranged else printed.central) / parts
    grade = worst_grade(("derived", printed.grade))
    sources = {c.time_sources: unique(printed.sources, c.time_sources) for charges in ride for c in charges}

    def shared(charge: Charge) -> Charge:
        if charge.time_h == 0:
            return charge
        share = charge.time_h / parts
        return charge._replace(
            time_h=charge.time_h * factor,
            # a figure without a range is as uncertain as its parts
            time_h_low=printed.low * share if ranged else charge.time_h_low * factor,
            time_h_high=printed.high * share if ranged else charge.time_h_high * factor,
            time_grade=grade,
            time_sources=sources[charge.time_sources],
            group=f"service {line.service.id}" if ranged else charge.group,
            time_h_by_parts=charge.time_h,
        )

    return [tuple(shared(charge) for charge in charges) for charges in ride]


def _priced(line: Line, tariff: Tariff, ride: list[Charges]) -> list[Charges]:
    """Put a printed price of the service in the place of the prices of its parts."""
    row = line.service.row
    price = row[f"price_usd_per_{tariff.shipment}"]
    if price is None:
        return ride
    parts = total_of(charge.cost_usd for charges in ride for charge in charges)
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

    return [tuple(shared(charge) if charge.cost_usd else charge for charge in charges) for charges in ride]


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


def _handing_in(line: Line, tariff: Tariff, place: Place) -> Charges:
    """Hours before departure by which it must be there: as printed, else as of the class."""
    if line.load == "lorry" or tariff.scope == "run":
        return ()
    row = line.service.row
    found = tariff.hand_in(place, line.service.mode)
    if row["cut_off_h"] is None or not found:
        return found
    hours = row["cut_off_h"]
    return tuple(
        c._replace(time_h=hours, time_h_low=hours, time_h_high=hours) if c.kind == "hand_in" else c for c in found
    )


def _departs(line: Line) -> tuple[str, str]:
    """What the departures of lines that one waits for alike have in common."""
    return line.service.id, line.market


def _departure(line: Line, tariff: Tariff, place: Place) -> Charges:
    """Wait for the next departure, and the fixed part of the price of what is boarded."""
    key = ("departure", place.id, *_departs(line))
    found = tariff.made.get(key)
    if found is None:
        found = tariff.made[key] = (*_wait(line.service, tariff, place), *_fare(line, tariff, place))
    return found


def _wait(service: Service, tariff: Tariff, place: Place) -> Charges:
    wait = service.wait()
    if wait is None:
        return tariff.regrouping(place) if service.mode == "rail" else (tariff.vessel_wait(place, service.mode),)
    kind = "departure_wait" if service.mode == "rail" else "vessel_wait"
    label = f"wait for {service.short_name} at {place.name}"
    return (charge_of(kind, label, wait, NOTHING, group=f"wait {service.id} {place.id}"),)


def _fare(line: Line, tariff: Tariff, place: Place) -> Charges:
    if line.service.mode == "ferry":
        return ()
    entry = tariff.entry(place, line.service.mode)
    return tuple(charge.priced_with(line.market) for charge in entry) if line.service.mode == "sea" else entry
