"""The call: many futures without probabilities, and what each choice of corridor comes to in each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import combinations
from operator import or_
from typing import Any, Unpack

import numpy as np

from corridors.changes.scenario import Scenario, ScenarioLike, as_scenario
from corridors.errors import OptionError
from corridors.gate.choices import a_choice, items_of
from corridors.gate.flags import a_flag
from corridors.gate.sizes import figures_fit
from corridors.network.network import Network
from corridors.routes.asking import Asked, check_names, own_defaults, split, takes
from corridors.scale.cluster import check_client
from corridors.simulation.draws import need_scipy, rng_name
from corridors.simulation.engine import number_of_workers
from corridors.simulation.futures import Futures
from corridors.simulation.levers import levers_of
from corridors.simulation.parameters import Floats2
from corridors.simulation.ranges import ranges_of
from corridors.simulation.setup import whole_number
from corridors.simulation.worlds import outcomes_of
from corridors.studies.cases import Case, cases_of
from corridors.words.progress import Progress
from corridors.world.gazetteer import PlaceLike

__all__ = ["explore_futures"]

_Scenarios = ScenarioLike | None | Iterable[ScenarioLike | Sequence[ScenarioLike] | None]

_MOST_COMBINED = 256


@takes(Asked, weight="generalised")
def explore_futures(
    origins: PlaceLike | Iterable[PlaceLike],
    destinations: PlaceLike | Iterable[PlaceLike],
    *,
    scenarios: _Scenarios = None,
    ranges: Mapping[str, Sequence[float | str]] | None = None,
    n: int = 2000,
    seed: int = 0,
    corridors: str | Iterable[str] | None = None,
    combine: bool = False,
    points: str = "sobol",
    workers: int | None = None,
    client: Any = None,
    progress: bool = True,
    **asked: Unpack[Asked],
) -> Futures:
    """Hold choices of corridor against each other over futures that nobody knows the probability of.

    A future is a scenario and a value of every range. Everything else is as is to be expected.

    Parameters
    ----------
    origins, destinations
        One place or several, as in `compare_corridors`.
    scenarios
        Ids of packaged scenarios, `Scenario` objects, their data or files, as in `compare_scenarios`; ``None`` or
        ``"status-quo"`` is the network as it is. Several in brackets are one future together, the later one holding
        where both touch a figure.
    ranges
        Two ends by name: of parameters as `Simulation.parameters` lists them (``"time: border alat"``, ``"price: rail
        KZ"``), where ``*`` stands for anything (``"price: road *"``), or ``"value of time"``. Numbers are factors of
        what is to be expected; ``("6 h", "10 days")`` and ``("0 USD", "500 USD")`` are what each charge of it becomes.
    n
        Futures in all; without ranges a future is a scenario, and `n` does not matter.
    seed
        The same seed gives the same futures.
    corridors
        Ids or names of corridors or branches to choose among; by default those that `compare_corridors` shows under
        any of the scenarios.
    combine
        Whether every choice of the scenarios holds together as well, and none of them.
    points
        ``"sobol"`` (scrambled Sobol' points) or ``"lhs"`` (Latin hypercube).
    workers, client, progress
        As in `simulate`.
    **asked
        As in every call.

    Returns
    -------
    Futures

    Raises
    ------
    UnknownPlaceError, OptionError
        As in `simulate`; nothing that varies, a range that is none, or that no charge under any scenario hangs on.
    MissingExtraError
        scipy is not installed.

    Examples
    --------
    >>> import corridors as co
    >>> future = co.explore_futures(
    ...     "Tashkent", "Poti", corridors=["casca", "middle-corridor"], n=64, seed=1,
    ...     ranges={"time: transhipment turkmenbashi": (0.5, 20), "price: road KZ": (0.7, 1.5)},
    ... )
    >>> future.choices(size=2)["corridors"].tolist()
    [('casca', 'middle-corridor')]
    >>> [one.name for one in future.discover("casca", "middle-corridor").conditions][0]
    'time: transhipment turkmenbashi'
    """
    check_names(explore_futures, asked)
    need_scipy()
    check_client(client)
    n = whole_number("n", n, "a whole number of futures", 1)
    seed = whole_number("seed", seed, "a whole number of at least 0: the same seed gives the same futures", 0)
    a_choice("points", points, ("sobol", "lhs"), more=": scrambled Sobol' points, or a Latin hypercube")
    given = ranges_of(ranges)
    cases = _cases(scenarios, combine=a_flag("combine", combine))
    if not given and len(cases) == 1:
        raise OptionError("nothing varies: give scenarios=[...] or ranges={'price: rail KZ': (0.8, 1.5)}, or both")
    threads = number_of_workers(workers)
    dated = asked.get("on") is not None
    network, rules = split(asked)
    rules = own_defaults(explore_futures) | rules
    numbers = n if given else len(cases)
    size = numbers * (len(given) + 1 + len(cases))
    figures_fit(f"n={n:,} futures of {len(given) + 1} numbers each", size, "give fewer")
    which, values = _futures(len(cases), [(one.low, one.high) for one in given], numbers, seed, points)
    networks = [_under(network, case, dated=dated) for case in cases]
    levers = levers_of(networks, rules, origins, destinations, corridors)
    bar = Progress("future", numbers, shown=a_flag("progress", progress))
    outcomes = outcomes_of(networks, rules, levers, given, which, values, threads, bar, client)
    return Futures(levers, cases, networks, given, which, values, outcomes, rules, seed=seed, points=points)


def _cases(scenarios: Any, *, combine: bool) -> tuple[Case, ...]:
    """Give the scenarios under names of their own, those in brackets joined."""
    given = None if isinstance(scenarios, Scenario) else items_of(scenarios)
    if not combine:
        return cases_of(scenarios if given is None else [_joined(item) for item in given])
    if given is None:
        raise OptionError("combine=True: give several scenarios to combine, scenarios=[...]")
    several = [as_scenario(_joined(item)) for item in given]
    if not several or 2 ** len(several) > _MOST_COMBINED:
        raise OptionError(
            f"combine=True makes {2 ** len(several)} scenarios of {len(several)}: give 1 to "
            f"{_MOST_COMBINED.bit_length() - 1}, or those in brackets that hold together"
        )
    sets = [part for size in range(1, len(several) + 1) for part in combinations(several, size)]
    return cases_of([None, *(reduce(or_, part) for part in sets)])


def _joined(item: Any) -> Any:
    """Join scenarios that stand in brackets."""
    if isinstance(item, (list, tuple)):
        if not item:
            raise OptionError("scenarios: empty brackets; give scenarios that hold together, or None for none")
        return reduce(or_, map(as_scenario, item))
    return item


def _under(network: Network, case: Case, *, dated: bool) -> Network:
    """Give the network under a scenario, on its own date where the caller names none."""
    if case.scenario is None:
        return network
    on = None if dated else getattr(case.scenario, "on", None)
    # not `apply`, which would keep the network of every scenario for good
    return network.at(on)._applied(case.scenario)


def _futures(
    cases: int, ends: Sequence[tuple[float, float]], n: int, seed: int, points: str
) -> tuple[np.ndarray[Any, np.dtype[np.int64]], Floats2]:
    """Give the scenario of each future, and what it takes of each range."""
    from scipy.stats import qmc

    if not ends:
        return np.arange(cases), np.empty((cases, 0))
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, 3])))
    kind = qmc.Sobol if points == "sobol" else qmc.LatinHypercube
    sampler = kind(len(ends) + 1, **{rng_name(): rng})
    # a whole power of two of Sobol' points, of which the first are taken, is what scipy asks for
    uniform = sampler.random(1 << (n - 1).bit_length() if points == "sobol" else n)[:n]
    low, high = (np.array(end) for end in zip(*ends, strict=True))
    which = np.minimum((uniform[:, 0] * cases).astype(np.int64), cases - 1)
    return which, low + (high - low) * uniform[:, 1:]
