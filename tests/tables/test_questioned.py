"""Lengths that are hardly meant are told, with how many, and those that may be are left alone."""

from __future__ import annotations

import warnings
from math import inf, nextafter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors.tables.questioned import question_lengths
from corridors.tables.sphere import great_circle_km

PLACES = [{"id": name, "lat": 40.0, "lon": 60.0 + n} for n, name in enumerate("abcdefgh")]
#: A degree of longitude, as the crow flies.
CROW = great_circle_km(40.0, 60.0, 40.0, 61.0)


def row(number: int, length: float) -> dict[str, Any]:
    return {"id": f"l{number}", "from": "abcdefgh"[number], "to": "abcdefgh"[number + 1], "length_km": length}


def told(*lengths: float, places: list[dict[str, Any]] = PLACES) -> str:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        question_lengths(places, [row(number, length) for number, length in enumerate(lengths)])
    assert len(caught) <= 1
    return str(caught[0].message) if caught else ""


@given(st.floats(1.0, 600.0))
def test_a_length_is_questioned_far_from_the_great_circle_alone(length: float) -> None:
    """From a tenth less than it to four times it, five kilometres either way."""
    fine = 0.9 * CROW - 5 <= length <= 4 * CROW + 5
    assert bool(told(length)) != fine


def test_at_its_bounds_a_length_is_not_questioned() -> None:
    """The next number below or above is."""
    least, most = 0.9 * CROW - 5.0, 4.0 * CROW + 5.0
    assert told(least, most) == ""
    assert told(nextafter(least, 0.0))
    assert told(nextafter(most, inf))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6])
def test_three_are_shown_and_the_others_counted(count: int) -> None:
    """Each with its length and how far apart its ends are."""
    text = told(*[1000.0] * count)
    assert text.count("(1,000 km, 85.2 km apart)") == min(count, 3)
    assert (f" and {count - 3} more" in text) == (count > 3)
    assert " more" in text or count <= 3


@pytest.mark.parametrize(
    ("lengths", "metres"),
    [((90_000.0,), True), ((90_000.0, 1000.0), False), ((90_000.0, 90_000.0, 1000.0), True), ((1000.0,), False),
     ((1000.0 * CROW,), True), ((900.0 * CROW + 1,), True), ((800.0 * CROW,), False), ((4000.0 * CROW - 1,), True),
     ((4100.0 * CROW,), False)],
)  # fmt: skip
def test_metres_are_asked_about_where_most_would_be_right_in_them(lengths: tuple[float, ...], *, metres: bool) -> None:
    """Half of them is not most."""
    assert ("are lengths in metres?" in told(*lengths)) == metres


@pytest.mark.parametrize("lacks", ["lat", "lon"])
@pytest.mark.parametrize("end", [0, 1])
def test_without_both_points_nothing_is_asked(lacks: str, end: int) -> None:
    """There is nothing to hold the length against."""
    places = [dict(place) for place in PLACES]
    places[end][lacks] = None
    assert told(1000.0, places=places) == ""
    assert "l1" in told(1000.0, 1000.0, 1000.0, places=places) or end == 1
