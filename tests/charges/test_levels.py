"""Price levels: between two dates of a series, beyond its ends, and which series tells of a market."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corridors.charges import levels as levels_module
from corridors.charges.levels import Level, Levels, Money, PriceLevel
from corridors.charges.ranges import expected
from corridors.tables.reading import Row
from tests.micro import blank

LANE, LEADING = "east--west", "far-east--north-europe"


def row(day: str, factor: float, low: float | None = None, high: float | None = None, **cells: Any) -> Row:
    """A row of the lane between east and west, forward, unless the cells say more."""
    usual: dict[str, Any] = {"mode": "sea", "direction": "forward", "grade": "published", "source": (f"printed {day}",)}
    if "country" not in cells:
        usual["lane"] = LANE
    figures = {
        "factor": factor,
        "factor_low": factor if low is None else low,
        "factor_high": factor if high is None else high,
    }
    return blank("levels", id=f"{day} {factor}", date=day, basis="index", **usual | figures | cells)


def level(rows: Sequence[Row], day: str, where: str = LANE, shipment: str = "feu", way: str = "forward") -> Level:
    mode = rows[0]["mode"]
    found = Levels(rows).find(mode, where, shipment, way, day)
    assert found is not None
    return found


def test_what_is_kept_of_levels_is_bounded_and_found_again_when_it_is_gone() -> None:
    """Kept for every day ever asked about they grew without end."""
    rows = [row("2024-01-01", 1.0), row("2034-01-01", 11.0)]
    levels = Levels(rows)
    days = [(date(2024, 1, 1) + timedelta(days=number)).isoformat() for number in range(levels_module._MOST_MEMO + 50)]
    first = [levels.find("sea", LANE, "feu", "forward", day) for day in days]
    assert len(levels._memo) <= levels_module._MOST_MEMO
    assert [levels.find("sea", LANE, "feu", "forward", day) for day in days[::97]] == first[::97]


def test_what_was_found_is_kept_while_there_is_room() -> None:
    """Of several days, each asked about again and again, as in a simulation."""
    levels = Levels([row("2024-01-01", 1.0), row("2034-01-01", 11.0)])
    days = ("2026-01-01", "2027-01-01", "2028-01-01")
    first = [levels.find("sea", LANE, "feu", "forward", day) for day in days]
    again = [levels.find("sea", LANE, "feu", "forward", day) for day in days]
    assert all(one is other is not None for one, other in zip(first, again, strict=True))


# -- between two dates ----------------------------------------------------------------------------------


def test_between_two_dates_a_level_lies_on_the_line() -> None:
    """A quarter of the way from 1 to 3 is 1.5, and so of low and high; both ends stand behind it."""
    rows = [row("2024-01-01", 1.0, 0.8, 1.2), row("2024-01-09", 3.0, 2.0, 5.2)]
    found = level(rows, "2024-01-03")
    assert found[:3] == pytest.approx((1.1, 1.5, 2.2))
    assert found.sources == ("printed 2024-01-01", "printed 2024-01-09")
    assert found.grade == "derived"
    assert not found.held


def test_on_its_day_a_level_is_as_printed() -> None:
    rows = [row("2024-01-01", 1.0, 0.8, 1.2), row("2024-01-09", 3.0), row("2024-02-01", 9.0)]
    found = level(rows, "2024-01-09")
    assert found[:3] == (3.0, 3.0, 3.0)
    assert (found.sources, found.grade, found.held) == (("printed 2024-01-09",), "published", "")


def test_a_month_counts_from_its_middle() -> None:
    """A mean of a month is that of its middle; taken for its first day, a price leads its index by a fortnight."""
    rows = [row("2024-01", 1.0), row("2024-03", 3.0)]
    assert level(rows, "2024-01-15").central == 1.0
    assert level(rows, "2024-03-15").central == 3.0
    assert level(rows, "2024-02-14").central == pytest.approx(2.0)
    assert level(rows, "2024-01-01").held == "held until 2024-01"


def test_a_step_is_two_days() -> None:
    """The day before the tariff rose, and the day it did."""
    rows = [row("2023-01-01", 1.0), row("2023-12-31", 1.0), row("2024-01-01", 1.2)]
    assert level(rows, "2023-12-31").central == 1.0
    assert level(rows, "2024-01-01").central == 1.2


days = st.integers(min_value=date(2015, 1, 1).toordinal(), max_value=date(2030, 12, 31).toordinal())
factors = st.floats(min_value=0.05, max_value=20.0)


@st.composite
def series(draw: st.DrawFn) -> list[Row]:
    """Some days of one lane, each with a low, a central and a high factor."""
    chosen = draw(st.lists(days, min_size=1, max_size=8, unique=True))
    rows = []
    for day in chosen:  # in any order, as a table may have them
        low, central, high = sorted(draw(st.tuples(factors, factors, factors)))
        rows.append(row(date.fromordinal(day).isoformat(), central, low, high))
    return rows


@given(rows=series(), day=days)
def test_a_series_is_what_numpy_makes_of_its_points(rows: list[Row], day: int) -> None:
    """Within the dates and beyond them, the central figure is `numpy.interp`; low and high are so within."""
    ordered = sorted(rows, key=lambda one: one["date"])
    x = [date.fromisoformat(one["date"]).toordinal() for one in ordered]
    found = level(rows, date.fromordinal(day).isoformat())
    told = [np.interp(day, x, [one[column] for one in ordered]) for column in ("factor_low", "factor", "factor_high")]
    assert found.central == pytest.approx(told[1])
    away = max(x[0] - day, day - x[-1], 0) / 365.25
    wider = min(1 + 0.2 * away, 2)
    assert found.low == pytest.approx(told[0] / wider)
    assert found.high == pytest.approx(told[2] * wider)
    assert bool(found.held) == (away > 0)


# -- beyond the ends ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "wider", "held"),
    [
        ("2024-01-01", 1.0, ""),
        ("2025-01-01", 1 + 0.2 * 366 / 365.25, "held since 2024-01-01"),
        ("2023-01-01", 1 + 0.2 * 365 / 365.25, "held until 2024-01-01"),
        ("2029-01-01", 2.0, "held since 2024-01-01"),
        ("2035-12-31", 2.0, "held since 2024-01-01"),
    ],
)
def test_a_held_level_widens_by_a_fifth_a_year_to_the_double(day: str, wider: float, held: str) -> None:
    """The middle stays; five years off and more the range is twice as wide on each side, and never more."""
    found = level([row("2024-01-01", 1.5, 1.0, 2.0)], day)
    assert found[:3] == pytest.approx((1.0 / wider, 1.5, 2.0 * wider))
    assert found.held == held
    assert found.grade == ("estimated" if held else "published")


@given(rows=series(), day=days, more=st.integers(min_value=1, max_value=2000))
def test_the_farther_from_its_last_date_the_wider(rows: list[Row], day: int, more: int) -> None:
    last = max(date.fromisoformat(one["date"]) for one in rows)
    near = last + timedelta(days=day % 2000)
    far = near + timedelta(days=more)
    one, other = level(rows, near.isoformat()), level(rows, far.isoformat())
    assert other.central == one.central
    assert other.low <= one.low
    assert other.high >= one.high


def leading(day: str, factor: float, **cells: Any) -> Row:
    """A row of the lane with which all others move, which is printed longest."""
    return row(day, factor, **{"lane": LEADING, "shipment": "feu", "source": ("the index",)} | cells)


def test_a_lane_at_sea_moves_on_with_the_leading_one() -> None:
    """East to west ended at 2 when the leading lane stood at 1; that has trebled since, so it asks 6, and says so."""
    rows = [row("2024-01-01", 2.0, 1.0, 4.0), leading("2024-01-01", 1.0), leading("2024-12-31", 3.0)]
    found = level(rows, "2024-12-31")
    wider = 1 + 0.2 * 365 / 365.25
    assert found[:3] == pytest.approx((3.0 / wider, 6.0, 12.0 * wider))
    assert found.held == "held since 2024-01-01 and moved with Far East to north Europe"
    assert found.sources == ("printed 2024-01-01", "the index")
    assert found.grade == "estimated"


def test_before_its_first_date_it_moves_back_with_it_too() -> None:
    rows = [row("2024-12-31", 2.0), leading("2024-01-01", 1.0), leading("2024-12-31", 4.0)]
    assert level(rows, "2024-01-01").central == pytest.approx(0.5)


def test_within_its_dates_it_moves_by_itself() -> None:
    rows = [row("2024-01-01", 2.0), row("2024-12-31", 2.0), leading("2024-01-01", 1.0), leading("2024-12-31", 3.0)]
    assert level(rows, "2024-06-01").central == 2.0


def test_the_leading_lane_is_held_where_it_ends_itself() -> None:
    """Nothing leads it; and a series that ends with it stays where it is."""
    rows = [row("2024-01-01", 2.0), leading("2023-01-01", 3.0), leading("2024-01-01", 1.0)]
    assert level(rows, "2026-01-01", where=LEADING).central == 1.0
    assert level(rows, "2026-01-01").central == 2.0


def test_what_rides_on_land_does_not_move_with_ships() -> None:
    rail = {"mode": "rail", "country": "KZ", "direction": "both"}
    rows = [row("2024-01-01", 2.0, **rail), leading("2024-01-01", 1.0), leading("2024-12-31", 3.0)]
    found = level(rows, "2024-12-31", where="KZ", way="to_uz")
    assert found.central == 2.0
    assert found.held == "held since 2024-01-01"


@given(rows=series(), others=series(), day=days)
def test_moving_with_the_leading_lane_is_a_ratio_of_two_of_its_levels(
    rows: list[Row], others: list[Row], day: int
) -> None:
    """Recomputed by `numpy.interp` over the points of the leading lane."""
    dates = sorted((date.fromisoformat(one["date"]).toordinal(), one["factor"]) for one in others)
    end = min((date.fromisoformat(one["date"]).toordinal() for one in rows), key=lambda x: abs(x - day))
    first, last = (f(date.fromisoformat(one["date"]).toordinal() for one in rows) for f in (min, max))
    assume(not first <= day <= last)
    alone = level(rows, date.fromordinal(day).isoformat())
    moved = level([*rows, *(leading(one["date"], one["factor"]) for one in others)], date.fromordinal(day).isoformat())
    now, then = (np.interp(x, [d for d, _ in dates], [f for _, f in dates]) for x in (day, end))
    assert moved.central == pytest.approx(alone.central * now / then)
    assert moved.high / moved.low == pytest.approx(alone.high / alone.low)


# -- which series ---------------------------------------------------------------------------------------

#: A market asks the first of these that there is: its own place, then its own shipment, then its own direction.
ORDER = (
    {"country": "KZ", "shipment": "feu", "direction": "to_uz"},
    {"country": "KZ", "shipment": "feu", "direction": "both"},
    {"country": "KZ", "shipment": None, "direction": "to_uz"},
    {"country": "KZ", "shipment": None, "direction": "both"},
    {"country": None, "shipment": "feu", "direction": "to_uz"},
    {"country": None, "shipment": "feu", "direction": "both"},
    {"country": None, "shipment": None, "direction": "to_uz"},
    {"country": None, "shipment": None, "direction": "both"},
)


@pytest.mark.parametrize("first", range(len(ORDER)))
def test_the_most_specific_series_wins(first: int) -> None:
    """Of all series from the nth on, the nth tells; the others are as if they were not there."""
    rows = [row("2024-01-01", 1.0 + n, mode="rail", **ORDER[n]) for n in range(first, len(ORDER))]
    for rows_in_order in (rows, rows[::-1]):
        assert level(rows_in_order, "2024-01-01", where="KZ", way="to_uz").central == 1.0 + first


@pytest.mark.parametrize(
    "other",
    [
        {"mode": "road", "country": "KZ", "direction": "both"},
        {"mode": "rail", "country": "RU", "direction": "both"},
        {"mode": "rail", "country": "KZ", "direction": "from_uz"},
        {"mode": "rail", "country": "KZ", "direction": "both", "shipment": "wagon"},
    ],
)
def test_a_series_of_another_market_tells_nothing(other: dict[str, Any]) -> None:
    """Another mode, country, direction or shipment: no level, so prices move with those of consumers."""
    levels = Levels([row("2024-01-01", 2.0, **other)])
    assert levels.any
    assert levels.find("rail", "KZ", "feu", "to_uz", "2024-01-01") is None


def test_the_direction_of_a_lane_is_its_own() -> None:
    """A full ship one way and an empty one back: each price stands for its direction, and blank is both."""
    rows = [row("2024-01-01", 4.0), row("2024-01-01", 0.5, direction="back")]
    assert level(rows, "2024-01-01").central == 4.0
    assert level(rows, "2024-01-01", way="back").central == 0.5
    assert level([row("2024-01-01", 3.0, direction="both")], "2024-01-01", way="back").central == 3.0


def test_no_rows_are_no_levels() -> None:
    assert not Levels([]).any
    assert Levels([]).find("rail", "KZ", "feu", "to_uz", "2024-01-01") is None


# -- what a level makes of a price ----------------------------------------------------------------------


def test_a_level_of_the_very_lane_brings_its_own_range() -> None:
    """It is the price of the lane over the tables' central one, so their range is no part of it."""
    found = level([row("2024-01-01", 2.0, 1.0, 5.0)], "2024-01-01")
    assert found.whole
    low, mean, high = found.on(50.0, 110.0, 200.0, central=100.0)
    assert (low, high) == pytest.approx((100.0, 500.0))
    assert mean == pytest.approx(expected(100.0, 200.0, 500.0))


