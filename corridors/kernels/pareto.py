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

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corridors.kernels.bounds import Ends, Tree, ends_of
from corridors.kernels.compile import jit, soon
from corridors.kernels.core import Core, Rows, core_of
from corridors.kernels.csr import Floats, Graph, Ints
from corridors.kernels.fronts2 import two_begun, two_criteria
from corridors.kernels.fronts3 import more_begun, more_criteria
from corridors.kernels.heap import grown
from corridors.kernels.queue import State

__all__ = ["Fronts", "pareto_paths"]

#: Relative difference taken for rounding.
ROUNDING = 1e-12

#: Labels that complete the ways found along the tree; arc and parent of each label; the tree.
Found = tuple[Ints, Ints, Ints, Ints]

#: Labels taken at a stretch: a hundredth of a second's work when compiled, about a second in plain Python.
SLICE = 20_000


class Reached(NamedTuple):
    """How far a search has come: ways found, labels made, and the share of the front, where that is known."""

    ways: int
    labels: int
    share: float | None


@jit
def unpack(
    core: Core, ends: Ends, labels: Ints, arc_of: Ints, parent: Ints, onward: Ints, weights: Rows
) -> tuple[Ints, Ints, Rows]:
    """Give the ways that some labels complete along the tree: where each begins, all arcs, and the sums.

    Sums are added up along each way, so that they do not depend on how it was found.
    """
    count = len(labels)
    begin = np.zeros(count + 1, np.int32)
    arcs = np.empty(1024, np.int32)
    sums = np.zeros((count, weights.shape[1]))
    stack = np.empty(256, np.int32)
    used = 0
    for i in range(count):
        depth = 0
        at = labels[i]
        while parent[at] >= 0:
            if depth == len(stack):
                stack = grown(stack, 2 * depth)
            stack[depth] = core.entry[arc_of[at]]
            depth += 1
            at = parent[at]
        at = labels[i]
        v = core.heads[arc_of[at]] if parent[at] >= 0 else ends.source
        while True:
            while depth > 0:
                depth -= 1
                entry = stack[depth]
                if core.second[entry] < 0:
                    if used == len(arcs):
                        arcs = grown(arcs, 2 * used)
                    arcs[used] = core.first[entry]
                    used += 1
                    continue
                if depth + 2 > len(stack):
                    stack = grown(stack, 2 * depth + 2)
                stack[depth] = core.second[entry]
                stack[depth + 1] = core.first[entry]
                depth += 2
            if v == ends.target:
                break
            stack[0] = core.entry[onward[v]]
            depth = 1
            v = core.heads[onward[v]]
        begin[i + 1] = used
        for k in range(begin[i], used):
            for c in range(weights.shape[1]):
                sums[i, c] += weights[arcs[k], c]
    return begin, arcs[:used], sums


