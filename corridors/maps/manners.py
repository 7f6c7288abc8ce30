"""What all charts have in common: light and dark, sizes, titles, keys, the source line, and room for all of it.

A chart is drawn on a `Sheet`: axes of the caller's or of a figure of its own. Whatever stands about the axes is
measured, so that names are shortened or wrapped before anything is cut, and `Sheet.settle` then makes room for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from corridors.maps.boxes import Box
from corridors.maps.extras import need_matplotlib
from corridors.maps.labels import width_pt, wrapped
from corridors.maps.looks import Look, look_of, readable
from corridors.maps.slots import slot_of
from corridors.words.shorter import cut, shorter

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

__all__ = ["SOURCE_LINE", "Sheet", "dot_sample", "line_sample", "new_sheets", "sheet_of"]

SOURCE_LINE = "Data: corridors tables, CC BY 4.0"

_LABEL_SHARE = 0.34  # of the width: names of rows get no more
_PAD_PT = 6.0
_HINTED = 0.94  # letters on a screen are wider than their outlines


@dataclass
class Sheet:
    """Axes, with what is known of the page about them.

    Attributes
    ----------
    ax
        Where to draw.
    look
        Light or dark.
    slot
        The part of the page that axes, names, title and key may fill, in pixels.
    """

    ax: Axes
    look: Look
    slot: Box
    _labels_pt: float = 24.0
    _right_pt: float = 0.0
    _below_pt: float = 0.0
    _others: list[Axes] = field(default_factory=list)

    @property
    def width_pt(self) -> float:
        """Width of the slot."""
        return (self.slot[2] - self.slot[0]) / self._pixels_per_pt

    @property
    def height_pt(self) -> float:
        """Height of the slot."""
        return (self.slot[3] - self.slot[1]) / self._pixels_per_pt

    @property
    def inner_width_pt(self) -> float:
        """Width that is left for the axes beside the names of rows."""
        return max(60.0, _HINTED * (self.width_pt - self._labels_pt - self._right_pt - 2 * _PAD_PT))

    @property
    def size_pt(self) -> float:
        """Size of letters, by the width and the height of the slot."""
        small = min(self.width_pt, 1.5 * self.height_pt)
        return 9.0 if small >= 560 else 8.0 if small >= 390 else 7.0 if small >= 280 else 6.2

    @property
    def _pixels_per_pt(self) -> float:
        return float(self.ax.figure.dpi) / 72

    # -- names --------------------------------------------------------------------------------------

    def leave_room(self, names: Sequence[tuple[str, str]], *, size_pt: float | None = None) -> list[str]:
        """Shorten names of rows (with their ids) that would take too much of the page, and keep room for them."""
        size = self.size_pt if size_pt is None else size_pt
        most = _LABEL_SHARE * self.width_pt
        short = [shorter(name, key, lambda text: width_pt(text, size) <= most) for name, key in names]
        self._labels_pt = 13 + max((width_pt(text, size) for text in short), default=0.0)
        return short

    def name_rows(self, places: Sequence[float], names: Sequence[tuple[str, str]], *, row_pt: float = 99.0) -> None:
        """Write names to the left of rows."""
        size = max(4.8, min(self.size_pt, 0.92 * row_pt))
        self.ax.set_yticks(places, self.leave_room(names, size_pt=size))
        for label in self.ax.get_yticklabels():
            label.set(fontsize=size, color=self.look.ink, parse_math=False)
        self.ax.tick_params(axis="y", length=0, pad=6)  # a mark at the edge stands clear of its name

    def fitted(self, text: str, most_pt: float, size_pt: float) -> str:
        """Cut a text to a width."""
        return cut(text, lambda short: width_pt(short, size_pt) <= most_pt)

    def key_name(self, name: str, id: str) -> str:  # noqa: A002 - the id of a row
        """Shorten a name for a key of two columns."""
        size = self.size_pt - 0.5
        most = max(70.0, self.inner_width_pt / 2 - 4.2 * size)
        return shorter(name, id, lambda text: width_pt(text, size) <= most)

    # -- about the axes -----------------------------------------------------------------------------

    def title(self, what: str, note: str = "") -> None:
        """Write what is shown, bold, and below it what was asked; both wrapped to the axes, or set by the caller."""
        size, room_pt = self.size_pt + 1.5, self.inner_width_pt
        note_size = self.size_pt - 0.5
        notes = wrapped(note, room_pt, note_size) if note else []
        lift = len(notes) * 1.25 * note_size + (3 if notes else 0)
        heads = wrapped(what, room_pt, size, bold=True)
        self.ax.set_title(
            "\n".join(heads), loc="left", fontsize=size, fontweight="bold", color=self.look.ink, pad=5 + lift,
            parse_math=False,
        )  # fmt: skip
        if notes:
            self.ax.annotate(
                "\n".join(notes), (0, 1), xycoords="axes fraction", xytext=(0, 4), textcoords="offset points",
                ha="left", va="bottom", fontsize=note_size, color=self.look.muted, gid="note", parse_math=False,
                linespacing=1.2, annotation_clip=False,
            )  # fmt: skip

    def scale(self, label: str, *, digits: str = "{x:,.0f}") -> None:
        """Write what the axis across stands for and in which unit."""
        lines = wrapped(label, self.inner_width_pt, self.size_pt)
        self.ax.set_xlabel("\n".join(lines), fontsize=self.size_pt, color=self.look.ink, parse_math=False, labelpad=2)
        if digits:
            self.ax.xaxis.set_major_formatter(digits)
        self._below_pt += (len(lines) - 1) * 1.2 * self.size_pt

    def key(self, samples: Sequence[Line2D]) -> None:
        """Explain colours and marks below the axis across, in as many columns as fit."""
        if not samples:
            return
        size = self.size_pt - 0.5
        widest = max(width_pt(str(sample.get_label()), size) for sample in samples) + 3.6 * size
        columns = max(1, min(len(samples), int((self.inner_width_pt + size) / widest)))
        legend = self.ax.legend(
            handles=samples, loc="upper left", bbox_to_anchor=(0, 0), bbox_transform=self._below(), ncols=columns,
            fontsize=size, frameon=False, borderaxespad=0, borderpad=0, handlelength=1.6, handletextpad=0.5,
            columnspacing=1.2, labelspacing=0.3, labelcolor=self.look.ink,
        )  # fmt: skip
        legend.set_in_layout(True)
        for text in legend.get_texts():
            text.set_parse_math(False)
        self._below_pt += -(-len(samples) // columns) * 1.45 * size + 3

    def below(self, lines: Sequence[str], *, columns: int = 1, gid: str = "key") -> None:
        """Write lines below the axis across, in columns."""
        size = self.size_pt - 0.5
        column = -(-len(lines) // columns)
        for number in range(columns):
            part = lines[number * column : (number + 1) * column]
            if part:
                self._text_below("\n".join(part), number / columns, size, self.look.ink, gid)
        self._below_pt += column * 1.3 * size + 3

    def credit(self, more: str = "") -> None:
        """Write the source line below everything."""
        size = max(4.8, self.size_pt - 2)
        lines = wrapped(f"{SOURCE_LINE}{more}", self.inner_width_pt, size)
        self._text_below("\n".join(lines), 0.0, size, self.look.muted, "credit")
        self._below_pt += len(lines) * 1.3 * size

    def _text_below(self, text: str, across: float, size: float, color: str, gid: str) -> None:
        self.ax.text(
            across, 0, text, transform=self._below(), ha="left", va="top", fontsize=size, color=color, gid=gid,
            parse_math=False, linespacing=1.25,
        )  # fmt: skip

    def _below(self) -> Any:
        """Give the axes' own frame, moved down below all that stands there already."""
        from matplotlib.transforms import ScaledTranslation

        label = 1.5 * self.size_pt if self.ax.get_xlabel() else 0.0
        down = 7 + 1.15 * self.size_pt + label + self._below_pt
        return self.ax.transAxes + ScaledTranslation(0, -down / 72, self.ax.figure.dpi_scale_trans)

    def twin(self) -> Axes:
        """Give axes over these with a scale of their own to the right."""
        other = self.ax.twinx()
        other.set_facecolor(self.look.ground)  # seen once it lies beneath
        other.patch.set_visible(False)
        self._others.append(other)
        _dress(other, self)
        self._right_pt = self._labels_pt + 1.5 * self.size_pt
        other.spines["right"].set(visible=True, color=self.look.grid)
        return other

    def up(self, ax: Axes, forms: Sequence[str], color: str) -> None:
        """Write what an axis upwards stands for and in which unit, in the first form that has room."""
        most = 0.62 * self.height_pt
        label = next((form for form in forms if width_pt(form, self.size_pt) <= most), forms[-1])
        ax.set_ylabel(label, color=color, fontsize=self.size_pt, parse_math=False, labelpad=3)

    def arrange(self) -> None:
        """Have a layout of matplotlib move the axes to where they will be."""
        figure = self.ax.get_figure(root=True)
        assert figure is not None
        if (engine := figure.get_layout_engine()) is not None:
            engine.execute(figure)

    def colored(self, color: str) -> str:
        """Give a colour as it is read on this ground."""
        return readable(color, self.look)

    def settle(self) -> Axes:
        """Make room for what stands about axes of the caller's, where no layout of matplotlib does; give the axes."""
        figure = self.ax.get_figure(root=True)
        assert figure is not None
        if figure.get_layout_engine() is not None:
            return self.ax
        west, south, east, north = self.slot
        pad = _PAD_PT * self._pixels_per_pt
        whole = self.ax.figure.bbox
        for _ in range(2):
            frames = [box.extents for axes in (self.ax, *self._others) if (box := axes.get_tightbbox()) is not None]
            inner = self.ax.get_window_extent().extents
            # saved at another resolution, letters may come out wider
            x0 = west + pad + 1.05 * max(0.0, inner[0] - min(frame[0] for frame in frames))
            y0 = south + pad + max(0.0, inner[1] - min(frame[1] for frame in frames))
            x1 = east - pad - max(0.0, max(frame[2] for frame in frames) - inner[2])
            y1 = north - pad - max(0.0, max(frame[3] for frame in frames) - inner[3])
            wide, high = max(x1 - x0, 0.25 * (east - west)), max(y1 - y0, 0.25 * (north - south))
            self.ax.set_position(
                ((x0 - whole.x0) / whole.width, (y0 - whole.y0) / whole.height, wide / whole.width, high / whole.height)
            )
        return self.ax


