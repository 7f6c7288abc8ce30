"""Simulations of drawn networks: against closed forms, networkx and themselves."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence
from itertools import pairwise
from math import inf, sqrt
from pathlib import Path
from statistics import NormalDist
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.charges.ranges import Z90, expected
from corridors.errors import NoRouteError, OptionError
from corridors.network.network import Network
from corridors.simulation.draws import Draws, dependence_of
from corridors.simulation.setup import Options, prepared
from corridors.simulation.statistics import estimate
from tests.drawn import overlapping
from tests.micro import blank, corridor_rows, handling_row, micro, rate_row

#: Rail at 100 to 50 hours for 500 km (P10 40, P50 50, P90 100), 500 USD; loading and unloading 3 h, 3 USD.
SPEEDS = rate_row("speed_km_per_h", 10.0, "rail", low=5.0, high=12.5, country="UZ")


def one_way() -> Network:
    """A single railway, whose speed alone varies."""
    return micro("A ==500== B", further=[SPEEDS])


def figures(found: co.Simulation, row: int = 0) -> dict[str, float]:
    return {name: found.estimate(row, name).value for name in found.figures}


def test_mean_and_quantiles_of_a_single_route_are_those_of_the_closed_form() -> None:
    found = co.simulate("A", "B", network=one_way(), weight="time", n=65_536, seed=3, deadline_days=4)
    hours = figures(found)
    normal = NormalDist()
    assert 24 * hours["days"] == pytest.approx(3 + expected(40, 50, 100), rel=2e-4)
    assert 24 * hours["days_p10"] == pytest.approx(43, rel=2e-3)
    assert 24 * hours["days_p50"] == pytest.approx(53, rel=2e-3)
    assert 24 * hours["days_p80"] == pytest.approx(53 + 50 / Z90 * normal.inv_cdf(0.8), rel=2e-3)
    assert hours["p_on_time"] == pytest.approx(normal.cdf((96 - 53) / (50 / Z90)), abs=2e-3)
    assert hours["cost_usd"] == pytest.approx(503)
    assert hours["flexibility"] == pytest.approx(0, abs=1e-9), "there is nothing to choose"


@pytest.mark.parametrize("points", ["sobol", "plain"])
def test_standard_errors_cover_the_truth(points: str) -> None:
    """Of 1,000 simulations of 16 replications, 93 to 97 % hold the truth in the 95 % interval of Student's t."""
    ranges = [("loading", 1.0, 0.5, 9.0), ("border", 3.0, 1.0, 60.0), ("unloading", 2.0, 1.0, 30.0)]
    handling = [handling_row(name, p50, time_h_low=p10, time_h_high=p90) for name, p50, p10, p90 in ranges]
    network = micro("A ==500== B ==10== KZ:C", further=[SPEEDS], handling=handling)

    def asked(n: int, replications: int, points: str) -> Any:
        options = Options.of(n, 7, replications, points, None, 0.01)
        return prepared(
            network, {"weight": "time"}, "A", "C", options, deadline_days=None, correlation=None, events=None,
            vary_value_of_time=False,
        )[0]  # fmt: skip

    many = asked(2**20, 2, "plain")
    mean = many.arcs.planner.distance("A", "C")
    deadline = mean + 10
    truth = [mean, 0.0]
    for r in range(2):
        hours = many.fixed.evaluate(many.draws.sample(r))[0]
        truth[1] += float((hours <= deadline).mean()) / 2
    problem = asked(16_000 * 32, 16_000, points)
    figures_by = []
    for r in range(16_000):
        hours = problem.fixed.evaluate(problem.draws.sample(r))[0]
        figures_by.append(np.array([[hours.mean(), (hours <= deadline).mean()]]))
    student = 2.131450  # 97.5 % of Student's t with 15 degrees of freedom
    covered = np.zeros(2)
    for first in range(0, len(figures_by), 16):
        value, se = estimate(figures_by[first : first + 16])
        covered += np.abs(value[0] - truth) <= student * se[0]
    assert ((covered >= 930) & (covered <= 970)).all(), covered


