"""Compiling on demand."""

import subprocess
import sys

from corridors.kernels.compile import fast, jit
from corridors.kernels.heap import push


def test_a_kernel_stays_a_plain_function():
    def double(x):
        return 2 * x

    assert jit(double) is double


def test_fast_follows_the_environment(engine):
    compiled = fast(push)
    assert (compiled is push) == (engine == "0")
    assert fast(push) is compiled


def test_importing_the_kernels_does_not_import_numba():
    code = (
        "import sys, corridors.kernels.labels, corridors.kernels.batch, corridors.kernels.pareto\n"
        "assert 'numba' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_soon_answers_in_plain_python_until_it_has_taken_its_time(engine, monkeypatch):
    """Then it is compiled beside, and at once where the work is large."""
    import numpy as np

    from corridors.kernels import compile as compiling
    from corridors.kernels.compile import soon
    from corridors.kernels.heap import pop

    if engine == "0":
        assert soon(pop) is pop
        return
    monkeypatch.setattr(compiling, "_patient", {})
    monkeypatch.setattr(compiling, "_on_disk", lambda _: False)
    begun = []
    monkeypatch.setattr(compiling, "Thread", lambda **given: begun.append(given["args"]) or _Idle(given))
    keys, items = np.array([1.0, 2.0, 3.0]), np.array([4, 5, 6], dtype=np.int32)
    kernel = soon(pop)
    assert soon(pop) is kernel
    kernel(keys, items, 3)
    assert (keys[0], items[0], begun) == (2.0, 5, [])
    monkeypatch.setattr(compiling, "PATIENCE_S", 0.0)
    kernel(keys, items, 2)
    kernel(keys, items, 2)
    assert len(begun) == 1  # and not twice
    assert kernel._compiled is fast(pop)  # as the thread left it
    monkeypatch.setattr(compiling, "LARGE", 3)
    other = compiling._Patient(pop)
    other(keys, items, 2)
    assert other._compiled is fast(pop)


class _Idle:
    """A thread that does its work when it is started."""

    def __init__(self, given):
        self._given = given

    def start(self):
        self._given["target"](*self._given["args"])


def test_compiling_that_takes_long_is_told_of(engine, capfd):
    from types import SimpleNamespace

    from corridors.kernels import telling

    def event(function):
        return SimpleNamespace(data={"dispatcher": SimpleNamespace(py_func=function)})

    clock = telling._Clock()
    clock.on_start(event(len))  # somebody else's
    assert clock._timer is None
    clock.on_start(event(push))
    clock.on_start(event(push))
    clock.on_end(event(push))
    assert not clock._timer.finished.is_set()
    clock.on_end(event(push))
    assert clock._timer.finished.is_set()
    telling._tell.cache_clear()
    telling._tell()
    telling._tell()
    assert capfd.readouterr().err.count("compiling") == 1


def test_warm_compiles_or_says_that_there_is_nothing_to(engine):
    import corridors as co

    assert (co.warm() > 0) == (engine == "1")
