"""How much a corridor carries from here to there: the greatest flow through its gateways, and what binds.

Only links of the corridor and those of the ways to and from it may be used, and every tonne crosses a link of each of
the corridor's gateways: layers of the flow network say which have been crossed, and the layers of one link or port
share its one capacity. What nobody knows bounds nothing, and is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from math import inf, isinf
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from corridors.words.brief import brief
from corridors.world.core import Corridor

if TYPE_CHECKING:
    from corridors.flows.maximum import Maximum
    from corridors.flows.model import FlowNetwork
    from corridors.network.network import Network

__all__ = ["CorridorCapacity", "LaterCapacity", "corridor_capacity", "through_corridor"]


class CorridorCapacity(NamedTuple):
    """What a corridor carries between two places, in both directions together."""

    mt_per_year: float  # infinite where nothing known bounds it
    binds: tuple[tuple[str, float], ...] = ()  # what binds, and how much that carries; the least first
    unknown: tuple[str, ...] = ()  # gateways in use of which nobody knows what they carry

    @property
    def words(self) -> str:
        """The figure: ``2.6``, ``up to 37`` where a gateway is not known and so bounds nothing, ``not known``.

        >>> CorridorCapacity(37.0, (), ("ferry A - B",)).words
        'up to 37'
        """
        if isinf(self.mt_per_year):
            return "not known"
        return f"{'up to ' if self.unknown else ''}{self.mt_per_year:.3g}"

    @property
    def bottleneck(self) -> str:
        """What binds, in words; blank where nothing known does."""
        return ", ".join(f"{label} {amount:.3g}" for label, amount in self.binds)

    def __repr__(self) -> str:
        return brief(self, f"{self.words} Mt a year: {self.bottleneck}")


class LaterCapacity:
    """The capacity of a corridor, worked out when it is looked at; a pickle of it keeps the answer alone."""

    __slots__ = ("_asked", "_found")

    def __init__(
        self, network: Network, corridor: Corridor, ends: tuple[str, str], shipment: str, links: frozenset[int]
    ) -> None:
        self._asked: tuple[Network, Corridor, tuple[str, str], str, frozenset[int]] | None
        self._asked = network, corridor, ends, shipment, links
        self._found: CorridorCapacity | None = None

    @property
    def found(self) -> CorridorCapacity:
        """The capacity."""
        if self._found is None:
            assert self._asked is not None
            network, corridor, ends, shipment, links = self._asked
            self._found = corridor_capacity(network, corridor, *ends, shipment=shipment, links=links)
        return self._found

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the answer, not the network."""
        return _known, (self.found,)


def _known(found: CorridorCapacity) -> LaterCapacity:
    later = LaterCapacity.__new__(LaterCapacity)
    later._asked, later._found = None, found
    return later


#: What has been worked out of a network.
_FOUND: WeakKeyDictionary[Network, dict[object, CorridorCapacity]] = WeakKeyDictionary()


def corridor_capacity(
    network: Network, corridor: Corridor, origin: str, destination: str, *, shipment: str, links: Iterable[int]
) -> CorridorCapacity:
    """Find the greatest flow from place to place, in whole trains, over some links and through all gateways.

    Parameters
    ----------
    network
        The network on its date.
    corridor
        The corridor, or a branch of one.
    origin, destination
        Ids of the places.
    shipment
        What moves.
    links
        Indexes of the links that may be used: those of the corridor, and of the ways to and from it.
    """
    allowed = frozenset(links)
    kept = _FOUND.setdefault(network, {})
    key = corridor.id, origin, destination, shipment, allowed
    if key not in kept:
        kept[key] = _capacity(network, corridor, (origin, destination), shipment, allowed)
    return kept[key]


def _capacity(
    network: Network, corridor: Corridor, ends: tuple[str, str], shipment: str, allowed: frozenset[int]
) -> CorridorCapacity:
    from corridors.flows.maximum import maximum
    from corridors.flows.setup import flow_network

    flows, _ = flow_network(
        network=network, on=None, scenario=None, modes=None, avoid=None, shipments=(shipment,), weight=None,
        links=None, places=None, directed=True, weighed=False,
    )  # fmt: skip
    source, sink = flows.origin_of[ends[0]], flows.destination_of[ends[1]]
    layered, last, _ = _through(flows, corridor.gateways, _usable(flows, source, sink, allowed))
    found = maximum(layered, [source], [sink + last])
    binding = [flows.capacities[index] for index in found.cut.nonzero()[0].tolist()]
    binds = sorted({(capacity.label, capacity.amount) for capacity in binding}, key=lambda pair: pair[::-1])
    return CorridorCapacity(found.value, tuple(binds), _unknown(flows, corridor.gateways, allowed))


