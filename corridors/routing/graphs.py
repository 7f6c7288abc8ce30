"""The routing graph of a network's tables for one kind of shipment, built once, or made of that of like tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.charges.alike import charges_of
from corridors.charges.model import SHIPMENTS
from corridors.charges.services import service_class
from corridors.charges.tariff import Charges, Tariff
from corridors.routing.graph import RoutingGraph, build_graph, graph_like
from corridors.routing.lines import lines_of
from corridors.routing.parts import Priced
from corridors.world.core import Core

if TYPE_CHECKING:
    from corridors.routing.rests import Rests

__all__ = ["graph_of"]


def graph_of(core: Core, shipment: str, service: str = "regular", scope: str = "terminal") -> RoutingGraph:
    """Give the routing graph for one kind of shipment; all dates and scenarios of the tables share it.

    That of a derived core is made of the graph of its base: what no changed row concerns is shared, and the whole
    graph is where none does. It equals one built afresh.

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
        base = core.base
        if base is not None and core.same_shape:
            graph = _repriced(base, core, shipment, travels, scope)
        else:
            tariff = _tariff(core, shipment, travels, scope)
            through = _tariff(core, shipment, "block_train", scope)
            graph = _afresh(core, tariff, through)
        core.made[key] = graph
    return graph


def _tariff(core: Core, shipment: str, service: str, scope: str) -> Tariff:
    """Make the tariff of the tables, which shares with those of other scopes what they have in common."""
    key = "tariff", shipment, service
    like: Tariff | None = core.made.get(key)
    tariff = Tariff(core.rates, core.handling, shipment, service, scope, like)
    return core.made.setdefault(key, tariff) if like is None else tariff


def _afresh(core: Core, tariff: Tariff, through: Tariff) -> RoutingGraph:
    """Make a graph of the tables alone, or of one that hangs together alike.

    Where nobody has checked that every rate is there, all are looked up at once, and what is missing is told then.
    """
    key = ("graph hangs together", tariff.service)
    like: RoutingGraph | None = core.made.get(key)
    if like is not None:
        return graph_like(like, core.links, tariff, through)
    later = core.tables.checked
    graph = build_graph(core.places, core.links, tariff, core.services, through, later=later)
    if later and graph.made_of is not None:
        core.made[key] = graph
    return graph


def _repriced(base: Core, core: Core, shipment: str, travels: str, scope: str) -> RoutingGraph:
    """Make the graph of a derived core of that of its base."""
    graph = graph_of(base, shipment, travels, scope)
    if not {"links", "services", "rates", "handling"} & core.touched.keys():
        return graph
    rests = _rests(base, graph)
    concerned = rests.concerned(base, core, core.touched)
    parts = rests.parts
    concerned = set(rests.arcs_of) if concerned is None else concerned
    tariff, through = rests.tariffs(core.rates, core.handling)
    lines = parts.lines
    if "services" in core.touched:
        lines = lines_of(core.services, core.places, core.links, rail=parts.rail)
    priced = Priced(parts, core.links, lines, tariff, through, note=False)
    changed: dict[int, Charges] = {}
    for part in concerned:
        for arc, made in zip(rests.arcs_of[part], priced.arcs(part), strict=True):
            charges = charges_of(made.charges)
            if charges != graph.charges[arc]:
                changed[arc] = charges
    if not changed and core.touched.keys().isdisjoint(("rates", "handling")):
        return graph
    return graph.with_charges(tariff, changed)


def _rests(core: Core, graph: RoutingGraph) -> Rests:
    """Give what the graph of a core rests on, found out once, when something is first changed."""
    key = ("rests", graph.shipment, graph.tariff.service, graph.tariff.scope)
    rests: Rests | None = core.made.get(key)
    if rests is None:
        from corridors.routing.rests import Rests  # for scenarios alone

        rests = core.made[key] = Rests(core, graph, (graph.tariff.service, "block_train"))
    return rests
