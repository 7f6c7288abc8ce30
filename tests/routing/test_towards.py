"""How far a place is from home."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest

from corridors.routing.towards import from_home_km
from tests.micro import micro


def test_home_is_tashkent() -> None:
    """Its own station is home, Samarkand some 270 km from it; who does not say where it lies is infinitely far."""
    place = micro("A ==1== B")._core.places[0]
    assert from_home_km(replace(place, lat=41.2911, lon=69.2869)) == pytest.approx(0, abs=1e-6)
    assert from_home_km(replace(place, lat=39.65, lon=66.96)) == pytest.approx(269, abs=3)
    for lat, lon in ((None, 69.0), (41.0, None), (None, None)):
        assert from_home_km(replace(place, lat=lat, lon=lon)) == inf
