"""The search for the front of two criteria: one number a vertex tells what is beaten there (BOA*)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from corridors.kernels.bounds import Ends, Tree, everywhere, finish, first_tree, grow_bound, settled_only, sums_upwards
from corridors.kernels.compile import jit
from corridors.kernels.core import Core, Rows
from corridors.kernels.csr import Floats
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

__all__ = ["two_begun", "two_criteria"]


class Bounds(NamedTuple):
    """What prunes a search."""

    rest: Rows  # least that the rest of a way costs
    tree: Tree  # of the first criterion
    least: Floats  # of the labels taken at a vertex, in the second criterion
    farthest: float  # in the first criterion no way of the front is longer


#: More than this a sum may exceed a bound by rounding only.
SLACK = 1.0 + 1e-9


@jit
def both_bounds(core: Core, ends: Ends) -> tuple[Tree, Tree]:
    """Trees to the target in either criterion, as far as a way on the front can lie.

    Such a way is in the first criterion no longer than the best way in the second is, and the other way
    round: each tree is grown so far only. Vertices beyond are infinite.
    """
    one = first_tree(core, ends)
    two = first_tree(core, ends)
    all_of_them = everywhere(core, ends, 0.0)
    keys = np.empty(256)
    items = np.empty(256, np.int32)
    keys[0] = 0.0
    items[0] = ends.target
    near = sums_upwards(0, core, ends)
    keys, items, size, limit = grow_bound(0, np.inf, near, all_of_them, core, one, keys, items, 1)
    finish(0, core, ends, one)
    if one.sums[ends.source, 0] < np.inf:
        others = np.empty(256)
        things = np.empty(256, np.int32)
        others[0] = 0.0
        things[0] = ends.target
        nowhere = everywhere(core, ends, np.inf)
        limit = one.sums[ends.source, 1] * SLACK
        others, things, left, limit = grow_bound(1, limit, nowhere, all_of_them, core, two, others, things, 1)
        settled_only(1, others, things, left, two.sums)
        finish(1, core, ends, two)
        limit = two.sums[ends.source, 0] * SLACK
        within = all_of_them
        for v in range(core.n_core):
            within[v] = two.sums[v, 1]
        for v in ends.down:
            within[v] = two.sums[v, 1]
        keys, items, size, limit = grow_bound(0, limit, nowhere, within, core, one, keys, items, size)
        settled_only(0, keys, items, size, one.sums)
        finish(0, core, ends, one)
    return one, two


@jit
def bounds_of_rest(core: Core, ends: Ends, one: Tree, two: Tree) -> Rows:
    """Put the least that the rest of a way costs in either criterion side by side."""
    rest = np.empty((len(core.number), 2))
    for v in range(core.n_core):
        rest[v, 0] = one.sums[v, 0]
        rest[v, 1] = two.sums[v, 1]
    for v in ends.up:
        rest[v, 0] = one.sums[v, 0]
        rest[v, 1] = two.sums[v, 1]
    for v in ends.down:
        rest[v, 0] = one.sums[v, 0]
        rest[v, 1] = two.sums[v, 1]
    return rest


@jit
def two_begun(core: Core, ends: Ends) -> tuple[Bounds, State]:
    """Find the bounds, and begin a search."""
    tree, two = both_bounds(core, ends)
    rest = bounds_of_rest(core, ends, tree, two)
    least = everywhere(core, ends, np.inf)
    farthest = two.sums[ends.source, 0]
    return Bounds(rest, tree, least, farthest), first_state(2, rest[ends.source, 0], rest[ends.source, 1])


@jit
def two_criteria(core: Core, ends: Ends, bounds: Bounds, state: State, factor: float, most: int) -> State:
    """Go on with a search until nothing is left, or so many labels are taken."""
    labels, queue, ways, size, used, number, best, before = state
    rest = bounds.rest
    along = bounds.tree.sums
    least = bounds.least
    while size > 0 and most > 0:
        most -= 1
        label = queue.items[0]
        total = queue.first[0]
        beyond = queue.second[0] * factor
        v = ends.source if label == 0 else core.heads[labels.arc[label]]
        far = labels.sums[label, 1]
        held = used
        if far < least[v] and beyond < best:
            least[v] = far
            done = far + along[v, 1]
            if done * factor < best:
                best = done
                if number > 0 and total <= before:
                    number -= 1  # the last one is no better in the first criterion, and worse in the second
                else:
                    before = total * (1.0 + 1e-12)
                if number == len(ways):
                    ways = grown(ways, 2 * number)
                ways[number] = label
                number += 1
            if beyond < best:
                more = core.offsets[v + 1] - core.offsets[v] + ends.n_down
                labels = room_for_labels(labels, used, more)
                queue = room_in_queue(queue, size, more)
                used, size = onward_from(label, v, core, ends, rest, least, best / factor, labels, queue, used, size)
        if used == held:
            size = take_away(queue, size)
    return State(labels, queue, ways, size, used, number, best, before)


@jit
def onward_from(
    label: int, v: int, core: Core, ends: Ends, rest: Rows, least: Floats, best: float, labels: Labels, queue: Queue,
    used: int, size: int,
) -> tuple[int, int]:  # fmt: skip
    """Make the labels that go on from the first of the queue, which the first of them replaces there.

    Given are the numbers of labels made and waiting.
    """
    near = labels.sums[label, 0]
    far = labels.sums[label, 1]
    held = used
    n_up = len(core.heads) - len(ends.next_down)
    nearby = core.offsets[v]
    arc = nearby if nearby < core.offsets[v + 1] else ends.first_down[v]
    while arc >= 0:
        head = core.heads[arc]
        farther = far + core.weights[arc, 1]
        beyond = farther + rest[head, 1]
        nearer = near + core.weights[arc, 0]
        reached = nearer + rest[head, 0]
        if farther < least[head] and beyond < best and reached < np.inf:
            labels.sums[used, 0] = nearer
            labels.sums[used, 1] = farther
            labels.arc[used] = arc
            labels.parent[used] = label
            size = put(queue, size, reached, beyond, used, used == held)
            used += 1
        if arc >= n_up:
            arc = ends.next_down[arc - n_up]
        elif arc + 1 < core.offsets[v + 1]:
            arc += 1
        else:
            arc = ends.first_down[v]
    return used, size
