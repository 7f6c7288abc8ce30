"""Plain functions that numba compiles when the work is worth it.

A kernel is an ordinary function over arrays, marked with `jit`. Called by its name it is plain Python and
costs nothing to import. `fast` gives its compiled form: numba is imported, and the function with all
kernels that it calls compiled (or read from the cache on disk), only when somebody asks for that. Without
numba `fast` gives the plain function back, so the answers are the same, only later.

``CORRIDORS_NUMBA=0`` in the environment does without numba even where it is installed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from threading import RLock
from types import FunctionType
from typing import Any, TypeVar, cast

__all__ = ["fast", "jit", "numba_available", "numba_installed", "ready"]

F = TypeVar("F", bound=Callable[..., Any])

_kernels: set[FunctionType] = set()
_compiled: dict[FunctionType, Any] = {}
_lock = RLock()


def jit(function: F) -> F:
    """Mark a function as a kernel: plain Python now, compiled by `fast`.

    The function itself is returned, so a plain call of one kernel by another costs no more than any call.
    """
    _kernels.add(cast("FunctionType", function))
    return function


def fast(function: F) -> F:
    """Give the compiled form of a kernel, or the kernel itself where numba may not or cannot be used."""
    if not numba_available():
        return function
    plain = cast("FunctionType", function)
    dispatcher = _compiled.get(plain)
    if dispatcher is None:
        with _lock:
            dispatcher = _compile(plain)
    return cast("F", dispatcher)


def ready(function: F) -> F | None:
    """Give the compiled form of a kernel that was called before, so that nobody waits for it; else None."""
    dispatcher = _compiled.get(cast("FunctionType", function))
    return cast("F", dispatcher) if dispatcher is not None and dispatcher.signatures else None


def numba_available() -> bool:
    """Whether kernels can be compiled: numba is installed and not switched off."""
    return os.environ.get("CORRIDORS_NUMBA", "1") != "0" and numba_installed()


@cache
def numba_installed() -> bool:
    """Whether numba is there; it is not imported to find out."""
    return find_spec("numba") is not None


def _compile(plain: FunctionType) -> Any:
    """Make the dispatcher of a kernel, and first those of the kernels that it names."""
    if plain in _compiled:
        return _compiled[plain]
    import numba

    names = dict(plain.__globals__)
    for name in plain.__code__.co_names:
        called = names.get(name)
        if isinstance(called, FunctionType) and called in _kernels and called is not plain:
            names[name] = _compile(called)
    twin = FunctionType(plain.__code__, names, plain.__name__, plain.__defaults__)
    # numba's cache looks only at the file of the function itself. Under a name that holds the state of
    # all kernels, a change in one that it calls is never missed.
    twin.__qualname__ = f"{plain.__qualname__}_{_state_of_sources()}"
    twin.__module__ = plain.__module__
    try:
        dispatcher = numba.njit(nogil=True, cache=True)(twin)
    except RuntimeError:  # no folder for the cache can be written
        dispatcher = numba.njit(nogil=True)(twin)
    _compiled[plain] = dispatcher
    return dispatcher


@cache
def _state_of_sources() -> str:
    digest = blake2b(digest_size=5)
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()
