"""Tests that are loaded once and run in forks: which lines they reach, and which of them fails first on changed code.

A test that does not reach a line cannot notice that it is another, so a changed line is held against those that do.
What each reaches is measured once for each file of tests, and kept, where asked, for as long as neither the file nor
a module that it reaches is another.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple

import coverage
import pytest

USUAL = (
    "-q",
    "-s",
    "--assert=plain",
    "-p",
    "no:xdist",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:cov",
    "--hypothesis-seed=0",
)


class Reach(NamedTuple):
    """A test that passes: how long it took of the processor, and the lines that it went through by module."""

    test: str
    seconds: float
    lines: dict[str, frozenset[int]]


class Loaded:
    """Tests, loaded and not run: what is asked of them is done in forks, which leave this process as it was."""

    def __init__(self, work: Callable[[Loaded], None]) -> None:
        self._work = work
        self.items: dict[str, pytest.Item] = {}
        self._failed = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Do the work instead of running what was loaded."""
        self.items = {item.nodeid: item for item in session.items}
        self._work(self)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note the first that fails."""
        if report.failed and not self._failed:
            self._failed = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note the first file that cannot be loaded."""
        if report.failed and not self._failed:
            self._failed = f"? {report.nodeid} cannot be loaded"

    def first_failure(self, tests: Sequence[str], swap: Callable[[], object], *, most_s: float) -> str:
        """Name the first of some tests that fails after a swap, or what else goes wrong; an empty text if all pass."""

        def work() -> str:
            swap()
            for test, after in zip(tests, [*tests[1:], None], strict=True):
                self._run(test, after)
                if self._failed:
                    break
            return self._failed

        said = in_fork(work, most_s=most_s)
        return "? does not end" if said is None else said

    def _run(self, test: str, after: str | None) -> None:
        item = self.items[test]
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None if after is None else self.items[after])

    def reaches(self, files: Iterable[Path], kept: Path, *, most_s: float) -> list[Reach]:
        """Find what each test of some files reaches; files that are not through in time are told and left out."""
        found: list[Reach] = []
        for file in files:
            record = kept / f"{'.'.join(file.parts)}.json"
            if not _holds(record):
                in_fork(lambda file=file, record=record: self._record(file, record), most_s=most_s)  # type: ignore[misc]
            if not _holds(record):
                print(f"left out: {file} is not through in {most_s:g} s of the processor", flush=True)
                continue
            for test, seconds, lines in json.loads(record.read_text(encoding="utf-8"))["tests"]:
                found.append(Reach(test, seconds, {module: frozenset(seen) for module, seen in lines.items()}))
        return [reach for reach in found if reach.test in self.items]

    def _record(self, file: Path, record: Path) -> str:
        """Run the tests of a file, each as a context of the measurement; those that do not pass are left out."""
        tests = [test for test in self.items if test.partition("::")[0] == str(file)]
        measured = coverage.Coverage(data_file=None, source=["corridors"], config_file=False, messages=False)
        seconds: dict[str, float] = {}
        for test, after in zip(tests, [*tests[1:], None], strict=True):
            measured.start()
            measured.switch_context(test)
            began, self._failed = time.process_time(), ""
            self._run(test, after)
            if not self._failed:
                seconds[test] = time.process_time() - began
            measured.stop()
        lines = _lines_by_test(measured)
        rests_on = {str(file), *(module for modules in lines.values() for module in modules)}
        whole = record.with_suffix(f".{os.getpid()}")
        rows = [(test, s, lines.get(test, {})) for test, s in seconds.items()]
        digests = {path: _digest(path) for path in sorted(rests_on)}
        whole.write_text(json.dumps({"rests_on": digests, "tests": rows}), encoding="utf-8")
        whole.replace(record)
        return ""


def _holds(record: Path) -> bool:
    """Tell whether all that a record rests on is as it was."""
    if not record.is_file():
        return False
    rests_on = json.loads(record.read_text(encoding="utf-8"))["rests_on"]
    return all(Path(path).is_file() and _digest(path) == digest for path, digest in rests_on.items())


