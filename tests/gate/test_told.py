"""What is told of tables: at the line of who called, and only where there is something to ask about."""

from __future__ import annotations

import warnings

import pytest

from corridors.gate.told import says_something, tell_unread, warn

ELSEWHERE = {"capacity": "capacity_mt_per_year may be meant", "free_flow": "time_h may be meant"}


def told(columns: list[str], read: set[str]) -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        tell_unread("links", columns, read, ELSEWHERE)
    return [str(each.message) for each in caught]


@pytest.mark.parametrize(
    ("values", "says"),
    [([], False), ([0], False), ([0.0, "0", " ", None, float("nan")], False), ([0, "0.1"], True), (["a"], True),
     ([-1], True), ([False], True), ([None, 0, 0, 2], True)],
)  # fmt: skip
def test_a_column_of_noughts_and_blanks_says_nothing(values: list[object], says: bool) -> None:
    """One figure among them is enough."""
    assert says_something(values) is says


def test_columns_that_others_use_are_told_however_they_are_written() -> None:
    """Each once, with what may be meant."""
    assert told(["id", "Capacity", " Free Flow "], {"id"}) == [
        "links.Capacity is kept and not read: capacity_mt_per_year may be meant",
        "links. Free Flow  is kept and not read: time_h may be meant",
    ]


def test_what_is_read_and_what_nobody_knows_is_not_told() -> None:
    """A column that was asked for is read."""
    assert told(["capacity", "colour"], {"capacity"}) == []


def test_a_warning_stands_at_the_line_of_who_called() -> None:
    """However deep in the package it is told; here it is told at once, so the caller is this file."""
    with pytest.warns(UserWarning, match="kept and not read") as deep:
        tell_unread("links", ["capacity"], (), ELSEWHERE)
    with pytest.warns(UserWarning, match="look") as flat:
        warn("look")
    assert {deep[0].filename, flat[0].filename} == {__file__}
