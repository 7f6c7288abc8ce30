"""Lines of links.

Lines come from ``geometry.geojson`` beside the tables, read the first time that anything asks for one: a
plain route never does. Links of the user's own bring their lines with them, whose quality is ``given``. A link
without a line there, and every link of a network without that file, is a
straight line between its places and says so: its quality is ``straight``. Lengths never come from here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from corridors.charges.model import Link, Place
from corridors.errors import DataError
from corridors.gate.quoted import quoted
from corridors.maps.boxes import Point
from corridors.tables.sphere import great_circle_km
from corridors.world.core import Core

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from shapely.geometry import LineString

__all__ = ["GIVEN", "STRAIGHT", "Line", "Tracks", "feature_collection", "joined_line", "lines_frame", "links_frame"]

#: Quality of a line that only joins its two places.
STRAIGHT = "straight"
#: Quality of a line that a user gave with the link.
GIVEN = "given"
#: A line that ends further than this from its place belongs to another place (a replaced or edited link).
MOST_GAP_KM = 10.0


class Line(NamedTuple):
    """Points (longitude, latitude) of one link, and how well they follow the track."""

    points: tuple[Point, ...]
    quality: str


class Tracks:
    """The lines of the links of one network.

    Examples
    --------
    >>> import corridors as co
    >>> network = co.load_network()
    >>> link = network.link("saryagash--keles--rail")
    >>> start, end = network.place("saryagash"), network.place("keles")
    >>> points = Tracks(network._core).link_coordinates(link, start, end)
    >>> points[0] == start.point, points[-1] == end.point
    (True, True)
    """

    def __init__(self, core: Core) -> None:
        self._places = core.places
        self._lines = _lines_of(core.tables.folder)
        self._own = core.tables.own.lines

    def line(self, link: Link) -> Line:
        """Give the line of a link from its first place to its second, both included."""
        start, end = self._places[link.start], self._places[link.end]
        own = self._own.get(link.id)
        if own is not None and {own.start, own.end} == {start.id, end.id}:
            points = own.points if own.start == start.id else own.points[::-1]
            return Line(_joined(start, points, end), own.quality)
        known = self._lines.get(link.id)
        if known is not None:
            for points in (known.points, known.points[::-1]):
                if _gap_km(points[0], start) <= MOST_GAP_KM and _gap_km(points[-1], end) <= MOST_GAP_KM:
                    return Line(_joined(start, points, end), known.quality)
        return Line((start.point, end.point), STRAIGHT)

    def quality(self, link: Link) -> str:
        """Say how well the line of a link follows the track, also of one whose places lie nowhere."""
        start, end = self._places[link.start], self._places[link.end]
        if None in (start.lat, start.lon, end.lat, end.lon):
            own = self._own.get(link.id)
            return STRAIGHT if own is None else own.quality
        return self.line(link).quality

    def link_coordinates(self, link: Link, start: Place, end: Place) -> list[Point]:
        """Give (longitude, latitude) of a link in the direction of travel.

        Parameters
        ----------
        link
            A link of this network.
        start, end
            Its two places, in the order of travel.

        Returns
        -------
        list of tuple of float
            Two points or more; the first is `start` and the last `end`.
        """
        assert {start.index, end.index} == {link.start, link.end}
        points = list(self.line(link).points)
        return points if start.index == link.start else points[::-1]


def lines_frame(frame: pd.DataFrame, lines: Iterable[Sequence[Point]]) -> gpd.GeoDataFrame:
    """Give a frame with a line a row (WGS84)."""
    import geopandas as gpd
    from shapely.geometry import LineString

    return gpd.GeoDataFrame(frame, geometry=[LineString(points) for points in lines], crs="EPSG:4326")


def links_frame(core: Core, frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """Give a frame of all links, in the order of the table, with their lines and the quality of each."""
    tracks = Tracks(core)
    lines = [tracks.line(link) for link in core.links]
    return lines_frame(frame.assign(quality=[line.quality for line in lines]), [line.points for line in lines])


def joined_line(lines: Iterable[Sequence[Point]]) -> LineString:
    """Join lines of which each begins where the one before it ends."""
    from shapely.geometry import LineString

    points: list[Point] = []
    for line in lines:
        points.extend(line[1:] if points else line)
    return LineString(points)


def feature_collection(lines: Iterable[tuple[dict[str, Any], Sequence[Point]]]) -> dict[str, Any]:
    """Give GeoJSON of lines, each with its properties."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": [list(point) for point in line]},
            "properties": properties,
        }
        for properties, line in lines
    ]
    return {"type": "FeatureCollection", "features": features}


def _lines_of(folder: Path | None) -> Mapping[str, Line]:
    path = folder / "geometry.geojson" if folder is not None else None
    if path is None or not path.is_file():
        return {}
    return _read_lines(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read_lines(path: Path, _changed_ns: int) -> Mapping[str, Line]:
    """Read a file of lines; the time of its last change is part of the key, so an edited file is read anew."""
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        lines = {}
        for feature in features:
            # further numbers of a point would be its height
            points = tuple((float(p[0]), float(p[1])) for p in feature["geometry"]["coordinates"])
            if not all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in points):  # which NaN is not either
                raise ValueError(f"a point that is none on Earth on the link {quoted(feature['properties']['link'])}")
            if len(points) > 1:
                record = feature["properties"]
                lines[str(record["link"])] = Line(points, str(record["quality"]))
    except OSError as error:
        raise DataError([f"{path.name}: cannot be read ({error.strerror}); restore it or remove it"]) from error
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OverflowError) as error:
        finding = f"{path.name}: not the lines of links ({error!r}); rebuild or remove the file"
        raise DataError([finding]) from error
    return lines


def _gap_km(point: Point, place: Place) -> float:
    lon, lat = place.point
    return great_circle_km(point[1], point[0], lat, lon)


def _joined(start: Place, points: tuple[Point, ...], end: Place) -> tuple[Point, ...]:
    first, last = start.point, end.point
    before = () if points[0] == first else (first,)
    after = () if points[-1] == last else (last,)
    return (*before, *points, *after)
