"""Folders of CSV files for tests of reading."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

from corridors.tables.reading import Tables, data_folder


def write_folder(folder: Path, tables: Tables) -> Path:
    """Write tables as a folder of CSV files with the packaged data dictionary; absent tables are empty."""
    shutil.copy(data_folder() / "datapackage.json", folder / "datapackage.json")
    for name, schema in tables.package.schemas.items():
        rows = tables[name] if name in tables.loaded else ()
        with (folder / schema.path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(field.name for field in schema.fields)
            for row in rows:
                writer.writerow(_text(row[field.name], field.separator) for field in schema.fields)
    return folder


def change_cell(path: Path, line: int, column: str, text: str) -> None:
    """Overwrite one cell of a CSV file; line 2 is the first row."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    lines[line - 1][lines[0].index(column)] = text
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)


def _text(value: Any, separator: str | None) -> str:
    if value is None:
        return ""
    return (separator or "").join(value) if isinstance(value, tuple) else str(value)
