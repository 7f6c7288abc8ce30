"""User equilibrium against the published instance and against Wardrop's conditions."""

from __future__ import annotations

import importlib
from time import perf_counter

import numpy as np
import pandas as pd
import pytest

import corridors as co
from tests.flows.instances import random_demand, random_links, sioux_falls

OBJECTIVE = 42.31335287107440e5


@pytest.fixture(scope="module")
def solved() -> co.Flows:
    return co.assign(sioux_falls("trips"), links=sioux_falls("links"), method="user_equilibrium")


def test_sioux_falls_objective_and_gap(solved: co.Flows) -> None:
    assert solved.objective == pytest.approx(OBJECTIVE, rel=1e-6)
    assert solved.gap is not None
    assert solved.gap <= 1e-6
    assert solved.converged


def test_sioux_falls_link_flows(solved: co.Flows) -> None:
    published = sioux_falls("flows").set_index(["from", "to"])
    found = solved.links.set_index(["from", "to"])
    ratio = found["flow"] / published["volume"]
    assert len(found) == len(published) == 76
    assert (ratio - 1).abs().max() < 0.005
    assert (found["weight"] / published["cost"] - 1).abs().max() < 0.005


def test_sioux_falls_to_a_gap_that_leaves_nothing() -> None:
    began = perf_counter()
    flows = co.assign(sioux_falls("trips"), links=sioux_falls("links"), method="user_equilibrium", gap=1e-12)
    assert perf_counter() - began < 20
    assert flows.objective == pytest.approx(OBJECTIVE, rel=1e-12)


def test_the_history_tells_how_it_got_there(solved: co.Flows) -> None:
    history = solved.history
    assert history.columns.tolist() == ["iteration", "gap", "objective", "seconds"]
    assert history["gap"].iloc[-1] == solved.gap
    assert history["seconds"].is_monotonic_increasing
    assert history["objective"].is_monotonic_decreasing


def test_routes_of_a_pair_weigh_the_same(solved: co.Flows) -> None:
    routes = solved.routes[solved.routes["share"] > 1e-3]
    spread = routes.groupby(["origin", "destination"])["weight"].agg(lambda w: w.max() / w.min() - 1)
    assert spread.max() < 1e-3


def two_ways(amount: float, *, beta: float = 4.0) -> co.Flows:
    links = pd.DataFrame(
        {
            "from": ["a", "a"],
            "to": ["b", "b"],
            "free_flow_time": [10.0, 20.0],
            "capacity": [5.0, 5.0],
            "vdf_alpha": [1.0, 1.0],
            "vdf_beta": [beta, beta],
        }
    )
    demand = pd.DataFrame({"origin": ["a"], "destination": ["b"], "demand": [amount]})
    return co.assign(demand, links=links, method="user_equilibrium", gap=1e-10)


def test_two_ways_by_hand() -> None:
    """10 (1 + x/5) = 20 (1 + (10 - x)/5) gives x = 50/6."""
    assert two_ways(10.0, beta=1.0).links["flow"].max() == pytest.approx(50 / 6)


@pytest.mark.parametrize("beta", [0.0, 0.5, 1.0, 4.0, 16.8])
def test_any_power_converges(beta: float) -> None:
    flows = two_ways(12.0, beta=beta)
    assert flows.converged
    assert flows.served == pytest.approx(12.0)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("directed", [True, False])
def test_random_networks_reach_the_gap(seed: int, directed: bool) -> None:
    """Links both ways share their congestion, so a flow one way delays the other."""
    random = np.random.default_rng(seed)
    links = random_links(seed, 10, 40).assign(
        capacity=lambda f: f["capacity"] + 1,
        vdf_alpha=random.choice([0.0, 0.15, 1.0], 40),
        vdf_beta=random.choice([1.0, 4.0, 10.0], 40),
    )
    demand = random_demand(seed, 10, 20)
    flows = co.assign(demand, links=links, method="user_equilibrium", weight="cost", gap=1e-7, directed=directed)
    assert flows.gap is not None
    assert flows.gap <= 1e-7
    assert flows.cost >= 0


def test_zones_are_ends_only() -> None:
    """The quick way leads through a zone, and is not taken."""
    links = pd.DataFrame(
        {"from": ["a", "z", "a"], "to": ["z", "b", "b"], "free_flow_time": [1.0, 1.0, 9.0], "capacity": 5.0}
    )
    places = pd.DataFrame({"id": ["a", "b", "z"], "through": [True, True, False]})
    demand = pd.DataFrame({"origin": ["a", "a"], "destination": ["b", "z"], "trips": [1.0, 1.0]})
    flows = co.assign(demand, links=links, places=places, method="user_equilibrium")
    assert flows.routes["places"].tolist() == [("a", "b"), ("a", "z")]


def test_a_mix_stretches_the_time_and_not_the_toll() -> None:
    links = pd.DataFrame({"from": ["a"], "to": ["b"], "free_flow_time": [10.0], "toll": [3.0], "capacity": [1.0]})
    demand = pd.DataFrame({"origin": ["a"], "destination": ["b"], "trips": [2.0]})
    weight = {"free_flow_time": 1.0, "toll": 2.0}
    flows = co.assign(demand, links=links, method="user_equilibrium", weight=weight)
    assert flows.routes["weight"].iloc[0] == pytest.approx(10 * (1 + 0.15 * 2**4) + 2 * 3)


def test_running_out_of_iterations_is_said() -> None:
    flows = co.assign(sioux_falls("trips"), links=sioux_falls("links"), method="user_equilibrium", max_iterations=2)
    assert not flows.converged
    assert "NOT converged" in flows.summary()


def test_progress_is_called_with_every_iteration() -> None:
    seen: list[float] = []
    flows = co.assign(
        sioux_falls("trips"),
        links=sioux_falls("links"),
        method="user_equilibrium",
        progress=lambda record: seen.append(record["gap"]),
    )
    assert seen == flows.history["gap"].tolist()


def test_progress_is_silent_when_it_is_quick(capfd: pytest.CaptureFixture[str]) -> None:
    co.assign(sioux_falls("trips"), links=sioux_falls("links"), method="user_equilibrium", progress=True)
    assert capfd.readouterr() == ("", "")


def test_packaged_network_with_other_functions() -> None:
    mild = co.assign("demand_wb2030", method="user_equilibrium", vdf={"ferry": (0.0, 1.0)})
    steep = co.assign("demand_wb2030", method="user_equilibrium", vdf={"ferry": (1.0, 8.0)})
    ferry = "kuryk--alat--ferry"
    assert mild.converged
    assert steep.converged
    assert steep.links.loc[ferry, "mt_per_year"] < mild.links.loc[ferry, "mt_per_year"]


def test_progress_is_shown_once_it_takes_long(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 10_000, 3))
    monkeypatch.setattr(importlib.import_module("corridors.flows.assign"), "perf_counter", lambda: float(next(clock)))
    co.assign(sioux_falls("trips"), links=sioux_falls("links"), method="user_equilibrium", progress=True)
    out, err = capfd.readouterr()
    assert out == ""
    assert "gap" in err


def test_a_capacity_needed_twice_changes_twice() -> None:
    """A way through the same port twice: what one unit less of it and one more of another changes."""
    from corridors.flows.equilibrium import _changes

    assert sorted(_changes((1, 1, 2), (1, 3))) == [(1, -1), (2, -1), (3, 1)]
    assert sorted(_changes((1, 2), (1, 3))) == [(2, -1), (3, 1)]
