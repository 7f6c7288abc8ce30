"""What searches keep for the next time, bounded in bytes for a whole network, and safe between threads.

A network answers by many searches, each with trees of many origins. A bound for each of them would let a network take
gigabytes; so all of them, of all dates and scenarios of a network, share one allowance, and the oldest go first.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Hashable
from itertools import count
from threading import RLock
from typing import Any, Generic, TypeVar
from weakref import ref

from corridors.routing.search import Tree
from corridors.world.core import Core

__all__ = ["Allowance", "Shelf", "allowance_of"]

#: What the trees and ends of one network may take in all.
MOST_BYTES = 256 * 2**20

#: What an entry takes beside its tree: keys, tuples, notes.
ENTRY_BYTES = 600

_serial = count()

Kept = TypeVar("Kept")


class Allowance:
    """The bytes that a network may take for what can be made again.

    Parameters
    ----------
    most_bytes
        How many; what was put last stays even where it alone is more.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._lock = RLock()
        self._order: dict[tuple[int, Hashable], int] = {}  # bytes by shelf and key, the oldest first
        self._shelves: dict[int, tuple[ref[Shelf[Any]], set[Hashable]]] = {}
        self._gone: deque[int] = deque()  # shelves of which nobody asks any more
        self._numbers: list[int] = []

    def __len__(self) -> int:
        return len(self._order)

    def __reduce__(self) -> tuple[type[Allowance], tuple[int]]:
        """A pickle holds nothing of it: all can be made again."""
        return type(self), (self.most_bytes,)

    def put(self, shelf: Shelf[Any], key: Hashable, value: Any, size: int) -> None:
        """Put something on a shelf, and take away the oldest of all shelves where it is too much."""
        with self._lock:
            self._sweep()
            serial = shelf.serial
            if serial not in self._shelves:

                def gone(_: object) -> None:
                    self._gone.append(serial)

                self._shelves[serial] = ref(shelf, gone), set()
            shelf.held[key] = value
            self._shelves[serial][1].add(key)
            self.bytes += size - self._order.pop((serial, key), 0)
            self._order[serial, key] = size
            while self.bytes > self.most_bytes and len(self._order) > 1:
                self._take_oldest()

    def _take_oldest(self) -> None:
        serial, key = oldest = next(iter(self._order))
        self.bytes -= self._order.pop(oldest)
        shelf, keys = self._shelves[serial]
        keys.discard(key)
        alive = shelf()
        if alive is not None:
            alive.held.pop(key, None)

    def _sweep(self) -> None:
        """Count no more what went with its shelf; the collector only says which did, for it may come at any moment."""
        while self._gone:
            serial = self._gone.popleft()
            for key in self._shelves.pop(serial)[1]:
                self.bytes -= self._order.pop((serial, key))

    def compact(self, tree: Tree) -> Tree:
        """Give a tree in a quarter of the room: its numbers of arcs are shared with all other trees."""
        if isinstance(tree.distance, array):
            return tree
        most = max(tree.arc, default=-1)
        numbers = self._numbers
        if most >= len(numbers):
            numbers = self._numbers = list(range(most + 1 + most // 2))
        return Tree(array("d", tree.distance), [numbers[arc] if arc >= 0 else -1 for arc in tree.arc])


class Shelf(Generic[Kept]):
    """What one search keeps, by what it is for; `held` is there to be read, `put` to add to it."""

    def __init__(self, allowance: Allowance) -> None:
        self.allowance = allowance
        self.held: dict[Any, Kept] = {}
        self.serial = next(_serial)

    def __reduce__(self) -> tuple[type[Shelf[Any]], tuple[Allowance]]:
        """A pickle holds nothing of it: all can be made again."""
        return type(self), (self.allowance,)

    def put(self, key: Hashable, value: Kept, *, vertices: int = 0) -> Kept:
        """Keep something with so many vertices of trees, about 16 bytes each."""
        self.allowance.put(self, key, value, ENTRY_BYTES + 16 * vertices)
        return value


def allowance_of(core: Core) -> Allowance:
    """Give the allowance of a network, which all its dates and scenarios share."""
    while core.base is not None:
        core = core.base
    found: Allowance = core.made.setdefault("allowance", Allowance())
    return found
