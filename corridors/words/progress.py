"""A line of progress for work that takes longer than two seconds; shorter work stays silent."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from time import perf_counter
from typing import TextIO, TypeVar

__all__ = ["watched"]

_SILENT_S = 2.0
_EVERY_S = 0.2
_BAR = 24

_Item = TypeVar("_Item")


def watched(items: Collection[_Item], what: str, *, stream: TextIO | None = None) -> Iterator[_Item]:
    """Go through items, and from the third second on show on the error stream how far the work has got.

    Parameters
    ----------
    items
        What is gone through.
    what
        What one of them is called, such as ``scenario``.
    stream
        Where to write; the error stream by default.

    Examples
    --------
    >>> list(watched(["a", "b"], "scenario"))
    ['a', 'b']
    """
    began = shown = perf_counter()
    written = False
    for done, item in enumerate(items):
        now = perf_counter()
        if now - began > _SILENT_S and now - shown > _EVERY_S:
            out = sys.stderr if stream is None else stream
            full = round(_BAR * done / len(items))
            out.write(f"\r{what} {done:,} of {len(items):,} [{'#' * full:<{_BAR}}] {now - began:,.0f} s")
            out.flush()
            shown, written = now, True
        yield item
    if written:
        out = sys.stderr if stream is None else stream
        out.write("\r" + " " * (len(what) + _BAR + 40) + "\r")
        out.flush()
