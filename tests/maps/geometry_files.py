"""Files of lines for a small network."""

from __future__ import annotations

import json
from pathlib import Path

import corridors as co
from tests.folders import write_folder
from tests.micro import micro_tables


def line_file(folder: Path, points: object, link: str = "a--b--rail") -> None:
    """Write a file of one line."""
    properties = {"link": link, "quality": "track", "length_km": 1.0, "reason": ""}
    shape = {"type": "LineString", "coordinates": points}
    feature = {"type": "Feature", "properties": properties, "geometry": shape}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (folder / "geometry.geojson").write_text(text, encoding="utf-8")


def line_folder(folder: Path) -> Path:
    """Write the tables of A ==200== B ==150== C, with A at 60 E, B at 61 E and C at 62 E."""
    tables = micro_tables("A ==200== B ==150== C")
    for number, row in enumerate(tables["places"]):
        row["lon"] = 60.0 + number
    return write_folder(folder, tables)


def network_of(folder: Path) -> co.Network:
    return co.load_network(data=folder, on="2026-01-01")
