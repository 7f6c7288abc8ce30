"""Shortest-path trees of a routing graph: plain Python, or compiled where somebody has had that got ready.

Both give the same trees, ties included. A compiled tree of the packaged network takes a millisecond, a plain one about
ten, and the first compiled one of a process half a second and more; so it is for whoever has many to grow, or for a
large network, where a plain one takes a second: once plain ones have taken a while, those that follow are compiled
where that was done before, or beside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from time import thread_time
from typing import Any

from corridors.routing.graph import RoutingGraph
from corridors.routing.search import Tree, shortest_tree

__all__ = ["get_ready", "is_ready", "tree_of", "way_meanwhile"]

#: Seconds that trees of a graph take in plain Python before what grows them quicker is looked for.
LOOK_S = 0.3


def get_ready() -> bool:
    """Compile what grows trees, where numba may be used; from then on they are grown so. Says whether they are."""
    from corridors.kernels.compile import fast, numba_available

    if not numba_available():
        return False
    import numpy as np

    from corridors.kernels.ordered import seeded_tree

    whole = np.zeros(1, np.int32)
    fast(seeded_tree)(np.zeros(1), whole, np.zeros(2, np.int32), whole[:0], np.zeros(0))
    return True


def is_ready() -> bool:
    """Whether trees are grown by compiled code."""
    return _compiled() is not None


def tree_of(graph: RoutingGraph, weights: Sequence[float], seeds: Iterable[tuple[float, int]]) -> Tree:
    """Grow the tree of a graph from seeds (distance, vertex) by some weights, one an arc."""
    grow = _compiled()
    given = list(seeds)

    def plainly() -> Tree:
        return shortest_tree(graph.offsets, graph.heads, weights, given)

    if grow is None:
        early = graph.grown_s < LOOK_S
        if not early:
            from corridors.kernels.compile import numba_available

            early = not numba_available()
        if early:
            began = thread_time()
            tree = plainly()
            graph.grown_s += thread_time() - began
            return tree
    arrays = _given(graph, weights, given)
    if grow is None:
        from corridors.kernels.compile import NEVER, meanwhile
        from corridors.kernels.ordered import seeded_tree

        found = meanwhile(seeded_tree, arrays, plainly, NEVER)
        if isinstance(found, Tree):
            return found
    else:
        found = grow(*arrays)
    distance, arc = found
    return Tree(distance.tolist(), arc.tolist())


def way_meanwhile(
    graph: RoutingGraph, weights: Sequence[float], source: int, plainly: Callable[[], list[int]]
) -> list[int] | None:
    """Give a way that plain code finds while nothing grows trees quicker; None from then on.

    What does is looked for, and compiled beside, as where trees are grown.
    """
    if is_ready():
        return None
    began = thread_time()
    if graph.grown_s < LOOK_S:
        way = plainly()
        graph.grown_s += thread_time() - began
        return way
    from corridors.kernels.compile import NEVER, meanwhile, numba_available

    if not numba_available():
        return plainly()
    from corridors.kernels.ordered import seeded_tree

    found = meanwhile(seeded_tree, _given(graph, weights, [(0.0, source)]), plainly, NEVER)
    return found if isinstance(found, list) else None


def _given(graph: RoutingGraph, weights: Sequence[float], seeds: Sequence[tuple[float, int]]) -> tuple[Any, ...]:
    import numpy as np

    offsets, heads = graph.arrays()
    starts = np.array([start for start, _ in seeds], dtype=np.float64)
    vertices = np.array([vertex for _, vertex in seeds], dtype=np.int32)
    return starts, vertices, offsets, heads, np.array(weights, dtype=np.float64)


def _compiled() -> Any:
    import sys

    # nobody can have compiled it where it was not even imported; numpy need not be loaded to find that out
    kernels = sys.modules.get("corridors.kernels.ordered")
    if kernels is None:
        return None
    from corridors.kernels.compile import numba_available, ready

    return ready(kernels.seeded_tree) if numba_available() else None
