"""What every method of assignment is given and gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isinf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corridors.flows.model import FlowNetwork, Pair
from corridors.flows.paths import FlowPath
from corridors.flows.trees import Trees, way

__all__ = ["Answer", "Group", "Task"]

Progress = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True)
class Group:
    """Pairs that one tree answers: the same origin and shipment."""

    shipment: str
    source: int
    pairs: tuple[int, ...]
    targets: tuple[int, ...]


@dataclass(frozen=True)
class Task:
    """Demand on a network."""

    network: FlowNetwork
    pairs: tuple[Pair, ...]

    @property
    def groups(self) -> list[Group]:
        """Pairs with something to move, by origin and shipment.

        What stays where it is needs no way, and counts as served without one.
        """
        members: dict[tuple[str, str], list[int]] = {}
        for number, pair in enumerate(self.pairs):
            if pair.amount > 0 and pair.origin != pair.destination:
                members.setdefault((pair.shipment, pair.origin), []).append(number)
        network = self.network
        return [
            Group(
                shipment,
                network.origin_of[origin],
                tuple(numbers),
                tuple(network.destination_of[self.pairs[n].destination] for n in numbers),
            )
            for (shipment, origin), numbers in members.items()
        ]

    def standing(self) -> list[FlowPath]:
        """Flows of pairs whose two places are the same: served, without a way."""
        return [
            FlowPath(number, (), pair.amount)
            for number, pair in enumerate(self.pairs)
            if pair.amount > 0 and pair.origin == pair.destination
        ]

    def best(
        self, trees: Trees, groups: Sequence[Group], prices: NDArray[np.float64]
    ) -> Iterator[tuple[int, float, tuple[int, ...]]]:
        """Give each pair's (number, weight, way) under capacity prices; unreachable pairs are left out."""
        network, shipment = self.network, None
        for group in sorted(groups, key=lambda g: network.shipments.index(g.shipment)):
            if group.shipment != shipment:
                trees.weigh(network.priced(network.weights_of(group.shipment), prices))
                shipment = group.shipment
            distance, arc_to = trees.grow(group.source)
            for number, target in zip(group.pairs, group.targets, strict=True):
                if not isinf(distance[target]):
                    yield number, distance[target], way(network.tails, arc_to, group.source, target)


@dataclass(frozen=True)
class Answer:
    """What a method found."""

    paths: Sequence[FlowPath]
    prices: NDArray[np.float64] | None = None  # by capacity, at least zero
    pair_prices: NDArray[np.float64] | None = None  # what one more unit of a pair's demand would cost
    unserved_cost: float | None = None
    objective: float | None = None
    history: list[dict[str, float]] = field(default_factory=list)
    converged: bool = True
    weights: NDArray[np.float64] | None = None  # arc weights at these flows, where they depend on them
    settings: Mapping[str, Any] = field(default_factory=dict)
