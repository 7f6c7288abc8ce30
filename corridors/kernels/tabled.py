"""What the ways of many trees weigh, each summed up as soon as it is grown; no tree is kept."""

from __future__ import annotations

import numpy as np

from corridors.kernels.compile import jit
from corridors.kernels.csr import Floats, Ints
from corridors.kernels.ordered import ordered_tree

__all__ = ["tabled"]


@jit
def tabled(
    sources: Ints, targets: Ints, offsets: Ints, heads: Ints, tails: Ints, weights: Floats, summed: Floats
) -> Floats:
    """Weigh the ways from sources to targets that are the shortest by some weights, by others.

    Parameters
    ----------
    sources, targets
        Vertices, int32.
    offsets, heads, tails
        The graph: where the arcs of each vertex begin, and the ends of each, int32.
    weights
        By which ways are the shortest, one an arc.
    summed
        What is added up along them, one an arc.

    Returns
    -------
    ndarray of float64, shape (sources, targets)
        Infinity where there is no way. The sums are added from the source on, as `corridors.routing.totals` does.
    """
    n = len(offsets) - 1
    table = np.full((len(sources), len(targets)), np.inf)
    passed = np.empty(n, np.int32)
    for row in range(len(sources)):
        _, arc_to = ordered_tree(sources[row], offsets, heads, weights)
        totals = np.full(n, np.inf)
        totals[sources[row]] = 0.0
        for column in range(len(targets)):
            here = targets[column]
            count = 0
            while totals[here] == np.inf and arc_to[here] >= 0:
                passed[count] = here
                count += 1
                here = tails[arc_to[here]]
            total = totals[here]
            for back in range(count - 1, -1, -1):
                total += summed[arc_to[passed[back]]]
                totals[passed[back]] = total
            table[row, column] = totals[targets[column]]
    return table
