"""The validation as text and as a page of the documentation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corridors.validation.coverage import coverage, price_coverage
from corridors.validation.figures import ValidationRow, farthest_first
from corridors.validation.quantities import GROUPS
from corridors.validation.statistics import statistics
from corridors.words.aligned import format_table
from corridors.words.figures import ranged
from corridors.words.html import html_table
from corridors.words.markdown import markdown_table

__all__ = ["GLOSSARY", "validation_html", "validation_page", "validation_summary"]

#: The words of the page; a word of the tables that is missing here would be a riddle.
GLOSSARY = {
    "regime": "what kind of statement a figure is: one of the next eleven words, blank where the kind is plain.",
    "block train": "a time that a whole train took which ran through without sorting; it did run.",
    "truck": "a time that a lorry or a convoy took; it did run.",
    "schedule": "a time from a timetable, or a norm agreed between railways, of a service that runs.",
    "plan": "expected before the train left, or of a line, port or service that was yet to come.",
    "announced": "said of a service by an operator or official, who names no journey that took it.",
    "typical": "said to be usual, by whoever wrote it, without a journey or a timetable.",
    "market": "a price asked or paid for one shipment, with whatever services the seller puts into it.",
    "index": "a price index or a rate assessed and published regularly.",
    "tariff": "a price of a public tariff or price list; of distances, tariff kilometres.",
    "vessel": "a ship or ferry that made the voyage; it did run.",
    "flow": "tonnes that moved in a year or are forecast to; not compared with anything.",
    "run": "from departure to arrival: without handing in, loading, unloading and collection.",
    "terminal": "from handing in at the terminal until it can be collected.",
    "door": "with the lorries of the first and last mile.",
    "regular": "one container handed in at a terminal.",
    "wagonload": "a wagon handed in singly.",
    "coverage": "the share of printed figures (the middle of a printed range) inside the model's P10 to P90.",
    "bias": "the median of printed over the model's P50; above 1 the model is too quick.",
    "width": "the median of the model's P90 over its P10.",
    "first run": "the first journey of a service: some had the way cleared, some waited for speeches.",
    "record": "a best time or an escorted demonstration; held against the low figure of the model.",
    "ordinary run": "neither a first run nor a record, as far as the source says.",
    "independent": "no source of the figure stands behind a figure of its kind in the tables (see above).",
    "inside the range": "the model's figure lies in the printed range, so it does not deviate.",
    "deviation": "by what share the model lies above (+) or below (-) the nearer end of the printed range.",
    "tolerance": "the deviation that is still counted as met; one for each quantity, chosen by us.",
    "met": "the deviation is within the tolerance.",
    "median, 90th, largest": "half and nine in ten of the deviations, by size, are no larger; the largest.",
    "responsible": "the largest parts of the model's figure, of a capacity its bottleneck: where to look first.",
    "remark": "what the table notes on a figure that is not met, its first clauses.",
}

_INTRO = """\
# How far the model is from what others printed

<!-- written by `corridors validate --markdown`; do not edit -->

