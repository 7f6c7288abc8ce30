"""The report as a document for Word (extra ``word``): headings, tables whose heads repeat, pictures, and links.

It is made of the parts of the page, read back as a tree, so that both tell the same.
"""

from __future__ import annotations

import sys
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from corridors.errors import MissingExtraError
from corridors.report.facts import Facts
from corridors.report.sections import MAKERS, asked, notes_of, section_names, title
from corridors.report.tree import Node, tree_of
from corridors.report.word_parts import Page
from corridors.tables.whole import whole_file

__all__ = ["word_library", "write_word"]


def write_word(facts: Facts, path: str | Path, *, maps: bool) -> Path:
    """Write what a report tells as a document for Word.

    Raises
    ------
    OptionError
        The file cannot be written.
    MissingExtraError
        python-docx is not installed.
    """
    document = _document(word_library(), facts, maps=maps)
    with whole_file(path) as beside:
        document.save(str(beside))
    return Path(path)


def word_library() -> Any:
    """Give python-docx.

    Raises
    ------
    MissingExtraError
        It is not installed.
    """
    try:
        return import_module("docx")
    except ImportError:
        raise MissingExtraError("python-docx", "word") from None


def _document(docx: Any, facts: Facts, *, maps: bool) -> Any:
    word = facts.language.word
    page = Page(docx, facts.language.code, title(facts))
    page.paragraph(asked(facts))
    page.paragraph(word("ranges"))
    for name in section_names(facts):
        if name in ("map", "chart"):
            _pictures(page, facts, name, maps=maps)
            continue
        page.heading(word(name), 1)
        for node in tree_of(*MAKERS[name](facts)).elements:
            _put(page, node, name)
    for note in notes_of(facts):
        page.paragraph(note, english=True, small=True)
    version = sys.modules[__name__.partition(".")[0]].__version__
    foot = [word("credit"), word("made", version=version, edition=facts.core.tables.package.version)]
    for text in [*([word("as_written")] if facts.language.code != "en" else []), *foot]:
        page.paragraph(text, small=True)
    return page.document


def _put(page: Page, node: Node, section: str) -> None:
    """Write a part of a section."""
    if node.tag in ("h3", "h4"):
        page.heading(node.text, int(node.tag[1]) - 1)
    elif node.tag == "p":
        page.rich(page.paragraph(), node)
    elif node.tag in ("ul", "ol"):
        for item in node.elements:
            page.item(item)
    elif node.tag == "details":
        if section == "emissions":  # an element of each way a row: in the workbook and on the page
            return
        page.heading(node.elements[0].text, 2)
        for part in node.elements[1:]:
            _put(page, part, section)
    elif node.tag == "table":
        page.table(node)
    else:
        for part in node.elements:
            _put(page, part, section)


def _pictures(page: Page, facts: Facts, name: str, *, maps: bool) -> None:
    """Draw the map, or the charts, as pictures with words for those who do not see them."""
    from corridors.report.pictures import chart_png, map_png

    word = facts.language.word
    placed = all(place.lat is not None for way in facts.found() for place in way.route.places)
    if name == "map" and not (maps and placed):
        return
    page.heading(word(name), 1)
    try:
        if name == "map":
            page.picture(BytesIO(map_png(facts)), f"{word('map_label')}: {title(facts)}", word("shared"))
            return
        for pair in facts.comparison.pairs:
            if ways := facts.found(pair):
                called = facts.language.pair(*pair)
                page.picture(BytesIO(chart_png(facts, ways)), word("chart_label", pair=called), called)
    except MissingExtraError:
        page.paragraph(word("no_pictures"))
