"""What a route rests on: the search that found it, or what was kept of it where it was read from a pickle.

A route found is cheap: it holds arc numbers, and all else is worked out when asked. A pickle of it must not drag
the network along, so what is kept is the answer itself: its steps, its ends, its sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from corridors.charges.charge import Charge
from corridors.charges.levels import PriceLevel
from corridors.charges.model import Link, Place
from corridors.errors import OptionError
from corridors.kernels.adding import total_of
from corridors.network.loading import load_network
from corridors.routes.step import MILES, Step
from corridors.routing.planner import Goal, Planner, Root
from corridors.routing.weights import weight_name
from corridors.tables.reading import Row
from corridors.world.core import Core
from corridors.world.restrictions import Restriction, restrictions_met
from corridors.world.risks import Risk

__all__ = ["Found", "Kept"]


class Found(NamedTuple):
    """A way in the search that found it."""

    planner: Planner
    root: Root
    goal: Goal
    arcs: list[int]

    @property
    def origin(self) -> Place:
        """Where it starts."""
        return self.root.place

    @property
    def destination(self) -> Place:
        """Where it ends."""
        return self.goal.place

    @property
    def snapped_km(self) -> float:
        """Distance from the points asked for to the places taken."""
        return self.root.snapped_km + self.goal.snapped_km

    @property
    def notes(self) -> tuple[str, ...]:
        """What names were taken for, where they leave a doubt, and what stands in for prices not known."""
        named = filter(None, (self.root.note, *self.planner.notes, self.goal.note))
        return (*named, *self.planner.in_force.prices.notes)

    @property
    def miles(self) -> tuple[tuple[tuple[float, float], tuple[float, float]], ...]:
        """Straight lines (lon, lat) of the lorries that join points to the places taken, in travel order."""
        first, last = self.root.end, self.goal.end
        there = ((first.point, self.origin.point),) if first is not None and first.point is not None else ()
        back = ((self.destination.point, last.point),) if last is not None and last.point is not None else ()
        return there + back

    @property
    def core(self) -> Core:
        """The tables."""
        return self.planner.core

    @property
    def edition(self) -> str:
        """The edition of the tables."""
        return self.core.tables.package.version

    @property
    def weight(self) -> str:
        """What was minimised."""
        return weight_name(self.planner.weight)

    @property
    def shipment(self) -> str:
        """What moves."""
        return self.planner.graph.shipment

    @property
    def service(self) -> str:
        """Class in which it travels by rail."""
        return self.planner.graph.tariff.service

    @property
    def scope(self) -> str:
        """What its time counts."""
        return self.planner.graph.tariff.scope

    @property
    def payload_t(self) -> float:
        """Tonnes in it."""
        return self.planner.graph.tariff.payload_t

    @property
    def correlation(self) -> float:
        """How much all its parts are late together."""
        return self.planner.graph.tariff.correlation

    @property
    def on(self) -> str:
        """The day of the network."""
        return self.planner.view.on

    @property
    def links(self) -> tuple[Link, ...]:
        """Links crossed, in order."""
        link_of, links = self.planner.graph.link_of, self.core.links
        return tuple(links[link_of[arc]] for arc in self.arcs if link_of[arc] >= 0)

    @property
    def places(self) -> tuple[Place, ...]:
        """Places passed, in order, ends included."""
        graph, places = self.planner.graph, self.core.places
        passed = [graph.yards[graph.tails[arc]].place for arc in self.arcs]
        passed.append(self.destination.index)
        return tuple(places[place] for n, place in enumerate(passed) if n == 0 or place != passed[n - 1])

    @property
    def corridors(self) -> tuple[str, ...]:
        """Ids of the corridors used."""
        crossed = frozenset(link.index for link in self.links)
        return tuple(corridor.id for corridor in self.core.corridors if corridor.used_by(crossed))

    @property
    def restrictions(self) -> tuple[Restriction, ...]:
        """Restrictions met."""
        met = restrictions_met(self.core, self.links, self.planner.in_force.restrictions)
        return tuple(map(Restriction.from_row, met))

    @property
    def risks(self) -> tuple[Risk, ...]:
        """Risks met, the highest first."""
        return tuple(map(Risk.from_row, self.planner.view.risks_along(self.links)))

    @property
    def price_levels(self) -> tuple[PriceLevel, ...]:
        """Which price levels were taken, in the order met."""
        return self.planner.in_force.prices.levels_of(self.arcs)

    @property
    def price_year(self) -> str:
        """In whose dollars the price is told."""
        return self.planner.in_force.prices.dollars

    @property
    def known_sources(self) -> dict[str, Row]:
        """Rows of sources by id."""
        return self.core.sources

    @property
    def closed(self) -> dict[int, str]:
        """Links crossed that are not in use on the day, by number, and why."""
        closed = self.planner.view.closed
        return {link.index: closed[link.index] for link in self.links if link.index in closed}

    def steps(self) -> Iterator[Step]:
        """Give the account line by line."""
        graph, core, in_force = self.planner.graph, self.core, self.planner.in_force
        names = {service.id: service.name for service in core.services}
        first, last = self._legs()
        yield from self._mile(first, self.origin)
        for arc in self.arcs:
            tail, head = graph.yards[graph.tails[arc]], graph.yards[graph.heads[arc]]
            index = graph.link_of[arc]
            link = core.links[index] if index >= 0 else None
            yard = head if head.mode != "destination" else tail
            service = (tail if link else yard).service.partition(" ")[0]
            for charge in in_force.account(arc):
                if self._replaced(charge, first, last):
                    continue
                if charge.kind in MILES:  # a lorry, whatever it brings to the terminal
                    yield from self._mile(charge, core.places[tail.place])
                    continue
                yield Step(
                    start=core.places[tail.place],
                    end=core.places[head.place],
                    mode=link.mode if link else yard.mode,
                    gauge_mm=link.gauge_mm if link else yard.gauge_mm,
                    link=link,
                    charge=charge,
                    service=service,
                    service_name=names.get(service, ""),
                )

        yield from self._mile(last, self.destination)

    def _legs(self) -> tuple[Charge | None, Charge | None]:
        """Lorries that join points to the places taken."""
        ends = self.root.end, self.goal.end
        joining = self.planner.in_force.joining
        first, last = (None if end is None or end.leg is None else joining(end.leg) for end in ends)
        return first, last

    def _mile(self, leg: Charge | None, place: Place) -> Iterator[Step]:
        if leg is not None:
            yield Step(start=place, end=place, mode="road", gauge_mm=None, link=None, charge=leg)

    @staticmethod
    def _replaced(charge: Charge, first: Charge | None, last: Charge | None) -> bool:
        """Whether a usual local lorry stands where the one to a point is known."""
        return (charge.kind == "first_mile" and first is not None) or (charge.kind == "last_mile" and last is not None)

    def charges(self) -> Iterator[Charge]:
        """Give the charges of the account; capacities are as the tables have them."""
        first, last = self._legs()
        for leg in (first, last):
            if leg is not None:
                yield leg
        charges = self.planner.in_force.charges
        for arc in self.arcs:
            for charge in charges(arc):
                if not self._replaced(charge, first, last):
                    yield charge

    def totals(self, figure: str) -> float:
        """Add up one figure of the account."""
        return float(total_of(getattr(charge, figure) for charge in self.charges()))


class Kept(NamedTuple):
    """A way read from a pickle: the answer without the network."""

    origin: Place
    destination: Place
    snapped_km: float
    notes: tuple[str, ...]
    edition: str
    weight: str
    shipment: str
    service: str
    scope: str
    payload_t: float
    correlation: float
    on: str
    arcs: tuple[int, ...]
    links: tuple[Link, ...]
    places: tuple[Place, ...]
    corridors: tuple[str, ...]
    restrictions: tuple[Restriction, ...]
    risks: tuple[Risk, ...]
    price_levels: tuple[PriceLevel, ...]
    price_year: str
    known_sources: dict[str, Row]
    closed: dict[int, str]
    miles: tuple[tuple[tuple[float, float], tuple[float, float]], ...]
    account: tuple[Step, ...]

    @classmethod
    def of(cls, answer: Found | Kept) -> Kept:
        """Keep what a way says."""
        if isinstance(answer, Kept):
            return answer
        account = tuple(answer.steps())
        cited = [source for step in account for source in step.charge.sources]
        cited += [source for restriction in answer.restrictions for source in restriction.sources]
        cited += [source for risk in answer.risks for source in risk.sources]
        sources = {source: answer.known_sources[source] for source in cited}
        alike: dict[str, Any] = {name: getattr(answer, name) for name in cls._fields if name in _ALIKE}
        return cls(arcs=tuple(answer.arcs), known_sources=sources, account=account, **alike)

    @property
    def core(self) -> Core:
        """The tables, where they are the packaged ones.

        Raises
        ------
        OptionError
            The network of the route is not at hand.
        """
        core = load_network()._core
        links = core.link_index
        if core.tables.package.version != self.edition or any(link.id not in links for link in self.links):
            raise OptionError(
                f"this route was read from a pickle, which holds the answer without its network (edition "
                f"{self.edition or 'unknown'}): draw its map before it is stored, or ask again"
            )
        return core

    def steps(self) -> Iterator[Step]:
        """Give the account line by line."""
        return iter(self.account)

    def charges(self) -> Iterator[Charge]:
        """Give the charges of the account."""
        return (step.charge for step in self.account)

    def totals(self, figure: str) -> float:
        """Add up one figure of the account."""
        return float(total_of(getattr(step.charge, figure) for step in self.account))


_ALIKE = {*Kept._fields} - {"arcs", "known_sources", "account"}
