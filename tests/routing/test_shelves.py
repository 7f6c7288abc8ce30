"""What searches keep is bounded for the whole network, in bytes, between threads."""

from __future__ import annotations

import gc
import pickle
import sys
import threading
import tracemalloc
from array import array
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.routing.search import Tree
from corridors.routing.shelves import ENTRY_BYTES, VERTEX_BYTES, Allowance, Shelf, allowance_of, set_up_allowance_of
from tests.micro import micro


def test_the_oldest_of_all_shelves_go_first() -> None:
    """One bound for all of them, however many there are."""
    allowance = Allowance(10_000)
    shelves: list[Shelf[int]] = [Shelf(allowance) for _ in range(5)]
    for key in range(20):
        for shelf in shelves:
            shelf.put(key, key, numbers=100)
    assert allowance.bytes <= 10_000
    assert sum(len(shelf.held) for shelf in shelves) == len(allowance) > 0
    assert all(min(shelf.held) >= 18 for shelf in shelves if shelf.held)


def test_what_just_fits_stays_and_what_is_put_again_becomes_the_newest() -> None:
    """A byte more, and the oldest goes; the newest stays where it alone is too much."""
    allowance = Allowance(3 * ENTRY_BYTES + 8 * 7)
    shelf, other = Shelf[int](allowance), Shelf[int](allowance)
    assert shelf.put("a", 1) == 1
    shelf.put("b", 2, numbers=7)
    other.put("a", 3)
    assert (allowance.bytes, len(allowance)) == (allowance.most_bytes, 3)
    shelf.put("a", 4)
    assert (shelf.held, other.held, allowance.bytes) == ({"a": 4, "b": 2}, {"a": 3}, allowance.most_bytes)
    other.put("c", 5, parts=[("a part", 1)])
    assert (shelf.held, other.held) == ({"a": 4}, {"a": 3, "c": 5})
    assert allowance.bytes == 3 * ENTRY_BYTES + 1
    other.put("d", 6, numbers=10_000)
    assert (shelf.held, other.held, len(allowance)) == ({}, {"d": 6}, 1)
    assert allowance.bytes == ENTRY_BYTES + 80_000


def test_a_forked_child_begins_anew_only_where_something_was_being_put() -> None:
    """By another thread, which is not in the child and will never end."""
    allowance = Allowance(5_000)
    shelf: Shelf[int] = Shelf(allowance)
    shelf.put("a", 1)
    allowance.renew()
    assert (shelf.held, len(allowance), allowance.bytes) == ({"a": 1}, 1, ENTRY_BYTES)
    puts, forked = threading.Event(), threading.Event()

    def put_meanwhile(lock: Any) -> None:
        with lock:
            puts.set()
            forked.wait(2)

    thread = threading.Thread(target=put_meanwhile, args=[allowance._lock])
    thread.start()
    puts.wait()
    allowance.renew()
    assert (shelf.held, len(allowance), allowance.bytes) == ({}, 0, 0)
    forked.set()
    thread.join()
    shelf.put("b", 2)
    allowance.renew()
    assert (shelf.held, len(allowance), allowance.bytes) == ({"b": 2}, 1, ENTRY_BYTES)


@pytest.mark.parametrize("most", [0, 1, 10, 11])
def test_the_next_tree_may_count_as_high_as_it_likes(most: int) -> None:
    """Within the numbers that are there, just beyond them, and far beyond."""
    for arc in range(3 * most + 3):
        allowance = Allowance()
        assert allowance.compact(Tree([0.5, 1.5], [-1, most])).arc == [-1, most]
        assert allowance.compact(Tree([2.5], [arc])).arc == [arc]


def test_a_pickle_of_an_allowance_holds_its_bound_alone() -> None:
    """Of a shelf as well."""
    shelf: Shelf[int] = Shelf(Allowance(1234))
    shelf.put("a", 1)
    again = pickle.loads(pickle.dumps(shelf))
    assert (again.held, again.allowance.most_bytes, len(again.allowance), again.allowance.bytes) == ({}, 1234, 0, 0)
    assert again.serial != shelf.serial


def test_a_search_that_is_gone_counts_no_more() -> None:
    """Its room is free for others."""
    allowance = Allowance()
    shelf: Shelf[int] = Shelf(allowance)
    shelf.put("a", 1, numbers=2000)
    before = allowance.bytes
    del shelf
    gc.collect()
    other: Shelf[int] = Shelf(allowance)
    other.put("b", 2)
    assert allowance.bytes < before
    assert len(allowance) == 1


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 5), st.lists(st.integers(0, 7), max_size=4), st.booleans()),
        max_size=40,
    )
)
def test_a_tree_that_several_hold_counts_once_until_the_last_is_gone(
    puts: list[tuple[int, int, list[int], bool]],
) -> None:
    """Against counting anew what the shelves hold, whatever is put, put again, taken away or let go of."""
    trees = [Tree(array("d", range(size)), [-1] * size) for size in range(8)]
    allowance = Allowance(2500)
    shelves: list[Shelf[list[Tree]]] = [Shelf(allowance) for _ in range(4)]
    for number, key, wanted, fresh in puts:
        if fresh:
            shelves[number] = Shelf(allowance)
        shelves[number].put(key, held := [trees[which] for which in wanted], trees=held)
        assert shelves[number].held[key] is held  # the last stays, however large
        entries = [entry for shelf in shelves for entry in shelf.held.values()]
        alone = {id(tree): len(tree.arc) for entry in entries for tree in entry}
        assert allowance.bytes == ENTRY_BYTES * len(entries) + VERTEX_BYTES * sum(alone.values())
        assert len(allowance) == len(entries)
        assert allowance.bytes <= 2500 or len(entries) == 1


