"""Lines of links and routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corridors.model import Link, Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from corridors.route import Route

__all__ = ["link_coordinates", "route_features", "route_line"]


def link_coordinates(_link: Link, start: Place, end: Place) -> list[tuple[float, float]]:
    """Give (lon, lat) of a link from `start` to `end`."""
    return [(start.lon, start.lat), (end.lon, end.lat)]


def route_line(route: Route) -> BaseGeometry:
    """Give the line of a route in travel order."""
    from shapely.geometry import LineString

    points: list[tuple[float, float]] = []
    for feature in route_features(route)["features"]:
        coordinates = [tuple(point) for point in feature["geometry"]["coordinates"]]
        points.extend(coordinates[1:] if points and points[-1] == coordinates[0] else coordinates)
    return LineString(points)


def route_features(route: Route) -> dict[str, Any]:
    """Give a GeoJSON FeatureCollection, a feature a link, with its mode, length, time and price."""
    features: list[dict[str, Any]] = []
    for step in route.steps:
        if step.link is None or step.charge.kind != "haul":
            continue
        line = link_coordinates(step.link, step.start, step.end)
        features.append(
            {
                "type": "Feature",
                "geometry": {"type": "LineString", "coordinates": [list(point) for point in line]},
                "properties": step.to_dict(),
            }
        )
    return {"type": "FeatureCollection", "features": features}
