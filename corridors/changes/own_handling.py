"""Rows of handling of their own for what a change names and the tables know only in general.

As with rates (`corridors.changes.own_rates`): each case that is meant is looked up, and where a more general row holds
for it, that row is copied with the place, countries, mode, shipment or class that the change names. Time, price and
capacity are looked up each by itself, so a copy holds only the one that it is made for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

from corridors.changes.book import Book
from corridors.changes.where import Rule, border_pair, country_of, place_of, several
from corridors.charges.handling import HandlingTable
from corridors.charges.model import MODES, SHIPMENTS
from corridors.charges.services import SERVICE_CLASSES
from corridors.tables.reading import Row
from corridors.world.spelling import mode_named, shipment_named

__all__ = ["own_handling"]

_FIGURES = {
    "time": ("time_h_low", "time_h", "time_h_high", "time_grade", "time_source"),
    "cost": ("cost_usd_low", "cost_usd", "cost_usd_high", "cost_grade", "cost_source"),
    "capacity": ("capacity_mt_per_year", "capacity_grade", "capacity_source"),
}
_EXACT = ("mode_from", "mode_to", "gauge_from", "gauge_to", "country_from", "country_to")
_BY_MODE = ("loading", "unloading", "vessel_wait", "hand_in", "collection")
_GAUGES = (1520, 1435, 1676)


class _Case(NamedTuple):
    """What is looked up, and the cells that a copy for it gets."""

    query: Mapping[str, Any]
    narrow: Mapping[str, Any]


class _Named(NamedTuple):
    """What a change names, as the table writes it."""

    place: tuple[str, ...]
    country: tuple[str, ...]
    border: frozenset[str]
    mode: tuple[str, ...]
    shipment: tuple[str, ...]
    service: tuple[str, ...]
    exact: Mapping[str, tuple[Any, ...]]
    operation: tuple[str, ...]

    @property
    def narrows(self) -> bool:
        """Whether it names anything of which a more general row might know."""
        return any((self.place, self.country, self.border, self.mode, self.shipment, self.service, self.exact))


def own_handling(book: Book, where: Mapping[str, Any], rules: list[Rule], columns: set[str]) -> None:
    """Add to a book the rows of handling that a change of some columns needs."""
    figures = [name for name, cells in _FIGURES.items() if columns.intersection(cells)]
    named = _named(book, where)
    if not figures or not named.narrows:
        return
    for operation in named.operation or sorted({row["operation"] for row in book.rows("handling")}):
        rows = [row for row in book.rows("handling") if row["operation"] == operation]
        cases = list(_crossings(book, named) if operation == "border" else _works(book, named, operation, rows))
        for figure in figures:
            for copy in _copies(operation, figure, rows, cases, lambda row: all(rule(row) for rule in rules)):
                book.add("handling", copy)


def _named(book: Book, where: Mapping[str, Any]) -> _Named:
    def told(key: str, meant: Callable[[Any], Any]) -> tuple[Any, ...]:
        return tuple(meant(item) for item in several(where[key])) if where.get(key) is not None else ()

    core = book.core
    fields = book.fields("handling")
    exact = {
        key: tuple(fields[key].parse(str(item)) for item in several(where[key])) for key in _EXACT if where.get(key)
    }
    return _Named(
        place=told("place", lambda item: place_of(core, item)),
        country=told("country", lambda item: country_of(core, item)),
        border=border_pair(core, where["border"]) if where.get("border") else frozenset(),
        mode=told("mode", lambda item: mode_named(item) or item),
        shipment=told("shipment", shipment_named),
        service=told("class" if "class" in where else "service", str),
        exact=exact,
        operation=told("operation", str),
    )


def _hows(named: _Named) -> Iterator[tuple[str, str]]:
    yield from product(named.shipment or SHIPMENTS, named.service or SERVICE_CLASSES)


def _narrowed(named: _Named, **cells: Any) -> dict[str, Any]:
    """Give the cells of a copy: of a case only what the change names."""
    kept = {key for key in ("shipment", "service", "mode") if getattr(named, key)}
    return {key: value for key, value in cells.items() if key in kept or key in named.exact}


def _crossings(book: Book, named: _Named) -> Iterator[_Case]:
    """Give the crossings of borders that are meant, each as it is looked up: by its two places, one way."""
    core = book.core
    for link in core.links:
        ends = core.places[link.start], core.places[link.end]
        pair = frozenset(place.country for place in ends)
        if len(pair) < 2 or (named.border and pair != named.border):
            continue
        if named.mode and link.mode not in named.mode:
            continue
        if (named.country and pair.isdisjoint(named.country)) or (
            named.place and not {place.id for place in ends} & set(named.place)
        ):
            continue
        for start, end in (ends, ends[::-1]):
            countries = {"country_from": start.country, "country_to": end.country}
            if any(countries[key] not in named.exact[key] for key in countries if key in named.exact):
                continue
            here: dict[str, Any] = {}
            if named.place:
                here["place"] = next(place.id for place in ends if place.id in named.place)
            if named.country or named.border:
                here |= countries
            for shipment, service in _hows(named):
                cells = {"mode": link.mode, "shipment": shipment, "service": service, **countries}
                query = {"place": (start.id, end.id), "country": end.country, **cells}
                yield _Case(query, here | _narrowed(named, **cells))


def _works(book: Book, named: _Named, operation: str, rows: list[Row]) -> Iterator[_Case]:
    """Give the cases of what is done at places that are meant."""
    if named.border or "country_from" in named.exact or "country_to" in named.exact:
        return
    for (place, country, here), work in product(_places(book, named, rows), _kinds(named, operation)):
        for shipment, service in _hows(named):
            cells = {**work, "shipment": shipment, "service": service}
            narrow = here | _narrowed(named, **cells)
            if named.mode and "mode_from" in work:
                narrow |= {key: work[key] for key in ("mode_from", "mode_to")}
            yield _Case({"place": place, "country": country, **cells}, narrow)


def _places(book: Book, named: _Named, rows: list[Row]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give the places that are meant, those that no row names once a country, and what a copy says of where."""
    core = book.core
    country_at = {place.id: place.country for place in core.places}
    if named.place:
        for name in named.place:
            if not named.country or country_at[name] in named.country:
                yield name, country_at[name], {"place": name}
        return
    countries = named.country or ("", *sorted({row["country"] for row in rows if row["country"]}))
    for name in sorted({row["place"] for row in rows if row["place"]}):
        if not named.country or country_at[name] in named.country:
            yield name, country_at[name], {"country": country_at[name]} if named.country else {}
    for country in countries:
        yield "", country, {"country": country} if named.country else {}


