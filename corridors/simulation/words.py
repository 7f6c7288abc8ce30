"""A simulation in words: a table for each pair of places."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import isfinite
from textwrap import wrap
from typing import TYPE_CHECKING

from corridors.simulation.statistics import Estimate
from corridors.words.aligned import format_table
from corridors.words.asked import least_of
from corridors.words.html import html_table
from corridors.words.shorter import shorter

if TYPE_CHECKING:
    from corridors.simulation.result import Simulation

__all__ = ["simulation_html", "simulation_summary"]

_COLUMNS, _LEAST_COLUMNS, _WIDE = 120, 3, 22


def simulation_summary(simulation: Simulation) -> str:
    """Give the figures as text."""
    blocks = [_wrapped(_head(simulation))]
    heads = _heads(simulation)
    for title, numbers in _pairs(simulation):
        rows = [heads, *(_cells(simulation, number) for number in numbers)]
        table = format_table(rows, if_room=["grade"])
        while max(map(len, table.split("\n"))) > _COLUMNS and len(rows[0]) > _LEAST_COLUMNS:
            rows = [row[:-1] for row in rows]  # large figures leave no room for the last
            table = format_table(rows)
        blocks.append(f"{title}\n{table}")
    blocks.append(_wrapped(_notes(simulation)))
    return "\n\n".join(blocks)


def _wrapped(lines: Sequence[str]) -> str:
    return "\n".join(part for line in lines for part in wrap(line, _COLUMNS))


def simulation_html(simulation: Simulation) -> str:
    """Give the figures as tables."""
    parts = [f"<p>{'<br>'.join(map(escape, _head(simulation)))}</p>"]
    for title, numbers in _pairs(simulation):
        name, *heads = _heads(simulation)
        cells = [
            [first, simulation.rows[number].caveats.replace(" | ", "; "), *rest]
            for number in numbers
            for first, *rest in [_cells(simulation, number)]
        ]
        parts.append(f"<p><b>{escape(title)}</b></p>{html_table([name, 'caveats', *heads], cells, left=2)}")
    parts.append(f"<p>{'<br>'.join(map(escape, _notes(simulation)))}</p>")
    return "".join(parts)


def _head(simulation: Simulation) -> list[str]:
    asked = simulation.settings
    points = "scrambled Sobol' points" if asked.points == "sobol" else "plain draws"
    return [
        f"{asked.n:,} draws ({points}, seed {asked.seed}), the way of {least_of(asked.weight)} in each, "
        f"network of {asked.on}",
        f"{asked.shipment.upper()}, {asked.service}, {asked.scope}; {asked.price_year}",
    ]


def _pairs(simulation: Simulation) -> list[tuple[str, list[int]]]:
    found: dict[str, list[int]] = {}
    for number, row in enumerate(simulation.rows):
        found.setdefault(f"{row.origin.name} to {row.destination.name}", []).append(number)
    return list(found.items())


def _heads(simulation: Simulation) -> list[str]:
    names = ["way", "days (P10-P95)", "USD (P10-P95)"]
    has = simulation.figures
    names += [head for head, figure in _CHANCES if figure in has]
    if "regret" in has:
        names.append("regret")
    return [*names, "waiting wins", "grade"]


_CHANCES = (
    ("best %", "p_best"),
    ("quickest %", "p_best_time"),
    ("cheapest %", "p_best_cost"),
    ("on time %", "p_on_time"),
)


def _cells(simulation: Simulation, number: int) -> list[str]:
    def ranged(figure: str, digits: str) -> str:
        mean, low, high = (simulation.estimate(number, f"{figure}{end}").value for end in ("", "_p10", "_p95"))
        return f"{mean:{digits}} ({low:{digits}}-{high:{digits}})" if isfinite(mean) else "no way"

    row = simulation.rows[number]
    name = row.name if row.corridor == "any" else shorter(row.name, row.corridor, lambda text: len(text) <= _WIDE)
    cells = [name, ranged("days", ".1f"), ranged("cost_usd", ",.0f")]
    has = simulation.figures
    cells += [
        _percent(simulation.estimate(number, figure), with_error=figure in ("p_best", "p_on_time"))
        for _, figure in _CHANCES
        if figure in has
    ]
    losses = [name for name in ("regret", "flexibility") if name in has]
    return [*cells, *(_loss(simulation.estimate(number, name)) for name in losses), row.grade]


def _percent(chance: Estimate, *, with_error: bool) -> str:
    if not isfinite(chance.value):
        return ""
    return f"{100 * chance.value:.0f}" + (f" ±{100 * chance.se:.1f}" if with_error else "")


def _loss(loss: Estimate) -> str:
    return f"{loss.value:,.0f} ±{loss.se:,.0f}" if isfinite(loss.value) else ""


def _notes(simulation: Simulation) -> Sequence[str]:
    asked = simulation.settings
    common = asked.dependence
    unit = f" in {asked.unit}" if asked.unit else ""
    needed = int(simulation.frame["n_needed"].max())
    sure = (
        f"converged: every standard error is below {100 * asked.tolerance:g} %"
        if needed <= asked.n
        else f"not converged: some standard errors are above {100 * asked.tolerance:g} %; {needed:,} draws would do"
    )
    shared = []
    if "p_best" in simulation.figures:
        shared = [
            "A way can count for several corridors, so shares add up to more than 100 %; to_frame() has all figures."
        ]
    pairs = f", and {len(common['pairs'])} pairs of their own" if common["pairs"] else ""
    return [
        f"Means, with P10 to P95 in brackets; ± is one standard error, by {asked.replications} replications; {sure}.",
        *shared,
        f"Regret: how much worse than the best of all. Waiting wins: by choosing the way after the news{unit}.",
        f"Dependence: times share a cause with correlation {common['time']:g}, prices with {common['price']:g}, "
        f"{common['between']:g} between both{pairs}; what is of one group moves as one.",
    ]
