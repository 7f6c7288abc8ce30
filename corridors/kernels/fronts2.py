"""The search for the front of two criteria: one number a vertex tells what is beaten there (BOA*)."""

from __future__ import annotations

import numpy as np

from corridors.kernels.bounds import Rows, grow_bound, settled_only
from corridors.kernels.compile import jit
from corridors.kernels.csr import Floats, Ints
from corridors.kernels.heap import grown

__all__ = ["two_criteria"]

#: More than this a sum may exceed a bound by rounding only.
SLACK = 1.0 + 1e-9


@jit
def sift_down(first: Floats, second: Floats, items: Ints, size: int, near: float, far: float, item: int) -> None:
    """Put an entry in the place of the first one of a heap of `size` entries, ordered by two keys."""
    at = 0
    below = 1
    while below < size:
        if below + 1 < size and (
            first[below + 1] < first[below] or (first[below + 1] == first[below] and second[below + 1] < second[below])
        ):
            below += 1
        if first[below] > near or (first[below] == near and second[below] >= far):
            break
        first[at] = first[below]
        second[at] = second[below]
        items[at] = items[below]
        at = below
        below = 2 * at + 1
    first[at] = near
    second[at] = far
    items[at] = item


@jit
def sift_up(first: Floats, second: Floats, items: Ints, size: int, near: float, far: float, item: int) -> None:
    """Add an entry to a heap of `size` entries, ordered by two keys."""
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if first[above] < near or (first[above] == near and second[above] <= far):
            break
        first[at] = first[above]
        second[at] = second[above]
        items[at] = items[above]
        at = above
    first[at] = near
    second[at] = far
    items[at] = item


@jit
def both_bounds(
    source: int, target: int, offsets: Ints, tails: Ints, arcs: Ints, weights: Rows
) -> tuple[Rows, Rows, Ints]:
    """Sums along the trees to the target in either criterion, as far as a way on the front can lie.

    Such a way is in the first criterion no longer than the best way in the second is, and the other way
    round: each tree is grown so far only. Vertices beyond are infinite.
    """
    n = len(offsets) - 1
    one = np.full((n, 2), np.inf)
    two = np.full((n, 2), np.inf)
    onward = np.full(n, -1, np.int32)
    unused = np.full(n, -1, np.int32)
    everywhere = np.zeros(n)
    keys = np.empty(256)
    items = np.empty(256, np.int32)
    one[target] = 0.0
    keys[0] = 0.0
    items[0] = target
    keys, items, size = grow_bound(
        0, source, np.inf, offsets, tails, arcs, weights, everywhere, one, onward, keys, items, 1
    )
    if one[source, 0] < np.inf:
        two[target] = 0.0
        others = np.empty(256)
        things = np.empty(256, np.int32)
        others[0] = 0.0
        things[0] = target
        others, things, left = grow_bound(
            1, -1, one[source, 1] * SLACK, offsets, tails, arcs, weights, everywhere, two, unused, others, things, 1
        )
        settled_only(1, others, things, left, two)
        keys, items, size = grow_bound(
            0, -1, two[source, 0] * SLACK, offsets, tails, arcs, weights, two[:, 1], one, onward, keys, items, size
        )
        settled_only(0, keys, items, size, one)
    return one, two, onward


@jit
def two_criteria(
    source: int, target: int, factor: float, offsets: Ints, heads: Ints, weights: Rows, in_offsets: Ints,
    in_tails: Ints, in_arcs: Ints,
) -> tuple[Ints, Ints, Ints, Ints]:  # fmt: skip
    """Labels that complete the ways of the front along the tree; arc and parent of each label; the tree."""
    one, two, onward = both_bounds(source, target, in_offsets, in_tails, in_arcs, weights)
    n = len(offsets) - 1
    least = np.full(n, np.inf)  # of the labels taken at a vertex, in the second criterion
    rest = np.empty((n, 3))
    for v in range(n):
        rest[v, 0] = one[v, 0]
        rest[v, 1] = two[v, 1]
        rest[v, 2] = one[v, 1]
    room = 4096
    sums = np.empty((room, 2))
    arc_of = np.empty(room, np.int32)
    parent = np.empty(room, np.int32)
    first = np.empty(1024)
    second = np.empty(1024)
    items = np.empty(1024, np.int32)
    ends = np.empty(64, np.int32)
    number = 0
    best = np.inf  # least in the second criterion of the ways found
    before = -1.0
    sums[0] = 0.0
    arc_of[0] = -1
    parent[0] = -1
    used = 1
    first[0] = rest[source, 0]
    second[0] = rest[source, 1]
    items[0] = 0
    size = 1 if rest[source, 0] < np.inf else 0
    while size > 0:
        label = items[0]
        total = first[0]
        v = source if label == 0 else heads[arc_of[label]]
        near = sums[label, 0]
        far = sums[label, 1]
        waiting = True  # the entry taken still stands at the head of the queue
        if far < least[v] and second[0] * factor < best:
            least[v] = far
            done = far + rest[v, 2]
            if done * factor < best:
                best = done
                if number > 0 and total <= before:
                    number -= 1  # the last one is no better in the first criterion, and worse in the second
                else:
                    before = total * (1.0 + 1e-12)
                if number == len(ends):
                    ends = grown(ends, 2 * number)
                ends[number] = label
                number += 1
            if second[0] * factor < best:
                if used + offsets[v + 1] - offsets[v] > room:
                    room = 2 * room + offsets[v + 1] - offsets[v]
                    more = np.empty((room, 2))
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
                    farther = far + weights[arc, 1]
                    beyond = farther + rest[head, 1]
                    if farther >= least[head] or beyond * factor >= best:
                        continue
                    nearer = near + weights[arc, 0]
                    reached = nearer + rest[head, 0]
                    if reached == np.inf:
                        continue
                    sums[used, 0] = nearer
                    sums[used, 1] = farther
                    arc_of[used] = arc
                    parent[used] = label
                    if waiting:
                        sift_down(first, second, items, size, reached, beyond, used)
                        waiting = False
                    else:
                        sift_up(first, second, items, size, reached, beyond, used)
                        size += 1
                    used += 1
        if waiting:
            size -= 1
            if size > 0:
                sift_down(first, second, items, size, first[size], second[size], items[size])
    return ends[:number], arc_of[:used], parent[:used], onward
