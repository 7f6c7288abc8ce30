"""A binary heap over two arrays, for kernels: keys and what they stand for.

numba turns these into a few instructions, about twice as fast as its lists of tuples under `heapq`. The
caller owns the arrays and keeps the number of entries; the arrays must have room.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from corridors.kernels.compile import jit
from corridors.kernels.csr import Floats, Ints

__all__ = ["grown", "longer", "pop", "push"]


@jit
def push(keys: Floats, items: Ints, size: int, key: float, item: int) -> None:
    """Add an entry to a heap of `size` entries."""
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if keys[above] <= key:
            break
        keys[at] = keys[above]
        items[at] = items[above]
        at = above
    keys[at] = key
    items[at] = item


@jit
def pop(keys: Floats, items: Ints, size: int) -> None:
    """Take away the least entry, at index 0, of a heap of `size` entries."""
    last = size - 1
    key = keys[last]
    item = items[last]
    at = 0
    below = 1
    while below < last:
        if below + 1 < last and keys[below + 1] < keys[below]:
            below += 1
        if keys[below] >= key:
            break
        keys[at] = keys[below]
        items[at] = items[below]
        at = below
        below = 2 * at + 1
    keys[at] = key
    items[at] = item


@jit
def grown(array: NDArray[Any], size: int) -> NDArray[Any]:
    """Copy an array into a longer one of `size` entries."""
    longer = np.empty(size, array.dtype)
    copy_into(longer, array, len(array))
    return longer


@jit
def copy_into(target: NDArray[Any], source: NDArray[Any], number: int) -> None:
    """Copy the first entries, or rows.

    Assigning a slice would have numba compile the words of an error, for two seconds and more.
    """
    for i in range(number):
        target[i] = source[i]


@jit
def longer(keys: Floats, items: Ints, more: int) -> tuple[Floats, Ints]:
    """Copy a heap into arrays more than twice as long, with room for so many more entries."""
    size = 2 * len(keys) + more
    return grown(keys, size), grown(items, size)