def _digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def _lines_by_test(measured: coverage.Coverage) -> dict[str, dict[str, list[int]]]:
    data, here = measured.get_data(), Path.cwd()
    found: dict[str, dict[str, list[int]]] = {}
    for path in data.measured_files():
        module = str(Path(path).relative_to(here))
        for line, tests in data.contexts_by_lineno(path).items():
            for test in tests:
                found.setdefault(test, {}).setdefault(module, []).append(line)
    return found


def in_fork(work: Callable[[], str], *, most_s: float) -> str | None:
    """Do work in a fork that is quiet; None if it does not end, or is ended."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        said = "?"
        try:
            _bound_and_quiet(most_s)
            said = work()
        except BaseException as raised:
            said = f"? {type(raised).__name__}"
        finally:
            os.write(write, said.encode()[:4000])
            os._exit(0)
    os.close(write)
    ended = _waited(child, time.monotonic() + 10 * most_s)  # for one that waits
    with os.fdopen(read, "rb") as pipe:
        return pipe.read().decode() if ended else None


def _bound_and_quiet(most_s: float) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (int(most_s) + 1, int(most_s) + 1))  # the machine may be shared
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)


def _waited(child: int, until: float) -> bool:
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) == 0
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return False
        time.sleep(0.01)


class CannotSwapError(Exception):
    """What is loaded cannot be given the other code in place."""


def swapped(path: Path, old: CodeType, new: CodeType) -> int:
    """Give the functions of a loaded module the code of another text of it, and say how many are changed."""
    before, after = _codes(old), _codes(new)
    wanted = {}
    for key in before.keys() & after.keys():
        if before[key] != after[key]:
            if len(before[key]) > 1 or len(after[key]) > 1:
                raise CannotSwapError(key)
            wanted[key] = after[key][0]
    count = 0
    for function in [each for each in gc.get_objects() if isinstance(each, FunctionType)]:
        code = function.__code__
        if code.co_filename == str(path) and (code.co_qualname, code.co_firstlineno) in wanted:
            try:
                function.__code__ = wanted[code.co_qualname, code.co_firstlineno]
            except ValueError as error:
                raise CannotSwapError(str(error)) from error
            count += 1
    if not count:
        raise CannotSwapError(path)
    return count


def _codes(code: CodeType) -> dict[tuple[str, int], list[CodeType]]:
    found: dict[tuple[str, int], list[CodeType]] = {}
    for part in code.co_consts:
        if isinstance(part, CodeType):
            found.setdefault((part.co_qualname, part.co_firstlineno), []).append(part)
            for key, parts in _codes(part).items():
                found.setdefault(key, []).extend(parts)
    return found


def first_failure_anew(tests: Sequence[str], *, most_s: float) -> str:
    """Do as `Loaded.first_failure` in a process that loads everything anew, as what is done when it is loaded needs."""
    asked = json.dumps([most_s, *tests])
    try:
        done = subprocess.run(
            [sys.executable, "-B", "-m", "tools.reached"], input=asked, capture_output=True, text=True, check=False,
            timeout=10 * most_s, env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "? does not end"
    said = [line for line in done.stdout.splitlines() if line.startswith("first failure:")]
    return said[-1].removeprefix("first failure:") if said else "? cannot be loaded"


def _answer() -> None:
    most_s, *tests = json.loads(sys.stdin.read())

    def work(loaded: Loaded) -> None:
        missing = [test for test in tests if test not in loaded.items]
        failed = f"? {missing[0]} cannot be loaded" if missing else ""
        print("\nfirst failure:" + (failed or loaded.first_failure(tests, int, most_s=most_s)), flush=True)

    pytest.main([*USUAL, *dict.fromkeys(test.partition("::")[0] for test in tests)], plugins=[Loaded(work)])


if __name__ == "__main__":
    _answer()
