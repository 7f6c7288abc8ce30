"""What a page to explore tells, in plain parts: layers, lines and dots of a map, and the tables that tell of them.

A row of a table is what the page shows of a line or a dot under the pointer: what is drawn tells nothing that is not
written, and who cannot see the map reads the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corridors.charges.model import Place
from corridors.maps.boxes import Box, Point
from corridors.maps.sources import Sources

__all__ = ["Dot", "Entry", "Explorer", "Group", "Sheet", "Told", "Track", "told"]


class Told(NamedTuple):
    """One statement of a cell: its text, the grade of its figure and the numbers of its sources."""

    text: str
    grade: str = ""
    sources: Sequence[int] = ()
    #: whether it warns: that something is shut, or of a risk
    warns: bool = False


def told(text: str, sources: Sources, ids: Iterable[str] = (), *, grade: str | None = "", warns: bool = False) -> Told:
    """Give a statement with its sources numbered."""
    return Told(text, grade or "", sources.numbers(ids), warns)


class Entry(NamedTuple):
    """A row of a table: its key, what it is called, and the statements of each further cell."""

    key: str
    title: str
    cells: Sequence[Sequence[Told]]


class Sheet(NamedTuple):
    """A table: its title, the heads of its columns, its rows, and whether it stands open."""

    title: str
    heads: Sequence[str]
    entries: Sequence[Entry]
    opened: bool = False


class Group(NamedTuple):
    """Lines that are shown and hidden together: their key, name and colour, and the key of the row that tells of them.

    A halo lies beneath the others and is wide.
    """

    key: str
    label: str
    color: str
    entry: str = ""
    halo: bool = False


class Track(NamedTuple):
    """A line of the map: its points, its mode, its groups, whether it is in use, its width in pixels, and its rows."""

    points: Sequence[Point]
    mode: str
    groups: Sequence[str]
    in_use: bool
    width: float
    entries: Sequence[str]


class Dot(NamedTuple):
    """A place of the map; the name of a higher rank is written first, that of an end always and in bold."""

    point: Point
    name: str
    title: str
    rank: float
    entries: Sequence[str] = ()
    end: bool = False


class Explorer(NamedTuple):
    """A page to explore.

    Attributes
    ----------
    title, lines
        What is shown, and what was asked or has to be known, a line each.
    totals
        Figures of the whole, by what they are called.
    box
        What the map shows at first: west, south, east and north in degrees.
    places
        Places that tell which country is which.
    countries
        Names of countries by code.
    groups_name
        What the groups are: corridors, ways, loads.
    by_group
        Whether who picks a line picks its group.
    land
        Whether it lies on the Earth, and land is drawn.
    """

    title: str
    lines: Sequence[str]
    totals: Sequence[tuple[str, Told]]
    box: Box
    places: Sequence[Place]
    countries: dict[str, str]
    groups_name: str
    groups: Sequence[Group]
    tracks: Sequence[Track]
    dots: Sequence[Dot]
    tables: Sequence[Sheet]
    sources: Sources
    credit: str
    by_group: bool = False
    land: bool = True
