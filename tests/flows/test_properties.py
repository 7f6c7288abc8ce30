"""What holds for every method: nothing is lost, nothing is negative, nothing passes an end."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

import corridors as co
from tests.flows.instances import Case, cases
from tests.strategies import Drawing, drawings

METHODS = pytest.mark.parametrize("method", co.flows.METHODS)


def check(flows: co.Flows, demand: pd.DataFrame) -> None:
    pairs = flows.pairs
    assert (pairs[["demand", "served", "unserved"]] >= 0).all(axis=None)
    assert pairs["served"].to_numpy() + pairs["unserved"].to_numpy() == pytest.approx(pairs["demand"].to_numpy())
    assert pairs["demand"].sum() == pytest.approx(demand.iloc[:, 2].sum())
    assert (flows.links[flows.quantity] > 0).all()
    assert flows.links["forward"].to_numpy() + flows.links["backward"].to_numpy() == pytest.approx(
        flows.links[flows.quantity].to_numpy()
    )
    routes = flows.routes
    assert (routes[flows.quantity] > 0).all() if len(routes) else True
    assert routes[flows.quantity].sum() == pytest.approx(flows.served)
    moved = routes.explode("links").dropna(subset="links").groupby("links")[flows.quantity].sum()
    assert moved.reindex(flows.links.index).to_numpy() == pytest.approx(flows.links[flows.quantity].to_numpy())


@METHODS
@given(case=cases())
def test_on_random_frames(method: str, case: Case) -> None:
    flows = co.assign(
        case.demand,
        links=case.links.assign(id=[f"L{i}" for i in case.links.index]),
        places=case.places,
        method=method,
        directed=case.directed,
    )
    check(flows, case.demand)
    # every place but the ends of a route lets freight through
    closed = set(case.places.loc[~case.places["through"], "id"])
    for places in flows.routes["places"]:
        assert not closed & set(places[1:-1])
    # conservation: what a place takes in and does not keep it gives out
    balance = pd.Series(0.0, index=case.places["id"])
    for _, link in flows.links.iterrows():
        balance[link["to"]] += link["forward"] - link["backward"]
        balance[link["from"]] -= link["forward"] - link["backward"]
    for _, pair in flows.pairs.iterrows():
        balance[pair["destination"]] -= pair["served"]
        balance[pair["origin"]] += pair["served"]
    assert balance.abs().max() < 1e-7
    if method == "system_optimum":
        assert (flows.capacities["utilisation"] <= 1 + 1e-7).all()
    shut = set(case.links.index[case.links["capacity"] == 0])
    assert not shut & {int(name[1:]) for name in flows.links.index}


@METHODS
@given(drawing=drawings(most_places=5))
def test_on_random_networks(method: str, drawing: Drawing) -> None:
    network = drawing.network()
    places = drawing.places
    demand = pd.DataFrame(
        {
            "origin": [places[0], places[-1], places[0]],
            "destination": [places[-1], places[0], places[len(places) // 2]],
            "mt_per_year": [1.0, 0.5, 2.0],
            "shipment": ["feu", "wagon", "feu"],
        }
    )
    flows = co.assign(demand, network=network, method=method)
    check(flows, demand[["origin", "destination", "mt_per_year"]])
    if method == "all_or_nothing":
        for route in flows.routes.itertuples():
            if route.origin != route.destination:
                best = co.shortest_route(
                    route.origin, route.destination, network=network, weight="cost", shipment=route.shipment
                )
                assert route.usd_per_t == pytest.approx(best.cost_usd_per_t)


@given(case=cases())
def test_the_optimum_costs_no_more_than_any_other_way_that_fits(case: Case) -> None:
    """Without capacities the optimum is all or nothing."""
    free = case.links.assign(capacity=np.inf)
    options = {"links": free, "places": case.places, "directed": case.directed}
    single = co.assign(case.demand, method="all_or_nothing", **options)
    best = co.assign(case.demand, method="system_optimum", **options)
    congested = co.assign(case.demand, method="user_equilibrium", **options)
    assert best.cost == pytest.approx(single.cost)
    assert congested.cost == pytest.approx(single.cost)
    assert best.unserved == pytest.approx(single.unserved)


@METHODS
def test_what_stays_where_it_is_is_served_without_a_way(method: str) -> None:
    links = pd.DataFrame({"from": ["a"], "to": ["b"], "cost": [1.0], "capacity": [1.0]})
    demand = pd.DataFrame({"origin": ["a", "a"], "destination": ["a", "b"], "demand": [4.0, 1.0]})
    flows = co.assign(demand, links=links, method=method)
    assert flows.served == pytest.approx(5.0)
    assert flows.links["flow"].tolist() == [pytest.approx(1.0)]


def own_network(**cells: object) -> co.Network:
    places = pd.DataFrame({"id": ["a", "z", "b"], "country": "UZ", "through": [True, False, True]})
    links = pd.DataFrame({"from": ["a", "z", "a"], "to": ["z", "b", "b"], "length_km": [10.0, 10.0, 90.0]})
    return co.Network.from_frames(places, links.assign(**cells))


@METHODS
def test_places_of_an_own_network_may_be_ends_only(method: str) -> None:
    """The short way leads through z, where trains end and start but do not pass."""
    demand = pd.DataFrame({"origin": ["a", "a", "z"], "destination": ["b", "z", "b"], "mt_per_year": [1.0, 1.0, 1.0]})
    flows = co.assign(demand, network=own_network(), method=method)
    assert flows.served == pytest.approx(3.0)
    assert {("a", "b"), ("a", "z"), ("z", "b")} <= set(flows.routes["places"])
    assert not any("z" in places[1:-1] for places in flows.routes["places"])
    best = co.max_flow("a", "b", network=own_network(tracks=1))
    assert best.links[["from", "to"]].to_numpy().tolist() == [["a", "b"]]


def test_links_of_an_own_network_may_have_their_own_delays() -> None:
    demand = pd.DataFrame({"origin": ["a"], "destination": ["b"], "mt_per_year": [2.0]})
    wide = {"capacity_mt_per_year": 1.0}
    rigid, steep = (
        co.assign(
            demand, network=own_network(**wide, vdf_alpha=alpha, vdf_beta=2.0), method="user_equilibrium", weight="time"
        )
        for alpha in (0.0, 1.0)
    )
    # twice the capacity, squared: the haul takes five times as long
    free, loaded = rigid.links["weight"].iloc[0], steep.links["weight"].iloc[0]
    assert loaded == pytest.approx(free * (1 + 1.0 * 2.0**2))
