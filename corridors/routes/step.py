"""A step: one line of a route's account."""

from __future__ import annotations

from typing import Any, NamedTuple

from corridors.charges.charge import Charge
from corridors.charges.model import Link, Place
from corridors.words.brief import brief

__all__ = ["HAULS", "MILES", "Step"]

#: Lorries between a terminal and where the shipment comes from or goes to.
MILES = frozenset({"first_mile", "last_mile"})

#: What moves the shipment on.
HAULS = MILES | {"haul"}


class Step(NamedTuple):
    """One line of a route's account: a stretch of link, or what happens at a place."""

    start: Place
    end: Place
    mode: str
    gauge_mm: int | None
    link: Link | None
    charge: Charge
    service: str = ""  # class of a train, or the id of a service with departures of its own
    service_name: str = ""  # of a service with departures of its own

    @property
    def country(self) -> str:
        """ISO code of the country it lies in; of a stretch across a border, both, such as ``UZ-KZ``."""
        ends = self.start.country, self.end.country
        return ends[0] if ends[0] == ends[1] else "-".join(ends)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, one key a column of `Route.legs`."""
        charge = self.charge
        return {
            "kind": charge.kind,
            "label": charge.label,
            "from": self.start.id,
            "to": self.end.id,
            "country": self.country,
            "mode": self.mode,
            "gauge_mm": self.gauge_mm,
            "service": self.service,
            "service_name": self.service_name,
            "link": self.link.id if self.link is not None else None,
            **{name: getattr(charge, name) for name in _FIGURES},
            "sources": list(charge.sources),
            **{name: list(getattr(charge, name)) for name in _SOURCES},
        }

    def __repr__(self) -> str:
        figures = f"{self.charge.time_h:.1f} h, {self.charge.cost_usd:,.0f} USD"
        return brief(self, f"{self.charge.kind} {self.start.name} - {self.end.name}: {figures}")


_FIGURES = (
    "length_km",
    "time_h",
    "time_h_low",
    "time_h_p50",
    "time_h_high",
    "time_h_by_parts",
    "cost_usd",
    "cost_usd_low",
    "cost_usd_p50",
    "cost_usd_high",
    "co2e_kg",
    "co2e_wtt_kg",
    "capacity_mt_per_year",
    "capacity_grade",
    "length_grade",
    "time_grade",
    "cost_grade",
    "emission_grade",
)

#: Whose sources stand apart; ``sources`` has them all.
_SOURCES = ("length_sources", "time_sources", "cost_sources", "emission_sources", "capacity_sources")
