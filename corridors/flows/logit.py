"""Path-size logit: freight spreads over alternative ways, the less so the dearer they are.

The share of way k among a pair's ways is ``exp(-scale (w_k - w_best) / w_best) PS_k^overlap``, normalised.
The weight enters relative to the best way's, so one scale suits short and long hauls: at scale 20 a way
10 % dearer gets ``exp(-2)``, about an eighth, of the best one's share. The path size ``PS_k`` (Ben-Akiva
and Bierlaire 1999) is the sum over k's arcs of their part of k's weight, divided by the number of ways
that use the arc: two ways that differ only at their ends count as little more than one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import exp, log

import numpy as np

from corridors.flows.alternatives import alternatives
from corridors.flows.paths import FlowPath
from corridors.flows.task import Answer, Task
from corridors.kernels.adding import total_of

__all__ = ["logit", "path_sizes", "shares"]


def logit(task: Task, *, scale: float, overlap: float, routes: int, max_detour: float) -> Answer:
    """Assign each pair to its alternative ways by path-size logit."""
    network = task.network
    paths = task.standing()
    for group in task.groups:
        weights = np.asarray(network.weights_of(group.shipment)).tolist()
        for number, target in zip(group.pairs, group.targets, strict=True):
            ways = alternatives(network, weights, group.source, target, count=routes, max_detour=max_detour)
            amount = task.pairs[number].amount
            parts = shares(ways, weights, scale=scale, overlap=overlap)
            flows = [amount * part for part in parts]
            paths += [FlowPath(number, arcs, flow) for arcs, flow in zip(ways, flows, strict=True)]
    settings = {"scale": scale, "overlap": overlap, "routes": routes, "max_detour": max_detour}
    return Answer(paths, settings=settings)


def shares(ways: Sequence[tuple[int, ...]], weights: Sequence[float], *, scale: float, overlap: float) -> list[float]:
    """Shares of alternative ways, which sum to one.

    Examples
    --------
    >>> shares([(0,), (1,)], [10.0, 10.0], scale=5, overlap=1)
    [0.5, 0.5]
    """
    if not ways:
        return []
    totals = [total_of(weights[arc] for arc in arcs) for arcs in ways]
    best = min(totals)
    unit = best if best > 0 else 1.0
    sizes = path_sizes(ways, weights)
    utility = [-scale * (total - best) / unit + overlap * log(size) for total, size in zip(totals, sizes, strict=True)]
    top = max(utility)
    parts = [exp(u - top) for u in utility]
    whole = total_of(parts)
    return [part / whole for part in parts]


def path_sizes(ways: Sequence[tuple[int, ...]], weights: Sequence[float]) -> list[float]:
    """Path size of each way: one if it shares nothing, 1/n if all n ways are the same."""
    users = Counter(arc for arcs in ways for arc in set(arcs))
    sizes = []
    for arcs in ways:
        total = total_of(weights[arc] for arc in arcs)
        if total > 0:
            sizes.append(total_of(weights[arc] / users[arc] for arc in arcs) / total)
        else:  # where nothing costs anything every arc counts alike
            sizes.append(total_of(1 / users[arc] for arc in arcs) / len(arcs))
    return sizes
