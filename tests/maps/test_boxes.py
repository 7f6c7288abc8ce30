"""Boxes on the Earth and on a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors.maps.boxes import extent, free, meet, room, widened

POINTS = st.lists(st.tuples(st.floats(-170, 170), st.floats(-75, 75)), min_size=1)


@pytest.mark.parametrize(
    ("other", "overlap"),
    [
        ((1, 1, 3, 3), True),  # a corner
        ((0.5, 0.5, 1, 1), True),  # within
        ((2, 0, 3, 2), False),  # only touching
        ((0, 3, 2, 4), False),  # apart
    ],
)
def test_boxes_meet_where_they_overlap(other: tuple[float, float, float, float], overlap: bool) -> None:
    """Whichever is asked first."""
    assert meet((0, 0, 2, 2), other) is meet(other, (0, 0, 2, 2)) is overlap


def test_a_frame_is_free_on_the_page_and_clear_of_others() -> None:
    """Not over the edge, not over another."""
    page = (0, 0, 10, 10)
    assert free((1, 1, 2, 2), page, [(3, 3, 4, 4)])
    assert not free((1, 1, 3.5, 3.5), page, [(3, 3, 4, 4)])
    assert not free((9, 9, 11, 10), page, [])


@given(points=POINTS)
def test_there_is_room_about_points(points: list[tuple[float, float]]) -> None:
    """Every point lies in the box, and the box on the Earth."""
    west, south, east, north = room(points)
    assert -180 <= west < east <= 180
    assert -85 <= south < north <= 85
    assert all(west <= lon <= east and south <= lat <= north for lon, lat in points)


@given(points=POINTS)
def test_a_widened_box_holds_the_box(points: list[tuple[float, float]]) -> None:
    """On all four sides."""
    box = extent(points)
    wide = widened(box, 1.0)
    assert free(box, wide, [])
