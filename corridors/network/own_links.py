"""Links of a user's own: their ends joined to places, their lines and lengths held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from corridors.kernels.adding import total_of
from corridors.network.joining import Joined, Joiner, Spot, gap_km
from corridors.tables.given import Given, Hearing
from corridors.tables.given_cells import as_row, fill_sources, plain_cell
from corridors.tables.own import Join
from corridors.tables.reading import Row
from corridors.tables.schema import Schema
from corridors.tables.sphere import great_circle_km
from corridors.world.core import Branch, Core

__all__ = ["NewLink", "new_links"]

Points = tuple[tuple[float, float], ...]

_AT_SEA = ("sea", "ferry")

#: A length so far below or above that of its line is questioned: 98 of 100 packaged links lie between.
_LEAST, _MOST = 0.8, 1.7
#: And one so far above the great circle, where there is no line: the longest packaged detour is 3.5 times as long.
_MOST_DETOUR = 4.0
#: Never questioned for less than this.
_SLACK_KM = 3.0


@dataclass(slots=True)
class NewLink:
    """A link that can be read, with how its ends were joined, its line and the corridors that it belongs to."""

    given: Given
    row: Row
    joins: list[tuple[str, Joined, float | None]]
    line: Points | None
    corridors: tuple[str, ...]

    def told(self) -> list[Join]:
        """Give the record of both joins."""
        return [joined.told(self.given, self.row["id"], column, km) for column, joined, km in self.joins]


def new_links(
    givens: Sequence[Given], core: Core, joiner: Joiner, source: str, hearing: Hearing, *, check_lengths: bool
) -> list[NewLink]:
    """Give the links that can be read; what is wrong with the others is found.

    Their ids are blank where the user gave none, for what they are called hangs on what becomes of conflicts.
    """
    schema = core.tables.package.schemas["links"]
    tips = [(given, spot) for given in givens if given.shape and given.shape.points for spot in _tips(given)]
    found = []
    for given in givens:
        before = len(hearing.findings)
        joins, line = _ends(given, joiner, tips, hearing)
        cells = dict(given.cells)
        if joins:
            cells |= {column: joined.place.id for column, joined, _ in joins}
            if given.says("length_km") is None:
                cells |= _length(given, joins, line, hearing)
        else:
            cells |= {"from": "?", "to": "?"}  # what is wrong is found
            cells |= {"length_km": 1.0} if given.says("length_km") is None else {}
        row = _row(given, cells, schema, hearing)
        corridors = _corridors(given, core, hearing)
        if row is None or len(hearing.findings) > before:
            continue
        fill_sources(row, schema, source)
        if check_lengths and given.says("length_km") is not None:
            _question_length(given, row, joins, line, hearing)
        if len(hearing.findings) == before:
            found.append(NewLink(given, row, joins, line, corridors))
    return found


def _row(given: Given, cells: dict[str, Any], schema: Schema, hearing: Hearing) -> Row | None:
    expected = given.says("expected") is not None
    defaults = {"id": "?", "mode": "rail", "status": "planned" if expected else "operating", "direction": "both"}
    if expected and given.says("status") is None:
        hearing.note(f"{given.label}.status: planned, for it is expected")
    row = as_row(Given(given.table, given.number, cells, given.shape, given.label), schema, defaults, hearing)
    if row is None:
        return None
    if given.says("mode") is None:
        hearing.note("links: rail where no mode is given")
    if row["mode"] == "rail" and row["gauge_mm"] is None:
        row["gauge_mm"] = 1520
        hearing.note("links: 1520 mm where no gauge is given for rail")
    if given.says("id") is None:
        row["id"] = ""
    return row | {name: plain_cell(value) for name, value in cells.items() if name not in row and name != "corridor"}


# -- ends -------------------------------------------------------------------------------------------------


def _tips(given: Given) -> tuple[Spot, Spot]:
    assert given.shape is not None
    first, last = given.shape.points[0], given.shape.points[-1]
    return Spot(*first, "line end"), Spot(*last, "line end")


def _ends(
    given: Given, joiner: Joiner, tips: Iterable[tuple[Given, Spot]], hearing: Hearing
) -> tuple[list[tuple[str, Joined, float | None]], Points | None]:
    """Find the place at either end, and the line from the first to the second."""
    at_sea = str(given.says("mode")).strip().lower() in _AT_SEA
    line = given.shape.points if given.shape is not None and given.shape.points else None
    named = {c: given.says(c) is not None for c in ("from", "to")}
    if line is None or any(named.values()):
        ends: dict[str, Joined | None] = {
            c: joiner.find(given, c, hearing, at_sea=at_sea) if named[c] or line is None else None
            for c in ("from", "to")
        }
        if any(ends[c] is None for c, is_named in named.items() if is_named or line is None):
            return [], line
    else:
        ends = {"from": None, "to": None}
    if line is None:
        return [(column, end, None) for column, end in ends.items() if end is not None], None
    if _leads_back(line, ends):
        line = line[::-1]
    joins: list[tuple[str, Joined, float | None]] = []
    for column, point in (("from", line[0]), ("to", line[-1])):
        spot, end = Spot(*point, "line end"), ends[column]
        if end is None:
            others = partial(_others, given, spot, tips, joiner.within_km)
            end = joiner.nearest(spot, given, column, hearing, at_sea=at_sea, hint=others)
            if end is not None:
                joins.append((column, end, end.km))
            continue
        away = gap_km(spot, end.place)
        if away is not None and away > joiner.within_km:
            hearing.wrong(
                given,
                column,
                f"the line ends {away:.1f} km from {end.place.name} ({end.place.id}), further than "
                f"join_within_km={joiner.within_km:g}; correct the place or the line, or raise it",
            )
        joins.append((column, end, away))
    return (joins if len(joins) == 2 else []), line


def _leads_back(line: Points, ends: Mapping[str, Joined | None]) -> bool:
    """Whether the line runs from the second place to the first, as far as the named places tell."""
    there = back = 0.0
    for column, near, far in (("from", line[0], line[-1]), ("to", line[-1], line[0])):
        end = ends[column]
        if end is not None:
            there += gap_km(Spot(*near, "line end"), end.place) or 0.0
            back += gap_km(Spot(*far, "line end"), end.place) or 0.0
    return back < there


def _others(given: Given, spot: Spot, tips: Iterable[tuple[Given, Spot]], within_km: float) -> str:
    """Say which other line of the user's ends there too: they meet where there is no place yet."""
    there = [
        other.label
        for other, tip in tips
        if other is not given and great_circle_km(spot.lat, spot.lon, tip.lat, tip.lon) <= within_km
    ]
    return f"; {' and '.join(dict.fromkeys(there))} ends there too" if there else ""


