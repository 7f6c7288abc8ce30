"""One way at a time, steered by bounds: A* under weights that have only risen.

Prices of capacities are added to the weights of a network, never taken from them. So the distances to a
destination without prices stay below those with prices, and a search steered by them is exact. It looks at
a small part of the network, above all where only a way below some budget is of interest.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf

from corridors.flows.model import FlowNetwork
from corridors.flows.trees import way

__all__ = ["bounds_to", "way_below"]


def bounds_to(network: FlowNetwork, weights: Sequence[float], target: int) -> list[float]:
    """Distance from every vertex to the target; infinite where no way leads there."""
    tails, into = network.tails, network.arcs_into
    distance = [inf] * network.n_vertices
    distance[target] = 0.0
    heap = [(0.0, target)]
    while heap:
        near, vertex = heappop(heap)
        if near > distance[vertex]:
            continue
        for arc in into[vertex]:
            reached = near + weights[arc]
            tail = tails[arc]
            if reached < distance[tail]:
                distance[tail] = reached
                heappush(heap, (reached, tail))
    return distance


def way_below(
    network: FlowNetwork,
    weights: Sequence[float],
    bound: Sequence[float],
    source: int,
    target: int,
    budget: float = inf,
) -> tuple[int, ...]:
    """Give the best way if it weighs less than the budget; empty otherwise.

    Parameters
    ----------
    network, weights
        The network, and the weight of each arc.
    bound
        For each vertex, at most its distance to the target under `weights`, as of `bounds_to`.
    source, target
        Vertices.
    budget
        What a way must weigh less than.
    """
    offsets, heads = network.offsets, network.heads
    distance: dict[int, float] = {source: 0.0}
    arc_to: dict[int, int] = {}
    heap = [(bound[source], 0.0, source)]
    while heap:
        estimate, near, vertex = heappop(heap)
        if estimate >= budget:
            return ()
        if vertex == target:
            return way(network.tails, arc_to, source, target)
        if near > distance[vertex]:
            continue
        for arc in range(offsets[vertex], offsets[vertex + 1]):
            reached = near + weights[arc]
            head = heads[arc]
            if reached < distance.get(head, inf):
                total = reached + bound[head]
                if total < budget:
                    distance[head] = reached
                    arc_to[head] = arc
                    heappush(heap, (total, reached, head))
    return ()
