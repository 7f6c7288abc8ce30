"""Alternative ways between two vertices, by making those found dearer and looking again."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from corridors.flows.guided import bounds_to, way_below
from corridors.flows.model import FlowNetwork
from corridors.kernels.adding import total_of

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
    bound = bounds_to(network, weights, target)
    found: dict[tuple[int, ...], float] = {}
    best = inf
    for _ in range(_LOOKS_PER_ROUTE * count):
        arcs = way_below(network, changed, bound, source, target)
        if not arcs:
            break
        total = total_of(weights[arc] for arc in arcs)
        best = min(best, total)
        if total <= best * max_detour or not found:
            found.setdefault(arcs, total)
        if len(found) == count:
            break
        for arc in arcs:
            # an arc that costs nothing would never be left: it gets a sliver of the way's weight
            changed[arc] = changed[arc] * _PENALTY + 1e-6 * best
    return sorted(found, key=lambda arcs: (found[arcs], arcs))
