"""Losses of two elements at once.

Once ``a`` is lost a pair goes its way round; the loss of ``b`` as well changes that only if ``b`` lies on it. So only
such couples are searched, along the ways round; for all others what is lost follows from the single losses, exactly.
A budget may end the search before: then what is known stands as bounds. Losing more never costs less, so the single
losses are a lower bound; and every way known that goes by neither is an upper one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import inf
from time import perf_counter

from corridors.disruption.elements import Element
from corridors.disruption.finder import Detour, Way
from corridors.disruption.search import Searcher, Task
from corridors.disruption.singles import hit_by
from corridors.errors import OptionError
from corridors.gate.numbers import plain_number
from corridors.gate.quoted import quoted

__all__ = ["Budget", "Couples"]

Couple = tuple[int, int]


class Budget:
    """How much work may be done: seconds, or a number of searches such as ``"2000 searches"``.

    Raises
    ------
    OptionError
        It is none of these.

    Examples
    --------
    >>> budget = Budget("2 searches")
    >>> [budget.allows() for _ in range(3)]
    [True, True, False]
    """

    def __init__(self, budget: object) -> None:
        self._left = inf
        self._until = inf
        #: whether what it allows is the same whoever works, and how fast
        self.is_counted = budget is None or isinstance(budget, str)
        wrong = OptionError(f"budget={quoted(budget)} is none: give seconds, or a text such as '2000 searches'")
        if isinstance(budget, str):
            number, _, word = budget.strip().partition(" ")
            if word.strip() not in ("search", "searches") or not number.isdigit():
                raise wrong
            self._left = int(number)
        elif budget is not None:
            read = plain_number(budget)
            if read is None or not read >= 0:
                raise wrong
            self._until = perf_counter() + read

    def allows(self) -> bool:
        """Whether one more search is allowed, which then counts."""
        self._left -= 1
        return self._left >= 0 and perf_counter() <= self._until


class Couples:
    """The losses of all couples among some elements.

    Parameters
    ----------
    searcher
        The pairs, and where losses are searched.
    elements
        What can be lost.
    single
        What the pairs do that a single loss hits, by element.
    budget
        How much work may be done.
    """

    def __init__(
        self, searcher: Searcher, elements: Sequence[Element], single: Mapping[int, Sequence[Detour]], budget: Budget
    ) -> None:
        self.finder = searcher.finder
        self.elements = elements
        self.searches = 0
        #: searches that the budget left undone
        self.undone = 0
        self._single = {number: {detour.pair: detour for detour in found} for number, found in single.items()}
        self._double: dict[Couple, dict[int, Way | None]] = {}
        self._known: dict[int, dict[tuple[int, ...], Way]] = {}
        for found in self._single.values():
            for pair, detour in found.items():
                self._know(pair, detour.way)
        self._search(searcher, budget)

    def _know(self, pair: int, way: Way | None) -> None:
        if way is not None:
            self._known.setdefault(pair, {})[way.arcs] = way

    def _search(self, searcher: Searcher, budget: Budget) -> None:
        """Take away a second element wherever it lies on the way round the first."""
        planned: deque[Couple] = deque()
        for ways in searcher.ways(self._tasks(searcher, budget, planned)):
            self.searches += 1
            self._double.setdefault(planned.popleft(), {}).update(ways)
            for pair, way in ways.items():
                self._know(pair, way)

    def _tasks(self, searcher: Searcher, budget: Budget, planned: deque[Couple]) -> Iterator[Task]:
        """Give what is to be searched, one after the other, and note of which couple it is."""
        of_arc: dict[int, list[int]] = {}
        for number, element in enumerate(self.elements):
            for arc in element.arcs:
                of_arc.setdefault(arc, []).append(number)
        asked: dict[Couple, set[int]] = {}
        for first in searcher.shown(sorted(self._single), "couples of losses"):
            met: dict[int, list[int]] = {}
            for pair, detour in self._single[first].items():
                arcs = () if detour.way is None else detour.way.arcs
                for second in {number for arc in arcs for number in of_arc.get(arc, ())} - {first}:
                    met.setdefault(second, []).append(pair)
            for second, pairs in sorted(met.items()):
                couple = (min(first, second), max(first, second))
                # who goes by both at first was searched when the other was lost first
                todo = [pair for pair in pairs if pair not in asked.get(couple, ())]
                if not todo:
                    continue
                if not budget.allows():
                    self.undone += 1
                    continue
                asked.setdefault(couple, set()).update(todo)
                planned.append(couple)
                lost = self.elements[first].arcs, tuple(self._single[first]), self.elements[second].arcs
                yield Task(*lost, tuple(todo))

    def couples(self, *, all_of_them: bool) -> Iterator[Couple]:
        """Give the couples that hit somebody; unless `all_of_them`, those of which one lies on a way round the other.

        Of any other couple each pair loses what it loses by the one that hits it.
        """
        if all_of_them:
            yield from (c for c in combinations(range(len(self.elements)), 2) if any(n in self._single for n in c))
        else:
            yield from sorted(self._double)

    def detours(self, couple: Couple) -> tuple[list[Detour], bool]:
        """Give what the pairs do that a couple of losses hits, and whether all of it is exact."""
        first, second = (self._single.get(number, {}) for number in couple)
        exact = True
        found = []
        for pair in sorted({*first, *second}):
            detour, known = self._detour(pair, couple)
            exact = exact and known
            found.append(detour)
        return found, exact

    def _detour(self, pair: int, couple: Couple) -> tuple[Detour, bool]:
        singles = [(number, self._single.get(number, {}).get(pair)) for number in couple]
        at_end = any(d.at_end for _, d in singles if d is not None) or self._ends_in(pair, couple)
        for number, detour in singles:
            other = couple[1] if number == couple[0] else couple[0]
            if detour is not None and (detour.way is None or not hit_by(self.elements[other], detour.way.arcs)):
                return detour._replace(at_end=at_end), True
        before = next(d.before for _, d in singles if d is not None)
        searched = self._double.get(couple, {})
        if pair in searched:
            return self.finder.detour(pair, before, searched[pair], at_end=at_end), True
        least = max((d for _, d in singles if d is not None), key=lambda d: d.extra.weight)
        return least._replace(at_end=at_end, at_most=self._ceiling(pair, couple, before)), False

    def _ends_in(self, pair: int, couple: Couple) -> bool:
        ends = {place.index for place in (self.finder.pairs[pair].origin, self.finder.pairs[pair].destination)}
        return any(not self.elements[number].places.isdisjoint(ends) for number in couple)

    def _ceiling(self, pair: int, couple: Couple, before: Way) -> float:
        """Give what a pair loses at most, by the ways that are known."""
        round_ = [
            way
            for arcs, way in self._known.get(pair, {}).items()
            if not any(hit_by(self.elements[number], arcs) for number in couple)
        ]
        return min((self.finder.detour(pair, before, way).extra.weight for way in round_), default=inf)
