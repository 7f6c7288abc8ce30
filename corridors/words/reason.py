"""Reasons: texts that carry what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

__all__ = ["Reason", "some_of", "with_and"]


class Reason(str):
    """Why there is no way, in words.

    Attributes
    ----------
    links : tuple of str
        Ids of the links concerned, in the order of the way.
    events : tuple of str
        Ids of the events that shut them.
    """

    __slots__ = ("events", "links")

    links: tuple[str, ...]
    events: tuple[str, ...]

    def __new__(cls, text: str, links: Iterable[str] = (), events: Iterable[str] = ()) -> Self:
        """Make the words of it, with the ids that they are about."""
        reason = super().__new__(cls, text)
        reason.links, reason.events = tuple(links), tuple(events)
        return reason

    def __reduce__(self) -> tuple[type[Reason], tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Cross process borders whole."""
        return type(self), (str(self), self.links, self.events)


def with_and(words: Sequence[str]) -> str:
    """Join words by commas, the last by *and*.

    >>> with_and(["two borders", "one ferry"])
    'two borders and one ferry'
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def some_of(names: Sequence[str], most: int = 4) -> str:
    """List stretches, of many the first and how many more.

    >>> some_of(["A - B", "B - C", "C - D"], most=2)
    'A - B and 2 more stretches'
    """
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more stretches"
