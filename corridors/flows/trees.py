"""Shortest-path trees over a flow network: plain Python, or numba where it is installed and pays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corridors.flows.model import FlowNetwork
from corridors.search import shortest_tree

__all__ = ["Trees", "way"]

#: Arcs relaxed from which on compiling pays: importing numba and its first compilation take seconds.
_WORTH_COMPILING = 30_000_000


class Trees:
    """Trees of one network under changing weights.

    Parameters
    ----------
    network
        The network.
    expected
        Number of trees that the caller expects to ask for, by which the engine is chosen. Both engines
        give the same trees, ties included.
    compiled
        Use numba (or not) whatever is expected.

    Examples
    --------
    >>> import corridors.flows.trees as trees
    >>> callable(trees.way)
    True
    """

    def __init__(self, network: FlowNetwork, expected: int, *, compiled: bool | None = None) -> None:
        self.network = network
        if compiled is None:
            compiled = expected * network.n_arcs > _WORTH_COMPILING and find_spec("numba") is not None
        self._kernel = _kernel() if compiled else None
        self._weights: Any = None
        if compiled:
            self._offsets = np.array(network.offsets, dtype=np.int64)
            self._heads = np.array(network.heads, dtype=np.int64)

    def weigh(self, weights: NDArray[np.float64]) -> None:
        """Take weights for the trees that follow."""
        self._weights = weights if self._kernel is not None else weights.tolist()

    def grow(self, source: int) -> tuple[Sequence[float], Sequence[int]]:
        """Distances from a vertex, and the arc by which each vertex is reached (-1: none)."""
        if self._kernel is not None:
            return self._kernel(self._offsets, self._heads, self._weights, source)  # type: ignore[no-any-return]
        tree = shortest_tree(self.network.offsets, self.network.heads, self._weights, [(0.0, source)])
        return tree.distance, tree.arc


def way(tails: Sequence[int], arc_to: Sequence[int], source: int, target: int) -> tuple[int, ...]:
    """Arcs from the source of a tree to a vertex that it reaches."""
    arcs = []
    vertex = target
    while vertex != source:
        arc = int(arc_to[vertex])
        arcs.append(arc)
        vertex = tails[arc]
    arcs.reverse()
    return tuple(arcs)


@cache
def _kernel() -> Any:
    from numba import njit

    from corridors.flows import heap

    heap.push = njit(heap.push, cache=True)
    heap.pop = njit(heap.pop, cache=True)
    compiled = njit(heap.tree, cache=True, nogil=True)

    def grow(offsets: Any, heads: Any, weights: Any, source: int) -> tuple[Sequence[float], Sequence[int]]:
        distance, arc_to = compiled(offsets, heads, weights, source)
        return distance.tolist(), arc_to.tolist()

    return grow
