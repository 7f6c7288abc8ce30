"""Trees made of the tree before: the same, arc by arc, as a search from scratch gives."""

from __future__ import annotations

from math import inf
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridors.routing.repair import Net, repaired
from corridors.routing.search import Tree, shortest_tree

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


@settings(max_examples=300)
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


def asked(
    n: int, rows: dict[tuple[int, int], tuple[float, float]], seeds: dict[int, float]
) -> tuple[Tree, Tree | None]:
    """The tree by the weights before, and the repaired one; of each arc the weights before and after."""
    arcs = sorted(rows)
    drawn = net(n, arcs, [rows[arc][0] for arc in arcs])
    before = shortest_tree(drawn.offsets, drawn.heads, drawn.weights, [(d, v) for v, d in seeds.items()])
    changed = [number for number, arc in enumerate(arcs) if rows[arc][0] != rows[arc][1]]
    return before, repaired(net(n, arcs, [rows[arc][1] for arc in arcs]), before, changed, seeds, seeds)


@pytest.mark.parametrize(("taken", "falling", "told"), [((1, 0), (2, 0), True), ((2, 0), (1, 0), False)])
def test_a_tie_with_a_vertex_as_near_keeps_the_lower_number(
    taken: tuple[int, int], falling: tuple[int, int], told: bool
) -> None:
    """Two starts at 1 km lead to 0. Where the other way wins the tie, it is left to the search: turns may change."""
    before, after = asked(5, {taken: (1.0, 1.0), falling: (2.0, 1.0)}, {1: 1.0, 2: 1.0})
    assert before.arc[0] == sorted([taken, falling]).index(taken)
    assert after == (before if told else None)
    assert after is not before


@pytest.mark.parametrize(("short", "long", "told"), [((3.0, 3.0), (2.5, 2.0), True), ((3.25, 3.0), (2.0, 2.0), False)])
def test_a_tie_with_a_nearer_vertex_is_taken_from_that(
    short: tuple[float, float], long: tuple[float, float], told: bool
) -> None:
    """0 to 2, or by way of 1 at 1 km: where both are as long, the search meets that from 0 first."""
    before, after = asked(5, {(0, 1): (1.0, 1.0), (0, 2): short, (1, 2): long}, {0: 0.0})
    assert before.arc[2] == (1 if told else 2)
    assert after == (before if told else None)
    assert after is not before


def test_of_ways_that_arise_together_the_first_in_turn_is_taken() -> None:
    """3 loses its way and has two others as long: from the lower number of two vertices that are as near."""
    rows = {(0, 1): (1.5, 1.5), (0, 2): (1.5, 1.5), (0, 3): (2.0, 9.0), (1, 3): (4.0, 4.0), (2, 3): (4.0, 4.0)}
    _, after = asked(6, rows, {0: 0.0})
    assert after is not None
    assert (after.distance[3], after.arc[3]) == (5.5, 3)
    # what is reached at no cost from one as near may have been met before or after it
    rows |= {(0, 1): (9.0, 9.0), (2, 1): (0.0, 0.0)}
    assert asked(6, rows, {0: 0.0})[1] is None


def test_a_way_that_has_no_other_beside_it_is_told_whatever_turn_its_last_vertex_has() -> None:
    """1 is at no cost from 0, so as near; nobody else leads to 2."""
    _, after = asked(5, {(0, 1): (0.0, 0.0), (1, 2): (3.5, 4.25)}, {0: 0.0})
    assert after == ([0.0, 0.0, 4.25, inf, inf], [-1, 0, 1, -1, -1])


@pytest.mark.parametrize(("lost", "mended"), [(1, True), (4, True), (5, False), (9, False)])
def test_where_more_than_two_fifths_lose_their_way_the_search_is_made_anew(lost: int, mended: bool) -> None:
    """Of ten vertices on spokes around 0, four may come to lie further off."""
    before, after = asked(10, {(0, v): (7.5, 7.5 if v > lost else 8.25) for v in range(1, 10)}, {0: 0.0})
    assert before.distance[1:] == [7.5] * 9
    assert (after is not None) is mended
    if after is not None:
        assert after.distance[1:] == [8.25] * lost + [7.5] * (9 - lost)


def test_a_start_that_is_given_up_leaves_nothing_behind() -> None:
    """What only it led to has neither a distance nor an arc; what else is reached stays."""
    drawn = net(5, [(0, 1), (2, 3)], [2.5, 3.5])
    before = shortest_tree(drawn.offsets, drawn.heads, drawn.weights, [(1.5, 0), (0.5, 2)])
    assert repaired(drawn, before, [], {2: 0.5}, {0: 1.5, 2: 0.5}) == ([inf, inf, 0.5, 4.0, inf], [-1, -1, -1, 1, -1])
    # one that was further off than the way there is never missed
    beside = shortest_tree(drawn.offsets, drawn.heads, drawn.weights, [(1.5, 0), (7.5, 1)])
    assert repaired(drawn, beside, [], {0: 1.5}, {0: 1.5, 1: 7.5}) is beside
    # and one that comes closer than the way there is taken
    closer = repaired(drawn, before, [], {0: 1.5, 2: 0.5, 3: 0.75}, {0: 1.5, 2: 0.5})
    assert closer == ([1.5, 4.0, 0.5, 0.75, inf], [-1, 0, -1, -1, -1])


def test_thousands_of_small_graphs_are_repaired_as_searched() -> None:
    """Small ones, full of ties and loops, of which starts come and go as well: few are left to the search."""
    drawn = Random(7)
    left = 0
    for _ in range(4000):
        n = drawn.randint(2, 7)
        arcs = sorted((drawn.randrange(n), drawn.randrange(n)) for _ in range(drawn.randint(1, 15)))
        kinds = drawn.choice([(0.0, 1.0, 2.0, 0.7, inf), (0.0, 1.0), (1.0, 2.0)])
        before = [drawn.choice(kinds) for _ in arcs]
        after = [drawn.choice(kinds) if drawn.random() < 0.2 else weight for weight in before]
        seeds = {drawn.randrange(n): drawn.choice([0.0, 1.0, 2.0]) for _ in range(3)}
        moved = {v: start for v, start in seeds.items() if drawn.random() < 0.8}
        moved |= {drawn.randrange(n): 1.0} if drawn.random() < 0.4 or not moved else {}
        old, new = net(n, arcs, before), net(n, arcs, after)
        tree = shortest_tree(old.offsets, old.heads, before, [(d, v) for v, d in seeds.items()])
        changed = [arc for arc, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
        found = repaired(new, tree, changed, moved, seeds)
        if found is None:
            left += 1
        else:
            assert found == shortest_tree(new.offsets, new.heads, after, [(d, v) for v, d in moved.items()])
    assert left < 1200
