"""Lines of sea lanes and ferries: the network of searoute, joined to the quays and kept off the land."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import pairwise
from math import log

from shapely import LineString
from shapely.geometry.base import BaseGeometry

from tools.geometry.barrier import CHANNEL, Barrier
from tools.geometry.model import Drawn, Hint, Link
from tools.geometry.sources import read_lanes
from tools.geometry.sphere import Line, Point, densify, distance, length

__all__ = ["CHANNEL_BOXES", "Lanes", "channels"]

#: Places that stand in a passage: only lanes that start or end there may take it.
PASSAGES = {
    "suez-canal": "suez",
    "port-said": "suez",
    "bab-el-mandeb": "babalmandab",
    "hormuz": "ormuz",
    "malacca": "malacca",
    "gibraltar": "gibraltar",
    "bosphorus": "bosporus",
    "dardanelles": "dardanelles",
    "cape-of-good-hope": "south_africa",
}
CLOSED = frozenset({"northwest", "bering", "chili", "panama", "sunda", *PASSAGES.values()})
#: Canals, straits and rivers narrower than the land layer shows: the lanes of searoute within these windows.
CHANNEL_BOXES: dict[str, tuple[float, float, float, float]] = {
    "Suez Canal": (32.2, 29.85, 32.7, 31.35),
    "Bosphorus": (28.95, 41.0, 29.2, 41.3),
    "Dardanelles": (26.1, 39.95, 26.95, 40.5),
    "Volga to Astrakhan": (47.0, 45.2, 48.4, 46.5),
    "Elbe to Hamburg": (8.7, 53.4, 10.05, 54.0),
}
#: The canal of Corinth is on the network, but not for ships that carry containers.
CORINTH = (22.9, 37.85, 23.06, 38.0)
#: Channels that no source has: the estuary to Shanghai's quays on the Huangpu, the creek to Port Qasim, the river to
#: Riga, the bay of Turkmenbashi, which the spit shuts off. Drawn by the compiler between the place and the open water.
OWN_CHANNELS: dict[str, Line] = {
    "Huangpu to Shanghai": [(121.5, 31.2167), (121.55, 31.27), (121.505, 31.385), (121.58, 31.41)],
    "Phitti Creek to Port Qasim": [(67.35, 24.7667), (67.25, 24.745), (67.18, 24.74)],
    "Bay of Turkmenbashi": [(52.9952, 40.0037), (53.01, 39.95), (53.07, 39.72)],
    "Daugava to Riga": [(24.1059, 56.946), (24.085, 56.985), (24.05, 57.03), (24.0, 57.08)],
}
#: Where a place is not at the water (the terminal of Halkali stands for the port of Ambarli), its lanes stop short.
SHORT_KM = 1.9
NEAR_KM = 60.0
OPEN_SEA_KM = 2600.0


def channels() -> dict[str, Line]:
    """Give the lines of the canals, straits and rivers that the land layer is too coarse for, by name and part."""
    found = dict(OWN_CHANNELS)
    lanes = read_lanes()
    for name, (west, south, east, north) in CHANNEL_BOXES.items():
        part = 0
        for _, lane in lanes:
            inside = [west <= x <= east and south <= y <= north for x, y in lane]
            kept = [lane[number] for number in range(len(lane)) if any(inside[max(0, number - 1) : number + 2])]
            if sum(inside) > 1:
                part += 1
                found[f"{name} {part}" if part > 1 else name] = kept
    return found


class Lanes:
    """Draws the links of the modes `sea` and `ferry`."""

    def __init__(self, land: BaseGeometry) -> None:
        self.channels = channels()
        self.land = Barrier(land, self.channels)
        self.solid = Barrier(land, {})
        self.arcs: dict[Point, list[tuple[Point, float, str]]] = {}
        for passage, lane in read_lanes():
            points = [((lon + 180) % 360 - 180, lat) for lon, lat in lane]
            for a, b in pairwise(points):
                if all(CORINTH[0] <= x <= CORINTH[2] and CORINTH[1] <= y <= CORINTH[3] for x, y in (a, b)):
                    continue
                gap = distance(a, b)
                self.arcs.setdefault(a, []).append((b, gap, passage))
                self.arcs.setdefault(b, []).append((a, gap, passage))
        self.nodes = sorted(self.arcs)

    def draw(self, link: Link, hint: Hint | None) -> Drawn:
        """Draw a link by the network if it serves, else by the shortest way over water."""
        if hint is not None and hint.how == "straight":
            return Drawn([link.start.point, link.end.point], "lane", set())
        found: list[tuple[float, Line, str]] = []
        for name, line in (("searoute", self._by_network(link)), ("world-atlas", self._by_water(link))):
            if line is None:
                continue
            miss = abs(log(length(line) / link.length_km))
            over = self.land.over(line)
            found.append((miss + over / 10, line, name))
            if miss <= 0.1 and over <= 1.0:
                break
        if not found:
            return Drawn([link.start.point, link.end.point], "straight", set())
        _, line, name = min(found)
        line = self._landed(self._landed(line)[::-1])[::-1]
        return Drawn(line, "lane", {name, "world-atlas"}, length(line), reason=self._passes(line))

    def _passes(self, line: Line) -> str:
        """Name the canals and rivers of a lane, if the land layer shows land there."""
        if self.solid.over(line) <= 2.5:
            return ""
        path = LineString(line)
        names = {
            name.rstrip(" 0123456789")
            for name, channel in self.channels.items()
            if path.intersection(LineString(channel).buffer(CHANNEL)).length > CHANNEL
        }
        return f"by the {', '.join(sorted(names))}, where the land layer shows land" if names else ""

    def _landed(self, line: Line) -> Line:
        """Give the line, short of its first place where that lies further from the water than a quay."""
        head = densify(line[:4], 0.5)[:14]
        if self.solid.over(head[:2]) < 0.2 or not 2.5 < self.solid.over(head) < 5.0:
            return line
        walked = densify(line, SHORT_KM / 4)
        return walked[next(number for number, point in enumerate(walked) if distance(line[0], point) > SHORT_KM) - 1 :]

    def _by_network(self, link: Link) -> Line | None:
        closed = CLOSED - {PASSAGES.get(link.start.id, ""), PASSAGES.get(link.end.id, "")}
        line = self._shortest(link.start.point, link.end.point, closed)
        if line is None:
            return None
        line = trimmed([link.start.point, *line, link.end.point])
        return self.land.mended(densify(line, 100.0))

    def _by_water(self, link: Link) -> Line | None:
        if distance(link.start.point, link.end.point) > OPEN_SEA_KM:
            return None
        line = self.land.around(link.start.point, link.end.point)
        return line if line is None or self.land.over(line) < 0.3 else self.land.mended(line)

    def _near(self, point: Point) -> list[tuple[float, Point]]:
        gaps = sorted((distance(point, node), node) for node in self.nodes)
        return [pair for pair in gaps[:12] if pair[0] <= max(NEAR_KM, 1.2 * gaps[0][0])]

    def _shortest(self, start: Point, end: Point, closed: frozenset[str]) -> Line | None:
        goals = {node: gap for gap, node in self._near(end)}
        best: dict[Point, float] = {}
        came: dict[Point, Point] = {}
        queue: list[tuple[float, Point]] = []
        for gap, node in self._near(start):
            best[node] = 1.5 * gap
            heappush(queue, (1.5 * gap, node))
        found: tuple[float, Point] | None = None
        done: set[Point] = set()
        while queue:
            cost, node = heappop(queue)
            if found is not None and cost >= found[0]:
                break
            if node in done:
                continue
            done.add(node)
            if node in goals and (found is None or cost + 1.5 * goals[node] < found[0]):
                found = (cost + 1.5 * goals[node], node)
            for head, gap, passage in self.arcs[node]:
                if passage not in closed and cost + gap < best.get(head, 1e18):
                    best[head] = cost + gap
                    came[head] = node
                    heappush(queue, (cost + gap, head))
        if found is None:
            return None
        line = [found[1]]
        while line[-1] in came:
            line.append(came[line[-1]])
        return line[::-1]


def trimmed(line: Line) -> Line:
    """Give the line without the backward steps with which a network is joined at its ends."""
    for _ in range(2):
        while len(line) > 3 and distance(line[0], line[2]) < distance(line[1], line[2]):
            del line[1]
        line.reverse()
    return line
