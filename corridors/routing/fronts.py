"""The front of several weights, told how far it has come, and given up where it is larger than memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.errors import OptionError
from corridors.words.progress import Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corridors.kernels.csr import Graph, Ints
    from corridors.kernels.pareto import Fronts, Reached

__all__ = ["front_between", "fronts_of"]

#: Labels that a search may make, of about fifty bytes each.
MOST_LABELS = 60_000_000


def fronts_of(graph: Graph, rows: NDArray[np.float64]) -> Fronts:
    """Make a graph ready for fronts of such weights, with a line of progress where that takes long."""
    from corridors.kernels.pareto import Fronts

    with Progress("vertex made ready for fronts", graph.n_vertices) as bar:
        return Fronts(graph, rows, watch=bar.at)


def front_between(fronts: Fronts, source: int, target: int, epsilon: float) -> list[tuple[tuple[float, ...], Ints]]:
    """Give sums and arcs of the ways on the front, with a line of progress where that takes long.

    Raises
    ------
    OptionError
        There are more than can be kept.
    """
    with Progress("way of the front") as ways, Progress("hundredth of the front", 100) as hundredths:

        def watch(reached: Reached) -> None:
            if reached.labels > MOST_LABELS:
                raise OptionError(
                    f"the front has more ways than can be kept: {reached.ways:,} are found, {reached.labels:,} ways to "
                    f"places between had to be kept for them, and the end is not in sight; epsilon={epsilon:g} may be "
                    "raised, 0.01 gives a way within one per cent of each, or there may be fewer criteria"
                )
            if reached.share is None:
                ways.at(reached.ways)
            else:
                hundredths.at(int(100 * reached.share))

        return fronts.paths(source, target, epsilon=epsilon, watch=watch)
