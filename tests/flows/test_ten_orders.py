"""An equilibrium does not stall, however far capacities lie apart, and is the optimum of Beckmann's sum."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import corridors as co
from tests.flows.ten_orders import GAP, by_scipy, excess, instance


@pytest.mark.parametrize("seed", [*range(40), 385, 478, 904, 1095, 2887])
def test_capacities_over_ten_orders(seed: int) -> None:
    """The last few crept before flows of all pairs were moved together."""
    case = instance(seed)
    flows = case.solve()
    assert flows.converged
    assert excess(case, flows) <= 2 * GAP


@pytest.mark.parametrize("seed", range(30))
def test_the_sum_is_that_of_a_convex_solver(seed: int) -> None:
    drawn = instance(seed, orders=2, places=4)
    # mild loads and smooth delays: scipy's quadratic steps go astray where times are a million times what they are
    # without traffic, or rise infinitely steeply from the first lorry on
    case = replace(
        drawn,
        links=drawn.links.assign(vdf_beta=drawn.links["vdf_beta"].replace({0.5: 1.0})).head(9),
        demand=drawn.demand.assign(demand=drawn.demand["demand"] * 0.02),
    )
    ends = set(case.links[["from", "to"]].to_numpy().ravel().tolist())
    inside = case.demand["origin"].isin(ends) & case.demand["destination"].isin(ends)
    case = replace(case, demand=case.demand[inside])
    flows = case.solve(gap=1e-10)
    other = by_scipy(case, flows)
    assert flows.objective == pytest.approx(other, rel=1e-6, abs=1e-6)
    assert flows.objective <= other * (1 + 1e-9) + 1e-12


def test_a_by_way_of_a_thousandth() -> None:
    """Times 10 and 12, capacities 500 and 1: 1.866 of 1,000 take the by-way, as bisection says."""
    links = pd.DataFrame({"from": ["a"] * 2, "to": ["b"] * 2, "free_flow_time": [10.0, 12.0], "capacity": [500.0, 1.0]})
    demand = pd.DataFrame({"origin": ["a"], "destination": ["b"], "demand": [1000.0]})
    flows = co.assign(demand, links=links, method="user_equilibrium", gap=1e-12)
    low, high = 0.0, 1000.0
    for _ in range(100):
        middle = (low + high) / 2
        quicker = 12 * (1 + 0.15 * middle**4) < 10 * (1 + 0.15 * ((1000 - middle) / 500) ** 4)
        low, high = (middle, high) if quicker else (low, middle)
    assert flows.converged
    assert flows.links.loc["1", "flow"] == pytest.approx(low, rel=1e-9)


def test_plain_python_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [instance(seed, orders=4) for seed in range(8)]
    compiled = [case.solve() for case in cases]
    monkeypatch.setenv("CORRIDORS_NUMBA", "0")
    for case, before in zip(cases, compiled, strict=True):
        flows = case.solve()
        assert flows.converged
        assert flows.objective == pytest.approx(before.objective, rel=2 * GAP)
