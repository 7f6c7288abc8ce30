"""Routes as text: what a terminal shows."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from corridors.charges.figures import charge_figures
from corridors.routes.named import told_apart
from corridors.routes.rows import (
    STAGE_HEADS,
    RouteFacts,
    RouteSetFacts,
    asked_words,
    further_lines,
    stage_cells,
)
from corridors.words.aligned import format_table
from corridors.words.asked import RANGES
from corridors.words.figures import ranged

__all__ = ["route_explanation", "route_summary", "routes_summary"]

_COLUMNS = 120


def route_summary(route: RouteFacts) -> str:
    """Describe a route: totals, then its stages."""
    low_h, high_h = route.time_range_h
    lines = [
        f"{route.origin.name} - {route.destination.name}, least {route.weight}, {asked_words(route)}, "
        f"network of {route.on}",
        f"  {route.length_km:,.0f} km | {ranged(route.time_h / 24, low_h / 24, high_h / 24, '.1f', 'days')} | "
        f"{ranged(route.cost_usd, *route.cost_range_usd, ',.0f', 'USD')} | {route.co2e_kg:,.0f} kg CO2e; {RANGES}",
        f"  countries {'-'.join(route.countries)} | {len(route.borders)} border crossings | "
        f"{len(route.gauge_changes)} gauge changes | {len(route.transhipments)} transhipments",
        *(f"  {line}" for line in further_lines(route)),
        format_table([STAGE_HEADS, *stage_cells(route)], left=(0, 1)),
    ]
    return "\n".join(lines)


def route_explanation(route: RouteFacts) -> str:
    """Say of each step what each figure is, its grade and its sources; 120 columns at most."""
    lines = [route_summary(route), "", "Step by step: figure to be expected (P10 to P90), grade, [sources]"]
    for step in route.steps:
        lines.append(f"  {step.charge.label}")
        figures = charge_figures(step.charge)
        for figure in figures:
            lines += _cited(f"    {figure.text:<32}  {figure.grade:<9}  ", figure.sources)
        if not figures:
            lines.append("    nothing charged: no row of handling holds here")
    restrictions = route.restrictions
    if restrictions:
        lines += ["", "Restrictions in force, [sources]"]
    for restriction in restrictions:
        lines += wrap(str(restriction), _COLUMNS, initial_indent="  ", subsequent_indent="    ")
        if restriction.effect:
            lines += wrap(restriction.effect, _COLUMNS, initial_indent="    ", subsequent_indent="    ")
        lines += _cited("    ", restriction.sources)
    lines += ["", "Sources:"]
    for row in route.source_rows():
        tail = " ".join(filter(None, (row["date"], row["url"])))
        lines.append(f"  [{row['id']}] {row['title']}{'. ' + tail if tail else ''}")
    return "\n".join(lines)


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
    heads = ["km", "days", "USD", "kg CO2e", "borders", "changes", "by way of"]
    rows = [
        [
            f"{route.length_km:,.0f}",
            f"{route.time_h / 24:.1f}",
            f"{route.cost_usd:,.0f}",
            f"{route.co2e_kg:,.0f}",
            str(len(route.borders)),
            str(len(route.transhipments) + len(route.gauge_changes)),
            name,
        ]
        for route, name in zip(routes, told_apart(routes), strict=True)
    ]
    head = f"{routes.origin.name} - {routes.destination.name}: {len(routes)} {routes.kind}"
    head += "".join(f", {asked_words(route)}" for route in list(routes)[:1])
    return head + "\n" + format_table([heads, *rows], left=(6,))
