"""Shortest-path trees mended where arcs are taken away; knows nothing of places, tables or units.

Taking arcs away only makes ways longer, and only of those vertices that the tree reached by them: the branches that
hang on what is lost. All others keep their distance and their way. So it is enough to search anew among the vertices
of these branches, from those that kept theirs: exact, and mostly a small part of the graph.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from heapq import heapify, heappop, heappush
from math import inf

from corridors.routing.search import Tree

__all__ = ["Mender", "Mending"]

#: What a vertex got in the place of its distance and its arc (-1 where it is no longer reached).
Mending = dict[int, tuple[float, int]]


class Mender:
    """A graph whose trees can be mended.

    Parameters
    ----------
    offsets, heads, tails
        The graph: ``offsets[v]:offsets[v + 1]`` are the arcs out of ``v``.
    weights
        One an arc, at least zero; infinity marks an arc that may not be used.
    """

    def __init__(
        self, offsets: Sequence[int], heads: Sequence[int], tails: Sequence[int], weights: Sequence[float]
    ) -> None:
        self.offsets, self.heads, self.tails, self.weights = offsets, heads, tails, weights
        self._into: list[list[int]] = [[] for _ in range(len(offsets) - 1)]
        for arc, head in enumerate(heads):
            if weights[arc] < inf:
                self._into[head].append(arc)

    def branches(self, tree: Tree) -> list[list[int]]:
        """List the vertices that a tree reaches from each vertex."""
        found: list[list[int]] = [[] for _ in range(len(self.offsets) - 1)]
        for vertex, arc in enumerate(tree.arc):
            if arc >= 0:
                found[self.tails[arc]].append(vertex)
        return found

    def mend(self, tree: Tree, branches: Sequence[Sequence[int]], lost: Collection[int]) -> Mending:
        """Give distances and arcs anew for the vertices that the tree reached by lost arcs; no others change.

        Parameters
        ----------
        tree
            Exact for the graph as it was.
        branches
            Those of the tree.
        lost
            Arcs that are taken away.
        """
        heads, weights, offsets = self.heads, self.weights, self.offsets
        stack = [heads[arc] for arc in lost if tree.arc[heads[arc]] == arc]
        mended: Mending = {}
        while stack:
            vertex = stack.pop()
            if vertex not in mended:
                mended[vertex] = inf, -1
                stack.extend(branches[vertex])
        heap = self._entries(tree, mended, lost)
        heapify(heap)
        while heap:
            near, vertex = heappop(heap)
            if near > mended[vertex][0]:
                continue
            for arc in range(offsets[vertex], offsets[vertex + 1]):
                head = heads[arc]
                if head not in mended or arc in lost:
                    continue
                reached = near + weights[arc]
                if reached < mended[head][0]:
                    mended[head] = reached, arc
                    heappush(heap, (reached, head))
        return mended

    def _entries(self, tree: Tree, mended: Mending, lost: Collection[int]) -> list[tuple[float, int]]:
        """Enter the branches from the vertices beside them that kept their way; give where it was possible."""
        tails, weights, distance = self.tails, self.weights, tree.distance
        heap = []
        for vertex in mended:
            best, by = inf, -1
            for arc in self._into[vertex]:
                tail = tails[arc]
                if tail in mended or arc in lost:
                    continue
                reached = distance[tail] + weights[arc]
                if reached < best:
                    best, by = reached, arc
            if by >= 0:
                mended[vertex] = best, by
                heap.append((best, vertex))
        return heap

    @staticmethod
    def mended(tree: Tree, mending: Mending) -> Tree:
        """Give the whole tree with what was mended."""
        distance, arcs = list(tree.distance), list(tree.arc)
        for vertex, (reached, arc) in mending.items():
            distance[vertex], arcs[vertex] = reached, arc
        return Tree(distance, arcs)

    def way(self, tree: Tree, mending: Mending, target: int) -> list[int]:
        """Give the arcs to a vertex in order; empty if it is not reached."""
        tails = self.tails
        arcs: list[int] = []
        vertex = target
        while True:
            found = mending.get(vertex)
            arc = tree.arc[vertex] if found is None else found[1]
            if arc < 0:
                break
            arcs.append(arc)
            vertex = tails[arc]
        arcs.reverse()
        return arcs
