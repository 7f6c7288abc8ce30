"""Flows drawn: width is the flow, colour the load."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.errors import OptionError
from corridors.flows.model import FlowNetwork
from corridors.flows.tables import capacity_column
from corridors.maps.basemap import finish, need_matplotlib, open_axes
from corridors.maps.cartography import CREDIT, is_main, is_town, place_ranks, reached_points, short_name
from corridors.maps.drawing import room, write_names
from corridors.maps.geometry import Point
from corridors.maps.labels import Name

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.cm import ScalarMappable

    from corridors.world.core import Core

__all__ = ["link_lines", "plot_flows"]

_WIDEST_PT = 8.0
_NARROWEST_PT = 0.4
_UNBOUNDED, _UNBOUNDED_PT = "#8B9299", 0.9  # links whose capacity is not known have no load to show
_EDGE = "#4A5560"
_NAMES = 40
_KEY_ROWS = 5  # of a legend: the room for the bar of colours
_LOAD = "load (flow by capacity)"


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
    """Draw a table of links on axes, over land and borders if the network is one of places on the Earth."""
    need_matplotlib()
    from matplotlib.cm import ScalarMappable
    from matplotlib.collections import LineCollection
    from matplotlib.colors import Normalize

    frame = link_lines(network, links)
    lines = [[(float(x), float(y)) for x, y in line.coords] for line in frame.geometry]
    bounded = np.isfinite(frame[capacity_column(network)].to_numpy(dtype=float))
    flows = frame[network.quantity].to_numpy(dtype=float)
    most = float(flows[bounded].max(initial=0.0)) or float(flows.max(initial=0.0)) or 1.0
    # beyond full all is equally overfull, so that one outlier does not wash out the rest
    scale = ScalarMappable(Normalize(0.0, 1.2), "RdYlBu_r")
    colors = scale.to_rgba(frame["utilisation"].clip(upper=1.2).to_numpy())
    widths = np.maximum(_NARROWEST_PT, _WIDEST_PT * flows / most)
    unit = "Mt a year" if network.quantity == "mt_per_year" else "in all"
    title = f"{title}; widest line {most:,.2f} {unit}"
    core = network.core
    ax = _plain(frame, ax, title) if core is None else _map(core, frame, lines, ax, title)
    for chosen, look, gid in (
        # a sea lane carries all there is and is never full: it must not outshine what is
        (~bounded, {"linewidths": _UNBOUNDED_PT, "colors": _UNBOUNDED, "zorder": 3}, "unbounded flow"),
        # an edge, for the middle of the scale is as pale as the land
        (bounded, {"linewidths": widths[bounded] + 0.9, "colors": _EDGE, "zorder": 4}, "flow edge"),
        (bounded, {"linewidths": widths[bounded], "colors": colors[bounded], "zorder": 4.1}, "flow"),
    ):
        drawn = [line for line, wanted in zip(lines, chosen, strict=True) if wanted]
        ax.add_collection(LineCollection(drawn, capstyle="round", gid=gid, **look), autolim=core is None)
    if core is None:
        ax.autoscale_view()
    _key(ax, scale, below=core is not None, unbounded=not bounded.all())
    return ax


def _map(core: Core, frame: gpd.GeoDataFrame, lines: Sequence[Sequence[Point]], ax: Axes | None, title: str) -> Axes:
    """Open a map of what the flows reach, with the names of countries, cities and ports."""
    box = room([point for line in lines for point in line] or reached_points(core))
    ax = open_axes(ax, box, legend_entries=_KEY_ROWS)
    through = {*frame["from"], *frame["to"]}
    ranks = place_ranks(core, core.corridors)
    met = [place for place in core.places if place.id in through and is_town(place)]
    met.sort(key=lambda place: -ranks[place.index])
    bold = [place for place in met if is_main(place, core.corridors, core)]
    names = [Name(short_name(p), p.point, 8.0 if p in bold else 7.0, bold=p in bold) for p in met]
    write_names(ax, core, box, names, lines, _NAMES)
    finish(ax, box, title=title, credit=CREDIT, handles=[])
    return ax


def _plain(frame: gpd.GeoDataFrame, ax: Axes | None, title: str) -> Axes:
    """Open axes for places that may lie nowhere on the Earth."""
    if ax is None:
        from matplotlib.pyplot import subplots  # so that notebooks show the figure

        _, ax = subplots(figsize=(10, 6), layout="constrained")
    if len(frame):
        ax.set_aspect(1 / max(0.1, cos(radians(float(frame.total_bounds[[1, 3]].mean())))))
    ax.set(xlabel="longitude", ylabel="latitude")
    ax.set_title(title, loc="left")
    return ax


def _key(ax: Axes, scale: ScalarMappable, *, below: bool, unbounded: bool) -> None:
    """Tell what colours mean: below a map, which may not shrink once its names stand, else beside the axes."""
    from matplotlib.lines import Line2D

    figure = ax.get_figure(root=True)
    assert figure is not None
    if below:
        point = figure.dpi / 72 / ax.bbox.height  # as a share of the height of the axes
        bar = ax.inset_axes((0.62, -28 * point, 0.38, 7 * point))
        figure.colorbar(scale, cax=bar, orientation="horizontal").ax.tick_params(labelsize=6.5, length=2)
        ax.text(0.61, -24.5 * point, _LOAD, transform=ax.transAxes, ha="right", va="center", fontsize=7.5)
    else:
        figure.colorbar(scale, ax=ax, label=_LOAD, shrink=0.7)
    if unbounded:
        line = Line2D([], [], color=_UNBOUNDED, linewidth=_UNBOUNDED_PT, label="no capacity known")
        ax.legend(handles=[line], loc="lower right", fontsize=7.5, framealpha=0.85).set_zorder(9)
