"""Projects: what works, ships and new lines made or will make of a capacity, and from when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corridors.tables.dates import first_day
from corridors.tables.reading import Row

__all__ = ["Works", "by_target", "capacity_on", "project_in_force"]

#: Projects by what they change: a link or a place, and what is done there, blank on a link.
Works = Mapping[tuple[str, str], Sequence[Row]]

#: What the capacity of a port or a terminal bounds; both share one figure.
_AT_TERMINALS = frozenset({"port", "loading", "unloading", "transhipment"})


def by_target(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """Sort projects that change a capacity by link, or by place and operation, the earliest first."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        dated = row["since"] is not None and row["value"] is not None
        if dated and row["quantity"] == "capacity_mt_per_year":
            for target in (*row["links"], *row["places"]):
                found.setdefault((target, _shared(row["operation"] or "")), []).append(row)
    for projects in found.values():
        projects.sort(key=lambda row: first_day(row["since"]))
    return found


def _shared(operation: str) -> str:
    return "terminal" if operation in _AT_TERMINALS else operation


def capacity_on(projects: Works, target: str, on: str, reference_date: str, *, operation: str = "") -> Row | None:
    """Give the last project of a link, or of what is done at a place, that has come into force by a day.

    What is only proposed never does; what is being built or planned does after the reference date alone.
    """
    rows = projects.get((target, _shared(operation)), ())
    in_force = [row for row in rows if project_in_force(row, on, reference_date)]
    return in_force[-1] if in_force else None


def project_in_force(row: Row, on: str, reference_date: str) -> bool:
    """Whether a project is in force on a day; what is not done yet is only after the day that the data describe."""
    if row["since"] is None or first_day(row["since"]) > on or row["state"] == "proposed":
        return False
    return row["state"] == "done" or on > reference_date
