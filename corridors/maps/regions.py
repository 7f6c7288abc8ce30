"""Regions that a map can be cut to, by name or as a box."""

from __future__ import annotations

from collections.abc import Sequence

from corridors.errors import OptionError
from corridors.gate.choices import items_of
from corridors.gate.numbers import plain_number
from corridors.gate.quoted import quoted
from corridors.maps.boxes import Box, Point, extent

__all__ = ["REGIONS", "WORLD", "RegionLike", "region_box"]

RegionLike = str | Sequence[float] | None

#: Regions by name: west, south, east, north in degrees.
REGIONS: dict[str, Box] = {
    "overview": (20.0, 20.0, 110.0, 62.0),
    "central-asia": (50.0, 34.0, 84.0, 53.0),
    "uzbekistan": (55.5, 36.5, 74.5, 46.0),
    "caspian": (45.5, 36.0, 60.0, 46.5),
    "caucasus": (36.0, 37.0, 52.0, 45.0),
    "south": (54.0, 22.0, 78.0, 41.0),
}
#: The region that is cut to the network it is drawn of.
WORLD = "world"


def region_box(region: RegionLike, points: Sequence[Point]) -> Box:
    """Give west, south, east and north of a region.

    Parameters
    ----------
    region
        A name of `REGIONS`, four numbers, or None: the extent of `points` with a margin, or the overview
        if that is larger both across and up. ``world`` is that extent however large.
    points
        What is to be seen.

    Raises
    ------
    OptionError
        No such region, or no box.

    Examples
    --------
    >>> region_box(None, [(60.0, 40.0), (70.0, 45.0)])
    (59.0, 39.0, 71.0, 46.0)
    """
    if region is None or (isinstance(region, str) and region == WORLD):
        reach = extent(points)
        overview = REGIONS["overview"]
        if region is None and all(reach[i + 2] - reach[i] > overview[i + 2] - overview[i] for i in (0, 1)):
            return overview
        share = 0.04 if isinstance(region, str) else 0.1
        margin = max(share * max(reach[2] - reach[0], reach[3] - reach[1]), 0.5)
        return reach[0] - margin, max(reach[1] - margin, -85.0), reach[2] + margin, min(reach[3] + margin, 85.0)
    if isinstance(region, str):
        if region not in REGIONS:
            known = ", ".join((*REGIONS, WORLD))
            raise OptionError(f"region={region!r} is unknown: give {known}, or (west, south, east, north)")
        return REGIONS[region]
    edges = [plain_number(edge) for edge in items_of(region) or ()]
    sides = [edge for edge in edges if edge is not None]
    west, south, east, north = map(float, sides if len(sides) == len(edges) == 4 else (0.0, 0.0, 0.0, 0.0))
    if not (-180 <= west < east <= 180 and -90 < south < north < 90):
        raise OptionError(f"region={quoted(region)}: give (west, south, east, north) in degrees, or a name")
    return west, south, east, north
