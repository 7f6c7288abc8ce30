"""Losses as a page to explore: width is what is lost with a link, and who is cut off has a colour of its own."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from corridors.disruption.words import asked_words
from corridors.errors import OptionError
from corridors.maps.boxes import Box, room
from corridors.maps.cartography import credit
from corridors.maps.colors import OTHER_COLOR
from corridors.maps.context import ways_in_use
from corridors.maps.explorer import Dot, Entry, Explorer, Group, Sheet, Told, Track
from corridors.maps.geometry import STRAIGHT, Tracks
from corridors.maps.places import place_ranks
from corridors.maps.sources import Sources
from corridors.network.explored import countries_of, place_dot
from corridors.world.core import Core

if TYPE_CHECKING:
    from corridors.disruption.loss import Loss
    from corridors.disruption.result import Criticality

__all__ = ["losses_explorer"]

_WIDEST, _LARGEST, _NARROWEST = 14.0, 26.0, 2.0
_CONTEXT = Group("context", "other links in use", OTHER_COLOR)
_CUT = Group("cut", "cuts somebody off", "#B2182B")
_LOST = Group("lost", "costs those who go round or wait", "#2166AC")
_HEADS = ("what is lost", "kind", "days lost", "USD lost", "pairs that lose", "cut off", "the worst pair goes round by")


def losses_explorer(result: Criticality) -> Explorer:
    """Make the page of losses; see `Criticality.explore`.

    Raises
    ------
    OptionError
        Nothing is lost.
    """
    if not result.losses:
        raise OptionError("nothing is lost, so there is nothing to show")
    core, closed = result.finder.planner.core, result.finder.planner.view.closed
    by_link: dict[int, list[int]] = {}
    by_place: dict[int, list[int]] = {}
    for number, loss in enumerate(result.losses):  # the worst first, so that each link has the worst of its losses
        for element in loss.elements:
            inside = element.places if element.kind == "place" else ()
            for place in inside:
                by_place.setdefault(place, []).append(number)
            for link in () if inside else element.links:
                by_link.setdefault(link, []).append(number)
    most = max(loss.extra.weight for loss in result.losses) or 1.0
    tracks, lines = Tracks(core), []
    qualities = []
    for index, numbers in by_link.items():
        crossed, worst = core.links[index], result.losses[numbers[0]]
        line = tracks.line(crossed)
        qualities.append(line.quality)
        width = max(_NARROWEST, _WIDEST * max(0.0, worst.extra.weight) / most)
        group = _CUT if worst.cut_off else _LOST
        keys = [f"x{number}" for number in numbers]
        lines.append(Track(line.points, crossed.mode, [group.key], index not in closed, width, keys))
    for index, numbers in by_place.items():
        worst, spot = result.losses[numbers[0]], core.places[index].point
        # the area tells, so that a dot twice as large is twice the loss
        width = max(3 * _NARROWEST, _LARGEST * (max(0.0, worst.extra.weight) / most) ** 0.5)
        keys = [f"x{number}" for number in numbers]
        lines.append(
            Track([spot, spot], "", [(_CUT if worst.cut_off else _LOST).key], in_use=True, width=width, entries=keys)
        )
    ends = {place.index: place for pair in result.pairs for place in (pair.origin, pair.destination)}
    points = [point for line in lines for point in line.points] + [place.point for place in ends.values()]
    box = room(points)
    what, _, asked = asked_words(result).partition(": ")
    return Explorer(
        title=what,
        lines=[f"{asked}; totals are of one {result.per}.", *result.notes],
        totals=_totals(result),
        box=box,
        places=core.places,
        countries=countries_of(core),
        groups_name="Losses",
        groups=[_CONTEXT, _LOST, _CUT],
        tracks=[*_context(core, closed, box, by_link), *lines],
        dots=_dots(result, by_link, by_place),
        tables=[
            Sheet("Losses, the worst first", _HEADS, [_entry(n, k) for n, k in enumerate(result.losses)], opened=True)
        ],
        sources=Sources(),
        credit=credit(sum(quality == STRAIGHT for quality in qualities)),
    )


def _context(core: Core, closed: Collection[int], box: Box, lost: Collection[int]) -> list[Track]:
    """Draw the other links in use faintly; sea lanes are left out."""
    return [
        Track(strand.points, strand.mode or "", [_CONTEXT.key], in_use=True, width=0.8, entries=())
        for strand in ways_in_use(core, {*closed, *lost}, box).strands
    ]


def _entry(number: int, loss: Loss) -> Entry:
    cut = [Told(pair.words, warns=True) for pair in loss.cut_off]
    cut += [Told(f"{pair.words} (begins or ends there)") for pair in loss.ends]
    return Entry(
        f"x{number}",
        loss.name,
        [
            [Told(loss.kind)],
            [Told(f"{loss.extra.time_h / 24:,.1f}")],
            [Told(f"{loss.extra.cost_usd:,.0f}")],
            [Told(str(len(loss.pairs)))],
            cut,
            [Told(loss.worst.countries)] if loss.worst is not None and loss.worst.countries else [],
        ],
    )


def _totals(result: Criticality) -> list[tuple[str, Told]]:
    worst = result.losses[0]
    cut = sum(bool(loss.cut_off) for loss in result.losses)
    return [
        ("losses", Told(f"{len(result.losses):,}")),
        ("pairs", Told(f"{len(result.pairs):,}")),
        ("cut somebody off", Told(str(cut))),
        ("the worst", Told(worst.name)),
    ]


def _dots(result: Criticality, by_link: dict[int, list[int]], by_place: dict[int, list[int]]) -> list[Dot]:
    core = result.finder.planner.core
    ranks = place_ranks(core, core.corridors)
    ends = {place.index for pair in result.pairs for place in (pair.origin, pair.destination)}
    met = {place for index in by_link for place in (core.links[index].start, core.links[index].end)}
    return [
        place_dot(
            core.places[index], ranks[index], end=index in ends,
            entries=tuple(f"x{number}" for number in by_place.get(index, ())),
        )
        for index in sorted(met | ends | by_place.keys())
    ]  # fmt: skip
