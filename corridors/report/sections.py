"""The sections of a report in their order, whatever it is written as."""

from __future__ import annotations

from collections.abc import Callable

from corridors.report.cited import sources_part
from corridors.report.facts import Facts
from corridors.report.further import binding, closing, emitting, how_sure, weight_words
from corridors.report.ranking import ranking
from corridors.report.turning import turning
from corridors.words.markup import Markup

__all__ = ["MAKERS", "asked", "notes_of", "section_names", "title"]

#: What makes each section that is not drawn.
MAKERS: dict[str, Callable[[Facts], list[Markup]]] = {
    "ranking": ranking,
    "binds": binding,
    "closes": closing,
    "sure": how_sure,
    "turns": turning,
    "emissions": emitting,
    "sources": sources_part,
}


def section_names(facts: Facts) -> list[str]:
    """List the sections; those that are drawn among them."""
    names = ["map", "ranking", "chart", "binds", "closes", "sure", "turns", "emissions", "sources"]
    return names if facts.found() else ["ranking", "sources"]


def title(facts: Facts) -> str:
    """Give the title of the whole."""
    language, comparison = facts.language, facts.comparison
    origins, destinations = (
        ", ".join(map(language.place, ends)) for ends in (comparison.origins, comparison.destinations)
    )
    return f"{language.word('title')}: {language.word('to', origin=origins, destination=destinations)}"


def asked(facts: Facts) -> str:
    """Say what was asked."""
    comparison, word = facts.comparison, facts.language.word
    return ", ".join((
        word(comparison.shipment), word(comparison.service), word(comparison.scope),
        word("least", weight=weight_words(facts, comparison.weight)), word("network_on", day=comparison.on),
    ))  # fmt: skip


def notes_of(facts: Facts) -> list[str]:
    """List what routes say of names and dollars, once each, as the data have it."""
    routes = facts.comparison.routes
    notes = dict.fromkeys(note for route in routes for note in route.notes)
    return list(notes | dict.fromkeys(route.price_year for route in routes if "(" in route.price_year))
