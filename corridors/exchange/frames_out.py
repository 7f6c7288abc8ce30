"""Frames of results to CSV and Excel: whole or not at all, and no cell a formula."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.errors import OptionError
from corridors.exchange.cells import safe_text
from corridors.exchange.folders import plain_csv
from corridors.tables.whole import write_whole

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["write_csv", "write_excel", "write_table", "write_tabs"]


def write_csv(frame: pd.DataFrame, path: str | Path | None = None) -> str | None:
    """Write a frame as CSV in UTF-8; without a path give it as a text.

    Lists are joined by ``|``, and texts that begin like a formula get an apostrophe.

    Raises
    ------
    OptionError
        The file cannot be written.
    """
    head, rows = _cells(frame)
    texts = [[safe_text(name) for name in head]]
    texts += [["" if v is None else safe_text(v) if isinstance(v, str) else repr(v) for v in row] for row in rows]
    text = plain_csv(texts)
    if path is None:
        return text
    write_whole(path, text)
    return None


def write_excel(frame: pd.DataFrame, path: str | Path, *, sheet: str = "table") -> None:
    """Write a frame as a workbook (extra ``excel``); texts stay texts.

    Raises
    ------
    MissingExtraError
        The extra ``excel`` is not installed.
    OptionError
        The file cannot be written.
    """
    write_tabs({sheet: frame}, path)


def write_tabs(frames: Mapping[str, pd.DataFrame], path: str | Path) -> None:
    """Write frames as a workbook, a tab each; as `write_excel`.

    Raises
    ------
    MissingExtraError
        The extra ``excel`` is not installed.
    OptionError
        The file cannot be written.
    """
    from corridors.exchange.excel import write_sheets

    tabs = [(name, *_cells(frame)) for name, frame in frames.items()]
    write_sheets(
        Path(path), [(n, head, [[_printable(value) for value in row] for row in rows]) for n, head, rows in tabs]
    )


def _printable(value: Any) -> Any:
    """Replace what no workbook can hold: control characters, which no name needs."""
    if isinstance(value, str):
        return "".join(c if c in "\t\n" or ord(c) >= 32 else "\ufffd" for c in value)
    return value


def write_table(frame: pd.DataFrame, path: str | Path) -> None:
    """Write a frame as the ending of the file says, ``.csv`` or ``.xlsx``.

    Raises
    ------
    OptionError
        Another ending, or the file cannot be written.
    """
    kind = Path(path).suffix.lower()
    if kind not in (".csv", ".xlsx"):
        raise OptionError(f"{str(path)!r}: tables are written as .csv or .xlsx; give one of these endings")
    if kind == ".csv":
        write_csv(frame, path)
    else:
        write_excel(frame, path)


def _cells(frame: pd.DataFrame) -> tuple[list[str], list[list[Any]]]:
    named = [name for name in frame.index.names if name is not None]
    flat = frame.reset_index() if named else frame
    rows = [[_plain(value) for value in row] for row in flat.itertuples(index=False, name=None)]
    return [str(name) for name in flat.columns], rows


def _plain(value: Any) -> Any:
    if hasattr(value, "item") and not hasattr(value, "__len__"):
        value = value.item()
    if isinstance(value, (tuple, list, set, frozenset)):
        return "|".join(map(str, value))
    if value is None or value != value or str(value) == "<NA>":
        return None
    return value if isinstance(value, (bool, int, float)) else str(value)