class Fronts:
    """A graph in several weights at once, made ready for questions about fronts.

    Parameters
    ----------
    graph
        Its own weights do not count.
    criteria
        Two or more rows of one weight an arc; an arc infinite in one of them may not be used.
    watch
        Told again and again how many vertices have been looked after.

    Examples
    --------
    >>> from corridors.kernels.csr import as_graph
    >>> fronts = Fronts(as_graph([0, 2, 3, 3], [1, 2, 2], [0, 0, 0]), [[1, 5, 1], [3, 2, 3]])
    >>> [sums for sums, _ in fronts.paths(0, 2)]
    [(2.0, 6.0), (5.0, 2.0)]
    """

    def __init__(self, graph: Graph, criteria: ArrayLike, *, watch: Callable[[int], None] | None = None) -> None:
        rows = np.atleast_2d(np.asarray(criteria, dtype=np.float64))
        if rows.shape[0] < 2 or rows.shape[1] != graph.n_arcs:
            raise ValueError("criteria must be two or more rows of one weight an arc")
        if not np.all(rows >= 0):
            raise ValueError("weights must be numbers of at least 0")
        self._weights = np.ascontiguousarray(rows.T)
        shut = np.isinf(self._weights).any(axis=1)
        if shut.any():
            self._weights[shut] = np.inf
        self._core = core_of(graph, self._weights, watch)

    def paths(
        self, source: int, target: int, *, epsilon: float = 0.0, watch: Callable[[Reached], None] | None = None
    ) -> list[tuple[tuple[float, ...], Ints]]:
        """Give sums and arcs of the ways that no other way beats, sorted by sums; empty if there is no way.

        At an `epsilon` of 0 the front is complete. Above, every way is matched by one given that is worse in no
        criterion by more than this share: fewer ways, sooner. Where it takes long, `watch` is told again and again
        how far the search has come; what it raises ends the search.
        """
        if not epsilon >= 0:
            raise ValueError("epsilon must be a number of at least 0")
        if source == target:
            raise ValueError("source and target must be two different vertices")
        core = self._core
        ends: Ends = soon(ends_of)(core, int(core.number[source]), int(core.number[target]))
        factor = 1.0 + max(float(epsilon), ROUNDING)
        found = self._two(ends, factor, watch) if self._weights.shape[1] == 2 else self._more(ends, factor, watch)
        if not found[0].size:
            return []
        return _ways(*soon(unpack)(core, ends, *found, self._weights))

    def _two(self, ends: Ends, factor: float, watch: Callable[[Reached], None] | None) -> Found:
        core = self._core
        bounds, state = soon(two_begun)(core, ends)
        while state.waiting:
            state = soon(two_criteria)(core, ends, bounds, state, factor, SLICE)
            if state.waiting and watch is not None:
                nearest = bounds.rest[ends.source, 0]
                whole = bounds.farthest - nearest
                share = float((state.queue.first[0] - nearest) / whole) if whole > 0 else 0.0
                watch(Reached(state.found, state.made, share))
        return _found(state, bounds.tree)

    def _more(self, ends: Ends, factor: float, watch: Callable[[Reached], None] | None) -> Found:
        core = self._core
        bounds, state = soon(more_begun)(core, ends)
        while state.waiting:
            bounds, state = soon(more_criteria)(core, ends, bounds, state, factor, SLICE)
            if state.waiting and watch is not None:
                watch(Reached(state.found, state.made, None))
        return _found(state, bounds.tree)


def _found(state: State, tree: Tree) -> Found:
    made = state.made
    return state.ways[: state.found], state.labels.arc[:made], state.labels.parent[:made], tree.onward


def pareto_paths(
    graph: Graph, criteria: ArrayLike, source: int, target: int, *, epsilon: float = 0.0
) -> list[tuple[tuple[float, ...], list[int]]]:
    """Give sums and arcs of the ways that no other way beats; what `Fronts` is asked, for one question.

    Examples
    --------
    >>> from corridors.kernels.csr import as_graph
    >>> graph = as_graph([0, 2, 3, 3], [1, 2, 2], [0, 0, 0])
    >>> pareto_paths(graph, [[1, 5, 1], [3, 2, 3]], 0, 2)
    [((2.0, 6.0), [0, 2]), ((5.0, 2.0), [1])]
    """
    found = Fronts(graph, criteria).paths(source, target, epsilon=epsilon)
    return [(sums, arcs.tolist()) for sums, arcs in found]


def _ways(begin: Ints, arcs: Ints, sums: Rows) -> list[tuple[tuple[float, ...], Ints]]:
    told = list(map(tuple, sums.tolist()))
    at = begin.tolist()
    return [(told[i], arcs[at[i] : at[i + 1]]) for i in _unbeaten(sums)]


def _unbeaten(sums: NDArray[np.float64]) -> list[int]:
    """Give the ways that none beats or equals but for rounding, sorted by sums; of equals the first by sums."""
    if sums.shape[1] == 2:  # mostly they are in order, and clearly apart
        first, second = sums.T
        if (first[1:] > first[:-1] * (1 + ROUNDING)).all() and (second[:-1] > second[1:] * (1 + ROUNDING)).all():
            return list(range(len(sums)))
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
