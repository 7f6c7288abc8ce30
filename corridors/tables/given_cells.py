"""Cells as a user gives them, read by the data dictionary with more patience than the packaged tables need.

Numbers may stand as text, dates as dates, names of modes in any case; rules that were made for the packaged tables
alone (no link under 50 m, three gauges) do not hold. What is read otherwise than it stands is noted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from corridors.gate.ids import blank, id_text
from corridors.gate.numbers import plain_number
from corridors.gate.quoted import quoted
from corridors.tables.given import Given, Hearing
from corridors.tables.reading import Row
from corridors.tables.schema import Field, Schema

__all__ = ["as_row", "cell_text", "fill_sources", "own_field", "plain_cell"]

#: Columns whose values the packaged tables narrow further than a user's need be.
_OWN_BOUNDS: Mapping[str, Mapping[str, Any]] = {
    "length_km": {"minimum": 0.0},
    "gauge_mm": {"enum": None, "minimum": 1},
    "gauge_from": {"enum": None, "minimum": 1},
    "gauge_to": {"enum": None, "minimum": 1},
    "tracks": {"enum": None, "minimum": 1},
}

#: Words that people use for a mode.
_MODES = {"railway": "rail", "train": "rail", "truck": "road", "lorry": "road", "highway": "road", "ship": "sea"}

_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:\.\d+)?")


def own_field(field: Field) -> Field:
    """Give a column with the bounds that hold for a user's own rows."""
    return replace(field, **_OWN_BOUNDS[field.name]) if field.name in _OWN_BOUNDS else field


def as_row(given: Given, schema: Schema, defaults: Mapping[str, Any], hearing: Hearing) -> Row | None:
    """Make a row of the table of what a user gave; None where a cell cannot be read."""
    before = len(hearing.findings)
    row: Row = {}
    for field in schema.fields:
        value = given.says(field.name)
        if value is None:
            value = defaults.get(field.name)
        if value is None:
            row[field.name] = () if field.type == "list" else None
            if field.required:
                hearing.wrong(given, field.name, "blank; it is required")
            continue
        own = own_field(field)
        try:
            row[field.name] = own.parse(_text(value, own, given, hearing))
            if field.name == "length_km" and row[field.name] == 0:
                raise ValueError("0 is no length; give one above zero")
        except ValueError as error:
            hearing.wrong(given, field.name, str(error))
    return row if len(hearing.findings) == before else None


def _text(value: Any, field: Field, given: Given, hearing: Hearing) -> str:
    """Write a cell as the tables do."""
    if isinstance(value, (list, tuple)):
        if field.separator is None:
            raise ValueError(f"{quoted(value)} is a list; give one value")
        return field.separator.join(id_text(part) for part in value)
    if isinstance(value, (dict, set, frozenset, bytes)):
        raise ValueError(f"{quoted(value)} is no text, number or date; give one")
    if isinstance(value, date):  # of pandas as well
        return value.isoformat()[:10]
    if type(value).__name__ == "datetime64":
        return str(value)[:10]
    truth = {"True": "yes", "False": "no"}.get(str(value)) if type(value).__name__ in ("bool", "bool_") else None
    if truth is not None and field.enum is not None and truth in field.enum:
        return truth
    if getattr(value, "ndim", 0):
        raise ValueError(f"{quoted(value)} is no text, number or date; give one")
    if field.type == "number" and not isinstance(value, str) and plain_number(value) is None:
        raise ValueError(f"{quoted(value)} is no number; give one")
    text = id_text(value)
    if field.type in ("integer", "date-or-year") and re.fullmatch(r"\d+\.0+", text):
        return text.split(".")[0]
    if field.type in ("number", "integer") and _GROUPED.fullmatch(text):
        plain = re.sub(r"\s", "", text)
        hearing.note(f"{given.label}.{field.name}: {text!r} is read as {plain}")
        return plain
    if field.enum is not None and field.type == "string" and text not in field.enum:
        word = text.lower().replace(" ", "_") if field.name == "service" else text.lower()
        word = _MODES.get(word, word) if field.name.startswith("mode") else word
        if word in field.enum:
            hearing.note(f"{given.label}.{field.name}: {text!r} is read as {word}")
            return word
    return text


def cell_text(value: Any, field: Field) -> str:
    """Write a cell as the tables do."""
    if isinstance(value, (list, tuple)) and field.separator:
        return field.separator.join(map(id_text, value))
    if field.separator and getattr(value, "ndim", 0) == 1:
        return field.separator.join(map(id_text, value))
    if isinstance(value, (list, tuple, dict, set, frozenset, bytes)) or getattr(value, "ndim", 0) > 0:
        raise ValueError(f"{quoted(value)} is no text, number or date; give one")
    if isinstance(value, str):
        return value
    if field.type in ("number", "integer") and plain_number(value) is None:
        raise ValueError(f"{quoted(value)} is no number; give one")
    if field.type == "date-or-year":
        if isinstance(value, date):
            return value.isoformat()[:10]
        if getattr(getattr(value, "dtype", None), "kind", None) == "M":
            return str(value)[:10]
    return id_text(value) or str(value)  # a number that is none is told as such


def fill_sources(row: Row, schema: Schema, source: str) -> None:
    """Have figures rest on the user, as estimates, where nothing is said.

    Parameters
    ----------
    row
        A row of the table, changed in place.
    schema
        Its columns.
    source
        Id of the source that stands for the user.
    """
    for field in schema.fields:
        if blank(row[field.name]):
            continue
        if field.grade and not row[field.grade]:
            row[field.grade] = "estimated"
        if field.source and not row[field.source]:
            row[field.source] = (source,)


def plain_cell(value: Any) -> Any:
    """Give a further cell as a number of Python, for weights are those, or as a text that nobody else holds."""
    if blank(value):
        return None
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:  # of numpy
        value = value.item()
    return value if isinstance(value, (bool, int, float)) else str(value)
