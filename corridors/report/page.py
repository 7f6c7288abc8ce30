"""The page: its parts in order, its style and its script, in one file that loads nothing from anywhere."""

from __future__ import annotations

import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from corridors.errors import OptionError
from corridors.gate.arguments import reads
from corridors.gate.numbers import a_count
from corridors.gate.sizes import MOST_DRAWS
from corridors.report.chart import chart_svg
from corridors.report.cited import source_data
from corridors.report.facts import Facts, gathered
from corridors.report.language import checked_language
from corridors.report.map import map_svg
from corridors.report.ranking import figures_panel
from corridors.report.sections import MAKERS, asked, notes_of, section_names, title
from corridors.report.tables import chooser, english
from corridors.routes.comparison import Comparison
from corridors.tables.whole import write_whole
from corridors.words.markup import Markup, el, script_data

__all__ = ["write_report"]


@reads("path", "maps")
def write_report(
    comparison: Comparison,
    path: str | Path,
    *,
    language: str = "en",
    draws: int = 256,
    seed: int = 0,
    maps: bool = True,
) -> Path:
    """Write a comparison as one page to pass on, or for Word or Excel; see `Comparison.to_html`.

    Parameters
    ----------
    comparison
        What `compare_corridors` gave.
    path
        The file, which is written whole or not at all; one that ends in ``.docx`` is a document for Word, one
        in ``.xlsx`` a workbook.
    language
        ``"en"``, ``"ru"`` or ``"uz"``.
    draws, seed
        Draws that tell how sure the ranking is, unless the comparison tells already (0: none), and what they follow
        from.
    maps
        Whether it has a map.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    OptionError
        No comparison, another language, or the file cannot be written.
    MissingExtraError
        python-docx is not installed, for Word (extra ``word``), or openpyxl, for Excel (``excel``).

    Examples
    --------
    >>> import tempfile
    >>> import corridors as co
    >>> table = co.compare_corridors("Tashkent", "Poti", corridors=["casca", "middle-corridor"])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = co.write_report(table, f"{folder}/report.html", language="ru", draws=0).read_text("utf-8")
    >>> "Срединный коридор" in page, len(page) < 3_000_000
    (True, True)
    """
    if not isinstance(comparison, Comparison):
        raise OptionError(f"{comparison!r} is no comparison: give what `compare_corridors` gave")
    code = checked_language(language)
    most = f"how many draws, at most {MOST_DRAWS:,}, or 0 for none"
    draws = a_count("draws", draws, least=0, most=MOST_DRAWS, give=most)
    seed = a_count("seed", seed, least=0, give="a whole number of at least 0")
    if Path(path).suffix.lower() == ".docx":
        from corridors.report.word import word_library, write_word

        word_library()  # before anything is worked out in vain
        return write_word(gathered(comparison, code, draws=draws, seed=seed), path, maps=maps)
    if Path(path).suffix.lower() == ".xlsx":
        from corridors.exchange.excel import openpyxl
        from corridors.report.workbook import write_report_workbook

        openpyxl()
        return write_report_workbook(gathered(comparison, code, draws=draws, seed=seed), path)
    return write_whole(path, page(gathered(comparison, code, draws=draws, seed=seed), maps=maps))


def page(facts: Facts, *, maps: bool = True) -> str:
    """Give the page as a text."""
    language, word = facts.language, facts.language.word
    style, script = (Markup(files(__package__).joinpath(f"page.{kind}").read_text("utf-8")) for kind in ("css", "js"))
    # only this script runs, whatever a name holds, and nothing is loaded
    digest = b64encode(sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'"
    name = title(facts)
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", name),
        el("style", style),
    )
    body = el(
        "body",
        el("a", word("skip"), href="#main", class_="skip"),
        el("header", el("h1", name), el("p", asked(facts)), el("p", word("ranges"))),
        _contents(facts),
        el("main", *_parts(facts, maps=maps), id="main", tabindex="-1"),
        _footer(facts),
        el("div", id="shown", role="tooltip", hidden=True),
        el("script", script_data(source_data(facts)), type="application/json", id="data"),
        el("script", script),
    )
    return f"<!DOCTYPE html>\n{el('html', head, body, lang=language.code)}\n"


def _contents(facts: Facts) -> Markup:
    word = facts.language.word
    items = [el("li", el("a", word(name), href=f"#{name}")) for name in section_names(facts)]
    return el("nav", el("ul", *items), aria_label=word("contents"))


def _parts(facts: Facts, *, maps: bool) -> list[Markup]:
    makers = {**MAKERS, "map": lambda facts: _map(facts, drawn=maps), "chart": _charts}
    return [
        el(
            "section", el("h2", facts.language.word(name), id=f"{name}-head"), *makers[name](facts),
            id=name, aria_labelledby=f"{name}-head",
        )
        for name in section_names(facts)
    ]  # fmt: skip


def _map(facts: Facts, *, drawn: bool) -> list[Markup]:
    word = facts.language.word
    firsts = {way.of: way for way in reversed(facts.found())}
    ordered = sorted(firsts.values(), key=lambda way: int(way.of.removeprefix("c")))
    buttons = [el("li", chooser(replace(way, number=0, name=facts.language.corridor(way.row)))) for way in ordered]
    placed = all(place.lat is not None for way in facts.found() for place in way.route.places)
    figure = [el("figure", map_svg(facts), el("figcaption", word("shared")))] if drawn and placed else []
    return [
        el("p", word("map_help"), class_="on-screen"),
        el(
            "div",
            *figure,
            el(
                "div",
                el("h3", word("corridors")),
                el("ul", *buttons, class_="legend"),
                el("div", *figures_panel(facts), aria_live="polite", role="region", aria_label=word("figures")),
                class_="side",
            ),
            class_="with-side",
        ),
    ]


def _charts(facts: Facts) -> list[Markup]:
    charts = []
    for pair in facts.comparison.pairs:
        ways = facts.found(pair)
        if ways:
            name = facts.language.pair(*pair)
            named = [el("li", chooser(way)) for way in ways if not way.row.same_as]
            legend = el("ul", *named, class_="legend")
            charts.append(el("figure", el("figcaption", name), chart_svg(facts, ways, name), legend))
    return [el("div", *charts, class_="charts")]


def _footer(facts: Facts) -> Markup:
    word = facts.language.word
    version = sys.modules[__name__.partition(".")[0]].__version__
    edition = facts.core.tables.package.version
    return el(
        "footer",
        *(el("p", english(note)) for note in notes_of(facts)),
        el("p", word("credit")),
        el("p", word("as_written")) if facts.language.code != "en" else None,
        el("p", word("made", version=version, edition=edition)),
    )
