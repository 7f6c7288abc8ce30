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
    def empty(cls, vertices: int, samples: int) -> Swept:
        """Give trees that reach nothing."""
        return cls(np.full((vertices, samples), inf), {})


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


class _Reached(NamedTuple):
    """How a vertex of a layer is reached in every sample: by which arc, from which layer, and whether that is open."""

    arc: Ints
    layer: Ints
    open: Flags

    @classmethod
    def of(cls, lines: Lines, weights: Floats2, trees: Sequence[Swept], layer: int, vertex: int) -> _Reached:
        """Look by which arc the vertex is as far as it is: the first entry, else from the nearest tail."""
        distance, entries = trees[layer]
        here, into = distance[vertex], lines.into[vertex]
        came, unsure = np.full(len(here), layer), np.ones(len(here), dtype=bool)
        arcs = np.full(len(here), -1, dtype=np.int32)
        if into:
            before = distance[lines.tail[into]]
            alike = before + weights[into] == here
            nearer = alike & (before < here)
            unsure = ~nearer.any(axis=0)
            by = np.where(nearer, before, inf).argmin(axis=0)
            by[unsure] = alike[:, unsure].argmax(axis=0)
            unsure[unsure] = alike[:, unsure].sum(axis=0) != 1
            arcs = np.array(into, dtype=np.int32)[by]
        for lower, arc in reversed(entries.get(vertex, [])):
            entered = trees[lower].distance[lines.tails[arc]] + weights[arc] == here
            arcs[entered], came[entered], unsure[entered] = arc, lower, False
        return cls(arcs, came, unsure)


def walks(lines: Lines, weights: Floats2, trees: Sequence[Swept], source: int, target: int) -> tuple[list[Walk], Ints]:
    """Walk back from a target in the last layer to the source in the first, in all samples that have a way.

    Also give the samples that were left on their way, because several arcs lead there that weigh nothing.
    """
    steps: list[Walk] = []
    reached: dict[tuple[int, int], _Reached] = {}
    samples = trees[-1].distance.shape[1]
    unclear = np.zeros(samples, dtype=bool)
    layer_of = np.where(trees[-1].distance[target] < inf, len(trees) - 1, -1)
    at = np.full(samples, target, dtype=np.int32)
    for layer in range(len(trees) - 1, -1, -1):
        here = np.flatnonzero(layer_of == layer).astype(np.int32)
        while True:
            if layer == 0:
                here = here[at[here] != source]
            if not len(here):
                break
            vertices = at[here]
            arcs, layers = np.empty(len(here), dtype=np.int32), np.empty(len(here), dtype=np.int64)
            for vertex in np.unique(vertices).tolist():
                how = reached.get((layer, vertex))
                if how is None:
                    how = reached[layer, vertex] = _Reached.of(lines, weights, trees, layer, vertex)
                mine = vertices == vertex
                some = here[mine]
                arcs[mine], layers[mine], unclear[some] = how.arc[some], how.layer[some], how.open[some]
            clear = ~unclear[here]
            here, vertices, arcs, layers = here[clear], vertices[clear], arcs[clear], layers[clear]
            steps.append(Walk(here, layer, vertices, arcs))
            at[here] = lines.tail[arcs]
            layer_of[here] = layers
            here = here[layers == layer]
    return [step.without(unclear) for step in steps], np.flatnonzero(unclear).astype(np.int32)
