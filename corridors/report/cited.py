"""The sources: which figure rests on which, and the numbered list with links."""

from __future__ import annotations

from typing import Any

from corridors.report.facts import MOST_TURNS, Facts, borders_lost
from corridors.report.figure_names import figure_name
from corridors.report.further import way_name
from corridors.report.tables import Cell, Line, english, table
from corridors.words.markup import Markup, el, web_link

__all__ = ["source_data", "sources_part"]


def source_data(facts: Facts) -> dict[str, Any]:
    """Give what the script of the page shows beside a figure: sources, and their numbers by figure."""
    figures = {f"{way.key}-{name}": numbers for way in facts.ways for name, numbers in way.sources.items()}
    figures |= {f"loss-{id_}": numbers for id_, numbers in facts.loss_sources.items()}
    figures |= {f"turn-{key}": numbers for key, numbers in facts.turn_sources.items()}
    listed = {
        number: [row["title"] or row["id"], _published(row), web_link(row.get("url"))]
        for number, row in facts.sources.rows()
    }
    return {"figures": figures, "sources": listed}


def _published(row: Any) -> str:
    return ", ".join(str(row[name]) for name in ("publisher", "date") if row.get(name))


def sources_part(facts: Facts) -> list[Markup]:
    """Give the table of figures and the list of sources."""
    word = facts.language.word
    columns = {"km": "km", "days": "days", "usd": "usd_short", "co2": "co2", "capacity": "capacity"}
    columns["risks_events"] = "risks_events"
    rows: list[Line] = []
    for way in facts.found():
        cells = [Cell(_links(way.sources.get(key, [])), figure=False) for key in columns]
        rows.append(Line(way, [Cell(way_name(facts, way)), *cells]))
    heads = [word("way"), *(word(name) for name in columns.values())]
    parts = [el("details", el("summary", word("by_figure")), table(word("by_figure"), heads, rows))] if rows else []
    lost = [loss for loss in borders_lost(facts.answers.losses) if facts.loss_sources.get(loss.id)]
    if lost:
        items = [
            el("li", " – ".join(map(facts.language.country, loss.id.split("-", 1))), ": ",
               _links(facts.loss_sources[loss.id]))
            for loss in lost
        ]  # fmt: skip
        parts.append(el("details", el("summary", f"{word('by_figure')}: {word('closes')}"), el("ul", *items)))
    if turned := _turned(facts):
        parts.append(el("details", el("summary", f"{word('by_figure')}: {word('turns')}"), el("ul", *turned)))
    listed = [el("li", *_source(row), id=f"s{number}", value=number) for number, row in facts.sources.rows()]
    return [*parts, el("h3", word("all_sources")), el("ol", *listed, class_="sources")]


def _turned(facts: Facts) -> list[Markup]:
    """List the sources of figures that turn a ranking, each figure once."""
    named: dict[str, list[int]] = {}
    for p, found in enumerate(facts.answers.turns.values()):
        for n, turn in enumerate(found.turns[:MOST_TURNS]):
            name = figure_name(facts.language, turn.kind, turn.name)
            named[name] = sorted({*named.get(name, ()), *facts.turn_sources[f"{p}-{n}"]})
    return [el("li", f"{name}: ", _links(numbers)) for name, numbers in named.items() if numbers]


def _links(numbers: list[int]) -> Markup:
    inside: list[object] = []
    for number in numbers:
        inside += [" " if inside else None, el("a", number, href=f"#s{number}")]
    return el("span", *inside, class_="numbers")


def _source(row: Any) -> list[Markup | str]:
    title, address, further = row["title"] or row["id"], web_link(row.get("url")), _published(row)
    named = english(title) if address is None else el("a", title, href=address, rel="noopener noreferrer", lang="en")
    return [named, english(f". {further}") if further else ""]
