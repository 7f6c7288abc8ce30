"""Why the best way of one day is not that of the day before: each fact put back in turn, and the way sought again.

A fact is a cause if the step vanishes without it. Where none does it alone, because each of several would do (two
closures of one border), or all are needed to undo it, the smallest set found whose going back undoes the step is given.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from corridors.errors import NoRouteError
from corridors.routes.route import Route
from corridors.studies.dated import Fact, facts_between
from corridors.studies.held import put_back
from corridors.world.core import Core
from corridors.world.gazetteer import PlaceLike
from corridors.world.view import View

__all__ = ["Causes", "Moment", "causes_between", "fact_words", "state_of"]


class Moment(NamedTuple):
    """The answer of one day."""

    view: View
    route: Route | None
    reasons: tuple[str, ...]

    @property
    def on(self) -> str:
        """The day (ISO)."""
        return self.view.on


class Causes(NamedTuple):
    """What made a step."""

    facts: tuple[Fact, ...]
    #: whether the step vanishes when the facts are put back
    verified: bool
    #: whether each alone does it, or only all of them together
    together: bool


#: Origin and destination, as asked for.
Ends = tuple[PlaceLike, PlaceLike]

#: What a step is a change of: the way, the hours of each part of it, what restricts it, what it carries.
State = tuple[object, ...]


def state_of(route: Route | None) -> State | None:
    """Give what of a way is not its price, which drifts from day to day."""
    if route is None:
        return None
    return (*_way(route), route.capacity_mt_per_year)


def _way(route: Route) -> State:
    hours = tuple(round(step.charge.time_h, 6) for step in route.steps)
    return tuple(route.arcs), hours, tuple(sorted(restriction.id for restriction in route.restrictions))


def causes_between(before: Moment, after: Moment, ends: Ends, rules: Mapping[str, Any]) -> Causes:
    """Find what made the answers of two days differ.

    Parameters
    ----------
    before, after
        The answers.
    ends
        Origin and destination, as asked for.
    rules
        The question.
    """
    facts = facts_between(before.view, after.view)
    used = {link.index for moment in (before, after) if moment.route for link in moment.route.links}
    near = [fact for fact in facts if fact.concerns(used)] if used else facts
    same_way = before.route is not None and after.route is not None and _way(before.route) == _way(after.route)
    if same_way:  # only what it carries
        return _of_capacity(before, after, near)
    test = _Test(before, after, ends, rules)
    for candidates in (near, facts):
        active = [fact for fact in candidates if fact.kind != "project" or rules.get("min_capacity_mt_per_year")]
        alone = tuple(fact for fact in active if test.vanishes([fact]))
        if alone:
            return Causes(alone, verified=True, together=False)
        if test.vanishes(active):
            return Causes(tuple(_smallest(active, test)), verified=True, together=True)
    return Causes(tuple(near), verified=False, together=len(near) > 1)


def _of_capacity(before: Moment, after: Moment, facts: Sequence[Fact]) -> Causes:
    """Name what changed the capacity of the parts of a way that carry another amount now; read off, not tried."""
    assert before.route is not None
    assert after.route is not None
    here: set[int] = set()
    at: set[str] = set()
    for was, now in zip(before.route.steps, after.route.steps, strict=True):
        if was.charge.capacity_mt_per_year != now.charge.capacity_mt_per_year:
            here |= {now.link.index} if now.link is not None else set()
            at |= set() if now.link is not None else {now.start.id}
    rows = {row["id"]: row for row in after.view.core.tables["projects"]}
    found = []
    for fact in facts:
        row = rows.get(fact.id) if fact.kind == "project" else None
        if row is not None:
            targets = not at.isdisjoint(row["places"]) or not here.isdisjoint(fact.links)
        else:
            targets = fact.kind in ("event", "scenario") and (fact.concerns(here) or bool(at))
        found += [fact] if targets else []
    return Causes(tuple(found or facts), verified=bool(found), together=len(found) > 1)


def _smallest(facts: Sequence[Fact], test: _Test) -> list[Fact]:
    """Leave out what need not be put back."""
    kept = list(facts)
    for fact in facts:
        without = [other for other in kept if other is not fact]
        if without and test.vanishes(without):
            kept = without
    return kept


class _Test:
    def __init__(self, before: Moment, after: Moment, ends: Ends, rules: Mapping[str, Any]) -> None:
        self._before, self._after, self._ends, self._rules = before, after, ends, rules
        self._wanted = None if before.route is None else _way(before.route)

    def vanishes(self, facts: Collection[Fact]) -> bool:
        """Whether the way is that of the day before if some facts are put back."""
        if not facts:
            return False
        planner = put_back(self._before.view, self._after.view, facts, self._rules)
        try:
            found = _way(Route(planner, *planner.path(*self._ends)))
        except NoRouteError:
            return self._wanted is None
        return found == self._wanted


def fact_words(core: Core, facts: Sequence[Fact]) -> str:
    """Name facts in one line: lines that open together as one, by their corridor where they are of one."""
    told = []
    for begins in (True, False):
        mine = [fact for fact in facts if fact.kind == "link" and fact.begins is begins]
        if len(mine) > 1:
            links = frozenset().union(*(fact.links for fact in mine))
            whole = [corridor for corridor in core.corridors if links <= corridor.links]
            of = f" ({min(whole, key=lambda c: len(c.links)).name.split(' (')[0]})" if whole else ""
            names = [fact.words.partition(" of ")[2] for fact in mine]
            shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more stretches" if len(names) > 3 else "")
            told.append(f"{'opening' if begins else 'closing'} of {shown}{of}")
        else:
            told += [fact.words for fact in mine]
    told += [fact.words for fact in facts if fact.kind != "link"]
    return "; ".join(told)
