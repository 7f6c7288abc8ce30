"""One change of cells: in which table, of which rows, to what, from when to when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from corridors.changes.findings import Spots
from corridors.changes.frozen import blanked, frozen, key_of, plain
from corridors.errors import OptionError
from corridors.tables.dates import first_day, last_day, valid_date_or_year
from corridors.tables.schema import GRADES
from corridors.words.brief import brief

__all__ = ["Change", "dates_of", "holds_on", "names_of"]


def dates_of(whose: str, since: Any, until: Any) -> tuple[str | None, str | None]:
    """Check the dates between which something holds, and give them as texts.

    Raises
    ------
    OptionError
        One is no date, or the first comes after the last.
    """
    found: list[str | None] = []
    for name, value in (("since", since), ("until", until)):
        value = frozen(value)
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if text is not None and not (isinstance(text, str) and valid_date_or_year(text)):
            raise OptionError(f"{whose} has {name}={value!r}: give a year (2027), a month or a day ('2027-01-01')")
        found.append(text)
    first, last = found
    if first is not None and last is not None and last_day(last) < first_day(first):
        raise OptionError(f"{whose} holds since {first} until {last}, which is before: exchange the two dates")
    return first, last


def holds_on(day: str, since: str | None, until: str | None) -> bool:
    """Whether a day (ISO) lies between two dates, the first and the last day included."""
    return (since is None or first_day(since) <= day) and (until is None or day <= last_day(until))


def names_of(whose: str, name: str, value: Any) -> tuple[str, ...]:
    """Give one name, or several, as a tuple of texts."""
    names = (value,) if isinstance(value, str) else frozen(value)
    if not isinstance(names, tuple) or not all(isinstance(item, str) for item in names):
        raise OptionError(f"{whose} has {name}={value!r}: give a name or a list of names")
    return names


@dataclass(frozen=True)
class Change:
    """Cells of rows that are chosen by id or by rule, and what becomes of them.

    Parameters
    ----------
    table
        ``links``, ``handling``, ``borders`` (handling at borders), ``services``, ``rates``, ``value_of_time`` and
        ``value_of_goods`` (the rates of those names), ``levels``, ``risks``, ``projects``, ``events``, a table of
        demand (``demand_uz2025``), or any other of the data dictionary.
    where
        Which rows: by ``id`` or any column, a value or a list; by rule ``mode``, ``country``, ``place``,
        ``corridor`` (with ``gateways`` for its gateways alone), ``shipment``, ``service`` and ``border`` (a pair of
        countries). Blank for all rows.
    set
        What becomes of which column: a value in the column's unit, ``"*0.5"``, ``"+24 h"``, ``"-10 %"``, or None for
        a blank cell. Amounts are of the figures that stood before any scenario. A central figure moves its low and
        high with it, unless they are set as well.
    since, until
        First and last day on which it holds; always by default.
    source
        Ids of the sources that the figures rest on; the scenario itself by default.
    grade
        Grade of the figures.
    note
        Why.

    Raises
    ------
    OptionError
        Something is given in a form that means nothing.

    Examples
    --------
    >>> import corridors as co
    >>> cheaper = co.Change("rates", {"parameter": "price_usd_per_km", "country": "TM"}, {"central": "-20 %"})
    >>> cheaper.set["central"]
    '-20 %'
    """

    table: str
    where: Mapping[str, Any] = field(default_factory=dict)
    set: Mapping[str, Any] = field(default_factory=dict)
    since: str | None = None
    until: str | None = None
    source: tuple[str, ...] = ()
    grade: str = "estimated"
    note: str = ""
    #: where its parts stand in their file
    _spots: Spots = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not isinstance(self.table, str):
            raise OptionError(f"a change of table={self.table!r}: give the name of a table")
        whose = f"a change of {self.table}"
        for name in ("where", "set"):
            value = getattr(self, name)
            if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
                raise OptionError(f"{whose} has {name}={value!r}: give values by column")
            object.__setattr__(self, name, blanked(frozen(value)))
        since, until = dates_of(whose, self.since, self.until)
        object.__setattr__(self, "since", since)
        object.__setattr__(self, "until", until)
        object.__setattr__(self, "source", names_of(whose, "source", self.source))
        if self.grade not in GRADES:
            raise OptionError(f"{whose} has grade={self.grade!r}: give one of {', '.join(GRADES)}")
        if not isinstance(self.note, str):
            raise OptionError(f"{whose} has note={self.note!r}: give a text")

    def __hash__(self) -> int:
        return hash((self.table, key_of(self.where), key_of(self.set), self.since, self.until, self.source, self.note))

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON; what is as usual is left out."""
        data: dict[str, Any] = {"table": self.table, "where": plain(self.where), "set": plain(self.set)}
        data |= {name: getattr(self, name) for name in ("since", "until") if getattr(self, name) is not None}
        data |= {"source": list(self.source)} if self.source else {}
        data |= {"grade": self.grade} if self.grade != "estimated" else {}
        return data | ({"note": self.note} if self.note else {})

    def __repr__(self) -> str:
        return brief(self, f"of {self.table}: {plain(self.set)} where {plain(self.where)}")