def through_corridor(flows: FlowNetwork, corridor: Corridor, sources: Sequence[int], sinks: Sequence[int]) -> Maximum:
    """Find the greatest flow of which everything crosses the gateways of a corridor, over any links.

    It is exact: layers of the network say which gateways have been crossed, and share the capacities.
    """
    import numpy as np

    from corridors.flows.maximum import Maximum, maximum

    layered, last, origins = _through(flows, corridor.gateways, range(flows.n_arcs))
    found = maximum(layered, sources, [sink + last for sink in sinks])
    back = np.array(origins, dtype=np.int64)
    arc_flows = np.bincount(back, weights=found.arc_flows, minlength=flows.n_arcs).astype(np.float64)
    return Maximum(found.value, arc_flows, found.cut, tuple(back[list(found.unbounded)].tolist()))


def _usable(flows: FlowNetwork, source: int, sink: int, allowed: frozenset[int]) -> list[int]:
    """List the arcs over which something may get from the source to the sink."""
    link_of, heads, tails, offsets, into = flows.link_of, flows.heads, flows.tails, flows.offsets, flows.arcs_into

    def reached(start: int, arcs_at: Callable[[int], Iterable[int]], far: list[int]) -> set[int]:
        found, queue = {start}, [start]
        while queue:
            for arc in arcs_at(queue.pop()):
                if (link_of[arc] < 0 or link_of[arc] in allowed) and far[arc] not in found:
                    found.add(far[arc])
                    queue.append(far[arc])
        return found

    ahead = reached(source, lambda vertex: range(offsets[vertex], offsets[vertex + 1]), heads)
    both = ahead & reached(sink, lambda vertex: into[vertex], tails)
    return [
        arc
        for vertex in sorted(both)
        for arc in range(offsets[vertex], offsets[vertex + 1])
        if heads[arc] in both and (link_of[arc] < 0 or link_of[arc] in allowed)
    ]


def _through(
    flows: FlowNetwork, groups: tuple[frozenset[int], ...], usable: Sequence[int]
) -> tuple[FlowNetwork, int, list[int]]:
    """Give a network of layers, one for each set of gateways crossed; by how much the last is shifted; its arcs."""
    import numpy as np

    from corridors.flows.model import sorted_arcs

    count, everything = flows.n_vertices, (1 << len(groups)) - 1
    arcs = []
    for arc in usable:
        crossed = sum(1 << number for number, group in enumerate(groups) if flows.link_of[arc] in group)
        for state in range(everything + 1):
            arcs.append((flows.tails[arc] + state * count, flows.heads[arc] + (state | crossed) * count, arc))
    arcs = [arcs[i] for i in sorted_arcs([arc[0] for arc in arcs])]
    needs = flows.capacities_of
    member = [(number, capacity) for number, (_, _, arc) in enumerate(arcs) for capacity in needs[arc]]
    origins = [arc for _, _, arc in arcs]
    layered = replace(
        flows,
        n_vertices=count * (everything + 1),
        tails=[tail for tail, _, _ in arcs],
        heads=[head for _, head, _ in arcs],
        link_of=[flows.link_of[arc] for arc in origins],
        forward=[flows.forward[arc] for arc in origins],
        weights=flows.weights[:, origins],
        member_arc=np.array([number for number, _ in member], dtype=np.int64),
        member_capacity=np.array([capacity for _, capacity in member], dtype=np.int64),
        usd_per_t=None,
    )
    return layered, everything * count, origins


def _unknown(flows: FlowNetwork, groups: tuple[frozenset[int], ...], allowed: frozenset[int]) -> tuple[str, ...]:
    """Name the gateways in use of which nobody knows what they carry."""
    gateways = frozenset().union(*groups) & allowed
    found: dict[str, None] = {}
    for arc, index in enumerate(flows.link_of):
        if index in gateways and all(flows.amounts[c] == inf for c in flows.capacities_of[arc]):
            link = flows.links[index]
            found[f"{link.mode} {flows.ends[link.start].name} - {flows.ends[link.end].name}"] = None
    return tuple(found)