def sheet_of(ax: Axes | None, *, dark: bool | None, size_in: tuple[float, float] = (10.0, 5.6)) -> Sheet:
    """Give a sheet of the caller's axes, or of a figure of its own.

    `dark` None follows the ground of the axes, or the style of matplotlib.
    """
    if ax is None:
        return new_sheets(1, dark=dark, size_in=size_in)[0]
    need_matplotlib()
    from matplotlib.colors import to_hex

    look = look_of(ax, dark)
    if dark is None:
        look = look._replace(ground=to_hex(ax.get_facecolor()))
    else:
        ax.set_facecolor(look.ground)
        ax.figure.set_facecolor(look.ground)  # names stand outside the axes
    sheet = Sheet(ax, look, slot_of(ax))
    _dress(ax, sheet)
    return sheet


def new_sheets(panels: int, *, dark: bool | None, size_in: tuple[float, float]) -> list[Sheet]:
    """Give sheets beside each other in a figure of their own."""
    need_matplotlib()
    from matplotlib import pyplot as plt  # so that notebooks show the figure

    look = look_of(None, dark)
    figure = plt.figure(figsize=size_in, layout="constrained", facecolor=look.ground)
    found = []
    west, south, east, north = figure.bbox.extents
    step = (east - west) / panels  # all alike, so that letters are of one size
    for number, ax in enumerate(figure.subplots(1, panels, squeeze=False)[0]):
        ax.set_facecolor(look.ground)
        sheet = Sheet(ax, look, (west + number * step, south, west + (number + 1) * step, north))
        _dress(ax, sheet)
        found.append(sheet)
    return found


def _dress(ax: Axes, sheet: Sheet) -> None:
    for side, spine in ax.spines.items():
        spine.set(visible=side == "bottom", color=sheet.look.muted, linewidth=0.8)
    ax.tick_params(labelsize=sheet.size_pt - 0.5, color=sheet.look.muted, labelcolor=sheet.look.ink, length=3)
    ax.grid(visible=False)


def line_sample(label: str, color: str, *, width_pt: float = 4.0, style: Literal["-", ":"] = "-") -> Line2D:
    """Give a line for a key."""
    from matplotlib.lines import Line2D

    return Line2D([], [], color=color, linewidth=width_pt, linestyle=style, solid_capstyle="butt", label=label)


def dot_sample(label: str, color: str, marker: str = "o", *, fill: str | None = None, size_pt: float = 5.0) -> Line2D:
    """Give a mark for a key."""
    from matplotlib.lines import Line2D

    return Line2D(
        [], [], linestyle="", marker=marker, markersize=size_pt, markeredgecolor=color,
        markerfacecolor=color if fill is None else fill, label=label,
    )  # fmt: skip
