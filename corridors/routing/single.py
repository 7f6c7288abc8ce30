"""One way alone: a search that ends where its target is reached, for who asks an origin a single time.

It goes by the steps of `corridors.routing.search` in their order, up to the target; so it takes the same arcs, ties
included, as the whole trees would give.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from math import inf

from corridors.routing.search import Layer

__all__ = ["UNKNOWN", "chain_of", "single_way"]

#: In the place of a weight that is worked out once an arc is met: less than any, so that it is looked at.
UNKNOWN = -inf


def chain_of(layers: Sequence[Layer]) -> list[Sequence[int]] | None:
    """Give the vertices by which each layer is entered from the one below, where that is all that there is to them."""
    chain = []
    for lower, layer in enumerate(layers):
        if len(layer.entries) != 1:
            return None
        below, arcs, vertices = layer.entries[0]
        if below != lower or arcs:
            return None
        chain.append(vertices)
    return chain


def single_way(
    graph: tuple[Sequence[int], Sequence[int], Sequence[int]],
    weights: tuple[list[float], Callable[[int], float]],
    ends: tuple[int, int],
    stops: Sequence[Sequence[int]] = (),
) -> list[int]:
    """Give the arcs of the best way between two vertices; none where there is none.

    Parameters
    ----------
    graph
        Offsets, heads and tails.
    weights
        The weights, `UNKNOWN` where nobody has asked for one yet, and what gives these; it puts there what it gives,
        unless that is of use for this search alone.
    ends
        Where it starts and ends.
    stops
        Of each that it must pass, in order, the vertices.
    """
    if stops:
        return _through(graph, weights, ends, stops)
    (offsets, heads, tails), (known, weigh), (source, target) = graph, weights, ends
    distance, arc_to = [inf] * (len(offsets) - 1), [-1] * (len(offsets) - 1)
    distance[source] = 0.0
    heap = [(0.0, source)]
    while heap:
        near, vertex = heappop(heap)
        if vertex == target:
            break
        if near > distance[vertex]:
            continue
        for arc in range(offsets[vertex], offsets[vertex + 1]):
            reached = near + known[arc]
            head = heads[arc]
            if reached < distance[head]:
                if reached == UNKNOWN:
                    if distance[head] <= near:  # whatever it weighs
                        continue
                    reached = near + weigh(arc)
                    if reached >= distance[head]:
                        continue
                distance[head] = reached
                arc_to[head] = arc
                heappush(heap, (reached, head))
    arcs = []
    arc = arc_to[target]
    while arc >= 0:
        arcs.append(arc)
        arc = arc_to[tails[arc]]
    arcs.reverse()
    return arcs


def _through(
    graph: tuple[Sequence[int], Sequence[int], Sequence[int]],
    weights: tuple[list[float], Callable[[int], float]],
    ends: tuple[int, int],
    stops: Sequence[Sequence[int]],
) -> list[int]:
    """Do the same through a layer for each stop, all at once: what is nearer first, and of equals the lower layer.

    So every layer is gone through in the order in which it would be by itself. A layer is left once no stop can be
    reached in it before it is in the next.
    """
    (offsets, heads, tails), (known, weigh) = graph, weights
    count = len(offsets) - 1
    last = len(stops)
    goal = last * count + ends[1]
    distance, arc_to = [inf] * ((last + 1) * count), [-1] * ((last + 1) * count)
    distance[ends[0]] = 0.0
    wanted = [set(vertices) for vertices in stops]
    leaves = [frozenset(vertices) for vertices in stops] + [frozenset()]
    lowest = 0
    heap = [(0.0, ends[0])]
    while heap:
        near, state = heappop(heap)
        if state == goal:
            break
        if near > distance[state]:
            continue
        layer, vertex = divmod(state, count)
        if layer < lowest:
            continue
        if layer and vertex in wanted[layer - 1]:
            wanted[layer - 1].discard(vertex)
            if not wanted[layer - 1]:
                lowest = max(lowest, layer)
        if vertex in leaves[layer]:
            above = state + count
            if near <= distance[above]:
                distance[above], arc_to[above] = near, -1
                heappush(heap, (near, above))
        below = state - vertex
        for arc in range(offsets[vertex], offsets[vertex + 1]):
            reached = near + known[arc]
            head = below + heads[arc]
            if reached < distance[head]:
                if reached == UNKNOWN:
                    if distance[head] <= near:  # whatever it weighs
                        continue
                    reached = near + weigh(arc)
                    if reached >= distance[head]:
                        continue
                distance[head] = reached
                arc_to[head] = arc
                heappush(heap, (reached, head))
    return _walk(tails, distance, arc_to, (ends[0], goal), count)


def _walk(
    tails: Sequence[int],
    distance: Sequence[float],
    arc_to: Sequence[int],
    ends: tuple[int, int],
    count: int,
) -> list[int]:
    """Go back through the layers; into each it went up where no arc leads to."""
    arcs: list[int] = []
    source, state = ends
    if distance[state] == inf:
        return arcs
    while state != source:
        arc = arc_to[state]
        if arc < 0:
            state -= count
        else:
            arcs.append(arc)
            state += tails[arc] - state % count
    arcs.reverse()
    return arcs
