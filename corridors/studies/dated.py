"""Dated facts: what of the tables comes into force or ends on a day, and what differs between two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from corridors.tables.dates import first_day, last_day
from corridors.tables.reading import Row
from corridors.world.availability import closures_by, link_closure
from corridors.world.core import Core
from corridors.world.projects import project_in_force
from corridors.world.restrictions import links_concerned
from corridors.world.view import View

__all__ = ["Fact", "change_days", "day_after", "day_before", "facts_between"]

_LAST = "9999-12-31"

#: What of a view only a scenario makes differ from day to day.
_BY_SCENARIO = ("core", "shut", "opened", "lifted")


def day_after(day: str) -> str:
    """Give the next day.

    >>> day_after("2025-12-31")
    '2026-01-01'
    """
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def day_before(day: str) -> str:
    """Give the day before.

    >>> day_before("2026-01-01")
    '2025-12-31'
    """
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


@dataclass(frozen=True)
class Fact:
    """Something that begins or ends between two days.

    Attributes
    ----------
    kind
        ``link``, ``event``, ``service``, ``project``, ``prices`` or ``scenario``.
    id
        Of the row; for prices the year, blank for a scenario.
    begins
        Whether it comes into force; else it ends.
    links
        Indexes of the links that it concerns; none where it concerns all.
    words
        Such as ``opening of Serakhs - Sarakhs (rail)``, or ``All crossings shut``.
    """

    kind: str
    id: str
    begins: bool
    links: frozenset[int]
    words: str

    def concerns(self, links: Iterable[int]) -> bool:
        """Whether it can matter to ways over these links."""
        return not self.links or not self.links.isdisjoint(links)


def change_days(core: Core, reference_date: str, after: str, until: str) -> list[str]:
    """List the days, later than one and up to another, on which something of the tables begins or ends."""
    days = {day for day in _changes(core, reference_date, after, until) if after < day <= until}
    return sorted(days)


def _changes(core: Core, reference_date: str, after: str, until: str) -> Iterator[str]:
    for link in core.links:
        row = link.row
        if row["opened"] is not None:
            yield first_day(row["opened"])
        if row["closed"] is not None:
            yield _next(last_day(row["closed"]))
        if row["expected"] is not None and row["status"] != "operating":
            yield max(first_day(row["expected"]), day_after(reference_date))
    for row in core.tables["events"]:
        yield first_day(row["start"])
        end = row["assumed_end"] if row["end"] is None else row["end"]
        if end is not None:
            yield _next(last_day(end))
        if row["months"]:
            yield from _months(after, until)
    for service in core.services:
        if service.row["since"] is not None:
            yield first_day(service.row["since"])
        if service.row["until"] is not None:
            yield _next(last_day(service.row["until"]))
    for row in core.tables["projects"]:
        if row["since"] is not None:
            since = first_day(row["since"])
            yield since if row["state"] == "done" else max(since, day_after(reference_date))
    yield from (f"{year}-01-01" for year in range(int(after[:4]), int(until[:4]) + 1))


def _next(day: str) -> str:
    return day if day >= _LAST else day_after(day)


def _months(after: str, until: str) -> Iterator[str]:
    for year in range(int(after[:4]), int(until[:4]) + 1):
        yield from (f"{year}-{month:02d}-01" for month in range(1, 13))


def facts_between(before: View, after: View) -> list[Fact]:
    """List what is in force on one of two views and not on the other; a scenario may hold for a time as well."""
    return list(_Facts(before, after).all())


class _Facts:
    def __init__(self, before: View, after: View) -> None:
        self.before, self.after = before, after
        self.core = after.core
        self.reference_date = after.reference_date

    def all(self) -> Iterator[Fact]:
        yield from self._links()
        yield from self._events()
        yield from self._services()
        yield from self._projects()
        if any(getattr(self.before, name) != getattr(self.after, name) for name in _BY_SCENARIO):
            words = "what the scenario changes on this day"
            yield Fact("scenario", "", begins=True, links=frozenset(), words=words)
        if self.before.on[:4] != self.after.on[:4]:
            year = self.after.on[:4]
            yield Fact("prices", year, begins=True, links=frozenset(), words=f"consumer prices of {year}")

    def _links(self) -> Iterator[Fact]:
        places = self.core.places
        for link in self.core.links:
            was = link_closure(link, self.before.on, self.reference_date)
            now = link_closure(link, self.after.on, self.reference_date)
            if (was is None) != (now is None):
                name = f"{places[link.start].name} - {places[link.end].name} ({link.mode})"
                what = "opening" if now is None else "closing"
                yield Fact("link", link.id, now is None, frozenset({link.index}), f"{what} of {name}")

    def _events(self) -> Iterator[Fact]:
        was, now = ({row["id"]: row for row in view.events} for view in (self.before, self.after))
        for key, row in {**was, **now}.items():
            if (key in was) != (key in now):
                begins = key in now
                words = row["name"] if begins else f"end of: {row['name']}"
                yield Fact("event", key, begins, self._of_event(row), words)

    def _of_event(self, row: Row) -> frozenset[int]:
        if row["kind"] == "closure":
            return frozenset(closures_by([row], self.core.links, self.core.places))
        return frozenset(link.index for link in links_concerned(row, self.core))

    def _services(self) -> Iterator[Fact]:
        for service in self.core.services:
            was, now = service.idle(self.before.on) is None, service.idle(self.after.on) is None
            if was != now:
                words = f"{'start' if now else 'end'} of the service {service.name}"
                yield Fact("service", service.id, now, frozenset(service.links), words)

    def _projects(self) -> Iterator[Fact]:
        for row in self.core.tables["projects"]:
            was, now = (project_in_force(row, v.on, self.reference_date) for v in (self.before, self.after))
            if was != now:
                yield Fact("project", row["id"], now, self._of_project(row), row["name"])

    def _of_project(self, row: Row) -> frozenset[int]:
        at = [self._place_links[place] for place in row["places"] if place in self._place_links]
        return frozenset(self.core.link_index[link] for link in row["links"]).union(*at)

    @cached_property
    def _place_links(self) -> Mapping[str, frozenset[int]]:
        links_at = self.core.links_at
        return {place.id: frozenset(links_at[place.index]) for place in self.core.places}
