"""Compiling everything at once, rather than when it is first needed."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corridors.kernels.csr import Graph

__all__ = ["warm"]

_log = logging.getLogger(__name__)

#: Nobody needs to be told of less.
_SILENT_S = 2.0


def warm() -> float:
    """Compile all that can be compiled, and keep it on disk for later processes.

    No question on the packaged network waits for it; large networks of one's own do, once after installing. Without
    numba there is nothing to do.

    Returns
    -------
    float
        Seconds that it took: next to none where it was done before.

    Examples
    --------
    >>> import corridors as co
    >>> co.warm() >= 0
    True
    """
    from corridors.kernels.compile import numba_available

    began = perf_counter()
    if not numba_available():
        _log.info("nothing to compile: numba is not installed, or switched off")
        return 0.0
    steps = _steps()
    told = False
    for number, (name, run) in enumerate(steps, start=1):
        run()
        if perf_counter() - began > _SILENT_S:
            told = True
            sys.stderr.write(f"\rcompiling {number} of {len(steps)}: {name:<28}")
            sys.stderr.flush()
    if told:
        sys.stderr.write("\n")
    return perf_counter() - began


def _steps() -> list[tuple[str, Callable[[], object]]]:
    """Compile each kernel for what it is asked on a graph of three vertices."""
    import numpy as np

    from corridors.kernels.batch import Triangular, sample_paths
    from corridors.kernels.compile import at_once
    from corridors.kernels.csr import as_graph, reverse_of, tails_of
    from corridors.kernels.dijkstra import shortest_path, tree_from, tree_to
    from corridors.kernels.overlap import as_traits
    from corridors.kernels.pareto import pareto_paths
    from corridors.kernels.spread import ways_apart
    from corridors.kernels.warm_flows import warm_equilibrium, warm_samples, warm_trees
    from corridors.kernels.yen import k_shortest_paths

    graph = as_graph([0, 2, 3, 3], [1, 2, 2], [1.0, 5.0, 2.0])
    law = Triangular.of([1.0, 5.0, 2.0], [1.0, 5.0, 2.0], [2.0, 6.0, 3.0])
    criteria = np.array([[1.0, 5.0, 1.0], [3.0, 2.0, 3.0], [1.0, 4.0, 2.0]])

    def trees() -> None:
        shortest_path(graph, 0, 2)
        tree_from(graph, 0)
        tree_to(graph, 2)
        warm_trees()

    def alternatives() -> None:
        k_shortest_paths(graph, 0, 2, 2)
        traits = as_traits([0, 1, 2], [0, 1, 2], graph.weights)
        given = [np.array([0, 2], np.int32)]
        ways_apart(graph, 0, 2, 2, traits, 0.5, given, reverse=reverse_of(graph), tails=tails_of(graph.offsets))

    def asked(run: Callable[[], object]) -> Callable[[], None]:
        def compiled() -> None:
            with at_once():
                run()

        return compiled

    steps: list[tuple[str, Callable[[], object]]] = [
        ("trees", trees),
        ("alternatives", alternatives),
        ("fronts of two criteria", lambda: pareto_paths(graph, criteria[:2], 0, 2)),
        ("fronts of three criteria", lambda: pareto_paths(graph, criteria, 0, 2)),
        ("samples", lambda: sample_paths(graph, law, 0, 2, 2)),
        ("simulation", warm_samples),
        ("equilibrium", warm_equilibrium),
        ("hierarchies", lambda: _hierarchies(graph)),
        ("new weights", lambda: _customised(graph)),
    ]
    return [(name, asked(run)) for name, run in steps]


def _hierarchies(graph: Graph) -> None:
    from corridors.kernels.hierarchy import Hierarchy
    from corridors.kernels.labels import distance_matrix

    made = Hierarchy(graph)
    made.path(0, 2)
    made.distance(0, 2)
    distance_matrix(made, [0], [2])


def _customised(graph: Graph) -> None:
    from corridors.kernels.customisable import Customised, frame_of

    frame = frame_of(graph)
    if frame is not None:
        made = Customised(graph, frame)
        made.path(0, 2)
        made.distance(0, 2)
