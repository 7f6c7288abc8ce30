"""Futures: each against a network changed by hand, and losses against a count of all choices."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

import numpy as np
import pytest

import corridors as co
from corridors.errors import NoRouteError, OptionError
from corridors.network.network import Network
from tests.micro import corridor_rows, micro, rate_row

DRAWING = ("KZ:A ==300== KZ:B ==300== KZ:C", "A ..200.. KZ:D ..200.. C", "A ~~150~~ KZ:E ~~150~~ C", "C ==100== UZ:F")
GATEWAYS = {"iron": "b--c--rail", "tar": "a--d--road", "water": "a--e--ferry"}
SHUT = co.Scenario("no water", shut=("a--e--ferry",))
TARLESS = co.Scenario("no tar", shut=("a--d--road",))
RANGES = {
    "price: rail KZ": (0.5, 2.0),
    "time: rail*": (0.5, 3.0),
    "price: road KZ": (0.7, 1.5),
    "value of time": (0, 4),
}


def drawn() -> Network:
    tables: dict[str, list[Any]] = {"corridors": [], "corridor_links": []}
    for name, gateway in GATEWAYS.items():
        for table, rows in corridor_rows(name, [[gateway]]).items():
            tables[table] += rows
    rates = [rate_row("price_usd_per_km", price, mode, country="KZ") for mode, price in (("rail", 1.0), ("road", 2.0))]
    return micro(*DRAWING, further=rates, **tables)


def by_hand(*, rail: float, road: float, hours: float, worth: float) -> co.Scenario:
    """The state of a future as changes of the tables."""

    def rate(parameter: str, amount: str, **where: str) -> co.Change:
        return co.Change("rates", {"parameter": parameter, **where}, {"central": amount})

    return co.Scenario(
        "by hand",
        changes=(
            rate("price_usd_per_km", f"*{rail:.15f}", mode="rail", country="KZ"),
            rate("price_usd_per_km", f"*{road:.15f}", mode="road", country="KZ"),
            rate("speed_km_per_h", f"/{hours:.15f}", mode="rail"),
            rate("value_of_time_usd_per_h", f"*{worth:.15f}"),
        ),
    )


def explored(origins: Any = "A", destinations: Any = "C", **asked: Any) -> co.Futures:
    given: dict[str, Any] = {"network": drawn(), "n": 64, "seed": 2, "corridors": list(GATEWAYS), "ranges": RANGES}
    return co.explore_futures(origins, destinations, **given | asked)


def test_every_future_is_what_a_changed_network_answers() -> None:
    found = explored(scenarios=["status-quo", SHUT])
    frame = found.frame.set_index(["future", "corridor"])
    for future in (0, 7, 33, 60):
        state = found.states.iloc[future]
        rail, road = state["price: rail KZ"], state["price: road KZ"]
        network = drawn().apply(SHUT if state.scenario == "no water" else co.Scenario("as it is"))
        network = network.apply(by_hand(rail=rail, road=road, hours=state["time: rail*"], worth=state["value of time"]))
        for name in GATEWAYS:
            row = frame.loc[(future, name)]
            shut = name == "water" and state.scenario == "no water"
            if shut:
                assert np.isinf(row.cost_usd)
                continue
            route = co.shortest_route("A", "C", network=network, corridor=name, weight="generalised")
            assert row.days == pytest.approx(route.time_h / 24)
            assert row.cost_usd == pytest.approx(route.cost_usd)
            worth = 2 * state["value of time"]
            assert row.generalised_usd == pytest.approx(route.cost_usd + worth * route.time_h)


def test_amounts_with_a_unit_are_what_each_charge_becomes() -> None:
    found = explored(ranges={"time: loading*": ("2 h", "1 day")}, n=8)
    frame, states = found.frame, found.states
    base = co.shortest_route("A", "C", network=drawn(), corridor="tar", weight="generalised").time_h
    days = frame[frame.corridor == "tar"].days.to_numpy()
    assert days * 24 == pytest.approx(base - 1 + states["time: loading*"].to_numpy())
    assert states["time: loading*"].between(2, 24).all()


def test_losses_of_choices_are_those_of_a_plain_count() -> None:
    found = explored(destinations=["C", "F"], scenarios=[None, SHUT])
    table = found.frame.pivot(index=["future", "destination"], columns="corridor", values="generalised_usd")
    for size in (1, 2, 3):
        ranked = found.choices(size)
        assert len(ranked) == len(list(combinations(GATEWAYS, size)))
        for row in ranked.itertuples():
            lost = (table[list(row.corridors)].min(axis=1) - table["any"]).groupby("future").mean()
            assert row.regret_max == pytest.approx(lost.max(), abs=1e-6)
            assert row.regret_mean == pytest.approx(lost.mean(), abs=1e-6)
            served = np.isfinite(table[list(row.corridors)].min(axis=1)).groupby("future").all().mean()
            assert row.served == pytest.approx(served)
        assert ranked.regret_max.is_monotonic_increasing
    alone = found.choices(1).set_index("corridors")
    assert np.isinf(alone.loc[[("water",)]].iloc[0].regret_max)
    assert alone.loc[[("water",)]].iloc[0].worst_scenario == "no water"
    penal = found.choices(1, penalty=500).set_index("corridors")
    assert 0 < penal.loc[[("water",)]].iloc[0].regret_max < np.inf
    assert found.choices(3).regret_max.max() == pytest.approx(0, abs=1e-6), "all that there is loses nothing"


def test_where_one_loses_is_found_as_a_box_and_its_condition_is_the_right_one() -> None:
    """Only the price by rail varies: iron loses to tar above the price at which both cost the same."""
    found = explored(ranges={"price: rail KZ": (0.5, 3.0), "price: ferry*": (0.9, 1.1)}, n=1024, weight="cost")
    box = found.discover("iron", "tar")
    (condition,) = box.conditions
    assert condition.name == "price: rail KZ"
    even = (2 * 400 - 0) / 600
    assert condition.low == pytest.approx(even, abs=0.02)
    assert box.density > 0.98
    assert box.coverage > 0.98
    assert box.base == pytest.approx(found.loses("iron", "tar").mean())
    other = found.discover("iron", "tar", wins=True)
    assert other.base == pytest.approx(1 - box.base)
    assert found.discover(found.loses("iron", "tar")).to_dict() == box.to_dict()


def test_a_scenario_can_be_a_condition() -> None:
    found = explored(scenarios=[None, SHUT], n=256, weight="time", ranges={"time: road*": (2.0, 3.0)})
    box = found.discover("water", "tar")
    assert ("scenario", ("no water",)) in [(one.name, one.among) for one in box.conditions]


def test_without_ranges_a_future_is_a_scenario_and_brackets_are_one() -> None:
    iron = co.Scenario("no iron", shut=("b--c--rail",))
    found = explored(scenarios=[None, SHUT, (SHUT, iron)], ranges=None, corridors=None)
    assert found.states.scenario.tolist() == ["status-quo", "no water", "no water + no iron"]
    combined = explored(scenarios=[SHUT, iron], ranges=None, combine=True)
    assert combined.states.scenario.tolist() == ["status-quo", "no water", "no iron", "no water + no iron"]


@pytest.mark.parametrize("points", ["sobol", "lhs"])
def test_points_cover_their_ranges_evenly_and_follow_from_the_seed(points: str) -> None:
    found = explored(points=points, n=128, scenarios=[None, SHUT])
    states = found.states
    for label, (low, high) in RANGES.items():
        assert states[label].between(low, high).all()
        assert states[label].mean() == pytest.approx((low + high) / 2, abs=0.02 * (high - low))
    assert (states.scenario == "no water").mean() == pytest.approx(0.5, abs=0.05)
    assert explored(points=points, n=128, scenarios=[None, SHUT], workers=2).frame.equals(found.frame)
    assert not explored(points=points, n=128, scenarios=[None, SHUT], seed=3).states.equals(states)


def test_it_is_told_in_words_data_and_a_chart() -> None:
    found = explored(scenarios=[None, SHUT])
    assert "Two corridors" in found.summary()
    assert "<table" in found._repr_html_()
    assert json.loads(json.dumps(found.to_dict()))["choices"]["1"]
    assert set(found.xlrm.letter) == set("XLRM")
    assert {"price: rail KZ", "iron"} <= set(found.xlrm.what)
    from matplotlib.figure import Figure

    assert len(found.plot(Figure().subplots(), size=2).get_yticks()) == 3
    with pytest.raises(OptionError, match="serves in every future"):
        explored(scenarios=[None, SHUT, TARLESS], corridors=["water", "tar"]).plot(size=1)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"n": 0}, "n=0"),
        ({"n": True}, "n=True"),
        ({"seed": -1}, "seed=-1"),
        ({"points": "plain"}, "points='plain'"),
        ({"ranges": None}, "nothing varies"),
        ({"ranges": {"price: rail KZ": (2, 1)}}, "low end is above"),
        ({"ranges": {"price: rail KZ": (-1, 1)}}, "is no end"),
        ({"ranges": {"price: rail KZ": 3}}, "two ends"),
        ({"ranges": {"price: rail KZ": ("2 h", "3 h")}}, "does not fit"),
        ({"ranges": {"price: rail KZ": (1, "3 USD")}}, "both ends alike"),
        ({"ranges": {"rail KZ": (1, 2)}}, "'price: ...'"),
        ({"ranges": {"price: rial KZ": (1, 2)}}, "price: rail KZ"),
        ({"ranges": {"price: rail KZ": (1, 2), "price: rail*": (1, 2)}}, "keep one of them"),
        ({"ranges": [1]}, "give a dict"),
        ({"scenarios": []}, "scenarios is empty"),
        ({"scenarios": [()]}, "empty brackets"),
        ({"combine": True}, "several scenarios"),
        ({"weight": "distance"}, "does not vary"),
    ],
)
def test_bad_input_is_refused_in_words(asked: dict[str, Any], words: str) -> None:
    with pytest.raises(OptionError, match=words):
        explored(**asked)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda found: found.choices(0), "size=0"),
        (lambda found: found.choices(4), "1 to 3"),
        (lambda found: found.choices(1, penalty=-1), "penalty=-1"),
        (lambda found: found.choices(1, destination="Z"), "no future leads"),
        (lambda found: found.discover("gold"), "no corridor 'gold'"),
        (lambda found: found.discover([True]), "for each of the 64 futures"),
    ],
)
def test_bad_questions_are_refused_in_words(ask: Any, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        ask(explored())


def test_where_nothing_leads_there_is_nothing_to_choose() -> None:
    with pytest.raises(NoRouteError):
        co.explore_futures("A", "C", network=micro("A ==1== B", "D ==1== C"), scenarios=[None, co.Scenario("x")])
