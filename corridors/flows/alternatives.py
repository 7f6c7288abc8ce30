"""Alternative ways between two vertices, by making those found dearer and looking again."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf, isinf

from corridors.flows.model import FlowNetwork
from corridors.flows.trees import way

__all__ = ["alternatives"]

#: By how much an arc of a way already found is dearer at the next look. A fifth makes the search leave the
#: trunk of the best way within a few looks without chasing absurd detours.
_PENALTY = 1.2

_LOOKS_PER_ROUTE = 4


def alternatives(
    network: FlowNetwork,
    weights: Sequence[float],
    source: int,
    target: int,
    *,
    count: int,
    max_detour: float,
) -> list[tuple[int, ...]]:
    """Give up to `count` different ways, the best one first; empty if there is none.

    Parameters
    ----------
    network, weights
        The network, and the weight of each arc.
    source, target
        Vertices.
    count
        How many ways at most.
    max_detour
        Ways dearer than this many times the best one are left out.
    """
    changed = list(weights)
    found: dict[tuple[int, ...], float] = {}
    best = inf
    for _ in range(_LOOKS_PER_ROUTE * count):
        arcs = _shortest(network, changed, source, target)
        if not arcs:
            break
        total = sum(weights[arc] for arc in arcs)
        best = min(best, total)
        if total <= best * max_detour or not found:
            found.setdefault(arcs, total)
        if len(found) == count:
            break
        for arc in arcs:
            # an arc that costs nothing would never be left: it gets a sliver of the way's weight
            changed[arc] = changed[arc] * _PENALTY + 1e-6 * best
    return sorted(found, key=lambda arcs: (found[arcs], arcs))


def _shortest(network: FlowNetwork, weights: Sequence[float], source: int, target: int) -> tuple[int, ...]:
    """Dijkstra's algorithm that stops at the target."""
    offsets, heads = network.offsets, network.heads
    distance = [inf] * network.n_vertices
    arc_to = [-1] * network.n_vertices
    distance[source] = 0.0
    heap = [(0.0, source)]
    while heap:
        near, vertex = heappop(heap)
        if vertex == target:
            break
        if near > distance[vertex]:
            continue
        for arc in range(offsets[vertex], offsets[vertex + 1]):
            reached = near + weights[arc]
            head = heads[arc]
            if reached < distance[head]:
                distance[head] = reached
                arc_to[head] = arc
                heappush(heap, (reached, head))
    if isinf(distance[target]):
        return ()
    return way(network.tails, arc_to, source, target)
