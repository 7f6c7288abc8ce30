"""Totals of many trees: those of each tree by itself."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corridors.kernels.compile import fast
from corridors.kernels.tabled import tabled
from corridors.routing.search import shortest_tree
from corridors.routing.totals import summed_up


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[int], list[int], list[float], list[float]]:
    """Offsets, heads, what ways are the shortest by and what is added up, with ties and vertices out of reach."""
    n = draw(st.integers(1, 9))
    arcs = draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=25).map(sorted))
    offsets = [sum(tail < v for tail, _ in arcs) for v in range(n + 1)]
    numbers = st.lists(st.sampled_from([0.0, 1.0, 2.5, 0.1]), min_size=len(arcs), max_size=len(arcs))
    return offsets, [head for _, head in arcs], draw(numbers), draw(numbers)


@given(graphs(), st.booleans())
def test_each_row_is_that_of_its_tree_by_itself(
    graph: tuple[list[int], list[int], list[float], list[float]], compiled: bool
) -> None:
    offsets, heads, weights, summed = graph
    n = len(offsets) - 1
    tails = [v for v in range(n) for _ in range(offsets[v], offsets[v + 1])]
    whole = [np.array(each, np.int32) for each in (range(n), range(n), offsets, heads, tails)]
    kernel = fast(tabled) if compiled else tabled
    table = kernel(*whole, np.array(weights, float), np.array(summed, float))
    for source in range(n):
        tree = shortest_tree(offsets, heads, weights, [(0.0, source)])
        assert table[source].tolist() == summed_up(source, tree.arc, tails, summed)
