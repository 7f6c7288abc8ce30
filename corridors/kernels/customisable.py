"""Hierarchies whose weights change: customised in milliseconds, then asked as any other.

Where a contraction hierarchy belongs to one set of weights, a *customisable* one (Dibbelt, Strasser and
Wagner, 2016) keeps apart what does not depend on them: a chordal graph (`corridors.kernels.chordal`). New
weights run once through its triangles from below: an edge weighs at most what the two below it do. A query
walks from each end to the top of the tree of parents; nothing is searched, nothing needs a queue.
"""

from __future__ import annotations

from functools import cached_property
from math import inf
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corridors.kernels.chordal import Chordal, chordal_of
from corridors.kernels.compile import fast, jit
from corridors.kernels.csr import Floats, Graph, Ints, as_graph, tails_of
from corridors.kernels.heap import grown

__all__ = ["Customised", "Frame", "frame_of"]


class Frame(NamedTuple):
    """What all weights share: the chordal graph, and where each arc stands in it (-1: a loop).

    An edge has two sides, up and down; side ``2 * edge`` leads up, ``2 * edge + 1`` down.
    """

    chordal: Chordal
    side: Ints


class Climbing(NamedTuple):
    """Both directions in one graph, as `corridors.kernels.climb` has them."""

    offsets: Ints
    heads: Ints
    weights: Floats


@jit
def sides_of(rank: Ints, offsets: Ints, up: Ints, tails: Ints, heads: Ints) -> Ints:
    """Find the side of an edge that each arc is."""
    sides = np.full(len(tails), -1, np.int32)
    for arc in range(len(tails)):
        tail = rank[tails[arc]]
        head = rank[heads[arc]]
        if tail == head:
            continue
        high = max(tail, head)
        low = min(tail, head)
        left = offsets[low]
        right = offsets[low + 1]
        while left < right:
            middle = (left + right) >> 1
            if up[middle] < high:
                left = middle + 1
            else:
                right = middle
        sides[arc] = 2 * left if tail < head else 2 * left + 1
    return sides


@jit
def customise(offsets: Ints, heads: Ints, side: Ints, arc_weights: Floats) -> tuple[Floats, Ints]:
    """Weigh both sides of each edge, and say what it is made of: nothing (-1) and an arc, or two sides."""
    n = len(offsets) - 1
    weights = np.full(2 * len(heads), np.inf)
    parts = np.full(4 * len(heads), -1, np.int32)
    for arc in range(len(side)):
        s = side[arc]
        if s >= 0 and arc_weights[arc] < weights[s]:  # of equals the first
            weights[s] = arc_weights[arc]
            parts[2 * s + 1] = arc
    for v in range(n):
        last = offsets[v + 1]
        for i in range(offsets[v], last - 1):
            up = weights[2 * i]
            down = weights[2 * i + 1]
            edge = offsets[heads[i]]
            for k in range(i + 1, last):
                while heads[edge] != heads[k]:
                    edge += 1
                through = down + weights[2 * k]
                if through < weights[2 * edge]:
                    weights[2 * edge] = through
                    parts[4 * edge] = 2 * i + 1
                    parts[4 * edge + 1] = 2 * k
                through = weights[2 * k + 1] + up
                if through < weights[2 * edge + 1]:
                    weights[2 * edge + 1] = through
                    parts[4 * edge + 2] = 2 * k + 1
                    parts[4 * edge + 3] = 2 * i
    return weights, parts


@jit
def relax(v: int, half: int, offsets: Ints, heads: Ints, weights: Floats, distance: Floats, via: Ints) -> None:
    """Reach the higher neighbours of a vertex, on the way from the source (0) or to the target (1)."""
    near = distance[2 * v + half]
    for edge in range(offsets[v], offsets[v + 1]):
        reached = near + weights[2 * edge + half]
        at = 2 * heads[edge] + half
        if reached < distance[at]:
            distance[at] = reached
            via[at] = edge


@jit
def walk_up(
    source: int, target: int, offsets: Ints, heads: Ints, weights: Floats, distance: Floats, via: Ints
) -> tuple[float, int]:
    """Walk from both ends to the top: the distance, and the vertex where they meet (-1: they do not).

    `distance` must be infinite everywhere; it is left so. The lower of two ends goes on, so that both come to
    the ancestors that they share at once.
    """
    n = len(offsets) - 1
    best = np.inf
    middle = -1
    distance[2 * source] = 0.0
    distance[2 * target + 1] = 0.0
    here = source
    there = target
    while here < n or there < n:
        v = min(here, there)
        last = offsets[v] == offsets[v + 1]
        above = n if last else heads[offsets[v]]
        out = distance[2 * v]
        into = distance[2 * v + 1]
        if out + into < best:
            best = out + into
            middle = v
        if here == v:
            if out < best:
                relax(v, 0, offsets, heads, weights, distance, via)
            here = above
        if there == v:
            if into < best:
                relax(v, 1, offsets, heads, weights, distance, via)
            there = above
        distance[2 * v] = np.inf
        distance[2 * v + 1] = np.inf
    return best, middle


