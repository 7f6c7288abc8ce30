"""Many samples of the weights, one shortest way in each.

Each arc's weight follows a triangular law between a low and a high value. The random numbers are counted,
not drawn in turn: number ``j`` of sample ``i`` is a hash of (seed, i, j), so the samples are the same for
any number of threads, for any part of them, and with or without numba; only exact operations and square
roots are used. The tree on the least weights steers the search of every sample (A*): a weight drawn is
never below its least, so the bounds hold.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corridors.kernels.compile import jit, soon
from corridors.kernels.csr import Floats, Graph, Ints, Reverse, reverse_of, tails_of
from corridors.kernels.dijkstra import grow_reverse_tree
from corridors.kernels.yen import steer

__all__ = ["Samples", "Triangular", "draw_weights", "sample_paths"]

Longs = NDArray[np.uint64]


class Triangular(NamedTuple):
    """Law of the weights, one entry an arc; ``low <= mode <= high``, all infinite where an arc is shut.

    Arcs with the same number in ``draw`` share their random number, as the two directions of a link do.
    """

    low: Floats
    mode: Floats
    high: Floats
    draw: Ints

    @classmethod
    def of(cls, low: ArrayLike, mode: ArrayLike, high: ArrayLike, draw: ArrayLike | None = None) -> Triangular:
        """Check and convert; without `draw` every arc is drawn by itself.

        Raises
        ------
        ValueError
            The arrays do not fit together, or values are negative, unordered or not numbers.
        """
        values = [np.ascontiguousarray(part, dtype=np.float64) for part in (low, mode, high)]
        numbers = np.arange(len(values[0])) if draw is None else np.asarray(draw)
        law = cls(values[0], values[1], values[2], np.ascontiguousarray(numbers, dtype=np.int32))
        if len({len(part) for part in law}) != 1:
            raise ValueError("low, mode, high and draw must be of one length: an entry an arc")
        if not np.all((law.low >= 0) & (law.low <= law.mode) & (law.mode <= law.high)):
            raise ValueError("low, mode and high must be numbers with 0 <= low <= mode <= high")
        if np.any(np.isinf(law.high) & ~np.isinf(law.low)):
            raise ValueError("high may be infinite only where low is: the arc is shut")
        if len(law.draw) and law.draw.min() < 0:
            raise ValueError("draw must hold numbers of at least 0")
        return law


class Samples(NamedTuple):
    """Shortest ways: that of sample ``i`` is ``arcs[begin[i]:begin[i + 1]]``, infinite and empty if none."""

    lengths: Floats
    begin: NDArray[np.int64]
    arcs: Ints


@jit
def mixed(numbers: Longs) -> Longs:
    """Scatter 64-bit numbers (the finaliser of SplitMix64); whole arrays, where overflow wraps silently."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


@jit
def draw_into(
    weights: Floats, key: Longs, counters: Longs, low: Floats, high: Floats, share: Floats,
    rise: Floats, fall: Floats, draw: Ints,
) -> None:  # fmt: skip
    """Draw one sample: invert the law at the hash of the sample's key and each counter."""
    bits = mixed(counters + key) >> np.uint64(11)
    uniform = bits * 1.1102230246251565e-16  # 2 ** -53
    u = uniform[draw]
    left = low + np.sqrt(u * rise)
    right = high - np.sqrt((1.0 - u) * fall)
    # Rounding may leave the interval by a unit in the last place; the bounds of A* must hold.
    weights[:] = np.minimum(np.maximum(np.where(u < share, left, right), low), high)


