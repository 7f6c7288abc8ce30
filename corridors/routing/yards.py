"""Yards, the vertices of the routing graph, and the arcs that join them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from corridors.charges.alike import Alike, ArcCharges
from corridors.charges.charge import Charge

__all__ = ["Arc", "Sorted", "Yard", "arc_order", "sorted_arcs"]


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


class Sorted(NamedTuple):
    """Arcs sorted by tail, head and link."""

    tails: list[int]
    heads: list[int]
    links: list[int]
    charges: ArcCharges


def arc_order(n_yards: int, n_links: int) -> Callable[[Arc], int]:
    """Give what arcs are sorted by: tail, then head, then link, as one number, for numbers compare quickly."""
    of_tail, of_head = n_yards * (n_links + 1), n_links + 1
    return lambda arc: arc[0] * of_tail + arc[1] * of_head + arc[2]


def sorted_arcs(arcs: Sequence[Arc], n_yards: int, n_links: int) -> tuple[Sorted, list[int]]:
    """Put arcs in order; with the place of each in it."""
    keys = list(map(arc_order(n_yards, n_links), arcs))
    numbers = sorted(range(len(arcs)), key=keys.__getitem__)
    order = [arcs[number] for number in numbers]
    standing = [0] * len(arcs)
    for place, number in enumerate(numbers):
        standing[number] = place
    return Sorted(
        [arc.tail for arc in order],
        [arc.head for arc in order],
        [arc.link for arc in order],
        ArcCharges(arc.charges for arc in order),
    ), standing
