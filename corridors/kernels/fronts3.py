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
from corridors.kernels.heap import grown
from corridors.kernels.queue import (
    Labels,
    Queue,
    first_label,
    first_queue,
    put,
    room_for_labels,
    room_in_queue,
    take_away,
)

__all__ = ["more_criteria"]


class Fronts(NamedTuple):
    """Fronts of all vertices in one store: that of vertex `v` has the rows from ``begin[v]`` on."""

    begin: Ints
    number: Ints
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
    count = fronts.number[v]
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
    count = fronts.number[v]
    if count < fronts.room[v]:
        return fronts
    room = max(4, 2 * count)
    begin = fronts.used[0]
    store = fronts.store
    if begin + room > len(store):
        store = np.empty((2 * len(store) + room, store.shape[1]))
        for row in range(begin):
            for c in range(store.shape[1]):
                store[row, c] = fronts.store[row, c]
    old = fronts.begin[v]
    for row in range(count):
        store[begin + row] = store[old + row]
    fronts.begin[v] = begin
    fronts.room[v] = room
    fronts.used[0] = begin + room
    return Fronts(fronts.begin, fronts.number, fronts.room, store, fronts.used)


@jit
def add(fronts: Fronts, v: int, values: Floats) -> Fronts:
    """Add a row that none beats to those of a vertex, and take away the ones that it makes superfluous."""
    fronts = with_room(fronts, v)
    begin = fronts.begin[v]
    count = fronts.number[v]
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
        fronts.number[v] = count + 1 - (after - at)
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
        fronts.number[v] = at + 1
    for c in range(width):
        store[begin + at, c] = values[c]
    return fronts


@jit
def all_bounds(target: int, offsets: Ints, tails: Ints, arcs: Ints, weights: Rows) -> tuple[Rows, Rows, Ints]:
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
    for v in range(n):
        rest[v, 0] = along[v, 0]
    for c in range(1, weights.shape[1]):
        bound = grow_reverse_tree(target, offsets, tails, arcs, np.ascontiguousarray(weights[:, c]))
        for v in range(n):
            rest[v, c] = bound[v]
    return rest, along, onward


@jit
def fill(sums: Floats, rest: Floats, values: Floats, totals: Floats) -> None:
    """Write the sums after the first, and the same with the rest of the way."""
    for c in range(len(values)):
        values[c] = sums[c + 1]
        totals[c] = values[c] + rest[c + 1]


@jit
def dearer(along: Floats, rest: Floats) -> bool:
    """Whether the tree's way is anywhere worse than the least: if not, nothing else need be looked for."""
    for c in range(1, len(along)):
        if along[c] > rest[c]:
            return True
    return False


@jit
def more_criteria(
    source: int, target: int, factor: float, offsets: Ints, heads: Ints, weights: Rows, in_offsets: Ints,
    in_tails: Ints, in_arcs: Ints,
) -> tuple[Ints, Ints, Ints, Ints]:  # fmt: skip
    """Labels that complete the ways of the front along the tree; arc and parent of each label; the tree."""
    rest, along, onward = all_bounds(target, in_offsets, in_tails, in_arcs, weights)
    n = len(rest)
    width = weights.shape[1] - 1
    fronts = Fronts(
        np.zeros(n + 1, np.int32), np.zeros(n + 1, np.int32), np.zeros(n + 1, np.int32), np.empty((4096, width)),
        np.zeros(1, np.int32),
    )  # fmt: skip
    complete = n  # the front of complete ways
    labels = first_label(width + 1)
    queue = first_queue(rest[source, 0], rest[source, 1])
    size = 1 if rest[source, 0] < np.inf else 0
    used = 1
    ends = np.empty(64, np.int32)
    number = 0
    values = np.empty(width)
    totals = np.empty(width)
    while size > 0:
        label = queue.items[0]
        v = source if label == 0 else heads[labels.arc[label]]
        held = used
        fill(labels.sums[label], rest[v], values, totals)
        if not beaten(fronts, v, values, 1.0) and not beaten(fronts, complete, totals, factor):
            fronts = add(fronts, v, values)
            fill(labels.sums[label], along[v], values, totals)
            if not beaten(fronts, complete, totals, factor):
                fronts = add(fronts, complete, totals)
                if number == len(ends):
                    ends = grown(ends, 2 * number)
                ends[number] = label
                number += 1
            if dearer(along[v], rest[v]):
                labels = room_for_labels(labels, used, offsets[v + 1] - offsets[v])
                queue = room_in_queue(queue, size, offsets[v + 1] - offsets[v])
                used, size = onward_from(
                    label, offsets[v], offsets[v + 1], heads, weights, rest, fronts, factor, values, totals, labels,
                    queue, used, size,
                )  # fmt: skip
        if used == held:
            size = take_away(queue, size)
    return ends[:number], labels.arc[:used], labels.parent[:used], onward


@jit
def onward_from(
    label: int, begin: int, end: int, heads: Ints, weights: Rows, rest: Rows, fronts: Fronts, factor: float,
    values: Floats, totals: Floats, labels: Labels, queue: Queue, used: int, size: int,
) -> tuple[int, int]:  # fmt: skip
    """Make the labels that go on from the first of the queue, which the first of them replaces there.

    Given are the numbers of labels made and waiting; `values` and `totals` are scratch.
    """
    complete = len(rest)
    held = used
    for arc in range(begin, end):
        head = heads[arc]
        near = labels.sums[label, 0] + weights[arc, 0]
        reached = near + rest[head, 0]
        if reached == np.inf:
            continue
        for c in range(len(values)):
            values[c] = labels.sums[label, c + 1] + weights[arc, c + 1]
            totals[c] = values[c] + rest[head, c + 1]
        if beaten(fronts, complete, totals, factor) or beaten(fronts, head, values, 1.0):
            continue
        labels.sums[used, 0] = near
        for c in range(len(values)):
            labels.sums[used, c + 1] = values[c]
        labels.arc[used] = arc
        labels.parent[used] = label
        size = put(queue, size, reached, totals[0], used, used == held)
        used += 1
    return used, size
