"""Maximum flow as a linear programme, exact also where many arcs share one capacity.

A port's capacity bounds a dozen operations together, so the problem is no pure network flow; as a linear
programme it is solved the same way with or without such shares. The duals give the minimum cut: what it
costs in capacity to part the origins from the destinations, which equals the flow.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from corridors.flows.model import FlowNetwork
from corridors.flows.solver import Programme

__all__ = ["Maximum", "maximum"]

#: What a dual below this stands for is rounding, not a cut.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Maximum:
    """The greatest flow, its flow by arc, and the share of each capacity in the minimum cut."""

    value: float
    arc_flows: NDArray[np.float64]
    cut: NDArray[np.float64]
    unbounded: tuple[int, ...] = ()  # arcs of a way that nothing bounds


def maximum(network: FlowNetwork, sources: Iterable[int], sinks: Iterable[int]) -> Maximum:
    """Find the greatest flow from any source vertex to any sink vertex, and the cheapest such flow."""
    start, goal = set(sources), set(sinks)
    nothing = Maximum(0.0, np.zeros(network.n_arcs), np.zeros(len(network.capacities)))
    arcs = _between(network, start, goal)
    if not arcs:
        return nothing
    free = _unbounded_way(network, arcs, start, goal)
    if free:
        return Maximum(inf, nothing.arc_flows, nothing.cut, free)
    return _solve(network, arcs, start, goal)


def _between(network: FlowNetwork, start: set[int], goal: set[int]) -> list[int]:
    """Arcs that lie on some way; none enters a source or leaves a sink."""
    arcs = [arc for arc in range(network.n_arcs) if network.heads[arc] not in start and network.tails[arc] not in goal]
    ahead = _reach(start, [(network.tails[a], network.heads[a]) for a in arcs])
    back = _reach(goal, [(network.heads[a], network.tails[a]) for a in arcs])
    return [a for a in arcs if network.tails[a] in ahead and network.heads[a] in back]


def _reach(seeds: set[int], steps: Sequence[tuple[int, int]]) -> set[int]:
    after: dict[int, list[int]] = {}
    for tail, head in steps:
        after.setdefault(tail, []).append(head)
    found, queue = set(seeds), list(seeds)
    while queue:
        for head in after.get(queue.pop(), ()):
            if head not in found:
                found.add(head)
                queue.append(head)
    return found


def _unbounded_way(network: FlowNetwork, arcs: Sequence[int], start: set[int], goal: set[int]) -> tuple[int, ...]:
    """Arcs of a way without any capacity, if there is one."""
    amounts, needs = network.amounts.tolist(), network.capacities_of
    after: dict[int, list[int]] = {}
    for arc in arcs:
        if all(amounts[c] == inf for c in needs[arc]):
            after.setdefault(network.tails[arc], []).append(arc)
    came: dict[int, int] = dict.fromkeys(start, -1)
    queue = deque(start)
    while queue:
        for arc in after.get(queue.popleft(), ()):
            head = network.heads[arc]
            if head in came:
                continue
            came[head] = arc
            if head in goal:
                return _back(network, came, head)
            queue.append(head)
    return ()


def _back(network: FlowNetwork, came: dict[int, int], vertex: int) -> tuple[int, ...]:
    way = []
    while came[vertex] >= 0:
        way.append(came[vertex])
        vertex = network.tails[came[vertex]]
    return tuple(reversed(way))


def _widest(network: FlowNetwork, arcs: Sequence[int], start: set[int], goal: set[int]) -> float:
    """Give the least capacity on the path on which it is greatest."""
    amounts, needs = network.amounts.tolist(), network.capacities_of
    width_of = {arc: min((amounts[c] for c in needs[arc]), default=inf) for arc in arcs}

    def is_wide(width: float) -> bool:
        steps = [(network.tails[arc], network.heads[arc]) for arc in arcs if width_of[arc] >= width]
        return not goal.isdisjoint(_reach(start, steps))

    widths = sorted(set(width_of.values()))
    return widths[bisect_left(widths, x=True, key=lambda width: not is_wide(width)) - 1]


def _solve(network: FlowNetwork, arcs: list[int], start: set[int], goal: set[int]) -> Maximum:
    ends = start | goal
    inner = {network.tails[a] for a in arcs} | {network.heads[a] for a in arcs}
    row_of = {vertex: row for row, vertex in enumerate(sorted(inner - ends))}
    needs = network.capacities_of
    bounding = sorted({c for a in arcs for c in needs[a] if network.amounts[c] < inf})
    first = len(row_of)
    row_of_capacity = {c: first + i for i, c in enumerate(bounding)}
    total = first + len(bounding)
    # no path carries more than the widest, so the flow lies between its width and that times the arcs: with the width
    # as the unit tolerances mean the same everywhere, and what is wider than the flow can be does not matter
    scale = _widest(network, arcs, start, goal) or 1.0
    amounts = np.minimum(network.amounts[bounding], 2 * len(arcs) * scale)
    leaving = np.array([network.tails[a] in start for a in arcs])
    starts: list[int] = []
    rows: list[int] = []
    values: list[float] = []
    for arc, out in zip(arcs, leaving.tolist(), strict=True):
        starts.append(len(rows))
        entries = {row_of_capacity[c]: 1.0 for c in needs[arc] if c in row_of_capacity}
        tail, head = row_of.get(network.tails[arc]), row_of.get(network.heads[arc])
        if tail is not None:
            entries[tail] = -1.0
        if head is not None:
            entries[head] = 1.0
        if out:
            entries[total] = 1.0
        rows += entries
        values += entries.values()
    programme = Programme(
        lower=[0.0] * first + [-inf] * len(bounding) + [0.0],
        upper=[0.0] * first + (amounts / scale).tolist() + [inf],
        primal=True,
    )
    programme.add_columns(np.where(leaving, -1.0, 0.0), starts=starts, rows=rows, values=values)
    best = -programme.solve()
    prices = -programme.row_prices[first:total]
    cut = np.zeros(len(network.capacities))
    cut[bounding] = np.where(prices > _ROUNDING, prices, 0.0)
    # of all flows as great, the cheapest: the others may send freight round in circles
    costs = network.weights[0][arcs]
    programme.set_costs(costs / max(float(costs.max()), 1.0) if costs.any() else np.ones(len(arcs)))
    programme.bound_row(total, best, inf)
    programme.solve()
    flows = np.zeros(network.n_arcs)
    flows[arcs] = np.maximum(programme.values, 0.0) * scale
    return Maximum(best * scale, flows, cut)
