"""What a user names to shut or avoid: places, countries, borders, corridors, modes, links or events."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from corridors.charges.choices import Mode
from corridors.charges.model import MODES, Place
from corridors.errors import OptionError, UnknownPlaceError
from corridors.gate.names import several_names
from corridors.gate.quoted import quoted
from corridors.tables.reading import Row
from corridors.world.availability import closures_by
from corridors.world.core import Branch, Core, Corridor
from corridors.world.restrictions import restrictions_met
from corridors.world.risks import KINDS
from corridors.world.spelling import close_to, mode_named

__all__ = ["Selection", "as_tuple", "border_named", "events_lifted", "modes_of", "select", "some_of"]


@dataclass(frozen=True, slots=True)
class Selection:
    """The links that one name stands for."""

    label: str
    links: frozenset[int]
    places: frozenset[int] = frozenset()


def as_tuple(names: object, ids: Container[str] = ()) -> tuple[object, ...]:
    """One name or several; a pair of numbers is one point, unless both are `ids`."""
    return several_names(names, ids)


def some_of(argument: str, names: object, known: Iterable[str]) -> tuple[object, ...]:
    """Give names of what is to be used; none were given for None.

    Raises
    ------
    OptionError
        An empty list: a filter upstream found nothing, and to take everything then would be the opposite of it.
    """
    wanted = as_tuple(names)
    if names is not None and not wanted:
        raise OptionError(
            f"{argument}={quoted(names)} is empty: leave it out for all, or give some of {', '.join(known)}"
        )
    return wanted


def modes_of(modes: object) -> tuple[Mode, ...]:
    """Give the modes that are meant by one name, by several, or by a text with commas; none for None.

    Raises
    ------
    OptionError
        Something that is no mode, or an empty list.

    Examples
    --------
    >>> modes_of("rail,ferry"), modes_of(["Train", "ship"])
    (('rail', 'ferry'), ('rail', 'sea'))
    """
    if isinstance(modes, str):
        modes = [part for part in (piece.strip() for piece in modes.split(",")) if part]
    wanted: dict[Mode, None] = {}
    for name in some_of("modes", modes, MODES):
        mode = mode_named(name) if isinstance(name, str) else None
        if mode is None:
            raise OptionError(
                f"modes={quoted(name)} is unknown{close_to(name, MODES)}: give some of {', '.join(MODES)}"
            )
        wanted[mode] = None
    return tuple(wanted)


def select(core: Core, names: Sequence[object], *, whole_corridors: bool = False) -> list[Selection]:
    """Turn names into the links they stand for.

    A corridor stands for its gateway links, so that avoiding one leaves the track it shares with others;
    with `whole_corridors`, for all its links.

    Raises
    ------
    OptionError
        A name that is nothing of the network.
    """
    return [_select(core, name, whole_corridors=whole_corridors) for name in names]


def events_lifted(core: Core, names: Iterable[str], *, whose: str) -> frozenset[str]:
    """Turn ids or names of events into ids.

    Raises
    ------
    OptionError
        Some are no events; says which may have been meant.
    """
    found = {name: core.event(name) for name in names}
    unknown = sorted(name for name, event in found.items() if event is None)
    if unknown:
        hint = close_to(unknown[0], [event["id"] for event in core.tables["events"]])
        raise OptionError(f"{whose} lifts unknown events: {unknown}{hint}; `network.table('events')` lists them")
    return frozenset(event["id"] for event in found.values() if event is not None)


def border_named(core: Core, name: str) -> tuple[str, str] | None:
    """Give the two countries of a border written ``AF-PK``; None where a text is no such thing.

    Examples
    --------
    >>> import corridors as co
    >>> border_named(co.load_network()._core, "AF-PK"), border_named(co.load_network()._core, "Aktau")
    (('AF', 'PK'), None)
    """
    first, dash, second = name.partition("-")
    if not dash or len(first) != 2 or len(second) != 2:
        return None
    one, two = core.country_code(first), core.country_code(second)
    return None if one is None or two is None or one == two else (one, two)


def _border(core: Core, pair: tuple[str, str]) -> Selection:
    links = frozenset(
        link.index
        for link in core.links
        if {core.places[link.start].country, core.places[link.end].country} == set(pair)
    )
    if not links:
        raise OptionError(f"no link crosses the border {'-'.join(pair)}: name a border that the network crosses")
    return Selection(f"the border of {core.country_name(pair[0])} and {core.country_name(pair[1])}", links)


def _select(core: Core, name: object, *, whole_corridors: bool) -> Selection:
    """Read one name: ids of this network first, then what the words mean, then names with some licence.

    A place that bears a word of the world as its name is meant where the word stands for nothing else here.
    """
    if isinstance(name, str):
        own = core.place_called(name)
        if name in core.link_index:
            if own is not None:
                raise OptionError(f"{name!r} is both a place and a link: avoid the places at its ends, or rename one")
            return Selection(f"the link {name}", frozenset((core.link_index[name],)))
        if name in core.place_index:
            return _place(core, core.places[core.place_index[name]])
        word = _by_words(core, name, whole_corridors=whole_corridors)
        if word is not None and (own is None or own.index in word.places):
            return word
        if word is not None and own is not None and word.links:
            raise OptionError(
                f"{name!r} may be {word.label} or the place with this name: for the place give {own.id!r}"
            )
        if own is not None:
            return _place(core, own)
    try:
        place, _ = core.gazetteer.find(name)  # type: ignore[arg-type]
    except UnknownPlaceError as error:
        # other words come last, so that none hides a place of a user's own network
        other = _by_other_words(core, name, whole_corridors=whole_corridors)
        if other is not None:
            return other
        kinds = "a place, country (ISO code or name), corridor, mode, link, event or kind of risk"
        hint = close_to(name, KINDS)
        raise OptionError(f"{quoted(name)} is not {kinds} of this network{hint}: {error}") from error
    return _place(core, place)


def _place(core: Core, place: Place) -> Selection:
    return Selection(place.name, frozenset(core.links_at[place.index]), frozenset((place.index,)))


def _by_words(core: Core, name: str, *, whole_corridors: bool) -> Selection | None:
    """Read a mode, a country, the id or name of a corridor or an event, or a border such as ``AF-PK``."""
    if name in MODES:
        return _mode(core, name)
    country = core.country_code(name)
    if country is not None:
        return _country(core, country)
    corridor = core.corridor(name, exactly=True)
    if corridor is not None:
        return _corridor(corridor, whole=whole_corridors)
    event = core.event(name)
    if event is not None and whole_corridors:
        raise OptionError(f"{name!r} is an event: to open what it shuts, lift {event['id']!r}")
    if event is not None:
        return _event(core, event)
    pair = border_named(core, name)
    return None if pair is None else _border(core, pair)


def _by_other_words(core: Core, name: object, *, whole_corridors: bool) -> Selection | None:
    if not isinstance(name, str):
        return None
    mode = mode_named(name)
    if mode is not None:
        return _mode(core, mode)
    corridor = core.corridor(name)
    return None if corridor is None else _corridor(corridor, whole=whole_corridors)


def _mode(core: Core, mode: str) -> Selection:
    return Selection(f"mode {mode}", frozenset(link.index for link in core.links if link.mode == mode))


def _corridor(corridor: Corridor, *, whole: bool) -> Selection:
    if isinstance(corridor, Branch):  # the corridor goes on by its other branches
        return Selection(corridor.name, corridor.crossed)
    return Selection(corridor.name, frozenset(corridor.links if whole else corridor.gateways[0]))


def _country(core: Core, code: str) -> Selection:
    inside = frozenset(place.index for place in core.places if place.country == code)
    links = frozenset(index for place in inside for index in core.links_at[place])
    return Selection(core.country_name(code), links, inside)


def _event(core: Core, event: Row) -> Selection:
    """Give the links that an event shuts or restricts; its places stay, for other modes may call there."""
    if event["kind"] == "closure":
        links = frozenset(closures_by([event], core.links, core.places))
    else:
        links = frozenset(link.index for link in core.links if restrictions_met(core, [link], [event]))
    return Selection(f"the event {event['id']}: {event['name']}", links)