def test_a_level_of_a_railway_leaves_the_range_of_the_tables_in_it() -> None:
    """A sure level moves low, central and high alike; an unsure one widens the range as independent factors do."""
    rail = {"mode": "rail", "country": "KZ", "direction": "both"}
    sure = level([row("2024-01-01", 2.0, **rail)], "2024-01-01", where="KZ")
    assert not sure.whole
    assert sure.on(50.0, expected(50, 100, 200), 200.0, central=100.0) == pytest.approx(
        (100.0, 2 * expected(50, 100, 200), 400.0)
    )
    unsure = level([row("2024-01-01", 1.0, 0.5, 2.0, **rail)], "2024-01-01", where="KZ")
    low, _, high = unsure.on(50.0, expected(50, 100, 200), 200.0, central=100.0)
    assert (low, high) == pytest.approx((100 / 2**2**0.5, 100 * 2**2**0.5))


@given(st.tuples(factors, factors, factors), st.tuples(factors, factors, factors), st.booleans())
def test_low_central_and_high_stay_in_order(
    prices: tuple[float, ...],
    levels: tuple[float, ...],
    whole: bool,
) -> None:
    p10, p50, p90 = sorted(prices)
    low, central, high = sorted(levels)
    found = Level(low, central, high, (), "derived", whole, "a market")
    lower, mean, upper = found.on(p10, expected(p10, p50, p90), p90, central=p50)
    assert lower <= p50 * central * (1 + 1e-9)
    assert upper >= p50 * central * (1 - 1e-9)
    assert mean == pytest.approx(expected(lower, p50 * central, upper))
    assert lower <= p10 * central * (1 + 1e-9) or whole
    assert upper >= p90 * central * (1 - 1e-9) or whole


