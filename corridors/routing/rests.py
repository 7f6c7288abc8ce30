"""What each part of a graph rests on: the links, services, rates and handling that its prices were looked up in.

Where some rows of the tables change, only the parts that looked one of them up have to be priced again. Nobody lists
by hand what depends on what: every part is priced once more with look-ups that note what they are asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from corridors.charges.handling import CASE, DESCRIBED, Handling, HandlingTable
from corridors.charges.rates import Rate, Rates
from corridors.charges.tariff import Tariff
from corridors.routing.graph import RoutingGraph
from corridors.routing.parts import Part, Parts, Priced
from corridors.routing.yards import Arc, arc_order
from corridors.tables.reading import Row
from corridors.world.core import Core

__all__ = ["Rests"]

_RateQuery = tuple[str, str, str, str, str]
_HandlingQuery = tuple[str, tuple[tuple[str, Any], ...]]


class _NotingRates(Rates):
    """Rates that note what they are asked."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self.asked: set[_RateQuery] = set()

    def get(
        self, parameter: str, mode: str = "*", country: str = "*", shipment: str = "*", service: str = "*"
    ) -> Rate | None:
        """Find a rate, and note which."""
        self.asked.add((parameter, mode, country, shipment, service))
        return self._rates.get(parameter, mode, country, shipment, service)


class _NotingHandling(HandlingTable):
    """Handling that notes what it is asked."""

    def __init__(self, handling: HandlingTable) -> None:
        self._handling = handling
        self.asked: set[_HandlingQuery] = set()

    def at(self, operation: str, place: str, country: str, *case: Any) -> Handling:
        """Find a row for a place, and note which."""
        query = zip(("place", "country", *CASE), (place, country, *case), strict=True)
        self.asked.add((operation, tuple(query)))
        return self._handling.at(operation, place, country, *case)

    def find(self, operation: str, **query: Any) -> Handling:
        """Find a row, and note which."""
        self.asked.add((operation, tuple(query.items())))
        return self._handling.find(operation, **query)


class _Asked(NamedTuple):
    """What parts ask rates and handling for, and the cases of handling by operation and place (None: any)."""

    rates: dict[_RateQuery, set[Part]]
    handling: dict[_HandlingQuery, set[Part]]
    near: dict[tuple[str, str | None], list[tuple[_HandlingQuery, dict[str, Any]]]]


