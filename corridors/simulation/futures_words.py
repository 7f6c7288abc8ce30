"""Futures in words: what was varied, and what choices lose."""

from __future__ import annotations

from html import escape
from math import isfinite
from typing import TYPE_CHECKING

from corridors.words.aligned import format_table
from corridors.words.asked import least_of
from corridors.words.html import html_table

if TYPE_CHECKING:
    from corridors.simulation.futures import Futures

__all__ = ["futures_html", "futures_summary"]

_HEADS = ["kept open", "at worst", "9 of 10", "mean", "serves", "the best", "worst under"]
_NAMES = {1: "One corridor", 2: "Two corridors", 3: "Three corridors"}


def futures_summary(futures: Futures, top: int) -> str:
    """Give them as text."""
    blocks = ["\n".join(_head(futures))]
    for size in range(1, min(3, len(futures.corridors)) + 1):
        rows = _rows(futures, size, top)
        blocks.append(f"{_NAMES[size]}\n{format_table([_HEADS, *rows], left=(0, 6))}")
    return "\n\n".join([*blocks, "\n".join(_notes(futures))])


def futures_html(futures: Futures) -> str:
    """Give them as tables."""
    parts = [f"<p>{'<br>'.join(map(escape, _head(futures)))}</p>"]
    for size in range(1, min(3, len(futures.corridors)) + 1):
        parts.append(f"<p><b>{_NAMES[size]}</b></p>{html_table(_HEADS, _rows(futures, size, 8))}")
    return "".join([*parts, f"<p>{'<br>'.join(map(escape, _notes(futures)))}</p>"])


def _head(futures: Futures) -> list[str]:
    ends = ", ".join(dict.fromkeys(end.name for _, end in futures.pairs))
    starts = ", ".join(dict.fromkeys(start.name for start, _ in futures.pairs))
    lines = [
        f"{futures.n:,} futures from {starts} to {ends}, the way of {least_of(futures.weight)} in each "
        f"(seed {futures.seed}): {len(futures.scenarios)} scenario{'s' if len(futures.scenarios) > 1 else ''}"
    ]
    return [*lines, *(f"{one.label}: {one.words}" for one in futures.ranges)]


def _rows(futures: Futures, size: int, top: int) -> list[list[str]]:
    return [
        [
            " + ".join(row.corridors),
            *(f"{loss:,.4g}" if isfinite(loss) else "no way" for loss in (row.regret_max, row.regret_p90)),
            f"{row.regret_mean:,.4g}" if isfinite(row.regret_mean) else "no way",
            f"{100 * row.served:.0f} %",
            f"{100 * row.best:.0f} %",
            futures.scenario_of(row.worst) if row.regret_max > 0 else "",
        ]
        for row in futures.ranked(size)[:top]
    ]


def _notes(futures: Futures) -> list[str]:
    unit = f" in {futures.unit}" if futures.unit else ""
    several = ", the mean over all pairs of places" if len(futures.pairs) > 1 else ""
    return [
        f"What a choice loses against the best way of all{unit}{several}: at worst over the futures, in nine of ten, "
        "and on average.",
        "Futures have no probabilities: shares are of what was explored.",
    ]
