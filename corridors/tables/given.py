"""Rows as a user gives them: frames, GeoDataFrames or dicts, with columns and cells as people write them.

Nothing is guessed in silence: a column in other letters and a cell in another case are read and noted, a column that
comes close to a known one, or holds its figure in another unit, is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from reprlib import repr as shortened
from typing import Any

from corridors.errors import OptionError
from corridors.gate.ids import blank
from corridors.tables.given_lines import Shape, shapes_of
from corridors.tables.schema import Schema

__all__ = ["ELSEWHERE", "PRICES", "Given", "Hearing", "given_rows", "meant_by"]

#: Columns of links beside those of the table: corridors that a link is to belong to.
FURTHER = {"links": ("corridor",)}

#: Of these, what is paid on the way: nought on every link says nothing of it.
PRICES = ("cost", "cost_usd", "price")

#: What other formats call a column, and which one it is here, or how to make it.
ELSEWHERE = {
    "length": "is it length_km? name the unit",
    "length_m": "give length_km, in kilometres",
    "distance": "is it length_km? name the unit",
    "distance_km": "is it length_km?",
    "km": "is it length_km?",
    "origin": "is it from?",
    "destination": "is it to?",
    "source_place": "is it from?",
    "target": "is it to?",
    "u": "is it from?",
    "v": "is it to?",
    "gauge": "is it gauge_mm?",
    "time": "is it time_h? name the unit",
    "hours": "is it time_h?",
    "time_min": "give time_h, in hours",
    "days": "give time_h, in hours",
    "cost": "is it cost_usd_per_feu, cost_usd_per_teu or cost_usd_per_wagon? name the unit",
    "cost_usd": "is it cost_usd_per_feu, cost_usd_per_teu or cost_usd_per_wagon?",
    "price": "is it cost_usd_per_feu, cost_usd_per_teu or cost_usd_per_wagon? name the unit",
    "capacity": "is it capacity_mt_per_year? name the unit",
    "latitude": "is it lat?",
    "longitude": "is it lon?",
    "lng": "is it lon?",
    "x": "is it lon?",
    "y": "is it lat?",
}


@dataclass(frozen=True, slots=True)
class Given:
    """One row of the user's: what stands in it, its line or point, and how messages name it."""

    table: str
    number: int
    cells: dict[str, Any]
    shape: Shape | None = None
    label: str = ""

    def says(self, column: str) -> Any:
        """What stands in a column; None for a blank."""
        value = self.cells.get(column)
        return None if blank(value) else value


@dataclass(slots=True)
class Hearing:
    """What is found wrong, and what is only worth telling, while rows are read."""

    findings: list[str] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)  # each once, in order

    def wrong(self, row: Given, column: str, problem: str) -> None:
        """Add a finding about a cell."""
        self.findings.append(f"{row.label}.{column}: {problem}")

    def note(self, text: str) -> None:
        """Add what is told once."""
        self.notes[text] = None


def given_rows(table: str, given: Any, schema: Schema, hearing: Hearing) -> list[Given]:
    """Read rows of one table.

    Parameters
    ----------
    table
        Its name.
    given
        A pandas or GeoPandas frame, a list of dicts, one dict (a row), `Given` rows, or None for no rows.
    schema
        Its columns.
    hearing
        Takes what is wrong and what is noted.

    Raises
    ------
    OptionError
        It is none of these, or has geometry without a CRS.
    """
    if given is None:
        return []
    if isinstance(given, (list, tuple)) and given and all(isinstance(row, Given) for row in given):
        raw = [(row.number, row.cells, row.shape, row.label) for row in given]
    else:
        records, shapes = _records(table, given)
        raw = [(number, row, shape, "") for number, (row, shape) in enumerate(zip(records, shapes, strict=True))]
    raw = [row for row in raw if row[2] is not None or not all(map(blank, row[1].values()))]
    names = _columns(table, dict.fromkeys(key for _, cells, _, _ in raw for key in cells), schema, hearing)
    rows = []
    for number, cells, shape, label in raw:
        named = {names[key]: value for key, value in cells.items() if key in names}
        known = named.get("id")
        label = label or f"{table}[{f'row {number}' if blank(known) else known}]"
        rows.append(Given(table, number, named, shape, label))
        if shape is not None and shape.problem:
            hearing.wrong(rows[-1], "geometry", shape.problem)
    return rows


