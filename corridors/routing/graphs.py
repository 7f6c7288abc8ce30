"""The routing graph of a network's tables for one kind of shipment, built once."""

from __future__ import annotations

from corridors.charges.model import SHIPMENTS
from corridors.charges.tariff import Tariff
from corridors.routing.graph import RoutingGraph, build_graph
from corridors.world.core import Core

__all__ = ["graph_of"]


def graph_of(core: Core, shipment: str) -> RoutingGraph:
    """Give the routing graph for one kind of shipment; all dates and scenarios of the tables share it."""
    graph: RoutingGraph | None = core.made.get(("graph", shipment))
    if graph is None:
        assert shipment in SHIPMENTS  # checked where users name it
        tariff = Tariff(core.rates, core.handling, shipment)
        graph = core.made["graph", shipment] = build_graph(core.places, core.links, tariff)
    return graph
