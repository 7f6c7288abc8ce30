"""Cities to assign traffic to, built from a seed: of the size and make of published instances, and none of them.

Streets are the shortest edges of a triangulation, denser towards the middle, each with two directions; faster roads
with more room run through some of them. Zones hang on streets by connectors that take no time and are never full, and
are ends only, as nodes below TNTP's first through node are. Demand falls with distance; its total is such that the
fullest streets carry some three to seven times their capacity, one in a hundred about twice and more.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import Delaunay

__all__ = ["CITIES", "City", "city"]


class City(NamedTuple):
    """Frames as `corridors.assign` takes them."""

    links: pd.DataFrame
    places: pd.DataFrame
    demand: pd.DataFrame


#: Zones, junctions, one-way links, pairs and trips by capacity, each like a published instance in size.
CITIES = {
    "winnipeg-like": (147, 905, 2_836, 4_345, 0.008),
    "chicago-sketch-like": (387, 546, 2_950, 93_513, 0.012),
    "berlin-centre-like": (865, 12_116, 28_376, 49_688, 0.0008),
}


def city(zones: int, junctions: int, links: int, pairs: int, trips: float, seed: int = 1) -> City:
    """Make a city of about so many one-way links, connectors among them.

    Parameters
    ----------
    zones, junctions, links, pairs
        How many; each zone has two connectors of two directions.
    trips
        All trips, as a part of the capacity of all streets.
    seed
        Of the random numbers.
    """
    random = np.random.default_rng(seed)
    angle, radius = random.uniform(0, 2 * np.pi, junctions), random.random(junctions) ** 0.7
    xy = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    ends, direct = _streets(xy, (links - 4 * zones) // 2, random)
    minutes_per_length, capacity = np.full(len(ends), 60.0), random.choice([600.0, 900.0, 1_800.0], len(ends))
    ring = np.abs(np.hypot(*xy[ends].mean(axis=1).T) - 0.5) < 0.04
    spoke = np.abs(np.sin(4 * np.arctan2(*xy[ends].mean(axis=1).T))) < 0.08
    minutes_per_length[ring | spoke], capacity[ring | spoke] = 25.0, 4_500.0
    centre = random.choice(junctions, zones, replace=zones > junctions)
    near = np.argsort(np.hypot(*(xy[centre][:, np.newaxis] - xy[np.newaxis]).transpose(2, 0, 1)), axis=1)[:, :2]
    streets = pd.DataFrame(
        {
            "from": np.concatenate([ends[:, 0], ends[:, 1]]) + zones + 1,
            "to": np.concatenate([ends[:, 1], ends[:, 0]]) + zones + 1,
            "capacity": np.tile(capacity, 2),
            "length": np.tile(direct * 30, 2).round(3),
            "free_flow_time": np.tile(direct * minutes_per_length, 2).round(3),
            "vdf_alpha": 0.15,
            "vdf_beta": 4.0,
            "toll": np.tile(np.where(ring, 10.0, 0.0), 2),
        }
    )
    zone, street = np.repeat(np.arange(zones), 2) + 1, near.ravel() + zones + 1
    connectors = pd.DataFrame(
        {
            "from": np.concatenate([zone, street]),
            "to": np.concatenate([street, zone]),
            "capacity": 49_500.0,
            "length": 0.0,
            "free_flow_time": 0.0,
            "vdf_alpha": 0.0,
            "vdf_beta": 4.0,
            "toll": 0.0,
        }
    )
    places = pd.DataFrame({"id": range(1, zones + junctions + 1)})
    places["through"] = places["id"] > zones
    demand = _demand(xy[centre], pairs, trips * float(streets["capacity"].sum()), random)
    return City(pd.concat([connectors, streets], ignore_index=True), places, demand)


def _streets(xy: np.ndarray, count: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Join all junctions by a spanning tree and by the shortest other edges of their triangulation."""
    triangles = Delaunay(xy).simplices
    pairs = np.unique(np.sort(np.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]]), 1), axis=0)
    direct = np.hypot(*(xy[pairs[:, 0]] - xy[pairs[:, 1]]).T)
    n = len(xy)
    tree = minimum_spanning_tree(coo_matrix((direct, pairs.T), shape=(n, n))).tocoo()
    in_tree = np.isin(pairs @ [n, 1], np.sort(np.stack([tree.row, tree.col], 1), axis=1) @ [n, 1])
    rank = np.where(in_tree, -1.0, direct * random.uniform(0.3, 3.0, len(direct)))
    kept = np.sort(np.argsort(rank, kind="stable")[:count])
    return pairs[kept], direct[kept] * random.uniform(1.0, 1.4, len(kept))


def _demand(xy: np.ndarray, pairs: int, trips: float, random: np.random.Generator) -> pd.DataFrame:
    """Draw so many pairs of different zones, near ones more often and with more trips."""
    origin, destination = np.nonzero(~np.eye(len(xy), dtype=bool))
    apart = np.hypot(*(xy[origin] - xy[destination]).T)
    size = random.lognormal(0, 0.8, len(xy))
    pull = size[origin] * size[destination] * np.exp(-apart / 0.4) * random.exponential(1, len(apart))
    kept = np.sort(np.argsort(-pull, kind="stable")[:pairs])
    amount = pull[kept] / pull[kept].sum() * trips
    return pd.DataFrame({"origin": origin[kept] + 1, "destination": destination[kept] + 1, "demand": amount})
