"""The records that everything else speaks of: places and links."""

from __future__ import annotations

from dataclasses import dataclass

from corridors.errors import OptionError
from corridors.gate.fixed import FixedRow
from corridors.tables.reading import Row
from corridors.words.brief import brief

__all__ = ["MODES", "SHIPMENTS", "SHIPMENT_UNITS", "Link", "Place", "link_from_row", "place_from_row"]

MODES = ("rail", "ferry", "sea", "road")
SHIPMENTS = ("feu", "teu", "wagon")
SHIPMENT_UNITS = {"feu": "FEU", "teu": "TEU", "wagon": "wagon"}  # as people read them


@dataclass(frozen=True, slots=True)
class Place:
    """A node: city, station, border station, port, junction or strait.

    Only places of a user's own network may be without coordinates; they cannot be drawn.
    """

    index: int
    id: str
    name: str
    country: str
    kind: str
    lat: float | None
    lon: float | None
    unlocode: str | None
    spellings: tuple[str, ...]

    @property
    def point(self) -> tuple[float, float]:
        """Longitude and latitude in degrees, the order of maps.

        Raises
        ------
        OptionError
            Nobody said where the place lies.
        """
        if self.lon is None or self.lat is None:
            raise OptionError(
                f"the place {self.name!r} has no coordinates, so it cannot be drawn: give places their lat and lon"
            )
        return self.lon, self.lat

    def __repr__(self) -> str:
        return brief(self, f"{self.id}: {self.name}, {self.kind}, {self.country}")


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between two neighbouring places in one mode; its row keeps every column and source."""

    index: int
    id: str
    start: int
    end: int
    mode: str
    gauge_mm: int | None
    length_km: float
    row: Row

    def other(self, place: int) -> int:
        """Index of the place at the other end."""
        return self.end if place == self.start else self.start

    def __repr__(self) -> str:
        return brief(self, f"{self.id}: {self.mode}, {self.length_km:,.0f} km")


def place_from_row(index: int, row: Row) -> Place:
    """Make a place of a checked row of ``places``."""
    spellings = (row["name"], row["name_ru"], row["name_uz"], *row["aliases"])
    return Place(
        index=index,
        id=row["id"],
        name=row["name"],
        country=row["country"],
        kind=row["kind"],
        lat=row["lat"],
        lon=row["lon"],
        unlocode=row["unlocode"],
        spellings=tuple(dict.fromkeys(text for text in spellings if text)),
    )


def link_from_row(index: int, row: Row, place_index: dict[str, int]) -> Link:
    """Make a link of a checked row of ``links``."""
    return Link(
        index=index,
        id=row["id"],
        start=place_index[row["from"]],
        end=place_index[row["to"]],
        mode=row["mode"],
        gauge_mm=row["gauge_mm"],
        length_km=row["length_km"],
        row=FixedRow(row),
    )
