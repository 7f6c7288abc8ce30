"""The search for the front of three or more criteria: a front of one criterion less at each vertex (LTMOA*).

Each vertex keeps the labels taken there that no other one beats in the criteria after the first. With three
criteria these are two numbers a label, sorted by the first, which then fall in the second: whether a label is
beaten is a binary search.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from corridors.kernels.bounds import Rows, grow_bound
from corridors.kernels.compile import jit
from corridors.kernels.csr import Floats, Ints
from corridors.kernels.dijkstra import grow_reverse_tree
from corridors.kernels.fronts2 import sift_down, sift_up
from corridors.kernels.heap import grown

__all__ = ["more_criteria"]


class Fronts(NamedTuple):
    """Fronts of all vertices in one store: that of vertex `v` has the rows from ``begin[v]`` on."""

    begin: Ints
    count: Ints
    room: Ints
    store: Rows
    used: Ints  # one entry: rows of the store


@jit
def place_of(store: Rows, begin: int, count: int, value: float) -> int:
    """Count the rows whose first number is at most a value; they are sorted by it."""
    low = 0
    high = count
    while low < high:
        middle = (low + high) >> 1
        if store[begin + middle, 0] <= value:
            low = middle + 1
        else:
            high = middle
    return low


@jit
def beaten(fronts: Fronts, v: int, values: Floats, factor: float) -> bool:
    """Whether a row of a vertex is, with the factor's tolerance, no worse in all numbers."""
    begin = fronts.begin[v]
    count = fronts.count[v]
    store = fronts.store
    if len(values) == 2:
        at = place_of(store, begin, count, values[0] * factor)
        return bool(at > 0 and store[begin + at - 1, 1] <= values[1] * factor)
    for row in range(begin, begin + count):
        worse = False
        for c in range(len(values)):
            if store[row, c] > values[c] * factor:
                worse = True
                break
        if not worse:
            return True
    return False


@jit
def with_room(fronts: Fronts, v: int) -> Fronts:
    """Give fronts where a vertex has room for one more row."""
    count = fronts.count[v]
    if count < fronts.room[v]:
        return fronts
    room = max(4, 2 * count)
    begin = fronts.used[0]
    store = fronts.store
    if begin + room > len(store):
        store = np.empty((2 * len(store) + room, store.shape[1]))
        store[:begin] = fronts.store[:begin]
    old = fronts.begin[v]
    for row in range(count):
        store[begin + row] = store[old + row]
    fronts.begin[v] = begin
    fronts.room[v] = room
    fronts.used[0] = begin + room
    return Fronts(fronts.begin, fronts.count, fronts.room, store, fronts.used)


@jit
def add(fronts: Fronts, v: int, values: Floats) -> Fronts:
    """Add a row that none beats to those of a vertex, and take away the ones that it makes superfluous."""
    fronts = with_room(fronts, v)
    begin = fronts.begin[v]
    count = fronts.count[v]
    store = fronts.store
    width = len(values)
    if width == 2:
        at = place_of(store, begin, count, values[0])
        while at > 0 and store[begin + at - 1, 0] == values[0]:
            at -= 1
        after = at
        while after < count and store[begin + after, 1] >= values[1]:
            after += 1
        if after == at:
            for row in range(begin + count, begin + at, -1):
                store[row, 0] = store[row - 1, 0]
                store[row, 1] = store[row - 1, 1]
        elif after > at + 1:
            for row in range(after, count):
                store[begin + at + 1 + row - after, 0] = store[begin + row, 0]
                store[begin + at + 1 + row - after, 1] = store[begin + row, 1]
        fronts.count[v] = count + 1 - (after - at)
    else:
        at = 0
        for row in range(count):
            keep = False
            for c in range(width):
                if store[begin + row, c] < values[c]:
                    keep = True
                    break
            if keep:
                if at < row:
                    store[begin + at] = store[begin + row]
                at += 1
        fronts.count[v] = at + 1
    for c in range(width):
        store[begin + at, c] = values[c]
    return fronts


