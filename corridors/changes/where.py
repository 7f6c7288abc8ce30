"""Which rows a change means: by their columns, or by rule over what they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from corridors.changes.book import Book
from corridors.charges.model import MODES, SHIPMENTS
from corridors.charges.services import SERVICE_CLASSES
from corridors.errors import CorridorsError
from corridors.tables.reading import Row
from corridors.world.core import Branch, Core
from corridors.world.spelling import close_to, mode_named, shipment_named

__all__ = ["About", "Rule", "rule_of", "several"]

#: Whether a row is meant.
Rule = Callable[[Row], bool]


def several(value: Any) -> tuple[Any, ...]:
    """Give one value or several as a tuple."""
    return value if isinstance(value, tuple) else (value,)


class About:
    """What the rows of a table are about: places, countries, links, modes."""

    def __init__(self, book: Book, table: str) -> None:
        self.core: Core = book.core
        self.book = book
        self.table = table
        self.columns = book.fields(table)

    def links(self, row: Row) -> Iterable[str]:
        """Ids of the links that a row names."""
        if self.table == "links":
            return (row["id"],)
        found: Iterable[str] = row["links"] if "links" in row else (row["link"],) if "link" in row else ()
        return found

    def places(self, row: Row) -> set[str]:
        """Ids of the places that a row names, and of the ends of its links."""
        named = {row[c] for c in ("from", "to", "origin", "destination", "place") if row.get(c)}
        if self.table == "places":
            named.add(row["id"])
        for column in ("calls", "places"):
            named |= set(row.get(column) or ())
        if self.table in ("events", "risks", "projects", "branches", "corridor_links"):
            named |= {place for link in self.links(row) for place in self._ends(link)}
        return named

    def _ends(self, link: str) -> tuple[str, ...]:
        index = self.core.link_index.get(link)
        if index is None:
            return ()
        record = self.core.links[index]
        return self.core.places[record.start].id, self.core.places[record.end].id

    def countries(self, row: Row) -> set[str]:
        """Codes of the countries that a row names or whose places it names."""
        named = {row[c] for c in ("country", "country_from", "country_to") if row.get(c)}
        named |= set(row.get("countries") or ())
        index, places = self.core.place_index, self.core.places
        return named | {places[index[p]].country for p in self.places(row) if p in index}

    def modes(self, row: Row) -> set[str]:
        """Modes that a row names, or in which its links are."""
        named = {row[c] for c in ("mode", "mode_from", "mode_to") if row.get(c)} | set(row.get("modes") or ())
        if self.table in ("projects", "branches", "corridor_links"):
            index, links = self.core.link_index, self.core.links
            named |= {links[index[link]].mode for link in self.links(row) if link in index}
        return named

    def borders(self, row: Row) -> set[frozenset[str]]:
        """Pairs of countries whose border a row is about."""
        if self.table == "handling":
            return {frozenset((row["country_from"], row["country_to"]))} if row["operation"] == "border" else set()
        if self.table == "links":
            index, places = self.core.place_index, self.core.places
            ends = [places[index[row[end]]].country for end in ("from", "to") if row[end] in index]
            return {frozenset(ends)}
        index_of, links, places = self.core.link_index, self.core.links, self.core.places
        return {
            frozenset((places[links[index_of[k]].start].country, places[links[index_of[k]].end].country))
            for k in self.links(row)
            if k in index_of
        }


def rule_of(book: Book, table: str, where: Mapping[str, Any], found: Callable[[str, str], None]) -> list[Rule]:
    """Turn the ``where`` of a change into rules, each of which a row has to keep.

    Parameters
    ----------
    book, table
        The rows.
    where
        Values by column or rule.
    found
        Called with the key and the problem where a value means nothing.
    """
    about = About(book, table)
    rules = []
    for key, value in where.items():
        if key == "gateways":
            if "corridor" not in where or not isinstance(value, bool):
                found(key, f"gateways = {value!r}; give true or false beside a corridor")
            continue
        make = _RULES.get(key, _column)
        try:
            rules.append(make(about, key, value, where))
        except (ValueError, CorridorsError) as error:
            found(key, str(error))
    return rules


def _column(about: About, key: str, value: Any, _where: Mapping[str, Any]) -> Rule:
    """Choose rows by a column: one of some values, or one of them in its list."""
    field = about.columns.get(key)
    if field is None:
        msg = f"{about.table} have no column and no rule {key!r}{close_to(key, (*about.columns, *_RULES))}"
        raise ValueError(msg)
    wanted: set[Any] = set()
    for item in several(value):
        if item is None:
            wanted.add(None)
        elif field.type == "list":
            wanted.add(str(item))
        else:
            wanted.add(field.parse(str(int(item)) if isinstance(item, float) and item.is_integer() else str(item)))
    if field.type == "list":
        return lambda row: bool(wanted.intersection(row[key])) or (None in wanted and not row[key])
    rows = about.book.rows(about.table)
    if rows and field.type == "string" and not any(row[key] in wanted for row in rows):
        known = {str(row[key]) for row in rows if row[key] is not None}
        words = ", ".join(map(repr, several(value)))
        msg = f"no row of {about.table} has {key} = {words}{close_to(str(several(value)[0]), known)}"
        raise ValueError(msg)
    return lambda row: row[key] in wanted


def _id(about: About, _key: str, value: Any, _where: Mapping[str, Any]) -> Rule:
    if "id" not in about.columns:
        msg = f"{about.table} have no ids; choose rows by {', '.join(list(about.columns)[:5])}"
        raise ValueError(msg)
    if about.table == "links" and not about.book.added("links"):
        known: Any = about.core.link_index
    else:
        known = {row["id"] for row in about.book.rows(about.table)}
    unknown = [item for item in several(value) if item not in known]
    if unknown:
        names = ", ".join(map(repr, unknown))
        hint = close_to(unknown[0], known)
        more = "; `network.links` lists them" if about.table == "links" else ""
        msg = f"no {about.table.removesuffix('s')} {names}{hint}{more}"
        raise ValueError(msg)
    wanted = frozenset(several(value))
    return lambda row: row["id"] in wanted


def _mode(about: About, _key: str, value: Any, _where: Mapping[str, Any]) -> Rule:
    wanted = set()
    known = {row["mode"] for row in about.book.rows("rates")} if about.table == "rates" else set(MODES)
    for item in several(value):
        meant = item if item in known else mode_named(item) if isinstance(item, str) else None
        if meant is None:
            msg = f"{item!r} is no mode{close_to(item, known)}; give one of {', '.join(sorted(known - {'*'}))}"
            raise ValueError(msg)
        wanted.add(meant)
    return lambda row: not wanted.isdisjoint(about.modes(row))


def country_of(core: Core, item: Any) -> str:
    """Give the code of a country by code or name, or raise ValueError with what may have been meant."""
    code = core.country_code(item) if isinstance(item, str) else None
    if code is None:
        names = [name for row in core.tables["countries"] for name in (row["name"].casefold(), row["id"].casefold())]
        msg = f"{item!r} is no country{close_to(item, names)}; give an ISO code or a name"
        raise ValueError(msg)
    return code


def _country(about: About, _key: str, value: Any, _where: Mapping[str, Any]) -> Rule:
    general = {"*"} if about.table == "rates" else set()
    wanted = {item if item in general else country_of(about.core, item) for item in several(value)}
    return lambda row: not wanted.isdisjoint(about.countries(row))


def place_of(core: Core, item: Any) -> str:
    """Give the id of a place by id or name."""
    return item if item in core.place_index else core.gazetteer.find(item)[0].id


def _place(about: About, _key: str, value: Any, _where: Mapping[str, Any]) -> Rule:
    wanted = {place_of(about.core, item) for item in several(value)}
    return lambda row: not wanted.isdisjoint(about.places(row))


def _corridor(about: About, _key: str, value: Any, where: Mapping[str, Any]) -> Rule:
    core = about.core
    links: set[int] = set()
    ids = set()
    for item in several(value):
        corridor = core.corridor(item) if isinstance(item, str) else None
        if corridor is None:
            known = [row["id"] for row in core.tables["corridors"]] + list(core.branches)
            msg = f"{item!r} is no corridor{close_to(item, known)}; there are {', '.join(known) or 'none'}"
            raise ValueError(msg)
        ids.add(corridor.id)
        if isinstance(corridor, Branch):
            links |= corridor.crossed
        elif where.get("gateways") is True:
            links |= set().union(*corridor.gateways)
        else:
            links |= corridor.links
    if about.table == "corridors":
        return lambda row: row["id"] in ids
    if "corridor" in about.columns:
        return lambda row: row["corridor"] in ids
    if about.table in ("handling", "places"):
        ends = {core.places[end].id for i in links for end in (core.links[i].start, core.links[i].end)}
        return lambda row: not ends.isdisjoint(about.places(row))
    names = {core.links[index].id for index in links}
    return lambda row: not names.isdisjoint(about.links(row))


def _border(about: About, _key: str, value: Any, _where: Mapping[str, Any]) -> Rule:
    pair = border_pair(about.core, value)
    return lambda row: pair in about.borders(row)


def border_pair(core: Core, value: Any) -> frozenset[str]:
    """Give a pair of countries written as two names or as ``AF-PK``."""
    names = value.split("-") if isinstance(value, str) else several(value)
    if len(names) != 2:
        msg = f'border = {value!r}; give a pair of countries, such as ["AF", "PK"]'
        raise ValueError(msg)
    pair = frozenset(country_of(core, name) for name in names)
    if len(pair) != 2:
        msg = f"border = {value!r} names one country twice; give two"
        raise ValueError(msg)
    return pair


def _shipment(about: About, _key: str, value: Any, _where: Mapping[str, Any]) -> Rule:
    wanted = set()
    for item in several(value):
        meant = item if item == "*" and about.table == "rates" else shipment_named(item)
        if meant is None:
            msg = f"{item!r} is no shipment{close_to(item, SHIPMENTS)}; give one of {', '.join(SHIPMENTS)}"
            raise ValueError(msg)
        wanted.add(meant)
    if "shipment" in about.columns:
        return lambda row: row["shipment"] in wanted
    # what names no shipment takes them all
    return lambda row: not row.get("shipments") or not wanted.isdisjoint(row["shipments"])


def _service(about: About, _key: str, value: Any, _where: Mapping[str, Any]) -> Rule:
    ids = [row["id"] for row in about.book.rows("services")]
    known = set(SERVICE_CLASSES) | {"*"} if "service" in about.columns else set(SERVICE_CLASSES) | set(ids)
    for item in several(value):
        if item not in known:
            msg = f"{item!r} is no service{close_to(item, known)}; give one of {', '.join(SERVICE_CLASSES)}"
            msg += "" if "service" in about.columns else ", or the id of a service"
            raise ValueError(msg)
    wanted = set(several(value))
    if "service" in about.columns:
        return lambda row: row["service"] in wanted
    if about.table == "services":
        return lambda row: row["id"] in wanted
    if "services" in about.columns:
        return lambda row: not wanted.isdisjoint(row["services"])
    ridden = {link for row in about.book.rows("services") if row["id"] in wanted for link in row["links"]}
    return lambda row: not ridden.isdisjoint(about.links(row))


_RULES: Mapping[str, Callable[[About, str, Any, Mapping[str, Any]], Rule]] = {
    "id": _id,
    "mode": _mode,
    "country": _country,
    "place": _place,
    "corridor": _corridor,
    "border": _border,
    "shipment": _shipment,
    "service": _service,
    "class": _service,
}