# -- what a level makes of a price -----------------------------------------------------------------------


def at(low: float, central: float, high: float, *, whole: bool) -> Level:
    return Level(low, central, high, (), "published", whole, "sea A to B")


@given(st.sampled_from((0.0, 0.5, 1.0)), st.sampled_from((1.0, 1.5, 3.0)), st.floats(0.1, 90.0), st.booleans())
def test_a_price_at_a_level_is_that_many_times_it(less: float, more: float, price: float, whole: bool) -> None:
    """Of the very lane it has the level's range, of others that of both, and is never ordered otherwise."""
    level = at(0.5, 2.0, 3.0, whole=whole)
    low, high = price * less, price * more
    found = level.on(low, expected(low, price, high), high, price)
    if whole:
        assert found == pytest.approx((0.5 * price, expected(0.5 * price, 2 * price, 3 * price), 3 * price))
    else:
        assert found[0] <= 2 * price <= found[2]
        assert found[2] >= 3 * price * (1 - 1e-12)
        assert found[0] <= 0.5 * price * (1 + 1e-12)
    if less == more == 1.0:
        assert (found[0], found[2]) == pytest.approx((0.5 * price, 3.0 * price))


@pytest.mark.parametrize("whole", [True, False])
def test_a_price_of_nothing_stays_one_and_keeps_what_it_may_be(*, whole: bool) -> None:
    """Half pay nothing; who pays more than that pays it at the level."""
    assert at(0.5, 2.0, 3.0, whole=whole).on(0.0, 0.0, 0.0, 0.0) == (0.0, 0.0, 0.0)
    assert at(0.5, 2.0, 3.0, whole=whole).on(0.0, 4.0, 10.0, 0.0) == (0.0, 8.0, 30.0)


