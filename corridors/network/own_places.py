"""Places of a user's own, put beside those that stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from corridors.charges.model import Place, place_from_row
from corridors.network.joining import Joiner, Spot, gap_km
from corridors.tables.frames import UNKNOWN_COUNTRY
from corridors.tables.given import Given, Hearing
from corridors.tables.given_cells import as_row, fill_sources, plain_cell
from corridors.tables.reading import Row
from corridors.world.core import Core

__all__ = ["new_places"]

#: How far a point that a user set by hand may be from the true place.
_ACCURACY_KM = 1.0
#: A new place so near to one that stands is told: the two are not joined.
_NEXT_DOOR_KM = 2.0
#: A point and the columns lat and lon may differ by so much.
_SAME_KM = 0.5


def new_places(givens: Sequence[Given], core: Core, source: str, hearing: Hearing) -> list[Row]:
    """Give rows of the places that can be read; what is wrong with the others is found."""
    schema = core.tables.package.schemas["places"]
    unknown = bool(core.places) and all(place.country == UNKNOWN_COUNTRY for place in core.places)
    somewhere = all(place.lat is not None for place in core.places)
    joiner, rows, taken = Joiner(core.places, _NEXT_DOOR_KM), list[Row](), dict[str, str]()
    for given in givens:
        before = len(hearing.findings)
        cells = _located(given, hearing)
        for name in ("id", "name"):
            other = "name" if name == "id" else "id"
            if given.says(name) is None and given.says(other) is not None:
                cells[name] = _slug(str(given.says("name"))) if name == "id" else given.says("id")
        given = Given(given.table, given.number, cells, given.shape, given.label)
        _country(given, core, joiner, hearing, unknown=unknown)
        defaults = {"kind": "city", "accuracy_km": _ACCURACY_KM, "country": UNKNOWN_COUNTRY if unknown else None}
        if not somewhere:
            # where some places that stand lie nowhere, these may as well
            defaults |= {"lat": 0.0, "lon": 0.0} if given.says("lat") is None else {}
        row = as_row(given, schema, defaults, hearing)
        if row is None or len(hearing.findings) > before:
            continue
        if given.says("lat") is None:
            row["lat"] = row["lon"] = None
        row |= {k: plain_cell(v) for k, v in cells.items() if k not in row}
        fill_sources(row, schema, source)
        if _is_free(given, row, joiner, taken, hearing):
            rows.append(row)
            _next_door(row, joiner, hearing)
    return rows


def _located(given: Given, hearing: Hearing) -> dict[str, object]:
    """Give the cells with the point of the shape, where the columns do not say it."""
    cells = dict(given.cells)
    lat, lon = given.says("lat"), given.says("lon")
    if (lat is None) != (lon is None):
        blank, other = ("lat", "lon") if lat is None else ("lon", "lat")
        hearing.wrong(given, blank, f"blank although {other} is given; give both or none")
    if given.shape is None or not given.shape.points:
        return cells
    ((x, y),) = given.shape.points
    if lat is None and lon is None:
        return cells | {"lat": y, "lon": x}
    try:
        away = gap_km(Spot(x, y, "point"), Place(0, "", "", "", "", float(lat), float(lon), None, ()))
    except (TypeError, ValueError, OverflowError):
        return cells  # which is found when the cell is read
    if away is not None and away > _SAME_KM:
        hearing.wrong(given, "geometry", f"its point lies {away:.1f} km from lat {lat} and lon {lon}; give one of both")
    return cells


def _country(given: Given, core: Core, joiner: Joiner, hearing: Hearing, *, unknown: bool) -> None:
    """Have the country be its code, and ask for a blank one with what the neighbours are in."""
    asked = given.says("country")
    if asked is not None:
        code = core.country_code(str(asked))
        if code is not None and code != asked:
            given.cells["country"] = code
            hearing.note(f"{given.label}.country: {asked!r} is read as {code}")
        return
    given.cells.pop("country", None)
    if unknown:
        return
    hint = ""
    try:
        near = joiner.near(Spot(float(given.cells["lon"]), float(given.cells["lat"]), "point"))
        hint = f" (the nearest place, {near[0][0].name}, {near[0][1]:.0f} km away, is in {near[0][0].country})"
    except (KeyError, TypeError, ValueError, OverflowError, IndexError):
        pass  # nobody said where it is
    hearing.wrong(given, "country", f"blank; give the ISO code of its country, or the name{hint}")
    given.cells["country"] = UNKNOWN_COUNTRY


def _is_free(given: Given, row: Row, joiner: Joiner, taken: dict[str, str], hearing: Hearing) -> bool:
    """Whether nothing else has the id or one of the names, which would make the old one ambiguous."""
    free = True
    spellings = [row["name"], row["name_ru"], row["name_uz"], *row["aliases"]]
    for column, texts in (("id", [row["id"]]), ("name", spellings), ("unlocode", [row["unlocode"]])):
        for text in filter(None, texts):
            found, _ = joiner.gazetteer.spelt(text)
            if found:
                other = found[0]
                fix = "give another" if column == "id" else "give one that tells them apart"
                whose = f"{other.name} ({other.country}, id {other.id!r}) of the network"
                hearing.wrong(given, column, f"{text!r} is {whose}; {fix}, or drop the row and link to that place")
                free = False
    if row["id"] in taken:
        hearing.wrong(given, "id", f"{row['id']!r} stands twice ({taken[row['id']]}); make it unique")
        free = False
    taken.setdefault(row["id"], given.label)
    return free


def _next_door(row: Row, joiner: Joiner, hearing: Hearing) -> None:
    if row["lat"] is None:
        return
    for place, km in joiner.near(Spot(row["lon"], row["lat"], "point"))[:1]:
        if km <= _NEXT_DOOR_KM:
            hearing.note(
                f"places[{row['id']}] lies {km:.1f} km from {place.name} ({place.id}); nothing joins the two but links"
            )


def records(rows: Iterable[Row], first: int) -> list[Place]:
    """Give places of rows, numbered from `first`."""
    return [place_from_row(first + number, row) for number, row in enumerate(rows)]


def _slug(text: str) -> str:
    """Make an id of a name."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^\w]+", "-", plain).strip("-_") or text
