"""User equilibrium against the published instance and against Wardrop's conditions."""

from __future__ import annotations

import importlib
from pathlib import Path
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


GRID = pd.DataFrame(
    [
        (f"{i}{j}", f"{i}{j}", f"{i + a}{j + b}", 1.0 + (3 * i + 5 * j) % 4, 2.0 + (i + j) % 3)
        for i in range(4)
        for j in range(4)
        for a, b in ((1, 0), (0, 1))
        if i + a < 4 and j + b < 4
    ],
    columns=["name", "from", "to", "free_flow_time", "capacity"],
).assign(id=lambda f: f["name"] + "-" + f["to"])
TRIPS = pd.DataFrame({"origin": ["00", "01", "10"], "destination": ["33", "33", "23"], "trips": [6.0, 3.0, 4.0]})


def on_grid(**options: object) -> co.Flows:
    given: dict[str, object] = {"links": GRID, "gap": 1e-9} | options
    return co.assign(TRIPS, method="user_equilibrium", **given)  # type: ignore[arg-type]


def test_weights_of_nothing_but_zero_are_refused_or_said(caplog: pytest.LogCaptureFixture) -> None:
    links = GRID.drop(columns="free_flow_time").assign(cost=0.0)
    with pytest.raises(co.OptionError, match=r"0 on every link.*minutes"):
        on_grid(links=links.assign(minutes=2.0))
    with caplog.at_level("WARNING", logger="corridors"):
        on_grid(links=links)
    assert "every link weighs 0" in caplog.text


def test_a_former_result_is_a_start() -> None:
    """A tenth less of one capacity: few rounds where the first took many, and the same flows."""
    first = on_grid()
    assert len(on_grid(start=first).history) == 1
    changed = GRID.assign(capacity=GRID["capacity"].where(GRID["id"] != "11-21", 2.7))
    cold, warm = on_grid(links=changed), on_grid(links=changed.iloc[::-1], start=first)
    assert warm.objective == pytest.approx(cold.objective, rel=1e-8)
    assert warm.history["gap"].iloc[0] < 0.1 * cold.history["gap"].iloc[0]
    gone = GRID[GRID["id"] != "11-21"]
    assert on_grid(links=gone, start=first).objective == pytest.approx(on_grid(links=gone).objective, rel=1e-8)
    with pytest.raises(co.OptionError, match="start"):
        on_grid(start="before")


def test_a_start_on_the_packaged_network() -> None:
    before = co.assign("demand_wb2030", method="user_equilibrium")
    after = co.assign("demand_wb2030", method="user_equilibrium", on="2027-06-01", start=before)
    cold = co.assign("demand_wb2030", method="user_equilibrium", on="2027-06-01")
    assert after.objective == pytest.approx(cold.objective, rel=1e-5)
    assert after.converged


def test_select_links_is_what_the_routes_say() -> None:
    flows = on_grid()
    routes = flows.routes
    for wanted, through in ((["00-01"], "all"), (["00-01", "23-33"], "all"), (["00-01", "10-20"], "any")):
        test = all if through == "all" else any
        over = routes[[test(link in row for link in wanted) for row in routes["links"]]]
        expected = over.groupby(["origin", "destination"])["flow"].sum()
        found = flows.select_links(wanted, through=through).set_index(["origin", "destination"])["flow"]
        assert found.to_dict() == pytest.approx(expected.to_dict())
    assert flows.select_links("00-01")["flow"].sum() == pytest.approx(flows.links.loc["00-01", "flow"])
    with pytest.raises(co.OptionError, match="no link"):
        flows.select_links("00-99")
    with pytest.raises(co.OptionError, match="through"):
        flows.select_links("00-01", through="some")


def test_kinds_of_shipment_weigh_money_differently() -> None:
    """Cars pay the toll for the quick road until it is as slow as the free one and the toll; lorries feel it twice."""
    links = pd.DataFrame(
        {"id": ["toll", "free"], "from": "a", "to": "b", "time": [10.0, 20.0], "toll": [5.0, 0.0], "capacity": 4.0}
    )
    demand = pd.DataFrame({"origin": "a", "destination": "b", "trips": [6.0, 6.0], "shipment": ["car", "lorry"]})
    weight = {"car": {"time": 1.0, "toll": 1.0}, "lorry": {"time": 1.0, "toll": 2.0}}
    flows = co.assign(demand, links=links, weight=weight, method="user_equilibrium", gap=1e-12)
    assert flows.converged
    shares = flows.select_links("toll").set_index("shipment")["share"]
    assert shares["car"] == pytest.approx(1.0)
    assert 0 < shares["lorry"] < 1
    routes = flows.routes.set_index(["shipment", flows.routes["links"].str[0]])
    times = {name: base * (1 + 0.15 * (flows.links.loc[name, "flow"] / 4) ** 4) for name, base in
             (("toll", 10.0), ("free", 20.0))}  # fmt: skip
    for (kind, link), weight_found in routes["weight"].items():
        assert weight_found == pytest.approx(times[link] + weight[kind]["toll"] * (5.0 if link == "toll" else 0.0))
    halved = {kind: {name: 2 * factor for name, factor in mix.items()} for kind, mix in weight.items()}
    again = co.assign(demand, links=links, weight=halved, method="user_equilibrium", gap=1e-12)
    assert again.links["flow"].to_dict() == pytest.approx(flows.links["flow"].to_dict())
    assert again.cost == pytest.approx(2 * flows.cost)


