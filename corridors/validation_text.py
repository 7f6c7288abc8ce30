"""The validation as text and as a page of the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corridors.text import format_table

if TYPE_CHECKING:
    from corridors.validation import Validation, ValidationRow

__all__ = ["validation_page", "validation_summary"]

_GROUPS = {
    "distance_km": ("Distances", "km", 0),
    "time": ("Transit times", "days or hours, as printed", 1),
    "cost": ("Prices", "USD, as printed", 0),
    "capacity_mt_per_year": ("Capacities", "Mt a year", 1),
}


def validation_summary(validation: Validation) -> str:
    """Give the distribution of deviations, then each miss."""
    heads = ["quantity", "figures", "inside", "met", "tolerance %", "median %", "90th %", "largest %"]
    rows = [heads]
    for entry in validation.statistics():
        rows.append(
            [
                str(entry["group"]),
                str(entry["figures"]),
                str(entry["inside"]),
                f"{entry['met']} ({100 * entry['met'] / entry['figures']:.0f} %)",
                *(f"{100 * entry[key]:.1f}" for key in ("tolerance", "median", "p90", "largest")),
            ]
        )
    lines = ["Deviation of the model from the printed range", format_table(rows), "", "Not met:"]
    lines += [f"  {_line(row)}" for row in validation if not row.met]
    return "\n".join(lines)


def _name(group: str) -> str:
    name, _, part = group.partition(", ")
    return _GROUPS[name][0].lower() + (f": {part}" if part else "")


def _line(row: ValidationRow) -> str:
    data = row.to_dict()
    if row.model is None:
        return f"{data['id']}: no answer: {row.problem}"
    return f"{data['id']}: printed {_range(row)}, model {row.model:,.1f}, {100 * (row.deviation or 0):+.0f} %" + (
        f" ({data['responsible']})" if data["responsible"] else ""
    )


def _range(row: ValidationRow) -> str:
    low, high = row.published["low"], row.published["high"]
    if low is None:
        return f"up to {high:,.6g}"
    if high is None:
        return f"at least {low:,.6g}"
    return f"{low:,.6g}" if low == high else f"{low:,.6g} to {high:,.6g}"


def validation_page(validation: Validation) -> str:
    """Give the whole comparison as Markdown, misses included."""
    parts = [
        "# How far the model is from what others printed",
        "",
        "<!-- written by `corridors validate --markdown`; do not edit -->",
        "",
        "Each published figure is asked of the model with its own places, via points, modes and date. A",
        "deviation is measured from the printed range, at the model's central rates; *records* and escorted",
        "demonstrations are held against the low figure, when everything goes at its best. Times from departure",
        "to arrival (*run*) are asked without loading, unloading and the wait before. *Independent* figures are",
        "those none of whose sources stands behind a length, time, price or capacity of the tables.",
        "*Responsible* names the largest parts of the model's figure. Prices are compared as printed, in the",
        "dollars of their year, with a model whose price year is 2024. How levels were set is in",
        "[method.md](method.md).",
        "",
        "| quantity | figures | inside the range | within tolerance | tolerance | median | 90th | largest |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for entry in validation.statistics():
        parts.append(
            f"| {_name(entry['group'])} | {entry['figures']} | {entry['inside']} | "
            f"{entry['met']} ({100 * entry['met'] / entry['figures']:.0f} %) | "
            + " | ".join(f"{100 * entry[k]:.1f} %" for k in ("tolerance", "median", "p90", "largest"))
            + " |"
        )
    for group, (title, unit, digits) in _GROUPS.items():
        rows = validation.of(group)
        if rows:
            parts += ["", f"## {title} ({unit})", "", *_table(rows, digits)]
    return "\n".join(parts) + "\n"


def _table(rows: list[ValidationRow], digits: int) -> list[str]:
    lines = [
        "| figure | regime | year | printed | model (low to high) | deviation | met | responsible | source |",
        "| --- | --- | --- | ---: | ---: | ---: | --- | --- | --- |",
    ]
    for row in sorted(rows, key=lambda r: -abs(r.deviation or 0)):
        data = row.to_dict()
        if row.model is None:
            model, deviation = f"none: {row.problem}", ""
        else:
            model = f"{row.model:,.{digits}f}"
            if row.model_low != row.model_high:
                model += f" ({row.model_low:,.{digits}f} to {row.model_high:,.{digits}f})"
            deviation = f"{100 * (row.deviation or 0):+.0f} %"
        lines.append(
            f"| {data['id']} | {_regime(data)} | {data['year']} | {_range(row)} | {model} | {deviation} | "
            f"{'yes' if row.met else '**no**'} | {data['responsible']} | {data['source']} |"
        )
    return lines


def _regime(data: dict[str, Any]) -> str:
    words = [data["comparable_as"], data["occasion"], data["spans"], "independent" if data["independent"] else ""]
    return ", ".join(word for word in words if word)
