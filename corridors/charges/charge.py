"""One item of a route's account: its figures, each with a range, a grade and sources."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any, NamedTuple

from corridors.charges.ranges import expected, median

__all__ = ["NOTHING", "Charge", "Figure", "charge_of", "charge_with", "figures_of", "unique", "worst_grade"]

#: From the least certain on.
_GRADES = ("estimated", "derived", "published")


class Charge(NamedTuple):
    """One item of a route's account; each figure has its own grade and sources.

    Hours and dollars are what is to be expected (the mean), low and high their P10 and P90: means add up, medians
    do not, so it is they that a search minimises and a route sums.

    The tuples of sources are those of the rows and rates themselves, so carrying them apart costs a graph of
    thousands of charges nothing but the references. Hours and dollars that are a rate times a length name the
    sources of the rate; those of the length are beside them.
    """

    kind: (
        str  # haul, border, entry, vessel_wait, loading, unloading, transhipment, gauge_change, hand_in, collection ...
    )
    label: str
    length_km: float
    time_h: float
    time_h_low: float
    time_h_high: float
    cost_usd: float
    cost_usd_low: float
    cost_usd_high: float
    co2e_kg: float
    capacity_mt_per_year: float | None
    capacity_grade: str | None
    length_grade: str | None
    time_grade: str | None
    cost_grade: str | None
    emission_grade: str | None
    length_sources: tuple[str, ...]
    time_sources: tuple[str, ...]
    cost_sources: tuple[str, ...]
    emission_sources: tuple[str, ...]
    capacity_sources: tuple[str, ...]
    #: What moves together: charges of one group are late or dear together, others independently.
    group: str = ""
    #: The same for prices, where it is another: each railway has a tariff of its own.
    price_group: str = ""
    #: Hours by the sum of parts, where a published time of the service stands in `time_h`.
    time_h_by_parts: float | None = None
    #: Of `co2e_kg`, what arises before the vehicle (well to tank); None where nobody says, as at hubs.
    co2e_wtt_kg: float | None = None

    def called(self, label: str) -> Charge:
        """Give the same under another label."""
        return Charge._make((self[0], label, *self[2:]))

    def priced_with(self, market: str) -> Charge:
        """Give the same with the price of another market."""
        return Charge._make((*self[:_PRICE_GROUP], market, *self[_PRICE_GROUP + 1 :]))

    @property
    def time_h_p50(self) -> float:
        """Hours that half of the cases take at most."""
        return median(self.time_h_low, self.time_h, self.time_h_high)

    @property
    def cost_usd_p50(self) -> float:
        """Price that half of the cases pay at most."""
        return median(self.cost_usd_low, self.cost_usd, self.cost_usd_high)

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of all figures, each once."""
        return unique(
            self.length_sources, self.time_sources, self.cost_sources, self.emission_sources, self.capacity_sources
        )


_PRICE_GROUP = Charge._fields.index("price_group")


class Figure(NamedTuple):
    """Low, central and high (P10, P50, P90) of one quantity, with its grade and sources."""

    low: float
    central: float
    high: float
    grade: str | None
    sources: tuple[str, ...]

    @property
    def mean(self) -> float:
        """What is to be expected: more than the central figure where the high one lies farther off than the low one."""
        return expected(self.low, self.central, self.high)

    def times(self, factor: float) -> Figure:
        """Give so many times as much."""
        return self._replace(low=self.low * factor, central=self.central * factor, high=self.high * factor)


NOTHING = Figure(0.0, 0.0, 0.0, None, ())


def worst_grade(grades: Iterable[str | None]) -> str | None:
    """Give the least certain of some grades; None when there is none."""
    known = set(grades)
    for grade in _GRADES:
        if grade in known:
            return grade
    return None


def unique(*groups: Iterable[str]) -> tuple[str, ...]:
    """Give the members of all groups in order, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(groups)))


def charge_of(kind: str, label: str, time: Figure, cost: Figure, *, group: str = "") -> Charge:
    """Make a charge of hours and dollars alone."""
    return charge_with(kind, label, figures_of(time, cost), group)


def charge_with(kind: str, label: str, figures: tuple[Any, ...], group: str) -> Charge:
    """Make a charge of figures that `figures_of` gave: thousands of operations have the same few."""
    return Charge._make((kind, label, *figures, group, "", None, None))


def figures_of(
    time: Figure, cost: Figure, capacity: tuple[float | None, str | None, tuple[str, ...]] = (None, None, ())
) -> tuple[Any, ...]:
    """Give the figures of a charge of hours and dollars alone, from its length to its sources."""
    return (
        0.0,
        time.mean,
        time.low,
        time.high,
        cost.mean,
        cost.low,
        cost.high,
        0.0,
        capacity[0],
        capacity[1],
        None,
        time.grade,
        cost.grade,
        None,
        (),
        time.sources,
        cost.sources,
        (),
        capacity[2],
    )