@jit
def walk_path(
    source: int, target: int, offsets: Ints, heads: Ints, weights: Floats, distance: Floats, via: Ints,
    tails: Ints, parts: Ints,
) -> tuple[float, Ints]:  # fmt: skip
    """Length and arcs of the shortest way between two vertices by rank; infinite and none without one."""
    best, middle = walk_up(source, target, offsets, heads, weights, distance, via)
    arcs = np.empty(256, np.int32)
    if middle < 0:
        return best, arcs[:0].copy()
    stack = np.empty(256, np.int32)
    high = 0
    # the way down from the middle first, its end at the bottom of the stack
    v = middle
    while v != target:
        if high + 2 > len(stack):
            stack = grown(stack, 2 * len(stack))
        edge = via[2 * v + 1]
        stack[high] = 2 * edge + 1
        high += 1
        v = tails[edge]
    for k in range(high // 2):
        stack[k], stack[high - 1 - k] = stack[high - 1 - k], stack[k]
    v = middle
    while v != source:
        if high + 2 > len(stack):
            stack = grown(stack, 2 * len(stack))
        edge = via[2 * v]
        stack[high] = 2 * edge
        high += 1
        v = tails[edge]
    at = 0
    while high > 0:
        high -= 1
        side = stack[high]
        first = parts[2 * side]
        second = parts[2 * side + 1]
        if first < 0:
            if at == len(arcs):
                arcs = grown(arcs, 2 * at)
            arcs[at] = second
            at += 1
            continue
        if high + 2 > len(stack):
            stack = grown(stack, 2 * len(stack))
        stack[high] = second
        stack[high + 1] = first
        high += 2
    return best, arcs[:at].copy()


def frame_of(graph: Graph) -> Frame | None:
    """Prepare a graph for any weights; None where it has no small cuts (`corridors.kernels.chordal`)."""
    tails = tails_of(graph.offsets)
    chordal = chordal_of(graph.n_vertices, tails, graph.heads)
    if chordal is None:
        return None
    return Frame(chordal, fast(sides_of)(chordal.rank, chordal.offsets, chordal.heads, tails, graph.heads))


class Customised:
    """A customisable hierarchy with one set of weights; safe for any number of readers at once.

    Parameters
    ----------
    graph
        As for `Hierarchy`; arcs of infinite weight may get another weight later.
    frame
        What was prepared for the arcs of the graph, with whatever weights.

    Examples
    --------
    >>> from corridors.kernels.csr import as_graph
    >>> graph = as_graph([0, 2, 3, 3], [1, 2, 2], [1.0, 5.0, 2.0])
    >>> customised = Customised(graph, frame_of(graph))
    >>> length, arcs = customised.path(0, 2)
    >>> length, arcs.tolist()
    (3.0, [0, 2])
    >>> customised.reweighted([1.0, 2.5, 2.0]).path(0, 2)[0]
    2.5
    """

    def __init__(self, graph: Graph, frame: Frame) -> None:
        self.graph = graph
        self.frame = frame
        self.rank = frame.chordal.rank
        self.weights, self.parts = fast(customise)(
            frame.chordal.offsets, frame.chordal.heads, frame.side, graph.weights
        )
        self._make_ready()

    def _make_ready(self) -> None:
        """Lay out what a process needs to answer, and what cannot leave it."""
        self._rank = self.rank.data if len(self.rank) else memoryview(b"")  # gives Python ints, quickly
        self._scratch: list[tuple[Floats, Ints]] = []
        self._distance = fast(walk_up)
        self._path = fast(walk_path)

    def __getstate__(self) -> dict[str, Any]:
        """Give what another process, or a copy, cannot make for itself."""
        return {name: getattr(self, name) for name in ("graph", "frame", "rank", "weights", "parts")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._make_ready()

    def reweighted(self, weights: ArrayLike) -> Customised:
        """The same arcs with other weights."""
        return Customised(as_graph(self.graph.offsets, self.graph.heads, weights), self.frame)

    def distance(self, source: int, target: int) -> float:
        """Length of the shortest way, infinite if there is none."""
        scratch = self._take()
        _, offsets, heads, _ = self.frame.chordal
        found = self._distance(self._rank[source], self._rank[target], offsets, heads, self.weights, *scratch)
        self._scratch.append(scratch)
        return float(found[0])

    def path(self, source: int, target: int) -> tuple[float, Ints]:
        """Length and arcs of the shortest way; infinite and empty if there is none."""
        scratch = self._take()
        _, offsets, heads, tails = self.frame.chordal
        length, arcs = self._path(
            self._rank[source], self._rank[target], offsets, heads, self.weights, *scratch, tails, self.parts
        )
        self._scratch.append(scratch)
        return float(length), arcs

    @cached_property
    def climbing(self) -> Climbing:
        """Both directions in one graph, for labels."""
        offsets, heads = self.frame.chordal.offsets, self.frame.chordal.heads
        n, m = self.graph.n_vertices, len(heads)
        both: NDArray[np.int32] = np.concatenate([offsets[:-1], offsets + np.int32(m)])
        sides = np.ascontiguousarray(self.weights.reshape(-1, 2).T).ravel()
        return Climbing(both, np.concatenate([heads, heads + np.int32(n)]), sides)

    def _take(self) -> tuple[Floats, Ints]:
        """Scratch space that nobody else uses; a list's pop and append are atomic."""
        try:
            return self._scratch.pop()
        except IndexError:
            size = 2 * self.graph.n_vertices
            return np.full(size, inf), np.empty(size, dtype=np.int32)
