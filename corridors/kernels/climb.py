"""Queries of a contraction hierarchy: two climbs that meet, and the way down to arcs.

Vertices are numbered by rank here. The *climbing graph* holds the edges from each vertex up to higher
ones, and once more, with all numbers raised by ``n``, the edges that lead down into each vertex from
higher ones, turned round. A shortest way climbs from its source and comes down to its target, so it is
two climbs: one from ``source``, one from ``n + target``, that meet in a vertex and its twin. Both run in
one queue.
"""

from __future__ import annotations

import numpy as np

from corridors.kernels.compile import jit
from corridors.kernels.csr import Floats, Ints
from corridors.kernels.heap import grown, longer, pop, push

__all__ = ["climbing_graph", "distance_between", "lay_out_pieces", "path_between"]


@jit
def climbing_graph(
    half: int, rank: Ints, order: Ints, start: Ints, count: Ints, vertex: Ints, weight: Floats, edge: Ints,
    offsets: Ints, tails: Ints, heads: Ints, weights: Floats, edges: Ints,
) -> None:  # fmt: skip
    """Copy the blocks of one direction into the lower (0) or upper (1) half of the climbing graph."""
    n = len(order)
    at = offsets[half * n]
    for r in range(n):
        v = order[r]
        for k in range(start[v], start[v] + count[v]):
            tails[at] = r + half * n
            heads[at] = rank[vertex[k]] + half * n
            weights[at] = weight[k]
            edges[at] = edge[k]
            at += 1
        offsets[half * n + r + 1] = at


@jit
def is_stalled(v: int, near: float, n: int, offsets: Ints, heads: Ints, weights: Floats, distance: Floats) -> bool:
    """Whether a higher vertex already reached leads down to `v` on a shorter way: then `v` is no help."""
    twin = v - n if v >= n else v + n
    back = n if v >= n else -n
    for k in range(offsets[twin], offsets[twin + 1]):
        if distance[heads[k] + back] + weights[k] < near:
            return True
    return False


@jit
def meet(
    source: int, target: int, offsets: Ints, heads: Ints, weights: Floats,
    distance: Floats, via: Ints, keys: Floats, items: Ints, touched: Ints,
) -> tuple[float, int]:  # fmt: skip
    """Climb from both ends: the distance, and the vertex where the climbs meet (-1: they do not).

    `distance` must be infinite everywhere; it is left so.
    """
    n = (len(offsets) - 1) // 2
    best = np.inf
    middle = -1
    distance[source] = 0.0
    distance[n + target] = 0.0
    via[source] = -1
    via[n + target] = -1
    touched[0] = source
    touched[1] = n + target
    n_touched = 2
    size = 0
    push(keys, items, size, 0.0, source)
    size += 1
    push(keys, items, size, 0.0, n + target)
    size += 1
    while size > 0 and keys[0] < best:
        near = keys[0]
        v = items[0]
        pop(keys, items, size)
        size -= 1
        if near > distance[v]:
            continue
        other = distance[v - n] if v >= n else distance[v + n]
        if near + other < best:
            best = near + other
            middle = v - n if v >= n else v
        if is_stalled(v, near, n, offsets, heads, weights, distance):
            continue
        if size + offsets[v + 1] - offsets[v] > len(keys):
            keys, items = longer(keys, items, offsets[v + 1] - offsets[v])
        for k in range(offsets[v], offsets[v + 1]):
            head = heads[k]
            reached = near + weights[k]
            if reached < distance[head]:
                if distance[head] == np.inf:
                    touched[n_touched] = head
                    n_touched += 1
                distance[head] = reached
                via[head] = k
                push(keys, items, size, reached, head)
                size += 1
    for k in range(n_touched):
        distance[touched[k]] = np.inf
    return best, middle


@jit
def distance_between(
    source: int, target: int, offsets: Ints, heads: Ints, weights: Floats,
    distance: Floats, via: Ints, keys: Floats, items: Ints, touched: Ints,
) -> float:  # fmt: skip
    """Length of the shortest way between two vertices (by rank)."""
    return meet(source, target, offsets, heads, weights, distance, via, keys, items, touched)[0]


@jit
def path_between(
    source: int, target: int, offsets: Ints, heads: Ints, weights: Floats,
    distance: Floats, via: Ints, keys: Floats, items: Ints, touched: Ints,
    tails: Ints, edges: Ints, first: Ints, second: Ints, length: Ints, piece: Ints, pieces: Ints,
) -> tuple[float, Ints]:  # fmt: skip
    """Length and arcs of the shortest way between two vertices by rank; infinite and none without one."""
    n = (len(offsets) - 1) // 2
    best, middle = meet(source, target, offsets, heads, weights, distance, via, keys, items, touched)
    if middle < 0:
        return best, np.empty(0, np.int32)
    # The climbs' edges in travelling order; the scratch space `touched` is free again.
    total = 0
    up = 0
    v = middle
    while v != source:
        up += 1
        v = tails[via[v]]
    number = up
    v = middle
    while v != source:
        up -= 1
        edge = edges[via[v]]
        touched[up] = edge
        total += length[edge]
        v = tails[via[v]]
    v = n + middle
    while v != n + target:
        edge = edges[via[v]]
        touched[number] = edge
        number += 1
        total += length[edge]
        v = tails[via[v]]
    arcs = np.empty(total, np.int32)
    at = 0
    stack = np.empty(64, np.int32)
    for k in range(number):
        stack[0] = touched[k]
        high = 1
        while high > 0:
            high -= 1
            edge = stack[high]
            begin = piece[edge]
            if first[edge] < 0:
                arcs[at] = second[edge]
                at += 1
                continue
            if begin >= 0:
                arcs[at : at + length[edge]] = pieces[begin : begin + length[edge]]
                at += length[edge]
                continue
            if high + 2 > len(stack):
                stack = grown(stack, 2 * len(stack))
            stack[high] = second[edge]
            stack[high + 1] = first[edge]
            high += 2
    return best, arcs


@jit
def lay_out_pieces(first: Ints, second: Ints, length: Ints, most: int, size: int) -> tuple[Ints, Ints]:
    """Write edges of at most `most` arcs out, so that a path is copied rather than taken apart.

    An edge inside another one is a stretch of what is written for that. Returned are where each edge
    begins (-1: not written out) and the arcs; none are written if they are more than `size`.
    """
    m = len(first)
    inner = np.zeros(m, np.bool_)
    for edge in range(m):
        if first[edge] >= 0 and length[edge] <= most:
            inner[first[edge]] = True
            inner[second[edge]] = True
    total = 0
    for edge in range(m):
        if length[edge] <= most and not inner[edge]:
            total += length[edge]
    piece = np.full(m, -1, np.int32)
    if total > size:
        return piece, np.empty(0, np.int32)
    pieces = np.empty(total, np.int32)
    at = 0
    stack = np.empty(most + 2, np.int32)
    for root in range(m):
        if length[root] > most or inner[root]:
            continue
        stack[0] = root
        high = 1
        while high > 0:
            high -= 1
            edge = stack[high]
            if piece[edge] < 0:
                piece[edge] = at
            if first[edge] < 0:
                pieces[at] = second[edge]
                at += 1
            else:
                stack[high] = second[edge]
                stack[high + 1] = first[edge]
                high += 2
    return piece, pieces
