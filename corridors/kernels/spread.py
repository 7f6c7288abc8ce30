"""Ways that differ as much as is asked, where looking through the shortest ones would take too long.

Each further way is looked for by making dear what it would share with those kept: a price for each of them on
their stretches (the multiplier of its limit), raised while the best way at these prices still shares too much,
lowered again once it does not, and of all ways seen on the way the shortest that is allowed is taken. Raised far
enough, prices exclude: what can be avoided is. The overlap of every way given is checked, so it is never above
what was asked; that no shorter set of ways exists is not claimed.
"""

from __future__ import annotations

import numpy as np

from corridors.kernels.compile import fast, jit
from corridors.kernels.csr import Floats, Graph, Ints, Reverse
from corridors.kernels.dijkstra import grow_reverse_tree
from corridors.kernels.heap import grown
from corridors.kernels.overlap import Kept, Traits, differs, keep, nothing_kept, returns_at
from corridors.kernels.yen import steer

__all__ = ["ways_apart"]

#: Looks for each further way, and how far prices are raised: the worth of so many times the way shared.
LOOKS = 16
DEAREST = 1e4


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


@jit
def spread(
    source: int, target: int, k: int, offsets: Ints, heads: Ints, weights: Floats, tails: Ints, in_offsets: Ints,
    in_tails: Ints, in_arcs: Ints, traits: Traits, most_overlap: float, begin: Ints, store: Ints,
) -> tuple[Ints, Ints]:  # fmt: skip
    """Find further ways to those given, up to `k`: where each begins, and all arcs."""
    n = len(offsets) - 1
    bound = grow_reverse_tree(target, in_offsets, in_tails, in_arcs, weights)
    distance = np.full(n, np.inf)
    arc_to = np.full(n, -1, np.int32)
    touched = np.empty(n, np.int32)
    keys = np.empty(1024)
    items = np.empty(1024, np.int32)
    shut_arc = np.zeros(len(heads), np.bool_)
    shut_vertex = np.zeros(n, np.bool_)
    shut_place = np.zeros(traits.n_places, np.bool_)
    seen = np.zeros(traits.n_places, np.bool_)
    kept = nothing_kept(k, traits.n_stretches)
    number = len(begin) - 1
    begin = grown(begin, k + 1)
    for way in range(number):
        kept = keep(store, begin[way], begin[way + 1], kept, traits)
    unit = bound[source] / kept.total[0] if kept.total[0] > 0.0 else 1.0
    unit = unit if unit > 0.0 else 1.0
    loops = np.zeros(len(weights))
    price = np.zeros(k)
    low = np.zeros(k)
    high = np.zeros(k)
    path = np.empty(n, np.int32)
    best = np.empty(n, np.int32)
    while number < k:
        length = np.inf
        size = 0
        low[:] = 0.0
        price[:number] = np.maximum(price[:number], 0.25)
        for _ in range(LOOKS):
            dear = priced(weights, unit, price, loops, kept, traits)
            found, n_touched = steer(
                source, target, offsets, heads, dear, bound, shut_arc, shut_vertex, shut_place, traits.place,
                distance, arc_to, touched, keys, items, np.inf,
            )  # fmt: skip
            for j in range(n_touched):
                distance[touched[j]] = np.inf
            if found == np.inf:
                break
            hops = 0
            v = target
            while v != source:
                hops += 1
                v = tails[arc_to[v]]
            v = target
            for j in range(hops - 1, -1, -1):
                path[j] = arc_to[v]
                v = tails[arc_to[v]]
            own = 0.0
            for j in range(hops):
                own += weights[path[j]]
            back = returns_at(path, 0, hops, tails, heads, traits.place, seen)
            if back >= 0:
                add_loop(loops, path, back, weights, tails, heads, traits.place, unit, traits)
                continue
            if differs(path, 0, hops, kept, traits, most_overlap):
                if own < length:
                    length = own
                    size = hops
                    best[:hops] = path[:hops]
                high[:number] = price[:number]
                price[:number] = (low[:number] + high[:number]) / 2.0
                if np.max(high[:number] - low[:number]) < 0.05 * np.max(high[:number]):
                    break
            elif size > 0:
                low[:number] = price[:number]
                price[:number] = (low[:number] + high[:number]) / 2.0
                if np.max(high[:number] - low[:number]) < 0.05 * np.max(high[:number]):
                    break
            else:
                for way in range(number):
                    if kept.shared[way] > most_overlap:
                        low[way] = price[way]
                        price[way] = 2.0 * price[way]
                if np.max(price[:number]) > DEAREST:
                    break
        if size == 0:
            break
        if begin[number] + size > len(store):
            store = grown(store, 2 * (begin[number] + size))
        for j in range(size):
            store[begin[number] + j] = best[j]
        begin[number + 1] = begin[number] + size
        kept = keep(store, begin[number], begin[number + 1], kept, traits)
        price[:number] = high[:number]
        number += 1
    return begin[: number + 1], store


def ways_apart(
    graph: Graph, source: int, target: int, k: int, traits: Traits, most_overlap: float, given: list[Ints], *,
    reverse: Reverse, tails: Ints,
) -> list[tuple[float, Ints]]:  # fmt: skip
    """Give up to `k` ways that differ, the ones given (at least the shortest) among them, best first."""
    begin = np.cumsum([0, *map(len, given)]).astype(np.int32)
    store = np.concatenate(given).astype(np.int32)
    begin, store = fast(spread)(
        int(source), int(target), int(k), *graph, tails, *reverse, traits, float(most_overlap), begin, store
    )
    ways = [store[a:b] for a, b in zip(begin[:-1].tolist(), begin[1:].tolist(), strict=True)]
    return sorted(((float(graph.weights[arcs].sum()), arcs) for arcs in ways), key=lambda way: way[0])
