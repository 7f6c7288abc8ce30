"""Dijkstra's algorithm on any weights, nothing prepared: trees, and single ways.

`tree_to` runs on the reversed graph; its distances are the exact bounds that the other kernels steer by.
"""

from __future__ import annotations

from math import inf

import numpy as np

from corridors.kernels.compile import jit, soon
from corridors.kernels.csr import Floats, Graph, Ints, Reverse, reverse_of, tails_of
from corridors.kernels.heap import longer, pop, push

__all__ = ["shortest_path", "tree_from", "tree_to"]


@jit
def grow_tree(
    source: int, target: int, budget: float, offsets: Ints, heads: Ints, weights: Floats
) -> tuple[Floats, Ints]:
    """Distances from `source`, and the arc by which each vertex is reached (-1: none).

    The search ends at `target` (-1: none), and beyond `budget`; vertices that it had not settled then are
    not certain, so their distances are infinite.
    """
    n = len(offsets) - 1
    distance = np.full(n, np.inf)
    arc_to = np.full(n, -1, np.int32)
    keys = np.empty(256)
    items = np.empty(256, np.int32)
    distance[source] = 0.0
    push(keys, items, 0, 0.0, source)
    size = 1
    while size > 0:
        near = keys[0]
        v = items[0]
        if v == target or near > budget:
            break
        pop(keys, items, size)
        size -= 1
        if near > distance[v]:
            continue
        if size + offsets[v + 1] - offsets[v] > len(keys):
            keys, items = longer(keys, items, offsets[v + 1] - offsets[v])
        for arc in range(offsets[v], offsets[v + 1]):
            reached = near + weights[arc]
            head = heads[arc]
            if reached < distance[head]:
                distance[head] = reached
                arc_to[head] = arc
                push(keys, items, size, reached, head)
                size += 1
    for k in range(size):  # left in the queue: reached, but perhaps not by the shortest way
        v = items[k]
        if v != target and keys[k] == distance[v] and (target >= 0 or keys[k] > budget):
            distance[v] = np.inf
            arc_to[v] = -1
    return distance, arc_to


@jit
def grow_reverse_tree(target: int, offsets: Ints, tails: Ints, arcs: Ints, weights: Floats) -> Floats:
    """Distances to `target`; arcs are sorted by head here, `weights` by arc number."""
    n = len(offsets) - 1
    distance = np.full(n, np.inf)
    keys = np.empty(256)
    items = np.empty(256, np.int32)
    distance[target] = 0.0
    push(keys, items, 0, 0.0, target)
    size = 1
    while size > 0:
        near = keys[0]
        v = items[0]
        pop(keys, items, size)
        size -= 1
        if near > distance[v]:
            continue
        if size + offsets[v + 1] - offsets[v] > len(keys):
            keys, items = longer(keys, items, offsets[v + 1] - offsets[v])
        for k in range(offsets[v], offsets[v + 1]):
            reached = near + weights[arcs[k]]
            tail = tails[k]
            if reached < distance[tail]:
                distance[tail] = reached
                push(keys, items, size, reached, tail)
                size += 1
    return distance


@jit
def walk_back(source: int, target: int, arc_to: Ints, tails: Ints) -> Ints:
    """Arcs from `source` to `target` in a tree, in order."""
    number = 0
    v = target
    while v != source:
        number += 1
        v = tails[arc_to[v]]
    arcs = np.empty(number, np.int32)
    v = target
    while v != source:
        number -= 1
        arcs[number] = arc_to[v]
        v = tails[arc_to[v]]
    return arcs


def tree_from(graph: Graph, source: int, budget: float = inf) -> tuple[Floats, Ints]:
    """Distances from `source` and the arc by which each vertex is reached (-1: not, or not within budget)."""
    return soon(grow_tree)(int(source), -1, float(budget), *graph)


def tree_to(graph: Graph, target: int, reverse: Reverse | None = None) -> Floats:
    """Distances from every vertex to `target`."""
    return soon(grow_reverse_tree)(int(target), *(reverse or reverse_of(graph)), graph.weights)


def shortest_path(graph: Graph, source: int, target: int, tails: Ints | None = None) -> tuple[float, Ints]:
    """Length and arcs of the shortest way; infinite and empty if there is none.

    Examples
    --------
    >>> from corridors.kernels.csr import as_graph
    >>> length, arcs = shortest_path(as_graph([0, 2, 3, 3], [1, 2, 2], [1.0, 5.0, 2.0]), 0, 2)
    >>> length, arcs.tolist()
    (3.0, [0, 2])
    """
    distance, arc_to = soon(grow_tree)(int(source), int(target), inf, *graph)
    if distance[target] == inf:
        return inf, np.empty(0, dtype=np.int32)
    tails = tails_of(graph.offsets) if tails is None else tails
    return float(distance[target]), soon(walk_back)(int(source), int(target), arc_to, tails)
