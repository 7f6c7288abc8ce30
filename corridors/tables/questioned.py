"""Lengths that can be read and are hardly meant: far from the great circle between the places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corridors.gate.told import warn
from corridors.tables.reading import Row
from corridors.tables.sphere import great_circle_km

__all__ = ["question_lengths"]

#: The longest detour of the packaged links is 3.5 times the great circle, and none is shorter than it.
_LEAST, _MOST = 0.9, 4.0

#: Never questioned for less than this: places are points, and may be as exact as a town is wide.
_SLACK_KM = 5.0

_SHOWN = 3


def question_lengths(places: Iterable[Row], links: Sequence[Row]) -> None:
    """Tell of lengths far above or below the great circle, and whether they may stand in metres."""
    points = {row["id"]: (row["lat"], row["lon"]) for row in places if None not in (row["lat"], row["lon"])}
    found = []
    metres = 0
    for row in links:
        if row["from"] not in points or row["to"] not in points:
            continue
        crow, length = great_circle_km(*points[row["from"]], *points[row["to"]]), row["length_km"]
        if _LEAST * crow - _SLACK_KM <= length <= _MOST * crow + _SLACK_KM:
            continue
        metres += _LEAST * crow <= length / 1000 <= _MOST * crow
        found.append(f"{row['id']} ({length:,.0f} km, {crow:,.1f} km apart)")
    if found:
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        unit = "; are lengths in metres? then divide them by 1000" if metres > len(found) / 2 else ""
        warn(f"links.length_km is far from the great circle on {', '.join(found[:_SHOWN])}{more}{unit}")
