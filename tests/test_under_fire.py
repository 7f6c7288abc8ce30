"""What the library stands, with a small budget in every run; ``make fire`` asks for the whole (docs/robustness.md)."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from random import Random

import pytest

import corridors as co
from tools.under_fire import damage, kills, memory, processes, threads
from tools.under_fire.strangers import strangers

forks = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="killed as forks")


@forks
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of forks beside threads
def test_killed_writers_leave_the_old_or_the_new() -> None:
    draw = Random(5)
    for writer in kills.writers(quick=True):
        outcome = kills.kill(writer, 1, draw)
        assert outcome.kills == 1
        assert not outcome.faults


def test_threads_get_the_answers_that_each_gets_alone() -> None:
    answers, faults = threads.ask_together(3.0, of=12, routes_alone=True)
    assert answers >= 16
    assert not faults


def test_memory_does_not_grow_with_the_queries() -> None:
    held = memory.many_queries(1500, warm_up=1000)
    assert held.asked == 1500
    assert held.growth < 50


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_processes_that_fork_or_spawn_after_use_answer_alike() -> None:
    differ = processes.ask_elsewhere(3, workers=2)
    assert {how.partition(",")[0] for how in differ} >= {"spawn"}
    assert not any(differ.values())


@pytest.mark.filterwarnings("ignore")
def test_damaged_files_end_in_errors_of_the_library() -> None:
    found = damage.damage(80, seed=1)
    assert found.read + found.refused == 80
    assert not found.foreign


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("folder", "name", "old", "new"),
    [
        ("gmns-of-others", "node.csv", b"node_id", b"nod"),
        ("tntp", "small_net.tntp", b"<FIRST THRU NODE> 3", b"<FIRST THRU NODE> three"),
    ],
)
def test_files_of_others_that_lack_what_is_needed_say_so(
    tmp_path: Path, folder: str, name: str, old: bytes, new: bytes
) -> None:
    """What once came out as a KeyError."""
    made = [(path, read) for path, read in strangers(tmp_path) if path.name == folder]
    damaged = tmp_path / folder / name
    damaged.write_bytes(damaged.read_bytes().replace(old, new))
    assert made
    for path, read in made:
        with pytest.raises(co.DataError):
            read(path)
