"""Projects: what works, ships and new lines made or will make of a capacity, and from when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corridors.tables.dates import first_day
from corridors.tables.reading import Row

__all__ = ["by_link", "capacity_on", "project_in_force"]


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


def capacity_on(projects: Mapping[str, Sequence[Row]], link: str, on: str, reference_date: str) -> Row | None:
    """Give the last project of a link that has come into force by a day; what is only proposed never does."""
    in_force = [row for row in projects.get(link, ()) if project_in_force(row, on, reference_date)]
    return in_force[-1] if in_force else None


def project_in_force(row: Row, on: str, reference_date: str) -> bool:
    """Whether a project is in force on a day; what is not done yet is only after the day that the data describe."""
    if row["since"] is None or first_day(row["since"]) > on or row["state"] == "proposed":
        return False
    return row["state"] == "done" or on > reference_date
