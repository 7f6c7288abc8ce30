"""Trees grown by compiled code are those of plain Python, arc by arc."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.kernels import compile as compiling
from corridors.kernels.compile import numba_available
from corridors.kernels.ordered import seeded_tree
from corridors.routing import growing
from corridors.routing.graph import RoutingGraph
from corridors.routing.graphs import graph_of
from corridors.routing.growing import LOOK_S, get_ready, is_ready, tree_of, way_meanwhile
from corridors.routing.search import Tree, shortest_tree
from tests.micro import micro


@st.composite
def grown(draw: st.DrawFn) -> tuple[list[int], list[int], list[float], list[tuple[float, int]]]:
    """Draw a graph of up to seven vertices with many ties, arcs that may not be used, and seeds, some of them twice."""
    n = draw(st.integers(1, 7))
    arcs = sorted(draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=20)))
    offsets = [sum(tail < vertex for tail, _ in arcs) for vertex in range(n + 1)]
    weight = st.sampled_from([0.0, 1.0, 2.0, 0.1, 0.2, 0.3, float("inf")])
    weights = [draw(weight) for _ in arcs]
    seeds = draw(st.lists(st.tuples(st.sampled_from([0.0, 1.0, 0.3]), st.integers(0, n - 1)), max_size=4))
    return offsets, [head for _, head in arcs], weights, seeds


@given(grown())
def test_the_kernel_gives_the_tree_of_the_plain_search(
    case: tuple[list[int], list[int], list[float], list[tuple[float, int]]],
) -> None:
    """Distances to the last bit and the same arcs, whatever ties."""
    offsets, heads, weights, seeds = case
    plain = shortest_tree(offsets, heads, weights, seeds)
    distance, arc = seeded_tree(
        np.array([start for start, _ in seeds], dtype=np.float64),
        np.array([vertex for _, vertex in seeds], dtype=np.int32),
        np.array(offsets, dtype=np.int32),
        np.array(heads, dtype=np.int32),
        np.array(weights, dtype=np.float64),
    )
    assert (distance.tolist(), arc.tolist()) == (plain.distance, plain.arc)


def test_the_packaged_network_has_the_same_trees_once_they_are_compiled() -> None:
    """All of a dozen origins, and those of a network changed by a scenario."""
    network = co.load_network()
    changed = network.apply(co.Scenario("slow", delay={"turkmenbashi": "+24 h"}, shut=("IR",)))
    assert get_ready() == numba_available() == is_ready()
    for each in (network, changed):
        planner = each.planner(weight="time")
        graph = graph_of(each._core, "feu")
        for source in graph.origin_of[:12]:
            plain = shortest_tree(graph.offsets, graph.heads, planner.weights, [(0.0, source)])
            assert tree_of(planner.graph, planner.weights, [(0.0, source)]) == plain


# -- who grows them -------------------------------------------------------------------------------------

#: What stands for the tree of compiled code here, so that it is known from any other.
MARKED = Tree([7.0, 8.5], [3, 4])


@pytest.fixture
def graph() -> RoutingGraph:
    """A graph that nobody else has grown trees of."""
    return graph_of(micro("A ==3== B ==4== C")._core, "feu")


@pytest.fixture
def numba(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Say whether numba is there, and what is compiled: nothing, or what gives the marked tree."""

    def say(*, there: bool, compiled: bool = False) -> None:
        marked = SimpleNamespace(signatures=[1]) if compiled else None
        found: Any = None if marked is None else lambda *given: (np.array(MARKED.distance), np.array(MARKED.arc))
        monkeypatch.setattr(compiling, "numba_available", lambda: there)
        monkeypatch.setattr(compiling, "ready", lambda kernel: found if kernel is seeded_tree else None)

    say(there=True)
    return say


def clock(monkeypatch: pytest.MonkeyPatch, step_s: float) -> None:
    """Let each look at the time come so much later than the last."""
    now = iter(np.arange(0.0, 1e3 * step_s, step_s).tolist())
    monkeypatch.setattr(growing, "thread_time", lambda: next(now))


