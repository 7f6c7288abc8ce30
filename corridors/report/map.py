"""The map of the ways as SVG: land and borders beneath, each way in the colour of its corridor, names above."""

from __future__ import annotations

from collections.abc import Sequence

from corridors.charges.model import Place
from corridors.maps.boxes import Box, Point, free, room
from corridors.maps.places import place_ranks
from corridors.maps.placing import Label, placed
from corridors.maps.vector import VectorSheet, country_spots, dashed, ground, paint
from corridors.report.facts import Facts, Way
from corridors.routes.track import route_line, route_tracks
from corridors.words.markup import Markup, el

__all__ = ["map_svg"]

_WIDTH = 960.0
_MOST_NAMES = 26


def map_svg(facts: Facts) -> Markup:
    """Draw the ways found."""
    ways = facts.found()
    lines = {way.key: [part.points for part in route_line(way.route)] for way in ways}
    ends = _ends(facts)
    points = [point for parts in lines.values() for part in parts for point in part] + [p.point for p in ends]
    sheet = VectorSheet(room(points), _WIDTH)
    page = (0.0, 0.0, _WIDTH, sheet.height)
    names, taken = _names(facts, sheet, ends), [_about(sheet.at(place.point)) for place in ends]
    narrow = placed([name for name in names if name.bold], page, 27.0, "narrow", [])
    texts = placed(names, page, 13.0, "wide", taken)
    marks = [
        el("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=4.5, class_="end") for x, y in (sheet.at(p.point) for p in ends)
    ]
    return el(
        "svg",
        el("title", facts.language.word("map_label"), id="map-title"),
        el("rect", width="100%", height="100%", class_="water"),
        *ground(sheet),
        *_country_names(facts, sheet, page, taken),
        *_way_groups(facts, sheet, lines),
        *marks,
        *texts,
        *narrow,
        viewBox=f"0 0 {_WIDTH:g} {sheet.height:.0f}", role="group", aria_labelledby="map-title", class_="map",
    )  # fmt: skip


def _ends(facts: Facts) -> list[Place]:
    return list(dict.fromkeys((*facts.comparison.origins, *facts.comparison.destinations)))


def _about(point: Point) -> Box:
    return point[0] - 6, point[1] - 6, point[0] + 6, point[1] + 6


def _country_names(facts: Facts, sheet: VectorSheet, page: Box, taken: list[Box]) -> list[Markup]:
    """Name the countries that have room for it, where no name of a place stands."""
    found = []
    for code, (x, middle), wide in country_spots(sheet, facts.core.places):
        name = facts.language.country(code)
        half = 4.2 * len(name)
        if wide < 2 * half:
            continue
        for y in (middle, middle - 18, middle + 18):
            box = (x - half, y - 11, x + half, y + 3)
            if free(box, page, taken):
                taken.append(box)
                text = el("text", name, x=f"{x:.0f}", y=f"{y:.0f}", text_anchor="middle", class_="country wide")
                found.append(text)
                break
    return found


def _way_groups(facts: Facts, sheet: VectorSheet, lines: dict[str, list[list[Point]]]) -> list[Markup]:
    """Draw a group a corridor: its dashes, and its whole ways, which show when it is chosen and take the clicks."""
    dashes = _dashes(facts.found(), sheet)
    groups: dict[str, list[Way]] = {}
    for way in facts.found():
        groups.setdefault(way.of, []).append(way)
    drawn = []
    for of, ways in groups.items():
        whole = "".join(dict.fromkeys(sheet.line(part) for way in ways for part in _joined(lines[way.key])))
        color = paint(ways[0].color)
        drawn.append(
            el(
                "g",
                *dashes[of],
                el("path", d=whole, class_="whole"),
                el("path", d=whole, class_="hit"),
                class_="way", data_of=of, data_choose=of, tabindex="0", role="button", aria_pressed="false",
                aria_label=facts.language.corridor(ways[0].row), stroke=color,
            )
        )  # fmt: skip
    return drawn


def _joined(parts: Sequence[Sequence[Point]]) -> list[list[Point]]:
    """Join the stretches of a way into one line."""
    whole: list[Point] = []
    for part in parts:
        whole += part[1:] if whole else part
    return [whole]


def _dashes(ways: Sequence[Way], sheet: VectorSheet) -> dict[str, list[Markup]]:
    """Give the visible lines of each corridor: where several run over the same links their dashes alternate."""
    users: dict[int, dict[str, None]] = {}
    for way in ways:
        for link in way.route.links:
            users.setdefault(link.index, {})[way.of] = None
    drawn: dict[str, list[Markup]] = {way.of: [] for way in ways}
    done: set[int] = set()
    for way in ways:
        run: list[Point] = []
        shared: tuple[str, ...] = ()
        stretches: list[tuple[tuple[str, ...], list[Point]]] = []
        for link, (_, points) in zip(way.route.links, route_tracks(way.route), strict=True):
            mine = () if link.index in done else tuple(users[link.index])
            done.add(link.index)
            if mine and mine == shared:
                run += points[1:]
            elif mine:
                run = list(points)
                stretches.append((mine, run))
            shared = mine
        for of_all, points in stretches:
            path = sheet.line(points)
            for turn, of in enumerate(of_all):
                drawn[of].append(_dash(path, turn, len(of_all)))
    return drawn


def _dash(path: str, turn: int, count: int) -> Markup:
    return el("path", d=path, class_="dash", **dashed(turn, count))


def _names(facts: Facts, sheet: VectorSheet, ends: Sequence[Place]) -> list[Label]:
    core, name = facts.core, facts.language.place
    ranks = place_ranks(core, core.corridors)
    taken = {place.id for place in ends}
    met = {place.index: place for way in facts.found() for place in way.route.places if place.id not in taken}
    further = sorted(met.values(), key=lambda place: -ranks.get(place.index, 0.0))[:_MOST_NAMES]
    labels = [Label(name(place), sheet.at(place.point), bold=True, needed=True) for place in ends]
    return labels + [Label(name(p), sheet.at(p.point)) for p in further if ranks.get(p.index, 0.0) >= 2]
