"""Scenarios as the text of TOML files; the standard library reads TOML but writes none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from corridors.changes.entry import Entry
from corridors.changes.frozen import plain

if TYPE_CHECKING:
    from corridors.changes.scenario import Scenario

__all__ = ["FORMAT", "toml_of"]

#: The version of the form of the files; it rises when a reader of today could not read them any more.
FORMAT = 1

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_WIDTH = 110


def toml_of(scenario: Scenario) -> str:
    """Give a scenario as TOML; what is as usual is left out.

    Examples
    --------
    >>> from corridors.changes.scenario import Scenario
    >>> print(toml_of(Scenario("No Iran", shut=("IR",))), end="")
    format = 1
    name = "No Iran"
    shut = ["IR"]
    """
    lines = [f"format = {FORMAT}"]
    lines += [f"{key} = {_text(value)}" for key, value in (("id", scenario.id),) if value]
    lines.append(f"name = {_text(scenario.name)}")
    if scenario.description:
        lines.append(f"description = {_paragraph(scenario.description)}")
    lines += [f"{key} = {_list(getattr(scenario, key))}" for key in ("sources", "include") if getattr(scenario, key)]
    if scenario.on is not None:
        lines.append(f"on = {_text(scenario.on)}")
    tables: list[str] = []
    for key in ("shut", "open"):
        entries = getattr(scenario, key)
        if all(isinstance(item, str) for item in entries):
            lines += [f"{key} = {_list(entries)}"] if entries else []
            continue
        for item in entries:
            data = item.to_dict() if isinstance(item, Entry) else {"what": [item]}
            tables += ["", f"[[{key}]]", *_pairs(data)]
    lines += [f"lift = {_list(scenario.lift)}"] if scenario.lift else []
    for name in ("delay", "shift"):
        if getattr(scenario, name):
            tables += ["", f"[{name}]", *_pairs(getattr(scenario, name))]
    for key, cells in scenario.links.items():
        tables += ["", f"[links.{_key(key)}]", *_pairs(cells)]
    for change in scenario.changes:
        tables += ["", "[[change]]", *_pairs({k: v for k, v in change.to_dict().items() if v or k != "where"})]
    for table, rows in scenario.add.items():
        for row in rows:
            tables += ["", "[[add]]", f"table = {_text(table)}", *_row(row)]
    return "\n".join([*lines, *tables]) + "\n"


def _row(row: Mapping[str, Any]) -> list[str]:
    line = f"row = {_value(row)}"
    return [line] if len(line) <= _WIDTH else ["[add.row]", *_pairs(row)]


def _pairs(data: Mapping[str, Any]) -> list[str]:
    return [f"{_key(key)} = {_value(value)}" for key, value in data.items()]


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: Any) -> str:
    if value is None:
        return '""'  # TOML has no blank; a blank text is one
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(_pairs(value)) + " }" if value else "{}"
    return _list(value)


def _list(items: Iterable[Any]) -> str:
    cells = [_value(item) for item in plain(tuple(items))]
    line = "[" + ", ".join(cells) + "]"
    return line if len(line) <= _WIDTH else "[\n" + "".join(f"  {cell},\n" for cell in cells) + "]"


def _text(text: str) -> str:
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return f"\\u{ord(letter):04x}" if ord(letter) < 32 or ord(letter) == 127 else letter


def _paragraph(text: str) -> str:
    """Give a text of several lines so that it can be read as such."""
    if "\n" not in text:
        return _text(text)
    lines = "\n".join("".join(map(_escaped, line)) for line in text.split("\n"))
    return f'"""\n{lines}"""'
