"""Labels of a search by several criteria, and the queue of those still to be taken, ordered by two totals."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from corridors.kernels.compile import jit
from corridors.kernels.core import Rows
from corridors.kernels.csr import Floats, Ints
from corridors.kernels.heap import grown

__all__ = ["Labels", "Queue", "State", "first_state", "put", "room_for_labels", "room_in_queue", "take_away"]


class Labels(NamedTuple):
    """Ways from the source to some vertex: their sums, last arc, and the label without it."""

    sums: Rows
    arc: Ints
    parent: Ints


class Queue(NamedTuple):
    """A heap of labels; its two keys stand beside them, for the sums lie scattered."""

    first: Floats
    second: Floats
    items: Ints


class State(NamedTuple):
    """How far a search has come."""

    labels: Labels
    queue: Queue
    ways: Ints  # labels that complete a way
    waiting: int
    made: int
    found: int
    best: float
    before: float


@jit
def first_state(width: int, first: float, second: float) -> State:
    """Begin with the way of no arcs, and with nothing where the target cannot be reached."""
    waiting = 1 if first < np.inf else 0
    return State(
        first_label(width), first_queue(first, second), np.empty(64, np.int32), waiting, 1, 0, np.inf, -1.0
    )  # fmt: skip


@jit
def first_label(width: int) -> Labels:
    """Give labels of which the first, number 0, is the way of no arcs."""
    labels = Labels(np.zeros((4096, width)), np.empty(4096, np.int32), np.empty(4096, np.int32))
    labels.arc[0] = -1
    labels.parent[0] = -1
    return labels


@jit
def first_queue(first: float, second: float) -> Queue:
    """Give a queue with the first label in it."""
    queue = Queue(np.empty(1024), np.empty(1024), np.empty(1024, np.int32))
    queue.first[0] = first
    queue.second[0] = second
    queue.items[0] = 0
    return queue


@jit
def room_for_labels(labels: Labels, used: int, more: int) -> Labels:
    """Give labels with room for so many more."""
    if used + more <= len(labels.arc):
        return labels
    room = 2 * len(labels.arc) + more
    sums = np.empty((room, labels.sums.shape[1]))
    for label in range(used):
        for c in range(sums.shape[1]):
            sums[label, c] = labels.sums[label, c]
    return Labels(sums, grown(labels.arc, room), grown(labels.parent, room))


@jit
def room_in_queue(queue: Queue, size: int, more: int) -> Queue:
    """Give a queue with room for so many more."""
    if size + more <= len(queue.items):
        return queue
    room = 2 * len(queue.items) + more
    return Queue(grown(queue.first, room), grown(queue.second, room), grown(queue.items, room))


@jit
def sift_down(queue: Queue, size: int, near: float, far: float, item: int) -> None:
    """Put an entry in the place of the first one of a queue of `size` entries."""
    first, second, items = queue
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
def sift_up(queue: Queue, size: int, near: float, far: float, item: int) -> None:
    """Add an entry to a queue of `size` entries."""
    first, second, items = queue
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
def put(queue: Queue, size: int, near: float, far: float, item: int, replacing: bool) -> int:  # noqa: FBT001
    """Add an entry, or put it in the place of the first one, which saves taking that away; give the new size."""
    if replacing:
        sift_down(queue, size, near, far, item)
        return size
    sift_up(queue, size, near, far, item)
    return size + 1


@jit
def take_away(queue: Queue, size: int) -> int:
    """Take the first entry away, and give the new size."""
    last = size - 1
    if last > 0:
        sift_down(queue, last, queue.first[last], queue.second[last], queue.items[last])
    return last
