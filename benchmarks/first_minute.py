"""Ask every public function once, in one process with nothing compiled, and print what each took.

    python benchmarks/first_minute.py            nothing compiled before
    python benchmarks/first_minute.py --warm     after `corridors warm` in an earlier process
    CORRIDORS_NUMBA=0 python benchmarks/first_minute.py

Processor time counts all threads, those that compile beside as well; `silent` is the longest wait without a word on
stderr.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from threading import get_ident
from typing import Any

HERE = Path(__file__).resolve().parent
SILENT_S, EACH_S, ALL_S = 2.0, 2.0, 30.0


class Heard:
    """Stands in for stderr and remembers when something was written."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.at = [time.perf_counter()]

    def write(self, text: str) -> int:
        """Remember the moment."""
        self.at.append(time.perf_counter())
        return int(self._stream.write(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def silence(self, began: float, ended: float) -> float:
        """Give the longest time between two words."""
        moments = [began, *(at for at in self.at if began < at < ended), ended]
        return max(b - a for a, b in pairwise(moments))


class Compiling:
    """Kernels that were compiled since last asked, the outer ones; in brackets those that nobody waited for."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._depth: dict[int, int] = {}
        self._main = get_ident()

    def listen(self) -> None:
        """Listen to numba, which is imported for it: its import is not counted to anybody."""
        from numba.core import event

        class Listener(event.Listener):
            def on_start(_, event: Any) -> None:  # noqa: N805
                self._start(event.data["dispatcher"].py_func)

            def on_end(_, _event: Any) -> None:  # noqa: N805
                self._depth[get_ident()] -= 1

        event.register("numba:compile", Listener())

    def _start(self, function: Any) -> None:
        me = get_ident()
        if self._depth.get(me, 0) == 0:
            name = function.__name__
            self._names.append(name if me == self._main else f"({name})")
        self._depth[me] = self._depth.get(me, 0) + 1

    def since(self) -> str:
        """Give the names and forget them."""
        names, self._names = self._names, []
        return ", ".join(names)


def questions() -> list[tuple[str, Callable[[], object]]]:
    """Give a question for every public function, with the defaults wherever there are any."""
    import corridors as co

    tashkent, poti = "Tashkent", "Poti"
    return [
        ("load_network", co.load_network),
        ("shortest_route", lambda: co.shortest_route(tashkent, poti)),
        ("alternative_routes", lambda: co.alternative_routes(tashkent, poti)),
        ("pareto_routes", lambda: co.pareto_routes(tashkent, poti)),
        ("pareto_routes, 3", lambda: co.pareto_routes(tashkent, poti, criteria=("time", "cost", "distance"))),
        ("compare_corridors", lambda: co.compare_corridors(tashkent, [poti, "Karachi"])),
        ("distance_matrix", lambda: co.distance_matrix([tashkent, "Termez"], [poti, "Karachi"])),
        ("reachable", lambda: co.reachable(tashkent, 72)),
        ("isochrone", lambda: co.isochrone(tashkent, [24, 72])),
        ("scenarios", co.scenarios),
        ("scenario", lambda: co.scenario("status-quo")),
        ("compare_scenarios", lambda: co.compare_scenarios(tashkent, poti, ["status-quo", co.scenarios()[1]])),
        ("timeline", lambda: co.timeline(tashkent, poti, years=range(2015, 2026))),
        ("criticality", lambda: co.criticality((tashkent, poti))),
        ("resilient_ways", lambda: co.resilient_ways([(tashkent, poti)])),
        ("assign", lambda: co.assign("demand_uz2025")),
        ("assign, equilibrium", lambda: co.assign("demand_uz2025", method="user_equilibrium")),
        ("max_flow", lambda: co.max_flow("UZ", "Black Sea")),
        ("price_curve", lambda: co.price_curve("demand_uz2025", "northern")),
        ("simulate", lambda: co.simulate(tashkent, poti)),
        ("sensitivity", lambda: co.sensitivity(tashkent, poti)),
        ("with_probabilities", lambda: co.compare_corridors(tashkent, poti).with_probabilities()),
        ("explore_futures", lambda: co.explore_futures(tashkent, poti, scenarios=["status-quo", co.scenarios()[1]])),
        ("validate", co.validate),
    ]


def ask() -> int:
    """Ask all of them; give how many took too long or were silent too long."""
    compiling, heard = Compiling(), Heard(sys.stderr)
    if os.environ.get("CORRIDORS_NUMBA", "1") != "0":
        compiling.listen()
    sys.stderr = heard  # type: ignore[assignment]
    print("| call | s | processor s | silent s | compiled (beside) |\n| --- | ---: | ---: | ---: | --- |")
    whole = [time.perf_counter(), time.process_time()]
    broken = 0
    for name, run in questions():
        began, busy = time.perf_counter(), time.process_time()
        run()
        ended, done = time.perf_counter(), time.process_time()
        silent = heard.silence(began, ended)
        broken += silent > SILENT_S + 0.2 or ended - began > EACH_S
        print(f"| {name} | {ended - began:.2f} | {done - busy:.2f} | {silent:.2f} | {compiling.since()} |", flush=True)
    total = time.perf_counter() - whole[0]
    print(f"| all | {total:.1f} | {time.process_time() - whole[1]:.1f} | | |")
    return broken + (total > ALL_S)


def main() -> int:
    """Ask in a process of its own with an empty cache."""
    if "--asking" in sys.argv:
        broken = ask()
        print(f"\nover {EACH_S:g} s, silent for longer than {SILENT_S:g} s, or over {ALL_S:g} s in all: {broken}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        around = os.environ | {"NUMBA_CACHE_DIR": folder, "PYTHONPATH": str(HERE.parent)}
        if "--warm" in sys.argv:
            subprocess.run([sys.executable, "-m", "corridors", "warm"], env=around, check=True)
        return subprocess.run([sys.executable, __file__, "--asking"], env=around, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
