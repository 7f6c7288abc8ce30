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
    monkeypatch.setattr(compiling, "_on_disk", lambda *_: False)
    monkeypatch.setattr(compiling, "ready", lambda _: None)  # whatever other tests had compiled
    begun = []
    monkeypatch.setattr(compiling, "Thread", lambda **given: begun.append(given["args"]) or _Idle(given))
    keys, items = np.array([1.0, 2.0, 3.0]), np.array([4, 5, 6], dtype=np.int32)
    kernel = soon(pop)
    assert soon(pop) is kernel
    kernel(keys, items, 3)
    assert (keys[0], items[0], begun) == (2.0, 5, [])
    monkeypatch.setattr(compiling, "PATIENCE_S", -1.0)  # less than the clock can tell
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


def test_other_code_answers_until_the_kernel_is_there(engine, monkeypatch):
    from corridors.kernels import compile as compiling
    from corridors.kernels.compile import at_once, meanwhile

    @jit
    def double(x):
        return 2 * x

    def asked(large=compiling.NEVER):
        return meanwhile(double, (2,), lambda: "plainly", large)

    monkeypatch.setattr(compiling, "_patient", {})
    monkeypatch.setattr(compiling, "_on_disk", lambda *_: False)  # whatever an earlier run of tests had compiled
    assert asked() == "plainly"
    with at_once():
        assert asked() == ("plainly" if engine == "0" else 4)
    assert asked() == ("plainly" if engine == "0" else 4)  # and stays so
    monkeypatch.setattr(compiling, "_patient", {})
    assert asked(large=0) == ("plainly" if engine == "0" else 4)


def test_a_kernel_called_with_literal_numbers_is_compiled_once(engine, tmp_path):
    """In a file of its own: what calls it would else be found compiled by an earlier run, and it not be compiled."""
    if engine == "0":
        return

    @jit
    def inner(x, y):
        return x + y

    code = "def outer(x):\n    return inner(0, x) + inner(1, x) + inner(x, x)\n"
    file = tmp_path / "outer.py"
    file.write_text(code)
    names = {"inner": inner, "__file__": str(file), "__name__": __name__}
    exec(compile(code, str(file), "exec"), names)  # kernels find those they call among the names of their module
    assert fast(jit(names["outer"]))(3) == 3 + 4 + 6
    assert len(fast(inner).signatures) == 1


def test_a_package_that_cannot_be_written_compiles_all_the_same(engine, tmp_path):
    """Into the user's cache folder; where that cannot be written either, anew in each process."""
    import os
    import shutil
    from pathlib import Path

    import corridors

    if engine == "0":
        return
    copied = shutil.copytree(
        Path(corridors.__file__).parent, tmp_path / "site" / "corridors", ignore=shutil.ignore_patterns("__pycache__")
    )
    # a file where the folder would be keeps even an administrator from writing there
    (copied / "kernels" / "__pycache__").touch()
    home = tmp_path / "home"
    code = (
        "import numpy as np\nfrom corridors.kernels.compile import fast\nfrom corridors.kernels.heap import pop\n"
        "fast(pop)(np.array([1.0, 2.0]), np.array([4, 5], np.int32), 2)"
    )
    around = {name: value for name, value in os.environ.items() if name not in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME")}
    around |= {"PYTHONPATH": str(copied.parent), "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}

    def run():
        subprocess.run([sys.executable, "-c", code], check=True, env=around, cwd=tmp_path)

    home.touch()  # no folder at all
    run()
    home.unlink()
    home.mkdir()
    run()
    assert list(home.rglob("*.nbi"))


def test_waiting_for_the_compiler_is_told_of(engine, capfd, monkeypatch):
    from corridors.kernels import telling

    monkeypatch.setattr(telling, "FIRST_S", 1000.0)
    clock = telling._Clock()
    clock.on_start(counts=False)  # somebody else's
    assert clock._timer is None
    clock.on_end()
    with telling.beside():
        clock.on_start(counts=True)  # nobody waits
        assert clock._timer is None
        clock.on_end()
    clock.on_start(counts=True)
    clock.on_start(counts=True)
    clock.tell()
    clock.tell()
    clock.on_end()
    assert not clock._timer.finished.is_set()
    clock.on_end()
    assert clock._timer.finished.is_set()
    told = capfd.readouterr().err
    assert told.count("compiling") == 2
    assert told.endswith(" s\n")
    clock.tell()  # a timer that comes too late
    assert not capfd.readouterr().err


def test_warm_names_every_kernel_that_is_asked_from_outside():
    """Whatever is handed to `fast`, `soon` or `meanwhile` anywhere is compiled by `warm`, or by what it calls."""
    import re
    from pathlib import Path

    import corridors

    package = Path(corridors.__file__).parent
    asked = set()
    for path in package.rglob("*.py"):
        if path.parent.name != "kernels":
            found = re.findall(r"\b(?:fast|meanwhile|run)\(\s*(\w+)\b", path.read_text(encoding="utf-8"))
            asked |= {name for name in found if name in _kernel_names()}
    warmed = (package / "kernels" / "warm_flows.py").read_text(encoding="utf-8")
    assert asked >= {"sampled_ways", "sweep", "list_differences", "seeded_tree"}
    assert {name for name in asked if f"compile_for({name}," not in re.sub(r"\(\s+", "(", warmed)} <= {"look_pairs"}


def _kernel_names():
    import corridors.kernels.warm_flows  # noqa: F401  (all that the flows and the simulation use)
    from corridors.kernels import compile as compiling

    return {kernel.__name__ for kernel in compiling._kernels}


def test_warm_compiles_or_says_that_there_is_nothing_to(engine):
    import corridors as co

    assert (co.warm() > 0) == (engine == "1")
