"""Great-circle distance."""

from __future__ import annotations

from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors.tables.sphere import EARTH_RADIUS_KM, great_circle_km

latitudes, longitudes = st.floats(-90, 90), st.floats(-180, 180)
points = st.tuples(latitudes, longitudes)


def test_quarters_and_halves_of_the_globe() -> None:
    """From the pole to the equator is a quarter, to the antipode a half."""
    quarter = pi / 2 * EARTH_RADIUS_KM
    assert great_circle_km(90, 0, 0, 123) == pytest.approx(quarter)
    assert great_circle_km(0, 0, 0, 90) == pytest.approx(quarter)
    assert great_circle_km(10, 20, -10, -160) == pytest.approx(2 * quarter)


def test_across_the_date_line_is_near() -> None:
    """179 degrees east and 179 west are two degrees apart."""
    assert great_circle_km(0, 179, 0, -179) == pytest.approx(great_circle_km(0, 0, 0, 2))


@given(a=points, b=points, c=points)
def test_it_is_a_distance(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> None:
    """Nothing is nearer than here, there and back are as far, and no detour is shorter."""
    assert great_circle_km(*a, *a) == 0
    assert 0 <= great_circle_km(*a, *b) <= pi * EARTH_RADIUS_KM + 1e-6
    assert great_circle_km(*a, *b) == pytest.approx(great_circle_km(*b, *a))
    assert great_circle_km(*a, *c) <= great_circle_km(*a, *b) + great_circle_km(*b, *c) + 1e-3


def test_the_radius_is_the_mean_one_of_the_ellipsoid() -> None:
    """From pole to pole: half a turn of a sphere whose radius is the mean of the axes of WGS84."""
    mean = (2 * 6378.137 + 6356.752314) / 3
    assert great_circle_km(90.0, 0.0, -90.0, 0.0) == pytest.approx(pi * mean, rel=1e-6)
    assert great_circle_km(0.0, 0.0, 0.0, 90.0) == pytest.approx(pi / 2 * mean, rel=1e-6)
