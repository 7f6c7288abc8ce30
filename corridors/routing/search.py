"""Exact shortest paths over arrays; knows nothing of places, tables or units.

A graph is ``offsets`` (one more than there are vertices), ``heads`` and ``weights`` (one an arc, arcs
sorted by tail). The arc is the identity: parallel arcs stay apart. Weights are at least zero; infinity
marks an arc that may not be used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple

__all__ = ["Layer", "Tree", "distances_to", "layer_seeds", "layered_trees", "shortest_tree", "walk_back"]


class Tree(NamedTuple):
    """Shortest distances from the seeds, and the arc by which each vertex was reached (or -1)."""

    distance: list[float]
    arc: list[int]


class Layer(NamedTuple):
    """One layer of a layered search and the ways up into it.

    ``entries`` are (lower layer, arcs, vertices): the layer is entered by crossing one of the arcs, or
    by standing at one of the vertices, of a lower layer.
    """

    entries: tuple[tuple[int, Sequence[int], Sequence[int]], ...]


def shortest_tree(
    offsets: Sequence[int],
    heads: Sequence[int],
    weights: Sequence[float],
    seeds: Iterable[tuple[float, int]],
) -> Tree:
    """Dijkstra's algorithm from one or several seeds ``(distance, vertex)`` to every vertex."""
    count = len(offsets) - 1
    distance = [inf] * count
    arc_to = [-1] * count
    heap: list[tuple[float, int]] = []
    for start, vertex in seeds:
        if start < distance[vertex]:
            distance[vertex] = start
            heappush(heap, (start, vertex))
    while heap:
        near, vertex = heappop(heap)
        if near > distance[vertex]:
            continue
        for arc in range(offsets[vertex], offsets[vertex + 1]):
            reached = near + weights[arc]
            head = heads[arc]
            if reached < distance[head]:
                distance[head] = reached
                arc_to[head] = arc
                heappush(heap, (reached, head))
    return Tree(distance, arc_to)


def distances_to(
    into: Sequence[Sequence[int]], tails: Sequence[int], weights: Sequence[float], target: int
) -> list[float]:
    """Shortest distances from every vertex to a target; `into` are the arcs that lead to each vertex."""
    distance = [inf] * len(into)
    distance[target] = 0.0
    heap = [(0.0, target)]
    while heap:
        near, vertex = heappop(heap)
        if near > distance[vertex]:
            continue
        for arc in into[vertex]:
            reached, tail = near + weights[arc], tails[arc]
            if reached < distance[tail]:
                distance[tail] = reached
                heappush(heap, (reached, tail))
    return distance


def layered_trees(
    offsets: Sequence[int],
    heads: Sequence[int],
    tails: Sequence[int],
    weights: Sequence[float],
    source: int,
    layers: Sequence[Layer],
    *,
    within: Sequence[float] | None = None,
    grow: Callable[[int, Mapping[int, float]], Tree] | None = None,
) -> tuple[list[Tree], list[dict[int, tuple[int, int]]]]:
    """Shortest trees through layers: what must be crossed or visited, as copies of one graph.

    Layer 0 starts at `source`; every further layer starts where its entries say. Returned with the
    trees: for each layer, by which ``(lower layer, arc)`` a seed vertex was entered (arc -1: by
    standing there). Inside a layer the weights `within` hold, infinite on arcs that may only lead up.
    `grow` gives the tree of a layer from its seeds in another way than by a search from scratch.
    """
    inside = weights if within is None else within

    def scratch(_: int, seeds: Mapping[int, float]) -> Tree:
        return shortest_tree(offsets, heads, inside, [(d, v) for v, d in seeds.items()])

    grow = scratch if grow is None else grow
    trees = [grow(0, {source: 0.0})]
    entered: list[dict[int, tuple[int, int]]] = [{}]
    for number, layer in enumerate(layers, start=1):
        best, how = layer_seeds(heads, tails, weights, trees, layer)
        trees.append(grow(number, best))
        entered.append(how)
    return trees, entered


def layer_seeds(
    heads: Sequence[int], tails: Sequence[int], weights: Sequence[float], trees: Sequence[Tree], layer: Layer
) -> tuple[dict[int, float], dict[int, tuple[int, int]]]:
    """Give where a layer is entered from the trees below it, at what distance, and how."""
    best: dict[int, float] = {}
    how: dict[int, tuple[int, int]] = {}
    for lower, arcs, vertices in layer.entries:
        below = trees[lower].distance
        for vertex in vertices:
            if below[vertex] < best.get(vertex, inf):
                best[vertex], how[vertex] = below[vertex], (lower, -1)
        for arc in arcs:
            reached, head = below[tails[arc]] + weights[arc], heads[arc]
            if reached < best.get(head, inf):
                best[head], how[head] = reached, (lower, arc)
    return best, how


def walk_back(
    tails: Sequence[int],
    trees: Sequence[Tree],
    entered: Sequence[dict[int, tuple[int, int]]],
    target: int,
) -> list[int]:
    """Arcs from the source to `target` in the last layer, in order."""
    arcs: list[int] = []
    layer, vertex = len(trees) - 1, target
    while True:
        arc = trees[layer].arc[vertex]
        if arc >= 0:
            arcs.append(arc)
            vertex = tails[arc]
            continue
        entry = entered[layer].get(vertex)
        if entry is None:
            break
        layer, arc = entry
        if arc >= 0:
            arcs.append(arc)
            vertex = tails[arc]
    arcs.reverse()
    return arcs
