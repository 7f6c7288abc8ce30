"""Shortest trees of many samples at once, in whole arrays: a row is a vertex or an arc, a column a sample.

Vertices take their turn in the order in which one chosen sample settles them; one that is reached later at less takes
its turn again, until nothing falls any more. So the distances of every sample are exact, and added up along the way,
as by Dijkstra's algorithm, to the last digit. Which of several ways that come to the same is taken is chance here:
`ambiguous` tells of which samples.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from math import inf
from typing import Any, NamedTuple

import numpy as np

from corridors.kernels.csr import Floats, Ints
from corridors.simulation.evaluated import Floats2

__all__ = ["Goals", "Lines", "Swept", "Walk", "ambiguous", "sweep", "walks"]

Ints2 = np.ndarray[Any, np.dtype[np.int32]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


class Lines(NamedTuple):
    """A graph as lists, which single numbers are read from, and as arrays."""

    offsets: list[int]
    heads: list[int]
    tails: list[int]
    into: list[list[int]]  # the arcs to each vertex
    head: Ints
    tail: Ints

    @classmethod
    def of(cls, offsets: Ints, heads: Ints, tails: Ints) -> Lines:
        """Take a graph whose arcs are sorted by tail."""
        into: list[list[int]] = [[] for _ in range(len(offsets) - 1)]
        for arc, head in enumerate(heads.tolist()):
            into[head].append(arc)
        return cls(offsets.tolist(), heads.tolist(), tails.tolist(), into, heads, tails)


class Swept(NamedTuple):
    """Trees of all samples by (vertex, sample): distances, and the arc by which a vertex is reached (-1: none).

    `entries` are those from lower layers by their head: (number, lower layer, arc); the number, which no arc has,
    stands where a vertex is reached by one.
    """

    distance: Floats2
    arc_to: Ints2
    entries: dict[int, list[tuple[int, int, int]]]

    @classmethod
    def empty(cls, vertices: int, samples: int) -> Swept:
        """Give trees that reach nothing."""
        return cls(np.full((vertices, samples), inf), np.full((vertices, samples), -1, dtype=np.int32), {})


class Goals(NamedTuple):
    """What is asked for alone: a vertex from which no goal can be reached in time is passed over.

    Attributes
    ----------
    left
        Of each vertex, what lies at least between it and the nearest goal, in any sample.
    bound
        Of each sample, how far the farthest goal is at most.
    """

    left: Sequence[float]
    bound: Floats


def sweep(
    lines: Lines, weights: Floats2, swept: Swept, seeds: Iterable[int], rank: Sequence[float], goals: Goals
) -> None:
    """Grow trees of all samples from seeds, whose distances they hold already; low ranks take their turn first."""
    distance, arc_to, _ = swept
    better = np.empty(distance.shape[1], dtype=bool)
    waiting = [(rank[vertex], vertex) for vertex in sorted(seeds, key=rank.__getitem__)]
    waits = bytearray(len(distance))
    for _, vertex in waiting:
        waits[vertex] = 1
    while waiting:
        _, vertex = heappop(waiting)
        waits[vertex] = 0
        near = distance[vertex]
        first, last = lines.offsets[vertex], lines.offsets[vertex + 1]
        if first == last or not (near + goals.left[vertex] <= goals.bound).any():
            continue
        reached = weights[first:last] + near
        nearer = (reached < distance[lines.head[first:last]]).any(axis=1)
        for row in nearer.nonzero()[0].tolist():
            head = lines.heads[first + row]
            np.less(reached[row], distance[head], out=better)  # anew, for two arcs may lead to one vertex
            np.copyto(distance[head], reached[row], where=better)
            np.copyto(arc_to[head], first + row, where=better)
            if not waits[head]:
                waits[head] = 1
                heappush(waiting, (rank[head], head))


class Walk(NamedTuple):
    """One step back of some samples: which, in which layer, from which vertex, by which arc."""

    samples: Ints
    layer: int
    vertices: Ints
    arcs: Ints

    def without(self, samples: Ints) -> Walk:
        """Leave some samples out."""
        kept = ~np.isin(self.samples, samples)
        return Walk(self.samples[kept], self.layer, self.vertices[kept], self.arcs[kept])


def walks(lines: Lines, trees: Sequence[Swept], source: int, target: int) -> list[Walk]:
    """Walk back from a target in the last layer to the source in the first, in all samples that have a way."""
    steps: list[Walk] = []
    samples = trees[-1].distance.shape[1]
    layer_of = np.where(trees[-1].distance[target] < inf, len(trees) - 1, -1)
    at = np.full(samples, target, dtype=np.int32)
    for layer in range(len(trees) - 1, -1, -1):
        swept = trees[layer]
        entries = {number: (lower, arc) for some in swept.entries.values() for number, lower, arc in some}
        here = np.flatnonzero(layer_of == layer).astype(np.int32)
        while True:
            if layer == 0:
                here = here[at[here] != source]
            if not len(here):
                break
            vertices = at[here]
            numbers = swept.arc_to[vertices, here]
            arcs, entering = numbers.copy(), numbers >= len(lines.heads)
            for number in np.unique(numbers[entering]).tolist():
                lower, arc = entries[number]
                arcs[numbers == number] = arc
                layer_of[here[numbers == number]] = lower
            steps.append(Walk(here, layer, vertices, arcs))
            at[here] = lines.tail[arcs]
            here = here[~entering]
    return steps


def ambiguous(lines: Lines, weights: Floats2, trees: Sequence[Swept], steps: Sequence[Walk]) -> Ints:
    """List the samples on whose ways several arcs come to the same somewhere."""
    found = np.zeros(weights.shape[1], dtype=bool)
    met = {(step.layer, vertex) for step in steps for vertex in np.unique(step.vertices).tolist()}
    alike = {place: _alike(lines, weights, trees, *place) for place in met}
    for step in steps:
        for vertex in np.unique(step.vertices).tolist():
            there = alike[step.layer, vertex]
            if there is not None:
                mine = step.samples[step.vertices == vertex]
                found[mine] |= there[mine]
    return np.flatnonzero(found).astype(np.int32)


def _alike(lines: Lines, weights: Floats2, trees: Sequence[Swept], layer: int, vertex: int) -> Flags | None:
    """Tell in which samples a vertex is reached by several arcs alike; None in none."""
    distance, _, entries = trees[layer]
    into, entering = lines.into[vertex], entries.get(vertex, [])
    if len(into) + len(entering) < 2:
        return None
    here = distance[vertex]
    ways = (distance[lines.tail[into]] + weights[into] == here).sum(axis=0)
    for _, lower, arc in entering:
        ways += trees[lower].distance[lines.tails[arc]] + weights[arc] == here
    several: Flags = ways > 1
    return several if several.any() else None
