"""Where countries lie and borders are crossed, of the packaged land."""

from __future__ import annotations

import pytest
from shapely import Point

import corridors as co
from corridors.maps.countries import border_crossing, visible_countries

WORLD = (-180.0, -85.0, 180.0, 85.0)


def test_capitals_lie_in_their_countries() -> None:
    """Coasts and borders, simplified apart, close to faces, and each is told by the places in it."""
    network = co.load_network()
    seen = visible_countries(network._core.places, WORLD)
    for name in ("Tashkent", "Astana", "Ashgabat", "Kabul", "Tehran", "Yerevan", "Tbilisi", "Moscow", "Warsaw"):
        place = network.place(name)
        spot = Point(place.lon, place.lat)
        assert [code for code, part in seen.items() if part.contains(spot)] == [place.country]


def test_only_the_part_in_the_box_counts() -> None:
    """Of Russia what lies in the box, and countries outside are left out."""
    seen = visible_countries(co.load_network()._core.places, (44.0, 38.0, 50.0, 42.0))
    assert {"AZ", "AM", "GE"} <= set(seen)
    assert "UZ" not in seen
    west, south, east, north = seen["AZ"].bounds
    assert west >= 44.0
    assert south >= 38.0
    assert east <= 50.0
    assert north <= 42.0


def test_no_places_no_countries() -> None:
    """What lies nowhere is nobody's."""
    assert visible_countries([], WORLD) == {}


def test_a_line_within_a_country_has_its_crossing_in_the_middle() -> None:
    """Where border stations lie on the wrong side of a simplified border, the middle of the link will do."""
    assert border_crossing([(66.0, 40.0), (66.2, 40.0)]) == pytest.approx((66.1, 40.0))
