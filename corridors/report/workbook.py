"""The report as a workbook (extra ``excel``): a tab a table, numbers as numbers, sources in a tab of their own."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.exchange.frames_out import write_tabs
from corridors.report.facts import Facts
from corridors.routes.comparison_sheets import comparison_sheets

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["report_sheets", "write_report_workbook"]


def write_report_workbook(facts: Facts, path: str | Path) -> Path:
    """Write what a report tells as a workbook, whole or not at all.

    Raises
    ------
    OptionError
        The file cannot be written.
    MissingExtraError
        openpyxl is not installed.
    """
    write_tabs(report_sheets(facts), path)
    return Path(path)


def report_sheets(facts: Facts) -> dict[str, pd.DataFrame]:
    """Give a frame a tab; units stand in the names of the columns, and the sources come last."""
    import pandas as pd

    sheets = comparison_sheets(facts.comparison)
    sources = sheets.pop("sources", None)
    found = facts.answers
    further: dict[str, list[dict[str, Any]]] = {
        "stand_ins": list(_stand_ins(facts)),
        "turns": list(_turns(facts)),
        "worth_of_time": list(_worths(facts)),
    }
    if found.losses is not None:
        sheets["borders_closed"] = found.losses.to_frame()
    sheets |= {name: pd.DataFrame(rows) for name, rows in further.items() if rows}
    if found.under is not None:
        sheets["scenarios"] = found.under.to_frame()
    if sources is not None:
        listed = {row["id"]: dict(row) for _, row in facts.sources.rows()}
        more = [row for id_, row in listed.items() if id_ not in set(sources["id"])]
        sheets["sources"] = pd.concat([sources, pd.DataFrame(more)], ignore_index=True) if more else sources
    return sheets


def _stand_ins(facts: Facts) -> Iterable[dict[str, Any]]:
    for (origin, destination), found in facts.answers.stand_ins.items():
        if found is None:
            continue
        best, other = found.best.route, found.other.route
        assert best is not None
        assert other is not None
        yield {
            "origin": origin.id,
            "destination": destination.id,
            "best": found.best.corridor,
            "stand_in": found.other.corridor,
            "more_days": (other.time_h - best.time_h) / 24,
            "more_usd": other.cost_usd - best.cost_usd,
            "shared_countries": found.shared.countries,
            "shared_km": found.shared.km,
            "shared_risks_and_restrictions": found.shared.threats,
        }


def _turns(facts: Facts) -> Iterable[dict[str, Any]]:
    for (origin, destination), found in facts.answers.turns.items():
        for turn in found.turns:
            yield {
                "origin": origin.id,
                "destination": destination.id,
                "best_now": found.best.corridor,
                "kind": turn.kind,
                "figure": turn.name,
                "on_way_of": turn.of.corridor,
                "unit": "h" if turn.kind == "time" else "USD",
                "expected": turn.expected,
                "turns_at": turn.value,
                "change_pct": 100 * (turn.value / turn.expected - 1),
                "probability_beyond": turn.probability,
                "best_then": turn.best.corridor,
                "sources": turn.sources,
            }


def _worths(facts: Facts) -> Iterable[dict[str, Any]]:
    for (origin, destination), found in facts.answers.turns.items():
        above, below = found.above, found.below
        yield {
            "origin": origin.id,
            "destination": destination.id,
            "best_now": found.best.corridor,
            "usd_per_h": found.worth_usd_per_h if isfinite(found.worth_usd_per_h) else None,
            "turns_above_usd_per_h": None if above is None else above[0],
            "best_above": None if above is None else above[1].corridor,
            "turns_below_usd_per_h": None if below is None else below[0],
            "best_below": None if below is None else below[1].corridor,
        }
