"""A simulation drawn: distributions, probabilities of being best, and how likely each day is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.charges.model import SHIPMENT_UNITS
from corridors.errors import OptionError
from corridors.gate.arguments import a_text
from corridors.gate.choices import a_choice
from corridors.maps.colors import NEUTRAL_COLOR
from corridors.maps.extras import need_matplotlib
from corridors.maps.manners import Sheet, dot_sample, line_sample, new_sheets, sheet_of
from corridors.maps.places import short_name
from corridors.maps.spans import Mark, Row, Span, draw_rows
from corridors.words.asked import least_of, travels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from corridors.simulation.result import Simulation

__all__ = ["best_chart", "deadline_chart", "ranges_chart"]

_FIGURES = {"days": "days", "usd": "cost_usd", "cost_usd": "cost_usd", "generalised_usd": "generalised_usd"}
_ANY = "any"
_STEPS = 80  # of a distribution
_OUTER = (0.005, 0.995)  # quantiles between which a distribution is drawn
_KINDS = ("violin", "dots")
_DOTS = 20  # that stand for all draws with a way
_FEW = 32  # draws with a way that show no distribution


def ranges_chart(
    simulation: Simulation, ax: Axes | None, *, figure: str | None, kind: str, title: str | None, dark: bool | None
) -> Axes:
    """Draw how each row is distributed, with P10 to P95 and the median; days and USD beside each other by default."""
    need_matplotlib()
    a_choice("kind", kind, _KINDS)
    if figure is not None:
        a_choice("figure", figure, _FIGURES)
    if ax is None and figure is None:
        high_in = max(3.4, min(9.0, 1.7 + 0.36 * len(simulation.rows)))
        sheets = new_sheets(2, dark=dark, size_in=(11.0, high_in))
        for sheet, column in zip(sheets, ("days", "cost_usd"), strict=True):
            _distributions(simulation, sheet, column, kind, title)
        return sheets[0].ax
    size_in = (10.0, max(3.2, min(9.0, 1.7 + 0.36 * len(simulation.rows))))
    return _distributions(simulation, sheet_of(ax, dark=dark, size_in=size_in), _FIGURES[figure or "days"], kind, title)


def _distributions(simulation: Simulation, sheet: Sheet, column: str, kind: str, title: str | None) -> Axes:
    samples = _kept_samples(simulation, column, needed=kind == "dots")
    rows: list[Row] = []
    ends = [0.0, 0.0]
    for heading, numbers in _groups(simulation):
        rows += [heading] if heading is not None else []
        for number in numbers:
            low, middle, high = (simulation.estimate(number, f"{column}_{end}").value for end in ("p10", "p50", "p95"))
            color = _color(simulation, number, sheet)
            if not isfinite(middle):
                span = Span(color, None, words="no way in any draw")
            else:
                density = [] if samples is None or kind == "dots" else _density(samples[number])
                dots = [] if samples is None or kind != "dots" else _dots(samples[number])
                span = Span(color, middle, low, high, density=density, dots=dots)
                values = [low, high, *dots, *(x for x, _ in density)]
                ends = [min([ends[0] or low, *values]), max([ends[1], *values])]
            rows.append(_row(simulation, number, [span]))
    room = 0.03 * (ends[1] - ends[0]) or 1.0
    unit = SHIPMENT_UNITS[simulation.settings.shipment]
    sheet.leave_room([(row.name, row.id) for row in rows if row.spans])
    what = {"days": "Days", "cost_usd": f"USD per {unit}", "generalised_usd": f"USD per {unit} with time"}[column]
    sheet.title(f"{what}{_ends(simulation)}" if title is None else title, "" if title == "" else _asked(simulation))
    axis = {"days": "days", "cost_usd": f"USD per {unit}", "generalised_usd": "USD, time at its value"}[column]
    told = "dot median" + ("" if samples is None else ", area all draws")
    told = f"tick median, each dot a draw in {_DOTS}" if kind == "dots" else told
    sheet.scale(f"{axis}: line P10 to P95, {told}")
    draw_rows(sheet, rows, limits=(ends[0] - room, ends[1] + room), about_pt=7.5 * sheet.size_pt)
    sheet.credit()
    return sheet.settle()


def best_chart(simulation: Simulation, ax: Axes | None, *, title: str | None, dark: bool | None) -> Axes:
    """Draw how likely each row is the best, with two standard errors, and the quickest and the cheapest."""
    need_matplotlib()
    if simulation.settings.by is None:
        raise OptionError("how likely each corridor is the best is known by corridor: simulate(..., by='corridor')")
    size_in = (9.0, max(3.0, min(9.0, 1.6 + 0.34 * len(simulation.rows))))
    sheet = sheet_of(ax, dark=dark, size_in=size_in)
    ink, rows = sheet.look.ink, list[Row]()
    for heading, numbers in _groups(simulation):
        rows += [heading] if heading is not None else []
        for number in numbers:
            if simulation.rows[number].corridor == _ANY:
                continue
            best, quickest, cheapest = (
                simulation.estimate(number, name) for name in ("p_best", "p_best_time", "p_best_cost")
            )
            value, error = 100 * best.value, 200 * best.se
            span = Span(
                _color(simulation, number, sheet), value, max(0.0, value - error), min(100.0, value + error), 0.0,
                words=f"{value:.0f} %", words_right=True,
                marks=[
                    Mark(100 * quickest.value, ">", ink, hollow=True),
                    Mark(100 * cheapest.value, "D", ink, 3.6, hollow=True),
                ],
            )  # fmt: skip
            rows.append(_row(simulation, number, [span]))
    sheet.leave_room([(row.name, row.id) for row in rows if row.spans])
    asked = simulation.settings
    words = f"How likely each corridor is the best{_ends(simulation)}"
    several = "a way may count for several corridors: more than 100 % in all"
    note = f"{least_of(asked.weight)}; {_asked(simulation)}; {several}"
    sheet.title(words if title is None else title, "" if title == "" else note)
    sheet.scale("% of draws, whisker two standard errors")
    keys = [
        line_sample(least_of(asked.weight), sheet.look.muted),
        dot_sample("quickest", ink, ">", fill=sheet.look.ground),
        dot_sample("cheapest", ink, "D", fill=sheet.look.ground, size_pt=4.0),
    ]
    draw_rows(sheet, rows, limits=(0.0, 116.0), about_pt=10 * sheet.size_pt)
    sheet.ax.set_xticks([0, 25, 50, 75, 100])
    sheet.key(keys)
    sheet.credit()
    return sheet.settle()


def deadline_chart(
    simulation: Simulation, ax: Axes | None, *, destination: str | None, title: str | None, dark: bool | None
) -> Axes:
    """Draw how likely a shipment is there within so many days, a curve for each row to one destination."""
    need_matplotlib()
    known = {row.destination.id: short_name(row.destination) for row in simulation.rows}
    wanted = next(iter(known)) if destination is None else a_text("destination", destination)
    found = next((id_ for id_, name in known.items() if wanted in (id_, name)), None)
    if found is None:
        raise OptionError(f"destination={destination!r}: there are {', '.join(known)}")
    samples = _kept_samples(simulation, "days", needed=True)
    assert samples is not None
    sheet = sheet_of(ax, dark=dark)
    origin = next(row.origin for row in simulation.rows if row.destination.id == found)
    mine = [n for n, row in enumerate(simulation.rows) if row.destination.id == found and row.origin == origin]
    last, keys = 0.0, []
    for number in mine:
        days = np.sort(samples[number])
        shares = 100 * np.arange(1, len(days) + 1) / len(days)
        open_ = np.isfinite(days)
        if not open_.any():
            continue
        color, any_way = _color(simulation, number, sheet), simulation.rows[number].corridor == _ANY
        sheet.ax.step(
            days[open_], shares[open_], where="post", color=color, linewidth=1.4 if any_way else 2.0,
            linestyle=":" if any_way else "-", zorder=4 if any_way else 3, gid="curve",
        )  # fmt: skip
        last = max(last, float(np.quantile(days[open_], 0.99)))
        named = _row(simulation, number, ())
        keys.append(
            line_sample(sheet.key_name(named.name, named.id), color, width_pt=2.0, style=":" if any_way else "-")
        )
    if not keys:
        raise OptionError(f"no draw has a way to {known[found]}, so there is no curve to draw")
    first = min(float(np.min(samples[number])) for number in mine)
    deadline = _deadline_days(simulation, mine[0])
    if deadline is not None:
        last = max(last, 1.03 * deadline)
        sheet.ax.axvline(deadline, color=sheet.look.muted, linewidth=1.0, linestyle="--", gid="deadline", zorder=1)
        sheet.ax.annotate(
            f"deadline {deadline:g} days", (deadline, 2), xytext=(-3, 0), textcoords="offset points", ha="right",
            va="bottom", fontsize=sheet.size_pt - 0.5, color=sheet.look.muted, gid="deadline", parse_math=False,
        )  # fmt: skip
    sheet.ax.set(xlim=(first, last), ylim=(0, 101))
    sheet.ax.grid(visible=True, color=sheet.look.grid, linewidth=0.6)
    sheet.ax.yaxis.set_major_formatter("{x:.0f} %")
    words = f"How likely a shipment is there in time, {short_name(origin)} to {known[found]}"
    sheet.title(words if title is None else title, "" if title == "" else _asked(simulation))
    sheet.scale("days from hand-over")
    sheet.key(keys)
    sheet.credit()
    return sheet.settle()


def _groups(simulation: Simulation) -> Iterator[tuple[Row | None, list[int]]]:
    """Give the rows of each pair of places below a heading; of a single pair without one."""
    found: dict[tuple[Any, Any], list[int]] = {}
    for number, row in enumerate(simulation.rows):
        found.setdefault((row.origin, row.destination), []).append(number)
    several = len({origin for origin, _ in found}) > 1
    for (origin, destination), numbers in found.items():
        words = f"{short_name(origin)} to {short_name(destination)}" if several else f"to {short_name(destination)}"
        yield (None if len(found) == 1 else Row(words, "")), numbers


def _row(simulation: Simulation, number: int, spans: Sequence[Span]) -> Row:
    row = simulation.rows[number]
    return Row("best of each draw" if row.corridor == _ANY else row.name.partition(" (")[0], row.corridor, spans)


def _color(simulation: Simulation, number: int, sheet: Sheet) -> str:
    row = simulation.rows[number]
    color = row.color if row.color and row.color != NEUTRAL_COLOR else sheet.look.ink
    return sheet.look.muted if row.corridor == _ANY else sheet.colored(color)


def _ends(simulation: Simulation) -> str:
    """Say from where, and where to if that is one place."""
    origins = dict.fromkeys(short_name(row.origin) for row in simulation.rows)
    destinations = dict.fromkeys(short_name(row.destination) for row in simulation.rows)
    words = f" from {next(iter(origins))}" if len(origins) == 1 else ""
    return words + (f" to {next(iter(destinations))}" if len(destinations) == 1 else "")


def _asked(simulation: Simulation) -> str:
    asked = simulation.settings
    unit = SHIPMENT_UNITS[asked.shipment]
    return f"{asked.n:,} draws, {travels(unit, asked.service, asked.scope)}, network of {asked.on}"


def _kept_samples(simulation: Simulation, column: str, *, needed: bool = False) -> list[Any] | None:
    """Give the samples of each row, where they were kept."""
    try:
        frame = simulation.samples
    except OptionError:
        if needed:
            raise
        return None
    return list(frame[column].to_numpy().reshape(-1, len(simulation.rows)).T)


def _deadline_days(simulation: Simulation, row: int) -> float | None:
    """Give the deadline of a row's destination; None without one, and of a simulation read from a pickle."""
    if simulation.problem is None:
        return None
    table = simulation.problem.table
    hours = next(late for group, late in zip(table.groups, table.deadline_h, strict=True) if row in group)
    return None if hours is None else hours / 24


def _dots(samples: Any) -> list[float]:
    """Give the quantiles in the middle of equal parts of the draws with a way."""
    some = samples[np.isfinite(samples)]
    return [float(value) for value in np.quantile(some, (np.arange(_DOTS) + 0.5) / _DOTS)]


def _density(samples: Any) -> list[tuple[float, float]]:
    """Smooth samples by a normal kernel of Silverman's width; nothing of too few or of one value."""
    some = samples[np.isfinite(samples)]
    if len(some) < _FEW:
        return []
    low, high = np.quantile(some, _OUTER)
    quarter, three = np.quantile(some, (0.25, 0.75))
    width = 0.9 * min(float(some.std()), (three - quarter) / 1.34) * len(some) ** -0.2
    if width <= 0 or high <= low:
        return []
    edges = np.linspace(some.min(), some.max(), 512)
    counts, _ = np.histogram(some, edges)
    middles = (edges[1:] + edges[:-1]) / 2
    xs = np.linspace(low, high, _STEPS)
    shares = np.exp(-0.5 * ((xs[:, None] - middles) / width) ** 2) @ counts
    return list(zip(xs.tolist(), (shares / shares.max()).tolist(), strict=True))
