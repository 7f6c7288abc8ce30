"""What the rest of a way costs at least, in one criterion, and what it costs in all along that tree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from corridors.kernels.compile import jit
from corridors.kernels.csr import Floats, Ints
from corridors.kernels.heap import longer, pop, push

__all__ = ["Rows", "grow_bound", "settled_only"]

Rows = NDArray[np.float64]


@jit
def grow_bound(
    c: int, source: int, limit: float, offsets: Ints, tails: Ints, arcs: Ints, weights: Rows, within: Floats,
    sums: Rows, onward: Ints, keys: Floats, items: Ints, size: int,
) -> tuple[Floats, Ints, int]:  # fmt: skip
    """Grow the tree of criterion `c` backwards until `source` (-1: none) is settled, or beyond `limit`.

    `sums` holds what the tree's way costs in every criterion, `onward` its first arc; vertices infinite in
    `within` are left out. Given is the queue, from which growing can go on.
    """
    other = 1 - c if c < 2 else 0
    while size > 0 and keys[0] <= limit:
        near = keys[0]
        v = items[0]
        pop(keys, items, size)
        size -= 1
        if near > sums[v, c]:
            continue
        if size + offsets[v + 1] - offsets[v] > len(keys):
            keys, items = longer(keys, items, offsets[v + 1] - offsets[v])
        for k in range(offsets[v], offsets[v + 1]):
            tail = tails[k]
            weight = weights[arcs[k], c]
            reached = near + weight
            if reached > sums[tail, c] or reached == np.inf or within[tail] == np.inf:
                continue
            shorter = reached < sums[tail, c]
            # Of equals the better in the other criterion; not over a weightless arc, lest the tree close a circle.
            if shorter or (
                weight > 0 and reached > near and sums[v, other] + weights[arcs[k], other] < sums[tail, other]
            ):
                for j in range(weights.shape[1]):
                    sums[tail, j] = sums[v, j] + weights[arcs[k], j]
                onward[tail] = arcs[k]
                if shorter:
                    push(keys, items, size, reached, tail)
                    size += 1
        if v == source:
            break
    return keys, items, size


@jit
def settled_only(c: int, keys: Floats, items: Ints, size: int, sums: Rows) -> None:
    """Make infinite what is left in the queue of `grow_bound`: reached, but perhaps not by the shortest way."""
    for k in range(size):
        if keys[k] == sums[items[k], c]:
            sums[items[k], c] = np.inf
