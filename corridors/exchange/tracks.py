"""Routes as files: GPX, KML, GeoJSON, GeoPackage, and their accounts as CSV and Excel."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from corridors.errors import OptionError
from corridors.exchange.frames_out import write_table
from corridors.exchange.geojson import line_geometry
from corridors.tables.whole import whole_file, write_whole

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = ["TRACK_FORMATS", "Track", "stretches_frame", "write_track"]

Points = Sequence[tuple[float, float]]

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Track:
    """A route in plain parts.

    Attributes
    ----------
    name, description
        What it is called, and what it takes.
    places
        Name, longitude and latitude of each place on the way.
    stretches
        Properties and points of each link, in the order of travel.
    account
        Makes the frame of its legs.
    """

    name: str
    description: str
    places: Sequence[tuple[str, float, float]]
    stretches: Sequence[tuple[Mapping[str, Any], Points]]
    account: Callable[[], pd.DataFrame]


def _xml(text: str) -> str:
    """Give a text that XML can carry; what it cannot is shown to be missing."""
    return escape(_NOT_XML.sub("\ufffd", text), {'"': "&quot;", "'": "&apos;"})


def gpx_text(track: Track) -> str:
    """Write a route as GPX 1.1: places as way points, links as segments of one track.

    Examples
    --------
    >>> track = Track("A & B", "", [], [({}, [(1.0, 2.0), (3.0, 4.0)])], dict)
    >>> "<name>A &amp; B</name>" in gpx_text(track)
    True
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gpx version="1.1" creator="corridors" xmlns="http://www.topografix.com/GPX/1/1">',
        f"<metadata><name>{_xml(track.name)}</name><desc>{_xml(track.description)}</desc></metadata>",
    ]
    lines += [f'<wpt lat="{lat!r}" lon="{lon!r}"><name>{_xml(name)}</name></wpt>' for name, lon, lat in track.places]
    lines.append(f"<trk><name>{_xml(track.name)}</name>")
    for _, points in track.stretches:
        inside = "".join(f'<trkpt lat="{lat!r}" lon="{lon!r}"/>' for lon, lat in points)
        lines.append(f"<trkseg>{inside}</trkseg>")
    return "\n".join([*lines, "</trk>", "</gpx>", ""])


def kml_text(track: Track) -> str:
    """Write a route as KML 2.2: a placemark a place and a link, with the figures of each."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>',
        f"<name>{_xml(track.name)}</name><description>{_xml(track.description)}</description>",
    ]
    for name, lon, lat in track.places:
        point = f"<Point><coordinates>{lon!r},{lat!r}</coordinates></Point>"
        lines.append(f"<Placemark><name>{_xml(name)}</name>{point}</Placemark>")
    for properties, points in track.stretches:
        name = str(properties.get("link") or properties.get("kind") or "")
        data = "".join(
            f'<Data name="{_xml(str(key))}"><value>{_xml(_text(value))}</value></Data>'
            for key, value in properties.items()
            if value not in (None, "")
        )
        inside = " ".join(f"{lon!r},{lat!r}" for lon, lat in points)
        line = f"<LineString><tessellate>1</tessellate><coordinates>{inside}</coordinates></LineString>"
        lines.append(f"<Placemark><name>{_xml(name)}</name><ExtendedData>{data}</ExtendedData>{line}</Placemark>")
    return "\n".join([*lines, "</Document></kml>", ""])


def _text(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def geojson_of(track: Track) -> str:
    """Write a route as GeoJSON by RFC 7946, lines cut at the antimeridian."""
    features = [
        {"type": "Feature", "geometry": line_geometry(tuple(points))[0], "properties": dict(properties)}
        for properties, points in track.stretches
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, allow_nan=False) + "\n"


def stretches_frame(stretches: Sequence[tuple[Mapping[str, Any], Points]]) -> gpd.GeoDataFrame:
    """Give the links of a route as a GeoDataFrame (WGS84), a row each, lists joined by ``|``."""
    import pandas as pd

    from corridors.maps.geometry import lines_frame

    rows = [
        {key: "|".join(map(str, value)) if isinstance(value, (list, tuple)) else value for key, value in row.items()}
        for row, _ in stretches
    ]
    return lines_frame(pd.DataFrame(rows), [points for _, points in stretches])


def _geopackage(track: Track, path: Path) -> None:
    import pyogrio

    frame = stretches_frame(track.stretches)
    with whole_file(path) as beside:
        pyogrio.write_dataframe(frame, beside, layer="links", driver="GPKG")


#: Endings of files, and what is written into them.
TRACK_FORMATS = (".gpx", ".kml", ".geojson", ".gpkg", ".csv", ".xlsx")


def write_track(track: Track, path: str | Path) -> None:
    """Write a route as the ending of the file says.

    Raises
    ------
    OptionError
        Another ending, or the file cannot be written.
    MissingExtraError
        A workbook needs the extra ``excel``.
    """
    target, kind = Path(path), Path(path).suffix.lower()
    texts = {".gpx": gpx_text, ".kml": kml_text, ".geojson": geojson_of}
    if kind in texts:
        write_whole(target, texts[kind](track))
    elif kind == ".gpkg":
        _geopackage(track, target)
    elif kind in (".csv", ".xlsx"):
        write_table(track.account(), target)
    else:
        raise OptionError(f"{str(path)!r}: routes are written as {', '.join(TRACK_FORMATS)}; give one of these endings")
