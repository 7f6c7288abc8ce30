"""A time line drawn: days above, dollars below, each step numbered, with a key."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from corridors.charges.model import SHIPMENT_UNITS
from corridors.maps.charts import COST_COLOR, TIME_COLOR
from corridors.maps.extras import need_matplotlib
from corridors.maps.manners import Sheet, sheet_of
from corridors.maps.places import short_name
from corridors.words.asked import least_of, travels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from corridors.routes.route import Route
    from corridors.studies.line import Timeline, TimeStep

__all__ = ["draw_line"]

_UPPER, _LOWER = (0.54, 0.98), (0.03, 0.46)  # shares of the height for days and for dollars
_FLAT = 0.08  # of its size: what a figure that hardly moves is drawn as moving
_LEAST_COLUMN_PT = 190.0  # of the key
_NO_DAYS = 0.05  # a step of less is told in dollars
_LONGEST = 1.01  # years from one last day to the next
_KEY_SHARE = 0.3  # of the height: the key gets no more


def draw_line(line: Timeline, ax: Axes | None, *, title: str | None, dark: bool | None) -> Axes:
    """Draw days in the upper half and dollars in the lower, year by year; a number marks each step of the way."""
    need_matplotlib()
    sheet = sheet_of(ax, dark=dark, size_in=(10.0, 5.6))
    money = sheet.twin()
    time_color, cost_color = sheet.colored(TIME_COLOR), sheet.colored(COST_COLOR)
    unit = SHIPMENT_UNITS[line.routes[0].shipment] if line.routes else "unit"
    known = _moments(line)
    days = [None if route is None else route.time_h / 24 for _, route in known]
    usd = [None if route is None else route.cost_usd for _, route in known]
    for axes, values, band, color, width in (
        (sheet.ax, days, _UPPER, time_color, 2.2),
        (money, usd, _LOWER, cost_color, 1.8),
    ):
        _draw_figure(axes, [when for when, _ in known], values, band, color, width)
    room = 0.02 * (known[-1][0] - known[0][0]) or 0.5
    first, last = known[0][0] - room, known[-1][0] + room
    sheet.ax.set_xlim(first, last)
    sheet.ax.xaxis.set_major_locator(_whole_years(sheet))
    sheet.ax.axhline(0.5, color=sheet.look.grid, linewidth=0.8)
    sheet.ax.lines[-1].set_transform(sheet.ax.transAxes)
    _shade_gaps(sheet, known)
    asked = f"{travels(unit, line.routes[0].service, line.routes[0].scope)}" if line.routes else "no way in any year"
    note = f"way of {least_of(line.weight)} on the last day of each year and where it changes, {asked}"
    words = f"Days and USD per {unit}, {short_name(line.origin)} to {short_name(line.destination)}, year by year"
    sheet.title(
        words if title is None else title,
        "" if title == "" else note,
    )
    size = sheet.size_pt
    sheet.ax.set_ylabel("days", color=time_color, fontsize=size, y=0.76, parse_math=False)
    money.set_ylabel(f"USD per {unit} of the year", color=cost_color, fontsize=size, y=0.26, parse_math=False)
    sheet.ax.tick_params(axis="y", colors=time_color)
    money.tick_params(axis="y", colors=cost_color)
    _number_steps(sheet, line.steps, (first, last))
    _write_key(sheet, line.steps)
    sheet.credit()
    return sheet.settle()


def _moments(line: Timeline) -> list[tuple[float, Route | None]]:
    """List the way on the last day of each year, and before and after each step, in order; None where there is none.

    A gap between the years asked for is one in the list: no figure is known there but at the steps.
    """
    found: list[tuple[float, Route | None]] = []
    for year in line:
        for step in line.steps_in(year.year):
            found += [(_when(step.on), step.before), (_when(step.on), step.after)]
        found.append((float(year.year + 1), year.route))
    return found


def _draw_figure(
    axes: Axes, whens: list[float], values: list[float | None], band: tuple[float, float], color: str, width: float
) -> None:
    """Draw one figure in its part of the height, with ticks there only."""
    from matplotlib.ticker import FixedLocator, MaxNLocator

    known = [value for value in values if value is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    spread = max(high - low, _FLAT * high) or 1.0
    middle = (low + high) / 2
    low, high = middle - spread / 2, middle + spread / 2
    whole = spread / (band[1] - band[0])
    bottom = low - band[0] * whole
    axes.set_ylim(bottom, bottom + whole)
    ticks = [
        tick
        for tick in MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(low, high)
        if low - 0.02 * whole <= tick <= high + 0.02 * whole
    ]
    axes.yaxis.set_major_locator(FixedLocator(ticks))
    axes.yaxis.set_major_formatter("{x:,.0f}" if spread > 4 else "{x:,.1f}")
    for part in _runs(whens, values):
        xs, ys = [x for x, _ in part], [y for _, y in part]
        marker = "o" if len(set(xs)) == 1 else ""  # a single day is no line
        axes.plot(
            xs, ys, color=color, linewidth=width, solid_joinstyle="miter", marker=marker, markersize=2 * width,
            gid="figure", zorder=3,
        )  # fmt: skip


def _runs(whens: list[float], values: list[float | None]) -> list[list[tuple[float, float]]]:
    """Cut what is known where there is no way, and where a year or more was not asked for."""
    runs: list[list[tuple[float, float]]] = [[]]
    for when, value in zip(whens, values, strict=True):
        if runs[-1] and (value is None or when - runs[-1][-1][0] > _LONGEST):
            runs.append([])
        if value is not None:
            runs[-1].append((when, value))
    return [run for run in runs if run]


def _whole_years(sheet: Sheet) -> Any:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=max(3, min(12, int(sheet.inner_width_pt / 42))), integer=True)


def _shade_gaps(sheet: Sheet, known: list[tuple[float, Route | None]]) -> None:
    """Say in words where there is no way."""
    gaps: list[list[float]] = []
    for (start, before), (end, after) in pairwise([(known[0][0] - 1, known[0][1]), *known]):
        if before is None and after is None and end > start:
            if gaps and gaps[-1][1] == start:
                gaps[-1][1] = end
            else:
                gaps.append([start, end])
    for start, end in gaps:
        sheet.ax.axvspan(start, end, color=sheet.look.band, zorder=0, linewidth=0, gid="gap")
        west, east = sheet.ax.get_xlim()
        sheet.ax.text(
            (max(start, west) + min(end, east)) / 2, 0.5, "no way", transform=sheet.ax.get_xaxis_transform(),
            rotation=90, ha="center", va="center", fontsize=sheet.size_pt - 1, color=sheet.look.muted, gid="no way",
            parse_math=False,
        )  # fmt: skip


def _number_steps(sheet: Sheet, steps: tuple[TimeStep, ...], span: tuple[float, float]) -> None:
    """Mark each step by a dotted line and a number; numbers that would meet stand on further lines."""
    size = max(5.0, sheet.size_pt - 1.5)
    per_pt = (span[1] - span[0]) / sheet.inner_width_pt
    ends: list[float] = []  # of the last number on each line
    for number, step in enumerate(steps, 1):
        x = _when(step.on)
        sheet.ax.axvline(x, color=sheet.look.muted, linewidth=0.7, linestyle=":", zorder=1, gid="step")
        half = (0.36 * size * len(str(number)) + 0.5 * size) * per_pt
        lane = next((k for k, end in enumerate(ends) if x - half > end), len(ends))
        ends[lane : lane + 1] = [x + half]
        sheet.ax.annotate(
            str(number), (x, 0.985), xycoords=sheet.ax.get_xaxis_transform(), xytext=(0, -lane * 1.85 * size),
            textcoords="offset points", ha="center", va="top", fontsize=size, color=sheet.look.ground,
            bbox={"boxstyle": "circle,pad=0.18" if number < 10 else "round,pad=0.18", "facecolor": sheet.look.ink,
                  "linewidth": 0}, gid="name", zorder=6,
        )  # fmt: skip


def _write_key(sheet: Sheet, steps: tuple[TimeStep, ...]) -> None:
    """List the steps below by their numbers, as many as a third of the page takes."""
    if not steps:
        return
    size = sheet.size_pt - 0.5
    rows = max(2, int(_KEY_SHARE * sheet.height_pt / (1.3 * size)))
    most_columns = max(1, min(3, int(sheet.inner_width_pt / _LEAST_COLUMN_PT)))
    columns = min(most_columns, -(-len(steps) // rows))
    wide = sheet.inner_width_pt / columns - size
    most = rows * columns
    shown = list(enumerate(steps, 1))
    rest = ""
    if len(shown) > most:
        shown = shown[: most - 1]
        rest = f"and {len(steps) - len(shown)} more: steps_frame()"
    lines = [sheet.fitted(f"{number}  {_month(step.on)}: {_words(step)}", wide, size) for number, step in shown]
    sheet.below([*lines, *([rest] if rest else [])], columns=columns)


def _words(step: TimeStep) -> str:
    return _moved(step) + (step.because or "cause not dated in the tables")


def _moved(step: TimeStep) -> str:
    """Say what a step changed: days, or dollars where these stay."""
    days, usd = step.days_change, step.cost_usd_change
    if days is None or usd is None:
        return "no way: " if step.after is None else "a way: "
    moved = f"{days:+.1f} days" if abs(days) >= _NO_DAYS else f"{usd:+,.0f} USD" if abs(usd) >= 0.5 else "another way"
    return f"{moved}: ".replace("-", "−")


def _month(day: str) -> str:
    return date.fromisoformat(day).strftime("%b %Y")


def _when(day: str) -> float:
    found = date.fromisoformat(day)
    days = (date(found.year + 1, 1, 1) - date(found.year, 1, 1)).days if found.year < date.max.year else 365
    return found.year + (found.timetuple().tm_yday - 1) / days
