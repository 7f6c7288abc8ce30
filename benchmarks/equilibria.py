"""User equilibrium beside AequilibraE and Path4GMNS: Sioux Falls, and what a folder of TNTP instances holds."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from peers import have

import corridors as co

SIOUX_FALLS = Path(__file__).resolve().parents[1] / "tests" / "data" / "sioux_falls"


def seconds_of(run: Callable[[], object], times: int = 3) -> float:
    """Least of several: a run is always the same work."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        found.append(time.perf_counter() - began)
    return min(found)


def instances() -> dict[str, dict[str, object]]:
    """What `assign` is given, by name; more than Sioux Falls where CORRIDORS_TNTP names a folder of folders."""
    found = {
        "Sioux Falls": {
            "links": pd.read_csv(SIOUX_FALLS / "links.csv"), "demand": pd.read_csv(SIOUX_FALLS / "trips.csv")
        }
    }  # fmt: skip
    folder = os.environ.get("CORRIDORS_TNTP")
    for path in sorted(Path(folder).iterdir()) if folder else []:
        if list(path.glob("*_net.tntp")) and "sioux" not in path.name:
            found[path.name.replace("_", " ").title()] = co.read_tntp(path).for_assign()
    return found


def equilibria(tables: list, summary: dict, *, quick: bool) -> None:
    for name, given in instances().items():
        rows = []
        for gap in (1e-4, 1e-6, 1e-12):
            solve = partial(co.assign, **given, method="user_equilibrium", gap=gap)
            flows = solve()
            seconds = seconds_of(solve)
            rows.append(["**corridors**", f"{gap:g}", f"{flows.gap:.1e}", seconds, f"{flows.objective:,.2f}"])
            summary[f"equilibrium {name} {gap:g}"] = {"ours": seconds}
        if name == "Sioux Falls":
            for what, measure in (("AequilibraE", aequilibrae), ("Path4GMNS", path4gmns)):
                if have(what.lower()) is None:
                    continue
                for gap in (1e-4, 1e-6) if what == "AequilibraE" and not quick else (1e-4,):
                    seconds, reached = measure(given["links"], given["demand"], gap)
                    rows.append([what, f"{gap:g}", f"{reached:.1e}", seconds, ""])
                    summary[f"equilibrium {name} {gap:g}"].setdefault("peers", {})[what] = seconds
        ours = {row[1]: row[3] for row in rows if row[0] == "**corridors**"}
        shown = [[row[0], row[1], row[2], f"{row[3]:.3g}", f"{row[3] / ours[row[1]]:.2f}", row[4]] for row in rows]
        head = ["", "gap asked", "gap reached", "s", "x", "objective"]
        notes = ["Least of three, warm, one class. Path4GMNS states its own gap; reading its files is not counted."]
        tables.append({"title": f"User equilibrium: {name}", "notes": notes, "head": head, "rows": shown})


def aequilibrae(links: pd.DataFrame, trips: pd.DataFrame, gap: float) -> tuple[float, float]:
    """Seconds and gap of its bi-conjugate Frank-Wolfe on one core; making its graph is not counted."""
    from aequilibrae.matrix import AequilibraeMatrix
    from aequilibrae.paths import Graph, TrafficAssignment, TrafficClass

    zones = np.arange(1, 25)
    graph = Graph()
    number = range(1, len(links) + 1)
    names = {"from": "a_node", "to": "b_node", "vdf_alpha": "b", "vdf_beta": "power"}
    graph.network = links.rename(columns=names).assign(link_id=number, id=number, direction=1)
    graph.prepare_graph(zones)
    graph.set_graph("free_flow_time")
    graph.set_blocked_centroid_flows(False)
    matrix = AequilibraeMatrix()
    matrix.create_empty(zones=24, matrix_names=["trips"], memory_only=True)
    matrix.index[:] = zones
    table = np.zeros((24, 24))
    table[trips["origin"] - 1, trips["destination"] - 1] = trips["demand"]
    matrix.matrix["trips"][:, :] = table
    matrix.computational_view(["trips"])
    task = TrafficAssignment()
    task.set_classes([TrafficClass("all", graph, matrix)])
    task.set_vdf("BPR")
    task.set_vdf_parameters({"alpha": "b", "beta": "power"})
    task.set_capacity_field("capacity")
    task.set_time_field("free_flow_time")
    task.set_algorithm("bfw")
    task.set_cores(1)
    task.max_iter, task.rgap_target = 5000, gap
    began = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        task.execute()
    return time.perf_counter() - began, float(task.assignment.rgap)


def path4gmns(links: pd.DataFrame, trips: pd.DataFrame, gap: float) -> tuple[float, float]:
    """Seconds and gap of its columns."""
    import path4gmns as pg

    nodes = pd.DataFrame({"node_id": range(1, 25), "zone_id": range(1, 25), "x_coord": 0.0, "y_coord": 0.0})
    # at 60 miles an hour a mile is a minute
    given = pd.DataFrame(
        {"link_id": range(1, len(links) + 1), "from_node_id": links["from"], "to_node_id": links["to"]}
    )
    given = given.assign(
        length=links["free_flow_time"], free_speed=60, capacity=links["capacity"], lanes=1, link_type=1,
        allowed_uses="auto", VDF_fftt1=links["free_flow_time"], VDF_cap1=links["capacity"],
        VDF_alpha1=links["vdf_alpha"], VDF_beta1=links["vdf_beta"],
    )  # fmt: skip
    demand = trips.rename(columns={"origin": "o_zone_id", "destination": "d_zone_id", "demand": "volume"})
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        for name, frame in (("node", nodes), ("link", given), ("demand", demand)):
            frame.to_csv(Path(folder) / f"{name}.csv", index=False)
        network = pg.read_network(input_dir=folder)
        pg.load_demand(network, input_dir=folder)
        began = time.perf_counter()
        reached = pg.find_ue(network, 40, 400, gap)
        return time.perf_counter() - began, float(reached)
