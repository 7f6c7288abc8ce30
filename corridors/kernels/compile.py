"""Plain functions that numba compiles when the work is worth it.

A kernel is an ordinary function over arrays, marked with `jit`. Called by its name it is plain Python and
costs nothing to import. `fast` gives its compiled form: numba is imported, and the function with all
kernels that it calls compiled (or read from the cache on disk), only when somebody asks for that. Without
numba `fast` gives the plain function back, so the answers are the same, only later.

`soon` gives a kernel that answers in plain Python while that is quicker than compiling: compiling begins beside it
once plain code has taken a while, and at once where the work is large; `meanwhile` does the same with another plain
form of the work than the kernel itself, such as one over whole arrays. What is compiled is kept on disk, beside the
modules or, where those cannot be written, in the user's cache folder; `corridors.warm` compiles all of it at once.

``CORRIDORS_NUMBA=0`` in the environment does without numba even where it is installed.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, update_wrapper
from importlib.util import find_spec
from pathlib import Path
from threading import RLock, Thread
from time import thread_time
from types import FunctionType
from typing import Any, TypeVar, cast

from corridors.kernels.adding import total_of
from corridors.kernels.forked import renew_by

__all__ = [
    "NEVER",
    "at_once",
    "compile_for",
    "fast",
    "jit",
    "meanwhile",
    "numba_available",
    "numba_installed",
    "ready",
    "soon",
]

_log = logging.getLogger(__name__)

F = TypeVar("F", bound=Callable[..., Any])

#: Seconds of the processor that one kernel works in plain Python before compiling it begins. Compiling takes three to
#: fifteen of them, and slows what runs beside it: who asks a few questions is better off without.
PATIENCE_S = 3.0

#: Seconds that it works so before numba is imported to look for what was compiled earlier: that takes about as long.
LOOK_S = 0.3

#: Entries of all arrays given from which a kernel is compiled before it answers. The packaged network comes to at most
#: half of them, with three criteria and what a search of them has taken down.
LARGE = 600_000

#: No number of entries is large where the plain code goes over whole arrays.
NEVER = 2**62

#: Whether nobody is to be answered in plain Python.
_impatient: ContextVar[bool] = ContextVar("impatient", default=False)

_kernels: set[FunctionType] = set()
_compiled: dict[FunctionType, Any] = {}
_lock = RLock()
#: Whether this process was forked while another thread compiled.
_stuck = False


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


def compile_for(function: Callable[..., Any], *given: Any) -> None:
    """Compile a kernel for arguments of such types, without calling it."""
    dispatcher: Any = fast(function)
    dispatcher.compile(_types_of(given))


def _types_of(given: tuple[Any, ...]) -> tuple[Any, ...]:
    import numba

    typed: Any = numba.typeof
    return tuple(map(typed, given))


def ready(function: F) -> F | None:
    """Give the compiled form of a kernel that was called before, so that nobody waits for it; else None."""
    dispatcher = _compiled.get(cast("FunctionType", function))
    return cast("F", dispatcher) if dispatcher is not None and dispatcher.signatures else None


def soon(function: F) -> F:
    """Give a kernel that is plain while that is quicker than compiling, and compiled from then on."""
    return cast("F", _patient_of(function)) if numba_available() else function


def meanwhile(
    function: Callable[..., Any],
    given: tuple[Any, ...],
    plainly: Callable[[], Any],
    large: int = LARGE,
    patience_s: float | None = None,
) -> Any:
    """Answer by a kernel where it is compiled or that many entries are given, until then by other, plain code."""
    return _patient_of(function).answer(given, plainly, large, patience_s) if numba_available() else plainly()


@contextmanager
def at_once() -> Iterator[None]:
    """Compile whatever is asked for in here before it answers."""
    before = _impatient.set(True)
    try:
        yield
    finally:
        _impatient.reset(before)


def _patient_of(function: Callable[..., Any]) -> _Patient:
    plain = cast("FunctionType", function)
    with _lock:
        found = _patient.get(plain)
        if found is None:
            found = _patient[plain] = _Patient(plain)
    return found


class _Patient:
    """One kernel that is compiled when that pays."""

    def __init__(self, plain: FunctionType) -> None:
        update_wrapper(self, plain)
        self._plain = plain
        self._compiled: Any = None
        self._spent_s = 0.0
        self._begun = False
        self._looked = False

    def begin_anew(self) -> None:
        """Count from nothing: a thread that compiles beside is not there in a forked child."""
        self._begun = False
        self._spent_s = 0.0

    def __call__(self, *given: Any) -> Any:
        if self._compiled is not None:
            return self._compiled(*given)
        return self.answer(given, lambda: self._plain(*given), LARGE)

    def answer(
        self, given: tuple[Any, ...], plainly: Callable[[], Any], large: int, patience_s: float | None = None
    ) -> Any:
        """Answer by what is compiled, or plainly while nothing is and compiling does not pay."""
        if self._compiled is None and (_impatient.get() or _entries(given) >= large or self._found(given)):
            self._compiled = fast(self._plain)
        if self._compiled is not None:
            return self._compiled(*given)
        began = thread_time()  # of the processor: other programs' work is no reason to compile
        answer = plainly()
        self._spent_s += thread_time() - began
        with _lock:
            begin = self._spent_s > (PATIENCE_S if patience_s is None else patience_s) and not self._begun
            self._begun = self._begun or begin
        if begin:
            Thread(target=self._compile_beside, args=(given,), daemon=True, name=self._plain.__name__).start()
        return answer

    def _found(self, given: tuple[Any, ...]) -> bool:
        """Whether it has been compiled by others: in this process, or, looked for once, in an earlier one."""
        if ready(self._plain) is not None:
            return True
        if self._looked or (self._spent_s < LOOK_S and "numba" not in sys.modules):
            return False
        self._looked = True
        return _on_disk(fast(self._plain), given)

    def _compile_beside(self, given: tuple[Any, ...]) -> None:
        import numba

        from corridors.kernels.telling import beside

        try:
            with beside():
                compile_for(self._plain, *given)
        except numba.core.errors.NumbaError as error:  # the plain code goes on answering
            _log.warning("%s could not be compiled: %s", self._plain.__name__, error)
            return
        self._compiled = fast(self._plain)


_patient: dict[FunctionType, _Patient] = {}


@renew_by
def _renew() -> None:
    """Do without numba in a child that was forked while another thread compiled: its compiler is locked for good."""
    global _lock, _stuck
    _stuck = _stuck or not (_is_free(_lock) and _compiler_is_free())
    _lock = RLock()
    for patient in _patient.values():
        patient.begin_anew()


def _is_free(lock: Any) -> bool:
    free = bool(lock.acquire(blocking=False))
    if free:
        lock.release()
    return free


def _compiler_is_free() -> bool:
    compiler = sys.modules.get("numba.core.compiler_lock")
    lock = getattr(getattr(compiler, "global_compiler_lock", None), "_lock", None)  # numba has no public name for it
    return lock is None or _is_free(lock)


def _entries(given: Any) -> int:
    """Count the entries of arrays, those in tuples too."""
    if isinstance(given, tuple):
        return total_of(map(_entries, given))
    return int(getattr(given, "size", 0))


def _on_disk(dispatcher: Any, given: tuple[Any, ...]) -> bool:
    """Whether it was compiled by an earlier process, for such arguments and for this machine."""
    try:  # numba has no public names for it
        kept = dispatcher._cache
        index = kept._cache_file._load_index()
        return bool(index) and kept._index_key(_types_of(given), dispatcher.targetctx.codegen()) in index
    except (AttributeError, OSError):
        return False


def numba_available() -> bool:
    """Whether kernels can be compiled: numba is installed, not switched off, and its compiler not locked for good."""
    return os.environ.get("CORRIDORS_NUMBA", "1") != "0" and not _stuck and numba_installed()


@cache
def numba_installed() -> bool:
    """Whether numba is there; it is not imported to find out."""
    return find_spec("numba") is not None


def _compile(plain: FunctionType) -> Any:
    """Make the dispatcher of a kernel, and first those of the kernels that it names."""
    if plain in _compiled:
        return _compiled[plain]
    import numba

    from corridors.kernels.telling import tell_of_compiling

    tell_of_compiling()

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
    _of_few_types(dispatcher)
    _compiled[plain] = dispatcher
    return dispatcher


def _of_few_types(dispatcher: Any) -> None:
    """Have a kernel compiled once for all whole numbers that other kernels call it with, which are widened.

    It would be compiled anew for 0, for 1, for a variable, and for an entry of an array of short ones.
    """
    from numba import types

    template = dispatcher.get_call_template
    unliteral: Any = types.unliteral

    def wide(kind: Any) -> Any:
        plain = unliteral(kind)
        signed = isinstance(plain, types.Integer) and getattr(plain, "signed", False)
        return types.int64 if signed else plain

    def get_call_template(args: Any, kws: Any) -> Any:
        return template(tuple(map(wide, args)), {name: wide(kind) for name, kind in kws.items()})

    dispatcher.get_call_template = get_call_template


@cache
def _state_of_sources() -> str:
    from hashlib import blake2b

    digest = blake2b(digest_size=5)
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()
