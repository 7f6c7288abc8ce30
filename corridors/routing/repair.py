"""Shortest-path trees after some arcs have come to weigh more or less, made of the tree before.

What is given back is the tree that a search from scratch would give, arc by arc: of ways that weigh the same to the
last bit, the search takes the one whose last vertex it settles first, and so does the repair. Where it cannot tell
which that is, or where much has changed, it gives nothing back, and the search has to be made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from math import inf
from typing import NamedTuple

from corridors.routing.search import Tree

__all__ = ["Net", "repaired"]

#: Where more than this share of the vertices has lost its way, a search from scratch is quicker.
_MOST_LOST = 0.4


class Net(NamedTuple):
    """A graph with its arcs from both ends, as of now: see `corridors.routing.search`."""

    offsets: Sequence[int]
    heads: Sequence[int]
    tails: Sequence[int]
    into: Sequence[Sequence[int]]
    weights: Sequence[float]


def repaired(
    net: Net,
    before: Tree,
    changed: Iterable[int],
    seeds: Mapping[int, float],
    seeds_before: Mapping[int, float],
) -> Tree | None:
    """Give the tree from `seeds` by the weights of the net.

    Parameters
    ----------
    net
        The graph with its new weights.
    before
        The tree from `seeds_before` by the weights before.
    changed
        Arcs that may weigh something else than before.
    seeds, seeds_before
        Where the search starts, and at what distance.

    Returns
    -------
    Tree or None
        `before` itself where nothing of it changes; None where a search has to be made from scratch.
    """
    arcs = list(changed)
    lost = _lost(net, before, arcs, seeds, seeds_before)
    if lost is None:
        return None
    better = _better(net, before, arcs, lost)
    started = [v for v, start in seeds.items() if v in lost or start < before.distance[v]]
    ties = [arc for arc in arcs if net.tails[arc] not in lost and _ties(net, before.distance, arc)]
    even = [v for v, start in seeds.items() if start == before.distance[v] and before.arc[v] >= 0]
    if not (lost or better or started or even or any(before.arc[net.heads[arc]] != arc for arc in ties)):
        return before
    distance, arc_to = list(before.distance), list(before.arc)
    for vertex in lost:
        distance[vertex], arc_to[vertex] = inf, -1
    moved = _settle(net, distance, arc_to, lost, [*better], {v: seeds[v] for v in started})
    doubtful = moved | {net.heads[arc] for arc in ties} | set(even)
    for vertex in moved:
        for arc in range(net.offsets[vertex], net.offsets[vertex + 1]):
            if _ties(net, distance, arc):
                doubtful.add(net.heads[arc])
    if not _all_told(net, distance, arc_to, doubtful, moved, seeds):
        return None
    return Tree(distance, arc_to)


def _ties(net: Net, distance: Sequence[float], arc: int) -> bool:
    reached = distance[net.tails[arc]] + net.weights[arc]
    return reached == distance[net.heads[arc]] < inf


def _lost(
    net: Net,
    before: Tree,
    arcs: Sequence[int],
    seeds: Mapping[int, float],
    seeds_before: Mapping[int, float],
) -> set[int] | None:
    """Give the vertices whose way in the tree has come to weigh more, and all beyond them; None if these are many."""
    distance, arc_to = before
    heads, tails, offsets, weights = net.heads, net.tails, net.offsets, net.weights
    stack = [
        heads[arc]
        for arc in arcs
        if arc_to[heads[arc]] == arc and distance[tails[arc]] + weights[arc] > distance[heads[arc]]
    ]
    stack += [v for v, start in seeds_before.items() if arc_to[v] < 0 and seeds.get(v, inf) > start == distance[v]]
    lost: set[int] = set()
    most = _MOST_LOST * len(distance)
    while stack:
        vertex = stack.pop()
        if vertex in lost:
            continue
        lost.add(vertex)
        if len(lost) > most:
            return None
        stack += [heads[arc] for arc in range(offsets[vertex], offsets[vertex + 1]) if arc_to[heads[arc]] == arc]
    return lost


def _better(net: Net, before: Tree, arcs: Sequence[int], lost: set[int]) -> list[int]:
    """Give the arcs by which a vertex that has kept its way is now nearer."""
    distance = before.distance
    return [
        arc
        for arc in arcs
        if net.tails[arc] not in lost and distance[net.tails[arc]] + net.weights[arc] < distance[net.heads[arc]]
    ]


def _settle(
    net: Net,
    distance: list[float],
    arc_to: list[int],
    lost: set[int],
    better: Sequence[int],
    starts: Mapping[int, float],
) -> set[int]:
    """Search on from all that is known, and give the vertices whose distance is new."""
    offsets, heads, tails, weights = net.offsets, net.heads, net.tails, net.weights
    near: dict[int, tuple[float, int]] = {vertex: (start, -1) for vertex, start in starts.items()}
    edge = [arc for vertex in lost for arc in net.into[vertex] if tails[arc] not in lost]
    for arc in (*edge, *better):
        reached, head = distance[tails[arc]] + weights[arc], heads[arc]
        if reached < (near[head][0] if head in near else distance[head]):
            near[head] = reached, arc
    heap = []
    for vertex, (start, arc) in near.items():
        if start < distance[vertex]:
            distance[vertex], arc_to[vertex] = start, arc
            heap.append((start, vertex))
    heapify(heap)
    moved = set(lost)
    while heap:
        here, vertex = heappop(heap)
        if here > distance[vertex]:
            continue
        moved.add(vertex)
        for arc in range(offsets[vertex], offsets[vertex + 1]):
            reached, head = here + weights[arc], heads[arc]
            if reached < distance[head]:
                distance[head], arc_to[head] = reached, arc
                heappush(heap, (reached, head))
    return moved


def _all_told(
    net: Net,
    distance: Sequence[float],
    arc_to: list[int],
    doubtful: set[int],
    moved: set[int],
    seeds: Mapping[int, float],
) -> bool:
    """Set the arcs by which the search would reach some vertices first; whether that can be told of all of them."""
    tails, weights = net.tails, net.weights
    apart: list[tuple[int, list[int]]] = []
    for vertex in doubtful:
        here = distance[vertex]
        if here == inf:
            continue
        if seeds.get(vertex, inf) == here:
            tight = [-1]
        else:
            tight = [arc for arc in net.into[vertex] if distance[tails[arc]] + weights[arc] == here]
            first = min(distance[tails[arc]] for arc in tight)
            tight = [arc for arc in tight if distance[tails[arc]] == first]
        if len({tails[arc] for arc in tight}) > 1:
            apart.append((vertex, tight))
            continue
        told = tight[0]
        if told != arc_to[vertex] and vertex not in moved:
            return False  # what else is settled with it may change its turn
        arc_to[vertex] = told
    # of several vertices at one distance those come in the order of their numbers that are all known before it
    for vertex, tight in apart:
        if not all(_known_before(net, distance, arc_to, tails[arc]) for arc in tight):
            return False
        told = min(tight, key=lambda arc: (tails[arc], arc))
        if told != arc_to[vertex] and vertex not in moved:
            return False
        arc_to[vertex] = told
    return True


def _known_before(net: Net, distance: Sequence[float], arc_to: Sequence[int], vertex: int) -> bool:
    arc = arc_to[vertex]
    return arc < 0 or distance[net.tails[arc]] < distance[vertex]
