"""Graphs as arrays: arcs sorted by tail, and the same arcs sorted by head.

``offsets[v]:offsets[v + 1]`` are the numbers of the arcs out of vertex ``v``; ``heads`` and ``weights``
hold one entry an arc. The number of an arc is its identity: parallel arcs stay apart. A weight is at
least zero; infinity marks an arc that may not be used.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Floats", "Graph", "Ints", "Reverse", "arcs_by_tail", "as_graph", "reverse_of", "tails_of"]

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]


class Graph(NamedTuple):
    """Arcs sorted by tail."""

    offsets: Ints
    heads: Ints
    weights: Floats

    @property
    def n_vertices(self) -> int:
        """Number of vertices."""
        return len(self.offsets) - 1

    @property
    def n_arcs(self) -> int:
        """Number of arcs."""
        return len(self.heads)


class Reverse(NamedTuple):
    """The same arcs sorted by head: of each its tail, and its number in the graph."""

    offsets: Ints
    tails: Ints
    arcs: Ints


def as_graph(offsets: ArrayLike, heads: ArrayLike, weights: ArrayLike) -> Graph:
    """Check and convert arrays or lists; contiguous arrays of the right type are not copied.

    Raises
    ------
    ValueError
        The arrays do not fit together, or a weight is negative or not a number.
    """
    graph = Graph(
        np.ascontiguousarray(offsets, dtype=np.int32),
        np.ascontiguousarray(heads, dtype=np.int32),
        np.ascontiguousarray(weights, dtype=np.float64),
    )
    n, m = graph.n_vertices, graph.n_arcs
    if n < 0 or graph.offsets[0] != 0 or graph.offsets[-1] != m or np.any(np.diff(graph.offsets) < 0):
        raise ValueError(f"offsets must rise from 0 to the number of arcs, {m}")
    if m and (graph.heads.min() < 0 or graph.heads.max() >= n):
        raise ValueError(f"a head is no vertex: vertices are 0 to {n - 1}")
    if len(graph.weights) != m:
        raise ValueError(f"{len(graph.weights)} weights for {m} arcs")
    if not np.all(graph.weights >= 0):  # also catches NaN
        raise ValueError("weights must be numbers of at least 0 (infinity: may not be used)")
    return graph


def arcs_by_tail(n_vertices: int, tails: ArrayLike) -> tuple[Ints, NDArray[Any]]:
    """Offsets for arcs given in any order, and the order that sorts them by tail (stable)."""
    ends = np.ascontiguousarray(tails, dtype=np.int32)
    order = np.argsort(ends, kind="stable")
    offsets = np.zeros(n_vertices + 1, dtype=np.int32)
    np.cumsum(np.bincount(ends, minlength=n_vertices), out=offsets[1:])
    return offsets, order


def tails_of(offsets: Ints) -> Ints:
    """Tail of each arc."""
    return np.repeat(np.arange(len(offsets) - 1, dtype=np.int32), np.diff(offsets))


def reverse_of(graph: Graph) -> Reverse:
    """Sort the arcs by head."""
    offsets, order = arcs_by_tail(graph.n_vertices, graph.heads)
    return Reverse(offsets, tails_of(graph.offsets)[order], order.astype(np.int32))
