"""The line of a route along the track, link by link, with the lorries that join points to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from corridors.maps.boxes import Point
from corridors.maps.geometry import STRAIGHT, Tracks
from corridors.routes.step import MILES

if TYPE_CHECKING:
    from corridors.exchange.tracks import Track
    from corridors.routes.route import Route
    from corridors.routes.step import Step

__all__ = ["Stretch", "route_as_track", "route_line", "route_miles", "route_tracks"]


class Stretch(NamedTuple):
    """Figures of a part of the way, with the quality of its line, and its points in travel order."""

    figures: dict[str, Any]
    points: list[Point]


def route_tracks(route: Route) -> Iterator[Stretch]:
    """Walk along a route from place to place: a stretch a link crossed."""
    tracks = Tracks(route._answer.core)
    for step in route.steps:
        if step.link is not None and step.charge.kind == "haul":
            figures = step.to_dict() | {"quality": tracks.line(step.link).quality}
            yield Stretch(figures, tracks.link_coordinates(step.link, step.start, step.end))


def route_miles(route: Route) -> dict[str, tuple[Step, Stretch]]:
    """Give the lorries that join points to the places taken, by kind; their lines are straight.

    A local lorry of which nobody said where it goes has no line.
    """
    miles = {step.charge.kind: step for step in route.steps if step.charge.kind in MILES}
    found = {}
    for line in route._answer.miles:
        kind = "last_mile" if line[0] == route.destination.point else "first_mile"
        step = miles[kind]
        found[kind] = step, Stretch(step.to_dict() | {"quality": STRAIGHT}, list(line))
    return found


def route_line(route: Route) -> Iterator[Stretch]:
    """Walk along a route from the first point to the last, lorries that join points included."""
    miles = route_miles(route)
    if "first_mile" in miles:
        yield miles["first_mile"][1]
    yield from route_tracks(route)
    if "last_mile" in miles:
        yield miles["last_mile"][1]


def route_as_track(route: Route) -> Track:
    """Give a route in the plain parts that files take."""
    from corridors.exchange.tracks import Track

    stretches = list(route_line(route))
    places = [(place.name, *place.point) for place in route.places]
    name = f"{route.origin.name} - {route.destination.name}"
    return Track(name, route.summary(), places, stretches, lambda: route.legs)
