"""Files of other programs: TNTP, GMNS, tables of links in several encodings, graphs of OSMnx; and what reads each."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import corridors as co

__all__ = ["ENCODINGS", "strangers"]

_DATA = Path(__file__).parents[2] / "tests" / "data"

#: What spreadsheets in Central Asia and Europe save; only the first is told as such by every one of them.
ENCODINGS = ("utf-8-sig", "utf-16", "cp1251", "latin-1")

_TNTP = {
    "small_net": (
        "<NUMBER OF ZONES> 2\n<NUMBER OF NODES> 4\n<FIRST THRU NODE> 3\n<NUMBER OF LINKS> 5\n<END OF METADATA>\n\n"
        "~\tinit_node\tterm_node\tcapacity\tlength\tfree_flow_time\tb\tpower\tspeed\ttoll\tlink_type\t;\n"
        "\t1\t3\t900\t2.5\t6\t0.15\t4\t50\t0\t1\t;\n\t1\t4\t800\t4\t5\t0.15\t4\t0\t0\t1\t;\n"
        "\t3\t2\t700\t5\t6\t0.15\t4\t0\t0.5\t1\t;\n\t3\t4\t1e3\t1\t2\t0.1\t1\t0\t0\t1\t;\n"
        "\t4\t2\t600\t3\t9\t0.15\t4\t0\t0\t2\t;\n"
    ),
    "small_trips": (
        "<NUMBER OF ZONES> 2\n<TOTAL OD FLOW> 6.0\n<END OF METADATA>\n\nOrigin \t1\n    1 : 0.0;  2 : 6.0;\n"
    ),
    "small_flow": "From \tTo \tVolume \tCost\n1\t3\t4\t6.1\n1\t4\t2\t5.2\n3\t2\t2\t6\n3\t4\t2\t2\n4\t2\t4\t9\n",
    "small_node": "Node\tX\tY\t;\n1\t69.2\t41.3\t;\n2\t66.9\t39.6\t;\n3\t67.8\t40.1\t;\n4\t68.1\t40.9\t;\n",
}

_GMNS = {
    "node.csv": "node_id,name,x_coord,y_coord,zone_id\n1,West,69,41,10\n2,Middle,70,41,\n3,East,71,41,30\n",
    "link.csv": (
        "link_id,from_node_id,to_node_id,directed,geometry,dir_flag,length,free_speed,lanes,capacity,allowed_uses,"
        "vdf_alpha,vdf_beta\n"
        'a,1,2,true,"LINESTRING (70 41, 69.5 41.1, 69 41)",-1,54,60,2,900,"auto,truck",0.2,5\n'
        "b,2,3,false,,,53,50,1,800,truck,,\n"
    ),
    "config.csv": "dataset_name,long_length,crs\nsmall,mile,EPSG:4326\n",
    "demand.csv": "o_zone_id,d_zone_id,volume\n10,30,1200\n",
    "use_definition.csv": "use,persons_per_vehicle,pce\nauto,1.2,1\ntruck,1,2\n",
    "geometry.csv": 'geometry_id,geometry\ng1,"LINESTRING (70 41, 71 41)"\n',
}

_LINKS = "from,to,length,oneway\n{0},{1},12.5,no\n{1},C,7,yes\nC,{0},30,no\n"
_NAMES = {"cp1251": ("Қарши", "Термез"), "latin-1": ("Köln", "Málaga")}

_Made = tuple[Path, Callable[[Path], Any]]


def strangers(folder: Path) -> list[_Made]:
    """Write a file or folder of every kind into a folder, with what reads it."""
    made = [*_of_tntp(folder / "tntp"), *_of_gmns(folder / "gmns-of-others")]
    read = partial(co.read_network, mode="road", length_unit="km")
    for encoding in ENCODINGS:
        text = _LINKS.format(*_NAMES.get(encoding, ("Toshkent", "Қарши")))
        path = folder / f"links-{encoding}.csv"
        path.write_bytes(text.encode(encoding, "replace"))
        made.append((path, partial(read, encoding=encoding if encoding in _NAMES else None)))
    made += _of_spreadsheets(folder, read)
    made += [(path, partial(co.read_network, mode="road")) for path in _of_gdal(folder)]
    streets = folder / "streets.graphml"
    shutil.copy(_DATA / "osm" / "streets.graphml", streets)
    return [*made, (streets, co.read_network)]


def _of_spreadsheets(folder: Path, read: Callable[..., Any]) -> list[_Made]:
    """Write tables as Excel of other countries does: semicolons or tabs, decimal commas, columns written large."""
    rows = "sep=;\nFROM;TO;LENGTH\nToshkent;Samarqand;344,5\nSamarqand;Buxoro;1.268,25\n"
    read = partial(read, decimal=",")
    made: list[_Made] = []
    for name, text, encoding in (
        ("semicolons.csv", rows, "utf-8"),
        ("tabs.txt", rows[6:].replace(";", "\t"), "utf-16"),
    ):
        (folder / name).write_bytes(text.encode(encoding))
        made.append((folder / name, read))
    return made


def _of_gdal(folder: Path) -> list[Path]:
    """Write lines and tables as desktop programs do, one file each."""
    import geopandas as gpd
    from shapely.geometry import LineString

    rows = {"FROM": ["a", "b"], "TO": ["b", "c"], "LENGTH_KM": [84.0, 87.0]}
    shapes = [LineString([(69, 41), (70, 41)]), LineString([(70, 41), (71, 41.2)])]
    frame = gpd.GeoDataFrame(rows, geometry=shapes, crs=4326)
    made = []
    for name, driver in (
        ("l.fgb", "FlatGeobuf"),
        ("l.gml", "GML"),
        ("l.geojsonl", "GeoJSONSeq"),
        ("l.sqlite", "SQLite"),
    ):
        frame.to_file(folder / name, driver=driver)
        made.append(folder / name)
    frame.to_file(folder / "l.shp")
    frame.to_parquet(folder / "l.parquet")
    frame.drop(columns="geometry").to_parquet(folder / "table.parquet")
    return [*made, folder / "l.dbf", folder / "l.parquet", folder / "table.parquet"]


def _of_tntp(folder: Path) -> list[_Made]:
    folder.mkdir()
    for name, text in _TNTP.items():
        (folder / f"{name}.tntp").write_text(text, encoding="utf-8")

    def solved(path: Path) -> None:
        tables = co.read_tntp(path)
        if tables.demand is not None:
            co.assign(**tables.for_assign(), method="all_or_nothing")

    return [(folder, solved), (folder, partial(co.read_network, mode="road", length_unit="km", check_lengths=False))]


def _of_gmns(folder: Path) -> list[_Made]:
    folder.mkdir()
    for name, text in _GMNS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [(folder, co.read_gmns), (folder, co.read_network)]
