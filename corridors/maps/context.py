"""The network as a faint ground, under a route or a comparison."""

from __future__ import annotations

from collections.abc import Collection

from corridors.maps.boxes import Box, extent, meet
from corridors.maps.colors import CONTEXT_COLOR
from corridors.maps.geometry import Tracks
from corridors.maps.layers import Layer, Strand
from corridors.world.core import Core

__all__ = ["ways_in_use"]

_WIDTH_PT = 0.6


def ways_in_use(core: Core, closed: Collection[int], box: Box) -> Layer:
    """Give the links in use that are seen in a box; sea lanes are left out."""
    tracks, strands = Tracks(core), []
    for link in core.links:
        if link.index not in closed and link.mode != "sea":
            points = tracks.line(link).points
            if meet(extent(points), box):
                strands.append(Strand(points, link.mode, (CONTEXT_COLOR,), in_use=True, width_pt=_WIDTH_PT))
    return Layer("other", strands, zorder=2, clear=False)
