"""Frames as they come in: seen to be frames, with each column once, and never the caller's own memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corridors.errors import DataError, OptionError
from corridors.gate.quoted import quoted

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["a_frame"]


def a_frame(table: str, given: Any) -> pd.DataFrame:
    """Give the frame that was given, with a copy of its own columns and their names as texts.

    Parameters
    ----------
    table
        What it is called.
    given
        What should be a frame.

    Raises
    ------
    OptionError
        It is no frame.
    DataError
        A column stands in it twice.

    Examples
    --------
    >>> import pandas as pd
    >>> list(a_frame("links", pd.DataFrame({"from": ["a"], 1: ["b"]})).columns)
    ['from', '1']
    """
    import pandas as pd

    if not isinstance(given, pd.DataFrame):
        raise OptionError(
            f"{table}={quoted(given)} is no frame: give a pandas.DataFrame (pandas.read_csv makes one of a file)"
        )
    if given.columns.nlevels > 1:
        raise OptionError(f"{table} has columns of {given.columns.nlevels} levels: give one name a column")
    names = [str(name) for name in given.columns]
    twice = list(dict.fromkeys(name for name in names if names.count(name) > 1))
    if twice:
        raise DataError([f"{table}.{name}: the column stands {names.count(name)} times; keep one" for name in twice])
    return pd.DataFrame(given).set_axis(names, axis=1)
