"""Flows in words and plain HTML, written from plain figures and rows."""

from __future__ import annotations

from collections.abc import Sequence
from math import isinf
from typing import NamedTuple

from corridors.kernels.adding import total_of
from corridors.words.aligned import format_table
from corridors.words.asked import least_of
from corridors.words.html import html_paragraph, html_table

__all__ = [
    "AssignmentFacts",
    "Binding",
    "MaxFlowFacts",
    "amounts_in",
    "flows_html",
    "flows_summary",
    "max_flow_html",
    "max_flow_summary",
]

_MOST_ROWS = 10


class Binding(NamedTuple):
    """A capacity that binds: what and whose it is, what flows, how full that is, and what it is worth."""

    label: str
    countries: str
    flow: float
    capacity: float
    load: float
    worth: float
    grade: str  # of the capacity; blank where it is the user's own


class AssignmentFacts(NamedTuple):
    """What is told of an assignment; see `corridors.Flows` for what each is."""

    method: str
    weight: str
    weight_unit: str
    on: str
    quantity: str
    demand: float
    served: float
    unserved: float
    cost: float
    gap: float | None
    converged: bool
    iterations: int
    unserved_cost: float | None
    corridors: Sequence[tuple[str, float, float]]  # name, flow, share of what is served
    full: Sequence[Binding]
    missing: Sequence[tuple[str, str, float]]  # origin, destination, unserved; most first


class MaxFlowFacts(NamedTuple):
    """What is told of a maximum flow; see `corridors.MaxFlow` for what each is."""

    value: float
    quantity: str
    origin: str
    destination: str
    on: str
    unbounded: Sequence[object]
    cut: Sequence[Binding]


_WHOLE = 100.5  # %: beyond this, shares add up to more than all


def amounts_in(quantity: str) -> str:
    """Name the unit of a column of amounts."""
    return "Mt a year" if quantity == "mt_per_year" else "units"


def flows_summary(flows: AssignmentFacts) -> str:
    """Describe an assignment."""
    lines = _headline(flows)
    if flows.corridors:
        lines.append(f"{_corridor_line(flows)}:")
        lines.append(format_table([_CORRIDOR_HEADS, *_corridor_cells(flows)]))
    if flows.full:
        table = [_binding_heads("price"), *_binding_cells(flows.full)]
        lines += [
            f"{len(flows.full)} full or overfull:",
            format_table(table, left=(0, 1), if_room=["grade"]),
            *_more(len(flows.full)),
        ]
    else:
        lines.append("no capacity is full")
    if flows.missing:
        rows = [[f"{start} - {end}", f"{amount:,.3f}"] for start, end, amount in flows.missing[:_MOST_ROWS]]
        lines += ["unserved:", format_table(rows), *_more(len(flows.missing))]
    return "\n".join(lines)


def flows_html(flows: AssignmentFacts) -> str:
    """Give an assignment as tables."""
    parts = html_paragraph(_headline(flows))
    if flows.corridors:
        parts += html_paragraph([_corridor_line(flows)]) + html_table(_CORRIDOR_HEADS, _corridor_cells(flows))
    if flows.full:
        parts += html_table(_binding_heads("price"), _binding_cells(flows.full), left=2)
    return parts


def max_flow_summary(flow: MaxFlowFacts) -> str:
    """Describe a maximum flow."""
    lines = _max_flow_lines(flow)
    if flow.cut:
        table = [_binding_heads("share"), *_binding_cells(flow.cut)]
        lines += [format_table(table, left=(0, 1), if_room=["grade"]), *_more(len(flow.cut))]
    return "\n".join(lines)


def max_flow_html(flow: MaxFlowFacts) -> str:
    """Give a maximum flow as a table."""
    parts = html_paragraph(_max_flow_lines(flow))
    return parts + (html_table(_binding_heads("share"), _binding_cells(flow.cut), left=2) if flow.cut else "")


_CORRIDOR_HEADS = ("corridor", "flow", "% of served")


def _corridor_line(flows: AssignmentFacts) -> str:
    """Say what the shares are of, and why they may be more than all of it together."""
    whole = 100 * total_of(share for _, _, share in flows.corridors)
    several = f"; a route may use several, so that they add up to {whole:.0f} %" if whole > _WHOLE else ""
    return f"by corridor{several}"


def _headline(flows: AssignmentFacts) -> list[str]:
    lines = [
        f"{flows.method.replace('_', ' ').capitalize()}, {least_of(flows.weight)}"
        + (f", in block trains, terminal to terminal, on {flows.on}" if flows.on else ""),
        f"{flows.served:,.3f} of {flows.demand:,.3f} {amounts_in(flows.quantity)} served, "
        f"{flows.unserved:,.3f} unserved; cost {flows.cost:,.6g} ({_cost_unit(flows)})",
    ]
    if flows.gap is not None:
        state = "converged" if flows.converged else "NOT converged"
        lines.append(f"{state}: relative gap {flows.gap:.2g} after {flows.iterations} iterations")
    if flows.unserved > 0 and flows.unserved_cost is not None:
        lines.append(
            f"a unit unserved counts as {flows.unserved_cost:,.1f}, and prices of bottlenecks rest on it; "
            "unserved_cost= sets it"
        )
    return lines


def _cost_unit(flows: AssignmentFacts) -> str:
    if flows.weight_unit == "USD/t" and flows.quantity == "mt_per_year":
        return "million USD a year"
    return f"{flows.weight_unit or flows.weight} times {flows.quantity}"


def _corridor_cells(flows: AssignmentFacts) -> list[list[str]]:
    return [[name, f"{flow:,.2f}", f"{100 * share:.0f}"] for name, flow, share in flows.corridors[:_MOST_ROWS]]


def _binding_heads(worth: str) -> list[str]:
    return ["what binds", "whose", "flow", "capacity", "load %", worth, "grade"]


def _binding_cells(rows: Sequence[Binding]) -> list[list[str]]:
    return [
        [
            row.label,
            row.countries,
            f"{row.flow:,.2f}",
            f"{row.capacity:,.2f}",
            f"{100 * row.load:.0f}",
            f"{row.worth:,.2f}",
            row.grade,
        ]
        for row in rows[:_MOST_ROWS]
    ]


def _more(count: int) -> list[str]:
    return [f"  ... and {count - _MOST_ROWS} more"] if count > _MOST_ROWS else []


def _max_flow_lines(flow: MaxFlowFacts) -> list[str]:
    ends = f"from {flow.origin} to {flow.destination}"
    when = f" on {flow.on}" if flow.on else ""
    if isinf(flow.value):
        way = " - ".join(map(str, flow.unbounded))
        return [f"Nothing bounds the flow {ends}{when}", f"no capacity is known anywhere on {way}"]
    if flow.value == 0:
        return [f"Nothing can flow {ends}{when}", "no way joins them whose capacities are above zero"]
    return [f"At most {flow.value:,.2f} {amounts_in(flow.quantity)} {ends}{when}", "bounded by the minimum cut:"]
