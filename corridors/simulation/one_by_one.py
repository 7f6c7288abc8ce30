"""The best ways of a few samples: trees of a sample and a plan, one after the other."""

from __future__ import annotations

from math import inf

import numpy as np

from corridors.kernels.adding import total_of
from corridors.kernels.csr import Ints
from corridors.kernels.sampled import Plans
from corridors.routing.search import Layer
from corridors.simulation.back import Back
from corridors.simulation.best import Best, arc_weights_of
from corridors.simulation.evaluated import Floats2
from corridors.simulation.parameters import UncertainArcs

__all__ = ["barred_of", "layers_of", "ways_one_by_one"]


def ways_one_by_one(arcs: UncertainArcs, z: Floats2, sources: Ints, targets: Ints, plans: Plans) -> Best:
    """Find the best ways as `corridors.simulation.engine.best_ways` has it, sample by sample."""
    weights, hours, dollars = arc_weights_of(arcs, z)
    asked = [(layers_of(plans, p), barred_of(plans, p), wanted) for p, wanted in enumerate(plans.wanted)]
    columns = len(sources) * len(asked) * len(targets)
    sums = np.full((3, len(z), columns), inf)
    mark = np.zeros((len(z), columns), dtype=np.int64)
    begin: list[int] = [0]
    stores: list[Ints] = []
    for i in range(len(z)):
        column = -1
        for source in sources.tolist():
            base = Back.of(arcs, weights[i], source)
            for layers, barred, wanted in asked:
                back = Back.of(arcs, weights[i], source, layers, barred, base) if wanted.any() else base
                for target, is_wanted in zip(targets.tolist(), wanted.tolist(), strict=True):
                    column += 1
                    far = back.distance[-1, target]
                    begin.append(begin[-1])
                    if is_wanted and far < inf:
                        way, mark[i, column] = back.walk(target)
                        sums[:, i, column] = far, total_of(hours[i, way].tolist()), total_of(dollars[i, way].tolist())
                        begin[-1] += len(way)
                        stores.append(way)
    store = np.concatenate([np.zeros(0, dtype=np.int32), *stores])
    return Best(sums[0], sums[1], sums[2], mark, np.array(begin), store)


def layers_of(plans: Plans, p: int) -> tuple[Layer, ...]:
    """Give the layers of any way (0) or of a plan, counted from 1."""
    if p == 0:
        return ()
    part = slice(plans.begin[p - 1], plans.begin[p])
    rows = list(zip(*(column[part].tolist() for column in plans[2:5]), strict=True))
    return tuple(
        Layer(tuple((lower, [arc], ()) for at, lower, arc in rows if at == level))
        for level in range(1, plans.layers[p - 1] + 1)
    )


def barred_of(plans: Plans, p: int) -> list[int]:
    """Give the arcs that any way (0) or a plan, counted from 1, does without."""
    if p == 0:
        return []
    arcs: list[int] = plans.barred[plans.bar_begin[p - 1] : plans.bar_begin[p]].tolist()
    return arcs
