"""The best ways of many samples together, without compiling: weights and trees in whole arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

import numpy as np

from corridors.kernels.adding import total_of
from corridors.kernels.csr import Floats, Ints
from corridors.kernels.sampled import Plans
from corridors.routing.search import Layer, distances_to
from corridors.scale.threads import in_order
from corridors.simulation.back import Back
from corridors.simulation.best import Best, arc_weights_of, joined_best
from corridors.simulation.evaluated import Floats2, factors_by_shape, sums_by_row
from corridors.simulation.one_by_one import barred_of, layers_of
from corridors.simulation.parameters import UncertainArcs
from corridors.simulation.room import Room
from corridors.simulation.swept import Goals, Lines, Swept, sweep, walks
from corridors.simulation.walked import Column, added_up

__all__ = ["ways_together"]

#: Figures of all arcs, or of all vertices in all layers, in all samples that are worked on at a time: 96 MB.
_FIGURES = 12_000_000

#: Samples whose weights are worked out at a time.
_AT_A_TIME = 256

#: Plans wanted from which on it pays to look back from the targets first: all other trees grow a quarter as much then.
_MANY = 3

#: A bound is so much wider than the figures say, for they are rounded.
_WIDER = 1 + 1e-9


class _Plan(NamedTuple):
    """What ways of a plan go through and do without, and which targets are wanted."""

    layers: tuple[Layer, ...]
    barred: list[int]
    wanted: list[int]  # places in the list of targets


class _Sketch(NamedTuple):
    """The trees of a plan with every number at P50, and how long its ways to the targets are at most by them."""

    back: Back
    bound: Floats


def ways_together(
    arcs: UncertainArcs, z: Floats2, sources: Ints, targets: Ints, plans: Plans,
    told: Callable[[int], object] = bool, room: Room | None = None,
) -> Best:  # fmt: skip
    """Find the best ways as `corridors.simulation.engine.best_ways` has it, many samples at a time."""
    room = Room() if room is None else room
    asked = [
        _Plan(layers_of(plans, p), barred_of(plans, p), np.flatnonzero(wanted).tolist())
        for p, wanted in enumerate(plans.wanted)
    ]
    trees = 2 + max(len(plan.layers) for plan in asked)
    size = max(1, _FIGURES // max(1, len(arcs.heads), trees * len(arcs.offsets)))
    found = []
    for first in range(0, len(z), size):
        part = z[first : first + size]

        def heard(share: float, first: int = first, samples: int = len(part)) -> None:
            told(first + int(share * samples))

        found.append(_best(arcs, part, sources.tolist(), targets.tolist(), asked, heard, room))
    return joined_best(found)


def _best(
    arcs: UncertainArcs, z: Floats2, sources: Sequence[int], targets: Sequence[int], plans: Sequence[_Plan],
    heard: Callable[[float], object], room: Room,
) -> Best:  # fmt: skip
    together = _Together.of(arcs, z, targets, room)
    columns: dict[int, Column] = {}
    for s, source in enumerate(sources):
        asked = [(p, plan) for p, plan in enumerate(plans) if plan.wanted]
        middle = Back.of(arcs, together.middle, source)
        sketches = [together.sketch(source, plan, [targets[t] for t in plan.wanted], middle) for _, plan in asked]
        farthest = np.max([sketch.bound for sketch in sketches], axis=0, initial=0.0)
        first = together.grow(source, middle, Goals(together.left, farthest), "base")
        left = together.left if len(asked) < _MANY else together.look_back(first, targets, farthest)
        for done, ((p, plan), sketch) in enumerate(zip(asked, sketches, strict=True), 1):
            heard((s + done / (1 + len(asked))) / len(sources))
            with together.without(plan.barred):
                goals = Goals(left, sketch.bound)
                if plan.barred:
                    trees = [together.grow(source, sketch.back, goals, 0)]
                else:
                    trees = together.climb(first, plan.layers, sketch, goals)
                for t in plan.wanted:
                    column = (s * len(plans) + p) * len(targets) + t
                    columns[column] = together.walk(trees, source, targets[t])
    shape = len(z), len(sources) * len(plans) * len(targets)
    return added_up(arcs, z, shape, columns)


@dataclass
class _Together:
    """The samples of one go.

    Attributes
    ----------
    weights
        By (arc, sample).
    middle
        What every arc weighs with every number at P50.
    left
        What lies at least between each vertex and the nearest target, in any sample.
    """

    arcs: UncertainArcs
    lines: Lines
    weights: Floats2
    middle: Floats
    left: list[float]
    room: Room

    @classmethod
    def of(cls, arcs: UncertainArcs, z: Floats2, targets: Sequence[int], room: Room) -> _Together:
        """Weigh all arcs in all samples."""
        lines = Lines.of(arcs.offsets, arcs.heads, arcs.tails)
        weights = _weights(arcs, z, room.array("weights", (len(arcs.heads), len(z))), room.workers)
        middle = arc_weights_of(arcs, np.zeros((1, z.shape[1])))[0][0]
        least = weights.min(axis=1, initial=inf).tolist()
        left = [distances_to(lines.into, lines.tails, least, target) for target in targets]
        return cls(arcs, lines, weights, middle, np.min(left, axis=0).tolist(), room)

    def sketch(self, source: int, plan: _Plan, targets: Sequence[int], base: Back) -> _Sketch:
        """Search with every number at P50, and see what those ways come to in every sample."""
        back = Back.of(self.arcs, self.middle, source, plan.layers, plan.barred, base)
        bound = np.zeros(self.weights.shape[1])
        for target in targets:
            far: float | Floats = inf
            if back.distance[-1, target] < inf:
                far = total_of(self.weights[arc] for arc in back.walk(target)[0])
            np.maximum(bound, far, out=bound)
        return _Sketch(back, bound * _WIDER)

    def _empty(self, name: str | int) -> Swept:
        return Swept.empty(self.room.array(name, (len(self.lines.into), self.weights.shape[1])))

    def grow(self, source: int, middle: Back, goals: Goals, name: str | int) -> Swept:
        """Grow the trees of all samples from a source."""
        swept = self._empty(name)
        swept.distance[source] = 0.0
        rank = middle.distance[0].tolist()
        sweep(self.lines, self.weights, swept.distance, [source], rank, goals)
        return swept

    def look_back(self, base: Swept, targets: Sequence[int], bound: Floats) -> list[Floats]:
        """Find what lies between each vertex and the nearest target in every sample, where that is within the bound."""
        lines, middle = self.lines, self.middle.tolist()
        rank = np.min([distances_to(lines.into, lines.tails, middle, target) for target in targets], axis=0)
        distance = self._empty("back").distance
        distance[targets] = 0.0
        sweep(lines.back(), self.weights, distance, targets, rank.tolist(), Goals(list(base.distance), bound))
        return list(distance)

    def climb(self, base: Swept, layers: Sequence[Layer], sketch: _Sketch, goals: Goals) -> list[Swept]:
        """Grow the trees of the layers above the first."""
        trees = [base]
        for number, (layer, rank) in enumerate(zip(layers, sketch.back.distance[1:].tolist(), strict=True)):
            swept = self._empty(number)
            for lower, (arc,), _ in layer.entries:
                head, below = self.lines.heads[arc], trees[lower]
                reached = below.distance[self.lines.tails[arc]] + self.weights[arc]
                np.minimum(swept.distance[head], reached, out=swept.distance[head])
                swept.entries.setdefault(head, []).append((lower, arc))
            sweep(self.lines, self.weights, swept.distance, swept.entries, rank, goals)
            trees.append(swept)
        return trees

    def walk(self, trees: Sequence[Swept], source: int, target: int) -> Column:
        """Walk back from a target, in samples where several ways come to the same one by one."""
        steps, unclear = walks(self.lines, self.weights, trees, source, target)
        alone = {sample: self._back(trees, source, sample).walk(target) for sample in unclear.tolist()}
        return Column(trees[-1].distance[target].copy(), steps, alone)

    def _back(self, trees: Sequence[Swept], source: int, sample: int) -> Back:
        entered = {}
        for layer, (distance, entries) in enumerate(trees):
            for head, arcs in entries.items():
                for lower, arc in arcs:
                    reached = trees[lower].distance[self.lines.tails[arc], sample] + self.weights[arc, sample]
                    if reached == distance[head, sample] < inf:
                        entered[layer, head] = lower, arc
                        break
        distance = np.array([swept.distance[:, sample] for swept in trees])
        return Back.among(self.arcs, self.weights[:, sample].copy(), source, distance, entered)

    @contextmanager
    def without(self, barred: Sequence[int]) -> Iterator[None]:
        """Do without some arcs in here."""
        before = self.room.array("barred", (len(barred), self.weights.shape[1]))
        np.take(self.weights, barred, axis=0, out=before, mode="clip")  # else what it gives is buffered
        self.weights[barred] = inf
        yield
        self.weights[barred] = before


def _weights(arcs: UncertainArcs, z: Floats2, weights: Floats2, workers: int) -> Floats2:
    """Work out what every arc weighs in every sample, so many samples at a time, by several threads."""
    per_hour = arcs.worth_of_hour(z)
    both = (arcs.time, per_hour), (arcs.cost, np.full_like(per_hour, arcs.mix[1]))
    wanted = [(sums, worth) for sums, worth in both if worth.any()]  # what counts for nothing is not worked out

    def fill(first: int) -> None:
        some = slice(first, first + _AT_A_TIME)
        part = factors_by_shape(z[some], arcs.shapes)
        terms = [sums_by_row(sums, part) for sums, _ in wanted]
        for term, (_, worth) in zip(terms, wanted, strict=True):
            term *= worth[some]
        if len(terms) > 1:
            np.add(terms[0], terms[1], out=weights[:, some])
        else:
            weights[:, some] = terms[0] if terms else 0.0

    for _ in in_order(fill, range(0, len(z), _AT_A_TIME), workers):
        pass
    for arc, number, limit in zip(arcs.closed, arcs.closing, arcs.limits, strict=True):
        weights[arc, z[:, number] <= limit] = inf
    return weights
