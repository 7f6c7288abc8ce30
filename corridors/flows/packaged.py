"""Flow networks of a `Network`: its routing graph with the capacities of links, ports and borders.

Which capacity an arc needs:

- a *link*: as published, else by the rule of `corridors.charges.capacity`; both directions share it. Links that
  join the same two places in the same mode and rest on one published figure (three-rail track, say) share
  that figure.
- what a *project* gave a link or a place by the day (`corridors.world.projects`) stands in place of both.
- *handling* at a place, one for each kind of operation: port or terminal (loading, unloading,
  transhipment), gauge change. The rows of ``handling`` repeat a port's capacity for every operation and
  shipment; here it is one capacity that all of them share.
- a *border*, where a handling row says so.

Demand is in Mt a year, so it moves in whole trains (`SERVICE`), which leave when they are ready, and its hours count
from terminal to terminal (`SCOPE`); it does not share the trains that single containers wait for. Vessels carry it as
they carry others: each link that several sail by has one capacity, which they share.

Hours and prices are those of the day (`corridors.routing.in_force`). Restrictions in force multiply the capacities of
what they name; one of some shipments only where no other shipment moves, for the capacities are those of all together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.charges.capacity import link_capacity
from corridors.charges.model import SHIPMENTS, Link
from corridors.flows.delays import BPR, Delay
from corridors.flows.model import Capacity, End, FlowLink, FlowNetwork, sorted_arcs
from corridors.routing.graph import RoutingGraph
from corridors.routing.graphs import graph_of
from corridors.routing.in_force import InForce
from corridors.routing.question import idle_arcs, not_carrying
from corridors.routing.weights import WeightLike, arc_weights, known_weight, weight_name, weight_unit
from corridors.routing.yards import Yard
from corridors.tables.reading import Row
from corridors.world.projects import capacity_on
from corridors.world.restrictions import capacity_left, link_capacity_left, restrictions_of

if TYPE_CHECKING:
    from corridors.maps.geometry import Tracks
    from corridors.network.network import Network
    from corridors.world.core import Core

__all__ = ["SCOPE", "SERVICE", "VDF", "packaged_network"]

#: How what is counted in Mt a year travels by rail, and what its hours count.
SERVICE, SCOPE = "block_train", "terminal"

#: Volume-delay parameters (alpha, beta) by mode and kind of operation: the function of the Bureau of
#: Public Roads (1964), made for roads. No sourced figures for freight railways, ports or borders were
#: found, so theirs are this default, an estimate. ``assign(..., vdf=...)`` and the link columns
#: ``vdf_alpha`` and ``vdf_beta`` change them, and ``assign(..., delay=...)`` takes other forms
#: (`corridors.flows.delays`).
VDF: Mapping[str, Delay] = dict.fromkeys(
    ("rail", "road", "ferry", "sea", "port", "terminal", "gauge_change", "border"), BPR
)

_PER_JOURNEY = ("distance", "time")


def packaged_network(
    network: Network,
    *,
    shipments: Sequence[str],
    weight: WeightLike = "cost",
    unwanted: Iterable[int] = (),
    vdf: Mapping[str, Delay] = VDF,
) -> FlowNetwork:
    """Make the flow network of what is in use and wanted, for some kinds of shipment.

    Weights that are money or emissions are per tonne; hours and kilometres are per journey.
    """
    core = network._core
    weight = known_weight(weight, core.links)
    graphs = [graph_of(core, shipment, SERVICE, SCOPE) for shipment in shipments]
    idle = [idle_arcs(network.view, graph) for graph in graphs]
    found = _Capacities(network, shipments, vdf)
    barred = {*network.view.closed, *unwanted}
    arcs = _arcs(network, graphs[0], barred, found, set.intersection(*map(set, idle)))
    order = sorted_arcs([arc[0] for arc in arcs])
    arcs = [arcs[i] for i in order]
    source = [arc[5] for arc in arcs]
    weights, usd = _weights(network, graphs, weight, source, idle)
    member = [(number, c) for number, arc in enumerate(arcs) for c in arc[4]]
    member_arc = np.array([m[0] for m in member], dtype=np.int64)
    member_capacity = np.array([m[1] for m in member], dtype=np.int64)
    # the mean over the shipments that an arc takes
    usual = np.ma.masked_invalid(weights).mean(axis=0).filled(0.0)
    base = np.bincount(member_capacity, weights=usual[member_arc], minlength=len(found.rows)) / np.maximum(
        np.bincount(member_capacity, minlength=len(found.rows)), 1
    )
    capacities = tuple(c._replace(delay_base=float(b)) for c, b in zip(found.rows, base, strict=True))
    return FlowNetwork(
        n_vertices=2 * graphs[0].n_vertices,
        tails=[arc[0] for arc in arcs],
        heads=[arc[1] for arc in arcs],
        link_of=[arc[2] for arc in arcs],
        forward=[arc[3] for arc in arcs],
        shipments=tuple(shipments),
        weights=weights,
        links=tuple(
            FlowLink(k.id, core.places[k.start].id, core.places[k.end].id, k.mode, k.length_km) for k in core.links
        ),
        ends={p.id: End(p.id, p.name, p.country, p.id, p.lon, p.lat) for p in core.places},
        origin_of={p.id: graphs[0].origin_of[p.index] for p in core.places},
        destination_of={p.id: graphs[0].destination_of[p.index] for p in core.places},
        capacities=capacities,
        member_arc=member_arc,
        member_capacity=member_capacity,
        quantity="mt_per_year",
        weight=weight_name(weight),
        weight_unit=weight_unit(weight, per="t"),
        usd_per_t=usd,
        corridors=tuple((c.id, c.gateways) for c in core.corridors),
        on=network.on,
        # the core and not the network: what is kept of a network must not keep it alive
        lines=_Lines(core),
        core=core,
    )


class _Lines:
    """Lines of links by id, found when the first is asked for."""

    def __init__(self, core: Core) -> None:
        self._core = core

    @cached_property
    def _found(self) -> tuple[Tracks, dict[str, Link]]:
        from corridors.maps.geometry import Tracks

        return Tracks(self._core), {link.id: link for link in self._core.links}

    def __call__(self, link_id: str) -> list[tuple[float, float]]:
        tracks, links = self._found
        return list(tracks.line(links[link_id]).points)


def _weights(
    network: Network,
    graphs: Sequence[RoutingGraph],
    weight: WeightLike,
    source: Sequence[int],
    idle: Sequence[Mapping[int, str]],
) -> tuple[Any, Any]:
    """Weights and USD a tonne of the arcs, a row for each shipment."""
    index = np.array(source, dtype=np.int64)
    rows, dollars = [], []
    for graph, resting in zip(graphs, idle, strict=True):
        payload = graph.tariff.payload_t
        column = isinstance(weight, str) and weight not in ("cost", "generalised", "emissions")
        per_t = 1.0 if column else payload
        in_force = InForce(network.view, graph)
        weights = arc_weights(graph, network._core.links, weight, in_force)
        rows.append(np.array(weights, dtype=np.float64)[index] / per_t)
        dollars.append(np.array(in_force.costs(), dtype=np.float64)[index] / payload)
        # a link that takes other shipments only or is shut to this one, a vessel that does not take it or does not
        # sail on the day: no way of this one may lead over it
        others = {*not_carrying(network._core, graph.shipment), *network.view.closed_to(graph.shipment)}
        rows[-1][[graph.link_of[arc] in others or arc in resting for arc in source]] = np.inf
    return np.array(rows), np.array(dollars)


def _arcs(
    network: Network, graph: RoutingGraph, barred: set[int], found: _Capacities, idle: set[int]
) -> list[tuple[int, int, int, bool, tuple[int, ...], int]]:
    """Arcs in use: (tail, head, link, forward, capacities, arc of the routing graph).

    Parameters
    ----------
    network, graph
        The tables on a date, and a graph of them; those of all shipments have the same arcs.
    barred
        Links that nothing may use.
    found
        Where capacities are noted.
    idle
        Arcs that no shipment may use.
    """
    core = network._core
    closed = {p.index for p in core.places if _ends_only(core.tables["places"][p.index])}
    arcs = []
    for arc in range(graph.n_arcs):
        tail, head, index = graph.tails[arc], graph.heads[arc], graph.link_of[arc]
        before, after = graph.yards[tail], graph.yards[head]
        if index >= 0:
            if index in barred or arc in idle:
                continue
            needs = found.of_link(core.links[index], before, after)
            forward = before.place == core.links[index].start
            # Arrivals at a place that is an end only have a vertex of their own, which nothing leaves
            # but unloading.
            head += graph.n_vertices if after.place in closed else 0
        else:
            ends = "origin" in (before.mode, after.mode) or "destination" in (before.mode, after.mode)
            if before.place in closed:
                if not ends:
                    continue
                tail += graph.n_vertices if after.mode == "destination" else 0
            needs, forward = found.of_handling(graph, arc), True
        if all(found.rows[c].amount > 0 for c in needs):
            arcs.append((tail, head, index, forward, needs, arc))
    return arcs


def _ends_only(row: Mapping[str, Any]) -> bool:
    return str(row.get("through", "")).strip().lower() in ("false", "no", "0")


class _Capacities:
    """Capacities met so far, and which arc needs which."""

    def __init__(self, network: Network, shipments: Sequence[str], vdf: Mapping[str, Delay]) -> None:
        self.core = network._core
        self.vdf = {**VDF, **vdf}
        self.restrictions = restrictions_of(network.view.events, shipments)
        self.rows: list[Capacity] = []
        self._index: dict[tuple[Any, ...], int] = {}
        self._of_link: dict[int, tuple[int, ...]] = {}
        # places without a capacity of handling are most of them, and need not be asked
        bounded = [r for r in self.core.tables["handling"] if r["capacity_mt_per_year"] is not None]
        self._everywhere = {r["operation"] for r in bounded if r["place"] is None}
        self._places = {(r["operation"], r["place"]) for r in bounded}
        self._borders = any(r["operation"] == "border" for r in bounded)
        self._days = network.on, network.view.reference_date

    def of_link(self, link: Link, before: Yard, after: Yard) -> tuple[int, ...]:
        """Capacities that crossing a link needs: its own, and that of the border."""
        own = self._of_link.get(link.index)
        if own is None:
            own = self._of_link[link.index] = self._own(link)
        start, end = self.core.places[before.place], self.core.places[after.place]
        if not self._borders or start.country == end.country or link.mode == "sea":
            return own
        row = self._bound(
            "border",
            place=(start.id, end.id),
            country=end.country,
            country_from=start.country,
            country_to=end.country,
            mode=link.mode,
        )
        if row is None:
            return own
        where = row["place"] or link.id
        countries = tuple(sorted((start.country, end.country)))
        label = f"border {'-'.join(countries)} at {where}"
        return (*own, self._operation("border", where, label, countries, row, {link.mode}, (start.id, end.id)))

    def of_handling(self, graph: RoutingGraph, arc: int) -> tuple[int, ...]:
        """Capacities that an operation at a place needs."""
        if not graph.charges[arc]:
            return ()
        operation = graph.charges[arc][0].kind
        before, after = graph.yards[graph.tails[arc]], graph.yards[graph.heads[arc]]
        place = self.core.places[before.place]
        project = capacity_on(self.core.projects, place.id, *self._days, operation=operation)
        if project is None and operation not in self._everywhere and (operation, place.id) not in self._places:
            return ()
        query: dict[str, Any]
        if operation == "loading":
            query = {"mode": after.mode}
        elif operation == "unloading":
            query = {"mode": before.mode}
        elif operation == "gauge_change":
            query = {"mode": "rail", "gauge_from": before.gauge_mm, "gauge_to": after.gauge_mm}
        else:
            query = {"mode_from": before.mode, "mode_to": after.mode}
        row = self._bound(operation, place=place.id, country=place.country, **query)
        if project is not None:
            row = {"capacity_mt_per_year": project["value"], "capacity_grade": project["grade"]}
        if row is None:
            return ()
        modes = {yard.mode for yard in (before, after)} - {"origin", "destination"}
        kind = operation
        if operation != "gauge_change":
            kind = "port" if modes & {"sea", "ferry"} else "terminal"
        label = f"{kind.replace('_', ' ')} {place.name}"
        return (self._operation(kind, place.id, label, (place.country,), row, modes, (place.id,)),)

    def _own(self, link: Link) -> tuple[int, ...]:
        row, core = link.row, self.core
        ends = core.places[link.start], core.places[link.end]
        countries = tuple(dict.fromkeys(p.country for p in ends))
        both = [link_capacity(link, country, core.rates) for country in countries]
        # by rule the two countries of a border may come to different figures: the smaller one binds
        least = min((c for c in both if c is not None), key=lambda c: c.mt_per_year, default=None)
        factor, _ = link_capacity_left(core, link, self.restrictions)
        project = capacity_on(core.projects, link.id, *self._days)
        amount = inf if least is None else least.mt_per_year
        amount, grade = (project["value"], project["grade"]) if project else (amount, least.grade if least else "")
        # nothing left is nothing, even where it is not known of how much
        amount = 0.0 if factor == 0 else amount * factor
        key: tuple[Any, ...] = ("link", link.index)
        # one figure for two rows between the same places is one track
        shared = frozenset((link.start, link.end))
        if project is not None:
            key = ("link", shared, link.mode, project["id"])
        elif row["capacity_mt_per_year"] is not None and row["capacity_source"]:
            key = ("link", shared, link.mode, row["capacity_mt_per_year"], row["capacity_source"])
        label = f"{link.mode} {ends[0].name} - {ends[1].name}"
        index = self._row(key, "link", link.id, label, countries, amount, grade, link.mode)
        known = self.rows[index]
        alpha, beta = row.get("vdf_alpha"), row.get("vdf_beta")
        # the columns are those of one form; a mode that was given another keeps that
        if known.form == BPR.form and not (alpha is None and beta is None):
            self.rows[index] = known._replace(
                alpha=known.alpha if alpha is None else float(alpha), beta=known.beta if beta is None else float(beta)
            )
        return (index,)

    def _bound(self, operation: str, **query: Any) -> Row | None:
        """Give the largest capacity of an operation, whatever the shipment: cranes serve all."""
        found = [self.core.handling.find(operation, shipment=s, **query).capacity for s in SHIPMENTS]
        rows = [row for row in found if row is not None]
        return max(rows, key=lambda row: float(row["capacity_mt_per_year"]), default=None)

    def _operation(
        self, kind: str, where: str, label: str, countries: tuple[str, ...], row: Row, modes: set[str],
        places: Sequence[str],
    ) -> int:  # fmt: skip
        """Give the one capacity of a place and kind of operation; where its rows differ, the largest holds."""
        # a port is named after the vessels that it serves, but its cranes are those of the terminal
        key = ("terminal" if kind == "port" else kind, where, *sorted(modes if kind == "border" else ()))
        amount = row["capacity_mt_per_year"] * min(capacity_left(self.restrictions, m, places)[0] for m in modes)
        index = self._index.get(key)
        if index is None:
            return self._row(key, kind, where, label, countries, amount, row["capacity_grade"] or "", kind)
        known = self.rows[index]
        self.rows[index] = known._replace(amount=max(known.amount, amount))
        return index

    def _row(
        self, key: tuple[Any, ...], kind: str, name: str, label: str, countries: tuple[str, ...],
        amount: float, grade: str, vdf: str,
    ) -> int:  # fmt: skip
        index = self._index.get(key)
        if index is None:
            index = self._index[key] = len(self.rows)
            form, a, b = self.vdf[vdf]
            self.rows.append(Capacity(kind, name, label, countries, amount, grade, 0.0, a, b, form))
        return index
