"""What a haul or a lift emits, by ISO 14083: an activity times an intensity, well to wheel.

Of a haul the part that arises before the vehicle (well to tank) is told apart where the rates tell its share, and the
empty running that a transport causes is counted with it. Operations at hubs emit where a rate says what.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from corridors.charges.charge import Charge, unique, worst_grade
from corridors.charges.model import Link, Place
from corridors.charges.rates import Rate, Rates
from corridors.kernels.adding import total_of

__all__ = ["HUB_KINDS", "Emissions", "Emitted", "lies_in", "traction"]

#: Charges that are operations at a hub; waits and formalities are none.
HUB_KINDS = frozenset({"loading", "unloading", "transhipment", "gauge_change", "class_change"})


class Emitted(NamedTuple):
    """Kilograms of CO2e, well to wheel, with what they rest on."""

    kg: float
    #: the part well to tank; None where nobody says
    wtt_kg: float | None
    grade: str | None
    sources: tuple[str, ...]

    def times(self, factor: float) -> Emitted:
        """Give so many times as much."""
        early = None if self.wtt_kg is None else self.wtt_kg * factor
        return Emitted(self.kg * factor, early, self.grade, self.sources)


class Emissions:
    """Emissions of one kind of shipment."""

    def __init__(self, rates: Rates, shipment: str, payload: Rate) -> None:
        self._rates = rates
        self._shipment = shipment
        self._payload = payload
        self._lifts: dict[tuple[str, ...], Emitted | None] = {}
        self._intensities: dict[tuple[str, str], Emitted] = {}

    def haul(self, mode: str, km: float, parts: Iterable[tuple[float, str]]) -> Emitted:
        """Give what a haul emits, of which shares lie in countries; of a railway the mode tells the traction."""
        found = [(share, self._intensity(mode, country)) for share, country in parts]
        tonne_km = km * self._payload.central
        early = [(share, each.wtt_kg) for share, each in found if each.wtt_kg is not None]
        return Emitted(
            tonne_km * total_of(share * each.kg for share, each in found),
            tonne_km * total_of(share * wtt for share, wtt in early) if len(early) == len(found) else None,
            worst_grade(("derived", self._payload.grade, *(each.grade for _, each in found))),
            unique(*(each.sources for _, each in found), self._payload.sources),
        )

    def _intensity(self, mode: str, country: str) -> Emitted:
        """Kilograms for a tonne over a kilometre, empty running counted in."""
        key = mode, country
        if key not in self._intensities:
            factor = self._rates.find("emission_g_co2e_per_tkm", mode, country, self._shipment)
            empty = self._rates.get("empty_running_factor", mode, country, self._shipment)
            early = self._rates.get("emission_wtt_share", mode, country, self._shipment)
            kg = factor.central / 1000 * (1.0 if empty is None else empty.central)
            told = [rate for rate in (factor, empty, early) if rate is not None]
            # shares and what is counted in already leave the grade to the factor, unless something is added
            added = empty if empty is not None and empty.central != 1 else factor
            self._intensities[key] = Emitted(
                kg,
                None if early is None else kg * early.central,
                worst_grade((factor.grade, added.grade)),
                unique(*(rate.sources for rate in told)),
            )
        return self._intensities[key]

    def at_hub(self, charge: Charge, *modes: str) -> Charge:
        """Add to the charge of an operation what it emits; between two modes, what the more laborious one does."""
        if modes not in self._lifts:
            found = (self._rates.get("handling_kg_co2e", mode, "*", self._shipment) for mode in modes)
            rate = max((rate for rate in found if rate is not None), key=lambda rate: rate.central, default=None)
            self._lifts[modes] = None if rate is None else Emitted(rate.central, None, rate.grade, rate.sources)
        lift = self._lifts[modes]
        if lift is None:
            return charge
        return charge._replace(co2e_kg=lift.kg, emission_grade=lift.grade, emission_sources=lift.sources)


def traction(link: Link) -> str:
    """Name what moves a load on a link: a railway's traction, else its mode."""
    if link.mode != "rail":
        return link.mode
    return "rail-electric" if link.row["electrified"] == "yes" else "rail-diesel"


def lies_in(link: Link, start: Place, end: Place) -> list[tuple[float, str]]:
    """List the countries that a link lies in, each with its share of the length."""
    if link.mode == "sea":  # at sea no country's rate holds
        return [(1.0, "*")]
    if start.country == end.country:
        return [(1.0, start.country)]
    share = link.row["share_from"]
    share = 0.5 if share is None else float(share)
    before = share if start.index == link.start else 1.0 - share
    found = ((before, start.country), (1.0 - before, end.country))
    return [(part, country) for part, country in found if part]
