"""Folders of CSV tables: a Frictionless data package that ``--data`` takes as it is, or plain CSV files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from corridors.errors import DataError, OptionError
from corridors.exchange.asked import Asked
from corridors.exchange.bundle import Bundle, tables_of
from corridors.exchange.cells import check_texts, plain_value, safe_text
from corridors.exchange.csv_rows import csv_records
from corridors.maps.geometry import Line, feature_collection
from corridors.tables.reading import Tables
from corridors.tables.schema import Field
from corridors.tables.whole import whole_folder

__all__ = [
    "DESCRIPTION",
    "json_text",
    "plain_csv",
    "read_csv_folder",
    "read_json",
    "write_csv_folder",
    "write_data_package",
]

#: Beside plain CSV files: what their columns are, for reading them back exactly.
DESCRIPTION = "corridors.json"


def json_text(value: Any) -> str:
    """Write JSON as the files of the library have it: no NaN, one line end at the end."""
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def read_json(path: Path) -> Any:
    """Read a file of JSON.

    Raises
    ------
    DataError
        It is none.
    OptionError
        It cannot be read.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise OptionError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise DataError([f"{path.name}: no JSON ({error}); export it anew"]) from None


def write_data_package(bundle: Bundle, path: Path) -> None:
    """Write a folder of tables as the packaged one is."""
    _write(bundle, path, "datapackage.json", escaped=False)


def write_csv_folder(bundle: Bundle, path: Path) -> None:
    """Write a folder of CSV files for spreadsheets: UTF-8 with its mark, and no cell that is a formula."""
    _write(bundle, path, DESCRIPTION, escaped=True)


def _write(bundle: Bundle, path: Path, description: str, *, escaped: bool) -> None:
    for name, schema in bundle.schemas.items():
        check_texts(name, schema.fields, bundle.rows[name])
    with whole_folder(path) as folder:
        (folder / description).write_text(json_text(bundle.description), encoding="utf-8")
        for name, schema in bundle.schemas.items():
            text = csv_text(schema.fields, bundle.rows[name], escaped=escaped)
            encoding = "utf-8-sig" if escaped else "utf-8"
            (folder / f"{name}.csv").write_bytes(text.encode(encoding))
        if bundle.lines:
            (folder / "geometry.geojson").write_text(lines_text(bundle), encoding="utf-8")


def csv_text(fields: tuple[Field, ...], rows: Any, *, escaped: bool) -> str:
    """Write rows as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in fields])
    for row in rows:
        writer.writerow([_cell(field, row.get(field.name), escaped=escaped) for field in fields])
    return out.getvalue()


def plain_csv(rows: Iterable[Iterable[str]]) -> str:
    """Write rows of texts as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _cell(field: Field, value: Any, *, escaped: bool) -> str:
    plain = plain_value(field, value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, str):
        return safe_text(plain) if escaped else plain
    return repr(plain)


def lines_text(bundle: Bundle) -> str:
    """Write the lines of links as ``geometry.geojson`` has them."""
    features = [({"link": link, "quality": line.quality}, line.points) for link, line in bundle.lines.items()]
    return json.dumps(feature_collection(features), ensure_ascii=False) + "\n"


def read_lines(path: Path) -> dict[str, Line]:
    """Read the lines of links; none where there is no file."""
    if not path.is_file():
        return {}
    try:
        return {
            feature["properties"]["link"]: Line(
                tuple((float(p[0]), float(p[1])) for p in feature["geometry"]["coordinates"]),
                feature["properties"]["quality"],
            )
            for feature in read_json(path)["features"]
        }
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise DataError([f"{path.name}: not the lines of links ({error!r}); export it anew"]) from None


def read_csv_folder(path: Path, asked: Asked) -> Tables:
    """Read back what `write_csv_folder` wrote, or a spreadsheet of that.

    Raises
    ------
    DataError
        Files that are missing or damaged, every finding at once.
    """
    description = read_json(path / DESCRIPTION)
    findings: list[str] = []
    cells: dict[str, list[Mapping[str, Any]]] = {}
    for name, columns in _described(description).items():
        file = path / f"{name}.csv"
        if file.is_file():
            cells[name] = csv_records(file, findings, escaped=True, asked=asked, expected=columns)
    if findings:
        raise DataError(findings)
    return tables_of(description, cells, read_lines(path / "geometry.geojson"), where=path.name)


def _described(description: Any) -> dict[str, list[str]]:
    """Names of the tables described, with their columns; those that lead elsewhere are none."""
    resources = description.get("resources", ()) if isinstance(description, dict) else ()
    found = [r for r in resources if isinstance(r, dict) and "schema" in r and isinstance(r.get("name"), str)]
    return {r["name"]: _columns(r["schema"]) for r in found if r["name"].replace("_", "").isalnum()}


def _columns(schema: Any) -> list[str]:
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list):
        return []
    return [field["name"] for field in fields if isinstance(field, dict) and isinstance(field.get("name"), str)]
