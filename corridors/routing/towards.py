"""Which way a stretch leads: towards Uzbekistan or away from it; head- and back-haul of railways and lorries."""

from __future__ import annotations

from corridors.charges.model import Place
from corridors.tables.sphere import great_circle_km

__all__ = ["HOME", "towards_home"]

#: Tashkent, (lat, lon).
HOME = (41.2911, 69.2869)


def towards_home(start: Place, end: Place) -> bool:
    """Whether a stretch ends nearer to Tashkent than it begins; what has no coordinates leads away."""
    if start.lat is None or start.lon is None or end.lat is None or end.lon is None:
        return False
    return great_circle_km(*HOME, end.lat, end.lon) < great_circle_km(*HOME, start.lat, start.lon)
