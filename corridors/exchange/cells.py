"""Cells on their way out and in: plain values, texts that lose nothing, and what would be taken for code.

A text that begins like a formula (``=``, ``+``, ``-``, ``@``, a tab) is run by the programs that open CSV files, so an
apostrophe is set before it, and taken away again when the file is read. A text that had the apostrophe already
gets another one, so nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import isfinite
from typing import Any

from corridors.errors import DataError
from corridors.tables.reading import Row
from corridors.tables.schema import Field

__all__ = ["cell_text", "check_texts", "further_fields", "plain_value", "safe_text", "unsafe_text"]

_FORMULA = re.compile(r"'*[=+\-@\t]")

#: What no file of text can hold; a carriage return is lost in XML, where every line ends alike.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONTROL_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def safe_text(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> safe_text("=1+1"), safe_text("Termez"), unsafe_text(safe_text("'=1"))
    ("'=1+1", 'Termez', "'=1")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unsafe_text(text: str) -> str:
    """Give back the text that `safe_text` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def plain_value(field: Field, value: Any) -> str | int | float | bool | None:
    """Give a cell of a table as a value that every format knows; lists are joined as the dictionary says."""
    if value is None or value == ():
        return None
    if field.type == "list":
        return (field.separator or "|").join(map(str, value))
    if hasattr(value, "item"):  # a scalar of numpy
        value = value.item()
    return value if isinstance(value, (str, int, float)) else str(value)


def cell_text(field: Field, value: Any) -> str:
    """Give the text of a cell as it stands in a CSV file, whatever the format that it was read from.

    Examples
    --------
    >>> whole = Field("gauge_mm", "integer", "")
    >>> cell_text(whole, 1520.0), cell_text(whole, None), cell_text(Field("km", "number", ""), 0.1)
    ('1520', '', '0.1')
    """
    if hasattr(value, "item"):
        value = value.item()
    if value is None or value != value or str(value) == "<NA>":
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        whole = field.type in ("integer", "date-or-year", "string") and value.is_integer()
        return str(int(value)) if whole else repr(value)
    if isinstance(value, (list, tuple)):
        return (field.separator or "|").join(map(str, value))
    return str(value)


def check_texts(table: str, fields: Iterable[Field], rows: Iterable[Row], *, xml: bool = False) -> None:
    """See to it that every cell can be written and read back the same.

    Raises
    ------
    DataError
        Control characters, or figures without end.
    """
    control = _CONTROL_XML if xml else _CONTROL
    names = [field.name for field in fields]
    findings = []
    for number, row in enumerate(rows):
        for name in names:
            value = row.get(name)
            label = f"{table}[{row.get('id') or f'row {number}'}].{name}"
            if isinstance(value, float) and not isfinite(value):
                findings.append(f"{label}: {value} is no figure that a file can hold; leave it blank")
            texts = value if isinstance(value, tuple) else (value,)
            if any(isinstance(text, str) and control.search(text) for text in texts):
                findings.append(f"{label}: {value!r} holds a character that this format cannot carry; take it out")
    if findings:
        raise DataError(findings)


def further_fields(table: str, known: Iterable[Field], rows: Iterable[Row]) -> list[Field]:
    """Describe the columns that rows have beyond those of the dictionary, such as weights of the user's own.

    Raises
    ------
    DataError
        A column holds values of several kinds, or of one that no table can hold.
    """
    names = {field.name for field in known}
    kinds: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            if name not in names:
                kinds.setdefault(name, set()).update(_kinds(value))
    findings = []
    found = []
    for name, of in kinds.items():
        kind = "number" if of == {"integer", "number"} else next(iter(of), "string")
        if len(of) > 1 and kind != "number":
            findings.append(f"{table}.{name}: holds {' and '.join(sorted(of))}; keep to one kind in a column")
        if kind == "other":
            findings.append(f"{table}.{name}: holds values that are neither number, flag nor text; leave it out")
        separator = "|" if kind == "list" else None
        found.append(Field(name, kind, "A further column of the user's own.", separator=separator))
    if findings:
        raise DataError(findings)
    return found


def _kinds(value: Any) -> set[str]:
    value = value.item() if hasattr(value, "item") else value
    if value is None or value == ():
        return set()
    for kind, name in ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string"), (tuple, "list")):
        if isinstance(value, kind):
            return {name}
    return {"other"}
