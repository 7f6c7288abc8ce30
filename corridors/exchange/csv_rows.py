"""Rows of CSV files as texts by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from corridors.exchange.asked import Asked
from corridors.exchange.cells import unsafe_text
from corridors.gate.csv_table import EncodingUnknownError, NoCsvError, csv_table, with_points

__all__ = ["csv_records"]


def csv_records(
    path: Path, findings: list[str], *, asked: Asked, escaped: bool = False, expected: Iterable[str] = ()
) -> list[Mapping[str, Any]]:
    """Read the rows of a file that are not blank; NA is a text, and only a blank is blank.

    Parameters
    ----------
    path
        The file.
    findings
        Where to say what is wrong with it.
    asked
        What its bytes do not say: the encoding, and whether commas are decimal ones.
    escaped
        Whether cells that would be formulas were written as texts, as the library does.
    expected
        Columns by which it is seen what parts the cells.
    """
    try:
        head, lines = csv_table(path, encoding=asked.encoding, expected={name.casefold() for name in expected})
    except NoCsvError as error:
        named = ", or name its encoding, such as encoding='cp1251'" if isinstance(error, EncodingUnknownError) else ""
        findings.append(f"{path.name}: {error}{named}")
        return []
    for name in sorted({name for name in head if name and head.count(name) > 1}):
        findings.append(f"{path.name}.{name}: the column stands twice; keep one")
    rows: list[list[str]] = []
    for number, line in lines:
        if len(line) != len(head):
            problem = f"{len(line)} cells instead of {len(head)}; quote cells that hold what parts them"
            findings.append(f"{path.name}[line {number}]: {problem}")
            continue
        rows.append([unsafe_text(cell) for cell in line] if escaped else line)
    if asked.decimal == "," and rows:
        columns = zip(head, zip(*rows, strict=True), strict=True)
        pointed = [cells if _names(column) else with_points(cells) for column, cells in columns]
        rows = [list(row) for row in zip(*pointed, strict=True)]
    return [dict(zip(head, row, strict=True)) for row in rows]


def _names(column: str) -> bool:
    """Whether a column names something: there ``12,5`` is a name and no number."""
    column = column.casefold()
    return column in ("from", "to", "u", "v", "key") or column.endswith(("id", "node", "name"))
