"""Ways walked back through layers of trees: the same one whichever search grew the trees.

Where several arcs come to the same at a vertex, that from the nearest tail is taken, of those alike the first; an
entry from a lower layer comes before them. Where only arcs that weigh nothing lead there, it is the fewest of them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from corridors.kernels.compile import jit
from corridors.kernels.csr import Floats, Ints

__all__ = ["nearest_arc", "walk_layers"]


@jit
def nearest_arc(vertex: int, tails: Ints, into_begin: Ints, into: Ints, weights: Floats, distance: Floats) -> int:
    """Give the arc by which a vertex is reached from the nearest tail, which is nearer than it; -1 where none is."""
    nearest = distance[vertex]
    found = -1
    for k in range(into_begin[vertex], into_begin[vertex + 1]):
        arc = into[k]
        before = distance[tails[arc]]
        if before < nearest and before + weights[arc] == distance[vertex]:
            nearest = before
            found = arc
    return found


@jit
def fewest_back(
    layer: int, vertex: int, source: int, heads: Ints, tails: Ints, into_begin: Ints, into: Ints, weights: Floats,
    distance: Floats, came: Ints, store: Ints, used: int,
) -> int:  # fmt: skip
    """Store the fewest arcs that weigh nothing, from a vertex back to where one weighs something or the layer begins.

    Of as few the first are taken; `source` is -1 in a layer that has none. Given is how much of the store is used then.
    """
    onward = np.full(len(distance), -1, np.int32)  # the arc by which a vertex leads on
    queue = np.empty(len(distance), np.int32)
    queue[0] = vertex
    taken = 0
    size = 1
    end = -1
    while end < 0 and taken < size:
        u = queue[taken]
        taken += 1
        for k in range(into_begin[u], into_begin[u + 1]):
            arc = into[k]
            v = tails[arc]
            if v != vertex and onward[v] < 0 and weights[arc] == 0.0 and distance[v] == distance[vertex]:
                onward[v] = arc
                queue[size] = v
                size += 1
                begins = v == source or came[v] != layer
                if begins or nearest_arc(v, tails, into_begin, into, weights, distance) >= 0:
                    end = v
                    break
    first = used
    while end != vertex:
        store[used] = onward[end]
        end = heads[onward[end]]
        used += 1
    for k in range((used - first) // 2):
        other = used - 1 - k
        arc = store[first + k]
        store[first + k] = store[other]
        store[other] = arc
    return used


@jit
def walk_layers(
    layer: int, floor: int, vertex: int, source: int, heads: Ints, tails: Ints, into_begin: Ints, into: Ints,
    weights: Floats, distance: NDArray[np.float64], arc_to: NDArray[np.int32], came: NDArray[np.int32],
    hours: Floats, dollars: Floats, store: Ints, used: int,
) -> tuple[float, float, int, int]:  # fmt: skip
    """Walk a way back into `store`: its hours and dollars, a hash of its arcs, and how much of the store is used.

    ``came[k, v]`` is the layer from which vertex ``v`` of layer ``k`` was reached, by arc ``arc_to[k, v]`` where that
    is a lower one; the source is in layer `floor`.
    """
    total_h = 0.0
    total_usd = 0.0
    mark: Any = np.int64(7)
    while layer > floor or vertex != source:
        done = used
        if came[layer, vertex] != layer:
            store[used] = arc_to[layer, vertex]
            used += 1
            layer = came[layer, vertex]
        else:
            arc = nearest_arc(vertex, tails, into_begin, into, weights, distance[layer])
            if arc >= 0:
                store[used] = arc
                used += 1
            else:
                start = source if layer == floor else -1
                used = fewest_back(
                    layer, vertex, start, heads, tails, into_begin, into, weights, distance[layer], came[layer], store,
                    used,
                )  # fmt: skip
        for k in range(done, used):
            total_h += hours[store[k]]
            total_usd += dollars[store[k]]
            mark = mark * np.int64(1000003) ^ np.int64(store[k])
        vertex = tails[store[used - 1]]
    return total_h, total_usd, mark, used
