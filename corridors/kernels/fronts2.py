"""The search for the front of two criteria: one number a vertex tells what is beaten there (BOA*)."""

from __future__ import annotations

import numpy as np

from corridors.kernels.bounds import Rows, grow_bound, settled_only
from corridors.kernels.compile import jit
from corridors.kernels.csr import Floats, Ints
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

__all__ = ["two_criteria"]

#: More than this a sum may exceed a bound by rounding only.
SLACK = 1.0 + 1e-9


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
    least = np.full(len(one), np.inf)  # of the labels taken at a vertex, in the second criterion
    rest = np.empty((len(one), 2))
    for v in range(len(one)):
        rest[v, 0] = one[v, 0]
        rest[v, 1] = two[v, 1]
    labels = first_label(2)
    queue = first_queue(rest[source, 0], rest[source, 1])
    size = 1 if rest[source, 0] < np.inf else 0
    used = 1
    ends = np.empty(64, np.int32)
    number = 0
    best = np.inf  # least in the second criterion of the ways found
    before = -1.0
    while size > 0:
        label = queue.items[0]
        total = queue.first[0]
        beyond = queue.second[0] * factor
        v = source if label == 0 else heads[labels.arc[label]]
        far = labels.sums[label, 1]
        held = used
        if far < least[v] and beyond < best:
            least[v] = far
            done = far + one[v, 1]
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
            if beyond < best:
                labels = room_for_labels(labels, used, offsets[v + 1] - offsets[v])
                queue = room_in_queue(queue, size, offsets[v + 1] - offsets[v])
                used, size = onward_from(
                    label, offsets[v], offsets[v + 1], heads, weights, rest, least, best / factor, labels, queue,
                    used, size,
                )  # fmt: skip
        if used == held:
            size = take_away(queue, size)
    return ends[:number], labels.arc[:used], labels.parent[:used], onward


@jit
def onward_from(
    label: int, begin: int, end: int, heads: Ints, weights: Rows, rest: Rows, least: Floats, best: float,
    labels: Labels, queue: Queue, used: int, size: int,
) -> tuple[int, int]:  # fmt: skip
    """Make the labels that go on from the first of the queue, which the first of them replaces there.

    Given are the numbers of labels made and waiting.
    """
    near = labels.sums[label, 0]
    far = labels.sums[label, 1]
    held = used
    for arc in range(begin, end):
        head = heads[arc]
        farther = far + weights[arc, 1]
        beyond = farther + rest[head, 1]
        if farther >= least[head] or beyond >= best:
            continue
        nearer = near + weights[arc, 0]
        reached = nearer + rest[head, 0]
        if reached == np.inf:
            continue
        labels.sums[used, 0] = nearer
        labels.sums[used, 1] = farther
        labels.arc[used] = arc
        labels.parent[used] = label
        size = put(queue, size, reached, beyond, used, used == held)
        used += 1
    return used, size
