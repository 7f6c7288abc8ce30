"""Two readers of a user's cells, row by row and column by column, give the same rows and find the same wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.tables.changes import changed_links
from corridors.tables.columns import columns_of, rows_of
from corridors.tables.given_cells import cell_text, own_field, plain_cell
from tests.micro import micro_tables, package

LINKS = package().schemas["links"]
DEFAULTS = {"mode": "road", "status": "operating", "length_grade": "estimated", "length_source": ("user",)}

#: By column: what may be given, and what is read; an exception where it is none.
CELLS: dict[str, tuple[tuple[Any, Any], ...]] = {
    "length_km": (
        (12.5, 12.5), (3, 3.0), ("7.25", 7.25), (np.int16(9), 9.0), (0.01, 0.01), (np.float64(0.5), 0.5),
        (-1.0, ValueError), ("12 km", ValueError), (float("inf"), ValueError), (10**16, 1e16), (10**400, ValueError),
        (True, ValueError),
        (None, ValueError), (float("nan"), ValueError), ([1], ValueError),
    ),
    "gauge_mm": ((1520, 1520), (1435.0, 1435), ("1000", 1000), (None, None), (1520.5, ValueError), (0, ValueError)),
    "opened": (
        (2025, "2025"), (2025.0, "2025"), ("2025-05-01", "2025-05-01"), (date(2025, 5, 1), "2025-05-01"), (None, None),
        (pd.Timestamp("2025-05-01 13:00"), "2025-05-01"), ("soon", ValueError),
    ),
    "shipments": ((["feu", "teu"], ("feu", "teu")), ("feu", ("feu",)), (None, ()), (np.array(["feu"]), ("feu",))),
    "notes": (("as said", "as said"), (None, None), (12, "12"), ({"a": 1}, ValueError), (b"x", ValueError)),
    "tracks": ((2, 2), ("3", 3), (None, None), (0, ValueError), (-1, ValueError), (1.5, ValueError)),
}  # fmt: skip


@given(st.data(), st.integers(1, 5))
def test_cells_are_read_by_their_column_and_blanks_take_the_default(data: st.DataObject, count: int) -> None:
    """What is wrong is told row by row, in the order of the columns; the other cells are read all the same."""
    drawn = {
        column: data.draw(st.lists(st.sampled_from(cells), min_size=count, max_size=count), label=column)
        for column, cells in CELLS.items()
    }
    frame = pd.DataFrame({name: pd.Series([g for g, _ in cells], dtype=object) for name, cells in drawn.items()})
    frame["id"] = [f"l{n}" for n in range(count)]
    frame["from"], frame["to"] = "a", "b"
    findings: list[str] = []
    rows = rows_of(columns_of("links", frame), LINKS, DEFAULTS, findings)
    order = [field.name for field in LINKS.fields]
    wrong = [
        (number, order.index(column), f"links[l{number}].{column}")
        for number in range(count)
        for column, cells in drawn.items()
        if cells[number][1] is ValueError
    ]
    assert [text.partition(": ")[0] for text in findings] == [label for *_, label in sorted(wrong)]
    for number, row in enumerate(rows):
        assert (row["mode"], row["status"], row["length_source"]) == ("road", "operating", ("user",))
        for column, cells in drawn.items():
            if cells[number][1] is not ValueError:
                assert row[column] == cells[number][1], column
                assert type(row[column]) is type(cells[number][1])


def test_a_default_of_a_whole_column_is_read_once_and_told_in_every_row() -> None:
    """Also where it is wrong, and where there is none."""
    frame = pd.DataFrame({"id": ["x", "y"], "from": ["a", "a"], "to": ["b", "b"]})
    findings: list[str] = []
    rows_of(columns_of("links", frame), LINKS, {**DEFAULTS, "mode": "boat"}, findings)
    about = [text.partition(": ")[0] for text in findings]
    assert about == ["links[x].mode", "links[x].length_km", "links[y].mode", "links[y].length_km"]
    told: list[str] = []
    rows = rows_of(columns_of("links", frame), LINKS, DEFAULTS, told, frozenset({"length_km"}))
    assert told == []
    assert [row["length_km"] for row in rows] == [None, None]


def test_a_named_index_is_a_column_and_further_columns_stay() -> None:
    """Unless a column has its name; numbers as numbers of Python, blanks as None."""
    frame = pd.DataFrame({"toll": [1, 2], "from": ["a", "b"]}, index=pd.Index(["x", "y"], name="id"))
    columns = columns_of("links", frame)
    assert (columns.n, columns.of("id"), columns.of("toll"), columns.of("lanes")) == (
        2, ["x", "y"], [1, 2], [None, None],
    )  # fmt: skip
    both = columns_of("links", frame.assign(id=["p", "q"]))
    assert both.of("id") == ["p", "q"]
    unnamed = columns_of("links", frame.rename_axis(None))
    assert "id" not in unnamed.cells
    rows = rows_of(columns, LINKS, {**DEFAULTS, "to": "c", "length_km": 1}, [])
    assert [(row["id"], row["toll"]) for row in rows] == [("x", 1), ("y", 2)]
    assert [plain_cell(v) for v in (np.int8(3), np.float32(0.5), pd.NA, "a", True, date(2025, 1, 2))] == [
        3, 0.5, None, "a", True, "2025-01-02",
    ]  # fmt: skip
    assert type(plain_cell(np.int8(3))) is int


def test_rows_without_an_id_are_named_by_their_number() -> None:
    """Counted from nought."""
    findings: list[str] = []
    frame = pd.DataFrame({"from": ["a", "a"], "to": ["b", "b"], "length_km": [1.0, -1.0]})
    rows_of(columns_of("links", frame), LINKS, {**DEFAULTS, "id": "z"}, findings)
    assert [text.partition(":")[0] for text in findings] == ["links[row 1].length_km"]


def test_numbers_and_days_are_written_as_the_tables_do() -> None:
    """Times of day are no part of a date; a text is left as it is."""
    fields = {field.name: field for field in LINKS.fields}
    assert cell_text(np.datetime64("2025-05-01T13:00"), fields["opened"]) == "2025-05-01"
    assert cell_text(1520.0, fields["gauge_mm"]) == "1520"
    assert cell_text(("feu", "teu"), fields["shipments"]) == "feu" + (fields["shipments"].separator or "") + "teu"
    assert cell_text(" x ", fields["notes"]) == " x "
    for value, column in (({"a"}, "notes"), ([1], "notes"), (np.array([1]), "length_km"), ("x" and 1j, "length_km")):
        with pytest.raises(ValueError, match="give one"):
            cell_text(value, fields[column])
    for column, bound in (("length_km", 0.0), ("gauge_mm", 1), ("tracks", 1)):
        assert own_field(fields[column]).minimum == bound
    changes = {field.name: own_field(field) for field in package().schemas["handling"].fields}
    for column in ("gauge_from", "gauge_to"):
        assert (changes[column].minimum, changes[column].enum) == (1, None)
    assert own_field(fields["gauge_mm"]).enum is None
    assert own_field(fields["notes"]) == fields["notes"]


def test_changed_cells_of_links_are_checked_and_graded() -> None:
    """A figure without grade and source is the user's estimate; other cells stay, and so does the table."""
    tables = micro_tables("A ==10== B", "A ..20.. B")
    before = [dict(row) for row in tables["links"]]
    [rail, road] = changed_links(tables, {"a--b--rail": {"length_km": "12", "shipments": None, "notes": None}})
    assert (rail["length_km"], rail["length_grade"], rail["length_source"]) == (12.0, "estimated", ("user",))
    assert (rail["shipments"], rail["notes"]) == ((), None)
    assert road == before[1]
    assert [dict(row) for row in tables["links"]] == before
    graded = {"length_km": 12, "length_grade": "derived", "length_source": ["test"]}
    [rail, _] = changed_links(tables, {"a--b--rail": graded})
    assert (rail["length_grade"], rail["length_source"]) == ("derived", ("test",))
    with pytest.raises(co.DataError) as told:
        changed_links(tables, {"a--b--rail": {"length_km": "x", "mode": None}, "a--b--road": {"length_km": -1}})
    assert len(told.value.problems if hasattr(told.value, "problems") else str(told.value).splitlines()[1:]) == 3
    for column in ("id", "colour", 3):
        with pytest.raises(co.OptionError, match="links have no column"):
            changed_links(tables, {"a--b--rail": {column: "x"}})  # type: ignore[dict-item]
