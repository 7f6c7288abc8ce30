"""The best ways of some pairs, and those once something is lost: exact, without a search where nothing changes.

What is not on a pair's best way costs it nothing when it is lost, for the best way is still there. So only losses on
that way are looked at, and for these the trees of the origins are mended (`corridors.routing.mended`), not grown anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from math import inf
from typing import NamedTuple

from corridors.disruption.pairs import Pair
from corridors.errors import OptionError
from corridors.kernels.adding import total_of
from corridors.routes.route import Route
from corridors.routing.mended import Mender, Mending
from corridors.routing.planner import Goal, Planner, Root
from corridors.routing.search import Tree

__all__ = ["NOTHING", "STRANDED", "Detour", "Figures", "Finder", "State", "Way"]


class Figures(NamedTuple):
    """What a way takes: hours, dollars, and what was minimised."""

    time_h: float
    cost_usd: float
    weight: float


class Way(NamedTuple):
    """The best way of a pair."""

    root: Root
    goal: Goal
    arcs: tuple[int, ...]


#: What a unit loses that has no way left.
STRANDED = Figures(inf, inf, inf)

NOTHING = Figures(0.0, 0.0, 0.0)


class Detour(NamedTuple):
    """What a pair does once something is lost."""

    pair: int
    before: Way
    way: Way | None
    #: what a unit loses that goes round; infinite if it cannot
    extra: Figures
    at_end: bool = False
    #: weight lost at most; more than `extra` where it was not searched
    at_most: float | None = None


class Finder:
    """Pairs and the search that answers for them.

    Parameters
    ----------
    planner
        A search without stops, corridor or limits.
    pairs
        What moves between which places.

    Raises
    ------
    OptionError
        The search has stops, a corridor or limits.
    """

    def __init__(self, planner: Planner, pairs: Sequence[Pair]) -> None:
        if planner.layers:
            raise OptionError("losses are told of free ways only: leave via, corridor and limits out")
        self.planner = planner
        self.pairs = tuple(pairs)
        graph = planner.graph
        self.mender = Mender(graph.offsets, graph.heads, graph.tails, planner.weights)
        self.ends = [planner.ends_between(*pair.asked) for pair in pairs]
        self._takes: dict[int, tuple[float, float]] = {}
        trees = {root.place.index: root.trees[0] for ends in self.ends for root, _, _ in ends}
        #: nothing is lost yet
        self.whole = State(self, frozenset(), trees)

    def figures(self, way: Way) -> Figures:
        """Hours, dollars and weight of a way."""
        root, goal, arcs = way
        weight = self.planner.total(root, goal, arcs)
        if root.end is not None or goal.end is not None:  # lorries join it to points
            route = self.route(way)
            return Figures(route.time_h, route.cost_usd, weight)
        taken = [self._taken(arc) for arc in arcs]
        return Figures(total_of(hours for hours, _ in taken), total_of(dollars for _, dollars in taken), weight)

    def _taken(self, arc: int) -> tuple[float, float]:
        """Hours and dollars of an arc on the day."""
        found = self._takes.get(arc)
        if found is None:
            charges = self.planner.in_force.charges(arc)
            found = total_of(charge.time_h for charge in charges), total_of(charge.cost_usd for charge in charges)
            self._takes[arc] = found
        return found

    def detour(self, pair: int, before: Way, way: Way | None, *, at_end: bool = False) -> Detour:
        """Give what going round costs a pair."""
        if way is None:
            return Detour(pair, before, None, STRANDED, at_end)
        was, now = self.figures(before), self.figures(way)
        return Detour(pair, before, way, Figures(*(n - w for n, w in zip(now, was, strict=True))), at_end)

    def route(self, way: Way) -> Route:
        """Give a way as a route, with all that a route tells."""
        return Route(self.planner, way.root, way.goal, list(way.arcs))


class State:
    """All that is left once some arcs are lost: the trees of the origins, and the best ways by them."""

    def __init__(self, finder: Finder, lost: frozenset[int], trees: dict[int, Tree]) -> None:
        self.finder = finder
        self.lost = lost
        self._trees = trees
        self._branches: dict[int, list[list[int]]] = {}
        self._ways: dict[int, Way | None] = {}

    def way(self, pair: int) -> Way | None:
        """Give the best way of a pair; None if there is none."""
        if pair not in self._ways:
            self._ways[pair] = self._walk(pair, {})
        return self._ways[pair]

    def without(self, arcs: Collection[int], pairs: Iterable[int]) -> dict[int, Way | None]:
        """Give the best ways of some pairs once further arcs are lost."""
        pairs = list(pairs)
        mendings = self._mend(arcs, self._roots(pairs))
        return {pair: self._walk(pair, mendings) for pair in pairs}

    def lose(self, arcs: Collection[int], pairs: Iterable[int]) -> State:
        """Give what is left once further arcs are lost, for some pairs."""
        mendings = self._mend(arcs, self._roots(list(pairs)))
        mender = self.finder.mender
        trees = {
            place: mender.mended(self._trees[place], mending) if mending else self._trees[place]
            for place, mending in mendings.items()
        }
        return State(self.finder, self.lost | frozenset(arcs), trees)

    def _roots(self, pairs: Iterable[int]) -> set[int]:
        return {root.place.index for pair in pairs for root, _, _ in self.finder.ends[pair]}

    def _mend(self, arcs: Collection[int], places: Iterable[int]) -> dict[int, Mending]:
        lost = self.lost | frozenset(arcs)
        mender = self.finder.mender
        found = {}
        for place in places:
            tree = self._trees[place]
            if place not in self._branches:
                self._branches[place] = mender.branches(tree)
            found[place] = mender.mend(tree, self._branches[place], lost)
        return found

    def _walk(self, pair: int, mendings: dict[int, Mending]) -> Way | None:
        """Take the ends by which the whole journey is the best, lorries included."""
        best, ends, nothing = inf, None, Mending()
        for root, goal, lorries in self.finder.ends[pair]:
            place = root.place.index
            mended = mendings.get(place, nothing).get(goal.vertex)
            reached = self._trees[place].distance[goal.vertex] if mended is None else mended[0]
            if lorries + reached < best:
                best, ends = lorries + reached, (root, goal)
        if ends is None:
            return None
        root, goal = ends
        place = root.place.index
        arcs = self.finder.mender.way(self._trees[place], mendings.get(place, nothing), goal.vertex)
        return Way(root, goal, tuple(arcs))
