"""What one arc takes: kilometres, hours, dollars and CO2, each with its grade and sources.

An arc is a link in one direction, or an operation at a place. `Tariff` turns either into charges: the
haul, the border, the fixed part of a railway, the wait for a vessel, the handling. Published times and
prices of a link win over rates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corridors.charges.capacity import link_capacity
from corridors.charges.handling import Handling, HandlingTable
from corridors.charges.model import Link, Place
from corridors.charges.rates import Rate, Rates
from corridors.tables.reading import Row

__all__ = ["Charge", "Tariff", "worst_grade"]

_ORDER = {"published": 0, "derived": 1, "estimated": 2}


class Charge(NamedTuple):
    """One item of a route's account; each figure has its own grade and sources.

    The tuples of sources are those of the rows and rates themselves, so carrying them apart costs a graph of
    thousands of charges nothing but the references. Hours and dollars that are a rate times a length name the
    sources of the rate; those of the length are beside them.
    """

    kind: str  # haul, border, entry, vessel_wait, loading, unloading, transhipment, gauge_change
    label: str
    length_km: float
    time_h: float
    time_h_low: float
    time_h_high: float
    cost_usd: float
    cost_usd_low: float
    cost_usd_high: float
    co2e_kg: float
    capacity_mt_per_year: float | None
    capacity_grade: str | None
    length_grade: str | None
    time_grade: str | None
    cost_grade: str | None
    emission_grade: str | None
    length_sources: tuple[str, ...]
    time_sources: tuple[str, ...]
    cost_sources: tuple[str, ...]
    emission_sources: tuple[str, ...]
    capacity_sources: tuple[str, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of all figures, each once."""
        return _unique(
            self.length_sources, self.time_sources, self.cost_sources, self.emission_sources, self.capacity_sources
        )


class _Figure(NamedTuple):
    low: float
    central: float
    high: float
    grade: str | None
    sources: tuple[str, ...]


_NOTHING = _Figure(0.0, 0.0, 0.0, None, ())


def worst_grade(grades: Iterable[str | None]) -> str | None:
    """Give the least certain of some grades; None when there is none."""
    known = [grade for grade in grades if grade is not None]
    return max(known, key=_ORDER.__getitem__) if known else None


