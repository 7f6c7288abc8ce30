"""Ways of a former assignment on the network of a new one: where an equilibrium may begin.

Links are known by their ids, for the two networks may differ in what is open, in capacities and in the
order of everything. Operations at places are found anew between the links. A way that does not lead through
any more is left out; its pair begins with its best way.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from corridors.flows.model import FlowNetwork
from corridors.flows.paths import Paths
from corridors.flows.task import Task

__all__ = ["carried"]


def carried(task: Task, former: Task, paths: Paths) -> Paths:
    """Give the ways of a former task that hold in a new one, by the pairs of the new one."""
    numbers = {pair[:3]: number for number, pair in enumerate(task.pairs)}
    number_of = [numbers.get(pair[:3], -1) for pair in former.pairs]
    translate = _Translation(former.network, task.network)
    rows = {shipment: row for row, shipment in enumerate(task.network.shipments)}
    pairs: list[int] = []
    flows: list[float] = []
    begins = [0]
    arcs: list[int] = []
    for path in paths:
        number = number_of[path.pair]
        if number < 0 or not path.arcs or path.flow <= 0:
            continue
        pair = task.pairs[number]
        if pair.amount <= 0:
            continue
        ends = task.network.origin_of[pair.origin], task.network.destination_of[pair.destination]
        way = translate.way(path.arcs, *ends)
        if not way or not np.isfinite(task.network.weights[rows[pair.shipment]][way]).all():
            continue
        pairs.append(number)
        flows.append(path.flow)
        arcs += way
        begins.append(len(arcs))
    return Paths(pairs, flows, begins, arcs)


class _Translation:
    """Arcs of one network as those of another."""

    def __init__(self, old: FlowNetwork, new: FlowNetwork) -> None:
        self._new = new
        self._old_key = _keys(old)
        self._arc = {key: arc for arc, key in enumerate(_keys(new)) if key is not None}
        self._joins: dict[tuple[int, int], int] = {}
        weights = new.weights.min(axis=0)
        for arc, link in enumerate(new.link_of):
            if link < 0:
                ends = new.tails[arc], new.heads[arc]
                known = self._joins.get(ends)
                if known is None or weights[arc] < weights[known]:
                    self._joins[ends] = arc

    def way(self, arcs: Iterable[int], source: int, target: int) -> list[int]:
        """Give the arcs of a way from a vertex to another; none if it does not lead through."""
        new, at = self._new, source
        found: list[int] = []
        for old in arcs:
            key = self._old_key[old]
            if key is None:  # an operation at a place
                continue
            arc = self._arc.get(key)
            if arc is None or not self._join(found, at, new.tails[arc]):
                return []
            found.append(arc)
            at = new.heads[arc]
        return found if self._join(found, at, target) else []

    def _join(self, found: list[int], at: int, vertex: int) -> bool:
        if at == vertex:
            return True
        arc = self._joins.get((at, vertex))
        if arc is not None:
            found.append(arc)
        return arc is not None


def _keys(network: FlowNetwork) -> list[tuple[str, bool, int] | None]:
    """Name the arcs: link, direction, and which of the arcs of that link; operations have no name."""
    seen: dict[tuple[str, bool], int] = {}
    keys: list[tuple[str, bool, int] | None] = []
    for link, forward in zip(network.link_of, network.forward, strict=True):
        if link < 0:
            keys.append(None)
            continue
        name = network.links[link].id, forward
        seen[name] = seen.get(name, -1) + 1
        keys.append((*name, seen[name]))
    return keys
