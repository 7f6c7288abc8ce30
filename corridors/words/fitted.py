"""Tables that fit the width of a text: heads and names on several lines, what is needed least below its row.

No figure is ever cut or broken.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from shutil import get_terminal_size
from textwrap import wrap

__all__ = ["fitted_rows", "fitted_text", "text_width"]

#: How wide texts are that go to a file or into a notebook, so that they are the same everywhere.
WIDTH = 120

_NARROWEST, _WIDEST = 72, 200
_LEAST_NAME, _LEAST_WORDS = 24, 12  # characters of a column of texts, where there is room and where there is little
_BETWEEN = 2


def text_width() -> int:
    """Give the width of the terminal, within reason; that of all texts where the output is none.

    >>> text_width() >= 72
    True
    """
    if sys.stdout is None or not sys.stdout.isatty():  # None where a program began with its output closed
        return WIDTH
    return min(_WIDEST, max(_NARROWEST, get_terminal_size((WIDTH, 24)).columns))


def fitted_rows(
    rows: Sequence[Sequence[str]],
    *,
    width: int,
    left: Iterable[int] = (0,),
    spare: Sequence[int] = (),
    indent: str = "  ",
) -> list[list[str]]:
    r"""Give the lines of each row of a table, its head first, none wider than asked where that can be.

    Parameters
    ----------
    rows
        Cells; the first row is the head, the first column names the rows.
    width
        Characters of a line.
    left
        Columns to the left; the others stand to the right.
    spare
        Columns that go below their row, with their heads, one after the other until the rest fits.
    indent
        Before each line.

    Examples
    --------
    >>> rows = [["way", "days", "what the grade is"], ["by Aktau and Baku", "35 (21-52)", "estimated"]]
    >>> for lines in fitted_rows(rows, width=36, spare=[2]):
    ...     print("\n".join(lines))
      way                      days
      by Aktau and Baku  35 (21-52)
        what the grade is: estimated
    """
    left, below = set(left), list(spare)
    kept = list(range(len(rows[0])))
    moved: list[int] = []
    widths = _widths(rows, kept, left, width - len(indent))
    while widths is None and below:
        moved.append(below.pop(0))
        kept = [column for column in kept if column not in moved]
        widths = _widths(rows, kept, left, width - len(indent))
    if widths is None:
        widths = [_least(rows, column, left, _LEAST_WORDS) for column in kept]
    head = rows[0]
    told = []
    for number, row in enumerate(rows):
        lines = _lines(row, kept, widths, left, indent, head=number == 0)
        if number and moved:
            details = "; ".join(f"{head[column]}: {row[column]}" for column in moved if row[column])
            lines += wrap(details, width, initial_indent=indent * 2, subsequent_indent=indent * 3)
        told.append(lines)
    return told


def _least(rows: Sequence[Sequence[str]], column: int, left: set[int], name: int) -> int:
    """Give the least width of a column: no figure broken, heads and texts by words alone, these not below `name`."""
    words = max((len(word) for word in rows[0][column].split()), default=0)
    cells = [row[column] for row in rows[1:]]
    if column not in left:
        return max([words, *map(len, cells)])
    longest = max((len(word) for cell in cells for word in cell.split()), default=0)
    return max(words, longest, min(name, max(map(len, cells), default=0)))


def _widths(rows: Sequence[Sequence[str]], kept: Sequence[int], left: set[int], room: int) -> list[int] | None:
    """Share the room out: texts get what is left, then heads. None where there is too little."""
    for name in (_LEAST_NAME, _LEAST_WORDS):
        widths = [_least(rows, column, left, name) for column in kept]
        spare = room - sum(widths) - _BETWEEN * (len(kept) - 1)
        if spare >= 0:
            break
    else:
        return None
    for k in sorted(range(len(kept)), key=lambda k: kept[k] not in left):
        wanted = max(len(row[kept[k]]) for row in rows)
        more = min(spare, wanted - widths[k])
        if kept[k] in left or more == wanted - widths[k]:
            widths[k] += more
            spare -= more
    return widths


def _lines(
    row: Sequence[str], kept: Sequence[int], widths: Sequence[int], left: set[int], indent: str, *, head: bool
) -> list[str]:
    parts = [wrap(row[column], size) or [""] for column, size in zip(kept, widths, strict=True)]
    if head:  # heads stand right above their column
        tallest = max(map(len, parts))
        parts = [[""] * (tallest - len(part)) + part for part in parts]
    lines = []
    for n in range(max(map(len, parts))):
        cells = [part[n] if n < len(part) else "" for part in parts]
        placed = [
            cell.ljust(size) if column in left else cell.rjust(size)
            for cell, column, size in zip(cells, kept, widths, strict=True)
        ]
        lines.append((indent + (" " * _BETWEEN).join(placed)).rstrip())
    return lines


def fitted_text(text: str) -> str:
    """Break the lines of a text that are wider than it may be; what goes on stands two blanks further in.

    >>> fitted_text("short")
    'short'
    """
    width = text_width()
    lines: list[str] = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        lines += (
            [line]
            if len(line) <= width
            else wrap(line.strip(), width, initial_indent=indent, subsequent_indent=f"{indent}  ")
        )
    return "\n".join(lines)
