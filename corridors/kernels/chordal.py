"""Chordal graphs over a road or railway network: what does not change when its weights do.

Vertices are taken away one by one, and the neighbours of each are joined with one another. So every vertex
keeps edges to higher ones only, and any two of these are joined as well: a *triangle*. In which order they
go is chosen without a look at weights: first what joins few neighbours that were not joined before, and lies
low; so the order serves for all weights (`corridors.kernels.customisable`).

The lowest of the higher neighbours is the *parent* of a vertex. All others are among the ancestors, so a
search upwards needs no queue: it walks from parent to parent. Vertices are numbered so that each stands
right after all below it, which keeps in memory together what is used together.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corridors.kernels.compile import fast, jit
from corridors.kernels.csr import Ints
from corridors.kernels.heap import grown, pop, push

__all__ = ["Chordal", "chordal_of"]

#: What a level weighs beside a pair of neighbours to be joined; measured best on networks like railways.
LEVEL = 2.0

#: Steps of work for each edge beyond which a graph is given up: without small cuts it fills up with edges.
#: Networks like railways of a million vertices take fewer than 40, a square grid of 160,000 about 300.
MOST_WORK = 2_000


class Chordal(NamedTuple):
    """Edges to higher vertices, by rank, each vertex's sorted; the rank of each vertex of the network."""

    rank: Ints
    offsets: Ints
    heads: Ints
    tails: Ints


class Around(NamedTuple):
    """Neighbours by vertex: those of ``v`` stand from ``start[v]``, ``degree[v]`` of at most ``room[v]``."""

    start: Ints
    degree: Ints
    room: Ints
    vertex: Ints
    used: NDArray[np.int64]  # one entry: where free space begins
    mark: Ints
    tick: NDArray[np.int64]  # two entries: the last mark, and the steps of work done


@jit
def mark_around(a: int, around: Around) -> int:
    """Mark the neighbours of a vertex, and the vertex, by a number of their own, which is returned."""
    around.tick[0] += 1
    tick = around.tick[0]
    around.mark[a] = tick
    for k in range(around.start[a], around.start[a] + around.degree[a]):
        around.mark[around.vertex[k]] = tick
    return int(tick)


@jit
def missing_pairs(v: int, around: Around) -> int:
    """Count the pairs of neighbours of `v` that are not joined."""
    first = around.start[v]
    last = first + around.degree[v]
    missing = 0
    for i in range(first, last - 1):
        tick = mark_around(around.vertex[i], around)
        around.tick[1] += around.degree[around.vertex[i]] + last - i
        for k in range(i + 1, last):
            if around.mark[around.vertex[k]] != tick:
                missing += 1
    return missing


@jit
def lose(a: int, v: int, around: Around) -> None:
    """Take `v` out of the neighbours of `a`."""
    k = around.start[a]
    while around.vertex[k] != v:
        k += 1
    around.degree[a] -= 1
    around.vertex[k] = around.vertex[around.start[a] + around.degree[a]]


@jit
def take_away(v: int, around: Around) -> Around:
    """Take `v` out of the neighbours of its neighbours, and join these with one another."""
    degree = around.degree[v]
    for i in range(around.start[v], around.start[v] + degree):
        a = around.vertex[i]
        lose(a, v, around)
        tick = mark_around(a, around)
        around.tick[1] += around.degree[a] + degree
        new = 0
        for k in range(around.start[v], around.start[v] + degree):
            if around.mark[around.vertex[k]] != tick:
                new += 1
        if new == 0:
            continue
        count = around.degree[a]
        if count + new > around.room[a]:
            room = 2 * (count + new)
            free = around.used[0]
            if free + room > len(around.vertex):
                around = Around(
                    around.start, around.degree, around.room, grown(around.vertex, 2 * (free + room)),
                    around.used, around.mark, around.tick,
                )  # fmt: skip
            for k in range(count):
                around.vertex[free + k] = around.vertex[around.start[a] + k]
            around.start[a] = free
            around.room[a] = room
            around.used[0] = free + room
        for k in range(around.start[v], around.start[v] + degree):
            if around.mark[around.vertex[k]] != tick:
                around.vertex[around.start[a] + around.degree[a]] = around.vertex[k]
                around.degree[a] += 1
    return around