Each published figure is asked of the model with its own places, via points, modes and date. A
deviation is measured from the printed range, at the model's P50 in the class and scope of the figure.
Prices are compared as printed, in the dollars of their year, with a model whose price year is 2024. The
words are explained [below](#words); what is not compared, and why, stands [at the end](#not-compared-and-why).

*Independent* is a word about sources, not about sight: no source of the figure stands behind a length,
time, price or capacity of the tables, or behind a rate from which such figures come. The levels of the
rates were nevertheless set with sight of many of these journeys, in six rounds that
[method.md](method.md#what-was-fitted-and-what-was-not) tells, so an independent figure that is met is
weaker evidence than a forecast that came true.
"""


def validation_summary(rows: Sequence[ValidationRow], not_compared: int) -> str:
    """Give the distribution of deviations, then each miss, and how many figures are not compared."""
    cells = _statistics_cells(rows)
    lines = ["Deviation of the model from the printed range", format_table(cells)]
    for what, entries, near in (
        ("times that happened", coverage(rows), 25),
        ("prices on their dates", price_coverage(rows), 30),
    ):
        if entries:
            heads = [what, "figures", "coverage %", "bias", "width", f"within {near} %"]
            table = format_table([heads, *_kept_cells(entries, near)])
            lines += ["", "Whether the 80 % ranges keep their word", table]
    lines += ["", "Not met, the farthest first:"]
    lines += [f"  {_line(row)}" for row in farthest_first(row for row in rows if not row.met)]
    if not_compared:
        lines += ["", f"{not_compared} further figures are not compared; the page says why"]
    return "\n".join(lines)


def validation_html(rows: Sequence[ValidationRow], not_compared: int) -> str:
    """Give the distribution of deviations as a table, and each miss in a list."""
    head, *cells = _statistics_cells(rows)
    heads = ["not met, the farthest first", "largest parts, or why none", "printed", "model", "deviation", "grade"]
    missed = [
        [
            row.published["id"],
            row.problem or row.responsible(),
            _range(row),
            "" if row.model is None else _model(row),
            _deviation(row),
            row.published["grade"],
        ]
        for row in farthest_first(row for row in rows if not row.met)
    ]
    return (
        f"<p><b>Deviation of the model from the printed range</b></p>{html_table(head, cells)}"
        f"{html_table(heads, missed, left=2) if missed else ''}"
        f"<p>{not_compared} further figures are not compared.</p>"
    )


def _statistics_cells(rows: Sequence[ValidationRow]) -> list[list[str]]:
    cells = [["quantity", "figures", "inside", "met", "tolerance %", "median %", "90th %", "largest %"]]
    for entry in statistics(rows):
        cells.append(
            [
                entry["label"],
                str(entry["figures"]),
                str(entry["inside"]),
                _met(entry),
                *(f"{100 * entry[key]:.1f}" for key in ("tolerance", "median", "p90", "largest")),
            ]
        )
    return cells


def _line(row: ValidationRow) -> str:
    name = row.published["id"]
    if row.model is None:
        return f"{name}: no answer: {row.problem}"
    return f"{name}: printed {_range(row)}, model {row.model:,.1f}, {_deviation(row)}" + (
        f" ({row.responsible()})" if row.responsible() else ""
    )


def validation_page(
    rows: Sequence[ValidationRow], left_out: Sequence[ValidationRow], reasons: Mapping[str, int]
) -> str:
    """Give the whole comparison as Markdown, with the misses.

    Below stands what is not compared: so many figures for each of the reasons, with what the model says to them.
    """
    parts = [_INTRO, *_statistics(rows)]
    if any(row.group == "time" for row in rows):
        parts += ["", "## Whether the ranges keep their word", "", *_coverage(rows)]
    parts += ["", "## Words", "", *(f"- *{word}*: {meaning}" for word, meaning in GLOSSARY.items())]
    for name, group in GROUPS.items():
        members = [row for row in rows if row.group == name]
        if members:
            parts += ["", f"## {group.title} ({group.unit})", "", *_comparisons(members)]
    if left_out:
        parts += ["", "## Not compared, and why", "", *_left_out(left_out, reasons)]
    return "\n".join(parts) + "\n"


def _statistics(rows: Sequence[ValidationRow]) -> list[str]:
    heads = ["quantity", "figures", "inside the range", "within tolerance", "tolerance", "median", "90th", "largest"]
    cells = [
        [
            entry["label"],
            entry["figures"],
            entry["inside"],
            _met(entry),
            *(f"{100 * entry[key]:.1f} %" for key in ("tolerance", "median", "p90", "largest")),
        ]
        for entry in statistics(rows)
    ]
    return markdown_table(heads, cells, right=range(1, 8))


def _coverage(rows: Sequence[ValidationRow]) -> list[str]:
    """Say by group how many of the times that happened, and of the prices, lie in the 80 % ranges."""
    lines = [
        "Independent times that happened, each in its own class of service and scope; records are held against the low",
        "figure and stand apart. A journey may belong to several groups.",
        "",
        *_kept(coverage(rows), near=25),
    ]
    prices = price_coverage(rows)
    if prices:
        lines += [
            "",
            "Independent prices, each asked on its own date and in its own direction; none of them is a level of a",
            "series. Lanes at sea of five prices and more stand by themselves.",
            "",
            *_kept(prices, near=30),
        ]
    return lines


def _kept(entries: Sequence[Mapping[str, Any]], near: int) -> list[str]:
    heads = ["group", "figures", "coverage", "bias", "width", f"within {near} %"]
    return markdown_table(heads, _kept_cells(entries, near, unit=" %"), right=range(1, 6))


def _kept_cells(entries: Iterable[Mapping[str, Any]], near: int, unit: str = "") -> list[list[str]]:
    return [
        [
            entry["group"],
            str(entry["figures"]),
            f"{100 * entry['coverage']:.0f}{unit}",
            f"{entry['bias']:.2f}",
            f"{entry['width']:.2f}",
            f"{100 * entry[f'within_{near}']:.0f}{unit}",
        ]
        for entry in entries
    ]


def _comparisons(rows: Sequence[ValidationRow]) -> list[str]:
    heads = ["figure", "regime", "year", "printed", "model (low to high)", "deviation", "met", "responsible", "remark"]
    cells = [
        [
            row.published["id"],
            _regime(row),
            row.published["year"] or "",
            _range(row),
            _model(row),
            _deviation(row),
            "yes" if row.met else "**no**",
            row.responsible(),
            row.remark,
            "; ".join(row.published["source"]),
        ]
        for row in farthest_first(rows)
    ]
    return markdown_table([*heads, "source"], cells, right=(3, 4, 5))


def _left_out(left_out: Sequence[ValidationRow], reasons: Mapping[str, int]) -> list[str]:
    """Count the reasons, then list what the model would have said."""
    answered = [row for row in left_out if row.model is not None]
    by_reason = Counter(row.reason for row in answered)
    counts = [[reason, count, by_reason[reason]] for reason, count in reasons.items()]
    lines = [
        f"{len(left_out)} figures of the table are not compared. A price is left out when it is of",
        "another price level, a length when it is rounded or of another way, a time when it is of a border only or of",
        "something that the network does not have; the reason stands in each row.",
        "",
        *markdown_table(["reason", "figures", "of them the model answers"], counts, right=(1, 2)),
        "",
        "Where the model can be asked all the same, this is what it says. Nothing of it is counted above.",
        "",
    ]
    cells = [
        [
            row.published["id"],
            row.published["comparable_as"] or "",
            row.published["unit"],
            _range(row),
            _model(row),
            _deviation(row),
            row.reason,
            "; ".join(row.published["source"]),
        ]
        for row in farthest_first(answered)
    ]
    heads = ["figure", "regime", "unit", "printed", "model (low to high)", "deviation", "reason", "source"]
    return lines + markdown_table(heads, cells, right=(3, 4, 5))


def _met(entry: dict[str, Any]) -> str:
    return f"{entry['met']} ({100 * entry['met'] / entry['figures']:.0f} %)"


def _range(row: ValidationRow) -> str:
    low, high = row.published["low"], row.published["high"]
    if low is None:
        return f"up to {high:,.6g}"
    if high is None:
        return f"at least {low:,.6g}"
    return f"{low:,.6g}" if low == high else f"{low:,.6g} to {high:,.6g}"


def _model(row: ValidationRow) -> str:
    if row.model is None:
        return f"none: {row.problem}"
    assert row.model_low is not None
    assert row.model_high is not None
    digits = f",.{GROUPS[row.group].digits}f"
    return ranged(row.model, row.model_low, row.model_high, digits, point=False)


def _deviation(row: ValidationRow) -> str:
    return "" if row.deviation is None else f"{100 * row.deviation:+.0f} %"


def _regime(row: ValidationRow) -> str:
    words = [
        row.published["comparable_as"],
        f"{row.occasion} run" if row.occasion == "first" else row.published["occasion"],
        row.published["service"],
        row.published["scope"],
        "independent" if row.independent else "",
    ]
    return ", ".join(word for word in words if word)
