"""Price levels: what a lane, a railway or a lorry market charges on a day, relative to the tables' price year.

Between two dates of a series a level is interpolated. Beyond its ends it is held, with a range that widens by a fifth
a year, at most to the double; at sea it moves on with the lane that is printed longest, for the lanes of the world
rose and fell together. What has no series moves with consumer prices.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from math import exp, hypot, log
from typing import Any, NamedTuple

from corridors.charges.ranges import expected
from corridors.tables.dates import middle_day
from corridors.tables.reading import Row
from corridors.words.brief import brief

__all__ = ["PRICE_YEAR", "Level", "Levels", "Money", "PriceLevel"]

#: The year of the prices in the tables.
PRICE_YEAR = 2024

#: Lanes whose forward direction is the head-haul out of Asia.
_ASIA = ("far-east--", "india--", "gulf--europe")
#: The lane with which others move where their own series has ended or not begun.
_LEADING = ("sea", "far-east--north-europe", "feu", "forward")

#: A held level is wider by this share for each year since its last date.
_WIDER_A_YEAR = 0.2
_WIDEST = 2.0

_DAYS_A_YEAR = 365.25

#: Levels found that are kept for the next questions, some thirty for each day asked about: then all are forgotten.
_MOST_MEMO = 4_000


class Level(NamedTuple):
    """Factor on the prices of the tables, with what it rests on."""

    low: float
    central: float
    high: float
    sources: tuple[str, ...]
    grade: str
    #: whether it is the price of the very lane, whose range it then is; else the tables' own range stays in it
    whole: bool
    #: the series in words, and how the day lies to it: blank within it, else since when it is held
    name: str
    held: str = ""

    def on(self, low: float, mean: float, high: float, central: float) -> tuple[float, float, float]:
        """Give P10, mean and P90 of a price at the level, which varies by itself where it is not of the very lane."""
        if central <= 0:
            return low * self.low, mean * self.central, high * self.high
        if self.whole:
            lower, upper = central * self.low, central * self.high
            return lower, expected(lower, central * self.central, upper), upper
        middle = central * self.central
        below = hypot(_span(central, low), _span(self.central, self.low))
        above = hypot(_span(high, central), _span(self.high, self.central))
        lower, upper = middle * exp(-below), middle * exp(above)
        return lower, expected(lower, middle, upper), upper


class PriceLevel(NamedTuple):
    """A level that a route was charged at, as people read it."""

    market: str  # such as ``sea Far East to north Europe`` or ``rail KZ``
    low: float
    central: float
    high: float
    held: str  # blank within its series, else since or until when it is held
    grade: str
    sources: tuple[str, ...]

    @classmethod
    def of(cls, level: Level) -> PriceLevel:
        """Make it of a level."""
        return cls(level.name, level.low, level.central, level.high, level.held, level.grade, level.sources)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return self._asdict() | {"sources": list(self.sources)}

    def __repr__(self) -> str:
        return brief(self, f"of {self}")

    def __str__(self) -> str:
        held = f", {self.held}" if self.held else ""
        return f"{self.market}: {self.central:.2f} times the tables' prices{held}"


def _span(more: float, less: float) -> float:
    return log(more / less) if less > 0 and more > 0 else 0.0


class _Point(NamedTuple):
    day: int
    low: float
    central: float
    high: float
    row: Row


class Levels:
    """Look-up of levels by mode, country or lane, shipment and direction."""

    def __init__(self, rows: Iterable[Row], follows: tuple[float, float] = (1.0, 1.0)) -> None:
        #: beyond its series a lane out of Asia, and any other, follows so far what the leading lane does
        self._follows = follows
        self._series: dict[tuple[str, str, str, str], list[_Point]] = {}
        for row in rows:
            where = row["lane"] or row["country"] or "*"
            key = (row["mode"], where, row["shipment"] or "*", row["direction"] or "both")
            central = row["factor"]
            low = central if row["factor_low"] is None else row["factor_low"]
            high = central if row["factor_high"] is None else row["factor_high"]
            day = date.fromisoformat(middle_day(row["date"])).toordinal()
            self._series.setdefault(key, []).append(_Point(day, low, central, high, row))
        for points in self._series.values():
            points.sort(key=lambda point: point.day)
        self._memo: dict[tuple[str, str, str, str, str], Level | None] = {}

    @property
    def any(self) -> bool:
        """Whether any series is known."""
        return bool(self._series)

    def find(self, mode: str, where: str, shipment: str, direction: str, day: str) -> Level | None:
        """Give the level of a market on a day; None where no series tells of it."""
        key = (mode, where, shipment, direction, day)
        try:
            return self._memo[key]
        except KeyError:
            level = self._find(*key)
        if len(self._memo) >= _MOST_MEMO:
            self._memo.clear()
        self._memo[key] = level
        return level

    def _find(self, mode: str, where: str, shipment: str, direction: str, day: str) -> Level | None:
        tried = (
            (mode, place, load, way)
            for place in dict.fromkeys((where, "*"))
            for load in dict.fromkeys((shipment, "*"))
            for way in dict.fromkeys((direction, "both"))
        )
        found = next((one for one in tried if one in self._series), None)
        return None if found is None else self._at(found, day)

    def on(self, day: str) -> list[tuple[tuple[str, str, str, str], Level]]:
        """List the level of every series on a day, by mode, lane or country, shipment and direction."""
        return [(key, self._at(key, day)) for key in sorted(self._series)]

    def _at(self, key: tuple[str, str, str, str], day: str) -> Level:
        level = _at(self._series[key], day)
        leading = self._series.get(_LEADING) or self._series.get((*_LEADING[:2], "*", _LEADING[3]))
        if not level.held or key[0] != "sea" or key == _LEADING or leading is None:
            return level
        end = _end(self._series[key], day)
        now, then = _at(leading, day), _at(leading, end)
        out_of_asia = key[1].startswith(_ASIA) and key[3] != "back"
        moved = (now.central / then.central) ** self._follows[0 if out_of_asia else 1]
        return level._replace(
            low=level.low * moved,
            central=level.central * moved,
            high=level.high * moved,
            sources=tuple(dict.fromkeys((*level.sources, *now.sources))),
            held=f"{level.held} and moved with {now.name.removeprefix('sea ')}",
        )


def _end(points: list[_Point], day: str) -> str:
    """Give the end of a series that lies nearer to a day outside it."""
    now = date.fromisoformat(day).toordinal()
    return date.fromordinal(points[0].day if now < points[0].day else points[-1].day).isoformat()


def _at(points: list[_Point], day: str) -> Level:
    now = date.fromisoformat(day).toordinal()
    number = bisect_right([point.day for point in points], now)
    if 0 < number < len(points):
        before, after = points[number - 1], points[number]
        share = (now - before.day) / (after.day - before.day)
        mixed = [(1 - share) * a + share * b for a, b in zip(before[1:4], after[1:4], strict=True)]
        rows = (before.row,) if share == 0 else (before.row, after.row)
        return _level(mixed[0], mixed[1], mixed[2], rows)
    end = points[number - 1] if number else points[0]
    away = abs(now - end.day) / _DAYS_A_YEAR
    wider = min(1 + _WIDER_A_YEAR * away, _WIDEST)
    held = "" if away == 0 else f"held {'since' if number else 'until'} {end.row['date']}"
    low, high = end.low / wider, end.high * wider
    return _level(low, end.central, high, (end.row,), held)


def _level(low: float, central: float, high: float, rows: tuple[Row, ...], held: str = "") -> Level:
    grades = (
        {row["grade"] for row in rows} | ({"derived"} if len(rows) > 1 else set()) | ({"estimated"} if held else set())
    )
    worst = next(grade for grade in ("estimated", "derived", "published") if grade in grades)
    sources = tuple(dict.fromkeys(source for row in rows for source in row["source"]))
    return Level(low, central, high, sources, worst, bool(rows[0]["lane"]), _market(rows[0]), held)


#: Directions of a market in words.
_WAYS = {"from_uz": " from Uzbekistan", "to_uz": " to Uzbekistan"}


def _market(row: Row) -> str:
    """Name a market: a mode with its lane in the direction of the voyage, or its country."""
    way = row["direction"] or "both"
    if not row["lane"]:
        return f"{row['mode']} {row['country'] or 'everywhere'}{_WAYS.get(way, '')}"
    ends = [_region(end) for end in row["lane"].split("--")]
    if len(ends) < 2:
        return f"{row['mode']} {ends[0]}{', back' if way == 'back' else ''}"
    return f"{row['mode']} {' to '.join(ends if way != 'back' else ends[::-1])}"


def _region(name: str) -> str:
    """Write a region of a lane as people do.

    >>> _region("far-east"), _region("north-europe"), _region("intra-black-sea")
    ('Far East', 'north Europe', 'within the Black Sea')
    """
    region = name.removeprefix("intra-")
    told = " ".join(word.capitalize() for word in region.split("-")).replace("North Europe", "north Europe")
    if region == name:
        return told
    return f"within {told}" if told.endswith("Europe") else f"within the {told}"


class Money(NamedTuple):
    """What a dollar of a year is worth: consumer prices, by year."""

    prices: dict[int, float]
    cited: dict[int, tuple[str, ...]]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Money:
        """Make it of rows of ``deflator``."""
        rows = list(rows)
        return cls({int(row["year"]): row["index"] for row in rows}, {int(row["year"]): row["source"] for row in rows})

    def sources(self, year: int, to: int) -> tuple[str, ...]:
        """Ids of the sources that a ratio rests on."""
        known = (self.known(one) for one in (year, to))
        return tuple(dict.fromkeys(source for one in known if one is not None for source in self.cited[one]))

    def known(self, year: int) -> int | None:
        """Give the year itself, or the last one known before it, or the first; None where none is."""
        if not self.prices:
            return None
        return max((known for known in self.prices if known <= year), default=min(self.prices))

    def ratio(self, year: int, to: int) -> float:
        """How many dollars of one year a dollar of another is."""
        one, other = self.known(year), self.known(to)
        return 1.0 if one is None or other is None else self.prices[other] / self.prices[one]
