"""The page of the data dictionary: whole, readable as Markdown, and of the data as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corridors.tables.dictionary import dictionary_page
from corridors.tables.reading import read_tables

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data.md"


@pytest.fixture(scope="module")
def page() -> str:
    """The page as the library would write it now."""
    return dictionary_page()


def cells(line: str) -> list[str]:
    """Cells of a row of a Markdown table; a bar after a backslash is text."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def test_page_is_up_to_date(page: str) -> None:
    """Data changed: run `corridors check-data --markdown > docs/data.md` again."""
    assert PAGE.read_text(encoding="utf-8").rstrip("\n") == page.rstrip("\n")


def test_every_field_has_a_row_with_its_meaning(page: str) -> None:
    """A column that the page leaves out is one whose unit a reader has to guess."""
    tables = read_tables(everything=True)
    sections = {part.partition("\n")[0]: part for part in page.split("\n## ")[1:]}
    assert list(sections) == list(tables.package.schemas)
    for name, schema in tables.package.schemas.items():
        rows = [cells(line) for line in sections[name].splitlines() if line.startswith("| `")]
        assert [row[0] for row in rows] == [f"`{field.name}`" for field in schema.fields]
        assert [row[3].replace("\\|", "|") for row in rows] == [field.description for field in schema.fields]
        assert f"{len(tables[name]):,} rows." in sections[name]


def test_rows_of_a_table_have_as_many_cells_as_its_head(page: str) -> None:
    """A bar in a description would begin a new cell and push the rest off the table."""
    tables = [part.splitlines() for part in re.findall(r"(?:^\|.*\n)+", page, flags=re.MULTILINE)]
    assert len(tables) == 2 + len(read_tables().package.schemas)
    for head, *rows in tables:
        assert {len(cells(row)) for row in rows} == {len(cells(head))}, head


def test_kilometres_are_told_from_figures(page: str) -> None:
    """The share of lengths by count stands with the column, those by kilometre at the top."""
    top, *rest = page.split("\n## ")
    assert re.search(r"^\| length_km of rail \| \d+ \| \d+ \| \d+ \| [\d,]+ \|$", top, flags=re.MULTILINE)
    assert re.search(r"^\| length_km \| \d+ \| \d+ \| \d+ \| [\d,]+ \|$", top, flags=re.MULTILINE)
    links = next(part for part in rest if part.startswith("links"))
    assert re.search(r"^\| `length_km` \|.*\| \d+ / \d+ / \d+ \|$", links, flags=re.MULTILINE)
