"""What is different between two answers to one question, and by which element: compared, never guessed.

Either both ways are one, and the elements of its two accounts are held against each other. Or they are two: then the
way left is looked at in the other network, where it is shut, or dearer by the elements told, and the way taken in the
first, where it was shut, or dearer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

from corridors.kernels.adding import total_of
from corridors.routes.route import Route
from corridors.routes.towns import by_towns
from corridors.routing.planner import Planner
from corridors.studies.ways import arcs_in, in_network, parts_of, shut_on
from corridors.words.reason import with_and

__all__ = ["Difference", "Element", "What", "difference", "element_words", "elements_between", "swapped"]

#: What became of a way: as it was, other figures on the same way, another way, no way any more, a way at last, or none
#: before and after.
What: TypeAlias = Literal["same", "changed", "rerouted", "shut", "opened", "none"]

#: Hours and dollars below these are rounding.
_NO_HOURS, _NO_USD = 1e-6, 1e-4
_MOST = 4  # so many elements are named, the greatest first


class Element(NamedTuple):
    """A part of an account that changed."""

    words: str
    time_h: float  # more or less than before
    cost_usd: float

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {"element": self.words, "time_h": self.time_h, "cost_usd": self.cost_usd}

    def __str__(self) -> str:
        figures = []
        if abs(self.time_h) > _NO_HOURS:
            figures.append(f"{self.time_h:+,.1f} h")
        if abs(self.cost_usd) > _NO_USD:
            figures.append(f"{self.cost_usd:+,.0f} USD")
        return f"{self.words} {', '.join(figures)}" if figures else self.words


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of a way, and by which elements.

    Attributes
    ----------
    what
        ``same``, ``changed`` (other figures on the same way), ``rerouted``, ``shut``, ``opened`` or ``none`` (no way
        before and after).
    causes
        By what, in words: elements that changed, stretches that are shut or open now.
    elements
        By how much each element of the account changed, the greatest first; of two ways, those of the first that
        the second has not, those of the second, and those of both that take another time or price.
    """

    what: What
    causes: tuple[str, ...] = ()
    elements: tuple[Element, ...] = ()

    @property
    def words(self) -> str:
        """The causes in one line."""
        return "; ".join(self.causes)


def difference(before: Route | None, after: Route | None, planners: tuple[Planner, Planner]) -> Difference:
    """Say what became of a way.

    Parameters
    ----------
    before, after
        The best way in the one network and in the other; None where there is none.
    planners
        The searches of both networks, which know what is shut there.
    """
    if before is None or after is None:
        return _with_no_way(before, after, planners)
    there = in_network(before, planners[1])
    if there is not None and list(there.arcs) == list(after.arcs):
        changed = elements_between(before, after)
        return Difference("changed" if changed else "same", (element_words(changed),) if changed else (), changed)
    causes = [*_left(before, there, planners[1]), *_taken(after, planners[0])]
    return Difference("rerouted", (*causes, swapped(before, after)), elements_between(before, after))


def _with_no_way(before: Route | None, after: Route | None, planners: tuple[Planner, Planner]) -> Difference:
    if before is None and after is None:
        return Difference("none")
    if after is None:
        assert before is not None
        arcs = arcs_in(before, planners[1])
        return Difference("shut", tuple(shut_on(planners[1], arcs)) if arcs else ("the way is not in this network",))
    arcs = arcs_in(after, planners[0])
    if arcs is None:
        return Difference("opened", ("the way was not in the network before",))
    return Difference("opened", tuple(f"no longer: {why}" for why in shut_on(planners[0], arcs)))


def _left(before: Route, there: Route | None, planner: Planner) -> list[str]:
    """Say why a way is left: what is shut on it, or what it takes more."""
    if there is None:
        return ["the way before is not in this network"]
    shut = shut_on(planner, there.arcs)
    if shut:
        return shut
    changed = elements_between(before, there)
    return [f"{_towns(before, there)}: {element_words(changed)}"] if changed else []


def _taken(after: Route, planner: Planner) -> list[str]:
    """Say why a way is taken that was not: what was shut on it, or what it takes less."""
    back = in_network(after, planner)
    if back is None:
        return ["the way now taken was not in the network before"]
    shut = shut_on(planner, back.arcs)
    if shut:
        return [f"no longer: {why}" for why in shut]
    changed = elements_between(back, after)
    return [f"{_towns(after, back)}: {element_words(changed)}"] if changed else []


def swapped(before: Route, after: Route) -> str:
    """Tell one way from another in words: by towns, or where both pass the same ones by a stretch of each."""
    to, of = _towns(after, before), _towns(before, after)
    if to == of:
        to, of = _stretch(after, before), _stretch(before, after)
    return f"now {to} instead of {of}"


def _towns(route: Route, other: Route) -> str:
    return by_towns(route.places, [other.places]) or "straight"


def _stretch(route: Route, other: Route) -> str:
    """Name the first stretch that the other way has not; of the same links, the first service."""
    links = {link.id for link in other.links}
    for step in route.steps:
        if step.link is not None and step.link.id not in links:
            return f"over {step.start.name} - {step.end.name} ({step.mode})"
    names = {ride.name for ride in other.services}
    return next((f"by {ride.name}" for ride in route.services if ride.name not in names), "in ordinary trains")


def elements_between(before: Route, after: Route) -> tuple[Element, ...]:
    """Hold two accounts against each other: what of each element is more or less, the greatest first."""
    old, new = parts_of(before.steps), parts_of(after.steps)
    changed = []
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        hours = (now.time_h if now else 0.0) - (was.time_h if was else 0.0)
        usd = (now.cost_usd if now else 0.0) - (was.cost_usd if was else 0.0)
        if abs(hours) > _NO_HOURS or abs(usd) > _NO_USD:
            part = now or was
            assert part is not None
            changed.append(Element(part.words, hours, usd))
    changed.sort(key=lambda e: -max(abs(e.time_h) * _worth(after), abs(e.cost_usd)))
    return tuple(changed)


def _worth(route: Route) -> float:
    """Dollars of an hour, by which elements are put in order; one where nobody says."""
    planner = getattr(route._answer, "planner", None)
    return float(planner.graph.tariff.value_of_time_usd_per_h) if planner is not None else 1.0


def element_words(elements: Sequence[Element]) -> str:
    """Name the greatest elements, and what the others are together.

    >>> element_words([Element("border AF-PK", 24.0, 0.0), Element("rail TM", 0.0, -120.0)])
    'border AF-PK +24.0 h and rail TM -120 USD'
    """
    shown = [str(element) for element in elements[:_MOST]]
    rest = elements[_MOST:]
    if rest:
        name = f"{len(rest)} other{'s' if len(rest) > 1 else ''}"
        further = Element(name, total_of(e.time_h for e in rest), total_of(e.cost_usd for e in rest))
        shown.append(str(further))
    return with_and(shown)
