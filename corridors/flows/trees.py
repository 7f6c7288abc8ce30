"""Shortest-path trees over a flow network: plain Python, or numba where it is installed and pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corridors.flows.model import FlowNetwork
from corridors.kernels.compile import fast, numba_available
from corridors.kernels.ordered import ordered_tree
from corridors.routing.search import shortest_tree

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
    """

    def __init__(self, network: FlowNetwork, expected: int, *, compiled: bool | None = None) -> None:
        self.network = network
        if compiled is None:
            compiled = expected * network.n_arcs > _WORTH_COMPILING and numba_available()
        self._kernel = fast(ordered_tree) if compiled else None
        self._weights: Any = None
        if compiled:
            self._offsets = np.array(network.offsets, dtype=np.int32)
            self._heads = np.array(network.heads, dtype=np.int32)

    def weigh(self, weights: NDArray[np.float64]) -> None:
        """Take weights for the trees that follow."""
        self._weights = weights if self._kernel is not None else weights.tolist()

    def grow(self, source: int) -> tuple[Sequence[float], Sequence[int]]:
        """Distances from a vertex, and the arc by which each vertex is reached (-1: none)."""
        if self._kernel is not None:
            distance, arc_to = self._kernel(source, self._offsets, self._heads, self._weights)
            return distance.tolist(), arc_to.tolist()
        tree = shortest_tree(self.network.offsets, self.network.heads, self._weights, [(0.0, source)])
        return tree.distance, tree.arc


def way(tails: Sequence[int], arc_to: Sequence[int] | Mapping[int, int], source: int, target: int) -> tuple[int, ...]:
    """Arcs from the source of a tree to a vertex that it reaches."""
    arcs = []
    vertex = target
    while vertex != source:
        arc = int(arc_to[vertex])
        arcs.append(arc)
        vertex = tails[arc]
    arcs.reverse()
    return tuple(arcs)
