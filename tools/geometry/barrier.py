"""What a line must keep off, land for a lane and sea for a railway: tests along a line, and ways around."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import pairwise
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray
from shapely import LineString, MultiLineString, STRtree, clip_by_rect, intersects_xy, line_merge, unary_union
from shapely.geometry.base import BaseGeometry

from tools.geometry.atlas import polygons
from tools.geometry.sphere import Line, Point, densify, distance, length, points_of

__all__ = ["CHANNEL", "Barrier"]

TILE = 5.0
#: Half the width of a canal or river that the land layer does not know, in degrees (about 2 km).
CHANNEL = 0.02
NEIGHBOURS = [(1, 0), (0, 1), (1, 1), (1, -1), (2, 1), (1, 2), (2, -1), (1, -2)]
NEIGHBOURS += [(-x, -y) for x, y in NEIGHBOURS]


class Barrier:
    """A surface that lines must keep off, less the channels across it (canals, rivers)."""

    def __init__(self, surface: BaseGeometry, channels: dict[str, Line]) -> None:
        open_ways = unary_union([LineString(line).buffer(CHANNEL) for line in channels.values()])
        self._parts = [
            piece
            for part in polygons(surface)
            for tile in tiles(part)
            for piece in polygons(tile.difference(open_ways) if tile.intersects(open_ways) else tile)
        ]
        self._tree = STRtree(self._parts)

    def runs_over(self, line: Line) -> list[float]:
        """Give the lengths of the pieces of a line that lie on the surface, longest first."""
        path = LineString(line)
        over = [path.intersection(self._parts[number]) for number in self._near(path)]
        return runs(unary_union(over)) if over else []

    def _near(self, path: LineString) -> list[int]:
        return sorted(self._tree.query(path, predicate="intersects").tolist())

    def over(self, line: Line) -> float:
        """Give the longest run of a line over the surface."""
        return max(self.runs_over(line), default=0.0)

    def mended(self, line: Line) -> Line:
        """Give the line with every stretch over the surface replaced by a way around it."""
        points = densify(line, 4.0)
        clear = [self.over([a, b]) < 0.05 for a, b in pairwise(points)]
        result: Line = [points[0]]
        step = 0
        while step < len(clear):
            if clear[step]:
                result.append(points[step + 1])
                step += 1
                continue
            last = step
            while last < len(clear) and not all(clear[last : last + 3]):
                last += 1
            back = min(4, len(result) - 1)
            ahead = min(last + 4, len(points) - 1)
            way = self.around(result[-1 - back], points[ahead])
            if way is None:
                result.extend(points[step + 1 : last + 1])
                step = max(last, step + 1)
                continue
            del result[len(result) - 1 - back :]
            result.extend(way)
            step = ahead
        return result

    def around(self, start: Point, end: Point, cells: int = 260) -> Line | None:
        """Give a short way around between two points, or None where there is none nearby (A* on a grid)."""
        for margin in (0.6, 1.5, 4.0):
            grid = Grid.over(self, start, end, margin, cells)
            way = grid.search(start, end)
            if way is not None:
                return self.pulled([start, *way, end])
        return None

    def pulled(self, line: Line) -> Line:
        """Give the line with every corner cut that can be cut."""
        result = [line[0]]
        number = 0
        while number < len(line) - 1:
            ahead = min(len(line) - 1, number + 120)
            while ahead > number + 1 and self.over([line[number], line[ahead]]) > 0.05:
                ahead = number + max(1, (ahead - number) * 3 // 4)
            result.append(line[ahead])
            number = ahead
        return result

    def mask(self, xs: NDArray[np.float64], ys: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell for each point of a grid whether it is on the surface."""
        box = LineString([(xs[0], ys[0]), (xs[-1], ys[-1])])
        wide, high = np.meshgrid(xs, ys)
        shut = np.zeros(wide.shape, dtype=bool)
        for number in self._tree.query(box).tolist():
            shut |= intersects_xy(self._parts[number], wide, high)
        return shut


