"""From ways round to losses: for good, or for as long as a closure lasts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import inf, isinf

from corridors.disruption.closure import Flow, Outcome, closure_outcomes
from corridors.disruption.elements import Element
from corridors.disruption.finder import Detour, Figures, Finder, Way
from corridors.disruption.history import Record
from corridors.disruption.loss import HOURS_A_YEAR, Expected, PairLoss
from corridors.errors import OptionError
from corridors.gate.numbers import plain_number
from corridors.gate.quoted import quoted
from corridors.kernels.adding import total_of
from corridors.routing.planner import Planner
from corridors.routing.weights import WeightLike, weight_name

__all__ = ["Pricing", "hour_weight", "hours_of"]

_UNITS = {"h": 1.0, "d": 24.0, "w": 168.0, "y": HOURS_A_YEAR}
_WORDS = {"hour": "h", "hours": "h", "day": "d", "days": "d", "week": "w", "weeks": "w", "year": "y", "years": "y"}


def hours_of(duration: object) -> float | None:
    """Turn a duration as people write it into hours; None is for good, or nobody knows.

    Raises
    ------
    OptionError
        It is none.

    Examples
    --------
    >>> hours_of("30 d"), hours_of("12h"), hours_of(36), hours_of(None)
    (720.0, 12.0, 36.0, None)
    """
    if duration is None:
        return None
    wrong = OptionError(
        f"duration={quoted(duration)} is none: give hours, a text such as '12 h', '30 d' or '2 w', or None"
    )
    if isinstance(duration, str):
        text = duration.strip().lower()
        number = text.rstrip("abcdefghijklmnopqrstuvwxyz ")
        unit = text[len(number) :].strip()
        factor = _UNITS.get(_WORDS.get(unit, unit))
        try:
            hours = float(number) * (factor or 0.0)
        except ValueError:
            raise wrong from None
        if factor is None:
            raise wrong
    else:
        read = plain_number(duration)
        if read is None:
            raise wrong
        hours = float(read)
    if not 0 < hours < inf:
        raise wrong
    return hours


def hour_weight(planner: Planner, weight: WeightLike | None = None) -> float:
    """Give what an hour of waiting weighs: 1 by time, the value of time by generalised cost, nothing by the others."""
    weight = planner.weight if weight is None else weight
    if isinstance(weight, Mapping):
        return total_of(factor * hour_weight(planner, name) for name, factor in weight.items())
    if weight == "time":
        return 1.0
    return planner.graph.tariff.value_of_time_usd_per_h if weight == "generalised" else 0.0


class Pricing:
    """The price of losses of the pairs of a search.

    Parameters
    ----------
    finder
        The pairs.
    duration_h
        Hours of a closure; None for good or of unknown duration.

    Raises
    ------
    OptionError
        A duration where an hour of waiting weighs nothing, so that everybody would wait for ever.
    """

    def __init__(self, finder: Finder, duration_h: float | None) -> None:
        self.finder = finder
        self.duration_h = duration_h
        self.per_hour = hour_weight(finder.planner)
        self.notes: dict[str, None] = {}
        self._capacity: dict[int, float] = {}
        if duration_h is not None and self.per_hour == 0:
            name = weight_name(finder.planner.weight)
            raise OptionError(
                f"duration= needs a weight in which an hour of waiting counts, and in {name} it does not: give "
                "weight='generalised' or 'time'"
            )

    def of(self, finder: Finder) -> Pricing:
        """Give the same for another search, with the notes of this one."""
        other = Pricing(finder, self.duration_h)
        other.notes = self.notes
        return other

    def losses(self, elements: Sequence[Element], detours: Iterable[Detour]) -> tuple[PairLoss, ...]:
        """Price what pairs do once elements are lost, the most first."""
        detours = list(detours)
        if self.duration_h is None:
            found = [self._for_good(detour) for detour in detours]
        else:
            found = self._for_a_while(self.duration_h, elements, detours)
        return tuple(sorted(found, key=lambda loss: (-loss.extra.weight, loss.pair.ids)))

    def expected(
        self, elements: Sequence[Element], detours: Iterable[Detour], record: Record | None
    ) -> Expected | None:
        """Price the closures on record, as a mean of a year; of each pair its demand, or one unit a year."""
        if record is None or self.per_hour == 0:
            return None
        detours = list(detours)
        sums = [0.0, 0.0, 0.0]
        for hours in record.durations_h:
            for loss in self._for_a_while(hours, elements, detours):
                units = loss.units
                if loss.pair.mt_per_year is None:
                    assert loss.affected_h is not None
                    units = loss.affected_h / HOURS_A_YEAR
                sums = [total + units * extra for total, extra in zip(sums, loss.extra, strict=True)]
        hours_, dollars, weight = (total / record.years for total in sums)
        return Expected(record, Figures(hours_, dollars, weight))

    def _for_good(self, detour: Detour) -> PairLoss:
        return PairLoss(
            self.finder.pairs[detour.pair],
            detour.extra,
            detour.way is None,
            detour.at_end,
            detour.way,
            self.finder,
            at_most=detour.extra.weight if detour.at_most is None else detour.at_most,
        )

    def _for_a_while(self, duration_h: float, elements: Sequence[Element], detours: Sequence[Detour]) -> list[PairLoss]:
        """Let those who meet a closure wait or go round; who shares a bottleneck in it shares its queue."""
        queues: dict[int, list[Detour]] = {}
        for detour in detours:
            queues.setdefault(self._bottleneck(elements, detour.before), []).append(detour)
        found = []
        for arc, here in queues.items():
            outcomes = self._queue(duration_h, here, self._capacity_of(arc))
            found += [self._waited(detour, outcome) for detour, outcome in zip(here, outcomes, strict=True)]
        return found

    def _queue(self, duration_h: float, here: Sequence[Detour], capacity: float) -> list[Outcome]:
        pairs = self.finder.pairs
        flows = [Flow(pairs[d.pair].mt_per_year or 0.0, max(0.0, d.extra.weight) / self.per_hour) for d in here]
        if any(pairs[d.pair].mt_per_year is None for d in here):
            self.notes["the queue after reopening is not counted: the demand is not known"] = None
            capacity = inf
        elif isinf(capacity):
            self.notes["where no capacity is known the queue after reopening is not counted"] = None
        elif total_of(flow.rate for flow in flows) >= capacity:
            self.notes["where the demand fills the capacity the queue would never go, and is not counted"] = None
            capacity = inf
        return closure_outcomes(duration_h, flows, capacity)

    def _waited(self, detour: Detour, outcome: Outcome) -> PairLoss:
        share, wait = outcome.share_round, outcome.mean_wait_h
        round_ = Figures(0.0, 0.0, 0.0) if share == 0 else Figures(*(share * extra for extra in detour.extra))
        extra = Figures(round_.time_h + wait, round_.cost_usd, round_.weight + wait * self.per_hour)
        return PairLoss(
            self.finder.pairs[detour.pair],
            extra,
            detour.way is None,
            detour.at_end,
            detour.way,
            self.finder,
            share_round=share,
            wait_h=wait,
            affected_h=outcome.affected_h,
            at_most=extra.weight if detour.at_most is None else max(extra.weight, detour.at_most),
        )

    def _bottleneck(self, elements: Sequence[Element], way: Way) -> int:
        """Give the arc of a way in what is lost that carries the least; -1 where no capacity is known."""
        graph = self.finder.planner.graph
        lost = frozenset[int]().union(*(element.arcs for element in elements))
        inside = frozenset[int]().union(*(element.places for element in elements))
        arcs = [
            arc
            for arc in way.arcs
            if arc in lost or (graph.link_of[arc] < 0 and graph.yards[graph.tails[arc]].place in inside)
        ]
        least = min(arcs, key=self._capacity_of, default=-1)
        return -1 if least < 0 or isinf(self._capacity_of(least)) else least

    def _capacity_of(self, arc: int) -> float:
        if arc < 0:
            return inf
        found = self._capacity.get(arc)
        if found is None:
            charges = self.finder.planner.in_force.account(arc)
            known = [c.capacity_mt_per_year for c in charges if c.capacity_mt_per_year is not None]
            found = self._capacity[arc] = min(known, default=inf)
        return found