def test_a_level_that_may_be_nothing_has_a_price_all_the_same() -> None:
    """A low of nought is no ratio; the side that has none adds nothing."""
    low, mean, high = at(0.0, 2.0, 3.0, whole=False).on(5.0, 10.0, 10.0, 10.0)
    assert (low, high) == pytest.approx((10.0, 30.0))
    assert low < mean < high


@pytest.mark.parametrize(
    ("where", "way", "power"),
    [("far-east--gulf", "forward", 0.5), ("india--europe", "forward", 0.5), ("gulf--europe", "both", 0.5),
     ("far-east--gulf", "back", 2.0), ("europe--india", "forward", 2.0), ("north-europe--black-sea", "both", 2.0)],
)  # fmt: skip
def test_a_lane_out_of_asia_follows_the_leading_one_by_its_own_measure(where: str, way: str, power: float) -> None:
    """Head-haul lanes as the first says, all others as the second; back is not out of Asia."""
    rows = [row("2024-01-01", 3.0, lane=where, direction=way)]
    rows += [row("2024-01-01", 1.0, lane=LEADING, shipment="feu"), row("2025-01-01", 4.0, lane=LEADING, shipment="feu")]
    found = Levels(rows, (0.5, 2.0)).find("sea", where, "feu", way, "2025-01-01")
    assert found is not None
    assert found.central == pytest.approx(3.0 * 4.0**power)
    assert "moved with Far East to north Europe" in found.held
    assert Levels(rows, (0.5, 2.0)).find("sea", where, "feu", way, "2024-01-01")[:3] == (3.0, 3.0, 3.0)  # type: ignore[index]


