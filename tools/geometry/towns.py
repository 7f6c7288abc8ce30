"""Towns to lead a line through where the source knows only the ends of a long edge and its length."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from math import floor

from tools.geometry.sources import Town
from tools.geometry.sphere import Line, Point, distance, offset, reach

__all__ = ["TownIndex"]

CELL = 0.5
#: Exponents tried in turn: the higher, the more a line is drawn to towns beside it.
EXPONENTS = (1.25, 1.15, 1.08, 1.04, 1.02)


class TownIndex:
    """Towns by place."""

    def __init__(self, towns: list[Town]) -> None:
        self.towns = towns
        self._cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._names: dict[str, list[int]] = defaultdict(list)
        for number, town in enumerate(towns):
            self._cells[floor(town.point[0] / CELL), floor(town.point[1] / CELL)].append(number)
            self._names[town.name].append(number)

    def named(self, name: str, near: Point) -> Point:
        """Give the town of a name that is nearest to a point."""
        numbers = self._names.get(name)
        if not numbers:
            raise KeyError(f"no town named {name!r}")
        return min((self.towns[number].point for number in numbers), key=lambda point: distance(point, near))

    def along(self, a: Point, b: Point, length_km: float, countries: frozenset[str]) -> list[tuple[float, Point]]:
        """Give the towns that a line of that length from `a` to `b` can pass, with their shares of the way."""
        gap = distance(a, b)
        wide, high = reach(0.5 * max(0.0, length_km**2 - gap**2) ** 0.5 + 1.0, (a[1] + b[1]) / 2)
        west, east = sorted((a[0], b[0]))
        south, north = sorted((a[1], b[1]))
        found: list[tuple[float, Point]] = []
        for column in range(floor((west - wide) / CELL), floor((east + wide) / CELL) + 1):
            for row in range(floor((south - high) / CELL), floor((north + high) / CELL) + 1):
                for number in self._cells.get((column, row), ()):
                    point = self.towns[number].point
                    if self.towns[number].country not in countries:
                        continue
                    if distance(a, point) + distance(point, b) > length_km + 0.2:
                        continue
                    off_km, share = offset(point, a, b)
                    if 1.0 < share * gap < gap - 1.0 and off_km < 0.2 * gap:
                        found.append((share, point))
        return sorted(found)

    def thread(self, a: Point, b: Point, length_km: float, countries: frozenset[str]) -> Line:
        """Give the towns of some countries between `a` and `b` that a line of about that length runs through."""
        candidates = self.along(a, b, length_km, countries)
        if not candidates:
            return []
        stops = [a, *(point for _, point in candidates), b]
        for exponent in EXPONENTS:
            chain = cheapest_chain(stops, exponent)
            total = sum(distance(x, y) for x, y in pairwise(chain))
            if total <= length_km + 0.2:
                return chain[1:-1]
        return []


def cheapest_chain(stops: Line, exponent: float) -> Line:
    """Give the chain of stops, in order, whose sum of powered steps is least."""
    best = [0.0] * len(stops)
    came = [0] * len(stops)
    for head in range(1, len(stops)):
        best[head], came[head] = min(
            (best[tail] + distance(stops[tail], stops[head]) ** exponent, tail) for tail in range(head)
        )
    chain = [len(stops) - 1]
    while chain[-1]:
        chain.append(came[chain[-1]])
    return [stops[number] for number in reversed(chain)]
