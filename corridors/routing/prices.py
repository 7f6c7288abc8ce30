"""What the items of a graph cost on a day: at the level of their lane, railway or market in their direction."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from corridors.charges.charge import Charge, unique, worst_grade
from corridors.charges.levels import PRICE_YEAR, Level, PriceLevel
from corridors.routing.graph import RoutingGraph
from corridors.routing.towards import from_home_km
from corridors.world.view import View

__all__ = ["NO_ARC", "Prices"]

#: In the place of an arc, of what is none.
NO_ARC = -1


class Prices:
    """Prices of the items of one graph on one day.

    Parameters
    ----------
    view
        The day.
    graph
        The graph.
    asked_year
        Year in whose dollars they are told; None: that of the day.

    Attributes
    ----------
    to_asked, usual
        From dollars of the day to those asked for, and from the tables' to those.
    """

    def __init__(self, view: View, graph: RoutingGraph, asked_year: int | None) -> None:
        self.view = view
        self.core = view.core
        self.graph = graph
        self._asked_year = asked_year
        self._year = int(view.on[:4])
        self._wanted = self._year if asked_year is None else asked_year
        money = self.core.money
        self.to_asked = money.ratio(self._year, self._wanted)
        self.usual = money.ratio(PRICE_YEAR, self._wanted)
        self._levels: dict[tuple[str, bool], Level | None] = {}
        self._found: dict[tuple[float, ...], tuple[float, float, float]] = {}
        self._cited: dict[tuple[Any, ...], tuple[tuple[str, ...], str | None]] = {}

    @property
    def moved(self) -> bool:
        """Whether any may differ from those of the tables."""
        return self.core.levels.any or self.usual != 1 or self.to_asked != 1

    def level(self, charge: Charge, arc: int) -> Level | None:
        """Give the level of the market that an item is paid in; None where no series tells of it."""
        key = self.market(charge, arc)
        try:
            return self._levels[key]
        except KeyError:
            found = self._levels[key] = self.level_of(*key)
            return found

    def market(self, charge: Charge, arc: int) -> tuple[str, bool]:
        """Give the market that an item is paid in, and whether that leads home."""
        return charge.price_group or charge.group, self._homeward(arc)

    def level_of(self, market: str, homeward: bool) -> Level | None:  # noqa: FBT001
        """Give the level of a market on the day; None where no series tells of it."""
        mode, _, where = market.partition(" ")
        levels, shipment, day = self.core.levels, self.graph.shipment, self.view.on
        if mode == "lane":
            lane, _, way = where.rpartition(" ")
            return levels.find("sea", lane, shipment, way, day)
        if mode not in ("rail", "road", "ferry", "sea"):
            return None
        return levels.find(mode, where or "*", shipment, "to_uz" if homeward else "from_uz", day)

    def _homeward(self, arc: int) -> bool:
        graph, away = self.graph, self._from_home
        if arc == NO_ARC:
            return False
        return away[graph.yards[graph.heads[arc]].place] < away[graph.yards[graph.tails[arc]].place]

    @cached_property
    def _from_home(self) -> list[float]:
        """How far each place is from Tashkent, made once for all days."""
        made: list[float] | None = self.core.made.get("from home")
        if made is None:
            made = self.core.made["from home"] = [from_home_km(place) for place in self.core.places]
        return made

    def price(self, charge: Charge, arc: int) -> tuple[float, float, float]:
        """Give P10, mean and P90 of the price of an item on the day."""
        low, mean, high = charge.cost_usd_low, charge.cost_usd, charge.cost_usd_high
        if high == 0:
            return 0.0, 0.0, 0.0
        level = self.level(charge, arc)
        if level is None:
            return low * self.usual, mean * self.usual, high * self.usual
        key = low, mean, high, level.central, level.low, level.high
        found = self._found.get(key)
        if found is None:
            found = level.on(low, mean, high, charge.cost_usd_p50)
            factor = self.to_asked
            found = self._found[key] = (found[0] * factor, found[1] * factor, found[2] * factor)
        return found

    def at_level(self, charge: Charge, arc: int) -> Charge:
        """Give an item at the price of the day."""
        if charge.cost_usd_high == 0:
            return charge
        level = self.level(charge, arc)
        low, mean, high = self.price(charge, arc)
        key = charge.cost_sources, charge.cost_grade, None if level is None else (level.sources, level.grade)
        cited = self._cited.get(key)
        if cited is None:
            cited = self._cited[key] = self._cites(charge.cost_sources, charge.cost_grade, level)
        return charge._replace(
            cost_usd=mean, cost_usd_low=low, cost_usd_high=high, cost_grade=cited[1], cost_sources=cited[0]
        )

    def _cites(
        self, sources: tuple[str, ...], grade: str | None, level: Level | None
    ) -> tuple[tuple[str, ...], str | None]:
        """Give the sources and the grade of a price that was moved to the day."""
        if level is not None:
            sources, grade = unique(sources, level.sources), worst_grade((grade, level.grade, "derived"))
        if (self.usual if level is None else self.to_asked) != 1:
            moved = self.core.money.sources(PRICE_YEAR if level is None else self._year, self._wanted)
            sources, grade = unique(sources, moved), worst_grade((grade, "derived"))
        return sources, grade

    # -- what is told of them ---------------------------------------------------------------------

    @property
    def dollars(self) -> str:
        """In whose dollars prices are told, and by the consumer prices of which year where its own are not known."""
        money = self.core.money
        if not money.prices and not self.core.levels.any:
            return f"USD of {PRICE_YEAR}"
        year = self._wanted
        known = money.known(year)
        if known is None:
            told = "" if year == PRICE_YEAR else f" (no consumer prices: what has no series is of {PRICE_YEAR})"
        else:
            told = "" if known == year else f" (consumer prices of {known})"
        return f"USD of {year}{told}"

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands in for what is not known of the day's prices."""
        money = self.core.money
        found = []
        for year in dict.fromkeys((self._year, self._wanted)):
            known = money.known(year)
            if known not in (None, year):
                found.append(
                    f"consumer prices of {year} are not known: those of {known} stand in for them, and what no series "
                    "of prices tells of is in their dollars"
                )
        return tuple(found)

    def levels_of(self, arcs: Iterable[int]) -> tuple[PriceLevel, ...]:
        """List the price levels that some arcs are charged at, each once."""
        found: dict[PriceLevel, None] = {}
        for arc in arcs:
            for charge in self.graph.charges[arc]:
                level = self.level(charge, arc) if charge.cost_usd_high else None
                if level is not None:
                    found[PriceLevel.of(level)] = None
        return tuple(found)
