"""Flows as layers of a printed map: width is the flow, colour the load."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from corridors.flows.lines import link_points
from corridors.flows.model import FlowNetwork
from corridors.flows.tables import capacity_column
from corridors.maps.boxes import Box, Point, room
from corridors.maps.cartography import CREDIT
from corridors.maps.colors import LINK_COLOR
from corridors.maps.layers import Layer, Name, Picture, Sample, Scale, Strand
from corridors.maps.places import is_main, is_town, place_name, place_ranks, reached_points
from corridors.maps.regions import RegionLike, region_box

if TYPE_CHECKING:
    import pandas as pd

    from corridors.world.core import Core

__all__ = ["flows_picture"]

_WIDEST_PT, _NARROWEST_PT, _EDGE_PT = 8.0, 0.4, 0.9
_UNBOUNDED, _UNBOUNDED_PT = "#8B9299", 0.9  # links whose capacity is not known have no load to show
_NAMES = 40
_SHARES = (1.0, 0.5, 0.1)  # of the widest line, in the key
# beyond full all is equally overfull, so that one outlier does not wash out the rest
_LOAD = Scale("load: flow by capacity", "RdYlBu_r", most=1.2)


def flows_picture(network: FlowNetwork, links: pd.DataFrame, *, title: str, region: RegionLike = None) -> Picture:
    """Make the map of a table of links, over land and borders if the network is one of places on the Earth.

    By default it shows the links whose capacity is known: a sea lane about Africa would leave them no room.
    """
    lines = link_points(network, links)
    bounded = np.isfinite(links[capacity_column(network)].to_numpy(dtype=float))
    flows = links[network.quantity].to_numpy(dtype=float)
    most = float(flows[bounded].max(initial=0.0)) or float(flows.max(initial=0.0)) or 1.0
    colors = _LOAD.colors(links["utilisation"].to_list())
    widths = np.maximum(_NARROWEST_PT, _WIDEST_PT * flows / most).tolist()
    free, edges, full = [], [], []
    for line, color, width, has_load in zip(lines, colors, widths, bounded.tolist(), strict=True):
        if has_load:
            edges.append(Strand(line, None, (LINK_COLOR,), in_use=True, width_pt=width + _EDGE_PT))
            full.append(Strand(line, None, (color,), in_use=True, width_pt=width))
        else:
            free.append(Strand(line, None, (_UNBOUNDED,), in_use=True, width_pt=_UNBOUNDED_PT))
    seen = [line for line, has_load in zip(lines, bounded.tolist(), strict=True) if has_load] or lines
    points = [point for line in seen for point in line]
    unit, core = "Mt a year" if network.quantity == "mt_per_year" else "in all", network.core
    return Picture(
        None if core is None else _box(core, points, region),
        core,
        title=title,
        note=f"width is the flow, at most {most:,.2f} {unit}; colour is its share of the capacity",
        grows=region is None,
        layers=(
            # a sea lane carries all there is and is never full: it must not outshine what is
            Layer("unbounded flow", free, 3),
            # an edge, for the middle of the scale is as pale as the land
            Layer("flow edge", edges, 4, clear=False),
            Layer("flow", full, 4.1),
        ),
        names=[] if core is None else _names(core, {*links["from"], *links["to"]}),
        most_names=_NAMES,
        legend=[
            *(Sample(f"{part * most:,.2g} {unit}", LINK_COLOR, part * _WIDEST_PT, mode=None) for part in _SHARES),
            *([Sample("no capacity known", _UNBOUNDED, _UNBOUNDED_PT, mode=None)] if free else []),
        ],
        credit=CREDIT,
        scale=_LOAD,
    )


def _box(core: Core, points: list[Point], region: RegionLike) -> Box:
    return room(points or reached_points(core)) if region is None else region_box(region, points)


def _names(core: Core, through: set[str]) -> list[Name]:
    """List the cities and ports that flows pass, the most looked for first."""
    ranks = place_ranks(core, core.corridors)
    met = [place for place in core.places if place.id in through and is_town(place)]
    met.sort(key=lambda place: -ranks[place.index])
    return [place_name(place, main=is_main(place, core.corridors, core)) for place in met]
