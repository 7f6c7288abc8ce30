"""Restrictions in force: what they concern, and what they leave of capacities."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from corridors.charges.model import Link
from corridors.tables.reading import Row
from corridors.words.brief import brief
from corridors.world.core import Core

__all__ = [
    "Restriction",
    "capacity_left",
    "link_capacity_left",
    "links_concerned",
    "restrictions_met",
    "restrictions_of",
]


class Restriction(NamedTuple):
    """An event that leaves a way open but concerns it."""

    id: str
    name: str
    start: str
    end: str | None  # blank while it lasts
    capacity_factor: float | None  # what it leaves of capacity; None where nobody says
    effect: str | None  # in words
    sources: tuple[str, ...]

    @classmethod
    def from_row(cls, row: Row) -> Restriction:
        """Make one of a row of ``events``."""
        return cls(
            id=row["id"],
            name=row["name"],
            start=row["start"],
            end=row["end"],
            capacity_factor=row["capacity_factor"],
            effect=row["effect"],
            sources=row["source"],
        )

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return self._asdict() | {"sources": list(self.sources)}

    def __repr__(self) -> str:
        return brief(self, f"{self.id}: {self}")

    def __str__(self) -> str:
        dates = f"since {self.start}" if self.end is None else f"{self.start} to {self.end}"
        if self.capacity_factor is None:
            left = "loss of capacity not known"
        elif self.capacity_factor == 1:
            left = "no loss of capacity on record"
        else:
            left = f"{100 * self.capacity_factor:.3g} % of capacity left"
        return f"{self.name}, {dates}, {left}"


def restrictions_of(events: Iterable[Row], shipments: Iterable[str]) -> list[Row]:
    """Select the restrictions that concern all of some shipments."""
    wanted = set(shipments)
    return [e for e in events if e["kind"] == "restriction" and (not e["shipments"] or wanted <= set(e["shipments"]))]


def _concerns(event: Row, mode: str, places: Collection[str], countries: Collection[str], link: str) -> bool:
    if event["modes"] and mode not in event["modes"]:
        return False
    named_places, named_links, named_countries = event["places"], event["links"], event["countries"]
    if link in named_links or not (named_places or named_links or named_countries):
        return True
    return any(place in named_places for place in places) or any(code in named_countries for code in countries)


def capacity_left(
    events: Iterable[Row], mode: str, places: Collection[str], countries: Collection[str] = (), link: str = ""
) -> tuple[float, list[Row]]:
    """Give the share of a capacity that restrictions leave, and those that take something off."""
    factor, binding = 1.0, []
    for event in events:
        left = event["capacity_factor"]
        if left is not None and left != 1 and _concerns(event, mode, places, countries, link):
            factor *= left
            binding.append(event)
    return factor, binding


def links_concerned(event: Row, core: Core) -> list[Link]:
    """List the links that an event concerns."""
    near: Iterable[int] = range(len(core.links))
    if not event["countries"] and (event["places"] or event["links"]):
        # an event of a few places need not be asked about every link
        named = {core.link_index[link] for link in event["links"] if link in core.link_index}
        here = (core.place_index[place] for place in event["places"] if place in core.place_index)
        near = sorted(named.union(*(core.links_at[place] for place in here)))
    links = (core.links[index] for index in near)
    return [link for link in links if _concerns(event, *_whereabouts(core, link))]


def _whereabouts(core: Core, link: Link) -> tuple[str, tuple[str, str], tuple[str, str], str]:
    start, end = core.places[link.start], core.places[link.end]
    return link.mode, (start.id, end.id), (start.country, end.country), link.id


def link_capacity_left(core: Core, link: Link, events: Iterable[Row]) -> tuple[float, list[Row]]:
    """Do the same for a link: by its id, its two places and their countries."""
    return capacity_left(events, *_whereabouts(core, link))


def restrictions_met(core: Core, links: Iterable[Link], events: Sequence[Row]) -> list[Row]:
    """Select the restrictions that concern some link, in the order met."""
    met: dict[str, Row] = {}
    if events:
        for link in links:
            where = _whereabouts(core, link)
            met |= {event["id"]: event for event in events if _concerns(event, *where)}
    return list(met.values())
