"""The call: which few parameters the ranking of two corridors hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Unpack

import numpy as np

from corridors.errors import OptionError
from corridors.routes.asking import Asked, check_names, own_defaults, split, takes
from corridors.routes.compare import compare_corridors
from corridors.simulation.candidates import Candidates, candidates_of
from corridors.simulation.draws import need_scipy
from corridors.simulation.drivers import drivers_of
from corridors.simulation.engine import Progress, number_of_workers
from corridors.simulation.events import EventLike
from corridors.simulation.hanging import Sensitivity
from corridors.simulation.indices import pick_and_freeze
from corridors.simulation.result import Settings
from corridors.simulation.rivals import Rivals, rivals_of
from corridors.simulation.setup import Options, prepared
from corridors.simulation.tornado import matter, tornado
from corridors.simulation.turning import break_even
from corridors.world.gazetteer import PlaceLike

__all__ = ["sensitivity"]

_REPLICATIONS = 16


@takes(Asked, weight="generalised")
def sensitivity(
    origin: PlaceLike,
    destination: PlaceLike,
    *,
    n: int = 4096,
    seed: int = 0,
    corridors: str | Iterable[str] | None = None,
    drivers: int = 12,
    correlation: float | Mapping[Any, float] | None = None,
    events: Mapping[str, EventLike] | None = None,
    vary_value_of_time: bool = False,
    workers: int | None = None,
    progress: bool = True,
    **asked: Unpack[Asked],
) -> Sensitivity:
    """Find the few parameters that the ranking of the two best corridors hangs on.

    Parameters
    ----------
    origin, destination
        Two places, as in `simulate`.
    n
        Rows of the two samples that indices are estimated from, in 16 replications (at least 64); each of
        the independent drivers asks for as many evaluations again.
    seed
        The same seed gives the same answer.
    corridors
        Ids or names of corridors or branches; the two best of them, everything at P50, are held against each other.
        By default those that `compare_corridors` shows.
    drivers
        How many parameters have indices of their own, by how far they swing the margin; all others are one driver.
    correlation, events, vary_value_of_time
        As in `simulate`.
    workers
        Threads, as in `simulate`.
    progress
        Show a bar on stderr when it takes longer than two seconds.
    **asked
        As in every call.

    Returns
    -------
    Sensitivity

    Raises
    ------
    UnknownPlaceError, NoRouteError, OptionError
        As in `simulate`; fewer than two corridors that have different ways.
    MissingExtraError
        scipy is not installed.

    Examples
    --------
    >>> import corridors as co
    >>> parts = co.sensitivity("Tashkent", "Poti", corridors=["casca", "middle-corridor"], n=64, seed=1, drivers=3)
    >>> parts.first, parts.second
    ('casca', 'middle-corridor')
    >>> {"kind", "name", "margin_p10", "margin_p90", "turns"} <= set(parts.tornado.columns)
    True
    """
    check_names(sensitivity, asked)
    need_scipy()
    if isinstance(drivers, bool) or not isinstance(drivers, int) or drivers < 1:
        raise OptionError(f"drivers={drivers!r}: give a whole number of at least 1")
    one = {"origin": origin, "destination": destination}
    for name, place in one.items():
        if isinstance(place, (list, set)):
            raise OptionError(f"{name}={place!r}: a ranking is of two places; give one")
    options = Options.of(n, seed, None, "sobol", "corridor", 0.01)
    if options.n < 64:
        raise OptionError(f"n={n}: indices need at least 64 rows")
    threads = number_of_workers(workers)
    network, rules = split(asked)
    rules = own_defaults(sensitivity) | rules
    usual = {name: rule for name, rule in rules.items() if rule is not None}
    table = compare_corridors(
        origin, destination, corridors=corridors, all=corridors is not None, network=network, **usual
    )
    problem, rows = prepared(
        network, rules, origin, destination, options, deadline_days=None, correlation=correlation, events=events,
        vary_value_of_time=vary_value_of_time, table=table,
    )  # fmt: skip
    rivals = rivals_of(problem, rows, threads)
    chosen = _what_matters(rivals)
    bars = tornado(rivals, chosen)
    turning = break_even(rivals, chosen)
    candidates = candidates_of(rivals)
    order = [bar.parameter for bar in bars if bar.parameter is not None and bar.swing > 0]
    named, numbers = drivers_of(candidates, order[:drivers])
    bar = Progress((len(named) + 2) * n, "evaluations", shown=progress)
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        bar.at(done)

    indices = pick_and_freeze(
        candidates.model, numbers, candidates.draws.dimensions, n, seed=options.seed, replications=_REPLICATIONS,
        order=_order(candidates, order), told=told,
    )  # fmt: skip
    bar.done()
    settings = Settings.of(problem, options)
    return Sensitivity(settings, rivals, bars, turning, named, indices, candidates.misses)


def _what_matters(rivals: Rivals) -> list[int]:
    chosen = matter(rivals)
    if not chosen:
        raise OptionError(
            "nothing varies on these ways: no figure has a range, so nothing can be ranked; give ranges to rates or "
            "handling, or events="
        )
    return chosen


def _order(candidates: Candidates, parameters: Sequence[int]) -> list[int]:
    """Give the independent numbers, the most important first: common causes, then by swing."""
    rank = {p: k for k, p in enumerate(parameters)}
    columns = candidates.draws.columns
    by = sorted(range(len(candidates.used)), key=lambda k: rank.get(candidates.used[k], np.inf))
    causes = candidates.draws.dimensions - len(columns)
    return [*range(causes), *(int(columns[k]) for k in by)]
