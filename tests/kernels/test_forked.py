"""A child that is forked while other threads of its parent hold locks answers all the same, within seconds."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from threading import Event, Thread
from typing import Any

import pytest

import corridors as co
from corridors.kernels import compile as compiling
from corridors.network.kept import Kept
from corridors.routing.shelves import Allowance, Shelf
from corridors.scale import parcel
from corridors.world.core import Core

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks here"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),  # of forks beside threads
]

#: A child that has not answered by then waits for a lock.
MOST_S = 30.0


def said_by_child(ask: Callable[[], object]) -> str:
    """Fork, ask in the child, and give what it answers; fail where it does not."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(write, repr(ask()).encode())
        except BaseException as error:
            os.write(write, f"failed: {error!r}".encode())
        finally:
            os._exit(0)
    os.close(write)
    ends = time.monotonic() + MOST_S
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if time.monotonic() > ends:
            os.kill(child, 9)
            os.waitpid(child, 0)
            os.close(read)
            pytest.fail("the child waits for a lock that nobody holds")
        time.sleep(0.005)
    with os.fdopen(read) as answer:
        return answer.read()


@contextmanager
def held_elsewhere(lock: Any) -> Iterator[None]:
    """Have another thread hold a lock meanwhile."""
    held, done = Event(), Event()

    def hold() -> None:
        with lock:
            held.set()
            done.wait()

    thread = Thread(target=hold)
    thread.start()
    held.wait()
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_what_is_kept_can_be_asked_for_in_the_child() -> None:
    kept: Kept[str] = Kept(3)
    kept.get("a", lambda: "made")
    with held_elsewhere(kept._lock):
        assert said_by_child(lambda: (kept.get("a", lambda: "anew"), kept.get("b", lambda: "new"))) == "('made', 'new')"


def test_a_shelf_in_the_midst_of_a_change_is_emptied() -> None:
    """Its bytes may not be those of what it holds."""
    allowance = Allowance(1000)
    shelf: Shelf[str] = Shelf(allowance)
    shelf.put("a", "held")

    def ask() -> tuple[object, ...]:
        before = dict(shelf.held), allowance.bytes, len(allowance)
        shelf.put("b", "new")
        return *before, dict(shelf.held)

    with held_elsewhere(allowance._lock):
        assert said_by_child(ask) == "({}, 0, 0, {'b': 'new'})"
    assert shelf.held == {"a": "held"}


def test_a_shelf_at_rest_keeps_what_it_holds() -> None:
    shelf: Shelf[str] = Shelf(Allowance(1000))
    shelf.put("a", "held")
    assert said_by_child(lambda: dict(shelf.held)) == "{'a': 'held'}"


def test_parcels_are_opened_in_the_child() -> None:
    with held_elsewhere(parcel._OPENING):
        assert said_by_child(lambda: parcel.opened(parcel.packed([1, 2]))) == "[1, 2]"


def test_what_is_worked_out_once_is_worked_out_in_the_child() -> None:
    """Python 3.11 holds a lock meanwhile, one for all objects of a class."""
    entry: Any = next(entry for entry in vars(Core).values() if isinstance(entry, cached_property))
    if not hasattr(entry, "lock"):
        pytest.skip("no locks from Python 3.12 on")
    with held_elsewhere(entry.lock):
        assert said_by_child(lambda: entry.lock.acquire(blocking=False)) == "True"


def test_a_child_forked_while_a_kernel_is_compiled_does_without() -> None:
    """Its compiler would wait for ever."""

    def ask() -> tuple[object, ...]:
        return compiling.numba_available(), compiling.fast(_kernel)(2)

    with held_elsewhere(compiling._lock):
        assert said_by_child(ask) == "(False, 4)"
    assert said_by_child(compiling.numba_available) == str(compiling.numba_available())


def _kernel(number: int) -> int:
    return 2 * number


def test_children_forked_in_the_midst_of_questions_answer_alike() -> None:
    """Other threads ask for ever new dates of one network, so that every lock is held now and then."""
    network = co.load_network()

    def ask(year: int = 2027) -> list[float]:
        return [
            co.shortest_route("Tashkent", to, network=network, on=f"{year}-03-01").time_h for to in ("Istanbul", "Poti")
        ]

    right = repr(ask())
    done = Event()

    def go_on(first: int) -> None:
        year = first
        while not done.is_set():
            ask(2000 + year % 60)
            year += 7

    threads = [Thread(target=go_on, args=(first,)) for first in range(3)]
    for thread in threads:
        thread.start()
    try:
        assert [said_by_child(ask) for _ in range(10)] == [right] * 10
    finally:
        done.set()
        for thread in threads:
            thread.join()
