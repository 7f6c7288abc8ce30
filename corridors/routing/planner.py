"""One search set up: a network on a date, a criterion, and what must be passed or avoided.

A planner answers any pair of places. It keeps the shortest-path tree of each origin that it was asked
for, so a further destination costs a walk of microseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from math import inf, isinf
from typing import TYPE_CHECKING, NamedTuple

from corridors.charges.model import Place
from corridors.errors import CorridorsError, NoRouteError, OptionError
from corridors.routing.before import layer_by_layer, nearest_before, nearest_grown, way_before
from corridors.routing.ends import End, ends_of
from corridors.routing.grown import Goal, Grown, Root
from corridors.routing.layers import LIMITS, Plan, make_plan
from corridors.routing.search import Tree, layered_trees, shortest_tree, walk_back
from corridors.routing.totals import summed_up
from corridors.routing.weighing import Weighing
from corridors.routing.weights import charge_weight
from corridors.words.reason import Reason, some_of, with_and
from corridors.world.core import Corridor
from corridors.world.gazetteer import PlaceLike

if TYPE_CHECKING:
    from corridors.kernels.csr import Graph, Ints, Reverse

__all__ = ["Goal", "Planner", "Root"]

#: Trees kept are bounded by their total number of vertices, about 16 bytes each.
_KEPT_VERTICES = 8_000_000

#: Ways through layers that are kept, about a kilobyte each.
_MOST_WALKED = 1024

#: What a limit counts, for one and for several.
_COUNTED = {
    "max_transhipments": ("transhipment", "transhipments"),
    "max_borders": ("border crossing", "border crossings"),
    "max_gauge_changes": ("change of gauge", "changes of gauge"),
}


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
        self._base = weighing.plain
        self._open = weighing.open
        self.weights = weighing.weights
        self._ask_like = like if weighing.base is not None and not self.limits else None
        self._walked: dict[tuple[int, int], list[int]] = {}
        self._roots: dict[PlaceLike, Root] = {}
        self._goals: dict[PlaceLike, Goal] = {}
        self._totals: dict[int, list[float]] = {}
        self._nearest_trees: dict[tuple[int, bool, bool], Grown] = {}
        self._most_roots = max(4, _KEPT_VERTICES // max(1, graph.n_vertices * (len(self.layers) + 1)))

    def path(self, origin: PlaceLike, destination: PlaceLike) -> tuple[Root, Goal, list[int]]:
        """Find the best way: arcs in order, and the two ends.

        Raises
        ------
        UnknownPlaceError, OptionError, NoRouteError
        """
        root, goal, arcs = self._way(origin, destination)
        if not arcs:
            raise self._no_route(root, goal)
        return root, goal, arcs

    def _way(self, origin: PlaceLike, destination: PlaceLike) -> tuple[Root, Goal, list[int]]:
        """Find the best way; no arcs where there is none."""
        try:
            root = self._roots[origin]
            goal = self._goals[destination]
        except (KeyError, TypeError):
            same = way_before(self, origin, destination)
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
        arcs = self.path(origin, destination)[2]
        return self._lorries(root, goal) + self.weigh(arcs) - self._local_miles(root, goal, arcs)

    def distances(self, origin: PlaceLike, destinations: Sequence[PlaceLike], goals: Sequence[Goal]) -> list[float]:
        """Give what `distance` gives for several destinations and their goals; the origin's tree is summed up once."""
        root = self.root(origin)
        if self.layers or root.end is not None or any(goal.end is not None for goal in goals):
            return [self.distance(origin, place) for place in destinations]
        totals = self._totals.get(root.place.index)
        if totals is None:
            source = self.graph.origin_of[root.place.index]
            totals = self._totals[root.place.index] = summed_up(source, root.arc_to, self.graph.tails, self._base)
            if len(self._totals) > self._most_roots:
                self._totals.pop(next(iter(self._totals)), None)
        return [0.0 if goal.place is root.place else totals[goal.vertex] for goal in goals]

    def _best_ends(self, origin: PlaceLike, destination: PlaceLike) -> tuple[Root, Goal]:
        """Of the places near a point, take those by which the whole journey is the best, lorries included."""
        roots = [self.root(end.place)._replace(snapped_km=end.away_km, end=end) for end in self._ends(origin, "origin")]
        goals = [
            self.goal(end.place)._replace(snapped_km=end.away_km, end=end)
            for end in self._ends(destination, "destination")
        ]
        pairs = [(root, goal) for root in roots for goal in goals if root.place is not goal.place]

        def whole(pair: tuple[Root, Goal]) -> float:
            return self._lorries(*pair) + pair[0].trees[-1].distance[pair[1].vertex]

        root, goal = min(pairs, key=whole) if pairs else (roots[0], goals[0])
        notes = self.root(origin).note, self.goal(destination).note
        return root._replace(note=notes[0]), goal._replace(note=notes[1])

    def _lorries(self, root: Root, goal: Goal) -> float:
        """Weigh the lorries that join points to places."""
        legs = [end.leg for end in (root.end, goal.end) if end is not None and end.leg is not None]
        return sum(charge_weight(self.graph, self.in_force.joining(leg), self.weight) for leg in legs)

    def _local_miles(self, root: Root, goal: Goal, arcs: Sequence[int]) -> float:
        """Weigh the usual local lorries, of door to door, in whose place the way to a known point stands."""
        joined = (("first_mile", root.end, arcs[0]), ("last_mile", goal.end, arcs[-1]))
        return sum(
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

    def tree(self, source: int) -> Tree:
        """Shortest-path tree of a vertex, not kept."""
        return shortest_tree(self.graph.offsets, self.graph.heads, self.weights, [(0.0, source)])

    def weigh(self, arcs: Sequence[int]) -> float:
        """Total weight of some arcs, blocked or not."""
        return sum(self._base[arc] for arc in arcs)

    def kilometres(self, arcs: Sequence[int]) -> float:
        """Length of some arcs in km."""
        links = (self.graph.link_of[arc] for arc in arcs)
        return sum(self.core.links[link].length_km for link in links if link >= 0)

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
        same = nearest_before(self, origin, destination, wishes=wishes, loads=loads)
        if same is not None:
            return same
        key = origin.index, wishes, loads
        kept = self._nearest_trees.get(key)
        if kept is None:
            kept = nearest_grown(self, origin, wishes=wishes, loads=loads)
            self._nearest_trees[key] = kept
            if len(self._nearest_trees) > self._most_roots:
                self._nearest_trees.pop(next(iter(self._nearest_trees)))
        return self._walk(kept, destination)[0]

    def root(self, origin: PlaceLike) -> Root:
        """Trees of an origin, kept for the next time."""
        key = _hashable(origin)
        root = self._roots.get(key)
        if root is None:
            end = self._ends(origin, "origin")[0]
            place, snapped = end.place, end.away_km
            trees, entered = self._trees(place, self.weights, self._plan)
            if len(self._roots) >= self._most_roots:
                self._roots.pop(next(iter(self._roots)), None)
            note = self.core.gazetteer.note(origin)
            joined = end if end.leg is not None else None
            root = self._roots[key] = Root(place, snapped, trees[-1].arc, trees, entered, note, joined)
        return root

    def goal(self, destination: PlaceLike) -> Goal:
        """Vertex of a destination."""
        key = _hashable(destination)
        goal = self._goals.get(key)
        if goal is None:
            end = self._ends(destination, "destination")[0]
            vertex = self.graph.destination_of[end.place.index]
            note = self.core.gazetteer.note(destination)
            joined = end if end.leg is not None else None
            goal = self._goals[key] = Goal(end.place, end.away_km, vertex, note, joined)
        return goal

    def _ends(self, asked: PlaceLike, role: str) -> list[End]:
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
            return [shortest_tree(graph.offsets, graph.heads, weights, [(0.0, source)])], [{}]
        within, grow = weights, None
        if plan.counted:
            within = list(weights)
            for arc in plan.counted:
                within[arc] = inf
        elif own:
            grow = layer_by_layer(self, place, plan)
        return layered_trees(
            graph.offsets, graph.heads, graph.tails, weights, source, plan.layers, within=within, grow=grow
        )

    def _no_route(self, root: Root, goal: Goal) -> NoRouteError:
        """Say what would have given a route."""
        ends = f"from {root.place.name} to {goal.place.name}"
        asked = "".join(f" by way of {place.name}" for place in self.stops)
        asked += f" by the {self.corridor.name}" if self.corridor else ""
        beyond = self._beyond_limits(root.place, goal.place)
        if beyond:
            return self._limits_leave_none(f"no route {ends}{asked}", root.place, goal.place, beyond)
        # what is shut or unbuilt comes first; only if that is not it, what the caller ruled out
        arcs = self._nearest(root.place, goal.place, wishes=True)
        arcs = arcs or self._nearest(root.place, goal.place, wishes=False)
        arcs = arcs or self._nearest(root.place, goal.place, wishes=False, loads=False)
        if not arcs:
            return NoRouteError(f"no route {ends}{asked}: the network has no links that join them, built or planned")
        reasons = self._reasons(arcs)
        return NoRouteError(
            f"no route {ends}{asked}. The way that comes nearest needs what may not be used:\n  "
            + "\n  ".join(reasons),
            reasons,
        )

    def _limits_leave_none(self, question: str, origin: Place, destination: Place, arcs: Sequence[int]) -> NoRouteError:
        """Say which limits a way breaks that keeps all other rules, and how far they would have to go."""
        broken = []
        for name, most in self.limits.items():
            uses = [sum(charge.kind == LIMITS[name] for charge in charges) for charges in self.graph.charges]
            count = sum(uses[arc] for arc in arcs)
            if count > most:
                # the best way may do it more often than need be, and the limit is to be told that would do
                fewest = self._search(origin, destination, self._allowed(uses))[1]
                hint = f"; no way has fewer than {fewest:g}" if most < fewest < count else ""
                hint = "; the ways that keep to it break another limit" if fewest <= most else hint
                broken.append(f"{count} {_COUNTED[name][count > 1]} ({name}={most}{hint})")
        small = self._reasons(arcs)
        told = "The limits leave no way: the best one without them "
        told += f"has {with_and(broken)}" if broken else ""
        told += " and " if broken and small else ""
        told += "uses what carries too little (min_capacity_mt_per_year):\n  " + "\n  ".join(small) if small else ""
        return NoRouteError(f"{question}. {told}", [*broken, *small])

    def _reasons(self, arcs: Sequence[int]) -> list[Reason]:
        graph, places = self.graph, self.core.places
        groups: dict[str, tuple[list[str], list[str], dict[str, None]]] = {}
        for arc in arcs:
            index = graph.link_of[arc]
            reason = self.closed.get(index) or self.unwanted.get(index) or self.barred.get(arc) or self.idle.get(arc)
            if reason is None:
                continue
            names, links, events = groups.setdefault(str(reason), ([], [], {}))
            start, end = places[graph.yards[graph.tails[arc]].place], places[graph.yards[graph.heads[arc]].place]
            if index >= 0:
                link = self.core.links[index]
                names.append(f"{start.name} - {end.name} ({link.mode})")
                links.append(link.id)
            else:
                names.append(f"handling at {start.name}")
            events.update(dict.fromkeys(reason.events if isinstance(reason, Reason) else ()))
        return [
            Reason(f"{some_of(names)}: {reason}", links, events) for reason, (names, links, events) in groups.items()
        ]


def _hashable(asked: PlaceLike) -> PlaceLike:
    key = tuple(asked) if isinstance(asked, list) else asked
    try:
        hash(key)
    except TypeError:
        raise OptionError(f"{asked!r} is no place: give a name, a UN/LOCODE, an id or a pair (lat, lon)") from None
    return key
