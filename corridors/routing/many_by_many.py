"""Many origins by many destinations: the trees of some, or of all in one compiled go."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from corridors.charges.model import Place
from corridors.routing.planner import Goal, Planner, as_key
from corridors.routing.totals import summed_up
from corridors.world.gazetteer import PlaceLike

__all__ = ["matrix_of"]

#: Origins from which on trees are not kept, but summed up where they are grown.
MANY = 24

#: Vertices of all trees from which on nobody waits for plain code: it would take longer than compiling.
_COMPILED = 1_000_000

#: Origins that are answered together: while the kernel is compiled beside, each lot asks whether it is there.
_LOT = 12


def matrix_of(
    planner: Planner, origins: Sequence[PlaceLike], destinations: Sequence[PlaceLike], goals: Sequence[Goal]
) -> tuple[list[Place], list[Any]]:
    """Give the places of origins, and what the best way from each to each destination weighs.

    Parameters
    ----------
    planner
        Of the question.
    origins, destinations
        What was asked for.
    goals
        Those of the destinations.

    Returns
    -------
    list of Place, list of rows
        Rows of as many totals as there are destinations; infinity where there is no way, zero on the same place.
    """
    ends = [planner.ends(as_key(origin), "origin")[0] for origin in origins]
    places = [end.place for end in ends]
    single = planner.layers or any(end.leg for end in ends) or any(goal.end for goal in goals)
    if single or len(origins) < MANY:
        return places, [_row(planner, origin, destinations, goals) for origin in origins]
    return places, _by_lots(planner, origins, places, destinations, goals)


def _row(planner: Planner, origin: PlaceLike, destinations: Sequence[PlaceLike], goals: Sequence[Goal]) -> list[float]:
    """Weigh the ways of one origin, whose tree is summed up once."""
    root = planner.root(origin)
    if planner.layers or root.end is not None or any(goal.end is not None for goal in goals):
        return [planner.distance(origin, place) for place in destinations]
    graph = planner.graph
    totals = planner.totals.held.get(root.place.index)
    if totals is None:
        source = graph.origin_of[root.place.index]
        totals = array("d", summed_up(source, root.arc_to, graph.tails, planner.weighing.plain))
        totals = planner.totals.put(root.place.index, totals, numbers=graph.n_vertices)
    return [0.0 if goal.place is root.place else totals[goal.vertex] for goal in goals]


def _by_lots(
    planner: Planner,
    origins: Sequence[PlaceLike],
    places: Sequence[Place],
    destinations: Sequence[PlaceLike],
    goals: Sequence[Goal],
) -> list[Any]:
    """Weigh the ways of many origins, which no tree is kept of once they are compiled."""
    import numpy as np

    from corridors.kernels.compile import NEVER, meanwhile
    from corridors.kernels.tabled import tabled

    graph, weighing = planner.graph, planner.weighing
    sources = np.array([graph.origin_of[place.index] for place in places], np.int32)
    vertices = np.array([goal.vertex for goal in goals], np.int32)
    offsets, heads = graph.arrays()
    tails = np.repeat(np.arange(len(offsets) - 1, dtype=np.int32), np.diff(offsets))
    weights = offsets, heads, tails, np.array(weighing.weights, float), np.array(weighing.plain, float)
    columns: dict[int, list[int]] = {}
    for column, goal in enumerate(goals):
        columns.setdefault(goal.place.index, []).append(column)
    large = 0 if len(origins) * graph.n_vertices >= _COMPILED else NEVER
    rows: list[Any] = []
    for first in range(0, len(origins), _LOT):
        lot = slice(first, first + _LOT)

        def plainly(lot: slice = lot) -> list[Any]:
            return [_row(planner, one, destinations, goals) for one in origins[lot]]

        rows += list(meanwhile(tabled, (sources[lot], vertices, *weights), plainly, large))
    for row, place in zip(rows, places, strict=True):
        for column in columns.get(place.index, ()):
            row[column] = 0.0
    return rows
