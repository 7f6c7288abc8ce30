"""The validation as text and as a page of the documentation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from corridors.routes.text import format_table
from corridors.validation.comparison import farthest_first
from corridors.validation.quantities import GROUPS

if TYPE_CHECKING:
    from corridors.validation.comparison import Validation, ValidationRow

__all__ = ["GLOSSARY", "validation_page", "validation_summary"]

#: The words of the page; a word of the tables that is missing here would be a riddle.
GLOSSARY = {
    "regime": "what kind of statement a figure is: one of the next ten words, blank where the kind is plain.",
    "block train": "a time that a whole train took which ran through without sorting; it did run.",
    "truck": "a time that a lorry or a convoy took; it did run.",
    "schedule": "a time from a timetable, or a norm agreed between railways, of a service that runs.",
    "plan": "expected before the train left, or of a line, port or service that was yet to come.",
    "announced": "said of a service by an operator or official, who names no journey that took it.",
    "typical": "said to be usual, by whoever wrote it, without a journey or a timetable.",
    "market": "a price asked or paid for one shipment, with whatever services the seller puts into it.",
    "index": "a price index or a rate assessed and published regularly.",
    "tariff": "a price of a public tariff or price list; of distances, tariff kilometres.",
    "flow": "tonnes that moved in a year or are forecast to; not compared with anything.",
    "run": "from departure to arrival: without loading, unloading and the wait before.",
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
deviation is measured from the printed range, at the model's central rates. Prices are compared as
printed, in the dollars of their year, with a model whose price year is 2024. The words are explained
[below](#words); what is not compared, and why, stands [at the end](#not-compared-and-why).

*Independent* is a word about sources, not about sight: no source of the figure stands behind a length,
time, price or capacity of the tables, or behind a rate from which such figures come. The levels of the
rates were nevertheless set with sight of many of these journeys, in four rounds that
[method.md](method.md#what-was-fitted-and-what-was-not) tells, so an independent figure that is met is
weaker evidence than a forecast that came true.
"""


def validation_summary(validation: Validation) -> str:
    """Give the distribution of deviations, then each miss."""
    heads = ["quantity", "figures", "inside", "met", "tolerance %", "median %", "90th %", "largest %"]
    rows = [heads]
    for entry in validation.statistics():
        rows.append(
            [
                entry["label"],
                str(entry["figures"]),
                str(entry["inside"]),
                _met(entry),
                *(f"{100 * entry[key]:.1f}" for key in ("tolerance", "median", "p90", "largest")),
            ]
        )
    lines = ["Deviation of the model from the printed range", format_table(rows), "", "Not met, the farthest first:"]
    lines += [f"  {_line(row)}" for row in validation.not_met]
    if validation.not_compared:
        lines += ["", f"{len(validation.not_compared)} further figures are not compared; the page says why"]
    return "\n".join(lines)


def _line(row: ValidationRow) -> str:
    name = row.published["id"]
    if row.model is None:
        return f"{name}: no answer: {row.problem}"
    return f"{name}: printed {_range(row)}, model {row.model:,.1f}, {_deviation(row)}" + (
        f" ({row.responsible()})" if row.responsible() else ""
    )


def validation_page(validation: Validation) -> str:
    """Give the whole comparison as Markdown, with the misses and with what is not compared."""
    parts = [_INTRO, *_statistics(validation)]
    parts += ["", "## Words", "", *(f"- *{word}*: {meaning}" for word, meaning in GLOSSARY.items())]
    for name, group in GROUPS.items():
        rows = validation.of(name)
        if rows:
            parts += ["", f"## {group.title} ({group.unit})", "", *_comparisons(rows)]
    if validation.not_compared:
        parts += ["", "## Not compared, and why", "", *_left_out(validation)]
    return "\n".join(parts) + "\n"


def _statistics(validation: Validation) -> list[str]:
    heads = ["quantity", "figures", "inside the range", "within tolerance", "tolerance", "median", "90th", "largest"]
    rows = [
        [
            entry["label"],
            entry["figures"],
            entry["inside"],
            _met(entry),
            *(f"{100 * entry[key]:.1f} %" for key in ("tolerance", "median", "p90", "largest")),
        ]
        for entry in validation.statistics()
    ]
    return _table(heads, rows, right=range(1, 8))


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
    return _table([*heads, "source"], cells, right=(3, 4, 5))


def _left_out(validation: Validation) -> list[str]:
    """Count the reasons, then list what the model would have said."""
    answered = Counter(row.reason for row in validation.left_out if row.model is not None)
    reasons = [[reason, count, answered[reason]] for reason, count in validation.reasons.items()]
    lines = [
        f"{len(validation.not_compared)} figures of the table are not compared. A price is left out when it is of",
        "another price level, a length when it is rounded or of another way, a time when it is of a border only or of",
        "something that the network does not have; the reason stands in each row.",
        "",
        *_table(["reason", "figures", "of them the model answers"], reasons, right=(1, 2)),
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
        for row in farthest_first(row for row in validation.left_out if row.model is not None)
    ]
    heads = ["figure", "regime", "unit", "printed", "model (low to high)", "deviation", "reason", "source"]
    return lines + _table(heads, cells, right=(3, 4, 5))


def _table(heads: Sequence[str], rows: Iterable[Sequence[Any]], *, right: Iterable[int]) -> list[str]:
    """Write a table in Markdown; a bar within a cell must not end it."""
    right = set(right)
    lines = [heads, ["---:" if number in right else "---" for number in range(len(heads))], *rows]
    return ["| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines]


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", r"\|")


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
    digits = GROUPS[row.group].digits
    text = f"{row.model:,.{digits}f}"
    if row.model_low != row.model_high:
        text += f" ({row.model_low:,.{digits}f} to {row.model_high:,.{digits}f})"
    return text


def _deviation(row: ValidationRow) -> str:
    return "" if row.deviation is None else f"{100 * row.deviation:+.0f} %"


def _regime(row: ValidationRow) -> str:
    words = [
        row.published["comparable_as"],
        f"{row.occasion} run" if row.occasion == "first" else row.published["occasion"],
        row.published["spans"],
        "independent" if row.independent else "",
    ]
    return ", ".join(word for word in words if word)
