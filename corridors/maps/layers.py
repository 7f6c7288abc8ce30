"""Plain layers: all that a printed map is made of, without a word on where it comes from.

A `Picture` is a box on the Earth, layers of lines, marks, names, a title, a legend and a credit. Who has a result to
show makes one of it; `corridors.maps.drawing.draw` puts it on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from corridors.maps.boxes import Box, Point
from corridors.maps.colors import NEUTRAL_COLOR
from corridors.maps.extras import need_matplotlib
from corridors.world.core import Core

__all__ = ["Dot", "DotSample", "Layer", "Mark", "Name", "Picture", "Sample", "Scale", "Strand"]


class Strand(NamedTuple):
    """A line; with several colours it is drawn as lines side by side.

    The mode chooses the style: rails full, roads hollow, dots on water, short dashes
    for a lorry to or from a point; a line of no mode is full.
    """

    points: Sequence[Point]
    mode: str | None
    colors: tuple[str, ...]
    in_use: bool
    width_pt: float


class Layer(NamedTuple):
    """Lines that lie at one height."""

    name: str
    strands: Sequence[Strand]
    zorder: float
    clear: bool = True  # names keep off its lines


class Dot(NamedTuple):
    """How a mark looks."""

    marker: str
    fill: str
    size_pt: float = 5.0
    edge: str = NEUTRAL_COLOR
    edge_pt: float = 0.9


class Mark(NamedTuple):
    """A mark at a point."""

    name: str
    point: Point
    dot: Dot
    zorder: float


class Name(NamedTuple):
    """A name wanted on a map."""

    text: str
    point: Point
    size_pt: float = 7.0
    bold: bool = False
    needed: bool = False  # stands even where it crosses lines


class Sample(NamedTuple):
    """A line in the legend; the short label is for small maps."""

    label: str
    color: str
    width_pt: float
    mode: str | None = "rail"
    in_use: bool = True
    short: str = ""


class DotSample(NamedTuple):
    """A mark in the legend; the short label is for small maps."""

    label: str
    dot: Dot
    short: str = ""


class Scale(NamedTuple):
    """A bar of colours: what they stand for, a palette of matplotlib, and where it ends."""

    label: str
    palette: str
    most: float

    def colors(self, values: Iterable[float]) -> list[str]:
        """Give the colour of each value; beyond the end all have that of the end."""
        need_matplotlib()
        from matplotlib import colormaps
        from matplotlib.colors import to_hex

        palette = colormaps[self.palette]
        return [to_hex(palette(min(value / self.most, 1.0))) for value in values]


class Picture(NamedTuple):
    """A map to be drawn.

    `ground` gives the names of the countries and the box is drawn over land and borders; without a ground the lines
    stand on bare axes, for they may lie nowhere on the Earth. The note stands below the title; a box that grows shows
    more of the land about it where the page has another shape.
    """

    box: Box | None
    ground: Core | None
    title: str
    layers: Sequence[Layer]
    marks: Sequence[Mark] = ()
    names: Sequence[Name] = ()
    most_names: int = 0
    legend: Sequence[Sample | DotSample] = ()
    credit: str = ""
    scale: Scale | None = None
    #: what countries are called, by code, where not as in the ground
    countries: Mapping[str, str] = MappingProxyType({})
    note: str = ""
    grows: bool = False
