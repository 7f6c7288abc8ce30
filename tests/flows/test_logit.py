"""Logit shares, and the alternatives that they are of."""

from __future__ import annotations

from itertools import pairwise
from math import exp

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.flows.frames import frame_network
from corridors.flows.logit import path_sizes, shares
from tests.flows.instances import Case, cases

WEIGHTS = st.lists(st.floats(0.1, 100.0), min_size=1, max_size=6)


@given(WEIGHTS, st.floats(0, 200), st.floats(0, 3))
def test_shares_sum_to_one(weights: list[float], scale: float, overlap: float) -> None:
    found = shares([(n,) for n in range(len(weights))], weights, scale=scale, overlap=overlap)
    assert sum(found) == pytest.approx(1.0)
    assert all(0 <= share <= 1 for share in found)


@given(st.lists(st.integers(1, 50), min_size=2, max_size=6, unique=True))
def test_shares_tend_to_all_or_nothing(weights: list[int]) -> None:
    ways = [(n,) for n in range(len(weights))]
    floats = [float(w) for w in weights]
    at = [max(shares(ways, floats, scale=scale, overlap=1.0)) for scale in (1, 10, 100, 1e5)]
    assert at == sorted(at)
    assert at[-1] == pytest.approx(1.0, abs=1e-9)


def test_a_dearer_way_gets_less_by_the_documented_factor() -> None:
    best, other = shares([(0,), (1,)], [10.0, 11.0], scale=20, overlap=1)
    assert other / best == pytest.approx(0.1353352832366127)


def test_ways_that_share_most_of_their_length_count_as_little_more_than_one() -> None:
    """Two ways over one long trunk against a third of their own: red bus, blue bus."""
    ways = [(0, 1), (0, 2), (3,)]
    weights = [9.9, 0.1, 0.1, 10.0]
    with_overlap = shares(ways, weights, scale=5, overlap=1)
    without = shares(ways, weights, scale=5, overlap=0)
    assert without == pytest.approx([1 / 3] * 3)
    assert with_overlap[2] == pytest.approx(0.5, abs=0.01)
    assert path_sizes(ways, weights) == pytest.approx([0.505, 0.505, 1.0])
    # in other units they are no larger, however little a way weighs
    assert path_sizes(ways, [weight / 1e6 for weight in weights]) == pytest.approx([0.505, 0.505, 1.0])


@given(st.floats(1e-6, 1e6))
def test_shares_are_the_same_in_any_unit_of_weight(unit: float) -> None:
    """A tenth dearer is a tenth dearer."""
    found = shares([(0,), (1,)], [10.0 * unit, 11.0 * unit], scale=20, overlap=1)
    assert found == pytest.approx(shares([(0,), (1,)], [10.0, 11.0], scale=20, overlap=1))


def test_shares_of_ways_that_hardly_count_are_still_shares() -> None:
    """However strongly overlap is held against ways, or a dearer one is shunned: what is left is compared."""
    assert shares([(0, 1), (0, 2)], [9.0, 1.0, 1.0], scale=5, overlap=1e4) == [0.5, 0.5]
    assert shares([(0, 1), (0, 2), (3,)], [9.0, 1.0, 1.0, 10.0], scale=5, overlap=1e4) == [0.0, 0.0, 1.0]
    assert shares([(0,), (1,)], [10.0, 11.0], scale=1e6, overlap=1) == [1.0, 0.0]
    assert shares([(1,), (0,)], [10.0, 11.0], scale=1e6, overlap=1) == [0.0, 1.0]


def test_nothing_costs_anything() -> None:
    assert shares([(0,), (1, 2)], [0.0, 0.0, 0.0], scale=5, overlap=1) == [0.5, 0.5]
    # where only the best way is free, others are as much dearer as they cost
    assert shares([(0,), (1,)], [0.0, 1.0], scale=1, overlap=1) == pytest.approx(
        [1 / (1 + exp(-1)), exp(-1) / (1 + exp(-1))]
    )


def grid() -> pd.DataFrame:
    steps = [(i, j) for i in range(3) for j in range(3)]
    rows = [(f"{i}{j}", f"{i + 1}{j}", 1.0 + 0.01 * j) for i, j in steps if i < 2]
    rows += [(f"{i}{j}", f"{i}{j + 1}", 1.0 + 0.02 * i) for i, j in steps if j < 2]
    return pd.DataFrame(rows, columns=["from", "to", "cost"])


def test_all_of_the_demand_goes_over_different_ways() -> None:
    demand = pd.DataFrame({"origin": ["00"], "destination": ["22"], "demand": [3.0]})
    flows = co.assign(demand, links=grid(), method="logit", routes=4)
    assert flows.routes["links"].nunique() == len(flows.routes) == 4
    assert flows.routes["share"].sum() == pytest.approx(1.0)
    assert flows.served == pytest.approx(3.0)
    assert flows.settings["scale"] == 20.0


def test_large_scale_is_all_or_nothing() -> None:
    demand = pd.DataFrame({"origin": ["00"], "destination": ["22"], "demand": [3.0]})
    spread = co.assign(demand, links=grid(), method="logit", scale=1e6)
    single = co.assign(demand, links=grid(), method="all_or_nothing")
    assert spread.links["flow"].max() == pytest.approx(single.links["flow"].max())
    assert spread.cost == pytest.approx(single.cost)


def test_detours_beyond_the_limit_are_left_out() -> None:
    links = pd.DataFrame({"from": list("aa"), "to": list("bb"), "cost": [1.0, 1.6]})
    demand = pd.DataFrame({"origin": ["a"], "destination": ["b"], "demand": [1.0]})
    assert len(co.assign(demand, links=links, method="logit").routes) == 1
    assert len(co.assign(demand, links=links, method="logit", max_detour=2.0).routes) == 2


@given(cases())
def test_the_first_alternative_is_the_best_way(case: Case) -> None:
    from corridors.flows.alternatives import alternatives

    network = frame_network(case.links, case.places, weight=None, directed=case.directed, congestion=False)
    weights = network.weights[0].tolist()
    source, target = network.origin_of["0"], network.destination_of["1"]
    found = alternatives(network, weights, source, target, count=5, max_detour=3.0)
    totals = [sum(weights[arc] for arc in arcs) for arcs in found]
    assert totals == sorted(totals)
    assert len(set(found)) == len(found)
    for arcs in found:
        vertices = [network.tails[arcs[0]], *(network.heads[arc] for arc in arcs)]
        assert vertices[0] == source
        assert vertices[-1] == target
        assert all(network.tails[b] == network.heads[a] for a, b in pairwise(arcs))
        assert len(set(vertices)) == len(vertices)
