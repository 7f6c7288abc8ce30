"""Putting places, links, services and handling of a user's own beside what stands, and losing nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from corridors.charges.model import place_from_row
from corridors.errors import DataError, OptionError
from corridors.gate.flags import a_flag
from corridors.gate.numbers import a_number
from corridors.gate.quoted import quoted
from corridors.network.conflicts import OnConflict, Settled, check_on_conflict, settle
from corridors.network.joining import Joiner
from corridors.network.own_links import new_links
from corridors.network.own_places import new_places
from corridors.network.own_services import new_handling, new_services
from corridors.tables.checks import find_problems
from corridors.tables.frames import OWN_EDITION
from corridors.tables.given import Given, Hearing, given_rows
from corridors.tables.own import Join, Own, OwnLine
from corridors.tables.reading import Row, Tables
from corridors.tables.schema import Package
from corridors.world.core import Core

__all__ = ["OWN_TABLES", "Asked", "extended", "rebuilt"]

#: Tables that a user may put rows beside, in the order in which they are read.
OWN_TABLES = ("places", "links", "services", "handling")


@dataclass(frozen=True, slots=True)
class Asked:
    """How rows are to be put beside those that stand."""

    owner: str = "me"
    join_within_km: float = 5.0
    on_conflict: OnConflict = "error"
    check_lengths: bool = True

    def __post_init__(self) -> None:
        check_on_conflict(self.on_conflict)
        owner, within = self.owner, self.join_within_km
        if not isinstance(owner, str) or not owner.strip() or any(mark in owner for mark in ";|\n"):
            raise OptionError(
                f"owner={quoted(owner)}: give a name without ';' and '|', by which the sources of yours go"
            )
        within = a_number("join_within_km", within, most=1000, give="km of at least 0 and at most 1,000")

        object.__setattr__(self, "join_within_km", within)
        object.__setattr__(self, "check_lengths", a_flag("check_lengths", self.check_lengths))

    @property
    def source(self) -> str:
        """Id of the source that stands for the user."""
        return f"user: {self.owner.strip()}"


@dataclass(slots=True)
class _Rows:
    """Rows read so far."""

    places: list[Row]
    links: Settled
    services: list[Row]
    handling: list[Row]
    handling_instead: dict[str, Row]
    joins: list[Join]


def extended(core: Core, given: Mapping[str, Any], asked: Asked) -> Core | None:
    """Put rows beside those of a core; None where there are none.

    Raises
    ------
    DataError
        Everything that is wrong with the rows, at once.
    OptionError
        What is no table, or has geometry in no coordinates.
    """
    hearing = Hearing()
    schemas = core.tables.package.schemas
    rows = {name: given_rows(name, given.get(name), schemas[name], hearing) for name in OWN_TABLES}
    if not any(rows.values()):
        if hearing.findings:
            raise DataError(hearing.findings)
        return None
    read = _read(core, rows, asked, hearing)
    tables = _tables(core, read, asked, hearing)
    labels = {(name, str(row.says("id"))): row.label for name, some in rows.items() for row in some}
    labels |= {("links", link.row["id"]): link.given.label for link in (*read.links.new, *read.links.instead.values())}
    if hearing.findings:
        # the rows that could be read are checked as well, so that all is told at once
        known = set(hearing.findings)
        hearing.findings += [text for text in find_problems(tables) if text not in known]
    findings = hearing.findings or find_problems(tables)
    if findings:
        raise DataError([_labelled(text, labels) for text in findings])
    return rebuilt(tables)


def rebuilt(tables: Tables) -> Core:
    """Make a core of tables that were found to hold together."""
    return Core(tables.as_checked())


def _read(core: Core, rows: Mapping[str, list[Given]], asked: Asked, hearing: Hearing) -> _Rows:
    places = new_places(rows["places"], core, asked.source, hearing)
    known = [*core.places, *(place_from_row(len(core.places) + n, row) for n, row in enumerate(places))]
    unread = {str(row.says(c)) for row in rows["places"] for c in ("id", "name")} - {row["id"] for row in places}
    joiner = Joiner(known, asked.join_within_km, unread)
    links = new_links(rows["links"], core, joiner, asked.source, hearing, check_lengths=asked.check_lengths)
    settled = settle(links, core, asked.on_conflict, hearing)
    services, service_joins = new_services(rows["services"], core, joiner, asked.source, hearing)
    if len(links) < len(rows["links"]):
        # a service over a link that could not be read would be blamed for it
        ids = {*core.link_index, *(link.row["id"] for link in settled.new)}
        services = [row for row in services if ids.issuperset(row["links"])]
    handling, instead, handling_joins = new_handling(
        rows["handling"], core, joiner, asked.source, hearing, replace=asked.on_conflict == "replace"
    )
    joins = [join for link in (*settled.new, *settled.instead.values()) for join in link.told()]
    return _Rows(places, settled, services, handling, instead, [*joins, *service_joins, *handling_joins])


def _tables(core: Core, read: _Rows, asked: Asked, hearing: Hearing) -> Tables:
    """Give the tables of the core with the rows that were read."""
    old, links = core.tables, read.links
    new = {
        "places": [*old["places"], *read.places],
        "links": _alike(
            [links.instead[row["id"]].row if row["id"] in links.instead else row for row in old["links"]],
            [link.row for link in links.new],
        ),
        "services": [*old["services"], *read.services],
        "handling": [*(read.handling_instead.get(row["id"], row) for row in old["handling"]), *read.handling],
        "corridor_links": [*old["corridor_links"], *_memberships(old, links)],
    }
    mine = {
        "places": read.places,
        "links": [link.row for link in (*links.new, *links.instead.values())],
        "services": read.services,
        "handling": [*read.handling, *read.handling_instead.values()],
    }
    new["sources"] = [*old["sources"], *_sources(old, mine, asked, hearing)]
    own = Own(
        added={name: tuple(row["id"] for row in rows) for name, rows in mine.items() if rows},
        owner_of={(name, row["id"]): asked.owner.strip() for name, rows in mine.items() for row in rows},
        lines={
            link.row["id"]: OwnLine(link.line, link.row["from"], link.row["to"])
            for link in (*links.new, *links.instead.values())
            if link.line is not None
        },
        joins=tuple(read.joins),
        conflicts=tuple(links.conflicts),
        notes=tuple(hearing.notes),
    )
    tables = old.replaced(own=old.own.plus(own), **new)
    tables.package = _edition(old.package)
    return tables


def _edition(package: Package) -> Package:
    """Name the edition apart: an answer of both is none of the packaged tables alone."""
    if package.version.endswith(OWN_EDITION):
        return package
    return replace(package, version=f"{package.version}+{OWN_EDITION}")


def _alike(old: list[Row], new: list[Row]) -> list[Row]:
    """Have all links the same columns, for each may be a weight."""
    columns = dict.fromkeys(column for row in (*old[:1], *new) for column in row)
    return [row if len(row) == len(columns) else {**dict.fromkeys(columns), **row} for row in (*old, *new)]


def _memberships(old: Tables, links: Settled) -> Iterable[Row]:
    """Give the rows by which links belong to the corridors that they name."""
    there = {(row["corridor"], row["link"]) for row in old["corridor_links"]}
    for link in (*links.new, *links.instead.values()):
        for corridor in link.corridors:
            if (corridor, link.row["id"]) not in there:
                yield {"corridor": corridor, "link": link.row["id"], "gateway": None, "notes": "of the user's own"}


def _sources(old: Tables, mine: Mapping[str, list[Row]], asked: Asked, hearing: Hearing) -> Iterable[Row]:
    """Give rows of the sources that the user's rows name and the network does not know yet."""
    known = {row["id"] for row in old["sources"]}
    fields = old.package.schemas["sources"].fields
    for name, rows in mine.items():
        cited = [field.name for field in old.package.schemas[name].fields if field.references == "sources"]
        for source in (source for row in rows for column in cited for source in row[column] or ()):
            if source in known:
                continue
            known.add(source)
            own = source == asked.source
            title = f"Given by {asked.owner.strip()}, a user of the library" if own else source
            blank: Row = dict.fromkeys(field.name for field in fields)
            yield blank | {
                "id": source,
                "title": title,
                "kind": "method" if own else "reference",
                "notes": "Stands behind figures put beside the data with Network.extend that name no source"
                if own
                else f"Named by {asked.source}",
            }
            if not own:
                hearing.note(f"sources[{source}]: named by you, and new to the network")


def _labelled(finding: str, labels: Mapping[tuple[str, str], str]) -> str:
    """Name a row of the user's as the other messages do."""
    table, bracket, rest = finding.partition("[")
    row, _, after = rest.partition("]")
    label = labels.get((table, row)) if bracket else None
    return finding if label is None else label + after
