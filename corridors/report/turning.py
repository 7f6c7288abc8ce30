"""What would change the answer: single figures, the worth of a day, and the packaged scenarios."""

from __future__ import annotations

from math import isinf
from typing import NamedTuple

from corridors.changes.packaged import scenarios
from corridors.report.asked_again import Pair
from corridors.report.facts import MOST_TURNS, Facts
from corridors.report.figure_names import figure_name
from corridors.report.tables import Cell, Line, english, table, whole, whole_with
from corridors.routes.comparison import ComparisonRow
from corridors.simulation.assumptions import Turn, Turns
from corridors.studies.result import ScenarioComparison
from corridors.words.markup import Markup, el

__all__ = ["turning"]

_HOURS_A_DAY = 24
_LEAST_CHANCE = 0.001


def turning(facts: Facts) -> list[Markup]:
    """Tell what turns the ranking of each pair, and under which scenarios another way is the best."""
    word, told = facts.language.word, facts.answers.turns
    if facts.answers.unturned:
        return [el("p", facts.answers.unturned), *_under(facts)]
    parts = [el("p", word("turns_note"))]
    number = {pair: n for n, pair in enumerate(told)}
    for pair in facts.comparison.pairs:
        if not facts.found(pair):
            continue
        name = facts.language.pair(*pair)
        parts.append(el("h3", name))
        if pair not in told:
            parts.append(el("p", word("one_way")))
            continue
        found = told[pair]
        best = facts.language.way(found.best)
        parts.append(el("p", f"{word('best_is', name=best)} {_day(facts, found)}"))
        lines = [_line(facts, f"{number[pair]}-{n}", turn) for n, turn in enumerate(found.turns[:MOST_TURNS])]
        keys = ("figure", "on_way", "expected", "turns_at", "change_pct", "beyond_pct", "best_then")
        parts.append(table(f"{word('turns')}: {name}", [word(key) for key in keys], lines) if lines else _none(facts))
    return [*parts, *_under(facts)]


def _none(facts: Facts) -> Markup:
    return el("p", facts.language.word("no_turn"))


def _line(facts: Facts, key: str, turn: Turn) -> Line:
    language, word = facts.language, facts.language.word
    per, unit = (_HOURS_A_DAY, "days") if turn.kind == "time" else (1, "usd_short")
    name = figure_name(language, turn.kind, turn.name)
    expected, value = (f"{language.rough(figure / per)} {word(unit)}" for figure in (turn.expected, turn.value))
    cited = bool(facts.turn_sources.get(key))
    likely = turn.probability >= _LEAST_CHANCE
    chance = language.rough(100 * turn.probability) if likely else _less(facts)
    return Line(None, [
        Cell(name),
        Cell(language.way(turn.of), figure=False),
        Cell(whole_with(expected, f"turn-{key}", word("sources_of", what=name)) if cited else whole(expected)),
        Cell(whole(value)),
        Cell(whole(language.number(100 * (turn.value / turn.expected - 1), signed=True))),
        Cell(whole(chance)),
        Cell(language.way(turn.best), figure=False),
    ])  # fmt: skip


def _less(facts: Facts) -> str:
    return facts.language.word("less_than", figure=facts.language.rough(100 * _LEAST_CHANCE))


def _day(facts: Facts, found: Turns) -> str:
    """Say what a day counts, and beyond which worth another way is the best."""
    language, word = facts.language, facts.language.word
    worth = found.worth_usd_per_h
    sentences = [
        word("day_all") if isinf(worth) else
        word("day_worth", usd=language.number(worth * _HOURS_A_DAY)) if worth else word("day_free")
    ]  # fmt: skip
    for key, turn in (("day_above", found.above), ("day_below", found.below)):
        if turn is not None:
            usd, row = turn
            sentences.append(word(key, usd=language.rough(usd * _HOURS_A_DAY), name=language.way(row)))
    return " ".join(sentences if len(sentences) > 1 else [*sentences, word("day_never")])


# -- under the packaged scenarios -----------------------------------------------------------------------


class _Other(NamedTuple):
    """What becomes of the best way of a pair under a scenario, in words."""

    pair: Pair
    before: str
    after: str
    days: str
    usd: str


def _under(facts: Facts) -> list[Markup]:
    word, under = facts.language.word, facts.answers.under
    title = el("h3", word("scenarios"))
    if under is None:
        return [title, el("p", word("scenarios_none"))]
    names = {one.id: one.name for one in scenarios()}
    found: dict[_Other, list[str]] = {}
    for pair in facts.comparison.pairs:
        for scenario in under.scenarios[1:]:
            other = _other(facts, under, scenario, pair)
            if other is not None:
                found.setdefault(other, []).append(f"{names.get(scenario, scenario)} ({under.on(scenario)})")
    count = len(under.scenarios) - 1
    if not found:
        return [title, el("p", word("scenarios_same", count=count))]
    keys = ("pair", "best_now", "best_then", "more_days", "more_usd", "scenario")
    lines = [
        Line(None, [
            Cell(facts.language.pair(*other.pair)),
            Cell(other.before, figure=False),
            Cell(other.after, figure=False),
            Cell(whole(other.days)),
            Cell(whole(other.usd)),
            Cell(english("; ".join(named)), figure=False),
        ])
        for other, named in found.items()
    ]  # fmt: skip
    return [
        title,
        el("p", word("scenarios_note", count=count)),
        table(word("scenarios"), [word(key) for key in keys], lines),
    ]


def _other(facts: Facts, under: ScenarioComparison, scenario: str, pair: Pair) -> _Other | None:
    """Tell of a scenario under which another way is the best of a pair, or none is left."""
    before, after = (under.best(name, *pair) for name in (under.base, scenario))
    if before is None or (after is not None and after.corridor == before.corridor):
        return None
    was = _named(facts, before.corridor, before.corridor_name)
    if after is None:
        return _Other(pair, was, facts.language.word("no_ways"), "\u2013", "\u2013")
    before_figures, figures = before.kept.figures, after.kept.figures
    if all(figures[name] == before_figures[name] for name in ("length_km", "days", "cost_usd")):
        return None  # the same way under another name
    days, usd = (figures[name] - before_figures[name] for name in ("days", "cost_usd"))
    number = facts.language.number
    return _Other(
        pair, was, _named(facts, after.corridor, after.corridor_name), number(days, 1, signed=True),
        number(usd, signed=True),
    )  # fmt: skip


def _named(facts: Facts, corridor: str, name: str) -> str:
    """Name a corridor of a scenario as rows of the comparison are named."""
    row = facts.comparison[0]
    return facts.language.way(ComparisonRow(row.origin, row.destination, corridor, name, None))
