"""A whole network in plain rows: what every format that carries all of it writes, and gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corridors.errors import DataError
from corridors.exchange.cells import cell_text
from corridors.exchange.description import described, fitting
from corridors.maps.geometry import STRAIGHT, Line, Tracks
from corridors.tables.migration import migrated
from corridors.tables.own import Own, OwnLine
from corridors.tables.reading import Row, Tables, parse_rows, read_tables
from corridors.tables.schema import Package, Schema, package_from
from corridors.tables.strangers import unlike
from corridors.world.core import Core

__all__ = ["Bundle", "bundle_of", "differences", "tables_of"]


@dataclass(frozen=True, slots=True)
class Bundle:
    """Tables with their description, the lines of links, and what is told of links on the day."""

    package: Package
    schemas: Mapping[str, Schema]
    rows: Mapping[str, Sequence[Row]]
    #: from the first place of a link to its second; links without one of their own are not in it
    lines: Mapping[str, Line]
    #: why a link is not in use on the date of the network; told by the formats for maps, never read back
    closures: Mapping[str, str] = field(default_factory=dict)

    @property
    def description(self) -> dict[str, Any]:
        """The content of a ``datapackage.json`` of the tables."""
        return described(self.package, self.schemas, lines=bool(self.lines))


def bundle_of(core: Core, closures: Mapping[str, str] | None = None) -> Bundle:
    """Give all that there is in a network.

    Raises
    ------
    DataError
        Columns of one's own that no table can hold.
    """
    tables = core.tables
    rows = {name: list(tables[name]) for name in tables}
    schemas = {name: fitting(tables.package.schemas[name], rows[name]) for name in rows}
    why = {link: str(reason) for link, reason in (closures or {}).items()}
    return Bundle(tables.package, schemas, rows, _lines(core), why)


def _lines(core: Core) -> dict[str, Line]:
    tracks = Tracks(core)
    found = {}
    for link in core.links:
        start, end = core.places[link.start], core.places[link.end]
        if None in (start.lat, start.lon, end.lat, end.lon):
            own = core.tables.own.lines.get(link.id)
            if own is not None:
                found[link.id] = Line(own.points if own.start == start.id else own.points[::-1], own.quality)
            continue
        line = tracks.line(link)
        if line.quality != STRAIGHT:
            found[link.id] = line
    return found


def tables_of(
    description: Mapping[str, Any],
    cells: Mapping[str, Sequence[Mapping[str, Any]]],
    lines: Mapping[str, Line],
    *,
    where: str,
) -> Tables:
    """Make tables of what a file of the library's own holds; every cell is held against the description in it.

    Parameters
    ----------
    description
        As `Bundle.description` gives it.
    cells
        Rows by table, in whatever types the format has.
    lines
        Lines by link.
    where
        Name of the file, for messages.

    Raises
    ------
    DataError
        What does not hold together, every finding at once.
    """
    try:
        package = package_from(description)
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError([f"{where}: the description of its tables is damaged ({error!r}); export it anew"]) from None
    known = read_tables().package
    package = migrated(package, known, where)
    lacking = [name for name in ("places", "links") if name not in package.schemas]
    findings = [f"{where}: the description of its tables lacks {name}; export it anew" for name in lacking]
    findings += unlike(package, known, where)
    rows: dict[str, tuple[Row, ...]] = {}
    for name, schema in package.schemas.items():
        if schema.absent:
            rows[name] = ()
            continue
        if name not in cells:
            findings.append(f"{where}: the table {name} is missing; export it anew")
            continue
        texts = [[cell_text(f, record.get(f.name, f.filling)) for f in schema.fields] for record in cells[name]]
        rows[name] = tuple(parse_rows(schema, texts, findings))
    if findings:
        raise DataError(findings)
    ends = {row["id"]: (row["from"], row["to"]) for row in rows["links"]}
    own = {link: OwnLine(line.points, *ends[link], line.quality) for link, line in lines.items() if link in ends}
    return Tables(package, None, rows, own=Own(lines=own))


def differences(one: Bundle, other: Bundle, *, tables: Sequence[str] | None = None) -> list[str]:
    """List what two networks do not have in common: dates, rows and lines; an empty list where they are equal.

    Parameters
    ----------
    one, other
        Both networks.
    tables
        Only these, where a format carries no others.
    """
    found = []
    for key in ("version", "reference_date", "earliest_date", "earliest_date_reason") if tables is None else ():
        if getattr(one.package, key) != getattr(other.package, key):
            found.append(f"{key}: {getattr(one.package, key)!r} and {getattr(other.package, key)!r}")
    names = dict.fromkeys((*one.rows, *other.rows)) if tables is None else tables
    for name in names:
        mine, theirs = list(one.rows.get(name, ())), list(other.rows.get(name, ()))
        if len(mine) != len(theirs):
            found.append(f"{name}: {len(mine)} and {len(theirs)} rows")
            continue
        for number, (a, b) in enumerate(zip(mine, theirs, strict=True)):
            for column in dict.fromkeys((*a, *b)):
                if not _same(a.get(column), b.get(column)):
                    found.append(f"{name}[{number}].{column}: {a.get(column)!r} and {b.get(column)!r}")
    for link in dict.fromkeys((*one.lines, *other.lines)):
        if one.lines.get(link) != other.lines.get(link):
            found.append(f"line of {link}: differs")
    return found


def _same(one: Any, other: Any) -> bool:
    """Whether two cells are alike; a blank list is a blank."""
    return (one or None) == (other or None) if isinstance(one, tuple) or isinstance(other, tuple) else one == other
