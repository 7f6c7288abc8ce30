"""The data dictionary: what every column of every table means, read from ``datapackage.json``.

The one file drives reading, checking and the documentation page, so the three cannot drift apart.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from types import NoneType
from typing import Any

from corridors.errors import DataError
from corridors.gate.numbers import plain_number
from corridors.gate.quoted import quoted
from corridors.tables.dates import valid_date_or_year

__all__ = ["STANDARD", "Field", "Package", "Schema", "package_from", "read_package"]

GRADES = ("published", "derived", "estimated")

#: What the standard of data packages calls the cells of fields of our own forms, which stand beside it as `form`.
STANDARD = {"list": "string", "date-or-year": "string"}

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_WHOLE_NUMBER = re.compile(r"[+-]?\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its type, unit, constraints and where its grade and sources stand."""

    name: str
    type: str
    description: str
    required: bool = False
    unique: bool = False
    minimum: float | None = None
    maximum: float | None = None
    enum: tuple[Any, ...] | None = None
    unit: str | None = None
    separator: str | None = None
    references: str | None = None
    grade: str | None = None
    source: str | None = None
    #: What stands in every cell where a file of an earlier schema has no such column; None where it has one.
    filling: str | None = None

    def parse(self, text: str) -> Any:
        """Turn one cell into a value, or raise ValueError with the problem and its fix."""
        return _PARSERS[self.type](self, text)


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of one table, in order."""

    table: str
    title: str
    path: str
    routing: bool
    fields: tuple[Field, ...]
    #: Whether tables of an earlier schema have no such file: it counts as empty.
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """The whole dictionary, with the reference date of the data."""

    version: str
    reference_date: str
    earliest_date: str
    earliest_date_reason: str
    schemas: Mapping[str, Schema]
    #: Which columns there are and what they mean; `corridors.tables.migration` reads earlier ones.
    schema_version: int = 1


def read_package(path: Path) -> Package:
    """Read ``datapackage.json``.

    Parameters
    ----------
    path
        The file itself.

    Raises
    ------
    DataError
        The file is absent, is no JSON, or lacks the keys that corridors needs.
    """
    try:
        return package_from(json.loads(path.read_text(encoding="utf-8")), path.name)
    except FileNotFoundError:
        problem = "not found; give the folder that holds the tables and their datapackage.json"
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        problem = f"is no JSON ({error}); mend the file"
    except KeyError as error:
        problem = f"lacks the key {error}; compare it with the packaged one"
    except RecursionError:
        problem = "is nested too deep; compare it with the packaged one"
    except (TypeError, AttributeError):
        problem = "has another shape than a data package; compare it with the packaged one"
    except OSError as error:
        problem = f"cannot be read ({error.strerror}); give the folder that holds the tables"
    raise DataError([f"{path.name}: {problem}"])


def package_from(raw: Mapping[str, Any], name: str = "datapackage.json") -> Package:
    """Make a dictionary of the content of a ``datapackage.json``; KeyError or TypeError where it is none."""
    if not all(isinstance(resource, dict) for resource in raw["resources"]):
        raise TypeError("resources are no objects")
    wrong = _wrong_shape(raw)
    if wrong:
        raise DataError([f"{name}: {problem}" for problem in wrong])
    schemas = {
        resource["name"]: Schema(
            table=resource["name"],
            title=resource["title"],
            path=resource["path"],
            routing=bool(resource.get("routing", False)),
            fields=tuple(_field(entry) for entry in resource["schema"]["fields"]),
        )
        for resource in raw["resources"]
        if "schema" in resource
    }
    wrong = _lacking(schemas.values())
    if wrong:
        raise DataError([f"{name}: {problem}" for problem in wrong])
    return Package(
        version=raw["version"],
        reference_date=raw["reference_date"],
        earliest_date=raw["earliest_date"],
        earliest_date_reason=raw["earliest_date_reason"],
        schemas=schemas,
        schema_version=raw.get("schema_version", 1),
    )


def _wrong_shape(raw: Mapping[str, Any]) -> list[str]:
    """Say of what stands at the top, and of names and paths, that it is of another kind than it must be."""
    wrong = [
        f"{key}: {quoted(raw[key])} is no day; write one as 2026-11-01"
        for key in ("reference_date", "earliest_date")
        if not (isinstance(raw[key], str) and len(raw[key]) == 10 and valid_date_or_year(raw[key]))
    ]
    wrong += [
        f"{key}: {quoted(raw[key])} is no text; write one"
        for key in ("version", "earliest_date_reason")
        if not isinstance(raw[key], str)
    ]
    schema_version = raw.get("schema_version", 1)
    if type(schema_version) is not int or schema_version < 1:
        wrong.append(f"schema_version: {quoted(schema_version)} is no version; write a whole number from 1 on")
    for number, resource in enumerate(raw["resources"]):
        if "schema" not in resource:
            continue
        wrong += [
            f"resources[{number}].{key}: {quoted(resource[key])} is no text; write one"
            for key in ("name", "title", "path")
            if not isinstance(resource[key], str)
        ]
        if isinstance(resource["path"], str):
            wrong += _wrong_path(number, resource["path"])
    return wrong


def _lacking(schemas: Iterable[Schema]) -> list[str]:
    """Say of columns that stand for the source or the grade of others where the table has no such column."""
    return [
        f"{schema.table}.{field.name}.{key}: the table has no column {quoted(column)}; name one, or leave it out"
        for schema in schemas
        for field in schema.fields
        for key, column in (("source", field.source), ("grade", field.grade))
        if column is not None and column not in {each.name for each in schema.fields}
    ]


def _wrong_path(number: int, text: str) -> list[str]:
    """Say of a path that it leads out of the folder; what is there must not even be read."""
    parts = PureWindowsPath(text).parts  # which knows both kinds of slashes
    out = PureWindowsPath(text).anchor or text.startswith("/") or ".." in parts or not parts
    if not out and "\0" not in text:
        return []
    return [f"resources[{number}].path: {quoted(text)} leads out of the folder; give the name of a file in it"]


def _field(entry: Mapping[str, Any]) -> Field:
    rules = entry.get("constraints", {})
    kind, enum = entry.get("form", entry["type"]), entry.get("parts", rules.get("enum"))
    for bound in ("minimum", "maximum"):
        if bound in rules and plain_number(rules[bound]) is None:
            raise DataError([f"datapackage.json: {entry['name']}.{bound}: {quoted(rules[bound])} is no number"])
    texts = ("name", "description", "unit", "separator", "references", "grade", "source")
    if not all(isinstance(entry.get(key, ""), str) for key in texts) or not isinstance(enum, (list, NoneType)):
        raise TypeError
    return Field(
        name=entry["name"],
        type=kind if isinstance(kind, str) and kind in _PARSERS else "string",
        description=entry["description"],
        required=rules.get("required", False),
        unique=rules.get("unique", False),
        minimum=rules.get("minimum"),
        maximum=rules.get("maximum"),
        enum=None if enum is None else tuple(enum),
        unit=entry.get("unit"),
        separator=entry.get("separator"),
        references=entry.get("references"),
        grade=entry.get("grade"),
        source=entry.get("source"),
    )


def _parse_string(field: Field, text: str) -> str:
    if field.enum is not None and text not in field.enum:
        raise ValueError(f"{text!r} is none of {', '.join(map(str, field.enum))}; use one of them")
    return text


def _parse_number(field: Field, text: str) -> float:
    # float() would also take 1_000, other scripts' digits, nan and infinity
    if text.strip("+-").lower() in ("nan", "inf", "infinity"):
        raise ValueError(f"{text} is not finite; leave the cell blank when nothing is known")
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is no number; write digits with a decimal point")
    return _in_bounds(field, float(text))


def _parse_integer(field: Field, text: str) -> int:
    if not _WHOLE_NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is no whole number; write digits only")
    if len(text) > 300:  # larger than any float
        raise ValueError(f"a number of {len(text)} digits; check the unit")
    number = int(text)
    if field.enum is not None and number not in field.enum:
        raise ValueError(f"{text} is none of {', '.join(map(str, field.enum))}; use one of them")
    return int(_in_bounds(field, number))


def _in_bounds(field: Field, number: float) -> float:
    if not math.isfinite(number):
        raise ValueError(f"{number} is not finite; leave the cell blank when nothing is known")
    if field.minimum is not None and number < field.minimum:
        raise ValueError(f"{number:g} is below {field.minimum:g}; check the sign and the unit")
    if field.maximum is not None and number > field.maximum:
        raise ValueError(f"{number:g} is above {field.maximum:g}; check the unit")
    return number


def _parse_date(_field: Field, text: str) -> str:
    if not valid_date_or_year(text):
        raise ValueError(f"{text!r} is no date; write a year (2025), a month or a day (2025-10-11)")
    return text


def _parse_list(field: Field, text: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in text.split(field.separator))
    if "" in parts:
        raise ValueError(f"{text!r} has an empty part; join the parts by one {field.separator!r}")
    if field.enum is not None:
        for part in parts:
            _parse_string(field, part)
    return parts


def _parse_boolean(_field: Field, text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"{text!r} is neither true nor false; write one of them")
    return text == "true"


_PARSERS: dict[str, Callable[[Field, str], Any]] = {
    "string": _parse_string,
    "number": _parse_number,
    "integer": _parse_integer,
    "date-or-year": _parse_date,
    "list": _parse_list,
    "boolean": _parse_boolean,
}
