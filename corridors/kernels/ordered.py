"""Dijkstra's algorithm whose ties fall as those of `corridors.routing.search.shortest_tree`.

The heap orders by (distance, vertex), as `heapq` orders tuples. So a tree is the same arc by arc whether it
is grown in plain Python or compiled, and an assignment that switches to the compiled form for its size
gives the same flows.

The heap of `corridors.kernels.heap` leaves ties as they fall. To have one heap only, this one, made trees and
hierarchies of a grid whose weights are small whole numbers 5 to 15 % slower, and one of different weights
up to 5 %; so there are two.
"""

from __future__ import annotations

import numpy as np

from corridors.kernels.compile import jit
from corridors.kernels.csr import Floats, Ints

__all__ = ["ordered_tree", "pop_least", "push_ordered", "seeded_tree"]


@jit
def push_ordered(keys: Floats, items: Ints, size: int, key: float, item: int) -> None:
    """Add an entry to a heap of `size` entries."""
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if keys[above] < key or (keys[above] == key and items[above] <= item):
            break
        keys[at] = keys[above]
        items[at] = items[above]
        at = above
    keys[at] = key
    items[at] = item


@jit
def pop_least(keys: Floats, items: Ints, size: int) -> None:
    """Take away the least entry, at index 0, of a heap of `size` entries."""
    last = size - 1
    key = keys[last]
    item = items[last]
    at = 0
    below = 1
    while below < last:
        beside = below + 1
        if beside < last and (
            keys[beside] < keys[below] or (keys[beside] == keys[below] and items[beside] < items[below])
        ):
            below = beside
        if key < keys[below] or (key == keys[below] and item <= items[below]):
            break
        keys[at] = keys[below]
        items[at] = items[below]
        at = below
        below = 2 * at + 1
    keys[at] = key
    items[at] = item


@jit
def seeded_tree(starts: Floats, seeds: Ints, offsets: Ints, heads: Ints, weights: Floats) -> tuple[Floats, Ints]:
    """Distances from the nearest of some seeds, each at its start, and the arc by which each vertex is reached."""
    n = len(offsets) - 1
    distance = np.full(n, np.inf)
    arc_to = np.full(n, -1, np.int32)
    # each arc is relaxed once, so it enters the heap at most once
    keys = np.empty(len(heads) + len(seeds) + 2)
    items = np.empty(len(heads) + len(seeds) + 2, np.int32)
    size = 0
    for number in range(len(seeds)):
        if starts[number] < distance[seeds[number]]:
            distance[seeds[number]] = starts[number]
            push_ordered(keys, items, size, starts[number], seeds[number])
            size += 1
    while size > 0:
        near = keys[0]
        v = items[0]
        pop_least(keys, items, size)
        size -= 1
        if near > distance[v]:
            continue
        for arc in range(offsets[v], offsets[v + 1]):
            reached = near + weights[arc]
            head = heads[arc]
            if reached < distance[head]:
                distance[head] = reached
                arc_to[head] = arc
                push_ordered(keys, items, size, reached, head)
                size += 1
    return distance, arc_to


@jit
def ordered_tree(source: int, offsets: Ints, heads: Ints, weights: Floats) -> tuple[Floats, Ints]:
    """Distances from `source`, and the arc by which each vertex is reached (-1: none)."""
    return seeded_tree(np.zeros(1), np.full(1, source, np.int32), offsets, heads, weights)
