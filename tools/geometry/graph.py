"""A network of tracks or roads whose lengths are true and whose topology is mended as far as nearness tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import chain, pairwise
from math import floor

from tools.geometry.sources import Edges
from tools.geometry.sphere import Line, Point, between, distance, offset, reach

__all__ = ["Path", "TrackGraph"]

CELL = 0.25
BRIDGE_FACTOR = 4.0
LOOSE_FACTOR = 2.0


@dataclass(frozen=True, slots=True)
class Path:
    """A way along the network: its points, and of each step its kilometres and whether it is on the source."""

    points: Line
    steps: list[tuple[float, bool]]

    @property
    def length_km(self) -> float:
        """Give its kilometres, curves included."""
        return sum(length_km for length_km, _ in self.steps)

    @property
    def loose_km(self) -> float:
        """Give its kilometres that are on no edge of the source."""
        return sum(length_km for length_km, on_source in self.steps if not on_source)

    def then(self, other: Path) -> Path:
        """Give the path followed by another."""
        return Path(self.points + other.points[1:], self.steps + other.steps)


Hops = dict[int, list[tuple[int, float]]]


@dataclass(slots=True)
class TrackGraph:
    """Nodes and edges within a window. An edge is (head, length in km, cost, True where it bridges a gap)."""

    points: Line
    arcs: list[list[tuple[int, float, float, bool]]]
    cells: dict[tuple[int, int], list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def within(cls, points: Line, edges: Edges, window: tuple[float, float, float, float]) -> TrackGraph:
        """Build the graph of the nodes inside (west, south, east, north)."""
        west, south, east, north = window
        numbers: dict[int, int] = {}
        kept: Line = []
        for old, (lon, lat) in enumerate(points):
            if west <= lon <= east and south <= lat <= north:
                numbers[old] = len(kept)
                kept.append((lon, lat))
        graph = cls(kept, [[] for _ in kept])
        for tail, head, length_km in edges:
            if tail in numbers and head in numbers and tail != head:
                gap = distance(points[tail], points[head])
                graph.join(numbers[tail], numbers[head], max(length_km, gap))
        for number, point in enumerate(kept):
            graph.cells[cell(point)].append(number)
        return graph

    def join(self, tail: int, head: int, length_km: float, *, bridge: bool = False) -> None:
        """Add an undirected edge."""
        cost = length_km * BRIDGE_FACTOR + 1.0 if bridge else length_km
        self.arcs[tail].append((head, length_km, cost, bridge))
        self.arcs[head].append((tail, length_km, cost, bridge))

    def part(self, tail: int, head: int, length_km: float) -> None:
        """Remove an undirected edge."""
        self.arcs[tail].remove((head, length_km, length_km, False))
        self.arcs[head].remove((tail, length_km, length_km, False))

    def near(self, point: Point, radius_km: float) -> list[tuple[float, int]]:
        """Give the nodes within a radius, nearest first."""
        wide, high = reach(radius_km, point[1])
        found: list[tuple[float, int]] = []
        for column in range(floor((point[0] - wide) / CELL), floor((point[0] + wide) / CELL) + 1):
            for row in range(floor((point[1] - high) / CELL), floor((point[1] + high) / CELL) + 1):
                for number in self.cells.get((column, row), ()):
                    gap = distance(point, self.points[number])
                    if gap <= radius_km:
                        found.append((gap, number))
        return sorted(found)

    def long_edges(self, least_km: float) -> Iterator[tuple[int, int, float]]:
        """Give the edges whose ends lie far apart: places and towns in between are threaded onto them."""
        for tail, arcs in enumerate(self.arcs):
            for head, length_km, _, bridge in arcs:
                if tail < head and not bridge and distance(self.points[tail], self.points[head]) >= least_km:
                    yield tail, head, length_km

    def thread(self, tail: int, head: int, length_km: float, points: Iterable[Point]) -> None:
        """Lead an edge through points, in order; it keeps its length, shared out by distance."""
        stops = [self.points[tail], *points, self.points[head]]
        gaps = [distance(a, b) for a, b in pairwise(stops)]
        total = sum(gaps)
        self.part(tail, head, length_km)
        last = tail
        for point, gap in zip(stops[1:-1], gaps, strict=False):
            number = len(self.points)
            self.points.append(point)
            self.arcs.append([])
            self.cells[cell(point)].append(number)
            self.join(last, number, max(gap, length_km * gap / total))
            last = number
        self.join(last, head, max(gaps[-1], length_km * gaps[-1] / total))

    def bridge(self, radius_km: float, most: int = 3) -> int:
        """Join every end of track to the nearest nodes not already its neighbours; give the number of bridges."""
        made = 0
        ends = [number for number, arcs in enumerate(self.arcs) if len({arc[0] for arc in arcs}) <= 1]
        for number in ends:
            known = self._around(number, 2.5 * radius_km)
            count = 0
            for gap, other in self.near(self.points[number], radius_km):
                if other != number and known.get(other, 1e9) > 3 * gap + 2:
                    self.join(number, other, gap, bridge=True)
                    made += 1
                    count += 1
                    if count == most:
                        break
        return made

    def _around(self, start: int, limit_km: float) -> dict[int, float]:
        best = {start: 0.0}
        queue = [(0.0, start)]
        while queue:
            cost, number = heappop(queue)
            if cost > best[number] or cost > limit_km:
                continue
            for head, length_km, _, _ in self.arcs[number]:
                reached = cost + length_km
                if reached < best.get(head, 1e18) and reached <= limit_km:
                    best[head] = reached
                    heappush(queue, (reached, head))
        return best

    def loose_ends(self, a: Point, b: Point, length_km: float) -> list[int]:
        """Give the ends of track that a line of that length from `a` to `b` can touch."""
        middle = between(a, b, 0.5)
        return [
            number
            for _, number in self.near(middle, length_km / 2)
            if self._is_end(number) and distance(a, self.points[number]) + distance(self.points[number], b) <= length_km
        ]

    def _is_end(self, number: int) -> bool:
        return len({head for head, _, _, bridge in self.arcs[number] if not bridge}) <= 1

    def hops(self, a: Point, b: Point, length_km: float, most_km: float) -> Hops:
        """Give hops across the gaps between ends of track that a line from `a` to `b` can touch."""
        found: Hops = defaultdict(list)
        for number in self.loose_ends(a, b, length_km):
            others = [(gap, other) for gap, other in self.near(self.points[number], most_km) if gap > 0.5]
            ends = [pair for pair in others if self._is_end(pair[1])]
            for gap, other in others[:3] + ends[:12]:
                found[number].append((other, gap))
                found[other].append((number, gap))
        return found

    def shortest(
        self, start: Point, end: Point, *, snap_km: float, limit_km: float, hops: Hops | None = None
    ) -> Path | None:
        """Give the cheapest way between two points that lie within `snap_km` of the network (A*).

        Cost is length, times `BRIDGE_FACTOR` over gaps; standing off the track and hops cost double.
        """
        goals = {number: gap for gap, number in self.near(end, snap_km)}
        best: dict[int, float] = {}
        came: dict[int, tuple[int, float, bool]] = {}
        queue: list[tuple[float, float, int]] = []
        for gap, number in self.near(start, snap_km):
            best[number] = snap_cost(gap)
            heappush(queue, (best[number] + distance(self.points[number], end), best[number], number))
        found: tuple[float, int] | None = None
        done: set[int] = set()
        while queue:
            bound, cost, number = heappop(queue)
            if bound > limit_km or (found is not None and bound >= found[0]):
                break
            if number in done:
                continue
            done.add(number)
            if number in goals and (found is None or cost + snap_cost(goals[number]) < found[0]):
                found = (cost + snap_cost(goals[number]), number)
            extra = [(head, gap, gap * LOOSE_FACTOR, True) for head, gap in hops.get(number, ())] if hops else []
            for head, length_km, arc_cost, bridge in chain(self.arcs[number], extra):
                reached = cost + arc_cost
                if head not in done and reached < best.get(head, 1e18):
                    best[head] = reached
                    came[head] = (number, length_km, bridge)
                    heappush(queue, (reached + distance(self.points[head], end), reached, head))
        return None if found is None else self._trace(start, end, found[1], came)

    def _trace(self, start: Point, end: Point, last: int, came: dict[int, tuple[int, float, bool]]) -> Path:
        points = [end, self.points[last]]
        steps = [(distance(end, self.points[last]), False)]
        while last in came:
            previous, length_km, bridge = came[last]
            points.append(self.points[previous])
            steps.append((length_km, not bridge))
            last = previous
        points.append(start)
        steps.append((distance(start, self.points[last]), False))
        return Path(points[::-1], steps[::-1])


def snap_cost(gap_km: float) -> float:
    """Give the cost of standing off the track: dearer than track, so that the nearest track wins."""
    return gap_km * LOOSE_FACTOR


def cell(point: Point) -> tuple[int, int]:
    """Give the cell of the index that a point lies in."""
    return floor(point[0] / CELL), floor(point[1] / CELL)


def stray(point: Point, a: Point, b: Point, length_km: float) -> float | None:
    """Give how far a point lies off the chord of an edge, or None where track of that length cannot pass it."""
    off_km, share = offset(point, a, b)
    if not 0.0 < share < 1.0:
        return None
    slack = distance(a, point) + distance(point, b) - length_km
    return off_km if slack <= 0.01 * length_km + 0.5 else None
