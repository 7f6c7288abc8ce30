"""A comparison of scenarios in words: what changed and by which element, and the ways beside each other.

Text and HTML are made of the same sentences and cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from corridors.charges.model import SHIPMENT_UNITS, Place
from corridors.routes.rows import asked_words
from corridors.words.aligned import format_table
from corridors.words.asked import RANGES, least_of
from corridors.words.figures import dollars, ranged
from corridors.words.html import html_table

if TYPE_CHECKING:
    from corridors.studies.result import ScenarioComparison, ScenarioRow

__all__ = ["comparison_html", "comparison_summary"]

_COLUMNS = 120
_NAME, _SCENARIO = 30, 20  # longer names are cut in a text
_MOST = 12  # of so many scenarios it is told by what each way changed; `changes()` tells of all


def comparison_summary(table: ScenarioComparison) -> str:
    """Give a comparison of scenarios as text."""
    blocks = [_head(table)]
    for title, lines in _changes(table):
        told = [part for line in lines for part in wrap(line, _COLUMNS, initial_indent="  ", subsequent_indent="    ")]
        blocks.append("\n".join([title, *told]))
    for pair in table.pairs:
        rows = [_short(cells) for _, cells in _lines(table, pair)]
        lines = [
            _title(table, pair),
            *([format_table([_heads(table), *rows], left=(0, 1), if_room=["grade"])] if rows else []),
        ]
        for line in _closed(table, pair):
            lines += wrap(line, _COLUMNS, initial_indent="  ", subsequent_indent="    ")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def comparison_html(table: ScenarioComparison) -> str:
    """Give a comparison of scenarios: what changed, and a table for each pair of places."""
    parts = [f"<p><b>{escape(_head(table))}</b></p>"]
    for title, lines in _changes(table):
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        parts.append(f"<p><b>{escape(title)}</b></p><ul>{items}</ul>")
    for pair in table.pairs:
        parts.append(f"<p><b>{escape(_title(table, pair))}</b></p>")
        name, scenario, *heads = _heads(table)
        # beside the name, for what stands far to the right is easily overlooked
        cells = [[*line[:2], row.kept.caveats.replace(" | ", "; "), *line[2:]] for row, line in _lines(table, pair)]
        parts.append(html_table([name, scenario, "caveats", *heads], cells, left=3))
        closed = "".join(f"<li>{escape(line)}</li>" for line in _closed(table, pair))
        parts.append(f"<ul>{closed}</ul>" if closed else "")
    return "".join(parts)


def _head(table: ScenarioComparison) -> str:
    names = ", ".join(place.name for place in table.origins)
    count = len(table.scenarios)
    return (
        f"From {names} under {count} scenario{'s' if count != 1 else ''}, the way of {least_of(table.weight)} through "
        f"each corridor, {asked_words(table)}; {RANGES}; changes against {table.base}, "
        f"network of {table.on(table.base)}"
    )


def _title(table: ScenarioComparison, pair: tuple[Place, Place]) -> str:
    origin = f"from {pair[0].name} " if len(table.origins) > 1 else ""
    return f"{origin}to {pair[1].name}"


# -- what changed ---------------------------------------------------------------------------------------


def _changes(table: ScenarioComparison) -> Iterator[tuple[str, list[str]]]:
    """Say of each scenario what it changed."""
    base_on = table.on(table.base)
    for number, scenario in enumerate(table.scenarios[1:]):
        on = table.on(scenario)
        title = scenario if on == base_on else f"{scenario}, network of {on}"
        lines = []
        for pair in table.pairs:
            lines += _changed(table, scenario, pair, told=number < _MOST)
        yield title, lines or ["changes nothing between these places"]


def _changed(table: ScenarioComparison, scenario: str, pair: tuple[Place, Place], *, told: bool) -> list[str]:
    """Say what a scenario changes between two places: the best way first, then each corridor and by what."""
    rows = [row for row in table.between(scenario, *pair) if row.what not in ("same", "none")]
    if not rows:
        return []
    lines = [f"{_title(table, pair)}: {_best(table, scenario, pair)}"]
    for row in rows:
        because = f": {row.difference.words}" if told and row.difference.words else ""
        lines.append(f"{_name(row)} {_WORDS[row.what]}{_moved(row)}{because}")
    return lines


_WORDS = {"changed": "changes", "shut": "has no way any more", "opened": "has a way now"}


def _best(table: ScenarioComparison, scenario: str, pair: tuple[Place, Place]) -> str:
    before, after = table.best(table.base, *pair), table.best(scenario, *pair)
    if after is None:
        return "no way is left" if before is not None else "there is no way"
    figures = f"{after.days:.1f} days, {after.cost_usd:,.0f} USD"
    if before is None:
        return f"there is a way now, by {_name(after)}, {figures}"
    days, usd = (after.days or 0.0) - (before.days or 0.0), (after.cost_usd or 0.0) - (before.cost_usd or 0.0)
    told = f"{_name(after)}, {figures} ({days:+.1f} days, {_usd(usd)})"
    same = before.corridor == after.corridor
    return f"the best is still {told}" if same else f"the best is now {told}, it was {_name(before)}"


def _moved(row: ScenarioRow) -> str:
    if row.days_change is None or row.cost_usd_change is None:
        return ""
    return f" by {row.days_change:+.1f} days, {_usd(row.cost_usd_change)}"


def _usd(amount: float) -> str:
    return f"{amount:+,.0f} USD"


def _name(row: ScenarioRow) -> str:
    head, bracket, tail = row.corridor_name.partition(" (")
    return head + tail.partition(")")[2] if bracket else head


# -- the ways ---------------------------------------------------------------------------------------------


def _heads(table: ScenarioComparison) -> list[str]:
    years = [row.kept.price_year for row in table if row.found]
    money = dollars(years[0], SHIPMENT_UNITS[table.shipment]) if years else "USD"
    heads = [
        "corridor",
        "scenario",
        "rank",
        "days",
        "+/-",
        money.removeprefix("USD of "),
        "+/-",
        "kg CO2e",
        "Mt/a",
        "grade",
    ]
    heads[5] = f"USD {heads[5]}"
    return heads


def _lines(table: ScenarioComparison, pair: tuple[Place, Place]) -> Iterator[tuple[ScenarioRow, list[str]]]:
    """Give the ways between two places, with cells: each corridor under the base, and where it is not the same."""
    corridors = dict.fromkeys(row.corridor for name in table.scenarios for row in table.between(name, *pair))
    for corridor in corridors:
        first = True
        for scenario in table.scenarios:
            row = next((row for row in table.between(scenario, *pair) if row.corridor == corridor), None)
            if row is None or (scenario != table.base and row.what in ("same", "none") and not row.rank_change):
                continue
            if row.what == "none" and _never(table, pair, corridor):
                continue
            yield row, _line(row, name=_name(row) if first else "")
            first = False


def _never(table: ScenarioComparison, pair: tuple[Place, Place], corridor: str) -> bool:
    """Whether a corridor has no way under any scenario."""
    rows = (row for name in table.scenarios for row in table.between(name, *pair) if row.corridor == corridor)
    return not any(row.found for row in rows)


def _closed(table: ScenarioComparison, pair: tuple[Place, Place]) -> list[str]:
    """Name the corridors that have no way under any scenario, with why there is none under the first."""
    rows = table.between(table.base, *pair)
    return [f"{_name(row)}: no way: {'; '.join(row.reasons)}" for row in rows if _never(table, pair, row.corridor)]


def _line(row: ScenarioRow, *, name: str) -> list[str]:
    figures = row.kept.figures
    if not row.found:
        return [name, row.scenario, "-", "no way", "", "", "", "", "", ""]
    capacity = figures["capacity_mt_per_year"]
    return [
        name,
        row.scenario,
        "-" if row.rank is None else str(row.rank),
        ranged(figures["days"], figures["days_low"], figures["days_high"], ".0f", between="-"),
        "" if not row.days_change else f"{row.days_change:+.1f}",
        ranged(figures["cost_usd"], figures["cost_usd_low"], figures["cost_usd_high"], ",.0f", between="-"),
        "" if not row.cost_usd_change else f"{row.cost_usd_change:+,.0f}",
        f"{figures['co2e_kg']:,.0f}",
        "?" if capacity is None else f"{capacity:.3g}",
        figures["grade"],
    ]


def _short(cells: Sequence[str]) -> list[str]:
    name, scenario, *rest = cells
    return [_cut(name, _NAME), _cut(scenario, _SCENARIO), *rest]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "."
