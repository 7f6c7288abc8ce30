"""Figures are added alike on every version of Python, and nothing of the package adds them otherwise."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corridors.kernels.adding import total_of
from tests.imports import ROOT

CALLS_THAT_COUNT = {"bool", "isfinite", "isinf", "len"}


def test_figures_are_added_from_left_to_right() -> None:
    """The sum of Python 3.12 makes up for what rounding loses: it gives 1 here, as no search over arcs would."""
    assert total_of([1e16, 1.0, -1e16]) == 0
    assert total_of(iter([0.1] * 10)) == np.cumsum([0.1] * 10)[-1] != 1


def test_whole_numbers_stay_whole_and_nothing_is_nought() -> None:
    assert repr(total_of([])) == "0"
    assert repr(total_of([True, 2])) == "3"


def test_arrays_are_added_and_left_alone() -> None:
    first = np.array([1, 2])
    assert total_of([first, np.array([0.5, 0.5])]).tolist() == [1.5, 2.5]
    assert first.tolist() == [1, 2]


def counts(given: ast.expr) -> bool:
    """Whether whole numbers are added, as is seen from what is written."""
    if isinstance(given, (ast.GeneratorExp, ast.ListComp)):
        each = given.elt
        if isinstance(each, ast.Call):
            return isinstance(each.func, ast.Name) and each.func.id in CALLS_THAT_COUNT
        if isinstance(each, ast.BoolOp):
            return all(isinstance(part, (ast.Compare, ast.UnaryOp)) for part in each.values)
        shift = isinstance(each, ast.BinOp) and isinstance(each.op, ast.LShift)
        denied = isinstance(each, ast.UnaryOp) and isinstance(each.op, ast.Not)
        return shift or denied or isinstance(each, (ast.Compare, ast.Constant))
    if isinstance(given, ast.Call) and isinstance(given.func, ast.Name) and given.func.id == "map":
        return ast.unparse(given.args[0]) in CALLS_THAT_COUNT
    return False


def added_by_sum(code: str) -> Iterator[int]:
    """The lines where the built-in `sum` adds what may be figures; with a start of its own it adds arrays."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "sum" and len(node.args) == 1:
            if counts(node.args[0]):
                continue
            yield node.lineno


@pytest.mark.parametrize(
    "line",
    ["sum(hours)", "sum(map(value, charges))", "sum(km or 0.0 for km in joins)", "sum(part.km for part in way)"],
)
def test_figures_that_sum_adds_are_found(line: str) -> None:
    assert list(added_by_sum(line)) == [1]


def test_sum_only_counts() -> None:
    """The words have widths in letters, and know no other wing."""
    files = [path for path in Path(ROOT, "corridors").rglob("*.py") if path.parent.name != "words"]
    found = [f"{path.relative_to(ROOT)}:{line}" for path in files for line in added_by_sum(path.read_text("utf-8"))]
    assert found == [], "use corridors.kernels.adding.total_of"
