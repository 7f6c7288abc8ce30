"""Names that tell routes apart.

Countries and modes; where these are alike, also the towns that only one of them passes, then its services, then
the track.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

from corridors.charges.model import Link, Place
from corridors.routes.ride import Ride
from corridors.routes.towns import by_towns

__all__ = ["WayFacts", "told_apart"]

#: So many services name a way at most.
_SERVICES = 2


# ruff: noqa: D102
class WayFacts(Protocol):
    """What a way is named by."""

    @property
    def countries(self) -> Sequence[str]: ...
    @property
    def modes(self) -> Sequence[str]: ...
    @property
    def places(self) -> tuple[Place, ...]: ...
    @property
    def links(self) -> Sequence[Link]: ...
    @property
    def services(self) -> Sequence[Ride]: ...


def told_apart(ways: Iterable[WayFacts]) -> list[str]:
    """Give a name for each way, no two alike unless the ways are.

    Examples
    --------
    >>> import corridors as co
    >>> routes = co.alternative_routes("Tashkent", "Poti", k=3, weight="cost")
    >>> names = told_apart(routes)
    >>> len(set(names))
    3
    """
    ways = list(ways)
    plain = ["-".join(way.countries) + " " + "-".join(way.modes) for way in ways]
    for tell in (_by_towns, _by_services, _by_gauge):
        alike = {name for name, count in Counter(plain).items() if count > 1}
        if not alike:
            break
        plain = [
            name + tell(way, [other for n, other in zip(plain, ways, strict=True) if n == name and other is not way])
            if name in alike
            else name
            for name, way in zip(plain, ways, strict=True)
        ]
    return plain


def _by_towns(way: WayFacts, others: Sequence[WayFacts]) -> str:
    """Name the towns that this way alone passes."""
    passed = {place.id for other in others for place in other.places}
    alone = any(place.id not in passed for place in way.places)
    return f" {by_towns(way.places, [other.places for other in others])}" if alone else ""


def _by_services(way: WayFacts, others: Sequence[WayFacts]) -> str:
    ridden = {ride.name for other in others for ride in other.services}
    own = [name for name in dict.fromkeys(ride.name for ride in way.services) if name not in ridden]
    return " by " + " and ".join(own[:_SERVICES]) if own else ""


def _by_gauge(way: WayFacts, others: Sequence[WayFacts]) -> str:
    """Name the link that another track runs beside."""
    used = {link.id for other in others for link in other.links}
    own = next((link for link in way.links if link.id not in used), None)
    if own is None:
        return ""
    return f" by {own.gauge_mm} mm ({own.id})" if own.gauge_mm else f" by {own.id}"
