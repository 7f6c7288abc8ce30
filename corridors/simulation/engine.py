"""The exact best way of every sample: blocks of samples in threads, taken in in their order.

A block is a fixed number of samples of one replication; what comes of it follows from its numbers alone, and blocks
are added up in the order of their numbers. So the answer is the same for any number of threads.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import Any, NamedTuple

import numpy as np

from corridors.gate.numbers import a_count
from corridors.kernels.adding import total_of
from corridors.kernels.compile import NEVER, meanwhile, numba_available
from corridors.kernels.csr import Ints
from corridors.kernels.sampled import Plans, sampled_ways
from corridors.routing.grown import Grown
from corridors.routing.search import Layer, Tree, layered_trees, shortest_tree, walk_back
from corridors.scale.threads import in_order
from corridors.simulation.draws import Draws
from corridors.simulation.parameters import Floats2, UncertainArcs, all_factor_rows, sum_rows

__all__ = ["Best", "best_ways", "in_order", "number_of_workers", "samples_of"]

#: Samples of a block from which on they are compiled for: a plain one takes about ten milliseconds of the processor.
_MANY = 100


class Best(NamedTuple):
    """The best ways of a block by (sample, column): weights, hours, dollars, a hash of the arcs, and the arcs.

    The columns are every source with any way and every plan, with every target. Arcs stand from the last to the first.
    """

    weight: Floats2
    hours: Floats2
    dollars: Floats2
    mark: np.ndarray[Any, np.dtype[np.int64]]
    begin: np.ndarray[Any, np.dtype[np.int64]]
    store: Ints

    def way(self, sample: int, column: int) -> tuple[int, ...]:
        """Give the arcs of a way in travel order."""
        at = sample * self.weight.shape[1] + column
        return tuple(self.store[self.begin[at] : self.begin[at + 1]][::-1].tolist())


def number_of_workers(asked: int | None) -> int:
    """Give how many threads to use: as many as there are processors by default, one where nothing is compiled.

    Raises
    ------
    OptionError
        No whole number of at least 1.
    """
    asked = (
        None if asked is None else a_count("workers", asked, least=1, give="a whole number of threads of at least 1")
    )
    if not numba_available():
        return 1
    return asked or os.cpu_count() or 1


def samples_of(draws: Draws) -> Iterator[tuple[int, int, Floats2]]:
    """Give uniform numbers block by block: (replication, first sample in it, rows)."""
    for replication in range(draws.replications):
        for first, uniform in draws.blocks(replication):
            yield replication, first, uniform


def best_ways(arcs: UncertainArcs, z: Floats2, sources: Ints, targets: Ints, plans: Plans) -> Best:
    """Find the best way of every sample from every source to every target, by any way and by every plan."""
    given = z, *arcs.given(), sources, targets, arcs.offsets, arcs.heads, arcs.tails, plans
    large = 0 if len(z) >= _MANY else NEVER
    return Best(*meanwhile(sampled_ways, given, lambda: _plainly(arcs, z, sources, targets, plans), large))


def arc_weights_of(arcs: UncertainArcs, z: Floats2) -> tuple[Floats2, Floats2, Floats2]:
    """Give weights, hours and dollars of every arc by (sample, arc), whole arrays at a time."""
    factor = all_factor_rows(z, arcs.shapes)
    hours, dollars = sum_rows(arcs.time, factor), sum_rows(arcs.cost, factor)
    weights = arcs.worth_of_hour(z)[:, None] * hours + arcs.mix[1] * dollars
    for arc, number, limit in zip(arcs.closed, arcs.closing, arcs.limits, strict=True):
        weights[z[:, number] <= limit, arc] = inf
    return weights, hours, dollars


def _plainly(arcs: UncertainArcs, z: Floats2, sources: Ints, targets: Ints, plans: Plans) -> Best:
    """Do without compiling: weights by whole arrays, trees in plain Python."""
    weights, hours, dollars = arc_weights_of(arcs, z)
    lists = arcs.offsets.tolist(), arcs.heads.tolist(), arcs.tails.tolist()
    layers = [_layers(plans, p) for p in range(len(plans.layers))]
    columns = len(sources) * len(plans.wanted) * len(targets)
    sums = np.full((3, len(z), columns), inf)
    mark = np.zeros((len(z), columns), dtype=np.int64)
    begin: list[int] = [0]
    store: list[int] = []
    for i in range(len(z)):
        sample, column = weights[i].tolist(), -1
        for source in sources.tolist():
            base = _trees(lists, sample, source, (), [])
            for p, wanted in enumerate(plans.wanted):
                if not wanted.any():
                    begin += [len(store)] * len(targets)
                    column += len(targets)
                    continue
                above, barred = layers[p - 1] if p else (), _barred(plans, p)
                trees, entered = _trees(lists, sample, source, above, barred, base) if above or barred else base
                for t, target in enumerate(targets.tolist()):
                    column += 1
                    distance = trees[-1].distance[target]
                    if wanted[t] and distance < inf:
                        way = walk_back(lists[2], trees, entered, target)[::-1]
                        store += way
                        sums[:, i, column] = (
                            distance,
                            total_of(hours[i, way].tolist()),
                            total_of(dollars[i, way].tolist()),
                        )
                        mark[i, column] = _hash(way)
                    begin.append(len(store))
    return Best(sums[0], sums[1], sums[2], mark, np.array(begin), np.array(store, dtype=np.int32))


def _trees(
    lists: tuple[list[int], list[int], list[int]], weights: list[float], source: int, layers: Sequence[Layer],
    barred: list[int], base: Grown | None = None,
) -> Grown:  # fmt: skip
    """Grow the trees of one plan; `base` is the tree of any way, where it is grown."""
    if barred:
        weights, base = list(weights), None
        for arc in barred:
            weights[arc] = inf

    def grow(number: int, seeds: Mapping[int, float]) -> Tree:
        if number == 0 and base is not None:
            return base[0][0]
        return shortest_tree(*lists[:2], weights, [(distance, vertex) for vertex, distance in seeds.items()])

    return layered_trees(*lists, weights, source, layers, grow=grow)


def _layers(plans: Plans, p: int) -> tuple[Layer, ...]:
    part = slice(plans.begin[p], plans.begin[p + 1])
    rows = list(zip(*(column[part].tolist() for column in plans[2:5]), strict=True))
    return tuple(
        Layer(tuple((lower, [arc], ()) for at, lower, arc in rows if at == level))
        for level in range(1, plans.layers[p] + 1)
    )


def _barred(plans: Plans, p: int) -> list[int]:
    if p == 0:
        return []
    arcs: list[int] = plans.barred[plans.bar_begin[p - 1] : plans.bar_begin[p]].tolist()
    return arcs


def _hash(way: Sequence[int]) -> int:
    """Give the same hash of arcs as the compiled kernel does: in 64 bits with a sign, as they wrap round."""
    mark = 7
    for arc in way:
        mark = (mark * 1000003 ^ arc) & (2**64 - 1)
    return mark - 2**64 if mark >= 2**63 else mark
