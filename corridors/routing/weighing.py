"""What the arcs of a graph weigh for one criterion on one day, and which of them may not be used.

Searches that ask by one criterion under the same rules share it, whatever they must pass. That of a changed network is
made of the weights without the change: only arcs that the change concerns are weighed again, and a shortest-path tree
is taken over, or repaired, where that is exact.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Any

from corridors.routing.graph import AN_END, BLOCKED, ON
from corridors.routing.growing import is_ready, tree_of
from corridors.routing.in_force import InForce
from corridors.routing.search import Tree, distances_to
from corridors.routing.shelves import Part, Shelf, allowance_of
from corridors.routing.single import UNKNOWN
from corridors.routing.weights import (
    WeightLike,
    arc_weights,
    break_ties,
    break_ties_anew,
    changed_weights,
    refuse_unknown,
    searched_weigher,
)

if TYPE_CHECKING:
    from corridors.routing.repair import Net

__all__ = ["Weighing"]


class Weighing:
    """Weights of all arcs, open and blocked.

    Parameters
    ----------
    in_force
        The charges of the day.
    weight
        The criterion.
    closed, unwanted
        Why links are not in use, or not wanted by the caller, by their index.
    avoided
        Names under which places are avoided, by their index.
    barred, idle
        Why arcs may not be used, or are of services that do not run, by arc.
    base
        The same without the changes of a scenario.
    """

    def __init__(
        self,
        in_force: InForce,
        weight: WeightLike,
        *,
        closed: Mapping[int, str],
        unwanted: Mapping[int, str],
        avoided: Mapping[int, str],
        barred: Mapping[int, str],
        idle: Mapping[int, str],
        base: Weighing | None = None,
    ) -> None:
        self.in_force = in_force
        self.graph = in_force.graph
        self.weight = weight
        self.closed, self.unwanted, self.avoided = closed, unwanted, avoided
        self.barred, self.idle = barred, idle
        self.base: Weighing | None = None
        #: arcs that weigh something else than in the base, and those of them that weigh less
        self.changed: frozenset[int] = frozenset()
        self.lighter: tuple[int, ...] = ()
        #: arcs that weigh something else than in the base, or are blocked for other reasons
        self.touched: frozenset[int] = frozenset()
        allowance = allowance_of(in_force.core)
        self._trees: Shelf[Tree] = Shelf(allowance)
        self._away: Shelf[Sequence[float]] = Shelf(allowance)
        if base is None or not self._like(base):
            refuse_unknown(in_force.core, weight)

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what weighs single arcs, which is made again."""
        return {name: value for name, value in self.__dict__.items() if name not in ("_weigh", "_met", "_onward")}

    @cached_property
    def plain(self) -> Sequence[float]:
        """One weight an arc, all finite."""
        return arc_weights(self.graph, self.in_force.core.links, self.weight, self.in_force)

    @cached_property
    def open(self) -> Sequence[float]:
        """The weights that are searched with, as if nothing were blocked."""
        return break_ties(self.graph, list(self.plain), self.weight)

    @cached_property
    def weights(self) -> list[float]:
        """The same, infinite on arcs that may not be used."""
        return self._with_blocked(list(self.open))

    def _with_blocked(self, weights: list[float]) -> list[float]:
        for link in (*self.closed, *self.unwanted):
            for arc in self.graph.arcs_of_link[link]:
                weights[arc] = inf
        for arc in (*self.barred, *self.idle):
            weights[arc] = inf
        return weights

    def as_met(self, target: int) -> tuple[list[float], Callable[[int], float]]:
        """Give the weights of a search that ends early, and what weighs an arc that none has met yet.

        Such a search meets one arc in ten, so all are weighed only once somebody asks for all; but charges of whole
        swarms are summed up together sooner than those of a few.
        """
        if "weights" in self.__dict__ or self.graph.charges.swarms:
            return self.weights, self.weights.__getitem__
        known, onward, leads_on = self._met, self._onward, self._leads_on
        weigh, is_blocked = self._weigh, self._is_blocked
        heads, link_of, barred = self.graph.heads, self.graph.link_of, self.barred

        def met(arc: int) -> float:
            head = heads[arc]
            leads = onward[head] or leads_on(head)
            if leads == AN_END and head != target:
                return inf
            # what is done at a place is shut by no closure
            shut = leads == BLOCKED or ((link_of[arc] >= 0 or barred) and is_blocked(arc))
            found = known[arc] = inf if shut else weigh(arc)
            return found

        return known, met

    def leads_on(self, vertex: int) -> bool:
        """Whether one may go on from a vertex."""
        if "weights" in self.__dict__:  # which may have been changed since for services held as on another day
            offsets = self.graph.offsets
            return any(self.weights[arc] < inf for arc in range(offsets[vertex], offsets[vertex + 1]))
        return (self._onward[vertex] or self._leads_on(vertex)) == ON

    def _leads_on(self, vertex: int) -> int:
        offsets = self.graph.offsets
        open_arc = not all(map(self._is_blocked, range(offsets[vertex], offsets[vertex + 1])))
        found = self._onward[vertex] = ON if open_arc else BLOCKED
        return found

    def _is_blocked(self, arc: int) -> bool:
        link = self.graph.link_of[arc]
        return link in self.closed or link in self.unwanted or arc in self.barred or arc in self.idle

    @cached_property
    def _met(self) -> list[float]:
        return [UNKNOWN] * self.graph.n_arcs

    @cached_property
    def _onward(self) -> list[int]:
        """By vertex `ON`, `BLOCKED` or `AN_END`; 0 where nobody has asked yet."""
        known = self.graph.leads_on()
        return [each if each == AN_END else 0 for each in known] if self.barred else list(known)

    @cached_property
    def _weigh(self) -> Callable[[int], float]:
        return searched_weigher(self.graph, self.weight, self.in_force)

    def parts(self) -> list[Part]:
        """Give what keeping it keeps, with bytes as measured: weights and charges, its own and those of its bases."""
        base = self.base
        if base is None:
            return [(self, 200 * self.graph.n_arcs)]
        own = (self.plain is not base.plain) + (self.open is not base.open) + (self.weights is not base.weights)
        return [(self, (4 + 8 * own) * len(self.plain)), *base.parts()]

    def _like(self, base: Weighing) -> bool:
        """Make the weights of those of the base; whether that can be done."""
        links = self.in_force.core.links
        found = changed_weights(self.graph, links, self.weight, self.in_force, base.plain)
        if found is None:
            return False
        plain, differ = found
        opened = break_ties_anew(self.graph, plain, self.weight, base.open, differ)
        if opened is None:
            return False
        blocked = self._blocked_unlike(base)
        weights = list(base.weights)
        moved = {arc for arc in differ if plain[arc] != base.plain[arc] or opened[arc] != base.open[arc]}
        for arc in moved | blocked.keys():
            shut = blocked.get(arc)
            if shut is None:
                shut = weights[arc] == inf
            weights[arc] = inf if shut else opened[arc]
        changed = [arc for arc in moved | blocked.keys() if weights[arc] != base.weights[arc]]
        self.plain = plain if moved else base.plain
        self.open = opened if moved else base.open
        self.weights = weights if changed else base.weights
        self.base = base
        self.changed = frozenset(changed)
        self.touched = frozenset(moved | blocked.keys())
        self.lighter = tuple(arc for arc in changed if weights[arc] < base.weights[arc])
        return True

    def _blocked_unlike(self, base: Weighing) -> dict[int, bool]:
        """Tell of the arcs that may be blocked here and not there, or there and not here, whether they are here."""
        arcs_of, link_of = self.graph.arcs_of_link, self.graph.link_of
        links = (self.closed.keys() ^ base.closed.keys()) | (self.unwanted.keys() ^ base.unwanted.keys())
        arcs = {arc for link in links for arc in arcs_of[link]}
        arcs |= (self.barred.keys() ^ base.barred.keys()) | (self.idle.keys() ^ base.idle.keys())
        return {
            arc: link_of[arc] in self.closed or link_of[arc] in self.unwanted or arc in self.barred or arc in self.idle
            for arc in arcs
        }

    # -- trees --------------------------------------------------------------------------------------

    def net(self) -> Net:
        """Give the graph with the weights, for a repair."""
        from corridors.routing.repair import Net

        graph = self.graph
        return Net(graph.offsets, graph.heads, graph.tails, graph.arcs_into(), self.weights)

    def tree(self, source: int) -> Tree:
        """Shortest-path tree of a vertex, kept for the next time."""
        tree = self._trees.held.get(source)
        if tree is None:
            if self.base is not None:
                seeds = {source: 0.0}
                tree = self.again(self.base.tree(source), seeds, seeds)
            if tree is None:
                tree = tree_of(self.graph, self.weights, [(0.0, source)])
            tree = self._trees.allowance.compact(tree)
            self._trees.put(source, tree, trees=[tree])
        return tree

    def has_tree(self, source: int) -> bool:
        """Whether the tree of a vertex is kept."""
        return source in self._trees.held

    def least_by(
        self, source: int, target: int, arcs: Iterable[int], weights: Callable[[int], float], *, blocked: bool
    ) -> float:
        """Give less than any way over some arcs weighs: from the source to one of them, and from one to the target.

        However often a way uses them, up to the first and after the last of them it uses none.

        Parameters
        ----------
        source, target
            Vertices.
        arcs, weights
            The arcs, and what each weighs by then; all others weigh here as much or less.
        blocked
            Whether blocked arcs stay so.
        """
        there = self._distances(source, blocked=blocked, back=False)
        onward = self._distances(target, blocked=blocked, back=True)
        tails, heads = self.graph.tails, self.graph.heads
        known = list(arcs)
        first = min((there[tails[arc]] + weights(arc) for arc in known), default=inf)
        return first + min((onward[heads[arc]] for arc in known), default=inf)

    def _distances(self, vertex: int, *, blocked: bool, back: bool) -> Sequence[float]:
        if blocked and not back:
            return self.tree(vertex).distance
        key = vertex, blocked, back
        found = self._away.held.get(key)
        if found is None:
            graph, weights = self.graph, self.weights if blocked else self.open
            if back:
                found = distances_to(graph.arcs_into(), graph.tails, weights, vertex)
            else:
                found = tree_of(graph, weights, [(0.0, vertex)]).distance
            found = self._away.put(key, array("d", found), numbers=graph.n_vertices)
        return found

    def again(self, before: Tree, seeds: Mapping[int, float], seeds_before: Mapping[int, float]) -> Tree | None:
        """Give the tree that `before` is in the base, as it is here; None where it is to be grown from scratch."""
        if not self.changed and dict(seeds) == dict(seeds_before):
            return before
        if is_ready():  # where trees are grown by compiled code, that is quicker than any repair
            return None
        from corridors.routing.repair import repaired

        return repaired(self.net(), before, self.changed, seeds, seeds_before)
