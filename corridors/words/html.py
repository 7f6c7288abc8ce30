"""Rows as plain HTML, for a notebook: no scripts, no styles from elsewhere, and every cell escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

__all__ = ["html_paragraph", "html_table", "unbroken"]


_LEFT, _RIGHT = "text-align:left", "text-align:right"
_HEAD = f"{_RIGHT};padding-left:1em"

#: A range that a line breaks reads as two figures.
_FIGURE = f"{_RIGHT};white-space:nowrap;padding-left:1em"


def html_table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1) -> str:
    """Give a table; the first `left` columns to the left, the others, which are figures, to the right in one line.

    Examples
    --------
    >>> html_table(["mode"], [["rail & road"]])
    '<table><thead>...<td style="text-align:left">rail &amp; road</td></tr></tbody></table>'
    """

    def line(tag: str, cells: Sequence[str]) -> str:
        aligned = "".join(
            f'<{tag} style="{_LEFT if i < left else _HEAD if tag == "th" else _FIGURE}">{escape(cell)}</{tag}>'
            for i, cell in enumerate(cells)
        )
        return f"<tr>{aligned}</tr>"

    body = "".join(line("td", row) for row in rows)
    return f"<table><thead>{line('th', heads)}</thead><tbody>{body}</tbody></table>"


def unbroken(text: str) -> str:
    """Give a text that no line breaks, such as a figure with its range.

    >>> unbroken("9.2 days (7.5 to 11.3)")
    '<span style="white-space:nowrap">9.2 days (7.5 to 11.3)</span>'
    """
    return f'<span style="white-space:nowrap">{escape(text)}</span>'


def html_paragraph(lines: Sequence[str]) -> str:
    """Give lines below each other, the first one bold.

    Examples
    --------
    >>> html_paragraph(["Tashkent to Poti", "by rail & ferry"])
    '<p><b>Tashkent to Poti</b><br>by rail &amp; ferry</p>'
    """
    head, *rest = map(escape, lines)
    return f"<p><b>{head}</b><br>{'<br>'.join(rest)}</p>"
