"""The search for the front of three or more criteria: a front of one criterion less at each vertex (LTMOA*).

Each vertex keeps the labels taken there that no other one beats in the criteria after the first. With three
criteria these are two numbers a label, sorted by the first, which then fall in the second: whether a label is
beaten is a binary search.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from corridors.kernels.bounds import Ends, Tree, everywhere, finish, first_tree, grow_bound
from corridors.kernels.compile import jit
from corridors.kernels.core import Core, Rows
from corridors.kernels.csr import Floats, Ints
from corridors.kernels.heap import grown
from corridors.kernels.queue import (
    Labels,
    Queue,
    State,
    first_state,
    put,
    room_for_labels,
    room_in_queue,
    take_away,
)

__all__ = ["more_begun", "more_criteria"]


class Fronts(NamedTuple):
    """Fronts of all vertices in one store: that of vertex `v` has the rows from ``begin[v]`` on."""

    begin: Ints
    number: Ints
    room: Ints
    store: Rows
    used: Ints  # one entry: rows of the store


class Bounds(NamedTuple):
    """What prunes a search."""

    rest: Rows  # least that the rest of a way costs
    tree: Tree  # of the first criterion
    fronts: Fronts


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
def all_bounds(core: Core, ends: Ends) -> tuple[Rows, Tree]:
    """Least that the rest costs in each criterion; the tree of the first."""
    rest = first_tree(core, ends).sums
    first = first_tree(core, ends)
    none = everywhere(core, ends, np.inf)
    within = everywhere(core, ends, 0.0)
    for c in range(core.weights.shape[1]):
        tree = first if c == 0 else first_tree(core, ends)
        keys = np.empty(256)
        items = np.empty(256, np.int32)
        keys[0] = 0.0
        items[0] = ends.target
        grow_bound(c, np.inf, none, within, core, tree, keys, items, 1)
        finish(c, core, ends, tree)
        for v in range(core.n_core):
            rest[v, c] = tree.sums[v, c]
        for v in ends.up:
            rest[v, c] = tree.sums[v, c]
        for v in ends.down:
            rest[v, c] = tree.sums[v, c]
    return rest, first


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
def more_begun(core: Core, ends: Ends) -> tuple[Bounds, State]:
    """Find the bounds, and begin a search."""
    rest, tree = all_bounds(core, ends)
    n = len(rest)
    width = core.weights.shape[1]
    fronts = Fronts(
        np.zeros(n + 1, np.int32), np.zeros(n + 1, np.int32), np.zeros(n + 1, np.int32),
        np.empty((4096, width - 1)), np.zeros(1, np.int64),
    )  # fmt: skip
    return Bounds(rest, tree, fronts), first_state(width, rest[ends.source, 0], rest[ends.source, 1])


@jit
def more_criteria(
    core: Core, ends: Ends, bounds: Bounds, state: State, factor: float, most: int
) -> tuple[Bounds, State]:  # fmt: skip
    """Go on with a search until nothing is left, or so many labels are taken."""
    labels, queue, ways, size, used, number, best, before = state
    rest, tree, fronts = bounds
    along = tree.sums
    complete = len(rest)  # the front of complete ways
    width = core.weights.shape[1] - 1
    values = np.empty(width)
    totals = np.empty(width)
    while size > 0 and most > 0:
        most -= 1
        label = queue.items[0]
        v = ends.source if label == 0 else core.heads[labels.arc[label]]
        held = used
        fill(labels.sums[label], rest[v], values, totals)
        if not beaten(fronts, v, values, 1.0) and not beaten(fronts, complete, totals, factor):
            fronts = add(fronts, v, values)
            fill(labels.sums[label], along[v], values, totals)
            if not beaten(fronts, complete, totals, factor):
                fronts = add(fronts, complete, totals)
                if number == len(ways):
                    ways = grown(ways, 2 * number)
                ways[number] = label
                number += 1
            if dearer(along[v], rest[v]):
                more = core.offsets[v + 1] - core.offsets[v] + ends.n_down
                labels = room_for_labels(labels, used, more)
                queue = room_in_queue(queue, size, more)
                used, size = onward_from(
                    label, v, core, ends, rest, fronts, factor, values, totals, labels, queue, used, size
                )
        if used == held:
            size = take_away(queue, size)
    return Bounds(rest, tree, fronts), State(labels, queue, ways, size, used, number, best, before)


@jit
def onward_from(
    label: int, v: int, core: Core, ends: Ends, rest: Rows, fronts: Fronts, factor: float, values: Floats,
    totals: Floats, labels: Labels, queue: Queue, used: int, size: int,
) -> tuple[int, int]:  # fmt: skip
    """Make the labels that go on from the first of the queue, which the first of them replaces there.

    Given are the numbers of labels made and waiting; `values` and `totals` are scratch.
    """
    complete = len(rest)
    held = used
    n_up = len(core.heads) - len(ends.next_down)
    nearby = core.offsets[v]
    arc = nearby if nearby < core.offsets[v + 1] else ends.first_down[v]
    while arc >= 0:
        head = core.heads[arc]
        near = labels.sums[label, 0] + core.weights[arc, 0]
        reached = near + rest[head, 0]
        if reached < np.inf:
            for c in range(len(values)):
                values[c] = labels.sums[label, c + 1] + core.weights[arc, c + 1]
                totals[c] = values[c] + rest[head, c + 1]
            if not beaten(fronts, complete, totals, factor) and not beaten(fronts, head, values, 1.0):
                labels.sums[used, 0] = near
                for c in range(len(values)):
                    labels.sums[used, c + 1] = values[c]
                labels.arc[used] = arc
                labels.parent[used] = label
                size = put(queue, size, reached, totals[0], used, used == held)
                used += 1
        if arc >= n_up:
            arc = ends.next_down[arc - n_up]
        elif arc + 1 < core.offsets[v + 1]:
            arc += 1
        else:
            arc = ends.first_down[v]
    return used, size
