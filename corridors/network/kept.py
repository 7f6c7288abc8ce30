"""What was made is kept for the next time that it is asked for, the latest so many alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

from corridors.kernels.forked import watch

__all__ = ["Kept"]

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """Things by what they are for; of more than `most`, those go that were not asked for the longest.

    Of what goes `part` is told, so that things which hold each other can let go.

    Safe between threads: of two that make the same thing at once, both get the one that came first.

    Examples
    --------
    >>> kept = Kept(2)
    >>> [kept.get(name, lambda: name.upper()) for name in "abac"], len(kept)
    (['A', 'B', 'A', 'C'], 2)
    >>> kept.get("b", lambda: "made anew"), kept.get("c", lambda: "made anew")
    ('made anew', 'C')
    """

    def __init__(self, most: int, part: Callable[[Made], object] = id) -> None:  # id does nothing to it, and is pickled
        self._most = most
        self._part = part
        self._made: dict[Hashable, Made] = {}
        self._lock = Lock()
        watch(self)

    def renew(self) -> None:
        """Let go of the lock in a forked child; what is kept is whole at any moment."""
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._made)

    def __reduce__(self) -> tuple[Any, ...]:
        """A pickle holds nothing of it: all can be made again."""
        return type(self), (self._most, self._part)

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Give what was made, or make it."""
        with self._lock:
            if key in self._made:
                found = self._made[key] = self._made.pop(key)  # now the latest
                return found
        made = make()  # outside the lock: it may take long, and may ask for other things kept here
        with self._lock:
            found = self._made.setdefault(key, made)
            gone = [self._made.pop(next(iter(self._made))) for _ in range(len(self._made) - self._most)]
        for each in gone:
            self._part(each)
        return found

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            gone = list(self._made.values())
            self._made.clear()
        for each in gone:
            self._part(each)
