"""The same answers on a real cluster of processes: to the bit, on one worker and two, and after one was killed."""

from __future__ import annotations

import gc
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import corridors as co
from corridors.scale import cluster as rooms
from corridors.scale.mapped import mapped
from corridors.simulation import parts, run
from corridors.words.progress import Progress
from tests.micro import corridor_rows, micro
from tests.scale import pieces
from tests.simulation.test_simulate import CHOICE, VARIES

distributed = pytest.importorskip("distributed")
pytest.importorskip("scipy")

START_S = 60


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A cluster of this machine: processes of one thread, no dashboard, whatever port is free."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, scheduler_port=0, silence_logs=50
    ) as found:
        yield found
        gc.collect()


@pytest.fixture(scope="module")
def client(cluster: Any) -> Iterator[Any]:
    with distributed.Client(cluster) as found:
        yield found


def with_workers(cluster: Any, client: Any, number: int) -> Any:
    """Have so many workers, and no more."""
    cluster.scale(number)
    until = time.monotonic() + START_S
    while len(client.nthreads()) != number and time.monotonic() < until:
        time.sleep(0.05)
    assert len(client.nthreads()) == number
    return client


def free_of_work(client: Any) -> bool:
    """Whether nothing is under way or kept on the cluster any more, within some seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if not any(client.processing().values()) and not any(client.has_what().values()):
            return True
        time.sleep(0.05)
    return False


NETWORK = micro(*CHOICE, further=VARIES, **corridor_rows("west", [["a--d--road"]], ["d--c--road"]))
ASKED: dict[str, Any] = {"network": NETWORK, "by": "corridor", "n": 4_096, "seed": 5, "deadline_days": 3}


def simulated(**more: Any) -> co.Simulation:
    return co.simulate("A", "C", **{**ASKED, **more})


def same(one: co.Simulation, other: co.Simulation) -> bool:
    """Whether two simulations are one to the last bit: figures, errors, ways with their counts, samples."""
    mine, theirs = one._outcome, other._outcome
    bits = [
        np.array_equal(getattr(mine, name), getattr(theirs, name), equal_nan=True)
        for name in ("value", "se", "by_replication")
    ]
    if mine.samples is None or theirs.samples is None:
        bits.append(mine.samples is theirs.samples)
    else:
        bits += [np.array_equal(a, b) for a, b in zip(mine.samples, theirs.samples, strict=True)]
    return all(bits) and mine.ways == theirs.ways and one.ways.equals(other.ways)


class Interrupting(Progress):
    """A bar at which somebody presses Ctrl-C."""

    def at(self, done: int) -> None:
        """Tell how much is done, a quarter at most."""
        if done >= self.total // 4:
            raise KeyboardInterrupt


@cache
def simulated_here() -> co.Simulation:
    return simulated()


@cache
def losses_here() -> list[co.Criticality]:
    return [co.criticality(PAIRS, **asked) for asked in LOSSES]


@cache
def compared_here() -> co.ScenarioComparison:
    return co.compare_scenarios("Tashkent", ["Poti", "Bandar Abbas"], SCENARIOS, modes=["rail", "ferry"])


#: Single losses that last; couples under a scenario, as far as a budget goes; from a point too, which lorries join.
PAIRS = ([(41.0, 69.5), "Termez"], ["Poti", "Karachi"])
LOSSES: list[dict[str, Any]] = [
    {"by": "border", "duration": "10 d"},
    {"by": "border", "k": 2, "budget": "100 searches", "scenario": "hormuz-half-open"},
]
SCENARIOS = ["status-quo", co.Scenario("no Iran", shut=("IR",)), "cku-early-2028"]


@pytest.fixture(scope="module", params=[1, 2])
def crew(request: pytest.FixtureRequest, cluster: Any, client: Any) -> Any:
    """A client with one worker; once all that want it are done, with two."""
    return with_workers(cluster, client, request.param)


def test_simulate_is_the_same_on_one_worker_and_on_two(crew: Any) -> None:
    assert same(simulated_here(), simulated(client=crew))


def test_criticality_is_the_same_on_one_worker_and_on_two(crew: Any) -> None:
    for here, asked in zip(losses_here(), LOSSES, strict=True):
        there = co.criticality(PAIRS, client=crew, **asked)
        assert len(here) > 5
        assert json.dumps(there.to_dict()) == json.dumps(here.to_dict())
        assert there[0].worst.route == here[0].worst.route


def test_compare_scenarios_is_the_same_on_one_worker_and_on_two(crew: Any) -> None:
    here = compared_here()
    there = co.compare_scenarios("Tashkent", ["Poti", "Bandar Abbas"], SCENARIOS, modes=["rail", "ferry"], client=crew)
    assert there.to_frame().equals(here.to_frame())
    assert {row.what for row in there} >= {"same", "shut"}
    assert there["no Iran"][0].route == here["no Iran"][0].route, "and can be asked for more"


def test_futures_are_the_same_on_one_worker_and_on_two(crew: Any) -> None:
    """Of two scenarios and a range, each scenario's futures in pieces of their own."""
    asked: dict[str, Any] = {
        "scenarios": ["status-quo", co.Scenario("no Iran", shut=("IR",))],
        "ranges": {"price: rail *": (0.7, 1.5)}, "corridors": ["casca", "southern"], "n": 300, "seed": 4,
    }  # fmt: skip
    here, there = (co.explore_futures("Tashkent", "Poti", **asked, **more) for more in ({}, {"client": crew}))
    assert there.to_frame().equals(here.to_frame())


