"""Ways that truly differ: the exact choice where it is soon made, or else a good one, and which of them it is.

The definition is greedy: ways are taken best first, and one is kept if it shares little enough with each kept
before. The exact choice goes through the ways in that order. On large networks thousands of ways differ from the
best by a street; where the budget for looking runs out before enough are kept, the rest is found by pricing what
would be shared (`corridors.kernels.spread`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from corridors.kernels.csr import Graph, Ints, Reverse
    from corridors.kernels.overlap import Traits

__all__ = ["Apart", "find_apart"]

#: Budget of the exact choice: ways looked at, and vertices in all searches together (some milliseconds, compiled).
MOST_WAYS = 1_000
MOST_WORK = 20_000


class Apart(NamedTuple):
    """Ways found with their weights, best first; how, and whether they are the exact choice."""

    ways: list[tuple[float, Ints]]
    method: str
    exact: bool


def find_apart(
    graph: Graph, source: int, target: int, k: int, traits: Traits, max_overlap: float, reverse: Reverse, tails: Ints
) -> Apart:
    """Find up to `k` ways that share at most `max_overlap`, the shortest among them; none if there is none."""
    from corridors.kernels.spread import ways_apart
    from corridors.kernels.yen import shortest_that_differ

    # the search has room for as many ways as it is asked for, and looks at no more than its budget
    found, whole = shortest_that_differ(
        graph, source, target, min(k, MOST_WAYS + 1), traits, max_overlap, most_ways=MOST_WAYS, most_work=MOST_WORK,
        reverse=reverse, tails=tails,
    )  # fmt: skip
    if whole:
        return Apart(found, "shortest first", exact=True)
    given = [arcs for _, arcs in found]
    ways = ways_apart(graph, source, target, k, traits, max_overlap, given, reverse=reverse, tails=tails)
    return Apart(ways, "priced overlap", exact=False)