def _records(table: str, given: Any) -> tuple[list[dict[str, Any]], list[Shape | None]]:
    """Give rows as dicts of their own, and the shapes beside them."""
    if isinstance(given, Mapping):
        given = [given]
    if isinstance(given, (list, tuple)) and all(isinstance(row, Mapping) for row in given):
        rows = [{str(key): value for key, value in row.items()} for row in given]
        if any(hasattr(row.get("geometry"), "geom_type") for row in rows):
            raise OptionError(
                f"{table} has geometry without a coordinate system: give a geopandas.GeoDataFrame({table}, crs=4326)"
            )
        return rows, [None] * len(rows)
    import pandas as pd

    if not isinstance(given, pd.DataFrame):
        raise OptionError(
            f"{table}={shortened(given)} is no table: give a pandas.DataFrame, a geopandas.GeoDataFrame or a list of "
            "dicts, a row each (pandas.read_csv and geopandas.read_file make a frame of a file)"
        )
    shapes = shapes_of(table, given)
    frame = pd.DataFrame(given)
    if shapes is None and any(hasattr(value, "geom_type") for value in frame.get("geometry", ())):
        raise OptionError(
            f"{table} has geometry without a coordinate system: give a geopandas.GeoDataFrame({table}, crs=4326)"
        )
    if shapes is not None:
        frame = frame.drop(columns=[c for c in frame.columns if _is_geometry(frame[c])])
    if frame.index.name is not None and frame.index.name not in frame.columns:
        frame = frame.reset_index()
    rows = [{str(key): value for key, value in row.items()} for row in frame.to_dict(orient="records")]
    if not len(frame.columns):
        rows = [{} for _ in range(len(frame))]
    return rows, shapes or [None] * len(rows)


def _is_geometry(column: Any) -> bool:
    return str(getattr(column, "dtype", "")) == "geometry"


def _columns(table: str, columns: Iterable[str], schema: Schema, hearing: Hearing) -> dict[str, str]:
    """Say which column of the table each of the user's is; further ones keep their name."""
    known = [*(field.name for field in schema.fields), *FURTHER.get(table, ())]
    taken = {column for column in columns if column in known}
    names: dict[str, str] = {}
    for column in columns:
        plain = column.strip().lower().replace(" ", "_").replace("-", "_")
        if column in known:
            names[column] = column
        elif plain in known and plain not in taken:
            names[column] = plain
            taken.add(plain)
            hearing.note(f"{table}: the column {column!r} is read as {plain}")
        elif plain in ELSEWHERE and meant_by(plain) in known and meant_by(plain) not in taken:
            hearing.findings.append(f"{table}.{column}: no column of {table}; {ELSEWHERE[plain]}")
        else:
            free = [name for name in known if name not in taken]
            meant = [name for name in ELSEWHERE if meant_by(name) in free]
            close = get_close_matches(plain, [*free, *meant], n=1, cutoff=0.8)
            if close:
                fix = ELSEWHERE.get(close[0], f"is it {close[0]}? rename or drop it")
                hearing.findings.append(f"{table}.{column}: no column of {table}; {fix}")
            else:
                names[column] = column
                if table != "links":
                    hearing.note(f"{table}: the column {column!r} is kept, and nothing reads it")
    return names


def meant_by(column: str) -> str:
    """Which column one of another format stands for."""
    words = ELSEWHERE[column].replace("?", " ").replace(",", " ").replace("is it ", "").replace("give ", "")
    return words.split()[0]
