"""What stands about a printed map: title, key, bar of colours and credit, and the room that all of it takes.

A map stands in a figure of its own, whose shape is made for it; in a grid of the caller's; or on axes that the caller
placed. In a grid the texts are measured first, the axes are given what is left, and a map that may grow shows more of
the land about it rather than leaving its part of the page blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from math import ceil, cos, inf, radians
from typing import TYPE_CHECKING, Any, NamedTuple

from corridors.kernels.adding import total_of
from corridors.maps.boxes import Box, grown
from corridors.maps.cartography import CREDIT, SHORT_CREDIT
from corridors.maps.labels import width_pt, wrapped
from corridors.maps.layers import DotSample, Picture, Sample
from corridors.maps.legend import draw_scale, handles, take_literally
from corridors.maps.looks import Look
from corridors.maps.slots import slot_of
from corridors.words.shorter import cut

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Frame", "open_frame"]

_WIDTH_IN, _TALLEST_IN, _MARGIN_IN = 11.0, 12.0, 0.12  # of a figure of its own
_WIDE_PT = 700.0  # a map of a figure of its own, for which lines and letters are made
_LEAST_SHARE = 0.6  # of the width of lines on the smallest map
_TITLE_PT, _LEAST_TITLE_PT, _TITLE_EMS = 11.0, 7.0, 36  # on narrow maps a title is smaller, then wrapped
_NOTE_SHARE = 0.86  # of the title's size
_NARROW_PT = 500.0  # below this the credit is short
_SIDE_PT = 6.0
_HINTED = 0.9  # small letters on a screen are wider than their outlines
_COLUMNS = 3
_LEAST_KEY_PT = 5.4
_HANDLE_EMS, _GAP_EMS, _LINE_EMS = 3.2, 1.4, 1.42  # of a key: its sample with the gap, between columns, a row
_KEY_SHARE = 0.24  # of the height: longer labels give way
_SCALE_PT = 30.0  # a bar of colours with its ticks
_BRACKETS = re.compile(r" \([^)]*\)")


class Key(NamedTuple):
    """Samples with labels that fit, in so many columns."""

    samples: Sequence[Sample | DotSample]
    labels: Sequence[str]
    columns: int
    size_pt: float

    @property
    def high_pt(self) -> float:
        """Height of all rows."""
        return _LINE_EMS * self.size_pt * ceil(len(self.samples) / self.columns) + 3 if self.samples else 0.0


class About(NamedTuple):
    """Texts about a map, broken and cut to its room."""

    heads: Sequence[str]
    notes: Sequence[str]
    title_pt: float
    key: Key
    credit: Sequence[str]
    credit_pt: float
    scale_pt: float
    share: float

    @property
    def note_pt(self) -> float:
        """Size of what stands below the title."""
        return _NOTE_SHARE * self.title_pt

    @property
    def over_pt(self) -> float:
        """Height above the map."""
        notes = 1.25 * self.note_pt * len(self.notes) + (3 if self.notes else 0)
        return 1.25 * self.title_pt * len(self.heads) + notes + 10 if self.heads or self.notes else 4.0

    @property
    def below_pt(self) -> float:
        """Height below the map."""
        return 5 + self.scale_pt + self.key.high_pt + 1.3 * self.credit_pt * len(self.credit) + 4


class Frame(NamedTuple):
    """Axes ready for a map.

    Attributes
    ----------
    share
        Of the sizes of lines and letters: 1 on a large map, less on a small one.
    """

    ax: Axes
    look: Look
    box: Box
    share: float


def open_frame(ax: Axes | None, picture: Picture, look: Look) -> Frame:
    """Set up axes for a map and write what stands about it; the box has become as large as there is room for."""
    assert picture.box is not None
    box = picture.box
    if ax is None:
        about = _about(picture, (_WIDTH_IN - 2 * _MARGIN_IN) * 72, None)
        ax = _own_axes(box, about, look)
    else:
        wide_pt, high_pt, placed = _room(ax)
        about = _about(picture, wide_pt, high_pt)
        if placed:
            _place(ax, about)
        _write_about(ax, picture, about, look)
        figure = ax.get_figure(root=True)
        assert figure is not None
        engine = figure.get_layout_engine()
        if engine is not None:
            engine.execute(figure)  # what is drawn is placed on the page as it will be
        if picture.grows:
            box = grown(box, ax.bbox.width / ax.bbox.height)
        return Frame(_opened(ax, box, look), look, box, about.share)
    _write_about(ax, picture, about, look)
    return Frame(_opened(ax, box, look), look, box, about.share)


def _opened(ax: Axes, box: Box, look: Look) -> Axes:
    west, south, east, north = box
    ax.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[], facecolor=look.sea)
    # true shapes in the middle of the map
    ax.set_aspect(1 / cos(radians((south + north) / 2)), adjustable="box", anchor="NW")
    for spine in ax.spines.values():
        spine.set(linewidth=0.6, color=look.muted)
    ax.apply_aspect()  # lines side by side and names are placed on the page as it will be
    return ax


def _own_axes(box: Box, about: About, look: Look) -> Axes:
    from matplotlib import pyplot as plt  # so that notebooks show the figure

    west, south, east, north = box
    width_in = _WIDTH_IN - 2 * _MARGIN_IN
    high = (north - south) / cos(radians((south + north) / 2))
    map_in = min(width_in * high / (east - west), _TALLEST_IN)
    below_in, over_in = about.below_pt / 72, about.over_pt / 72
    high_in = map_in + over_in + below_in
    figure = plt.figure(figsize=(_WIDTH_IN, high_in), facecolor=look.ground)
    return figure.add_axes((_MARGIN_IN / _WIDTH_IN, below_in / high_in, width_in / _WIDTH_IN, map_in / high_in))


def _room(ax: Axes) -> tuple[float, float, bool]:
    """Give the width and the height that a map may fill with its texts, and whether its place is ours to choose."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    points = 72 / figure.dpi
    if ax.get_subplotspec() is None:
        return float(ax.bbox.width * points), float(figure.bbox.height * points), False
    west, south, east, north = slot_of(ax)
    return (east - west) * points - 2 * _SIDE_PT, (north - south) * points, figure.get_layout_engine() is None


