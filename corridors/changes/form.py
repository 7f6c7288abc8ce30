"""The form of a scenario's file: keys, types, dates, tables, columns and units, as far as no network is needed.

Each finding is a pair: the way to what is wrong, and the problem with what would be right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from corridors.changes.aliases import ALIASES, RULES, SHIFT, rows_table, unchangeable
from corridors.changes.amounts import amount_of
from corridors.changes.entry import DELAY_KEYS
from corridors.changes.rows import added_row
from corridors.changes.writing import FORMAT
from corridors.tables.dates import first_day, last_day, valid_date_or_year
from corridors.tables.reading import data_folder
from corridors.tables.schema import GRADES, Field, Package, read_package
from corridors.world.spelling import close_to

__all__ = ["dictionary", "form_findings", "hours_field"]

Finding = tuple[tuple[Any, ...], str]

_TEXTS = ("id", "name", "description")
_LISTS = ("sources", "include", "lift")
_TOP = ("format", *_TEXTS, *_LISTS, "on", "shut", "open", "delay", "shift", "links", "change", "add")
_ENTRY = ("what", "since", "until", "note", "source")
_CHANGE = ("table", "where", "set", "since", "until", "source", "grade", "note")


@cache
def dictionary() -> Package:
    """Read the packaged data dictionary once: it says of all networks what their columns are."""
    return read_package(data_folder() / "datapackage.json")


def hours_field() -> Field:
    """Give a column of hours, as which delays are read."""
    return Field("time_h", "number", "Hours.", unit="h")


def form_findings(data: Mapping[str, Any]) -> list[Finding]:
    """Collect what is wrong with the form of a scenario's data."""
    found: list[Finding] = []
    found += _unknown((), data, _TOP)
    found += _version(data)
    found += _texts(data)
    if "on" in data:
        found += _date(("on",), data["on"])
    for key in ("shut", "open"):
        found += _entries(key, data.get(key, []))
    found += _both(data)
    found += _delays(data.get("delay", {}))
    found += _shifts(data.get("shift", {}))
    found += _links(data.get("links", {}))
    for number, change in _tables(("change",), data.get("change", []), found):
        found += _change(("change", number), change)
    for number, entry in _tables(("add",), data.get("add", []), found):
        found += _add(("add", number), entry)
    return found


def _unknown(way: tuple[Any, ...], data: Mapping[str, Any], known: Iterable[str]) -> Iterator[Finding]:
    known = tuple(known)
    for key in data:
        if key not in known:
            yield (*way, key), f"unknown key {key!r}{close_to(key, known)}; there are {', '.join(known)}"


def _version(data: Mapping[str, Any]) -> Iterator[Finding]:
    version = data.get("format")
    if version is None:
        yield (), f"no format; write format = {FORMAT} in the first line"
    elif isinstance(version, bool) or not isinstance(version, int) or version < 1:
        yield ("format",), f"format = {version!r}; write format = {FORMAT}"
    elif version > FORMAT:
        yield ("format",), f"format {version} is newer than this version of corridors, which reads {FORMAT}; update it"


def _texts(data: Mapping[str, Any]) -> Iterator[Finding]:
    if "name" not in data:
        yield (), "no name; say what the scenario is called"
    for key in _TEXTS:
        if key in data and not isinstance(data[key], str):
            yield (key,), f"{key} = {data[key]!r} is no text"
    for key in _LISTS:
        if key in data:
            yield from _names((key,), data[key])


def _names(way: tuple[Any, ...], value: Any) -> Iterator[Finding]:
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) and item.strip() for item in items):
        yield way, f"{way[-1]} = {value!r}; give a name or a list of names"


def _date(way: tuple[Any, ...], value: Any) -> Iterator[Finding]:
    text = value.isoformat() if isinstance(value, date) else str(value)
    if isinstance(value, bool) or not valid_date_or_year(text):
        yield way, f'{way[-1]} = {value!r} is no date; write a year (2027), a month or a day ("2027-01-01")'
    elif not "1900" <= text[:4] <= "2200":
        yield way, f"{way[-1]} = {value!r} is no year of these tables; give one from 1900 to 2200"


