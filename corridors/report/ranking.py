"""The ranked table of each pair, with caveats beside each way, and why others are none."""

from __future__ import annotations

from collections import Counter

from corridors.charges.model import Place
from corridors.report.facts import Facts, Way
from corridors.report.tables import Cell, Line, chooser, cited, english, table
from corridors.words.markup import Markup, el

__all__ = ["class_words", "figures_panel", "ranking", "usd_head"]

_HOURS_A_DAY = 24
_LEVELS = ("high", "medium", "low")


def usd_head(facts: Facts) -> str:
    """Name the money and the unit of a price."""
    comparison, word = facts.comparison, facts.language.word
    year = comparison.routes[0].price_year.partition(" (")[0].removeprefix("USD of ")
    return word("usd", year=year, unit=word(f"unit_{comparison.shipment}"))


def class_words(facts: Facts, way: Way) -> str:
    """Say how a shipment travels."""
    return facts.language.word(way.route.service if "rail" in way.route.modes else "by_lorry")


def ranking(facts: Facts) -> list[Markup]:
    """Give the tables, a pair each."""
    parts = []
    for pair in facts.comparison.pairs:
        name = facts.language.pair(*pair)
        parts.append(el("h3", name))
        if facts.found(pair):
            parts.append(_table(facts, pair, name))
        parts += [*_refused(facts, pair), *_left_out(facts, pair)]
    return parts


def _table(facts: Facts, pair: tuple[Place, Place], name: str) -> Markup:
    word, ways = facts.language.word, facts.found(pair)
    front = ways[0].row.front is not None
    keys = ("way", "class", "km", "days")
    heads = [*map(word, keys), usd_head(facts), *map(word, ("co2", "borders", "gauges", "moves", "grade"))]
    heads += [word("front")] if front else []
    rows = []
    for way in ways:
        cells = [Cell(chooser(way)), *_figures(facts, way)]
        cells += [Cell(word("yes") if way.row.front else word("no"), figure=False)] if front else []
        rows.append(Line(way, cells, _caveats(facts, way)))
    return table(name, heads, rows)


def _figures(facts: Facts, way: Way) -> list[Cell]:
    route, language = way.route, facts.language
    early, late = (hours / _HOURS_A_DAY for hours in route.time_range_h)
    texts = {
        "km": language.number(route.length_km),
        "days": language.figure(route.time_h / _HOURS_A_DAY, early, late),
        "usd": language.figure(route.cost_usd, *route.cost_range_usd),
        "co2": language.number(route.co2e_kg),
    }
    names = {key: language.word("usd_short" if key == "usd" else key) for key in texts}
    counts = (len(route.borders), len(route.gauge_changes), len(route.transhipments))
    return [
        Cell(class_words(facts, way), figure=False),
        *(Cell(cited(facts, text, way, key, names[key])) for key, text in texts.items()),
        *(Cell(language.number(count)) for count in counts),
        Cell(language.word(route.grade), figure=False),
    ]


def _caveats(facts: Facts, way: Way) -> Markup | None:
    """Name what stands beside a way: that it is another one, the highest risks, restrictions."""
    word, row, route = facts.language.word, way.row, way.route
    parts = []
    if row.same_as:
        parts.append(el("p", word("same_as", name=facts.language.known_as(row.same_as, facts.comparison))))
    if row.detour:
        parts.append(el("p", f"{word('detour')}: ", english(row.detour)))
    if route.risks:
        count = Counter(risk.level for risk in route.risks)
        highest = next(level for level in _LEVELS if count[level])
        names = dict.fromkeys(risk.name for risk in route.risks if risk.level == highest)
        rest = len(route.risks) - count[highest]
        further = f" ({word('further', count=rest)})" if rest else ""
        parts.append(el("p", f"{word(f'risk_{highest}')}: ", english("; ".join(names)), further, class_=highest))
    if route.restrictions:
        names = dict.fromkeys(restriction.name for restriction in route.restrictions)
        parts.append(el("p", f"{word('restricted')}: ", english("; ".join(names))))
    return el("div", *parts, class_="caveats") if parts else None


def _refused(facts: Facts, pair: tuple[Place, Place]) -> list[Markup]:
    refused = facts.refused(pair)
    if not refused:
        return []
    items = []
    for way in refused:
        reasons = [*way.row.reasons, *([way.row.detour] if way.row.detour else [])]
        items.append(el("li", f"{way.name}: ", english("; ".join(reasons))))
    return [el("h4", facts.language.word("no_ways")), el("ul", *items)]


def _left_out(facts: Facts, pair: tuple[Place, Place]) -> list[Markup]:
    mine = [row for row in facts.comparison.left_out if (row.origin, row.destination) == pair]
    if not mine:
        return []
    told = dict.fromkeys((facts.language.way(row), row.detour) for row in mine)
    items = [el("li", f"{name}: ", english(detour)) for name, detour in told]
    return [el("details", el("summary", facts.language.word("left_out")), el("ul", *items))]


def figures_panel(facts: Facts) -> list[Markup]:
    """Give the figures of each corridor, shown beside the map when it is chosen."""
    groups: dict[str, list[Way]] = {}
    for way in facts.found():
        groups.setdefault(way.of, []).append(way)
    language, panels = facts.language, []
    for of, ways in groups.items():
        entries = []
        for way in ways:
            route = way.route
            early, late = (hours / _HOURS_A_DAY for hours in route.time_range_h)
            lines = (
                f"{language.number(route.length_km)} {language.word('km')}",
                f"{language.figure(route.time_h / _HOURS_A_DAY, early, late)} {language.word('days')}",
                f"{language.figure(route.cost_usd, *route.cost_range_usd)} {language.word('usd_short')}",
                f"{language.number(route.co2e_kg)} {language.word('co2')}",
            )
            entries.append(el("dt", el("b", way.name), f" {language.pair(way.row.origin, way.row.destination)}"))
            entries += [el("dd", line) for line in lines]
        panels.append(el("dl", *entries, data_panel=of, hidden=True))
    return panels
