"""Graphs of streets and railways as OSMnx makes them: by its own conventions, in metres and degrees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corridors.errors import OptionError
from corridors.gate.quoted import quoted

__all__ = ["is_street_graph", "street_link"]

#: Modes of what OpenStreetMap tags so.
_TAGS = {"railway": "rail", "highway": "road", "route": None}

#: Systems whose coordinates are degrees of longitude and latitude.
_DEGREES = ("epsg:4326", "ogc:crs84", "4326")


def is_street_graph(graph: Any) -> bool:
    """Whether a graph follows OSMnx: a ``crs``, nodes with ``x`` and ``y``, edges with ``length`` (metres).

    Raises
    ------
    OptionError
        Its coordinates are no degrees.
    """
    attributes = getattr(graph, "graph", {})
    if (
        not isinstance(attributes, Mapping)
        or "crs" not in attributes
        or "length_km" in _first(graph.edges(data=True), 2)
    ):
        return False
    node = _first(graph.nodes(data=True), 1)
    if not ("x" in node and "y" in node and "length" in _first(graph.edges(data=True), 2)):
        return False
    crs = attributes["crs"]
    if not any(name in str(crs).lower() for name in _DEGREES):
        raise OptionError(
            f"graph.graph['crs']={quoted(crs)}: coordinates of OSMnx are read in degrees; give "
            "osmnx.project_graph(graph, to_latlong=True)"
        )
    return True


def street_link(data: Mapping[Any, Any]) -> dict[str, Any]:
    """Give the cells of a link that the attributes of an edge of OpenStreetMap are."""
    row = {str(key): item for key, item in data.items() if key not in ("osmid", "geometry", "id", "capacity")}
    if "mode" not in row:
        row["mode"] = next((mode for tag, mode in _TAGS.items() if mode and data.get(tag)), "road")
    # what a tag calls so is no column of ours
    for name in ("from", "to", "gauge", "tracks", "status", "name"):
        row.pop(name, None)
    return row


def _first(rows: Any, part: int) -> Mapping[Any, Any]:
    found: Mapping[Any, Any] = next((row[part] for row in rows), {})
    return found
