"""Assigning demand to the network: one call, four methods."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Iterable, Mapping
from time import perf_counter
from typing import TYPE_CHECKING, Any, cast

from corridors.charges.choices import FlowMethod, Mode, Modes, Operation, Shipment, Weight
from corridors.charges.model import SHIPMENTS
from corridors.errors import OptionError
from corridors.flows.regions import ends_of
from corridors.flows.result import Flows
from corridors.gate.flags import a_flag
from corridors.gate.ids import blank
from corridors.gate.numbers import a_count, a_number
from corridors.gate.quoted import quoted
from corridors.tables.dates import DateLike
from corridors.world.gazetteer import PlaceLike
from corridors.world.spelling import close_to, shipment_named, shipment_of

if TYPE_CHECKING:
    import pandas as pd

    from corridors.changes.scenario import ScenarioLike
    from corridors.flows.model import FlowNetwork
    from corridors.flows.task import Answer, Task
    from corridors.network.network import Network

__all__ = ["METHODS", "assign"]

METHODS = ("all_or_nothing", "logit", "system_optimum", "user_equilibrium")

Progress = Callable[[Mapping[str, Any]], None]


def assign(
    demand: pd.DataFrame | str,
    *,
    method: FlowMethod = "all_or_nothing",
    weight: Weight | None = None,
    shipment: Shipment = "feu",
    year: int | None = None,
    modes: Modes | None = None,
    avoid: PlaceLike | Iterable[PlaceLike] | None = None,
    on: DateLike | None = None,
    scenario: ScenarioLike | None = None,
    network: Network | None = None,
    links: pd.DataFrame | None = None,
    places: pd.DataFrame | None = None,
    directed: bool = True,
    scale: float = 20.0,
    overlap: float = 1.0,
    routes: int = 6,
    max_detour: float = 1.5,
    unserved_cost: float | None = None,
    gap: float = 1e-6,
    max_iterations: int = 300,
    vdf: Mapping[Mode | Operation, tuple[float, float]] | None = None,
    delay: Mapping[Mode | Operation | str, Any] | None = None,
    start: Flows | None = None,
    progress: bool | Progress = False,
) -> Flows:
    """Assign demand (Mt a year) to routes and links.

    Parameters
    ----------
    demand
        A frame with ``origin``, ``destination`` and ``mt_per_year`` (or ``tonnes``), if wanted with
        ``shipment`` and ``year``; or the name of a packaged table (``"demand_wb2030"``,
        ``"demand_uz2025"``).
    method
        ``"all_or_nothing"``: each pair takes its best way, whatever the capacities.
        ``"logit"``: each pair spreads over alternative ways (path-size logit).
        ``"system_optimum"``: the least total weight within the capacities, with the price of each
        bottleneck; what does not fit is unserved.
        ``"user_equilibrium"``: weights rise with the load, and nobody can do better by another way.
    weight
        As in `corridors.shortest_route`, ``"cost"`` by default; per tonne where it is money or
        emissions. For frames, ``"cost"``, ``"time"``, ``"distance"``, a column, or a dict of these
        with factors; by default the first that is there, in a user equilibrium time before cost. For several
        kinds of shipment (column ``shipment`` of the demand, any names) a dict of such dicts:
        ``{"car": {"time": 1, "toll": 0.02}, "lorry": {"time": 2, "toll": 0.05}}``; all feel the same delays.
    shipment
        Of the rows that name none.
    year
        Rows of this year only.
    modes, avoid, on, scenario, network
        As in `corridors.shortest_route`. Demand moves in whole trains (``service="block_train"``), and its hours
        count from terminal to terminal.
    links, places, directed
        Another network, as frames. Links: ``from``, ``to`` and any of ``free_flow_time`` (or ``time_h``),
        ``cost``, ``length``, ``capacity`` (both directions together; inf where nothing bounds it),
        ``vdf_alpha``, ``vdf_beta`` (0.15 and 4 by default), ``direction`` (both or forward), ``mode``,
        ``id``. Rows without ``direction`` hold for their own direction, or for both if not `directed`.
        Places: ``id`` and any of ``through`` (False: an end only, never passed through), ``capacity``,
        ``name``, ``lon``, ``lat``. Demand may then be in any unit (``demand``, ``flow``, ``trips``).
    scale
        Logit: how strongly a dearer way is shunned. At 20, a way 10 % dearer than the best gets an
        eighth of its share.
    overlap
        Logit: weight of the path-size correction for ways that share links; 0 turns it off.
    routes, max_detour
        Logit: alternatives for each pair at most, and how many times the best one's weight they may have.
    unserved_cost
        System optimum: what a tonne unserved counts as, in the unit of the weight. By default just dear
        enough that all that can be served is served.
    gap, max_iterations
        User equilibrium: relative gap to reach, and iterations at most.
    vdf
        User equilibrium: (alpha, beta) by mode (``"rail"``, ``"road"``, ``"ferry"``, ``"sea"``) or
        operation (``"port"``, ``"terminal"``, ``"gauge_change"``, ``"border"``).
    delay
        User equilibrium: form of delay by mode or operation, with its constants: ``("bpr", 0.15, 4)``,
        ``("conical", 4)``, ``("queue", 1.0)`` or ``("exponential", 0.1, 3)`` (see `docs/flows.md` for the
        formulas and their sources). For frames by ``mode``, ``"link"`` for all others.
    start
        User equilibrium: a former result, of whose ways it begins: quicker where little has changed. Links are
        known by their ids.
    progress
        User equilibrium: True shows the gap on the terminal's error stream once it takes over two
        seconds; a function is called with each iteration's figures.

    Returns
    -------
    Flows
        By link, capacity, corridor, pair and route.

    Raises
    ------
    DataError
        Demand or frames do not hold together; every finding at once.
    OptionError
        An argument means nothing.

    Examples
    --------
    >>> import pandas as pd
    >>> import corridors as co
    >>> links = pd.DataFrame({"from": ["a", "a"], "to": ["b", "b"], "cost": [1.0, 3.0], "capacity": [4.0, 9.0]})
    >>> demand = pd.DataFrame({"origin": ["a"], "destination": ["b"], "demand": [6.0]})
    >>> flows = co.assign(demand, links=links, method="system_optimum")
    >>> flows.cost, flows.links["price"].tolist()
    (10.0, [2.0, 0.0])
    """
    # numpy and the solver are loaded with the methods, not with the package
    from corridors.flows.demand import demand_frame, read_pairs
    from corridors.flows.setup import flow_network, network_of_call
    from corridors.flows.task import Task

    method = _method(method)
    directed = a_flag("directed", directed)
    shipment = shipment_of(shipment) if links is None else shipment
    settings = _settings(
        method, scale=scale, overlap=overlap, routes=routes, max_detour=max_detour, unserved_cost=unserved_cost,
        gap=gap, max_iterations=max_iterations,
    )  # fmt: skip
    if method == "user_equilibrium":
        settings |= {"progress": _progress(progress), "start": _former(start)}
    view = None if links is not None else network_of_call(network, on, scenario)
    frame = demand_frame(demand, view)
    shipments = _shipments(frame, shipment) if links is None else (shipment,)
    flows, view = flow_network(
        network=network, on=on, scenario=scenario, modes=modes, avoid=avoid, shipments=shipments,
        weight=weight, links=links, places=places, directed=directed, vdf=vdf, delay=delay,
        congestion=method == "user_equilibrium",
    )  # fmt: skip
    pairs = read_pairs(
        frame,
        _finder(flows, view),
        shipment=shipment,
        year=year,
        in_mt=flows.quantity == "mt_per_year",
        kinds=flows.shipments,
    )
    task = Task(flows, tuple(pairs))
    return Flows(task, _solve(method, task, settings), method)


def _former(start: Flows | None) -> Any:
    """Give what an assignment starts from."""
    if start is None:
        return None
    if not isinstance(start, Flows):
        raise OptionError(f"start={start!r}: give the flows of a former assignment")
    return start._task, start._paths


def _solve(method: str, task: Task, settings: Mapping[str, Any]) -> Answer:
    from corridors.flows.all_or_nothing import all_or_nothing
    from corridors.flows.equilibrium import user_equilibrium
    from corridors.flows.logit import logit
    from corridors.flows.system_optimum import system_optimum

    solvers: dict[str, Callable[..., Answer]] = {
        "all_or_nothing": all_or_nothing,
        "logit": logit,
        "system_optimum": system_optimum,
        "user_equilibrium": user_equilibrium,
    }
    return solvers[method](task, **settings)


#: Parameters of each method.
_SETTINGS = {
    "all_or_nothing": (),
    "logit": ("scale", "overlap", "routes", "max_detour"),
    "system_optimum": ("unserved_cost",),
    "user_equilibrium": ("gap", "max_iterations"),
}


def _method(asked: object) -> FlowMethod:
    method: Any = asked.strip().casefold().replace(" ", "_").replace("-", "_") if isinstance(asked, str) else asked
    if not isinstance(method, str) or method not in METHODS:
        raise OptionError(f"method={quoted(asked)} is unknown{close_to(method, METHODS)}: give {', '.join(METHODS)}")
    return cast("FlowMethod", method)


def _settings(method: str, **given: Any) -> dict[str, Any]:
    """Check all parameters, and give those of the method."""
    for name, value in given.items():
        least = 1 if name in ("routes", "max_detour") else 0
        if value is None and name == "unserved_cost":
            continue
        counted = name in ("routes", "max_iterations")
        given[name] = a_count(name, value, least=least) if counted else a_number(name, value, least=least)
    return {name: given[name] for name in _SETTINGS[method]}


def _shipments(frame: pd.DataFrame, default: str) -> tuple[str, ...]:
    """Kinds of shipment that the demand has; unknown ones are left to the reader of the demand."""
    default = shipment_of(default)
    cells = frame["shipment"].tolist() if "shipment" in frame.columns else []
    found = {shipment_named(kind) or quoted(kind) for kind in cells if not blank(kind)}
    if len(cells) > sum(not blank(kind) for kind in cells):
        found.add(default)
    kinds = tuple(s for s in SHIPMENTS if s in found or s == default)
    return kinds if not found or found - set(SHIPMENTS) else tuple(s for s in SHIPMENTS if s in found)


def _finder(flows: FlowNetwork, view: Network | None) -> Callable[[Any], str]:
    """Give what finds the id of a place; a name is looked up once, however many rows have it."""
    found: dict[Any, str] = {}

    def find(name: Any) -> str:
        known = found.get(name) if isinstance(name, Hashable) else None
        if known is None:
            if view is not None and blank(name):
                raise OptionError("blank; name a place")
            known = ends_of(flows, None, name, "places")[0] if view is None else view._core.gazetteer.find(name)[0].id
            if isinstance(name, Hashable):
                found[name] = known
        return known

    return find


def _progress(asked: bool | Progress) -> Progress | None:  # noqa: FBT001 - the caller's own switch
    if callable(asked):
        return asked
    if not a_flag("progress", asked):
        return None
    began = perf_counter()

    def show(record: Mapping[str, Any]) -> None:
        # short runs stay silent: nobody needs to be told of two seconds
        if perf_counter() - began > 2.0:
            line = f"\riteration {record['iteration']:.0f}: gap {record['gap']:.2e}, {record['seconds']:.0f} s"
            sys.stderr.write(line)
            sys.stderr.flush()

    return show
