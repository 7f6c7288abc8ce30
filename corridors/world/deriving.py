"""Cores made of others: of what some rows of the tables were changed, all else is shared.

A scenario changes a cell or a hundred of the many thousands of the tables. What rests on no changed table is taken over
as it is, what rests on a changed one is made anew, records one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from corridors.charges.model import link_from_row
from corridors.errors import DataError
from corridors.tables.reading import Row
from corridors.tables.recheck import changed_columns, check_changed

if TYPE_CHECKING:
    from corridors.world.core import Core

__all__ = ["derived_core"]

#: What a core makes once, and the tables that it is made of; links here means how they lead, not what they take.
_MADE_OF: Mapping[str, tuple[str, ...]] = {
    "services": ("services",),
    "levels": ("levels", "rates"),
    "money": ("deflator",),
    "projects": ("projects",),
    "corridors": ("corridors", "corridor_links"),
    "branches": ("branches", "corridors", "corridor_links"),
    "_corridor_names": ("corridors",),
    "_countries": ("countries",),
    "_country_names": ("countries",),
    "link_units": (),
    "sources": ("sources",),
}

#: Tables that names are looked up in; after a change of these everything is made anew.
_NAMES = frozenset({"places", "countries"})

#: Cells of links and services by which the routing graph hangs together; and which change no price.
_SHAPE = {
    "links": frozenset({"id", "from", "to", "mode", "gauge_mm", "direction"}),
    "services": frozenset(
        {"id", "name", "mode", "origin", "destination", "calls", "links", "shipments", "carries", "lane", "direction"}
    ),
}

#: Things made of the tables for later rooms that are of places alone, by the first word of their name.
_OF_PLACES = ("from home",)


def derived_core(core: Core, rows: Mapping[str, Sequence[Row]], touched: Mapping[str, Collection[int]]) -> Core:
    """Make the core that `Core.derived` describes."""
    base = core.base if core.base is not None and core.same_shape else core
    given = {table: tuple(found) for table, found in rows.items()}
    tables = core.tables.replaced(**given)
    differing = _differing(core, base, given, touched)
    check_changed(tables, base.tables, differing)
    kind = type(core)
    if not _NAMES.isdisjoint(differing):
        return kind(tables.as_checked())
    columns = {table: changed_columns(tables, base.tables, table, positions) for table, positions in differing.items()}
    new = kind.__new__(kind)
    new.tables = tables.as_checked()
    new.base = base
    new.touched = differing
    new.columns = columns
    new.same_shape = all(
        table not in columns or (columns[table] is not None and shape.isdisjoint(columns[table] or ()))
        for table, shape in _SHAPE.items()
    )
    new.places, new.place_index = base.places, base.place_index
    _take_links(new, base)
    _take_look_ups(new, base)
    new.made = {key: base.made[key] for key in base.made if key in _OF_PLACES}
    return new


def _differing(
    core: Core, base: Core, given: Mapping[str, tuple[Row, ...]], touched: Mapping[str, Collection[int]]
) -> dict[str, frozenset[int]]:
    """Give the positions of the rows that differ from those of the base, by table, of this change and earlier ones."""
    found: dict[str, frozenset[int]] = {}
    earlier: Mapping[str, frozenset[int]] = core.touched if base is not core else {}
    for table in (*earlier, *(name for name in given if name not in earlier)):
        old, now = base.tables[table], given.get(table, core.tables[table])
        positions = {*earlier.get(table, ()), *touched.get(table, ()), *range(len(old), len(now))}
        if len(now) < len(core.tables[table]) or any(not 0 <= position < len(now) for position in positions):
            raise DataError(
                [
                    f"{table}: {len(now)} rows instead of at least {len(core.tables[table])}, or a position outside "
                    "them; keep every row, and add new ones at the end"
                ]
            )
        differ = frozenset(p for p in positions if p >= len(old) or old[p] != now[p])
        if differ:
            found[table] = differ
    return found


def _take_links(new: Core, base: Core) -> None:
    """Make the records of links that differ, and share the others."""
    touched, rows = new.touched.get("links", frozenset()), new.tables["links"]
    if not touched:
        new.links, new.link_index, new.links_at = base.links, base.link_index, base.links_at
        return
    links = list(base.links)
    for index in sorted(touched):
        link = link_from_row(index, rows[index], new.place_index)
        links[index : index + 1] = [link]
    new.links = tuple(links)
    if new.same_shape:
        new.link_index, new.links_at = base.link_index, base.links_at
    else:
        new.join_links()


def _take_look_ups(new: Core, base: Core) -> None:
    """Share what is made of tables that were not changed; what is made of the others is made when it is asked for."""
    touched = new.touched
    leads = "links" in touched and not new.same_shape
    made = vars(new)
    for name, tables in _MADE_OF.items():
        joined = leads and name in ("services", "corridors", "branches")
        if not joined and touched.keys().isdisjoint(tables):
            made[name] = getattr(base, name)
    made["handling"] = base.handling.changed(
        new.tables["handling"], base.tables["handling"], touched.get("handling", frozenset())
    )
    new.rates = base.rates.changed(new.tables["rates"], base.tables["rates"], touched.get("rates", frozenset()))
    named = not touched.keys().isdisjoint(("events", "corridors")) or leads
    made["gazetteer"] = base.gazetteer.beside(new.other_kind) if named else base.gazetteer
