"""One search set up: a network on a date, a criterion, and what must be passed or avoided.

A planner answers any pair of places. It keeps the shortest-path tree of each origin that it was asked
for, so a further destination costs a walk of microseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from math import inf, isinf
from typing import TYPE_CHECKING, Any, NamedTuple

from corridors.charges.model import Place
from corridors.errors import CorridorsError, OptionError
from corridors.gate.names import one_name
from corridors.kernels.adding import total_of
from corridors.routing.alone import Alone
from corridors.routing.ends import End, ends_of
from corridors.routing.fronts import fronts_of
from corridors.routing.growing import tree_of
from corridors.routing.grown import Goal, Grown, Root
from corridors.routing.layers import Plan, make_plan
from corridors.routing.search import layered_trees, walk_back
from corridors.routing.shelves import Shelf, allowance_of
from corridors.routing.weighing import Weighing
from corridors.routing.weights import WeightLike, arc_weights, charge_weight, weight_key
from corridors.world.core import Corridor
from corridors.world.gazetteer import PlaceLike

if TYPE_CHECKING:
    from corridors.kernels.csr import Graph, Ints, Reverse
    from corridors.kernels.overlap import Traits
    from corridors.kernels.pareto import Fronts

__all__ = ["Goal", "Planner", "Root", "as_key"]

#: Ways through layers that are kept, about a kilobyte each.
_MOST_WALKED = 1024


class Arrays(NamedTuple):
    """The same graph in the forms that kernels take."""

    graph: Graph
    reverse: Reverse
    tails: Ints


class Planner:
    """A search set up once and asked often.

    Parameters
    ----------
    weighing
        What the arcs of the graph of one kind of shipment weigh on a date, and which may not be used.
    stops
        Places to pass in order.
    corridor
        A corridor to use, or None.
    limits
        How often at most something may be done, by name of `corridors.routing.layers.LIMITS`.
    snap_limit_km
        How far from a place a point may lie at most.
    notes
        What the names of the stops were taken for, where that leaves a doubt.
    like
        Gives the search for the same without the changes of a scenario.
    """

    def __init__(
        self,
        weighing: Weighing,
        *,
        stops: Sequence[Place] = (),
        corridor: Corridor | None = None,
        limits: Mapping[str, int] | None = None,
        snap_limit_km: float | None = None,
        notes: Sequence[str] = (),
        like: Callable[[], Planner] | None = None,
    ) -> None:
        in_force = weighing.in_force
        self.weighing = weighing
        self.in_force = in_force
        self.view = in_force.view
        self.core = in_force.core
        self.graph = graph = weighing.graph
        self.weight = weighing.weight
        self.avoided = weighing.avoided
        self.barred = weighing.barred
        self.idle = weighing.idle
        self.snap_limit_km = snap_limit_km
        self.notes = tuple(notes)
        self.closed = weighing.closed
        self.unwanted = weighing.unwanted
        self.stops = tuple(stops)
        self.corridor = corridor
        self.limits = dict(limits or {})
        self._plan = make_plan(graph, stops, corridor, self.limits)
        self.layers = self._plan.layers
        self._alone = Alone(self.layers, self.limits)
        self._ask_like = like if weighing.base is not None and not self.limits else None
        self._walked: dict[tuple[int, int], list[int]] = {}
        self._fronts: dict[tuple[Any, ...], Fronts] = {}
        allowance = allowance_of(self.core)
        self._root_shelf: Shelf[Root] = Shelf(allowance)
        self._goal_shelf: Shelf[Goal] = Shelf(allowance)
        self._nearest_trees: Shelf[Grown] = Shelf(allowance)
        self.totals: Shelf[Sequence[float]] = Shelf(allowance)
        # as plain dicts, for the frequent questions
        self._roots, self._goals = self._root_shelf.held, self._goal_shelf.held

    @property
    def weights(self) -> Sequence[float]:
        """One an arc, infinite where it may not be used."""
        return self.weighing.weights

    @property
    def _open(self) -> Sequence[float]:
        return self.weighing.open

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._roots, self._goals = self._root_shelf.held, self._goal_shelf.held

    def _compact(self, grown: Grown) -> Grown:
        return [self._root_shelf.allowance.compact(tree) for tree in grown[0]], grown[1]

    def path(self, origin: PlaceLike, destination: PlaceLike) -> tuple[Root, Goal, list[int]]:
        """Find the best way: arcs in order, and the two ends.

        Raises
        ------
        UnknownPlaceError, OptionError, NoRouteError
        """
        root, goal, arcs = self._way(origin, destination)
        if not arcs:
            from corridors.routing.refusal import no_route

            raise no_route(self, root, goal)
        return root, goal, arcs

    def _way(self, origin: PlaceLike, destination: PlaceLike) -> tuple[Root, Goal, list[int]]:
        """Find the best way; no arcs where there is none."""
        try:
            known = self._alone.held.get((origin, destination))
            if known is not None:
                return known
            root = self._roots[origin]
            goal = self._goals[destination]
        except (KeyError, TypeError):
            origin, destination = as_key(origin), as_key(destination)
            same = self._way_before(origin, destination) or self._alone.way(self, origin, destination)
            if same is not None:
                return same
            root, goal = self.root(origin), self.goal(destination)
        if root.end is not None or goal.end is not None:
            root, goal = self._best_ends(origin, destination)
        if root.place is goal.place:
            raise OptionError(f"origin and destination are the same place, {goal.place.name}: give two different ones")
        vertex = goal.vertex
        arcs: list[int] = []
        if self.layers:
            arcs = self._through_layers(root, vertex)
        else:
            arc_to, tails = root.arc_to, self.graph.tails
            arc = arc_to[vertex]
            while arc >= 0:
                arcs.append(arc)
                arc = arc_to[tails[arc]]
            arcs.reverse()
        return root, goal, arcs

    def _way_before(self, origin: PlaceLike, destination: PlaceLike) -> tuple[Root, Goal, list[int]] | None:
        if self._ask_like is None:
            return None
        from corridors.routing.before import way_before

        return way_before(self, origin, destination)

    def _through_layers(self, root: Root, vertex: int) -> list[int]:
        key = root.place.index, vertex
        arcs = self._walked.get(key)
        if arcs is None:
            arcs = walk_back(self.graph.tails, root.trees, root.entered, vertex)
            if not arcs or self.graph.tails[arcs[0]] != self.graph.origin_of[root.place.index]:
                arcs = []
            if len(self._walked) >= _MOST_WALKED:
                self._walked.clear()
            self._walked[key] = arcs
        return arcs

    @cached_property
    def _like(self) -> Planner | None:
        """The search for the same without the changes of a scenario, where its trees are of use for this one."""
        if self._ask_like is None:
            return None
        try:
            like = self._ask_like()
        except CorridorsError:  # a name that only the scenario brought in
            return None
        alike = like.weighing is self.weighing.base and like.corridor == self.corridor and like.stops == self.stops
        return like if alike and like._plan == self._plan else None

    def distance(self, origin: PlaceLike, destination: PlaceLike) -> float:
        """Total weight of the best way; infinity if there is none, zero within one place."""
        root, goal = self.root(origin), self.goal(destination)
        if root.end is not None or goal.end is not None:
            root, goal = self._best_ends(origin, destination)
        if root.place is goal.place:
            return 0.0
        if isinf(root.trees[-1].distance[goal.vertex]):
            return inf
        return self.total(root, goal, self.path(origin, destination)[2])

    def total(self, root: Root, goal: Goal, arcs: Sequence[int]) -> float:
        """Total weight of a way between two ends, the lorries that join points to them included."""
        return self._lorries(root, goal) + self.weigh(arcs) - self._local_miles(root, goal, arcs)

    def ends_between(self, origin: PlaceLike, destination: PlaceLike) -> list[tuple[Root, Goal, float]]:
        """List the pairs of ends by which a journey may go, with what the lorries weigh that join points to them.

        None where all ends of two points are the same place.
        """
        root, goal = self.root(origin), self.goal(destination)
        if root.end is None and goal.end is None:
            return [(root, goal, 0.0)] if root.place is not goal.place else []
        starts, ends = self.ends(origin, "origin"), self.ends(destination, "destination")
        roots = [self.root(e.place)._replace(snapped_km=e.away_km, end=e, note=root.note) for e in starts]
        goals = [self.goal(e.place)._replace(snapped_km=e.away_km, end=e, note=goal.note) for e in ends]
        pairs = [(one, other) for one in roots for other in goals if one.place is not other.place]
        return [(one, other, self._lorries(one, other)) for one, other in pairs]

    def _best_ends(self, origin: PlaceLike, destination: PlaceLike) -> tuple[Root, Goal]:
        """Of the places near a point, take those by which the whole journey is the best, lorries included."""
        pairs = self.ends_between(origin, destination)
        if not pairs:
            return self.root(origin), self.goal(destination)

        def whole(ends: tuple[Root, Goal, float]) -> float:
            root, goal, lorries = ends
            return lorries + root.trees[-1].distance[goal.vertex]

        root, goal, _ = min(pairs, key=whole)
        return root, goal

    def _lorries(self, root: Root, goal: Goal) -> float:
        """Weigh the lorries that join points to places."""
        legs = [end.leg for end in (root.end, goal.end) if end is not None and end.leg is not None]
        return total_of(charge_weight(self.graph, self.in_force.joining(leg), self.weight) for leg in legs)

    def _local_miles(self, root: Root, goal: Goal, arcs: Sequence[int]) -> float:
        """Weigh the usual local lorries, of door to door, in whose place the way to a known point stands."""
        joined = (("first_mile", root.end, arcs[0]), ("last_mile", goal.end, arcs[-1]))
        return total_of(
            charge_weight(self.graph, charge, self.weight)
            for kind, end, arc in joined
            if end is not None and end.leg is not None
            for charge in self.in_force.charges(arc)
            if charge.kind == kind
        )

    @cached_property
    def arrays(self) -> Arrays:
        """The graph with this search's weights as numpy arrays, for the kernels."""
        from corridors.kernels.csr import as_graph, reverse_of, tails_of

        graph = as_graph(self.graph.offsets, self.graph.heads, self.weights)
        return Arrays(graph, reverse_of(graph), tails_of(graph.offsets))

    def fronts(self, weights: Sequence[WeightLike]) -> Fronts:
        """Give what answers questions about fronts of some weights under the same rules; it is made once."""
        import numpy as np

        key = tuple(map(weight_key, weights))
        known = self._fronts.get(key)
        if known is None:
            graph = self.arrays.graph
            rows = np.array([arc_weights(self.graph, self.core.links, weight, self.in_force) for weight in weights])
            rows[:, np.isinf(graph.weights)] = inf
            known = self._fronts[key] = fronts_of(graph, rows)
        return known

    @cached_property
    def traits(self) -> Traits:
        """Place of each vertex, and of each arc the stretch: links alike in mode, length and ends lie side by side."""
        from corridors.kernels.overlap import as_traits

        graph, links = self.graph, self.core.links
        number: dict[object, int] = {}
        of_link = [
            number.setdefault((link.mode, frozenset((link.start, link.end)), link.length_km), len(number))
            for link in links
        ]
        stretch = [-1 if link < 0 else of_link[link] for link in graph.link_of]
        km = [0.0 if link < 0 else links[link].length_km for link in graph.link_of]
        return as_traits([yard.place for yard in graph.yards], stretch, km)

    def weigh(self, arcs: Sequence[int]) -> float:
        """Total weight of some arcs, blocked or not."""
        return total_of(map(self.weighing.plain.__getitem__, arcs))

    def kilometres(self, arcs: Sequence[int]) -> float:
        """Length of some arcs in km."""
        links = (self.graph.link_of[arc] for arc in arcs)
        return total_of(self.core.links[link].length_km for link in links if link >= 0)

    def doubles_back(self, arcs: Sequence[int]) -> bool:
        """Whether the way leaves a place and comes back to it."""
        graph = self.graph
        passed = [graph.yards[graph.heads[arc]].place for arc in arcs if graph.link_of[arc] >= 0]
        return len(set(passed)) < len(passed) or graph.yards[graph.tails[arcs[0]]].place in passed

    def nearest(self, origin: PlaceLike, destination: PlaceLike) -> list[int]:
        """Arcs of the way by which `path` explains that there is none; empty if there is nothing to explain it by.

        That is the best way that breaks nothing but limits, or else the one that needs the fewest closed links.
        What the caller does not want stays out.
        """
        start, end = self.root(origin).place, self.goal(destination).place
        return self._beyond_limits(start, end) or self._nearest(start, end, wishes=True)

    @cached_property
    def _unlimited(self) -> Plan:
        """The layers of the stops and the corridor alone."""
        return make_plan(self.graph, self.stops, self.corridor, {}) if self.limits else self._plan

    def _beyond_limits(self, origin: Place, destination: Place) -> list[int]:
        """Find the best way that keeps every rule but the limits; none where no limit was set."""
        if not self.limits and not self.barred:
            return []
        return self._search(origin, destination, self._allowed(self._open))[0]

    def _allowed(self, weights: Sequence[float]) -> list[float]:
        """Give the weights with what is closed or unwanted left out, whatever it carries."""
        allowed = list(weights)
        for link in (*self.closed, *self.unwanted):
            for arc in self.graph.arcs_of_link[link]:
                allowed[arc] = inf
        for arc in self.idle:
            allowed[arc] = inf
        return allowed

    def _search(self, origin: Place, destination: Place, weights: Sequence[float]) -> tuple[list[int], float]:
        """Find the best way by other weights without the limits, and what it weighs; empty if there is none."""
        return self._walk(self._trees(origin, weights, self._unlimited), destination)

    def _walk(self, grown: Grown, destination: Place) -> tuple[list[int], float]:
        trees, entered = grown
        target = self.graph.destination_of[destination.index]
        if isinf(trees[-1].distance[target]):
            return [], inf
        return walk_back(self.graph.tails, trees, entered, target), trees[-1].distance[target]

    def _nearest(self, origin: Place, destination: Place, *, wishes: bool, loads: bool = True) -> list[int]:
        """Find the way that needs the fewest blocked arcs, with the caller's wishes kept or not.

        No vessel takes what is not its load, whatever is opened, unless `loads` are left aside too.

        Limits are left aside: they would lead to a way that few take, over links that nobody would open for it.
        """
        from corridors.routing.before import nearest_before, nearest_grown

        same = nearest_before(self, origin, destination, wishes=wishes, loads=loads)
        if same is not None:
            return same
        key = origin.index, wishes, loads
        kept = self._nearest_trees.held.get(key)
        if kept is None:
            kept = self._compact(nearest_grown(self, origin, wishes=wishes, loads=loads))
            self._nearest_trees.put(key, kept, numbers=_entered(kept), trees=kept[0])
        return self._walk(kept, destination)[0]

    def root(self, origin: PlaceLike) -> Root:
        """Trees of an origin, kept for the next time."""
        key = as_key(origin)
        root = self._roots.get(key)
        if root is None:
            end = self.ends(key, "origin")[0]
            place, snapped = end.place, end.away_km
            trees, entered = grown = self._compact(self._trees(place, self.weights, self._plan))
            note = self.core.gazetteer.note(key)
            joined = end if end.leg is not None else None
            root = Root(place, snapped, trees[-1].arc, trees, entered, note, joined)
            self._root_shelf.put(key, root, numbers=_entered(grown), trees=trees)
        return root

    def goal(self, destination: PlaceLike) -> Goal:
        """Vertex of a destination."""
        key = as_key(destination)
        goal = self._goals.get(key)
        if goal is None:
            end = self.ends(key, "destination")[0]
            vertex = self.graph.destination_of[end.place.index]
            note = self.core.gazetteer.note(key)
            joined = end if end.leg is not None else None
            goal = self._goal_shelf.put(key, Goal(end.place, end.away_km, vertex, note, joined))
        return goal

    def ends(self, asked: PlaceLike, role: str) -> list[End]:
        """List the places where a journey may start or end that is asked for."""
        tariff, limit = self.graph.tariff, self.snap_limit_km
        ends = ends_of(self.core.gazetteer, tariff, asked, first=role == "origin", limit_km=limit)
        open_ends = [end for end in ends if end.place.index not in self.avoided]
        if not open_ends:
            place = ends[0].place
            raise OptionError(
                f"the {role} {place.name} is itself to be avoided ({self.avoided[place.index]}): take it out of avoid"
            )
        return open_ends

    def _trees(self, place: Place, weights: Sequence[float], plan: Plan) -> Grown:
        graph = self.graph
        source = graph.origin_of[place.index]
        own = weights is self.weights
        if not plan.layers:
            if own:
                return [self.weighing.tree(source)], [{}]
            return [tree_of(graph, weights, [(0.0, source)])], [{}]
        within, grow = weights, None
        if plan.counted:
            within = list(weights)
            for arc in plan.counted:
                within[arc] = inf
        elif own:
            from corridors.routing.before import layer_by_layer

            grow = layer_by_layer(self, place, plan)
        return layered_trees(
            graph.offsets, graph.heads, graph.tails, weights, source, plan.layers, within=within, grow=grow
        )


def _entered(grown: Grown) -> int:
    """Count the numbers that entries into layers take, some twenty each."""
    return 20 * sum(map(len, grown[1]))


def as_key(asked: PlaceLike) -> PlaceLike:
    """Give what was asked for in the form under which answers are kept: 1 is the place "1", and True is nothing."""
    if type(asked) is str or isinstance(asked, Place):
        return asked
    meant: PlaceLike = one_name(asked)
    return meant
