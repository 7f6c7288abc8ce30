"""Many-to-many distances by labels: where each vertex climbs to, and at what distance.

The label of a source is the list of the vertices that its climb in the hierarchy reaches, with distances;
that of a target likewise, from above. A shortest way meets at a vertex that stands in both. Labels are
made only for the vertices asked for and thrown away afterwards: making the 2,000 labels of a matrix of
1,000 by 1,000 takes a fraction of what joining them takes, so there is nothing to keep, and nothing
becomes stale. Vertices reached on a detour, which a higher vertex betrays, are pruned.
"""

from __future__ import annotations

from math import inf

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corridors.kernels.climb import is_stalled
from corridors.kernels.compile import fast, jit
from corridors.kernels.csr import Floats, Ints
from corridors.kernels.customisable import Customised
from corridors.kernels.heap import grown, longer, pop, push
from corridors.kernels.hierarchy import Hierarchy

__all__ = ["distance_matrix"]

Longs = NDArray[np.int64]


@jit
def climb_all(starts: Ints, offsets: Ints, heads: Ints, weights: Floats) -> tuple[Longs, Ints, Floats]:
    """Labels of `starts`, vertices of the climbing graph (all of one half)."""
    total = len(offsets) - 1
    n = total // 2
    distance = np.full(total, np.inf)
    touched = np.empty(total, np.int32)
    keys = np.empty(1024)
    items = np.empty(1024, np.int32)
    begins = np.zeros(len(starts) + 1, np.int64)
    hubs = np.empty(1024, np.int32)
    distances = np.empty(1024)
    used = 0
    for i in range(len(starts)):
        start = starts[i]
        distance[start] = 0.0
        touched[0] = start
        n_touched = 1
        push(keys, items, 0, 0.0, start)
        size = 1
        while size > 0:
            near = keys[0]
            v = items[0]
            pop(keys, items, size)
            size -= 1
            if near > distance[v] or is_stalled(v, near, n, offsets, heads, weights, distance):
                continue
            if used == len(hubs):
                hubs = grown(hubs, 2 * used)
                distances = grown(distances, 2 * used)
            hubs[used] = v - n if v >= n else v
            distances[used] = near
            used += 1
            if size + offsets[v + 1] - offsets[v] > len(keys):
                keys, items = longer(keys, items, offsets[v + 1] - offsets[v])
            for k in range(offsets[v], offsets[v + 1]):
                head = heads[k]
                reached = near + weights[k]
                if reached < distance[head]:
                    if distance[head] == np.inf:
                        touched[n_touched] = head
                        n_touched += 1
                    distance[head] = reached
                    push(keys, items, size, reached, head)
                    size += 1
        for k in range(n_touched):
            distance[touched[k]] = np.inf
        begins[i + 1] = used
    return begins, hubs[:used].copy(), distances[:used].copy()


@jit
def by_hub(n: int, offsets: Longs, hubs: Ints, distances: Floats) -> tuple[Longs, Ints, Floats]:
    """Turn labels round: for each hub the labels that it stands in, and the distances."""
    begins = np.zeros(n + 1, np.int64)
    for k in range(len(hubs)):
        begins[hubs[k] + 1] += 1
    for v in range(n):
        begins[v + 1] += begins[v]
    place = begins[:n].copy()
    owners = np.empty(len(hubs), np.int32)
    reached = np.empty(len(hubs))
    for i in range(len(offsets) - 1):
        for k in range(offsets[i], offsets[i + 1]):
            at = place[hubs[k]]
            place[hubs[k]] += 1
            owners[at] = i
            reached[at] = distances[k]
    return begins, owners, reached


@jit
def join(labels: tuple[Longs, Ints, Floats], buckets: tuple[Longs, Ints, Floats], matrix: Floats) -> None:
    """Fill a matrix: the least sum over the hubs that two labels share."""
    offsets, hubs, distances = labels
    begins, owners, reached = buckets
    for i in range(len(offsets) - 1):
        row = matrix[i]
        for k in range(offsets[i], offsets[i + 1]):
            near = distances[k]
            for at in range(begins[hubs[k]], begins[hubs[k] + 1]):
                j = owners[at]
                row[j] = min(row[j], near + reached[at])


def distance_matrix(hierarchy: Hierarchy | Customised, sources: ArrayLike, targets: ArrayLike) -> Floats:
    """Shortest distances from every source to every target, infinite where there is no way.

    Parameters
    ----------
    hierarchy
        The prepared graph.
    sources, targets
        Vertices, in any order, repeated or not.

    Examples
    --------
    >>> from corridors.kernels.csr import as_graph
    >>> hierarchy = Hierarchy(as_graph([0, 2, 3, 3], [1, 2, 2], [1.0, 5.0, 2.0]))
    >>> distance_matrix(hierarchy, [0, 1], [1, 2]).tolist()
    [[1.0, 3.0], [0.0, 2.0]]
    """
    climbing: tuple[Ints, Ints, Floats] = hierarchy.climbing[:3]
    n = hierarchy.graph.n_vertices
    out = _labels(climbing, hierarchy.rank[np.asarray(sources, dtype=np.int64)])
    into = _labels(climbing, hierarchy.rank[np.asarray(targets, dtype=np.int64)] + np.int32(n))
    matrix = np.full((len(out[0]) - 1, len(into[0]) - 1), inf)
    fast(join)(out, fast(by_hub)(n, *into), matrix)
    return matrix


def _labels(climbing: tuple[Ints, Ints, Floats], starts: Ints) -> tuple[Longs, Ints, Floats]:
    return fast(climb_all)(np.ascontiguousarray(starts), *climbing)
