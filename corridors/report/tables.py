"""Tables of the page: heads that readers of screens tell, figures that no line breaks, sources at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corridors.report.facts import Facts, Way
from corridors.report.map import paint
from corridors.report.markup import Markup, el

__all__ = ["Cell", "chooser", "cited", "english", "table", "whole"]


class Cell(NamedTuple):
    """A cell: what stands in it, and whether it is a figure."""

    inside: object
    figure: bool = True


def table(caption: str, heads: Sequence[str], rows: Iterable[tuple[Way | None, Sequence[Cell | Markup]]]) -> Markup:
    """Give a table, the first cell of each row naming it; a row of a way is chosen with its corridor.

    Roles stand in it since a narrow page lays rows out as cards, whereupon browsers forget that it is a table.
    """
    rows = list(rows)
    right = {n for _, cells in rows for n, cell in enumerate(cells) if n and isinstance(cell, Cell) and cell.figure}
    head = el(
        "tr",
        *(
            el("th", text, scope="col", role="columnheader", class_="figure" if n in right else None)
            for n, text in enumerate(heads)
        ),
        role="row",
    )
    body = []
    for way, cells in rows:
        first, *rest = cells
        inside = [
            el("th", first.inside if isinstance(first, Cell) else first, scope="row", role="rowheader"),
            *(
                el(
                    "td", cell.inside if isinstance(cell, Cell) else cell, role="cell", data_head=name,
                    class_="figure" if isinstance(cell, Cell) and cell.figure else None,
                )
                for name, cell in zip(heads[1:], rest, strict=True)
            ),
        ]  # fmt: skip
        body.append(el("tr", *inside, role="row", data_of=way.of if way else None))
    return el(
        "table", el("caption", caption), el("thead", head, role="rowgroup"), el("tbody", *body, role="rowgroup"),
        role="table",
    )  # fmt: skip


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
        f"{number}{way.name}",
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
