"""Losses of one element at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corridors.disruption.elements import Element
from corridors.disruption.finder import Detour, Finder, Way
from corridors.disruption.search import Searcher, Task

__all__ = ["detours", "detours_by_element", "elements_on_ways", "hit_by"]


def hit_by(element: Element, arcs: Iterable[int]) -> bool:
    """Whether a way goes by what is lost."""
    return not element.arcs.isdisjoint(arcs)


def elements_on_ways(finder: Finder, elements: Sequence[Element]) -> dict[int, list[int]]:
    """Give, for each element that some best way goes by, the pairs whose way does, in their order."""
    of_arc: dict[int, list[int]] = {}
    for number, element in enumerate(elements):
        for arc in element.arcs:
            of_arc.setdefault(arc, []).append(number)
    hit: dict[int, dict[int, None]] = {}
    for pair in range(len(finder.pairs)):
        way = finder.whole.way(pair)
        for arc in way.arcs if way is not None else ():
            for number in of_arc.get(arc, ()):
                hit.setdefault(number, {})[pair] = None
    return {number: list(pairs) for number, pairs in sorted(hit.items())}


def detours_by_element(
    searcher: Searcher, elements: Sequence[Element], hit: Mapping[int, Sequence[int]]
) -> dict[int, list[Detour]]:
    """Take away one element after the other, and give what each of the pairs that it hits does."""
    tasks = (Task(frozenset(), (), elements[number].arcs, tuple(pairs)) for number, pairs in hit.items())
    found = zip(searcher.shown(list(hit), "losses"), searcher.ways(tasks), strict=True)
    return {number: detours(searcher.finder, elements[number], ways) for number, ways in found}


def detours(finder: Finder, element: Element, ways: Mapping[int, Way | None]) -> list[Detour]:
    """Give what the pairs do whose ways these are once an element is lost."""
    found = []
    for pair, way in ways.items():
        before = finder.whole.way(pair)
        assert before is not None  # only pairs that have a way are hit
        at_end = not element.places.isdisjoint((before.root.place.index, before.goal.place.index))
        found.append(finder.detour(pair, before, way, at_end=at_end))
    return found
