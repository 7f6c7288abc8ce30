"""What maps show and where: regions, land, the colours of corridors, the places worth a name.

Shared by the printed maps (`corridors.drawing`) and the web maps (`corridors.webmap`); imports neither's
library.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from corridors.core import Core, Corridor
from corridors.errors import OptionError
from corridors.geometry import Point
from corridors.model import MODES, Place
from corridors.selection import some_of
from corridors.tables import data_folder

__all__ = [
    "COUNTRY_LABELS",
    "CREDIT",
    "OTHER_COLOR",
    "REGIONS",
    "SMALL_COUNTRIES",
    "Box",
    "Land",
    "Names",
    "RegionLike",
    "chosen_corridors",
    "chosen_modes",
    "corridors_of_links",
    "place_ranks",
    "read_land",
    "region_box",
    "short_name",
    "state",
]

Box = tuple[float, float, float, float]
RegionLike = str | Sequence[float] | None
Names = str | Iterable[str] | None

#: Regions by name: west, south, east, north in degrees.
REGIONS: dict[str, Box] = {
    "overview": (20.0, 20.0, 110.0, 62.0),
    "central-asia": (50.0, 34.0, 84.0, 53.0),
    "uzbekistan": (55.5, 36.5, 74.5, 46.0),
    "caspian": (45.5, 36.0, 60.0, 46.5),
    "caucasus": (36.0, 37.0, 52.0, 45.0),
    "south": (54.0, 22.0, 78.0, 41.0),
    "world": (-80.0, -40.0, 130.0, 65.0),
}

CREDIT = (
    "Data: corridors tables, CC BY 4.0. Tracks: © OpenStreetMap contributors, ODbL. "
    "Land and borders: Natural Earth; disputed borders dashed, without judgement on their status."
)

#: Colour of what belongs to no named corridor.
OTHER_COLOR = "#9AA0A6"

#: Countries too small to be named on a map wider than this (degrees).
SMALL_COUNTRIES = {"GE": 45.0}

#: Where the names of countries stand, clear of the main lines (longitude, latitude).
COUNTRY_LABELS: dict[str, Point] = {
    "AF": (65.2, 33.3),
    "BY": (28.3, 52.4),
    "CN": (95.5, 37.0),
    "DE": (10.3, 50.8),
    "EG": (28.8, 26.8),
    "GE": (43.1, 42.6),
    "IN": (78.5, 24.2),
    "IR": (54.6, 33.8),
    "KG": (77.3, 41.9),
    "KZ": (66.5, 51.2),
    "PK": (64.5, 28.05),
    "PL": (19.4, 52.6),
    "RO": (24.6, 46.9),
    "RU": (62.0, 59.3),
    "TJ": (73.3, 38.1),
    "TM": (60.0, 40.1),
    "TR": (29.6, 38.3),
    "UA": (31.6, 49.2),
    "UZ": (65.9, 42.1),
}

_RANK_BY_KIND = {"city": 3.0, "port": 2.5, "terminal": 0.5, "border": 1.0, "strait": 0.5}
_STATES = {"planned": "planned", "construction": "being built", "suspended": "suspended"}


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


def region_box(region: RegionLike, points: Sequence[Point]) -> Box:
    """Give west, south, east and north of a region.

    Parameters
    ----------
    region
        A name of `REGIONS`, four numbers, or None: the extent of `points` with a margin, or the overview
        if that is larger both across and up.
    points
        What is to be seen.

    Raises
    ------
    OptionError
        No such region, or no box.

    Examples
    --------
    >>> region_box(None, [(60.0, 40.0), (70.0, 45.0)])
    (59.0, 39.0, 71.0, 46.0)
    """
    if region is None:
        lons, lats = [p[0] for p in points], [p[1] for p in points]
        reach = (min(lons), min(lats), max(lons), max(lats))
        overview = REGIONS["overview"]
        if all(reach[i + 2] - reach[i] > overview[i + 2] - overview[i] for i in (0, 1)):
            return overview
        margin = max(0.1 * max(reach[2] - reach[0], reach[3] - reach[1]), 0.5)
        return reach[0] - margin, max(reach[1] - margin, -85.0), reach[2] + margin, min(reach[3] + margin, 85.0)
    if isinstance(region, str):
        if region not in REGIONS:
            raise OptionError(f"region={region!r} is unknown: give {', '.join(REGIONS)}, or (west, south, east, north)")
        return REGIONS[region]
    try:
        west, south, east, north = (float(edge) for edge in region)
    except (TypeError, ValueError):
        west = south = east = north = 0.0
    if not (-180 <= west < east <= 180 and -90 < south < north < 90):
        raise OptionError(f"region={region!r}: give (west, south, east, north) in degrees, or a name")
    return west, south, east, north


def chosen_modes(modes: Names) -> tuple[str, ...]:
    """Check modes to be shown; all of them for None."""
    wanted = some_of("modes", modes, MODES) or MODES
    unknown = [mode for mode in wanted if mode not in MODES]
    if unknown:
        raise OptionError(f"modes={unknown[0]!r} is unknown: give some of {', '.join(MODES)}")
    return tuple(mode for mode in MODES if mode in wanted)


def chosen_corridors(core: Core, names: Names) -> tuple[Corridor, ...]:
    """Find corridors by id or name, in the order of the table; all of them for None."""
    if names is None:
        return core.corridors
    wanted = set()
    for name in some_of("corridors", names, (corridor.id for corridor in core.corridors)):
        corridor = core.corridor(name) if isinstance(name, str) else None
        if corridor is None:
            known = ", ".join(c.id for c in core.corridors)
            raise OptionError(f"no corridor {name!r}: there are {known}")
        wanted.add(corridor.id)
    return tuple(corridor for corridor in core.corridors if corridor.id in wanted)


def corridors_of_links(corridors: Iterable[Corridor]) -> dict[int, list[Corridor]]:
    """List the corridors that each link belongs to, by link index."""
    found: dict[int, list[Corridor]] = {}
    for corridor in corridors:
        for link in corridor.links:
            found.setdefault(link, []).append(corridor)
    return found


def short_name(place: Place) -> str:
    """Give a name without what stands in brackets: that tells stations of one city apart.

    Examples
    --------
    >>> import corridors as co
    >>> short_name(co.load_network().place("Alat"))
    'Alat'
    """
    return place.name.split(" (")[0]


def state(corridor: Corridor) -> str:
    """Give what to add to the name of a corridor that does not operate: a comma and its state."""
    word = _STATES.get(corridor.row["status"])
    return f", {word}" if word else ""


def place_ranks(core: Core, corridors: Iterable[Corridor]) -> dict[int, float]:
    """Weigh places by how much a reader of a map of these corridors looks for their names, by index."""
    reached: dict[int, Counter[str]] = {}
    for corridor in corridors:
        for index in corridor.links:
            link = core.links[index]
            for end in (link.start, link.end):
                reached.setdefault(end, Counter())[corridor.id] += 1
    ranks = {}
    for place in core.places:
        crossing = reached.get(place.index, Counter())
        # a corridor begins, ends or changes to a vessel where its name is looked for
        ends = sum(count == 1 for count in crossing.values())
        quay = bool(crossing) and any(core.links[i].mode in ("ferry", "sea") for i in core.links_at[place.index])
        ranks[place.index] = (
            _RANK_BY_KIND.get(place.kind, 0.0)
            + 0.8 * len(crossing)
            + 1.2 * min(ends, 2)
            + 1.5 * quay
            + 0.25 * min(len(core.links_at[place.index]), 8)
        )
    return ranks
