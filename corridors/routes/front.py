"""Which ways of a comparison no other beats in everything that it is ranked by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from corridors.charges.choices import Weight
from corridors.network.network import Network
from corridors.routes.comparison import ComparisonRow

__all__ = ["marked", "on_front"]


def marked(
    rows: Sequence[ComparisonRow], network: Network, options: Mapping[str, Any], criteria: Sequence[Weight]
) -> list[ComparisonRow]:
    """Mark the rows on the front of several criteria; with one there is none to mark."""
    if len(criteria) < 2:
        return list(rows)
    planners = [network.planner(**{**options, "weight": weight}) for weight in criteria]
    weights = [tuple(planner.weigh(row.route.arcs) for planner in planners) for row in rows if row.route is not None]
    best = iter(on_front(weights))
    return [row if row.route is None else replace(row, front=next(best)) for row in rows]


def on_front(weights: Sequence[tuple[float, ...]]) -> list[bool]:
    """Tell of each tuple whether no other is at least as good in all and better in one.

    >>> on_front([(1, 9), (2, 2), (3, 3), (9, 1)])
    [True, True, False, True]
    """
    return [
        not any(other != mine and all(o <= m for o, m in zip(other, mine, strict=True)) for other in weights)
        for mine in weights
    ]
