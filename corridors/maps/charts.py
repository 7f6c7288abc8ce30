"""The time/cost-distance chart of a route, as UNESCAP draws it, by matplotlib (extra ``plot``)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from corridors.charges.model import SHIPMENT_UNITS
from corridors.maps.basemap import need_matplotlib
from corridors.maps.cartography import short_name
from corridors.maps.geometry import Point
from corridors.maps.labels import Frame, covered, dots_along, halo, meet, width_pt
from corridors.maps.strands import line_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from corridors.routes.route import Route
    from corridors.routes.step import Step

__all__ = ["time_cost_distance"]

TIME_COLOR, COST_COLOR = "#0072B2", "#D55E00"
_BANDS = ("#EEF1F4", "#FFFFFF")
_SHORT = {"transhipment": "transhipment", "gauge_change": "change of gauge", "vessel_wait": "wait for vessel"}
_SIZE_PT = 7.5
_MOST_COVERED = 0.6  # a name that must cover more of the lines than this is left out
_AVERSION = 3.0  # to covering lines, against standing further off
_LEAST_SHARE = 0.015  # a stop that takes less of the whole time stands without a name


class _Stretch(NamedTuple):
    """A run of steps that either move (one mode) or stand still (one place)."""

    steps: list[Step]
    moves: bool
    start: tuple[float, float, float]  # km, hours, dollars so far
    end: tuple[float, float, float]


def time_cost_distance(route: Route, ax: Axes | None, *, title: str | None) -> Axes:
    """Draw hours and dollars against kilometres; see `Route.plot_time_cost_distance`."""
    need_matplotlib()
    figure = None
    if ax is None:
        from matplotlib import pyplot as plt  # so that notebooks show the figure

        figure = plt.figure(figsize=(10, 5.6), layout="constrained")
        ax = figure.add_subplot()
    stretches = _stretches(route)
    money = ax.twinx()
    for stretch in stretches:
        _draw_stretch(ax, stretch, 1, TIME_COLOR, 2.4)
        _draw_stretch(money, stretch, 2, COST_COLOR, 1.5)
    _, hours, dollars = stretches[-1].end
    ax.set(
        xlim=(-0.008 * route.length_km, 1.008 * route.length_km),
        ylim=(0, 1.14 * hours),
        xlabel="km from " + short_name(route.origin),
    )
    money.set(ylim=(0, 1.14 * dollars))
    for axis in (ax.xaxis, money.yaxis):
        axis.set_major_formatter("{x:,.0f}")
    ax.set_ylabel("hours", color=TIME_COLOR)
    money.set_ylabel(f"USD per {SHIPMENT_UNITS[route.shipment]}", color=COST_COLOR)
    ax.tick_params(axis="y", colors=TIME_COLOR)
    money.tick_params(axis="y", colors=COST_COLOR)
    for axes in (ax, money):
        axes.spines["top"].set_visible(False)
    ax.set_zorder(money.get_zorder() + 1)
    ax.patch.set_visible(False)  # the dollars lie beneath
    _draw_bands(money, route)
    ax.set_title(_title(route) if title is None else title, loc="left", fontsize=11, fontweight="bold")
    if figure is not None:
        figure.draw_without_rendering()  # names are placed on the page as it will be
    _name_stops(ax, stretches)
    return ax


def _stretches(route: Route) -> list[_Stretch]:
    found, km, hours, dollars = [], 0.0, 0.0, 0.0

    def key(step: Step) -> tuple[object, ...]:
        return (True, step.mode) if step.charge.kind == "haul" else (False,)

    for (moves, *_), group in groupby(route.steps, key=key):
        steps = list(group)
        start = (km, hours, dollars)
        for step in steps:
            km += step.charge.length_km
            hours += step.charge.time_h
            dollars += step.charge.cost_usd
        found.append(_Stretch(steps, bool(moves), start, (km, hours, dollars)))
    return found


def _draw_stretch(ax: Axes, stretch: _Stretch, figure: int, color: str, width_pt: float) -> None:
    """Draw one stretch of hours (1) or dollars (2): sloping in the style of its mode, or a jump."""
    if not stretch.moves:
        look: dict[str, Any] = {"linestyle": "solid", "capstyle": "butt"}
        width_pt *= 1.25
        xs = [stretch.start[0], stretch.end[0]]
        ys = [stretch.start[figure], stretch.end[figure]]
    else:
        look = line_style(stretch.steps[0].mode, in_use=True)
        [points] = _drawn([stretch], figure, 1.0)
        xs, ys = [x for x, _ in points], [y for _, y in points]
    ax.plot(
        xs, ys, color=color, linewidth=width_pt, linestyle=look["linestyle"], dash_capstyle=look["capstyle"],
        solid_capstyle=look["capstyle"], gid="way" if stretch.moves else "stop", zorder=3,
    )  # fmt: skip


def _draw_bands(ax: Axes, route: Route) -> None:
    """Shade the countries passed and name them along the top."""

    def where(step: Step) -> str:
        return "at sea" if step.mode in ("ferry", "sea") else step.start.country

    hauls = [step for step in route.steps if step.charge.kind == "haul"]
    km = 0.0
    for number, (country, group) in enumerate(groupby(hauls, key=where)):
        length_km = sum(step.charge.length_km for step in group)
        ax.axvspan(km, km + length_km, color=_BANDS[number % 2], zorder=0, lw=0)
        if length_km > 0.022 * route.length_km:
            ax.text(
                km + length_km / 2, 0.985, country, transform=ax.get_xaxis_transform(), ha="center", va="top",
                fontsize=8, color="#5F6B76", gid="country",
            )  # fmt: skip
        km += length_km


def _name_stops(ax: Axes, stretches: list[_Stretch]) -> None:
    """Write what takes time at each stop: by its jump, within the axes, off the lines and other names."""
    from matplotlib.transforms import ScaledTranslation

    _, total_h, total_usd = stretches[-1].end
    # both axes end at the same share above their totals: dollars as hours lie where they are drawn
    as_hours = total_h / total_usd if total_usd else 0.0
    dots = dots_along(ax, [*_drawn(stretches, 1, 1.0), *_drawn(stretches, 2, as_hours)])
    frames: list[Frame] = []
    for country in ax.figure.findobj(_is_country):
        west, south, east, north = country.get_window_extent().extents
        frames.append((west, south, east, north))
    pixels_per_pt = ax.figure.dpi / 72
    page = ax.bbox.extents
    for stretch in stretches:
        km, start_h, _ = stretch.start
        end_h = stretch.end[1]
        border = any(step.charge.kind == "border" for step in stretch.steps)
        if stretch.moves or end_h <= start_h or (end_h - start_h < _LEAST_SHARE * total_h and not border):
            continue
        ends = [ax.transData.transform((km, height)) for height in (start_h, end_h)]
        best, least = None, _AVERSION * _MOST_COVERED
        for cost, text, frame in _stands(_stop_text(stretch), ends, pixels_per_pt, page[1] + 1):
            inside = frame[0] > page[0] and frame[1] > page[1] and frame[2] < page[2] and frame[3] < page[3]
            if not inside or any(meet(frame, other) for other in frames):
                continue
            price = cost + _AVERSION * covered(dots, _wider(frame, 1.5 * pixels_per_pt))  # lines have a width
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
            km, start_h, text, transform=ax.transData + shift, ha="left", va="center", fontsize=_SIZE_PT,
            color="#1F2933", path_effects=halo(2.2), zorder=6, gid="stop name", linespacing=1.15,
        )  # fmt: skip


def _stands(text: str, ends: list[Any], pixels_per_pt: float, floor: float) -> Iterator[tuple[float, str, Frame]]:
    """List where a name may stand about a jump, with what speaks against it: its lines, whole and broken."""
    gap, line_px = 6 * pixels_per_pt, 1.25 * _SIZE_PT * pixels_per_pt
    (x, low), (_, high) = ends
    texts = dict.fromkeys((text, text.replace(", ", ",\n"), text.replace(": ", ":\n", 1).replace(", ", ",\n")))
    for broken, told in enumerate(texts):
        lines = told.split("\n")
        wide = max(width_pt(line, _SIZE_PT) for line in lines) * pixels_per_pt
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


def _drawn(stretches: list[_Stretch], figure: int, factor: float) -> Iterator[list[Point]]:
    """Give the lines of hours (1) or dollars (2), times a factor."""
    for stretch in stretches:
        x, y = stretch.start[0], stretch.start[figure]
        points = [(x, factor * y)]
        for step in stretch.steps:
            x += step.charge.length_km
            y += step.charge.time_h if figure == 1 else step.charge.cost_usd
            points.append((x, factor * y))
        yield points


def _wider(frame: Frame, margin: float) -> Frame:
    return frame[0] - margin, frame[1] - margin, frame[2] + margin, frame[3] + margin


def _is_country(artist: Any) -> bool:
    return bool(artist.get_gid() == "country")


def _stop_text(stretch: _Stretch) -> str:
    first = stretch.steps[0]
    # a vessel is waited for before its link, a border passed at the end of one
    place = short_name(first.start if first.charge.kind == "vessel_wait" else first.end)
    parts = []
    for step in stretch.steps:
        charge = step.charge
        if charge.time_h <= 0:
            continue
        what = _SHORT.get(charge.kind, charge.kind)
        if charge.kind == "border":
            what = f"border {step.start.country}-{step.end.country}"
        parts.append(f"{what} {charge.time_h:,.0f} h" if charge.time_h >= 1 else f"{what} <1 h")
    return f"{place}: " + ", ".join(parts)


def _title(route: Route) -> str:
    return (
        f"{short_name(route.origin)} to {short_name(route.destination)}: {route.length_km:,.0f} km, "
        f"{route.time_h:,.0f} h, {route.cost_usd:,.0f} USD (network of {route.on})"
    )
