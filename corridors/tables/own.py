"""What a user has put beside the tables that stand: which rows, joined to what, and the lines of the links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Conflict", "Join", "Own", "OwnLine"]


@dataclass(frozen=True, slots=True)
class OwnLine:
    """The line of a link of the user's own: points (longitude, latitude) from one place to another.

    The places are kept, so that a link that is moved later to other ends does not keep a line that leads elsewhere.
    """

    points: tuple[tuple[float, float], ...]
    start: str  # place ids
    end: str
    #: how well it follows the track; of lines that come from a file of the library's own, as it stands there
    quality: str = "given"


@dataclass(frozen=True, slots=True)
class Join:
    """How one cell of the user's became a place of the network."""

    table: str
    row: str
    column: str
    asked: str
    place: str
    #: ``id``, ``code`` (UN/LOCODE), ``name``, ``point`` or ``line end``
    by: str
    #: from the point or the end of the line to the place; None where no point was given
    km: float | None
    #: the place that would have come next, where one was chosen by its distance
    next_place: str | None = None
    next_km: float | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row of the user's and the one that stands on the same stretch, and what was done."""

    given: Mapping[str, Any]
    standing: Mapping[str, Any]
    done: str  # both kept, or replaced


@dataclass(frozen=True, slots=True)
class Own:
    """Rows of the user's own by table, and what became of them; tables that are replaced keep it."""

    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    owner_of: Mapping[tuple[str, str], str] = field(default_factory=dict)
    lines: Mapping[str, OwnLine] = field(default_factory=dict)
    joins: tuple[Join, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[str, ...] = ()

    def plus(self, other: Own) -> Own:
        """Give both together, the other after this one."""
        tables = dict.fromkeys((*self.added, *other.added))
        return Own(
            added={t: tuple(dict.fromkeys((*self.added.get(t, ()), *other.added.get(t, ())))) for t in tables},
            owner_of={**self.owner_of, **other.owner_of},
            lines={**self.lines, **other.lines},
            joins=(*self.joins, *other.joins),
            conflicts=(*self.conflicts, *other.conflicts),
            notes=(*self.notes, *other.notes),
        )

    def has(self, table: str, row: str) -> bool:
        """Whether a row is one of the user's."""
        return (table, row) in self.owner_of
