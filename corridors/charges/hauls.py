"""Hauls: what a link takes by the rates of the countries that it lies in, or as somebody printed it."""

from __future__ import annotations

from corridors.charges.capacity import Capacity, link_capacity
from corridors.charges.charge import Charge, Figure, unique, worst_grade
from corridors.charges.emissions import Emissions, Emitted, lies_in, traction
from corridors.charges.model import Link, Place
from corridors.charges.rates import Rate, Rates
from corridors.kernels.adding import total_of
from corridors.tables.reading import Row

__all__ = ["Hauls"]


class Hauls:
    """The hauls of one kind of shipment in one class of service.

    Parameters
    ----------
    rates
        The table.
    shipment, service
        What moves, and its class on railways.
    emissions
        What it emits.
    """

    def __init__(self, rates: Rates, shipment: str, service: str, emissions: Emissions) -> None:
        self.rates = rates
        self.shipment = shipment
        self.service = service
        self._emissions = emissions
        # thousands of links share a few dozen rates
        self._of_country: dict[tuple[str, str, str], Figure] = {}
        self._per_haul_km: dict[tuple[str, str], Emitted] = {}
        self._capacities: dict[tuple[object, ...], Capacity | None] = {}
        self._alike: dict[tuple[tuple[str, ...], ...], tuple[str, ...]] = {}

    def haul(self, link: Link, start: Place, end: Place, label: str) -> Charge:
        """Give the charge of a link from `start` to `end`, without its border."""
        row, km = link.row, link.length_km
        time, price = self._time(link, start, end), self._price(link, start, end)
        emitted = self._emitted(link, start, end)
        capacity = self._capacity(link, start.country)
        # by position: thousands are made for the first route
        return Charge(
            "haul",
            label,
            km,
            time.mean,
            time.low,
            time.high,
            price.mean,
            price.low,
            price.high,
            emitted.kg,
            capacity.mt_per_year if capacity else None,
            capacity.grade if capacity else None,
            row["length_grade"],
            time.grade,
            price.grade,
            worst_grade((row["length_grade"], emitted.grade)),
            row["length_source"],
            time.sources,
            price.sources,
            emitted.sources,
            capacity.sources if capacity else (),
            _moves_with(link),
            f"{link.mode} {start.country}",
            co2e_wtt_kg=emitted.wtt_kg,
        )

    def _emitted(self, link: Link, start: Place, end: Place) -> Emitted:
        mode, parts = traction(link), lies_in(link, start, end)
        if len(parts) > 1:
            return self._emissions.haul(mode, link.length_km, parts)
        key = mode, parts[0][1]
        for_a_km = self._per_haul_km.get(key)
        if for_a_km is None:
            for_a_km = self._per_haul_km[key] = self._emissions.haul(mode, 1.0, parts)
        return for_a_km.times(link.length_km)

    def _capacity(self, link: Link, country: str) -> Capacity | None:
        row = link.row
        if row["capacity_mt_per_year"] is not None:
            return link_capacity(link, country, self.rates)
        # all else that it depends on; most links are like many others
        key = (link.mode, country, row["tracks"], row["electrified"], row["attributes_source"])
        if key not in self._capacities:
            self._capacities[key] = link_capacity(link, country, self.rates)
        return self._capacities[key]

    def _time(self, link: Link, start: Place, end: Place) -> Figure:
        row, km = link.row, link.length_km
        if row["time_h"] is not None:
            return self._printed(link.mode, row)
        country = _only_country(link, start, end)
        if country is not None:
            speed = self._rate("speed_km_per_h", link.mode, country)
            grade = worst_grade((row["length_grade"], "derived", speed.grade))
            return Figure(km / speed.high, km / speed.central, km / speed.low, grade, self._unique(speed.sources))
        speeds = self._both("speed_km_per_h", link.mode, link, start, end)
        return Figure(
            total_of(share * km / rate.high for share, rate in speeds),
            total_of(share * km / rate.central for share, rate in speeds),
            total_of(share * km / rate.low for share, rate in speeds),
            # a length times a rate is a derived figure at best
            worst_grade((row["length_grade"], "derived", *(rate.grade for _, rate in speeds))),
            self._unique(*(rate.sources for _, rate in speeds)),
        )

    def _printed(self, mode: str, row: Row) -> Figure:
        """Give a printed time of a link, with the spread of its mode: timetables print what goes well."""
        hours, spread = row["time_h"], self.rates.get("printed_time_factor", mode, "*", self.shipment)
        if spread is None:
            return Figure(hours, hours, hours, row["time_grade"], row["time_source"])
        grade = worst_grade((row["time_grade"], "derived", spread.grade))
        sources = unique(row["time_source"], spread.sources)
        return Figure(hours * spread.low, hours * spread.central, hours * spread.high, grade, sources)

    def _price(self, link: Link, start: Place, end: Place) -> Figure:
        row = link.row
        published = row[f"cost_usd_per_{self.shipment}"]
        if published is not None:
            return Figure(published, published, published, row["cost_grade"], row["cost_source"])
        rate = self._per_km(link.mode, "price_usd_per_km", link, start, end)
        km = link.length_km
        grade = worst_grade((row["length_grade"], rate.grade, "derived"))
        return Figure(km * rate.low, km * rate.central, km * rate.high, grade, rate.sources)

    def _per_km(self, mode: str, parameter: str, link: Link, start: Place, end: Place) -> Figure:
        country = _only_country(link, start, end)
        if country is None:
            return self._mixed(self._both(parameter, mode, link, start, end))
        key = (parameter, mode, country)
        found = self._of_country.get(key)
        if found is None:
            found = self._of_country[key] = self._mixed([(1.0, self._rate(parameter, mode, country))])
        return found

    def _mixed(self, rates: list[tuple[float, Rate]]) -> Figure:
        return Figure(
            total_of(share * rate.low for share, rate in rates),
            total_of(share * rate.central for share, rate in rates),
            total_of(share * rate.high for share, rate in rates),
            worst_grade(rate.grade for _, rate in rates),
            self._unique(*(rate.sources for _, rate in rates)),
        )

    def _both(self, parameter: str, mode: str, link: Link, start: Place, end: Place) -> list[tuple[float, Rate]]:
        """Rates of the two countries that a link lies in, each with the share of the length that it holds for."""
        return [(part, self._rate(parameter, mode, country)) for part, country in lies_in(link, start, end)]

    def _rate(self, parameter: str, mode: str, country: str) -> Rate:
        return self.rates.find(parameter, mode, country, self.shipment, self.service)

    def _unique(self, *groups: tuple[str, ...]) -> tuple[str, ...]:
        """Give the sources of several rates, one tuple for all hauls that have the same."""
        found = self._alike.get(groups)
        if found is None:
            found = self._alike[groups] = unique(*groups)
        return found


def _only_country(link: Link, start: Place, end: Place) -> str | None:
    """Give the country whose rates hold on a whole link; at sea those of any, and None where two have a share."""
    if link.mode == "sea":
        return "*"
    return start.country if start.country == end.country else None


def _moves_with(link: Link) -> str:
    """Name what a haul is slow or quick with.

    A train that is given the way, or a lorry with two drivers, is quick in every country that it passes; so hauls of
    one mode move together over the whole journey. A vessel is late by itself.
    """
    return f"ferry {link.id}" if link.mode == "ferry" else link.mode