class Grid:
    """A grid of open and shut cells between two points."""

    def __init__(self, xs: NDArray[np.float64], ys: NDArray[np.float64], shut: NDArray[np.bool_]) -> None:
        self.xs, self.ys, self.shut = xs, ys, shut
        near = shut.copy()
        near[1:] |= shut[:-1]
        near[:-1] |= shut[1:]
        near[:, 1:] |= shut[:, :-1]
        near[:, :-1] |= shut[:, 1:]
        self.price = np.where(near, 2.5, 1.0)

    @classmethod
    def over(cls, barrier: Barrier, start: Point, end: Point, margin: float, cells: int) -> Grid:
        """Lay a grid over the window of two points."""
        west, east = sorted((start[0], end[0]))
        south, north = sorted((start[1], end[1]))
        step = max(0.01, (max(east - west, north - south) + 2 * margin) / cells)
        xs: NDArray[np.float64] = (
            np.arange(floor((west - margin) / step), ceil((east + margin) / step) + 1).astype(np.float64) * step
        )
        ys: NDArray[np.float64] = (
            np.arange(floor((south - margin) / step), ceil((north + margin) / step) + 1).astype(np.float64) * step
        )
        return cls(xs, ys, barrier.mask(xs, ys))

    def nearest(self, point: Point) -> tuple[int, int]:
        """Give the open cell nearest to a point."""
        squares = ((self.xs[None, :] - point[0]) * np.cos(np.radians(point[1]))) ** 2
        squares = squares + (self.ys[:, None] - point[1]) ** 2
        squares[self.shut] = np.inf
        row, column = np.unravel_index(int(np.argmin(squares)), squares.shape)
        return int(row), int(column)

    def search(self, start: Point, end: Point) -> Line | None:
        """Give the cells of the cheapest way, keeping clear of the surface where there is room."""
        first, goal = self.nearest(start), self.nearest(end)
        best = {first: 0.0}
        came: dict[tuple[int, int], tuple[int, int]] = {}
        queue = [(0.0, first)]
        done: set[tuple[int, int]] = set()
        while queue:
            _, here = heappop(queue)
            if here == goal:
                return self._trace(goal, came)
            if here in done:
                continue
            done.add(here)
            for dx, dy in NEIGHBOURS:
                there = (here[0] + dy, here[1] + dx)
                if there in done or not self._open(here, there):
                    continue
                gap = distance(self.point(here), self.point(there))
                cost = best[here] + gap * float(self.price[there])
                if cost < best.get(there, 1e18):
                    best[there] = cost
                    came[there] = here
                    heappush(queue, (cost + distance(self.point(there), end), there))
        return None

    def _open(self, here: tuple[int, int], there: tuple[int, int]) -> bool:
        rows, columns = self.shut.shape
        if not (0 <= there[0] < rows and 0 <= there[1] < columns) or self.shut[there]:
            return False
        middle = ((here[0] + there[0]) // 2, (here[1] + there[1]) // 2)
        other = (-(-(here[0] + there[0]) // 2), -(-(here[1] + there[1]) // 2))
        return not (self.shut[middle] or self.shut[other])

    def point(self, spot: tuple[int, int]) -> Point:
        """Give the middle of a cell."""
        return float(self.xs[spot[1]]), float(self.ys[spot[0]])

    def _trace(self, last: tuple[int, int], came: dict[tuple[int, int], tuple[int, int]]) -> Line:
        line = [self.point(last)]
        while last in came:
            last = came[last]
            line.append(self.point(last))
        return line[::-1]


def runs(shape: BaseGeometry) -> list[float]:
    """Give the lengths of the lines of a geometry, longest first, those that touch joined."""
    merged = line_merge(shape) if isinstance(shape, MultiLineString) else shape
    lines = [part for part in getattr(merged, "geoms", [merged]) if isinstance(part, LineString)]
    if merged is not shape or len(lines) < 2:
        return sorted((length(points_of(part)) for part in lines if not part.is_empty), reverse=True)
    return runs(MultiLineString(lines))


def tiles(shape: BaseGeometry) -> list[BaseGeometry]:
    """Cut a shape into tiles, so that tests touch little of it."""
    west, south, east, north = shape.bounds
    if east - west <= TILE and north - south <= TILE:
        return [shape]
    cut = [
        clip_by_rect(shape, column * TILE, row * TILE, (column + 1) * TILE, (row + 1) * TILE)
        for column in range(floor(west / TILE), floor(east / TILE) + 1)
        for row in range(floor(south / TILE), floor(north / TILE) + 1)
    ]
    return [piece for piece in cut if not piece.is_empty]
