"""Reading pages of plain HTML."""

from __future__ import annotations

import re
from html import unescape


def rows(page: str) -> list[list[str]]:
    """Cells of the table rows of a page."""
    cells = []
    for row in page.split("<tr>")[1:]:
        parts = row.split("</tr>")[0].replace("</th>", "</td>").split("</td>")[:-1]
        cells.append([part.rpartition(">")[2] for part in parts])
    return cells


def tables(page: str) -> list[list[list[str]]]:
    """Cells of the rows of each table of a page."""
    return [[[unescape(cell) for cell in row] for row in rows(part)] for part in page.split("<table>")[1:]]


def styled(page: str) -> list[tuple[str, str]]:
    """Text and style of each cell of a page."""
    return [(unescape(text), style) for style, text in re.findall(r'<t[hd][^>]* style="([^"]*)">([^<]*)<', page)]
