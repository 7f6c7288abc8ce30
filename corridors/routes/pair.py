"""The rows of a comparison between two places: the best way through each corridor, and what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf
from typing import Any, NamedTuple

from corridors.charges.choices import Weight
from corridors.errors import NoRouteError
from corridors.flows.corridor import LaterCapacity
from corridors.network.network import Network
from corridors.routes.columns import DIRECT, LORRY
from corridors.routes.comparison import ComparisonRow
from corridors.routes.detours import lie_of
from corridors.routes.front import marked
from corridors.routes.route import Route
from corridors.routes.towns import by_towns
from corridors.routing.planner import Planner
from corridors.words.reason import with_and
from corridors.world.core import Branch, Corridor
from corridors.world.gazetteer import PlaceLike
from corridors.world.selection import modes_of

__all__ = ["Asked", "pair_rows"]

#: How lorries travel.
_BY_LORRY = ("road", "ferry")

_ALIKE = 1e-9  # two weights nearer than this share are those of one way

#: How a way is told to weigh too much.
_DEARER = {
    "cost": "costs {:.1f} times as much as the best",
    "time": "takes {:.1f} times as long as the best",
    "emissions": "emits {:.1f} times as much as the best",
}


_NOTHING_JOINS = "nothing joins it to both, built or planned"


class _Tried(NamedTuple):
    """A way that was tried: what it weighs, its row, and whether the corridor lies between the places at all."""

    weight: float
    row: ComparisonRow
    lies_between: bool


class Asked(NamedTuple):
    """What is compared, and how."""

    network: Network
    free: Planner  # without a corridor
    corridors: Sequence[Corridor]
    options: dict[str, Any]
    criteria: Sequence[Weight]
    max_detour: float
    max_stretch: float
    named: bool  # whether corridors were asked for by name
    branches: bool
    all: bool
    planners: dict[tuple[str, object], Planner]  # by the rule that they add

    def planner(self, rule: str, value: Any) -> Planner:
        """Set up the search with a further rule, once for all pairs of places."""
        key = rule, tuple(value) if isinstance(value, list) else value
        planner = self.planners.get(key)
        if planner is None:
            planner = self.planners[key] = self.network.planner(**self.options | {rule: value})
        return planner

    def own_links(self, corridor: Corridor, modes: frozenset[str]) -> frozenset[int]:
        """Links of a corridor that are of some modes."""
        core = self.network._core
        made = (core.base if core.base is not None and core.corridors is core.base.corridors else core).made
        key = "own links", corridor.id, modes
        if key not in made:
            made[key] = frozenset(index for index in corridor.links if core.links[index].mode in modes)
        found: frozenset[int] = made[key]
        return found


def pair_rows(
    asked: Asked, origin: PlaceLike, destination: PlaceLike
) -> tuple[list[ComparisonRow], list[ComparisonRow]]:
    """Give the rows of two places, and those left out as detours."""
    return _Pair(asked, origin, destination).rows()


class _Pair:
    """Two places with the best of all ways between them."""

    def __init__(self, asked: Asked, origin: PlaceLike, destination: PlaceLike) -> None:
        self.asked, self.origin, self.destination = asked, origin, destination
        self.start, self.goal = asked.free.root(origin).place, asked.free.goal(destination).place
        self.best: Route | None = None
        self.least = self.shortest = inf
        self.refusal: tuple[str, ...] = ()
        self.found: list[tuple[float, ComparisonRow]] = []
        self.refused: list[ComparisonRow] = []
        self.left_out: list[ComparisonRow] = []
        try:
            self.best = Route(asked.free, *asked.free.path(origin, destination))
            self.least = asked.free.weigh(self.best.arcs)
            self.shortest = asked.planner("weight", "distance").distance(origin, destination)
        except NoRouteError as error:
            self.refusal = error.reasons or (str(error),)

    def rows(self) -> tuple[list[ComparisonRow], list[ComparisonRow]]:
        """Look through each corridor, and give the rows in their order."""
        for corridor in self.asked.corridors:
            self._corridor(corridor)
        if not self.asked.named:
            self._lorry()
        self.found.sort(key=lambda pair: pair[0])
        rows = [row for _, row in self.found]
        kept = [weight for weight, row in self.found if not row.detour]
        best = self.best
        if best is not None and not self.asked.named and not (kept and min(kept) <= self.least * (1 + _ALIKE)):
            rows.insert(0, self._row(DIRECT, by_towns(best.places) or "no named corridor", best))
        if not rows and not self.refused and best is None:
            rows.append(self._row(DIRECT, "no corridor", None, reasons=self.refusal))
        rows = marked(told_apart(rows), self.asked.network, self.asked.options, self.asked.criteria)
        return rows + self.refused, self.left_out

    def _row(self, corridor: str, name: str, route: Route | None, **more: Any) -> ComparisonRow:
        return ComparisonRow(self.start, self.goal, corridor, name, route, **more)

    def _corridor(self, corridor: Corridor) -> None:
        """Take in the best way through a corridor, and through those of its branches that differ."""
        tried = [self._way(corridor, corridor, corridor.name)]
        if self.asked.branches and not isinstance(corridor, Branch) and tried[0].row.route is not None:
            core, base = self.asked.network._core, _links(tried[0].row.route)
            for branch in core.branches.values():
                if branch.corridor == corridor.id and not branch.crossed & base:
                    way = self._way(branch, corridor, f"{corridor.name} {branch.words}")
                    known = {one.row.route.arcs for one in tried if one.row.route is not None}
                    if way.row.route is None or way.row.route.arcs not in known:
                        tried.append(way)
        shown = [way for way in tried if not way.row.detour]
        hidden = [way for way in tried if way.row.detour and way.lies_between]
        # where the corridor has a row, its branches that do not even lie between the places are no news
        hidden = hidden if shown else (hidden or tried)[:1]
        if self.asked.all:
            shown, hidden = [*shown, *hidden], []
        self.left_out += [way.row for way in hidden]
        self.refused += [way.row for way in shown if way.row.route is None]
        self.found += [(way.weight, way.row) for way in shown if way.row.route is not None]

    def _way(self, through: Corridor, corridor: Corridor, name: str) -> _Tried:
        """Try the best way through a corridor or one of its branches."""
        planner = self.asked.planner("corridor", through.id)
        whole = self.asked.network._core.corridor(through.corridor) if isinstance(through, Branch) else corridor
        assert whole is not None
        try:
            route = Route(planner, *planner.path(self.origin, self.destination))
        except NoRouteError as error:
            arcs = planner.nearest(self.origin, self.destination)
            detour, between = self._detour(planner, whole, arcs) if arcs else (_NOTHING_JOINS, False)
            reasons = error.reasons or (str(error),)
            return _Tried(inf, self._row(whole.id, name, None, reasons=reasons, detour=detour), between)
        detour, between = self._detour(planner, whole, route.arcs)
        branch = ""
        if self.asked.branches:
            taken = _crossed(self.asked.network, whole, route)
            name, branch = _branched(whole, taken), "|".join(each.id.partition("/")[2] for each in taken)
        later = self._capacity(through, route)
        row = self._row(whole.id, name, route, detour=detour, branch=branch, later=later)
        return _Tried(planner.weigh(route.arcs), row, between)

    def _detour(self, planner: Planner, corridor: Corridor, arcs: Sequence[int]) -> tuple[str, bool]:
        """Say why a way is no alternative, blank if it is one; and whether the corridor lies between the places."""
        weight = planner.weigh(arcs)
        best = weight <= self.least * (1 + _ALIKE)
        km, twice, touched = lie_of(planner, corridor, arcs, best=best)
        if twice is not None:
            return f"passes {twice.name.split(' (')[0]} twice", False
        if touched or best:  # the best of all is no bad way, however long
            return touched, not touched
        if weight > self.asked.max_detour * self.least:
            words = _DEARER.get(str(planner.weight), "weighs {:.1f} times as much as the best")
            return words.format(weight / self.least), True
        if km > self.asked.max_stretch * self.shortest:
            return f"is {km / self.shortest:.1f} times as long as the shortest", True
        return "", True

    def _capacity(self, through: Corridor, route: Route) -> LaterCapacity:
        """Ask later for what the corridor carries, by the modes of the way and with the ways to and from it."""
        asked, links = self.asked, route.links
        own = asked.own_links(through, frozenset(link.mode for link in links))
        allowed = own.union(link.index for link in links).difference(asked.free.unwanted)
        ends = route.origin.id, route.destination.id
        return LaterCapacity(asked.network, through, ends, route.shipment, allowed)

    def _lorry(self) -> None:
        """Take in the best way by lorries; nothing where none leads there or no road is wanted."""
        wanted = modes_of(self.asked.options.get("modes"))
        modes = [mode for mode in _BY_LORRY if not wanted or mode in wanted]
        if "road" not in modes:
            return
        planner = self.asked.planner("modes", modes)
        try:
            route = Route(planner, *planner.path(self.origin, self.destination))
        except NoRouteError:
            return
        if "road" in route.modes:
            self.found.append((planner.weigh(route.arcs), self._row(LORRY, "by lorry", route)))


def told_apart(rows: Sequence[ComparisonRow]) -> list[ComparisonRow]:
    """Say which rows are one way under two names, and give no two ways the same name."""
    seen: dict[tuple[int, ...], str] = {}
    names: dict[str, ComparisonRow] = {}
    told = []
    for row in rows:
        route = row.route
        if route is not None:
            same = seen.get(route.arcs, "")
            other = names.get(row.corridor_name)
            if other is not None and other.route is not None and other.route.arcs != route.arcs:
                towns = by_towns(route.places, [other.route.places])
                row = replace(row, corridor_name=f"{row.corridor_name}, {towns}")
            seen.setdefault(route.arcs, row.corridor_name)
            names.setdefault(row.corridor_name, row)
            row = replace(row, same_as=same)
        told.append(row)
    return told


def _links(route: Route) -> frozenset[int]:
    return frozenset(link.index for link in route.links)


def _crossed(network: Network, corridor: Corridor, route: Route) -> list[Branch]:
    """List the branches of a corridor that a way takes."""
    mine: Mapping[str, Branch] = network._core.branches
    return [branch for branch in mine.values() if branch.corridor == corridor.id and branch.crossed & _links(route)]


def _branched(corridor: Corridor, taken: Sequence[Branch]) -> str:
    """Name a corridor with the branches that a way takes, such as "by Aktau and Poti"."""
    plain = [branch.words.removeprefix("by ") for branch in taken if branch.words.startswith("by ")]
    other = [branch.words for branch in taken if not branch.words.startswith("by ")]
    return " ".join([corridor.name, *([f"by {with_and(plain)}"] if plain else []), *other])
