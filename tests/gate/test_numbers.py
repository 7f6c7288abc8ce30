"""One reader for numbers, counts and flags: the same figure in any form, and nothing that only looks like one."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.gate.flags import a_flag, flag_meant
from corridors.gate.numbers import a_count, a_number, plain_number, text_number
from corridors.gate.quoted import quoted

FORMS: tuple[Callable[[int], Any], ...] = (
    int, float, Decimal, Fraction, np.int64, np.float64, np.uint32, np.array,
    lambda value: np.array(value, dtype=object), lambda value: pd.array([value], dtype="Int64")[0],
    lambda value: pd.Series([value], dtype="UInt32").iloc[0], lambda value: pd.Series([value, None]).iloc[0],
)  # fmt: skip

NONE = (
    True, np.bool_(False), None, "3", b"3", 3j, np.complex128(1), 10**400, -(10**400), Fraction(10**400), pd.NA, pd.NaT,
    datetime.timedelta(1), np.timedelta64(3, "h"), pd.Timedelta("1h"), np.datetime64("2027"), [3], np.array([3]), {3},
    np.array(True), np.array(3j),
)  # fmt: skip


@given(value=st.integers(0, 2**31 - 3), form=st.sampled_from(FORMS))
def test_a_whole_number_in_any_form_is_that_number(value: int, form: Callable[[int], Any]) -> None:
    """As argument of a count and of a figure."""
    assert a_count("k", form(value)) == value
    assert a_number("budget", form(value)) == value
    assert type(a_count("k", form(value))) is int
    assert type(a_number("budget", form(value))) is float


class _Choice(IntEnum):
    FIVE = 5


def test_words_that_are_whole_numbers_are_these_numbers() -> None:
    """As enumerations of the language have them."""
    assert a_count("k", _Choice.FIVE) == 5
    assert type(plain_number(_Choice.FIVE)) is int


@pytest.mark.parametrize("value", NONE, ids=quoted)
def test_what_is_no_number_is_refused_as_such(value: Any) -> None:
    """With the argument's name and what would be right."""
    assert plain_number(value) is None
    for read in (a_number, a_count):
        with pytest.raises(co.OptionError, match=r"k=.*: give a .*number of at least 0"):
            read("k", value)


@given(st.one_of(st.floats(allow_nan=True), st.integers(), st.decimals(), st.fractions()))
def test_bounds_hold_whatever_is_given(value: Any) -> None:
    """What comes through is finite and between them."""
    try:
        read = a_number("share", value, least=0, most=1)
    except co.OptionError:
        return
    assert 0 <= read <= 1


@pytest.mark.parametrize("above", [False, True])
@pytest.mark.parametrize("below", [False, True])
@given(value=st.floats(-1.0, 2.0) | st.sampled_from((0.0, 1.0)))
def test_a_bound_is_a_value_or_not_as_it_is_asked(*, above: bool, below: bool, value: float) -> None:
    """Each bound by itself; what lies between is always one."""
    right = (value > 0 if above else value >= 0) and (value < 1 if below else value <= 1)
    try:
        read: float | None = a_number("share", value, least=0, most=1, above=above, below=below)
    except co.OptionError:
        read = None
    assert read == (value if right else None)


@pytest.mark.parametrize(
    ("text", "meant"), [(" 12.5 ", 12.5), ("-.5e1", -5.0), ("12,5", None), ("1_0", None), ("٣", None)]
)
def test_numbers_as_text_are_read_where_cells_are(text: str, meant: float | None) -> None:
    """With a decimal point, in ASCII digits."""
    assert text_number(text) == meant


@pytest.mark.parametrize("word", ["N", "n", "F", "f", "T", "y", "closed", "", "2", 2, 0.5, None, pd.NA, [True]])
def test_letters_are_no_flags(word: Any) -> None:
    """They might be anything, and a wrong guess would open or shut a place in silence."""
    assert flag_meant(word) is None
    with pytest.raises(co.OptionError, match="give True or False"):
        a_flag("directed", word)


@pytest.mark.parametrize("no", [False, np.bool_(False), 0, 0.0, np.int8(0), "no", "FALSE", " False ", "0"])
def test_what_means_no_is_no(no: Any) -> None:
    """A word such as "false" is true to Python itself."""
    assert a_flag("directed", no) is False


@pytest.mark.parametrize("yes", [True, np.bool_(True), 1, 1.0, np.int8(1), "yes", "TRUE", " True ", "1", "1.0"])
def test_what_means_yes_is_yes(yes: Any) -> None:
    """In the forms that mean no, and those of columns with blanks."""
    assert a_flag("directed", yes) is True


@pytest.mark.parametrize("no", ["0.0", "NO", np.array(False), np.array(0.0)])
def test_what_means_no_as_columns_have_it_is_no(no: Any) -> None:
    """An array of one is that one."""
    assert a_flag("directed", no) is False


@pytest.mark.parametrize("value", [np.array([True]), np.array([False, True])])
def test_several_flags_are_none(value: Any) -> None:
    """An array has no truth of its own."""
    assert flag_meant(value) is None


@given(st.integers(-5, 15), st.integers(0, 5), st.integers(6, 10))
def test_bounds_of_counts_are_counts(value: int, least: int, most: int) -> None:
    """Whole numbers from one to the other, both of them in it."""
    if least <= value <= most:
        assert a_count("k", value, least=least, most=most) == value
    else:
        with pytest.raises(co.OptionError, match=f"give a whole number of {least} to {most}"):
            a_count("k", value, least=least, most=most)


def test_infinity_is_a_value_only_where_it_is_asked_for() -> None:
    """And is no count."""
    inf = float("inf")
    assert a_number("budget", inf, infinite=True) == inf
    for read in (a_number, a_count):
        with pytest.raises(co.OptionError):
            read("budget", inf)
    with pytest.raises(co.OptionError, match="give a number of more than 2"):
        a_number("budget", 2, least=2, above=True)


@pytest.mark.parametrize(("text", "sign"), [("inf", 1), ("+Infinity", 1), ("INF", 1)])
def test_infinity_as_text_is_infinite(text: str, sign: int) -> None:
    """Without end, and upwards."""
    assert text_number(text) == sign * float("inf")
    assert text_number("-inf") is None


def test_large_numbers_are_numbers_until_no_figure_holds_them() -> None:
    """Whole ones stay whole."""
    assert plain_number(10**307) == 10**307
    assert type(plain_number(10**20)) is int
    for large in (10**309, -(10**309)):
        assert plain_number(large) is None


def test_no_count_is_larger_than_arrays_can_be_numbered() -> None:
    """By whole numbers of four bytes."""
    most = np.iinfo(np.int32).max - 1
    assert a_count("k", most) == most
    with pytest.raises(co.OptionError, match="k="):
        a_count("k", most + 1)
