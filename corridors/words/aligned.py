"""Rows as a table of aligned columns, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["format_table"]


def format_table(rows: Sequence[Sequence[str]], *, left: Iterable[int] = (0,), indent: str = "  ") -> str:
    """Align cells; columns in `left` to the left, the others to the right.

    Examples
    --------
    >>> print(format_table([["mode", "km"], ["rail", "1,871"], ["ferry", "340"]], indent=""))
    mode      km
    rail   1,871
    ferry    340
    """
    left = set(left)
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if i in left else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append((indent + "  ".join(cells)).rstrip())
    return "\n".join(lines)
