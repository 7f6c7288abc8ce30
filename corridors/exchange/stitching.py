"""Lines that only touch each other, made into places and links: what was joined over which distance is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, floor, radians, sin

from corridors.tables.own import Join
from corridors.tables.sphere import great_circle_km

__all__ = ["Found", "Stitcher"]

_EARTH_KM = 6371.0

#: Ends that lie closer than this, and are not joined, are told: they look as if they should meet.
NEAR_MISS_KM = 1.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Found:
    """A place for the end of a line, and how far it lies."""

    place: str
    km: float


class Stitcher:
    """Gives each end of a line its place: the nearest within a distance, or a new one.

    Parameters
    ----------
    places
        Ids and points (longitude, latitude) of the places that there are.
    within_km
        How far an end may lie from the place that it joins.
    may_add
        Whether an end that is near to none becomes a place of its own.
    """

    def __init__(self, places: Sequence[tuple[str, Point]], within_km: float, *, may_add: bool) -> None:
        self.within_km = within_km
        self.may_add = may_add
        self.added: list[tuple[str, Point]] = []
        self.joins: list[Join] = []
        self.near_misses: list[tuple[str, str, float]] = []
        self._reach = max(within_km, NEAR_MISS_KM)
        self._cells: dict[tuple[int, int, int], list[tuple[str, Point]]] = {}
        self._ids = {name for name, _ in places}
        for name, point in places:
            self._put(name, point)

    def join(self, row: str, column: str, point: Point) -> Found | None:
        """Find the place of an end; None where none is near enough and none may be added."""
        near = self.near(point)
        nearest, second = next(iter(near), None), next(iter(near[1:]), None)
        if nearest is not None and nearest.km <= self.within_km + 1e-9:
            following = (None, None) if second is None else (second.place, second.km)
            asked = f"({point[1]:.5g}, {point[0]:.5g})"
            self.joins.append(Join("links", row, column, asked, nearest.place, "line end", nearest.km, *following))
            return nearest
        if not self.may_add:
            return None
        if nearest is not None:
            self.near_misses.append((f"links[{row}].{column}", nearest.place, nearest.km))
        name = self._new_id()
        self.added.append((name, point))
        self._put(name, point)
        self.joins.append(Join("links", row, column, f"({point[1]:.5g}, {point[0]:.5g})", name, "line end", 0.0))
        return Found(name, 0.0)

    def near(self, point: Point) -> list[Found]:
        """List the places within reach, the nearest first."""
        x, y, z = self._cell(point)
        found = [
            Found(name, great_circle_km(point[1], point[0], spot[1], spot[0]))
            for i in (x - 1, x, x + 1)
            for j in (y - 1, y, y + 1)
            for k in (z - 1, z, z + 1)
            for name, spot in self._cells.get((i, j, k), ())
        ]
        by_distance: Callable[[Found], tuple[float, str]] = lambda each: (each.km, each.place)  # noqa: E731
        return sorted((each for each in found if each.km <= self._reach), key=by_distance)

    def _cell(self, point: Point) -> tuple[int, int, int]:
        """Cells of a grid through the globe, so that neither poles nor the antimeridian are an edge."""
        lam, phi = radians(point[0]), radians(point[1])
        side = self._reach / _EARTH_KM
        spot = (cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi))
        return floor(spot[0] / side), floor(spot[1] / side), floor(spot[2] / side)

    def _put(self, name: str, point: Point) -> None:
        self._cells.setdefault(self._cell(point), []).append((name, point))
        self._ids.add(name)

    def _new_id(self) -> str:
        number = len(self.added) + 1
        while f"place-{number}" in self._ids:
            number += 1
        return f"place-{number}"
