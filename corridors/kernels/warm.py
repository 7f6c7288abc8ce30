"""Compiling everything at once, rather than when it is first needed."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from time import perf_counter

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
    """Ask each kernel a question on a graph of three vertices."""
    import numpy as np

    from corridors.kernels.batch import Triangular, sample_paths
    from corridors.kernels.compile import fast
    from corridors.kernels.csr import as_graph
    from corridors.kernels.customisable import Customised, frame_of
    from corridors.kernels.dijkstra import shortest_path, tree_to
    from corridors.kernels.hierarchy import Hierarchy
    from corridors.kernels.labels import distance_matrix
    from corridors.kernels.ordered import ordered_tree
    from corridors.kernels.pareto import pareto_paths
    from corridors.kernels.yen import k_shortest_paths

    graph = as_graph([0, 2, 3, 3], [1, 2, 2], [1.0, 5.0, 2.0])
    law = Triangular.of([1.0, 5.0, 2.0], [1.0, 5.0, 2.0], [2.0, 6.0, 3.0])

    def hierarchies() -> None:
        made = Hierarchy(graph)
        made.path(0, 2)
        made.distance(0, 2)
        distance_matrix(made, [0], [2])

    def customised() -> None:
        frame = frame_of(graph)
        if frame is not None:
            made = Customised(graph, frame)
            made.path(0, 2)
            made.distance(0, 2)

    return [
        ("trees", lambda: (shortest_path(graph, 0, 2), tree_to(graph, 2))),
        ("flows", lambda: fast(ordered_tree)(0, *graph)),
        ("alternatives", lambda: k_shortest_paths(graph, 0, 2, 2)),
        ("fronts", lambda: pareto_paths(graph, np.array([[1.0, 5.0, 1.0], [3.0, 2.0, 3.0]]), 0, 2)),
        ("samples", lambda: sample_paths(graph, law, 0, 2, 2)),
        ("hierarchies", hierarchies),
        ("new weights", customised),
    ]
