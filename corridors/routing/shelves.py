"""What searches keep for the next time, bounded in bytes for a whole network, and safe between threads.

A network answers by many searches, each with trees of many origins. A bound for each of them would let a network take
gigabytes; so all of them, of all dates and scenarios of a network, share one allowance, and the oldest go first.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Hashable, Iterable
from itertools import count
from threading import RLock
from typing import Any, Generic, NamedTuple, TypeVar
from weakref import ref

from corridors.kernels.forked import watch
from corridors.routing.search import Tree
from corridors.world.core import Core

__all__ = ["Allowance", "Part", "Shelf", "allowance_of", "set_up_allowance_of"]

#: What the trees and ends of one network may take in all: 500 trees of the packaged network.
MOST_BYTES = 40 * 2**20

#: What all that is set up to search one network may take: weights of some thirty different questions on the packaged
#: one, or of hundreds under scenarios, which share what they do not change.
MOST_SET_UP_BYTES = 96 * 2**20

#: What an entry takes beside its trees: keys, tuples, notes.
ENTRY_BYTES = 600

#: What a tree takes for each of its vertices once it is compact: a distance, and where the number of an arc stands.
VERTEX_BYTES = 16

#: Something that entries hold, and its bytes.
Part = tuple[object, int]

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
        self._lock = RLock()
        self._empty()
        watch(self)

    def _empty(self) -> None:
        self.bytes = 0
        self._order: dict[tuple[int, Hashable], _Entry] = {}  # by shelf and key, the oldest first
        self._shelves: dict[int, tuple[ref[Shelf[Any]], set[Hashable]]] = {}
        self._gone: deque[int] = deque()  # shelves of which nobody asks any more
        self._numbers: list[int] = []
        self._holders: dict[int, int] = {}  # how many entries hold a part, by its identity

    def __len__(self) -> int:
        return len(self._order)

    def __reduce__(self) -> tuple[type[Allowance], tuple[int]]:
        """A pickle holds nothing of it: all can be made again."""
        return type(self), (self.most_bytes,)

    def renew(self) -> None:
        """Forget everything in a forked child if another thread was putting something here, and begin anew."""
        if self._lock.acquire(blocking=False):
            self._lock.release()
            return
        self._lock = RLock()
        for shelf, _ in self._shelves.values():
            alive = shelf()
            if alive is not None:
                alive.held.clear()
        self._empty()

    def put(self, shelf: Shelf[Any], key: Hashable, value: Any, size: int, parts: Iterable[Part] = ()) -> None:
        """Put something on a shelf, and take away the oldest of all shelves where it is too much.

        `size` is what it takes beside its parts, each of which it gives with its bytes. A part that several entries
        hold counts once, until the last is gone.
        """
        entry = _Entry(size, tuple((id(part), taken) for part, taken in parts))
        with self._lock:
            self._sweep()
            serial = shelf.serial
            if serial not in self._shelves:

                def gone(_: object) -> None:
                    self._gone.append(serial)

                self._shelves[serial] = ref(shelf, gone), set()
            self._add(entry)
            if (serial, key) in self._order:
                self._subtract(self._order.pop((serial, key)))
            shelf.held[key] = value
            self._shelves[serial][1].add(key)
            self._order[serial, key] = entry
            while self.bytes > self.most_bytes and len(self._order) > 1:
                self._take_oldest()

    def _add(self, entry: _Entry) -> None:
        self.bytes += entry.size
        for part, size in entry.parts:
            holders = self._holders.get(part, 0)
            self._holders[part] = holders + 1
            self.bytes += 0 if holders else size

    def _subtract(self, entry: _Entry) -> None:
        self.bytes -= entry.size
        for part, size in entry.parts:
            holders = self._holders.pop(part) - 1
            if holders:
                self._holders[part] = holders
            else:
                self.bytes -= size

    def _take_oldest(self) -> None:
        serial, key = oldest = next(iter(self._order))
        self._subtract(self._order.pop(oldest))
        shelf, keys = self._shelves[serial]
        keys.discard(key)
        alive = shelf()
        if alive is not None:
            alive.held.pop(key, None)

    def _sweep(self) -> None:
        """Count no more what went with its shelf; the collector only says which did, for it may come at any moment.

        It says so before it frees the parts, so that no new part has the identity of one that is still counted.
        """
        while self._gone:
            serial = self._gone.popleft()
            for key in self._shelves.pop(serial)[1]:
                self._subtract(self._order.pop((serial, key)))

    def compact(self, tree: Tree) -> Tree:
        """Give a tree in a quarter of the room: its numbers of arcs are shared with all other trees."""
        if isinstance(tree.distance, array):
            return tree
        most = max(tree.arc, default=-1)
        numbers = self._numbers
        if most >= len(numbers):
            numbers = self._numbers = list(range(most + 1 + most // 2))
        return Tree(array("d", tree.distance), [numbers[arc] if arc >= 0 else -1 for arc in tree.arc])


class _Entry(NamedTuple):
    """What counts for one entry: its own bytes, and its parts by identity, each with its bytes."""

    size: int
    parts: tuple[tuple[int, int], ...]


class Shelf(Generic[Kept]):
    """What one search keeps, by what it is for; `held` is there to be read, `put` to add to it."""

    def __init__(self, allowance: Allowance) -> None:
        self.allowance = allowance
        self.held: dict[Any, Kept] = {}
        self.serial = next(_serial)

    def __reduce__(self) -> tuple[type[Shelf[Any]], tuple[Allowance]]:
        """A pickle holds nothing of it: all can be made again."""
        return type(self), (self.allowance,)

    def put(
        self, key: Hashable, value: Kept, *, numbers: int = 0, trees: Iterable[Tree] = (), parts: Iterable[Part] = ()
    ) -> Kept:
        """Keep something that holds compact trees and other parts, and so many numbers besides, 8 bytes each."""
        held = *((tree, VERTEX_BYTES * len(tree.arc)) for tree in trees), *parts
        self.allowance.put(self, key, value, ENTRY_BYTES + 8 * numbers, held)
        return value


def allowance_of(core: Core) -> Allowance:
    """Give the allowance for trees of a network, which all its dates and scenarios share."""
    return _shared(core, "allowance", MOST_BYTES)


def set_up_allowance_of(core: Core) -> Allowance:
    """Give the allowance of a network for what is set up to search it, which all its dates and scenarios share."""
    return _shared(core, "set-up allowance", MOST_SET_UP_BYTES)


def _shared(core: Core, name: str, most_bytes: int) -> Allowance:
    while core.base is not None:
        core = core.base
    found: Allowance = core.made.setdefault(name, Allowance(most_bytes))
    return found
