"""User equilibrium: nobody can do better by changing the way, congestion included (Wardrop's first).

The weight of an arc rises with the flow through each capacity that it needs (`corridors.flows.delays`).
The equilibrium minimises Beckmann's sum of integrals; it is found on ways (gradient projection, Jayakrishnan
and others 1994): each round adds every pair's best way at the present weights, lot of trees after lot, and shifts flow
from dearer to best ways by Newton steps that cannot stall (`corridors.kernels.shifts`). A round gives the gap as each
lot met it, which is near the relative gap; the last one of an answer is exact: measured against the best ways of
all pairs at the same weights.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from math import inf
from time import perf_counter
from typing import Any

from corridors.flows.carried import carried
from corridors.flows.known import Known
from corridors.flows.paths import Paths
from corridors.flows.task import Answer, Task
from corridors.kernels.compile import numba_available

__all__ = ["user_equilibrium"]

_log = logging.getLogger(__name__)

#: Sweeps over the known ways between two looks for new ones, at most.
_SWEEPS = 40

#: A sweep is good enough when what the known ways could still gain is this part of the last gap.
_SWEPT = 0.02

#: Sweeps over the pairs of a lot before the next lot looks for ways.
_OWN_SWEEPS = 2

#: A round that met less than so many times the gap asked for is followed by a look that measures it.
_NEAR = 3.0

#: So many rounds that leave more than this part of the gap crept.
_PATIENCE, _CREPT = 3, 0.5

#: Work of a look and a sweep, in arcs gone through, from which on kernels are compiled at once; and the
#: seconds after which plain Python, begun with for less, gives way to them.
_WORTH_COMPILING, _PLAIN_SECONDS = 10_000, 5.0

#: A gap that rounding may leave.
_ROUNDING = 1e-14


def user_equilibrium(
    task: Task,
    *,
    gap: float,
    max_iterations: int,
    progress: Callable[[Mapping[str, Any]], None] | None,
    start: tuple[Task, Paths] | None = None,
) -> Answer:
    """Assign demand so that every way in use is a best way of its pair, to a relative gap.

    It begins with every pair on its best way without congestion, or with the ways of a former task (`start`).
    """
    began = perf_counter()
    known = Known(task)
    known.compiled = numba_available() and known.work >= _WORTH_COMPILING
    if start is None:
        known.load()
    else:
        known.begin(carried(task, *start))
        known.look()
        known.reload()
    if not known.weights.any() and len(known.source):
        _log.warning("every link weighs 0: all ways are as good, and the equilibrium says nothing")
    history: list[dict[str, float]] = []
    exact = start is not None
    for iteration in range(max_iterations + 1):
        objective, exact = known.objective(), exact or iteration == max_iterations
        reached = known.look() if exact else known.round(_OWN_SWEEPS)
        record = {
            "iteration": float(iteration),
            "gap": reached,
            "objective": objective,
            "seconds": perf_counter() - began,
        }
        history.append(record)
        _log.debug("iteration %d: gap %.3g", iteration, reached)
        if progress is not None:
            progress(record)
        if exact and (reached <= gap or iteration == max_iterations):
            break
        if record["seconds"] > _PLAIN_SECONDS and numba_available():
            known.compiled = True
        before = history[-_PATIENCE - 1]["gap"] if iteration >= _PATIENCE else inf
        known.settle(_SWEEPS, _SWEPT * max(reached, gap, _ROUNDING), together=reached > _CREPT * before)
        exact = reached <= _NEAR * gap
    converged = history[-1]["gap"] <= gap
    if not converged:
        _log.warning("the equilibrium stopped at a gap of %.3g, above %.3g", history[-1]["gap"], gap)
    return Answer(
        known.paths() + task.standing(),
        objective=history[-1]["objective"],
        history=history,
        converged=converged,
        weights=known.arc_weights() * known.factors.reshape(-1, 1),
        settings={"gap": gap, "max_iterations": max_iterations},
    )
