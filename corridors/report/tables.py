"""Tables of the page: heads that readers of screens tell, figures that no line breaks, sources at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corridors.maps.vector import paint
from corridors.report.facts import Facts, Way
from corridors.words.markup import Markup, el

__all__ = ["Cell", "Line", "chooser", "cited", "english", "table", "whole", "whole_with"]


class Cell(NamedTuple):
    """A cell: what stands in it, and whether it is a figure."""

    inside: object
    figure: bool = True


class Line(NamedTuple):
    """A row: its way, if it is of one; its cells, the first naming it; and what stands below over the whole width."""

    way: Way | None
    cells: Sequence[Cell]
    below: Markup | None = None


def table(caption: str, heads: Sequence[str], lines: Sequence[Line]) -> Markup:
    """Give a table, whose rows of a way are chosen with its corridor.

    Roles stand in it since a narrow page lays rows out as cards, whereupon browsers forget that it is a table.
    """
    right = {n for line in lines for n, cell in enumerate(line.cells) if n and cell.figure}
    head = el(
        "tr",
        *(
            el("th", text, scope="col", role="columnheader", class_="figure" if n in right else None)
            for n, text in enumerate(heads)
        ),
        role="row",
    )
    made = el(
        "table",
        el("caption", caption),
        el("thead", head, role="rowgroup"),
        *(_rows(line, heads) for line in lines),
        role="table",
    )
    return el("div", made, class_="wide-table short" if len(lines) <= _SHORT else "wide-table")


#: Rows of a table that stays together on paper.
_SHORT = 9


def _rows(line: Line, heads: Sequence[str]) -> Markup:
    first, *rest = line.cells
    cells = [
        el("td", cell.inside, role="cell", data_head=head, class_="figure" if cell.figure else None)
        for head, cell in zip(heads[1:], rest, strict=True)
    ]
    row = el("tr", el("th", first.inside, scope="row", role="rowheader"), *cells, role="row")
    below = None
    if line.below is not None:
        cell = el("td", line.below, colspan=len(heads), role="cell", class_="below")
        below = el("tr", cell, role="row")
    return el("tbody", row, below, role="rowgroup", data_of=line.way.of if line.way else None)


def whole(text: object) -> Markup:
    """Give a text that no line breaks."""
    return el("span", text, class_="whole-text")


def english(text: str) -> Markup:
    """Give a text as the data have it."""
    return el("span", text, lang="en")


def chooser(way: Way) -> Markup:
    """Give the button that chooses the corridor of a way, in its colour and with its number."""
    number = f"{way.number}. " if way.number else ""
    return el(
        "button",
        el("span", class_="swatch", style=f"background:{paint(way.color)}", aria_hidden="true"),
        el("span", f"{number}{way.name}"),
        type="button", class_="choose", data_choose=way.of, aria_pressed="false",
    )  # fmt: skip


def cited(facts: Facts, text: str, way: Way, figure: str, what: str) -> Markup:
    """Give a figure with its sources, which show when it is pointed at or reached by the keyboard."""
    if not way.sources.get(figure):
        return whole(text)
    label = facts.language.word("sources_of", what=f"{what}, {way.name}")
    return whole_with(text, f"{way.key}-{figure}", label)


def whole_with(text: str, key: str, label: str) -> Markup:
    """Give a figure with the button that shows its sources."""
    button = el("button", "i", type="button", class_="source", data_sources=key, aria_label=label)
    return el("span", text, button, class_="whole-text")
