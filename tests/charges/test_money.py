"""What a dollar of a year is worth in dollars of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors.charges.levels import Money
from tests.micro import blank


def money(prices: dict[int, float]) -> Money:
    rows = [
        blank("deflator", year=year, index=index, source=("statistics", f"{year}")) for year, index in prices.items()
    ]
    return Money.of(rows)


PRICES = {2020: 250.0, 2021: 260.0, 2024: 300.0}


def test_a_dollar_is_worth_what_consumer_prices_say() -> None:
    """What cost 250 in 2020 cost 300 in 2024: a dollar of 2020 is 1.20 of 2024."""
    assert money(PRICES).ratio(2020, 2024) == pytest.approx(1.2)
    assert money(PRICES).ratio(2024, 2020) == pytest.approx(1 / 1.2)


@pytest.mark.parametrize(("year", "known"), [(2010, 2020), (2020, 2020), (2021, 2021), (2026, 2024), (2035, 2024)])
def test_beyond_the_years_known_the_nearest_stands(year: int, known: int) -> None:
    assert money(PRICES).known(year) == known
    assert money(PRICES).ratio(year, 2024) == money(PRICES).ratio(known, 2024)


def test_a_year_that_is_missing_between_two_stands_for_the_last_one_known() -> None:
    """2022 and 2023 were left out: no answer by an index that nobody has."""
    assert money(PRICES).known(2023) == 2021
    assert money(PRICES).ratio(2023, 2021) == 1.0


def test_where_nothing_is_known_a_dollar_is_a_dollar() -> None:
    assert money({}).known(2024) is None
    assert money({}).ratio(2010, 2030) == 1.0


def test_a_ratio_cites_what_both_years_rest_on_once() -> None:
    assert money(PRICES).sources(2021, 2024) == ("statistics", "2021", "2024")
    assert money(PRICES).sources(2023, 2021) == ("statistics", "2021")


indices = st.dictionaries(st.integers(2000, 2030), st.floats(10, 500), min_size=1)
years = st.integers(1990, 2040)


@given(indices, years, years, years)
def test_going_by_a_third_year_makes_no_difference(prices: dict[int, float], a: int, b: int, c: int) -> None:
    """And there and back is where one was."""
    found = money(prices)
    assert found.ratio(a, b) * found.ratio(b, c) == pytest.approx(found.ratio(a, c))
    assert found.ratio(a, a) == pytest.approx(1.0)
