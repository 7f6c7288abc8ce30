"""Saying that somebody waits for kernels to be compiled, where that takes over two seconds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock, Timer, get_ident
from time import perf_counter
from typing import Any

from corridors.kernels.forked import watch

__all__ = ["beside", "tell_of_compiling"]

#: Who has waited two seconds has often done so for other things too; nobody is told more often than every two.
FIRST_S, EVERY_S = 0.7, 2.0

_LINE = "corridors: compiling for this machine, once after installing (`corridors warm` does all of it), {:.0f} s"

#: Threads that compile while others go on answering.
_beside: set[int] = set()


@contextmanager
def beside() -> Iterator[None]:
    """Compile in this thread without telling: nobody waits for it."""
    me = get_ident()
    _beside.add(me)
    try:
        yield
    finally:
        _beside.discard(me)


class _Clock:
    """Tells every two seconds for how long somebody has been waiting."""

    def __init__(self) -> None:
        self.renew()
        watch(self)

    def renew(self) -> None:
        """Begin anew, as a forked child does: nobody waits for what other threads of its parent compile."""
        self._lock = Lock()
        self._waits: dict[int, list[bool]] = {}
        self._running = 0
        self._began = 0.0
        self._told = False
        self._timer: Timer | None = None

    def on_start(self, *, counts: bool) -> None:
        """Begin to count, unless this is of another program or nobody waits for it."""
        with self._lock:
            counts = counts and get_ident() not in _beside
            self._waits.setdefault(get_ident(), []).append(counts)
            self._running += counts
            if counts and self._running == 1:
                self._began = perf_counter()
                self._wait(FIRST_S)

    def on_end(self) -> None:
        """Stop counting, and end the line."""
        with self._lock:
            waits = self._waits.get(get_ident())
            if not waits or not waits.pop():
                return
            self._running -= 1
            if self._running == 0 and self._timer is not None:
                self._timer.cancel()
                if self._told:
                    _say("\n")
                self._told = False

    def _wait(self, seconds: float) -> None:
        self._timer = Timer(seconds, self.tell)
        self._timer.daemon = True
        self._timer.start()

    def tell(self) -> None:
        """Say for how long, and that again in a while."""
        with self._lock:
            if self._running == 0:
                return
            self._told = True
            _say("\r" + _LINE.format(perf_counter() - self._began))
            self._wait(EVERY_S)


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _is_ours(event: Any) -> bool:
    function = getattr(event.data.get("dispatcher"), "py_func", None)
    return getattr(function, "__module__", "").startswith("corridors.")


@cache
def tell_of_compiling() -> None:
    """Listen to numba from now on."""
    from numba.core import event

    clock = _Clock()

    class Compiles(event.Listener):
        def on_start(self, event: Any) -> None:
            clock.on_start(counts=_is_ours(event))

        def on_end(self, _event: Any) -> None:
            clock.on_end()

    class Locks(event.Listener):
        """Only one thread compiles at a time: who needs it waits for what is being compiled beside."""

        def on_start(self, _event: Any) -> None:
            clock.on_start(counts=bool(_beside))

        def on_end(self, _event: Any) -> None:
            clock.on_end()

    register: Any = event.register
    register("numba:compile", Compiles())
    register("numba:compiler_lock", Locks())
