"""Trees mended against trees grown anew."""

from __future__ import annotations

from math import inf
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridors.routing.mended import Mender
from corridors.routing.search import shortest_tree

weights_of = st.sampled_from([0.0, 1.0, 1.0, 2.0, 5.0, inf])


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, list[tuple[int, int, float]]]:
    """Up to eight vertices with parallel arcs, arcs of no weight and arcs that may not be used."""
    count = draw(st.integers(2, 8))
    vertex = st.integers(0, count - 1)
    arcs = draw(st.lists(st.tuples(vertex, vertex, weights_of), max_size=30))
    return count, sorted(arcs)


@given(graphs(), st.sets(st.integers(0, 29)), st.sets(st.integers(0, 29)))
def test_a_mended_tree_is_one_grown_without_the_arcs(
    graph: tuple[int, list[tuple[int, int, float]]], first: set[int], second: set[int]
) -> None:
    count, arcs = graph
    tails, heads, weights = [a[0] for a in arcs], [a[1] for a in arcs], [a[2] for a in arcs]
    offsets = [sum(tail < vertex for tail in tails) for vertex in range(count + 1)]
    mender = Mender(offsets, heads, tails, weights)
    tree = shortest_tree(offsets, heads, weights, [(0.0, 0)])
    lost: set[int] = set()
    for more in (first, second):  # what was mended can be mended again
        lost |= {arc for arc in more if arc < len(arcs)}
        mending = mender.mend(tree, mender.branches(tree), lost)
        tree = mender.mended(tree, mending)
        without = [inf if arc in lost else weight for arc, weight in enumerate(weights)]
        assert tree.distance == shortest_tree(offsets, heads, without, [(0.0, 0)]).distance
        for vertex in range(count):
            way = mender.way(tree, {}, vertex)
            if tree.distance[vertex] < inf:
                assert sum(weights[arc] for arc in way) == tree.distance[vertex]
                assert not lost & set(way)
            else:
                assert way == []


@pytest.mark.parametrize("kept", range(6))
def test_whichever_arc_is_left_it_is_the_way(kept: int) -> None:
    """Of several side by side all but one are lost, the first as well as the last; then that one too."""
    weights = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    tails, heads, offsets = [0] * 6, [1] * 6, [0, 6, 6]
    mender = Mender(offsets, heads, tails, weights)
    for other in set(range(6)) - {kept}:
        tree = shortest_tree(offsets, heads, [w if a == other else inf for a, w in enumerate(weights)], [(0.0, 0)])
        mending = mender.mend(tree, mender.branches(tree), {*range(6)} - {kept})
        assert mender.way(tree, mending, 1) == [kept]
        tree = mender.mended(tree, mending)
        assert (tree.distance[1], tree.arc[1]) == (weights[kept], kept)
    gone = mender.mended(tree, mender.mend(tree, mender.branches(tree), set(range(6))))
    assert (gone.distance[1], mender.way(gone, {}, 1)) == (inf, [])


@settings(max_examples=150)
@given(st.integers(0, 2**32 - 1), st.integers(3, 9), st.integers(1, 4))
def test_what_a_dense_graph_loses_of_its_tree_is_mended_over_the_rest(seed: int, count: int, losses: int) -> None:
    """Arcs of the tree itself are lost, so that there is always something to mend, and mostly another way."""
    random = Random(seed)
    arcs = sorted(
        (tail, head, random.choice([0.0, 1.0, 1.0, 2.0, 5.0]))
        for tail in range(count) for head in range(count) for _ in range(2) if tail != head and random.random() < 0.6
    )  # fmt: skip
    tails, heads, weights = [a[0] for a in arcs], [a[1] for a in arcs], [a[2] for a in arcs]
    offsets = [sum(tail < vertex for tail in tails) for vertex in range(count + 1)]
    mender, source = Mender(offsets, heads, tails, weights), random.randrange(count)
    tree = shortest_tree(offsets, heads, weights, [(0.0, source)])
    lost: set[int] = set()
    for _ in range(losses):
        used = [arc for arc in tree.arc if arc >= 0]
        lost |= set(random.sample(used, min(2, len(used))))
        mending = mender.mend(tree, mender.branches(tree), lost)
        tree = mender.mended(tree, mending)
        without = [inf if arc in lost else weight for arc, weight in enumerate(weights)]
        assert tree.distance == shortest_tree(offsets, heads, without, [(0.0, source)]).distance
        for vertex in range(count):
            way = mender.way(tree, {}, vertex)
            assert sum(weights[arc] for arc in way) == (tree.distance[vertex] if way else 0.0)
            assert (not way) == (vertex == source or tree.distance[vertex] == inf)
            assert not lost & set(way)


def test_a_branch_that_hangs_on_the_first_arc_is_lost_with_it() -> None:
    """The first arc need not be one of the source, and what it reaches goes another way.

    ::

        1 ──1──► 0 ──1──► 2,  1 ──7──► 2,  2 ──1──► 3,  4 ──1──► 0,  which nothing reaches
    """
    tails, heads, weights, offsets = [0, 1, 1, 2, 4], [2, 0, 2, 3, 0], [1.0, 1.0, 7.0, 1.0, 1.0], [0, 1, 3, 4, 4, 5]
    mender = Mender(offsets, heads, tails, weights)
    tree = shortest_tree(offsets, heads, weights, [(0.0, 1)])
    assert tree.arc == [1, -1, 0, 3, -1]
    branches = mender.branches(tree)
    assert branches == [[2], [0], [3], [], []]
    mending = mender.mend(tree, branches, {1})
    assert mending == {0: (inf, -1), 2: (7.0, 2), 3: (8.0, 3)}
    assert mender.way(tree, mending, 3) == [2, 3]
    assert mender.mended(tree, mending) == ([inf, 0.0, 7.0, 8.0, inf], [-1, -1, 2, 3, -1])
    assert mender.mend(tree, branches, {2}) == {}
