"""Charts of scenarios beside each other and of years, by matplotlib (extra ``plot``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corridors.charges.model import SHIPMENT_UNITS
from corridors.errors import OptionError
from corridors.maps.charts import COST_COLOR, TIME_COLOR
from corridors.maps.colors import LORRY_COLOR, NEUTRAL_COLOR
from corridors.maps.extras import need_matplotlib
from corridors.routes.columns import DIRECT, LORRY

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from corridors.studies.line import Timeline
    from corridors.studies.result import ScenarioComparison

__all__ = ["draw_comparison", "draw_line"]

_FIGURES = {"days": "days", "cost_usd": "USD per {unit}", "co2e_kg": "kg CO2e per {unit}"}
_MOST_NAMED = 14  # steps named in a chart, the greatest first


def draw_comparison(table: ScenarioComparison, ax: Axes | None, figure: str) -> Axes:
    """Draw bars, a group for each scenario and pair, a colour for each corridor."""
    if figure not in _FIGURES:
        raise OptionError(f"figure={figure!r}: give one of {', '.join(_FIGURES)}")
    need_matplotlib()
    ax = _axes(ax, (10.0, 5.6))
    rows = [row for row in table if row.corridor != DIRECT]
    corridors = {row.corridor: row.corridor_name.split(" (")[0] for row in rows if row.found}
    groups = [(name, pair) for pair in table.pairs for name in table.scenarios]
    width = 0.8 / max(1, len(corridors))
    colors = _colors(table, list(corridors))
    for number, (corridor, label) in enumerate(corridors.items()):
        xs, heights, spreads = [], [], []
        for place, (scenario, pair) in enumerate(groups):
            row = next((r for r in table.between(scenario, *pair) if r.corridor == corridor), None)
            x = place - 0.4 + width * (number + 0.5)
            if row is None or not row.found:
                ax.plot([x], [0], marker="x", color=colors[corridor], gid="no way", clip_on=False, zorder=4)
                continue
            value = row.kept.figures[figure]
            low, high = (row.kept.figures.get(f"{figure}_{end}", value) for end in ("low", "high"))
            xs.append(x)
            heights.append(value)
            spreads.append((max(0.0, value - low), max(0.0, high - value)))
        whiskers: Any = [list(ends) for ends in zip(*spreads, strict=True)] or None
        ax.bar(
            xs, heights, width * 0.92, yerr=whiskers, color=colors[corridor], label=label, error_kw={"lw": 0.8},
            gid="bar",
        )  # fmt: skip
    several = len(table.pairs) > 1
    names = [f"{name}\nto {pair[1].name.split(' (')[0]}" if several else name for name, pair in groups]
    ax.set_xticks(range(len(groups)), names, fontsize=8)
    ax.set_ylabel(_FIGURES[figure].format(unit=SHIPMENT_UNITS[table.shipment]) + ", P10 to P90")
    ax.set_ylim(bottom=0)
    ax.legend(fontsize=8, frameon=False, ncols=2)
    origins = ", ".join(place.name for place in table.origins)
    ax.set_title(f"From {origins}: least {table.weight} through each corridor", loc="left", fontsize=11)
    return ax


def _colors(table: ScenarioComparison, corridors: list[str]) -> dict[str, str]:
    core = table._laboratory.network._core
    found = {}
    for corridor in corridors:
        known = core.corridor(corridor, exactly=True)
        color = None if known is None else known.row["color"]
        found[corridor] = LORRY_COLOR if corridor == LORRY else color or NEUTRAL_COLOR
    return found


def draw_line(line: Timeline, ax: Axes | None) -> Axes:
    """Draw days and dollars year by year; steps of the way are named at their day."""
    need_matplotlib()
    ax = _axes(ax, (11.0, 5.6))
    money = ax.twinx()
    years = [year for year in line if year.route is not None]
    xs = [year.year + 1.0 for year in years]  # seen on its last day
    days = [year.route.time_h / 24 for year in years if year.route is not None]
    usd = [year.route.cost_usd for year in years if year.route is not None]
    ax.step(xs, days, where="pre", color=TIME_COLOR, lw=2.2, gid="days")
    money.step(xs, usd, where="pre", color=COST_COLOR, lw=1.4, gid="usd")
    ax.set_ylim(0, 1.35 * max(days, default=1.0))
    money.set_ylim(0, 1.35 * max(usd, default=1.0))
    named = sorted(line.steps, key=lambda step: -abs(step.days_change or 1e9))[:_MOST_NAMED]
    for step in line.steps:
        x = int(step.on[:4]) + (int(step.on[5:7]) - 1) / 12
        ax.axvline(x, color=NEUTRAL_COLOR, lw=0.6, ls=":", zorder=0, gid="step")
        if step in named:
            ax.text(
                x, 0.99, _short(step.because), transform=ax.get_xaxis_transform(), rotation=90, fontsize=6.5,
                ha="right", va="top", gid="name",
            )  # fmt: skip
    unit = SHIPMENT_UNITS[line.routes[0].shipment] if line.routes else "unit"
    ax.set_ylabel("days", color=TIME_COLOR)
    money.set_ylabel(f"USD per {unit}, of the year", color=COST_COLOR)
    ax.set_title(f"{line.origin.name} to {line.destination.name}: least {line.weight}", loc="left", fontsize=11)
    return ax


def _short(text: str, most: int = 52) -> str:
    return text if len(text) <= most else text[: most - 1] + "."


def _axes(ax: Axes | None, size: tuple[float, float]) -> Axes:
    if ax is not None:
        return ax
    from matplotlib import pyplot as plt  # so that notebooks show the figure

    made: Axes = plt.figure(figsize=size, layout="constrained").add_subplot()
    return made
