"""The arcs of a large network, made of whole arrays: the same as part by part, in the same order.

Links, and the ends of places with one yard, are most of what a large network of one's own has. Places where one may
change, and services, are made as everywhere else, and put in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corridors.charges.alike import Alike, ArcCharges, Swarm
from corridors.charges.emissions import traction
from corridors.charges.model import Link, Place
from corridors.charges.tariff import Charges, Tariff
from corridors.routing.parts import Parts, Priced, yard_kind
from corridors.routing.yards import Arc, Sorted, Yard

__all__ = ["arcs_of_many"]

_Ints = NDArray[np.int64]

_ENDS = ("loading", "unloading")


def arcs_of_many(parts: Parts, priced: Priced) -> tuple[list[Yard], Sorted]:
    """Make the yards and the arcs of all parts."""
    made = _Made(parts, priced)
    yards = list(parts.yards) or made.yards
    order = np.lexsort((made.links, made.heads, made.tails))
    place_of = np.empty(len(order), np.int64)
    place_of[order] = np.arange(len(order))
    tails, heads, links = (some[order].tolist() for some in (made.tails, made.heads, made.links))
    make = _Maker(priced.tariff, priced.links, parts.places, (tails, heads, links), yards)
    swarms = [Swarm(swarm.model, place_of[swarm.arcs], make) for swarm in made.swarms]
    charges: Any = np.empty(len(order), object)
    for swarm in swarms:
        charges[swarm.arcs] = swarm
    charges = charges.tolist()
    for arc, given in made.others.items():
        charges[place_of[arc]] = given
    return yards, Sorted(tails, heads, links, ArcCharges(charges, tuple(swarms)))


class _Maker:
    """Gives the charges of one arc of a swarm."""

    def __init__(
        self,
        tariff: Tariff,
        links: Sequence[Link],
        places: Sequence[Place],
        ends: tuple[list[int], list[int], list[int]],
        yards: Sequence[Yard],
    ) -> None:
        self._tariff, self._links, self._places, self._yards = tariff, links, places, yards
        self._tails, self._heads, self._link_of = ends

    def __call__(self, arc: int) -> Charges:
        link, tail, head = self._link_of[arc], self._yards[self._tails[arc]], self._yards[self._heads[arc]]
        if link >= 0:
            return self._tariff.link(self._links[link], self._places[tail.place], self._places[head.place])
        if tail.mode == "origin":
            return self._tariff.end("loading", self._places[tail.place], head.mode)
        return self._tariff.end("unloading", self._places[tail.place], tail.mode)


class _Together(NamedTuple):
    """What will be a swarm: its charges, and its arcs in the order in which they are made."""

    model: Charges
    arcs: _Ints


class _Made:
    """Arcs in the order in which they are made part by part.

    Parameters
    ----------
    parts, priced
        How the graph hangs together, and what the arcs cost.
    """

    def __init__(self, parts: Parts, priced: Priced) -> None:
        self._parts, self._priced = parts, priced
        self._links = [priced.links[number] for number in parts.own_links]
        #: charges of arcs that are of no swarm
        self.others: dict[int, Charges | Alike] = {}
        self.swarms: list[_Together] = []
        self._number_yards()
        self._take_links()
        self._take_ends()
        self._take_rest()

    def _number_yards(self) -> None:
        """Number yards in the order in which the parts name them; only those of ends and of split places by name."""
        parts, links = self._parts, self._links
        count = np.fromiter(map(len, parts.here), np.int64, len(parts.here))
        self._first = first = np.cumsum(count) - count
        split = np.zeros(len(count), bool)
        split[list(parts.split)] = True
        start = np.fromiter((link.start for link in links), np.int64, len(links))
        end = np.fromiter((link.end for link in links), np.int64, len(links))
        flat = [first[start], first[end]]
        for number in np.flatnonzero((count[start] > 1) | (count[end] > 1)).tolist():
            link = links[number]
            mode, gauge, service = yard_kind(link, self._priced.tariff)
            for at, ends in zip((link.start, link.end), flat, strict=True):
                ends[number] += parts.here[at].index(Yard(at, mode, gauge, "", service))
        both = np.array([link.row["direction"] != "forward" for link in links], bool)
        # a yard counts as two, departures and arrivals; where they are one, both are the first
        arrive, leave = 2 * flat[0] + split[start], 2 * flat[0]
        named = np.column_stack([leave, 2 * flat[1] + split[end], 2 * flat[1], arrive])
        kept = np.column_stack([np.ones((len(links), 2), bool), both, both])
        self._of_links, self._both, self._start, self._end = named, both, start, end
        order = np.concatenate([named[kept], self._named_at_places(count, split)])
        first_named = np.full(2 * int(count.sum()) + 2 * len(count), -1)
        first_named[order[::-1]] = np.arange(len(order))[::-1]  # of several the last is left: the first in order
        names = np.flatnonzero(first_named >= 0)
        names = names[np.argsort(first_named[names])]
        self._number = np.full(len(first_named), -1)
        self._number[names] = np.arange(len(names))
        self.yards = self._yards(names.tolist())
        if parts.split:  # places where lines stop are among them
            parts.yards = dict(zip(self.yards, range(len(self.yards)), strict=True))

    def _named_at_places(self, count: _Ints, split: NDArray[np.bool_]) -> _Ints:
        """List what the handling at each place names: origin, destination, departures and arrivals of each yard."""
        total, n_places = int(count.sum()), len(count)
        places = np.arange(n_places)
        ends = 2 * total + 2 * places
        yard_place = np.repeat(places, count)
        yards = 2 * np.arange(total)
        beside = 2 * (np.arange(total) - self._first[yard_place])
        name = np.concatenate([ends, ends + 1, yards, yards + split[yard_place]])
        slot = np.concatenate([places * 0, places * 0 + 1, beside + 2, beside + 3])
        place = np.concatenate([places, places, yard_place, yard_place])
        return name[np.lexsort((slot, place))]

    def _yards(self, names: list[int]) -> list[Yard]:
        split = self._parts.split
        by_name: list[Yard] = []
        for place, here in enumerate(self._parts.here):
            for yard in here:
                by_name += (yard.at("departures"), yard.at("arrivals")) if place in split else (yard, yard)
        for place in range(len(self._parts.here)):
            by_name += (Yard(place, "origin"), Yard(place, "destination"))
        return [by_name[name] for name in names]

    def _take_links(self) -> None:
        """Take the links there and, where they have both directions, back."""
        tariff, places, links = self._priced.tariff, self._parts.places, self._links
        there = np.arange(len(links)) + np.cumsum(self._both) - self._both
        m = len(links) + int(self._both.sum())
        self.tails, self.heads, self.links = np.empty(m, np.int64), np.empty(m, np.int64), np.empty(m, np.int64)
        vertex = self._number[self._of_links]
        number = np.array(self._parts.own_links, np.int64)
        every = np.ones(len(links), bool)
        for first, arcs, taken in ((0, there, every), (2, there[self._both] + 1, self._both)):
            self.tails[arcs], self.heads[arcs] = vertex[taken, first], vertex[taken, first + 1]
            self.links[arcs] = number[taken]
        price = f"cost_usd_per_{tariff.shipment}"
        groups: dict[tuple[str, str, str, bool, bool], list[int]] = {}
        country = [place.country for place in places]
        for index, link in enumerate(links):
            row, where = link.row, country[link.start]
            if link.mode == "ferry" or where != country[link.end]:
                self._take_alone(int(there[index]), link, both_ways=bool(self._both[index]))
                continue
            key = link.mode, traction(link), where, row["time_h"] is None, row[price] is None
            if key in groups:
                groups[key].append(index)
            else:
                groups[key] = [index]
        for (*_, no_hours, no_price), members in groups.items():
            some = [links[index] for index in members]
            km = np.array([link.length_km for link in some])
            hours = None if no_hours else np.array([link.row["time_h"] for link in some])
            usd = None if no_price else np.array([link.row[price] for link in some])
            back = self._both[members]
            for beside, taken in ((0, np.ones(len(some), bool)), (1, back)):
                printed = None if hours is None else hours[taken], None if usd is None else usd[taken]
                model = tariff.hauls_alike(some[0], places[some[0].start], km[taken], printed)
                self.swarms.append(_Together(model, there[members][taken] + beside))

    def _take_alone(self, arc: int, link: Link, *, both_ways: bool) -> None:
        """Take a link that is like no other."""
        tariff, one, other = self._priced.tariff, self._parts.places[link.start], self._parts.places[link.end]
        self.others[arc] = tariff.link(link, one, other)
        if both_ways:
            self.others[arc + 1] = tariff.link(link, other, one)

    def _take_ends(self) -> None:
        """Take loading and unloading at places with one yard."""
        parts, tariff = self._parts, self._priced.tariff
        places = [place for place in parts.places if len(parts.here[place.index]) == 1]
        places = [place for place in places if place.index not in parts.split]
        index = np.array([place.index for place in places], np.int64)
        origin = len(self._number) - 2 * len(parts.places) + 2 * index
        yard = self._number[2 * self._first[index]]
        began = len(self.tails)
        self._add(
            np.column_stack([self._number[origin], yard]).ravel(),
            np.column_stack([yard, self._number[origin + 1]]).ravel(),
        )
        groups: dict[tuple[str, str], list[int]] = {}
        here, named = parts.here, tariff.handling.names
        for number, place in enumerate(places):
            mode = here[place.index][0].mode
            if not named(place.id):
                groups.setdefault((place.country, mode), []).append(number)
                continue
            for beside, operation in enumerate(_ENDS):
                self.others[began + 2 * number + beside] = tariff.end(operation, place, mode)
        for (_, mode), numbers in groups.items():
            arcs = began + 2 * np.array(numbers, np.int64)
            for beside, operation in enumerate(_ENDS):
                model = tariff.end(operation, places[numbers[0]], mode)
                self.swarms.append(_Together(model, arcs + beside))

    def _take_rest(self) -> None:
        """Take what is done at all other places, and the services."""
        parts = self._parts
        found: list[Arc] = []
        for part in parts.each():
            kind, number = part
            if kind == "link" or (kind == "place" and number not in parts.split):
                continue
            found += self._priced.arcs(part)
        began = len(self.tails)
        tails, heads, links = (np.array([arc[which] for arc in found], np.int64) for which in range(3))
        self._add(tails, heads, links)
        self.others.update((began + number, arc.charges) for number, arc in enumerate(found))

    def _add(self, tails: _Ints, heads: _Ints, links: _Ints | None = None) -> None:
        self.tails = np.concatenate([self.tails, tails])
        self.heads = np.concatenate([self.heads, heads])
        self.links = np.concatenate([self.links, np.full(len(tails), -1) if links is None else links])
