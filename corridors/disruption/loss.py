"""What one loss costs: pair by pair, and in all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import inf, isinf
from typing import TYPE_CHECKING, Any

from corridors.disruption.elements import Element
from corridors.disruption.finder import Figures, Finder, Way
from corridors.disruption.pairs import Pair
from corridors.kernels.adding import total_of
from corridors.words.brief import brief

if TYPE_CHECKING:
    from corridors.disruption.history import Record
    from corridors.routes.route import Route

__all__ = ["HOURS_A_YEAR", "Expected", "Loss", "PairLoss"]

HOURS_A_YEAR = 8766.0


@dataclass(frozen=True)
class PairLoss:
    """What a loss costs one pair.

    Attributes
    ----------
    pair
        Origin, destination and Mt a year.
    extra
        Hours, dollars and weight that one unit loses on average; infinite where it has no way and cannot wait.
    cut_off
        Whether no way is left.
    at_end
        Whether the origin or the destination lies in what is lost.
    share_round
        Of those affected by a closure of known duration, the share that goes round; None of unknown duration.
    wait_h
        Hours that an affected unit waits on average, those who go round counted with none.
    affected_h
        Hours from the closure until its queue has gone: so long units are affected; None of unknown duration.
    at_most
        Weight that it loses at most; more than ``extra.weight`` only where a budget left it unsearched.
    """

    pair: Pair
    extra: Figures
    cut_off: bool
    at_end: bool
    way: Way | None
    finder: Finder
    share_round: float | None = None
    wait_h: float | None = None
    affected_h: float | None = None
    at_most: float = 0.0

    @property
    def unserved_mt_per_year(self) -> float | None:
        """Mt a year that have no way and cannot wait; None where the demand is not known."""
        if self.pair.mt_per_year is None:
            return None
        return self.pair.mt_per_year if isinf(self.extra.weight) else 0.0

    @property
    def units(self) -> float:
        """Units that lose so much: of one closure, of a year, or one where the demand is not known."""
        if self.pair.mt_per_year is None:
            return 1.0
        a_year = self.pair.mt_per_year * 1e6 / self.finder.planner.graph.tariff.payload_t
        return a_year if self.affected_h is None else a_year * self.affected_h / HOURS_A_YEAR

    @property
    def route(self) -> Route | None:
        """The way round; None if there is none."""
        return None if self.way is None else self.finder.route(self.way)

    @property
    def countries(self) -> str:
        """The countries of the way round, such as ``UZ-KZ-RU``; blank if there is none."""
        if self.way is None:
            return ""
        planner = self.finder.planner
        graph, places = planner.graph, planner.core.places
        passed = [places[graph.yards[graph.heads[arc]].place].country for arc in self.way.arcs]
        return "-".join(code for n, code in enumerate(passed) if n == 0 or code != passed[n - 1])

    def to_dict(self) -> dict[str, Any]:
        """Give plain data; what is infinite is None."""
        origin, destination = self.pair.ids
        return {
            "origin": origin,
            "destination": destination,
            "mt_per_year": self.pair.mt_per_year,
            "extra_h": _finite(self.extra.time_h),
            "extra_usd": _finite(self.extra.cost_usd),
            "extra_weight": _finite(self.extra.weight),
            "cut_off": self.cut_off,
            "at_end": self.at_end,
            "unserved_mt_per_year": self.unserved_mt_per_year,
            "share_round": self.share_round,
            "wait_h": self.wait_h,
            "at_most_weight": _finite(self.at_most),
            "way_round": self.countries,
        }

    def __repr__(self) -> str:
        lost = f"{self.extra.time_h:,.0f} h, {self.extra.cost_usd:,.0f} USD"
        return brief(self, f"{self.pair.words}: {'cut off' if self.cut_off else lost}")


def _finite(value: float) -> float | None:
    return None if isinf(value) else value


@dataclass(frozen=True)
class Expected:
    """What closures on record cost on average.

    Attributes
    ----------
    record
        The closures.
    extra
        Hours, dollars and weight a year; of the demand of each pair, or of one unit a year.
    """

    record: Record
    extra: Figures

    @property
    def per_closure(self) -> Figures:
        """The same of one closure, by the durations on record: what one of unknown duration is expected to cost."""
        return Figures(*(part / self.record.per_year for part in self.extra))


@dataclass(frozen=True)
class Loss:
    """What the loss of one element, or of several at once, costs.

    Attributes
    ----------
    elements
        What is lost.
    pairs
        Those who lose, the most first; whoever is not among them loses nothing.
    exact
        Whether all that follows is; else a budget was spent before, and ``extra`` is what is lost at least.
    expected
        What its closures on record cost a year; None where none is on record, or waiting has no price.
    in_force
        Of an event: whether it is in force on the day, so that the loss is what it costs now.
    """

    elements: tuple[Element, ...]
    pairs: tuple[PairLoss, ...]
    exact: bool = True
    expected: Expected | None = None
    in_force: bool | None = None

    @property
    def id(self) -> str:
        """Ids of what is lost, joined by ``+``."""
        return " + ".join(element.id for element in self.elements)

    @property
    def kind(self) -> str:
        """What kind of element it is."""
        return self.elements[0].kind

    @property
    def name(self) -> str:
        """What it is called."""
        return " + ".join(element.name for element in self.elements)

    @cached_property
    def extra(self) -> Figures:
        """Hours, dollars and weight of all who have a way or wait: of each pair so many as its units."""
        served = [(loss.units, loss.extra) for loss in self.pairs if not isinf(loss.extra.weight)]
        hours, dollars, weight = (total_of(units * extra[i] for units, extra in served) for i in range(3))
        return Figures(hours, dollars, weight)

    @property
    def at_most(self) -> float:
        """Weight that is lost at most; infinite where somebody may be cut off whom the budget left unsearched."""
        if self.exact:
            return self.extra.weight
        return total_of(loss.units * loss.at_most for loss in self.pairs if loss.at_most < inf or not loss.cut_off)

    @property
    def cut_off(self) -> tuple[Pair, ...]:
        """Pairs that have no way left, those apart that begin or end in what is lost."""
        return tuple(loss.pair for loss in self.pairs if loss.cut_off and not loss.at_end)

    @property
    def ends(self) -> tuple[Pair, ...]:
        """Pairs that have no way left because they begin or end in what is lost."""
        return tuple(loss.pair for loss in self.pairs if loss.cut_off and loss.at_end)

    @property
    def unserved_mt_per_year(self) -> float | None:
        """Mt a year without a way; None where the demand is not known."""
        amounts = [loss.unserved_mt_per_year for loss in self.pairs]
        known = [amount for amount in amounts if amount is not None]
        return total_of(known) if len(known) == len(amounts) and (known or not amounts) else None

    @property
    def worst(self) -> PairLoss | None:
        """The pair that loses the most."""
        return self.pairs[0] if self.pairs else None

    @property
    def rank(self) -> tuple[float, float, float]:
        """By what losses are sorted: who is stranded (not as an end), then what is lost, then the ends."""
        stranded = [loss for loss in self.pairs if isinf(loss.extra.weight)]
        away = total_of(loss.units for loss in stranded if not loss.at_end)
        return away, self.extra.weight, total_of(loss.units for loss in stranded if loss.at_end)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON: one key a column of `Criticality.to_frame`."""
        worst, expected = self.worst, self.expected
        record = None if expected is None else expected.record
        return {
            "element": self.id,
            "kind": self.kind,
            "name": self.name,
            "pairs_hit": len(self.pairs),
            "extra_h": self.extra.time_h,
            "extra_usd": self.extra.cost_usd,
            "extra_weight": self.extra.weight,
            "unserved_mt_per_year": self.unserved_mt_per_year,
            "cut_off": [list(pair.ids) for pair in self.cut_off],
            "ends": [list(pair.ids) for pair in self.ends],
            "worst_pair": "" if worst is None else worst.pair.words,
            "way_round": "" if worst is None else worst.countries,
            "closures_on_record": 0 if record is None else len(record.durations_h),
            "closures_per_year": 0.0 if record is None else record.per_year,
            "record_from": "" if record is None else record.start,
            "record_to": "" if record is None else record.end,
            "expected_h_per_year": None if expected is None else expected.extra.time_h,
            "expected_usd_per_year": None if expected is None else expected.extra.cost_usd,
            "expected_weight_per_year": None if expected is None else expected.extra.weight,
            "expected_weight_per_closure": None if expected is None else expected.per_closure.weight,
            "in_force": self.in_force,
            "exact": self.exact,
            "at_most_weight": _finite(self.at_most),
        }

    def __repr__(self) -> str:
        return brief(self, f"of {self.name}: {len(self.pairs)} pairs")