def _dates(way: tuple[Any, ...], data: Mapping[str, Any]) -> Iterator[Finding]:
    wrong = [f for key in ("since", "until") if key in data for f in _date((*way, key), data[key])]
    yield from wrong
    if not wrong and "since" in data and "until" in data:
        since, until = str(data["since"]), str(data["until"])
        if last_day(until) < first_day(since):
            yield (*way, "until"), f"until {until} lies before since {since}; exchange the two dates"


def _entries(key: str, value: Any) -> Iterator[Finding]:
    if isinstance(value, str):
        return
    if not isinstance(value, list):
        yield (key,), f"{key} = {value!r}; give a list of names, or tables [[{key}]] with what = [...]"
        return
    for number, item in enumerate(value):
        way = (key, number) if isinstance(item, dict) else (key,)
        if isinstance(item, dict):
            yield from _unknown(way, item, _ENTRY)
            yield from _names((*way, "what"), item.get("what", []))
            yield from _names((*way, "source"), item["source"]) if "source" in item else ()
            yield from _dates(way, item)
            if not item.get("what"):
                yield way, "no what; name what is meant"
            if not isinstance(item.get("note", ""), str):
                yield (*way, "note"), "note is no text"
        elif not isinstance(item, str) or not item.strip():
            yield way, f"{key} holds {item!r}; give names"


