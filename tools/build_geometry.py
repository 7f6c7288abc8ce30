"""Make `data/geometry.geojson` (a line for each link) and `data/land.geojson` from installed packages.

    python -m pip install -r tools/requirements.txt
    python -m pip install --no-deps scgraph_data==2.0.0
    npm install --prefix build world-atlas@2.0.2
    python -m tools.build_geometry --world-atlas build/node_modules/world-atlas

The result is the same, byte for byte, on every run. `tools/geometry/hints.csv` holds the towns to go by
where a source is silent. What comes out is checked by `python -m tools.check_geometry`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from tools.check_geometry import DATA, packaged
from tools.geometry import land as land_layer
from tools.geometry.barrier import Barrier
from tools.geometry.lanes import Lanes, channels
from tools.geometry.model import Drawn, Hint, Link, Place, read_hints, read_links, read_places
from tools.geometry.overland import WINDOW, Overland
from tools.geometry.reasons import reason
from tools.geometry.sources import INPUTS, installed_versions, read_towns
from tools.geometry.sphere import length, rounded, thin
from tools.geometry.towns import TownIndex

THIN_KM = 0.25
LICENCES = {
    "geometry": "ODbL-1.0: derived from OpenStreetMap (c) OpenStreetMap contributors, by way of scgraph_data",
    "land": "public domain: Natural Earth; the lines of kind waterway are from searoute (Apache-2.0)",
}


def main() -> None:
    """Build both files, write them, check them, and print the counts."""
    parser = argparse.ArgumentParser(description="Make the geometry of the links and the land layer.")
    parser.add_argument("--world-atlas", type=Path, required=True, help="folder of the npm package world-atlas")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the tables, and of the result")
    arguments = parser.parse_args()
    atlas_version(arguments.world_atlas)
    installed_versions()
    places = read_places(arguments.data / "places.csv")
    links = read_links(arguments.data / "links.csv", places)
    hints = read_hints()
    fine = land_layer.read_land(arguments.world_atlas)
    shapes = land_layer.land_shapes(arguments.world_atlas, fine)
    sea = Barrier(land_layer.sea(shapes), land_layer.BRIDGES)
    drawn = draw_all(links, places, hints, Lanes(fine), sea)
    write(arguments.data / "geometry.geojson", "geometry", [line_feature(*item, hints) for item in drawn])
    layer = land_layer.features(arguments.world_atlas, fine, shapes, channels())
    write(arguments.data / "land.geojson", "land", layer)
    for (mode, quality), count in sorted(Counter((link.mode, line.quality) for link, line in drawn).items()):
        print(f"{mode:6} {quality:9} {count:4}")
    for name in sorted(set(hints) - {link.id for link in links}):
        print(f"hints.csv: {name} is no link")
    for problem in packaged(arguments.data):
        print(problem)


def atlas_version(folder: Path) -> None:
    """Stop unless the folder holds the version of world-atlas that the result is said to rest on."""
    found = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    if found != INPUTS["world-atlas"]["version"]:
        raise SystemExit(f"world-atlas {found} found, {INPUTS['world-atlas']['version']} is wanted")


def draw_all(
    links: list[Link], places: dict[str, Place], hints: dict[str, Hint], lanes: Lanes, sea: Barrier
) -> list[tuple[Link, Drawn]]:
    """Draw every link; railways and roads keep off the sea."""
    towns = TownIndex(read_towns(WINDOW))
    drawers: dict[str, Overland | Lanes] = {"sea": lanes, "ferry": lanes}
    for mode in ("rail", "road"):
        drawers[mode] = Overland(mode, [link for link in links if link.mode == mode], places, towns, sea)
    return [(link, drawers[link.mode].draw(link, hints.get(link.id))) for link in progress(links)]


def progress(links: list[Link]) -> Iterable[Link]:
    """Show a bar: the work takes a minute."""
    bar: Iterable[Link] = import_module("tqdm").tqdm(links, desc="lines", unit="link")
    return bar


def line_feature(link: Link, drawn: Drawn, hints: dict[str, Hint]) -> dict[str, Any]:
    """Give the GeoJSON feature of a link."""
    line = rounded(thin(drawn.line, THIN_KM))
    drawn_km = round(length(line), 1)
    return {
        "type": "Feature",
        "properties": {
            "link": link.id,
            "quality": drawn.quality,
            "length_km": drawn_km,
            "off_source_km": round(min(drawn.loose_km, drawn_km), 1),
            "reason": reason(link, drawn, drawn_km, hints.get(link.id)),
            "inputs": sorted(drawn.inputs),
        },
        "geometry": {"type": "LineString", "coordinates": [list(point) for point in line]},
    }


def write(path: Path, kind: str, features: list[dict[str, Any]]) -> None:
    """Write a FeatureCollection, a line a feature, with what it was made of in `metadata`."""
    used = {name: INPUTS[name] for name in INPUTS if kind == "geometry" or name in {"searoute", "world-atlas"}}
    metadata = {"licence": LICENCES[kind], "made_by": "tools/build_geometry.py", "inputs": used}
    rows = ",\n".join(json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in features)
    head = json.dumps(metadata, ensure_ascii=False, indent=1)
    text = f'{{"type":"FeatureCollection",\n"metadata":{head},\n"features":[\n{rows}\n]}}\n'
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