@jit
def all_bounds(
    source: int, target: int, offsets: Ints, tails: Ints, arcs: Ints, weights: Rows
) -> tuple[Rows, Rows, Ints]:
    """Least that the rest costs in each criterion; what it costs along the tree of the first; that tree."""
    n = len(offsets) - 1
    along = np.full((n, weights.shape[1]), np.inf)
    onward = np.full(n, -1, np.int32)
    keys = np.empty(256)
    items = np.empty(256, np.int32)
    along[target] = 0.0
    keys[0] = 0.0
    items[0] = target
    grow_bound(0, -1, np.inf, offsets, tails, arcs, weights, np.zeros(n), along, onward, keys, items, 1)
    rest = np.empty((n, weights.shape[1]))
    rest[:, 0] = along[:, 0]
    for c in range(1, weights.shape[1]):
        rest[:, c] = grow_reverse_tree(target, offsets, tails, arcs, np.ascontiguousarray(weights[:, c]))
    return rest, along, onward


@jit
def more_criteria(
    source: int, target: int, factor: float, offsets: Ints, heads: Ints, weights: Rows, in_offsets: Ints,
    in_tails: Ints, in_arcs: Ints,
) -> tuple[Ints, Ints, Ints, Ints]:  # fmt: skip
    """Labels that complete the ways of the front along the tree; arc and parent of each label; the tree."""
    rest, along, onward = all_bounds(source, target, in_offsets, in_tails, in_arcs, weights)
    n = len(offsets) - 1
    width = weights.shape[1] - 1
    fronts = Fronts(
        np.zeros(n + 1, np.int32), np.zeros(n + 1, np.int32), np.zeros(n + 1, np.int32), np.empty((4096, width)),
        np.zeros(1, np.int32),
    )  # fmt: skip
    complete = n  # the front of complete ways
    room = 4096
    sums = np.zeros((room, width + 1))
    arc_of = np.empty(room, np.int32)
    parent = np.empty(room, np.int32)
    first = np.empty(1024)
    second = np.empty(1024)
    items = np.empty(1024, np.int32)
    ends = np.empty(64, np.int32)
    number = 0
    arc_of[0] = -1
    parent[0] = -1
    used = 1
    first[0] = rest[source, 0]
    second[0] = rest[source, 1]
    items[0] = 0
    size = 1 if rest[source, 0] < np.inf else 0
    values = np.empty(width)
    totals = np.empty(width)
    while size > 0:
        label = items[0]
        v = source if label == 0 else heads[arc_of[label]]
        waiting = True  # the entry taken still stands at the head of the queue
        for c in range(width):
            values[c] = sums[label, c + 1]
            totals[c] = values[c] + rest[v, c + 1]
        if not beaten(fronts, v, values, 1.0) and not beaten(fronts, complete, totals, factor):
            fronts = add(fronts, v, values)
            final = True  # the tree's way is the best in every criterion
            for c in range(width):
                if along[v, c + 1] > rest[v, c + 1]:
                    final = False
                totals[c] = values[c] + along[v, c + 1]
            if not beaten(fronts, complete, totals, factor):
                fronts = add(fronts, complete, totals)
                if number == len(ends):
                    ends = grown(ends, 2 * number)
                ends[number] = label
                number += 1
            if not final:
                if used + offsets[v + 1] - offsets[v] > room:
                    room = 2 * room + offsets[v + 1] - offsets[v]
                    more = np.empty((room, width + 1))
                    more[:used] = sums[:used]
                    sums = more
                    arc_of = grown(arc_of, room)
                    parent = grown(parent, room)
                if size + offsets[v + 1] - offsets[v] > len(items):
                    longer = 2 * len(items) + offsets[v + 1] - offsets[v]
                    first = grown(first, longer)
                    second = grown(second, longer)
                    items = grown(items, longer)
                for arc in range(offsets[v], offsets[v + 1]):
                    head = heads[arc]
                    reached = sums[label, 0] + weights[arc, 0] + rest[head, 0]
                    if reached == np.inf:
                        continue
                    for c in range(width):
                        values[c] = sums[label, c + 1] + weights[arc, c + 1]
                        totals[c] = values[c] + rest[head, c + 1]
                    if beaten(fronts, complete, totals, factor) or beaten(fronts, head, values, 1.0):
                        continue
                    sums[used, 0] = sums[label, 0] + weights[arc, 0]
                    for c in range(width):
                        sums[used, c + 1] = values[c]
                    arc_of[used] = arc
                    parent[used] = label
                    if waiting:
                        sift_down(first, second, items, size, reached, totals[0], used)
                        waiting = False
                    else:
                        sift_up(first, second, items, size, reached, totals[0], used)
                        size += 1
                    used += 1
        if waiting:
            size -= 1
            if size > 0:
                sift_down(first, second, items, size, first[size], second[size], items[size])
    return ends[:number], arc_of[:used], parent[:used], onward
