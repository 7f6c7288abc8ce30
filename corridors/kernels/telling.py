"""Saying that kernels are being compiled, where that takes over two seconds."""

from __future__ import annotations

import sys
from functools import cache
from threading import Lock, Timer
from typing import Any

__all__ = ["tell_of_compiling"]

#: Nobody needs to be told of less.
SILENT_S = 2.0

_LINE = "corridors: compiling for this machine, once after installing (`corridors warm` does all of it) ...\n"


class _Clock:
    """Tells, once a process, when a kernel has been compiled for two seconds."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running = 0
        self._timer: Timer | None = None

    def on_start(self, event: Any) -> None:
        """Begin to count, unless it is a kernel that another one calls."""
        if not _is_ours(event):
            return
        with self._lock:
            self._running += 1
            if self._running == 1:
                self._timer = Timer(SILENT_S, _tell)
                self._timer.daemon = True
                self._timer.start()

    def on_end(self, event: Any) -> None:
        """Stop counting."""
        if not _is_ours(event):
            return
        with self._lock:
            self._running -= 1
            if self._running == 0 and self._timer is not None:
                self._timer.cancel()


@cache
def _tell() -> None:
    sys.stderr.write(_LINE)
    sys.stderr.flush()


def _is_ours(event: Any) -> bool:
    function = getattr(event.data.get("dispatcher"), "py_func", None)
    return getattr(function, "__module__", "").startswith("corridors.")


@cache
def tell_of_compiling() -> None:
    """Listen to numba from now on."""
    from numba.core import event

    clock = _Clock()

    class Listener(event.Listener):
        def on_start(self, event: Any) -> None:
            clock.on_start(event)

        def on_end(self, event: Any) -> None:
            clock.on_end(event)

    register: Any = event.register
    register("numba:compile", Listener())
