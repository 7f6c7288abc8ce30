"""What one arc takes: kilometres, hours, dollars and CO2, each with its grade and sources.

An arc is a link in one direction, or an operation at a place. `Tariff` turns either into charges: the
haul, the border, the fixed part of a railway, the wait for a departure, the handling. Published times and
prices of a link win over rates.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from corridors.charges.alike import Alike
from corridors.charges.charge import NOTHING, Charge, Figure, charge_of, charge_with, unique, worst_grade
from corridors.charges.emissions import Emissions
from corridors.charges.handling import Handling, HandlingTable
from corridors.charges.hauls import Hauls
from corridors.charges.model import Link, Place
from corridors.charges.rates import Rate, Rates
from corridors.tables.reading import Row

__all__ = ["SCOPES", "Charges", "Tariff", "figure_of"]

#: What one arc takes; arcs that take the same share it.
Charges = tuple[Charge, ...]

_Case = ParamSpec("_Case")

#: What a time counts: departure to arrival; handed in until it can be collected; with first and last mile.
SCOPES = ("run", "terminal", "door")


def _once(
    make: Callable[Concatenate[Tariff, Place, _Case], Charges],
) -> Callable[Concatenate[Tariff, Place, _Case], Charges]:
    """Make the charges of a case at a place once: dozens of services ask for those of one quay."""
    name = make.__name__

    @wraps(make)
    def kept(self: Tariff, place: Place, /, *case: _Case.args, **named: _Case.kwargs) -> Charges:
        key = (name, place.id, *case, *named.items())
        made = self._counted if name in _COUNTED else self.made
        found = made.get(key)
        if found is None:
            found = made[key] = make(self, place, *case, **named)
        return found

    return kept


#: What is charged at the ends of a journey, as far as a scope counts it.
_COUNTED = frozenset({"_work", "hand_in", "collection"})


class Tariff:
    """Charges for one kind of shipment in one class of service, within one scope.

    Parameters
    ----------
    rates, handling
        The tables.
    shipment
        feu, teu or wagon.
    service
        Class in which it travels by rail: block_train, regular or wagonload.
    scope
        What a time counts at the ends: see `SCOPES`.
    like
        One for the same in another scope, of which all is shared that is the same in both.
    """

    def __init__(
        self,
        rates: Rates,
        handling: HandlingTable,
        shipment: str,
        service: str = "*",
        scope: str = "terminal",
        like: Tariff | None = None,
    ) -> None:
        self.rates = rates
        self.handling = handling
        self.shipment = shipment
        self.service = service
        self.scope = scope
        payload = rates.find("payload_t", shipment=shipment)
        self.payload_t = payload.central
        self._emitted = Emissions(rates, shipment, payload)
        self.value_of_time_usd_per_h = rates.find("value_of_time_usd_per_h", shipment=shipment).central
        lorries = rates.get("lorries_per_unit", "road", shipment=shipment)
        self.lorries_per_unit = 1.0 if lorries is None else lorries.central
        shared = rates.get("journey_correlation", shipment=shipment)
        #: How much all parts of a journey are quick or late together; see `corridors.charges.ranges`.
        self.correlation = 0.0 if shared is None else shared.central
        self._hauls = Hauls(rates, shipment, service, self._emitted)
        self._links: dict[tuple[int, int], Charges] = {}
        self._inland: dict[int, Charge] = {}
        #: Charges by what they are for, made once: those that every scope counts alike, and those at the ends.
        self.made: dict[tuple[object, ...], Charges] = {}
        self._counted: dict[tuple[object, ...], Charges] = {}
        if like is not None:
            self._emitted, self._hauls, self.made = like._emitted, like._hauls, like.made
            self._links, self._inland = like._links, like._inland
        detour = rates.get("detour_km_per_usd", shipment=shipment)
        #: Kilometres that a dollar of handling counts as where ways are searched for by distance.
        self.km_per_usd = 0.0 if detour is None else detour.central

    # -- links --------------------------------------------------------------------------------------

    def link(self, link: Link, start: Place, end: Place) -> Charges:
        """Charges of crossing a link from `start` to `end`."""
        key = link.index, start.index
        found = self._links.get(key)
        if found is None:
            found = self._links[key] = (self._haul(link, start, end), *self.crossing(link, start, end))
        return found

    def _haul(self, link: Link, start: Place, end: Place) -> Charge:
        label = f"{link.mode} {start.name} - {end.name}"
        if start.country != end.country:
            return self._hauls.haul(link, start, end, label)
        # there and back are alike within one country
        there = self._inland.get(link.index)
        if there is None:
            there = self._inland[link.index] = self._hauls.haul(link, start, end, label)
            return there
        return there.called(label)

    def crossing(self, link: Link, start: Place, end: Place) -> Charges:
        """Charges of the border on a link, if there is one: the crossing, and the fixed part of what is entered."""
        if start.country == end.country or link.mode == "sea":
            return ()
        entered = self.entry(end, link.mode) if link.mode in ("rail", "road") else ()
        return (self._border(link, start, end), *entered)

    def hauls_alike(self, like: Link, place: Place, km: Any, printed: tuple[Any, Any]) -> Charges:
        """Charges of many links within the country of a place, by the same rates: arrays in the place of figures.

        Parameters
        ----------
        like
            One of the links.
        place
            One of the places.
        km, printed
            Lengths, and hours and dollars where they are printed; else None.
        """
        hours, usd = printed
        row = like.row | {"time_h": hours, f"cost_usd_per_{self.shipment}": usd, "capacity_mt_per_year": None}
        return (self._hauls.haul(replace(like, length_km=km, row=row), place, place, like.mode),)

    # -- ends ---------------------------------------------------------------------------------------

    def end_alike(self, operation: str, place: Place, mode: str) -> Charges | Alike:
        """Give the same as `loading` or `unloading`, or how it is made where no row of handling names the place."""
        if self.handling.names(place.id):
            return self.end(operation, place, mode)
        key = ("alike", operation, place.country, mode)
        model = self._counted.get(key)
        if model is None:
            model = self._counted[key] = self.end(operation, place, mode)
            return model
        return Alike(model, self.end, operation, place, mode)

    def end(self, operation: str, place: Place, mode: str) -> Charges:
        """Charges of ``loading`` or ``unloading``."""
        return self.loading(place, mode) if operation == "loading" else self.unloading(place, mode)

    def loading(self, place: Place, mode: str) -> Charges:
        """Charges at the origin: loading, handing in and waiting for a departure, as far as the scope counts them."""
        return (*self.work("loading", place, mode), *self.hand_in(place, mode), *self._boarding(place, mode, end=True))

    def unloading(self, place: Place, mode: str) -> Charges:
        """Charges at the destination: unloading, and all until it can be collected, as far as the scope counts it."""
        return (*self.work("unloading", place, mode), *self.collection(place, mode))

    def work(self, operation: str, place: Place, mode: str) -> Charges:
        """Loading or unloading itself; its hours lie before departure or after arrival, its price is always paid."""
        return self._work(place, operation, mode)

    @_once
    def _work(self, place: Place, operation: str, mode: str) -> Charges:
        found = self._at(operation, place, mode=mode)
        words = "loading to" if operation == "loading" else "unloading from"
        done = self._emitted.at_hub(_handled(operation, f"{words} {mode} at {place.name}", found, place), mode)
        done = self._for_all_lorries(done, mode, found)
        if self.scope == "run":
            done = done._replace(time_h=0.0, time_h_low=0.0, time_h_high=0.0, time_grade=None, time_sources=())
        return (*self._mile(operation, place, mode), done) if operation == "loading" else (done,)

    @_once
    def hand_in(self, place: Place, mode: str) -> Charges:
        """What is waited at the origin from handing in until departure; nothing where only the run counts."""
        return self._waited("hand_in", f"handed in until departure by {mode} at {place.name}", place, mode)

    @_once
    def collection(self, place: Place, mode: str) -> Charges:
        """What is waited at the destination from arrival until it can be collected, and the lorry that does."""
        waited = self._waited("collection", f"arrival by {mode} until collection at {place.name}", place, mode)
        return (*waited, *self._mile("unloading", place, mode))

    @_once
    def regrouping(self, place: Place) -> Charges:
        """What is waited on the way for an ordinary train, after another has been left."""
        found = self._at("hand_in", place, mode="rail")
        if found.time is None:
            return ()
        return (_handled("regrouping", f"wait for an ordinary train at {place.name}", found, place),)

    def _waited(self, operation: str, label: str, place: Place, mode: str) -> Charges:
        if self.scope == "run":
            return ()
        found = self._at(operation, place, mode=mode)
        return () if found.time is None and found.cost is None else (_handled(operation, label, found, place),)

    def _mile(self, operation: str, place: Place, mode: str) -> Charges:
        if self.scope != "door" or mode == "road":
            return ()
        first = operation == "loading"
        kind = "first_mile" if first else "last_mile"
        where = f"lorry {'to' if first else 'from'} the terminal at {place.name}"
        return (self.drayage(kind, where, place.country, None),)

    def drayage(self, kind: str, label: str, country: str, great_circle_km: float | None) -> Charge:
        """Give a lorry leg between a terminal and a point: by its distance as the crow flies, or a usual local one.

        Its kilometres are the great circle times ``road_factor``, its price that of the road but at least
        ``drayage_min_usd``, for each lorry.
        """
        factor = self.rates.find("road_factor", "road", country, self.shipment)
        usual = self.rates.find("local_haul_km", "road", country, self.shipment)
        km = Figure(usual.low, usual.central, usual.high, usual.grade, usual.sources)
        if great_circle_km is not None:
            grade = worst_grade(("derived", factor.grade))
            km = Figure(factor.low, factor.central, factor.high, grade, factor.sources).times(great_circle_km)
        speed = self.rates.find("speed_km_per_h", "road", country, self.shipment, self.service)
        price = self.rates.find("price_usd_per_km", "road", country, self.shipment, self.service)
        least = self.rates.find("drayage_min_usd", "road", country, self.shipment)
        emitted = self._emitted.haul("road", km.central, [(1.0, country)])
        time_sources, cost_sources = unique(km.sources, speed.sources), unique(km.sources, price.sources, least.sources)
        hours = Figure(km.low / speed.high, km.central / speed.central, km.high / speed.low, None, time_sources)
        usd = Figure(
            max(least.low, km.low * price.low),
            max(least.central, km.central * price.central),
            max(least.high, km.high * price.high),
            None,
            cost_sources,
        )
        return Charge(
            kind=kind,
            label=label,
            length_km=km.central,
            time_h=hours.mean,
            time_h_low=hours.low,
            time_h_high=hours.high,
            cost_usd=usd.mean,
            cost_usd_low=usd.low,
            cost_usd_high=usd.high,
            co2e_kg=emitted.kg,
            capacity_mt_per_year=None,
            capacity_grade=None,
            length_grade=km.grade,
            time_grade=worst_grade(("derived", km.grade, speed.grade)),
            cost_grade=worst_grade(("derived", km.grade, price.grade, least.grade)),
            emission_grade=worst_grade((km.grade, emitted.grade)),
            length_sources=km.sources,
            time_sources=time_sources,
            cost_sources=cost_sources,
            emission_sources=emitted.sources,
            capacity_sources=(),
            group=f"road {country}",
            co2e_wtt_kg=emitted.wtt_kg,
        )

    # -- between ------------------------------------------------------------------------------------

    def transhipment(
        self, place: Place, before: str, after: str, *, inland: bool = False, board: bool = True
    ) -> Charges:
        """Charges of changing from one mode (or vessel) to another; an inland vessel is part of a railway's way.

        Without `board`, what the next vessel or railway asks for boarding it is left out.
        """
        # the railway across the lake is the one left on this side, and its fixed part was paid
        paid = not board or (inland and (before, after) == ("ferry", "rail"))
        return self._change(place, before, after, paid)

    @_once
    def _change(self, place: Place, before: str, after: str, paid: bool) -> Charges:  # noqa: FBT001
        found = self._at("transhipment", place, mode_from=before, mode_to=after)
        lifted = _handled("transhipment", f"{before} to {after} at {place.name}", found, place)
        broken = self._broken_haul(place) if {before, after} == {"rail", "road"} else ()
        lifted = self._emitted.at_hub(lifted, before, after)
        return (lifted, *broken, *(() if paid else self._boarding(place, after)))

    @_once
    def _broken_haul(self, place: Place) -> Charges:
        """What leaving a train for a lorry, or a lorry for a train, costs besides the lift.

        A lorry comes for its least price however short its way, and what began on one consignment note goes on
        under another, with a filing of its own.
        """
        found = [
            (words, self.rates.get(parameter, "road", place.country, self.shipment))
            for parameter, words in (("drayage_min_usd", "lorry called"), ("customs_filing_usd", "second filing"))
        ]
        group = f"road {place.country}"
        return tuple(
            charge_of("broken_haul", f"{words} at {place.name}", NOTHING, figure_of(rate), group=group)
            for words, rate in found
            if rate is not None
        )

    def gauge_change(self, place: Place, before: int, after: int) -> Charges:
        """Charges of a gauge break."""
        found = self._at("gauge_change", place, mode="rail", gauge_from=before, gauge_to=after)
        changed = _handled("gauge_change", f"{before} to {after} mm at {place.name}", found, place)
        return (self._emitted.at_hub(changed, "rail"),)

    @_once
    def class_change(self, place: Place) -> Charges:
        """Charges of leaving one train for another of the same gauge: it is lifted off and on again."""
        both = (self._at(operation, place, mode="rail") for operation in ("unloading", "loading"))
        words = f"from train to train at {place.name}"
        off, on = (_handled("class_change", words, found, place) for found in both)
        return (self._emitted.at_hub(off, "rail"), on)  # one passage through a terminal

    def entry(self, place: Place, mode: str) -> Charges:
        """Fixed part of a price: once for each railway entered, each foreign road net, each sea voyage."""
        key = ("entry", mode, place.name if mode == "sea" else place.country)
        found = self.made.get(key)
        if found is None:
            found = self.made[key] = self._entry(place, mode)
        return found

    def _entry(self, place: Place, mode: str) -> Charges:
        country = "*" if mode == "sea" else place.country
        rate = self.rates.get("entry_usd", mode, country, self.shipment, self.service)
        if rate is None or rate.high == 0:
            return ()
        price = figure_of(rate)
        what = {"rail": "fixed part of the rail tariff", "road": "road fees"}.get(mode, "fixed part of the freight")
        label = f"{what} from {place.name}" if mode == "sea" else f"{what} in {place.country}"
        return (charge_of("entry", label, NOTHING, price, group="sea" if mode == "sea" else f"{mode} {country}"),)

    def _boarding(self, place: Place, mode: str, *, end: bool = False) -> Charges:
        if mode == "rail":
            return self.entry(place, mode)
        if mode == "sea":  # a liner; a ferry's wait is that of its link
            waited = () if end and self.scope == "run" else (self.vessel_wait(place, mode),)
            return (*waited, *self.entry(place, mode))
        return ()

    def vessel_wait(self, place: Place, mode: str = "ferry") -> Charge:
        """Wait for a vessel of which nobody printed how often it sails."""
        found = self._at("vessel_wait", place, mode=mode)
        return _handled("vessel_wait", f"wait for the vessel at {place.name}", found, place)

    def ferry_wait(self, link: Link, start: Place) -> Charge:
        """Wait for the vessel of a ferry link: as its row has it, else as usual at the port."""
        wait = _published_wait(link.row)
        if wait is None:
            return self.vessel_wait(start)
        label, group = f"wait for the vessel at {start.name}", f"vessel_wait {start.id}"
        return charge_of("vessel_wait", label, wait, NOTHING, group=group)

    def _at(
        self,
        operation: str,
        place: Place,
        mode: str | None = None,
        mode_from: str | None = None,
        mode_to: str | None = None,
        gauge_from: int | None = None,
        gauge_to: int | None = None,
    ) -> Handling:
        case = (self.shipment, self.service, mode, mode_from, mode_to, gauge_from, gauge_to)
        return self.handling.at(operation, place.id, place.country, *case)

    def _border(self, link: Link, start: Place, end: Place) -> Charge:
        found = self.handling.find(
            "border",
            place=(start.id, end.id),
            country=end.country,
            country_from=start.country,
            country_to=end.country,
            mode=link.mode,
            shipment=self.shipment,
            service=self.service,
        )
        label = f"border {start.country}-{end.country} ({start.name} - {end.name})"
        return self._for_all_lorries(_handled("border", label, found, start, end), link.mode, found)

    def _for_all_lorries(self, charge: Charge, mode: str, found: Handling) -> Charge:
        # a row without a shipment is about one lorry, and a wagonload takes several; they go side by side
        if mode != "road" or self.lorries_per_unit == 1 or found.cost is None or found.cost["shipment"] is not None:
            return charge
        lorries = self.lorries_per_unit
        return charge._replace(
            cost_usd=charge.cost_usd * lorries,
            cost_usd_low=charge.cost_usd_low * lorries,
            cost_usd_high=charge.cost_usd_high * lorries,
        )


def figure_of(rate: Rate) -> Figure:
    """Give a rate as a figure."""
    return Figure(rate.low, rate.central, rate.high, rate.grade, rate.sources)


def _published_wait(row: Row) -> Figure | None:
    if row["wait_h"] is not None:
        hours = row["wait_h"]
        # a measured mean: four in five wait between half of it and twice as long
        return Figure(hours / 2, hours, hours * 2, row["wait_grade"], row["wait_source"])
    if row["headway_h"] is not None:
        hours = row["headway_h"]
        # who comes at any moment waits from a tenth to nine tenths of the interval, four times in five
        return Figure(0.1 * hours, 0.5 * hours, 0.9 * hours, row["wait_grade"], row["wait_source"])
    return None


def _handled(kind: str, label: str, found: Handling, *places: Place) -> Charge:
    group = f"{kind} {'-'.join([place.id for place in places])}"
    return charge_with(kind, label, found.figures, group)
