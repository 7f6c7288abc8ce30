"""Yards, the vertices of the routing graph, and the arcs that join them."""

from __future__ import annotations

from typing import NamedTuple

from corridors.charges.alike import Alike
from corridors.charges.charge import Charge

__all__ = ["Arc", "Yard"]


class Yard(NamedTuple):
    """Where a shipment can stand: a place in one mode, gauge and service, or its origin or destination."""

    place: int
    mode: str  # rail, ferry, sea, road; origin, destination
    gauge_mm: int | None = None
    side: str = ""  # arrivals or departures where the place has several yards; number of a place along a service
    service: str = ""  # class on a railway; the service itself of one that has its own departures

    def at(self, side: str) -> Yard:
        """Give its arrivals or its departures."""
        return Yard(self.place, self.mode, self.gauge_mm, side, self.service)


class Arc(NamedTuple):
    """A way from yard to yard: a link in one direction, or an operation (link -1)."""

    tail: int
    head: int
    link: int
    charges: tuple[Charge, ...] | Alike
