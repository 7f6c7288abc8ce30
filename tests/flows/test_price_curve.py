"""How much a corridor draws at which price."""

from __future__ import annotations

from math import inf

import pandas as pd
import pytest

import corridors as co
from corridors.flows.price_curve import PriceCurve
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


@pytest.mark.parametrize(("pairs", "words"), [(0, ""), (1, "; 1 pair has no"), (2, "; 2 pairs have no")])
def test_a_picture_says_how_many_pairs_have_no_other_way(pairs: int, words: str) -> None:
    """One, or several."""
    corridor = corridor_rows("only", [["a--b--rail", "c--d--rail", "b--c--rail"]])
    net = micro("A ==10== B ==5== C ==5== D", "A ==90== E ==5== B", **corridor)
    rows = [("A", "B", 1.0), ("C", "D", 1.0), ("B", "C", 1.0)][: pairs + 1]
    ax = co.price_curve(demand(*rows), "only", network=net).plot()
    texts = [text.get_text() for text in ax.figure.texts + ax.texts] + [ax.get_title(loc="left")]
    assert any(f"capacities not counted{words}" in text.replace("\n", " ") for text in texts)
    assert any("other way" in text for text in texts) == bool(words)


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


def curve_of(*rows: tuple[float, float, float]) -> PriceCurve:
    """Pairs of so many Mt, each with its break-even and what the corridor's links cost now."""
    corridor = micro("A ==1== B", **corridor_rows("silk", [["a--b--rail"]]))._core.corridors[0]
    told = [
        {"origin": f"o{n}", "destination": "d", "shipment": "feu", "mt_per_year": mt, "with_usd_per_t": 1.0,
         "without_usd_per_t": 1.0 + even, "corridor_usd_per_t": own, "break_even_usd_per_t": even}
        for n, (mt, even, own) in enumerate(rows)
    ]  # fmt: skip
    return PriceCurve(told, corridor, "2026-01-01")


STEPS = ((2.0, -5.0, 3.0), (1.0, 30.0, 10.0), (4.0, 10.0, 8.0), (3.0, -inf, inf))


@pytest.mark.parametrize(
    ("surcharge", "drawn"),
    [(-1000.0, 7.0), (-5.1, 7.0), (-5.0, 5.0), (0.0, 5.0), (9.9, 5.0), (10.0, 1.0), (29.9, 1.0), (30.0, 0.0)],
)
def test_a_pair_is_drawn_below_its_break_even_and_not_at_it(surcharge: float, drawn: float) -> None:
    """One without a way by the corridor at no price."""
    assert curve_of(*STEPS).drawn(surcharge) == drawn


@pytest.mark.parametrize(
    ("amount", "price", "own"),
    [(0.5, 30.0, 40.0), (1.0, 30.0, 40.0), (1.1, 10.0, 18.0), (5.0, 10.0, 18.0), (6.0, -5.0, -2.0), (7.0, -5.0, -2.0),
     (7.1, -inf, None), (11.0, -inf, -inf)],
)  # fmt: skip
def test_the_price_for_an_amount_is_that_of_the_last_pair_drawn(amount: float, price: float, own: float | None) -> None:
    """And its links may then cost what they cost now and the surcharge."""
    curve = curve_of(*STEPS)
    assert curve.price_for(amount) == price
    if own is not None:
        assert curve.must_cost(amount) == own


def test_a_curve_is_told_price_by_price() -> None:
    """Surcharge, discount, what is not even drawn for nothing, never, and at any price."""
    curve = curve_of(*STEPS)
    assert curve.summary((1, 5, 6, 9)).splitlines() == [
        "Silk on 2026-01-01: draws 5.00 of 10.00 Mt a year at present prices",
        "  1 Mt: surcharge up to 30.0 USD/t (its links then cost 40.0 USD/t)",
        "  5 Mt: surcharge up to 10.0 USD/t (its links then cost 18.0 USD/t)",
        "  6 Mt: discount of 5.0 USD/t (more than its links cost: not even free)",
        "  9 Mt: never",
    ]
    only = curve_of((2.0, inf, 3.0))
    assert only.summary((2,)).splitlines()[1] == "  2 Mt: at any price, there is no other way"
    assert curve_of((2.0, 0.0, 0.0)).summary((2,)).splitlines()[1] == (
        "  2 Mt: surcharge up to 0.0 USD/t (its links then cost 0.0 USD/t)"
    )
    frame = curve.to_frame()
    assert frame["break_even_usd_per_t"].tolist() == [30.0, 10.0, -5.0, -inf]
    assert frame["drawn_mt_per_year"].tolist() == [1.0, 5.0, 7.0, 10.0]
    html = curve._repr_html_()
    assert html.count("<tr") == 5
    assert "surcharge up to 30.0 USD/t" in html


def test_a_break_even_is_what_the_way_round_costs_more_a_tonne() -> None:
    """By rail 100 USD, by road round it 2 x 80, for 20 t; on the corridor 60 of the 100."""
    silk = corridor_rows("silk", [["b--c--rail"]])
    network = micro("A ==40== B ==60== C", "A ..80.. C", **silk)
    demand = pd.DataFrame({"origin": ["A", "A", "A"], "destination": ["C", "B", "A"], "mt_per_year": [2.0, 1.0, 5.0]})
    rows = co.price_curve(demand, "silk", network=network).to_frame().set_index("destination")
    assert rows.index.tolist() == ["c", "b"]
    assert rows.loc["c", "with_usd_per_t"] == pytest.approx((100 + 3) / 20)
    assert rows.loc["c", "without_usd_per_t"] == pytest.approx((160 + 3) / 20)
    assert rows.loc["c", "corridor_usd_per_t"] == pytest.approx(60 / 20)
    assert rows.loc["c", "break_even_usd_per_t"] == pytest.approx(60 / 20)
    none = micro("A ==40== B ==60== C", **silk)
    assert co.price_curve(demand.head(1), "silk", network=none).to_frame()["break_even_usd_per_t"].tolist() == [inf]
    with pytest.raises(co.OptionError, match="corridor='wool' is unknown: there are silk"):
        co.price_curve(demand, "wool", network=network)
