"""The network as flows see it: arcs between vertices, and the capacities that arcs share.

A `FlowNetwork` is arrays and knows nothing of frames, dates or drawing. It is made of a `Network`
(`corridors.flows.from_network`) or of plain frames (`corridors.flows.from_frames`); everything that
assigns reads only this.

A *capacity* is what bounds a flow: of a link (both directions together), of a port, a terminal, a gauge
change, a border or a place. Arcs may share one, and one arc may need several. So a link's two directions
and the many operations of one port are the same thing to an algorithm: members of one capacity.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corridors.flows.paths import FlowPath, Paths

if TYPE_CHECKING:
    from corridors.world.core import Core

__all__ = ["Capacity", "End", "FlowLink", "FlowNetwork", "Pair", "sorted_arcs"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Capacity(NamedTuple):
    """What bounds a flow, and the figures of its volume-delay function."""

    kind: str  # link, port, terminal, gauge_change, border, place
    id: str
    label: str
    countries: tuple[str, ...]
    amount: float  # infinite where nothing bounds it or nothing is known
    grade: str = ""
    delay_base: float = 0.0  # weight of an unhindered passage, which congestion multiplies
    alpha: float = 0.0
    beta: float = 1.0
    form: str = "bpr"


class FlowLink(NamedTuple):
    """A link as results name it."""

    id: str
    start: str
    end: str
    mode: str
    length_km: float


class End(NamedTuple):
    """A place where flows begin and end."""

    id: str
    name: str
    country: str
    label: object  # as the user wrote it: the number of a zone stays a number
    lon: float | None = None
    lat: float | None = None


class Pair(NamedTuple):
    """A demand: so much from one place to another, of one kind of shipment."""

    origin: str
    destination: str
    shipment: str
    amount: float


@dataclass(frozen=True)
class FlowNetwork:
    """Arcs sorted by tail, their weights by kind of shipment, and the capacities they share.

    ``member_arc[i]`` needs ``member_capacity[i]``, one entry for each arc and capacity. All weights are
    finite and at least zero: arcs that may not be used are not here.
    """

    n_vertices: int
    tails: list[int]
    heads: list[int]
    link_of: list[int]  # index in links, or -1 on handling
    forward: list[bool]  # from the link's start to its end
    shipments: tuple[str, ...]
    weights: Floats  # a row for each kind of shipment
    links: tuple[FlowLink, ...]
    ends: dict[str, End]
    origin_of: dict[str, int]
    destination_of: dict[str, int]
    capacities: tuple[Capacity, ...]
    member_arc: Ints
    member_capacity: Ints
    quantity: str = "flow"  # name of the column of flows: mt_per_year, or flow in the user's unit
    factors: Floats | None = None  # by shipment, what one unit of delay weighs; 1 each where None
    weight: str = "cost"
    weight_unit: str = ""
    usd_per_t: Floats | None = None
    corridors: tuple[tuple[str, tuple[frozenset[int], ...]], ...] = ()
    on: str = ""
    lines: Callable[[str], list[tuple[float, float]]] | None = None  # (lon, lat) of a link by id
    core: Core | None = None  # what it was made of, for the ground of maps; None of plain frames

    @property
    def n_arcs(self) -> int:
        """Number of arcs."""
        return len(self.heads)

    @cached_property
    def offsets(self) -> list[int]:
        """``offsets[v]:offsets[v + 1]`` are the arcs out of ``v``."""
        counts = np.bincount(np.asarray(self.tails, dtype=np.int64), minlength=self.n_vertices)
        return [0, *np.cumsum(counts).tolist()]

    @cached_property
    def arcs_into(self) -> list[list[int]]:
        """Arcs into each vertex."""
        into: list[list[int]] = [[] for _ in range(self.n_vertices)]
        for arc, head in enumerate(self.heads):
            into[head].append(arc)
        return into

    @cached_property
    def amounts(self) -> Floats:
        """Amount of each capacity."""
        return np.array([capacity.amount for capacity in self.capacities], dtype=np.float64)

    @cached_property
    def capacities_of(self) -> list[tuple[int, ...]]:
        """Capacities that each arc needs."""
        found: list[list[int]] = [[] for _ in range(self.n_arcs)]
        for arc, capacity in zip(self.member_arc.tolist(), self.member_capacity.tolist(), strict=True):
            found[arc].append(capacity)
        return [tuple(needs) for needs in found]

    def weights_of(self, shipment: str) -> Floats:
        """Weights of the arcs for one kind of shipment."""
        row: Floats = self.weights[self.shipments.index(shipment)]
        return row

    def priced(self, weights: Floats, prices: Floats) -> Floats:
        """Weights with the prices of the capacities that each arc needs added."""
        extra = np.bincount(self.member_arc, weights=prices[self.member_capacity], minlength=self.n_arcs)
        total: Floats = weights + extra
        return total

    def arc_flows(self, paths: Sequence[FlowPath]) -> Floats:
        """Flow on every arc."""
        return Paths.of(paths).arc_flows(self.n_arcs)

    def used(self, arc_flows: Floats) -> Floats:
        """Flow through every capacity."""
        through: Floats = np.bincount(
            self.member_capacity, weights=arc_flows[self.member_arc], minlength=len(self.capacities)
        ).astype(np.float64)
        return through

    def path_capacities(self, arcs: Sequence[int]) -> list[int]:
        """Capacities that a way needs, one entry for each time."""
        needs = self.capacities_of
        return [capacity for arc in arcs for capacity in needs[arc]]

    def corridors_of(self, arcs: Sequence[int]) -> tuple[str, ...]:
        """Ids of the corridors whose gateways a way crosses."""
        if not self.corridors:
            return ()
        crossed = frozenset(self.link_of[arc] for arc in arcs if self.link_of[arc] >= 0)
        return tuple(name for name, groups in self.corridors if all(g & crossed for g in groups))


def sorted_arcs(tails: Sequence[int]) -> list[int]:
    """Order in which arcs are sorted by tail; equal tails keep their order."""
    order: list[int] = np.argsort(np.asarray(tails, dtype=np.int64), kind="stable").tolist()
    return order