# -- lengths ----------------------------------------------------------------------------------------------


def _line_km(given: Given, joins: Iterable[tuple[str, Joined, float | None]]) -> tuple[float, float]:
    """How long (km) the line is, and the straight pieces that join its ends to the places."""
    assert given.shape is not None
    return given.shape.length_km, total_of(km or 0.0 for _, _, km in joins)


def _length(
    given: Given, joins: list[tuple[str, Joined, float | None]], line: Points | None, hearing: Hearing
) -> dict[str, Any]:
    """Give the cells of a length that the line has, where the user gave none."""
    if line is None:
        a, b = (joined.place for _, joined, _ in joins)
        hint = ""
        if None not in (a.lat, a.lon, b.lat, b.lon):
            crow = great_circle_km(*map(float, (a.lat, a.lon, b.lat, b.lon)))  # type: ignore[arg-type]
            hint = f" (as the crow flies it is {crow:,.0f} km)"
        hearing.wrong(given, "length_km", f"blank, and there is no line to measure; give it in km{hint}")
        return {"length_km": 1.0}
    km, gaps = _line_km(given, joins)
    said = f"{km:,.1f} km of the line given" + (f" and {gaps:.1f} km from its ends to the places" if gaps else "")
    hearing.note(f"{given.label}.length_km: {said} (derived)")
    notes = given.says("notes")
    return {
        "length_km": round(km + gaps, 3),
        "length_grade": given.says("length_grade") or "derived",
        "notes": f"{notes}; length: {said}" if notes else f"length: {said}",
    }


def _question_length(
    given: Given, row: Row, joins: list[tuple[str, Joined, float | None]], line: Points | None, hearing: Hearing
) -> None:
    """Find a length that is far off its line, or far above the great circle."""
    length = row["length_km"]
    if line is not None:
        km, gaps = _line_km(given, joins)
        least, most, what = _LEAST * km - gaps, _MOST * (km + gaps), f"the line is {km:,.1f} km long"
        expected = km + gaps
    else:
        a, b = (joined.place for _, joined, _ in joins)
        if None in (a.lat, a.lon, b.lat, b.lon):
            return
        expected = great_circle_km(*map(float, (a.lat, a.lon, b.lat, b.lon)))  # type: ignore[arg-type]
        least, most = 0.0, _MOST_DETOUR * expected  # what is too short is found with all rules of the tables
        what = f"the places are {expected:,.1f} km apart"
    if least - _SLACK_KM <= length <= most + _SLACK_KM:
        return
    metres = 0.5 < length / 1000 / max(expected, 0.001) < 2 * _MOST_DETOUR
    fix = f"in metres? then give {length / 1000:g}" if metres else "correct the length or the ends"
    hearing.wrong(given, "length_km", f"{length:,g} km, and {what}; {fix}, or say check_lengths=False")


# -- corridors --------------------------------------------------------------------------------------------


def _corridors(given: Given, core: Core, hearing: Hearing) -> tuple[str, ...]:
    """Give the ids of the corridors named in the column ``corridor``."""
    asked = given.says("corridor")
    if asked is None:
        return ()
    texts = asked if isinstance(asked, (list, tuple)) else str(asked).split("|")
    ids = []
    for text in texts:
        found = core.corridor(str(text).strip())
        if found is None or isinstance(found, Branch):
            known = ", ".join(corridor.id for corridor in core.corridors) or "none in this network"
            hearing.wrong(given, "corridor", f"{str(text).strip()!r} is no corridor; there are {known}")
        else:
            ids.append(found.id)
    return tuple(dict.fromkeys(ids))