def _place(ax: Axes, about: About) -> None:
    """Move axes of a grid so that all about the map lies in their part of the page."""
    west, south, east, north = slot_of(ax)
    page, pixels_per_pt = ax.figure.bbox, ax.figure.dpi / 72
    side = _SIDE_PT * pixels_per_pt
    top = north - about.over_pt * pixels_per_pt
    high = max(top - south - about.below_pt * pixels_per_pt, 0.25 * (north - south))
    ax.set_position(
        (
            (west + side - page.x0) / page.width,
            (top - high - page.y0) / page.height,
            (east - west - 2 * side) / page.width,
            high / page.height,
        )
    )


def _about(picture: Picture, wide_pt: float, high_pt: float | None) -> About:
    """Break and cut the texts of a map to its room; without a height they may be as high as they are."""
    size = min(_TITLE_PT, max(_LEAST_TITLE_PT, wide_pt / _TITLE_EMS))
    note_size = _NOTE_SHARE * size
    credit_pt = 6.3 if wide_pt >= _NARROW_PT else 5.2
    credit = picture.credit
    if wide_pt < _NARROW_PT and credit.startswith(CREDIT):
        credit = SHORT_CREDIT
    return About(
        heads=wrapped(picture.title, _HINTED * wide_pt, size, bold=True) if picture.title else (),
        notes=wrapped(picture.note, _HINTED * wide_pt, note_size) if picture.note else (),
        title_pt=size,
        key=_key(picture.legend, wide_pt, high_pt),
        credit=wrapped(credit, (1.0 if wide_pt >= _WIDE_PT else _HINTED) * wide_pt, credit_pt) if credit else (),
        credit_pt=credit_pt,
        scale_pt=0.0 if picture.scale is None else _SCALE_PT,
        share=1.0 if high_pt is None else min(1.0, _LEAST_SHARE + (1 - _LEAST_SHARE) * wide_pt / _WIDE_PT),
    )


