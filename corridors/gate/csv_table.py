"""CSV of anyone: in the encoding that its first bytes tell or the caller names, parted as its head is.

Excel of many countries parts cells by semicolons, writes a decimal comma, and saves in the encoding of its Windows. An
encoding cannot be told from the bytes, nor a decimal comma from one of thousands: both are asked for by name.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Sequence
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from corridors.kernels.forked import renew_by

__all__ = [
    "CsvTable",
    "EncodingUnknownError",
    "NoCsvError",
    "csv_lines",
    "csv_table",
    "encoding_problem",
    "with_points",
]

#: What may part cells; of equals the first.
_MARKS = ",;\t"

#: Texts that begin so are in that encoding; the longer ones first, for one begins as another does.
_BEGINNINGS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_BOUND = Lock()

#: A number with a decimal comma, or with none; dots and spaces of any kind part thousands.
_COMMA = re.compile(r"[+-]?(\d{1,3}([.\s]\d{3})+|\d+)?(,\d*)?([eE][+-]?\d+)?")


class NoCsvError(ValueError):
    """Why a file cannot be read, and what would be right; without its name."""


class EncodingUnknownError(NoCsvError):
    """The bytes are no text in the encoding that was named or seen."""


class CsvTable(NamedTuple):
    """The head of a table and its rows that are not blank, each with its line as a spreadsheet counts them."""

    head: list[str]
    rows: list[tuple[int, list[str]]]


@renew_by
def _renew() -> None:
    # in a process that was forked while another thread of its parent read
    global _BOUND
    _BOUND = Lock()


def encoding_problem(encoding: object) -> str:
    """Say what is wrong with the name of an encoding; nothing for one of text.

    Examples
    --------
    >>> encoding_problem("cp1251"), encoding_problem("base64")
    ('', 'is no encoding of text')
    """
    try:
        "a".encode(encoding)  # type: ignore[arg-type] # what is no name is told as one that is not known
    except (LookupError, TypeError, ValueError):
        return "is no encoding of text"
    return ""


def csv_table(path: Path, *, encoding: str | None = None, expected: Collection[str] = ()) -> CsvTable:
    r"""Read a file of CSV.

    Parameters
    ----------
    path
        The file.
    encoding
        Its encoding; by default what its first bytes say, else UTF-8.
    expected
        Names of columns, by which to tell what parts them.

    Raises
    ------
    NoCsvError
        It is none, or cannot be read.
    EncodingUnknownError
        It is in another encoding.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "links.csv"
    ...     _ = file.write_text("from;to;km\n\nТермез;Хайратон;12,5\n", encoding="cp1251")
    ...     csv_table(file, encoding="cp1251")
    CsvTable(head=['from', 'to', 'km'], rows=[(3, ['Термез', 'Хайратон', '12,5'])])
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise NoCsvError(f"cannot be read ({error.strerror})") from None
    text = _decoded(raw, encoding)
    given, text = _given_mark(text)
    try:
        lines = csv_lines(text, given) if given else _best(text, expected)
    except csv.Error as error:
        raise NoCsvError(f"no CSV ({error}); save it as such") from None
    numbered = [(n, line) for n, line in enumerate(lines, 2 if given else 1) if any(cell.strip() for cell in line)]
    if not numbered:
        return CsvTable([], [])
    return CsvTable([name.strip() for name in numbered[0][1]], numbered[1:])


def _decoded(raw: bytes, encoding: str | None) -> str:
    found = next((name for beginning, name in _BEGINNINGS if raw.startswith(beginning)), "utf-8")
    try:
        text = raw.decode(found if encoding is None else encoding).removeprefix("\ufeff")
    except (UnicodeError, ValueError) as error:
        asked = f"not in {found if encoding is None else encoding} ({error})"
        raise EncodingUnknownError(f"{asked}; save it as UTF-8") from None
    if "\0" in text[:4000]:
        raise EncodingUnknownError("holds zero bytes, as UTF-16 does; save it as UTF-8")
    return text


def _given_mark(text: str) -> tuple[str, str]:
    """Take off the first line by which Excel tells what parts cells (``sep=;``)."""
    first, _, rest = text.partition("\n")
    found = re.fullmatch(r"sep=(.)\r?", first, re.IGNORECASE)
    return (found[1], rest) if found else ("", text)


def csv_lines(text: str, mark: str = ",") -> list[list[str]]:
    """Part a text into rows of cells, however long these are.

    Raises
    ------
    csv.Error
        It is no CSV.

    Examples
    --------
    >>> csv_lines("a,b")
    [['a', 'b']]
    """
    # cells are bounded for the whole process; the line of a link, point by point, is longer than that
    with _BOUND:
        before = csv.field_size_limit(max(len(text) + 1, csv.field_size_limit()))
        try:
            return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
        finally:
            csv.field_size_limit(before)


def _best(text: str, expected: Collection[str]) -> list[list[str]]:
    """Part by the mark that makes a head of what is expected, else of the most cells."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def worth(mark: str) -> tuple[int, int]:
        try:
            head = next(csv.reader([first], delimiter=mark))
        except csv.Error:
            return 0, 0
        return len([name for name in head if name.strip().casefold() in expected]), len(head)

    return csv_lines(text, max(_MARKS, key=worth))


def with_points(cells: Sequence[str]) -> list[str]:
    """Write the numbers of a column with decimal points where they have commas; other columns stay as they are.

    Examples
    --------
    >>> with_points(["12,5", "", "1.250,75", "3"]), with_points(["12,5", "A380"])
    (['12.5', '', '1250.75', '3'], ['12,5', 'A380'])
    """
    if not all(_COMMA.fullmatch(cell.strip()) for cell in cells):
        return list(cells)
    return [re.sub(r"[.\s]", "", cell).replace(",", ".") for cell in cells]
