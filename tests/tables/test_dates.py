"""Days, months and years: what they stand for, and what is no date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors.errors import OptionError
from corridors.tables.dates import first_day, last_day, valid_date_or_year, view_date

VIEW = {"default": "2026-11-01", "earliest": "1991-01-01", "reason": "openings are recorded from 1991 on"}


@pytest.mark.parametrize("text", ["2025", "2025-10", "2025-10-11", "2024-02-29"])
def test_years_months_and_days_are_dates(text: str) -> None:
    """Tables may be as exact as their sources: a year, a month or a day."""
    assert valid_date_or_year(text)


WRONG = [
    *("", "25", "soon", "0000", "2025-1", "2025-13", "2025-02-30", "2023-02-29", "2025-10-32", "20251011"),
    *(" 2025", "2025 ", "2025-10-", "2025-10-11T00:00", "11.10.2025", "2025/10/11"),
]


@pytest.mark.parametrize("text", WRONG)
def test_anything_else_is_no_date(text: str) -> None:
    """A mistyped date must be a finding, for comparing dates as text relies on the ISO form."""
    assert not valid_date_or_year(text)


@pytest.mark.parametrize("text", ["2025-00", "2025-10-00", "2025-00-11"])
def test_month_and_day_zero_are_no_date(text: str) -> None:
    """Some exports write zeros for what is unknown; there is no such month, and the calendar fails on it."""
    assert not valid_date_or_year(text)


def test_digits_of_other_scripts_are_no_date() -> None:
    """Dates are compared as text, and other scripts' digits sort elsewhere."""
    assert not valid_date_or_year("٢٠٢٥")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-10", "2025-10-01", "2025-10-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2025-10-11", "2025-10-11", "2025-10-11"),
    ],
)
def test_first_and_last_day(text: str, first: str, last: str) -> None:
    """What holds since a year holds from its first day; a view of a year is one of its last day."""
    assert (first_day(text), last_day(text)) == (first, last)


@given(day=st.dates(min_value=date(1000, 1, 1)))
def test_a_year_and_month_span_every_day_in_them(day: date) -> None:
    """No day falls out of its month or year, leap years included."""
    text = day.isoformat()
    for whole in (text, text[:7], text[:4]):
        assert valid_date_or_year(whole)
        assert first_day(whole) <= text <= last_day(whole)
    assert valid_date_or_year(last_day(text[:7]))
    if day < date.max:
        assert last_day(text[:7]) < first_day((day.replace(day=28) + timedelta(days=4)).isoformat()[:7])


@pytest.mark.parametrize(
    ("on", "day"),
    [
        (None, "2026-11-01"),
        (2035, "2035-12-31"),
        ("2035", "2035-12-31"),
        (" 2035 ", "2035-12-31"),
        ("2026-02", "2026-02-28"),
        ("2026-03-04", "2026-03-04"),
        (date(2026, 3, 4), "2026-03-04"),
        (datetime(2026, 3, 4, 23, 59, tzinfo=UTC), "2026-03-04"),
        (1991, "1991-12-31"),
        ("1991-01-01", "1991-01-01"),
    ],
)
def test_on_takes_days_months_years_and_date_objects(on: object, day: str) -> None:
    """Users write dates as they have them; a year is its last day, nothing is the reference date."""
    assert view_date(on, **VIEW) == day  # type: ignore[arg-type]


@pytest.mark.parametrize("on", ["tomorrow", "", "2026-13", 26, 0, -2030, 20261101, 2035.5, True, b"2035", []])
def test_what_is_no_date_is_refused_with_examples(on: object) -> None:
    """The message repeats what was given and shows the forms that work."""
    with pytest.raises(OptionError, match="is no date: give a day such as '2026-11-01'") as caught:
        view_date(on, **VIEW)  # type: ignore[arg-type]
    assert repr(on) in str(caught.value)


@pytest.mark.parametrize("on", [1990, "1990-12", "1990-12-31", date(1900, 1, 1)])
def test_dates_before_the_tables_begin_are_refused_with_the_reason(on: object) -> None:
    """Lines without an opening year would all count as open then, so no answer is better than a wrong one."""
    with pytest.raises(OptionError, match="openings are recorded from 1991 on"):
        view_date(on, **VIEW)  # type: ignore[arg-type]
