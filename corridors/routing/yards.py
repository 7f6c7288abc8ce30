"""Yards, the vertices of the routing graph, and the arcs that join them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from corridors.charges.alike import ArcCharges, Later

__all__ = ["Arc", "Sorted", "Yard", "arc_order", "charges_or_later", "sorted_arcs"]


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
    charges: Any  # tuple of Charge, Alike, or a partial that makes them


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


def sorted_arcs(arcs: Sequence[Arc], n_yards: int, n_links: int, *, later: bool = False) -> tuple[Sorted, list[int]]:
    """Put arcs in order, some of which are priced `later`; with the place of each in it."""
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
        ArcCharges(map(charges_or_later, order), later=later),
    ), standing


def charges_or_later(arc: Arc) -> Any:
    """Give the charges of an arc, or, where it has what makes them, have them made when it is met."""
    charges = arc.charges
    return Later(charges) if type(charges) is partial else charges
