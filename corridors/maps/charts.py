"""The chart of time and cost over distance, as UNESCAP draws it, by matplotlib (extra ``plot``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from corridors.maps.boxes import Box, Point, free, widened
from corridors.maps.extras import need_matplotlib
from corridors.maps.labels import covered, dots_along, halo, width_pt
from corridors.maps.manners import Sheet, sheet_of
from corridors.maps.strands import line_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Band", "Chart", "Stretch", "draw_chart"]

TIME_COLOR, COST_COLOR = "#0072B2", "#D55E00"
_SIZE_PT = 7.5
_STEPS = (1, 2, 5, 10)  # between ticks
_MOST_COVERED = 0.2  # a name that must cover more of the lines than this is left out
_AVERSION = 3.0  # to covering lines, against standing further off
_LEAST_SHARE = 0.015  # a stop that takes less of the whole time stands without a name


class Stretch(NamedTuple):
    """A part of the way that either moves, in one mode, or stands still (no mode)."""

    points: Sequence[tuple[float, float, float]]  # km, hours and dollars so far, of the start and after each step
    mode: str | None
    text: str = ""  # what takes time at a stop
    named: bool = False  # however little time it takes


class Band(NamedTuple):
    """A part of the way in one country."""

    label: str
    length_km: float


class Chart(NamedTuple):
    """Hours and dollars against kilometres."""

    title: str
    note: str
    start: str
    cost_unit: str
    hours_of: str  # what the hours count, such as terminal to terminal
    stretches: Sequence[Stretch]
    bands: Sequence[Band]


def draw_chart(chart: Chart, ax: Axes | None, *, dark: bool | None = None) -> Axes:
    """Draw a chart; the axes given back carry the hours, told as days."""
    need_matplotlib()
    from matplotlib.ticker import MaxNLocator, MultipleLocator

    sheet = sheet_of(ax, dark=dark, size_in=(10.0, 5.6))
    ax, money = sheet.ax, sheet.twin()
    time_color, cost_color = sheet.colored(TIME_COLOR), sheet.colored(COST_COLOR)
    for stretch in chart.stretches:
        _draw_stretch(ax, stretch, 1, time_color, 2.4)
        _draw_stretch(money, stretch, 2, cost_color, 1.5)
    length_km, hours, dollars = chart.stretches[-1].points[-1]
    ax.set(xlim=(-0.008 * length_km, 1.008 * length_km), ylim=(0, 1.14 * hours))
    ax.xaxis.set_major_locator(MaxNLocator(max(3, min(8, int(sheet.inner_width_pt / 55))), steps=_STEPS))
    money.set(ylim=(0, 1.14 * dollars))
    money.yaxis.set_major_locator(MaxNLocator(max(3, min(8, int(sheet.height_pt / 36))), steps=_STEPS))
    money.yaxis.set_major_formatter("{x:,.0f}")
    ax.yaxis.set_major_locator(MultipleLocator(24.0 * _days_apart(hours)))
    ax.yaxis.set_major_formatter(lambda value, _: f"{value / 24:g}")
    ax.tick_params(axis="y", colors=time_color)
    money.tick_params(axis="y", colors=cost_color)
    ax.set_zorder(money.get_zorder() + 1)
    ax.patch.set_visible(False)  # the dollars lie beneath
    sheet.title(chart.title, chart.note)
    sheet.up(ax, (f"days to be expected, {chart.hours_of}", "days to be expected", "days"), time_color)
    in_dollars = f"USD per {chart.cost_unit}"
    sheet.up(money, (f"{in_dollars} to be expected", in_dollars, "USD"), cost_color)
    sheet.scale(f"km from {chart.start}")
    sheet.credit()
    sheet.settle()
    sheet.arrange()  # names are placed on the page as it will be
    _draw_bands(sheet, money, chart.bands, length_km)
    _name_stops(sheet, chart.stretches)
    return ax


def _days_apart(hours: float) -> float:
    """Give how many days lie between two ticks, so that there are about six."""
    return next((days for days in (0.25, 0.5, 1, 2, 5, 10, 20, 50) if hours / 24 <= 7 * days), 100.0)


def _draw_stretch(ax: Axes, stretch: Stretch, figure: int, color: str, width_pt: float) -> None:
    """Draw one stretch of hours (1) or dollars (2): sloping in the style of its mode, or a jump."""
    points = _drawn(stretch, figure)
    if stretch.mode is None:
        look: dict[str, Any] = {"linestyle": "solid", "capstyle": "butt"}
        width_pt *= 1.25
        points = [points[0], points[-1]]
    else:
        look = line_style(stretch.mode, in_use=True)
    ax.plot(
        [x for x, _ in points], [y for _, y in points], color=color, linewidth=width_pt, linestyle=look["linestyle"],
        dash_capstyle=look["capstyle"], solid_capstyle=look["capstyle"], gid="way" if stretch.mode else "stop",
        zorder=3,
    )  # fmt: skip


def _draw_bands(sheet: Sheet, ax: Axes, bands: Sequence[Band], whole_km: float) -> None:
    """Shade the countries passed and name them along the top, where they have room."""
    km, size, look = 0.0, min(8.0, sheet.size_pt), sheet.look
    per_km = ax.bbox.width * 72 / ax.figure.dpi / whole_km
    for number, (country, length_km) in enumerate(bands):
        ax.axvspan(km, km + length_km, color=(look.band, look.ground)[number % 2], zorder=0, lw=0)
        if length_km * per_km > width_pt(country, size):
            ax.text(
                km + length_km / 2, 0.985, country, transform=ax.get_xaxis_transform(), ha="center", va="top",
                fontsize=size, color=look.muted, gid="country", parse_math=False,
            )  # fmt: skip
        km += length_km


def _name_stops(sheet: Sheet, stretches: Sequence[Stretch]) -> None:
    """Write what takes time at each stop: by its jump, within the axes, off the lines and other names."""
    from matplotlib.transforms import ScaledTranslation

    ax, size = sheet.ax, min(_SIZE_PT, sheet.size_pt)
    _, total_h, total_usd = stretches[-1].points[-1]
    # both axes end at the same share above their totals: dollars as hours lie where they are drawn
    as_hours = total_h / total_usd if total_usd else 0.0
    lines = [_drawn(s, figure, factor) for figure, factor in ((1, 1.0), (2, as_hours)) for s in stretches]
    dots = dots_along(ax, lines)
    frames: list[Box] = []
    for country in ax.figure.findobj(_is_country):
        west, south, east, north = country.get_window_extent().extents
        frames.append((west, south, east, north))
    pixels_per_pt = ax.figure.dpi / 72
    page = ax.bbox.extents
    for stretch in stretches:
        (km, start_h, _), (_, end_h, _) = stretch.points[0], stretch.points[-1]
        short = end_h - start_h < _LEAST_SHARE * total_h and not stretch.named
        if stretch.mode is not None or end_h <= start_h or short:
            continue
        ends = [ax.transData.transform((km, height)) for height in (start_h, end_h)]
        best, least = None, _AVERSION * _MOST_COVERED
        for cost, text, frame in _stands(stretch.text, ends, size, pixels_per_pt, page[1] + 1):
            if not free(frame, page, frames):
                continue
            price = cost + _AVERSION * covered(dots, widened(frame, 1.5 * pixels_per_pt))  # lines have a width
            if price < least:
                best, least = (text, frame), price
        if best is None:
            continue
        text, frame = best
        frames.append(frame)
        # text with a halo is drawn wider than matplotlib measures it, so its left end is what is fixed
        shift = ScaledTranslation(
            (frame[0] - ends[0][0]) / pixels_per_pt / 72, ((frame[1] + frame[3]) / 2 - ends[0][1]) / pixels_per_pt / 72,
            ax.figure.dpi_scale_trans,
        )  # fmt: skip
        ax.text(
            km, start_h, text, transform=ax.transData + shift, ha="left", va="center", fontsize=size,
            color=sheet.look.ink, path_effects=halo(sheet.look, 2.2), zorder=6, gid="stop name", linespacing=1.15,
            parse_math=False,
        )  # fmt: skip


def _stands(
    text: str, ends: list[Any], size: float, pixels_per_pt: float, floor: float
) -> Iterator[tuple[float, str, Box]]:
    """List where a name may stand about a jump, with what speaks against it: its lines, whole and broken."""
    gap, line_px = 6 * pixels_per_pt, 1.25 * size * pixels_per_pt
    (x, low), (_, high) = ends
    texts = dict.fromkeys((text, text.replace(", ", ",\n"), text.replace(": ", ":\n", 1).replace(", ", ",\n")))
    for broken, told in enumerate(texts):
        lines = told.split("\n")
        wide = max(width_pt(line, size) for line in lines) * pixels_per_pt
        tall = len(lines) * line_px
        # beside the jump; over its head to the left, where the line has been; under its foot to the right; then
        # further off, up and down
        for left, bottom, cost in (
            (x - gap - wide, (low + high - tall) / 2, 0.0),
            (x - gap - wide, high + 0.3 * gap, 0.02),
            (x + gap, (low + high - tall) / 2, 0.03),
            (x + gap, max(low - tall - 0.3 * gap, floor), 0.04),
            (x + 2 * gap, max(low - tall - 0.3 * gap, floor), 0.05),
            *((x - gap - wide, high + step * line_px, 0.06 + 0.03 * step) for step in range(1, 6)),
            *((x + gap, low - tall - step * line_px, 0.07 + 0.03 * step) for step in range(1, 6)),
            *((x + gap, high + step * line_px, 0.10 + 0.03 * step) for step in range(6)),
            *((x - gap - wide, low - tall - step * line_px, 0.11 + 0.03 * step) for step in range(6)),
        ):
            yield cost + 0.05 * broken, told, (left, bottom, left + wide, bottom + tall)


def _drawn(stretch: Stretch, figure: int, factor: float = 1.0) -> list[Point]:
    """Give the line of hours (1) or dollars (2), times a factor."""
    return [(point[0], factor * point[figure]) for point in stretch.points]


def _is_country(artist: Any) -> bool:
    return bool(artist.get_gid() == "country")
