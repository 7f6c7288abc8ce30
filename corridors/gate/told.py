"""What is worth asking about in tables that can be read: told as warnings, for nobody else would notice."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Mapping

from corridors.gate.ids import blank
from corridors.gate.numbers import text_number

__all__ = ["says_something", "tell_unread", "warn"]


def warn(text: str) -> None:
    """Tell it as a `UserWarning`, at the caller's own line."""
    import sys

    frame, depth = sys._getframe(1), 2
    while frame.f_back is not None and str(frame.f_globals.get("__name__", "")).startswith("corridors"):
        frame, depth = frame.f_back, depth + 1
    warnings.warn(text, UserWarning, stacklevel=depth)


def says_something(values: Iterable[object]) -> bool:
    """Tell whether any value of a column is neither blank nor nought: tolls of nothing are no cost left out.

    >>> says_something([0, "0.0", None, ""]), says_something([0, 3.5])
    (False, True)
    """
    return not all(blank(value) or text_number(value) == 0 for value in values)


def tell_unread(table: str, columns: Iterable[str], read: Collection[str], elsewhere: Mapping[str, str]) -> None:
    """Tell of columns that nothing reads although other formats keep a figure of ours under that name.

    Parameters
    ----------
    table
        Its name.
    columns
        Those that are there.
    read
        Those that are read, or were asked for.
    elsewhere
        What other formats call a column, and which one it may be here.
    """
    there = list(columns)
    for column in there:
        plain = column.strip().lower().replace(" ", "_")
        meant = elsewhere.get(plain)
        if column not in read and meant is not None:
            warn(f"{table}.{column} is kept and not read: {meant}")