def test_kinds_that_mean_nothing() -> None:
    demand = TRIPS.assign(shipment="lorry")
    with pytest.raises(co.OptionError, match="has no time"):
        co.assign(demand, links=GRID.assign(cost=1.0), weight={"lorry": {"cost": 1.0}}, method="user_equilibrium")
    with pytest.raises(co.DataError, match="car"):
        co.assign(demand, links=GRID, weight={"car": {"time": 1.0}}, method="user_equilibrium")
    with pytest.raises(co.OptionError, match="goes with links"):
        co.assign("demand_wb2030", weight={"feu": {"time": 1.0}}, method="user_equilibrium")


@pytest.mark.parametrize(
    ("delay", "by_load"),
    [
        (("conical", 4.0), lambda x: 1 + (16 * (1 - x) ** 2 + (7 / 6) ** 2) ** 0.5 - 4 * (1 - x) - 7 / 6),
        (("queue", 0.5), lambda x: 0.5 * x / (1 - x)),
        (("exponential", 0.1, 3.0), lambda x: 0.1 * (np.exp(3 * x) - 1)),
        (("bpr", 0.2, 2.5), lambda x: 0.2 * x**2.5),
    ],
)
def test_forms_of_delay(delay: tuple[object, ...], by_load: object) -> None:
    """Weights on links are those of the formula, and the flows those at which ways weigh the same."""
    flows = on_grid(links=GRID.assign(capacity=16.0), delay={"link": delay})
    assert flows.converged
    base = GRID.set_index("id")["free_flow_time"]
    for name, link in flows.links.iterrows():
        assert link["weight"] == pytest.approx(base[name] * (1 + by_load(link["utilisation"])))  # type: ignore[operator]
    # Beckmann's sum by the trapezoidal rule
    x = np.linspace(0, 1, 4001)[:, np.newaxis] * flows.links["utilisation"].to_numpy()
    height = 1 + by_load(x)  # type: ignore[operator]
    area = ((height[1:] + height[:-1]) / 2 * np.diff(x, axis=0)).sum(axis=0)  # numpy 1 and 2 name the rule otherwise
    total = float((area * 16.0 * base[flows.links.index]).sum())
    assert flows.objective == pytest.approx(total, rel=1e-6)


def test_a_queue_beyond_its_capacity_goes_on_along_its_tangent() -> None:
    links = pd.DataFrame({"from": ["a"], "to": ["b"], "time": [10.0], "capacity": [1.0]})
    demand = pd.DataFrame({"origin": ["a"], "destination": ["b"], "trips": [2.0]})
    flows = co.assign(demand, links=links, method="user_equilibrium", delay={"link": ("queue", 1.0, 0.9)})
    assert flows.cost / 2 == pytest.approx(10 * (1 + 9 + (2 - 0.9) / 0.01))


def test_delays_of_operations_on_the_packaged_network() -> None:
    usual = co.assign("demand_wb2030", method="user_equilibrium")
    queued = co.assign("demand_wb2030", method="user_equilibrium", delay={"port": "queue", "ferry": ("queue", 1.0)})
    assert queued.converged
    assert queued.objective != pytest.approx(usual.objective, rel=1e-6)


@pytest.mark.parametrize(
    "delay",
    [{"link": "magic"}, {"link": ("conical", 1.0)}, {"link": ("conical",)}, {"link": ("queue", 1.0, 1.0)},
     {"link": ("bpr", -1, 4)}, {"link": ("bpr", "a", 4)}, {"link": ("bpr", 1, 2, 3)}, {"canal": "bpr"}, 7],
)  # fmt: skip
def test_delays_that_mean_nothing(delay: object) -> None:
    with pytest.raises(co.OptionError, match="delay"):
        on_grid(delay=delay)


