"""Names beside points, so that none lies over another: greedy, the most important first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from corridors.maps.boxes import Box, Point, free
from corridors.words.markup import Markup, el

__all__ = ["Label", "placed"]

#: Width of a letter and height of a line, in sizes of the type; wide rather than narrow.
_LETTER, _LINE = 0.6, 1.15


class Label(NamedTuple):
    """A name that is to stand beside a point (in pixels, down the page)."""

    text: str
    point: Point
    bold: bool = False
    needed: bool = False


def placed(labels: Iterable[Label], page: Box, size: float, kind: str, taken: list[Box]) -> list[Markup]:
    """Give the names that find room as texts of an SVG, those that are needed in any case; note what they take."""
    texts = []
    for label in labels:
        spots = list(_spots(label, size))
        found = next((spot for spot in spots if free(spot[0], page, taken)), None)
        if found is None and label.needed:
            found = spots[0] if spots[0][0][2] < page[2] else spots[1]
        if found is None:
            continue
        box, x, y, anchor = found
        taken.append(box)
        texts.append(
            el(
                "text", label.text, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor, font_size=f"{size:g}",
                class_=f"name {kind}{' bold' if label.bold else ''}",
            )
        )  # fmt: skip
    return texts


def _spots(label: Label, size: float) -> Iterable[tuple[Box, float, float, str]]:
    """Give where a name may stand: right, left, above, below and aslant, with the box that it takes there."""
    (x, y), gap = label.point, 0.55 * size
    wide, high = _LETTER * size * len(label.text) * (1.06 if label.bold else 1.0), _LINE * size
    for left, base, anchor in (
        (x + gap, y + 0.35 * size, "start"),
        (x - gap, y + 0.35 * size, "end"),
        (x, y - gap, "middle"),
        (x, y + gap + 0.75 * size, "middle"),
        *(
            (x + across * gap, y + down, anchor)
            for across, anchor in ((0.7, "start"), (-0.7, "end"))
            for down in (-0.8 * size, 1.3 * size, -1.7 * size, 2.2 * size)
        ),
    ):
        west = left - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        yield (west, base - 0.85 * high, west + wide, base + 0.25 * high), left, base, anchor
