"""Scenarios tried on a cluster: each worker has a bench of its own, with the base that it holds them against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import cached_property
from threading import Lock
from typing import Any

from corridors.changes.compose import expanded
from corridors.kernels.forked import watch
from corridors.network.sent import Sent
from corridors.scale.mapped import mapped
from corridors.studies.cases import Case
from corridors.studies.laboratory import Laboratory, Run
from corridors.words.progress import Progress

__all__ = ["runs_on"]


class _Bench:
    """A laboratory as it is sent to a worker, which sets it up for itself."""

    def __init__(
        self,
        network: Sent,
        cases: Sequence[Case],
        asked: tuple[Any, Any, Mapping[str, Any], bool],
        capacities: bool,  # noqa: FBT001 - a pickle knows no names
    ) -> None:
        self._made_of = network, tuple(cases), asked, capacities
        self.capacities = capacities
        self.cases = tuple(cases)
        self.lock = Lock()
        self.has_base = False
        watch(self)

    def renew(self) -> None:
        """Let go of the lock in a forked child."""
        self.lock = Lock()

    def __reduce__(self) -> tuple[object, ...]:
        """Leave the networks behind."""
        return type(self), self._made_of

    @cached_property
    def laboratory(self) -> Laboratory:
        """Where the scenarios are tried."""
        network, cases, (origins, destinations, options, dated), _ = self._made_of
        return Laboratory(network.network, cases, origins, destinations, options, dated=dated)


def _run(bench: _Bench, number: int) -> Run:
    """Try one scenario on a worker; the base first, where it is the worker's first."""
    with bench.lock:
        if number > 0 and not bench.has_base:
            bench.laboratory.run(bench.cases[0], capacities=bench.capacities)
        bench.has_base = True
        return bench.laboratory.run(bench.cases[number], capacities=bench.capacities)


def runs_on(client: Any, laboratory: Laboratory, *, capacities: bool) -> list[Run]:
    """Try all scenarios of a laboratory on a cluster, and give their figures in their order."""
    cases = laboratory.cases
    # files that a scenario includes are here, and need not be where the workers are
    whole = [case._replace(scenario=None if case.scenario is None else expanded(case.scenario)) for case in cases]
    bench = _Bench(Sent(laboratory.network), whole, laboratory.made_of, capacities)
    with (
        Progress("scenario", len(cases)) as bar,
        closing(mapped(_run, range(len(cases)), common=bench, client=client, progress=bar.at)) as runs,
    ):
        return [run._replace(case=case) for case, run in zip(cases, runs, strict=True)]
