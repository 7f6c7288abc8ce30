"""Ids and blanks in every form: one text for one thing, and nothing for what says nothing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors.gate.ids import blank, id_text
from corridors.gate.quoted import quoted

BLANK = (
    None, "", " \t\n", [], (), set(), frozenset(), float("nan"), np.float32("nan"), Decimal("nan"), pd.NA, pd.NaT,
    np.datetime64("NaT"), np.array([]), pd.Series(dtype=float), pd.DataFrame(), np.array(np.nan),
)  # fmt: skip

SAYS = (
    "0", "nan", 0, 0.0, False, -1, float("inf"), [None], (None,), {None}, np.array([np.nan]), np.array([0, 1]),
    pd.Series([None]), np.float64(0), pd.Timestamp("2027"), b"", {}, object(), np.array(0.0),
)  # fmt: skip


class Incomparable:
    """Refuses to be compared, as some things of other libraries do."""

    def __init__(self, refusal: type[Exception]) -> None:
        self.refusal = refusal

    def __ne__(self, other: object) -> bool:
        raise self.refusal

    __hash__ = None  # type: ignore[assignment]


@pytest.mark.parametrize("value", BLANK, ids=quoted)
def test_what_says_nothing_is_blank(value: Any) -> None:
    """And is known by no text."""
    assert blank(value) is True
    if getattr(value, "ndim", 0) == 0 and not isinstance(value, (list, tuple, set, frozenset)):
        assert id_text(value) == ""


@pytest.mark.parametrize(
    "value", [*SAYS, Incomparable(TypeError), Incomparable(ValueError)], ids=lambda value: type(value).__name__
)
def test_what_says_something_is_not(value: Any) -> None:
    """Nought and no are said, and so is what cannot be compared."""
    assert blank(value) is False


@given(st.integers(-(10**15), 10**15), st.sampled_from((int, float, np.int64, np.float64, Decimal, Fraction)))
def test_whole_numbers_are_written_whole(value: int, form: Any) -> None:
    """Whatever holds them, and whichever their sign."""
    assert id_text(form(value)) == str(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.5, "1.5"), (float("inf"), "inf"), (-2.25, "-2.25"), (True, "True"), (" a b ", "a b"), (b"x", "b'x'"),
     (10**400, "1" + "0" * 400), (10**5000, "a very large int")],
    ids=quoted,
)  # fmt: skip
def test_what_is_no_whole_number_is_known_as_it_is_written(value: Any, text: str) -> None:
    """More digits than Python writes are named, and are no error."""
    assert id_text(value) == text
