"""What a user names to shut or avoid: places, countries, corridors, modes or links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corridors.charges.model import MODES, Place
from corridors.errors import OptionError, UnknownPlaceError
from corridors.world.core import Core

__all__ = ["Selection", "as_tuple", "select", "some_of"]


@dataclass(frozen=True, slots=True)
class Selection:
    """The links that one name stands for."""

    label: str
    links: frozenset[int]
    places: frozenset[int] = frozenset()


def as_tuple(names: object) -> tuple[object, ...]:
    """One name or several; a pair of numbers is one point, not two names."""
    if names is None:
        return ()
    if isinstance(names, (str, Place)):
        return (names,)
    if not isinstance(names, Iterable):
        raise OptionError(f"{names!r} is neither a name nor several: give names, or points as (lat, lon)")
    items = tuple(names)
    if len(items) == 2 and all(isinstance(item, (int, float)) for item in items):
        return (items,)
    return items


def some_of(argument: str, names: object, known: Iterable[str]) -> tuple[object, ...]:
    """Give names of what is to be used; none were given for None.

    Raises
    ------
    OptionError
        An empty list: a filter upstream found nothing, and to take everything then would be the opposite of it.
    """
    wanted = as_tuple(names)
    if names is not None and not wanted:
        raise OptionError(f"{argument}={names!r} is empty: leave it out for all, or give some of {', '.join(known)}")
    return wanted


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


def _select(core: Core, name: object, *, whole_corridors: bool) -> Selection:
    if isinstance(name, str):
        if name in core.link_index:
            return Selection(f"the link {name}", frozenset((core.link_index[name],)))
        if name in MODES:
            links = frozenset(link.index for link in core.links if link.mode == name)
            return Selection(f"mode {name}", links)
        country = core.country_code(name)
        if country is not None:
            return _country(core, country)
        corridor = core.corridor(name)
        if corridor is not None:
            links = corridor.links if whole_corridors else corridor.gateways[0]
            return Selection(corridor.name, frozenset(links))
    try:
        place, _ = core.gazetteer.find(name)  # type: ignore[arg-type]
    except UnknownPlaceError as error:
        kinds = "a place, country (ISO code or name), corridor, mode or link"
        raise OptionError(f"{name!r} is not {kinds} of this network: {error}") from error
    links = frozenset(core.links_at[place.index])
    return Selection(place.name, links, frozenset((place.index,)))


def _country(core: Core, code: str) -> Selection:
    inside = frozenset(place.index for place in core.places if place.country == code)
    links = frozenset(index for place in inside for index in core.links_at[place])
    return Selection(core.country_name(code), links, inside)
