"""Rows as a table of aligned columns, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corridors.words.fitted import fitted_rows, text_width

__all__ = ["format_table"]


def format_table(rows: Sequence[Sequence[str]], *, left: Iterable[int] = (0,), indent: str = "  ") -> str:
    """Align cells; columns in `left` to the left, the others to the right.

    Where a line would be wider than the text (`text_width`), heads and the columns to the left go on in further lines.

    Examples
    --------
    >>> print(format_table([["mode", "km"], ["rail", "1,871"], ["ferry", "340"]], indent=""))
    mode      km
    rail   1,871
    ferry    340
    """
    left = set(left)
    width = text_width()
    if len(indent) + sum(max(len(row[i]) for row in rows) + 2 for i in range(len(rows[0]))) - 2 > width:
        return "\n".join(line for lines in fitted_rows(rows, width=width, left=left, indent=indent) for line in lines)
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if i in left else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append((indent + "  ".join(cells)).rstrip())
    return "\n".join(lines)
