"""Charts of rows: ranges with dots, distributions, bars; each row named to its left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from corridors.kernels.adding import total_of
from corridors.maps.labels import width_pt
from corridors.maps.manners import Sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Mark", "Row", "Span", "draw_rows", "limit_behind"]

_HEADING = 0.8  # height of a heading, as a share of a row's


class Mark(NamedTuple):
    """A mark in a row beside its span."""

    value: float
    marker: str
    color: str
    size_pt: float = 4.5
    hollow: bool = False


class Span(NamedTuple):
    """What one figure of a row is: a range with a dot, a distribution, a bar, or words where there is none.

    Attributes
    ----------
    color
        As in the key.
    low, middle, high
        Ends of the range, and the dot; None without a figure.
    bar_from
        Where a bar begins that ends at `middle`; None draws a dot.
    density
        Pairs of a value and how dense samples lie there (the densest 1), drawn about the range.
    dots
        Values that stand for equally many samples each, stacked where they lie close.
    words
        What stands behind the span, or in its stead.
    hatched
        Whether a bar is hatched.
    words_right
        Whether the words stand at the right edge, for what lies before them is not theirs alone.
    """

    color: str
    middle: float | None
    low: float | None = None
    high: float | None = None
    bar_from: float | None = None
    density: Sequence[tuple[float, float]] = ()
    dots: Sequence[float] = ()
    words: str = ""
    marks: Sequence[Mark] = ()
    hatched: bool = False
    words_right: bool = False


class Row(NamedTuple):
    """A named row of spans below each other; a heading has none."""

    name: str
    id: str
    spans: Sequence[Span] = ()
    shaded: bool = False

    @property
    def height(self) -> float:
        """Height in rows of one span."""
        return _HEADING if not self.spans else max(1.0, 0.55 * len(self.spans) + 0.35)


def draw_rows(sheet: Sheet, rows: Sequence[Row], *, limits: tuple[float, float], about_pt: float) -> None:
    """Draw rows from the top; `about_pt` is the height that title, axis and key take of the slot."""
    ax, look = sheet.ax, sheet.look
    in_all = total_of(row.height for row in rows)
    row_pt = max(20.0, sheet.height_pt - about_pt) / in_all
    tops, at = [], 0.0
    for row in rows:
        tops.append(at)
        at += row.height
    ax.set(xlim=limits, ylim=(at, 0.0))
    named = [(top + row.height / 2, row) for top, row in zip(tops, rows, strict=True) if row.spans]
    sheet.name_rows([y for y, _ in named], [(row.name, row.id) for _, row in named], row_pt=row_pt)
    ax.xaxis.set_major_locator(_locator(sheet))
    ax.grid(visible=True, axis="x", color=look.grid, linewidth=0.6, zorder=0)
    ax.set_axisbelow(True)
    size = max(4.8, min(sheet.size_pt - 0.5, 0.8 * row_pt))
    for top, row in zip(tops, rows, strict=True):
        if not row.spans:
            ax.text(
                0.0, top + 0.55 * row.height, sheet.fitted(row.name, sheet.inner_width_pt, size + 0.5),
                transform=ax.get_yaxis_transform(), fontsize=size + 0.5, fontweight="bold", va="center",
                color=look.ink, gid="heading", parse_math=False,
            )  # fmt: skip
            continue
        if row.shaded:
            ax.axhspan(top, top + row.height, color=look.band, zorder=-1, linewidth=0, gid="band")
        step = row.height / len(row.spans) if len(row.spans) == 1 else (row.height - 0.35) / len(row.spans)
        start = top if len(row.spans) == 1 else top + 0.175
        for number, span in enumerate(row.spans):
            _draw_span(sheet, span, start + (number + 0.5) * step, step * row_pt, step, limits, size)


def limit_behind(sheet: Sheet, ends: Sequence[tuple[float, str]]) -> float:
    """Give where an axis from zero ends, so that words of their width have room behind values."""
    room_pt, size = sheet.inner_width_pt, sheet.size_pt - 0.5
    most = max((value for value, _ in ends), default=0.0)
    limits = [1.06 * most]
    for value, words in ends:
        # words that are most of the axis stand over their bar
        left_pt = room_pt - min(1.06 * width_pt(words, size) + 8, 0.62 * room_pt)
        limits.append(value * room_pt / left_pt)
    return max(limits) or 1.0


def _locator(sheet: Sheet) -> Any:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=max(3, min(8, int(sheet.inner_width_pt / 48))), steps=[1, 2, 2.5, 5, 10])


def _draw_span(
    sheet: Sheet, span: Span, y: float, high_pt: float, step: float, limits: tuple[float, float], size: float
) -> None:
    ax, look = sheet.ax, sheet.look
    size = min(size, max(4.6, 0.95 * high_pt))
    if span.middle is None:
        if span.words:
            # words in the colour of a pale corridor could not be read
            ax.plot(
                [limits[0]], [y], "s", markersize=0.6 * size, color=span.color, zorder=5, gid="no way", clip_on=False
            )  # fmt: skip
            _write(ax, limits[0], y, span.words, size, look.ink, "no way")
        return
    end = span.middle
    if span.bar_from is not None:
        bars = ax.barh(
            y, span.middle - span.bar_from, left=span.bar_from, height=0.66 * step, color=span.color, zorder=2,
            gid="bar",
        )  # fmt: skip
        if span.hatched:
            for bar in bars:
                bar.set(hatch="//", edgecolor=look.ground, linewidth=0)
        end = max(span.middle, span.bar_from)
    if span.density:
        xs, shares = [x for x, _ in span.density], [share for _, share in span.density]
        half = 0.44 * step
        ax.fill_between(
            xs, [y - half * s for s in shares], [y + half * s for s in shares], color=span.color, alpha=0.38,
            linewidth=0, zorder=2, gid="distribution",
        )  # fmt: skip
    if span.dots:
        _draw_dots(sheet, span, y, step, high_pt, limits)
        return
    if span.low is not None and span.high is not None:
        wide = max(1.2, min(4.5, 0.3 * high_pt)) if span.bar_from is None else 1.0
        color = span.color if span.bar_from is None else look.ink
        ax.plot(
            [span.low, span.high], [y, y], color=color, linewidth=wide, solid_capstyle="butt", zorder=3, gid="range"
        )  # fmt: skip
        end = max(end, span.high)
    if span.bar_from is None:
        ax.plot(
            [span.middle], [y], "o", markersize=max(2.6, min(6.5, 0.5 * high_pt)), markerfacecolor=span.color,
            markeredgecolor=look.ground, markeredgewidth=0.8, zorder=4, gid="dot",
        )  # fmt: skip
    for mark in span.marks:
        ax.plot(
            [mark.value], [y], mark.marker, markersize=min(mark.size_pt, 0.7 * high_pt), markeredgecolor=mark.color,
            markerfacecolor=look.ground if mark.hollow else mark.color, markeredgewidth=0.9, zorder=5, gid="mark",
            clip_on=False,
        )  # fmt: skip
        end = max(end, mark.value)
    if span.words:
        _after(sheet, limits[1] if span.words_right else end, y, span.words, size, limits)


def _draw_dots(
    sheet: Sheet, span: Span, y: float, step: float, high_pt: float, limits: tuple[float, float]
) -> None:  # fmt: skip
    """Stack dots on a line from the low end to the high one, with a tick at the middle."""
    ax, floor = sheet.ax, y + 0.32 * step
    middle, low, high = (float(end) for end in (span.middle, span.low, span.high) if end is not None)
    per_pt = (limits[1] - limits[0]) / sheet.inner_width_pt
    size_pt = min(6.0, 0.3 * high_pt)
    stacks = _stacked(span.dots, size_pt * per_pt)
    while size_pt > 1.0 and max(map(len, stacks)) * size_pt > 0.8 * high_pt:
        size_pt *= 0.9
        stacks = _stacked(span.dots, size_pt * per_pt)
    xs = [total_of(stack) / len(stack) for stack in stacks for _ in stack]
    ys = [floor - (n + 0.6) * size_pt / high_pt * step for stack in stacks for n in range(len(stack))]
    ax.plot(
        xs, ys, "o", markersize=0.92 * size_pt, color=span.color, markeredgewidth=0, zorder=3, gid="dots",
        clip_on=False,
    )  # fmt: skip
    ax.plot([low, high], [floor] * 2, color=span.color, linewidth=1.4, zorder=3, gid="range")
    ax.plot(
        [middle], [floor], "|", markersize=0.26 * high_pt, markeredgewidth=1.6, color=sheet.look.ink, zorder=4,
        gid="median",
    )  # fmt: skip


def _stacked(values: Sequence[float], wide: float) -> list[list[float]]:
    """Put values that lie within a dot's width into one stack, from the least."""
    stacks: list[list[float]] = []
    for value in sorted(values):
        if stacks and value - stacks[-1][0] < wide:
            stacks[-1].append(value)
        else:
            stacks.append([value])
    return stacks


def _after(sheet: Sheet, end: float, y: float, words: str, size: float, limits: tuple[float, float]) -> None:
    """Write words behind the end of a span, or before its end where there is no room behind."""
    per_pt = (limits[1] - limits[0]) / sheet.inner_width_pt
    gap = 5 * per_pt
    if end + gap + width_pt(words, size) * per_pt <= limits[1]:
        _write(sheet.ax, end + gap, y, words, size, sheet.look.ink, "words")
        return
    sheet.ax.annotate(
        words, (1, y), xycoords=sheet.ax.get_yaxis_transform(), xytext=(-1, 0), textcoords="offset points",
        ha="right", va="center", fontsize=size, color=sheet.look.ink, gid="words", zorder=6, parse_math=False,
        path_effects=_halo(sheet),
    )  # fmt: skip


def _halo(sheet: Sheet) -> list[Any]:
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.2, foreground=sheet.look.ground)]


def _write(ax: Axes, x: float, y: float, words: str, size: float, color: str, gid: str) -> None:
    ax.annotate(
        words, (x, y), xytext=(size if gid == "no way" else 0, 0), textcoords="offset points", ha="left", va="center",
        fontsize=size, color=color, gid=gid, zorder=6, parse_math=False,
    )  # fmt: skip
