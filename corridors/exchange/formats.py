"""The formats by name, which file is of which, and what is done to write and to read each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from corridors.errors import DataError, OptionError
from corridors.exchange.asked import Asked
from corridors.exchange.bundle import Bundle
from corridors.exchange.folders import DESCRIPTION
from corridors.gate.quoted import quoted
from corridors.gate.references import links_out
from corridors.tables.reading import Tables

__all__ = ["FORMATS", "Format", "format_of", "read_file", "write_file"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that networks are written in.

    Attributes
    ----------
    endings
        Of its files; none for a folder.
    whole
        Whether all tables are carried; else places, links and lines alone.
    text
        What it is, in a few words.
    """

    endings: tuple[str, ...]
    whole: bool
    text: str


FORMATS: Mapping[str, Format] = {
    "datapackage": Format(
        (), whole=True, text="folder of CSV with datapackage.json (Frictionless), for load_network(data=...)"
    ),
    "csv": Format((), whole=True, text="folder of CSV for spreadsheets, no cell a formula"),
    "excel": Format((".xlsx",), whole=True, text="workbook, a tab a table"),
    "gpkg": Format((".gpkg",), whole=True, text="GeoPackage, layers places and links and the other tables"),
    "parquet": Format((), whole=True, text="folder of GeoParquet"),
    "geojson": Format((".geojson", ".json"), whole=True, text="GeoJSON (RFC 7946)"),
    "graphml": Format((".graphml",), whole=False, text="GraphML of places, by the conventions of OSMnx"),
    "gmns": Format((), whole=False, text="folder of node.csv and link.csv (GMNS)"),
}


def format_of(path: Path, asked: str | None) -> str:
    """Give the format in which to write a file.

    Raises
    ------
    OptionError
        It is none, or the ending does not say.
    """
    if asked is not None:
        if asked not in FORMATS:
            raise OptionError(f"format={quoted(asked)}: give one of {', '.join(FORMATS)}")
        return asked
    for name, kind in FORMATS.items():
        if path.suffix.lower() in kind.endings:
            return name
    if not path.suffix:
        return "datapackage"
    endings = ", ".join(ending for kind in FORMATS.values() for ending in kind.endings)
    raise OptionError(
        f"{str(path)!r}: which format is it? Give format= ({', '.join(FORMATS)}), or an ending of {endings}"
    )


def write_file(bundle: Bundle, path: Path, kind: str) -> None:
    """Write a network in a format, whole or not at all.

    Raises
    ------
    DataError
        The format cannot carry a name or a column.
    OptionError
        The file cannot be written.
    MissingExtraError
        An extra is needed and not installed.
    """
    _writers()[kind](bundle, path)


def _writers() -> Mapping[str, Callable[[Bundle, Path], None]]:
    """Give the writers; what they need is loaded when they are called."""
    from corridors.exchange.excel import write_workbook
    from corridors.exchange.folders import write_csv_folder, write_data_package
    from corridors.exchange.geojson import write_geojson
    from corridors.exchange.geopackage import write_geopackage
    from corridors.exchange.gmns import write_gmns
    from corridors.exchange.graphs import write_graphml
    from corridors.exchange.parquet import write_parquet_folder

    return {
        "datapackage": write_data_package,
        "csv": write_csv_folder,
        "excel": write_workbook,
        "gpkg": write_geopackage,
        "parquet": write_parquet_folder,
        "geojson": write_geojson,
        "graphml": write_graphml,
        "gmns": write_gmns,
    }


def read_file(path: Path, kind: str | None, asked: Asked) -> Tables:
    """Read a network, the library's own or another program's.

    Raises
    ------
    DataError
        Everything that is wrong with it, at once.
    OptionError
        There is no such file, it is of no known format, or something that it does not say is wanted.
    MissingExtraError
        An extra is needed and not installed.
    """
    from corridors.exchange.arrivals import READERS

    if kind is not None and kind not in READERS:
        raise OptionError(f"format={quoted(kind)}: give one of {', '.join(READERS)}")
    if not path.exists():
        raise OptionError(f"there is no file or folder {str(path)!r}: give the one to read")
    if out := links_out(path):
        raise DataError(out)
    return READERS[kind or _kind(path)](path, asked)


def _kind(path: Path) -> str:
    """Say of which format a file or folder is."""
    if path.is_file():
        ending = path.suffix.lower()
        named = next((name for name, kind in FORMATS.items() if ending in kind.endings), None)
        return named or ("tntp" if ending == ".tntp" else "frames")
    for name, files in (
        ("datapackage", ("datapackage.json",)),
        ("gmns", ("node.csv", "link.csv")),
        ("parquet", ("places.parquet", "links.parquet")),
        ("csv", (DESCRIPTION, "places.csv", "links.csv")),
        ("frames", ("links.csv",)),
    ):
        if all((path / file).is_file() for file in files):
            return name
    if any(path.glob("*_net.tntp")):
        return "tntp"
    if path.suffix.lower() == ".gdb" or any(path.glob("*.shp")):  # layers of GDAL: a file geodatabase, shapefiles
        return "frames"
    raise OptionError(
        f"{str(path)!r} holds no network that is known: neither datapackage.json, node.csv and link.csv, "
        "places.parquet, places.csv and links.csv, *_net.tntp, nor shapefiles"
    )
