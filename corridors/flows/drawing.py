"""Flows drawn: width is the flow, colour the load."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corridors.errors import MissingExtraError, OptionError
from corridors.flows.model import FlowNetwork

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["link_lines", "plot_flows"]

_WIDEST_PT = 8.0
_NARROWEST_PT = 0.4


def link_lines(network: FlowNetwork, links: pd.DataFrame) -> gpd.GeoDataFrame:
    """Give a table of links with their lines.

    Raises
    ------
    OptionError
        The places have no coordinates.
    """
    import geopandas as gpd
    from shapely.geometry import LineString

    by_id = {link.id: link for link in network.links}
    lines = []
    for name in links.index:
        link = by_id[str(name)]
        start, end = network.ends[link.start], network.ends[link.end]
        if None in (start.lon, start.lat, end.lon, end.lat):
            raise OptionError("the places have no coordinates: give a places frame with id, lon and lat")
        lines.append(LineString(_coordinates(network, link.id, start, end)))
    return gpd.GeoDataFrame(links, geometry=lines, crs="EPSG:4326")


def _coordinates(network: FlowNetwork, link: str, start: Any, end: Any) -> list[tuple[float, float]]:
    if network.lines is not None:
        return network.lines(link)
    return [(start.lon, start.lat), (end.lon, end.lat)]


def plot_flows(network: FlowNetwork, links: pd.DataFrame, ax: Axes | None, *, title: str) -> Axes:
    """Draw a table of links on axes."""
    try:
        from matplotlib.cm import ScalarMappable
        from matplotlib.collections import LineCollection
        from matplotlib.colors import Normalize
        from matplotlib.pyplot import subplots
    except ImportError:
        raise MissingExtraError("matplotlib", "plot") from None
    from math import cos, radians

    frame = link_lines(network, links)
    if ax is None:
        _, ax = subplots(figsize=(10, 6), layout="constrained")
    most = float(frame[network.quantity].max()) if len(frame) else 1.0
    widths = [max(_NARROWEST_PT, _WIDEST_PT * float(f) / most) for f in frame[network.quantity]]
    # beyond full all is equally overfull, so that one outlier does not wash out the rest
    scale = ScalarMappable(Normalize(0.0, 1.2), "RdYlBu_r")
    colors = scale.to_rgba(frame["utilisation"].clip(upper=1.2).to_numpy())
    segments = [list(line.coords) for line in frame.geometry]
    ax.add_collection(LineCollection(segments, linewidths=widths, colors=colors, capstyle="round"))
    ax.autoscale_view()
    if len(frame):
        ax.set_aspect(1 / max(0.1, cos(radians(float(frame.total_bounds[[1, 3]].mean())))))
    unit = "Mt a year" if network.quantity == "mt_per_year" else "in all"
    ax.set_title(f"{title}; widest line {most:,.2f} {unit}")
    ax.set_xlabel("longitude")
    ax.set_ylabel("latitude")
    figure = ax.get_figure()
    if figure is not None:
        figure.colorbar(scale, ax=ax, label="load (flow by capacity)", shrink=0.7)
    return ax
