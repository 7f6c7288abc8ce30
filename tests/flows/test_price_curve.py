"""How much a corridor draws at which price."""

from __future__ import annotations

from math import inf

import pandas as pd
import pytest

import corridors as co
from tests.drawn import outside
from tests.micro import corridor_rows, micro
from tests.words.pages import tables


def network() -> co.Network:
    """Two ways from A to C: by the corridor at 30 USD a wagon-load of 60 t, round it at 90."""
    corridor = corridor_rows("short", [["b--c--rail"]])
    return micro("A ==10== B ==20== C", "A ==90== D ==0.1== C", "A ==5== E ==1== B", **corridor)


def demand(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["origin", "destination", "mt_per_year"]).assign(shipment="wagon")


def test_the_break_even_is_what_the_way_round_costs_more() -> None:
    curve = co.price_curve(demand(("A", "C", 2.0)), "short", network=network())
    row = curve.to_frame().iloc[0]
    saving = (90.1 - 26.0) / 60
    assert row["break_even_usd_per_t"] == pytest.approx(saving)
    assert row["corridor_usd_per_t"] == pytest.approx(20 / 60)
    assert curve.drawn() == 2.0
    assert curve.drawn(saving + 0.01) == 0.0
    assert curve.price_for(2.0) == pytest.approx(saving)
    assert curve.must_cost(2.0) == pytest.approx(saving + 20 / 60)


def test_the_curve_agrees_with_assigning_at_that_price() -> None:
    curve = co.price_curve("demand_uz2025", "northern")
    flows = co.assign("demand_uz2025", method="all_or_nothing")
    assert curve.drawn() == pytest.approx(flows.corridors.loc["northern", "mt_per_year"])


def test_what_has_no_other_way_pays_any_price() -> None:
    corridor = corridor_rows("only", [["a--b--rail"]])
    net = micro("A ==10== B", "C ==5== D", **corridor)
    curve = co.price_curve(demand(("A", "B", 1.0), ("C", "D", 1.0)), "only", network=net)
    assert curve.price_for(1.0) == inf
    assert curve.price_for(2.0) == -inf
    assert curve.price_for(5.0) == -inf
    assert curve.must_cost(5.0) == -inf
    assert curve.drawn(1e9) == 1.0
    text = curve.summary([1, 2])
    assert "at any price" in text
    assert "never" in text


def test_no_discount_makes_a_link_cheaper_than_free() -> None:
    """The words say so instead of a negative price."""
    demand = pd.DataFrame({"origin": ["tashkent"], "destination": ["karachi"], "mt_per_year": [1.0]})
    curve = co.price_curve(demand, "middle-corridor")
    text = curve.summary(amounts=[1])
    assert curve.must_cost(1) < 0
    assert "not even free" in text
    assert "then cost -" not in text


def test_words_and_errors() -> None:
    curve = co.price_curve("demand_uz2025", "cku", on=2031)
    assert "USD/t" in curve.summary() == str(curve)
    assert "cku" in repr(curve)
    [[heads, *lines]] = tables(curve._repr_html_())
    assert heads == ["Mt a year", "drawn up to", "then"]
    assert [line[0] for line in lines] == ["1", "5", "10", "15"]
    assert all(line[1] in curve.summary() for line in lines)
    with pytest.raises(co.OptionError, match="there are"):
        co.price_curve("demand_uz2025", "silk road")


def test_a_curve_is_drawn_as_it_is_read() -> None:
    """What stands at each price is what `drawn` gives; the mark is what is drawn at present prices."""
    from matplotlib.figure import Figure

    curve = co.price_curve("demand_uz2025", "northern")
    figure = Figure(figsize=(6, 4))
    ax = curve.plot(figure.subplots())
    [line] = [drawn for drawn in ax.lines if drawn.get_gid() == "curve"]
    assert [curve.drawn(price) for price in line.get_xdata()] == list(line.get_ydata())
    [mark] = [drawn for drawn in ax.lines if drawn.get_gid() == "now" and len(drawn.get_xdata()) == 1]
    assert mark.get_ydata()[0] == curve.drawn(0.0)
    assert outside(figure) == []
