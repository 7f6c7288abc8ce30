"""A comparison in words: the cells of its table, what stands below a row, and what was left out.

Text and HTML are made of the same cells. Caveats stand with their row, whatever the width.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from math import isinf
from textwrap import wrap
from typing import Any, Protocol

from corridors.charges.model import SHIPMENT_UNITS, Place
from corridors.flows.corridor import CorridorCapacity
from corridors.routes.chances import Chances, Figure
from corridors.routes.rows import RouteFacts, asked_words
from corridors.words.asked import RANGES, least_of
from corridors.words.figures import ranged
from corridors.words.fitted import fitted_rows, text_width
from corridors.words.html import html_table

__all__ = ["ComparisonFacts", "ComparisonRowFacts", "comparison_html", "comparison_summary"]


# fmt: off
# ruff: noqa: D102
class ComparisonRowFacts(Protocol):
    """What is told of one corridor between two places."""

    @property
    def origin(self) -> Place: ...
    @property
    def destination(self) -> Place: ...
    @property
    def corridor_name(self) -> str: ...
    @property
    def route(self) -> RouteFacts | None: ...
    @property
    def reasons(self) -> Sequence[str]: ...
    @property
    def detour(self) -> str: ...
    @property
    def same_as(self) -> str: ...
    @property
    def front(self) -> bool | None: ...
    @property
    def capacity(self) -> CorridorCapacity | None: ...
    @property
    def caveats(self) -> str: ...


class ComparisonFacts(Protocol):
    """What is told of a comparison."""

    weight: str
    shipment: str
    service: str
    scope: str
    on: str

    @property
    def origins(self) -> Sequence[Place]: ...
    @property
    def pairs(self) -> Sequence[tuple[Place, Place]]: ...
    @property
    def is_sure(self) -> bool: ...
    def chances(self, row: Any) -> Chances | None: ...
    @property
    def left_out(self) -> Sequence[ComparisonRowFacts]: ...
    def __iter__(self) -> Iterator[ComparisonRowFacts]: ...
# fmt: on


_DRAWN = (
    "cheapest, quickest, best with time at its value: how likely in draws of all ranges, ± one standard error; P10 to "
    "P90 of the draws; the way through the corridor is chosen when all of a draw is known"
)

_HEADS = (
    "corridor",
    "class",
    "km",
    "days",
    "{dollars} per {unit}",
    "kg CO2e",
    "corridor Mt a year",
    "this way Mt a year",
    "borders",
    "gauge changes",
    "grade",
)

#: What goes below a row first where a text is narrow.
_NEEDED_LEAST = ("gauge changes", "borders", "grade", "class", "this way Mt a year", "corridor Mt a year", "kg CO2e")

#: How a way with a railway in it travels.
_CLASSES = {"regular": "singly", "block_train": "block train", "wagonload": "wagonload"}


def comparison_summary(comparison: ComparisonFacts) -> str:
    """Give a comparison as text, a table for each pair of places."""
    names = ", ".join(place.name for place in comparison.origins)
    width = text_width()
    blocks = [
        f"Corridors from {names}, the way of {least_of(comparison.weight)} through each, "
        f"network of {comparison.on}\n{asked_words(comparison)}; {RANGES}"
    ]
    for pair in comparison.pairs:
        rows = _between(comparison, pair)
        found = [row for row in rows if row.route is not None]
        lines = [_title(comparison, pair)]
        if found:
            cells = [_heads(comparison, found), *(_all_cells(comparison, row) for row in found)]
            head, *table = fitted_rows(cells, width=width, left=(0, 1), spare=_spare(cells[0]))
            lines += head
            for own, row in zip(table, found, strict=True):
                lines += own
                for told in _below(row):
                    lines += wrap(told, width, initial_indent="    ", subsequent_indent="      ")
        for row in rows:
            if row.route is None:
                lines.append(f"  {row.corridor_name}: no way")
                lines += [f"    {reason}" for reason in _refusal(row)]
        hidden = _left_out(comparison, pair)
        lines += wrap(hidden, width, initial_indent="  ", subsequent_indent="    ") if hidden else []
        blocks.append("\n".join(lines))
    notes = [line for note in _notes(comparison) for line in wrap(note, width)]
    return "\n\n".join([*blocks, *(["\n".join(notes)] if notes else [])])


def _spare(heads: Sequence[str]) -> list[int]:
    """List the columns that go below their row where there is no room, those of the draws together and first."""
    return [heads.index(name) for name in (*_SURE, *_NEEDED_LEAST) if name in heads]


def comparison_html(comparison: ComparisonFacts) -> str:
    """Give a comparison: a table for each pair of places, refused corridors and what was left out below it."""
    names = ", ".join(place.name for place in comparison.origins)
    parts = [
        f"<p><b>Corridors from {escape(names)}</b>, {escape(least_of(comparison.weight))}, "
        f"{escape(asked_words(comparison))}, {escape(comparison.on)}; {RANGES}</p>"
    ]
    for pair in comparison.pairs:
        rows = _between(comparison, pair)
        parts.append(f"<p>{escape(_title(comparison, pair)[: -len(pair[1].name)])}<b>{escape(pair[1].name)}</b></p>")
        found = [row for row in rows if row.route is not None]
        if found:
            # beside the name: a notebook cuts wide tables off on the right, and no caveat may be cut off
            name, *heads = _heads(comparison, found)
            cells = [
                (first, "; ".join(_below(row)), *rest)
                for row in found
                for first, *rest in [_all_cells(comparison, row)]
            ]
            parts.append(html_table([name, "caveats", *heads], cells, left=3))
        refused = [row for row in rows if row.route is None]
        if refused:
            items = "".join(
                f"<li>{escape(row.corridor_name)}: no way: {escape('; '.join(_refusal(row)))}</li>" for row in refused
            )
            parts.append(f"<ul>{items}</ul>")
        hidden = _left_out(comparison, pair)
        parts.append(f"<p>{escape(hidden)}</p>" if hidden else "")
    notes = _notes(comparison)
    parts.append(f"<p>{'<br>'.join(map(escape, notes))}</p>" if notes else "")
    return "".join(parts)


def _between(comparison: ComparisonFacts, pair: tuple[Place, Place]) -> list[ComparisonRowFacts]:
    return [row for row in comparison if (row.origin, row.destination) == pair]


def _title(comparison: ComparisonFacts, pair: tuple[Place, Place]) -> str:
    origin = f"from {pair[0].name} " if len(comparison.origins) > 1 else ""
    return f"{origin}to {pair[1].name}"


def _heads(comparison: ComparisonFacts, found: Sequence[ComparisonRowFacts]) -> list[str]:
    years = dict.fromkeys(row.route.price_year.split(" (")[0] for row in found if row.route is not None)
    dollars, unit = next(iter(years)), SHIPMENT_UNITS[comparison.shipment]
    heads = [head.format(dollars=dollars, unit=unit) for head in _HEADS]
    heads = [*heads, "on front"] if found[0].front is not None else heads
    return [*heads, *_SURE] if comparison.is_sure else heads


#: Heads of what draws tell of.
_SURE = ("cheapest", "quickest", "best with time", "days drawn", "USD drawn")


def _all_cells(comparison: ComparisonFacts, row: ComparisonRowFacts) -> list[str]:
    """Give the cells of a row, with what draws tell of it where that is known."""
    cells = _cells(row)
    if not comparison.is_sure:
        return cells
    told = comparison.chances(row)
    if told is None:
        return [*cells, *("-" for _ in _SURE)]
    days, usd = (told.drawn_days_p10, told.drawn_days_p90), (told.drawn_cost_usd_p10, told.drawn_cost_usd_p90)
    return [
        *cells,
        *(_percent(chance) for chance in (told.p_best_cost, told.p_best_time, told.p_best_generalised)),
        "-".join(f"{end:.0f}" for end, _ in days),
        "-".join(f"{end:,.0f}" for end, _ in usd),
    ]


def _percent(chance: Figure) -> str:
    return f"{100 * chance[0]:.0f} % \u00b1{100 * chance[1]:.1f}"


def _cells(row: ComparisonRowFacts) -> list[str]:
    """Give the way of a row as cells, as in `_heads`."""
    route = row.route
    assert route is not None
    low_h, high_h = route.time_range_h
    capacity = route.capacity_mt_per_year
    cells = [
        _short(row.corridor_name),
        _CLASSES.get(route.service, route.service) if "rail" in route.modes else "by lorry",
        f"{route.length_km:,.0f}",
        ranged(route.time_h / 24, low_h / 24, high_h / 24, ".0f", between="-"),
        ranged(route.cost_usd, *route.cost_range_usd, ",.0f", between="-"),
        f"{route.co2e_kg:,.0f}",
        "-" if row.capacity is None else row.capacity.words,
        "not known" if isinf(capacity) else f"{capacity:.3g}",
        str(len(route.borders)),
        str(len(route.gauge_changes)),
        route.grade,
    ]
    return cells if row.front is None else [*cells, "yes" if row.front else ""]


def _below(row: ComparisonRowFacts) -> list[str]:
    """Say what stands below a row: that it is a way seen before, why it is a detour, and its caveats."""
    lines = [f"the same way as {_short(row.same_as)}"] if row.same_as else []
    lines += [f"a detour: {row.detour}"] if row.detour else []
    return [*lines, *filter(None, row.caveats.split(" | "))]


def _refusal(row: ComparisonRowFacts) -> list[str]:
    return [*row.reasons, *([f"a detour: {row.detour}"] if row.detour else [])]


def _left_out(comparison: ComparisonFacts, pair: tuple[Place, Place]) -> str:
    """Name the ways left out as detours in one line, with why; blank if there are none."""
    mine = [row for row in comparison.left_out if (row.origin, row.destination) == pair]
    named = dict.fromkeys(f"{_short(row.corridor_name)} ({row.detour})" for row in mine)
    return f"left out as detours, all=True shows them: {'; '.join(named)}" if named else ""


def _short(name: str) -> str:
    """Give a name without what stands in brackets.

    >>> _short("Middle Corridor (Trans-Caspian International Transport Route) by Kuryk")
    'Middle Corridor by Kuryk'
    """
    head, bracket, tail = name.partition(" (")
    return head + tail.partition(")")[2] if bracket else name


def _notes(comparison: ComparisonFacts) -> list[str]:
    """Say once what holds for all rows: what names were taken for, and what dollars are."""
    notes: dict[str, None] = {}
    if comparison.is_sure:
        notes[_DRAWN] = None
    for row in comparison:
        if row.route is not None:
            notes.update(dict.fromkeys(row.route.notes))
            if "(" in row.route.price_year:
                notes[row.route.price_year] = None
    return list(notes)
