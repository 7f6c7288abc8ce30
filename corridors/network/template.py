"""Templates for people who keep their links in Excel: empty tables, a workbook, what each column means."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from corridors.errors import OptionError
from corridors.gate.paths import a_path
from corridors.network.extending import OWN_TABLES
from corridors.tables.reading import read_tables
from corridors.tables.schema import Field, Schema
from corridors.tables.whole import write_new
from corridors.words.markdown import markdown_table

__all__ = ["write_template"]

#: Columns that most people fill, in the order in which they stand; the others follow.
_FIRST = {
    "places": ("id", "name", "country", "kind", "lat", "lon"),
    "links": (
        "id", "from", "to", "mode", "gauge_mm", "length_km", "time_h", "cost_usd_per_feu", "cost_usd_per_teu",
        "cost_usd_per_wagon", "capacity_mt_per_year", "status", "opened", "expected", "direction", "corridor", "notes",
    ),
    "services": (
        "id", "name", "mode", "origin", "destination", "calls", "links", "departures_per_week", "wait_h", "time_h",
        "price_usd_per_feu", "carries", "direction", "operator", "since", "until",
    ),
    "handling": ("operation", "place", "country", "mode", "mode_from", "mode_to", "shipment", "time_h", "cost_usd"),
}  # fmt: skip

_SCENARIO = """\
# A scenario over the network with your links: what is shut, opened or lifted.
# corridors compare Tashkent Istanbul --extend FOLDER --scenario FOLDER/scenario.toml
name = "My scenario"
description = "What it stands for, in a sentence."
shut = []        # places, countries, corridors, modes or links, such as "IR"
open = []        # links or corridors that open whatever their status
lift = []        # events that no longer hold
"""

#: A road from Angren over a new place, as the example of the README.
_EXAMPLE = {
    "places": [
        {"id": "my-terminal", "name": "My terminal", "country": "UZ", "kind": "terminal", "lat": 41.1, "lon": 70.0}
    ],
    "links": [
        {"from": "Angren", "to": "my-terminal", "mode": "road", "length_km": 21, "notes": "example"},
        {"from": "my-terminal", "to": "Tashkent", "mode": "road", "length_km": 90, "time_h": 2, "notes": "example"},
    ],
}


def write_template(folder: str | Path, *, example: bool = False) -> list[str]:
    """Write empty tables, a workbook (with the extra ``excel``), a scenario and a README into a folder.

    Parameters
    ----------
    folder
        Where to; made where it is not there. Files that are there already are never touched.
    example
        Whether to fill in a place and two links.

    Returns
    -------
    list of str
        Names of the files written.

    Raises
    ------
    OptionError
        One of the files is there already, or the folder cannot be written.
    """
    root = a_path("folder", folder, what="the folder to write into")
    texts: dict[str, bytes] = {}
    schemas = read_tables().package.schemas
    for table in OWN_TABLES:
        texts[f"{table}.csv"] = _csv(schemas[table], _EXAMPLE.get(table, []) if example else [])
    texts["scenario.toml"] = _SCENARIO.encode()
    texts["README.md"] = _readme({table: schemas[table] for table in OWN_TABLES}).encode()
    book = _workbook({table: schemas[table] for table in OWN_TABLES})
    if book is not None:
        texts["tables.xlsx"] = book
    there = [name for name in texts if (root / name).exists()]
    if there:
        raise OptionError(f"{root / there[0]} is there already: give another folder, or move it away")
    try:
        root.mkdir(parents=True, exist_ok=True)
        for name, content in texts.items():
            write_new(root / name, content)
    except OSError as error:
        raise OptionError(f"{str(root)!r} cannot be written ({error.strerror}): give another folder") from None
    return list(texts)


def _columns(schema: Schema) -> list[str]:
    names = [field.name for field in schema.fields]
    first = _FIRST[schema.table]
    return [*first, *(name for name in names if name not in first)]


def _csv(schema: Schema, rows: Sequence[dict[str, Any]]) -> bytes:
    """Write a table with a mark by which Excel knows UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, _columns(schema), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _workbook(schemas: dict[str, Schema]) -> bytes | None:
    """Write a tab a table, with lists to choose from; None without the extra ``excel``."""
    try:
        excel = import_module("openpyxl")
    except ImportError:
        return None
    comment, font = import_module("openpyxl.comments").Comment, import_module("openpyxl.styles").Font
    lists = import_module("openpyxl.worksheet.datavalidation").DataValidation
    book = excel.Workbook()
    book.remove(book.worksheets[0])
    for table, schema in schemas.items():
        sheet = book.create_sheet(table)
        fields = {field.name: field for field in schema.fields}
        for number, name in enumerate(_columns(schema), 1):
            cell = sheet.cell(1, number, name)
            cell.font = font(bold=True)
            field = fields.get(name)
            cell.comment = comment(_meaning(field) if field else _CORRIDOR, "corridors")
            letter = cell.column_letter
            sheet.column_dimensions[letter].width = max(10, len(name) + 2)
            if field is not None and field.enum and field.type == "string":
                choices = lists("list", formula1='"' + ",".join(field.enum) + '"')
                choices.allowBlank = True  # openpyxl 3.1.0 loses it when it is given before
                sheet.add_data_validation(choices)
                choices.add(f"{letter}2:{letter}1000")
        sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_CORRIDOR = "Ids of corridors that the link belongs to, joined by `|`."


def _meaning(field: Field) -> str:
    unit = f" In {field.unit}." if field.unit else ""
    return f"{field.description}{unit}"


def _readme(schemas: dict[str, Schema]) -> str:
    """Say how the tables are filled, with every column and its unit."""
    lines = [
        "# Links of your own",
        "",
        "Fill in the CSV files or the workbook `tables.xlsx` (a tab a table); blank files and rows are passed over.",
        "A file may lack any column but `from`, `to` and, without a line, `length_km`. Lines and points can come from",
        "`links.geojson` and `places.geojson` instead, with the same columns. Then:",
        "",
        "    corridors check FOLDER",
        "    corridors compare Tashkent Istanbul --extend FOLDER",
        "",
        "The ends of links are ids, UN/LOCODEs or exact names of places, yours or those of the network",
        "(`corridors places Angren`), or points such as `41.02, 70.14`, which join the nearest place within 5 km",
        "(`--join-within`). Decimals have a point. Dates are `2027`, `2027-05` or `2027-05-01`. Lists are joined by",
        "`|`, sources by `;`. What is blank follows the rates of the network; a figure's source is then you, its grade",
        "`estimated`.",
    ]
    for table, schema in schemas.items():
        fields = {field.name: field for field in schema.fields}
        rows = []
        for name in _columns(schema):
            field = fields.get(name)
            if field is None:
                rows.append([f"`{name}`", "", _CORRIDOR, ""])
            else:
                choices = ", ".join(map(str, field.enum)) if field.enum else ""
                rows.append([f"`{name}`", field.unit or "", field.description, choices])
        lines += ["", f"## {table}", "", *markdown_table(["column", "unit", "meaning", "one of"], rows)]
    return "\n".join(lines) + "\n"
