"""A sensitivity in words: the widest bars, what the variance hangs on, and where the ranking turns."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from corridors.simulation.turning import BreakEven
from corridors.words.aligned import format_table
from corridors.words.asked import least_of
from corridors.words.html import html_table

if TYPE_CHECKING:
    from corridors.simulation.hanging import Sensitivity

__all__ = ["sensitivity_html", "sensitivity_summary"]

_Table = tuple[str, list[str], list[list[str]]]


def sensitivity_summary(found: Sensitivity, top: int) -> str:
    """Give it as text."""
    blocks = ["\n".join(_head(found))]
    blocks += [f"{title}\n{format_table([heads, *rows], left=(0,))}" for title, heads, rows in _tables(found, top)]
    return "\n\n".join([*blocks, "\n".join(_notes(found))])


def sensitivity_html(found: Sensitivity) -> str:
    """Give it as tables."""
    parts = [f"<p>{'<br>'.join(map(escape, _head(found)))}</p>"]
    parts += [f"<p><b>{escape(title)}</b></p>{html_table(heads, rows)}" for title, heads, rows in _tables(found, 10)]
    return "".join([*parts, f"<p>{'<br>'.join(map(escape, _notes(found)))}</p>"])


def _head(found: Sensitivity) -> list[str]:
    asked = found.settings
    sure = found.first_is_better
    unit = f" {asked.unit}" if asked.unit else ""
    return [
        f"{found.origin.name} to {found.destination.name}: {found.first_name} before {found.second_name} "
        f"by {found.margin:,.4g}{unit}, everything at P50",
        f"It is the better of the two in {100 * sure.value:.1f} % ±{100 * sure.se:.1f} of draws; "
        f"{least_of(asked.weight)}, {asked.shipment.upper()}, {asked.service}, {asked.scope}; "
        f"network of {asked.on}, {asked.price_year}",
    ]


def _tables(found: Sensitivity, top: int) -> list[_Table]:
    heads = ["parameter", "margin at P10", "at P90", "days", "USD", "USD with time", "best at P10", "at P90"]
    bars = [
        [
            f"{bar.kind}: {bar.name}",
            *(f"{end:,.4g}" for end in bar.margin),
            *(f"{low:+,.{digits}f} {high:+,.{digits}f}" for (low, high), digits in (
                (bar.days, 1), (bar.usd, 0), (bar.generalised_usd, 0),
            )),
            *bar.best,
        ]
        for bar in found.bars[:top]
    ]  # fmt: skip
    tables: list[_Table] = [("Each parameter at P10 and P90, the others at P50", heads, bars)]
    shares = found.indices[found.indices["output"].isin(["margin", "first_is_best"])]
    if len(shares):
        by = {o: shares[shares["output"] == o].reset_index(drop=True) for o in ("margin", "first_is_best")}
        rows = [
            [f"{kind}: {name}", *(_share(by[o].iloc[k], which) for o in by for which in ("first_order", "total"))]
            for k, (kind, name) in enumerate(zip(by["margin"]["kind"], by["margin"]["name"], strict=True))
        ]
        heads = ["driver", "margin: alone", "with others", "which is better: alone", "with others"]
        tables.append(("Share of the variance (Sobol' indices, 95 % intervals)", heads, rows))
    if found.turning:
        heads = ["parameter", "turns at", "P10, P50, P90", "on the way of", "how likely beyond"]
        tables.append(("Break-even, the others at P50", heads, [_turn(one) for one in found.turning[:top]]))
    return tables


def _share(row: object, which: str) -> str:
    value, high = row[which], row[f"{which}_high"]  # type: ignore[index]
    return f"{value:.2f} ±{high - value:.2f}"


def _turn(one: BreakEven) -> list[str]:
    digits = ".2f" if one.unit == "quantile" else ",.4g"
    quantiles = ", ".join(f"{value:{digits}}" for value in (one.p10, one.p50, one.p90))
    chance = f"{100 * one.probability:.2g} %"
    return [f"{one.kind}: {one.name}", f"{one.value:{digits}} {one.unit}", quantiles, one.corridor, chance]


def _notes(found: Sensitivity) -> Sequence[str]:
    missed = found.misses
    unit = f" {found.settings.unit}" if found.settings.unit else ""
    notes = [
        "Days and USD are changes of the best way through the first; bars and break-even values are searched exactly.",
        f"Indices are of candidate ways: of {missed.draws} draws held out they miss a better way "
        f"in {100 * missed.share:.0f} %, are off by {missed.margin:,.3g}{unit} on average and rank the two otherwise "
        f"in {100 * missed.turned:.1f} %.",
        "Drivers are independent: what all times share, what all prices share, and each parameter's own part.",
    ]
    if not found.turning:
        notes.append("No parameter by itself turns the ranking, but for 3 in 100,000 cases at each end.")
    if found.best != found.first:
        notes.append(f"Of all, {found.best} is the best.")
    return notes