class Tariff:
    """Charges for one kind of shipment."""

    def __init__(self, rates: Rates, handling: HandlingTable, shipment: str) -> None:
        self.rates = rates
        self.handling = handling
        self.shipment = shipment
        self._payload = rates.find("payload_t", shipment=shipment)
        self.payload_t = self._payload.central
        self.value_of_time_usd_per_h = rates.find("value_of_time_usd_per_h", shipment=shipment).central
        lorries = rates.get("lorries_per_unit", "road", shipment=shipment)
        self.lorries_per_unit = 1.0 if lorries is None else lorries.central

    def link(self, link: Link, start: Place, end: Place) -> list[Charge]:
        """Charges of crossing a link from `start` to `end`."""
        charges = [self._haul(link, start, end)]
        if link.mode == "ferry":
            charges.insert(0, self._ferry_wait(link, start))
        if start.country != end.country and link.mode != "sea":
            charges.append(self._border(link, start, end))
            if link.mode in ("rail", "road"):
                charges += self.entry(end, link.mode)
        return charges

    def loading(self, place: Place, mode: str) -> list[Charge]:
        """Charges of loading at the origin."""
        found = self._at("loading", place, mode=mode)
        loaded = _handled("loading", f"loading to {mode} at {place.name}", found)
        return [self._for_all_lorries(loaded, mode, found), *self._boarding(place, mode)]

    def unloading(self, place: Place, mode: str) -> list[Charge]:
        """Charges of unloading at the destination."""
        found = self._at("unloading", place, mode=mode)
        unloaded = _handled("unloading", f"unloading from {mode} at {place.name}", found)
        return [self._for_all_lorries(unloaded, mode, found)]

    def transhipment(self, place: Place, before: str, after: str, *, inland: bool = False) -> list[Charge]:
        """Charges of changing from one mode (or vessel) to another; an inland vessel is part of a railway's way."""
        found = self._at("transhipment", place, mode_from=before, mode_to=after)
        charges = [_handled("transhipment", f"{before} to {after} at {place.name}", found)]
        # the railway across the lake is the one left on this side, and its fixed part was paid
        return charges if inland and (before, after) == ("ferry", "rail") else charges + self._boarding(place, after)

    def gauge_change(self, place: Place, before: int, after: int) -> list[Charge]:
        """Charges of a gauge break."""
        found = self._at("gauge_change", place, mode="rail", gauge_from=before, gauge_to=after)
        return [_handled("gauge_change", f"{before} to {after} mm at {place.name}", found)]

    def entry(self, place: Place, mode: str) -> list[Charge]:
        """Fixed part of a price: once for each railway entered, each foreign road net, each sea voyage."""
        country = "*" if mode == "sea" else place.country
        rate = self.rates.get("entry_usd", mode, country, self.shipment)
        if rate is None or rate.high == 0:
            return []
        price = _Figure(rate.low, rate.central, rate.high, rate.grade, rate.sources)
        what = {"rail": "fixed part of the rail tariff", "road": "road fees"}.get(mode, "fixed part of the freight")
        label = f"{what} from {place.name}" if mode == "sea" else f"{what} in {place.country}"
        return [_charge("entry", label, _NOTHING, price)]

    def _boarding(self, place: Place, mode: str) -> list[Charge]:
        if mode == "rail":
            return self.entry(place, mode)
        if mode == "sea":  # a ferry's wait stands on its link, a liner's at the port
            found = self._at("vessel_wait", place, mode=mode)
            wait = _handled("vessel_wait", f"wait for the vessel at {place.name}", found)
            return [wait, *self.entry(place, mode)]
        return []

    def _at(self, operation: str, place: Place, **query: object) -> Handling:
        return self.handling.find(operation, place=place.id, country=place.country, shipment=self.shipment, **query)

    def _border(self, link: Link, start: Place, end: Place) -> Charge:
        found = self.handling.find(
            "border",
            place=(start.id, end.id),
            country=end.country,
            country_from=start.country,
            country_to=end.country,
            mode=link.mode,
            shipment=self.shipment,
        )
        label = f"border {start.country}-{end.country} ({start.name} - {end.name})"
        return self._for_all_lorries(_handled("border", label, found), link.mode, found)

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

    def _haul(self, link: Link, start: Place, end: Place) -> Charge:
        row = link.row
        time, price = self._time(link, start, end), self._price(link, start, end)
        factor = self._per_km(self._emission_mode(link), "emission_g_co2e_per_tkm", link, start, end)
        capacity = link_capacity(link, start.country, self.rates)
        return Charge(
            kind="haul",
            label=f"{link.mode} {start.name} - {end.name}",
            length_km=link.length_km,
            time_h=time.central,
            time_h_low=time.low,
            time_h_high=time.high,
            cost_usd=price.central,
            cost_usd_low=price.low,
            cost_usd_high=price.high,
            co2e_kg=link.length_km * self.payload_t * factor.central / 1000,
            capacity_mt_per_year=capacity.mt_per_year if capacity else None,
            capacity_grade=capacity.grade if capacity else None,
            length_grade=row["length_grade"],
            time_grade=time.grade,
            cost_grade=price.grade,
            emission_grade=worst_grade((row["length_grade"], "derived", factor.grade, self._payload.grade)),
            length_sources=row["length_source"],
            time_sources=time.sources,
            cost_sources=price.sources,
            emission_sources=_unique(factor.sources, self._payload.sources),
            capacity_sources=capacity.sources if capacity else (),
        )

    def _time(self, link: Link, start: Place, end: Place) -> _Figure:
        row = link.row
        if row["time_h"] is not None:
            hours = row["time_h"]
            return _Figure(hours, hours, hours, row["time_grade"], row["time_source"])
        speeds = self._both("speed_km_per_h", link.mode, link, start, end)
        km = link.length_km
        return _Figure(
            low=sum(share * km / rate.high for share, rate in speeds),
            central=sum(share * km / rate.central for share, rate in speeds),
            high=sum(share * km / rate.low for share, rate in speeds),
            grade=_from_rates(row, [rate for _, rate in speeds]),
            sources=_unique(*(rate.sources for _, rate in speeds)),
        )

    def _price(self, link: Link, start: Place, end: Place) -> _Figure:
        row = link.row
        published = row[f"cost_usd_per_{self.shipment}"]
        if published is not None:
            return _Figure(published, published, published, row["cost_grade"], row["cost_source"])
        rate = self._per_km(link.mode, "price_usd_per_km", link, start, end)
        km = link.length_km
        grade = worst_grade((row["length_grade"], rate.grade, "derived"))
        return _Figure(km * rate.low, km * rate.central, km * rate.high, grade, rate.sources)

    def _ferry_wait(self, link: Link, start: Place) -> Charge:
        label = f"wait for the vessel at {start.name}"
        wait = self._published_wait(link.row)
        if wait is None:
            return _handled("vessel_wait", label, self._at("vessel_wait", start, mode="ferry"))
        return _charge("vessel_wait", label, wait, _NOTHING)

    def _published_wait(self, row: Row) -> _Figure | None:
        if row["wait_h"] is not None:
            hours = row["wait_h"]
            # a measured mean: nobody waits less than none or, on the same service, twice as long on average
            return _Figure(hours / 2, hours, hours * 2, row["wait_grade"], row["wait_source"])
        if row["headway_h"] is not None:
            hours = row["headway_h"]
            return _Figure(0.0, hours / 2, hours, row["wait_grade"], row["wait_source"])
        return None

    def _per_km(self, mode: str, parameter: str, link: Link, start: Place, end: Place) -> _Figure:
        rates = self._both(parameter, mode, link, start, end)
        return _Figure(
            sum(share * rate.low for share, rate in rates),
            sum(share * rate.central for share, rate in rates),
            sum(share * rate.high for share, rate in rates),
            worst_grade(rate.grade for _, rate in rates),
            _unique(*(rate.sources for _, rate in rates)),
        )

    def _both(self, parameter: str, mode: str, link: Link, start: Place, end: Place) -> list[tuple[float, Rate]]:
        """Rates of the countries that a link lies in, each with the share of the length that it holds for."""
        if mode == "sea":  # at sea no country's rate holds
            return [(1.0, self.rates.find(parameter, mode, "*", self.shipment))]
        if start.country == end.country:
            return [(1.0, self.rates.find(parameter, mode, start.country, self.shipment))]
        share = link.row["share_from"]
        share = 0.5 if share is None else share
        before = share if start.index == link.start else 1.0 - share
        found = ((before, start.country), (1.0 - before, end.country))
        return [(part, self.rates.find(parameter, mode, country, self.shipment)) for part, country in found if part]

    def _emission_mode(self, link: Link) -> str:
        if link.mode != "rail":
            return link.mode
        return "rail-electric" if link.row["electrified"] == "yes" else "rail-diesel"


