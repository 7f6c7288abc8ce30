"""Files that come in: those that the library wrote are read exactly, those of others by their conventions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.errors import DataError, OptionError
from corridors.exchange.asked import Asked
from corridors.exchange.foreign import USUAL_COLUMNS, foreign_tables
from corridors.tables.reading import Tables, read_tables

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["READERS"]

#: Of files that are read as CSV, whatever parts their cells; Excel calls its text in UTF-16 .txt.
_CSV_ENDINGS = (".csv", ".tsv", ".txt")

_NODES, _EDGES = ("nodes", "places", "node"), ("edges", "links", "link")


def _data_package(path: Path, _asked: Asked) -> Tables:
    return read_tables(path)


def _csv(path: Path, asked: Asked) -> Tables:
    from corridors.exchange.folders import read_csv_folder

    return read_csv_folder(path, asked)


def _parquet(path: Path, _asked: Asked) -> Tables:
    from corridors.exchange.parquet import read_parquet_folder

    return read_parquet_folder(path)


def _excel(path: Path, asked: Asked) -> Tables:
    from corridors.exchange.excel import is_ours, read_workbook, workbook_tabs

    tabs = workbook_tabs(path)
    if is_ours(tabs):
        return read_workbook(path, tabs)
    named = {name.strip().lower(): rows for name, rows in tabs.items()}
    nodes, edges = (next((named[n] for n in names if named.get(n)), None) for names in (_NODES, _EDGES))
    filled = [rows for rows in tabs.values() if rows]
    if edges is None and len(filled) == 1:
        (edges,) = filled  # what it is called does not matter where it is the only one
    if edges is None:
        raise DataError([f"{path.name}: no tab called links (or edges); name it so"])
    return foreign_tables(None if nodes is None else _sheet(nodes), _sheet(edges), asked, where=path.name)


def _sheet(rows: list[list[Any]]) -> pd.DataFrame:
    import pandas as pd

    head = [str(cell).strip() if cell is not None else "" for cell in rows[0]]
    used = [n for n, name in enumerate(head) if name]
    body = [[row[n] if n < len(row) else None for n in used] for row in rows[1:] if any(c is not None for c in row)]
    return pd.DataFrame(body, columns=[head[n] for n in used], dtype=object)


def _geopackage(path: Path, asked: Asked) -> Tables:
    from corridors.exchange.geopackage import layers_in, read_geopackage
    from corridors.exchange.layers import ABOUT

    names = layers_in(path)
    return read_geopackage(path) if ABOUT in names else _layers(path, names, asked)


def _geojson(path: Path, asked: Asked) -> Tables:
    from corridors.exchange.folders import read_json
    from corridors.exchange.geojson import is_ours, read_geojson

    content = read_json(path)
    if is_ours(content):
        return read_geojson(content, where=path.name)
    from corridors.exchange.geopackage import layers_in

    return _layers(path, layers_in(path), asked)


def _layers(path: Path, names: list[str], asked: Asked) -> Tables:
    """Read layers of nodes and of edges; one layer alone is parted into its points and its lines."""
    by_name = {name.lower(): name for name in names}
    nodes, edges = (next((by_name[n] for n in wanted if n in by_name), None) for wanted in (_NODES, _EDGES))
    if edges is not None and nodes != edges:
        found = None if nodes is None else _read_layer(path, nodes)
        return foreign_tables(found, _read_layer(path, edges), asked, where=path.name)
    if not names:
        raise DataError([f"{path.name}: holds no layer with a network; is it the right file?"])
    if len(names) != 1:
        raise OptionError(f"{path.name} has the layers {', '.join(names)}: call those with the network nodes and edges")
    return _one_frame(_read_layer(path, names[0]), asked, where=path.name)


def _one_frame(frame: Any, asked: Asked, *, where: str) -> Tables:
    """Part a frame into its points, which are places, and its lines; one without shapes is a table of links."""
    if not hasattr(frame, "_geometry_column_name"):  # such as a sheet or a .dbf
        return foreign_tables(None, frame, asked, where=where)
    is_point = frame.geometry.geom_type == "Point"
    # columns of the other kind of rows are blank here
    points, lines = (part.dropna(axis="columns", how="all") for part in (frame[is_point], frame[~is_point]))
    return foreign_tables(points if len(points) else None, lines, asked, where=where)


def _read_layer(path: Path, layer: str) -> Any:
    """Give a layer as a GeoDataFrame, or as a plain one where it has no shapes."""
    import geopandas as gpd

    try:
        return gpd.read_file(path, layer=layer)
    except Exception as error:  # whatever a damaged file makes the reader raise
        raise DataError([f"{path.name}: cannot be read ({type(error).__name__}: {error}); save it again"]) from None


def _graphml(path: Path, asked: Asked) -> Tables:
    from corridors.exchange.graphs import is_ours, read_graphml, tables_of_graph

    graph = read_graphml(path)
    if is_ours(graph):
        return tables_of_graph(graph, where=path.name)
    return graph_tables(graph, asked, where=path.name)


def graph_tables(graph: Any, asked: Asked, *, where: str) -> Tables:
    """Make tables of a graph of another program, by the conventions of OSMnx where it has a CRS."""
    import geopandas as gpd
    import pandas as pd

    nodes = pd.DataFrame([{**data, "id": str(node)} for node, data in graph.nodes(data=True)], dtype=object)
    edges = [{**data, "u": str(u), "v": str(v), "key": k} for u, v, k, data in graph.edges(keys=True, data=True)]
    if not edges:
        raise DataError([f"{where}: a graph of {len(nodes)} nodes and no edges; give one with edges"])
    crs = graph.graph.get("crs")
    lines = gpd.GeoSeries([_shape(row.pop("geometry", None), where) for row in edges], crs=crs or "EPSG:4326")
    frame = gpd.GeoDataFrame(pd.DataFrame(edges, dtype=object), geometry=lines)
    if crs is None:
        frame = frame.rename(columns={"u": "from", "v": "to"}).drop(columns="key")
        frame["oneway"] = "yes" if graph.is_directed() else "no"
    elif {"x", "y"} <= set(nodes.columns):
        points = gpd.points_from_xy(pd.to_numeric(nodes["x"]), pd.to_numeric(nodes["y"]))
        nodes = gpd.GeoDataFrame(nodes, geometry=gpd.GeoSeries(points, crs=crs))
    return foreign_tables(nodes, frame, asked, where=where)


def _shape(value: Any, where: str) -> Any:
    from corridors.exchange.shapes import line_of

    return line_of(value, where=where) if isinstance(value, str) else value


def _gmns(path: Path, asked: Asked) -> Tables:
    from corridors.exchange.gmns import gmns_tables

    return gmns_tables(path, asked)


def _tntp(path: Path, asked: Asked) -> Tables:
    from corridors.exchange.tntp import read_tntp

    tables = read_tntp(path)
    links = tables.links.assign(oneway="yes")
    if not links["length"].any() and "length_km" not in asked.columns:
        raise DataError([f"{path.name}: no link has a length; it can be assigned to (co.read_tntp), not routed by km"])
    return foreign_tables(tables.places, links, asked, where=path.name)


def _frames(path: Path, asked: Asked) -> Tables:
    """Read plain tables (CSV), or any file of lines that GDAL knows."""
    from corridors.exchange.geopackage import layers_in

    ending = path.suffix.lower() if path.is_file() else ""
    if ending == ".parquet":
        from corridors.exchange.parquet import read_parquet_file

        return _one_frame(read_parquet_file(path), asked, where=path.name)
    if ending in _CSV_ENDINGS or (path.is_file() and not ending) or (path / "links.csv").is_file():
        return _plain(path, asked)
    return _layers(path, layers_in(path), asked)


def _plain(path: Path, asked: Asked) -> Tables:
    """Read a table of links, or a folder of it and one of places."""
    import pandas as pd

    from corridors.exchange.csv_rows import csv_records

    findings: list[str] = []
    files = [path] if path.is_file() else [path / "links.csv", path / "places.csv"]
    expected = {*asked.columns.values(), *USUAL_COLUMNS}
    frames = [
        pd.DataFrame(csv_records(file, findings, asked=asked, escaped=True, expected=expected), dtype=object)
        for file in files
        if file.is_file()
    ]
    if findings:
        raise DataError(findings)
    return foreign_tables(frames[1] if len(frames) > 1 else None, frames[0], asked, where=path.name)


READERS: Mapping[str, Callable[[Path, Asked], Tables]] = {
    "datapackage": _data_package,
    "csv": _csv,
    "excel": _excel,
    "gpkg": _geopackage,
    "parquet": _parquet,
    "geojson": _geojson,
    "graphml": _graphml,
    "gmns": _gmns,
    "tntp": _tntp,
    "frames": _frames,
}
