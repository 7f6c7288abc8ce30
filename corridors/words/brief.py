"""What a terminal shows of an object: one line, short enough to stand in a list of them."""

from __future__ import annotations

from corridors.words.shorter import cut

__all__ = ["LONGEST", "brief"]

LONGEST = 99  # characters


def brief(thing: object, words: str) -> str:
    r"""Give the short form of a thing: its class and some words of it in angle brackets, cut where they are long.

    Examples
    --------
    >>> brief(1.5, "one and\na half")
    '<float one and a half>'
    >>> len(brief(1.5, "a way " * 40)) <= LONGEST
    True
    """
    name = type(thing).__name__
    told = cut(" ".join(words.split()), lambda text: len(name) + len(text) + len("< >") <= LONGEST)
    return f"<{name} {told}>"
