"""What binds, what if a border closes, how sure, and what is emitted: a table each."""

from __future__ import annotations

from math import isinf
from typing import Any

from corridors.kernels.adding import total_of
from corridors.report.facts import Facts, Way, borders_lost
from corridors.report.ranking import class_words
from corridors.report.tables import Cell, Line, cited, table, whole, whole_with
from corridors.words.markup import Markup, el

__all__ = ["binding", "closing", "emitting", "how_sure", "way_name", "weight_words"]

_HOURS_A_DAY = 24
_MODES = ("rail", "road", "ferry", "sea")


def way_name(facts: Facts, way: Way) -> str:
    """Name a way where ways of several pairs stand in one table."""
    language, comparison = facts.language, facts.comparison
    name = f"{way.number}. {way.name}"
    if len(comparison.pairs) == 1:
        return name
    if len(comparison.origins) == 1:
        return f"{language.place(way.row.destination)}: {name}"
    return f"{language.pair(way.row.origin, way.row.destination)}: {name}"


def binding(facts: Facts) -> list[Markup]:
    """Tell what each corridor and each way carries, and what holds it there."""
    language, word = facts.language, facts.language.word
    heads = [word(key) for key in ("way", "corridor_mt", "corridor_binds", "way_mt", "way_binds")]
    rows = []
    for way in facts.found():
        capacity, route = way.row.capacity, way.route
        amount, label = word("unknown"), ""
        if capacity is None:
            amount = "\u2013"
        elif not isinf(capacity.mt_per_year):
            figure = language.rough(capacity.mt_per_year)
            amount = word("up_to", figure=figure) if capacity.unknown else figure
            label = ", ".join(language.label(name) for name, _ in capacity.binds)
        mine = route.capacity_mt_per_year
        figure = word("unknown") if isinf(mine) else language.rough(mine)
        cells = [
            Cell(way_name(facts, way)), Cell(whole(amount)), Cell(label, figure=False),
            Cell(cited(facts, figure, way, "capacity", word("capacity"))),
            Cell(language.label(route.bottleneck), figure=False),
        ]  # fmt: skip
        rows.append(Line(way, cells))
    return [table(word("binds"), heads, rows)]


def closing(facts: Facts) -> list[Markup]:
    """Tell what the loss of each border costs."""
    language, word = facts.language, facts.language.word
    if facts.answers.losses is None:
        return [el("p", word("closes_skipped"))]
    losses = borders_lost(facts.answers.losses)
    if not losses:
        return [el("p", word("no_border"))]
    keys = ("border", "pairs_hit", "more_days", "more_usd", "cut_off", "way_round")
    heads = [word(key) for key in keys]
    rows: list[Line] = []
    for loss in losses:
        first, last = loss.id.split("-", 1)
        name = f"{language.country(first)} – {language.country(last)}"
        price = language.number(loss.extra.cost_usd, signed=True)
        label = word("sources_of", what=name)
        rows.append(Line(None, [
            Cell(name),
            Cell(language.number(len(loss.pairs))),
            Cell(whole(language.number(loss.extra.time_h / _HOURS_A_DAY, 1, signed=True))),
            Cell(whole_with(price, f"loss-{loss.id}", label) if facts.loss_sources.get(loss.id) else whole(price)),
            Cell(", ".join(language.pair(pair.origin, pair.destination) for pair in loss.cut_off) or "\u2013"),
            Cell(_round(facts, loss.worst), figure=False),
        ]))  # fmt: skip
    weight = weight_words(facts, facts.answers.losses.weight)
    return [
        el("p", word("closes_note", weight=weight)),
        table(word("closes"), heads, rows),
        *_standing_in(facts),
    ]


def _standing_in(facts: Facts) -> list[Markup]:
    """Tell which way stands in for the best of each pair, and what the two share."""
    language, word = facts.language, facts.language.word
    lines = []
    for pair, found in facts.answers.stand_ins.items():
        if found is None:
            continue
        best, other = found.best.route, found.other.route
        assert best is not None
        assert other is not None
        countries = ", ".join(map(language.country, found.shared.countries)) or "\u2013"
        lines.append(Line(None, [
            Cell(language.pair(*pair)),
            Cell(language.way(found.best), figure=False),
            Cell(language.way(found.other), figure=False),
            Cell(whole(language.number((other.time_h - best.time_h) / _HOURS_A_DAY, 1, signed=True))),
            Cell(whole(language.number(other.cost_usd - best.cost_usd, signed=True))),
            Cell(countries, figure=False),
            Cell(language.number(found.shared.km)),
            Cell(language.number(len(found.shared.threats))),
        ]))  # fmt: skip
    if not lines:
        return []
    keys = ("pair", "best", "other_way", "more_days", "more_usd", "shared_countries", "shared_km", "shared_threats")
    heads = [word(key) for key in keys]
    return [el("h3", word("stand_in")), el("p", word("stand_in_note")), table(word("stand_in"), heads, lines)]


