"""CSV of anyone: encodings, what parts cells, and which line is which."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors.gate.csv_table import (
    CsvTable,
    EncodingUnknownError,
    NoCsvError,
    csv_lines,
    csv_table,
    encoding_problem,
    with_points,
)

TEXT = "from,to,km\nТермез,Хайратон,12\n"
READ = CsvTable(["from", "to", "km"], [(2, ["Термез", "Хайратон", "12"])])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "links.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_the_first_bytes_tell_is_read(encoding: str, file: Path) -> None:
    """Also where it is told, and that the file has a mark is none of its text."""
    file.write_bytes(TEXT.encode(encoding))
    assert csv_table(file) == READ
    assert csv_table(file, encoding=encoding.removesuffix("-sig")) == READ


@pytest.mark.parametrize("order", ["le", "be"])
def test_marks_of_either_order_of_bytes(order: str, file: Path) -> None:
    """A Macintosh writes the large byte first."""
    for width in (16, 32):
        file.write_bytes(("\ufeff" + TEXT).encode(f"utf-{width}-{order}"))
        assert csv_table(file) == READ


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "mac_cyrillic", "utf-16-le", "utf-16-be"])
def test_what_no_byte_tells_is_asked_for(encoding: str, file: Path) -> None:
    """By name, and read once it is given."""
    file.write_bytes(TEXT.encode(encoding))
    with pytest.raises(
        EncodingUnknownError, match=r"^(not in utf-8 \(|holds zero bytes, as UTF-16).*; save it as UTF-8$"
    ):
        csv_table(file)
    assert csv_table(file, encoding=encoding) == READ


def test_the_wrong_encoding_is_told(file: Path) -> None:
    """With the one that was tried."""
    file.write_bytes(TEXT.encode("cp1251"))
    with pytest.raises(EncodingUnknownError, match=r"^not in utf-8 "):
        csv_table(file)
    with pytest.raises(EncodingUnknownError, match=r"^not in ascii "):
        csv_table(file, encoding="ascii")


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a,b\n1,2\n", ["1", "2"]), ("a;b\n1,5;2\n", ["1,5", "2"]), ("a\tb\n1;5\t2\n", ["1;5", "2"]),
        ('"a;x","b;y"\n1,2\n', ["1", "2"]), ("a\n1\n", ["1"]),
        ("sep=|\na|b\n1,5|2\n", ["1,5", "2"]), ("SEP=;\r\na;b\r\n1;2\r\n", ["1", "2"]),
        ("\n;;\na;b\n1;2\n", ["1", "2"]), ("a;b,c\n1;2\n", ["1;2"]),
    ],
)  # fmt: skip
def test_cells_are_parted_as_the_head_is(text: str, cells: list[str], file: Path) -> None:
    """By what makes the most of it, of equals by commas; a line of Excel's says it first."""
    file.write_bytes(text.encode())
    assert csv_table(file).rows[-1][1] == cells


def test_columns_that_are_expected_say_what_parts_them(file: Path) -> None:
    """However many marks stand in the name of another."""
    file.write_text("From,to,a;b;c;d;e\n1,2,3\n")
    assert len(csv_table(file).head) == 5
    assert csv_table(file, expected={"from", "to"}).head == ["From", "to", "a;b;c;d;e"]


def test_lines_are_counted_as_a_spreadsheet_does(file: Path) -> None:
    """Blank ones, of blank cells too, and the one by which Excel tells what parts cells."""
    file.write_text("sep=;\n a ;b\n\n1;2\n;\n \t;\n3;4\n")
    assert csv_table(file) == CsvTable(["a", "b"], [(4, ["1", "2"]), (7, ["3", "4"])])
    for blank in ("", "\n\n", ",,\n", "\ufeff"):
        file.write_text(blank, encoding="utf-8")
        assert csv_table(file) == CsvTable([], [])


def test_what_is_no_csv_is_told(file: Path) -> None:
    """A quote that does not end, and a file that is not there."""
    file.write_text('a,b\n"1,2\n')
    with pytest.raises(NoCsvError, match=r"^no CSV \(.*\); save it as such$"):
        csv_table(file)
    with pytest.raises(NoCsvError, match=r"^cannot be read \(No such file"):
        csv_table(file.with_name("other.csv"))


WORD = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n\ufeff"), max_size=6)


@given(
    rows=st.lists(st.lists(WORD, min_size=3, max_size=3), max_size=5),
    mark=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_what_python_writes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], mark: str, encoding: str
) -> None:
    """By whatever marks and in any encoding that tells itself."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark, quoting=csv.QUOTE_ALL).writerows([["from", "to", "km"], *rows])
    file = tmp_path_factory.getbasetemp() / "drawn.csv"
    file.write_bytes(out.getvalue().encode(encoding))
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    assert [row for _, row in csv_table(file).rows] == kept


def test_names_of_encodings() -> None:
    """Those that are of text, and nothing else that codecs are for."""
    assert [encoding_problem(name) for name in ("utf-8", "CP1251", "latin-1", "utf-16-be")] == [""] * 4
    for wrong in ("nope", "", "base64", "rot13", "undefined", "cp1251\0", 3, None, b"utf-8"):
        assert encoding_problem(wrong) == "is no encoding of text", wrong


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (["12,5"], ["12.5"]), (["-0,25", "+3", ""], ["-0.25", "+3", ""]), ([",5", "5,"], [".5", "5."]),
        (["1.250,75", "12.345.678"], ["1250.75", "12345678"]),
        (["1 250", "1\u202f250,5", " 3 "], ["1250", "1250.5", "3"]),
        (["1,5e3"], ["1.5e3"]), (["E40", "M39"], ["E40", "M39"]), (["1.5", "2,5"], ["1.5", "2,5"]),
        (["1,2,3"], ["1,2,3"]), (["12.50,5"], ["12.50,5"]), (["a", "1,5"], ["a", "1,5"]),
    ],
)  # fmt: skip
def test_decimal_commas(cells: list[str], read: list[str]) -> None:
    """Of columns in which all are numbers; dots and spaces part thousands, three digits each."""
    assert with_points(cells) == read


def test_cells_may_be_of_any_length(file: Path) -> None:
    """The line of a link has more letters than the module of Python takes for a cell; for others that stays so."""
    bound = csv.field_size_limit()
    long = ", ".join(f"{69 + n / 1e4:.4f} 41.0000" for n in range(10_000))
    file.write_text(f'id,geometry\na,"LINESTRING ({long})"\n')
    assert csv_table(file).rows == [(2, ["a", f"LINESTRING ({long})"])]
    assert csv.field_size_limit() == bound
    with pytest.raises(csv.Error):
        csv_lines('a,"b')
    assert csv.field_size_limit() == bound
