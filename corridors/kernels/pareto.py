"""All ways that no other way beats in every criterion, for two or three criteria.

Label setting with exact bounds: a label is a way from the source to a vertex with its sums; to each sum
the least that the rest can cost (the tree to the target in that criterion alone) is added. Labels are
taken in lexicographic order of these totals. Then a later label at a vertex is never better in the first
criterion, so only the others need be compared: with two criteria, one number a vertex. A label that a
complete way already beats is dropped.

Of ways with equal sums one is given, the first found, which is the same on every run. Sums that differ by
less than one part in 10^12 count as equal: that much is rounding.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corridors.kernels.compile import fast, jit
from corridors.kernels.csr import Floats, Graph, Ints, Reverse, reverse_of
from corridors.kernels.dijkstra import grow_reverse_tree
from corridors.kernels.heap import grown

__all__ = ["pareto_paths"]

#: Relative difference taken for rounding.
ROUNDING = 1e-12


class Labels(NamedTuple):
    """Labels made so far: three sums each, where it stands and how it got there."""

    sums: NDArray[np.float64]  # three columns
    totals: NDArray[np.float64]  # sums plus bounds
    vertex: Ints
    arc: Ints
    parent: Ints
    following: Ints  # next settled label at the same vertex


@jit
def with_room(labels: Labels, used: int) -> Labels:
    """Give labels with room for one more."""
    if used < len(labels.vertex):
        return labels
    size = 2 * used
    sums = np.empty((size, 3))
    totals = np.empty((size, 3))
    sums[:used] = labels.sums
    totals[:used] = labels.totals
    return Labels(
        sums, totals, grown(labels.vertex, size), grown(labels.arc, size), grown(labels.parent, size),
        grown(labels.following, size),
    )  # fmt: skip


@jit
def bounds_to(
    target: int, in_offsets: Ints, in_tails: Ints, in_arcs: Ints, weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give for each vertex the least that the way to the target costs, a column for each criterion."""
    bound = np.empty((len(in_offsets) - 1, 3))
    for c in range(3):
        bound[:, c] = grow_reverse_tree(target, in_offsets, in_tails, in_arcs, weights[c])
    return bound


@jit
def first_label(source: int, bound: NDArray[np.float64]) -> Labels:
    """Give labels of which the first, number 0, stands at the source."""
    size = 1024
    labels = Labels(
        np.zeros((size, 3)), np.zeros((size, 3)), np.empty(size, np.int32), np.full(size, -1, np.int32),
        np.full(size, -1, np.int32), np.full(size, -1, np.int32),
    )  # fmt: skip
    labels.vertex[0] = source
    labels.totals[0] = bound[source]
    return labels


@jit
def precedes(totals: NDArray[np.float64], a: int, b: int) -> bool:
    """Whether label `a` comes before `b`: by totals, then by number."""
    if totals[a, 0] != totals[b, 0]:
        return bool(totals[a, 0] < totals[b, 0])
    if totals[a, 1] != totals[b, 1]:
        return bool(totals[a, 1] < totals[b, 1])
    if totals[a, 2] != totals[b, 2]:
        return bool(totals[a, 2] < totals[b, 2])
    return a < b


@jit
def enqueue(queue: Ints, size: int, label: int, totals: NDArray[np.float64]) -> None:
    """Add a label to a heap of `size` labels."""
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if precedes(totals, queue[above], label):
            break
        queue[at] = queue[above]
        at = above
    queue[at] = label


@jit
def dequeue(queue: Ints, size: int, totals: NDArray[np.float64]) -> int:
    """Take the first label from a heap of `size` labels."""
    first = queue[0]
    last = size - 1
    label = queue[last]
    at = 0
    below = 1
    while below < last:
        if below + 1 < last and precedes(totals, queue[below + 1], queue[below]):
            below += 1
        if precedes(totals, label, queue[below]):
            break
        queue[at] = queue[below]
        at = below
        below = 2 * at + 1
    queue[at] = label
    return int(first)


@jit
def beaten_here(head: int, second: float, third: float, settled: Ints, labels: Labels) -> bool:
    """Whether a settled label of the vertex is no worse in the criteria after the first."""
    at = settled[head]
    while at >= 0:
        if labels.sums[at, 1] <= second and labels.sums[at, 2] <= third:
            return True
        at = labels.following[at]
    return False


@jit
def beaten_at_target(total: Floats, front: Ints, number: int, labels: Labels, factor: float, n_criteria: int) -> bool:
    """Whether a complete way is, with the factor's tolerance, no worse in all criteria.

    With two criteria the last way found is the best in the second, so it alone need be looked at.
    """
    lowest = max(number - 1, 0) if n_criteria == 2 else 0
    for k in range(number - 1, lowest - 1, -1):
        way = labels.sums[front[k]]
        if way[0] <= total[0] * factor and way[1] <= total[1] * factor and way[2] <= total[2] * factor:
            return True
    return False


@jit
def settle(label: int, settled: Ints, labels: Labels) -> None:
    """Add a label to those of its vertex, and drop the ones that it makes superfluous there."""
    v = labels.vertex[label]
    second, third = labels.sums[label, 1], labels.sums[label, 2]
    before = -1
    at = settled[v]
    while at >= 0:
        following = labels.following[at]
        if second <= labels.sums[at, 1] and third <= labels.sums[at, 2]:
            if before < 0:
                settled[v] = following
            else:
                labels.following[before] = following
        else:
            before = at
        at = following
    labels.following[label] = settled[v]
    settled[v] = label


