"""Where a shipment starts and ends: at a place, or at a point that a lorry joins to a place near it."""

from __future__ import annotations

from typing import NamedTuple

from corridors.charges.charge import Charge
from corridors.charges.model import Place
from corridors.charges.tariff import Tariff
from corridors.world.gazetteer import Gazetteer, PlaceLike

__all__ = ["FREE_KM", "End", "ends_of"]

#: So near a place, a point is in it; beyond, a lorry drives.
FREE_KM = 5.0

#: Of so many places near a point the best for the journey is taken.
_NEAR = 4


class End(NamedTuple):
    """One place where a journey may start or end, and the lorry between it and the point asked for."""

    place: Place
    away_km: float  # great circle from the point asked for
    point: tuple[float, float] | None = None  # (lon, lat) asked for, where a lorry drives
    leg: Charge | None = None


def ends_of(
    gazetteer: Gazetteer, tariff: Tariff, asked: PlaceLike, *, first: bool, limit_km: float | None = None
) -> list[End]:
    """Give the places by which what was asked for can be reached, the one that it means first.

    They lie in its country: what crosses a border is the way from there, with its filing and its wait.

    Parameters
    ----------
    gazetteer, tariff
        Names of places, and what a lorry takes.
    asked
        A name, or a point.
    first
        Whether it is the origin.
    limit_km
        How far from a place a point may lie at most (km).

    Raises
    ------
    UnknownPlaceError, OptionError
        There is no such place, or none so near.
    """
    place, away = gazetteer.find(asked, limit_km=limit_km)
    point = gazetteer.point(asked)
    if point is None or away <= FREE_KM:
        return [End(place, away)]
    lat, lon = point
    near = gazetteer.near(point, _NEAR, limit_km=limit_km)
    # a lorry across a border would pay for none
    near = [(place, away), *((one, km) for one, km in near if one is not place and one.country == place.country)]
    return [End(one, km, (lon, lat), _leg(tariff, one, point, km, first=first)) for one, km in near]


def _leg(tariff: Tariff, place: Place, point: tuple[float, float], km: float, *, first: bool) -> Charge:
    where = f"({point[0]:g}, {point[1]:g})"
    label = f"lorry {where} - {place.name}" if first else f"lorry {place.name} - {where}"
    return tariff.drayage("first_mile" if first else "last_mile", label, place.country, km)
