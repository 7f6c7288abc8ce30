"""Check `data/geometry.geojson` against the links and the land: `python -m tools.check_geometry`."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely import union_all
from shapely.geometry import shape

from tools.geometry.atlas import polygons
from tools.geometry.barrier import Barrier
from tools.geometry.land import BRIDGES, sea
from tools.geometry.model import Link, read_links, read_places
from tools.geometry.reasons import LIMIT
from tools.geometry.sphere import Line, distance, length

__all__ = ["Finding", "barriers", "findings", "packaged"]

DATA = Path(__file__).resolve().parent.parent / "data"
#: Ferries on lakes that the land layer does not show.
DRY = frozenset({"tatvan--van-pier--ferry"})
END_KM = 2.0
LAND_KM = 3.0
WATER_KM = 3.0
QUALITIES = {
    "rail": {"track", "towns", "straight"},
    "road": {"road", "towns", "straight"},
    "sea": {"lane"},
    "ferry": {"lane"},
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with the line of a link."""

    link: str
    problem: str

    def __str__(self) -> str:
        return f"{self.link}: {self.problem}"


def findings(
    links: list[Link], lines: list[dict[str, Any]], ground: tuple[Barrier, Barrier], dry: frozenset[str] = frozenset()
) -> list[Finding]:
    """Check every line: its link, its ends, its length, the ground it runs over.

    Parameters
    ----------
    links
        The links of `data/links.csv`.
    lines
        The features of `data/geometry.geojson`.
    ground
        What lanes keep off and what the others keep off: `barriers` of the features of `data/land.geojson`.
    dry
        Links that may lead over land (a ferry on a lake that the land layer does not show).
    """
    found: list[Finding] = []
    known = {feature["properties"]["link"]: feature for feature in lines}
    wanted = {link.id for link in links}
    found.extend(Finding(name, "no such link") for name in sorted(set(known) - wanted))
    found.extend(Finding(name, "has no line") for name in sorted(wanted - set(known)))
    ashore, afloat = ground
    for link in links:
        if link.id not in known:
            continue
        line: Line = [(x, y) for x, y in known[link.id]["geometry"]["coordinates"]]
        properties = known[link.id]["properties"]
        problems = [*ends(link, line), *measures(link, line, properties)]
        if link.mode in {"sea", "ferry"}:
            over = 0.0 if link.id in dry else ashore.over(line)
            if over > LAND_KM:
                problems.append(f"crosses land for {over:.1f} km")
        else:
            over = afloat.over(line)
            if over > WATER_KM:
                problems.append(f"crosses the sea for {over:.1f} km")
        found.extend(Finding(link.id, problem) for problem in problems)
    return found


def barriers(land: list[dict[str, Any]]) -> tuple[Barrier, Barrier]:
    """Give the land with its canals and rivers open, which lanes keep off, and the sea, which the others keep off."""
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for feature in land:
        by_kind.setdefault(feature["properties"]["kind"], []).append(feature)
    shapes = [part for feature in by_kind["land"] for part in polygons(shape(feature["geometry"]))]
    channels: dict[str, Line] = {
        item["properties"]["name"]: [(x, y) for x, y in item["geometry"]["coordinates"]] for item in by_kind["waterway"]
    }
    return Barrier(union_all(shapes), channels), Barrier(sea(shapes), BRIDGES)


def ends(link: Link, line: Line) -> list[str]:
    """Check that a line starts and ends at its places."""
    return [
        f"{word} {gap:.1f} km from {place.id}"
        for word, place, point in (("starts", link.start, line[0]), ("ends", link.end, line[-1]))
        if (gap := distance(place.point, point)) > END_KM
    ]


def measures(link: Link, line: Line, properties: dict[str, Any]) -> list[str]:
    """Check the properties of a line: its length, its quality, its reason."""
    problems: list[str] = []
    drawn_km = length(line)
    if abs(drawn_km - properties["length_km"]) > 0.1:
        problems.append(f"is {drawn_km:.1f} km long, its row says {properties['length_km']}")
    if abs(drawn_km / link.length_km - 1) > LIMIT and not properties["reason"]:
        problems.append(f"is {drawn_km:.0f} km long, the link {link.length_km:.0f} km, and no reason is given")
    if properties["quality"] not in QUALITIES[link.mode]:
        problems.append(f"quality {properties['quality']!r} does not fit mode {link.mode}")
    if properties["quality"] == "straight" and not properties["reason"]:
        problems.append("is straight and no reason is given")
    return problems


def packaged(folder: Path = DATA) -> list[Finding]:
    """Check the files of a data folder."""
    lines = json.loads((folder / "geometry.geojson").read_text(encoding="utf-8"))["features"]
    land = json.loads((folder / "land.geojson").read_text(encoding="utf-8"))["features"]
    links = read_links(folder / "links.csv", read_places(folder / "places.csv"))
    return findings(links, lines, barriers(land), DRY)


if __name__ == "__main__":
    problems = packaged()
    print("\n".join(str(problem) for problem in problems) or "every line is in order")
    sys.exit(bool(problems))
