"""Rates: which row holds for a mode, a country and a shipment."""

from __future__ import annotations

from typing import Any

import pytest

from corridors.charges.rates import Rate, Rates
from corridors.errors import DataError
from corridors.tables.reading import Row
from tests.micro import blank


def rate(central: float, **cells: Any) -> Row:
    """A row of ``rates``, the default of a speed unless told otherwise."""
    usual = {"parameter": "speed", "mode": "*", "country": "*", "shipment": "*", "unit": "km/h"}
    return blank("rates", **usual | {"central": central, "grade": "derived", "source": ("test",)} | cells)


#: From the default to the most specific, in that order.
LADDER = [
    {},
    {"shipment": "feu"},
    {"country": "UZ"},
    {"country": "UZ", "shipment": "feu"},
    {"mode": "rail"},
    {"mode": "rail", "shipment": "feu"},
    {"mode": "rail", "country": "UZ"},
    {"mode": "rail", "country": "UZ", "shipment": "feu"},
]


@pytest.mark.parametrize("steps", range(1, len(LADDER) + 1))
def test_the_most_specific_row_wins(steps: int) -> None:
    """The mode counts most, then the country, then the shipment; the order of the rows does not matter."""
    rows = [rate(float(number), **cells) for number, cells in enumerate(LADDER[:steps])]
    for order in (rows, rows[::-1]):
        assert Rates(order).find("speed", "rail", "UZ", "feu").central == steps - 1


def test_rows_for_others_do_not_count() -> None:
    """A Kazakh, ferry or wagon rate says nothing about a container by rail in Uzbekistan."""
    rows = [rate(1.0), rate(2.0, country="KZ"), rate(3.0, mode="ferry"), rate(4.0, shipment="wagon")]
    rows.append(rate(5.0, parameter="price"))
    assert Rates(rows).find("speed", "rail", "UZ", "feu").central == 1.0


def test_blank_ends_of_the_range_are_the_central_figure() -> None:
    """A rate without a range is taken as exact, and everything about it is kept."""
    rates = Rates([rate(10.0), rate(20.0, mode="rail", low=15.0, high=30.0)])
    assert rates.find("speed", "road") == Rate(10.0, 10.0, 10.0, "km/h", "derived", ("test",))
    found = rates.find("speed", "rail")
    assert (found.low, found.central, found.high) == (15.0, 20.0, 30.0)


def test_zero_is_a_figure_and_no_blank() -> None:
    """A low of nothing is nothing, not the central figure."""
    assert Rates([rate(10.0, low=0.0)]).find("speed").low == 0.0


def test_a_missing_rate_is_none_or_a_finding() -> None:
    """`get` is for what may be unknown; `find` names the row to add."""
    rates = Rates([rate(1.0, mode="rail")])
    assert rates.get("speed", "road", "UZ", "feu") is None
    with pytest.raises(DataError, match=r"no speed for mode road, country UZ, shipment feu, service .; add a row"):
        rates.find("speed", "road", "UZ", "feu")


def test_asking_twice_gives_the_same() -> None:
    """Answers are remembered, the missing ones too."""
    rates = Rates([rate(1.0, mode="rail")])
    assert rates.find("speed", "rail") is rates.find("speed", "rail")
    assert rates.get("speed", "road") is rates.get("speed", "road") is None


@pytest.mark.parametrize(
    ("rows", "touched", "found"),
    [
        ([rate(1.0), rate(9.0, country="UZ")], {1}, (1.0, 9.0, 1.0)),  # another figure
        ([rate(1.0), rate(9.0, country="KZ")], {1}, (1.0, 1.0, 9.0)),  # of another country
        ([rate(1.0)], {1}, (1.0, 1.0, 1.0)),  # one row less
        ([rate(1.0), rate(2.0, country="UZ"), rate(9.0, country="KZ")], {2}, (1.0, 2.0, 9.0)),  # one more
        ([rate(1.0), rate(2.0, country="UZ")], set(), (1.0, 2.0, 1.0)),
    ],
)
def test_rates_of_a_changed_table_are_those_of_the_table(
    rows: list[Row], touched: set[int], found: tuple[float, float, float]
) -> None:
    """For nobody in particular, in Uzbekistan and in Kazakhstan; those it was made of stay as they were."""
    before = [rate(1.0), rate(2.0, country="UZ")]
    old = Rates(before)
    for rates, wanted in ((old.changed(rows, before, touched), found), (old, (1.0, 2.0, 1.0))):
        values = tuple(one.central for c in ("*", "UZ", "KZ") if (one := rates.get("speed", country=c)) is not None)
        assert values == wanted
