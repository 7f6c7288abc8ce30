"""Sets of ways out, and what they have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf, isinf
from typing import TYPE_CHECKING, Any, Literal

from corridors.disruption.pairs import Pair
from corridors.kernels.adding import total_of
from corridors.words.brief import brief

if TYPE_CHECKING:
    from corridors.routes.route import Route

__all__ = ["ORDERS", "ExportWay", "Order", "Shared", "WaySet"]

Order = Literal["shared", "value"]

#: By what sets of ways can be sorted.
ORDERS: tuple[Order, ...] = ("shared", "value")


@dataclass(frozen=True)
class ExportWay:
    """The best way of one pair through one corridor."""

    corridor: str
    route: Route
    weight: float

    @cached_property
    def links(self) -> Mapping[str, float]:
        """Length in km of each link crossed, by id."""
        return {link.id: link.length_km for link in self.route.links}

    @cached_property
    def transit(self) -> frozenset[str]:
        """Countries passed, those of the two ends apart."""
        ends = {self.route.origin.country, self.route.destination.country}
        return frozenset(self.route.countries) - ends

    @cached_property
    def threats(self) -> frozenset[str]:
        """Ids of the risks and the restrictions in force that it meets."""
        return frozenset(risk.id for risk in self.route.risks) | frozenset(r.id for r in self.route.restrictions)

    def __repr__(self) -> str:
        return brief(self, f"{self.corridor}: {self.route!r}")


@dataclass(frozen=True)
class Shared:
    """What all ways of a set have in common, and what a loss on the best of them costs.

    Attributes
    ----------
    links, km
        Links that every way crosses, and their length: the loss of one leaves none of the ways.
    countries
        Transit countries that every way passes.
    threats
        Risks and restrictions in force that every way meets.
    weight
        Of the best way.
    mean_loss
        What the next best way that is left weighs more, on average over each km of the best way, where one is left.
    worst_loss
        The most that the loss of one link costs, where a way is left.
    worst_country_loss
        The same for the loss of a transit country.
    """

    links: tuple[str, ...]
    km: float
    countries: tuple[str, ...]
    threats: tuple[str, ...]
    weight: float
    mean_loss: float
    worst_loss: float
    worst_country_loss: float

    @classmethod
    def of(cls, ways: Sequence[ExportWay]) -> Shared:
        """Look at the ways of one pair."""
        best = min(ways, key=lambda way: way.weight)
        links = [name for name in best.links if all(name in way.links for way in ways)]
        losses = {name: _left(ways, best, {name}) for name in best.links}
        left = {name: loss for name, loss in losses.items() if not isinf(loss)}
        km = total_of(best.links[name] for name in left)
        countries = [_without_country(ways, best, code) for code in best.transit]
        return cls(
            links=tuple(links),
            km=total_of(best.links[name] for name in links),
            countries=tuple(sorted(frozenset.intersection(*(way.transit for way in ways)))),
            threats=tuple(sorted(frozenset.intersection(*(way.threats for way in ways)))),
            weight=best.weight,
            mean_loss=total_of(loss * best.links[name] for name, loss in left.items()) / km if km else 0.0,
            worst_loss=max(left.values(), default=0.0),
            worst_country_loss=max((loss for loss in countries if not isinf(loss)), default=0.0),
        )


def _left(ways: Sequence[ExportWay], best: ExportWay, lost: set[str]) -> float:
    """What the best way that is left weighs more; infinite if none is."""
    return min((way.weight - best.weight for way in ways if lost.isdisjoint(way.links)), default=inf)


def _without_country(ways: Sequence[ExportWay], best: ExportWay, code: str) -> float:
    return min((way.weight - best.weight for way in ways if code not in way.transit), default=inf)


@dataclass(frozen=True)
class WaySet:
    """Two or three corridors together.

    Attributes
    ----------
    corridors
        Their ids.
    pairs
        For each pair that more than one of them serves, what its ways share.
    single
        Pairs that one of them alone serves, so that nothing stands in when it is lost.
    unserved
        Pairs that none serves.
    amounts
        How much each pair counts: Mt a year, or one.
    scenarios
        What the best of them weighs in all under each scenario; infinite where a pair is left without one.
    """

    corridors: tuple[str, ...]
    pairs: Mapping[Pair, Shared]
    single: tuple[Pair, ...]
    unserved: tuple[Pair, ...]
    amounts: Mapping[Pair, float]
    scenarios: Mapping[str, float]

    def _sum(self, name: str) -> float:
        return float(total_of(self.amounts[pair] * getattr(shared, name) for pair, shared in self.pairs.items()))

    @property
    def shared_links(self) -> tuple[str, ...]:
        """Links that all ways of some pair cross."""
        return tuple(dict.fromkeys(name for shared in self.pairs.values() for name in shared.links))

    @property
    def shared_countries(self) -> tuple[str, ...]:
        """Transit countries that all ways of some pair pass."""
        return tuple(sorted({code for shared in self.pairs.values() for code in shared.countries}))

    @property
    def shared_threats(self) -> tuple[str, ...]:
        """Risks and restrictions in force that all ways of some pair meet."""
        return tuple(sorted({name for shared in self.pairs.values() for name in shared.threats}))

    @property
    def worst_scenario(self) -> str:
        """The scenario under which the best of them weighs the most; blank where none was given."""
        return max(self.scenarios, key=lambda name: self.scenarios[name], default="")

    def rank(self, order: Order) -> tuple[float, ...]:
        """By what sets are sorted, the least first: who is left out, and then what is shared or what a loss costs."""
        share = self._sum
        left = [weight for weight in self.scenarios.values() if not isinf(weight)]
        out = (
            total_of(self.amounts[pair] for pair in self.unserved),
            total_of(self.amounts[pair] for pair in self.single),
            sum(isinf(weight) for weight in self.scenarios.values()),
        )
        shared = (
            total_of(self.amounts[pair] * len(found.countries) for pair, found in self.pairs.items()),
            share("km"),
            total_of(self.amounts[pair] * len(found.threats) for pair, found in self.pairs.items()),
        )
        after = share("weight") + share("mean_loss")
        value = max(left, default=0.0), after, share("weight"), share("worst_loss")
        return (*out, *shared, *value) if order == "shared" else (*out, *value, *shared)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data: one key a column of `ResilientWays.to_frame`."""
        worst = self.scenarios.get(self.worst_scenario)
        return {
            "corridors": " + ".join(self.corridors),
            "unserved": [list(pair.ids) for pair in self.unserved],
            "single": [list(pair.ids) for pair in self.single],
            "shared_countries": list(self.shared_countries),
            "shared_links": len(self.shared_links),
            "shared_km": self._sum("km"),
            "shared_threats": list(self.shared_threats),
            "weight": self._sum("weight"),
            "mean_loss": self._sum("mean_loss"),
            "worst_loss": self._sum("worst_loss"),
            "worst_country_loss": self._sum("worst_country_loss"),
            "worst_scenario": self.worst_scenario,
            "worst_scenario_weight": None if worst is None or isinf(worst) else worst,
            "scenarios_cut_off": [name for name, weight in self.scenarios.items() if isinf(weight)],
        }

    def __repr__(self) -> str:
        return brief(self, " + ".join(self.corridors))
