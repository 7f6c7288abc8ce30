"""All ways that no other way beats in every criterion, for two or more criteria.

Label setting with exact bounds: a label is a way from the source to a vertex with its sums; to each sum
the least that the rest can cost (the tree to the target in that criterion alone) is added. Labels are
taken in lexicographic order of these totals, so a later label at a vertex is never better in the first
criterion and only the others need be compared: with two criteria one number a vertex does (BOA*, Hernandez
and others 2023), with more a front of one criterion less (LTMOA*, Hernandez and others 2023). Both are lazy:
labels are compared when made and again when taken, and none is ever looked for in the queue.

Each label taken also completes a way at once, along the tree of the first criterion, which no later label
beats in the first criterion: the front's bound falls early, and what cannot better it is never made.

Of ways with equal sums one is given, which is the same on every run. Sums that differ by less than one part
in 10^12 count as equal: that much is rounding.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corridors.kernels.compile import jit, soon
from corridors.kernels.csr import Floats, Graph, Ints, Reverse, reverse_of
from corridors.kernels.fronts2 import two_criteria
from corridors.kernels.fronts3 import more_criteria

__all__ = ["pareto_paths"]

#: Relative difference taken for rounding.
ROUNDING = 1e-12


@jit
def unpack(
    ends: Ints, arc_of: Ints, parent: Ints, source: int, target: int, onward: Ints, heads: Ints,
    weights: NDArray[np.float64],
) -> tuple[Ints, Ints, NDArray[np.float64]]:  # fmt: skip
    """Give the ways that some labels complete along the tree: where each begins, all arcs, and the sums.

    Sums are added up along each way, so that they do not depend on how it was found.
    """
    count = len(ends)
    begin = np.zeros(count + 1, np.int32)
    for i in range(count):
        number = 0
        at = ends[i]
        v = source
        if parent[at] >= 0:
            v = heads[arc_of[at]]
        while parent[at] >= 0:
            number += 1
            at = parent[at]
        while v != target:
            number += 1
            v = heads[onward[v]]
        begin[i + 1] = begin[i] + number
    arcs = np.empty(begin[count], np.int32)
    sums = np.zeros((count, weights.shape[1]))
    for i in range(count):
        at = ends[i]
        v = source
        if parent[at] >= 0:
            v = heads[arc_of[at]]
        tail = begin[i + 1]
        w = v
        while w != target:
            tail -= 1
            w = heads[onward[w]]
        back = tail
        while parent[at] >= 0:
            back -= 1
            arcs[back] = arc_of[at]
            at = parent[at]
        while v != target:
            arcs[tail] = onward[v]
            v = heads[onward[v]]
            tail += 1
        for k in range(begin[i], begin[i + 1]):
            for c in range(weights.shape[1]):
                sums[i, c] += weights[arcs[k], c]
    return begin, arcs, sums


def pareto_paths(
    graph: Graph,
    criteria: ArrayLike,
    source: int,
    target: int,
    *,
    epsilon: float = 0.0,
    reverse: Reverse | None = None,
) -> list[tuple[tuple[float, ...], list[int]]]:
    """Give sums and arcs of the ways that no other way beats, sorted by sums; empty if there is no way.

    Parameters
    ----------
    graph
        Its own weights do not count.
    criteria
        Two or more rows of one weight an arc; an arc infinite in one of them may not be used.
    epsilon
        At 0 the front is complete. Above, every way is matched by one given that is worse in no criterion
        by more than this share: fewer ways, sooner.
    reverse
        What `reverse_of` gives, if it is at hand.

    Examples
    --------
    >>> from corridors.kernels.csr import as_graph
    >>> graph = as_graph([0, 2, 3, 3], [1, 2, 2], [0, 0, 0])
    >>> pareto_paths(graph, [[1, 5, 1], [3, 2, 3]], 0, 2)
    [((2.0, 6.0), [0, 2]), ((5.0, 2.0), [1])]
    """
    rows = np.atleast_2d(np.asarray(criteria, dtype=np.float64))
    if rows.shape[0] < 2 or rows.shape[1] != graph.n_arcs:
        raise ValueError("criteria must be two or more rows of one weight an arc")
    if not np.all(rows >= 0) or not epsilon >= 0:
        raise ValueError("weights and epsilon must be numbers of at least 0")
    if source == target:
        raise ValueError("source and target must be two different vertices")
    weights = np.ascontiguousarray(rows.T)
    shut = np.isinf(weights).any(axis=1)
    if shut.any():
        weights[shut] = np.inf
    reverse = reverse_of(graph) if reverse is None else reverse
    search = two_criteria if len(rows) == 2 else more_criteria
    factor = 1.0 + max(float(epsilon), ROUNDING)
    ends, arc_of, parent, onward = soon(search)(
        int(source), int(target), factor, graph.offsets, graph.heads, weights, *reverse
    )
    if not len(ends):
        return []
    begin, arcs, sums = soon(unpack)(ends, arc_of, parent, int(source), int(target), onward, graph.heads, weights)
    return _ways(begin, arcs, sums)


def _ways(begin: Ints, arcs: Ints, sums: NDArray[np.float64]) -> list[tuple[tuple[float, ...], list[int]]]:
    told = list(map(tuple, sums.tolist()))
    steps, at = arcs.tolist(), begin.tolist()
    return [(told[i], steps[at[i] : at[i + 1]]) for i in _unbeaten(sums)]


def _unbeaten(sums: NDArray[np.float64]) -> list[int]:
    """Give the ways that none beats or equals but for rounding, sorted by sums; of equals the first by sums."""
    order = np.lexsort(sums.T[::-1])
    ranks = np.column_stack([_ranks(column[order]) for column in sums.T])
    # Within rounding in one criterion, the better in the next comes first.
    by_rank = np.lexsort(ranks.T[::-1])
    ranks = ranks[by_rank]
    if sums.shape[1] == 2:
        least = np.minimum.accumulate(ranks[:, 1])
        kept = np.r_[True, ranks[1:, 1] < least[:-1]]
    else:
        kept = soon(staircase)(ranks)
    unbeaten = order[by_rank[kept]]
    given: list[int] = unbeaten[np.lexsort(sums[unbeaten].T[::-1])].tolist()
    return given


@jit
def staircase(ranks: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell of rows in lexicographic order which of them no earlier one equals or beats."""
    kept = np.zeros(len(ranks), np.bool_)
    front = np.empty(len(ranks), np.int64)
    number = 0
    for i in range(len(ranks)):
        beaten = False
        for k in range(number):
            beaten = True
            for c in range(1, ranks.shape[1]):
                if ranks[front[k], c] > ranks[i, c]:
                    beaten = False
                    break
            if beaten:
                break
        if not beaten:
            kept[i] = True
            front[number] = i
            number += 1
    return kept


def _ranks(column: Floats) -> NDArray[np.int64]:
    """Number values from the least up; values within rounding of each other have one number."""
    order = np.argsort(column, kind="stable")
    values = column[order]
    ranks = np.empty(len(column), dtype=np.int64)
    ranks[order] = np.cumsum(np.r_[False, values[1:] > values[:-1] * (1 + ROUNDING)])
    return ranks
