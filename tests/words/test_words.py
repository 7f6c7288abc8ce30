"""Plain rows as text, HTML and Markdown."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.charges.services import SERVICE_CLASSES
from corridors.charges.tariff import SCOPES
from corridors.routing.graphs import graph_of
from corridors.words.aligned import format_table
from corridors.words.asked import SCOPES_IN_WORDS, SERVICES_IN_WORDS, travels
from corridors.words.figures import ranged
from corridors.words.html import html_paragraph, html_table, unbroken
from corridors.words.kinds import KINDS
from corridors.words.markdown import markdown_table
from tests.words.pages import rows

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=8)
TABLES = st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(TEXT, min_size=width, max_size=width), min_size=1))


def test_columns_are_aligned() -> None:
    """Words to the left, figures to the right, no blanks at the ends of lines."""
    text = format_table([["what", "km"], ["rail", "1,871"], ["a ferry", ""]], indent="> ")
    assert text.splitlines() == ["> what        km", "> rail     1,871", "> a ferry"]
    both = format_table([["a", "b"], ["long", "longer"]], left=(0, 1), indent="")
    assert both.splitlines() == ["a     b", "long  longer"]


@given(table=TABLES)
def test_every_line_of_a_table_is_as_wide_as_its_columns(table: list[list[str]]) -> None:
    """The last column is to the right, so where it has text in a line that line is full."""
    lines = format_table(table, left=range(len(table[0]) - 1), indent="").split("\n")
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    full = sum(widths) + 2 * (len(widths) - 1)
    assert len(lines) == len(table)
    assert all(len(line) == full for line, cells in zip(lines, table, strict=True) if cells[-1])
    assert [line.split() for line in lines] == [[cell for cell in cells if cell] for cells in table]


@given(table=TABLES)
def test_no_cell_gets_out_of_a_page(table: list[list[str]]) -> None:
    """Whatever stands in it, be it a tag: read back, the page has the cells and nothing else."""
    heads, *body = table
    found = rows(html_table(heads, body))
    assert [[unescape(cell) for cell in line] for line in found] == [heads, *body]


def test_words_stand_left_and_figures_right() -> None:
    """The first column is words unless said otherwise."""
    page = html_table(["stage", "where", "km"], [["rail", "A - B", "30"]], left=2)
    assert re.findall("text-align:(left|right)", page) == ["left", "left", "right"] * 2


def test_a_paragraph_begins_in_bold() -> None:
    """Its further lines stand below each other."""
    assert html_paragraph(["A & B", "one", "two"]) == "<p><b>A &amp; B</b><br>one<br>two</p>"


@given(table=TABLES)
def test_neither_bars_nor_lines_end_a_cell_in_markdown(table: list[list[str]]) -> None:
    """Each row is one line of as many cells as there are heads."""
    table = [[f"{cell}|\n{cell}" for cell in cells] for cells in table]
    heads, *body = table
    for line in markdown_table(heads, body, right=[0]):
        assert "\n" not in line
        assert len(re.findall(r"(?<!\\)\|", line.replace(r"\\", ""))) == len(heads) + 1


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ((1234.4, 1000.0, 2000.6, ",.0f", "USD"), "1,234 USD (1,000 to 2,001)"),
        ((1234.4, 1000.0, 2000.6, ",.1f"), "1,234.4 (1,000.0 to 2,000.6)"),
        ((5.0, 5.0, 5.0, ".0f", "h"), "5 h (5 to 5)"),
    ],
)
def test_a_figure_has_its_range_behind_it(figure: tuple[float, float, float, str], text: str) -> None:
    """With the unit after the figure alone; a range of one point only where it is wanted."""
    assert ranged(*figure) == text
    _, low, high, *_ = figure
    assert ("(" in ranged(*figure, point=False)) is (low != high)
    assert ranged(*figure, between="-") == text.replace(" to ", "-")


def test_figures_and_their_ranges_are_not_broken() -> None:
    """A range over two lines reads as two figures; words may wrap."""
    page = html_table(["corridor", "USD"], [["North", "3,006 (1,976-5,175)"]])
    assert re.findall(r"<td style=\"([^\"]*)\">", page) == [
        "text-align:left;vertical-align:top;padding-right:1em",
        "text-align:right;vertical-align:top;white-space:nowrap;padding-left:1em",
    ]
    assert page.startswith('<div style="overflow-x:auto;')  # nothing is cut off where the page is narrow
    assert unbroken("1 & 2") == '<span style="white-space:nowrap">1 &amp; 2</span>'


def test_every_kind_of_charge_has_words() -> None:
    """Of all that the packaged network charges, in any class and scope."""
    core = co.load_network()._core
    kinds = {
        charge.kind
        for shipment, service, scope in (("feu", "regular", "door"), ("wagon", "wagonload", "terminal"))
        for charges in graph_of(core, shipment, service, scope).charges
        for charge in charges
    }
    assert kinds <= set(KINDS)
    assert "_" not in "".join(KINDS.values())


@pytest.mark.parametrize("service", SERVICE_CLASSES)
@pytest.mark.parametrize("scope", SCOPES)
def test_every_class_and_scope_has_words(service: str, scope: str) -> None:
    """What a heading says is in words, not in the names of options."""
    text = travels("FEU", service, scope)
    assert text.startswith("1 FEU ")
    assert "_" not in text
    assert SERVICES_IN_WORDS[service] in text
    assert SCOPES_IN_WORDS[scope] in text
