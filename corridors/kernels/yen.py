"""The k shortest ways that pass no vertex twice, and of them the first that differ as much as is asked.

Yen's algorithm: every further way leaves one found before at some vertex, the *spur*. With Lawler's rule
no way is looked for twice: one that left its parent at position ``i`` has spurs only from there on. Each
spur search is A* steered by the tree of exact distances to the target; taking arcs and vertices away only
lengthens ways, so the bounds stay valid. Of equally long ways, the one found from the earlier way and the
earlier spur comes first, so the answer is the same on every run, and the first k of k + 1 are those of k.

Where vertices belong to places, a way that leaves a place and comes back is passed over, and nothing is
looked for beyond its return. Where ways must differ (see `corridors.kernels.overlap`), a way is kept if it
shares little enough with each kept before; from a root that shares too much already nothing is looked for.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corridors.kernels.compile import jit, soon
from corridors.kernels.csr import Floats, Graph, Ints, Reverse, reverse_of, tails_of
from corridors.kernels.dijkstra import grow_reverse_tree
from corridors.kernels.heap import grown, longer, pop, push
from corridors.kernels.overlap import (
    Kept,
    Traits,
    differs,
    keep,
    nothing_kept,
    plain_traits,
    returns_at,
    root_shares,
    signature,
)  # fmt: skip

__all__ = ["k_shortest_paths", "shortest_that_differ"]

Flags = NDArray[np.bool_]

_UNBOUNDED = 2**62

#: Sums of the same lengths in another order differ by less than this factor.
SLACK = 1.0 + 1e-12


@jit
def steer(
    source: int, target: int, offsets: Ints, heads: Ints, weights: Floats, bound: Floats, shut_arc: Flags,
    shut_vertex: Flags, shut_place: Flags, place: Ints, distance: Floats, arc_to: Ints, touched: Ints,
    keys: Floats, items: Ints, limit: float,
) -> tuple[float, int]:  # fmt: skip
    """Run A* from `source` to `target` round what is shut, no farther than `limit`.

    Returned are the length, and how many entries of `distance` were touched.
    """
    distance[source] = 0.0
    touched[0] = source
    n_touched = 1
    push(keys, items, 0, bound[source], source)
    size = 1
    found = np.inf
    while size > 0:
        far = keys[0]
        v = items[0]
        pop(keys, items, size)
        size -= 1
        if v == target:
            found = distance[v]
            break
        near = distance[v]
        if far > near + bound[v]:
            continue
        if size + offsets[v + 1] - offsets[v] > len(keys):
            keys, items = longer(keys, items, offsets[v + 1] - offsets[v])
        for arc in range(offsets[v], offsets[v + 1]):
            head = heads[arc]
            reached = near + weights[arc]
            if (
                reached < distance[head]
                and reached + bound[head] <= limit
                and bound[head] < np.inf
                and not shut_arc[arc]
                and not shut_vertex[head]
                and not shut_place[place[head]]
            ):
                if distance[head] == np.inf:
                    touched[n_touched] = head
                    n_touched += 1
                distance[head] = reached
                arc_to[head] = arc
                push(keys, items, size, reached + bound[head], head)
                size += 1
    return found, n_touched


class Ways(NamedTuple):
    """Ways found so far, one after the other; row ``r`` has the arcs ``store[begin[r]:begin[r + 1]]``."""

    length: Floats
    waiting: Floats  # the length again, infinite once chosen
    spur: Ints  # at which position it left its parent
    begin: Ints
    store: Ints
    rows: NDArray[np.int64]  # one entry: their number


@jit
def no_ways() -> Ways:
    """Give a list of ways with nothing in it yet."""
    return Ways(
        np.empty(64), np.empty(64), np.zeros(64, np.int32), np.zeros(65, np.int32), np.empty(1024, np.int32),
        np.zeros(1, np.int64),
    )  # fmt: skip


@jit
def shortest_waiting(ways: Ways) -> int:
    """Find the shortest way not yet chosen, of equals the first; -1 if there is none."""
    best = -1
    for row in range(ways.rows[0]):
        if ways.waiting[row] < np.inf and (best < 0 or ways.waiting[row] < ways.waiting[best]):
            best = row
    return best


@jit
def with_room(ways: Ways, arcs: int) -> Ways:
    """Give ways with room for one more, of so many arcs."""
    rows = ways.rows[0]
    length, waiting, spur, begin, store, number = ways
    if rows + 1 >= len(length):
        length = grown(length, 2 * rows + 2)
        waiting = grown(waiting, 2 * rows + 2)
        spur = grown(spur, 2 * rows + 2)
        begin = grown(begin, 2 * rows + 3)
    if begin[rows] + arcs > len(store):
        store = grown(store, 2 * (begin[rows] + arcs))
    return Ways(length, waiting, spur, begin, store, number)


@jit
def add_way(
    ways: Ways, parent: int, position: int, root: float, spur: int, target: int, arc_to: Ints, tails: Ints,
    weights: Floats,
) -> Ways:  # fmt: skip
    """Add the way that follows its parent up to a position, then what the search from there found."""
    hops = 0
    v = target
    while v != spur:
        hops += 1
        v = tails[arc_to[v]]
    ways = with_room(ways, position + hops)
    row = ways.rows[0]
    begin, end = ways.begin[row], ways.begin[row] + position + hops
    for j in range(position):
        ways.store[begin + j] = ways.store[ways.begin[parent] + j]
    at = end
    v = target
    while v != spur:
        at -= 1
        ways.store[at] = arc_to[v]
        v = tails[arc_to[v]]
    total = root
    for j in range(begin + position, end):
        total += weights[ways.store[j]]
    ways.length[row] = total
    ways.waiting[row] = total
    ways.spur[row] = position
    ways.begin[row + 1] = end
    ways.rows[0] = row + 1
    return ways


@jit
def shut(ways: Ways, chosen: Ints, number: int, parent: int, position: int, shut_arc: Flags) -> None:
    """Shut the arcs by which chosen ways go on that agree with the parent up to a position."""
    mine = ways.begin[parent]
    for c in range(number):
        other = ways.begin[chosen[c]]
        if ways.begin[chosen[c] + 1] - other <= position:
            continue
        same = True
        for j in range(position):
            if ways.store[other + j] != ways.store[mine + j]:
                same = False
                break
        if same:
            shut_arc[ways.store[other + position]] = True


@jit
def reopen(ways: Ways, chosen: Ints, number: int, position: int, shut_arc: Flags) -> None:
    """Open all arcs that `shut` may have shut."""
    for c in range(number):
        begin = ways.begin[chosen[c]]
        if ways.begin[chosen[c] + 1] - begin > position:
            shut_arc[ways.store[begin + position]] = False


@jit
def note(least: Floats, length: float) -> None:
    """Sort a length into the least ones."""
    at = len(least) - 1
    if length >= least[at]:
        return
    while at > 0 and least[at - 1] > length:
        least[at] = least[at - 1]
        at -= 1
    least[at] = length


@jit
def branch_off(
    parent: int, number: int, target: int, offsets: Ints, heads: Ints, weights: Floats, tails: Ints, bound: Floats,
    chosen: Ints, ways: Ways, signs: NDArray[np.int64], least: Floats, k: int, kept: Kept, traits: Traits,
    most_overlap: float, shut_arc: Flags, shut_vertex: Flags, shut_place: Flags, seen: Flags, distance: Floats,
    arc_to: Ints, touched: Ints, keys: Floats, items: Ints,
) -> tuple[Ways, NDArray[np.int64], int]:  # fmt: skip
    """Add the best ways that leave a chosen one at each of its vertices; give all ways, their signs and the work."""
    place = traits.place
    begin, end = ways.begin[parent], ways.begin[parent + 1]
    kept.shared[:] = 0.0
    root = 0.0
    last = -1
    reached = 0
    work = 0
    for i in range(end - begin):
        arc = ways.store[begin + i]
        spur = tails[arc]
        if last >= 0 and place[last] != place[spur]:
            shut_place[place[last]] = True
            if shut_place[place[spur]]:
                break
        limit = least[k - 1] * SLACK - root
        if i >= ways.spur[parent] and bound[spur] <= limit:
            shut(ways, chosen, number, parent, i, shut_arc)
            found, n_touched = steer(
                spur, target, offsets, heads, weights, bound, shut_arc, shut_vertex, shut_place, place, distance,
                arc_to, touched, keys, items, limit,
            )  # fmt: skip
            reopen(ways, chosen, number, i, shut_arc)
            work += n_touched
            if found < np.inf:
                ways = add_way(ways, parent, i, root, spur, target, arc_to, tails, weights)
                row = ways.rows[0] - 1
                if row >= len(signs):
                    signs = grown(signs, 2 * row)
                signs[row] = signature(ways.store, ways.begin[row], ways.begin[row + 1], traits)
                if most_overlap >= 1.0 and new_and_clean(ways, row, signs, tails, heads, traits, seen):
                    note(least, ways.length[row])
            for j in range(n_touched):
                distance[touched[j]] = np.inf
        shut_vertex[spur] = True
        root += weights[arc]
        last = spur
        reached = i + 1
        if most_overlap < 1.0 and root_shares(arc, kept, traits) > most_overlap:
            break
    for i in range(reached):
        shut_vertex[tails[ways.store[begin + i]]] = False
        shut_place[place[tails[ways.store[begin + i]]]] = False
    return ways, signs, work


@jit
def k_shortest(
    source: int, target: int, k: int, offsets: Ints, heads: Ints, weights: Floats, tails: Ints,
    in_offsets: Ints, in_tails: Ints, in_arcs: Ints, traits: Traits, most_overlap: float, most_ways: int,
    most_work: int,
) -> tuple[Ints, Floats, Ints, Ints, bool]:  # fmt: skip
    """Give the ways kept, best first, as rows; of all rows the lengths, begins and arcs; and whether it is all.

    It is not where the budget ran out: so many ways looked at, or so many vertices in all searches.
    """
    n = len(offsets) - 1
    place = traits.place
    bound = grow_reverse_tree(target, in_offsets, in_tails, in_arcs, weights)
    distance = np.full(n, np.inf)
    arc_to = np.full(n, -1, np.int32)
    touched = np.empty(n, np.int32)
    keys = np.empty(256)
    items = np.empty(256, np.int32)
    shut_arc = np.zeros(len(heads), np.bool_)
    shut_vertex = np.zeros(n, np.bool_)
    shut_place = np.zeros(traits.n_places, np.bool_)
    seen = np.zeros(traits.n_places, np.bool_)
    chosen = np.empty(64, np.int32)
    number = 0
    rows = np.empty(k, np.int32)
    kept = nothing_kept(k, traits.n_stretches)
    least = np.full(k, np.inf)  # lengths of the k shortest ways found: a longer one cannot be kept
    signs = np.empty(64, np.int64)
    ways = no_ways()
    work = n
    if bound[source] < np.inf:
        _, work = steer(
            source, target, offsets, heads, weights, bound, shut_arc, shut_vertex, shut_place, place, distance,
            arc_to, touched, keys, items, np.inf,
        )  # fmt: skip
        ways = add_way(ways, -1, 0, 0.0, source, target, arc_to, tails, weights)
        signs[0] = signature(ways.store, 0, ways.begin[1], traits)
        note(least, ways.length[0])
        distance[:] = np.inf
    whole = True
    while kept.counts[0] < k:
        parent = shortest_waiting(ways)
        if parent < 0:
            break
        if number > 0 and (number >= most_ways or work > most_work):
            whole = False
            break
        ways.waiting[parent] = np.inf
        if number == len(chosen):
            chosen = grown(chosen, 2 * number)
        chosen[number] = parent
        number += 1
        begin, end = ways.begin[parent], ways.begin[parent + 1]
        clean = returns_at(ways.store, begin, end, tails, heads, place, seen) < 0
        if number == 1 or (clean and differs(ways.store, begin, end, kept, traits, most_overlap)):
            rows[kept.counts[0]] = parent
            kept = keep(ways.store, begin, end, kept, traits)
        if kept.counts[0] == k:
            break
        ways, signs, looked_at = branch_off(
            parent, number, target, offsets, heads, weights, tails, bound, chosen, ways, signs, least, k, kept, traits,
            most_overlap, shut_arc, shut_vertex, shut_place, seen, distance, arc_to, touched, keys, items,
        )  # fmt: skip
        work += looked_at
    return rows[: kept.counts[0]], ways.length, ways.begin, ways.store, whole


@jit
def new_and_clean(
    ways: Ways, row: int, signs: NDArray[np.int64], tails: Ints, heads: Ints, traits: Traits, seen: Flags
) -> bool:
    """Whether a way found is sure to be kept: it crosses other stretches than all before, and never returns."""
    if len(traits.stretch) == 0:
        return True
    for other in range(row):
        if signs[other] == signs[row]:
            return False
    return returns_at(ways.store, ways.begin[row], ways.begin[row + 1], tails, heads, traits.place, seen) < 0


def k_shortest_paths(
    graph: Graph, source: int, target: int, k: int, reverse: Reverse | None = None, tails: Ints | None = None
) -> list[tuple[float, Ints]]:
    """Lengths and arcs of the `k` shortest ways without a vertex twice, best first; fewer if there are fewer.

    Parameters
    ----------
    graph, source, target
        The graph and two different vertices.
    k
        At least 1.
    reverse, tails
        What `reverse_of` and `tails_of` give, if they are at hand.

    Examples
    --------
    >>> from corridors.kernels.csr import as_graph
    >>> graph = as_graph([0, 3, 4, 4], [1, 1, 2, 2], [1.0, 4.0, 5.0, 2.0])
    >>> [(length, arcs.tolist()) for length, arcs in k_shortest_paths(graph, 0, 2, 3)]
    [(3.0, [0, 3]), (5.0, [2]), (6.0, [1, 3])]
    """
    if k < 1 or source == target:
        raise ValueError("k must be at least 1, and source and target two different vertices")
    tails = tails_of(graph.offsets) if tails is None else tails
    reverse = reverse_of(graph) if reverse is None else reverse
    rows, length, begin, store, _ = soon(k_shortest)(
        int(source), int(target), int(k), *graph, tails, *reverse, plain_traits(graph), 1.0, _UNBOUNDED, _UNBOUNDED
    )
    return [(float(length[row]), store[begin[row] : begin[row + 1]]) for row in rows.tolist()]


def shortest_that_differ(
    graph: Graph, source: int, target: int, k: int, traits: Traits, most_overlap: float, *, most_ways: int,
    most_work: int, reverse: Reverse, tails: Ints,
) -> tuple[list[tuple[float, Ints]], bool]:  # fmt: skip
    """Give the first `k` of all ways, best first, that differ from those before; and whether these are they.

    They are not where the budget ran out before `k` were found: `most_ways` looked at, or `most_work` vertices in
    all searches together.

    Examples
    --------
    >>> from corridors.kernels.csr import as_graph, reverse_of, tails_of
    >>> from corridors.kernels.overlap import as_traits
    >>> graph = as_graph([0, 3, 5, 5], [1, 1, 2, 2, 2], [4.0, 4.0, 9.0, 1.0, 2.0])
    >>> traits = as_traits([0, 1, 2], [0, 0, 1, 2, 3], graph.weights)
    >>> ways, whole = shortest_that_differ(
    ...     graph, 0, 2, 3, traits, 0.5, most_ways=99, most_work=999,
    ...     reverse=reverse_of(graph), tails=tails_of(graph.offsets),
    ... )
    >>> [length for length, _ in ways], whole
    ([5.0, 9.0], True)
    """
    rows, length, begin, store, whole = soon(k_shortest)(
        int(source), int(target), int(k), *graph, tails, *reverse, traits, float(most_overlap), most_ways, most_work
    )
    return [(float(length[row]), store[begin[row] : begin[row + 1]]) for row in rows.tolist()], bool(whole)