def weight_words(facts: Facts, weight: str) -> str:
    """Name what was minimised; of several each, and what has no word as it was asked."""
    known = {"emissions": "emissions_weight", "cost": "cost", "time": "time", "distance": "distance"}
    known["generalised"] = "generalised"
    names = [name.strip() for name in weight.split(",")]
    return ", ".join(facts.language.word(known[name]) if name in known else name for name in names)


def _round(facts: Facts, worst: Any) -> str:
    if worst is None or not worst.countries:
        return "\u2013"
    return ", ".join(facts.language.country(code) for code in worst.countries.split("-"))


def how_sure(facts: Facts) -> list[Markup]:
    """Tell how likely each way is the cheapest, the quickest and the best; or why that is not known."""
    language, word = facts.language, facts.language.word
    if facts.answers.unsure:
        return [el("p", facts.answers.unsure)]
    drawn = "" if facts.answers.draws is None else word("draws", n=facts.answers.draws[0], seed=facts.answers.draws[1])
    heads = [word(key) for key in ("way", "cheapest", "quickest", "best_both", "drawn_days", "drawn_usd")]
    rows = []
    for way in facts.found():
        told = facts.comparison.chances(way.row)
        cells = [Cell(way_name(facts, way))]
        if told is None:
            cells += [Cell("\u2013") for _ in heads[1:]]
        else:
            for share, error in (told.p_best_cost, told.p_best_time, told.p_best_generalised):
                text = f"{language.number(100 * share)} ±{language.number(100 * error, 1)}"
                bar = el("span", class_="bar", style=f"width:{100 * share:.0f}%", aria_hidden="true")
                cells.append(Cell(el("span", whole(text), el("span", bar, class_="bars"))))
            cells.append(Cell(whole(language.span(told.drawn_days_p10[0], told.drawn_days_p90[0]))))
            cells.append(Cell(whole(language.span(told.drawn_cost_usd_p10[0], told.drawn_cost_usd_p90[0]))))
        rows.append(Line(way, cells))
    return [
        el("p", word("sure_note", draws=drawn)),
        table(word("sure"), heads, rows),
    ]


def emitting(facts: Facts) -> list[Markup]:
    """Tell what each way emits by mode and at hubs, and each element of its chain."""
    language, word = facts.language, facts.language.word
    ways = facts.found()
    chains = {way.key: way.route._chain() for way in ways}
    modes = [mode for mode in _MODES if any(e.what == mode for chain in chains.values() for e in chain)]
    heads = [word("way"), *map(word, modes), word("hubs"), word("total"), word("wtt"), word("ttw")]
    rows = []
    for way in ways:
        chain = chains[way.key]
        cells = [Cell(way_name(facts, way))]
        for kind in (*modes, None):
            mine = [e.co2e_kg for e in chain if (e.element == "hub" if kind is None else e.what == kind)]
            cells.append(Cell(_kg(facts, mine)))
        cells.append(Cell(cited(facts, language.number(way.route.co2e_kg), way, "co2", word("co2"))))
        parts = way.route.co2e_parts_kg
        cells += [Cell(_kg(facts, [part])) for part in (parts.wtt_kg, parts.ttw_kg)]
        rows.append(Line(way, cells))
    note = word("emissions_note", unit=word(facts.comparison.shipment))
    return [
        el("p", note),
        table(word("emissions"), heads, rows),
        *(_elements(facts, way, chains[way.key]) for way in ways if not way.row.same_as),
    ]


def _kg(facts: Facts, parts: list[float | None]) -> Markup | str:
    """Add up kilograms; a dash for nothing, a word where none is known."""
    known = [part for part in parts if part is not None]
    if not parts:
        return "\u2013"
    return whole(facts.language.number(total_of(known))) if known else facts.language.word("unknown")


def _elements(facts: Facts, way: Way, chain: Any) -> Markup:
    language, word = facts.language, facts.language.word
    name = f"{way_name(facts, way)}, {class_words(facts, way)}"
    heads = [word(key) for key in ("element", "from", "until", "km", "co2", "per")]
    rows: list[Line] = []
    for element in chain:
        hub = element.element == "hub"
        what = word("hub") if hub and language.code != "en" else element.what if hub else word(element.what)
        rows.append(Line(None, [
            Cell(what), Cell(language.place_of(element.start), figure=False),
            Cell("" if hub else language.place_of(element.end), figure=False),
            Cell("" if hub else language.number(element.length_km)),
            Cell(_kg(facts, [element.co2e_kg])),
            Cell(word("unknown") if element.intensity is None else language.rough(element.intensity)),
        ]))  # fmt: skip
    title = word("elements_of", name=name)
    return el("details", el("summary", title), table(title, heads, rows))
