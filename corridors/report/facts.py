"""What the page tells, gathered once: ways with their colours, numbered sources, losses and likelihoods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from corridors.charges.model import Place
from corridors.disruption.result import Criticality
from corridors.errors import OptionError
from corridors.maps.sources import Sources
from corridors.report.asked_again import Answers, asked_again
from corridors.report.language import Language
from corridors.routes.comparison import Comparison, ComparisonRow
from corridors.routes.comparison_picture import row_color
from corridors.routes.route import Route
from corridors.world.core import Core

__all__ = ["FIGURES", "MOST_TURNS", "Facts", "Sources", "Way", "core_of", "gathered"]

#: What each column of figures is called, and the field of a charge that names its sources.
FIGURES = {
    "km": "length_sources",
    "days": "time_sources",
    "usd": "cost_sources",
    "co2": "emission_sources",
}


@dataclass(frozen=True)
class Way:
    """A row of the comparison as the page tells it."""

    key: str
    #: what is chosen with it: all ways of its corridor
    of: str
    #: its place in its table, from 1; 0 without a way
    number: int
    row: ComparisonRow
    name: str
    color: str
    sources: dict[str, list[int]]

    @property
    def route(self) -> Route:
        """The way itself, of a row that has one."""
        assert self.row.route is not None
        return self.row.route


@dataclass(frozen=True)
class Facts:
    """All that the page tells."""

    comparison: Comparison
    core: Core
    language: Language
    ways: Sequence[Way]
    sources: Sources
    answers: Answers
    #: numbers of the sources of each loss listed, by its id
    loss_sources: dict[str, list[int]]
    #: the same of each figure that would turn the ranking, by the place of its pair and its own
    turn_sources: dict[str, list[int]]

    def found(self, pair: tuple[Place, Place] | None = None) -> list[Way]:
        """List rows with a way, of one pair or of all."""
        return [way for way in self.ways if way.number and (pair is None or pair_of(way.row) == pair)]

    def refused(self, pair: tuple[Place, Place]) -> list[Way]:
        """List rows of a pair without one."""
        return [way for way in self.ways if not way.number and pair_of(way.row) == pair]


#: Losses that the page lists, and figures that turn the ranking of a pair.
MOST_LOSSES = 8
MOST_TURNS = 5


def pair_of(row: ComparisonRow) -> tuple[Place, Place]:
    """Give the two places of a row."""
    return row.origin, row.destination


def gathered(comparison: Comparison, language: str, *, draws: int, seed: int, under: bool = True) -> Facts:
    """Gather what the page tells of a comparison."""
    core = core_of(comparison)
    tongue = Language(language, core)
    answers = asked_again(comparison, tongue, draws=draws, seed=seed, under=under)
    sources = Sources()
    ways = _ways(comparison, core, tongue, sources)
    cited: dict[str, list[int]] = {}
    for loss in borders_lost(answers.losses):
        routes = [pair.route for pair in loss.pairs]
        for route in filter(None, routes):
            sources.learn(route.source_rows())
        cited[loss.id] = sources.numbers(
            id_
            for route in filter(None, routes)
            for step in route.steps
            for id_ in (*step.charge.time_sources, *step.charge.cost_sources)
        )
    turning = {
        f"{p}-{n}": sources.numbers(turn.sources)
        for p, found in enumerate(answers.turns.values())
        for n, turn in enumerate(found.turns[:MOST_TURNS])
    }
    return Facts(answers.comparison, core, tongue, ways, sources, answers, cited, turning)


def core_of(comparison: Comparison) -> Core:
    """Give the tables that a comparison rests on.

    Raises
    ------
    OptionError
        It was read from a pickle and has no way.
    """
    if comparison._again is not None:
        return comparison._again.network._core
    if not comparison.routes:
        raise OptionError(
            "this comparison was read from a pickle and has no way, so nothing can be told: compare again"
        )
    return comparison.routes[0]._answer.core


def _ways(comparison: Comparison, core: Core, language: Language, sources: Sources) -> list[Way]:
    choices: dict[str, str] = {}
    counts: dict[tuple[Place, Place], int] = {}
    ways = []
    for n, row in enumerate(comparison):
        number = 0
        if row.route is not None:
            number = counts[pair_of(row)] = counts.get(pair_of(row), 0) + 1
        of = choices.setdefault(row.corridor, f"c{len(choices)}")
        color = row_color(core, row.corridor)
        cited = {} if row.route is None else _cited(row.route, sources)
        name = language.way(row)
        ways.append(Way(f"w{n}", of, number, row, name, color, cited))
    return ways


def _cited(route: Route, sources: Sources) -> dict[str, list[int]]:
    """Number the sources of each figure of a way."""
    sources.learn(route.source_rows())
    charges = [step.charge for step in route.steps]
    cited = {
        figure: sources.numbers(id_ for charge in charges for id_ in getattr(charge, field))
        for figure, field in FIGURES.items()
    }
    tightest = route.capacity_mt_per_year
    binding = [charge for charge in charges if charge.capacity_mt_per_year == tightest < inf]
    cited["capacity"] = sources.numbers(id_ for charge in binding for id_ in charge.capacity_sources)
    met: list[Any] = [*route.risks, *route.restrictions]
    cited["risks_events"] = sources.numbers(id_ for each in met for id_ in each.sources)
    return cited


def borders_lost(losses: Criticality | None) -> list[Any]:
    """List the worst losses of whole borders."""
    return [] if losses is None else [loss for loss in losses if loss.kind == "border"][:MOST_LOSSES]
