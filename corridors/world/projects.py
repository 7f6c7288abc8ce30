"""Projects: what works, ships and new lines made or will make of a capacity, and from when."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from corridors.tables.dates import first_day
from corridors.tables.reading import Row

__all__ = ["by_link", "by_place", "capacity_on", "place_key"]

#: Loading, unloading and transhipment share the cranes of a place, whether these serve ships or trains.
_SHARED = {"port": "terminal", "loading": "terminal", "unloading": "terminal", "transhipment": "terminal"}


def by_link(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Sort projects that change the capacity of links by link, the earliest first."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        dated = row["since"] is not None and row["value"] is not None
        if dated and row["quantity"] == "capacity_mt_per_year" and not row["operation"]:
            for link in row["links"]:
                found.setdefault(link, []).append(row)
    for projects in found.values():
        projects.sort(key=lambda row: first_day(row["since"]))
    return found


def by_place(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """Sort projects that change what a place handles by (kind of operation, place), the earliest first."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        dated = row["since"] is not None and row["value"] is not None
        if dated and row["quantity"] == "capacity_mt_per_year" and row["operation"]:
            for place in row["places"]:
                found.setdefault(place_key(row["operation"], place), []).append(row)
    for projects in found.values():
        projects.sort(key=lambda row: first_day(row["since"]))
    return found


def place_key(operation: str, place: str) -> tuple[str, str]:
    """Give what the projects of an operation at a place are found by."""
    return _SHARED.get(operation, operation), place


def capacity_on(projects: Mapping[Any, Sequence[Row]], what: Hashable, on: str, reference_date: str) -> Row | None:
    """Give the last project of a link or place that has come into force by a day; what is proposed never does."""
    in_force = [
        row
        for row in projects.get(what, ())
        if first_day(row["since"]) <= on
        and row["state"] != "proposed"
        and (row["state"] == "done" or on > reference_date)
    ]
    return in_force[-1] if in_force else None
