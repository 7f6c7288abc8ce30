"""One simulation in threads and on workers of a cluster: time of the clock, and of the processors.

``python benchmarks/bench_scale.py [draws]`` prints a line each, the least of some runs, holds the answers against
each other to the last bit, and then tells what a piece costs besides its work. ``python benchmarks/bench_scale.py
memory N`` streams N draws of a small network to a file and tells the peak.
"""

from __future__ import annotations

import pickle
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
from distributed import Client, LocalCluster

import corridors as co
from corridors.scale.mapped import mapped
from corridors.scale.parcel import packed
from corridors.simulation.parts import parts_of, worked_part
from corridors.simulation.problem import Ways
from tests.micro import corridor_rows, micro
from tests.simulation.test_simulate import CHOICE, VARIES

TO = ["Istanbul", "Rotterdam", "Karachi", "Poti", "Shanghai", "Moscow"]
RUNS = 2


def measured(work: Callable[[], Any], client: Client | None) -> tuple[Any, float, float, float]:
    """Give the answer, and the least seconds of the clock, of this process's processors, and of the workers'."""
    best = (float("inf"),) * 3
    for _ in range(RUNS):
        theirs = sum(client.run(process_time).values()) if client else 0.0
        clock, mine = perf_counter(), process_time()
        answer = work()
        clock, mine = perf_counter() - clock, process_time() - mine
        theirs = sum(client.run(process_time).values()) - theirs if client else 0.0
        best = min(best, (clock, mine, theirs), key=lambda one: one[1] + one[2])
    return answer, *best


def cluster(workers: int) -> LocalCluster:
    return LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, scheduler_port=0
    )


def nothing(_common: None, item: int) -> int:
    return item


def scaling(n: int) -> None:
    asked: dict[str, Any] = {"n": n, "seed": 1, "progress": False}
    found = []

    def line(name: str, work: Callable[[], Any], client: Client | None) -> None:
        answer, clock, mine, theirs = measured(work, client)
        found.append(answer._outcome)
        print(f"| {name} | {clock:.1f} s | {mine:.1f} s | {theirs:.1f} s |", flush=True)

    co.simulate("Tashkent", TO, n=64)
    print(f"{n:,} draws to {len(TO)} destinations\n| | clock | this process | workers |\n| --- | --- | --- | --- |")
    for threads in (1, 2):
        line(f"{threads} thread", lambda threads=threads: co.simulate("Tashkent", TO, workers=threads, **asked), None)
    for workers in (1, 2):
        with cluster(workers) as here, Client(here) as client:
            co.simulate("Tashkent", TO, n=64, client=client, progress=False)
            line(f"{workers} worker", lambda client=client: co.simulate("Tashkent", TO, client=client, **asked), client)
    same = all(np.array_equal(one.value, found[0].value, equal_nan=True) for one in found)
    print(f"the same to the last bit: {same}")


def pieces() -> None:
    problem = co.simulate("Tashkent", TO, n=32 * 1024, replications=2, progress=False).problem
    assert problem is not None
    light = problem.light()
    began = process_time()
    part = worked_part((light, False), next(iter(parts_of(light))))
    print(f"sent once: {len(packed((light, False)).content):,} bytes; ", end="")
    back = pickle.dumps(part)
    ran = process_time()
    Ways(problem.table).add(pickle.loads(back).ways)
    print(f"taking a part in: {1e3 * (process_time() - ran):.0f} ms; ", end="")
    print(f"a part of {part.asked.end:,} draws: {ran - began:.1f} s, {len(back):,} bytes back")
    with cluster(2) as here, Client(here) as client:
        list(mapped(nothing, range(100), common=None, client=client))
        mine, clock = process_time(), perf_counter()
        list(mapped(nothing, range(2_000), common=None, client=client))
        each = (process_time() - mine) / 2_000, (perf_counter() - clock) / 2_000
        print(f"an empty piece: {1e3 * each[0]:.2f} ms of this process, {1e3 * each[1]:.2f} ms of the clock")


def streamed(n: int) -> None:
    network = micro(*CHOICE, further=VARIES, **corridor_rows("west", [["a--d--road"]], ["d--c--road"]))
    with tempfile.TemporaryDirectory() as folder, cluster(2) as here, Client(here) as client:
        for draws in (n // 4, n):
            path = Path(folder) / "samples.parquet"
            clock, mine = perf_counter(), process_time()
            found = co.simulate(
                "A", "C", network=network, by="corridor", n=draws, keep=False, to_parquet=path, client=client,
                progress=False,
            )  # fmt: skip
            clock, mine = perf_counter() - clock, process_time() - mine
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            size = path.stat().st_size / 1e6
            rows = len(found.rows) * found.settings.n
            print(f"{draws:,} draws, {rows:,} rows, {size:.0f} MB: {clock:.0f} s, {mine:.0f} s here, peak {peak} MiB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["memory"]:
        streamed(int(sys.argv[2]))
    else:
        scaling(int(sys.argv[1]) if len(sys.argv) > 1 else 32_768)
        pieces()
