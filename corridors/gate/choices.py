"""One of a few words, and one or several of something: read before anything is compared, for arrays compare by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from corridors.errors import OptionError
from corridors.gate.quoted import quoted
from corridors.gate.sizes import MOST_ITEMS, held

__all__ = ["a_choice", "items_of"]


def a_choice(name: str, value: Any, known: Iterable[str], *, more: str = "") -> str:
    """Read an argument that is one of a few words.

    Parameters
    ----------
    name, value
        What it is called, and what was given.
    known
        The words.
    more
        What is added to the message, such as what it may be besides.

    Raises
    ------
    OptionError
        It is none of them.

    Examples
    --------
    >>> a_choice("kind", "dots", ("violin", "dots"))
    'dots'
    """
    words = tuple(known)
    if isinstance(value, str) and value in words:
        return value
    raise OptionError(f"{name}={quoted(value)}: give one of {', '.join(words)}{more}")


def items_of(value: Any, *, most: int = MOST_ITEMS) -> list[Any] | None:
    """Give what a list, set, column or array holds, or what an iterator gives; None for what is one thing by itself.

    A text, bytes, a mapping and an array of no dimension are one thing.

    Raises
    ------
    OptionError
        There are more than `most`.

    Examples
    --------
    >>> items_of(("a", "b")), items_of("ab"), items_of({"a": 1})
    (['a', 'b'], None, None)
    """
    alone = isinstance(value, (str, bytes, bytearray, Mapping)) or not isinstance(value, Iterable)
    return None if alone or getattr(value, "ndim", 1) == 0 else held(value, most=most)
