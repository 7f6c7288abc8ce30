"""Simulations of the packaged network: against the routes' own ranges, and against the whole graph searched plainly."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

import corridors as co
from corridors.routing.search import layered_trees
from corridors.simulation.draws import Draws
from tests.simulation.test_simulate import weights_of

DESTINATIONS = ["Istanbul", "Rotterdam", "Karachi", "Poti", "Shanghai", "Moscow"]


@pytest.fixture(scope="module")
def sure() -> co.Simulation:
    return co.simulate("Tashkent", DESTINATIONS, n=512, seed=1, by="corridor", replications=2)


def test_a_route_and_its_draws_say_the_same(sure: co.Simulation) -> None:
    """Means alike; P10 and P90 within what the range of a sum is documented to be off by, 9 % of P50."""
    problem = sure.problem
    assert problem is not None
    z = Draws(problem.arcs.parameters, problem.draws.dependence, 2**15, seed=2, replications=2).sample()
    route = co.shortest_route("Tashkent", "Poti", weight="generalised")
    hours, dollars = problem.arcs.ways_matrix([problem.arcs.strands_of(route.arcs)]).evaluate(z)
    for drawn, mean, (low, central, high) in (
        (hours[:, 0], route.time_h, route.time_quantiles_h),
        (dollars[:, 0], route.cost_usd, route.cost_quantiles_usd),
    ):
        p10, p90 = np.quantile(drawn, [0.1, 0.9])
        assert drawn.mean() == pytest.approx(mean, rel=0.004)
        assert abs(p10 - low) < 0.09 * central
        assert abs(p90 - high) < 0.09 * central
        assert 0.76 < ((drawn >= low) & (drawn <= high)).mean() < 0.85, "four cases of five lie in the range"


def test_every_row_is_the_best_way_of_the_whole_graph_charge_by_charge(sure: co.Simulation) -> None:
    """Strands, shapes, layers and early stops against the planner's own layers over every arc, in three samples."""
    problem = sure.problem
    assert problem is not None
    planner = problem.arcs.planner
    graph = planner.graph
    samples = sure.samples.weight.to_numpy().reshape(sure.settings.n, -1)
    z = problem.draws.sample(0)
    source = graph.origin_of[planner.root("Tashkent").place.index]
    named = {row.corridor for row in sure.rows} - {"any", "lorry"}
    compared = 0
    for sample in (0, 5, 200):
        weights = weights_of(problem, z[sample])
        for corridor in [None, *sorted(named)]:
            layers = co.load_network().planner(corridor=corridor, weight="generalised").layers if corridor else ()
            trees, _ = layered_trees(graph.offsets, graph.heads, graph.tails, weights, source, layers)
            for k, row in enumerate(sure.rows):
                if row.corridor == (corridor or "any"):
                    target = graph.destination_of[row.destination.index]
                    assert samples[sample, k] == pytest.approx(trees[-1].distance[target], rel=1e-6), row
                    compared += 1
    assert compared >= 60


def test_probabilities_are_those_of_the_samples(sure: co.Simulation) -> None:
    frame = sure.frame
    assert set(frame.destination) == {"istanbul", "rotterdam", "karachi", "poti", "shanghai", "moscow"}
    best = frame[frame.corridor == "any"]
    assert (best.regret == 0).all()
    assert (frame.regret >= 0).all()
    others = frame[frame.corridor != "any"]
    assert ((others.p_best >= 0) & (others.p_best <= 1)).all()
    assert (others.p_best > 0.02).sum() >= 8, "no corridor is certain"
    # a lorry is quicker than most and a train cheaper
    lorry = frame[(frame.corridor == "lorry") & (frame.destination == "shanghai")].iloc[0]
    assert lorry.p_best_time > 0.9
    assert lorry.p_best_cost < 0.1
    assert (sure.samples.weight < inf).all()


def test_draws_of_the_packaged_network_are_the_same_on_one_thread_and_on_two() -> None:
    one, two = (co.simulate("Tashkent", DESTINATIONS[:2], n=1024, seed=1, workers=workers) for workers in (1, 2))
    assert one.frame.equals(two.frame)
    assert one.samples.equals(two.samples)
