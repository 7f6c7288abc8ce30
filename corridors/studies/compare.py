"""Comparing scenarios: the best way through each corridor under each of them, held against the first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Unpack

from corridors.gate.arguments import reads
from corridors.gate.flags import a_flag
from corridors.routes.asking import Ranked, check_names, own_defaults, split, takes
from corridors.scale.cluster import check_client
from corridors.studies.benches import runs_on
from corridors.studies.cases import Cases, cases_of
from corridors.studies.laboratory import Laboratory
from corridors.studies.result import ScenarioComparison
from corridors.words.progress import watched
from corridors.world.gazetteer import PlaceLike

__all__ = ["compare_scenarios"]


@takes(Ranked, weight="cost")
@reads("capacities")
def compare_scenarios(
    origins: PlaceLike | Iterable[PlaceLike],
    destinations: PlaceLike | Iterable[PlaceLike],
    scenarios: Cases,
    *,
    corridors: str | Iterable[str] | None = None,
    all: bool = False,  # noqa: A002 - as in `compare_corridors`
    max_detour: float = 1.75,
    max_stretch: float = 2.5,
    capacities: bool = False,
    client: Any = None,
    **asked: Unpack[Ranked],
) -> ScenarioComparison:
    """Compare corridors under several scenarios, each held against the first.

    Parameters
    ----------
    origins, destinations
        One place or several, as in `compare_corridors`.
    scenarios
        Ids of packaged scenarios, `Scenario` objects, their plain data, or paths of saved ones; ``None`` or
        ``"status-quo"`` is the network as it is. Names must differ; the first is the base, which changes are told
        against.
    corridors
        Ids or names of corridors; all by default.
    all
        Show the ways too that are a detour under every scenario. A corridor that is an alternative under one of them
        is shown under all.
    max_detour, max_stretch
        As in `compare_corridors`, for each scenario.
    capacities
        Work out as well what each corridor carries under each scenario, in Mt a year (about a thirtieth of a second
        a row); the bottleneck of the way itself is always there.
    client
        A ``dask.distributed.Client``: its cluster does the work, a scenario a piece, with the same answer to the last
        bit (extra ``scale``; ``docs/scale.md``).
    **asked
        As in every call.

    Returns
    -------
    ScenarioComparison
        A row for each scenario, pair and corridor, in the order of `scenarios`; a corridor without a way is a row with
        the reason.

    Raises
    ------
    UnknownPlaceError, OptionError
        As in `compare_corridors`; no scenario, or two that are called the same; a client that is closed.
    MissingExtraError
        distributed is not installed, which `client` needs.

    Examples
    --------
    >>> import corridors as co
    >>> no_iran = co.Scenario("no Iran", shut=("IR",))
    >>> table = co.compare_scenarios("Tashkent", "Bandar Abbas", ["status-quo", no_iran])
    >>> {row.what for row in table["no Iran"] if row.corridor == "southern"}
    {'shut'}
    """
    check_names(compare_scenarios, asked)
    check_client(client)
    shown = a_flag("all", all)
    cases = cases_of(scenarios)
    dated = asked.get("on") is not None
    network, rules = split(asked)
    rules = own_defaults(compare_scenarios) | rules
    options: dict[str, Any] = {"corridors": corridors, "max_detour": max_detour, "max_stretch": max_stretch, **rules}
    laboratory = Laboratory(network, cases, origins, destinations, options, dated=dated)
    if client is None:
        runs = [laboratory.run(case, capacities=capacities) for case in watched(cases, "scenario")]
    else:
        runs = runs_on(client, laboratory, capacities=capacities)
    return ScenarioComparison(laboratory, runs, all=shown, capacities=capacities)
