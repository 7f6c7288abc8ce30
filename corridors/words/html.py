"""Rows as plain HTML, for a notebook: no scripts, no styles from elsewhere, and every cell escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

__all__ = ["html_paragraph", "html_table", "unbroken"]


#: A text beside many figures would otherwise be one word wide.
_LEFT, _RIGHT = "text-align:left;vertical-align:top;padding-right:1em", "text-align:right;vertical-align:top"
_LONG = f"{_LEFT};min-width:16em;white-space:normal"
_LONG_FROM = 40

#: A table that is wider than the page is moved within itself, by the keyboard too.
_ROOM = 'style="overflow-x:auto;max-width:100%" tabindex="0"'
_HEAD = f"{_RIGHT};padding-left:1em"

#: A range that a line breaks reads as two figures.
_FIGURE = f"{_RIGHT};white-space:nowrap;padding-left:1em"


def html_table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1) -> str:
    """Give a table; the first `left` columns to the left, the others, which are figures, to the right in one line.

    It scrolls within itself where the page is too narrow, so that nothing is cut off.

    Examples
    --------
    >>> html_table(["mode"], [["rail & road"]])
    '<div style="overflow-x:auto;max-width:100%" tabindex="0"><table><thead>...>rail &amp; road</td></tr>...</div>'
    """
    long = {i for i in range(left) if any(len(row[i]) > _LONG_FROM for row in rows)}

    def style(column: int, tag: str) -> str:
        if column < left:
            return _LONG if column in long else _LEFT
        return _HEAD if tag == "th" else _FIGURE

    def line(tag: str, cells: Sequence[str]) -> str:
        scope = ' scope="col"' if tag == "th" else ""
        aligned = "".join(
            f'<{tag}{scope} style="{style(i, tag)}">{escape(cell)}</{tag}>' for i, cell in enumerate(cells)
        )
        return f"<tr>{aligned}</tr>"

    body = "".join(line("td", row) for row in rows)
    return f"<div {_ROOM}><table><thead>{line('th', heads)}</thead><tbody>{body}</tbody></table></div>"


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
    return f"<p>{'<br>'.join([f'<b>{head}</b>', *rest])}</p>"
