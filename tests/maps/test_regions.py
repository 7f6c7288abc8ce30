"""Regions by name, by box and by what is to be seen."""

from __future__ import annotations

from typing import Any

import pytest

import corridors as co
from corridors.maps.regions import REGIONS, region_box

NEAR = [(60.0, 40.0), (70.0, 45.0)]
FAR = [(-74.0, -10.0), (121.0, 70.0)]


def test_a_region_is_a_name_or_four_numbers() -> None:
    """Whatever is to be seen."""
    assert region_box("caspian", NEAR) == REGIONS["caspian"]
    assert region_box((50, 30, 70, 45), NEAR) == (50, 30, 70, 45)


def test_without_a_region_the_extent_counts_up_to_the_overview() -> None:
    """The world is larger, if asked for."""
    assert region_box(None, NEAR) == (59.0, 39.0, 71.0, 46.0)
    assert region_box(None, FAR) == REGIONS["overview"]
    west, south, east, north = region_box("world", FAR)
    assert west < -74 < 121 < east
    assert south < -10 < 70 < north


@pytest.mark.parametrize("region", ["atlantis", (70, 30, 50, 45), (1, 2), ("a", "b", "c", "d"), 5])
def test_what_is_no_region_is_refused(region: Any) -> None:
    """The message says what would be one."""
    with pytest.raises(co.OptionError, match="give"):
        region_box(region, NEAR)
