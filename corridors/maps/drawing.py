"""Printed maps, by matplotlib (extra ``plot``).

Nothing is downloaded: land, lakes and borders come with the package. A picture is drawn on the axes that are given,
or on a figure of its own, and the axes are given back; nothing is shown or saved.
"""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING, Any

from corridors.errors import OptionError
from corridors.gate.flags import a_flag
from corridors.gate.quoted import quoted
from corridors.maps.basemap import About, finish, open_axes, write_countries
from corridors.maps.boxes import Box, extent
from corridors.maps.extras import need_matplotlib
from corridors.maps.labels import draw_names
from corridors.maps.layers import Mark, Picture
from corridors.maps.legend import draw_scale, handles, take_literally
from corridors.maps.strands import draw_strands

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from corridors.world.core import Core

__all__ = ["an_axes", "draw"]

_SCALE_ROWS = 5  # of a legend: the room for a bar of colours


def draw(
    picture: Picture, ax: Axes | None = None, *, title: str | None = None, legend: bool = True, credit: bool = True
) -> Axes:
    """Draw a picture.

    Parameters
    ----------
    picture
        What to draw.
    ax
        Axes to draw on, in degrees; a figure of its own by default.
    title
        In place of the picture's own; a blank one leaves it out.
    legend, credit
        Whether they stand below the map.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from corridors.maps.layers import Layer, Picture, Strand
    >>> lines = Layer("railway", [Strand([(60.0, 40.0), (62.0, 41.0)], "rail", ("#0072B2",), True, 2.0)], zorder=4)
    >>> ax = draw(Picture(None, None, "One line", [lines]), Figure().subplots())
    >>> ax.get_title(loc="left"), len(ax.collections)
    ('One line', 1)
    """
    need_matplotlib()
    ax = an_axes(ax)
    legend, credit = a_flag("legend", legend), a_flag("credit", credit)
    if title is not None and not isinstance(title, str):
        raise OptionError(f"title={quoted(title)}: give a text, blank for none")
    samples = picture.legend if legend else ()
    if title is not None:
        picture = picture._replace(title=title)
    if picture.ground is None or picture.box is None:
        ax = _draw_bare(picture, ax)
    else:
        rows = len(samples) if picture.scale is None else _SCALE_ROWS
        below = [sample.label for sample in samples] if picture.scale is None else [""] * 2
        about = About(picture.title, picture.credit if credit else "", below)
        lines = picture.title.count("\n") + 1
        ax = open_axes(ax, picture.box, legend_entries=rows, title_lines=lines, about=about)
        _draw_layers(ax, picture)
        _write_names(ax, picture, picture.ground, picture.box)
        finish(
            ax,
            picture.box,
            title=picture.title,
            credit=picture.credit if credit else "",
            handles=handles(samples) if picture.scale is None else [],
        )
    if picture.scale is not None:
        draw_scale(ax, picture.scale, below=picture.ground is not None)
        if samples:  # the room below is the scale's
            inside = ax.legend(handles=handles(samples), loc="lower right", fontsize=7.5, framealpha=0.85)
            inside.set_zorder(9)
            take_literally(inside)
    return ax


def an_axes(ax: Any) -> Axes | None:
    """Give the axes to draw on, if any.

    Raises
    ------
    OptionError
        They are none of matplotlib.
    """
    if ax is not None and not (hasattr(ax, "add_collection") and hasattr(ax, "set_title")):
        raise OptionError(f"ax={quoted(ax)}: give axes of matplotlib, or leave it out for a figure of its own")
    axes: Axes | None = ax
    return axes


def _draw_layers(ax: Axes, picture: Picture, *, autolim: bool = False) -> None:
    for layer in picture.layers:
        draw_strands(ax, layer.strands, zorder=layer.zorder, gid=layer.name, autolim=autolim)
    for mark in picture.marks:
        _draw_mark(ax, mark)


def _draw_mark(ax: Axes, mark: Mark) -> None:
    dot = mark.dot
    ax.plot(
        *mark.point, dot.marker, ms=dot.size_pt, mfc=dot.fill, mec=dot.edge, mew=dot.edge_pt, zorder=mark.zorder,
        gid=mark.name,
    )  # fmt: skip


def _draw_bare(picture: Picture, ax: Axes | None) -> Axes:
    """Draw lines on axes with degrees, without a ground."""
    if ax is None:
        from matplotlib.pyplot import subplots  # so that notebooks show the figure

        _, ax = subplots(figsize=(10, 6), layout="constrained")
    points = [point for layer in picture.layers for strand in layer.strands for point in strand.points]
    if points:
        _, south, _, north = extent(points)
        ax.set_aspect(1 / max(0.1, cos(radians((south + north) / 2))))
    ax.set(xlabel="longitude", ylabel="latitude")
    ax.set_title(picture.title, loc="left", parse_math=False)
    _draw_layers(ax, picture, autolim=True)
    ax.autoscale_view()
    return ax


def _write_names(ax: Axes, picture: Picture, core: Core, box: Box) -> None:
    """Write the names that must stand, then countries, then what else there is room for."""
    lines = [strand.points for layer in picture.layers if layer.clear for strand in layer.strands]
    taken: list[Box] = []
    needed = [name for name in picture.names if name.needed]
    others = [name for name in picture.names if not name.needed]
    written = draw_names(ax, needed, lines=lines, taken=taken, most=picture.most_names)
    write_countries(ax, core, box, lines=lines, taken=taken, called=picture.countries)
    draw_names(ax, others, lines=lines, taken=taken, most=picture.most_names - len(written))
