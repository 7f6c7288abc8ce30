"""Reasons: texts that carry what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

__all__ = ["Reason"]


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