def _key(samples: Sequence[Sample | DotSample], wide_pt: float, high_pt: float | None) -> Key:
    """Lay out a key: labels in full, then without brackets, then short, until it takes no more than its share."""
    size = 7.5 if wide_pt >= 330 else 6.5 if wide_pt >= 250 else 6.0
    most_pt = inf if high_pt is None else _KEY_SHARE * high_pt
    full = [sample.label for sample in samples]
    bare = [_BRACKETS.sub("", label) for label in full]
    short = [sample.short or label for sample, label in zip(samples, bare, strict=True)]
    small = min(size, _LEAST_KEY_PT)
    trials = ((full, size, 1.0), (bare, size, 1.0), (short, size, 1.0), (short, small, 1.0), (short, small, 1.5))
    for labels, letters, share in trials:
        fitting = (n for n in range(_COLUMNS, 0, -1) if _key_width(labels, n, letters) <= wide_pt)
        if (columns := next(fitting, 0)) == 0:
            continue
        key = Key(samples, labels, columns, letters)
        rows = ceil(len(samples) / columns)
        if key.high_pt <= share * most_pt and (high_pt is None or rows <= max(2, ceil(len(samples) / 2))):
            return key
    columns = _COLUMNS if wide_pt >= 230 else 2
    room = wide_pt / columns - (_HANDLE_EMS + _GAP_EMS + 0.6) * small
    return Key(samples, [cut(label, lambda text: width_pt(text, small) <= room) for label in short], columns, small)


def _key_width(labels: Sequence[str], columns: int, size: float) -> float:
    """Give the width of a key whose columns are as wide as their widest label."""
    if not labels:
        return 0.0
    rows, more = divmod(len(labels), columns)
    ends = [number * rows + min(number, more) for number in range(columns + 1)]  # the first columns have one more
    parts = [labels[start:end] for start, end in pairwise(ends) if end > start]
    widest = total_of(max(width_pt(label, size) for label in part) for part in parts) / _HINTED
    return widest + len(parts) * (_HANDLE_EMS + _GAP_EMS) * size


def _write_about(ax: Axes, picture: Picture, about: About, look: Look) -> None:
    """Write title, note, bar of colours, key and credit; blank ones are left out."""
    from matplotlib.transforms import ScaledTranslation

    figure = ax.get_figure(root=True)
    assert figure is not None

    def below(points: float) -> Any:
        return ax.transAxes + ScaledTranslation(0, -points / 72, figure.dpi_scale_trans)

    lift = 1.25 * about.note_pt * len(about.notes) + (3 if about.notes else 0)
    if about.heads:
        ax.set_title(
            "\n".join(about.heads), loc="left", fontsize=about.title_pt, fontweight="bold", color=look.ink,
            pad=5 + lift, parse_math=False,
        )  # fmt: skip
    if about.notes:
        ax.annotate(
            "\n".join(about.notes), (0, 1), xycoords="axes fraction", xytext=(0, 4), textcoords="offset points",
            ha="left", va="bottom", fontsize=about.note_pt, color=look.muted, gid="note", parse_math=False,
            linespacing=1.2, annotation_clip=False,
        )  # fmt: skip
    low_pt = 5.0
    if picture.scale is not None:
        draw_scale(ax, picture.scale, look, down_pt=low_pt)
        low_pt += about.scale_pt
    if about.key.samples:
        _write_key(ax, about.key, below(low_pt), look, about.share)
        low_pt += about.key.high_pt
    if about.credit:
        ax.text(
            0, 0, "\n".join(about.credit), transform=below(low_pt), va="top", fontsize=about.credit_pt,
            color=look.muted, gid="credit", parse_math=False, linespacing=1.25,
        )  # fmt: skip


def _write_key(ax: Axes, key: Key, transform: Any, look: Look, share: float) -> None:
    legend = ax.legend(
        handles=handles(key.samples, look, share=share), labels=key.labels, loc="upper left", bbox_to_anchor=(0, 0),
        bbox_transform=transform, ncols=key.columns, fontsize=key.size_pt, frameon=False, borderaxespad=0,
        borderpad=0, handlelength=2.6, handletextpad=0.6, columnspacing=_GAP_EMS, labelspacing=0.4,
        labelcolor=look.ink,
    )  # fmt: skip
    take_literally(legend)
