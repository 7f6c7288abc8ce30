"""Trees made of the tree before: the same, arc by arc, as a search from scratch gives."""

from __future__ import annotations

from math import inf

from hypothesis import given, settings
from hypothesis import strategies as st

from corridors.routing.repair import Net, repaired
from corridors.routing.search import shortest_tree

#: Few and round, so that ways tie and some arcs weigh nothing; blocked ones as well.
WEIGHTS = st.sampled_from([0.0, 1.0, 1.0, 2.0, 3.0, 0.1, 0.7, inf])

Arcs = list[tuple[int, int]]


def net(n: int, arcs: Arcs, weights: list[float]) -> Net:
    """A graph of sorted arcs."""
    offsets = [sum(tail < vertex for tail, _ in arcs) for vertex in range(n + 1)]
    into = [[arc for arc, (_, head) in enumerate(arcs) if head == vertex] for vertex in range(n)]
    return Net(offsets, [head for _, head in arcs], [tail for tail, _ in arcs], into, weights)


@st.composite
def changes(draw: st.DrawFn) -> tuple[int, Arcs, list[float], list[float], dict[int, float], dict[int, float]]:
    """A graph, its weights and seeds before and after; most weights stay."""
    n = draw(st.integers(2, 12))
    vertex = st.integers(0, n - 1)
    arcs = sorted(draw(st.lists(st.tuples(vertex, vertex), min_size=1, max_size=40)))
    before = draw(st.lists(WEIGHTS, min_size=len(arcs), max_size=len(arcs)))
    after = [draw(WEIGHTS) if draw(st.integers(0, 5)) == 0 else weight for weight in before]
    seeds = draw(st.dictionaries(vertex, st.sampled_from([0.0, 1.0, 2.0]), min_size=1, max_size=3))
    moved = draw(st.dictionaries(vertex, st.sampled_from([0.0, 1.0, 3.0]), max_size=1))
    return n, arcs, before, after, seeds, seeds | moved


@settings(max_examples=1500)
@given(question=changes())
def test_a_repaired_tree_is_that_of_a_search_from_scratch(
    question: tuple[int, Arcs, list[float], list[float], dict[int, float], dict[int, float]],
) -> None:
    """In distances to the last bit, and in the arcs taken where several ways weigh the same."""
    n, arcs, before, after, seeds, moved = question
    old = net(n, arcs, before)
    tree = shortest_tree(old.offsets, old.heads, before, [(d, v) for v, d in seeds.items()])
    changed = [arc for arc, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    found = repaired(net(n, arcs, after), tree, changed, moved, seeds)
    if found is not None:  # what it cannot tell it leaves to the search
        assert found == shortest_tree(old.offsets, old.heads, after, [(d, v) for v, d in moved.items()])


#: 0 ──2── 1 ──2── 2, and 0 ──9── 2 besides
LINE: Arcs = [(0, 1), (0, 2), (1, 2)]


def grown(weights: list[float]) -> tuple[Net, object]:
    drawn = net(3, LINE, weights)
    return drawn, shortest_tree(drawn.offsets, drawn.heads, weights, [(0.0, 0)])


def test_a_tree_that_nothing_concerns_is_taken_over_itself() -> None:
    """An arc outside it may weigh more, or less as long as no way by it is as good."""
    _, before = grown([2.0, 9.0, 2.0])
    for weight in (11.0, 5.0):
        assert repaired(net(3, LINE, [2.0, weight, 2.0]), before, [1], {0: 0.0}, {0: 0.0}) is before  # type: ignore[arg-type]
    # nor does an arc of the tree itself that was looked at and weighs what it did
    assert repaired(net(3, LINE, [2.0, 9.0, 2.0]), before, [0, 1, 2], {0: 0.0}, {0: 0.0}) is before  # type: ignore[arg-type]


def test_a_way_that_has_come_to_weigh_more_is_left_for_the_next_best() -> None:
    """And one that has come to weigh less is taken."""
    _, before = grown([2.0, 9.0, 2.0])
    dearer = repaired(net(3, LINE, [2.0, 9.0, 8.0]), before, [2], {0: 0.0}, {0: 0.0})  # type: ignore[arg-type]
    assert dearer is not None
    assert dearer.distance == [0.0, 2.0, 9.0]
    assert dearer.arc == [-1, 0, 1]
    cheaper = repaired(net(3, LINE, [2.0, 3.0, 2.0]), before, [1], {0: 0.0}, {0: 0.0})  # type: ignore[arg-type]
    assert cheaper is not None
    assert cheaper.distance == [0.0, 2.0, 3.0]
