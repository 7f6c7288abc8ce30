"""What each part of a graph rests on: the links, services, rates and handling that its prices were looked up in.

Where some rows of the tables change, only the parts that looked one of them up have to be priced again. Nobody lists
by hand what depends on what: every part is priced once more with look-ups that note what they are asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corridors.charges.handling import CASE, Handling, HandlingTable
from corridors.charges.rates import Rate, Rates
from corridors.charges.tariff import Tariff
from corridors.routing.graph import Part, Parts, Priced, RoutingGraph, arc_order
from corridors.routing.yards import Arc
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
        self.graph = graph
        own = graph.tariff
        self._kind = own.shipment, own.scope
        rail = own.service == "regular"
        self.parts = Parts(core.places, core.links, own, core.services, rail=rail)
        self.of_rates: dict[_RateQuery, set[Part]] = {}
        self.of_handling: dict[_HandlingQuery, set[Part]] = {}
        self.of_links: dict[int, set[Part]] = {}
        self.of_services: dict[int, set[Part]] = {}
        made: list[Arc] = []
        span: dict[Part, tuple[int, int]] = {}
        for part in self.parts.each():
            start = len(made)
            made += self._noted(core, part)
            span[part] = start, len(made)
        order = arc_order(len(self.parts.yards), len(core.links))
        standing = [0] * len(made)
        for number, index in enumerate(sorted(range(len(made)), key=lambda index: order(made[index]))):
            standing[index] = number
        #: numbers of the arcs of each part, in the order in which they are made
        self.arcs_of = {part: standing[start:end] for part, (start, end) in span.items()}
        self._near: dict[tuple[str, str | None], list[_HandlingQuery]] = {}
        for query in self.of_handling:
            here = dict(query[1]).get("place")
            for place in {None, *(here if isinstance(here, tuple) else (here,))}:
                self._near.setdefault((query[0], place), []).append(query)

    def tariffs(self, rates: Rates, handling: HandlingTable) -> tuple[Tariff, Tariff]:
        """Make the tariffs of the graph of other rates and handling."""
        shipment, scope = self._kind
        own, through = (Tariff(rates, handling, shipment, service, scope) for service in self._classes)
        return own, through

    def _noted(self, core: Core, part: Part) -> Iterable[Arc]:
        """Make the arcs of a part anew, apart from all others, and note what it asks for."""
        rates, handling = _NotingRates(core.rates), _NotingHandling(core.handling)
        tariffs = self.tariffs(rates, handling)
        rates.asked.clear()  # what every tariff asks for is looked at once for all, in `concerned`
        arcs = list(Priced(self.parts, core.links, self.parts.lines, *tariffs).arcs(part))
        for query in rates.asked:
            self.of_rates.setdefault(query, set()).add(part)
        for asked in handling.asked:
            self.of_handling.setdefault(asked, set()).add(part)
        links, services = self._records(part)
        for link in links:
            self.of_links.setdefault(link, set()).add(part)
        for service in services:
            self.of_services.setdefault(service, set()).add(part)
        return arcs

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
            for asked, parts in self.of_rates.items():
                if asked[0] in names and before.rates.get(*asked) != after.rates.get(*asked):
                    found |= parts
        if "handling" in touched:
            for case in self._cases(_rows("handling", before, after, touched)):
                told = dict(case[1])
                if before.handling.find(case[0], **told) != after.handling.find(case[0], **told):
                    found |= self.of_handling[case]
        return found

    def _cases(self, rows: Iterable[Row]) -> Iterable[_HandlingQuery]:
        """Give the cases that were asked for and may be met by some rows."""
        near = [self._near.get((row["operation"], row["place"]), ()) for row in rows]
        return dict.fromkeys(query for queries in near for query in queries)


def _rows(table: str, before: Core, after: Core, touched: Mapping[str, frozenset[int]]) -> Sequence[Row]:
    """Give the touched rows of a table, as they were and as they are."""
    old, new = before.tables[table], after.tables[table]
    positions = sorted(touched[table])
    return [*(old[position] for position in positions if position < len(old)), *(new[p] for p in positions)]