CHOICE = ("UZ:A ==300== KZ:B ==300== UZ:C", "A ..200.. D ..200.. C", "A ~~400~~ C")
VARIES = [
    SPEEDS,
    rate_row("speed_km_per_h", 10.0, "rail", low=3.0, high=15.0, country="KZ"),
    rate_row("price_usd_per_km", 1.0, "rail", low=0.8, high=1.6, country="KZ"),
    *(rate_row("speed_km_per_h", 20.0, "road", low=8.0, high=30.0, country=country) for country in ("UZ", "KZ")),
    *(rate_row("price_usd_per_km", 2.0, "road", low=1.0, high=4.0, country=country) for country in ("UZ", "KZ")),
    handling_row("border", 3.0, 30.0, time_h_low=1.0, time_h_high=60.0, cost_usd_low=10.0, cost_usd_high=200.0),
]


@pytest.mark.parametrize("points", ["sobol", "plain"])
def test_threads_do_not_matter_to_the_last_bit(points: str) -> None:
    tables = corridor_rows("west", [["a--d--road"]], ["d--c--road"])
    network = micro(*CHOICE, further=VARIES, **tables)
    asked: dict[str, Any] = {"network": network, "n": 2000, "seed": 4, "by": "corridor", "points": points}
    one, *more = (co.simulate("A", "C", workers=threads, **asked) for threads in (1, 2, 4))
    for other in more:
        assert np.array_equal(one._outcome.value, other._outcome.value, equal_nan=True)
        assert np.array_equal(one._outcome.se, other._outcome.se, equal_nan=True)
        assert one.samples.equals(other.samples)
        assert one.ways.equals(other.ways)


def test_without_numba_the_answers_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = corridor_rows("west", [["a--d--road"]], ["d--c--road"])
    network = micro(*CHOICE, further=VARIES, **tables)
    asked: dict[str, Any] = {"network": network, "n": 128, "seed": 4, "by": "corridor"}
    fast = co.simulate("A", "C", **asked)
    monkeypatch.setenv("CORRIDORS_NUMBA", "0")
    plain = co.simulate("A", "C", **asked)
    assert np.array_equal(fast._outcome.value, plain._outcome.value, equal_nan=True)
    assert fast.ways.equals(plain.ways)


def weights_of(problem: Any, z: np.ndarray[Any, Any]) -> list[float]:
    """What every arc of the whole graph weighs in one sample, charge by charge, from the tables' own figures."""
    planner = problem.arcs.planner
    number = {(p.kind, p.name): k for k, p in enumerate(problem.arcs.parameters)}
    worth = planner.graph.tariff.value_of_time_usd_per_h

    def drawn(kind: str, group: str, low: float, mean: float, high: float) -> float:
        if low >= high:
            return mean
        central = (mean - (low + high) / sqrt(2 * np.pi) / Z90) / (1 - 2 / sqrt(2 * np.pi) / Z90)
        at = float(z[number[kind, group]])
        normal = NormalDist()
        beyond = normal.pdf(Z90) - 0.1 * Z90  # what lies beyond P90 adds to a mean, above P90
        upper = normal.pdf(0) - beyond  # what lies from P50 to P90, and P90 for all beyond, adds
        if central < low:  # mean and P90 contradict each other: the mean holds
            return low + (mean - low) * max(0.0, min(at, Z90)) / upper
        below, above = (central - low) / Z90, (high - central) / Z90
        # the tail is shortened by what is cut off at zero, so that the mean holds
        zero = central / below if below else inf
        cut = below * (normal.pdf(zero) - zero * normal.cdf(-zero)) if below else 0.0
        tail = 1 - cut / above / beyond
        if tail < 0:  # so much is cut off that P90 gives way too
            tail, above = 0.0, (mean - central + below * normal.pdf(0) - cut) / upper
        if at > 0:
            return central + above * (min(at, Z90) + tail * max(0.0, at - Z90))
        return max(0.0, central + below * at)

    weights = []
    for arc, usual in enumerate(planner.weights):
        if usual == inf:
            weights.append(inf)
            continue
        hours = dollars = 0.0
        for c in planner.in_force.charges(arc):
            group = c.group or f"{c.kind} {c.label}"
            if ("time", group) in number or c.time_h_low >= c.time_h_high:
                hours += drawn("time", group, c.time_h_low, c.time_h, c.time_h_high)
            if ("price", c.price_group or group) in number or c.cost_usd_low >= c.cost_usd_high:
                dollars += drawn("price", c.price_group or group, c.cost_usd_low, c.cost_usd, c.cost_usd_high)
        weights.append(worth * hours + dollars)
    return weights


