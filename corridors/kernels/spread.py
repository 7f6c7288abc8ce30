"""Ways that differ as much as is asked, where looking through the shortest ones would take too long.

Each further way is looked for by making dear what it would share with those kept: a price for each of them on
their stretches (the multiplier of its limit), raised while the best way at these prices still shares too much,
lowered again once it does not, and of all ways seen on the way the shortest that is allowed is taken. Raised far
enough, prices exclude: what can be avoided is. The overlap of every way given is checked, so it is never above
what was asked; that no shorter set of ways exists is not claimed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corridors.kernels.compile import jit, soon
from corridors.kernels.csr import Floats, Graph, Ints, Reverse
from corridors.kernels.dijkstra import grow_reverse_tree
from corridors.kernels.heap import copy_into, grown
from corridors.kernels.overlap import Kept, Traits, differs, keep, nothing_kept, returns_at
from corridors.kernels.yen import steer

__all__ = ["ways_apart"]

#: Looks for each further way, and how far prices are raised: the worth of so many times the way shared.
LOOKS = 16
CHEAPEST = 0.25
DEAREST = 1e4

#: Prices between which no better way is looked for.
NEAR = 0.05

Flags = NDArray[np.bool_]


@jit
def priced(weights: Floats, unit: float, price: Floats, loops: Floats, kept: Kept, traits: Traits) -> Floats:
    """Give the weights with prices on what the ways kept cross."""
    dear = weights + loops
    for arc in range(len(weights)):
        stretch = traits.stretch[arc]
        if stretch >= 0:
            at = kept.first[stretch]
            while at >= 0:
                dear[arc] += price[kept.owner[at]] * unit * min(kept.amount[at], traits.size[arc])
                at = kept.following[at]
    return dear


@jit
def add_loop(
    loops: Floats, arcs: Ints, last: int, weights: Floats, tails: Ints, heads: Ints, place: Ints, unit: float,
    traits: Traits,
) -> None:  # fmt: skip
    """Make dear the part of a way that goes out from a place and comes back by the arc at position `last`."""
    home = place[heads[arcs[last]]]
    i = last
    while True:
        arc = arcs[i]
        loops[arc] = 2.0 * loops[arc] + weights[arc] + unit * traits.size[arc]
        if place[tails[arc]] == home:
            break
        i -= 1


class Scratch(NamedTuple):
    """What A* works on, and clears after itself."""

    bound: Floats
    distance: Floats
    arc_to: Ints
    touched: Ints
    keys: Floats
    items: Ints
    shut_arc: Flags
    shut_vertex: Flags
    shut_place: Flags
    seen: Flags


@jit
def look(
    source: int, target: int, offsets: Ints, heads: Ints, tails: Ints, dear: Floats, traits: Traits, work: Scratch,
    path: Ints,
) -> int:  # fmt: skip
    """Find the best way at some prices; `path` holds it, and its number of arcs is given (0: there is none)."""
    found, n_touched = steer(
        source, target, offsets, heads, dear, work.bound, work.shut_arc, work.shut_vertex, work.shut_place,
        traits.place, work.distance, work.arc_to, work.touched, work.keys, work.items, np.inf,
    )  # fmt: skip
    for j in range(n_touched):
        work.distance[work.touched[j]] = np.inf
    if found == np.inf:
        return 0
    hops = 0
    v = target
    while v != source:
        hops += 1
        v = tails[work.arc_to[v]]
    v = target
    for j in range(hops - 1, -1, -1):
        path[j] = work.arc_to[v]
        v = tails[path[j]]
    return hops


@jit
def further(
    source: int, target: int, offsets: Ints, heads: Ints, tails: Ints, weights: Floats, traits: Traits,
    most_overlap: float, kept: Kept, price: Floats, loops: Floats, unit: float, work: Scratch,
) -> Ints:  # fmt: skip
    """Find one more way that differs: its arcs, none if none was found; `price` stays where it was found."""
    number = kept.counts[0]
    low = np.zeros(number)
    high = np.zeros(number)
    path = np.empty(len(work.distance), np.int32)
    best = path[:0].copy()
    length = np.inf
    for _ in range(LOOKS):
        dear = priced(weights, unit, price, loops, kept, traits)
        hops = look(source, target, offsets, heads, tails, dear, traits, work, path)
        if hops == 0:
            break
        back = returns_at(path, 0, hops, tails, heads, traits.place, work.seen)
        if back >= 0:
            add_loop(loops, path, back, weights, tails, heads, traits.place, unit, traits)
            continue
        right = differs(path, 0, hops, kept, traits, most_overlap)
        if not right and len(best) == 0:
            for way in range(number):
                if kept.shared[way] > most_overlap:
                    low[way] = price[way]
                    price[way] = 2.0 * price[way]
            if np.max(price[:number]) > DEAREST:
                break
            continue
        if right:
            copy_into(high, price, number)
            own = weights[path[:hops]].sum()
            if own < length:
                length = own
                best = path[:hops].copy()
        else:
            copy_into(low, price, number)
        for way in range(number):
            price[way] = (low[way] + high[way]) / 2.0
        if np.max(high - low) < NEAR * np.max(high):
            break
    if len(best) > 0:
        copy_into(price, high, number)
    return best


@jit
def spread(
    source: int, target: int, k: int, offsets: Ints, heads: Ints, weights: Floats, tails: Ints, in_offsets: Ints,
    in_tails: Ints, in_arcs: Ints, traits: Traits, most_overlap: float, begin: Ints, store: Ints,
) -> tuple[Ints, Ints]:  # fmt: skip
    """Find further ways to those given, up to `k`: where each begins, and all arcs."""
    n = len(offsets) - 1
    work = Scratch(
        grow_reverse_tree(target, in_offsets, in_tails, in_arcs, weights), np.full(n, np.inf),
        np.full(n, -1, np.int32), np.empty(n, np.int32), np.empty(1024 + 2 * len(heads)),
        np.empty(1024 + 2 * len(heads), np.int32), np.zeros(len(heads), np.bool_), np.zeros(n, np.bool_),
        np.zeros(traits.n_places, np.bool_), np.zeros(traits.n_places, np.bool_),
    )  # fmt: skip
    kept = nothing_kept(k, traits.n_stretches)
    number = len(begin) - 1
    begin = grown(begin, k + 1)
    for way in range(number):
        kept = keep(store, begin[way], begin[way + 1], kept, traits)
    unit = 1.0
    if kept.total[0] > 0.0 and work.bound[source] > 0.0:
        unit = work.bound[source] / kept.total[0]
    loops = np.zeros(len(weights))
    price = np.zeros(k)
    while number < k:
        for way in range(number):
            price[way] = max(price[way], CHEAPEST)
        arcs = further(
            source, target, offsets, heads, tails, weights, traits, most_overlap, kept, price, loops, unit, work
        )
        if len(arcs) == 0:
            break
        end = begin[number] + len(arcs)
        if end > len(store):
            store = grown(store, 2 * end)
        store[begin[number] : end] = arcs
        begin[number + 1] = end
        kept = keep(store, begin[number], end, kept, traits)
        number += 1
    return begin[: number + 1], store


def ways_apart(
    graph: Graph, source: int, target: int, k: int, traits: Traits, most_overlap: float, given: list[Ints], *,
    reverse: Reverse, tails: Ints,
) -> list[tuple[float, Ints]]:  # fmt: skip
    """Give up to `k` ways that differ, the ones given (at least the shortest) among them, best first."""
    begin = np.cumsum([0, *map(len, given)]).astype(np.int32)
    store = np.concatenate(given).astype(np.int32)
    begin, store = soon(spread)(
        int(source), int(target), int(k), *graph, tails, *reverse, traits, float(most_overlap), begin, store
    )
    ways = [store[a:b] for a, b in zip(begin[:-1].tolist(), begin[1:].tolist(), strict=True)]
    return sorted(((float(graph.weights[arcs].sum()), arcs) for arcs in ways), key=lambda way: way[0])
