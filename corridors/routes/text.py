"""Routes as text: what a terminal shows."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from corridors.charges.figures import charge_figures
from corridors.charges.levels import PriceLevel
from corridors.routes.named import told_apart
from corridors.routes.rows import (
    STAGE_HEADS,
    RouteFacts,
    RouteSetFacts,
    asked_words,
    further_lines,
    stage_cells,
    step_label,
)
from corridors.words.aligned import format_table
from corridors.words.asked import RANGES, least_of
from corridors.words.figures import dollars, ranged
from corridors.world.restrictions import Restriction
from corridors.world.risks import Risk

__all__ = ["route_explanation", "route_summary", "routes_summary"]

_COLUMNS = 120


def route_summary(route: RouteFacts) -> str:
    """Describe a route: totals, then its stages."""
    low_h, high_h = route.time_range_h
    lines = [
        f"{route.origin.name} - {route.destination.name}, {least_of(route.weight)}, {asked_words(route)}, "
        f"network of {route.on}",
        f"  {route.length_km:,.0f} km | {ranged(route.time_h / 24, low_h / 24, high_h / 24, '.1f', 'days')} | "
        f"{ranged(route.cost_usd, *route.cost_range_usd, ',.0f', dollars(route.price_year))} | "
        f"{route.co2e_kg:,.0f} kg CO2e; {RANGES}",
        f"  countries {'-'.join(route.countries)} | {_count(route.borders, 'border crossing')} | "
        f"{_count(route.gauge_changes, 'gauge change')} | {_count(route.transhipments, 'transhipment')}",
        *(part for line in further_lines(route) for part in _wrapped(line)),
        format_table([STAGE_HEADS, *stage_cells(route)], left=(0, 1), if_room=["grade"]),
    ]
    return "\n".join(lines)


def _count(found: Sequence[object], what: str) -> str:
    return f"{len(found)} {what}{'' if len(found) == 1 else 's'}"


def route_explanation(route: RouteFacts) -> str:
    """Say of each step what each figure is, its grade and its sources; 120 columns at most."""
    lines = [route_summary(route), "", "Step by step: figure to be expected (P10 to P90), grade, [sources]"]
    for step in route.steps:
        lines.append(f"  {step_label(step)}")
        figures = charge_figures(step.charge)
        for figure in figures:
            lines += _cited(f"    {figure.text:<32}  {figure.grade:<9}  ", figure.sources)
        if not figures:
            lines.append("    nothing charged: no row of handling holds here")
    lines += _in_force("Restrictions in force, [sources]", route.restrictions)
    lines += _in_force("Risks, [sources]", route.risks)
    lines += _levels(route.price_levels)
    lines += ["", "Sources:"]
    for row in route.source_rows():
        tail = " ".join(filter(None, (row["date"], row["url"])))
        lines.append(f"  [{row['id']}] {row['title']}{'. ' + tail if tail else ''}")
    return "\n".join(lines)


def _in_force(head: str, found: Sequence[Restriction | Risk]) -> list[str]:
    """Tell of what is in force: what it is, what it does, and its sources."""
    lines = ["", head] if found else []
    for one in found:
        lines += _wrapped(str(one))
        if one.effect:
            lines += _wrapped(one.effect, indent="    ", further="    ")
        lines += _cited("    ", one.sources)
    return lines


def _levels(levels: Sequence[PriceLevel]) -> list[str]:
    """Tell which price levels were taken, with their ranges."""
    lines = ["", "Price levels: factor on the tables' prices (P10 to P90), grade, [sources]"] if levels else []
    for level in levels:
        held = f", {level.held}" if level.held else ""
        factor = ranged(level.central, level.low, level.high, ".2f")
        lines += _wrapped(f"{level.market}: {factor}, {level.grade}{held}")
        lines += _cited("    ", level.sources)
    return lines


def _wrapped(text: str, *, indent: str = "  ", further: str = "    ") -> list[str]:
    return wrap(text, _COLUMNS, initial_indent=indent, subsequent_indent=further)


def _cited(head: str, sources: Sequence[str]) -> list[str]:
    """Put the ids of sources after a head, in as many lines as they need."""
    return wrap(
        f"[{', '.join(sources)}]",
        _COLUMNS,
        initial_indent=head,
        subsequent_indent=" " * (len(head) + 1),
        # an id is long and has hyphens: it must not be cut, or nobody finds it in the table
        break_long_words=False,
        break_on_hyphens=False,
    )


def routes_summary(routes: RouteSetFacts) -> str:
    """Give several routes as text, a row each."""
    heads = ["km", "days", "USD", "kg CO2e", "borders", "changes", "grade", "by way of"]
    rows = [
        [
            f"{route.length_km:,.0f}",
            f"{route.time_h / 24:.1f}",
            f"{route.cost_usd:,.0f}",
            f"{route.co2e_kg:,.0f}",
            str(len(route.borders)),
            str(len(route.transhipments) + len(route.gauge_changes)),
            route.grade,
            name,
        ]
        for route, name in zip(routes, told_apart(routes), strict=True)
    ]
    head = f"{routes.origin.name} - {routes.destination.name}: {len(routes)} {routes.kind}"
    head += "".join(f", {asked_words(route)}" for route in list(routes)[:1])
    return head + "\n" + format_table([heads, *rows], left=(7,), if_room=["grade"])
