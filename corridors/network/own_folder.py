"""Tables of a user's own in a folder: CSV as Excel writes it, workbooks with a tab a table, GeoJSON for lines.

What is found wrong names the file, the row as Excel counts it, and the column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from corridors.errors import DataError, MissingExtraError, OptionError
from corridors.gate.csv_table import EncodingUnknownError, NoCsvError, csv_table
from corridors.gate.ids import blank
from corridors.gate.paths import a_path
from corridors.gate.references import links_out, points_elsewhere
from corridors.network.extending import OWN_TABLES
from corridors.tables.given import Given
from corridors.tables.given_lines import shapes_of

__all__ = ["OwnTables", "read_extension"]

#: More than this is no table that people fill by hand.
_MOST_BYTES = 50_000_000


OwnTables = dict[str, list[Given]]


def read_extension(folder: str | Path) -> OwnTables:
    """Read the tables of a folder, or of one workbook, ready for `Network.extend`.

    Parameters
    ----------
    folder
        A folder with some of ``places.csv``, ``links.csv``, ``services.csv``, ``handling.csv``, workbooks
        (``.xlsx``) with tabs of these names, and ``links.geojson`` or ``places.geojson`` for shapes; or a workbook.

    Returns
    -------
    dict of str to list
        Rows by table.

    Raises
    ------
    DataError
        Files that cannot be read, every one of them.
    OptionError
        There is no such folder, or it holds none of these.
    MissingExtraError
        A workbook needs the extra ``excel``.
    """
    root = a_path("folder", folder, what="the folder of a template, or a workbook")
    if not root.exists():
        raise OptionError(f"there is no folder {str(folder)!r}: make one with `corridors template {folder}`")
    findings = links_out(root)
    if findings:
        raise DataError(findings)
    found: OwnTables = {table: [] for table in OWN_TABLES}
    seen = False
    for path in [root] if root.is_file() else sorted(root.iterdir()):
        reader = _reader(path)
        if reader is None:
            continue
        seen = True
        if path.stat().st_size > _MOST_BYTES:
            findings.append(f"{path.name}: larger than {_MOST_BYTES // 1_000_000} MB; is it a table of links?")
            continue
        for table, row in reader(path, findings):
            found[table].append(row)
    if not seen:
        names = ", ".join(f"{table}.csv" for table in OWN_TABLES)
        raise OptionError(f"{str(folder)!r} holds none of {names} and no workbook (.xlsx): nothing to read")
    if findings:
        raise DataError(findings)
    return found


def _reader(path: Path) -> Any:
    """Say how a file is read; None for one that is none of a user's tables."""
    name, kind = path.stem.lower(), path.suffix.lower()
    if not path.is_file() or path.name.startswith(("~$", ".")):
        return None
    if kind == ".xlsx":
        return _workbook
    if name in OWN_TABLES and kind == ".csv":
        return _csv
    return _shapes if name in ("places", "links") and kind in (".geojson", ".gpkg") else None


def _rows(
    table: str, head: list[str], lines: Iterable[tuple[int, list[Any]]], where: str, findings: list[str]
) -> Iterator[tuple[str, Given]]:
    """Give the rows below a head that are not blank; cells beyond it are found."""
    for column in {name for name in head if name and head.count(name) > 1}:
        findings.append(f"{where}.{column}: the column stands twice; keep one")
    for number, cells in lines:
        if all(map(blank, cells)):
            continue
        label = f"{where}[line {number}]"
        if any(not blank(cell) for cell in cells[len(head) :]) or any(
            not blank(cell) and not name for name, cell in zip(head, cells, strict=False)
        ):
            findings.append(f"{label}: a cell stands in a column without a name; name the column or quote commas")
            continue
        named = {name: cell for name, cell in zip(head, cells, strict=False) if name}
        yield table, Given(table, number, named, None, label)


def _csv(path: Path, findings: list[str]) -> Iterator[tuple[str, Given]]:
    try:
        head, rows = csv_table(path)
    except NoCsvError as error:
        excel = ": in Excel 'CSV UTF-8 (comma delimited)'" if isinstance(error, EncodingUnknownError) else ""
        findings.append(f"{path.name}: {error}{excel}")
        return
    yield from _rows(path.stem.lower(), head, rows, path.name, findings)


def _workbook(path: Path, findings: list[str]) -> Iterator[tuple[str, Given]]:
    try:
        excel = import_module("openpyxl")
    except ImportError:
        raise MissingExtraError("openpyxl", "excel") from None
    try:
        book = excel.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever a damaged file makes it
        findings.append(f"{path.name}: no workbook that can be read ({type(error).__name__}); save it again as .xlsx")
        return
    try:
        for sheet in book.worksheets:
            table = sheet.title.strip().lower()
            if table not in OWN_TABLES:
                continue
            lines = ((n, list(cells)) for n, cells in enumerate(sheet.iter_rows(values_only=True), 1))
            head = ["" if blank(name) else str(name).strip() for name in next(lines, (1, []))[1]]
            yield from _rows(table, head, lines, f"{path.name}/{sheet.title}", findings)
    finally:
        book.close()


def _shapes(path: Path, findings: list[str]) -> Iterator[tuple[str, Given]]:
    import geopandas as gpd

    table = path.stem.lower()
    elsewhere = points_elsewhere(path)
    if elsewhere:
        findings.append(f"{path.name}: {elsewhere}; give the file with the {table} itself")
        return
    try:
        frame = gpd.read_file(path)
    except Exception as error:  # whatever a damaged file makes the reader raise
        findings.append(f"{path.name}: cannot be read ({type(error).__name__}); save it again as GeoJSON or GeoPackage")
        return
    shapes = shapes_of(table, frame) or [None] * len(frame)
    cells = frame.drop(columns=frame.geometry.name).to_dict(orient="records")
    for number, (row, shape) in enumerate(zip(cells or [{}] * len(frame), shapes, strict=True), 1):
        named = {str(key): value for key, value in row.items()}
        yield table, Given(table, number, named, shape, f"{path.name}[feature {number}]")
