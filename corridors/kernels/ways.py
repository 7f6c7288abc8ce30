"""Looking for better ways: for each pair its best way at the present weights, where it is not known yet.

Pairs stand in groups of one tree each (the same origin and weights). What is found depends on nothing but
the weights, so groups may be looked at in any number of parts.
"""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np

from corridors.kernels.compile import jit
from corridors.kernels.ordered import pop_least, push_ordered

__all__ = [
    "add_up",
    "describe",
    "first_tree",
    "furthest",
    "gather",
    "list_needs",
    "look",
    "look_pairs",
    "next_tree",
    "same_way",
    "turn",
    "weigh",
]


@jit
def same_way(arcs: Any, start: int, end: int, found: Any, at: int, size: int) -> bool:
    """Whether ``arcs[start:end]`` are the `size` arcs at ``found[at]``, which stand the other way round."""
    if end - start != size:
        return False
    for i in range(size):
        if arcs[start + i] != found[at + size - 1 - i]:
            return False
    return True


@jit
def look_pairs(pairs: Any, source: int, target: Any, tree: Any, tails: Any, kept: Any, sums: Any, found: Any,
               used: int) -> tuple[Any, int]:  # fmt: skip
    """Find new best ways for the pairs of one tree.

    Parameters
    ----------
    pairs
        The first pair, the last but one, and the number of the pair that `sums` begin with.
    source, target
        The vertex that the tree grows from, and of each pair the vertex that it goes to.
    tree
        Distances, and the arc by which each vertex is reached.
    tails
        Tail of each arc.
    kept
        Where each pair's known ways stand, starts and ends of each way's arcs, the arcs, and of each way its flow
        and weight; pairs count from the one that `sums` begin with.
    sums
        To be filled for each pair: its flow times weight, what it could gain, and the length of its new way
        (-1: none new, -2: no way at all).
    found, used
        Where arcs of new ways are put, and how many are there; both are given back.
    """
    distance, arc_to = tree
    ways, spans, arcs, flow, weight = kept
    starts, ends = spans
    total, excess, length = sums
    for pair in range(pairs[0], pairs[1]):
        at = pair - pairs[2]
        total[at] = 0.0
        excess[at] = 0.0
        length[at] = -1
        least = distance[target[pair]]
        if least == inf:
            length[at] = -2
            continue
        known = inf
        for w in range(ways[at], ways[at + 1]):
            known = min(known, weight[w])
        if least < known:
            if used + len(tails) > len(found):
                # copied one by one: a slice takes the compiler seconds
                more = np.empty(2 * len(found) + len(tails), np.int32)
                for i in range(used):
                    more[i] = found[i]
                found = more
            size = 0
            v = target[pair]
            while v != source:
                found[used + size] = arc_to[v]
                size += 1
                v = tails[arc_to[v]]
            new = True
            for w in range(ways[at], ways[at + 1]):
                if same_way(arcs, starts[w], ends[w], found, used, size):
                    new = False
            if new:
                length[at] = size
                used += size
            else:  # the same way, added up in another order
                least = known
        else:
            least = known
        for w in range(ways[at], ways[at + 1]):
            total[at] += flow[w] * weight[w]
            excess[at] += flow[w] * max(weight[w] - least, 0.0)
    return found, used


@jit
def first_tree(source: int, offsets: Any, heads: Any, weights: Any, order: Any) -> tuple[Any, Any]:
    """Grow a tree as `ordered_tree` does, and note the order in which vertices are reached, the rest behind."""
    n = len(offsets) - 1
    distance = np.empty(n)
    arc_to = np.empty(n, np.int32)
    for v in range(n):
        distance[v] = inf
        arc_to[v] = -1
    keys = np.empty(len(heads) + 2)
    items = np.empty(len(heads) + 2, np.int32)
    distance[source] = 0.0
    push_ordered(keys, items, 0, 0.0, source)
    size = 1
    place = 0
    while size > 0:
        near = keys[0]
        v = items[0]
        pop_least(keys, items, size)
        size -= 1
        if near > distance[v]:
            continue
        order[place] = v
        place += 1
        for arc in range(offsets[v], offsets[v + 1]):
            reached = near + weights[arc]
            head = heads[arc]
            if reached < distance[head]:
                distance[head] = reached
                arc_to[head] = arc
                push_ordered(keys, items, size, reached, head)
                size += 1
    if place < n:
        order[place] = -1
    return distance, arc_to


