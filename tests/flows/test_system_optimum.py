"""System optimum against network_simplex and linprog, and its prices against duality."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

import corridors as co
from tests.flows.instances import random_demand, random_links


def simplex_cost(links: pd.DataFrame, start: int, end: int, amount: int) -> float | None:
    """Least cost by network_simplex; None if the amount does not fit."""
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    graph.add_nodes_from(set(links["from"]) | set(links["to"]), demand=0)
    graph.add_node(start, demand=-amount)
    graph.add_node(end, demand=amount)
    # network_simplex takes no parallel edges: a place in the middle of each keeps them apart
    for number, (a, b, cost, capacity) in enumerate(links[["from", "to", "cost", "capacity"]].values.tolist()):
        graph.add_edge(int(a), ("mid", number), weight=int(cost), capacity=int(capacity))
        graph.add_edge(("mid", number), int(b), weight=0, capacity=int(capacity))
    try:
        return float(nx.network_simplex(nx.DiGraph(graph))[0])
    except nx.NetworkXUnfeasible:
        return None


@pytest.mark.parametrize("seed", range(25))
def test_one_commodity_equals_network_simplex(seed: int) -> None:
    links = random_links(seed, 8, 30)
    most = int(co.max_flow(0, 7, links=links).value)
    for amount in {1, most // 2, most} - {0}:
        demand = pd.DataFrame({"origin": [0], "destination": [7], "demand": [float(amount)]})
        flows = co.assign(demand, links=links, method="system_optimum")
        expected = simplex_cost(links, 0, 7, amount)
        if expected is None:  # most rounds down to nothing when no way is there
            assert flows.unserved > 0
            continue
        assert flows.unserved == 0
        assert flows.cost == pytest.approx(expected, rel=1e-6)


def linprog_cost(links: pd.DataFrame, demand: pd.DataFrame, unserved_cost: float) -> float:
    """Least cost of the multi-commodity problem by arcs, unserved demand at its price."""
    places = sorted(set(links["from"]) | set(links["to"]) | set(demand["origin"]) | set(demand["destination"]))
    n, m, k = len(places), len(links), len(demand)
    row = {place: i for i, place in enumerate(places)}
    incidence = np.zeros((n, m))
    for arc, (start, end) in enumerate(zip(links["from"], links["to"], strict=True)):
        incidence[row[start], arc] -= 1
        incidence[row[end], arc] += 1
    equal = np.zeros((n * k, m * k + k))
    right = np.zeros(n * k)
    for i, (start, end, amount) in enumerate(demand.values.tolist()):
        equal[i * n : (i + 1) * n, i * m : (i + 1) * m] = incidence
        right[i * n + row[end]] = amount
        right[i * n + row[start]] = -amount
        equal[i * n + row[end], m * k + i] = 1
        equal[i * n + row[start], m * k + i] = -1
    together = np.hstack([np.eye(m)] * k + [np.zeros((m, k))])
    costs = np.concatenate([np.tile(links["cost"], k), np.full(k, unserved_cost)])
    found = linprog(costs, A_ub=together, b_ub=links["capacity"], A_eq=equal, b_eq=right, method="highs")
    assert found.status == 0
    return float(found.fun)


@pytest.mark.parametrize("seed", range(25))
def test_many_commodities_equal_linprog(seed: int) -> None:
    links, demand = random_links(seed, 8, 40), random_demand(seed, 8, 10)
    unserved_cost = 1000.0
    flows = co.assign(demand, links=links, method="system_optimum", unserved_cost=unserved_cost)
    total = flows.cost + unserved_cost * flows.unserved
    assert total == pytest.approx(linprog_cost(links, demand, unserved_cost), rel=1e-6)


@pytest.mark.parametrize("seed", range(15))
def test_a_low_price_of_unserved_demand_leaves_the_dear_ones(seed: int) -> None:
    links, demand = random_links(seed, 8, 40), random_demand(seed, 8, 10)
    flows = co.assign(demand, links=links, method="system_optimum", unserved_cost=6.0)
    total = flows.cost + 6.0 * flows.unserved
    assert total == pytest.approx(linprog_cost(links, demand, 6.0), rel=1e-6)


@pytest.mark.parametrize("seed", range(15))
def test_by_default_all_that_can_be_served_is(seed: int) -> None:
    links, demand = random_links(seed, 8, 30), random_demand(seed, 8, 10)
    flows = co.assign(demand, links=links, method="system_optimum")
    least = linprog_cost(links.assign(cost=0.0), demand, 1.0)
    assert flows.unserved == pytest.approx(least, abs=1e-6)


@pytest.mark.parametrize("seed", range(15))
def test_prices_satisfy_complementary_slackness(seed: int) -> None:
    """Only full capacities have a price; every way in use costs what its pair's price says, none costs less."""
    links, demand = random_links(seed, 8, 40).assign(id=lambda f: f.index.astype(str)), random_demand(seed, 8, 10)
    flows = co.assign(demand, links=links, method="system_optimum")
    table = flows.links
    assert (table["price"] >= 0).all()
    slack = table["capacity"] - table["flow"]
    assert (table["price"] * slack).abs().max() < 1e-6
    prices = table["price"].reindex(links["id"], fill_value=0.0).to_numpy()
    costs = dict(zip(links["id"], links["cost"] + prices, strict=True))
    pair_price = {(r.origin, r.destination): r.price for r in flows.pairs.itertuples()}
    for route in flows.routes.itertuples():
        paid = sum(costs[link] for link in route.links)
        assert paid == pytest.approx(pair_price[route.origin, route.destination], abs=1e-6)
    open_links = links[links["capacity"] > 0]
    graph: nx.DiGraph = nx.DiGraph()
    for name, start, end in open_links[["id", "from", "to"]].itertuples(index=False):
        if costs[name] < graph.get_edge_data(start, end, {"weight": np.inf})["weight"]:
            graph.add_edge(start, end, weight=costs[name])
    for (start, end), price in pair_price.items():
        if not np.isnan(price):
            assert nx.dijkstra_path_length(graph, start, end) >= price - 1e-6