def _from_rates(row: Row, rates: Sequence[Rate]) -> str | None:
    # a length times a rate is a derived figure at best
    return worst_grade((row["length_grade"], "derived", *(r.grade for r in rates)))


def _unique(*groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for group in groups for source in group))


def _handled(kind: str, label: str, found: Handling) -> Charge:
    capacity = found.capacity
    charge = _charge(kind, label, _cells(found.time, "time"), _cells(found.cost, "cost"))
    if capacity is None:
        return charge
    return charge._replace(
        capacity_mt_per_year=capacity["capacity_mt_per_year"],
        capacity_grade=capacity["capacity_grade"],
        capacity_sources=capacity["capacity_source"],
    )


def _cells(row: Row | None, quantity: str) -> _Figure:
    if row is None:
        return _NOTHING
    column = {"time": "time_h", "cost": "cost_usd"}[quantity]
    central = row[column]
    low, high = row[f"{column}_low"], row[f"{column}_high"]
    return _Figure(
        central if low is None else low,
        central,
        central if high is None else high,
        row[f"{quantity}_grade"],
        row[f"{quantity}_source"],
    )


def _charge(kind: str, label: str, time: _Figure, cost: _Figure) -> Charge:
    return Charge(
        kind=kind,
        label=label,
        length_km=0.0,
        time_h=time.central,
        time_h_low=time.low,
        time_h_high=time.high,
        cost_usd=cost.central,
        cost_usd_low=cost.low,
        cost_usd_high=cost.high,
        co2e_kg=0.0,
        capacity_mt_per_year=None,
        capacity_grade=None,
        length_grade=None,
        time_grade=time.grade,
        cost_grade=cost.grade,
        emission_grade=None,
        length_sources=(),
        time_sources=time.sources,
        cost_sources=cost.sources,
        emission_sources=(),
        capacity_sources=(),
    )