@jit
def appended(front: Ints, number: int, label: int) -> Ints:
    """Add a complete way to so many; the list is copied into a longer one when it is full."""
    if number == len(front):
        front = grown(front, 2 * number)
    front[number] = label
    return front


@jit
def find_front(
    source: int, target: int, n_criteria: int, epsilon: float, offsets: Ints, heads: Ints,
    weights: NDArray[np.float64], in_offsets: Ints, in_tails: Ints, in_arcs: Ints,
) -> tuple[Ints, NDArray[np.float64], Ints, Ints]:  # fmt: skip
    """Labels of the complete ways, and of all labels the sums, arcs and parents; weights are (3, arcs)."""
    bound = bounds_to(target, in_offsets, in_tails, in_arcs, weights)
    labels = first_label(source, bound)
    settled = np.full(len(bound), -1, np.int32)
    front = np.empty(64, np.int32)
    number = 0
    factor = 1.0 + max(epsilon, ROUNDING)
    queue = np.empty(1024, np.int32)
    used = 1
    size = 0
    if bound[source, 0] < np.inf:
        queue[0] = 0
        size = 1
    total = np.empty(3)
    while size > 0:
        label = dequeue(queue, size, labels.totals)
        size -= 1
        v = labels.vertex[label]
        near = labels.sums[label].copy()
        if beaten_here(v, near[1], near[2], settled, labels):
            continue
        if beaten_at_target(labels.totals[label], front, number, labels, factor, n_criteria):
            continue
        settle(label, settled, labels)
        if v == target:
            front = appended(front, number, label)
            number += 1
            continue
        for arc in range(offsets[v], offsets[v + 1]):
            head = heads[arc]
            if weights[0, arc] == np.inf or bound[head, 0] == np.inf:
                continue
            second = near[1] + weights[1, arc]
            third = near[2] + weights[2, arc]
            if beaten_here(head, second, third, settled, labels):
                continue
            first = near[0] + weights[0, arc]
            total[0] = first + bound[head, 0]
            total[1] = second + bound[head, 1]
            total[2] = third + bound[head, 2]
            if beaten_at_target(total, front, number, labels, factor, n_criteria):
                continue
            labels = with_room(labels, used)
            if size == len(queue):
                queue = grown(queue, 2 * size)
            labels.sums[used, 0] = first
            labels.sums[used, 1] = second
            labels.sums[used, 2] = third
            labels.totals[used] = total
            labels.vertex[used] = head
            labels.arc[used] = arc
            labels.parent[used] = label
            labels.following[used] = -1
            enqueue(queue, size, used, labels.totals)
            used += 1
            size += 1
    return front[:number], labels.sums, labels.arc, labels.parent


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
        Two or three rows of one weight an arc; an arc infinite in one of them may not be used.
    epsilon
        At 0 the front is complete. Above, every way is matched by one given that is worse in no criterion
        by more than this share: fewer ways, sooner.

    Examples
    --------
    >>> from corridors.kernels.csr import as_graph
    >>> graph = as_graph([0, 2, 3, 3], [1, 2, 2], [0, 0, 0])
    >>> pareto_paths(graph, [[1, 5, 1], [3, 2, 3]], 0, 2)
    [((2.0, 6.0), [0, 2]), ((5.0, 2.0), [1])]
    """
    rows = np.atleast_2d(np.asarray(criteria, dtype=np.float64))
    if rows.shape[0] not in (2, 3) or rows.shape[1] != graph.n_arcs:
        raise ValueError("criteria must be two or three rows of one weight an arc")
    if not np.all(rows >= 0) or not epsilon >= 0:
        raise ValueError("weights and epsilon must be numbers of at least 0")
    if source == target:
        raise ValueError("source and target must be two different vertices")
    weights = np.zeros((3, graph.n_arcs))
    weights[: len(rows)] = np.where(np.isinf(rows).any(axis=0), np.inf, rows)
    weights[len(rows) :, np.isinf(weights[0])] = np.inf
    reverse = reverse_of(graph) if reverse is None else reverse
    front, sums, arc_of, parent = fast(find_front)(
        int(source), int(target), len(rows), float(epsilon), graph.offsets, graph.heads, weights, *reverse
    )
    ways = []
    for label in _unbeaten(sums[front], front):
        arcs = []
        at = label
        while parent[at] >= 0:
            arcs.append(int(arc_of[at]))
            at = int(parent[at])
        ways.append((tuple(sums[label, : len(rows)].tolist()), arcs[::-1]))
    return sorted(ways, key=lambda way: way[0])


def _unbeaten(sums: NDArray[np.float64], front: Ints) -> list[int]:
    """Drop ways that only rounding had kept: a later one is better elsewhere and no worse here."""
    kept = []
    for i, label in enumerate(front.tolist()):
        no_worse = np.all(sums <= sums[i] * (1 + ROUNDING), axis=1)
        better = np.any(sums < sums[i] * (1 - ROUNDING), axis=1)
        if not np.any(no_worse & better):
            kept.append(label)
    return kept
