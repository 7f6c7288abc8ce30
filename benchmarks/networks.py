"""Synthetic networks for the benchmarks: seeded, so that everybody measures the same."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import Delaunay


class Edges(NamedTuple):
    """An undirected network: ends and lengths (km, whole metres) of its edges, and coordinates."""

    n: int
    start: np.ndarray
    end: np.ndarray
    length: np.ndarray
    xy: np.ndarray


def road_like(n: int, m: int, seed: int = 1, aspect: float = 8.0) -> Edges:
    """Make a connected planar network of `n` nodes and `m` edges with the look of railways and roads.

    Half of the nodes are junctions, strewn over a land `aspect` times as wide as high; they are joined by
    a spanning tree and the shortest other edges of their Delaunay triangulation, some of them left out at
    random; the other half of the nodes lie along those edges, as stations do.
    """
    rng = np.random.default_rng(seed)
    junctions = n // 2
    xy = rng.random((junctions, 2)) * [aspect, 1.0]
    triangles = Delaunay(xy).simplices
    pairs = np.sort(np.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]]), axis=1)
    pairs = np.unique(pairs, axis=0)
    direct = np.hypot(*(xy[pairs[:, 0]] - xy[pairs[:, 1]]).T)
    tree = minimum_spanning_tree(coo_matrix((direct, pairs.T), shape=(junctions, junctions))).tocoo()
    in_tree = np.isin(pairs @ [junctions, 1], np.sort(np.stack([tree.row, tree.col], 1), axis=1) @ [junctions, 1])
    rank = direct * rng.uniform(0.3, 3.0, len(direct))
    rank[in_tree] = -1.0
    kept = np.sort(np.argsort(rank, kind="stable")[: m - (n - junctions)])
    pairs, direct = pairs[kept], direct[kept] * rng.uniform(1.0, 1.4, len(kept))
    return _with_stations(n, xy, pairs, direct, rng)


def _with_stations(n: int, xy: np.ndarray, pairs: np.ndarray, length: np.ndarray, rng: np.random.Generator) -> Edges:
    """Put the nodes that are no junctions along the edges, more on long ones; number all at random."""
    junctions = len(xy)
    on = np.sort(rng.choice(len(pairs), size=n - junctions, p=length / length.sum()))
    count = np.bincount(on, minlength=len(pairs))
    pieces = count + 1
    edge = np.repeat(np.arange(len(pairs)), pieces)
    first = np.cumsum(pieces) - pieces
    place = np.arange(len(edge)) - first[edge]
    station = junctions + np.cumsum(count) - count
    start = np.where(place == 0, pairs[edge, 0], station[edge] + place - 1)
    end = np.where(place == count[edge], pairs[edge, 1], station[edge] + place)
    share = (place + 1)[:, None] / pieces[edge][:, None]
    along = xy[pairs[edge, 0]] * (1 - share) + xy[pairs[edge, 1]] * share
    inner = place < count[edge]
    every = np.vstack([xy, along[inner]])
    cut = rng.uniform(0.5, 1.5, len(edge))
    cut /= np.bincount(edge, cut)[edge]
    km = np.maximum(np.round(length[edge] * cut * 3e3, 3), 0.001)
    number = rng.permutation(n)
    return Edges(n, number[start], number[end], km, every[np.argsort(number)])


def small(n: int = 300, m: int = 450, seed: int = 2) -> Edges:
    """Make the small network: every node a junction, no stations along the edges."""
    rng = np.random.default_rng(seed)
    xy = rng.random((n, 2))
    triangles = Delaunay(xy).simplices
    pairs = np.sort(np.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]]), axis=1)
    pairs = np.unique(pairs, axis=0)
    direct = np.hypot(*(xy[pairs[:, 0]] - xy[pairs[:, 1]]).T)
    tree = minimum_spanning_tree(coo_matrix((direct, pairs.T), shape=(n, n))).tocoo()
    in_tree = np.isin(pairs @ [n, 1], np.sort(np.stack([tree.row, tree.col], 1), axis=1) @ [n, 1])
    rank = np.where(in_tree, -1.0, direct)
    kept = np.sort(np.argsort(rank, kind="stable")[:m])
    km = np.round(direct[kept] * rng.uniform(1.0, 1.4, len(kept)) * 3e3, 3)
    return Edges(n, pairs[kept, 0], pairs[kept, 1], np.maximum(km, 0.001), xy)


def directed(edges: Edges) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Both directions of each edge as arcs sorted by tail: offsets, heads, weights and edge of each arc."""
    tails = np.concatenate([edges.start, edges.end])
    heads = np.concatenate([edges.end, edges.start])
    weights = np.concatenate([edges.length, edges.length])
    edge = np.concatenate([np.arange(len(edges.start))] * 2)
    order = np.lexsort((heads, tails))
    offsets = np.zeros(edges.n + 1, dtype=np.int32)
    np.cumsum(np.bincount(tails, minlength=edges.n), out=offsets[1:])
    return offsets, heads[order].astype(np.int32), weights[order], edge[order]
