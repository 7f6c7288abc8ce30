"""GeoParquet: a folder with a file a table, of which places and links have geometry (extra ``parquet``)."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from corridors.errors import DataError, MissingExtraError
from corridors.exchange.bundle import Bundle
from corridors.exchange.folders import DESCRIPTION, json_text
from corridors.exchange.layers import layer, tables_of_layers
from corridors.tables.reading import Tables
from corridors.tables.whole import whole_folder

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_parquet_file", "read_parquet_folder", "write_parquet_folder"]


def _needs_pyarrow() -> None:
    if find_spec("pyarrow") is None:
        raise MissingExtraError("pyarrow", "parquet")


def write_parquet_folder(bundle: Bundle, path: Path) -> None:
    """Write a folder of Parquet files, a table each."""
    _needs_pyarrow()
    frames = {name: layer(bundle, name) for name in bundle.schemas}
    with whole_folder(path) as folder:
        (folder / DESCRIPTION).write_text(json_text(bundle.description), encoding="utf-8")
        for name, frame in frames.items():
            frame.to_parquet(folder / f"{name}.parquet", index=False)


def read_parquet_folder(path: Path) -> Tables:
    """Read back what `write_parquet_folder` wrote.

    Raises
    ------
    DataError
        Files that are missing or damaged, every finding at once.
    MissingExtraError
        The extra ``parquet`` is not installed.
    """
    _needs_pyarrow()
    import geopandas as gpd
    import pandas as pd

    try:
        about = (path / DESCRIPTION).read_text(encoding="utf-8")
        names = [r["name"] for r in json.loads(about)["resources"] if "schema" in r]
        readers = {"places": gpd.read_parquet, "links": gpd.read_parquet}
        frames = {
            name: readers.get(name, pd.read_parquet)(path / f"{name}.parquet")
            for name in names
            if str(name).replace("_", "").isalnum()
        }
    except Exception as error:  # whatever a damaged file makes the readers raise
        raise DataError([f"{path.name}: cannot be read ({type(error).__name__}: {error}); export it anew"]) from None
    return tables_of_layers(about, frames, where=path.name)


def read_parquet_file(path: Path) -> pd.DataFrame:
    """Read one Parquet file of another program: of lines (GeoParquet), or a table without shapes.

    Raises
    ------
    DataError
        It is none.
    MissingExtraError
        The extra ``parquet`` is not installed.
    """
    _needs_pyarrow()
    import geopandas as gpd
    import pandas as pd
    from pyarrow import parquet

    try:
        shaped = b"geo" in (parquet.read_schema(path).metadata or {})
        return gpd.read_parquet(path) if shaped else pd.read_parquet(path)
    except Exception as error:  # whatever a damaged file makes the reader raise
        raise DataError([f"{path.name}: no Parquet ({type(error).__name__}: {error}); save it again"]) from None
