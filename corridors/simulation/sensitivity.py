"""The call: which few parameters the ranking of two corridors hangs on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Unpack

import numpy as np

from corridors.errors import OptionError
from corridors.gate.choices import items_of
from corridors.gate.flags import a_flag
from corridors.gate.names import as_point
from corridors.gate.numbers import a_count
from corridors.gate.quoted import quoted
from corridors.gate.sizes import figures_fit
from corridors.routes.asking import Asked, check_names, own_defaults, split, takes
from corridors.routes.compare import compare_corridors
from corridors.simulation.candidates import Candidates, candidates_of
from corridors.simulation.draws import need_scipy
from corridors.simulation.drivers import drivers_of
from corridors.simulation.engine import number_of_workers
from corridors.simulation.events import EventLike
from corridors.simulation.hanging import Sensitivity
from corridors.simulation.indices import pick_and_freeze
from corridors.simulation.problem import Problem
from corridors.simulation.result import Settings
from corridors.simulation.rivals import Rivals, rivals_of
from corridors.simulation.setup import Options, Row, prepared
from corridors.simulation.tornado import Bar, matter, tornado
from corridors.simulation.turning import BreakEven, break_even
from corridors.words.progress import Progress
from corridors.world.gazetteer import PlaceLike

__all__ = ["sensitivity"]

_REPLICATIONS = 16

#: What is done before the indices: the table, the problem, rivals, what moves them, where they turn, what drives them.
_STEPS = 6


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
        Show a bar on stderr when it takes longer than a second and a half.
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
    drivers = a_count("drivers", drivers, least=1)
    _one_place("origin", origin)
    _one_place("destination", destination)
    options = Options.of(n, seed, None, "sobol", "corridor", 0.01)
    n = options.n
    if n < 64:
        raise OptionError(f"n={n}: indices need at least 64 rows")
    threads = number_of_workers(workers)
    network, rules = split(asked)
    rules = own_defaults(sensitivity) | rules
    usual = {name: rule for name, rule in rules.items() if rule is not None}
    shown = a_flag("progress", progress)
    with Progress("step", _STEPS, shown=shown) as steps:  # each takes about a second the first time
        tell = steps.at
        table = compare_corridors(
            origin, destination, corridors=corridors, all=corridors is not None, network=network, **usual
        )
        tell(1)
        problem, rows = prepared(
            network, rules, origin, destination, options, deadline_days=None, correlation=correlation, events=events,
            vary_value_of_time=vary_value_of_time, table=table,
        )  # fmt: skip
        each = 5 * problem.draws.dimensions  # the points, both halves of them, and one of these changed
        figures_fit(f"n={n:,} draws of {each} numbers each", each * (n // _REPLICATIONS), "give fewer draws")
        tell(2)
        rivals, bars, turning, candidates = _looked_at(problem, rows, threads, tell)
    order = [bar.parameter for bar in bars if bar.parameter is not None and bar.swing > 0]
    named, numbers = drivers_of(candidates, order[:drivers])
    bar = Progress("evaluation", (len(named) + 2) * n, shown=shown, after=steps)
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


def _one_place(name: str, place: Any) -> None:
    if not isinstance(place, tuple) and as_point(place) is None and items_of(place) is not None:
        raise OptionError(f"{name}={quoted(place)}: a ranking is of two places; give one")


def _looked_at(
    problem: Problem, rows: Sequence[Row], threads: int, tell: Callable[[int], None]
) -> tuple[Rivals, list[Bar], list[BreakEven], Candidates]:
    """Find the two rivals, what moves them, where their ranking turns, and the candidates to drive it."""
    rivals = rivals_of(problem, rows, threads)
    tell(3)
    chosen = matter(rivals)
    if not chosen:
        raise OptionError(
            "nothing varies on these ways: no figure has a range, so nothing can be ranked; "
            "give ranges to rates or handling, or events="
        )
    bars = tornado(rivals, chosen)
    tell(4)
    turning = break_even(rivals, chosen)
    tell(5)
    return rivals, bars, turning, candidates_of(rivals)


def _order(candidates: Candidates, parameters: Sequence[int]) -> list[int]:
    """Give the independent numbers, the most important first: common causes, then by swing."""
    rank = {p: k for k, p in enumerate(parameters)}
    columns = candidates.draws.columns
    by = sorted(range(len(candidates.used)), key=lambda k: rank.get(candidates.used[k], np.inf))
    causes = candidates.draws.dimensions - len(columns)
    return [*range(causes), *(int(columns[k]) for k in by)]