@jit
def run_samples(
    begin: int, end: int, keys_of: Longs, counters: Longs, source: int, target: int, offsets: Ints,
    heads: Ints, tails: Ints, in_offsets: Ints, in_tails: Ints, in_arcs: Ints, low: Floats, high: Floats,
    share: Floats, rise: Floats, fall: Floats, draw: Ints, lengths: Floats,
) -> tuple[Ints, Ints]:  # fmt: skip
    """Run samples `begin` to `end`: lengths go into `lengths`, numbers of arcs and arcs are returned."""
    n = len(offsets) - 1
    bound = grow_reverse_tree(target, in_offsets, in_tails, in_arcs, low)
    # The tree's sums are rounded: kept a little below what any sample can give.
    bound *= 1.0 - 1e-12
    distance = np.full(n, np.inf)
    arc_to = np.full(n, -1, np.int32)
    touched = np.empty(n, np.int32)
    keys = np.empty(256)
    items = np.empty(256, np.int32)
    shut_arc = np.zeros(len(heads), np.bool_)
    shut_vertex = np.zeros(n, np.bool_)
    shut_place = np.zeros(1, np.bool_)
    place = np.zeros(n, np.int32)
    weights = np.empty(len(heads))
    counts = np.zeros(end - begin, np.int32)
    arcs = np.empty(1024, np.int32)
    used = 0
    for i in range(begin, end):
        draw_into(weights, keys_of[i : i + 1], counters, low, high, share, rise, fall, draw)
        found = np.inf
        n_touched = 0
        if bound[source] < np.inf:
            found, n_touched = steer(
                source, target, offsets, heads, weights, bound, shut_arc, shut_vertex, shut_place, place,
                distance, arc_to, touched, keys, items, np.inf,
            )  # fmt: skip
        lengths[i] = found
        if found < np.inf:
            if used + n > len(arcs):
                longer = np.empty(2 * (used + n), np.int32)
                longer[:used] = arcs[:used]
                arcs = longer
            v = target
            first = used
            while v != source:
                arcs[used] = arc_to[v]
                used += 1
                v = tails[arc_to[v]]
            arcs[first:used] = arcs[first:used][::-1].copy()
            counts[i - begin] = used - first
        for j in range(n_touched):
            distance[touched[j]] = np.inf
    return counts, arcs[:used].copy()


def _prepared(law: Triangular) -> tuple[Floats, Floats, Floats, Floats, Floats, Ints]:
    """Give what inverting the law needs of each arc: low, high, share below the mode, two factors."""
    low, mode, high, draw = law
    shut = np.isinf(low)
    floor, peak, top = (np.where(shut, 0.0, part) for part in (low, mode, high))
    width = top - floor
    share = np.divide(peak - floor, width, out=np.zeros_like(width), where=width > 0)
    return low, high, share, width * (peak - floor), width * (top - peak), draw


def _counters(law: Triangular) -> Longs:
    number = int(law.draw.max()) + 1 if len(law.draw) else 0
    return np.arange(1, number + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)


def _keys(seed: int, begin: int, end: int) -> Longs:
    """Give one key a sample: a hash of the hash of the seed and the sample's number."""
    stem = mixed(np.array([seed % 2**64], dtype=np.uint64) + np.uint64(0x9E3779B97F4A7C15))
    return mixed(stem + np.arange(begin, end, dtype=np.uint64) * np.uint64(0xD1342543DE82EF95))


def draw_weights(law: Triangular, sample: int, seed: int) -> Floats:
    """Weights of all arcs in one sample, the same as `sample_paths` uses."""
    low, high, share, rise, fall, draw = _prepared(law)
    weights = np.empty(len(low))
    draw_into(weights, _keys(seed, sample, sample + 1), _counters(law), low, high, share, rise, fall, draw)
    return weights


def sample_paths(
    graph: Graph, law: Triangular, source: int, target: int, n: int, *,
    seed: int = 0, workers: int = 1, reverse: Reverse | None = None,
) -> Samples:  # fmt: skip
    """Shortest way from `source` to `target` in each of `n` samples of the weights.

    Parameters
    ----------
    graph
        Its own weights do not count, those of the law do.
    law
        How the weights vary.
    seed
        The same seed gives the same samples, whatever the number of workers.
    workers
        Threads; with numba they run at the same time.
    """
    if len(law.low) != graph.n_arcs:
        raise ValueError(f"the law has {len(law.low)} arcs, the graph {graph.n_arcs}")
    reverse = reverse_of(graph) if reverse is None else reverse
    lengths = np.empty(n)
    kernel = soon(run_samples)
    given = (
        _keys(seed, 0, n), _counters(law), int(source), int(target), graph.offsets, graph.heads,
        tails_of(graph.offsets), *reverse, *_prepared(law), lengths,
    )  # fmt: skip
    workers = max(1, min(workers, n))
    cuts = [n * part // workers for part in range(workers + 1)]
    spans = list(pairwise(cuts))
    if workers == 1:
        parts = [kernel(0, n, *given)]
    else:
        with ThreadPoolExecutor(workers) as pool:
            parts = list(pool.map(lambda span: kernel(span[0], span[1], *given), spans))
    begin = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.concatenate([counts for counts, _ in parts]), out=begin[1:])
    return Samples(lengths, begin, np.concatenate([arcs for _, arcs in parts]))
