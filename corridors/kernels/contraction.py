"""Contraction of a directed graph, vertex by vertex: the making of a hierarchy.

To contract a vertex is to take it out and to keep all shortest distances among the rest: where the way
through it was the only shortest one between two neighbours, a *shortcut* edge takes its place. The order
is chosen on the way: first what needs few shortcuts for the edges it takes away, lies low, and hides
short stretches (the measure is that of RoutingKit).

Edges not yet taken away are kept by vertex in blocks, those out of it and those into it. A contracted
vertex leaves the blocks of its neighbours but keeps its own: what is left in them when all is done are
its edges to higher vertices, which is the hierarchy.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corridors.kernels.compile import jit
from corridors.kernels.csr import Floats, Ints
from corridors.kernels.heap import copy_into, grown, pop, push

__all__ = ["Block", "Edges", "contract_all", "first_blocks", "first_edges"]


#: What one level weighs; a shortcut for every edge taken away weighs as much.
LEVEL = 1000


class Block(NamedTuple):
    """Edges by vertex: those of ``v`` stand from ``start[v]``, ``degree[v]`` of at most ``room[v]``."""

    start: Ints
    degree: Ints
    room: Ints
    vertex: Ints  # the other end
    weight: Floats
    edge: Ints
    used: NDArray[np.int64]  # one entry: where free space begins


class Edges(NamedTuple):
    """All edges ever made: an arc (``first`` is -1, ``second`` its number) or two edges in a row."""

    first: Ints
    second: Ints
    length: Ints  # in arcs
    used: NDArray[np.int64]


class Search(NamedTuple):
    """Scratch space of witness searches; entries count only where stamped with the current search."""

    distance: Floats
    seen: Ints
    bound: Floats
    wanted: Ints
    keys: Floats
    items: Ints
    stamp: NDArray[np.int64]


class Found(NamedTuple):
    """Shortcuts that contracting a vertex needs: places in its two blocks, and the weight."""

    into: Ints
    out: Ints
    weight: Floats


@jit
def first_edges(arcs: Ints) -> Edges:
    """Make an edge of each arc; there is room for as many shortcuts."""
    m = len(arcs)
    size = 2 * m + 16
    first = np.full(size, -1, np.int32)
    second = np.empty(size, np.int32)
    copy_into(second, arcs, m)
    length = np.ones(size, np.int32)
    used = np.array([m])
    return Edges(first, second, length, used)


@jit
def first_blocks(n: int, ends: Ints, others: Ints, weights: Floats) -> Block:
    """Sort edges into blocks by one of their ends."""
    m = len(ends)
    count = np.zeros(n, np.int32)
    for edge in range(m):
        count[ends[edge]] += 1
    start = np.empty(n, np.int32)
    room = np.empty(n, np.int32)
    free = 0
    for v in range(n):
        start[v] = free
        room[v] = count[v] + 1
        free += room[v]
        count[v] = 0
    size = 2 * free + 1024
    vertex = np.empty(size, np.int32)
    weight = np.empty(size, np.float64)
    edge_of = np.empty(size, np.int32)
    for edge in range(m):
        v = ends[edge]
        at = start[v] + count[v]
        vertex[at] = others[edge]
        weight[at] = weights[edge]
        edge_of[at] = edge
        count[v] += 1
    return Block(start, count, room, vertex, weight, edge_of, np.array([free]))


@jit
def witness_search(out: Block, search: Search, source: int, without: int, left: int, limit: float, most: int) -> None:
    """Unmark the wanted vertices that a way round `without` reaches within their bounds.

    Dijkstra's algorithm from `source`, given up after `most` vertices: a way overlooked costs a needless
    shortcut, never a wrong answer. It ends at once when all `left` wanted ones are reached.
    """
    distance, seen, bound, wanted, keys, items, _ = search
    stamp = search.stamp[0]
    distance[source] = 0.0
    seen[source] = stamp
    keys[0] = 0.0
    items[0] = source
    size = 1
    settled = 0
    while size > 0:
        near = keys[0]
        v = items[0]
        if near > limit or settled >= most:
            return
        pop(keys, items, size)
        size -= 1
        if near > distance[v]:
            continue
        settled += 1
        for at in range(out.start[v], out.start[v] + out.degree[v]):
            head = out.vertex[at]
            reached = near + out.weight[at]
            if head == without or reached > limit or (seen[head] == stamp and reached >= distance[head]):
                continue
            seen[head] = stamp
            distance[head] = reached
            if wanted[head] == stamp and reached <= bound[head]:
                wanted[head] = 0
                left -= 1
                if left == 0:
                    return
            if size < len(keys):  # full: a way is overlooked, see above
                push(keys, items, size, reached, head)
                size += 1


@jit
def find_shortcuts(v: int, out: Block, into: Block, search: Search, found: Found, most: int) -> int:
    """Find the shortcuts that contracting `v` needs; their number is returned."""
    number = 0
    for i in range(into.start[v], into.start[v] + into.degree[v]):
        tail = into.vertex[i]
        near = into.weight[i]
        search.stamp[0] += 1
        stamp = search.stamp[0]
        left = 0
        limit = -1.0
        for o in range(out.start[v], out.start[v] + out.degree[v]):
            head = out.vertex[o]
            if head != tail:
                reached = near + out.weight[o]
                search.bound[head] = reached
                search.wanted[head] = stamp
                limit = max(limit, reached)
                left += 1
        if left == 0:
            continue
        witness_search(out, search, tail, v, left, limit, most)
        for o in range(out.start[v], out.start[v] + out.degree[v]):
            head = out.vertex[o]
            if search.wanted[head] == stamp and head != tail:
                found.into[number] = i
                found.out[number] = o
                found.weight[number] = search.bound[head]
                number += 1
    return number


@jit
def importance(v: int, number: int, out: Block, into: Block, edges: Edges, found: Found) -> int:
    """Say how late `v` should be contracted, but for its level: what it adds for what it takes away."""
    taken = out.degree[v] + into.degree[v]
    if taken == 0:
        return 0
    hidden = 0
    for o in range(out.start[v], out.start[v] + out.degree[v]):
        hidden += edges.length[out.edge[o]]
    for i in range(into.start[v], into.start[v] + into.degree[v]):
        hidden += edges.length[into.edge[i]]
    added = 0
    for k in range(number):
        added += edges.length[into.edge[found.into[k]]] + edges.length[out.edge[found.out[k]]]
    shortcuts: int = LEVEL * number // taken + LEVEL * added // hidden
    return shortcuts


@jit
def take_out(block: Block, owner: int, vertex: int) -> None:
    """Take the edge to `vertex` out of the block of `owner`."""
    start = block.start[owner]
    last = start + block.degree[owner] - 1
    at = start
    while block.vertex[at] != vertex:
        at += 1
    block.vertex[at] = block.vertex[last]
    block.weight[at] = block.weight[last]
    block.edge[at] = block.edge[last]
    block.degree[owner] -= 1


@jit
def put_in(block: Block, owner: int, vertex: int, weight: float, edge: int) -> None:
    """Add an edge to the block of `owner`, which moves to free space when it is full."""
    start = block.start[owner]
    count = block.degree[owner]
    if count == block.room[owner]:
        free = block.used[0]
        block.used[0] = free + 2 * count + 2
        block.room[owner] = 2 * count + 2
        block.start[owner] = free
        for k in range(count):
            block.vertex[free + k] = block.vertex[start + k]
            block.weight[free + k] = block.weight[start + k]
            block.edge[free + k] = block.edge[start + k]
        start = free
    block.vertex[start + count] = vertex
    block.weight[start + count] = weight
    block.edge[start + count] = edge
    block.degree[owner] = count + 1


@jit
def add_shortcut(
    tail: int, head: int, weight: float, first: int, second: int, out: Block, into: Block, edges: Edges
) -> None:
    """Join two vertices by a shortcut, in place of a longer edge if they have one."""
    edge = -1
    for at in range(out.start[tail], out.start[tail] + out.degree[tail]):
        if out.vertex[at] == head:
            edge = out.edge[at]
            out.weight[at] = weight
            break
    if edge >= 0:
        at = into.start[head]
        while into.vertex[at] != tail:
            at += 1
        into.weight[at] = weight
    else:
        edge = edges.used[0]
        edges.used[0] = edge + 1
        put_in(out, tail, head, weight, edge)
        put_in(into, head, tail, weight, edge)
    edges.first[edge] = first
    edges.second[edge] = second
    edges.length[edge] = edges.length[first] + edges.length[second]


@jit
def with_room(block: Block, more: int) -> Block:
    """Give a block that can take in `more` entries."""
    need = block.used[0] + more
    if need <= len(block.vertex):
        return block
    size = need + need // 2
    return Block(
        block.start,
        block.degree,
        block.room,
        grown(block.vertex, size),
        grown(block.weight, size),
        grown(block.edge, size),
        block.used,
    )


@jit
def edges_with_room(edges: Edges, more: int) -> Edges:
    """Give an edge list that can take in `more` entries."""
    need = edges.used[0] + more
    if need <= len(edges.first):
        return edges
    size = need + need // 2
    return Edges(grown(edges.first, size), grown(edges.second, size), grown(edges.length, size), edges.used)


@jit
def new_search(n: int) -> Search:
    """Make the scratch space of witness searches over `n` vertices."""
    return Search(
        np.empty(n),
        np.zeros(n, np.int32),
        np.empty(n),
        np.zeros(n, np.int32),
        np.empty(4096),
        np.empty(4096, np.int32),
        np.zeros(1, np.int64),
    )


@jit
def found_with_room(found: Found, most: int) -> Found:
    """Give a list that can hold so many shortcuts; what it holds is not kept."""
    if most <= len(found.into):
        return found
    return Found(np.empty(2 * most, np.int32), np.empty(2 * most, np.int32), np.empty(2 * most))


@jit
def room_for(v: int, number: int, block: Block, other: Block) -> int:
    """Say how many entries a block may take in for contracting `v`; its neighbours there stand in the other."""
    room = 4 * number
    for at in range(other.start[v], other.start[v] + other.degree[v]):
        room += 2 * block.degree[other.vertex[at]] + 4 * block.degree[v] + 4
    return room


@jit
def contract(v: int, number: int, found: Found, out: Block, into: Block, edges: Edges, level: Ints) -> None:
    """Take `v` out, lift its neighbours above it, and join them by the shortcuts found; there must be room."""
    for at in range(out.start[v], out.start[v] + out.degree[v]):
        head = out.vertex[at]
        take_out(into, head, v)
        level[head] = max(level[head], level[v] + 1)
    for at in range(into.start[v], into.start[v] + into.degree[v]):
        tail = into.vertex[at]
        take_out(out, tail, v)
        level[tail] = max(level[tail], level[v] + 1)
    for k in range(number):
        i, o = found.into[k], found.out[k]
        add_shortcut(into.vertex[i], out.vertex[o], found.weight[k], into.edge[i], out.edge[o], out, into, edges)


@jit
def contract_all(out: Block, into: Block, edges: Edges, fixed: Ints, most: int) -> tuple[Block, Block, Edges, Ints]:
    """Contract all vertices; in the order of `fixed` unless that is empty.

    Returned are the blocks, which now hold edges to higher vertices only, all edges, and the order.
    """
    n = len(out.start)
    search = new_search(n)
    found = Found(np.empty(256, np.int32), np.empty(256, np.int32), np.empty(256))
    order = np.empty(n, np.int32)
    level = np.zeros(n, np.int32)
    given = len(fixed) > 0
    keys = np.empty(n + 1)
    items = np.empty(n + 1, np.int32)
    size = 0
    if not given:
        for v in range(n):
            found = found_with_room(found, out.degree[v] * into.degree[v])
            number = find_shortcuts(v, out, into, search, found, most)
            push(keys, items, size, float(importance(v, number, out, into, edges, found)), v)
            size += 1
    done = 0
    while done < n:
        if given:
            v = fixed[done]
        else:
            v = items[0]
            pop(keys, items, size)
            size -= 1
        found = found_with_room(found, out.degree[v] * into.degree[v])
        number = find_shortcuts(v, out, into, search, found, most)
        if not given and size > 0:
            late = float(LEVEL * level[v] + importance(v, number, out, into, edges, found))
            if late > keys[0]:
                push(keys, items, size, late, v)
                size += 1
                continue
        into = with_room(into, room_for(v, number, into, out))
        out = with_room(out, room_for(v, number, out, into))
        edges = edges_with_room(edges, number)
        contract(v, number, found, out, into, edges, level)
        order[done] = v
        done += 1
    return out, into, edges, order