def _both(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Find what stands under shut and open for the same time."""
    opened = list(_spans(data.get("open", [])))
    for way, name, first, last in _spans(data.get("shut", [])):
        for _, other, begin, end in opened:
            if name.casefold() == other.casefold() and first <= end and begin <= last:
                yield ("shut", *way, name), f"{name!r} is both shut and open; leave it in one of them"


def _spans(value: Any) -> Iterator[tuple[tuple[Any, ...], str, str, str]]:
    for number, item in enumerate([value] if isinstance(value, str) else value if isinstance(value, list) else []):
        if isinstance(item, str):
            yield (), item, "0000", "9999"
        elif isinstance(item, dict):
            names = item.get("what", [])
            first, last = str(item.get("since", "0000")), str(item.get("until", "9999"))
            for name in [names] if isinstance(names, str) else names if isinstance(names, list) else []:
                if isinstance(name, str):
                    last_one = last_day(last) if valid_date_or_year(last) and last != "9999" else last
                    yield (number, "what"), name, first, last_one


def _delays(value: Any) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield ("delay",), 'delay is no table; write [delay] and a place = "+24 h" below'
        return
    for key, delay in value.items():
        way = ("delay", key)
        hours = delay.get("time_h") if isinstance(delay, dict) else delay
        if isinstance(delay, dict):
            yield from _unknown(way, delay, DELAY_KEYS)
            yield from _dates(way, delay)
            for name in ("modes", "source"):
                yield from _names((*way, name), delay[name]) if name in delay else ()
        try:
            amount = amount_of(hours, hours_field())
            if amount.kind == "scale" or amount.value is None or amount.value <= 0:
                yield way, f'{hours!r} is no delay; give hours or days above zero, such as "+24 h"'
        except ValueError as error:
            yield way, f"{error}"


def _shifts(value: Any) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield ("shift",), 'shift is no table; write [shift] and a line = "-2 years" below'
        return
    field = Field("date", "date-or-year", "Date.")
    for key, moved in value.items():
        try:
            amount = amount_of(moved, field)
        except ValueError as error:
            yield ("shift", key), str(error)
            continue
        if amount.value is None:
            yield ("shift", key), 'blank; give a date, or such as "-2 years"'
        elif amount.kind == "set":
            yield from _date(("shift", key), moved)


def _links(value: Any) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield ("links",), "links is no table; write [links.ID] and the columns below"
        return
    for key, cells in value.items():
        if isinstance(cells, dict):
            yield from _cells(("links", key), "links", cells)
        else:
            yield ("links", key), f"{cells!r} are no cells; write columns and their values"


def _tables(way: tuple[str], value: Any, found: list[Finding]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        found.append((way, f"{way[0]} is no list of tables; write [[{way[0]}]] above each"))
        return
    yield from enumerate(value)


def _table(way: tuple[Any, ...], entry: Mapping[str, Any], *, change: bool) -> Iterator[Finding]:
    table = entry.get("table")
    known = [name for name in dictionary().schemas if not unchangeable(name)] + (
        list(ALIASES) if change else ["sources"]
    )
    if table is None:
        yield way, f"no table; name one of {', '.join(known)}"
    elif table not in known and not (change and table == SHIFT):
        yield (
            (*way, "table"),
            f"no table {table!r} that could be changed{close_to(table, known)}; there are {', '.join(known)}",
        )


def _change(way: tuple[Any, ...], change: Mapping[str, Any]) -> Iterator[Finding]:
    yield from _unknown(way, change, _CHANGE)
    yield from _dates(way, change)
    wrong = list(_table(way, change, change=True))
    yield from wrong
    if "grade" in change and change["grade"] not in GRADES:
        yield (*way, "grade"), f"grade = {change['grade']!r}; give one of {', '.join(GRADES)}"
    if "source" in change:
        yield from _names((*way, "source"), change["source"])
    if not isinstance(change.get("note", ""), str):
        yield (*way, "note"), "note is no text"
    for key in ("where", "set"):
        if not isinstance(change.get(key, {}), dict):
            yield (*way, key), f"{key} = {change[key]!r}; write {{ column = value }}"
            return
    if not change.get("set"):
        yield way, "no set; say which column becomes what"
    if wrong:
        return
    table = change["table"]
    if table == SHIFT:
        yield from _shifts({key: change["set"].get("date") for key in [str(change.get("where", {}).get("what"))]})
        return
    columns = [field.name for field in dictionary().schemas[rows_table(table)].fields]
    for key in change.get("where", {}):
        if key not in columns and key not in RULES:
            yield (*way, "where", key), f"{table} have no column and no rule {key!r}{close_to(key, [*columns, *RULES])}"
    yield from _cells((*way, "set"), table, change.get("set", {}))


def _cells(way: tuple[Any, ...], table: str, cells: Mapping[str, Any]) -> Iterator[Finding]:
    """Check cells by their columns; the units of rates are told by their rows, which only a network has."""
    fields = {field.name: field for field in dictionary().schemas[rows_table(table)].fields}
    for name, value in cells.items():
        if name not in fields or name == "id":
            known = ", ".join(key for key in fields if key != "id")
            yield (
                (*way, name),
                f"{table} have no column {name!r} that could be changed{close_to(name, fields)}: there are {known}",
            )
            continue
        if rows_table(table) == "rates" and name in ("low", "central", "high") and isinstance(value, str):
            continue
        try:
            amount_of(value, fields[name])
        except ValueError as error:
            yield (*way, name), f"{table}.{name}: {error}"


def _add(way: tuple[Any, ...], entry: Mapping[str, Any]) -> Iterator[Finding]:
    yield from _unknown(way, entry, ("table", "row"))
    wrong = list(_table(way, entry, change=False))
    yield from wrong
    row = entry.get("row")
    if not isinstance(row, dict):
        yield way, "no row; write row = { id = ..., ... }, or [add.row] and the columns below"
        return
    if not wrong:
        found: list[Finding] = []
        added_row(
            dictionary().schemas[entry["table"]],
            {key: tuple(value) if isinstance(value, list) else value for key, value in row.items() if value != ""},
            ("user",),
            lambda name, problem: found.append(((*way, "row", name), problem)),
        )
        yield from found
