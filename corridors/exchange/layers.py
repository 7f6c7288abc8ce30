"""Tables as frames, and their places and links as layers with points and lines, for formats that keep both."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corridors.errors import DataError
from corridors.exchange.bundle import Bundle, tables_of
from corridors.exchange.cells import check_texts, plain_value
from corridors.maps.geometry import STRAIGHT, Line
from corridors.tables.reading import Row, Tables
from corridors.tables.schema import Schema

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = ["ABOUT", "TOLD", "layer", "table_frame", "tables_of_layers"]

#: The layer that holds the description of the others.
ABOUT = "corridors_about"

#: Columns of links that are told for maps and never read back.
TOLD = ("quality", "in_use", "closure")

#: Beyond this a float no longer tells whole numbers apart.
_LARGEST_WHOLE = 2**53


def table_frame(schema: Schema, rows: Sequence[Row]) -> pd.DataFrame:
    """Give rows as a frame of plain columns: numbers with blanks as floats, lists joined, flags as flags or texts."""
    import pandas as pd

    check_texts(schema.table, schema.fields, rows)
    columns: dict[str, pd.Series[Any]] = {}
    for field in schema.fields:
        values = [plain_value(field, row.get(field.name)) for row in rows]
        blank = None in values
        whole = [value for value in values if isinstance(value, int) and not isinstance(value, bool)]
        if field.type == "boolean" and blank:
            columns[field.name] = pd.Series([None if v is None else str(v).lower() for v in values], dtype=object)
        elif any(abs(value) > _LARGEST_WHOLE for value in whole):
            columns[field.name] = pd.Series([None if v is None else str(v) for v in values], dtype=object)
        elif field.type == "number" or (field.type == "integer" and blank and whole):
            columns[field.name] = pd.Series(values, dtype="float64")
        elif blank or field.type in ("string", "list", "date-or-year"):
            columns[field.name] = pd.Series(values, dtype=object)
        else:
            columns[field.name] = pd.Series(values)
    return pd.DataFrame(columns)


def layer(bundle: Bundle, name: str) -> pd.DataFrame | gpd.GeoDataFrame:
    """Give a table as a frame, places with their points and links with their lines (WGS84).

    Raises
    ------
    DataError
        A further column has the name of one that the layer has already.
    """
    frame = table_frame(bundle.schemas[name], bundle.rows[name])
    _names_apart(name, [str(column) for column in frame.columns], ("geometry", *(TOLD if name == "links" else ())))
    if name == "places":
        return _located(frame)
    if name == "links":
        return _drawn(bundle, frame)
    return frame


def _names_apart(table: str, columns: Sequence[str], taken: Sequence[str]) -> None:
    seen = {name.casefold() for name in (*taken, "fid", "geom")}
    for column in columns:
        if column.casefold() in seen:
            raise DataError([f"{table}.{column}: a layer has a column of that name already; rename yours"])
        seen.add(column.casefold())


def _located(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    import geopandas as gpd
    from shapely.geometry import Point

    known = frame["lat"].notna() & frame["lon"].notna()
    points: list[Any] = [
        Point(lon, lat) if is_known else None
        for lon, lat, is_known in zip(frame["lon"], frame["lat"], known, strict=True)
    ]
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(points, crs="EPSG:4326", index=frame.index))


def _drawn(bundle: Bundle, frame: pd.DataFrame) -> gpd.GeoDataFrame:
    import geopandas as gpd
    from shapely.geometry import LineString

    spots = {row["id"]: (row["lon"], row["lat"]) for row in bundle.rows["places"]}
    lines: list[Any] = []
    qualities: list[Any] = []
    for row in bundle.rows["links"]:
        line = bundle.lines.get(row["id"])
        ends = (spots[row["from"]], spots[row["to"]])
        if line is None and not any(None in end for end in ends):
            line = Line(ends, STRAIGHT)
        lines.append(None if line is None else LineString(line.points))
        qualities.append(None if line is None else line.quality)
    why = [bundle.closures.get(row["id"], "") for row in bundle.rows["links"]]
    told = frame.assign(quality=qualities, in_use=[not text for text in why], closure=why)
    return gpd.GeoDataFrame(told, geometry=gpd.GeoSeries(lines, crs="EPSG:4326", index=frame.index))


def tables_of_layers(about: str, frames: Mapping[str, pd.DataFrame], *, where: str) -> Tables:
    """Make tables of the layers of a file of the library's own.

    Raises
    ------
    DataError
        What does not hold together, every finding at once.
    """
    try:
        description = json.loads(about)
    except (ValueError, RecursionError) as error:
        raise DataError([f"{where}: the description of its tables is damaged ({error}); export it anew"]) from None
    cells: dict[str, Any] = {name: frame.to_dict(orient="records") for name, frame in frames.items()}
    lines = {}
    for row in cells.get("links", ()):
        shape = row.get("geometry")
        if shape is not None and row.get("quality") not in (None, STRAIGHT):
            points = tuple((float(x), float(y)) for x, y, *_ in shape.coords)
            lines[row["id"]] = Line(points, row["quality"])
    return tables_of(description, cells, lines, where=where)
