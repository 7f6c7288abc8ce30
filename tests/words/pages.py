"""Reading pages of plain HTML."""

from __future__ import annotations


def rows(page: str) -> list[list[str]]:
    """Cells of the table rows of a page."""
    cells = []
    for row in page.split("<tr>")[1:]:
        parts = row.split("</tr>")[0].replace("</th>", "</td>").split("</td>")[:-1]
        cells.append([part.rpartition(">")[2] for part in parts])
    return cells
