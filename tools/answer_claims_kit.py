"""What the answers to the claims are made of: checks, verdicts, ways and tables in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf, isfinite
from typing import Any

import corridors as co
from corridors.tables.reading import Row, Tables, read_tables

__all__ = [
    "INTERVIEW",
    "LATER",
    "OUTSIDE",
    "VERDICTS",
    "Answer",
    "Book",
    "Check",
    "Way",
    "bullets",
    "direct",
    "grades",
    "listed",
    "number",
    "table",
    "through",
    "ways_table",
]

#: The source of the claims: what rests on it alone repeats a claim and proves nothing.
INTERVIEW = "newsaz-umarova-2026"
#: The year for which what is planned or being built is taken as open.
LATER = 2035

OUTSIDE = "outside"
VERDICTS = ("supported", "qualified", "contradicted", "untested", OUTSIDE)


@dataclass(frozen=True, slots=True)
class Check:
    """One part of a claim, put as a statement: met, not met, or (None) not to be tested."""

    text: str
    met: bool | None

    def line(self) -> str:
        """Give it as a line of a list."""
        word = {True: "yes", False: "**no**", None: "not tested"}[self.met]
        return f"{self.text}: {word}."


@dataclass(frozen=True, slots=True)
class Answer:
    """What the library says to a claim."""

    checks: Sequence[Check] = ()
    lines: Sequence[str] = field(default=())

    @property
    def verdict(self) -> str:
        """What the checks add up to, by the rule printed on the page."""
        met = {check.met for check in self.checks}
        if True in met:
            return "supported" if met == {True} else "qualified"
        return "contradicted" if met == {False} else "untested"


class Book:
    """The tables and the network that answers are read from."""

    def __init__(self) -> None:
        self.tables: Tables = read_tables(everything=True)
        self.network = co.load_network()

    @cached_property
    def today(self) -> str:
        """The reference date of the data."""
        return self.network.reference_date

    def rows(self, name: str, **cells: Any) -> list[Row]:
        """Rows of a table whose cells have the values given."""
        return [row for row in self.tables[name] if all(row[k] == v for k, v in cells.items())]

    def row(self, name: str, row_id: str) -> Row:
        """Find the row of a table by its id."""
        return self.rows(name, id=row_id)[0]

    @cached_property
    def places(self) -> dict[str, Row]:
        """Places by id."""
        return {row["id"]: row for row in self.tables["places"]}

    def name(self, code: str) -> str:
        """Short name of a country."""
        return str(self.row("countries", code)["name"])

    def countries_in(self, text: str) -> list[str]:
        """List the codes of the countries that a text names, in its order."""
        found = {}
        for row in self.tables["countries"]:
            spots = [text.find(name) for name in (row["name"], *row["aliases"]) if len(name) > 3]
            spots = [spot for spot in spots if spot >= 0]
            if spots:
                found[row["id"]] = min(spots)
        return sorted(found, key=found.__getitem__)

    @cached_property
    def hour(self) -> Row:
        """The rate of an hour's value in USD per 40 ft container."""
        return self.rows("rates", parameter="value_of_time_usd_per_h", shipment="feu")[0]

    @property
    def value_of_time(self) -> float:
        """Value of an hour in USD per 40 ft container."""
        return float(self.hour["central"])


# -- ways -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Way:
    """A route under a name of its own, or why there is none."""

    label: str
    route: co.Route | None
    reasons: tuple[str, ...] = ()

    @property
    def found(self) -> co.Route:
        """The route; to be asked only where there is one."""
        assert self.route is not None, (self.label, self.reasons)
        return self.route

    def share_in(self, country: str) -> float:
        """Share of the kilometres on links with both ends in a country."""
        inside = sum(
            step.charge.length_km for step in self.found.steps if step.start.country == step.end.country == country
        )
        return inside / self.found.length_km

    def tightest(self) -> str:
        """Where the way is tightest, with Mt a year and the grade of that figure."""
        route = self.found
        grades = [s.charge.capacity_grade for s in route.steps if s.charge.label == route.bottleneck]
        return f"{number(route.capacity_mt_per_year, 1)} Mt a year, {grades[0]}, {route.bottleneck}"

    def port(self) -> co.Place | None:
        """Give the port where the first ferry or ship is boarded."""
        for step in self.found.steps:
            if step.link is not None and step.mode in ("ferry", "sea"):
                return step.start
        return None


def direct(label: str, origin: str, destination: str, **options: Any) -> Way:
    """Find the best way of all under the options of `corridors.shortest_route`."""
    try:
        return Way(label, co.shortest_route(origin, destination, **options))
    except co.NoRouteError as error:
        return Way(label, None, error.reasons or (str(error),))


def through(label: str, corridor: str, origin: str, destination: str, **options: Any) -> Way:
    """Find the best way through a corridor under the options of `corridors.compare_corridors`."""
    options |= {"all": True, "max_detour": inf, "max_stretch": inf}
    rows = co.compare_corridors(origin, destination, corridors=corridor, **options)
    for row in rows:
        if row.corridor == corridor:
            return Way(label, row.route, row.reasons)
    return Way(label, None, ("no way through the corridor under these conditions",))


# -- text -------------------------------------------------------------------------------------------


def number(value: float, digits: int = 0) -> str:
    """Give a figure with thousands set apart."""
    return f"{value:,.{digits}f}" if isfinite(value) else "no way"


def listed(items: Iterable[object]) -> str:
    """Join as in a sentence."""
    words = [str(item) for item in items]
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:]))) or "none"


def grades(rows: Iterable[Row], column: str = "grade") -> str:
    """Join the grades of rows as in a sentence."""
    return listed(sorted({str(row[column]) for row in rows}))


def bullets(lines: Iterable[str]) -> str:
    """Give a list."""
    return "\n".join(f"- {line}" for line in lines)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, left: Iterable[int] = (0,)) -> str:
    """Give a table; columns in `left` to the left, the others to the right."""
    marks = ["---" if n in set(left) else "---:" for n in range(len(heads))]
    cells: list[Sequence[object]] = [heads, marks, *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in cells)


def _cell(cell: object) -> str:
    return re.sub(r"\s+", " ", str(cell)).replace("|", "\\|")


_HEADS = (
    "way",
    "km",
    "days (low to high)",
    "USD per 40 ft (low to high)",
    "USD per t",
    "modes",
    "countries",
    "grade",
    "% not estimated: km / h / USD",
)


def ways_table(ways: Iterable[Way]) -> str:
    """Give a table of ways with units and grades; those that do not exist say why."""
    return table(_HEADS, (_way_cells(way) for way in ways), left=(0, 5, 6, 7))


def _way_cells(way: Way) -> list[str]:
    route = way.route
    if route is None:
        return [way.label, "no way", "", "", "", "; ".join(way.reasons), "", "", ""]
    days = [number(hours / 24, 1 if hours < 240 else 0) for hours in route.time_range_h]
    low, high = route.cost_range_usd
    quality = route.quality
    firm = [100 * (1 - quality[figure]["estimated"]) for figure in ("length_km", "time_h", "cost_usd")]
    return [
        way.label,
        number(route.length_km),
        f"{number(route.time_h / 24, 1)} ({days[0]} to {days[1]})",
        f"{number(route.cost_usd)} ({number(low)} to {number(high)})",
        number(route.cost_usd_per_t),
        "-".join(route.modes),
        "-".join(route.countries),
        route.grade,
        " / ".join(number(share) for share in firm),
    ]
