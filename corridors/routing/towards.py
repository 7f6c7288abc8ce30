"""How far a place is from Uzbekistan: what tells head- from back-haul of railways and lorries."""

from __future__ import annotations

from math import inf

from corridors.charges.model import Place
from corridors.tables.sphere import great_circle_km

__all__ = ["HOME", "from_home_km"]

#: Tashkent, (lat, lon).
HOME = (41.2911, 69.2869)


def from_home_km(place: Place) -> float:
    """Great circle from Tashkent in km; infinite where nobody said where the place lies."""
    if place.lat is None or place.lon is None:
        return inf
    return great_circle_km(*HOME, place.lat, place.lon)
