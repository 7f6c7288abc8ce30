"""Trees of one sample through layers, and the ways walked back through them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np

from corridors.kernels.csr import Floats, Ints
from corridors.kernels.walks import walk_layers
from corridors.routing.search import Layer
from corridors.simulation.evaluated import Floats2
from corridors.simulation.parameters import UncertainArcs

__all__ = ["Back"]

Ints2 = np.ndarray[Any, np.dtype[np.int32]]


@dataclass
class Back:
    """The trees of one sample in layers, as `corridors.kernels.walks.walk_layers` takes them.

    Attributes
    ----------
    distance
        By (layer, vertex).
    arc_to, came
        By which arc and from which layer a vertex is reached, where that is a lower one than its own.
    """

    arcs: UncertainArcs
    source: int
    weights: Floats
    distance: Floats2
    arc_to: Ints2
    came: Ints2

    @classmethod
    def of(
        cls, arcs: UncertainArcs, weights: Floats, source: int, layers: Sequence[Layer] = (),
        barred: Sequence[int] = (), base: Back | None = None,
    ) -> Back:  # fmt: skip
        """Grow the trees of one plan; `base` is the tree of any way, where it is grown."""
        if barred:
            weights, base = weights.copy(), None
            weights[barred] = inf
        first = _distances(arcs, weights, {source: 0.0}) if base is None else base.distance[0]
        distance, (arc_to, came) = [first], _unentered(1 + len(layers), len(first))
        for number, layer in enumerate(layers, start=1):
            seeds: dict[int, float] = {}
            for lower, (arc,), _ in layer.entries:
                head, reached = int(arcs.heads[arc]), float(distance[lower][arcs.tails[arc]] + weights[arc])
                if reached < seeds.get(head, inf):
                    seeds[head] = reached
                    arc_to[number, head], came[number, head] = arc, lower
            distance.append(_distances(arcs, weights, seeds))
            for head, reached in seeds.items():
                if distance[-1][head] < reached:  # from within the layer
                    came[number, head] = number
        return cls(arcs, source, weights, np.array(distance), arc_to, came)

    @classmethod
    def among(
        cls,
        arcs: UncertainArcs,
        weights: Floats,
        source: int,
        distance: Floats2,
        entered: Mapping[tuple[int, int], Any],
    ) -> Back:  # fmt: skip
        """Take distances that are known; `entered` are (lower layer, arc) by (layer, vertex)."""
        arc_to, came = _unentered(*distance.shape)
        for place, (lower, arc) in entered.items():
            arc_to[place], came[place] = arc, lower
        return cls(arcs, source, weights, distance, arc_to, came)

    def walk(self, target: int) -> tuple[Ints, int]:
        """Give the arcs of the way to a target, from the last one to the first, and their hash."""
        arcs, store = self.arcs, np.empty(self.distance.size, dtype=np.int32)
        nothing = np.zeros(len(arcs.heads))
        with np.errstate(over="ignore"):  # of the hash
            *_, mark, used = walk_layers(
                len(self.distance) - 1, 0, target, self.source, arcs.heads, arcs.tails, *arcs.into, self.weights,
                self.distance, self.arc_to, self.came, nothing, nothing, store, 0,
            )  # fmt: skip
        return store[:used].copy(), int(mark)


def _unentered(layers: int, vertices: int) -> tuple[Ints2, Ints2]:
    own = np.repeat(np.arange(layers, dtype=np.int32)[:, None], vertices, axis=1)
    return np.full((layers, vertices), -1, dtype=np.int32), own


def _distances(arcs: UncertainArcs, weights: Floats, seeds: Mapping[int, float]) -> Floats:
    """Give the distance of every vertex from the nearest seed, which is so far already."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    n = len(arcs.offsets) - 1
    # one vertex more, from which every seed is as far as it is
    entries = np.concatenate([weights, np.fromiter(seeds.values(), np.float64)])
    heads = np.concatenate([arcs.heads, np.fromiter(seeds, np.int32)])
    begin = np.append(arcs.offsets, len(heads)).astype(np.int32)
    distance: Floats = dijkstra(csr_matrix((entries, heads, begin), shape=(n + 1, n + 1)), indices=n)[:n]
    return distance
