"""The unchanging heart of a network: records, names and corridors of one set of tables.

Views of the same network on other dates, or with something shut, share one core, so what is made of it is made
once.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from corridors.charges.handling import HandlingTable
from corridors.charges.levels import Levels, Money
from corridors.charges.model import Place, link_from_row, place_from_row
from corridors.charges.rates import Rates
from corridors.charges.services import Service, services_from_rows
from corridors.gate.fixed import FixedRow
from corridors.tables.reading import Row, Tables
from corridors.world.corridor_names import corridor_names
from corridors.world.gazetteer import Gazetteer
from corridors.world.names import normalise
from corridors.world.projects import by_target

__all__ = ["Branch", "Core", "Corridor"]


@dataclass(frozen=True, slots=True)
class Corridor:
    """A named set of links; a route uses it when it crosses a link of every gateway group."""

    id: str
    name: str
    links: frozenset[int]
    gateways: tuple[frozenset[int], ...]
    row: Row

    def used_by(self, links: frozenset[int]) -> bool:
        """Whether a route over these links uses the corridor."""
        return all(group & links for group in self.gateways)


@dataclass(frozen=True, slots=True)
class Branch(Corridor):
    """One of the ways that a corridor takes: its gateways, and a link of the branch as well."""

    corridor: str
    words: str  # such as "by Kuryk"
    crossed: frozenset[int]  # one of these must be crossed


class Core:
    """Checked tables turned into records, with what has been made of them so far."""

    def __init__(self, tables: Tables) -> None:
        if not tables.checked:
            from corridors.tables.checks import check_tables

            tables = check_tables(tables)
        self.tables = tables
        self.places = tuple(place_from_row(i, row) for i, row in enumerate(tables["places"]))
        self.place_index = {place.id: place.index for place in self.places}
        self.links = tuple(link_from_row(i, row, self.place_index) for i, row in enumerate(tables["links"]))
        self.join_links()
        self.rates = Rates(tables["rates"])
        #: What later rooms make of these tables once and keep: graphs, by what they are for.
        self.made: dict[Hashable, Any] = {}
        #: The core that this one was made of by changing rows, which rows differ, and in which columns (None: added)
        self.base: Core | None = None
        self.touched: Mapping[str, frozenset[int]] = {}
        self.columns: Mapping[str, frozenset[str] | None] = {}
        #: Whether links and services lead where those of the base do.
        self.same_shape = True

    def join_links(self) -> None:
        """Note the links by id and at their places."""
        self.link_index = {link.id: link.index for link in self.links}
        self.links_at: list[list[int]] = [[] for _ in self.places]
        for link in self.links:
            self.links_at[link.start].append(link.index)
            self.links_at[link.end].append(link.index)

    def derived(
        self, rows: Mapping[str, Sequence[Row]], touched: Mapping[str, Collection[int]], *, checked: bool = False
    ) -> Core:
        """Give the core of the same tables with some rows changed or added; it shares all that did not change.

        It equals a core made afresh of these tables, its routing graphs as well, which are made of those of this one:
        only arcs that a touched row can concern are priced again.

        Parameters
        ----------
        rows
            All rows of the tables that were changed, in their order, those added at the end; none may be missing.
        touched
            Positions of the rows that were changed or added, by table.
        checked
            Whether it is known that all still hold together.

        Raises
        ------
        DataError
            Rows are missing, or the changed tables do not hold together.

        Examples
        --------
        >>> from corridors.tables.reading import read_tables
        >>> core = Core(read_tables())
        >>> links = list(core.tables["links"])
        >>> links[0] = links[0] | {"length_km": links[0]["length_km"] + 1}
        >>> changed = core.derived({"links": links}, {"links": [0]})
        >>> changed.links[0].length_km - core.links[0].length_km, changed.links[1] is core.links[1]
        (1.0, True)
        """
        from corridors.world.deriving import derived_core

        return derived_core(self, rows, touched, checked=checked)

    def derives_from(self, other: Core) -> bool:
        """Whether this is another core or made of it by changing figures: links and services lead where they did."""
        return self is other or (self.base is other and self.same_shape)

    def keeps(self, table: str, columns: Iterable[str]) -> bool:
        """Whether no cell of some columns of a table differs from the base, and no row was added."""
        changed = self.columns.get(table, frozenset())
        return changed is not None and self.same_shape and changed.isdisjoint(columns)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Names of the places."""
        return Gazetteer(self.places, self.country_code, self.other_kind)

    def place_called(self, name: str) -> Place | None:
        """Find a place by its id, or by its one name, exactly as written: before any other reading of a word."""
        if name in self.place_index:
            return self.places[self.place_index[name]]
        found = self._exact_names.get(name)
        return None if found is None else self.places[found]

    @cached_property
    def _exact_names(self) -> dict[str, int | None]:
        """Places by name; None where several are called so."""
        names: dict[str, int | None] = {}
        for place in self.places:
            names[place.name] = None if place.name in names else place.index
        return names

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """Trains and vessels with departures of their own."""
        return services_from_rows(self.tables["services"], self.link_index)

    @cached_property
    def levels(self) -> Levels:
        """Price levels by market and date."""
        found = (self.rates.get(name, "sea") for name in ("follows_out_of_asia", "follows_elsewhere"))
        out_of_asia, elsewhere = (1.0 if rate is None else rate.central for rate in found)
        return Levels(self.tables["levels"], (out_of_asia, elsewhere))

    @cached_property
    def money(self) -> Money:
        """What a dollar of a year is worth."""
        return Money.of(self.tables["deflator"])

    @cached_property
    def projects(self) -> dict[tuple[str, str], list[Row]]:
        """Projects that change a capacity, by link or by place and operation."""
        return by_target(self.tables["projects"])

    @cached_property
    def handling(self) -> HandlingTable:
        """Look-up of handling rows."""
        return HandlingTable(self.tables["handling"])

    @cached_property
    def corridors(self) -> tuple[Corridor, ...]:
        """Named corridors in the order of the table."""
        members: dict[str, dict[int | None, set[int]]] = {}
        for row in self.tables["corridor_links"]:
            groups = members.setdefault(row["corridor"], {})
            groups.setdefault(row["gateway"], set()).add(self.link_index[row["link"]])
        return tuple(
            Corridor(
                id=row["id"],
                name=row["name"],
                links=frozenset().union(*members[row["id"]].values()),
                gateways=tuple(
                    frozenset(members[row["id"]][group])
                    for group in sorted(g for g in members[row["id"]] if g is not None)
                ),
                row=FixedRow(row),
            )
            for row in self.tables["corridors"]
        )

    @cached_property
    def branches(self) -> dict[str, Branch]:
        """Branches of corridors by corridor and id, such as ``middle-corridor/kuryk``, in the order of the table."""
        corridors = {corridor.id: corridor for corridor in self.corridors}
        found = {}
        for row in self.tables["branches"]:
            corridor, links = corridors[row["corridor"]], frozenset(self.link_index[name] for name in row["links"])
            key = f"{corridor.id}/{row['id']}"
            found[key] = Branch(
                id=key,
                name=f"{corridor.name} {row['name']}",
                links=corridor.links,
                gateways=(*corridor.gateways, links),
                row=corridor.row,
                corridor=corridor.id,
                words=row["name"],
                crossed=links,
            )
        return found

    def corridor(self, name: str, *, exactly: bool = False) -> Corridor | None:
        """Find a corridor by id or name, or a branch by both ids (``middle-corridor/kuryk``).

        Unless `exactly`, also by what else people call it, such as TITR.
        """
        if name in self.branches:
            return self.branches[name]
        wanted = normalise(name)
        for corridor in self.corridors:
            if wanted in (normalise(corridor.id), normalise(corridor.name)):
                return corridor
        index = None if exactly else self._corridor_names.get(wanted)
        return next((corridor for corridor in self.corridors if corridor.id == index), None)

    @cached_property
    def _corridor_names(self) -> dict[str, str]:
        return corridor_names(self.tables["corridors"])

    def event(self, name: str) -> Row | None:
        """Find an event by id or name; None where several are called so."""
        wanted = normalise(name)
        found = [row for row in self.tables["events"] if name == row["id"]]
        found = found or [row for row in self.tables["events"] if wanted in map(normalise, (row["id"], row["name"]))]
        return found[0] if len(found) == 1 else None

    def other_kind(self, name: str) -> str | None:
        """Say of what is no place what it is."""
        event = self.event(name)
        if event is not None:
            return f"an event: give it to avoid, or lift {event['id']!r} in a scenario"
        corridor = self.corridor(name)
        if corridor is not None:
            return f"a corridor: give it as corridor={corridor.id!r}"
        return "a link: give one of its places" if name in self.link_index else None

    @cached_property
    def _countries(self) -> dict[str, str]:
        names = {}
        for row in self.tables["countries"]:
            for text in (row["name"], row["name_ru"], row["name_uz"], *row["aliases"]):
                if text:
                    names[normalise(text)] = row["id"]
        return names

    @cached_property
    def _country_names(self) -> dict[str, str]:
        return {row["id"]: row["name"] for row in self.tables["countries"]}

    def country_code(self, name: str) -> str | None:
        """ISO code of a country given by code or name; None if there is none."""
        if name.strip().upper() in self._country_names and len(name.strip()) == 2:
            return name.strip().upper()
        return self._countries.get(normalise(name))

    def country_name(self, code: str) -> str:
        """Short English name of a country."""
        return self._country_names.get(code, code)

    @cached_property
    def link_units(self) -> dict[str, str]:
        """Units of the columns of links, where they have one."""
        return {field.name: field.unit for field in self.tables.package.schemas["links"].fields if field.unit}

    @cached_property
    def sources(self) -> dict[str, Row]:
        """Sources by id."""
        return {row["id"]: FixedRow(row) for row in self.tables["sources"]}
