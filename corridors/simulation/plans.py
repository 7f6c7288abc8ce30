"""What rows are looked for: any way, the way through each corridor, the way by lorries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from corridors.kernels.sampled import Plans
from corridors.routing.layers import Plan, make_plan
from corridors.routing.planner import Planner
from corridors.simulation.parameters import UncertainArcs
from corridors.world.core import Corridor

__all__ = ["Through", "gateway_arcs", "plans_of", "through_corridor", "without_arcs"]


class Through(NamedTuple):
    """What a way must use: the layers of a corridor, or no arcs that are barred (numbers of the planner's graph)."""

    id: str
    name: str
    plan: Plan
    barred: frozenset[int] = frozenset()


def through_corridor(planner: Planner, corridor: Corridor, name: str) -> Through:
    """Make it of a corridor."""
    return Through(corridor.id, name, make_plan(planner.graph, (), corridor, {}))


def without_arcs(identifier: str, name: str, barred: Iterable[int]) -> Through:
    """Make it of arcs that may not be used."""
    return Through(identifier, name, Plan(), frozenset(barred))


def gateway_arcs(throughs: Iterable[Through]) -> set[int]:
    """List the arcs by which layers are entered."""
    return {
        arc for through in throughs for layer in through.plan.layers for _, arcs, _ in layer.entries for arc in arcs
    }


def plans_of(
    arcs: UncertainArcs, throughs: Sequence[Through], wanted: Mapping[int, Iterable[int]], n_targets: int
) -> Plans:
    """Give the plans over the arcs kept, for kernels.

    Parameters
    ----------
    wanted
        Of each through, by its number, the targets.
    """
    joining: dict[int, list[int]] = {}
    for number, strand in enumerate(arcs.arcs):
        for arc in strand:
            joining.setdefault(arc, []).append(number)
    entries: list[tuple[int, int, int]] = []
    barred: list[int] = []
    begin, bar_begin = [0], [0]
    for through in throughs:
        for level, layer in enumerate(through.plan.layers, 1):
            entries += sorted(
                (level, lower, number)
                for lower, moves, _ in layer.entries
                for arc in moves
                for number in joining.get(arc, ())
            )
        barred += sorted({number for arc in through.barred for number in joining.get(arc, ())})
        begin.append(len(entries))
        bar_begin.append(len(barred))
    flags = np.zeros((len(throughs) + 1, n_targets), dtype=np.bool_)
    flags[0] = True
    for number, targets in wanted.items():
        flags[number + 1, list(targets)] = True
    layers = [len(through.plan.layers) for through in throughs]
    columns = (begin, layers, *([entry[k] for entry in entries] for k in range(3)), bar_begin, barred)
    arrays: Any = [np.array(column, dtype=np.int32) for column in columns]
    return Plans(*[*arrays, flags])