def source_and_weights(graph: RoutingGraph) -> tuple[int, list[float]]:
    return graph.origin_of[0], [1.0 + arc / 8 for arc in range(graph.n_arcs)]


def by_plain_python(graph: RoutingGraph) -> Tree:
    source, weights = source_and_weights(graph)
    return shortest_tree(graph.offsets, graph.heads, weights, [(0.0, source)])


def test_nothing_is_compiled_where_numba_is_not(numba: Callable[..., None]) -> None:
    numba(there=False, compiled=True)
    assert not get_ready()
    assert not is_ready()
    numba(there=True)
    assert not is_ready()
    numba(there=True, compiled=True)
    assert is_ready()


def test_where_no_kernel_is_loaded_none_is_to_find_out(
    numba: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can have compiled it."""
    numba(there=True, compiled=True)
    monkeypatch.delitem(sys.modules, "corridors.kernels.ordered")
    assert not is_ready()
    assert "corridors.kernels.ordered" not in sys.modules


def test_a_compiled_kernel_grows_every_tree(numba: Callable[..., None], graph: RoutingGraph) -> None:
    """The first one too, and plain Python is not timed."""
    numba(there=True, compiled=True)
    source, weights = source_and_weights(graph)
    assert tree_of(graph, weights, [(0.0, source)]) == MARKED
    assert way_meanwhile(graph, weights, source, lambda: [1]) is None
    assert graph.grown_s == 0


def test_plain_python_is_timed_until_it_has_taken_a_while(
    numba: Callable[..., None], graph: RoutingGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By then what grows them quicker is looked for; each tree and each way adds what it took."""
    clock(monkeypatch, LOOK_S / 4)
    asked: list[Any] = []

    def meanwhile(kernel: Any, given: tuple[Any, ...], plainly: Callable[[], Any], large: int) -> Any:
        asked.append((kernel, [array.tolist() for array in given], large))
        return np.array(MARKED.distance), np.array(MARKED.arc)

    monkeypatch.setattr(compiling, "meanwhile", meanwhile)
    source, weights = source_and_weights(graph)
    for trees in range(1, 4):
        assert tree_of(graph, weights, iter([(0.0, source)])) == by_plain_python(graph)
        assert graph.grown_s == pytest.approx(trees * LOOK_S / 4)
    assert way_meanwhile(graph, weights, source, lambda: [5, 6]) == [5, 6]
    assert graph.grown_s == pytest.approx(LOOK_S)
    assert not asked
    graph.grown_s = LOOK_S
    assert tree_of(graph, weights, iter([(0.5, source), (0.25, 1)])) == MARKED
    assert way_meanwhile(graph, weights, source, lambda: [5, 6]) is None
    assert graph.grown_s == LOOK_S
    arrays = [[int(x) for x in graph.offsets], list(graph.heads), weights]
    assert asked == [
        (seeded_tree, [[0.5, 0.25], [source, 1], *arrays], compiling.NEVER),
        (seeded_tree, [[0.0], [source], *arrays], compiling.NEVER),
    ]


def test_plain_python_answers_while_it_is_compiled_beside(
    numba: Callable[..., None], graph: RoutingGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its tree, or its way."""
    monkeypatch.setattr(compiling, "meanwhile", lambda kernel, given, plainly, large: plainly())
    source, weights = source_and_weights(graph)
    graph.grown_s = LOOK_S * 2
    assert tree_of(graph, weights, [(0.0, source)]) == by_plain_python(graph)
    assert way_meanwhile(graph, weights, source, lambda: [5, 6]) == [5, 6]


def test_without_numba_plain_python_grows_all_of_them(
    numba: Callable[..., None], graph: RoutingGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it takes; nothing is looked for."""
    numba(there=False, compiled=True)
    monkeypatch.setattr(compiling, "meanwhile", lambda *given: pytest.fail("looked for"))
    source, weights = source_and_weights(graph)
    graph.grown_s = LOOK_S * 3
    assert tree_of(graph, weights, [(0.0, source)]) == by_plain_python(graph)
    assert way_meanwhile(graph, weights, source, list) == []
