"""A comparison with how likely each of its ways is the best."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corridors.errors import OptionError
from corridors.gate.flags import a_flag
from corridors.routes.chances import Chances, Key
from corridors.routes.comparison import Comparison, key_of
from corridors.simulation.draws import need_scipy
from corridors.simulation.engine import number_of_workers
from corridors.simulation.events import EventLike
from corridors.simulation.result import Settings, Simulation
from corridors.simulation.run import run
from corridors.simulation.setup import Options, prepared
from corridors.words.progress import Progress

__all__ = ["with_probabilities"]

_FIGURES = ("days_p10", "days_p90", "cost_usd_p10", "cost_usd_p90")


def with_probabilities(
    comparison: Comparison,
    *,
    n: int = 2048,
    seed: int = 0,
    points: str = "sobol",
    replications: int | None = None,
    correlation: float | Mapping[Any, float] | None = None,
    events: Mapping[str, EventLike] | None = None,
    vary_value_of_time: bool = False,
    workers: int | None = None,
    progress: bool = True,
) -> Comparison:
    """Give a comparison with how likely each of its ways is the best; see `Comparison.with_probabilities`.

    Parameters
    ----------
    comparison
        What `compare_corridors` gave.
    n, seed, points, replications, correlation, events, vary_value_of_time, workers, progress
        As in `simulate`.

    Raises
    ------
    OptionError
        As in `simulate`; no comparison, or one read from a pickle.
    MissingExtraError
        scipy is not installed.

    Examples
    --------
    >>> import corridors as co
    >>> table = co.compare_corridors("Tashkent", "Poti", corridors=["casca", "middle-corridor"])
    >>> sure = co.with_probabilities(table, n=64, seed=1)
    >>> 0 < sure.chances(sure[0]).p_best_cost[0] < 1
    True
    """
    if not isinstance(comparison, Comparison):
        raise OptionError(f"{comparison!r} is no comparison: give what `compare_corridors` gave")
    need_scipy()
    again = comparison._again
    if again is None:
        raise OptionError("this comparison was read from a pickle, which holds no network to draw from: compare again")
    options = Options.of(n, seed, replications, points, "corridor", 0.01)
    bar = Progress("draw", options.n, shown=a_flag("progress", progress))  # its clock counts the setting up as well
    planner = again.network.planner(**again.rules)
    origins, destinations = (
        [place for place in given if find(place).place.id in {getattr(row, end).id for row in comparison}]
        for given, find, end in (
            (again.origins, planner.root, "origin"), (again.destinations, planner.goal, "destination"),
        )
    )  # fmt: skip
    problem, rows = prepared(
        again.network, dict(again.rules), origins, destinations, options, deadline_days=None, correlation=correlation,
        events=events, vary_value_of_time=vary_value_of_time, table=comparison,
    )  # fmt: skip
    bar.at(0)
    outcome = run(problem, workers=number_of_workers(workers), progress=bar)
    found = Simulation(Settings.of(problem, options), rows, outcome, problem)
    return comparison._with(_chances(found, comparison))


def _chances(found: Simulation, comparison: Comparison) -> dict[Key, Chances]:
    number = {(row.origin.id, row.destination.id, row.corridor): k for k, row in enumerate(found.rows)}
    chances = {}
    for row in comparison:
        k = number.get(key_of(row))
        if k is not None and row.route is not None:
            names = ("p_best_cost", "p_best_time", "p_best_generalised", *_FIGURES)
            told = [found.estimate(k, name) for name in names]
            chances[key_of(row)] = Chances(*((one.value, one.se) for one in told))
    return chances
