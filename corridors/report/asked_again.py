"""What a report asks of the network besides the comparison: losses, stand-ins, draws, turns and scenarios.

Each answer is there, or the words of why it is not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from corridors.changes.packaged import scenarios
from corridors.charges.model import Place
from corridors.disruption.criticality import criticality
from corridors.disruption.resilient import resilient_ways
from corridors.disruption.result import Criticality
from corridors.disruption.ways import Shared
from corridors.errors import CorridorsError, MissingExtraError, OptionError
from corridors.network.loading import load_network
from corridors.report.language import Language
from corridors.routes.comparison import Comparison, ComparisonRow
from corridors.simulation.assumptions import Turns, turns_of
from corridors.simulation.probabilities import with_probabilities
from corridors.studies.compare import compare_scenarios
from corridors.studies.result import ScenarioComparison
from corridors.words.progress import Progress

__all__ = ["Answers", "Pair", "StandIn", "asked_again", "best_row"]

Pair = tuple[Place, Place]

_Found = TypeVar("_Found")


class StandIn(NamedTuple):
    """The way that stands in for the best one with the least in common, and what they share."""

    best: ComparisonRow
    other: ComparisonRow
    shared: Shared


class Answers(NamedTuple):
    """What was asked again; None where it has no answer, with why in `unsure` and `unturned`."""

    comparison: Comparison
    losses: Criticality | None
    stand_ins: dict[Pair, StandIn | None]
    turns: dict[Pair, Turns]
    unturned: str
    unsure: str
    #: how many draws, and the seed, where the report had them made
    draws: tuple[int, int] | None
    under: ScenarioComparison | None


def asked_again(comparison: Comparison, language: Language, *, draws: int, seed: int, under: bool) -> Answers:
    """Ask all of it, with a line of progress once it takes a second and a half."""
    with Progress("report, part", 5) as line:
        line.doing(1, "what single figures turn")
        turns, unturned = _turns(comparison, language)
        line.doing(2, "what if a border closes")
        losses = _losses(comparison)
        line.doing(3, "what stands in")
        stand_ins = {pair: _stand_in(comparison, pair) for pair in comparison.pairs} if losses else {}
        line.doing(4, "scenarios")
        scenarios_found = _under(comparison) if under else None
        line.doing(5, "draws")
    sure, unsure, drawn = _surely(comparison, language, draws, seed)
    return Answers(sure, losses, stand_ins, turns, unturned, unsure, drawn, scenarios_found)


def best_row(comparison: Comparison, pair: Pair) -> ComparisonRow | None:
    """Give the first row of a pair that has a way."""
    rows = (row for row in comparison if (row.origin, row.destination) == pair and row.route is not None)
    return next(rows, None)


def _asked(comparison: Comparison) -> list[tuple[Any, Any]]:
    """List the pairs as they were asked for."""
    again = comparison._again
    assert again is not None
    wanted = frozenset(comparison.pairs)
    planner = again.network.planner(**again.rules)
    return [
        (origin, destination)
        for origin in again.origins
        for destination in again.destinations
        if (planner.root(origin).place, planner.goal(destination).place) in wanted
    ]


def _or_none(ask: Callable[[], _Found]) -> _Found | None:
    try:
        return ask()
    except CorridorsError:  # such as rules under which no pair has a way by itself
        return None


def _losses(comparison: Comparison) -> Criticality | None:
    again = comparison._again
    if again is None or not comparison.routes:
        return None
    return _or_none(lambda: criticality(_asked(comparison), by="border", network=again.network, **again.rules))


def _stand_in(comparison: Comparison, pair: Pair) -> StandIn | None:
    """Find the corridor that shares least with the best way of a pair."""
    again, best = comparison._again, best_row(comparison, pair)
    assert again is not None
    if best is None:
        return None
    rows = {row.corridor: row for row in comparison if (row.origin, row.destination) == pair and row.route is not None}
    sets = _or_none(lambda: resilient_ways([pair], network=again.network, **again.rules))
    for found in sets or ():
        other = next((rows[name] for name in found.corridors if name != best.corridor and name in rows), None)
        if best.corridor in found.corridors and other is not None and found.pairs:
            return StandIn(best, other, next(iter(found.pairs.values())))
    return None


def _turns(comparison: Comparison, language: Language) -> tuple[dict[Pair, Turns], str]:
    try:
        return turns_of(comparison), ""
    except OptionError as error:
        return {}, _why(comparison, language, error)


def _under(comparison: Comparison) -> ScenarioComparison | None:
    """Try the packaged scenarios, which are of the packaged network."""
    again = comparison._again
    if again is None or not comparison.routes or again.network._core is not load_network()._core:
        return None
    names = [scenario.id for scenario in scenarios()]
    pairs = again.origins, again.destinations
    return _or_none(lambda: compare_scenarios(*pairs, names, network=again.network, **again.rules))


def _surely(
    comparison: Comparison, language: Language, draws: int, seed: int
) -> tuple[Comparison, str, tuple[int, int] | None]:
    """Give the comparison with how likely each way is the best, or why that is not known."""
    if comparison.is_sure:
        return comparison, "", None
    if not comparison.routes:
        return comparison, language.word("sure_skipped", reason=language.word("nothing_found")), None
    if not draws:
        return comparison, language.word("sure_skipped", reason=language.word("sure_off")), None
    try:
        return with_probabilities(comparison, n=draws, seed=seed), "", (draws, seed)
    except MissingExtraError:
        return comparison, language.word("sure_extra"), None
    except OptionError as error:  # a weight that does not vary, a pickle, a point far from any place
        return comparison, _why(comparison, language, error), None


def _why(comparison: Comparison, language: Language, error: OptionError) -> str:
    """Say why something is not worked out, in the language where that is foreseen."""
    if comparison._again is None:
        return language.word("from_pickle")
    certain = comparison.weight in ("distance", "emissions")
    return language.word("unvarying") if certain else language.word("sure_skipped", reason=str(error))
