"""Rows as a table of aligned columns, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corridors.words.fitted import fitted_rows, text_width

__all__ = ["format_table"]


def format_table(
    rows: Sequence[Sequence[str]], *, left: Iterable[int] = (0,), indent: str = "  ", if_room: Sequence[str] = ()
) -> str:
    """Align cells; columns in `left` to the left, the others to the right.

    Where a line would be wider than the text (`text_width`), heads and the columns to the left go on in further lines.
    Columns whose heads are in `if_room` are left out where they have none, the first of them first.

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
        for head in if_room:
            if head in rows[0]:
                out = list(rows[0]).index(head)
                fewer = [[*row[:out], *row[out + 1 :]] for row in rows]
                return format_table(
                    fewer, left=[i - (i > out) for i in left if i != out], indent=indent, if_room=if_room
                )
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
