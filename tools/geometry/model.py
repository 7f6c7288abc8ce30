"""The links and places to draw, the hints on how, and the line that comes of it."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from tools.geometry.sphere import Line, Point

__all__ = ["Drawn", "Hint", "Link", "Place", "read_hints", "read_links", "read_places"]

HINTS = Path(__file__).with_name("hints.csv")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of `data/places.csv`."""

    id: str
    point: Point
    country: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link of `data/links.csv`."""

    id: str
    start: Place
    end: Place
    mode: str
    length_km: float
    grade: str
    method: str
    status: str


@dataclass(frozen=True, slots=True)
class Hint:
    """What the sources cannot tell: the towns that a line runs through, and why its length differs."""

    through: tuple[str, ...]
    how: str
    reason: str


@dataclass(slots=True)
class Drawn:
    """The line of a link, how it was found, and the kilometres of it that rest on no source line."""

    line: Line
    quality: str
    inputs: set[str] = field(default_factory=set)
    source_km: float = 0.0
    loose_km: float = 0.0
    reason: str = ""


def read_places(path: Path) -> dict[str, Place]:
    """Read the places by id."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: Place(row["id"], (float(row["lon"]), float(row["lat"])), row["country"])
            for row in csv.DictReader(file)
        }


def read_links(path: Path, places: dict[str, Place]) -> list[Link]:
    """Read the links, by id."""
    with path.open(encoding="utf-8", newline="") as file:
        links = [
            Link(
                row["id"],
                places[row["from"]],
                places[row["to"]],
                row["mode"],
                float(row["length_km"]),
                row["length_grade"],
                row["length_method"],
                row["status"],
            )
            for row in csv.DictReader(file)
        ]
    return sorted(links, key=lambda link: link.id)


def read_hints(path: Path = HINTS) -> dict[str, Hint]:
    """Read the hints: `through` holds towns of GeoNames and `@id` of places, in order, split by `|`.

    `how` is `track` (follow the source from one to the next), `towns` (straight from one to the next),
    or empty for a row that only gives a reason; `straight` is for a ferry on a lake.
    `basis` says where the hint is from.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["link"]: Hint(
                tuple(item.strip() for item in row["through"].split("|") if item.strip()),
                row["how"],
                row["reason"],
            )
            for row in csv.DictReader(file)
        }
