"""Dijkstra's algorithm with its own binary heap, written for numba to compile.

The heap orders by (distance, vertex), as `heapq` orders tuples, so the trees are those of
`corridors.search.shortest_tree`, ties included. Run uncompiled it gives the same, slowly.
"""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["pop", "push", "tree"]


def push(keys: Any, items: Any, size: int, key: float, item: int) -> int:
    """Put an item on the heap; give the new size."""
    hole = size
    while hole > 0:
        parent = (hole - 1) >> 1
        if keys[parent] < key or (keys[parent] == key and items[parent] <= item):
            break
        keys[hole], items[hole] = keys[parent], items[parent]
        hole = parent
    keys[hole], items[hole] = key, item
    return size + 1


def pop(keys: Any, items: Any, size: int) -> int:
    """Drop the least item from the heap; give the new size."""
    size -= 1
    key, item = keys[size], items[size]
    hole, child = 0, 1
    while child < size:
        right = child + 1
        if right < size and (
            keys[right] < keys[child] or (keys[right] == keys[child] and items[right] < items[child])
        ):
            child = right
        if key < keys[child] or (key == keys[child] and item <= items[child]):
            break
        keys[hole], items[hole] = keys[child], items[child]
        hole, child = child, 2 * child + 1
    keys[hole], items[hole] = key, item
    return size


def tree(offsets: Any, heads: Any, weights: Any, source: int) -> tuple[Any, Any]:
    """Distances from a vertex and the arcs by which vertices are reached."""
    distance = np.full(len(offsets) - 1, np.inf)
    arc_to = np.full(len(offsets) - 1, -1)
    # every relaxation pushes at most once, so the arcs bound the heap
    keys = np.empty(len(heads) + 2, dtype=np.float64)
    items = np.empty(len(heads) + 2, dtype=np.int64)
    distance[source] = 0.0
    size = push(keys, items, 0, 0.0, source)
    while size > 0:
        near, vertex = keys[0], items[0]
        size = pop(keys, items, size)
        if near > distance[vertex]:
            continue
        for arc in range(offsets[vertex], offsets[vertex + 1]):
            reached = near + weights[arc]
            head = heads[arc]
            if reached < distance[head]:
                distance[head] = reached
                arc_to[head] = arc
                size = push(keys, items, size, reached, head)
    return distance, arc_to
