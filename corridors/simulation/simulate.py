"""The call: many draws of the ranges, and the best way of each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from typing import Any, Unpack

from corridors.errors import OptionError
from corridors.gate.flags import a_flag
from corridors.gate.paths import a_path
from corridors.routes.asking import Asked, check_names, own_defaults, split, takes
from corridors.scale.cluster import check_client
from corridors.simulation.draws import need_scipy
from corridors.simulation.engine import number_of_workers
from corridors.simulation.events import EventLike
from corridors.simulation.result import Settings, Simulation
from corridors.simulation.run import run
from corridors.simulation.setup import Options, prepared
from corridors.simulation.stream import SampleFile
from corridors.words.progress import Progress
from corridors.world.gazetteer import PlaceLike

__all__ = ["simulate"]


@takes(Asked, weight="generalised")
def simulate(
    origins: PlaceLike | Iterable[PlaceLike],
    destinations: PlaceLike | Iterable[PlaceLike],
    *,
    n: int = 8192,
    seed: int = 0,
    by: str | None = None,
    deadline_days: float | Mapping[str, float] | None = None,
    points: str = "sobol",
    replications: int | None = None,
    correlation: float | Mapping[Any, float] | None = None,
    events: Mapping[str, EventLike] | None = None,
    vary_value_of_time: bool = False,
    tolerance: float = 0.01,
    workers: int | None = None,
    client: Any = None,
    to_parquet: str | os.PathLike[str] | None = None,
    keep: bool = True,
    progress: bool = True,
    **asked: Unpack[Asked],
) -> Simulation:
    """Draw hours and dollars from their ranges, and find the best way of every draw.

    Parameters
    ----------
    origins, destinations
        One place or several, as in `shortest_route`.
    n
        Draws, rounded up to a multiple of `replications`; powers of two serve Sobol' points best.
    seed
        The same seed gives the same answer, to the last bit, whatever the number of threads or of workers of a cluster.
    by
        ``"corridor"`` for a row for each corridor that `compare_corridors` shows too: the best way of every draw
        through it, found exactly.
    deadline_days
        Days within which a shipment is on time: a number, or a dict by destination.
    points
        ``"sobol"``: a scrambled Sobol' sequence, shifted anew for every replication (extra ``simulation``);
        ``"plain"``: random numbers.
    replications
        Independent repetitions by which standard errors are told: 16, and more from 524,288 draws on.
    correlation
        What parameters have in common: a number for all, or a dict of ``"time"``, ``"price"`` (correlation of any two
        of the kind), ``"between"`` (of the common causes of times and prices) and pairs of labels. By default
        ``journey_correlation`` of ``rates`` for times and for prices, and nothing between.
    events
        Events (ids of ``events``) that may be in force, and how likely: a probability, or
        ``{"per_year": 2, "days": 30}``. They are drawn, whatever the table says of their dates; all others are as on
        the day.
    vary_value_of_time
        Whether the value of time is drawn from its range too. By default it is certain.
    tolerance
        When a figure has converged: its standard error is at most this share of it (of a probability: at most this).
    workers
        Threads; as many as there are processors by default, one without numba.
    client
        A ``dask.distributed.Client``: its cluster does the work, a replication a piece, with the same answer to the
        last bit (extra ``scale``; ``docs/scale.md``).
    to_parquet
        Path of a file that takes every sample, block by block (extra ``parquet``).
    keep
        Keep the samples for ``samples`` where they are not too many.
    progress
        Show a bar on stderr when it takes longer than a second and a half.
    **asked
        As in every call.

    Returns
    -------
    Simulation

    Raises
    ------
    UnknownPlaceError, NoRouteError, OptionError
        As in `shortest_route`; a number of draws, a seed, a probability or a correlation that is none; a client that
        is closed, or whose workers have another release.
    MissingExtraError
        scipy, pyarrow for `to_parquet`, or distributed for `client` is not installed.

    Examples
    --------
    >>> import corridors as co
    >>> sure = co.simulate("Tashkent", "Poti", n=64, seed=1)
    >>> row = sure.frame.iloc[0]
    >>> bool(row.days_p10 < row.days < row.days_p95)
    True
    """
    check_names(simulate, asked)
    need_scipy()
    options = Options.of(n, seed, replications, points, by, tolerance)
    check_client(client)
    keep = a_flag("keep", keep)
    to_parquet = None if to_parquet is None else a_path("to_parquet", to_parquet, what="the path of a file")
    if client is not None and workers is not None:
        raise OptionError("workers= is of threads here, and client= has workers of its own: give one of both")
    threads = number_of_workers(workers)
    network, rules = split(asked)
    rules = own_defaults(simulate) | rules
    bar = Progress("draw", options.n, shown=a_flag("progress", progress))  # its clock counts the setting up as well
    problem, rows = prepared(
        network, rules, origins, destinations, options, deadline_days=deadline_days, correlation=correlation,
        events=events, vary_value_of_time=vary_value_of_time,
    )  # fmt: skip
    labels = [(row.origin.id, row.destination.id, row.corridor) for row in rows]
    bar.at(0)
    with SampleFile(to_parquet, labels) if to_parquet is not None else nullcontext() as file:
        outcome = run(problem, workers=threads, progress=bar, file=file, keep=keep, client=client)
    return Simulation(Settings.of(problem, options), rows, outcome, problem)
