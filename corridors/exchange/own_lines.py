"""Lines that come with links: laid from the first place to the second, measured, and held against the length given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corridors.tables.given_lines import Shape
from corridors.tables.sphere import great_circle_km

__all__ = ["fitted", "lengths_checked"]

#: A length outside of these parts of its line, by more than the slack, is of another line or in another unit.
_LEAST, _MOST = 0.8, 1.7
#: A length above so many great circles is no way between two places.
_MOST_DETOUR = 4.0
_SLACK_KM = 3.0

Point = tuple[float, float]


def fitted(points: tuple[Point, ...], start: Point | None, end: Point | None) -> tuple[Point, ...]:
    """Give a line in the order of its places, turned round where it was drawn the other way."""
    there = back = 0.0
    for place, near, far in ((start, points[0], points[-1]), (end, points[-1], points[0])):
        if place is not None:
            there += great_circle_km(near[1], near[0], float(place[1]), float(place[0]))
            back += great_circle_km(far[1], far[0], float(place[1]), float(place[0]))
    return points[::-1] if back < there else points


def lengths_checked(
    places: Sequence[Mapping[str, Any]],
    links: Sequence[dict[str, Any]],
    shapes: Sequence[Shape | None],
    findings: list[str],
    *,
    check: bool,
) -> None:
    """Give links without a length that of their line, and find lengths that are far off it or off the great circle."""
    spots = {row["id"]: (row.get("lat"), row.get("lon")) for row in places}
    for number, (row, shape) in enumerate(zip(links, shapes, strict=True)):
        label = f"links[{row.get('id') or f'row {number}'}].length_km"
        line_km = shape.length_km if shape is not None and shape.points else None
        if row.get("length_km") is None:
            if line_km is None:
                findings.append(f"{label}: blank, and there is no line to measure; give it in km, or name its column")
                continue
            row |= {"length_km": round(line_km, 6), "length_grade": "derived"}
            continue
        if not check:
            continue
        problem = _problem(row["length_km"], line_km, spots.get(row.get("from")), spots.get(row.get("to")))
        if problem:
            findings.append(f"{label}: {problem}, or say check_lengths=False")


def _problem(length: Any, line_km: float | None, start: Any, end: Any) -> str:
    try:
        km = float(length)
        if line_km is not None:
            expected, least, most, what = line_km, _LEAST, _MOST, f"the line is {line_km:,.4g} km long"
        else:
            expected = great_circle_km(*map(float, (*start, *end)))
            least, most, what = _LEAST, _MOST_DETOUR, f"the places are {expected:,.4g} km apart"
    except (TypeError, ValueError):  # what is no number is found with all cells
        return ""
    if least * expected - _SLACK_KM <= km <= most * expected + _SLACK_KM:
        return ""
    if 0.8 < km / 1000.0 / max(expected, 0.001) < 2:
        return f"{km:,g} km, and {what}; in metres? then give {km / 1000.0:g} km, or the unit"
    return f"{km:,g} km, and {what}; correct the length or the ends"
