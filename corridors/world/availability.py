"""Which links may be used on a date, and why the others may not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corridors.charges.model import SHIPMENT_UNITS, Link, Place
from corridors.tables.dates import first_day, last_day
from corridors.tables.reading import Row
from corridors.words.reason import Reason

__all__ = ["closures_by", "closures_on", "events_on", "is_dated", "link_closure"]


_STAGES = {"planned": "planned", "construction": "under construction", "suspended": "suspended"}


def link_closure(link: Link, day: str, reference_date: str) -> str | None:
    """Say why a link is not in service on a day, apart from events; None when it is.

    Past and present days follow the facts. After the reference date, what is planned, being built or
    suspended counts from its expected year, if it has one.
    """
    row = link.row
    opened, closed, expected = row["opened"], row["closed"], row["expected"]
    if closed is not None and last_day(closed) < day:
        return f"out of service since {closed}"
    if row["status"] != "operating":
        stage = _STAGES[row["status"]]
        if day <= reference_date or expected is None or first_day(expected) > day:
            return f"{stage}, expected {expected}" if expected else stage
        return None
    if opened is not None and first_day(opened) > day:
        return f"not open before {opened}"
    return None


def is_dated(link: Link) -> bool:
    """Whether something is said of a link's beginning or end; of most there is nothing."""
    row = link.row
    return row["opened"] is not None or row["closed"] is not None or row["status"] != "operating"


def events_on(events: Iterable[Row], day: str) -> list[Row]:
    """Select events in force on a day; one without a known end lasts until its assumed one, or for good.

    What returns with a season names its months.
    """
    month = str(int(day[5:7]))
    return [
        event
        for event in events
        if first_day(event["start"]) <= day
        and day <= _last_day(event)
        and (not event["months"] or month in event["months"])
    ]


def _last_day(event: Row) -> str:
    end = event["assumed_end"] if event["end"] is None else event["end"]
    return "9999-12-31" if end is None else last_day(end)


def closures_on(
    links: Sequence[Link],
    places: Sequence[Place],
    events: Iterable[Row],
    day: str,
    reference_date: str,
    dated: Iterable[Link] | None = None,
) -> dict[int, str]:
    """Map the index of every link that is shut on a day, whatever the shipment, to the reason.

    Where it is known which links are `dated`, no other is asked for its own dates.
    """
    shut: dict[int, str] = {}
    for link in links if dated is None else dated:
        reason = link_closure(link, day, reference_date)
        if reason is not None:
            shut[link.index] = reason
    in_force = events_on(events, day)
    for index, reason in closures_by([event for event in in_force if not event["shipments"]], links, places).items():
        shut.setdefault(index, reason)
    return shut


def closures_by(events: Iterable[Row], links: Sequence[Link], places: Sequence[Place]) -> dict[int, str]:
    """Map the index of every link that events shut to the first that does, in words."""
    shut: dict[int, str] = {}
    for event in events:
        if event["kind"] != "closure":
            continue
        whom = f" to {', '.join(SHIPMENT_UNITS.get(s, s) for s in event['shipments'])}" if event["shipments"] else ""
        reason = f"shut{whom} since {event['start']}: {event['name']}"
        if event["end"] is None and event["assumed_end"] is not None:
            reason += f" (no end known; taken to end on {event['assumed_end']})"
        named_links, modes = set(event["links"]), event["modes"]
        named = set(event["places"])
        named_places = {place.index for place in places if place.id in named} if named else named
        for link in links:
            met = link.id in named_links or link.start in named_places or link.end in named_places
            if met and (not modes or link.mode in modes):
                shut.setdefault(link.index, Reason(reason, (link.id,), (event["id"],)))
    return shut
