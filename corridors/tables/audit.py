"""The full check of a folder of tables, with what its figures rest on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corridors.kernels.adding import total_of
from corridors.tables.checks import check_tables
from corridors.tables.reading import Tables, read_tables
from corridors.tables.schema import GRADES
from corridors.words.aligned import format_table

__all__ = ["Audit", "GradeShare", "LengthShare", "audit", "grade_shares", "length_shares"]

#: Ways to a length that lose nothing of what was printed: the figure itself, two kilometre posts of one table,
#: a sum of sections, an exact difference of figures from several tables.
FROM_PRINTED = ("printed", "posts", "sum", "difference")


@dataclass(frozen=True, slots=True)
class GradeShare:
    """How much of one column rests on each grade: so many figures, or so many kilometres of links."""

    table: str
    column: str
    unit: str  # figures or km
    published: float
    derived: float
    estimated: float

    @property
    def total(self) -> float:
        """All of the column, in the unit."""
        return self.published + self.derived + self.estimated


@dataclass(frozen=True, slots=True)
class LengthShare:
    """Rail kilometres of a part of the network by the way their lengths were got."""

    part: str
    km_by_method: dict[str, float]

    @property
    def total_km(self) -> float:
        """All rail kilometres of the part."""
        return total_of(self.km_by_method.values())

    @property
    def from_printed_figures(self) -> float:
        """Share, 0 to 1, of kilometres printed, summed or subtracted section by section from graded figures."""
        return total_of(self.km_by_method.get(method, 0.0) for method in FROM_PRINTED) / self.total_km


@dataclass(frozen=True, slots=True)
class Audit:
    """A folder of tables that passed every check."""

    rows: dict[str, int]
    shares: tuple[GradeShare, ...]
    lengths: tuple[LengthShare, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "rows": self.rows,
            "grades": [
                {"table": s.table, "column": s.column, "unit": s.unit, **{g: getattr(s, g) for g in GRADES}}
                for s in self.shares
            ],
            "rail_km": [
                {"part": s.part, **s.km_by_method, "from_printed_figures": s.from_printed_figures} for s in self.lengths
            ],
        }

    def summary(self) -> str:
        """Give the counts and shares as text."""
        lines = ["0 findings. Rows: " + ", ".join(f"{n} {c}" for n, c in self.rows.items())]
        rows = [["table", "column", "in all", "counted in", *(f"{grade} %" for grade in GRADES)]]
        for share in self.shares:
            cells = [f"{100 * getattr(share, g) / share.total:.0f}" for g in GRADES]
            rows.append([share.table, share.column, f"{share.total:,.0f}", share.unit, *cells])
        lines.append(format_table(rows, left=(0, 1, 3)))
        return "\n".join([*lines, "", *self._length_lines()])

    def _length_lines(self) -> list[str]:
        methods = list(dict.fromkeys(method for share in self.lengths for method in share.km_by_method))
        rows = [
            ["rail km of", "km", *(f"{method.replace('_', ' ')} %" for method in methods), "from printed figures %"]
        ]
        for share in self.lengths:
            cells = [f"{100 * share.km_by_method.get(method, 0.0) / share.total_km:.1f}" for method in methods]
            rows.append([share.part, f"{share.total_km:,.0f}", *cells, f"{100 * share.from_printed_figures:.1f}"])
        return [format_table(rows, left=(0,))] if self.lengths else []


def audit(folder: Path | None = None) -> Audit:
    """Read every table of a folder, check all rules, and count figures by grade.

    Raises
    ------
    DataError
        With every finding.

    Examples
    --------
    >>> import corridors.tables.audit
    >>> corridors.tables.audit.audit().rows["links"] > 100
    True
    """
    tables = check_tables(read_tables(folder, everything=True))
    rows = {name: len(tables[name]) for name in tables}
    return Audit(rows, tuple(grade_shares(tables)), tuple(length_shares(tables)))


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
            if total_of(counts.values()):
                shares.append(GradeShare(name, field.name, "figures", **counts))
    for column, modes in (("length_km of rail", {"rail"}), ("length_km", None)):
        km = dict.fromkeys(GRADES, 0.0)
        for row in tables["links"]:
            if modes is None or row["mode"] in modes:
                km[row["length_grade"]] += row["length_km"]
        if total_of(km.values()):
            shares.append(GradeShare("links", column, "km", **km))
    return shares


def length_shares(tables: Tables) -> list[LengthShare]:
    """Count rail kilometres by the way to their length: on the corridors, and all.

    An estimated length counts as estimated even where it is a sum, for one of its terms is.
    """
    on_corridors = {row["link"] for row in tables["corridor_links"]}
    parts: dict[str, dict[str, float]] = {"the corridors": {}, "the whole network": {}}
    for row in tables["links"]:
        if row["mode"] != "rail":
            continue
        method = row["length_method"] or "not said"
        if row["length_grade"] == "estimated" and method in FROM_PRINTED:
            method = "estimated"
        for part, km in parts.items():
            if part == "the whole network" or row["id"] in on_corridors:
                km[method] = km.get(method, 0.0) + row["length_km"]
    order = (*FROM_PRINTED, "shared", "great_circle", "recalled", "estimated", "not said")
    return [LengthShare(part, {m: km[m] for m in order if m in km}) for part, km in parts.items() if km]
