"""Flow results in words and plain HTML."""

from __future__ import annotations

from collections.abc import Sequence
from math import isinf
from typing import TYPE_CHECKING

from corridors.routes.html import _table
from corridors.routes.text import format_table

if TYPE_CHECKING:
    import pandas as pd

    from corridors.flows.maxflow import MaxFlow
    from corridors.flows.result import Flows

__all__ = ["flows_html", "flows_summary", "max_flow_html", "max_flow_summary"]

_MOST_ROWS = 10


def _unit(quantity: str) -> str:
    return "Mt a year" if quantity == "mt_per_year" else "units"


def _headline(flows: Flows) -> list[str]:
    unit = _unit(flows.quantity)
    lines = [
        f"{flows.method.replace('_', ' ').capitalize()}, least {flows.weight}"
        + (f", on {flows.on}" if flows.on else ""),
        f"{flows.served:,.3f} of {flows.demand:,.3f} {unit} served, {flows.unserved:,.3f} unserved; "
        f"cost {flows.cost:,.6g} ({_cost_unit(flows)})",
    ]
    if flows.gap is not None:
        state = "converged" if flows.converged else "NOT converged"
        lines.append(f"{state}: relative gap {flows.gap:.2g} after {len(flows._answer.history) - 1} iterations")
    if flows.unserved > 0 and flows.unserved_cost is not None:
        lines.append(
            f"a unit unserved counts as {flows.unserved_cost:,.1f}, and prices of bottlenecks rest on it; "
            "unserved_cost= sets it"
        )
    return lines


def _cost_unit(flows: Flows) -> str:
    unit = flows._network.weight_unit
    if unit == "USD/t" and flows.quantity == "mt_per_year":
        return "million USD a year"
    return f"{unit or flows.weight} times {flows.quantity}"


def _bottleneck_rows(frame: pd.DataFrame, quantity: str, last: str) -> tuple[list[str], list[list[str]]]:
    capacity = "capacity_mt_per_year" if quantity == "mt_per_year" else "capacity"
    heads = ["what binds", "whose", "flow", "capacity", "load %", last]
    rows = [
        [
            str(row["label"]),
            str(row["countries"]),
            f"{row[quantity]:,.2f}",
            f"{row[capacity]:,.2f}",
            f"{100 * row['utilisation']:.0f}",
            f"{row[last]:,.2f}",
        ]
        for _, row in frame.head(_MOST_ROWS).iterrows()
    ]
    return heads, rows


def _more(count: int) -> list[str]:
    return [f"  ... and {count - _MOST_ROWS} more"] if count > _MOST_ROWS else []


def _corridor_rows(flows: Flows) -> list[list[str]]:
    frame = flows.corridors
    used = frame[frame[flows.quantity] > 0]
    return [
        [str(name), f"{row[flows.quantity]:,.2f}", f"{100 * row['share']:.0f}"]
        for name, row in used.head(_MOST_ROWS).iterrows()
    ]


def flows_summary(flows: Flows) -> str:
    """Describe an assignment."""
    lines = _headline(flows)
    if flows._network.corridors and flows.served > 0:
        lines.append("by corridor (a route may use several):")
        lines.append(format_table([["corridor", "flow", "%"], *_corridor_rows(flows)]))
    full = flows.bottlenecks
    if len(full):
        heads, rows = _bottleneck_rows(full, flows.quantity, "price")
        lines += [
            f"{len(full)} full or overfull:",
            format_table([heads, *rows], left=(0, 1)),
            *_more(len(full)),
        ]
    else:
        lines.append("no capacity is full")
    missing = flows.pairs[flows.pairs["unserved"] > 0]
    if len(missing):
        lines.append("unserved:")
        rows = [
            [f"{row['origin']} - {row['destination']}", f"{row['unserved']:,.3f}"]
            for _, row in missing.sort_values("unserved", ascending=False).head(_MOST_ROWS).iterrows()
        ]
        lines += [format_table(rows), *_more(len(missing))]
    return "\n".join(lines)


def flows_html(flows: Flows) -> str:
    """Give an assignment as tables."""
    parts = _paragraph(_headline(flows))
    if flows._network.corridors and flows.served > 0:
        parts += _table(["corridor", "flow", "%"], _corridor_rows(flows))
    full = flows.bottlenecks
    if len(full):
        heads, rows = _bottleneck_rows(full, flows.quantity, "price")
        parts += _table(heads, rows, left=2)
    return parts


def _paragraph(lines: Sequence[str]) -> str:
    from html import escape

    head, *rest = map(escape, lines)
    return f"<p><b>{head}</b><br>{'<br>'.join(rest)}</p>"


def _max_flow_lines(result: MaxFlow) -> list[str]:
    unit = _unit(result.quantity)
    ends = f"from {result.origin_label} to {result.destination_label}"
    when = f" on {result.on}" if result.on else ""
    if isinf(result.value):
        way = " - ".join(map(str, result.unbounded))
        return [f"Nothing bounds the flow {ends}{when}", f"no capacity is known anywhere on {way}"]
    if result.value == 0:
        return [f"Nothing can flow {ends}{when}", "no way joins them whose capacities are above zero"]
    return [f"At most {result.value:,.2f} {unit} {ends}{when}", "bounded by the minimum cut:"]


def max_flow_summary(result: MaxFlow) -> str:
    """Describe a maximum flow."""
    lines = _max_flow_lines(result)
    if len(result.cut):
        heads, rows = _bottleneck_rows(result.cut, result.quantity, "share")
        lines += [format_table([heads, *rows], left=(0, 1)), *_more(len(result.cut))]
    return "\n".join(lines)


def max_flow_html(result: MaxFlow) -> str:
    """Give a maximum flow as a table."""
    heads, rows = _bottleneck_rows(result.cut, result.quantity, "share")
    return _paragraph(_max_flow_lines(result)) + (_table(heads, rows, left=2) if rows else "")
