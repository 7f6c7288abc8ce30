"""The first ways of an origin, each searched by itself: who asks for one has no use for whole trees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from corridors.routing.growing import way_meanwhile
from corridors.routing.grown import Goal, Root
from corridors.routing.search import Layer
from corridors.routing.single import chain_of, single_way
from corridors.world.gazetteer import PlaceLike

if TYPE_CHECKING:
    from corridors.routing.planner import Planner

__all__ = ["Alone"]

#: Ways of one origin that are searched so, before its trees are grown and all arcs weighed for them.
MOST_ALONE = 8

#: Vertices from which on a compiled tree is grown sooner than a plain search gets to its target.
_LARGE = 20_000

#: Ways that are kept, about a kilobyte each.
_MOST_HELD = 1024


class Alone:
    """What a planner was asked for once.

    Parameters
    ----------
    layers, limits
        Those of the planner: a search alone goes through stops, and knows nothing else of layers.
    """

    def __init__(self, layers: Sequence[Layer], limits: Mapping[str, int]) -> None:
        self._chain = None if limits else chain_of(layers)
        self._asked: dict[int, int] = {}
        #: ways by what was asked for
        self.held: dict[tuple[PlaceLike, PlaceLike], tuple[Root, Goal, list[int]]] = {}

    def way(self, planner: Planner, origin: PlaceLike, destination: PlaceLike) -> tuple[Root, Goal, list[int]] | None:
        """Find one of the first ways of an origin; None where its trees are there or worth growing."""
        weighing, graph = planner.weighing, planner.graph
        if self._chain is None or weighing.base is not None or origin in planner._roots:
            return None
        end, goal = planner.ends(origin, "origin")[0], planner.goal(destination)
        place = end.place
        asked = self._asked.get(place.index, 0)
        if end.leg is not None or goal.end is not None or place is goal.place or asked >= MOST_ALONE:
            return None
        ends = graph.origin_of[place.index], goal.vertex
        if not self._chain and weighing.has_tree(ends[0]):
            return None
        stops = [list(filter(weighing.leads_on, vertices)) for vertices in self._chain]
        weights = weighing.as_met(goal.vertex)
        search = partial(single_way, (graph.offsets, graph.heads, graph.tails), weights, ends, stops)
        large = graph.n_vertices >= _LARGE
        arcs = way_meanwhile(graph, weighing.weights, ends[0], search) if large else search()
        if arcs is None:
            return None
        found = Root(place, end.away_km, (), [], [], planner.core.gazetteer.note(origin)), goal, arcs
        self._asked[place.index] = asked + 1
        if len(self.held) >= _MOST_HELD:
            self.held.clear()
        self.held[origin, destination] = found
        return found
