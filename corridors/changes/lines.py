"""Where things stand in the text of a TOML file, by their way from its top.

The reader of the standard library tells lines of broken syntax alone; what is well written and means nothing has to be
found again. It is enough to know on which line each table and each key begins, and each text of a list.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

__all__ = ["lines_of"]

_HEADER = re.compile(r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")


def lines_of(text: str) -> dict[tuple[Any, ...], int]:
    r"""Map the way to each table, key and listed text of a file to its line.

    The tables of an array are counted from 0.

    Examples
    --------
    >>> found = lines_of('name = "x"\n[[change]]\ntable = "links"\nset = { tracks = 2 }\n')
    >>> found["name",], found["change", 0], found["change", 0, "set"]
    (1, 2, 4)
    """
    found: dict[tuple[Any, ...], int] = {}
    here: tuple[Any, ...] = ()
    counts: dict[tuple[Any, ...], int] = {}
    for number, statement in _statements(text):
        header = _HEADER.fullmatch(statement)
        if header is not None and "=" not in header[2]:
            way: tuple[Any, ...] = ()
            parts = _parts(header[2])
            for depth, part in enumerate(parts):
                way = (*way, part)
                last = depth == len(parts) - 1
                if last and header[1] == "[[":
                    counts[way] = counts.get(way, -1) + 1
                if way in counts:
                    way = (*way, counts[way])
            here = way
            found.setdefault(here, number)
            continue
        key = _KEY.match(statement)
        if key is not None:
            way = (*here, *_parts(key[1]))
            found.setdefault(way, number)
            _items(way, statement, number, found)
    return found


def _parts(text: str) -> list[str]:
    return [part[1:-1] if part[0] in "\"'" else part for part in _PART.findall(text)]


def _items(way: tuple[Any, ...], statement: str, number: int, found: dict[tuple[Any, ...], int]) -> None:
    """Note the line of each text in the list, and of each key in the inline table, behind a key."""
    try:
        value: Any = tomllib.loads(statement.strip())
    except tomllib.TOMLDecodeError:
        return
    while isinstance(value, dict) and len(value) == 1:  # the keys before the sign
        value = next(iter(value.values()))
        if not isinstance(value, dict):
            break
    if not isinstance(value, list):
        return
    lines = statement.split("\n")
    for item in value:
        if isinstance(item, str):
            at = next((n for n, line in enumerate(lines) if f'"{item}"' in line or f"'{item}'" in line), 0)
            found.setdefault((*way, item), number + at)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Give each statement with the line on which it begins: lists and long texts go over several lines."""
    held: list[str] = []
    begun = 1
    depth = 0
    quote = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not held:
            begun = number
        held.append(line)
        depth, quote = _state(line, depth, quote)
        if depth <= 0 and not quote:
            statement = "\n".join(held)
            held, depth = [], 0
            if statement.strip() and not statement.lstrip().startswith("#"):
                yield begun, statement
    if held:
        yield begun, "\n".join(held)


_TOKEN = re.compile(r"""\\.|\"{3}|'{3}|["'\[\]{}#]""")


def _state(line: str, depth: int, quote: str) -> tuple[int, str]:
    """Follow brackets and quotes through a line: how many are open at its end, and which text goes on."""
    for match in _TOKEN.finditer(line):
        mark = match[0]
        if quote:
            if mark == quote or (len(quote) == 1 and mark[0] == quote and len(mark) == 3):
                quote = ""
            continue
        if mark == "#":
            break
        if mark[0] in "\"'":
            quote = mark
        elif mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
    return depth, quote if len(quote) == 3 else ""