@pytest.mark.parametrize("seed", range(8))
def test_the_dual_programme_has_the_same_value(seed: int) -> None:
    links, demand = random_links(seed, 8, 40), random_demand(seed, 8, 10)
    flows = co.assign(demand, links=links, method="system_optimum", unserved_cost=500.0)
    primal = flows.cost + 500.0 * flows.pairs.query("price == price")["unserved"].sum()
    earned = (flows.pairs["price"] * flows.pairs["demand"]).sum()
    paid = (flows.links["price"] * flows.links["capacity"]).sum()
    assert earned - paid == pytest.approx(primal, rel=1e-6)


def test_the_price_is_the_worth_of_one_more_tonne() -> None:
    links = pd.DataFrame({"from": list("aa"), "to": list("bb"), "cost": [1.0, 4.0], "capacity": [3.0, 9.0]})
    demand = pd.DataFrame({"origin": ["a"], "destination": ["b"], "demand": [5.0]})
    before = co.assign(demand, links=links, method="system_optimum")
    after = co.assign(demand, links=links.assign(capacity=[4.0, 9.0]), method="system_optimum")
    assert before.links["price"].max() == pytest.approx(3.0)
    assert before.cost - after.cost == pytest.approx(3.0)
    assert before.bottlenecks["price"].tolist() == [pytest.approx(3.0)]


def test_what_cannot_move_is_unserved_and_said_so() -> None:
    links = pd.DataFrame({"from": ["a", "c"], "to": ["b", "d"], "cost": [1.0, 1.0], "capacity": [2.0, 2.0]})
    demand = pd.DataFrame({"origin": ["a", "a"], "destination": ["b", "d"], "demand": [5.0, 1.0]})
    flows = co.assign(demand, links=links, method="system_optimum")
    assert flows.pairs["unserved"].tolist() == [pytest.approx(3.0), pytest.approx(1.0)]
    assert flows.served == pytest.approx(2.0)
    assert "unserved" in flows.summary()
    assert "a - d" in flows.summary()


def test_a_dear_detour_is_taken_before_demand_is_dropped() -> None:
    """The best way costs 1, the only way left 1,000 times that: served all the same."""
    links = pd.DataFrame({"from": list("aa"), "to": list("bb"), "cost": [1.0, 1000.0], "capacity": [1.0, 9.0]})
    demand = pd.DataFrame({"origin": ["a"], "destination": ["b"], "demand": [2.0]})
    flows = co.assign(demand, links=links, method="system_optimum")
    assert flows.unserved == 0
    assert flows.cost == pytest.approx(1001.0)


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    co.assign(random_demand(1, 6, 5), links=random_links(1, 6, 20), method="system_optimum")
    assert capfd.readouterr() == ("", "")
