"""Nodes and edges as OSMnx has them in GeoDataFrames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corridors.exchange.bundle import Bundle
from corridors.exchange.graphs import places_graph

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["street_frames"]


def street_frames(bundle: Bundle) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Give places by id and links in use by (u, v, key), one row a direction; without a line an edge is straight."""
    import geopandas as gpd
    import pandas as pd
    from shapely.geometry import LineString, Point

    graph = places_graph(bundle, everything=False)
    nodes = pd.DataFrame([data for _, data in graph.nodes(data=True)], index=pd.Index(list(graph.nodes), name="osmid"))
    spots: dict[str, Any] = {node: (data.get("x"), data.get("y")) for node, data in graph.nodes(data=True)}
    points: list[Any] = [None if None in spot else Point(spot) for spot in spots.values()]
    rows, keys = [], []
    lines: list[Any] = []
    for u, v, key, data in graph.edges(keys=True, data=True):
        keys.append((u, v, key))
        rows.append({name: value for name, value in data.items() if name != "geometry"})
        ends = (spots[u], spots[v])
        straight = None if any(None in end for end in ends) else LineString(ends)
        lines.append(data.get("geometry", straight))
    index = pd.MultiIndex.from_tuples(keys, names=["u", "v", "key"]) if keys else None
    edges = pd.DataFrame(rows, index=index)
    return (
        gpd.GeoDataFrame(nodes, geometry=gpd.GeoSeries(points, index=nodes.index, crs="EPSG:4326")),
        gpd.GeoDataFrame(edges, geometry=gpd.GeoSeries(lines, index=edges.index, crs="EPSG:4326")),
    )
