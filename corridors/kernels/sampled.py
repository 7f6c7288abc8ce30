"""Shortest ways under weights that are drawn: many samples, one tree each, and trees through layers.

What an arc weighs in a sample is a fixed part and a sum of *shapes*: a shape turns one standard normal number into a
factor, and an arc has so much of it. So a sample costs a pass over the shapes, one over the arcs, and a tree.
Everything about a sample follows from its row of numbers alone: the same for any number of threads, in any order.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corridors.kernels.compile import jit
from corridors.kernels.csr import Floats, Ints
from corridors.kernels.heap import grown, longer, pop, push
from corridors.kernels.walks import walk_layers

__all__ = ["Plans", "Shapes", "Sums", "all_factors", "all_sums", "arc_weights", "sampled_ways", "share_causes"]


class Shapes(NamedTuple):
    """How factors follow from standard normal numbers: two halves of a normal, bounded by zero, with a tail."""

    number: Ints  # which of the numbers it follows
    middle: Floats  # at 0
    below: Floats  # slope under 0
    above: Floats  # slope from 0 to P90
    tail: Floats  # slope beyond P90, as a share of `above`
    switch: Ints  # number that switches it, -1: none
    limit: Floats  # switched on where that number is at most this
    when: Ints  # 1: counts while switched on, 0: while off


class Plans(NamedTuple):
    """What else is looked for beside any way: through layers, or without some arcs.

    Plan ``p`` has ``layers[p]`` layers above the first, entered by the entries ``begin[p]:begin[p + 1]`` (layer, lower
    layer, arc), or, where that is 0, does without the arcs ``barred[bar_begin[p]:bar_begin[p + 1]]``. ``wanted`` has a
    row for any way and one a plan, a column a target.
    """

    begin: Ints
    layers: Ints
    entry_layer: Ints
    entry_lower: Ints
    entry_arc: Ints
    bar_begin: Ints
    barred: Ints
    wanted: NDArray[np.bool_]


class Sums(NamedTuple):
    """Rows of a fixed part and so much of each shape."""

    fixed: Floats
    begin: Ints
    shape: Ints
    scale: Floats


@jit
def bent(z: float, middle: float, below: float, above: float, tail: float) -> float:
    """Give the factor at a standard normal number."""
    if z < 0.0:
        value = middle + below * z
        return value if value > 0.0 else 0.0
    if z <= 1.2815515655446004:
        return middle + above * z
    return middle + above * (1.2815515655446004 + tail * (z - 1.2815515655446004))


@jit
def factors(z: Floats, shapes: Shapes, out: Floats) -> None:
    """Work out the factor of every shape in one sample."""
    number, middle, below, above, tail, switch, limit, when = shapes
    for s in range(len(number)):
        value = bent(z[number[s]], middle[s], below[s], above[s], tail[s]) if number[s] >= 0 else middle[s]
        if switch[s] >= 0:
            on = 1 if z[switch[s]] <= limit[s] else 0
            if on != when[s]:
                value = 0.0
        out[s] = value


@jit
def row_sums(sums: Sums, factor: Floats, out: Floats) -> None:
    """Add up every row in one sample."""
    fixed, begin, shape, scale = sums
    for row in range(len(fixed)):
        total = fixed[row]
        for k in range(begin[row], begin[row + 1]):
            total += scale[k] * factor[shape[k]]
        out[row] = total


@jit
def share_causes(
    every: NDArray[np.float64], column: Ints, own: Floats, common: NDArray[np.float64], out: NDArray[np.float64]
) -> None:
    """Mix each number of its own column and of the two common causes in the first two."""
    for i in range(len(every)):
        for p in range(len(column)):
            value = every[i, column[p]] * own[p]
            value += every[i, 0] * common[0, p]
            value += every[i, 1] * common[1, p]
            out[i, p] = value


@jit
def all_factors(z: NDArray[np.float64], shapes: Shapes, out: NDArray[np.float64]) -> None:
    """Work out the factors of all samples, a row each."""
    for i in range(len(z)):
        factors(z[i], shapes, out[i])


@jit
def all_sums(sums: Sums, factor: NDArray[np.float64], out: NDArray[np.float64]) -> None:
    """Add up every row in all samples."""
    for i in range(len(factor)):
        row_sums(sums, factor[i], out[i])


@jit
def arc_weights(
    z: Floats, shapes: Shapes, time: Sums, cost: Sums, mix: Floats, worth: int, closing: Ints, closed: Ints,
    limits: Floats, factor: Floats, hours: Floats, dollars: Floats, weights: Floats,
) -> None:  # fmt: skip
    """Work out hours, dollars and weights of all arcs in one sample.

    `mix` is what an hour and a dollar weigh; `worth`, where it is not -1, is the shape that an hour is worth besides.
    Arc `closed[k]` may not be used where number `closing[k]` is at most `limits[k]`.
    """
    factors(z, shapes, factor)
    row_sums(time, factor, hours)
    row_sums(cost, factor, dollars)
    per_hour = mix[0]
    if worth >= 0:
        per_hour += mix[2] * factor[worth]
    for arc in range(len(weights)):
        weights[arc] = per_hour * hours[arc] + mix[1] * dollars[arc]
    for k in range(len(closed)):
        if z[closing[k]] <= limits[k]:
            weights[closed[k]] = np.inf


@jit
def settle(
    layer: int, left: int, is_target: NDArray[np.bool_], size: int, offsets: Ints, heads: Ints, weights: Floats,
    distance: Floats, arc_to: Ints, came: Ints, keys: Floats, items: Ints,
) -> tuple[Floats, Ints]:  # fmt: skip
    """Grow a tree from what the queue holds, until so many targets and all as near are settled (or all, if below 0)."""
    last = np.inf
    while size > 0 and keys[0] <= last:
        near = keys[0]
        v = items[0]
        pop(keys, items, size)
        size -= 1
        if near > distance[v]:
            continue
        if is_target[v]:
            left -= 1
            if left == 0:
                last = near
        if size + offsets[v + 1] - offsets[v] > len(keys):
            keys, items = longer(keys, items, offsets[v + 1] - offsets[v])
        for arc in range(offsets[v], offsets[v + 1]):
            head = heads[arc]
            reached = near + weights[arc]
            if reached < distance[head]:
                distance[head] = reached
                arc_to[head] = arc
                came[head] = layer
                push(keys, items, size, reached, head)
                size += 1
    return keys, items


@jit
def seed_layer(
    layer: int, plans: Plans, first: int, last: int, tails: Ints, heads: Ints, weights: Floats,
    distance: NDArray[np.float64], arc_to: NDArray[np.int32], came: NDArray[np.int32], keys: Floats, items: Ints,
) -> tuple[int, Floats, Ints]:  # fmt: skip
    """Queue the vertices by which a layer is entered from lower ones."""
    size = 0
    for k in range(first, last):
        if plans.entry_layer[k] == layer:
            arc = plans.entry_arc[k]
            lower = plans.entry_lower[k]
            reached = distance[lower, tails[arc]] + weights[arc]
            head = heads[arc]
            if reached < distance[layer, head]:
                distance[layer, head] = reached
                arc_to[layer, head] = arc
                came[layer, head] = lower
                if size + 1 > len(keys):
                    keys, items = longer(keys, items, 1)
                push(keys, items, size, reached, head)
                size += 1
    return size, keys, items


@jit
def grow_plan(
    p: int, source: int, plans: Plans, left: int, stop: NDArray[np.bool_], nothing: NDArray[np.bool_], offsets: Ints,
    heads: Ints, tails: Ints, weights: Floats, distance: NDArray[np.float64],
    arc_to: NDArray[np.int32], came: NDArray[np.int32], keys: Floats, items: Ints,
) -> tuple[int, int, Floats, Ints]:  # fmt: skip
    """Grow the trees of a plan above that of any way (plan -1), as far as its targets.

    Returned are the layer in which ways end and the one in which they start, and the queue.
    """
    if p < 0:
        distance[0, :] = np.inf
        distance[0, source] = 0.0
        push(keys, items, 0, 0.0, source)
        whole = len(plans.layers) > 0  # plans build on the tree of any way
        keys, items = settle(
            0, -1 if whole else left, nothing if whole else stop, 1, offsets, heads, weights, distance[0], arc_to[0],
            came[0], keys, items,
        )  # fmt: skip
        return 0, 0, keys, items
    layer = max(1, plans.layers[p])
    distance[layer, :] = np.inf
    if left == 0:
        return layer, 0, keys, items
    if plans.layers[p] == 0:
        distance[layer, source] = 0.0
        push(keys, items, 0, 0.0, source)
        keys, items = settle(
            layer, left, stop, 1, offsets, heads, weights, distance[layer], arc_to[layer], came[layer], keys, items
        )
        return layer, layer, keys, items
    for level in range(1, layer + 1):
        distance[level, :] = np.inf
        size, keys, items = seed_layer(
            level, plans, plans.begin[p], plans.begin[p + 1], tails, heads, weights, distance, arc_to, came, keys, items
        )
        last = level == layer
        keys, items = settle(
            level, left if last else -1, stop if last else nothing, size, offsets, heads, weights, distance[level],
            arc_to[level], came[level], keys, items,
        )  # fmt: skip
    return layer, 0, keys, items


@jit
def stops_of(plans: Plans, targets: Ints, n: int) -> tuple[NDArray[np.bool_], NDArray[np.int64], int]:
    """Give the vertices at which each plan may stop, how many they are, and how many layers there are at most."""
    n_plans = len(plans.layers)
    stop = np.zeros((n_plans + 1, n), np.bool_)
    left = np.zeros(n_plans + 1, np.int64)
    most = 2
    for p in range(n_plans + 1):
        if p > 0:
            most = max(most, plans.layers[p - 1] + 1)
        for t in range(len(targets)):
            if plans.wanted[p, t] and not stop[p, targets[t]]:
                stop[p, targets[t]] = True
                left[p] += 1
    return stop, left, most


@jit
def sampled_ways(
    z: NDArray[np.float64], shapes: Shapes, time: Sums, cost: Sums, mix: Floats, worth: int, closing: Ints,
    closed: Ints, limits: Floats, sources: Ints, targets: Ints, offsets: Ints, heads: Ints, tails: Ints,
    into_begin: Ints, into: Ints, plans: Plans,
) -> tuple[
    NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int64], NDArray[np.int64], Ints
]:  # fmt: skip
    """Find the best way of every sample between every source and target, by any way and by every plan.

    Returned are weights, hours, dollars and a hash of the arcs by (sample, column), where the columns are every
    source with any way and every plan with every target; and the arcs: those of sample ``i`` and column ``j`` stand
    in ``store[begin[i * columns + j]:begin[i * columns + j + 1]]``, the last one first. What is not wanted or has no
    way is infinite. The arcs to vertex ``v`` are ``into[into_begin[v]:into_begin[v + 1]]``.
    """
    n = len(offsets) - 1
    n_targets = len(targets)
    n_plans = len(plans.layers)
    samples = len(z)
    columns = len(sources) * (n_plans + 1) * n_targets
    weight = np.full((samples, columns), np.inf)
    hour = np.full((samples, columns), np.inf)
    dollar = np.full((samples, columns), np.inf)
    mark = np.zeros((samples, columns), np.int64)
    begin = np.zeros(samples * columns + 1, np.int64)
    stop, left, most = stops_of(plans, targets, n)
    store = np.empty(n * most + 48 * samples * columns, np.int32)
    used = 0
    factor = np.empty(len(shapes.number))
    hours = np.empty(len(heads))
    dollars = np.empty(len(heads))
    weights = np.empty(len(heads))
    saved = np.empty(len(heads))
    distance = np.empty((most, n))
    arc_to = np.empty((most, n), np.int32)
    came = np.zeros((most, n), np.int32)
    keys = np.empty(1024)
    items = np.empty(1024, np.int32)
    nothing = np.zeros(n, np.bool_)
    at = 0
    for i in range(samples):
        arc_weights(z[i], shapes, time, cost, mix, worth, closing, closed, limits, factor, hours, dollars, weights)
        for s in range(len(sources)):
            source = sources[s]
            for p in range(n_plans + 1):
                barred = plans.barred[plans.bar_begin[p - 1] : plans.bar_begin[p]] if p > 0 else plans.barred[:0]
                for k in range(len(barred)):
                    saved[k] = weights[barred[k]]
                    weights[barred[k]] = np.inf
                layer, floor, keys, items = grow_plan(
                    p - 1, source, plans, left[p], stop[p], nothing, offsets, heads, tails, weights, distance, arc_to,
                    came, keys, items,
                )  # fmt: skip
                for t in range(n_targets):
                    column = (s * (n_plans + 1) + p) * n_targets + t
                    if plans.wanted[p, t] and distance[layer, targets[t]] < np.inf:
                        if used + n * most > len(store):
                            store = grown(store, 2 * (used + n * most))
                        weight[i, column] = distance[layer, targets[t]]
                        hour[i, column], dollar[i, column], mark[i, column], used = walk_layers(
                            layer, floor, targets[t], source, heads, tails, into_begin, into, weights, distance, arc_to,
                            came, hours, dollars, store, used,
                        )  # fmt: skip
                    at += 1
                    begin[at] = used
                for k in range(len(barred)):
                    weights[barred[k]] = saved[k]
    return weight, hour, dollar, mark, begin, store[:used].copy()