def test_any_number_of_threads_gives_the_same() -> None:
    from corridors.flows.demand import read_pairs
    from corridors.flows.frames import frame_network
    from corridors.flows.known import Known
    from corridors.flows.task import Task

    links = sioux_falls("links")
    network = frame_network(links, None, weight=None, directed=True, congestion=True)
    pairs = read_pairs(sioux_falls("trips"), str, shipment="", year=None, in_mt=False, kinds=("",))
    found = []
    for threads in (1, 2, 5):
        known = Known(Task(network, tuple(pairs)), threads=threads)
        known.compiled, known.threads = True, threads
        gaps = []
        for _ in range(4):
            gaps.append(known.look())
            known.reload()
            known.settle(10, 1e-9, together=False)
        found.append((gaps, [lot.flow.tolist() for lot in known.lots]))
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_trees_shared_out_to_threads_find_what_one_finds(threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a part is a single tree: the same ways, and the same gap, look by look."""
    from corridors.flows import known as module
    from corridors.flows.demand import read_pairs
    from corridors.flows.frames import frame_network
    from corridors.flows.task import Task

    network = frame_network(sioux_falls("links"), None, weight=None, directed=True, congestion=True)
    pairs = read_pairs(sioux_falls("trips"), str, shipment="", year=None, in_mt=False, kinds=("",))
    found = []
    for worth, number in ((10**9, 1), (0, threads)):
        monkeypatch.setattr(module, "_WORTH_THREADS", worth)
        known = module.Known(Task(network, tuple(pairs)), threads=number)
        known.compiled = True
        gaps = []
        for _ in range(3):
            gaps.append(known.look())
            known.reload()
            known.settle(10, 1e-9, together=False)
        found.append((gaps, [list(path.arcs) for path in known.paths()], known.volume.tolist()))
    assert found[0] == found[1]


def test_ten_times_the_packaged_demand_converges() -> None:
    demand = co.load_network().table("demand_uz2025")
    flows = co.assign(demand.assign(mt_per_year=10 * demand["mt_per_year"]), method="user_equilibrium")
    assert flows.converged


def test_a_factor_of_delay_may_be_tiny_where_its_power_is_large() -> None:
    """As in published instances: 1e-18 at a power of 16 doubles an hour at thirteen times the capacity of one."""
    links = pd.DataFrame(
        {"from": ["a", "a"], "to": ["b", "b"], "time": [1.0, 1.5], "capacity": [1.0, 1.0], "vdf_alpha": [3e-18, 0.0]}
        | {"vdf_beta": [16.0, 1.0]}
    )
    demand = pd.DataFrame({"origin": ["a"], "destination": ["b"], "demand": [20.0]})
    flows = co.assign(demand, links=links, method="user_equilibrium", gap=1e-10)
    by_first = (0.5 / 3e-18) ** (1 / 16)
    assert flows.links["flow"].to_list() == pytest.approx([by_first, 20.0 - by_first], rel=1e-6)


def test_toll_and_length_factors_of_a_published_instance(tmp_path: Path) -> None:
    """Time, 0.02 a unit of toll and 0.04 a unit of length, as the head of such a file gives them."""
    (tmp_path / "two_net.tntp").write_text(
        "<NUMBER OF ZONES> 2\n<NUMBER OF NODES> 2\n<FIRST THRU NODE> 1\n<NUMBER OF LINKS> 2\n"
        "<TOLL FACTOR> 0.02\n<DISTANCE FACTOR> 0.04\n<END OF METADATA>\n"
        "1 2 10 20 6 0.15 4 0 50 1 ;\n1 2 10 25 7 0.15 4 0 0 1 ;\n"
    )
    (tmp_path / "two_trips.tntp").write_text(
        "<NUMBER OF ZONES> 2\n<TOTAL OD FLOW> 30\n<END OF METADATA>\nOrigin 1\n 2 : 30.0;\n"
    )
    tables = co.read_tntp(tmp_path)
    weight = {
        "time": 1.0,
        "toll": float(tables.about["TOLL FACTOR"]),
        "length": float(tables.about["DISTANCE FACTOR"]),
    }
    flows = co.assign(
        tables.demand, links=tables.links, places=tables.places, weight=weight, method="user_equilibrium", gap=1e-12
    )
    by_hand = [
        time * (1 + 0.15 * (flow / 10) ** 4) + 0.02 * toll + 0.04 * length
        for flow, time, toll, length in zip(
            flows.links.loc[["0", "1"], "flow"], (6.0, 7.0), (50.0, 0.0), (20.0, 25.0), strict=True
        )
    ]
    assert flows.converged
    assert by_hand[0] == pytest.approx(by_hand[1], rel=1e-9)
    gmns = tables.links.rename(
        columns={"from": "from_node_id", "to": "to_node_id", "free_flow_time": "VDF_fftt1", "vdf_alpha": "VDF_alpha1"}
    ).rename(columns={"vdf_beta": "VDF_beta1"})
    same = co.assign(tables.demand, links=gmns, weight=weight, method="user_equilibrium", gap=1e-12)
    assert same.links["flow"].to_dict() == pytest.approx(flows.links["flow"].to_dict(), rel=1e-9)


def test_a_best_way_that_carries_nothing_yet_is_not_forgotten() -> None:
    """Looking again finds nothing new, and does not lose what the first look found."""
    from corridors.flows.demand import read_pairs
    from corridors.flows.frames import frame_network
    from corridors.flows.known import Known
    from corridors.flows.task import Task

    network = frame_network(sioux_falls("links"), None, weight=None, directed=True, congestion=True)
    pairs = read_pairs(sioux_falls("trips"), str, shipment="", year=None, in_mt=False, kinds=("",))
    known = Known(Task(network, tuple(pairs)))
    known.load()
    found = known.look()
    ways = sum(len(lot.flow) for lot in known.lots)
    assert found > 0
    assert known.look() == found
    assert sum(len(lot.flow) for lot in known.lots) == ways
    assert sum(float((lot.flow == 0).sum()) for lot in known.lots) > 0
