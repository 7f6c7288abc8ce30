"""Shortest trees of many samples at once, in whole arrays: a row is a vertex or an arc, a column a sample.

Vertices take their turn in the order in which one chosen sample settles them; one that is reached later at less takes
its turn again, until nothing falls any more. So the distances of every sample are exact, and added up along the way,
as by Dijkstra's algorithm, to the last digit. The ways follow from the distances, as in `corridors.kernels.walks`;
samples in which a vertex is reached by several arcs that weigh nothing, and by no other, are left to be walked there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from math import inf
from typing import Any, NamedTuple

import numpy as np

from corridors.kernels.csr import Floats, Ints
from corridors.simulation.evaluated import Floats2

__all__ = ["Goals", "Lines", "Swept", "Walk", "sweep", "walks"]

Flags = np.ndarray[Any, np.dtype[np.bool_]]

#: In the place of an arc, where the distances alone do not tell which.
_OPEN = -1


class Lines(NamedTuple):
    """A graph as lists, which single numbers are read from, and as arrays."""

    heads: list[int]
    tails: list[int]
    out: list[list[int]]  # the arcs from each vertex
    into: list[list[int]]  # the arcs to each vertex
    tail: Ints

    @classmethod
    def of(cls, offsets: Ints, heads: Ints, tails: Ints) -> Lines:
        """Take a graph whose arcs are sorted by tail."""
        into: list[list[int]] = [[] for _ in range(len(offsets) - 1)]
        for arc, head in enumerate(heads.tolist()):
            into[head].append(arc)
        begin = offsets.tolist()
        out = [list(range(*ends)) for ends in pairwise(begin)]
        return cls(heads.tolist(), tails.tolist(), out, into, tails)

    def back(self) -> Lines:
        """Give the same arcs, each led the other way."""
        return Lines(self.tails, self.heads, self.into, self.out, self.tail)


class Swept(NamedTuple):
    """Distances of all samples by (vertex, sample), and the arcs into them from lower layers.

    `entries` are those by their head: (lower layer, arc).
    """

    distance: Floats2
    entries: dict[int, list[tuple[int, int]]]

    @classmethod
    def empty(cls, distance: Floats2) -> Swept:
        """Give trees that reach nothing, in such an array."""
        distance.fill(inf)
        return cls(distance, {})


class Goals(NamedTuple):
    """What is asked for alone: a vertex from which no goal can be reached in time is passed over.

    Attributes
    ----------
    left
        Of each vertex, what lies at least between it and the nearest goal: in any sample, or in each.
    bound
        Of each sample, how far the farthest goal is at most.
    """

    left: Sequence[float] | Sequence[Floats]
    bound: Floats


def sweep(
    lines: Lines, weights: Floats2, distance: Floats2, seeds: Iterable[int], rank: Sequence[float], goals: Goals
) -> None:
    """Grow trees of all samples from seeds, whose distances are there already; low ranks take their turn first."""
    samples = distance.shape[1]
    far, flags, none = np.empty(samples), np.empty(samples, dtype=bool), bytes(samples)
    rows, weighed = list(distance), list(weights)
    waiting = [(rank[vertex], vertex) for vertex in sorted(seeds, key=rank.__getitem__)]
    waits = bytearray(len(rows))
    for _, vertex in waiting:
        waits[vertex] = 1
    while waiting:
        _, vertex = heappop(waiting)
        waits[vertex] = 0
        near = rows[vertex]
        np.add(near, goals.left[vertex], out=far)
        np.less_equal(far, goals.bound, out=flags)
        if flags.tobytes() == none:  # a third of what `any` takes, which is most of the work here
            continue
        for arc in lines.out[vertex]:
            head = lines.heads[arc]
            there = rows[head]
            np.add(near, weighed[arc], out=far)
            np.less(far, there, out=flags)
            if flags.tobytes() != none:
                np.minimum(there, far, out=there)
                if not waits[head]:
                    waits[head] = 1
                    heappush(waiting, (rank[head], head))


class Walk(NamedTuple):
    """One step back of some samples: which, in which layer, from which vertex, by which arc."""

    samples: Ints
    layer: int
    vertices: Ints
    arcs: Ints

    def without(self, flags: Flags) -> Walk:
        """Leave some samples out, which are flagged among all."""
        kept = ~flags[self.samples]
        return Walk(self.samples[kept], self.layer, self.vertices[kept], self.arcs[kept])


class _Reached:
    """How the vertices of one layer are reached in every sample, found when it is asked.

    By which arc is written as its number, by which entry as so many more than there are arcs as the place of that in
    `entries`, and `_OPEN` where only several arcs that weigh nothing lead there.
    """

    def __init__(self, lines: Lines, weights: Floats2, trees: Sequence[Swept], layer: int) -> None:
        self._lines, self._weights, self._trees = lines, weights, trees
        self._distance, entries = trees[layer]
        self.entries = [entry for some in entries.values() for entry in some]
        self._number = {entry: len(lines.heads) + k for k, entry in enumerate(self.entries)}
        self._known = np.zeros(len(lines.into), dtype=bool)
        self._by = np.empty(self._distance.shape, dtype=np.int32)  # what is not asked for takes no memory
        self._entries = entries

    def by(self, vertices: Ints, samples: Ints) -> Ints:
        """Give how vertices are reached, each in a sample of its own."""
        for vertex in np.unique(vertices[~self._known[vertices]]).tolist():
            self._find(vertex)
            self._known[vertex] = True
        found: Ints = self._by[vertices, samples]
        return found

    def _find(self, vertex: int) -> None:
        """Look by what the vertex is as far as it is: the first entry, else the arc from the nearest tail."""
        lines, here, by = self._lines, self._distance[vertex], self._by[vertex]
        into = lines.into[vertex]
        by[:] = _OPEN
        if into:
            before = self._distance[lines.tail[into]]
            alike = before + self._weights[into] == here
            nearer = alike & (before < here)
            by[:] = np.array(into, dtype=np.int32)[np.where(nearer, before, inf).argmin(axis=0)]
            unsure = np.flatnonzero(~nearer.any(axis=0))
            alone = alike[:, unsure].argmax(axis=0)
            by[unsure] = np.where(alike[:, unsure].sum(axis=0) == 1, np.array(into)[alone], _OPEN)
        for lower, arc in reversed(self._entries.get(vertex, [])):
            entered = self._trees[lower].distance[lines.tails[arc]] + self._weights[arc] == here
            by[entered] = self._number[lower, arc]


def walks(lines: Lines, weights: Floats2, trees: Sequence[Swept], source: int, target: int) -> tuple[list[Walk], Ints]:
    """Walk back from a target in the last layer to the source in the first, in all samples that have a way.

    Also give the samples that were left on their way, because several arcs lead there that weigh nothing.
    """
    steps: list[Walk] = []
    layer_of = np.where(trees[-1].distance[target] < inf, len(trees) - 1, -1)
    at = np.full(len(layer_of), target, dtype=np.int32)
    left = np.zeros(len(layer_of), dtype=bool)
    for layer in range(len(trees) - 1, -1, -1):
        reached = _Reached(lines, weights, trees, layer)
        here = np.flatnonzero(layer_of == layer).astype(np.int32)
        while True:
            if layer == 0:
                here = here[at[here] != source]
            if not len(here):
                break
            arcs = reached.by(at[here], here)
            left[here[arcs == _OPEN]] = True
            here, arcs = here[arcs != _OPEN], arcs[arcs != _OPEN]
            entering = arcs >= len(lines.heads)
            if entering.any():
                came, through = np.array(reached.entries).T[:, arcs[entering] - len(lines.heads)]
                layer_of[here[entering]], arcs[entering] = came, through
            steps.append(Walk(here, layer, at[here], arcs))
            at[here] = lines.tail[arcs]
            here = here[~entering]
    return [step.without(left) for step in steps], np.flatnonzero(left).astype(np.int32)
