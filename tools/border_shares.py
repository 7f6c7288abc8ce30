"""Work out how much of each link across a border lies in the country that it starts from.

    python -m tools.border_shares          # writes share_from, its grade and source into data/links.csv

The line of the link is cut by the boundary lines of the land layer. Without a crossing, a link that ends at a
border post lies in the country of its other end; else it keeps a blank, and half of it counts to either country.
Short links stay blank too: a few kilometres either way change nothing.
"""

from __future__ import annotations

import csv
import json
from typing import Any

from shapely import LineString, Point, union_all
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from tools.check_geometry import DATA
from tools.geometry.sphere import length

LEAST_KM = 60.0
DECIMALS = 2


def main() -> None:
    """Rewrite the three columns of every link across a border."""
    lines = {f["properties"]["link"]: f["geometry"]["coordinates"] for f in _features("geometry.geojson")}
    borders = union_all(
        [shape(f["geometry"]) for f in _features("land.geojson") if f["properties"]["kind"] == "border"]
    )
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as file:
        places = {row["id"]: row for row in csv.DictReader(file)}
    path = DATA / "links.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or ())
        rows = list(reader)
    for row in rows:
        share = None
        ends = (places[row["from"]], places[row["to"]])
        across = ends[0]["country"] != ends[1]["country"] and row["mode"] in ("rail", "road")
        if across and float(row["length_km"]) >= LEAST_KM:
            share = share_before(lines[row["id"]], borders)
            posts = [end["kind"] == "border" for end in ends]
            if share is None and posts[0] != posts[1]:
                share = 0.0 if posts[0] else 1.0
        row["share_from"] = "" if share is None else f"{share:g}"
        row["share_grade"] = "" if share is None else "derived"
        row["share_source"] = "" if share is None else "natural-earth"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def share_before(line: list[list[float]], borders: BaseGeometry) -> float | None:
    """Share, 0 to 1, of a line before its middle crossing of a boundary; None without a crossing."""
    drawn = LineString(line)
    met = drawn.intersection(borders)
    points = [part for part in getattr(met, "geoms", [met]) if isinstance(part, Point)]
    if not points:
        return None
    # a road along a river border crosses the drawn one several times: the middle crossing stands for them
    at = sorted(float(drawn.project(point)) for point in points)[len(points) // 2]
    before = [(x, y) for x, y in line if float(drawn.project(Point(x, y))) < at]
    end = drawn.interpolate(at)
    part = [*before, (end.x, end.y)]
    return round(length([(x, y) for x, y in part]) / length([(x, y) for x, y in line]), DECIMALS)


def _features(name: str) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads((DATA / name).read_text(encoding="utf-8"))["features"]
    return features


if __name__ == "__main__":
    main()