def test_a_level_is_told_as_plain_data_and_in_words() -> None:
    """Every field by its name, sources as a list."""
    told = PriceLevel.of(Level(0.5, 2.0, 3.0, ("a", "b"), "derived", True, "rail KZ", "held since 2024"))
    assert told.to_dict() == {
        "market": "rail KZ", "low": 0.5, "central": 2.0, "high": 3.0, "held": "held since 2024", "grade": "derived",
        "sources": ["a", "b"],
    }  # fmt: skip
    assert str(told) == "rail KZ: 2.00 times the tables' prices, held since 2024"
    assert str(told._replace(held="")) == "rail KZ: 2.00 times the tables' prices"


def test_dollars_of_years_between_those_known_are_of_the_last_one_known() -> None:
    """And before all of them of the first; where none is known a dollar is a dollar."""
    rows = [
        blank("deflator", year=year, index=index, source=(f"s{year}",)) for year, index in ((2010, 2.0), (2020, 3.0))
    ]
    money = Money.of(rows)
    assert [money.known(year) for year in (2000, 2010, 2019, 2020, 2030)] == [2010, 2010, 2010, 2020, 2020]
    assert money.ratio(2010, 2020) == 1.5
    assert money.ratio(2025, 2000) == pytest.approx(2 / 3)
    assert money.sources(2010, 2020) == ("s2010", "s2020")
    assert money.sources(2015, 2010) == ("s2010",)
    assert Money.of([]).ratio(2010, 2020) == 1.0
    assert Money.of([]).known(2010) is None
