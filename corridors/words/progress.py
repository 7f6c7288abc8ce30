"""A line of progress for work that takes longer than two seconds; shorter work stays silent."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from time import perf_counter
from types import TracebackType
from typing import Self, TextIO, TypeVar

__all__ = ["Bar", "watched"]

_SILENT_S = 2.0
_EVERY_S = 0.2
_BAR = 24

_Item = TypeVar("_Item")


class Bar:
    """A line on the error stream that is wiped out in the end.

    Parameters
    ----------
    what
        What one piece of the work is called, such as ``scenario``.
    total
        How many there are; None where nobody knows.
    stream
        Where to write; the error stream by default.
    """

    def __init__(self, what: str, total: int | None = None, *, stream: TextIO | None = None) -> None:
        self._what = what
        self._total = total
        self._stream = stream
        self._began = self._shown = perf_counter()
        self._longest = 0

    def at(self, done: int) -> None:
        """Show how many are done, from the third second on."""
        now = perf_counter()
        if now - self._began <= _SILENT_S or now - self._shown <= _EVERY_S:
            return
        share = ""
        if self._total is not None:
            full = round(_BAR * done / max(1, self._total))
            share = f" of {self._total:,} [{'#' * full:<{_BAR}}]"
        line = f"{self._what} {done:,}{share} {now - self._began:,.0f} s"
        out = self._out
        out.write(f"\r{line:<{self._longest}}")
        out.flush()
        self._shown, self._longest = now, max(self._longest, len(line))

    @property
    def _out(self) -> TextIO:
        return sys.stderr if self._stream is None else self._stream

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._longest:
            self._out.write("\r" + " " * self._longest + "\r")
            self._out.flush()


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
    with Bar(what, len(items), stream=stream) as bar:
        for done, item in enumerate(items):
            bar.at(done)
            yield item
