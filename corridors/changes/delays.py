"""Delays at places, on links and at borders: restrictions of their own, which an account of a way names.

What an event adds is added on each link that it names. So that who passes a place is delayed once and not on the way in
and again on the way out, the delay of a place is added to those who arrive there: along links that lead to it, and back
along links that lead from it. Who only sets out from the place is not delayed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from corridors.changes.amounts import amount_of
from corridors.changes.change import names_of
from corridors.changes.entry import delay_of
from corridors.changes.form import hours_field
from corridors.changes.where import border_pair
from corridors.errors import CorridorsError
from corridors.tables.reading import Row
from corridors.world.core import Core
from corridors.world.selection import border_named, modes_of
from corridors.world.spelling import close_to

__all__ = ["delay_rows"]


class _Ways(NamedTuple):
    """What a name of a delay stands for: links by the direction in which they are delayed."""

    id: str
    label: str
    links: Mapping[str | None, tuple[str, ...]]


def delay_rows(core: Core, delays: Mapping[str, Any], label: str, found: Callable[..., None]) -> Iterator[Row]:
    """Make rows of ``events`` of delays.

    Parameters
    ----------
    core
        Of the network.
    delays
        Hours, or their parts, by place, link or border.
    label
        What the scenario is called.
    found
        Called with the way and the problem where one means nothing.
    """
    made: dict[str, Row] = {}
    for name, value in delays.items():
        try:
            delay = delay_of("a scenario", value)
            hours = amount_of(delay["time_h"], hours_field())
            if hours.kind == "scale" or hours.value is None or hours.value <= 0:
                msg = f"{delay['time_h']!r} is no delay; give hours or days above zero, such as '+24 h'"
                raise ValueError(msg)
            modes = modes_of(names_of("a delay", "modes", delay["modes"])) if delay.get("modes") else ()
            ways = _ways(core, name, modes)
        except (ValueError, CorridorsError) as error:
            found(("delay", name), f"delay at {name!r}: {error}")
            continue
        source = tuple(delay.get("source", ())) or (f"scenario {label}",)
        for direction, links in ways.links.items():
            row = _row(core, ways, direction, links, hours.value, delay, source)
            made[row["id"]] = row | {"modes": tuple(modes)}
    yield from made.values()


def _row(
    core: Core,
    ways: _Ways,
    direction: str | None,
    links: tuple[str, ...],
    hours: float,
    delay: Mapping[str, Any],
    source: tuple[str, ...],
) -> Row:
    """Give one restriction that adds hours and takes nothing off capacities."""
    package = core.tables.package
    blank: Row = {f.name: () if f.type == "list" else None for f in package.schemas["events"].fields}
    return blank | {
        "id": f"delay-{ways.id}" + ("" if direction is None else f"-{direction}"),
        "name": f"Delay {ways.label} in a scenario",
        "kind": "restriction",
        "start": delay.get("since") or package.earliest_date,
        "end": delay.get("until"),
        "links": links,
        "direction": direction,
        "effect": delay.get("note") or f"{hours:g} hours more",
        "capacity_factor": 1.0,
        "add_time_h": hours,
        "effect_grade": "estimated",
        "effect_source": source,
        "grade": "estimated",
        "source": source,
    }


def _ways(core: Core, name: str, modes: tuple[str, ...]) -> _Ways:
    """Find what a delay is at.

    Raises
    ------
    ValueError
        It is no place, link or border, or none of its links is of the modes.
    """
    if name in core.link_index:
        return _Ways(name, f"on {name}", {None: (name,)})
    if border_named(core, name):
        pair = border_pair(core, name)
        ends = {link: {core.places[link.start].country, core.places[link.end].country} for link in core.links}
        crossing = tuple(
            link.id for link, countries in ends.items() if countries == pair and (not modes or link.mode in modes)
        )
        if not crossing:
            msg = f"no link{' of these modes' if modes else ''} crosses this border; name another one"
            raise ValueError(msg)
        return _Ways(name.lower(), f"at the border {name.upper()}", {None: crossing})
    try:
        place = core.gazetteer.find(name)[0]
    except CorridorsError as error:
        hint = close_to(name, core.link_index)
        msg = f"no place, link or border of a pair of countries{hint}: {error}"
        raise ValueError(msg) from error
    links = [core.links[index] for index in core.links_at[place.index]]
    links = [link for link in links if not modes or link.mode in modes]
    if not links:
        msg = f"{place.name} is on no link of {' or '.join(modes)}; name other modes"
        raise ValueError(msg)
    ways: dict[str | None, tuple[str, ...]] = {
        "forward": tuple(link.id for link in links if link.end == place.index),
        "back": tuple(link.id for link in links if link.start == place.index),
    }
    return _Ways(place.id, f"at {place.name}", {way: ids for way, ids in ways.items() if ids})
