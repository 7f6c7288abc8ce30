"""The line of progress of all wings, for work that takes longer than a second and a half; shorter work stays silent."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from time import perf_counter
from types import TracebackType
from typing import Self, TextIO, TypeVar

__all__ = ["Progress", "watched"]

#: So long nothing is said: what is said next comes some tenths of a second later, within two seconds of silence.
_SILENT_S = 1.5
_EVERY_S = 0.2
_BAR = 24

_Item = TypeVar("_Item")


class Progress:
    """A line on the error stream that is wiped out in the end.

    Parameters
    ----------
    what
        What one piece of the work is called, such as ``scenario``.
    total
        How many there are; None where nobody knows.
    shown
        Whether anything is told at all.
    stream
        Where to write; the error stream by default.
    after
        The line of the work before, whose time counts as well.

    Examples
    --------
    >>> with Progress("scenario", 2) as line:
    ...     line.at(1)
    ...     line.at(2)
    """

    def __init__(
        self, what: str, total: int | None = None, *, shown: bool = True, stream: TextIO | None = None,
        after: Progress | None = None,
    ) -> None:  # fmt: skip
        self._what = what
        self.total = total
        self._shown = shown
        self._stream = stream
        self._began: float = perf_counter() if after is None else after._began
        self._last = self._began
        self._longest = 0

    def at(self, done: int) -> None:
        """Show how many are done, once the work has taken a second and a half."""
        now = perf_counter()
        took = now - self._began
        if not self._shown or took <= _SILENT_S or now - self._last <= _EVERY_S:
            return
        share, left = "", f"{took:,.0f} s"
        if self.total is not None:
            full = round(_BAR * done / max(1, self.total))
            share = f" of {self.total:,} [{'#' * full:<{_BAR}}]"
            if done:
                left += f", {took * max(0, self.total - done) / done:,.0f} s left"
        self._write(f"{self._what} {done:,}{share} {left}")
        self._last = now

    def doing(self, number: int, name: str) -> None:
        """Say which of several unlike pieces of work has begun, once the work has taken a second and a half."""
        now = perf_counter()
        if self._shown and now - self._began > _SILENT_S:
            total = "" if self.total is None else f" of {self.total:,}"
            self._write(f"{self._what} {number:,}{total}: {name}, {now - self._began:,.0f} s")

    def done(self) -> None:
        """Wipe the line out."""
        if self._longest:
            self._out.write("\r" + " " * self._longest + "\r")
            self._out.flush()
            self._longest = 0

    def _write(self, line: str) -> None:
        self._out.write(f"\r{line:<{self._longest}}")
        self._out.flush()
        self._longest = max(self._longest, len(line))

    @property
    def _out(self) -> TextIO:
        return sys.stderr if self._stream is None else self._stream

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.done()


def watched(items: Collection[_Item], what: str, *, stream: TextIO | None = None) -> Iterator[_Item]:
    """Go through items, and show on the error stream how far the work has got once it has taken a second and a half.

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
    with Progress(what, len(items), stream=stream) as line:
        for done, item in enumerate(items):
            line.at(done)
            yield item
