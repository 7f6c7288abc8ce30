"""Arrays, columns, sets and nested lists where a word or one thing is expected: read, or refused on purpose."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.exchange.excel import write_sheets
from corridors.gate.choices import a_choice, items_of
from tests.fuzz.verbs import Verb, methods, verbs

ARRAYS: tuple[Callable[[], Any], ...] = (
    lambda: np.array(5), lambda: np.array("A"), lambda: np.array([]), lambda: np.array([1, 2]),
    lambda: np.array(["A", "B"]), lambda: np.array(["A", "B"], dtype=object), lambda: np.array([[1, 2], [3, 4]]),
    lambda: np.array([["A", "B"], ["C", "A"]]), lambda: [["A"], ["B"]], lambda: {"A", "B"}, lambda: [{"A"}],
    lambda: [np.array([1, 2])], lambda: {"a": np.array([1, 2])}, lambda: pd.Series(["A", "B"]),
    lambda: pd.Series([pd.NA, 1]), lambda: pd.Index(["A", "C"]), lambda: pd.DataFrame({"a": [1, 2]}),
    lambda: pd.array([1, None]), lambda: pd.Categorical(["A", "B"]), lambda: pd.NA, lambda: [pd.NA],
)  # fmt: skip


QUICK = {name: verb for name, verb in {**verbs(), **methods()}.items() if verb.names and not verb.slow}


def _refused_or_answered(verb: Verb, argument: str, given: Any) -> None:
    with suppress(co.CorridorsError):
        verb.call(**{**verb.plain, argument: given})


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_arrays_as_any_argument_of_any_function(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the function: an answer, or an error of the library, and no truth value of an array."""
    monkeypatch.chdir(tmp_path_factory.getbasetemp())
    name = data.draw(st.sampled_from(sorted(QUICK)))
    argument = data.draw(st.sampled_from(sorted(QUICK[name].names)))
    _refused_or_answered(QUICK[name], argument, data.draw(st.sampled_from(ARRAYS))())


#: Where arrays came through before there was a reader for them.
CAME_THROUGH = (
    ("compare_corridors", "weight"), ("compare_scenarios", "scenarios"), ("compare_scenarios", "all"),
    ("criticality", "pairs"), ("resilient_ways", "scenarios"), ("simulate", "keep"),
    ("simulate", "to_parquet"), ("simulate", "vary_value_of_time"), ("sensitivity", "destination"),
    ("explore_futures", "points"), ("explore_futures", "combine"), ("explore_futures", "scenarios"),
    ("Network.from_edges", "labels"), ("Network.explore", "engine"), ("Network.plot", "region"),
    ("ScenarioComparison.plot", "destination"), ("Regret.plot", "destination"), ("Simulation.plot", "kind"),
    ("Simulation.plot_deadline", "destination"), ("Futures.discover", "wins"),
)  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "argument"), CAME_THROUGH)
@pytest.mark.parametrize("make", [lambda: np.array(5), lambda: np.array([[1, 2], [3, 4]]), lambda: pd.NA])
def test_where_a_word_or_a_flag_is_wanted_an_array_is_refused(
    name: str, argument: str, make: Callable[[], Any]
) -> None:
    verb = {**verbs(), **methods()}[name]
    with pytest.raises(co.CorridorsError):
        verb.call(**{**verb.plain, argument: make()})


def test_one_of_a_few_words() -> None:
    assert a_choice("kind", np.str_("dots"), ("violin", "dots")) == "dots"
    for wrong in (np.array(["dots"]), ["dots"], None, "Dots", b"dots"):
        with pytest.raises(co.OptionError, match=r"kind=.*give one of violin, dots"):
            a_choice("kind", wrong, ("violin", "dots"))


@given(st.lists(st.integers(), max_size=5))
def test_items_are_those_of_any_row(values: list[int]) -> None:
    """A text, a mapping and an array of no dimension are one thing each."""
    for form in (list, tuple, iter, pd.Series, lambda items: np.array(items, dtype=object)):
        assert items_of(form(values)) == values
    for one in ("ab", b"ab", {"a": 1}, np.array(5), 5, None, pd.NA):
        assert items_of(one) is None


@pytest.mark.filterwarnings("error")  # what openpyxl leaves open complains when it is freed
def test_a_workbook_that_cannot_be_written_is_ended(tmp_path: Path) -> None:
    sheets: list[tuple[str, list[str], list[list[Any]]]] = [("a", ["x"], [[1]]), ("b", ["x"], [[2], [{3}]])]
    with pytest.raises(ValueError, match="Cannot convert"):
        write_sheets(tmp_path / "x.xlsx", sheets)
    with pytest.raises(co.OptionError):
        write_sheets(tmp_path / "none" / "x.xlsx", sheets[:1])
    assert list(tmp_path.iterdir()) == []
