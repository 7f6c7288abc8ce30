"""What a notebook and a terminal show of every result: short lines, whole figures, grades and caveats."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import pandas as pd
import pytest

import corridors as co
from tests.words.pages import styled, tables

ENDS = ("Tashkent", "Poti")
TWO = ["casca", "middle-corridor"]


def compared() -> co.Comparison:
    return co.compare_corridors(*ENDS, corridors=TWO, on="2026-11-01")


def under_scenarios() -> co.ScenarioComparison:
    return co.compare_scenarios(*ENDS, [None, "caspian-low-water"])


def own_flows() -> co.FlowTables:
    links = pd.DataFrame({"from": ["a"], "to": ["b"], "cost": [1.0], "capacity": [2.0]})
    return co.FlowTables(links=links, places=pd.DataFrame({"id": ["a", "b"]}))


#: How each result is come by; the names are those of the classes.
MADE: dict[str, Callable[[], Any]] = {
    "Network": co.load_network,
    "Scenario": lambda: co.scenario("caspian-low-water"),
    "Route": lambda: co.shortest_route(*ENDS),
    "RouteSet": lambda: co.pareto_routes(*ENDS),
    "Comparison": compared,
    "ScenarioComparison": under_scenarios,
    "Regret": lambda: under_scenarios().regret(),
    "Timeline": lambda: co.timeline(*ENDS),
    "Criticality": lambda: co.criticality([ENDS], by="border"),
    "ResilientWays": lambda: co.resilient_ways([ENDS]),
    "Simulation": lambda: co.simulate(*ENDS, by="corridor", n=64, seed=1),
    "Sensitivity": lambda: co.sensitivity(*ENDS, n=64, seed=1),
    "Futures": lambda: co.explore_futures(*ENDS, ranges={"price: rail KZ": (0.8, 1.5)}, n=16, seed=1),
    "Flows": lambda: co.assign("demand_uz2025"),
    "MaxFlow": lambda: co.max_flow("UZ", "Black Sea"),
    "PriceCurve": lambda: co.price_curve("demand_uz2025", "northern"),
    "Validation": lambda: co.validate(quantity="time"),
    "FlowTables": own_flows,
    "WebMap": lambda: co.shortest_route(*ENDS).explore(),
}
#: Whose rows are ways or figures that have a grade, and those of them that meet risks and restrictions.
GRADED = {
    "Route", "RouteSet", "Comparison", "ScenarioComparison", "Regret", "Timeline", "ResilientWays", "Simulation",
    "Flows", "MaxFlow", "Validation",
}  # fmt: skip
WARNED = {"RouteSet", "Comparison", "ScenarioComparison", "Timeline", "Simulation"}
#: Public classes that are no results: what is given, and errors.
OTHERS = {"Change", "Link", "Place"}

_FIGURE = re.compile(r"-?[\d,.]+ ?(?:[A-Za-z/]+ )?\([-\d,.]+(?:-| to )[-\d,.]+\)")
_GRADES = {"published", "derived", "estimated"}


@cache
def made(name: str) -> Any:
    return MADE[name]()


def test_every_public_class_is_a_result_here_or_none() -> None:
    public = {name for name in co.__all__ if inspect.isclass(getattr(co, name))}
    errors = {name for name in public if issubclass(getattr(co, name), Exception)}
    assert public - errors == set(MADE) | OTHERS


@pytest.mark.parametrize("name", MADE)
def test_a_result_and_its_rows_are_a_short_line_in_a_terminal(name: str) -> None:
    result = made(name)
    assert type(result).__name__ == name
    rows: list[Any] = list(result)[:30] if isinstance(result, Iterable) else []
    for parts in ("places", "links", "steps", "services", "restrictions", "price_levels", "risks", "years", "rows"):
        found = getattr(result, parts, ())
        rows += [] if callable(found) or isinstance(found, pd.DataFrame) else list(found)[:30]
    for shown in [result, *(row for row in rows if not isinstance(row, (str, dict)))]:
        text = repr(shown)
        assert text.startswith("<")
        assert text.endswith(">")
        assert "\n" not in text
        assert len(text) < 100, text
        assert type(shown).__name__ in text


@pytest.mark.parametrize("name", sorted(set(MADE) - {"WebMap"}))
def test_a_notebook_shows_figures_that_no_line_breaks(name: str) -> None:
    html = made(name)._repr_html_()
    assert "<pre>" not in html
    ranges = [(text, style) for text, style in styled(html) if _FIGURE.fullmatch(text.strip())]
    assert bool(ranges) == (name in WARNED | {"Validation"})
    for text, style in ranges:
        assert "white-space:nowrap" in style, text


@pytest.mark.parametrize("name", sorted(GRADED))
def test_a_row_with_a_grade_shows_it(name: str) -> None:
    graded = [table for table in tables(made(name)._repr_html_()) if "grade" in table[0]]
    assert graded
    told = {row[table[0].index("grade")] for table in graded for row in table[1:]}
    assert told & _GRADES
    assert told <= _GRADES | {""}


@pytest.mark.parametrize("name", sorted(WARNED))
def test_a_way_shows_its_caveats(name: str) -> None:
    shown = tables(made(name)._repr_html_())
    told = [row[table[0].index("caveats")] for table in shown if "caveats" in table[0] for row in table[1:]]
    assert any("restricted: " in cell or "risk: " in cell for cell in told)
    assert not any(" | " in cell for cell in told)


@pytest.mark.parametrize("name", sorted(set(MADE) - {"Scenario", "FlowTables", "WebMap"}))
def test_a_text_is_no_wider_than_120_columns(name: str) -> None:
    assert max(map(len, made(name).summary().split("\n"))) <= 120
