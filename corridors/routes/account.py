"""The account of a route: the way it takes, and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Any

from corridors.charges.levels import PriceLevel
from corridors.charges.model import Link, Place
from corridors.charges.ranges import range_of_sum
from corridors.kernels.adding import total_of
from corridors.routes.answer import Found, Kept
from corridors.routes.chain import Emitted, emitted
from corridors.routes.ride import Ride, rides
from corridors.routes.step import Step
from corridors.world.restrictions import Restriction
from corridors.world.risks import Risk

__all__ = ["Account"]

_GRADES = {"length_km": "length_grade", "time_h": "time_grade", "cost_usd": "cost_grade"}


class Account:
    """The way of a route and its figures, worked out of its steps."""

    __slots__ = ("_answer",)

    def __init__(self, answer: Found | Kept) -> None:
        self._answer = answer

    # -- the way ------------------------------------------------------------------------------------

    @property
    def origin(self) -> Place:
        """Where it starts."""
        return self._answer.origin

    @property
    def destination(self) -> Place:
        """Where it ends."""
        return self._answer.destination

    @property
    def arcs(self) -> tuple[int, ...]:
        """Arc numbers in the routing graph."""
        return tuple(self._answer.arcs)

    @property
    def weight(self) -> str:
        """What was minimised."""
        return self._answer.weight

    @property
    def shipment(self) -> str:
        """What moves: feu, teu or wagon."""
        return self._answer.shipment

    @property
    def service(self) -> str:
        """Class in which it travels by rail: regular, block_train or wagonload."""
        return self._answer.service

    @property
    def scope(self) -> str:
        """What its hours count: run, terminal or door."""
        return self._answer.scope

    @property
    def on(self) -> str:
        """The day (ISO) of the network."""
        return self._answer.on

    @property
    def steps(self) -> tuple[Step, ...]:
        """The account of the route, line by line and in order."""
        return tuple(self._iter_steps())

    def _iter_steps(self) -> Iterator[Step]:
        return self._answer.steps()

    @property
    def links(self) -> tuple[Link, ...]:
        """Links crossed, in order."""
        return self._answer.links

    @property
    def places(self) -> tuple[Place, ...]:
        """Places passed, in order, ends included."""
        return self._answer.places

    @property
    def modes(self) -> tuple[str, ...]:
        """Modes in order, each change once."""
        return _runs([link.mode for link in self.links])

    @property
    def countries(self) -> tuple[str, ...]:
        """ISO codes of the countries passed, in order; straits on sea lanes do not count."""
        return _runs([place.country for place in self.places if place.kind != "strait"])

    @property
    def corridors(self) -> tuple[str, ...]:
        """Ids of the corridors whose gateways are crossed."""
        return self._answer.corridors

    @property
    def borders(self) -> tuple[tuple[str, str, str, str], ...]:
        """Border crossings in order: (country left, country entered, place before, place after)."""
        return tuple(
            (step.start.country, step.end.country, step.start.id, step.end.id)
            for step in self._iter_steps()
            if step.charge.kind == "border"
        )

    @property
    def gauge_changes(self) -> tuple[tuple[str, str], ...]:
        """Gauge changes in order: (place, such as ``1520 to 1435 mm``)."""
        return tuple(
            (step.start.id, step.charge.label.split(" at ")[0])
            for step in self._iter_steps()
            if step.charge.kind == "gauge_change"
        )

    @property
    def transhipments(self) -> tuple[tuple[str, str], ...]:
        """Changes of mode or vessel in order: (place, such as ``rail to ferry``).

        Neither a change of train (``class_change``) nor what joining train and lorry costs besides
        (``broken_haul``) is one; both are in `legs`.
        """
        return tuple(
            (step.start.id, step.charge.label.split(" at ")[0])
            for step in self._iter_steps()
            if step.charge.kind == "transhipment"
        )

    @property
    def services(self) -> tuple[Ride, ...]:
        """Rides by trains, feeders and ferries that have departures of their own, in order.

        Each has its hours, and where these are printed ones those by the sum of parts as well.
        """
        return rides(self._iter_steps())

    @property
    def restrictions(self) -> tuple[Restriction, ...]:
        """Events in force that restrict the way without shutting it, in the order met.

        What they leave of capacity is in `capacity_mt_per_year`, `bottleneck` and `legs`.
        """
        return self._answer.restrictions

    @property
    def risks(self) -> tuple[Risk, ...]:
        """Risks in force that the way meets, the highest first: sanctions, war, insurability, theft, politics."""
        return self._answer.risks

    @property
    def price_levels(self) -> tuple[PriceLevel, ...]:
        """Which levels the price rests on: of which lane, railway or market, and whether held beyond its series."""
        return self._answer.price_levels

    @property
    def price_year(self) -> str:
        """In whose dollars prices are told, such as ``USD of 2026``."""
        return self._answer.price_year

    # -- figures ------------------------------------------------------------------------------------

    @property
    def length_km(self) -> float:
        """Length in km, tariff kilometres where a tariff guide has them."""
        return self._answer.totals("length_km")

    @property
    def time_h(self) -> float:
        """Hours to be expected (the mean), in the `scope` of the question: running, borders, handling and waits.

        From departure to arrival (``run``), from handing in until it can be collected (``terminal``), or with the
        lorries of the first and last mile (``door``).
        """
        return self._answer.totals("time_h")

    @property
    def time_range_h(self) -> tuple[float, float]:
        """P10 and P90 of the time in hours: four journeys in five take longer than the first and not the second."""
        low, _, high = self.time_quantiles_h
        return low, high

    @property
    def time_quantiles_h(self) -> tuple[float, float, float]:
        """P10, P50 and P90 of the time in hours; `time_h` is the mean, which long delays pull above P50."""
        return self._spread("time_h")

    @property
    def cost_usd(self) -> float:
        """Price in USD per shipment unit to be expected (the mean); with first and last mile where `scope` is door."""
        return self._answer.totals("cost_usd")

    @property
    def cost_range_usd(self) -> tuple[float, float]:
        """P10 and P90 of the price in USD per shipment unit."""
        low, _, high = self.cost_quantiles_usd
        return low, high

    @property
    def cost_quantiles_usd(self) -> tuple[float, float, float]:
        """P10, P50 and P90 of the price in USD per shipment unit."""
        return self._spread("cost_usd")

    def _spread(self, figure: str) -> tuple[float, float, float]:
        low, high = f"{figure}_low", f"{figure}_high"
        priced = figure == "cost_usd"
        parts = (
            ((c.price_group if priced else "") or c.group, getattr(c, low), getattr(c, figure), getattr(c, high))
            for c in self._answer.charges()
        )
        return range_of_sum(parts, correlation=self._answer.correlation)

    @property
    def cost_usd_per_t(self) -> float:
        """Price in USD per tonne of payload."""
        return self.cost_usd / self._answer.payload_t

    @property
    def co2e_kg(self) -> float:
        """Emissions in kg CO2e per shipment unit, well to wheel."""
        return self._answer.totals("co2e_kg")

    @property
    def co2e_parts_kg(self) -> Emitted:
        """The parts of `co2e_kg`: ``wtt_kg`` (well to tank) and ``ttw_kg`` (tank to wheel) of hauls, ``hub_kg``.

        The first two are None where of some haul nobody says what arises before the vehicle.
        """
        return emitted(self._answer.charges())

    @property
    def capacity_mt_per_year(self) -> float:
        """Capacity in Mt a year of the tightest link or operation; infinity where none is known.

        Restrictions in force on the network's date count.
        """
        return self._tightest()[0]

    @property
    def bottleneck(self) -> str:
        """Name of the tightest link or operation; blank where no capacity is known."""
        return self._tightest()[1]

    def _tightest(self) -> tuple[float, str]:
        best, label = inf, ""
        for step in self._iter_steps():
            capacity = step.charge.capacity_mt_per_year
            if capacity is not None and capacity < best:
                best, label = capacity, step.charge.label
        return best, label

    @property
    def quality(self) -> dict[str, Any]:
        """What the figures rest on: shares of km, hours and dollars by grade, and km snapped.

        ``{"length_km": {"published": 0.9, ...}, "time_h": {...}, "cost_usd": {...}, "snapped_km": 0.0}``
        """
        quality: dict[str, Any] = {}
        for figure, grade in _GRADES.items():
            shares = dict.fromkeys(("published", "derived", "estimated"), 0.0)
            for step in self._iter_steps():
                amount = getattr(step.charge, figure)
                if amount:
                    shares[getattr(step.charge, grade) or "estimated"] += amount
            total = total_of(shares.values())
            quality[figure] = {g: (v / total if total else 0.0) for g, v in shares.items()}
        quality["snapped_km"] = self.snapped_km
        return quality

    @property
    def grade(self) -> str:
        """The weakest grade on which more than a tenth of the km, hours or dollars rest."""
        quality = self.quality
        for grade in ("estimated", "derived"):
            weaker = ("estimated",) if grade == "estimated" else ("estimated", "derived")
            if any(total_of(quality[f][g] for g in weaker) > 0.1 for f in _GRADES):
                return grade
        return "published"

    @property
    def snapped_km(self) -> float:
        """Distance in km from the points asked for to the places taken; 0 for places by name."""
        return self._answer.snapped_km

    @property
    def notes(self) -> tuple[str, ...]:
        """What a name was taken for, where it has namesakes or was spelt in another way; what stands in for prices.

        Where consumer prices of a year are not known yet, or no more, those of the nearest year do.
        """
        return self._answer.notes


def _runs(items: list[str]) -> tuple[str, ...]:
    return tuple(item for n, item in enumerate(items) if n == 0 or item != items[n - 1])
