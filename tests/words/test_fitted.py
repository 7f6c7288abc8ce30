"""Tables that fit: no line too wide, no figure broken, nothing lost."""

from __future__ import annotations

import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.words import fitted
from corridors.words.aligned import format_table
from corridors.words.fitted import fitted_rows, text_width

_WORD = st.text("abcdefgh", min_size=1, max_size=9)
_FIGURE = st.tuples(st.integers(0, 99_999), st.integers(0, 999)).map(lambda two: f"{two[0]:,} ({two[1]}-{two[0]})")


@st.composite
def tables(draw: st.DrawFn, most: int = 9) -> list[list[str]]:
    columns = draw(st.integers(1, most))
    heads = [" ".join(draw(st.lists(_WORD, min_size=1, max_size=4))) for _ in range(columns)]
    rows = [
        [" ".join(draw(st.lists(_WORD, min_size=1, max_size=6))), *(draw(_FIGURE) for _ in range(columns - 1))]
        for _ in range(draw(st.integers(0, 5)))
    ]
    return [heads, *rows]


@given(rows=tables(), width=st.integers(50, 160), data=st.data())
def test_no_line_is_too_wide_and_nothing_is_lost(rows: list[list[str]], width: int, data: st.DataObject) -> None:
    """All columns but the first may go below; each figure stands whole in one line of its row."""
    spare = data.draw(st.permutations(range(1, len(rows[0]))))
    told = fitted_rows(rows, width=width, spare=spare)
    assert len(told) == len(rows)
    assert all(len(line) <= width for lines in told for line in lines)
    for lines, row in zip(told[1:], rows[1:], strict=True):
        flat = " ".join(" ".join(lines).split())
        assert all(figure in flat for figure in row[1:])
        assert all(word in flat for word in row[0].split())


@given(rows=tables(most=4))
def test_tables_of_text_fit_by_themselves(rows: list[list[str]]) -> None:
    """Figures in one line each, names in as many as they take."""
    lines = format_table(rows).split("\n")
    assert max(map(len, lines)) <= 120
    flat = "\n".join(lines)
    assert all(figure in flat for row in rows[1:] for figure in row[1:])


@given(rows=tables())
def test_with_room_it_is_one_line_a_row(rows: list[list[str]]) -> None:
    told = fitted_rows(rows, width=2_000, spare=range(1, len(rows[0])))
    assert all(len(lines) == 1 for lines in told)


def test_the_width_is_that_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within reason; and always the same where the output is none."""
    assert text_width() == 120
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    for columns, width in ((40, 72), (100, 100), (999, 200)):
        size = os.terminal_size((columns, 24))
        monkeypatch.setattr(fitted, "get_terminal_size", lambda _, size=size: size)
        assert text_width() == width


@pytest.mark.parametrize("destination", ["Istanbul", "Rotterdam"])
def test_comparisons_fit(destination: str) -> None:
    table = co.compare_corridors("Tashkent", destination, branches=True, all=True, weight=["cost", "time"])
    lines = table.summary().split("\n")
    assert max(map(len, lines)) <= 120
    text = " ".join(" ".join(lines).split())
    for row in table:
        if row.route is not None:
            assert f"{row.route.cost_usd:,.0f} ({row.route.cost_range_usd[0]:,.0f}-" in text
            assert f"grade: {row.route.grade}" in text


def test_a_program_whose_output_is_closed_has_the_usual_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its stdout is None."""
    monkeypatch.setattr(sys, "stdout", None)
    assert text_width() == fitted.WIDTH
