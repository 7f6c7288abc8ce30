"""The routing graph of a network's tables for one kind of shipment, built once."""

from __future__ import annotations

from corridors.charges.model import SHIPMENTS
from corridors.charges.services import service_class
from corridors.charges.tariff import Tariff
from corridors.routing.graph import RoutingGraph, build_graph
from corridors.world.core import Core

__all__ = ["graph_of"]


def graph_of(core: Core, shipment: str, service: str = "regular", scope: str = "terminal") -> RoutingGraph:
    """Give the routing graph for one kind of shipment; all dates and scenarios of the tables share it.

    Parameters
    ----------
    core
        The tables.
    shipment, service, scope
        What moves, how it travels on railways, and what its time counts; checked where users name them.
    """
    travels = service_class(shipment, service)
    key = ("graph", shipment, travels, scope)
    graph: RoutingGraph | None = core.made.get(key)
    if graph is None:
        assert shipment in SHIPMENTS
        tariff = Tariff(core.rates, core.handling, shipment, travels, scope)
        through = Tariff(core.rates, core.handling, shipment, "block_train", scope)
        graph = core.made[key] = build_graph(core.places, core.links, tariff, core.services, through)
    return graph
