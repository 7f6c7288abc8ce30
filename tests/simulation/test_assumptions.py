"""What would change the answer: each turn is tried by summing the charges of all ways anew, and the worth of a day."""

from __future__ import annotations

import pickle
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.simulation.assumptions import Turn, turns_of
from corridors.simulation.shapes import shape_of

_NAMES = ["Istanbul", "Karachi", "Poti", "Rotterdam", "Mumbai", "Hamburg", "Bandar Abbas", "Shanghai"]
_NEAR = 1e-3


def weight(route: Any, turn: Turn, z: float, worth: float, priced: bool) -> float:
    """Sum the charges of a way one by one, those of the figure at a standard normal number."""
    total = 0.0
    for step in route.steps:
        charge = step.charge
        group = charge.group or f"{charge.kind} {charge.label}"
        figures = [
            ("time", group, charge.time_h_low, charge.time_h, charge.time_h_high, worth),
            ("price", charge.price_group or group, charge.cost_usd_low, charge.cost_usd, charge.cost_usd_high, priced),
        ]
        for kind, name, low, mean, high, weighs in figures:
            moved = (kind, name) == (turn.kind, turn.name) and low < high
            total += weighs * (high * shape_of(low, mean, high).at(z) if moved else mean)
    return total


@settings(max_examples=12, deadline=None)
@given(
    origin=st.sampled_from(["Tashkent", "Andijan", "Termez"]),
    destination=st.sampled_from(_NAMES),
    weight_=st.sampled_from(["cost", "time", "generalised"]),
)
def test_each_turn_turns(origin: str, destination: str, weight_: str) -> None:
    """Just before it the best way is the best, just beyond it the one that is told; its value is what it comes to."""
    table = co.compare_corridors(origin, destination, weight=weight_)
    rows = [row for row in table if row.route is not None and not row.same_as]
    for found in turns_of(table).values():
        worth = 1.0 if weight_ == "time" else found.worth_usd_per_h
        priced = float(weight_ != "time")
        for turn in found.turns:
            up = turn.value > turn.expected
            at = NormalDist().inv_cdf(1 - turn.probability if up else turn.probability)
            for side, best in ((-_NEAR, found.best), (_NEAR, turn.best)):
                z = at + (side if up else -side)
                weights = {id(row): weight(row.route, turn, z, worth, bool(priced)) for row in rows}
                assert weights[id(best)] == pytest.approx(min(weights.values()), rel=1e-6)
            shapes = [
                charge.time_h_high * shape_of(charge.time_h_low, charge.time_h, charge.time_h_high).at(at)
                if turn.kind == "time"
                else charge.cost_usd_high * shape_of(charge.cost_usd_low, charge.cost_usd, charge.cost_usd_high).at(at)
                for charge in (step.charge for step in turn.of.route.steps)  # type: ignore[union-attr]
                if _moves(charge, turn)
            ]
            assert turn.value == pytest.approx(sum(shapes), rel=1e-5, abs=1e-6)
        assert [t.probability for t in found.turns] == sorted((t.probability for t in found.turns), reverse=True)


def _moves(charge: Any, turn: Turn) -> bool:
    group = charge.group or f"{charge.kind} {charge.label}"
    if turn.kind == "time":
        return group == turn.name and charge.time_h_low < charge.time_h_high
    return (charge.price_group or group) == turn.name and charge.cost_usd_low < charge.cost_usd_high


@pytest.mark.parametrize("weight_", ["cost", "time", "generalised"])
@pytest.mark.parametrize("destination", _NAMES)
def test_the_worth_of_a_day(destination: str, weight_: str) -> None:
    """Between both bounds the best way stays the best, at all worths that are tried, and beyond each it does not."""
    table = co.compare_corridors("Tashkent", destination, weight=weight_)
    routes = {row.corridor: row.route for row in table if row.route is not None and not row.same_as}
    for found in turns_of(table).values():
        low = 0.0 if found.below is None else found.below[0]
        high = 1e4 if found.above is None else found.above[0]
        for share in (0.001, 0.3, 0.7, 0.999):
            worth = low + share * (high - low)
            total = {name: route.cost_usd + worth * route.time_h for name, route in routes.items()}
            assert total[found.best.corridor] == pytest.approx(min(total.values()))
        for bound, factor in ((found.above, 1.01), (found.below, 0.99)):
            if bound is not None:
                total = {n: r.cost_usd + factor * bound[0] * r.time_h for n, r in routes.items()}
                assert total[found.best.corridor] > total[bound[1].corridor]


def test_what_cannot_be_told() -> None:
    table = co.compare_corridors("Tashkent", "Poti", weight="distance")
    with pytest.raises(co.OptionError, match="does not vary"):
        turns_of(table)
    with pytest.raises(co.OptionError, match="pickle"):
        turns_of(pickle.loads(pickle.dumps(table)))
    assert turns_of(co.compare_corridors("Tashkent", "Poti", corridors=["casca"])) == {}
