"""Lines of the links that flows run on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.errors import OptionError
from corridors.flows.model import FlowNetwork
from corridors.maps.boxes import Point
from corridors.maps.geometry import lines_frame

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = ["link_lines", "link_points"]


def link_points(network: FlowNetwork, links: pd.DataFrame) -> list[list[Point]]:
    """Give the points of each link of a table of links.

    Raises
    ------
    OptionError
        The places have no coordinates.
    """
    by_id = {link.id: link for link in network.links}
    lines = []
    for name in links.index:
        link = by_id[str(name)]
        ends = [(end.lon, end.lat) for end in (network.ends[link.start], network.ends[link.end])]
        points = [(lon, lat) for lon, lat in ends if lon is not None and lat is not None]
        if len(points) < len(ends):
            raise OptionError("the places have no coordinates: give a places frame with id, lon and lat")
        lines.append(points if network.lines is None else network.lines(link.id))
    return lines


def link_lines(network: FlowNetwork, links: pd.DataFrame) -> gpd.GeoDataFrame:
    """Give a table of links with their lines (WGS84); raises as `link_points` does."""
    return lines_frame(links, link_points(network, links))
