"""Rates of their own for what a change names and the tables know only in general.

"Twenty percent off the rail tariff of Turkmenistan" means the price that holds there, whether the tables have a row for
Turkmenistan or only one for all countries. So the row in force for each case that is meant is copied with that case's
key, which alters nothing by itself; what is then changed are the rows of that key.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from corridors.changes.book import Book
from corridors.changes.where import country_of, several
from corridors.tables.reading import Row
from corridors.world.spelling import mode_named, shipment_named

__all__ = ["own_rates"]

_COLUMNS = ("mode", "country", "shipment", "service")

_Key = tuple[str, ...]


def own_rates(book: Book, where: Mapping[str, Any]) -> None:
    """Add to a book the rows of rates that a change needs; names that mean nothing are told of elsewhere."""
    named = _named(book, where)
    if not any(value != ("*",) for value in named.values()):
        return
    parameters = set(several(where["parameter"])) if "parameter" in where else set()
    for parameter in sorted(map(str, parameters)):
        rows = {_key(row): row for row in book.rows("rates") if row["parameter"] == parameter}
        for key, general in _copies(rows, named).items():
            copy = dict(zip(_COLUMNS, key, strict=True))
            book.add("rates", general | copy | {"notes": f"copied for a scenario from {' '.join(_key(general))}"})


def _named(book: Book, where: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Give the values of key columns that a change names, as the table writes them."""
    found: dict[str, tuple[str, ...]] = {}
    modes = {row["mode"] for row in book.rows("rates")}
    for column in _COLUMNS:
        asked = where.get("class") if column == "service" and "class" in where else where.get(column)
        if asked is None:
            continue
        values = []
        for item in several(asked):
            if item == "*":
                values.append(item)
            elif column == "country":
                values.append(country_of(book.core, item))
            elif column == "shipment":
                values.append(str(shipment_named(item)))
            elif column == "mode":
                values.append(item if item in modes else str(mode_named(item)))
            else:
                values.append(item)
        found[column] = tuple(values)
    return found


def _key(row: Row) -> _Key:
    return (row["mode"], row["country"], row["shipment"], row["service"] or "*")


def _in_force(rows: Mapping[_Key, Any], key: _Key) -> _Key | None:
    """Find the key of the row that holds for a case: the most specific, as `corridors.charges.rates` looks it up."""
    order = product(*(dict.fromkeys((value, "*")) for value in key))
    return next((candidate for candidate in order if candidate in rows), None)


def _copies(rows: Mapping[_Key, Row], named: Mapping[str, tuple[str, ...]]) -> dict[_Key, Row]:
    """Give the rows to be copied by the key that each copy gets."""
    values = [
        named.get(column) or tuple({"*"} | {key[number] for key in rows}) for number, column in enumerate(_COLUMNS)
    ]
    wanted: dict[_Key, _Key] = {}
    for case in product(*values):
        general = _in_force(rows, case)
        if general is not None:
            wanted[case] = general
    copies: dict[_Key, _Key] = {}
    for case, general in wanted.items():
        narrow = tuple(case[number] if column in named else general[number] for number, column in enumerate(_COLUMNS))
        if narrow not in rows:
            copies[narrow] = general
    # a copy may come before what held for a case with more said of it; such cases get a row of their own
    for case, general in wanted.items():
        whole: dict[_Key, Any] = {**rows, **copies}
        held = _in_force(whole, case)
        if held is not None and copies.get(held, held) != general:
            copies[case] = general
    return {key: rows[general] for key, general in copies.items()}
