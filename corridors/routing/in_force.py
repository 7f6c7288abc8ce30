"""The charges of arcs as they are on a day: price levels, what events add and take, and what projects gave.

A graph holds what the tables say; all dates and scenarios share it. Here stands what a day makes of it: prices at the
level of their lane, railway or market in their direction, hours and dollars that an event adds, capacities that a
restriction leaves or a project raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from corridors.charges.charge import NOTHING, Charge, Figure, charge_of, unique, worst_grade
from corridors.kernels.adding import total_of
from corridors.routing.graph import RoutingGraph
from corridors.routing.priced import payments_of
from corridors.routing.prices import NO_ARC, Prices
from corridors.world.effects import Effect, effects_of
from corridors.world.projects import capacity_on
from corridors.world.restrictions import capacity_left, link_capacity_left, links_concerned, restrictions_of
from corridors.world.view import View

__all__ = ["BOXES", "InForce", "Terms"]

#: Whose a box may be.
BOXES = ("carrier", "shipper")

#: What an event's dollars for a 40 ft container are for another shipment.
_SHARE = {"feu": 1.0, "teu": 0.5, "wagon": 2.0}


class Terms(NamedTuple):
    """On what terms a shipment is priced."""

    #: whose box it is: the carrier wants it back
    box: str = "carrier"
    #: value of the goods in USD a unit; None: as usual for the shipment
    value_usd: float | None = None
    #: year in whose dollars prices are told; None: that of the day
    price_year: int | None = None


class InForce:
    """The charges of one graph on one day.

    Parameters
    ----------
    view
        The day, and what was changed.
    graph
        The graph.
    terms
        On what terms a shipment is priced; as usual by default.
    base
        The same without the changes, of which the figures of all arcs are taken that they do not concern.
    """

    def __init__(
        self, view: View, graph: RoutingGraph, terms: Terms | None = None, base: InForce | None = None
    ) -> None:
        self.view = view
        self.core = view.core
        self.graph = graph
        self.terms = Terms() if terms is None else terms
        self.restrictions = restrictions_of(view.events, [graph.shipment])
        self._effects = effects_of(self.restrictions, graph.tariff.service)
        self._memo: dict[int, Sequence[Charge]] = {}
        self.prices = Prices(view, graph, self.terms.price_year)
        self._goods = self._value_of_goods()
        alike = base is not None and view.base is base.view and base.graph in (graph, graph.base)
        self.base = base if alike and base is not None and self.terms == base.terms else None
        if self.base is not None and self._same_effects:
            self.concerned = self.base.concerned
        self._sums: dict[Callable[[Charge], float], list[float]] = {}
        self._costs: list[float] | None = None

    def _value_of_goods(self) -> Figure:
        """Give what one unit carries in the dollars asked for: as the caller said, else as is usual."""
        asked = self.terms.value_usd
        if asked is not None:
            return Figure(asked, asked, asked, None, ()).times(self.prices.to_asked)
        usual = self.graph.tariff.rates.get("value_of_goods_usd", "*", "*", self.graph.shipment)
        if usual is None:
            return NOTHING
        return Figure(usual.central, usual.central, usual.central, usual.grade, usual.sources).times(self.prices.usual)

    @cached_property
    def concerned(self) -> dict[int, list[Effect]]:
        """Arcs that events slow, raise or add to, and the events; made once for all days of the same events."""
        key = "concerned", self.graph, tuple(map(_row_of, self._effects))
        made = self.core.made
        found: dict[int, list[Effect]] = made.get(key) or made.setdefault(key, self._find_concerned())
        return found

    def _find_concerned(self) -> dict[int, list[Effect]]:
        found: dict[int, list[Effect]] = {}
        for effect in self._effects:
            some = effect.row["services"]
            for link in links_concerned(effect.row, self.core):
                for arc in self.graph.arcs_of_link[link.index]:
                    if (not some or effect.of(self._service(arc))) and effect.meets(self._way(arc)):
                        found.setdefault(arc, []).append(effect)
        return found

    @property
    def _same_effects(self) -> bool:
        base = self.base
        return base is not None and (
            self.view.same_events or list(map(_row_of, self._effects)) == list(map(_row_of, base._effects))
        )

    @cached_property
    def differs(self) -> frozenset[int] | None:
        """Arcs whose charges may be others than those of the base; None where any may, or there is no base."""
        base = self.base
        if base is None or self.core.money is not base.core.money:
            return None
        found = set(self.graph.repriced if self.graph is not base.graph else ())
        if self.core.levels is not base.core.levels:
            if self._priced != base._priced:
                return None
            for market, arcs in base._arcs_of_market.items():
                if self.prices.level_of(*market) != base.prices.level_of(*market):
                    found |= arcs
        if self._goods != base._goods:
            found |= self.concerned.keys()
        if self.concerned is not base.concerned:
            found.update(
                arc
                for arc in self.concerned.keys() | base.concerned.keys()
                if list(map(_row_of, self.concerned.get(arc, ()))) != list(map(_row_of, base.concerned.get(arc, ())))
            )
        if self._returns != base._returns:
            found.update(self._arcs_that_return)
        return frozenset(found)

    @cached_property
    def _arcs_of_market(self) -> dict[tuple[str, bool], set[int]]:
        """Arcs by the markets that something on them is paid in."""
        found: dict[tuple[str, bool], set[int]] = {}
        for arc, charges in enumerate(self.graph.charges):
            for charge in charges:
                if charge.cost_usd_high:
                    found.setdefault(self.prices.market(charge, arc), set()).add(arc)
        return found

    def _way(self, arc: int) -> str:
        """Whether an arc goes along its link or back."""
        link = self.core.links[self.graph.link_of[arc]]
        return "forward" if self.graph.yards[self.graph.tails[arc]].place == link.start else "back"

    def _service(self, arc: int) -> str:
        return self.graph.yards[self.graph.heads[arc]].service.partition(" ")[0]

    @cached_property
    def _priced(self) -> bool:
        """Whether prices differ from those of the tables at all."""
        return self.prices.moved or self.terms.value_usd is not None

    def charges(self, arc: int) -> Sequence[Charge]:
        """Give the charges of an arc, hours and dollars as on the day."""
        found = self._memo.get(arc)
        if found is None and self.base is not None and self.differs is not None and arc not in self.differs:
            return self.base.charges(arc)
        if found is None:
            charges: Sequence[Charge] = self.graph.charges[arc]
            if self._priced:
                charges = [self.prices.at_level(charge, arc) for charge in charges]
            if arc in self.concerned:
                charges = self._with_effects(arc, charges)
            found = self._memo[arc] = self._returning(arc, charges)
        return found

    def joining(self, charge: Charge) -> Charge:
        """Give a lorry that joins a point to a place, which is no arc, at the price of the day."""
        return self.prices.at_level(charge, NO_ARC) if self._priced else charge

    def account(self, arc: int) -> Sequence[Charge]:
        """Give the charges of an arc with the capacities of the day as well."""
        return [self._limited(arc, charge) for charge in self.charges(arc)]

    def sums(self, value: Callable[[Charge], float]) -> list[float]:
        """Add up one figure of the charges that is no money, arc by arc; the list is kept, so leave it as it is."""
        total = self._sums.get(value)
        if total is None:
            base, differs = self.base, self.differs
            if base is None or differs is None:
                total = self.graph.sums(value)
                differs = frozenset(self.concerned)
            else:
                total = list(base.sums(value))
            for arc in differs:
                total[arc] = self.sum_of(arc, value)
            if isinstance(value, attrgetter):
                self._sums[value] = total
        return total

    def sum_of(self, arc: int, value: Callable[[Charge], float]) -> float:
        """Add up one figure of the charges of an arc that is no money: at the prices of the tables."""
        if arc in self.concerned:
            return total_of(map(value, self._with_effects(arc, self.graph.charges[arc])))
        return self.graph.sum_of(arc, value)

    def costs(self) -> list[float]:
        """Add up the prices, arc by arc; the list is kept, so leave it as it is."""
        if self._costs is None:
            base = self.base
            differs: Iterable[int] | None = self.differs
            if base is None or differs is None:
                total, differs = (
                    self._all_costs(),
                    self.concerned.keys() | frozenset(self._arcs_that_return if self._returns else ()),
                )
            else:
                total = list(base.costs())
            for arc in differs:
                total[arc] = self.cost_of(arc)
            self._costs = total
        return self._costs

    def _all_costs(self) -> list[float]:
        """Add up the prices of all arcs but for what events and returning boxes add."""
        graph = self.graph
        if not self._priced:
            return graph.costs()
        if graph.charges.swarms:  # to collect all would take gigabytes
            arcs = range(graph.n_arcs)
            return [total_of(self.prices.price(charge, arc)[1] for charge in graph.charges[arc]) for arc in arcs]
        if graph.payments is None:
            graph.payments = payments_of(graph, self.prices.market)
        return graph.payments.sums(lambda charge, arc: self.prices.price(charge, arc)[1])

    def cost_of(self, arc: int) -> float:
        """Add up the prices of an arc; no charge is written anew for it unless an event concerns it."""
        if arc in self.concerned or (self._returns and self._ends(arc)):
            return total_of(charge.cost_usd for charge in self.charges(arc))
        charges = self.graph.charges[arc]
        if self._priced:
            return total_of(self.prices.price(charge, arc)[1] for charge in charges)
        return total_of(charge.cost_usd for charge in charges)

    @cached_property
    def _arcs_that_return(self) -> list[int]:
        return [arc for arc in range(self.graph.n_arcs) if self._ends(arc)]

    def _ends(self, arc: int) -> bool:
        return self.graph.yards[self.graph.heads[arc]].mode == "destination"

    @cached_property
    def _returns(self) -> list[Charge]:
        """What the carrier's box asks for once it is empty."""
        if self.terms.box != "carrier" or self.graph.shipment == "wagon":
            return []
        rate = self.graph.tariff.rates.get("empty_return_usd", "*", "*", self.graph.shipment)
        if rate is None:
            return []
        price = Figure(rate.low, rate.central, rate.high, rate.grade, rate.sources).times(self.prices.usual)
        return [charge_of("empty_return", "the empty box goes back", NOTHING, price, group="empty return")]

    def _returning(self, arc: int, charges: Sequence[Charge]) -> Sequence[Charge]:
        if self._returns and self._ends(arc):
            tail = self.graph.yards[self.graph.tails[arc]]
            if tail.mode != "road":  # a lorry takes its box home
                return [*charges, *self._returns]
        return charges

    # -- events -------------------------------------------------------------------------------------

    def _with_effects(self, arc: int, charges: Sequence[Charge]) -> list[Charge]:
        found = list(charges)
        link = self.core.links[self.graph.link_of[arc]]
        for effect in self.concerned[arc]:
            if effect.slower != 1 or effect.dearer != 1:
                found = [effect.applied(charge) for charge in found]
            if link.id in effect.row["links"] and effect.adds:
                share = _SHARE[self.graph.shipment] * self.prices.to_asked
                found.append(effect.added(share, self._goods))
        return found

    def _limited(self, arc: int, charge: Charge) -> Charge:
        charge = self._enlarged(arc, charge)
        capacity, index = charge.capacity_mt_per_year, self.graph.link_of[arc]
        if not self.restrictions:
            return charge
        if charge.kind == "haul":
            factor, binding = link_capacity_left(self.core, self.core.links[index], self.restrictions)
            # nothing left is nothing, even where it is not known of how much
            capacity = 0.0 if factor == 0 else capacity
        elif capacity is None:
            return charge
        else:
            before, after = self.graph.yards[self.graph.tails[arc]], self.graph.yards[self.graph.heads[arc]]
            places = {self.core.places[yard.place].id for yard in (before, after)}
            # an operation between two modes is bound by the one that is restricted more
            modes = sorted({before.mode, after.mode} - {"origin", "destination"})
            left = (capacity_left(self.restrictions, mode, places) for mode in modes)
            factor, binding = min(left, key=lambda found: found[0])
        if capacity is None or not binding:
            return charge
        return charge._replace(
            capacity_mt_per_year=capacity * factor,
            capacity_grade=worst_grade((charge.capacity_grade, "derived", *(event["grade"] for event in binding))),
            capacity_sources=unique(charge.capacity_sources, *(event["source"] for event in binding)),
        )

    def _enlarged(self, arc: int, charge: Charge) -> Charge:
        """Give a haul or an operation the capacity that a project gave it by the day."""
        if charge.kind == "haul":
            targets, operation = [self.core.links[self.graph.link_of[arc]].id], ""
        else:
            ends = self.graph.tails[arc], self.graph.heads[arc]
            targets = [self.core.places[self.graph.yards[end].place].id for end in ends]
            operation = charge.kind
        when = self.view.on, self.view.reference_date
        found = (capacity_on(self.core.projects, target, *when, operation=operation) for target in targets)
        project = next((row for row in found if row is not None), None)
        if project is None:
            return charge
        return charge._replace(
            capacity_mt_per_year=project["value"],
            capacity_grade=project["grade"],
            capacity_sources=project["source"],
        )


def _row_of(effect: Effect) -> int:
    """Tell an event from all others, and from itself as it was before a cell was changed."""
    return id(effect.row)
