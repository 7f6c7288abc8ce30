"""Networks in the form of other libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.kernels.adding import total_of
from corridors.routing.graphs import graph_of
from corridors.routing.in_force import InForce
from corridors.routing.question import idle_arcs, not_carrying
from corridors.routing.weights import WeightLike, arc_weights, weight_key
from corridors.world.spelling import scope_of, service_of, shipment_of

if TYPE_CHECKING:
    import networkx as nx

    from corridors.network.network import Network

__all__ = ["to_networkx"]


def to_networkx(
    network: Network, *, weight: WeightLike, shipment: str, service: str, scope: str
) -> nx.MultiDiGraph[int]:
    """Give the arcs in use as a networkx multigraph (see `Network.to_networkx`)."""
    import networkx as nx

    weight_key(weight)  # which refuses what is none
    core, moves = network._core, shipment_of(shipment)
    graph = graph_of(core, moves, service_of(service, moves), scope_of(scope))
    # what carries other shipments only is not in use for this one
    closed = {*network.view.closed_to(moves), *not_carrying(core, moves)}
    idle = idle_arcs(network.view, graph)
    in_force = InForce(network.view, graph)
    weights = arc_weights(graph, core.links, weight, in_force)
    result: nx.MultiDiGraph[int] = nx.MultiDiGraph(on=network.on, weight=str(weight), shipment=moves)
    for vertex, yard in enumerate(graph.yards):
        place = core.places[yard.place]
        result.add_node(vertex, place=place.id, mode=yard.mode, gauge_mm=yard.gauge_mm, service=yard.service)
    for arc in range(graph.n_arcs):
        index = graph.link_of[arc]
        if index in closed or arc in idle:
            continue
        charges = in_force.charges(arc)
        result.add_edge(
            graph.tails[arc],
            graph.heads[arc],
            key=arc,
            weight=weights[arc],
            link=core.links[index].id if index >= 0 else None,
            length_km=total_of(c.length_km for c in charges),
            time_h=total_of(c.time_h for c in charges),
            cost_usd=total_of(c.cost_usd for c in charges),
            co2e_kg=total_of(c.co2e_kg for c in charges),
        )
    return result
