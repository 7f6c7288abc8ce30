"""Rows as a table in Markdown, for a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["markdown_table"]


def markdown_table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, right: Iterable[int] = ()) -> list[str]:
    r"""Give the lines of a table; columns in `right` to the right.

    Examples
    --------
    >>> markdown_table(["mode", "km"], [["rail | road", 340]], right=[1])
    ['| mode | km |', '| --- | ---: |', '| rail \\| road | 340 |']
    """
    right = set(right)
    lines = [heads, ["---:" if number in right else "---" for number in range(len(heads))], *rows]
    return ["| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines]


def _cell(value: object) -> str:
    """Write a cell: neither a bar nor the end of a line in it may end it."""
    return " ".join(str(value).split()).replace("|", r"\|")