@jit
def next_tree(source: int, budget: float, offsets: Any, heads: Any, weights: Any, order: Any) -> tuple[Any, Any]:
    """Grow a tree at changed weights: vertices are gone through in their former order until nothing changes.

    Weights change little from look to look, so a few rounds do, without a heap. Where they do not, the
    tree is grown anew; where many vertices had to be gone through again, the order is marked as stale by -2 in its
    first place, and the next tree is grown anew. Nothing is looked for beyond the budget: distances above it may be
    too long, or infinite.
    """
    n = len(offsets) - 1
    distance = np.empty(n)
    seen = np.empty(n)
    arc_to = np.empty(n, np.int32)
    for v in range(n):
        distance[v] = inf
        seen[v] = inf
        arc_to[v] = -1
    distance[source] = 0.0
    once = 0
    again = 0
    for _ in range(12):
        changed = False
        for i in range(n):
            v = order[i]
            if v < 0:  # the rest cannot be reached
                break
            near = distance[v]
            if near < seen[v] and near <= budget:
                if seen[v] == inf:
                    once += 1
                else:
                    again += 1
                seen[v] = near
                changed = True
                for arc in range(offsets[v], offsets[v + 1]):
                    reached = near + weights[arc]
                    head = heads[arc]
                    if reached < distance[head]:
                        distance[head] = reached
                        arc_to[head] = arc
        if not changed:
            if 4 * again > once:
                order[0] = -2
            return distance, arc_to
    return first_tree(source, offsets, heads, weights, order)


@jit
def furthest(first: int, last: int, ways: Any, weight: Any) -> float:
    """Beyond which no way of some pairs is better than those known; infinite where one knows none."""
    budget = 0.0
    for at in range(first, last):
        least = inf
        for w in range(ways[at], ways[at + 1]):
            least = min(least, weight[w])
        budget = max(budget, least)
    return budget * (1.0 + 1e-9)


@jit
def look(part: Any, source: Any, row: Any, members: Any, target: Any, graph: Any, weights: Any,
         orders: Any, kept: Any, sums: Any, found: Any) -> tuple[Any, int]:  # fmt: skip
    """Find new best ways for the pairs of some groups.

    Parameters
    ----------
    part
        The first group, and the last but one.
    source, row, members, target
        Of each group its vertex, its row of weights, and where its pairs stand; of each pair its vertex.
    graph
        Offsets, heads and tails of the arcs.
    weights
        A row for each kind of shipment.
    orders
        Of each group the order in which its tree reached the vertices, -2 first where there is none yet.
    kept, sums, found
        As of `look_pairs`; given is what it gives, the last arc of each new way first.
    """
    offsets, heads, tails = graph
    first = members[part[0]]
    used = 0
    for group in range(part[0], part[1]):
        order = orders[group]
        if order[0] == -2:
            tree = first_tree(source[group], offsets, heads, weights[row[group]], order)
        else:
            budget = furthest(members[group] - first, members[group + 1] - first, kept[0], kept[4])
            tree = next_tree(source[group], budget, offsets, heads, weights[row[group]], order)
        pairs = members[group], members[group + 1], first
        found, used = look_pairs(pairs, source[group], target, tree, tails, kept, sums, found, used)
    return found, used


@jit
def gather(begins: Any, starts: Any, pool: Any, out: Any) -> None:
    """Copy stretches of a pool behind each other: ``out[begins[i]:begins[i + 1]]`` is what stands at ``starts[i]``."""
    for i in range(len(starts)):
        start = starts[i]
        shift = start - begins[i]
        for j in range(begins[i], begins[i + 1]):
            out[j] = pool[j + shift]


@jit
def turn(begins: Any, pool: Any) -> None:
    """Turn each stretch of a pool round."""
    for i in range(len(begins) - 1):
        a, b = begins[i], begins[i + 1] - 1
        while a < b:
            pool[a], pool[b] = pool[b], pool[a]
            a += 1
            b -= 1


@jit
def describe(begins: Any, arcs: Any, weights: Any, row: Any, need_at: Any, fixed: Any,
             counts: Any) -> None:  # fmt: skip
    """Add up what congestion leaves alone on each way, and how many capacities it needs."""
    for w in range(len(begins) - 1):
        total = 0.0
        count = 0
        for i in range(begins[w], begins[w + 1]):
            arc = arcs[i]
            total += weights[row[w], arc]
            count += need_at[arc + 1] - need_at[arc]
        fixed[w] = total
        counts[w] = count


@jit
def list_needs(begins: Any, arcs: Any, need_at: Any, need: Any, out: Any) -> None:
    """List the capacities that ways need, way after way."""
    size = 0
    for i in range(begins[0], begins[-1]):
        arc = arcs[i]
        for j in range(need_at[arc], need_at[arc + 1]):
            out[size] = need[j]
            size += 1


@jit
def weigh(spans: Any, needs: Any, fixed: Any, now: Any, out: Any) -> None:
    """Weight of each way at the present delays."""
    starts, ends = spans
    for w in range(len(fixed)):
        total = fixed[w]
        for i in range(starts[w], ends[w]):
            total += now[needs[i]]
        out[w] = total


@jit
def add_up(spans: Any, needs: Any, flow: Any, volume: Any) -> None:
    """Add the flow of ways to that through each capacity."""
    starts, ends = spans
    for w in range(len(flow)):
        for i in range(starts[w], ends[w]):
            volume[needs[i]] += flow[w]
