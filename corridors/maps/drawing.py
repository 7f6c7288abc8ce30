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
from corridors.maps.basemap import draw_ground, write_countries
from corridors.maps.boxes import Box, extent
from corridors.maps.extras import need_matplotlib
from corridors.maps.frame import Frame, open_frame
from corridors.maps.labels import draw_names
from corridors.maps.layers import Mark, Picture
from corridors.maps.legend import draw_scale, handles, take_literally
from corridors.maps.looks import Look, look_of, shown
from corridors.maps.strands import draw_strands

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from corridors.world.core import Core

__all__ = ["an_axes", "draw"]

_LEAST_NAME_PT = 5.4
_PT2_PER_NAME = 2600.0  # of a map for each name that stands on it

_SCALE_ROWS = 5  # of a legend: the room for a bar of colours


def draw(
    picture: Picture,
    ax: Axes | None = None,
    *,
    title: str | None = None,
    legend: bool = True,
    credit: bool = True,
    dark: bool | None = None,
) -> Axes:
    """Draw a picture.

    Parameters
    ----------
    picture
        What to draw.
    ax
        Axes to draw on, in degrees; a figure of its own by default.
    title
        In place of the picture's own and its note; a blank one leaves them out.
    legend, credit
        Whether they stand below the map.
    dark
        On a dark ground or a light one; by default as the axes, or the style of matplotlib.

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
    if title is not None and not isinstance(title, str):
        raise OptionError(f"title={quoted(title)}: give a text, blank for none")
    if not a_flag("legend", legend):
        picture = picture._replace(legend=())
    if not a_flag("credit", credit):
        picture = picture._replace(credit="")
    if title is not None:
        picture = picture._replace(title=title, note="")
    look = look_of(ax, dark)
    if ax is not None and dark is not None:
        ax.figure.set_facecolor(look.ground)  # names stand outside the axes
    if picture.ground is None or picture.box is None:
        return _draw_bare(picture, ax, look)
    frame = open_frame(ax, picture, look)
    draw_ground(frame)
    _draw_layers(frame, picture)
    _write_names(frame, picture, picture.ground)
    return frame.ax


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


def _draw_layers(frame: Frame, picture: Picture, *, autolim: bool = False) -> None:
    for layer in picture.layers:
        draw_strands(
            frame.ax, layer.strands, frame.look, zorder=layer.zorder, gid=layer.name, share=frame.share, autolim=autolim
        )  # fmt: skip
    for mark in picture.marks:
        _draw_mark(frame, mark)


def _draw_mark(frame: Frame, mark: Mark) -> None:
    dot, look = mark.dot, frame.look
    frame.ax.plot(
        *mark.point, dot.marker, ms=dot.size_pt * frame.share, mfc=shown(dot.fill, look), mec=shown(dot.edge, look),
        mew=dot.edge_pt * frame.share, zorder=mark.zorder, gid=mark.name,
    )  # fmt: skip


def _draw_bare(picture: Picture, ax: Axes | None, look: Look) -> Axes:
    """Draw lines on axes with degrees, without a ground."""
    if ax is None:
        from matplotlib.pyplot import subplots  # so that notebooks show the figure

        figure, ax = subplots(figsize=(10, 6), layout="constrained")
        figure.set_facecolor(look.ground)
    points = [point for layer in picture.layers for strand in layer.strands for point in strand.points]
    if points:
        _, south, _, north = extent(points)
        ax.set_aspect(1 / max(0.1, cos(radians((south + north) / 2))))
    ax.set(xlabel="longitude", ylabel="latitude", facecolor=look.ground)
    ax.tick_params(colors=look.ink)
    for axis in (ax.xaxis, ax.yaxis):
        axis.label.set(color=look.ink, parse_math=False)
    told = f"{picture.title}\n{picture.note}" if picture.note else picture.title
    ax.set_title(told, loc="left", parse_math=False, color=look.ink)
    _draw_layers(Frame(ax, look, (0.0, 0.0, 0.0, 0.0), 1.0), picture, autolim=True)
    ax.autoscale_view()
    if picture.scale is not None:
        draw_scale(ax, picture.scale, look, down_pt=None)
    if picture.legend:
        inside = ax.legend(
            handles=handles(picture.legend, look), loc="lower right", fontsize=7.5, framealpha=0.85,
            labelcolor=look.ink, facecolor=look.ground,
        )  # fmt: skip
        inside.set_zorder(9)
        take_literally(inside)
    return ax


def _write_names(frame: Frame, picture: Picture, core: Core) -> None:
    """Write the names that must stand, then countries, then what else there is room for."""
    lines = [strand.points for layer in picture.layers if layer.clear for strand in layer.strands]
    taken: list[Box] = []
    sized = [name._replace(size_pt=max(_LEAST_NAME_PT, name.size_pt * frame.share)) for name in picture.names]
    needed = [name for name in sized if name.needed]
    others = [name for name in sized if not name.needed]
    ax, points = frame.ax, 72 / frame.ax.figure.dpi
    most = min(picture.most_names, int(ax.bbox.width * ax.bbox.height * points**2 / _PT2_PER_NAME))
    written = draw_names(ax, needed, frame.look, lines=lines, taken=taken, most=picture.most_names)
    write_countries(frame, core, lines=lines, taken=taken, called=picture.countries)
    draw_names(ax, others, frame.look, lines=lines, taken=taken, most=most - len(written))
