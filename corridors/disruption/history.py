"""What the table of events tells of how often and how long something was shut.

The table is a record of what somebody printed, no count of all there was: what follows from it is what is on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corridors.disruption.elements import Element
from corridors.tables.dates import first_day, last_day
from corridors.tables.reading import Row
from corridors.world.availability import closures_by, link_closure
from corridors.world.view import View

__all__ = ["History", "Record", "spells_of"]

#: First and last day of a spell, both inside.
Spell = tuple[date, date]

_DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Record:
    """Closures on record.

    Attributes
    ----------
    events
        Ids of the events.
    durations_h
        Hours of each closure; events that overlap are one.
    start, end
        The days (ISO) that the record covers: from the first event of the table to the day that the data describe.
    open_ended
        Whether one of them has no end yet, and is counted to the end of the record.
    """

    events: tuple[str, ...]
    durations_h: tuple[float, ...]
    start: str
    end: str
    open_ended: bool = False

    @property
    def years(self) -> float:
        """Years that the record covers."""
        return ((date.fromisoformat(self.end) - date.fromisoformat(self.start)).days + 1) / _DAYS_A_YEAR

    @property
    def per_year(self) -> float:
        """Closures a year."""
        return len(self.durations_h) / self.years


def spells_of(event: Row, until: date) -> list[Spell]:
    """Give the spells in which an event was in force, up to a day; what returns with a season has one a season.

    Examples
    --------
    >>> winter = {"start": "2020-01-01", "end": None, "months": ("12", "1")}
    >>> [f"{first} {last}" for first, last in spells_of(winter, date(2021, 1, 10))]
    ['2020-01-01 2020-01-31', '2020-12-01 2021-01-10']
    """
    start = date.fromisoformat(first_day(event["start"]))
    end = until if event["end"] is None else min(until, date.fromisoformat(last_day(event["end"])))
    if start > end:
        return []
    if not event["months"]:
        return [(start, end)]
    months = {int(month) for month in event["months"]}
    spells: list[Spell] = []
    day = start
    while day <= end:
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        last = min(end, following - timedelta(days=1))
        if day.month in months:
            spells.append((day, last))
        day = following
    return merged(spells)


def merged(spells: Iterable[Spell]) -> list[Spell]:
    """Give spells with those that overlap or follow each other made one."""
    found: list[Spell] = []
    for first, last in sorted(spells):
        if found and first <= found[-1][1] + timedelta(days=1):
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


class History:
    """The record of closures of one shipment, up to the day that the data describe."""

    def __init__(self, view: View, shipment: str) -> None:
        core = self._core = view.core
        self._view = view
        rows = core.tables["events"]
        self._until = date.fromisoformat(view.reference_date)
        starts = [first_day(row["start"]) for row in rows if first_day(row["start"]) <= view.reference_date]
        self.start = min(starts, default=view.reference_date)
        self.end = view.reference_date
        self._shut = [
            (row, frozenset(closures_by([row], core.links, core.places)))
            for row in rows
            if row["kind"] == "closure" and (not row["shipments"] or shipment in row["shipments"])
        ]

    def of(self, element: Element) -> Record | None:
        """Give the closures that shut all of an element that is in use; None where none is on record."""
        links = frozenset(index for index in element.links if self._built(index))
        return self.of_links(links) if links else None

    def of_links(self, links: frozenset[int]) -> Record | None:
        """Give the closures that shut all of some links."""
        return self._record([row for row, shut in self._shut if links <= shut])

    def of_event(self, event: Row) -> Record | None:
        """Give the record of an event: of a closure with those that shut the same, else its own spells."""
        if event["kind"] != "closure":
            return self._record([event])
        own = next((shut for row, shut in self._shut if row["id"] == event["id"]), frozenset())
        return self.of_links(own) if own else None

    def _record(self, rows: Sequence[Row]) -> Record | None:
        spells = merged(spell for row in rows for spell in spells_of(row, self._until))
        if not spells:
            return None
        hours = tuple(24.0 * ((last - first).days + 1) for first, last in spells)
        begun = [row for row in rows if first_day(row["start"]) <= self.end]
        lasting = any(row["end"] is None and not row["months"] for row in begun)
        return Record(tuple(row["id"] for row in begun), hours, self.start, self.end, lasting)

    def _built(self, index: int) -> bool:
        view = self._view
        return link_closure(self._core.links[index], view.reference_date, view.reference_date) is None