def test_plain_points_without_samples_are_the_same(client: Any) -> None:
    asked: dict[str, Any] = {"keep": False, "points": "plain", "n": 512}
    assert same(simulated(**asked), simulated(**asked, client=client))


def test_parts_of_a_long_replication_are_the_same(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of 2,600 draws, each in parts of 1,024 and the rest; the points before a part are passed over."""
    monkeypatch.setattr(parts, "PART", 1_024)
    monkeypatch.setattr(run, "PART", 1_024)
    asked: dict[str, Any] = {"n": 2 * 2_600, "replications": 2}
    assert same(simulated(**asked), simulated(**asked, client=client))


def test_simulate_of_the_packaged_network_is_the_same(client: Any) -> None:
    asked: dict[str, Any] = {"n": 64, "seed": 2, "by": "corridor", "events": {"hormuz-2026-closure": 0.5}}
    assert same(co.simulate("Tashkent", "Karachi", **asked), co.simulate("Tashkent", "Karachi", client=client, **asked))


def test_a_worker_killed_in_the_middle_changes_nothing(
    cluster: Any, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_workers(cluster, client, 2)
    before = simulated(n=8_192)
    killed: list[int] = []
    workers = client.run(os.getpid)

    class Killing(Progress):
        def at(self, done: int) -> None:
            if not killed and done > 0:
                busy = next((one for one, keys in client.processing().items() if keys), next(iter(workers)))
                killed.append(workers[busy])
                os.kill(killed[0], signal.SIGKILL)

    monkeypatch.setattr("corridors.simulation.simulate.Progress", Killing)
    after = simulated(n=8_192, client=client)
    assert len(killed) == 1
    assert killed[0] not in client.run(os.getpid).values()
    assert same(before, after)
    client.wait_for_workers(2, timeout=START_S)


def test_samples_are_streamed_to_the_same_file(client: Any, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    files = [tmp_path / "here.parquet", tmp_path / "there.parquet"]
    for path, one in zip(files, (None, client), strict=True):
        found = simulated(n=20_000, keep=False, to_parquet=path, client=one)
        with pytest.raises(co.OptionError, match="samples were not kept"):
            found.samples  # noqa: B018
    assert files[0].read_bytes() == files[1].read_bytes()


def test_an_interrupt_leaves_no_file_and_no_work(client: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.setattr("corridors.simulation.simulate.Progress", Interrupting)
    (tmp_path / "samples.parquet").write_text("of another run")
    with pytest.raises(KeyboardInterrupt):
        simulated(n=65_536, to_parquet=tmp_path / "samples.parquet", client=client)
    assert [path.name for path in tmp_path.iterdir()] == ["samples.parquet"]
    assert (tmp_path / "samples.parquet").read_text() == "of another run"
    assert free_of_work(client)


def test_only_so_much_is_under_way(cluster: Any, client: Any) -> None:
    """However many items there are: two pieces a thread, so that results never heap up."""
    with_workers(cluster, client, 2)
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(1, 10**9):
            taken = number
            yield number

    with closing(mapped(pieces.slowly, items(), common=0.0, client=client)) as found:
        for done, made in enumerate(found, 1):
            assert made == done
            assert taken - done <= 4
            if done == 50:
                break
    assert free_of_work(client)


def test_time_that_passes_is_told_before_the_first_piece_is_done(client: Any) -> None:
    told: list[int] = []
    assert list(mapped(pieces.slowly, [7], common=1.2, client=client, progress=told.append)) == [7]
    assert told[:1] == [0]
    assert told[-1] == 1


def test_an_error_in_a_piece_is_its_own(client: Any) -> None:
    with pytest.raises(ZeroDivisionError):
        list(mapped(pieces.divided, [5, 0, 2], common=10, client=client))
    assert free_of_work(client)


def test_work_that_takes_its_workers_down_is_told(cluster: Any, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)
    with pytest.raises(co.OptionError, match="took its workers down, one after another"):
        list(mapped(pieces.die, [1], common=None, client=client))
    client.wait_for_workers(2, timeout=START_S)


def test_a_worker_with_another_release_is_told(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real = rooms.stamp()
    monkeypatch.setattr(rooms, "stamp", lambda: (("corridors", "9.9"), *real[1:]))
    with pytest.raises(
        co.OptionError, match=r"worker tcp://.* has corridors .*, the caller has 9\.9: install the same"
    ):
        simulated(client=client)


def test_what_means_nothing_on_a_cluster_is_refused(client: Any) -> None:
    with pytest.raises(co.OptionError, match="workers= is of threads here"):
        simulated(client=client, workers=2)
    with pytest.raises(co.OptionError, match="in which a cluster gets further than one machine"):
        co.criticality(("Tashkent", "Poti"), k=2, budget=3.0, client=client)
    with pytest.raises(co.OptionError, match="client= is not known of events"):
        co.criticality(("Tashkent", "Poti"), by="event", client=client)


def test_an_asynchronous_client_is_refused(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(client), "asynchronous", property(lambda self: True))
    with pytest.raises(co.OptionError, match=r"give Client\(\.\.\., asynchronous=False\)"):
        rooms.check_client(client)


def test_a_closed_client_is_refused(cluster: Any) -> None:
    with distributed.Client(cluster) as closed:
        pass
    for call in (
        lambda: simulated(client=closed),
        lambda: co.criticality(("Tashkent", "Poti"), client=closed),
        lambda: co.compare_scenarios("Tashkent", "Poti", "status-quo", client=closed),
    ):
        with pytest.raises(co.OptionError, match="client= is closed, its cluster cannot be reached"):
            call()
