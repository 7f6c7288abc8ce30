"""What is said of flows: every figure in its place, what is left out is counted, and nothing is said of nothing."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors.flows.words import (
    AssignmentFacts,
    Binding,
    MaxFlowFacts,
    amounts_in,
    flows_html,
    flows_summary,
    max_flow_html,
    max_flow_summary,
)

PORT = Binding("port Aktau", "KZ", 2.5, 5.0, 0.5, 12.345, "derived")

FACTS = AssignmentFacts(
    method="system_optimum", weight="cost", weight_unit="USD/t", on="2026-11-01", quantity="mt_per_year", demand=11.0,
    served=10.25, unserved=0.75, cost=1234.5, gap=None, converged=True, iterations=7, unserved_cost=99.96,
    corridors=[("one", 4.0, 0.4), ("two", 6.25, 0.6)], full=[PORT], missing=[("a", "b", 0.5), ("a", "c", 0.25)],
)  # fmt: skip

CUT = MaxFlowFacts(3.0, "flow", "a", "b", "", [], [PORT])


def words(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


def test_an_assignment_is_told_figure_by_figure() -> None:
    """Totals, corridors, what is full, who is unserved."""
    lines = flows_summary(FACTS).splitlines()
    assert lines[0] == "System optimum, least cost, in block trains, terminal to terminal, on 2026-11-01"
    assert lines[1] == "10.250 of 11.000 Mt a year served, 0.750 unserved; cost 1,234.5 (million USD a year)"
    assert lines[2].startswith("a unit unserved counts as 100.0, and prices")
    assert lines[3] == "by corridor:"
    rest = words("\n".join(lines[4:]))
    assert rest[:3] == [["corridor", "flow", "%", "of", "served"], ["one", "4.00", "40"], ["two", "6.25", "60"]]
    assert rest[3] == ["1", "full", "or", "overfull:"]
    assert rest[5] == ["port", "Aktau", "KZ", "2.50", "5.00", "50", "12.35", "derived"] or rest[5][-2] == "12.34"
    assert rest[6:] == [["unserved:"], ["a", "-", "b", "0.500"], ["a", "-", "c", "0.250"]]


def test_what_is_not_there_is_not_told() -> None:
    """A plain frame has no day, no corridors, and its own unit."""
    bare = FACTS._replace(on="", quantity="flow", weight_unit="", corridors=[], full=[], missing=[], unserved=0.0)
    assert flows_summary(bare).splitlines() == [
        "System optimum, least cost",
        "10.250 of 11.000 units served, 0.000 unserved; cost 1,234.5 (cost times flow)",
        "no capacity is full",
    ]
    assert flows_html(bare).count("<table") == 0
    assert flows_html(FACTS).count("<table") == 2


@pytest.mark.parametrize("unserved", [0.0, 0.5])
@pytest.mark.parametrize("price", [None, 0.0, 7.0])
def test_what_is_unserved_has_a_price_where_there_is_both(unserved: float, price: float | None) -> None:
    """No word of a price of which nothing rests."""
    text = flows_summary(FACTS._replace(unserved=unserved, unserved_cost=price))
    assert ("a unit unserved counts as" in text) == (unserved > 0 and price is not None)


@pytest.mark.parametrize(("converged", "state"), [(True, "converged"), (False, "NOT converged")])
def test_an_equilibrium_tells_its_gap(*, converged: bool, state: str) -> None:
    """And after how many iterations; others have none."""
    text = flows_summary(FACTS._replace(gap=0.00123, converged=converged))
    assert f"\n{state}: relative gap 0.0012 after 7 iterations\n" in text
    assert "relative gap" not in flows_summary(FACTS)


@pytest.mark.parametrize(
    ("unit", "quantity", "told"),
    [("USD/t", "mt_per_year", "million USD a year"), ("USD/t", "flow", "USD/t times flow"),
     ("h", "mt_per_year", "h times mt_per_year"), ("", "flow", "cost times flow")],
)  # fmt: skip
def test_costs_are_dollars_only_where_tonnes_are_paid_for(unit: str, quantity: str, told: str) -> None:
    """Else the unit of the weight times that of the flow."""
    assert f"({told})" in flows_summary(FACTS._replace(weight_unit=unit, quantity=quantity))


@given(st.integers(0, 24), st.integers(0, 24))
def test_of_many_rows_ten_are_shown_and_the_others_counted(full: int, missing: int) -> None:
    """Each row is shown or counted, none twice."""
    rows = [PORT._replace(label=f"port {n}") for n in range(full)]
    facts = FACTS._replace(full=rows, missing=[(f"from {n}", "b", 1.0) for n in range(missing)], corridors=[])
    text = flows_summary(facts)
    assert sum(f"port {n} " in text for n in range(full)) == min(full, 10)
    assert sum(f"from {n} - b" in text for n in range(missing)) == min(missing, 10)
    told = [line for line in text.splitlines() if line.startswith("  ... and ")]
    assert told == [f"  ... and {count - 10} more" for count in (full, missing) if count > 10]
    cut = max_flow_summary(CUT._replace(cut=rows))
    assert ("more" in cut) == (full > 10)
    assert flows_html(facts).count("port ") == min(full, 10)


@given(st.lists(st.sampled_from((0.25, 0.5, 0.75, 1.0)), min_size=1, max_size=5))
def test_shares_of_more_than_all_are_explained(shares: list[float]) -> None:
    """Only where they are more."""
    text = flows_summary(FACTS._replace(corridors=[(f"c{n}", 1.0, share) for n, share in enumerate(shares)]))
    whole = 100 * sum(shares)
    assert (f"so that they add up to {whole:.0f} %" in text) == (whole > 100)
    assert ("a route may use several" in text) == (whole > 100)


def test_a_maximum_flow_is_told_with_its_cut() -> None:
    """Or that nothing bounds it, or that nothing flows; with its day where it has one."""
    said = max_flow_summary(CUT).splitlines()
    assert said[:2] == ["At most 3.00 units from a to b", "bounded by the minimum cut:"]
    assert said[3].split()[:6] == ["port", "Aktau", "KZ", "2.50", "5.00", "50"]
    assert "share" in said[2]
    assert max_flow_summary(CUT._replace(on="2030-01-01")).startswith("At most 3.00 units from a to b on 2030-01-01\n")
    none = CUT._replace(value=0.0, cut=[])
    assert max_flow_summary(none).startswith("Nothing can flow from a to b\nno way joins them")
    free = CUT._replace(value=inf, unbounded=["a", "c", "b"], cut=[])
    assert max_flow_summary(free) == "Nothing bounds the flow from a to b\nno capacity is known anywhere on a - c - b"
    assert [max_flow_html(each).count("<table") for each in (CUT, none, free)] == [1, 0, 0]


def test_units_of_amounts() -> None:
    """Megatonnes on the packaged network, the user's own elsewhere."""
    assert (amounts_in("mt_per_year"), amounts_in("flow")) == ("Mt a year", "units")
