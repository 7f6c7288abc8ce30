"""Results as text: what a terminal shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import isinf
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from corridors.charges.model import MODES, SHIPMENT_UNITS

if TYPE_CHECKING:
    from corridors.charges.tariff import Charge
    from corridors.network.network import Network
    from corridors.routes.compare import Comparison, ComparisonRow
    from corridors.routes.route import Route
    from corridors.routes.step import Step

__all__ = [
    "COMPARISON_HEADS",
    "Figure",
    "charge_figures",
    "comparison_cells",
    "comparison_summary",
    "format_table",
    "further_lines",
    "network_summary",
    "route_explanation",
    "route_summary",
    "stages",
]

COMPARISON_HEADS = (
    "corridor",
    "km",
    "days",
    "USD per {unit}",
    "bottleneck Mt a year",
    "border crossings",
    "gauge changes",
    "grade",
)


_COLUMNS = 120


def format_table(rows: Sequence[Sequence[str]], *, left: Iterable[int] = (0,), indent: str = "  ") -> str:
    """Align cells; columns in `left` to the left, the others to the right."""
    left = set(left)
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if i in left else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append((indent + "  ".join(cells)).rstrip())
    return "\n".join(lines)


def stages(route: Route) -> list[tuple[str, str, float, float, float]]:
    """Merge the account into stages: (what, where, km, h, USD), one a run of the same mode and gauge.

    The fixed part of a railway belongs to the run that it lets in. Where the gauge breaks at the very border
    there is none before the next operation, and the fixed part is a line of its own.
    """
    merged = []
    for _, group in groupby(route.steps, key=_stage_key):
        steps = list(group)
        km, hours, usd = (
            sum(getattr(step.charge, name) for step in steps) for name in ("length_km", "time_h", "cost_usd")
        )
        hauls = [step for step in steps if step.charge.kind == "haul"]
        if hauls:
            gauge = f" {steps[0].gauge_mm}" if steps[0].gauge_mm else ""
            where = f"{hauls[0].start.name} - {hauls[-1].end.name}"
            merged.append((f"{steps[0].mode}{gauge}", where, km, hours, usd))
        else:
            kind = steps[0].charge.kind.replace("_", " ")
            merged.append((f"  {kind}", steps[0].charge.label, km, hours, usd))
    return merged


def _stage_key(step: Step) -> tuple[object, ...]:
    if step.charge.kind in ("haul", "entry"):
        return ("run", step.mode, step.gauge_mm) if step.link else ("entry", step.start.id)
    return step.charge.kind, step.charge.label


def network_summary(network: Network) -> str:
    """Describe a network: links and kilometres in use by mode."""
    core, closed = network._core, network.view.closed
    counts: dict[str, list[float]] = {mode: [0, 0.0] for mode in MODES}
    for link in core.links:
        if link.index not in closed:
            counts[link.mode][0] += 1
            counts[link.mode][1] += link.length_km
    lines = [
        f"Network of {len(core.places)} places and {len(core.links)} links on {network.on}, "
        f"{len(core.links) - len(closed)} of them in use"
    ]
    lines += [f"  {mode:<6}{count:>5.0f} links {km:>10,.0f} km" for mode, (count, km) in counts.items()]
    if network.scenarios:
        lines.append("  scenarios: " + ", ".join(network.scenarios))
    return "\n".join(lines)


def route_summary(route: Route) -> str:
    """Describe a route: totals, then its stages."""
    low_h, high_h = route.time_range_h
    low_usd, high_usd = route.cost_range_usd
    lines = [
        f"{route.origin.name} - {route.destination.name}, least {route.weight}, 1 {SHIPMENT_UNITS[route.shipment]}, "
        f"network of {route.on}",
        f"  {route.length_km:,.0f} km | {route.time_h / 24:.1f} days ({low_h / 24:.1f} to "
        f"{high_h / 24:.1f}) | {route.cost_usd:,.0f} USD ({low_usd:,.0f} to {high_usd:,.0f}) | "
        f"{route.co2e_kg:,.0f} kg CO2e",
        f"  countries {'-'.join(route.countries)} | {len(route.borders)} border crossings | "
        f"{len(route.gauge_changes)} gauge changes | {len(route.transhipments)} transhipments",
        *(f"  {line}" for line in further_lines(route)),
    ]
    rows = [("stage", "where", "km", "hours", "USD")]
    rows += [
        (what, where, f"{km:,.0f}" if km else "", f"{hours:,.1f}", f"{usd:,.0f}")
        for what, where, km, hours, usd in stages(route)
    ]
    lines.append(format_table(rows, left=(0, 1)))
    return "\n".join(lines)


class Figure(NamedTuple):
    """One figure of a charge in words, with what it rests on."""

    text: str
    grade: str
    sources: tuple[str, ...]


def charge_figures(charge: Charge) -> list[Figure]:
    """Put the figures of a charge in words; one that no row gives is left out, a printed nothing is not."""
    found = []
    for amount, text, grade, sources in (
        (charge.length_km, f"{charge.length_km:,.6g} km", charge.length_grade, charge.length_sources),
        (
            charge.time_h_high,
            _ranged(charge.time_h, charge.time_h_low, charge.time_h_high, ",.1f", "h"),
            charge.time_grade,
            charge.time_sources,
        ),
        (
            charge.cost_usd_high,
            _ranged(charge.cost_usd, charge.cost_usd_low, charge.cost_usd_high, ",.0f", "USD"),
            charge.cost_grade,
            charge.cost_sources,
        ),
        (charge.co2e_kg, f"{charge.co2e_kg:,.3g} kg CO2e", charge.emission_grade, charge.emission_sources),
    ):
        if amount or grade:
            found.append(Figure(text, grade or "no grade", sources))
    if charge.capacity_mt_per_year is not None:
        text = f"up to {charge.capacity_mt_per_year:.4g} Mt a year"
        found.append(Figure(text, charge.capacity_grade or "no grade", charge.capacity_sources))
    return found


def _ranged(central: float, low: float, high: float, digits: str, unit: str) -> str:
    text = f"{central:{digits}} {unit}"
    return text if low == high else f"{text} ({low:{digits}} to {high:{digits}})"


def further_lines(route: Route) -> list[str]:
    """Say in a line each what a route has besides its totals: corridors, bottleneck, restrictions, quality, points."""
    capacity = route.capacity_mt_per_year
    lines = [
        "corridors " + (", ".join(route.corridors) or "none named"),
        "bottleneck " + ("unknown" if isinf(capacity) else f"{capacity:g} Mt a year: {route.bottleneck}"),
        *(f"restricted: {restriction}" for restriction in route.restrictions),
        _quality(route),
    ]
    if route.snapped_km:
        lines.append(f"points taken to the nearest places, {route.snapped_km:.1f} km in all")
    return [*lines, *route.notes]


def route_explanation(route: Route) -> str:
    """Say of each step what each figure is, its grade and its sources; 120 columns at most."""
    lines = [route_summary(route), "", "Step by step: figure (low to high), grade, [sources]"]
    for step in route.steps:
        lines.append(f"  {step.charge.label}")
        figures = charge_figures(step.charge)
        for figure in figures:
            lines += _cited(f"    {figure.text:<32}  {figure.grade:<9}  ", figure.sources)
        if not figures:
            lines.append("    nothing charged: no row of handling holds here")
    if route.restrictions:
        lines += ["", "Restrictions in force, [sources]"]
    for restriction in route.restrictions:
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


def comparison_cells(row: ComparisonRow) -> list[str]:
    """Give the cells of one row, as in `COMPARISON_HEADS`."""
    route = row.route
    if route is None:
        return [row.corridor_name, *("-" for _ in COMPARISON_HEADS[1:])]
    low_h, high_h = route.time_range_h
    low_usd, high_usd = route.cost_range_usd
    capacity = route.capacity_mt_per_year
    return [
        row.corridor_name,
        f"{route.length_km:,.0f}",
        f"{route.time_h / 24:.0f} ({low_h / 24:.0f}-{high_h / 24:.0f})",
        f"{route.cost_usd:,.0f} ({low_usd:,.0f}-{high_usd:,.0f})",
        "?" if isinf(capacity) else f"{capacity:.3g}",
        str(len(route.borders)),
        str(len(route.gauge_changes)),
        route.grade,
    ]


def comparison_summary(comparison: Comparison) -> str:
    """Give a comparison as text, a table a destination."""
    unit = SHIPMENT_UNITS[comparison.shipment]
    heads = [head.format(unit=unit) for head in COMPARISON_HEADS]
    blocks = [
        f"Corridors from {comparison.origin.name}, the way of least {comparison.weight} through each, "
        f"network of {comparison.on}"
    ]
    for destination in comparison.destinations:
        rows = [row for row in comparison if row.destination is destination]
        found = [comparison_cells(row) for row in rows if row.route is not None]
        lines = [f"to {destination.name}"]
        if found:
            lines.append(format_table([heads, *found]))
        for row in rows:
            if row.route is None:
                lines.append(f"  {row.corridor_name}: no way")
                lines += [f"    {reason}" for reason in row.reasons]
        blocks.append("\n".join(lines))
    notes = dict.fromkeys(note for route in comparison.routes for note in route.notes)
    return "\n\n".join([*blocks, *(["\n".join(notes)] if notes else [])])


def _quality(route: Route) -> str:
    quality = route.quality
    parts = []
    for figure, name in (("length_km", "km"), ("time_h", "hours"), ("cost_usd", "dollars")):
        shares = quality[figure]
        parts.append(
            f"{name} " + "/".join(f"{100 * shares[grade]:.0f}" for grade in ("published", "derived", "estimated"))
        )
    return "published/derived/estimated %: " + ", ".join(parts)
