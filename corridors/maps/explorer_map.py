"""The map of a page to explore, as SVG: each line once, laid into its groups by reference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from corridors.maps.boxes import Box, extent
from corridors.maps.colors import NEUTRAL_COLOR
from corridors.maps.explorer import Dot, Explorer, Group, Track
from corridors.maps.vector import VectorSheet, country_spots, ground
from corridors.words.markup import Markup, el

__all__ = ["MODE_NAMES", "a_color", "labels_of", "laid", "map_part"]

#: Pixels that the first view is wide in the drawing, and detail of what is seen from near.
_WIDTH = 1600.0
_NEAR = 0.15
#: Flattest and tallest window, as width by height: land is drawn as far as these may show.
_FLATTEST, _TALLEST = 2.6, 0.62

_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")

#: What the modes are called, in the order of the key.
MODE_NAMES = {"rail": "railway", "road": "road", "ferry": "ferry", "sea": "sea lane", "lorry": "lorry to a point"}


def a_color(color: str) -> str:
    """Give a colour that is one; what is none would reach the page as it stands.

    >>> a_color("#0072B2"), a_color("red;background:url(x)")
    ('#0072B2', '#1F2933')
    """
    return color if _COLOR.fullmatch(color) else NEUTRAL_COLOR


def laid(page: Explorer) -> VectorSheet:
    """Lay the first view on the page, with land about it as far as the lines go and any window shows."""
    west, south, east, north = page.box
    degree = VectorSheet(page.box, 1.0).height / (north - south)  # of latitude, where the whole width is 1
    wide, high = (east - west), (north - south)
    taller = max(high, 1.0 / degree / _TALLEST) - high
    wider = max(wide, wide * high * degree * _FLATTEST) - wide
    box = west - wider / 2, south - taller / 2, east + wider / 2, north + taller / 2
    points = [point for track in page.tracks for point in track.points]
    seen = extent(points) if points else box
    reach: Box = (
        max(-180.0, min(box[0], seen[0] - 1)), max(-85.0, min(box[1], seen[1] - 1)),
        min(180.0, max(box[2], seen[2] + 1)), min(85.0, max(box[3], seen[3] + 1)),
    )  # fmt: skip
    return VectorSheet(page.box, _WIDTH, reach=reach)


def map_part(page: Explorer, sheet: VectorSheet) -> Markup:
    """Draw the map; the script of the page lays it into its window and writes the names."""
    order = {group.key: number for number, group in enumerate(page.groups)}
    shapes: dict[str, str] = {}
    drawn: list[Markup] = []
    uses: dict[str, list[Markup]] = {group.key: [] for group in page.groups}
    hits: list[Markup] = []
    for number, track in enumerate(page.tracks):
        path = sheet.line(track.points)
        if path not in shapes:
            shapes[path] = f"l{len(shapes)}"
            fine = sheet.line(track.points, detail=_NEAR)
            drawn.append(el("path", id=shapes[path], d=path, data_fine=fine if fine != path else None))
        of = sorted(track.groups, key=lambda key: order[key])
        for key in of:
            uses[key].append(_use(shapes[path], track, number))
        if track.entries:
            hits.append(el("use", href=f"#{shapes[path]}", data_t=number, data_e=" ".join(track.entries)))
    west, south, east, north = sheet.reach
    (left, upper), (right, lower) = sheet.at((west, north)), sheet.at((east, south))
    return el(
        "svg",
        el("defs", *drawn),
        el(
            "g",
            *(ground(sheet, fine=_NEAR) if page.land else ()),
            *(_group(order[g.key], g, uses[g.key]) for g in sorted(page.groups, key=lambda g: not g.halo)),
            el("g", id="picked"),
            el("g", *hits, id="hits"),
            el("g", *(_dot(dot, sheet) for dot in page.dots), id="dots"),
            id="world",
        ),
        el("g", id="names"),
        viewBox=f"0 0 {_WIDTH:g} {sheet.height:.0f}", id="map", role="group", tabindex="0",
        aria_label=f"Map: {page.title}", aria_describedby="map-help",
        data_reach=f"{left:.0f} {upper:.0f} {right:.0f} {lower:.0f}", data_by_group=page.by_group,
        class_=None if page.land else "bare",
    )  # fmt: skip


def _use(shape: str, track: Track, number: int) -> Markup:
    classes = ["t", f"m-{track.mode}"] if track.mode in MODE_NAMES else ["t"]
    classes += ["spot"] if len(set(track.points)) == 1 else []
    classes += [] if track.in_use else ["shut"]
    return el("use", href=f"#{shape}", class_=" ".join(classes), stroke_width=f"{track.width:.3g}", data_t=number)


def _group(number: int, group: Group, uses: Sequence[Markup]) -> Markup:
    return el("g", *uses, class_="group halo" if group.halo else "group", data_group=number)


def _dot(dot: Dot, sheet: VectorSheet) -> Markup:
    x, y = sheet.at(dot.point)
    kind = "end" if dot.end else "town" if dot.rank >= 2 else "minor"
    # a line of no length with round ends stays as large however near it is seen
    place = {"d": f"M{x:.1f},{y:.1f}h0", "data_e": " ".join(dot.entries) or None, "data_title": dot.title}
    return el("path", class_=f"dot {kind}", **place)


def labels_of(page: Explorer, sheet: VectorSheet) -> dict[str, Any]:
    """Give what the script needs to write names: places by rank, and countries with the room that they have."""
    dots = sorted(page.dots, key=lambda dot: (not dot.end, -dot.rank))
    places = [
        [dot.name, *(round(at, 1) for at in sheet.at(dot.point)), round(dot.rank, 1), int(dot.end)] for dot in dots
    ]
    spots = [
        [page.countries[spot.code], *(round(at) for at in spot.point), round(spot.wide)]
        for spot in country_spots(sheet, page.places)
        if spot.code in page.countries
    ]
    return {"places": places, "countries": spots}
