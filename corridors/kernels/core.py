"""What is left of a graph for several weights at once when vertices that few ways pass are taken out.

A vertex is taken out by putting shortcuts in its place: an arc for every way through it that no other arc between
the same two vertices beats in all weights. This goes on as long as it makes no more arcs than it takes away; what
is left is the core. Every front of ways is found on the arcs from a vertex upwards, to those taken out later and
to the core, within the core, and downwards to the target: a search there makes several times fewer labels, for
most of a way's vertices are inside its shortcuts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corridors.kernels.compile import NEVER, jit, meanwhile
from corridors.kernels.csr import Graph, Ints, tails_of
from corridors.kernels.heap import copy_into, grown

__all__ = ["Core", "Rows", "core_of"]

Rows = NDArray[np.float64]

#: A vertex with more arcs in or out than this stays.
MOST_ARCS = 12

#: How many more arcs taking out a vertex may make than it takes away, one after the other.
ALLOWED = (0, 2, 4, 8)

#: Turns go on as long as more than one of so many vertices that are left are taken out.
WORTH_A_TURN = 50

#: Arcs from which compiling is waited for.
MANY_ARCS = 30_000


class Pool(NamedTuple):
    """Arcs and shortcuts, in lists by tail and by head; of a shortcut the two that it stands for."""

    tail: Ints
    head: Ints
    sums: Rows
    first: Ints  # of a shortcut; of an arc its number in the graph
    second: Ints  # of a shortcut; of an arc -1
    next_out: Ints
    next_in: Ints
    gone: NDArray[np.bool_]


class Lists(NamedTuple):
    """Of each vertex: where its lists begin, its place in the order of taking out, and what was tried."""

    out: Ints
    into: Ints
    rank: Ints  # 0 of what is still there
    touched: Ints  # the last turn in which a neighbour was taken out
    tried: Ints  # how many arcs more were too few, nothing having changed since


class Core(NamedTuple):
    """Arcs sorted by tail, those downwards behind them; the same sorted by head; what each stands for.

    The arcs downwards, from ``offsets[-1]`` on, are in no list by tail: a search adds those on the way to its target.
    """

    number: Ints  # of each vertex of the graph: the core comes first, what was taken out first comes last
    n_core: int
    offsets: Ints
    heads: Ints
    weights: Rows
    in_offsets: Ints
    in_tails: Ints
    in_arcs: Ints
    entry: Ints  # of each arc in the pool
    first: Ints
    second: Ints


@jit
def with_room(pool: Pool, used: int) -> Pool:
    """Give a pool with room for one more."""
    if used < len(pool.tail):
        return pool
    room = 2 * used + 64
    sums = np.empty((room, pool.sums.shape[1]))
    copy_rows(sums, pool.sums, used)
    gone = np.zeros(room, np.bool_)
    copy_into(gone, pool.gone, used)
    return Pool(
        grown(pool.tail, room), grown(pool.head, room), sums, grown(pool.first, room), grown(pool.second, room),
        grown(pool.next_out, room), grown(pool.next_in, room), gone,
    )  # fmt: skip


@jit
def copy_rows(target: Rows, source: Rows, number: int) -> None:
    """Copy the first rows."""
    for row in range(number):
        for c in range(source.shape[1]):
            target[row, c] = source[row, c]


@jit
def is_beaten(pool: Pool, lists: Lists, u: int, w: int, sums: Rows, row: int) -> bool:
    """Whether an arc between two vertices is no worse in all weights."""
    at = lists.out[u]
    while at >= 0:
        if pool.head[at] == w and not pool.gone[at]:
            worse = False
            for c in range(sums.shape[1]):
                if pool.sums[at, c] > sums[row, c]:
                    worse = True
                    break
            if not worse:
                return True
        at = pool.next_out[at]
    return False


@jit
def add(pool: Pool, lists: Lists, used: int, u: int, w: int, sums: Rows, row: int, first: int, second: int) -> None:
    """Add an arc that none beats, and take away those that it beats."""
    at = lists.out[u]
    while at >= 0:
        if pool.head[at] == w and not pool.gone[at]:
            better = False
            for c in range(sums.shape[1]):
                if pool.sums[at, c] < sums[row, c]:
                    better = True
                    break
            if not better:
                pool.gone[at] = True
        at = pool.next_out[at]
    pool.tail[used] = u
    pool.head[used] = w
    for c in range(sums.shape[1]):
        pool.sums[used, c] = sums[row, c]
    pool.first[used] = first
    pool.second[used] = second
    pool.next_out[used] = lists.out[u]
    lists.out[u] = used
    pool.next_in[used] = lists.into[w]
    lists.into[w] = used


@jit
def living(begin: Ints, v: int, following: Ints, ends: Ints, gone: NDArray[np.bool_], rank: Ints, found: Ints) -> int:
    """List the arcs at a vertex whose other end is still there, and forget the others; -1 if there are too many."""
    number = 0
    before = -1
    at = begin[v]
    while at >= 0:
        after = following[at]
        if gone[at] or rank[ends[at]] > 0:
            if before < 0:
                begin[v] = after
            else:
                following[before] = after
        else:
            if number == len(found):
                return -1
            found[number] = at
            number += 1
            before = at
        at = after
    return number


@jit
def needed(pool: Pool, lists: Lists, ins: Ints, n_ins: int, outs: Ints, n_outs: int, most: int, sums: Rows) -> int:
    """Count the shortcuts that a vertex needs, up to one more than the most."""
    number = 0
    for i in range(n_ins):
        u = pool.tail[ins[i]]
        for j in range(n_outs):
            w = pool.head[outs[j]]
            if u == w:
                continue
            for c in range(sums.shape[1]):
                sums[0, c] = pool.sums[ins[i], c] + pool.sums[outs[j], c]
            if not is_beaten(pool, lists, u, w, sums, 0):
                number += 1
                if number > most:
                    return number
    return number


@jit
def put_in(
    pool: Pool, lists: Lists, used: int, ins: Ints, n_ins: int, outs: Ints, n_outs: int, sums: Rows
) -> tuple[Pool, int]:
    """Make the shortcuts that stand for a vertex."""
    for i in range(n_ins):
        u = pool.tail[ins[i]]
        for j in range(n_outs):
            w = pool.head[outs[j]]
            if u == w:
                continue
            for c in range(sums.shape[1]):
                sums[0, c] = pool.sums[ins[i], c] + pool.sums[outs[j], c]
            if not is_beaten(pool, lists, u, w, sums, 0):
                pool = with_room(pool, used)
                add(pool, lists, used, u, w, sums, 0, ins[i], outs[j])
                used += 1
    return pool, used


@jit
def first_pool(tails: Ints, heads: Ints, weights: Rows, n: int) -> tuple[Pool, Lists, int]:
    """Put in the arcs of a graph that no other one between the same two vertices beats; give their number."""
    room = 2 * len(heads) + 64
    pool = Pool(
        np.empty(room, np.int32), np.empty(room, np.int32), np.empty((room, weights.shape[1])),
        np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int32),
        np.zeros(room, np.bool_),
    )  # fmt: skip
    lists = Lists(
        np.full(n, -1, np.int32), np.full(n, -1, np.int32), np.zeros(n, np.int32), np.zeros(n, np.int32),
        np.full(n, -1, np.int32),
    )  # fmt: skip
    used = 0
    for arc in range(len(heads)):
        u = tails[arc]
        w = heads[arc]
        if weights[arc, 0] < np.inf and u != w and not is_beaten(pool, lists, u, w, weights, arc):
            add(pool, lists, used, u, w, weights, arc, arc, -1)
            used += 1
    return pool, lists, used


@jit
def one_turn(pool: Pool, lists: Lists, used: int, order: int, turn: int, more: int) -> tuple[Pool, int, int]:
    """Take out every vertex, none beside another, that costs at most so many arcs more than it has.

    Given are the numbers of arcs and of vertices taken out so far.
    """
    ins = np.empty(MOST_ARCS, np.int32)
    outs = np.empty(MOST_ARCS, np.int32)
    sums = np.empty((1, pool.sums.shape[1]))
    for v in range(len(lists.rank)):
        if lists.rank[v] > 0 or lists.touched[v] == turn or lists.tried[v] >= more:
            continue
        n_ins = living(lists.into, v, pool.next_in, pool.tail, pool.gone, lists.rank, ins)
        n_outs = living(lists.out, v, pool.next_out, pool.head, pool.gone, lists.rank, outs)
        most = n_ins + n_outs + more
        if n_ins < 0 or n_outs < 0 or needed(pool, lists, ins, n_ins, outs, n_outs, most, sums) > most:
            lists.tried[v] = more
            continue
        pool, used = put_in(pool, lists, used, ins, n_ins, outs, n_outs, sums)
        order += 1
        lists.rank[v] = order
        for i in range(n_ins):
            lists.touched[pool.tail[ins[i]]] = turn
            lists.tried[pool.tail[ins[i]]] = -1
        for j in range(n_outs):
            lists.touched[pool.head[outs[j]]] = turn
            lists.tried[pool.head[outs[j]]] = -1
    return pool, used, order


def core_of(graph: Graph, weights: Rows, watch: Callable[[int], None] | None = None) -> Core:
    """Take vertices out of a graph as long as few arcs are made for them.

    Parameters
    ----------
    graph
        Its own weights do not count.
    weights
        A row an arc; an arc that may not be used is infinite in all of them.
    watch
        Told again and again how many vertices are taken out.
    """
    n = graph.n_vertices
    pool, lists, used = _quickly(first_pool, graph, tails_of(graph.offsets), graph.heads, weights, n)
    order = turn = 0
    for more in ALLOWED:
        taken = n
        while taken * WORTH_A_TURN > n - order:
            turn += 1
            before = order
            pool, used, order = _quickly(one_turn, graph, pool, lists, used, order, turn, more)
            taken = order - before
            if watch is not None:
                watch(order)
            if not taken:
                break
    number, n_core = _quickly(numbered, graph, lists.rank, order)
    core: Core = _quickly(sorted_arcs, graph, pool, used, number, n_core)
    return core


def _quickly(kernel: Callable[..., Any], graph: Graph, *given: Any) -> Any:
    """Compile a kernel before it answers where plain code would take over a second."""
    return meanwhile(kernel, given, lambda: kernel(*given), 0 if graph.n_arcs >= MANY_ARCS else NEVER)


@jit
def numbered(rank: Ints, order: int) -> tuple[Ints, int]:
    """Number the core first and then the others, those taken out last before those taken out first."""
    n = len(rank)
    n_core = n - order
    number = np.empty(n, np.int32)
    at = 0
    for v in range(n):
        if rank[v] == 0:
            number[v] = at
            at += 1
        else:
            number[v] = n - rank[v]
    return number, n_core


@jit
def sorted_arcs(pool: Pool, used: int, number: Ints, n_core: int) -> Core:
    """Sort the arcs that are left, upwards and in the core by tail, and downwards and in the core by head."""
    n = len(number)
    offsets = np.zeros(n + 1, np.int32)
    in_offsets = np.zeros(n + 1, np.int32)
    left = 0
    for at in range(used):
        if not pool.gone[at]:
            u = number[pool.tail[at]]
            w = number[pool.head[at]]
            left += 1
            if w < n_core or w < u:
                offsets[u + 1] += 1
            if u < n_core or u < w:
                in_offsets[w + 1] += 1
    for v in range(n):
        offsets[v + 1] += offsets[v]
        in_offsets[v + 1] += in_offsets[v]
    out_place = offsets[:n].copy()
    in_place = in_offsets[:n].copy()
    heads = np.empty(left, np.int32)
    weights = np.empty((left, pool.sums.shape[1]))
    entry = np.empty(left, np.int32)
    in_tails = np.empty(in_offsets[n], np.int32)
    in_arcs = np.empty(in_offsets[n], np.int32)
    down = offsets[n]
    for at in range(used):
        if pool.gone[at]:
            continue
        u = number[pool.tail[at]]
        w = number[pool.head[at]]
        if w < n_core or w < u:
            arc = out_place[u]
            out_place[u] += 1
        else:
            arc = down
            down += 1
        heads[arc] = w
        entry[arc] = at
        for c in range(weights.shape[1]):
            weights[arc, c] = pool.sums[at, c]
        if u < n_core or u < w:
            in_tails[in_place[w]] = u
            in_arcs[in_place[w]] = arc
            in_place[w] += 1
    return Core(
        number, n_core, offsets, heads, weights, in_offsets, in_tails, in_arcs, entry, grown(pool.first[:used], used),
        grown(pool.second[:used], used),
    )  # fmt: skip
