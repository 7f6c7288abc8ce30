"""Natural Earth as world-atlas packs it: TopoJSON arcs, decoded to polygons and to borders between countries."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from shapely import LineString, MultiPolygon, Polygon, clip_by_rect, make_valid, unary_union
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from tools.geometry.sphere import Line

__all__ = ["Atlas", "polygons"]


@dataclass(slots=True)
class Atlas:
    """One file of world-atlas."""

    arcs: list[Line]
    objects: dict[str, list[dict[str, Any]]]

    @classmethod
    def read(cls, path: Path) -> Atlas:
        """Decode the arcs of a TopoJSON file: steps of integers, scaled and moved."""
        topology = json.loads(path.read_text(encoding="utf-8"))
        (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
        arcs: list[Line] = []
        for steps in topology["arcs"]:
            x = y = 0
            arc: Line = []
            for dx, dy in steps:
                x, y = x + dx, y + dy
                arc.append((x * scale_x + move_x, y * scale_y + move_y))
            arcs.append(arc)
        return cls(arcs, {name: item["geometries"] for name, item in topology["objects"].items()})

    def line(self, numbers: list[int]) -> Line:
        """Join arcs end to end; a negative number is an arc walked backwards."""
        points: Line = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points.extend(arc[1:] if points else arc)
        return points

    def land(self) -> BaseGeometry:
        """Give all land as one valid geometry."""
        shapes: list[BaseGeometry] = []
        for item in self.objects["land"]:
            for rings in item["arcs"] if item["type"] == "MultiPolygon" else [item["arcs"]]:
                outer, *inner = [unwrapped(self.line(ring)) for ring in rings]
                shape: BaseGeometry = make_valid(Polygon(outer))
                for hole in inner:
                    for turn in (-360.0, 0.0, 360.0):
                        shape = shape.difference(make_valid(Polygon([(lon + turn, lat) for lon, lat in hole])))
                shapes.extend(wrapped(shape))
        return unary_union(shapes)

    def borders(self) -> dict[tuple[str, str], list[LineString]]:
        """Give the arcs that two countries share, by the pair of their names."""
        users: dict[int, set[str]] = defaultdict(set)
        for item in self.objects["countries"]:
            for number in flatten(item.get("arcs", [])):
                users[number if number >= 0 else ~number].add(item["properties"]["name"])
        found: dict[tuple[str, str], list[LineString]] = defaultdict(list)
        for number, names in sorted(users.items()):
            if len(names) == 2:
                first, second = sorted(names)
                found[first, second].append(LineString(self.arcs[number]))
        return dict(found)


def unwrapped(ring: Line) -> Line:
    """Give a ring that runs on past 180 degrees instead of leaping to the other side of the map."""
    points = [ring[0]]
    turn = 0.0
    for (before, _), (lon, lat) in pairwise(ring):
        turn += 360.0 if before - lon > 180 else -360.0 if lon - before > 180 else 0.0
        points.append((lon + turn, lat))
    return points


def wrapped(shape: BaseGeometry) -> list[BaseGeometry]:
    """Cut a shape at 180 degrees and bring its parts back into the map; what rings a pole is left out."""
    if shape.bounds[1] < -84 or shape.bounds[2] - shape.bounds[0] > 359:
        return []
    parts = [translate(clip_by_rect(shape, -180 + turn, -90, 180 + turn, 90), -turn) for turn in (-360.0, 0.0, 360.0)]
    return [part for part in parts if not part.is_empty]


def flatten(arcs: list[Any]) -> list[int]:
    """Give the arc numbers of nested rings."""
    return [number for item in arcs for number in (flatten(item) if isinstance(item, list) else [item])]


def polygons(shape: BaseGeometry) -> list[Polygon]:
    """Give the polygons of a geometry, whatever else it holds."""
    if isinstance(shape, Polygon):
        return [] if shape.is_empty else [shape]
    if isinstance(shape, MultiPolygon) or hasattr(shape, "geoms"):
        return [part for item in shape.geoms for part in polygons(item)]
    return []
