"""Instances for tests of flows: Sioux Falls, and random networks as frames."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
from hypothesis import strategies as st

SIOUX_FALLS = Path(__file__).resolve().parents[1] / "data" / "sioux_falls"


def sioux_falls(table: str) -> pd.DataFrame:
    """A table of the instance: links, trips or flows."""
    return pd.read_csv(SIOUX_FALLS / f"{table}.csv")


def random_links(seed: int, n_places: int, n_links: int, *, most: int = 10) -> pd.DataFrame:
    """Random directed links, parallel ones among them, with whole costs and capacities."""
    random = np.random.default_rng(seed)
    start = random.integers(0, n_places, n_links)
    end = (start + random.integers(1, n_places, n_links)) % n_places
    return pd.DataFrame(
        {
            "from": start,
            "to": end,
            "cost": random.integers(1, 10, n_links).astype(float),
            "capacity": random.integers(0, most, n_links).astype(float),
        }
    )


def random_demand(seed: int, n_places: int, n_pairs: int, *, most: int = 6) -> pd.DataFrame:
    """Random pairs with whole amounts."""
    random = np.random.default_rng(seed)
    start = random.integers(0, n_places, n_pairs)
    end = (start + random.integers(1, n_places, n_pairs)) % n_places
    amounts = random.integers(1, most, n_pairs).astype(float)
    frame = pd.DataFrame({"origin": start, "destination": end, "demand": amounts})
    return frame.groupby(["origin", "destination"], as_index=False).sum()


def as_networkx(links: pd.DataFrame) -> nx.DiGraph:
    """The links as a networkx graph, parallel ones added up."""
    graph: nx.DiGraph = nx.DiGraph()
    for start, end, capacity in zip(links["from"], links["to"], links["capacity"], strict=True):
        if graph.has_edge(start, end):
            graph[start][end]["capacity"] += capacity
        else:
            graph.add_edge(start, end, capacity=capacity)
    return graph


@dataclass(frozen=True)
class Case:
    """A random network and a demand on it."""

    links: pd.DataFrame
    places: pd.DataFrame
    demand: pd.DataFrame
    directed: bool


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw 2 to 6 places, some of them ends only, links of all kinds, and demand that may not fit."""
    count = draw(st.integers(2, 6))
    place = st.integers(0, count - 1)
    rows = draw(
        st.lists(
            st.tuples(
                place,
                place,
                st.sampled_from((0.0, 1.0, 1.0, 2.5, 10.0)),
                st.sampled_from((0.0, 0.5, 1.0, 3.0, 100.0, float("inf"))),
            ).filter(lambda row: row[0] != row[1]),
            min_size=1,
            max_size=12,
        )
    )
    links = pd.DataFrame(rows, columns=["from", "to", "free_flow_time", "capacity"])
    ends_only = draw(st.sets(place, max_size=2))
    places = pd.DataFrame({"id": range(count), "through": [p not in ends_only for p in range(count)]})
    pairs = draw(st.lists(st.tuples(place, place, st.sampled_from((0.0, 0.25, 1.0, 7.0))), min_size=1, max_size=6))
    demand = pd.DataFrame(pairs, columns=["origin", "destination", "demand"])
    return Case(links, places, demand, draw(st.booleans()))
