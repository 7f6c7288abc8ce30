"""Places that a user's cells and lines mean: by id, code, exact name, or the nearest within a distance; all of it told.

Nothing is taken for another spelling here, as a question to the network may be: a link that is joined to the wrong
place changes every answer after it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from corridors.charges.model import Place
from corridors.tables.given import Given, Hearing
from corridors.tables.own import Join
from corridors.tables.sphere import great_circle_km
from corridors.world.gazetteer import Gazetteer
from corridors.world.names import point_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Joined", "Joiner", "Spot", "gap_km"]

_CANDIDATES = 3


class Spot(NamedTuple):
    """A point of the user's (degrees), and what it is."""

    lon: float
    lat: float
    by: str  # point or line end


@dataclass(frozen=True, slots=True)
class Joined:
    """The place that a cell means, by what, and how far (km) a point lies from it."""

    place: Place
    by: str
    asked: str
    km: float | None = None
    next_place: Place | None = None
    next_km: float | None = None

    def told(self, row: Given, row_id: str, column: str, km: float | None = None) -> Join:
        """Give the record of it."""
        after = None if self.next_place is None else self.next_place.id
        away = self.km if km is None else km
        return Join(row.table, row_id, column, self.asked, self.place.id, self.by, away, after, self.next_km)


class Joiner:
    """Finds the places of a network and of the user's own, old and new alike.

    Parameters
    ----------
    places
        All of them, in the order of their indices.
    within_km
        A point is joined to a place that is no further away.
    unread
        Ids and names of new places that could not be read, so that nobody is told to add them.
    """

    def __init__(self, places: Sequence[Place], within_km: float, unread: Collection[str] = ()) -> None:
        self.places = places
        self.within_km = within_km
        self._unread = unread

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Names of all places."""
        return Gazetteer(self.places)

    def find(self, row: Given, column: str, hearing: Hearing, *, at_sea: bool = False) -> Joined | None:
        """Find the place that a cell names; None, with a finding, where it names none or several."""
        asked = row.says(column)
        if asked is None:
            hearing.wrong(row, column, "blank; name a place, or give a GeoDataFrame with the line of the link")
            return None
        point = _point(asked)
        if isinstance(asked, str):
            found, by = self.gazetteer.spelt(asked.strip())
            if not found and point is None:
                hearing.wrong(row, column, self._unknown(asked))
                return None
            if len(found) > 1 or by == "shared":
                ways = " or ".join(f"{p.id!r} ({p.name}, {p.country})" for p in found)
                hearing.wrong(row, column, f"{asked!r} may be several places; give {ways}")
                return None
            if found:
                return Joined(found[0], by, asked)
        if point is not None:
            return self.nearest(Spot(point[1], point[0], "point"), row, column, hearing, at_sea=at_sea)
        if isinstance(asked, Place):
            asked = asked.id
        elif isinstance(asked, float) and asked.is_integer():
            asked = int(asked)  # of a column of ids in which some are blank
        found, by = self.gazetteer.spelt(str(asked))
        if by != "id":
            hearing.wrong(row, column, self._unknown(str(asked)))
            return None
        return Joined(found[0], by, str(asked))

    def _unknown(self, asked: str) -> str:
        if asked.strip() in self._unread:
            return f"{asked!r} is in your places, where something is wrong with it; mend that"
        close = self.gazetteer.suggest(asked, _CANDIDATES)
        ways = " or ".join(f"{p.id!r} ({p.name}, {p.country})" for p in close)
        return f"{asked!r} is no place of the network; " + (
            f"is it {ways}? else add it to places" if close else "add it to places, or correct it"
        )

    def nearest(
        self,
        spot: Spot,
        row: Given,
        column: str,
        hearing: Hearing,
        *,
        at_sea: bool = False,
        hint: Callable[[], str] = str,
    ) -> Joined | None:
        """Find the place nearest to a point; None, with a finding, where none is near enough or two are as near."""
        near = self.near(spot, at_sea=at_sea)
        what = "the line ends at" if spot.by == "line end" else "the point"
        asked = f"({spot.lat:.5g}, {spot.lon:.5g})"
        candidates = ", ".join(f"{p.id!r} ({p.name}) {km:.1f} km" for p, km in near)
        if not near or near[0][1] > self.within_km:
            hearing.wrong(
                row,
                column,
                f"{what} {asked}, and no place is within {self.within_km:g} km: nearest {candidates or 'none'}"
                f"{hint()}; add a place there, name one, or raise join_within_km",
            )
            return None
        if len(near) > 1 and near[1][1] - near[0][1] < 1e-9:
            hearing.wrong(row, column, f"{what} {asked}, as near to two places: {candidates}; name one")
            return None
        after = near[1] if len(near) > 1 else (None, None)
        return Joined(near[0][0], spot.by, asked, near[0][1], *after)

    def near(self, spot: Spot, *, at_sea: bool = False) -> list[tuple[Place, float]]:
        """List the places nearest to a point and how far (km) they are; straits only for what sails."""
        import numpy as np

        latitudes, longitudes, cosines, spots, ashore = self._arrays
        if not len(spots):
            return []
        phi, lam = np.radians(spot.lat), np.radians(spot.lon)
        chord = np.sin((latitudes - phi) / 2) ** 2
        chord += cosines * np.cos(phi) * np.sin((longitudes - lam) / 2) ** 2
        chord = chord if at_sea else np.where(ashore, chord, np.inf)
        some = np.argpartition(chord, _CANDIDATES)[: _CANDIDATES + 1] if len(chord) > _CANDIDATES else range(len(chord))
        order = sorted(map(int, some), key=lambda i: (chord[i], i))[:_CANDIDATES]
        places = [self.places[int(spots[i])] for i in order if np.isfinite(chord[i])]
        found = [(place, gap_km(spot, place)) for place in places]
        return [(place, km) for place, km in found if km is not None]

    @cached_property
    def _arrays(
        self,
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int64], NDArray[np.bool_]]:
        import numpy as np

        known = [
            (p.lat, p.lon, p.index, p.kind != "strait") for p in self.places if p.lat is not None and p.lon is not None
        ]
        columns = list(zip(*known, strict=True)) or [(), (), (), ()]
        latitudes = np.radians(np.array(columns[0], dtype=np.float64))
        return (
            latitudes,
            np.radians(np.array(columns[1], dtype=np.float64)),
            np.cos(latitudes),
            np.array(columns[2], dtype=np.int64),
            np.array(columns[3], dtype=bool),
        )


def gap_km(spot: Spot, place: Place) -> float | None:
    """How far (km) a point lies from a place; None where nobody knows where the place is."""
    if place.lat is None or place.lon is None:
        return None
    return great_circle_km(spot.lat, spot.lon, place.lat, place.lon)


def _point(asked: Any) -> tuple[float, float] | None:
    """Give the point (lat, lon) that a cell holds."""
    if isinstance(asked, str):
        return point_of(asked)
    if isinstance(asked, (tuple, list)) and len(asked) == 2:
        try:
            lat, lon = float(asked[0]), float(asked[1])
        except (TypeError, ValueError, OverflowError):
            return None
        return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
    return None
