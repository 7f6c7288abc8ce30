"""Workbooks: a tab a table (extra ``excel``). Texts are written as texts, so none is run as a formula."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from corridors.errors import DataError, MissingExtraError
from corridors.exchange.bundle import Bundle, tables_of
from corridors.exchange.cells import check_texts, plain_value
from corridors.exchange.folders import json_text
from corridors.maps.geometry import Line
from corridors.tables.reading import Tables
from corridors.tables.whole import whole_file

__all__ = ["openpyxl", "read_workbook", "workbook_tabs", "write_sheets", "write_workbook"]

_ABOUT, _LINES = "about", "lines"

#: Excel keeps no more in a cell; longer texts go on in the next one.
_MOST_CHARACTERS = 32_000

_LARGEST_WHOLE = 2**53

#: Numbers with a fraction are shown whole from here on.
_WHOLE_FROM = 1000.0

#: Columns in characters, and rows that are looked at for their widths.
_NARROWEST, _WIDEST, _LOOKED_AT = 8, 60, 500


def openpyxl() -> Any:
    """Give the library for workbooks.

    Raises
    ------
    MissingExtraError
        The extra ``excel`` is not installed.
    """
    try:
        return import_module("openpyxl")
    except ImportError:
        raise MissingExtraError("openpyxl", "excel") from None


def write_sheets(path: Path, sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]]]]) -> None:
    """Write a workbook: for each tab its name, its head and its rows of plain values."""
    excel = openpyxl()
    with whole_file(path) as beside, _ended(excel.Workbook(write_only=True)) as book:
        for name, head, rows in sheets:
            _write_sheet(book.create_sheet(name), head, list(rows))
        book.save(beside)


@contextmanager
def _ended(book: Any) -> Iterator[Any]:
    """See that a workbook that fails half-way is ended: what openpyxl still holds open complains when it is freed."""
    try:
        yield book
    except BaseException:
        with suppress(Exception):  # as where it failed while it was saved
            book.save(BytesIO())
        raise


def _write_sheet(sheet: Any, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    cell_of, font = import_module("openpyxl.cell").WriteOnlyCell, import_module("openpyxl.styles").Font(bold=True)
    letter = import_module("openpyxl.utils").get_column_letter
    sheet.freeze_panes = "A2"
    for number, width in enumerate(_widths(head, rows), start=1):
        sheet.column_dimensions[letter(number)].width = width
    sheet.auto_filter.ref = f"A1:{letter(max(1, len(head)))}{len(rows) + 1}"

    def cell(value: Any, *, bold: bool = False) -> Any:
        if value is None:
            return None
        large = isinstance(value, int) and not isinstance(value, bool) and abs(value) > _LARGEST_WHOLE
        digits = isinstance(value, float) and float(f"{value:.16g}") != value
        made = cell_of(sheet, value=repr(value) if large or digits else value)
        if isinstance(value, str):
            made.data_type = "s"  # also where it begins like a formula
        elif digits:
            made.data_type = "n"  # as a number with all its digits, of which the writer keeps 16
        if bold:
            made.font = font
        elif isinstance(value, float) and abs(value) >= _WHOLE_FROM:
            made.number_format = "#,##0"  # all digits stay in the cell
        return made

    sheet.append([cell(name, bold=True) for name in head])
    for row in rows:
        sheet.append([cell(value) for value in row])


def _widths(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    """Give widths in characters: of the head, and of what stands in most of the first cells, within reason."""
    widths = []
    for number, name in enumerate(head):
        cells = sorted(len(_shown(row[number])) for row in rows[:_LOOKED_AT] if number < len(row))
        usual = cells[len(cells) * 9 // 10] if cells else 0
        widths.append(min(_WIDEST, max(_NARROWEST, len(name) + 3, usual + 2)))
    return widths


def _shown(value: Any) -> str:
    """Write a cell about as a workbook shows it."""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= _WHOLE_FROM else f"{value:.6g}"
    return "" if value is None else str(value)


def write_workbook(bundle: Bundle, path: Path) -> None:
    """Write a workbook with a tab a table, one for the lines of links and one with the description of all.

    Raises
    ------
    DataError
        A text is too long for a cell, or holds what none can.
    """
    sheets: list[tuple[str, Sequence[str], Iterable[Sequence[Any]]]] = []
    for name, schema in bundle.schemas.items():
        check_texts(name, schema.fields, bundle.rows[name], xml=True)
        head = [field.name for field in schema.fields]
        rows = [[plain_value(f, row.get(f.name)) for f in schema.fields] for row in bundle.rows[name]]
        for row in rows:
            for column, value in zip(head, row, strict=True):
                if isinstance(value, str) and len(value) > _MOST_CHARACTERS:
                    raise DataError([f"{name}[{row[0]}].{column}: {len(value)} characters, more than a cell takes"])
        sheets.append((name, head, rows))
    if bundle.lines:
        texts = [[link, line.quality, *_pieces(json.dumps(line.points))] for link, line in bundle.lines.items()]
        sheets.append((_LINES, ["link", "quality", "points (longitude, latitude)"], texts))
    sheets.append((_ABOUT, ["description"], [_pieces(json_text(bundle.description))]))
    write_sheets(path, sheets)


def _pieces(text: str) -> list[str]:
    return [text[start : start + _MOST_CHARACTERS] for start in range(0, len(text), _MOST_CHARACTERS)]


def workbook_tabs(path: Path) -> dict[str, list[list[Any]]]:
    """Read the cells of a workbook by tab.

    Raises
    ------
    DataError
        It is none, or damaged.
    MissingExtraError
        The extra ``excel`` is not installed.
    """
    excel = openpyxl()
    try:
        book = excel.load_workbook(path, read_only=True, data_only=True)
        try:
            return {s.title: [list(row) for row in s.iter_rows(values_only=True)] for s in book.worksheets}
        finally:
            book.close()
    except Exception as error:  # openpyxl raises whatever a damaged file makes it
        raise DataError(
            [f"{path.name}: no workbook that can be read ({type(error).__name__}); save it again"]
        ) from None


def is_ours(tabs: dict[str, list[list[Any]]]) -> bool:
    """Whether a workbook was written by `write_workbook`."""
    return bool(tabs.get(_ABOUT)) and tabs[_ABOUT][0][:1] == ["description"]


def read_workbook(path: Path, tabs: dict[str, list[list[Any]]]) -> Tables:
    """Read back what `write_workbook` wrote.

    Raises
    ------
    DataError
        Tabs that are missing or damaged, every finding at once.
    """
    try:
        description = json.loads("".join(str(cell) for cell in tabs[_ABOUT][1] if cell is not None))
        lines = {}
        for link, quality, *pieces in tabs.get(_LINES, [])[1:]:
            points = json.loads("".join(piece for piece in pieces if piece is not None))
            lines[str(link)] = Line(tuple((float(x), float(y)) for x, y in points), str(quality))
    except (ValueError, TypeError, IndexError, RecursionError) as error:
        raise DataError([f"{path.name}: its tabs about and lines are damaged ({error!r}); export it anew"]) from None
    cells = {}
    for name, rows in tabs.items():
        head = [str(cell) for cell in rows[0]] if rows else []
        # the reader leaves out what is blank at the end of a row
        cells[name] = [
            dict(zip(head, [*row, *[None] * (len(head) - len(row))], strict=False))
            for row in rows[1:]
            if any(cell is not None for cell in row)
        ]
    return tables_of(description, cells, lines, where=path.name)
