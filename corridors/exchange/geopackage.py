"""GeoPackage: places and links as layers with points and lines, every other table as a plain one (OGC 12-128)."""

from __future__ import annotations

from pathlib import Path

from corridors.errors import DataError
from corridors.exchange.bundle import Bundle
from corridors.exchange.folders import json_text
from corridors.exchange.layers import ABOUT, layer, tables_of_layers
from corridors.gate.references import points_elsewhere
from corridors.tables.reading import Tables
from corridors.tables.whole import whole_file

__all__ = ["layers_in", "read_geopackage", "write_geopackage"]


def write_geopackage(bundle: Bundle, path: Path) -> None:
    """Write a GeoPackage with a layer a table."""
    import pandas as pd
    import pyogrio

    frames = {name: layer(bundle, name) for name in ("places", "links")}
    frames |= {name: layer(bundle, name) for name in bundle.schemas if name not in frames and bundle.rows[name]}
    frames[ABOUT] = pd.DataFrame({"key": ["description"], "value": [json_text(bundle.description)]})
    kinds = {"places": "Point", "links": "LineString"}
    with whole_file(path) as beside:
        for number, (name, frame) in enumerate(frames.items()):
            pyogrio.write_dataframe(
                frame, beside, layer=name, driver="GPKG", append=number > 0, geometry_type=kinds.get(name)
            )


def layers_in(path: Path) -> list[str]:
    """Name the layers of a file that GDAL reads.

    Raises
    ------
    DataError
        It reads none, or the file has others read.
    """
    import pyogrio

    elsewhere = points_elsewhere(path)
    if elsewhere:
        raise DataError([f"{path.name}: {elsewhere}; give the file with the network itself"])
    try:
        return [str(name) for name, _ in pyogrio.list_layers(path)]
    except Exception as error:  # whatever a damaged file makes the reader raise
        raise DataError([f"{path.name}: cannot be read ({type(error).__name__}: {error}); save it again"]) from None


def read_geopackage(path: Path) -> Tables:
    """Read back what `write_geopackage` wrote.

    Raises
    ------
    DataError
        Layers that are missing or damaged, every finding at once.
    """
    import json

    import pandas as pd
    import pyogrio

    names = layers_in(path)
    try:
        frames = {name: pyogrio.read_dataframe(path, layer=name) for name in names}
        about = str(frames.pop(ABOUT)["value"][0])
        for resource in json.loads(about)["resources"]:
            if "schema" in resource:  # a table without rows has no layer
                frames.setdefault(str(resource["name"]), pd.DataFrame())
    except Exception as error:  # whatever a damaged file makes the reader raise
        raise DataError([f"{path.name}: cannot be read ({type(error).__name__}: {error}); export it anew"]) from None
    return tables_of_layers(about, frames, where=path.name)
