"""The full check of a folder of tables, with what its figures rest on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corridors.checks import check_tables
from corridors.schema import GRADES
from corridors.tables import Tables, read_tables
from corridors.text import format_table

__all__ = ["Audit", "GradeShare", "audit", "grade_shares"]


@dataclass(frozen=True, slots=True)
class GradeShare:
    """How many figures of one column rest on each grade, and how many kilometres where that applies."""

    table: str
    column: str
    published: float
    derived: float
    estimated: float

    @property
    def total(self) -> float:
        """All figures of the column."""
        return self.published + self.derived + self.estimated


@dataclass(frozen=True, slots=True)
class Audit:
    """A folder of tables that passed every check."""

    rows: dict[str, int]
    shares: tuple[GradeShare, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "rows": self.rows,
            "grades": [
                {"table": s.table, "column": s.column, **{g: getattr(s, g) for g in GRADES}} for s in self.shares
            ],
        }

    def summary(self) -> str:
        """Give the counts and shares as text."""
        lines = ["0 findings. Rows: " + ", ".join(f"{n} {c}" for n, c in self.rows.items())]
        rows = [["table", "column", "figures", *(f"{grade} %" for grade in GRADES)]]
        for share in self.shares:
            cells = [f"{100 * getattr(share, g) / share.total:.0f}" for g in GRADES]
            rows.append([share.table, share.column, f"{share.total:,.0f}", *cells])
        return "\n".join([*lines, format_table(rows, left=(0, 1))])


def audit(folder: Path | None = None) -> Audit:
    """Read every table of a folder, check all rules, and count figures by grade.

    Raises
    ------
    DataError
        With every finding.

    Examples
    --------
    >>> import corridors.audit
    >>> corridors.audit.audit().rows["links"] > 100
    True
    """
    tables = check_tables(read_tables(folder, everything=True))
    return Audit({name: len(tables[name]) for name in tables}, tuple(grade_shares(tables)))


def grade_shares(tables: Tables) -> list[GradeShare]:
    """Count the figures of every graded column by grade; rail and all lengths also by kilometre."""
    shares = []
    for name in tables:
        for field in tables.package.schemas[name].fields:
            if field.grade is None:
                continue
            counts = dict.fromkeys(GRADES, 0.0)
            for row in tables[name]:
                if row[field.name] is not None:
                    counts[row[field.grade]] += 1
            if sum(counts.values()):
                shares.append(GradeShare(name, field.name, **counts))
    for label, modes in (("length_km of rail, by km", {"rail"}), ("length_km, by km", None)):
        km = dict.fromkeys(GRADES, 0.0)
        for row in tables["links"]:
            if modes is None or row["mode"] in modes:
                km[row["length_grade"]] += row["length_km"]
        if sum(km.values()):
            shares.append(GradeShare("links", label, **km))
    return shares