def _kinds(named: _Named, operation: str) -> Iterator[dict[str, Any]]:
    """Give what can be done in an operation, of what is meant."""
    if operation in _BY_MODE:
        works: list[dict[str, Any]] = [{"mode": mode} for mode in MODES]
    elif operation == "transhipment":
        works = [{"mode_from": before, "mode_to": after} for before, after in product(MODES, repeat=2)]
    else:
        pairs = ((before, after) for before, after in product(_GAUGES, repeat=2) if before != after)
        works = [{"mode": "rail", "gauge_from": before, "gauge_to": after} for before, after in pairs]
    for work in works:
        modes = {work.get(key) for key in ("mode", "mode_from", "mode_to")}
        if named.mode and modes.isdisjoint(named.mode):
            continue
        if all(work.get(key) in values for key, values in named.exact.items()):
            yield work


def _copies(operation: str, figure: str, rows: list[Row], cases: list[_Case], meant: Rule) -> list[Row]:
    """Give the copies that are needed so that every case has a row of its own that holds what held before."""
    table = HandlingTable(rows)
    copies: dict[str, tuple[Row, Row]] = {}
    wanted: list[tuple[_Case, Row]] = []
    for case in cases:
        general = _found(table, operation, figure, case)
        if general is None:
            continue
        wanted.append((case, general))
        if not meant(general):
            _copy(copies, figure, general, case.narrow)
    if not copies:
        return []
    told = HandlingTable([*rows, *(copy for copy, _ in copies.values())])
    origin = {copy["id"]: general for copy, general in copies.values()}
    for case, general in wanted:
        held = _found(told, operation, figure, case)
        if held is not None and origin.get(held["id"], held)["id"] != general["id"]:
            cells = {key: value for key, value in case.query.items() if key not in ("place", "country") and value}
            place = case.query["place"]
            where = dict(case.narrow) | ({"place": place} if isinstance(place, str) and place else {})
            if isinstance(place, tuple):
                where = where | {"place": place[1]} if "place" not in where else where
            _copy(copies, figure, general, where | cells)
    return [copy for copy, _ in copies.values()]


def _found(table: HandlingTable, operation: str, figure: str, case: _Case) -> Row | None:
    row: Row | None = getattr(table.find(operation, **case.query), figure)
    return row


def _copy(copies: dict[str, tuple[Row, Row]], figure: str, general: Row, narrow: Mapping[str, Any]) -> None:
    """Note a copy of one figure of a row, with some cells filled."""
    words = "-".join(str(value).lower() for value in narrow.values())
    name = f"{general['id']}@{words}-{figure}"
    if name not in copies:
        blank = {cell: () if cell.endswith("source") else None for other in _FIGURES.values() for cell in other}
        own = {cell: general[cell] for cell in _FIGURES[figure]}
        notes = {"notes": f"copied for a scenario from {general['id']}"}
        copies[name] = general | blank | dict(narrow) | own | {"id": name} | notes, general
