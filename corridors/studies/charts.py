"""Charts of scenarios beside each other and of what choices lose, by matplotlib (extra ``plot``)."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING

from corridors.charges.model import SHIPMENT_UNITS, Place
from corridors.errors import OptionError
from corridors.gate.arguments import a_text
from corridors.gate.choices import a_choice
from corridors.maps.colors import LORRY_COLOR, NEUTRAL_COLOR
from corridors.maps.extras import need_matplotlib
from corridors.maps.manners import Sheet, line_sample, new_sheets, sheet_of
from corridors.maps.places import short_name
from corridors.maps.spans import Mark, Row, Span, draw_rows, limit_behind
from corridors.routes.columns import DIRECT, LORRY
from corridors.words.asked import least_of, travels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from corridors.studies.regret import Regret
    from corridors.studies.result import ScenarioComparison, ScenarioRow
    from corridors.world.core import Core

__all__ = ["corridor_colors", "draw_comparison", "draw_regret"]

_FIGURES = {"days": "days", "cost_usd": "USD per {unit}", "co2e_kg": "kg CO2e per {unit}"}
_ASKED = {**{name: name for name in _FIGURES}, "usd": "cost_usd"}
_NO_CHANGE = {"days": 0.05, "cost_usd": 0.5, "co2e_kg": 0.5}
_MOST_PANELS = 3


def draw_comparison(
    table: ScenarioComparison, ax: Axes | None, figure: str, *, destination: str | None, dark: bool | None
) -> Axes:
    """Draw a panel for each pair of places: a band a scenario, a range for each corridor, the change in words."""
    a_choice("figure", figure, _ASKED)
    need_matplotlib()
    pairs = list(table.pairs)
    if destination is not None:
        destination = a_text("destination", destination)
        pairs = [pair for pair in pairs if destination in (pair[1].id, pair[1].name, short_name(pair[1]))]
        if not pairs:
            raise OptionError(f"destination={destination!r}: there are {', '.join(p.id for p in table.destinations)}")
    if ax is None:
        pairs = pairs[:_MOST_PANELS]
        most = max(len(_corridors(table, pair)) for pair in pairs)
        high_in = max(4.0, min(9.5, 1.8 + 0.135 * len(table.scenarios) * (most + 1)))
        sheets = new_sheets(len(pairs), dark=dark, size_in=(4.2 + 3.4 * len(pairs), high_in))
    else:
        pairs, sheets = pairs[:1], [sheet_of(ax, dark=dark)]
    for sheet, pair in zip(sheets, pairs, strict=True):
        _draw_pair(table, pair, sheet, _ASKED[figure])
    return sheets[0].ax


def _draw_pair(table: ScenarioComparison, pair: tuple[Place, Place], sheet: Sheet, figure: str) -> None:
    corridors = _corridors(table, pair)
    colors = corridor_colors(table._laboratory.network._core, corridors, sheet)
    rows: list[Row] = []
    ends: list[float] = []
    for number, scenario in enumerate(table.scenarios):
        found = {row.corridor: row for row in table.between(scenario, *pair)}
        first = {row.corridor: row for row in table.between(table.base, *pair)}
        spans = [
            _span(found.get(corridor), first.get(corridor), name, colors[corridor], figure, base=number == 0)
            for corridor, name in corridors.items()
        ]
        ends += [end for span in spans for end in (span.low, span.high) if end is not None]
        rows.append(Row(scenario, "", spans, shaded=number % 2 == 0))
    low, high = min(ends, default=0.0), max(ends, default=1.0)
    unit = SHIPMENT_UNITS[table.shipment]
    label = _FIGURES[figure].format(unit=unit)
    sheet.leave_room([(row.name, "") for row in rows])
    sheet.title(
        f"{label[0].upper()}{label[1:]}, {short_name(pair[0])} to {short_name(pair[1])}",
        f"{least_of(table.weight)} through each corridor, {travels(unit, table.service, table.scope)}; "
        f"behind each its change against {table.base}",
    )
    sheet.scale(f"{label}: line P10 to P90, dot to be expected")
    room = high - low or 1.0
    limits = low - 0.04 * room, high + 0.16 * room
    samples = [line_sample(sheet.key_name(name, key), colors[key]) for key, name in corridors.items()]
    draw_rows(sheet, rows, limits=limits, about_pt=(8 + 0.8 * len(samples)) * sheet.size_pt)
    sheet.key(samples)
    sheet.credit()
    sheet.settle()


def _span(
    row: ScenarioRow | None, first: ScenarioRow | None, name: str, color: str, figure: str, *, base: bool
) -> Span:
    short = name.partition(" (")[0]
    if row is None or not row.found:
        shut = first is not None and first.found
        return Span(color, None, words=f"{short}: {'shut' if shut else 'no way'}")
    figures = row.kept.figures
    value = float(figures[figure])
    low, high = (figures.get(f"{figure}_{end}", value) for end in ("low", "high"))
    if base:
        return Span(color, value, low, high)
    if first is None or not first.found:
        return Span(color, value, low, high, words="new")
    was = float(first.kept.figures[figure])
    change = value - was
    if abs(change) < _NO_CHANGE[figure]:
        return Span(color, value, low, high)
    words = f"{change:+.1f}" if figure == "days" else f"{change:+,.0f}"
    return Span(color, value, low, high, words=words.replace("-", "−"), marks=[Mark(was, "|", color, 6.0)])


def _corridors(table: ScenarioComparison, pair: tuple[Place, Place]) -> dict[str, str]:
    """List the corridors that have a way between two places under some scenario, in the order of the first."""
    return {
        row.corridor: row.corridor_name.partition(" (")[0]
        for scenario in table.scenarios
        for row in table.between(scenario, *pair)
        if row.found and row.corridor != DIRECT
    }


def corridor_colors(core: Core, corridors: Sequence[str] | dict[str, str], sheet: Sheet) -> dict[str, str]:
    """Give the colour of each corridor (by id) on a sheet."""
    found = {}
    for corridor in corridors:
        known = core.corridor(corridor, exactly=True)
        color = LORRY_COLOR if corridor == LORRY else NEUTRAL_COLOR if known is None else str(known.row["color"])
        found[corridor] = sheet.look.ink if color == NEUTRAL_COLOR else sheet.colored(color)
    return found


_UNITS = {"generalised_usd": "USD with time at its value", "usd": "USD", "days": "days"}


def draw_regret(
    regret: Regret, ax: Axes | None, *, unit: str, destination: str | None, title: str | None, dark: bool | None
) -> Axes:
    """Draw what each choice of corridor loses at worst, and under which scenario; who cannot serve in words."""
    need_matplotlib()
    a_choice("unit", unit, _UNITS)
    destination = None if destination is None else a_text("destination", destination)
    losses = [loss for loss in regret if destination == (loss.destination.id if loss.destination else None)]
    if not losses:
        known = dict.fromkeys(loss.destination.id for loss in regret if loss.destination is not None)
        raise OptionError(f"no choice leads to {destination!r}: there are {', '.join(known)}, or None for all")
    sheet = sheet_of(ax, dark=dark, size_in=(9.0, max(2.8, 1.5 + 0.34 * len(losses))))
    rows: list[Row] = []
    ends: list[tuple[float, str]] = []
    for loss in losses:
        amount = loss.h / 24 if unit == "days" else getattr(loss, unit)
        under = {"days": loss.h_under, "usd": loss.usd_under}.get(unit, loss.generalised_under)
        known_color = regret.colors.get(loss.corridor, NEUTRAL_COLOR)
        color = sheet.look.ink if known_color == NEUTRAL_COLOR else sheet.colored(known_color)
        if isfinite(amount):
            words = f"{amount:,.1f}" if unit == "days" else f"{amount:,.0f}"
            span = Span(color, amount, bar_from=0.0, words=words + (f", {under}" if under else ""))
            ends.append((amount, span.words))
        else:
            span = Span(color, None, words=f"shut: {', '.join(loss.shut_under)}")
        rows.append(Row(loss.corridor_name.partition(" (")[0], loss.corridor, [span]))
    sheet.leave_room([(row.name, row.id) for row in rows])
    where = next((short_name(loss.destination) for loss in losses if loss.destination is not None), "any destination")
    words = f"What each choice of corridor loses at worst, {_UNITS[unit]}, to {where}"
    note = f"against the best way under each of {len(regret.scenarios)} scenarios, ways of {least_of(regret.weight)}"
    sheet.title(words if title is None else title, "" if title == "" else note)
    sheet.scale(f"{_UNITS[unit]} lost at worst, and under which scenario")
    draw_rows(sheet, rows, limits=(0.0, limit_behind(sheet, ends)), about_pt=8 * sheet.size_pt)
    sheet.credit()
    return sheet.settle()
