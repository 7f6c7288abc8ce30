"""The time/cost-distance chart of a route, as UNESCAP draws it, by matplotlib (extra ``plot``)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from corridors.basemap import need_matplotlib
from corridors.cartography import short_name
from corridors.labels import halo
from corridors.strands import line_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from corridors.route import Route, Step

__all__ = ["time_cost_distance"]

TIME_COLOR, COST_COLOR = "#0072B2", "#D55E00"
_BANDS = ("#EEF1F4", "#FFFFFF")
_SHORT = {"transhipment": "transhipment", "gauge_change": "change of gauge", "vessel_wait": "wait for vessel"}
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
    if ax is None:
        from matplotlib import pyplot as plt  # so that notebooks show the figure

        ax = plt.figure(figsize=(10, 5.6), layout="constrained").add_subplot()
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
    money.set_ylabel(f"USD per {route.shipment.upper() if route.shipment != 'wagon' else 'wagon'}", color=COST_COLOR)
    ax.tick_params(axis="y", colors=TIME_COLOR)
    money.tick_params(axis="y", colors=COST_COLOR)
    for axes in (ax, money):
        axes.spines["top"].set_visible(False)
    ax.set_zorder(money.get_zorder() + 1)
    ax.patch.set_visible(False)  # the dollars lie beneath
    _draw_bands(money, route)
    _name_stops(ax, stretches)
    ax.set_title(_title(route) if title is None else title, loc="left", fontsize=11, fontweight="bold")
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
        xs, ys = [stretch.start[0]], [stretch.start[figure]]
        for step in stretch.steps:
            xs.append(xs[-1] + step.charge.length_km)
            ys.append(ys[-1] + (step.charge.time_h if figure == 1 else step.charge.cost_usd))
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
    """Write what takes time at each stop: left of a tall jump, else on the side that is clear of the dollars."""
    width_pt = ax.get_window_extent().width * 72 / ax.figure.dpi
    total_km, total_h, total_usd = stretches[-1].end
    lowest = 0.0
    for stretch in stretches:
        km, start_h, start_usd = stretch.start
        end_h = stretch.end[1]
        border = any(step.charge.kind == "border" for step in stretch.steps)
        if stretch.moves or end_h <= start_h or (end_h - start_h < _LEAST_SHARE * total_h and not border):
            continue
        text = _stop_text(stretch)
        longest = max(len(line) for line in text.split("\n"))
        room = km / total_km > 4.4 * longest / width_pt
        if end_h - start_h > 0.06 * total_h * (1 + text.count("\n")) and room:
            height, up, side, stand = max((start_h + end_h) / 2, lowest), 0, "right", "center"
        elif start_usd / total_usd > start_h / total_h and km / total_km < 0.6:
            height, up, side, stand = start_h, -2, "left", "top"
        else:
            height, up, side, stand = max(end_h, lowest), 3, "right" if room else "left", "bottom"
        ax.annotate(
            text, (km, height), xytext=(-6 if side == "right" else 6, up), textcoords="offset points", ha=side,
            va=stand, fontsize=7.5, color="#1F2933", path_effects=halo(2.2), zorder=6, gid="stop name",
            linespacing=1.15,
        )  # fmt: skip
        if stand != "top":
            lowest = height + 0.035 * total_h * (1 + text.count("\n"))


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
    return f"{place}: " + (",\n" if len(parts) > 2 else ", ").join(parts)


def _title(route: Route) -> str:
    return (
        f"{short_name(route.origin)} to {short_name(route.destination)}: {route.length_km:,.0f} km, "
        f"{route.time_h:,.0f} h, {route.cost_usd:,.0f} USD (network of {route.on})"
    )
