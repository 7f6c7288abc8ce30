"""Land, lakes and borders, which come with the package."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from corridors.maps.boxes import Point
from corridors.tables.reading import data_folder

__all__ = ["Land", "read_land"]


class Land(NamedTuple):
    """The background of a map, in longitude and latitude."""

    land: tuple[tuple[tuple[Point, ...], ...], ...]  # polygons: outer ring, then holes
    water: tuple[tuple[tuple[Point, ...], ...], ...]
    borders: tuple[tuple[Point, ...], ...]
    disputed: tuple[tuple[Point, ...], ...]
    waterways: tuple[tuple[Point, ...], ...]


def read_land() -> Land:
    """Give land, water and borders of the packaged ``land.geojson``; nothing where the file is missing."""
    path = data_folder() / "land.geojson"
    return _read_land(path) if path.is_file() else Land((), (), (), (), ())


@lru_cache(maxsize=1)
def _read_land(path: Path) -> Land:
    parts: dict[str, list[Any]] = {kind: [] for kind in ("land", "water", "border", "disputed", "waterway")}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        shape, record = feature["geometry"], feature["properties"]
        kind = "disputed" if record.get("disputed") else record["kind"]
        shapes = shape["coordinates"] if shape["type"].startswith("Multi") else [shape["coordinates"]]
        if shape["type"].endswith("Polygon"):
            parts[kind] += [tuple(_ring(ring) for ring in polygon) for polygon in shapes]
        else:
            parts[kind] += [_ring(line) for line in shapes]
    return Land(*(tuple(shapes) for shapes in parts.values()))


def _ring(points: Iterable[Sequence[float]]) -> tuple[Point, ...]:
    return tuple((point[0], point[1]) for point in points)
