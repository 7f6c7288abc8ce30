"""Handling rows: which one holds for a loading, a transhipment, a gauge change or a border."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from corridors.charges.charge import NOTHING, Figure, figures_of
from corridors.kernels.adding import total_of
from corridors.tables.reading import Row

__all__ = ["CASE", "DESCRIBED", "Handling", "HandlingTable"]

#: What describes a case besides its place.
CASE = ("shipment", "service", "mode", "mode_from", "mode_to", "gauge_from", "gauge_to")

#: How much a filled cell counts when rows compete: the place first, then countries, then the class of
#: service, then the shipment.
_WEIGHTS = {
    "place": 128,
    "country_from": 32,
    "country_to": 32,
    "country": 32,
    "shipment": 8,
    "service": 16,
    "mode": 4,
    "mode_from": 4,
    "mode_to": 4,
    "gauge_from": 2,
    "gauge_to": 2,
}


#: Columns that describe for what a row of handling holds, besides its operation.
DESCRIBED = tuple(_WEIGHTS)

#: What tells where a row holds.
_WHERE = ("place", "country", "country_from", "country_to")

#: What else tells most rows of an operation apart.
_HOW = ("mode", "mode_from", "mode_to")

#: And what tells the others apart.
_REST = tuple(column for column in _WEIGHTS if column not in (*_WHERE, *_HOW))

_Entry = tuple[int, int, dict[str, Any], Row]


@dataclass(frozen=True, slots=True)
class Handling:
    """What an operation takes: the rows that hold for its time, its price and its capacity."""

    time: Row | None
    cost: Row | None
    capacity: Row | None
    #: what a charge says of it, from its length to its sources
    figures: tuple[Any, ...] = figures_of(NOTHING, NOTHING)

    @classmethod
    def of(cls, time: Row | None, cost: Row | None, capacity: Row | None) -> Handling:
        """Make it of rows, with their figures."""
        hours, dollars = _cells(time, "time_h", "time"), _cells(cost, "cost_usd", "cost")
        if capacity is None:
            return cls(time, cost, None, figures_of(hours, dollars))
        most = capacity["capacity_mt_per_year"], capacity["capacity_grade"], capacity["capacity_source"]
        return cls(time, cost, capacity, figures_of(hours, dollars, most))


def _cells(row: Row | None, column: str, quantity: str) -> Figure:
    if row is None:
        return NOTHING
    central = row[column]
    low, high = row[f"{column}_low"], row[f"{column}_high"]
    return Figure(
        central if low is None else low,
        central,
        central if high is None else high,
        row[f"{quantity}_grade"],
        row[f"{quantity}_source"],
    )


_NONE = Handling(None, None, None)


class HandlingTable:
    """Look-up of handling; time, price and capacity may come from different rows."""

    def __init__(self, rows: Iterable[Row]) -> None:
        rows = list(rows)
        #: Rows by where and how they hold, each with its score, its number and what else it asks for.
        self._rows: dict[tuple[str | None, ...], dict[tuple[str | None, ...], list[_Entry]]] = {}
        for number, row in enumerate(rows):
            where, how = _slot(row)
            self._rows.setdefault(where, {}).setdefault(how, []).append(_entry(number, row))
        #: Values that some row of an operation names, by column: what no row names tells no case from another.
        self._named: dict[str, dict[str, set[Any]]] = {}
        for row in rows:
            named = self._named.setdefault(row["operation"], {column: set() for column in _WEIGHTS})
            for column in _WEIGHTS:
                if row[column] is not None:
                    named[column].add(row[column])
        self._places: frozenset[Any] = frozenset().union(*(named["place"] for named in self._named.values()))
        self._memo: dict[tuple[Any, ...], Handling] = {}
        self._here: dict[tuple[str, str, str], tuple[str | None, str | None]] = {}
        self._quick: dict[tuple[Any, ...], Handling] = {}

    def changed(self, rows: Sequence[Row], before: Sequence[Row], touched: Collection[int]) -> HandlingTable:
        """Give the look-up of a table of which this was made `before` some of its rows were touched."""
        if not touched:
            return self
        keys = ("operation", *_WEIGHTS)
        if len(rows) != len(before) or any(rows[n][key] != before[n][key] for n in touched for key in keys):
            return HandlingTable(rows)
        other = HandlingTable(())
        other._named, other._here, other._rows = self._named, self._here, dict(self._rows)
        other._places = self._places
        for number in touched:
            where, how = _slot(rows[number])
            here = other._rows[where] = dict(other._rows[where])
            here[how] = [_entry(number, rows[number]) if entry[1] == number else entry for entry in here[how]]
        return other

    def names(self, place: str) -> bool:
        """Whether some row is about this place."""
        return place in self._places

    def at(self, operation: str, place: str, country: str, *case: Any) -> Handling:
        """Do the same as `find` for one place, of which thousands are asked for.

        Parameters
        ----------
        operation, place, country
            What is done, and where.
        *case
            The values of `CASE`, in that order.
        """
        here = self._here.get((operation, place, country))
        if here is None:
            named = self._named.get(operation)
            if named is None:
                return _NONE
            here = (_told(place, named["place"]), _told(country, named["country"]))
            self._here[operation, place, country] = here
        key = (operation, *here, *case)
        found = self._quick.get(key)
        if found is None:
            query = dict(zip(CASE, case, strict=True))
            found = self._quick[key] = self.find(operation, place=place, country=country, **query)
        return found

    def find(self, operation: str, **query: Any) -> Handling:
        """Find the most specific rows whose filled cells all agree with `query`.

        Parameters
        ----------
        operation
            loading, unloading, hand_in, collection, transhipment, gauge_change, vessel_wait or border.
        **query
            Cells that describe the case; the place may be a tuple of alternatives.
        """
        named = self._named.get(operation)
        if named is None:
            return _NONE
        key = (operation, *(_told(value, named[column]) for column, value in query.items()))
        found = self._memo.get(key)
        if found is None:
            told = dict(zip(query, key[1:], strict=True))
            found = self._memo[key] = self._find(operation, told)
        return found

    def _find(self, operation: str, query: Mapping[str, Any]) -> Handling:
        # of the many rows of an operation only those are looked at that are of here or of anywhere, and for this or any
        where = [dict.fromkeys((*_alternatives(query.get(column)), None)) for column in _WHERE]
        how = list(product(*(dict.fromkeys((query.get(column), None)) for column in _HOW)))
        candidates = [
            (score, near, number, row)
            for near, key in enumerate(product((operation,), *where))
            if (here := self._rows.get(key)) is not None
            for case in how
            for score, number, rest, row in here.get(case, ())
            if _agrees(rest, query)
        ]
        candidates.sort(key=lambda candidate: candidate[:3])
        matches = [row for *_, row in candidates]
        return Handling.of(
            time=next((row for row in matches if row["time_h"] is not None), None),
            cost=next((row for row in matches if row["cost_usd"] is not None), None),
            capacity=next((r for r in matches if r["capacity_mt_per_year"] is not None), None),
        )


def _slot(row: Row) -> tuple[tuple[str | None, ...], tuple[str | None, ...]]:
    """Where and how a row holds."""
    return (row["operation"], *(row[c] for c in _WHERE)), tuple(row[c] for c in _HOW)


def _entry(number: int, row: Row) -> _Entry:
    score = total_of(_WEIGHTS[c] for c in _WEIGHTS if row[c] is not None)
    return -score, number, {c: row[c] for c in _REST if row[c] is not None}, row


def _alternatives(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _told(value: Any, named: set[Any]) -> Any:
    """Leave of what is asked what some row names."""
    if isinstance(value, tuple):
        return tuple(item for item in value if item in named) or None
    return value if value in named else None


def _agrees(filled: Mapping[str, Any], query: Mapping[str, Any]) -> bool:
    return all(value == query.get(column) for column, value in filled.items())