@jit
def take_all_away(around: Around, level_weight: float, most_work: float) -> tuple[Around, Ints]:
    """Take all vertices away; what is left around each are its higher neighbours. No order: it was given up."""
    n = len(around.start)
    keys = np.empty(n + 1)
    items = np.empty(n + 1, np.int32)
    order = np.empty(n, np.int32)
    level = np.zeros(n, np.int32)
    for v in range(n):
        push(keys, items, v, 0.5 * around.degree[v], v)
    size = n
    done = 0
    while done < n:
        v = items[0]
        pop(keys, items, size)
        size -= 1
        late = 0.5 * around.degree[v] + level_weight * level[v] + missing_pairs(v, around)
        if around.tick[1] > most_work:
            return around, order[:0]
        if size > 0 and late > keys[0]:
            push(keys, items, size, late, v)
            size += 1
            continue
        order[done] = v
        done += 1
        around = take_away(v, around)
        for k in range(around.start[v], around.start[v] + around.degree[v]):
            a = around.vertex[k]
            level[a] = max(level[a], level[v] + 1)
    return around, order


@jit
def by_subtree(order: Ints, around: Around) -> Ints:
    """Number vertices so that each stands right after all below it: the rank of each."""
    n = len(order)
    rank = np.empty(n, np.int32)
    for r in range(n):
        rank[order[r]] = r
    parent = np.full(n, n, np.int32)
    below = np.ones(n + 1, np.int32)
    for r in range(n):
        v = order[r]
        for k in range(around.start[v], around.start[v] + around.degree[v]):
            parent[r] = min(parent[r], rank[around.vertex[k]])
        below[parent[r]] += below[r]
    free = np.empty(n + 1, np.int32)  # behind the place where the next child goes
    free[n] = n
    place = np.empty(n, np.int32)
    for r in range(n - 1, -1, -1):
        place[r] = free[parent[r]] - 1
        free[parent[r]] -= below[r]
        free[r] = place[r]
    for v in range(n):
        rank[v] = place[rank[v]]
    return rank


@jit
def sorted_edges(rank: Ints, around: Around) -> tuple[Ints, Ints, Ints]:
    """Offsets, heads and tails of the edges to higher vertices, those of each vertex sorted."""
    n = len(rank)
    order = np.empty(n, np.int32)
    for v in range(n):
        order[rank[v]] = v
    offsets = np.zeros(n + 1, np.int32)
    into = np.zeros(n + 1, np.int32)
    for r in range(n):
        v = order[r]
        offsets[r + 1] = offsets[r] + around.degree[v]
        for k in range(around.start[v], around.start[v] + around.degree[v]):
            into[rank[around.vertex[k]] + 1] += 1
    for r in range(n):
        into[r + 1] += into[r]
    # sorted by counting twice: by head first, then by tail with the heads in their order
    lower = np.empty(offsets[n], np.int32)
    place = into[:n].copy()
    for r in range(n):
        v = order[r]
        for k in range(around.start[v], around.start[v] + around.degree[v]):
            head = rank[around.vertex[k]]
            lower[place[head]] = r
            place[head] += 1
    heads = np.empty(offsets[n], np.int32)
    tails = np.empty(offsets[n], np.int32)
    place = offsets[:n].copy()
    for head in range(n):
        for k in range(into[head], into[head + 1]):
            tail = lower[k]
            heads[place[tail]] = head
            tails[place[tail]] = tail
            place[tail] += 1
    return offsets, heads, tails


def chordal_of(n: int, tails: Ints, heads: Ints) -> Chordal | None:
    """Make the chordal graph of a network; None where it has no small cuts and would fill up with edges.

    Parameters
    ----------
    n
        Number of vertices.
    tails, heads
        Ends of the arcs, in any order; their direction does not count.

    Examples
    --------
    >>> import numpy as np
    >>> ring = np.arange(5, dtype=np.int32)
    >>> len(chordal_of(5, ring, (ring + 1) % 5).heads)  # five, and two across
    7
    """
    apart = tails != heads
    low = np.minimum(tails, heads)[apart].astype(np.int64)
    high = np.maximum(tails, heads)[apart].astype(np.int64)
    pairs = np.unique(low * n + high)
    low, high = np.divmod(pairs, max(n, 1))
    ends = np.concatenate([low, high])
    by = np.argsort(ends, kind="stable")
    degree = np.bincount(ends, minlength=n).astype(np.int32)
    start = np.cumsum(degree, dtype=np.int64).astype(np.int32) - degree
    vertex = np.empty(2 * len(ends) + 1024, dtype=np.int32)
    vertex[: len(ends)] = np.concatenate([high, low])[by]
    around = Around(
        start, degree, degree.copy(), vertex, np.array([len(ends)]), np.full(n, -1, np.int32), np.zeros(2, np.int64)
    )
    around, order = fast(take_all_away)(around, LEVEL, float(MOST_WORK * (len(pairs) + n)))
    if len(order) < n:
        return None
    rank = fast(by_subtree)(order, around)
    return Chordal(rank, *fast(sorted_edges)(rank, around))
