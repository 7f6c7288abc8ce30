"""Services: trains, feeders and ferries that really run, how often, for whom and from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corridors.charges.charge import Figure
from corridors.tables.dates import first_day, last_day
from corridors.tables.reading import Row

__all__ = ["CARRIED", "SERVICE_CLASSES", "Service", "service_class", "services_from_rows"]

#: How a shipment travels on a railway, the quickest first.
SERVICE_CLASSES = ("block_train", "regular", "wagonload")

#: What a vessel takes aboard: loose containers that are lifted, vehicles that drive, railway wagons that roll.
CARRIED = ("container", "lorry", "wagon")

_HOURS_A_WEEK = 168.0


def service_class(shipment: str, service: str) -> str:
    """Give the class in which a shipment travels: a wagon that is handed in singly goes as a wagonload.

    >>> service_class("feu", "regular"), service_class("wagon", "regular")
    ('regular', 'wagonload')
    """
    return "wagonload" if shipment == "wagon" and service == "regular" else service


@dataclass(frozen=True, slots=True)
class Service:
    """A train, feeder or ferry between two places by a chain of links."""

    index: int
    id: str
    name: str
    mode: str
    stops: tuple[str, ...]  # places where one may get on or off, origin and destination first and last
    links: tuple[int, ...]
    carries: tuple[str, ...]
    both_ways: bool
    row: Row

    @property
    def short_name(self) -> str:
        """Its name without its ports."""
        return self.name.partition(":")[0]

    def takes(self, shipment: str) -> bool:
        """Whether a shipment may travel by it."""
        return not self.row["shipments"] or shipment in self.row["shipments"]

    def idle(self, day: str) -> str | None:
        """Say why it does not run on a day; None when it does."""
        row = self.row
        if row["since"] is not None and first_day(row["since"]) > day:
            return f"the service {self.name} does not run before {row['since']}"
        if row["until"] is not None and last_day(row["until"]) < day:
            return f"the service {self.name} ran until {row['until']}"
        if row["status"] == "planned":
            return f"the service {self.name} is planned"
        if row["status"] == "ended" and row["until"] is None:
            return f"the service {self.name} has ended"
        return None

    def wait(self) -> Figure | None:
        """Hours until it leaves: as measured, else half the interval; None where nobody says how often it runs.

        Whoever comes at any moment of an interval waits from a tenth to nine tenths of it, four times in five.
        """
        row = self.row
        if row["wait_h"] is not None:
            low, high = row["wait_h_low"], row["wait_h_high"]
            hours = row["wait_h"]
            low, high = (hours if low is None else low), (hours if high is None else high)
            return Figure(low, hours, high, row["wait_grade"], row["wait_source"])
        if row["departures_per_week"] is None:
            return None
        interval = _HOURS_A_WEEK / row["departures_per_week"]
        grade = "derived" if row["departures_grade"] == "published" else row["departures_grade"]
        return Figure(0.1 * interval, 0.5 * interval, 0.9 * interval, grade, row["departures_source"])

    def published_time(self) -> Figure | None:
        """Hours from departure to arrival as somebody printed them; low and high are 0 where nobody printed a range."""
        row = self.row
        if row["time_h"] is None:
            return None
        low, high = (0.0 if row[name] is None else row[name] for name in ("time_h_low", "time_h_high"))
        return Figure(low, row["time_h"], high, row["time_grade"], row["time_source"])


def services_from_rows(rows: Iterable[Row], link_index: Mapping[str, int]) -> tuple[Service, ...]:
    """Make services of checked rows; links stand by their number."""
    return tuple(
        Service(
            index=number,
            id=row["id"],
            name=row["name"],
            mode=row["mode"],
            stops=(row["origin"], *row["calls"], row["destination"]),
            links=tuple(link_index[link] for link in row["links"]),
            carries=tuple(row["carries"]),
            both_ways=row["direction"] != "forward",
            row=row,
        )
        for number, row in enumerate(rows)
    )
