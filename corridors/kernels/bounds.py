"""What the rest of a way costs at least, in one criterion, and what it costs in all along that tree."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from corridors.kernels.compile import jit
from corridors.kernels.core import Core, Rows
from corridors.kernels.csr import Floats, Ints
from corridors.kernels.heap import grown, longer, pop, push

__all__ = [
    "Ends",
    "Tree",
    "ends_of",
    "everywhere",
    "finish",
    "first_tree",
    "grow_bound",
    "settled_only",
    "sums_upwards",
]


class Ends(NamedTuple):
    """What lies between the two ends of a question and the core, each from the end upwards."""

    source: int
    target: int
    up: Ints
    down: Ints
    first_down: Ints  # of a vertex, its first arc downwards to the target
    next_down: Ints  # of an arc downwards, counted from the first of all: the next one at the same vertex
    n_down: int


class Tree(NamedTuple):
    """A tree of one criterion towards the target: its sums in all criteria, and its first arc at each vertex."""

    sums: Rows
    onward: Ints


@jit
def upwards(v: int, n_core: int, offsets: Ints, ends: Ints) -> Ints:
    """List a vertex and what is above it, as far as the core, each before those above it."""
    found = np.empty(64, np.int32)
    number = 0
    keys = np.empty(64)
    items = np.empty(64, np.int32)
    size = 0
    if v >= n_core:
        push(keys, items, 0, -float(v), v)
        size = 1
    last = -1
    while size > 0:
        at = items[0]
        pop(keys, items, size)
        size -= 1
        if at == last:
            continue
        last = at
        if number == len(found):
            found = grown(found, 2 * number)
        found[number] = at
        number += 1
        if size + offsets[at + 1] - offsets[at] > len(keys):
            keys, items = longer(keys, items, offsets[at + 1] - offsets[at])
        for k in range(offsets[at], offsets[at + 1]):
            if ends[k] >= n_core:
                push(keys, items, size, -float(ends[k]), ends[k])
                size += 1
    return found[:number]


@jit
def ends_of(core: Core, source: int, target: int) -> Ends:
    """Find what lies between two vertices and the core, and list the arcs downwards to the target."""
    up = upwards(source, core.n_core, core.offsets, core.heads)
    down = upwards(target, core.n_core, core.in_offsets, core.in_tails)
    n = len(core.number)
    n_up = core.offsets[n]
    first_down = np.empty(n, np.int32)
    next_down = np.empty(len(core.heads) - n_up, np.int32)
    first_down[: core.n_core] = -1
    for v in up:
        first_down[v] = -1
    for v in down:
        first_down[v] = -1
    n_down = 0
    for v in down:
        for k in range(core.in_offsets[v], core.in_offsets[v + 1]):
            tail = core.in_tails[k]
            next_down[core.in_arcs[k] - n_up] = first_down[tail]
            first_down[tail] = core.in_arcs[k]
            n_down += 1
    return Ends(source, target, up, down, first_down, next_down, n_down)


@jit
def everywhere(core: Core, ends: Ends, value: float) -> Floats:
    """Give a number for each vertex in question; the others stay undefined."""
    numbers = np.empty(len(core.number))
    for v in range(core.n_core):
        numbers[v] = value
    for v in ends.up:
        numbers[v] = value
    for v in ends.down:
        numbers[v] = value
    return numbers


@jit
def first_tree(core: Core, ends: Ends) -> Tree:
    """Give a tree of the target alone."""
    width = core.weights.shape[1]
    sums = np.empty((len(core.number), width))
    onward = np.empty(len(core.number), np.int32)
    for c in range(width):
        for v in range(core.n_core):
            sums[v, c] = np.inf
        for v in ends.up:
            sums[v, c] = np.inf
        for v in ends.down:
            sums[v, c] = np.inf
        sums[ends.target, c] = 0.0
    for v in ends.up:
        onward[v] = -1
    onward[ends.target] = -1
    return Tree(sums, onward)


@jit
def sums_upwards(c: int, core: Core, ends: Ends) -> Floats:
    """Least from the source to what is above it and to the core, without going within the core."""
    sums = everywhere(core, ends, np.inf)
    sums[ends.source] = 0.0
    for v in ends.up:
        for arc in range(core.offsets[v], core.offsets[v + 1]):
            reached = sums[v] + core.weights[arc, c]
            sums[core.heads[arc]] = min(sums[core.heads[arc]], reached)
    return sums


@jit
def grow_bound(
    c: int, limit: float, near_source: Floats, within: Floats, core: Core, tree: Tree, keys: Floats, items: Ints,
    size: int,
) -> tuple[Floats, Ints, int, float]:  # fmt: skip
    """Grow the tree of criterion `c` backwards as far as `limit`, or as the best way to the source.

    That is what is found by adding `near_source`; infinite entries find nothing. Vertices infinite in `within` are
    left out. Given is the queue, from which growing can go on, and how far it went.
    """
    other = 1 - c if c < 2 else 0
    weights = core.weights
    sums = tree.sums
    while size > 0 and keys[0] <= limit:
        near = keys[0]
        v = items[0]
        pop(keys, items, size)
        size -= 1
        if near > sums[v, c]:
            continue
        limit = min(limit, near + near_source[v])
        begin = core.in_offsets[v]
        end = core.in_offsets[v + 1]
        if size + end - begin > len(keys):
            keys, items = longer(keys, items, end - begin)
        for k in range(begin, end):
            tail = core.in_tails[k]
            arc = core.in_arcs[k]
            reached = near + weights[arc, c]
            if reached > sums[tail, c] or within[tail] == np.inf:
                continue
            shorter = reached < sums[tail, c]
            # Of equals the better in the other criterion; not over a weightless arc, lest the tree close a circle.
            if shorter or (reached > near and sums[v, other] + weights[arc, other] < sums[tail, other]):
                for j in range(weights.shape[1]):
                    sums[tail, j] = sums[v, j] + weights[arc, j]
                tree.onward[tail] = arc
                if shorter:
                    push(keys, items, size, reached, tail)
                    size += 1
    return keys, items, size, limit


@jit
def settled_only(c: int, keys: Floats, items: Ints, size: int, sums: Rows) -> None:
    """Make infinite what is left in the queue of `grow_bound`: reached, but perhaps not by the shortest way."""
    for k in range(size):
        if keys[k] == sums[items[k], c]:
            sums[items[k], c] = np.inf


@jit
def finish(c: int, core: Core, ends: Ends, tree: Tree) -> None:
    """Lengthen a tree from the core to the source."""
    other = 1 - c if c < 2 else 0
    sums = tree.sums
    for i in range(len(ends.up) - 1, -1, -1):
        v = ends.up[i]
        for arc in range(core.offsets[v], core.offsets[v + 1]):
            head = core.heads[arc]
            reached = sums[head, c] + core.weights[arc, c]
            beyond = sums[head, other] + core.weights[arc, other]
            if reached < sums[v, c] or (reached == sums[v, c] and reached < np.inf and beyond < sums[v, other]):
                for j in range(sums.shape[1]):
                    sums[v, j] = sums[head, j] + core.weights[arc, j]
                tree.onward[v] = arc
