"""What the ways of a tree weigh, all of them in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

__all__ = ["summed_up"]


def summed_up(source: int, arc_to: Sequence[int], tails: Sequence[int], weights: Sequence[float]) -> list[float]:
    """Weigh the way to each vertex of a tree, arc by arc from its source; infinity where there is none.

    Parameters
    ----------
    source
        The root of the tree.
    arc_to
        The arc by which each vertex is reached, -1 where none is.
    tails, weights
        One entry an arc.

    Examples
    --------
    >>> summed_up(0, [-1, 0, 1, -1], [0, 1], [1.0, 2.0])
    [0.0, 1.0, 3.0, inf]
    """
    totals = [inf] * len(arc_to)
    totals[source] = 0.0
    for vertex, arc in enumerate(arc_to):
        here, passed = vertex, []
        while arc >= 0 and totals[here] == inf:
            passed.append(here)
            here = tails[arc]
            arc = arc_to[here]
        total = totals[here]
        for above in reversed(passed):
            total += weights[arc_to[above]]
            totals[above] = total
    return totals