def test_a_tree_is_made_compact_once_and_shares_its_numbers_with_others() -> None:
    """Distances as an array, numbers of arcs that all trees have in common; however high the next one counts."""
    allowance = Allowance()
    grown = [Tree([0.0, 2.5, 7.0], [-1, 1000, 2000]), Tree([1.0], [-1]), Tree([], []), Tree([0.0, 3.0], [2000, 5000])]
    made = [allowance.compact(tree) for tree in grown]
    for before, after in zip(grown, made, strict=True):
        assert isinstance(after.distance, array)
        assert (list(after.distance), list(after.arc)) == (list(before.distance), list(before.arc))
        assert allowance.compact(after) is after
    again = allowance.compact(Tree([1.0], [2000]))
    assert again.arc[0] is allowance.compact(grown[0]).arc[2]


def test_weights_that_never_come_again_do_not_pile_up() -> None:
    """On all dates and under all scenarios together; what a search needs it still has."""
    network = micro(" ".join(f"P{n} ==10==" for n in range(60)) + " P60")
    allowance = set_up_allowance_of(network._core)
    allowance.most_bytes = 1_500_000
    views = [network, network.at(2035), network.apply({"name": "x", "shut": ["P5"]})]
    first = [network.planner(weight={"cost": 1.0}).distance("P0", f"P{n}") for n in (1, 9)]
    for number in range(1, 40):
        for view in views:
            view.planner(weight={"cost": 1.0, "time": float(number)}).distance("P7", "P9")
    assert allowance.bytes <= 1_500_000
    assert 0 < len(allowance) < 240
    assert set_up_allowance_of(views[2]._core) is allowance
    assert [network.planner(weight={"cost": 1.0}).distance("P0", f"P{n}") for n in (1, 9)] == first


def test_searches_of_all_kinds_share_one_bound() -> None:
    """Of dates, scenarios and weights; the memory that is really taken stays near it."""
    network = micro(" ".join(f"P{n} ==10==" for n in range(60)) + " P60")
    allowance = allowance_of(network._core)
    allowance.most_bytes = 400_000
    co.shortest_route("P0", "P60", network=network)
    tracemalloc.start()
    for factor in range(1, 6):
        planner = network.planner(weight={"cost": 1.0, "time": float(factor)})
        for place in range(61):
            planner.root(f"P{place}")
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert allowance.bytes <= 400_000
    assert held < 2_000_000
    assert allowance_of(network.at(2035)._core) is allowance
    assert allowance_of(network.apply({"name": "x", "shut": ["P5"]})._core) is allowance


def test_threads_may_ask_at_once_while_trees_are_dropped() -> None:
    """No dictionary changes its size under another's hands, and all get the same answer."""
    network = micro("A ==1== B ==1== C ==1== D ==1== E")
    allowance_of(network._core).most_bytes = 5_000
    wrong: list[object] = []

    def ask() -> None:
        for number in range(150):
            try:
                route = co.shortest_route("ABCD"[number % 4], "E", weight={"cost": 1 + number % 7}, network=network)
                if route.length_km != 4 - number % 4:
                    wrong.append(route)
            except Exception as error:
                wrong.append(error)

    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(usual)
    assert wrong == []


def test_a_search_survives_a_pickle_without_what_it_keeps() -> None:
    """All can be made again."""
    planner = micro("A ==10== B").planner(weight="cost")
    planner.root("A")
    again = pickle.loads(pickle.dumps(planner))
    assert not again._roots
    assert again.distance("A", "B") == planner.distance("A", "B")
    assert again._roots is again._root_shelf.held


def test_a_network_may_keep_what_the_pages_promise() -> None:
    """40 MiB of trees, and 96 MiB of what is set up to search, whichever date asks first."""
    network = micro("A ==10== B")
    trees, set_up = allowance_of(network._core), set_up_allowance_of(network.at(2035)._core)
    assert (trees.most_bytes, set_up.most_bytes) == (40 * 1024**2, 96 * 1024**2)
    assert allowance_of(network.at(2035)._core) is trees
    assert set_up_allowance_of(network._core) is set_up
    assert Allowance().most_bytes == trees.most_bytes


def test_a_compact_tree_counts_as_what_it_takes() -> None:
    """So many whole bytes a vertex."""
    count = 10_000
    tree = Allowance().compact(Tree([0.25] * count, list(range(count))))
    taken = sys.getsizeof(tree.distance) + sys.getsizeof(tree.arc)
    assert taken // count == VERTEX_BYTES
