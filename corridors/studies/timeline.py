"""The best way year by year, and what made each step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import isinf
from typing import Any, TypedDict, Unpack

from corridors.changes.scenario import Scenario, ScenarioLike, as_scenario
from corridors.charges.choices import Box, Modes, Scope, Service, Shipment, Weight
from corridors.errors import NoRouteError, OptionError
from corridors.gate.numbers import a_count
from corridors.gate.quoted import quoted
from corridors.gate.sizes import held
from corridors.network.calls import network_for
from corridors.network.network import Network
from corridors.routes.asking import check_names, own_defaults, takes
from corridors.routes.route import Route
from corridors.routing.question import refuse_avoided_corridor
from corridors.studies.causes import Causes, Moment, causes_between, fact_words, state_of
from corridors.studies.dated import change_days, day_after, day_before
from corridors.studies.difference import difference, element_words, elements_between
from corridors.studies.line import Timeline, TimeStep, Year
from corridors.studies.ways import in_network
from corridors.words.progress import watched
from corridors.world.gazetteer import PlaceLike

__all__ = ["timeline"]

_YEARS = range(1990, 2041)


class _Dateless(TypedDict, total=False):
    """What every call understands, but for the date."""

    weight: Weight
    shipment: Shipment
    service: Service
    scope: Scope
    via: PlaceLike | Iterable[PlaceLike] | None
    avoid: PlaceLike | Iterable[PlaceLike] | None
    modes: Modes | None
    snap_limit_km: float | None
    box: Box
    value_usd: float | None
    price_year: int | None
    corridor: str | None
    max_transhipments: int | None
    max_borders: int | None
    max_gauge_changes: int | None
    avoid_borders: str | Iterable[str] | None
    min_capacity_mt_per_year: float | None
    scenario: ScenarioLike | None
    network: Network | None


@takes(_Dateless, weight="time")
def timeline(
    origin: PlaceLike,
    destination: PlaceLike,
    *,
    years: Iterable[int] = _YEARS,
    **asked: Unpack[_Dateless],
) -> Timeline:
    """Follow the best way between two places from year to year, and name what made each step.

    Each year is seen on its last day. Where the way, its hours, its restrictions or its capacity differ from one year
    to the next, the day of each step between is found, and each opening, closing, event, service or project of that
    day is put back in turn: what makes the step vanish made it (`TimeStep.verified`). What begins and ends again
    within a year is no step, unless it lies on the way from one to another; nor is what no figure shows. Prices drift
    from day to day; which levels moved stands in each year, and a step where they alone turned the way.

    Parameters
    ----------
    origin, destination
        As in `shortest_route`.
    years
        Years to look at, in any order; those before the first day that the tables can answer for are told as such.
    **asked
        As in every call.

    Returns
    -------
    Timeline
        The years, and the steps between them.

    Raises
    ------
    UnknownPlaceError, OptionError
        As in `shortest_route`; no years, or none that the tables can answer for.

    Examples
    --------
    >>> import corridors as co
    >>> line = co.timeline("Tashkent", "Khujand", years=[2015, 2017])
    >>> [year.year for year in line]
    [2015, 2017]
    """
    check_names(timeline, asked)
    rules: dict[str, Any] = own_defaults(timeline) | dict(asked)
    scenario = rules.pop("scenario", None)
    machine = _Machine(network_for(rules.pop("network", None)), scenario, (origin, destination), rules)
    wanted = _years(years)
    package = machine.network._core.tables.package
    known = [year for year in wanted if f"{year}-12-31" >= package.earliest_date]
    if not known:
        raise OptionError(
            f"none of the years {wanted[0]} to {wanted[-1]} can be answered for: the tables begin on "
            f"{package.earliest_date} ({package.earliest_date_reason})"
        )
    moments = [machine.at(f"{year}-12-31") for year in watched(known, "year")]
    steps = [step for pair in watched(list(pairwise(moments)), "step between years") for step in machine.steps(*pair)]
    rows = [Year(year, None, (_too_early(package),)) for year in wanted if year not in known]
    rows += [Year(int(moment.on[:4]), moment.route, moment.reasons) for moment in moments]
    ends = machine.places
    return Timeline(ends[0], ends[1], rows, steps, weight=str(machine.weight), note=_note(wanted, known, package))


def _years(years: Iterable[int]) -> list[int]:
    try:
        given = sorted({_year(year) for year in held(years)})
    except TypeError:
        raise OptionError(f"years={quoted(years)}: give years, such as range(1991, 2041)") from None
    if not given:
        raise OptionError("years is empty: give some, such as range(1991, 2041)")
    if not 1000 <= given[0] <= given[-1] <= 9998:
        raise OptionError(f"years from {given[0]} to {given[-1]}: give years of four digits")
    return given


def _year(given: Any) -> int:
    return a_count("years", given, give="whole years, such as range(1991, 2041)")


def _too_early(package: Any) -> str:
    return f"the tables begin on {package.earliest_date}: {package.earliest_date_reason}"


def _note(wanted: list[int], known: list[int], package: Any) -> str:
    early = [year for year in wanted if year not in known]
    if not early:
        return ""
    span = str(early[0]) if len(early) == 1 else f"{early[0]} to {early[-1]}"
    return f"{span} cannot be answered for: {_too_early(package)}"


#: What a step must change to be told: hours, dollars, and a share of the capacity.
_HOURS, _USD, _SHARE = 0.05, 1.0, 0.005


def _shows(before: Route | None, after: Route | None) -> bool:
    """Whether a step can be seen in the figures: a season whose restriction costs nobody anything is none."""
    if before is None or after is None or before.arcs != after.arcs:
        return True
    was, now = before.capacity_mt_per_year, after.capacity_mt_per_year
    carried = was != now and (isinf(was) or isinf(now) or abs(now - was) > _SHARE * was)
    return carried or abs(after.time_h - before.time_h) > _HOURS or abs(after.cost_usd - before.cost_usd) > _USD


class _Machine:
    """One question on any day."""

    def __init__(
        self,
        network: Network,
        scenario: ScenarioLike | None,
        ends: tuple[PlaceLike, PlaceLike],
        rules: dict[str, Any],
    ) -> None:
        self.network = network
        self.rules = rules
        self._scenario: Scenario | None = None if scenario is None else as_scenario(scenario)
        self._ends = ends
        self._moments: dict[str, Moment] = {}
        planner = network.planner(**rules)
        if planner.corridor is not None and rules.get("avoid") is not None:
            refuse_avoided_corridor(planner.core, planner.corridor, rules["avoid"])
        self.places = planner.root(ends[0]).place, planner.goal(ends[1]).place
        self.weight = rules["weight"]

    def at(self, day: str) -> Moment:
        """Give the answer of a day."""
        moment = self._moments.get(day)
        if moment is None:
            network = self.network._with(on=day)
            if self._scenario is not None:
                network = network._applied(self._scenario)
            planner = network.planner(**self.rules)
            try:
                moment = Moment(network.view, Route(planner, *planner.path(*self._ends)), ())
            except NoRouteError as error:
                moment = Moment(network.view, None, error.reasons or (str(error),))
            self._moments[day] = moment
        return moment

    def steps(self, first: Moment, last: Moment) -> Iterator[TimeStep]:
        """Find the steps from the answer of one day to that of another."""
        while state_of(first.route) != state_of(last.route):
            before, after = self._first_change(first.on, last.on)
            if _shows(self.at(before).route, self.at(after).route):
                yield self._step(self.at(before), self.at(after), since=first)
            first = self.at(after)

    def _first_change(self, first: str, last: str) -> tuple[str, str]:
        """Find two following days between which the answer changes from what it was first."""
        core, reference_date = self.network._core, self.network.view.reference_date
        days = {first, last}
        for day in change_days(core, reference_date, first, last):
            days |= {day, max(first, day_before(day))}
        before, after = self._bisect(sorted(days), first)
        if day_after(before) != after:  # nothing dated lies between: prices drift, or a scenario holds for a time
            between = [before]
            while between[-1] != after:
                between.append(day_after(between[-1]))
            before, after = self._bisect(between, first)
        return before, after

    def _bisect(self, days: list[str], first: str) -> tuple[str, str]:
        state = state_of(self.at(first).route)
        low, high = 0, len(days) - 1
        while high - low > 1:
            middle = (low + high) // 2
            if state_of(self.at(days[middle]).route) == state:
                low = middle
            else:
                high = middle
        return days[low], days[high]

    def _step(self, before: Moment, after: Moment, *, since: Moment) -> TimeStep:
        found = causes_between(before, after, self._ends, self.rules)
        words = fact_words(after.view.core, found.facts)
        if not found.facts:
            words, found = self._by_prices(before, after, since)
        planners = tuple(self._planner(moment) for moment in (before, after))
        told = difference(before.route, after.route, (planners[0], planners[1]))
        return TimeStep(after.on, before.route, after.route, after.reasons, found, words, told)

    def _planner(self, moment: Moment) -> Any:
        """Give the search of a day that has an answer, or set up that of one that has none."""
        if moment.route is not None:
            return moment.route._answer.planner  # type: ignore[union-attr]
        network = self.network._with(on=moment.on)
        network = network if self._scenario is None else network._applied(self._scenario)
        return network.planner(**self.rules)

    def _by_prices(self, before: Moment, after: Moment, since: Moment) -> tuple[str, Causes]:
        """Name the prices that turned the way: those of the way left that moved since the last known day."""
        told = []
        if before.route is not None and after.route is not None and since.route is not None:
            then = self._planner(since)
            for words, route in (("left", before.route), ("taken", after.route)):
                earlier = in_network(route, then)
                moved = elements_between(earlier, route) if earlier is not None else ()
                told += [f"on the way {words} since {since.on} {element_words(moved)}"] if moved else []
        return "; ".join([f"prices drift{':' if told else ''} {told[0] if told else ''}".strip(), *told[1:]]), Causes(
            (), verified=True, together=False
        )
