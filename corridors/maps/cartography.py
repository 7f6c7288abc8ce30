"""What maps show and where: regions, land, the colours of corridors, the places worth a name.

Shared by the printed maps (`corridors.maps.drawing`) and the web maps (`corridors.maps.webmap`); imports neither's
library.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from corridors.charges.model import MODES, Place
from corridors.errors import OptionError
from corridors.maps.geometry import Point
from corridors.tables.reading import data_folder
from corridors.world.core import Core, Corridor
from corridors.world.selection import some_of

__all__ = [
    "CAPITALS",
    "CREDIT",
    "NEUTRAL_COLOR",
    "OTHER_COLOR",
    "REGIONS",
    "WORLD",
    "Box",
    "Land",
    "Names",
    "RegionLike",
    "chosen_corridors",
    "chosen_modes",
    "corridors_of_links",
    "is_main",
    "is_town",
    "place_ranks",
    "reached_points",
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
}
#: The region that is cut to the network it is drawn of.
WORLD = "world"

CREDIT = (
    "Data: corridors tables, CC BY 4.0. Tracks: © OpenStreetMap contributors, ODbL. "
    "Land and borders: Natural Earth; disputed borders dashed, without judgement on their status."
)

#: Colour of what belongs to no named corridor.
OTHER_COLOR = "#9AA0A6"

#: Colour of samples in a legend and of a route of no corridor or of several; no corridor has it.
NEUTRAL_COLOR = "#1F2933"

#: Capitals by id of place: they need no corridor to be looked for on a map.
CAPITALS = frozenset(
    (
        "ankara", "ashgabat", "astana", "baku", "beijing", "belgrade", "berlin", "bishkek", "bratislava", "bucharest",
        "budapest", "dushanbe", "kabul", "minsk", "moscow", "prague", "riga", "singapore", "sofia", "tallinn",
        "tashkent", "tbilisi", "tehran", "vienna", "vilnius", "warsaw", "yerevan",
    )
)  # fmt: skip

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
        if that is larger both across and up. ``world`` is that extent however large.
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
    if region is None or region == WORLD:
        lons, lats = [p[0] for p in points], [p[1] for p in points]
        reach = (min(lons), min(lats), max(lons), max(lats))
        overview = REGIONS["overview"]
        if region is None and all(reach[i + 2] - reach[i] > overview[i + 2] - overview[i] for i in (0, 1)):
            return overview
        share = 0.04 if region == WORLD else 0.1
        margin = max(share * max(reach[2] - reach[0], reach[3] - reach[1]), 0.5)
        return reach[0] - margin, max(reach[1] - margin, -85.0), reach[2] + margin, min(reach[3] + margin, 85.0)
    if isinstance(region, str):
        if region not in REGIONS:
            known = ", ".join((*REGIONS, WORLD))
            raise OptionError(f"region={region!r} is unknown: give {known}, or (west, south, east, north)")
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


def reached_points(core: Core) -> list[Point]:
    """Give the places where freight begins or ends: straits and capes are only passed."""
    places = [place for place in core.places if place.kind != "strait"] or core.places
    return [place.point for place in places]


def is_town(place: Place) -> bool:
    """Tell whether a reader may know the name: a city or a port, or a capital whose place is its goods station."""
    return place.kind in ("city", "port") or place.id in CAPITALS


def is_main(place: Place, corridors: Iterable[Corridor], core: Core) -> bool:
    """Tell whether a name may stand out: a capital, or a port where one of the corridors goes abroad by ship.

    How many corridors pass says nothing of a place: all that leave Tashkent to the south pass Gulistan.

    Examples
    --------
    >>> import corridors as co
    >>> network = co.load_network()
    >>> core = network._core
    >>> [is_main(network.place(name), core.corridors, core) for name in ("tashkent", "alat", "guliston")]
    [True, True, False]
    """
    if place.kind != "port":
        return place.id in CAPITALS
    abroad = set()
    for index in core.links_at[place.index]:
        link = core.links[index]
        other = core.places[link.end if link.start == place.index else link.start]
        # beyond a strait lies the open sea; across a lake lies the same country
        if link.mode in ("ferry", "sea") and (other.country != place.country or other.kind == "strait"):
            abroad.add(index)
    return place.id in CAPITALS or any(abroad & corridor.links for corridor in corridors)


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
        afloat = any(core.links[i].mode in ("ferry", "sea") for i in core.links_at[place.index])
        ranks[place.index] = (
            _RANK_BY_KIND.get(place.kind, 0.0)
            + 0.8 * len(crossing)
            + 1.2 * min(ends, 2)
            + (1.5 if crossing else 0.8) * afloat
            + 2.0 * (place.id in CAPITALS)
            + 0.25 * min(len(core.links_at[place.index]), 8)
        )
    return ranks
