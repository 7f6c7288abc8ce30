"""A time line in words: a row a year, and the steps between."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from corridors.charges.model import SHIPMENT_UNITS
from corridors.routes.caveats import caveats
from corridors.routes.route import Route
from corridors.routes.rows import asked_words
from corridors.routes.towns import by_towns
from corridors.studies.difference import swapped
from corridors.words.aligned import format_table
from corridors.words.asked import RANGES, least_of
from corridors.words.figures import ranged
from corridors.words.html import html_table

if TYPE_CHECKING:
    from corridors.studies.line import Timeline, TimeStep, Year

__all__ = ["line_html", "line_summary", "step_words"]

_COLUMNS = 120
_VIA, _CORRIDOR = 34, 24


def step_words(step: TimeStep) -> str:
    """Say what made a step and what it changed."""
    how = "" if step.verified else ", among others of the day"
    because = (step.because or "nothing that the tables date") + how
    if step.after is None:
        return f"{because}: no way any more"
    if step.before is None:
        return f"{because}: a way at last, {_via(step.after)}"
    moved = _moved(step)
    if step.what == "rerouted":
        return f"{because}: {swapped(step.before, step.after)}{moved}"
    if step.what == "capacity":
        carried = [f"{route.capacity_mt_per_year:.3g}" for route in (step.before, step.after)]
        return f"{because}: the way carries {carried[1]} Mt a year instead of {carried[0]}"
    return f"{because}: the same way{moved}"


def _via(route: Route) -> str:
    return by_towns(route.places) or "straight"


def _moved(step: TimeStep) -> str:
    days, usd = step.days_change, step.cost_usd_change
    if days is None or usd is None:
        return ""
    return f", {days:+.1f} days, {usd:+,.0f} USD"


def line_summary(line: Timeline) -> str:
    """Give a time line as text."""
    blocks = [
        _head(line),
        format_table([_heads(line), *(_cells(year, cut=True) for year in line)], left=(0, 1, 2), if_room=["grade"]),
    ]
    told = []
    for step in line.steps:
        told += wrap(f"{step.on}  {step.words}", _COLUMNS, initial_indent="  ", subsequent_indent="              ")
    blocks.append("\n".join(["steps", *told]) if told else "no step: the way and its hours stay as they are")
    reasons = _reasons(line)
    return "\n\n".join([*blocks, *(["\n".join(reasons)] if reasons else [])])


def line_html(line: Timeline) -> str:
    """Give a time line: a table of the years and a list of the steps."""
    steps = "".join(f"<li><b>{step.on}</b> {escape(step.words)}</li>" for step in line.steps)
    notes = "<br>".join(map(escape, _reasons(line)))
    heads = _heads(line)
    return (
        f"<p><b>{escape(_head(line))}</b></p>"
        + html_table([*heads[:3], "caveats", *heads[3:]], [_with_caveats(year) for year in line], left=4)
        + (f"<ul>{steps}</ul>" if steps else "")
        + (f"<p>{notes}</p>" if notes else "")
    )


def _head(line: Timeline) -> str:
    asked = f", {asked_words(line.routes[0])}" if line.routes else ""
    return (
        f"{line.origin.name} - {line.destination.name}, the way of {least_of(line.weight)} at the end of each "
        f"year{asked}; {RANGES}"
    )


def _heads(line: Timeline) -> list[str]:
    unit = f" per {SHIPMENT_UNITS[line.routes[0].shipment]}" if line.routes else ""
    years = {route.price_year.partition(" (")[0] for route in line.routes}
    money = years.pop() if len(years) == 1 else "USD of the year"
    return ["year", "way", "corridor", "km", "days", f"{money}{unit}", "Mt/a", "grade"]


def _cells(year: Year, *, cut: bool = False) -> list[str]:
    route = year.route
    if route is None:
        return [str(year.year), "not known" if _early(year) else "no way", "", "", "", "", "", ""]
    low_h, high_h = route.time_range_h
    capacity = route.capacity_mt_per_year
    words = [year.via or "straight", ", ".join(route.corridors)]
    if cut:
        words = [_cut(words[0], _VIA), _cut(words[1], _CORRIDOR)]
    return [
        str(year.year),
        *words,
        f"{route.length_km:,.0f}",
        ranged(route.time_h / 24, low_h / 24, high_h / 24, ".1f", between="-"),
        ranged(route.cost_usd, *route.cost_range_usd, ",.0f", between="-"),
        "?" if capacity == float("inf") else f"{capacity:.3g}",
        route.grade,
    ]


def _with_caveats(year: Year) -> list[str]:
    cells = _cells(year)
    return [*cells[:3], "" if year.route is None else caveats(year.route).replace(" | ", "; "), *cells[3:]]


def _early(year: Year) -> bool:
    return any(reason.startswith("the tables begin") for reason in year.reasons)


def _reasons(line: Timeline) -> list[str]:
    """Say why years have no way, those of one reason together."""
    return [*([line.note] if line.note else []), *_no_ways(line)]


def _no_ways(line: Timeline) -> Iterator[str]:
    by_reason: dict[str, list[int]] = {}
    for year in line:
        if year.route is None and not _early(year):
            by_reason.setdefault("; ".join(year.reasons), []).append(year.year)
    for reason, years in by_reason.items():
        span = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
        yield f"no way in {span}: {reason}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "."
