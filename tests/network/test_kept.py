"""Views of a network are kept, so many alone, and safely between threads."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

import corridors as co
from corridors.network.kept import Kept
from corridors.network.network import _MOST_VIEWS
from tests.micro import micro

NETWORK = micro("A ==10== B ==10== KZ:C", "A ..50.. KZ:C")


def test_the_latest_are_kept() -> None:
    """What was asked for the longest ago goes first."""
    kept: Kept[object] = Kept(2)
    first, second = kept.get("a", object), kept.get("b", object)
    assert kept.get("a", object) is first
    kept.get("c", object)
    assert kept.get("a", object) is first
    assert kept.get("b", object) is not second
    assert len(kept) == 2


def test_threads_get_the_same() -> None:
    """Whoever comes first, all get what it made."""
    kept: Kept[object] = Kept(8)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda number: kept.get(number % 4, object), range(400)))
    assert [found[number] for number in range(4)] * 100 == found


def test_a_pickle_holds_nothing_of_it() -> None:
    """All of it can be made again."""
    kept: Kept[object] = Kept(3)
    kept.get("a", object)
    assert len(pickle.loads(pickle.dumps(kept))) == 0


def test_scenarios_share_one_base_and_are_bounded() -> None:
    """Hundreds may be applied; each shares graph and events with the network that it was made of."""
    network = micro("A ==10== B ==10== KZ:C")
    for number in range(_MOST_VIEWS + 20):
        changed = network.apply(co.Scenario(f"slow {number}", links={"a--b--rail": {"time_h": 1.0 + number}}))
        assert changed.view.base is network.view
        assert changed._core.links[1] is network._core.links[1]
    assert len(network._views) == _MOST_VIEWS


def test_shutting_shares_the_graph_and_what_is_not_shut() -> None:
    """No charge is priced again, and on another date it is still made of that date's network."""
    shut = NETWORK.without("a--b--rail")
    mine, plain = shut.planner(weight="time"), NETWORK.planner(weight="time")
    assert mine.graph is plain.graph
    assert mine.weighing.plain is plain.weighing.plain
    later = shut.at(2035)
    assert later.view.base is NETWORK.at(2035).view
    assert co.shortest_route("A", "C", weight="time", network=later).modes == ("road",)
