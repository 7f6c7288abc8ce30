"""What of the tables is in use on one date, and why the rest is not."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from corridors.tables.reading import Row
from corridors.world.availability import closures_by, closures_on, events_on
from corridors.world.core import Core
from corridors.world.risks import risks_on

__all__ = ["View"]


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
    """

    def __init__(
        self,
        core: Core,
        on: str,
        *,
        shut: Mapping[int, str] | None = None,
        opened: frozenset[int] = frozenset(),
        lifted: frozenset[str] = frozenset(),
    ) -> None:
        self.core = core
        self.on = on
        self.shut = dict(shut or {})
        self.opened = opened
        self.lifted = lifted

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

    @cached_property
    def closed(self) -> dict[int, str]:
        """Why links are in use by no shipment, by link index."""
        core = self.core
        closed = closures_on(core.links, core.places, self.events, self.on, self.reference_date)
        return {i: why for i, why in closed.items() if i not in self.opened} | self.shut

    def closed_to(self, shipment: str) -> Mapping[int, str]:
        """Links that are shut to a shipment, those shut to some shipments only included."""
        core, some = self.core, [event for event in self.events if shipment in event["shipments"]]
        if not some:
            return self.closed
        shut = closures_by(some, core.links, core.places)
        return {i: why for i, why in shut.items() if i not in self.opened} | self.closed
