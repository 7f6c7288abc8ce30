"""Risks: what a way meets besides hours and dollars: sanctions, war, insurability, theft, politics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from corridors.charges.model import Link, Place
from corridors.tables.dates import first_day, last_day
from corridors.tables.reading import Row
from corridors.words.brief import brief

__all__ = ["KINDS", "Risk", "risks_met", "risks_on"]

KINDS = ("sanctions", "war", "insurability", "theft", "politics")

_LEVELS = ("high", "medium", "low")


class Risk(NamedTuple):
    """A risk in force that a way meets."""

    id: str
    kind: str
    name: str
    level: str
    start: str
    end: str | None  # blank while it lasts
    effect: str
    accepted_by: str  # who carries or insures all the same
    sources: tuple[str, ...]

    @classmethod
    def from_row(cls, row: Row) -> Risk:
        """Make one of a row of ``risks``."""
        return cls(
            id=row["id"],
            kind=row["kind"],
            name=row["name"],
            level=row["level"],
            start=row["start"],
            end=row["end"],
            effect=row["effect"] or "",
            accepted_by=row["accepted_by"] or "",
            sources=row["source"],
        )

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return self._asdict() | {"sources": list(self.sources)}

    def __repr__(self) -> str:
        return brief(self, f"{self.id}: {self}")

    def __str__(self) -> str:
        accepted = f"; accepted by {self.accepted_by}" if self.accepted_by else ""
        return f"{self.kind} ({self.level}): {self.name}, since {self.start}{accepted}"


def risks_on(rows: Iterable[Row], day: str) -> list[Row]:
    """Select the risks in force on a day, the highest first."""
    found = [
        row for row in rows if first_day(row["start"]) <= day and (row["end"] is None or day <= last_day(row["end"]))
    ]
    return sorted(found, key=lambda row: _LEVELS.index(row["level"]))


def risks_met(rows: Iterable[Row], links: Iterable[Link], places: Sequence[Place]) -> list[Row]:
    """Select the risks that concern some link, by its id, its mode, its places or their countries."""
    kept = list(rows)
    met: dict[str, Row] = {}
    for link in links:
        ends = places[link.start], places[link.end]
        for row in kept:
            if row["id"] not in met and _concerns(row, link, ends):
                met[row["id"]] = row
    return [row for row in kept if row["id"] in met]


def _concerns(row: Row, link: Link, ends: tuple[Place, Place]) -> bool:
    if row["modes"] and link.mode not in row["modes"]:
        return False
    if link.id in row["links"] or any(place.id in row["places"] for place in ends):
        return True
    # a ship that only passes a strait of a country is not in it
    return any(place.country in row["countries"] and place.kind != "strait" for place in ends)
