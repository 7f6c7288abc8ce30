"""Frames of a user's own as they come: with geometry, by the conventions of OSMnx, or read back from CSV."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from corridors.exchange.asked import Asked
from corridors.exchange.foreign import foreign_tables, is_street
from corridors.maps.geometry import STRAIGHT
from corridors.tables.frames import tables_from_frames
from corridors.tables.reading import Tables, read_tables

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["tables_of_frames"]

#: What frames of the library tell besides their table, and a table never holds.
_TOLD = frozenset({"in_use", "closure", "in_force", "quality"})


def tables_of_frames(places: Any, links: Any, others: Mapping[str, Any]) -> Tables:
    """Make tables of frames; see `Network.from_frames`.

    Raises
    ------
    DataError
        With every finding at once.
    OptionError
        What is no frame, or no table.
    """
    import pandas as pd

    if not isinstance(places, pd.DataFrame) or not isinstance(links, pd.DataFrame):
        return tables_from_frames(places, links, **others)
    # lines and lengths of the library's own frames were held against each other where they came from
    known = _is_told(links)
    places, links = _read_back(places), _read_back(links)
    if _is_own_street(links):
        links = _one_way(links)
    elif is_street(links):
        return foreign_tables(places, links, Asked(), where="links", others=others)
    if any(getattr(frame, "_geometry_column_name", None) in frame.columns for frame in (places, links)):
        return foreign_tables(places, links, Asked(mode="rail", check_lengths=not known), where="links", others=others)
    return tables_from_frames(places, links, **{k: v if v is None else _read_back(v) for k, v in others.items()})


def _read_back(frame: Any) -> Any:
    """Undo what CSV makes of a frame of the library: lists that became texts, and columns that were only told.

    `Network.links` written by pandas has ``('a', 'b')`` where a list was.
    """
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        return frame
    frame = _without_straight(frame)
    told = [name for name in frame.columns if name in _TOLD and _is_told(frame)]
    frame = frame.drop(columns=told)
    changed = {}
    lists = {f.name for schema in read_tables().package.schemas.values() for f in schema.fields if f.type == "list"}
    for name in lists.intersection(map(str, frame.columns)):
        cells = frame[name]
        read = [_cell(value) for value in cells.tolist()]
        if any(a is not b for a, b in zip(read, cells.tolist(), strict=True)):
            changed[name] = pd.Series(read, index=frame.index, dtype=object)
    return frame.assign(**changed) if changed else frame


def _without_straight(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out the lines of the library's own frames that only join two places: they are drawn for want of one."""
    shape = getattr(frame, "_geometry_column_name", None)
    if shape not in frame.columns or "quality" not in frame.columns or not _is_told(frame):
        return frame
    frame = frame.copy()
    frame.loc[frame["quality"] == STRAIGHT, shape] = None
    return frame


def _is_told(frame: pd.DataFrame) -> bool:
    """Whether a frame has the columns that the library's own frames of links have."""
    return {"in_use", "closure"} <= {str(name) for name in frame.columns} or "in_force" in frame.columns


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value.startswith("(") and value.endswith((",)", ")")) and (value == "()" or value[1:2] in "'\""):
        try:
            read = ast.literal_eval(value)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return value
        return read if isinstance(read, tuple) and all(isinstance(part, str) for part in read) else value
    return value


def _is_own_street(links: pd.DataFrame) -> bool:
    """Whether these are edges of `Network.to_geodataframes`."""
    names = {*map(str, links.columns), *map(str, links.index.names)}
    return {"u", "v", "link", "reversed", "length_km"} <= names


def _one_way(links: pd.DataFrame) -> pd.DataFrame:
    """Give each link once, as its row was."""
    flat = links.reset_index()
    kept = flat[~flat["reversed"].astype(bool)]
    kept = kept.sort_values("row") if "row" in kept else kept
    named = kept.rename(columns={"u": "from", "v": "to", "link": "id"})
    return named.drop(columns=["key", "row", "reversed", "oneway", "length"], errors="ignore")
