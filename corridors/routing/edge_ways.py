"""Several ways through a network of bare edges: alternatives that differ, and the front of several weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corridors.kernels.csr import Graph, Ints, Reverse
from corridors.routing.apart import Apart, find_apart
from corridors.routing.edge_route import EdgeRoute
from corridors.routing.fronts import front_between

if TYPE_CHECKING:
    from corridors.kernels.overlap import Traits
    from corridors.routing.edges import EdgeNetwork

__all__ = ["EdgeArcs", "EdgeRoutes", "alternatives_of", "edge_traits", "front_of"]


class EdgeArcs(NamedTuple):
    """Arcs of a network of bare edges in one weight: in both orders, the edge of each, and what lies side by side."""

    graph: Graph
    reverse: Reverse
    tails: Ints
    edge_of: Ints
    traits: Traits


class EdgeRoutes(list[EdgeRoute]):
    """Routes in order, and how they were found.

    Examples
    --------
    >>> import corridors as co
    >>> network = co.Network.from_edges([0, 1, 0], [1, 2, 2], [1.0, 2.0, 5.0])
    >>> routes = co.alternative_routes(0, 2, network=network)
    >>> [route.total for route in routes], routes.method, routes.exact
    ([3.0, 5.0], 'shortest first', True)
    """

    def __init__(self, routes: Iterable[EdgeRoute], *, method: str, exact: bool) -> None:
        super().__init__(routes)
        #: How they were found: ``"shortest first"``, ``"priced overlap"`` or ``"labels"``.
        self.method = method
        #: Whether they are the very ones that the definition names.
        self.exact = exact


def alternatives_of(
    network: EdgeNetwork, weight: str, source: int, target: int, k: int, max_overlap: float
) -> EdgeRoutes:
    """Give the k best ways, at an overlap of 1 the shortest of all, parallel edges being different ways."""
    from corridors.kernels.yen import k_shortest_paths

    graph, reverse, tails, edge_of, traits = network.arcs(weight)
    if max_overlap == 1:
        found = Apart(k_shortest_paths(graph, source, target, k, reverse, tails), "shortest first", exact=True)
    else:
        found = find_apart(graph, source, target, k, traits, max_overlap, reverse, tails)
    routes = [_route(network, source, total, edge_of[arcs], weight) for total, arcs in found.ways]
    return EdgeRoutes(routes, method=found.method, exact=found.exact)


def front_of(network: EdgeNetwork, weights: Sequence[str], source: int, target: int, epsilon: float) -> EdgeRoutes:
    """Give the ways that none beats in all of the weights; complete where `epsilon` is 0."""
    found = front_between(network._fronts_of(tuple(weights)), source, target, epsilon)
    edge_of = network._edge_of
    routes = [_route(network, source, sums[0], edge_of[arcs], weights[0]) for sums, arcs in found]
    return EdgeRoutes(routes, method="labels", exact=epsilon == 0)


def edge_traits(graph: Graph, tails: Ints) -> Traits:
    """Give traits by which edges between the same two vertices, either way, are one stretch as long as their weight."""
    from corridors.kernels.overlap import as_traits

    ends = np.minimum(tails, graph.heads).astype(np.int64) * graph.n_vertices + np.maximum(tails, graph.heads)
    stretch = np.unique(ends, return_inverse=True)[1]
    size = np.where(np.isinf(graph.weights), 0.0, graph.weights)  # an edge that may not be used is never crossed
    return as_traits(np.arange(graph.n_vertices), stretch.reshape(-1), size)


def _route(network: EdgeNetwork, source: int, total: float, edges: Ints, weight: str) -> EdgeRoute:
    return EdgeRoute(network, source, edges, total, weight)