def by_networkx(problem: Any, weights: Sequence[float], source: int, target: int) -> float:
    graph = problem.arcs.planner.graph
    drawn: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    for arc, weight in enumerate(weights):
        if weight < inf:
            drawn.add_edge(graph.tails[arc], graph.heads[arc], weight=weight)
    return float(nx.dijkstra_path_length(drawn, source, target))


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Six places, a chain that joins them and chords of any mode, with ranges on speeds, prices and borders."""
    names = "ABCDEF"
    lines = [f"{a} =={draw(st.integers(50, 400))}== {b}" for a, b in pairwise(names)]
    for _ in range(draw(st.integers(2, 6))):
        a, b = sorted(draw(st.sets(st.sampled_from(names), min_size=2, max_size=2)))
        hop = draw(st.sampled_from(["==", "--", "..", "~~"]))
        lines.append(f"{a} {hop}{draw(st.integers(50, 900))}{hop} {b}")
    lines[0] = lines[0].replace("A ==", "KZ:A ==", 1)
    return micro(*lines, further=VARIES)


@settings(max_examples=30, deadline=None)
@given(networks(), st.integers(0, 1000))
def test_the_best_way_of_every_sample_is_what_networkx_finds(network: Network, seed: int) -> None:
    found = co.simulate("A", "F", network=network, n=32, seed=seed, replications=2)
    problem = found._kept()
    [source] = [problem.arcs.planner.graph.origin_of[problem.arcs.planner.root("A").place.index]]
    target = problem.arcs.planner.goal("F").vertex
    weights = found.samples.weight.to_numpy()
    z = np.concatenate([problem.draws.sample(0), problem.draws.sample(1)])
    for sample in (0, 7, 15, 16, 31):
        assert weights[sample] == pytest.approx(
            by_networkx(problem, weights_of(problem, z[sample]), source, target), rel=1e-9
        )


def test_a_way_through_a_corridor_is_the_best_that_crosses_its_gateway() -> None:
    """By rail A = B = C, by road A . D . C, whose first link is the gateway of the corridor west."""
    tables = corridor_rows("west", [["a--d--road"]], ["d--c--road"])
    network = micro(*CHOICE, further=VARIES, **tables)
    found = co.simulate("A", "C", network=network, n=512, seed=2, by="corridor")
    rows = {row.corridor: k for k, row in enumerate(found.rows)}
    assert {"any", "west"} <= set(rows)
    best, west = (found.samples.loc[found.samples.corridor == name, "weight"].to_numpy() for name in ("any", "west"))
    assert (west >= best - 1e-9).all()
    assert figures(found, rows["west"])["p_best"] == pytest.approx((west <= best * (1 + 1e-9)).mean())
    assert 0 < figures(found, rows["west"])["p_best"] < 1
    assert figures(found, rows["west"])["regret"] == pytest.approx((west - best).mean())
    by_way = found.ways[found.ways.corridors.str.contains("west")].share.sum()
    assert figures(found, rows["west"])["p_best"] == pytest.approx(by_way)


def test_choosing_after_the_news_never_loses() -> None:
    network = micro(*CHOICE, further=VARIES)
    found = co.simulate("A", "C", network=network, n=1024, seed=2)
    value, route = figures(found), co.shortest_route("A", "C", network=network, weight="generalised")
    assert value["flexibility"] > 0
    before = route.cost_usd + 2 * route.time_h  # the value of time of a drawn network is 2 USD an hour
    assert value["generalised_usd"] + value["flexibility"] == pytest.approx(before, rel=5e-3)


FLOOD = blank(
    "events", id="flood", name="Flood", kind="closure", start="2020-01-01", end="2020-02-01", links=("a--d--road",),
    status="ended", grade="published", source=("test",),
)  # fmt: skip
QUEUE = FLOOD | {
    "id": "queue", "name": "Queue", "kind": "restriction", "links": ("a--b--rail",), "add_time_h_low": 10.0,
    "add_time_h": 20.0, "add_time_h_high": 60.0, "effect_grade": "published", "effect_source": ("test",),
}  # fmt: skip


def test_events_are_in_force_in_so_large_a_share_of_draws() -> None:
    network = micro("A ..100.. D ..100.. C", events=[FLOOD])
    found = co.simulate("A", "C", network=network, n=4096, seed=1, events={"flood": 0.25})
    assert figures(found)["p_open"] == pytest.approx(0.75, abs=0.002)
    certain = co.simulate("A", "C", network=network, n=64, seed=1)
    assert figures(certain)["p_open"] == 1, "it has ended"


def test_what_an_event_adds_is_added_while_it_is_in_force() -> None:
    network = micro("A ==500== B", events=[QUEUE])
    usual = figures(co.simulate("A", "B", network=network, n=64, seed=1, weight="time"))["days"]
    asked = {"queue": {"per_year": 2, "days": 36.525}}
    found = figures(co.simulate("A", "B", network=network, n=8192, seed=1, weight="time", events=asked))["days"]
    assert 24 * (found - usual) == pytest.approx(0.2 * expected(10, 20, 60), rel=0.02)


def test_the_value_of_time_may_vary_too() -> None:
    further = [rate_row("value_of_time_usd_per_h", 2.0, shipment="feu", low=1.0, high=6.0)]
    network = micro("A ==500== B", further=further)
    fixed, varied = (
        figures(co.simulate("A", "B", network=network, n=4096, seed=1, vary_value_of_time=vary))
        for vary in (False, True)
    )
    hours = 24 * fixed["days"]
    assert fixed["generalised_usd_p10"] == pytest.approx(503 + 2 * hours)
    assert varied["generalised_usd"] == pytest.approx(503 + expected(1, 2, 6) * hours, rel=2e-3)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"n": 0}, "n=0"),
        ({"n": 20}, "at least 32 draws"),
        ({"n": 1.5}, "whole number of draws"),
        ({"seed": "x"}, "seed='x'"),
        ({"seed": -1}, "seed=-1"),
        ({"seed": None}, "seed=None"),
        ({"replications": 1}, "at least 2"),
        ({"points": "halton"}, "'sobol'"),
        ({"by": "country"}, "by='country'"),
        ({"tolerance": 0}, "tolerance=0"),
        ({"workers": 0}, "workers=0"),
        ({"client": object()}, "client"),
        ({"weight": "distance"}, "does not vary"),
        ({"weight": {"time": 1, "emissions": 1}}, "emissions"),
        ({"deadline_days": -1}, "deadline_days=-1"),
        ({"deadline_days": {"A": 3}}, "no destination"),
        ({"events": {"flood": 1.5}}, "no probability"),
        ({"events": {"flood": -0.5}}, "at least 0"),
        ({"events": {"flood": {"per_year": 20, "days": 30}}}, "more than the year has"),
        ({"events": {"flood": {"days": 30}}}, "'per_year' and 'days'"),
        ({"events": {"folod": 0.5}}, "did you mean 'flood'"),
        ({"events": ["flood"]}, "give a dict"),
        ({"correlation": 2}, "give a correlation"),
        ({"to_parquet": "nowhere/at/all.parquet"}, "there is no folder"),
    ],
)
def test_what_means_nothing_is_refused_in_words(asked: dict[str, Any], words: str) -> None:
    network = micro("A ==500== B", events=[FLOOD | {"links": ("a--b--rail",)}])
    with pytest.raises(OptionError, match=words):
        co.simulate("A", "B", network=network, **{"n": 64, "seed": 1} | asked)


def test_places_that_nothing_joins_and_names_unknown_are_told_as_everywhere() -> None:
    network = micro("A ==500== B", "C ==10== D")
    with pytest.raises(NoRouteError, match="no route from A to C"):
        co.simulate("A", "C", network=network, n=64)
    with pytest.raises(co.UnknownPlaceError):
        co.simulate("A", "Nowhere", network=network, n=64)
    with pytest.raises(OptionError, match="same place"):
        co.simulate("A", "A", network=network, n=64)
    with pytest.raises(TypeError, match="did you mean 'deadline_days'"):
        co.simulate("A", "B", network=network, n=64, deadline_day=3)  # type: ignore[call-arg]


def test_samples_are_streamed_to_parquet_and_nothing_stands_there_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pandas as pd

    network = micro(*CHOICE, further=VARIES)
    path = tmp_path / "samples.parquet"
    found = co.simulate(["A"], ["B", "C"], network=network, n=1200, seed=1, to_parquet=path, replications=3, keep=False)
    read = pd.read_parquet(path)
    assert len(read) == 2 * 1200
    assert read[read.destination == "c"].days.mean() == pytest.approx(figures(found, 1)["days"])
    with pytest.raises(OptionError, match="were not kept"):
        _ = found.samples

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    stopped = tmp_path / "stopped.parquet"
    monkeypatch.setattr("corridors.simulation.run.figures_of", interrupted)
    with pytest.raises(KeyboardInterrupt):
        co.simulate("A", "C", network=network, n=1200, seed=1, to_parquet=stopped)
    assert [file.name for file in tmp_path.iterdir()] == ["samples.parquet"]


def test_the_result_reads_travels_and_draws() -> None:
    from matplotlib.figure import Figure

    network = micro(*CHOICE, further=VARIES, **corridor_rows("west", [["a--d--road"]], ["d--c--road"]))
    found = co.simulate("A", ["B", "C"], network=network, n=64, seed=1, by="corridor", deadline_days={"C": 3})
    text = found.summary()
    assert "A to C" in text
    assert "standard error" in text
    assert "correlation" in text
    assert "<table>" in found._repr_html_()
    assert json.loads(json.dumps(found.to_dict()))["rows"][0]["corridor"] == "any"
    assert len(found.frame) == len(found.rows)
    assert set(found.parameters.kind) == {"time", "price"}
    axes = found.plot(Figure(figsize=(6, 4)).subplots())
    assert len(axes.get_yticks()) == len(found.rows)
    assert overlapping(axes) == []
    medians = [line.get_xdata()[0] for line in axes.lines if line.get_gid() == "dot"]
    assert medians == pytest.approx(found.frame["days_p50"].to_list())
    best = found.plot_best(Figure(figsize=(3.5, 3)).subplots(), dark=True)
    shares = found.frame.loc[found.frame["corridor"] != "any", "p_best"]
    assert [bar.get_width() for bar in best.patches] == pytest.approx((100 * shares).to_list())
    assert "more than 100 %" in best.texts[0].get_text().replace("\n", " ")
    curve = found.plot_deadline(Figure(figsize=(6, 4)).subplots(), destination="C")
    assert [line.get_gid() for line in curve.lines].count("deadline") == 1
    assert max(map(len, text.split("\n"))) <= 120
    assert "add up to more than 100 %" in text
    with pytest.raises(OptionError, match="figure='weeks'"):
        found.plot(figure="weeks")
    again = pickle.loads(pickle.dumps(found))
    assert again.frame.equals(found.frame)
    with pytest.raises(OptionError, match="pickle"):
        _ = again.ways


def test_few_draws_are_told_not_to_have_converged_and_many_to_have() -> None:
    network = micro(*CHOICE, further=VARIES)
    few, many = (co.simulate("A", "C", network=network, n=n, seed=1) for n in (64, 65_536))
    assert not few.converged
    assert "not converged" in few.summary()
    assert many.converged
    assert few.frame.n_needed[0] > 64


def test_ways_as_functions_of_draws_are_what_the_search_weighs() -> None:
    """What sensitivity builds on: hours and dollars of given ways, from rows of standard normal numbers."""
    network = micro(*CHOICE, further=VARIES)
    found = co.simulate("A", "C", network=network, n=64, seed=1, replications=2)
    problem = found._kept()
    z = problem.draws.sample(0)
    ways = [way.arcs for way in found._outcome.ways]
    hours, dollars = problem.arcs.ways_matrix(ways).evaluate(z)
    weights = problem.arcs.weigh(z, hours, dollars)
    assert weights.min(axis=1) == pytest.approx(found.samples.weight.to_numpy()[: len(z)], rel=1e-12)


def test_draws_refuse_nothing_they_can_do() -> None:
    """More parameters than dimensions is told; as many as the packaged network has is not."""
    from corridors.simulation.parameters import Parameter

    many = [Parameter("time", str(k)) for k in range(21_300)]
    with pytest.raises(OptionError, match="points='plain'"):
        Draws(many, dependence_of(None, 0.3), 64, seed=1)
