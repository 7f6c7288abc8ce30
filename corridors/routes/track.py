"""The line of a route along the track, link by link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from corridors.maps.boxes import Point
from corridors.maps.geometry import Tracks

if TYPE_CHECKING:
    from corridors.routes.route import Route

__all__ = ["route_tracks"]


def route_tracks(route: Route) -> Iterator[tuple[dict[str, Any], list[Point]]]:
    """Walk along a route: the figures of each link crossed, with its quality, and its points in travel order."""
    tracks = Tracks(route._answer.core)
    for step in route.steps:
        if step.link is not None and step.charge.kind == "haul":
            figures = step.to_dict() | {"quality": tracks.line(step.link).quality}
            yield figures, tracks.link_coordinates(step.link, step.start, step.end)
