"""Contraction hierarchies: prepare a graph once, then answer any pair in microseconds.

A hierarchy belongs to one set of weights. When weights change, `Hierarchy.reweighted` contracts again in
the order found before, which takes about half the time of a new hierarchy and gives exact answers; after
great changes (a main line shut, another criterion) a new one is smaller and answers faster.
"""

from __future__ import annotations

from math import inf
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corridors.kernels.climb import climbing_graph, distance_between, lay_out_pieces, path_between
from corridors.kernels.compile import fast
from corridors.kernels.contraction import Block, Edges, contract_all, first_blocks, first_edges
from corridors.kernels.csr import Floats, Graph, Ints, tails_of

__all__ = ["Hierarchy", "Scratch"]

#: Vertices that a search for a way round may settle before it gives up.
WITNESS_VERTICES = 500

#: Edges of at most so many arcs are written out, if that fits into `PIECES_PER_EDGE` numbers an edge.
LONGEST_PIECE = 1024
PIECES_PER_EDGE = 8


class Scratch(NamedTuple):
    """Working space of one query at a time."""

    distance: Floats
    via: Ints
    keys: Floats
    items: Ints
    touched: Ints


class Climbing(NamedTuple):
    """The climbing graph, see `corridors.kernels.climb`."""

    offsets: Ints
    heads: Ints
    weights: Floats
    tails: Ints
    edges: Ints


class Unpacking(NamedTuple):
    """How edges of the climbing graph are made up of arcs."""

    first: Ints
    second: Ints
    length: Ints
    piece: Ints
    pieces: Ints


class Hierarchy:
    """A contraction hierarchy of a directed graph; safe for any number of readers at once.

    Parameters
    ----------
    graph
        Parallel arcs are allowed (the least weight counts, of equals the first), and so are weights of
        zero; arcs of infinite weight are left out.
    order
        Contract in this order of vertices; by default a good one is looked for.

    Examples
    --------
    >>> from corridors.kernels.csr import as_graph
    >>> hierarchy = Hierarchy(as_graph([0, 2, 3, 3], [1, 2, 2], [1.0, 5.0, 2.0]))
    >>> length, arcs = hierarchy.path(0, 2)
    >>> length, arcs.tolist()
    (3.0, [0, 2])
    """

    def __init__(self, graph: Graph, order: ArrayLike | None = None) -> None:
        self.graph = graph
        n = graph.n_vertices
        arcs, tails = _useful_arcs(graph)
        heads, weights = graph.heads[arcs], graph.weights[arcs]
        fixed = np.ascontiguousarray([] if order is None else order, dtype=np.int32)
        if len(fixed) not in (0, n) or (len(fixed) and np.any(np.bincount(fixed, minlength=n) != 1)):
            raise ValueError("order must name every vertex once")
        sort = fast(first_blocks)
        out, into, edges, self.order = fast(contract_all)(
            sort(n, tails, heads, weights),
            sort(n, heads, tails, weights),
            fast(first_edges)(arcs),
            fixed,
            WITNESS_VERTICES,
        )
        self.rank = np.empty(n, dtype=np.int32)
        self.rank[self.order] = np.arange(n, dtype=np.int32)
        self.climbing = _climbing(out, into, self.order, self.rank)
        self.unpacking = _unpacking(edges)
        self._make_ready()

    def _make_ready(self) -> None:
        """Lay out what a process needs to answer, and what cannot leave it."""
        self._rank = self.rank.data if len(self.rank) else memoryview(b"")  # gives Python ints, quickly
        self._scratch: list[Scratch] = []
        self._distance = fast(distance_between)
        self._path = fast(path_between)

    def __getstate__(self) -> dict[str, Any]:
        """Give what another process, or a copy, cannot make for itself."""
        return {name: getattr(self, name) for name in ("graph", "order", "rank", "climbing", "unpacking")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._make_ready()

    def reweighted(self, weights: ArrayLike) -> Hierarchy:
        """Hierarchy of the same arcs with other weights, contracted in the order of this one."""
        from corridors.kernels.csr import as_graph

        return Hierarchy(as_graph(self.graph.offsets, self.graph.heads, weights), self.order)

    def distance(self, source: int, target: int) -> float:
        """Length of the shortest way, infinite if there is none."""
        scratch = self._take()
        offsets, heads, weights, _, _ = self.climbing
        found = self._distance(self._rank[source], self._rank[target], offsets, heads, weights, *scratch)
        self._scratch.append(scratch)
        return float(found)

    def path(self, source: int, target: int) -> tuple[float, Ints]:
        """Length and arcs of the shortest way; infinite and empty if there is none."""
        scratch = self._take()
        offsets, heads, weights, tails, edges = self.climbing
        length, arcs = self._path(
            self._rank[source],
            self._rank[target],
            offsets,
            heads,
            weights,
            *scratch,
            tails,
            edges,
            *self.unpacking,
        )
        self._scratch.append(scratch)
        return float(length), arcs

    def _take(self) -> Scratch:
        """Scratch space that nobody else uses; a list's pop and append are atomic."""
        try:
            return self._scratch.pop()
        except IndexError:
            size = 2 * self.graph.n_vertices
            return Scratch(
                np.full(size, inf),
                np.empty(size, dtype=np.int32),
                np.empty(1024),
                np.empty(1024, dtype=np.int32),
                np.empty(size + 2, dtype=np.int32),
            )


def _useful_arcs(graph: Graph) -> tuple[Ints, Ints]:
    """Give the arcs that can lie on a shortest way (no loops, the least of parallels), and their tails."""
    tails = tails_of(graph.offsets)
    arcs = np.flatnonzero((tails != graph.heads) & np.isfinite(graph.weights)).astype(np.int32)
    pair: NDArray[np.int64] = tails[arcs].astype(np.int64) * graph.n_vertices + graph.heads[arcs]
    # The sort is stable, so of equals the first stays.
    by = np.lexsort((graph.weights[arcs], pair))
    arcs, pair = arcs[by], pair[by]
    keep = np.ones(len(arcs), dtype=bool)
    keep[1:] = pair[1:] != pair[:-1]
    arcs = np.ascontiguousarray(arcs[keep])
    return arcs, np.ascontiguousarray(tails[arcs])


def _climbing(out: Block, into: Block, order: Ints, rank: Ints) -> Climbing:
    n = len(order)
    m = int(out.degree.sum()) + int(into.degree.sum())
    offsets = np.zeros(2 * n + 1, dtype=np.int32)
    heads, tails, edges = (np.empty(m, dtype=np.int32) for _ in range(3))
    weights = np.empty(m)
    for half, block in enumerate((out, into)):
        fast(climbing_graph)(
            half, rank, order, block.start, block.degree, block.vertex, block.weight, block.edge,
            offsets, tails, heads, weights, edges,
        )  # fmt: skip
    return Climbing(offsets, heads, weights, tails, edges)


def _unpacking(edges: Edges) -> Unpacking:
    used = int(edges.used[0])
    first, second, length = (array[:used].copy() for array in edges[:3])
    most = LONGEST_PIECE
    while True:
        piece, pieces = fast(lay_out_pieces)(first, second, length, most, PIECES_PER_EDGE * used)
        if len(pieces) or most == 1:
            return Unpacking(first, second, length, piece, pieces)
        most //= 2
