"""Amounts as people write them, in units that fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors.changes.amounts import Amount, amount_of, moved_date
from corridors.changes.units import in_unit_of
from corridors.tables.schema import Field

HOURS = Field("time_h", "number", "Hours.", minimum=0, unit="h")
TRACKS = Field("tracks", "integer", "Tracks.", enum=(1, 2, 3, 4))
SHARE = Field("capacity_factor", "number", "Share.", minimum=0, maximum=1, unit="1")
CAPACITY = Field("capacity_mt_per_year", "number", "Capacity.", minimum=0, unit="Mt/year")
EXPECTED = Field("expected", "date-or-year", "Year.")
NOTES = Field("notes", "string", "Remarks.")
RATE = Field("central", "number", "Rate.")


@pytest.mark.parametrize(
    ("text", "field", "base", "becomes"),
    [
        ("*0.5", HOURS, 10.0, 5.0),
        ("* 2", HOURS, 10.0, 20.0),
        ("/4", HOURS, 10.0, 2.5),
        ("+24 h", HOURS, 10.0, 34.0),
        ("+1.5 days", HOURS, 10.0, 46.0),
        ("-30 min", HOURS, 10.0, 9.5),
        ("-10 %", HOURS, 10.0, 9.0),
        ("+10%", HOURS, 10.0, 11.0),
        ("+5", HOURS, 10.0, 15.0),
        ("2 d", HOURS, 10.0, 48.0),
        (7, HOURS, 10.0, 7.0),
        ("7", HOURS, 10.0, 7.0),
        ("+500 kt/year", CAPACITY, 1.0, 1.5),
        ("4 Mt", CAPACITY, 1.0, 4.0),
        ("50 %", SHARE, 1.0, 0.5),
        ("-10 points", SHARE, 0.5, 0.4),
    ],
)
def test_what_becomes_of_a_figure(text: object, field: Field, base: float, becomes: float) -> None:
    """Set, scaled, moved; converted to the unit of the column."""
    assert amount_of(text, field).of(base) == pytest.approx(becomes)


@pytest.mark.parametrize(
    ("text", "field", "problem"),
    [
        ("+3 km", HOURS, "the unit km does not fit: give it in h"),
        ("+3 USD", CAPACITY, "the unit USD does not fit: give it in Mt/year"),
        ("+3 dayz", HOURS, "did you mean 'day'"),
        ("+3 h", TRACKS, "this column has none"),
        ("lots", HOURS, "no number"),
        ("*", HOURS, "no number"),
        ("/0", HOURS, "divides by nothing"),
        (True, HOURS, "no number"),
        (-4, HOURS, "below 0"),
        (1.5, TRACKS, "no whole number"),
        ("-2 moons", EXPECTED, "moves no date"),
        ("-0.01 years", EXPECTED, "no whole number of months"),
        ("soon", EXPECTED, "no date"),
        (float("nan"), HOURS, "not finite"),
    ],
)
def test_what_does_not_fit_is_refused(text: object, field: Field, problem: str) -> None:
    """With what would be right."""
    with pytest.raises(ValueError, match=problem):
        amount_of(text, field)


def test_a_blank_cell_is_an_amount_unless_one_is_required() -> None:
    """None and a blank text leave a cell blank."""
    assert amount_of(None, HOURS) == amount_of("", HOURS) == Amount("set", None)
    with pytest.raises(ValueError, match="required"):
        amount_of(None, Field("length_km", "number", "Length.", required=True))


def test_texts_are_texts() -> None:
    """A remark that begins with an asterisk scales nothing."""
    assert amount_of("*0.5", NOTES) == Amount("set", "*0.5")


@pytest.mark.parametrize(
    ("given_unit", "column", "factor"),
    [
        ("USD", "USD per feu", 1.0),
        ("USD/FEU", "USD per feu", 1.0),
        ("USD/day", "USD/h per feu", 1 / 24),
        ("USD/km", "USD/feu-km", None),
        ("USD/feu-km", "USD/FEU-km", 1.0),
        ("USD/km-feu", "USD/FEU-km", 1.0),
        ("km/day", "km/h", 1 / 24),
        ("%", "%", 1.0),
        ("h", "USD/h per feu", None),
        ("USD/teu", "USD per feu", None),
    ],
)
def test_units_of_rates(given_unit: str, column: str, factor: float | None) -> None:
    """As the tables write them; what the column says by itself may be left out, nothing else."""
    if factor is None and given_unit != "USD/km":
        with pytest.raises(ValueError, match="does not fit"):
            in_unit_of(given_unit, column)
    else:
        assert in_unit_of(given_unit, column) == pytest.approx(factor or 1.0)


@given(year=st.integers(1950, 2150), months=st.integers(-600, 600))
def test_a_date_moved_there_and_back_is_the_same(year: int, months: int) -> None:
    """Months are whole, so nothing is lost."""
    day = f"{year}-07"
    assert moved_date(moved_date(day, (months, 0)), (-months, 0)) == day


def test_dates_that_leave_the_calendar_are_refused() -> None:
    """Nobody plans a railway for the year 3000."""
    with pytest.raises(ValueError, match="move it by less"):
        moved_date("2030", (12 * 900, 0))
    assert moved_date("2024-01-31", (1, 0)) == "2024-02-29"
    assert moved_date("2024-01-31", (0, 30)) == "2024-03-01"
    assert moved_date("2024", (0, 7)) == "2024-01-08"