class Rests:
    """The parts of one graph, where their arcs stand in it, and what each rests on.

    Parameters
    ----------
    core
        The tables that the graph was made of.
    graph
        The graph.
    classes
        Classes of service of its tariffs: its own, and that of who rides a train.
    """

    def __init__(self, core: Core, graph: RoutingGraph, classes: tuple[str, str]) -> None:
        self._classes = classes
        self._core = core
        self.graph = graph
        own = graph.tariff
        self._kind = own.shipment, own.scope
        self.parts = Parts(core.places, core.links, own, core.services, rail=own.service == "regular")
        priced = Priced(self.parts, core.links, self.parts.lines, own, graph.through)
        made: list[Arc] = []
        span: dict[Part, tuple[int, int]] = {}
        for part in self.parts.each():  # at the charges that the tariffs of the graph have made already
            start = len(made)
            made += priced.arcs(part)
            span[part] = start, len(made)
        order = arc_order(len(self.parts.yards), len(core.links))
        standing = [0] * len(made)
        for number, index in enumerate(sorted(range(len(made)), key=lambda index: order(made[index]))):
            standing[index] = number
        #: numbers of the arcs of each part, in the order in which they are made
        self.arcs_of = {part: standing[start:end] for part, (start, end) in span.items()}
        self.of_links: dict[int, set[Part]] = {}
        self.of_services: dict[int, set[Part]] = {}
        for part in span:
            links, services = self._records(part)
            for link in links:
                self.of_links.setdefault(link, set()).add(part)
            for service in services:
                self.of_services.setdefault(service, set()).add(part)

    @cached_property
    def _asked(self) -> _Asked:
        """What rates and handling each part asks for: found out when first some of either are changed."""
        asked = _Asked({}, {}, {})
        rates, handling = _NotingRates(self._core.rates), _NotingHandling(self._core.handling)
        for part in self.arcs_of:
            tariffs = self.tariffs(rates, handling)  # new ones, which remember nothing that another part asked for
            rates.asked.clear()  # what every tariff asks for is looked at once for all, in `concerned`
            handling.asked.clear()
            for _ in Priced(self.parts, self._core.links, self.parts.lines, *tariffs, note=False).arcs(part):
                pass
            for query in rates.asked:
                asked.rates.setdefault(query, set()).add(part)
            for case in handling.asked:
                asked.handling.setdefault(case, set()).add(part)
        for case in asked.handling:
            here = dict(case[1]).get("place")
            for place in {None, *(here if isinstance(here, tuple) else (here,))}:
                asked.near.setdefault((case[0], place), []).append((case, dict(case[1])))
        return asked

    def tariffs(self, rates: Rates, handling: HandlingTable) -> tuple[Tariff, Tariff]:
        """Make the tariffs of the graph of other rates and handling."""
        shipment, scope = self._kind
        own, through = (Tariff(rates, handling, shipment, service, scope) for service in self._classes)
        return own, through

    def _records(self, part: Part) -> tuple[set[int], set[int]]:
        """Numbers of the links and services whose rows a part reads."""
        kind, number = part
        parts = self.parts
        if kind == "link":
            return {number}, set()
        if kind == "place":
            return self._ferries_at(number), set()
        if kind == "changes":
            stops = (*parts.stops.offs[number], *parts.stops.ons.get(number, ()))
            return set(), {parts.lines[line].service.index for line, _ in stops}
        line = parts.lines[number]
        waits = (self._ferries_at(place) for place in line.stops)
        return set(line.links).union(*waits), {line.service.index}

    def _ferries_at(self, place: int) -> set[int]:
        parts = self.parts
        return {parts.ferries[yard.service] for yard in parts.here[place] if yard.mode == "ferry"}

    # -- what a change concerns ---------------------------------------------------------------------

    def concerned(self, before: Core, after: Core, touched: Mapping[str, frozenset[int]]) -> set[Part] | None:
        """Give the parts whose prices some changed rows may move; None where that is all of them."""
        found: set[Part] = set()
        for link in touched.get("links", ()):
            found |= self.of_links.get(link, set())
        for service in touched.get("services", ()):
            found |= self.of_services.get(service, set())
        if "rates" in touched:
            shipment, _ = self._kind
            for query in (("payload_t", "*", "*", shipment, "*"), ("lorries_per_unit", "road", "*", shipment, "*")):
                if before.rates.get(*query) != after.rates.get(*query):
                    return None
            names = {row["parameter"] for row in _rows("rates", before, after, touched)}
            for asked, parts in self._asked.rates.items():
                if asked[0] in names and before.rates.get(*asked) != after.rates.get(*asked):
                    found |= parts
        if "handling" in touched:
            for case in self._cases(_rows("handling", before, after, touched)):
                told = dict(case[1])
                if before.handling.find(case[0], **told) != after.handling.find(case[0], **told):
                    found |= self._asked.handling[case]
        return found

    def _cases(self, rows: Iterable[Row]) -> Iterable[_HandlingQuery]:
        """Give the cases that were asked for and may be met by some rows."""
        found: dict[_HandlingQuery, None] = {}
        for row in rows:
            filled = {column: row[column] for column in DESCRIBED if row[column] is not None}
            for case, told in self._asked.near.get((row["operation"], row["place"]), ()):
                if all(_meets(told.get(column), cell) for column, cell in filled.items()):
                    found[case] = None
        return found


def _meets(asked: Any, cell: Any) -> bool:
    return cell in asked if isinstance(asked, tuple) else cell == asked


def _rows(table: str, before: Core, after: Core, touched: Mapping[str, frozenset[int]]) -> Sequence[Row]:
    """Give the touched rows of a table, as they were and as they are."""
    old, new = before.tables[table], after.tables[table]
    positions = sorted(touched[table])
    return [*(old[position] for position in positions if position < len(old)), *(new[p] for p in positions)]
