"""Events as losses: what each costs while it is in force, or would cost if it were."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from corridors.disruption.elements import Element
from corridors.disruption.finder import STRANDED, Detour, Figures, Finder
from corridors.routing.planner import Planner
from corridors.routing.question import Question, ask
from corridors.tables.reading import Row
from corridors.words.progress import watched
from corridors.world.availability import closures_by
from corridors.world.effects import effects_of
from corridors.world.restrictions import links_concerned
from corridors.world.view import View

if TYPE_CHECKING:
    from corridors.disruption.pairs import Pair

__all__ = ["EventLoss", "detours_by_event", "event_element"]


class Imposed(View):
    """A view in which a further event is in force, whatever its dates."""

    def __init__(self, view: View, event: Row) -> None:
        super().__init__(view.core, view.on, shut=view.shut, opened=view.opened, lifted=view.lifted)
        self._before = view
        self._event = {**event, "start": view.on, "end": None, "assumed_end": None, "months": ()}

    @cached_property
    def events(self) -> list[Row]:
        """Closures and restrictions in force, this one among them."""
        here = {event["id"]: event for event in (*self._before.events, self._event)}
        # in the order of the table, for one that multiplies hours does so to what those before it added
        return [here[event["id"]] for event in self.core.tables["events"] if event["id"] in here]


def event_element(event: Row, planner: Planner) -> Element:
    """Give what an event shuts or restricts as an element."""
    core = planner.core
    if event["kind"] == "closure":
        links = frozenset(closures_by([event], core.links, core.places))
    else:
        links = frozenset(link.index for link in links_concerned(event, core))
    arcs = frozenset(arc for link in links for arc in planner.graph.arcs_of_link[link])
    return Element(event["id"], "event", event["name"], links, arcs)


class EventLoss:
    """What an event does to each pair, and whether it is in force."""

    def __init__(self, element: Element, event: Row, detours: list[Detour], under: Finder, *, in_force: bool) -> None:
        self.element, self.event, self.detours, self.in_force, self.under = element, event, detours, in_force, under


def detours_by_event(
    finder: Finder, question: Question, pairs: Sequence[Pair], events: Sequence[tuple[Row, Element]]
) -> list[EventLoss]:
    """Compare the ways under each event with those without it.

    One in force is lifted, so that its loss is what it costs now; any other is imposed.
    """
    view = finder.planner.view
    in_force = {event["id"] for event in view.events}
    found = []
    for event, element in watched(list(events), "events"):
        here = event["id"] in in_force
        without, under = finder, finder
        detours: list[Detour] = []
        if here:
            lifted = view.lifted | frozenset([event["id"]])
            before = View(view.core, view.on, shut=view.shut, opened=view.opened, lifted=lifted)
            without = Finder(ask(before, question), pairs)
        elif _touches(finder, event, element):
            under = Finder(ask(Imposed(view, event), question), pairs)
        if without is not under:
            detours = _between(without, under)
        found.append(EventLoss(element, event, detours, under, in_force=here))
    return found


def _touches(finder: Finder, event: Row, element: Element) -> bool:
    """Whether imposing an event may change a best way: it lies on one, or makes something else quicker or cheaper."""
    eases = any(effect.slower < 1 or effect.dearer < 1 for effect in effects_of([event], ""))
    if eases:
        return True
    ways = (finder.whole.way(pair) for pair in range(len(finder.pairs)))
    return any(way is not None and not element.arcs.isdisjoint(way.arcs) for way in ways)


def _between(without: Finder, under: Finder) -> list[Detour]:
    """Give what each pair loses that has a way without an event, by its way under it."""
    found = []
    for pair in range(len(without.pairs)):
        before, after = without.whole.way(pair), under.whole.way(pair)
        if before is None:
            continue
        if after is None:
            found.append(Detour(pair, before, None, STRANDED))
            continue
        was, now = without.figures(before), under.figures(after)
        extra = Figures(*(n - w for n, w in zip(now, was, strict=True)))
        # sums of the same figures in another order may differ in the last place
        if before.arcs != after.arcs or any(abs(e) > 1e-9 * (1 + abs(w)) for e, w in zip(extra, was, strict=True)):
            found.append(Detour(pair, before, after, extra))
    return found
