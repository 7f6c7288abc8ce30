"""What of the tables is in use on one date, and why the rest is not."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from operator import is_
from typing import Any

from corridors.charges.model import Link
from corridors.tables.reading import Row
from corridors.world.availability import closures_by, closures_on, events_on, is_dated
from corridors.world.core import Core
from corridors.world.risks import risks_met, risks_on

__all__ = ["View"]

#: Cells of a link that say whether it is in service on a day.
_STATUS = ("status", "opened", "closed", "expected")


class View:
    """Tables seen on a date, with what a user or a scenario shut, opened or lifted.

    Immutable; all that planning needs to know of a network.

    Parameters
    ----------
    core
        The tables as records.
    on
        The date (ISO).
    shut
        Why links are shut by the user, by link index.
    opened
        Links that are open whatever the tables say.
    lifted
        Ids of events that do not count.
    base
        The same date without the changes, of which all is taken over that they leave as it is.
    """

    def __init__(
        self,
        core: Core,
        on: str,
        *,
        shut: Mapping[int, str] | None = None,
        opened: frozenset[int] = frozenset(),
        lifted: frozenset[str] = frozenset(),
        base: View | None = None,
    ) -> None:
        self.core = core
        self.on = on
        self.shut = dict(shut or {})
        self.opened = opened
        self.lifted = lifted
        alike = base is not None and base.on == on and core.derives_from(base.core)
        self.base = base if alike else None
        #: What later rooms make of this view once and keep: searches, by what they are for.
        self.made: dict[Hashable, Any] = {}

    @property
    def reference_date(self) -> str:
        """The day (ISO) that the data describe."""
        return self.core.tables.package.reference_date

    @cached_property
    def events(self) -> list[Row]:
        """Closures and restrictions in force."""
        kept = [event for event in self.core.tables["events"] if event["id"] not in self.lifted]
        return events_on(kept, self.on)

    @cached_property
    def risks(self) -> list[Row]:
        """Risks in force, the highest first."""
        return risks_on(self.core.tables["risks"], self.on)

    def risks_along(self, links: Iterable[Link]) -> list[Row]:
        """Select the risks in force that concern some link, the highest first; of each link they are found once."""
        met: set[int] = set()
        for link in links:
            found = self._risks_of.get(link.index)
            if found is None:
                rows = risks_met(self.risks, [link], self.core.places)
                ids = {id(row) for row in rows}
                found = tuple(number for number, row in enumerate(self.risks) if id(row) in ids)
                self._risks_of[link.index] = found
            met.update(found)
        return [self.risks[number] for number in sorted(met)]

    @cached_property
    def _risks_of(self) -> dict[int, tuple[int, ...]]:
        """Risks of a link, by its index, as places in `risks`."""
        base = self.base
        if base is not None and self.core.same_shape and self.core.tables["risks"] is base.core.tables["risks"]:
            return base._risks_of
        return {}

    @cached_property
    def same_events(self) -> bool:
        """Whether the closures and restrictions in force are those of the base, row by row."""
        base = self.base
        return base is not None and (len(self.events) == len(base.events) and all(map(is_, self.events, base.events)))

    @cached_property
    def closed(self) -> dict[int, str]:
        """Why links are in use by no shipment, by link index."""
        closed = self._closed_by_tables
        return {i: why for i, why in closed.items() if i not in self.opened} | self.shut

    @cached_property
    def _closed_by_tables(self) -> Mapping[int, str]:
        if self.base is not None and self.same_events and self.core.keeps("links", _STATUS):
            return self.base._closed_by_tables
        core = self.core
        dated = core.made.get("dated links")
        if dated is None:
            dated = core.made["dated links"] = list(filter(is_dated, core.links))
        return closures_on(core.links, core.places, self.events, self.on, self.reference_date, dated)

    def closed_to(self, shipment: str) -> Mapping[int, str]:
        """Links that are shut to a shipment, those shut to some shipments only included."""
        shut = self._closed_to(shipment)
        if not shut:
            return self.closed
        kept: Mapping[int, str] | None = self.made.get(("all closed to", shipment))
        if kept is None:
            kept = {i: why for i, why in shut.items() if i not in self.opened} | self.closed
            self.made["all closed to", shipment] = kept
        return kept

    def _closed_to(self, shipment: str) -> Mapping[int, str]:
        """Links that events shut to this shipment and not to others."""
        if self.base is not None and self.same_events and self.core.keeps("links", ()):
            return self.base._closed_to(shipment)
        kept: Mapping[int, str] | None = self.made.get(("closed to", shipment))
        if kept is None:
            some = [event for event in self.events if shipment in event["shipments"]]
            kept = closures_by(some, self.core.links, self.core.places) if some else {}
            self.made["closed to", shipment] = kept
        return kept
