"""Cells of one's own: dates without their hours, numbers as people group them, words in other letters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

from corridors.tables.given import Given, Hearing
from corridors.tables.given_cells import as_row, cell_text, fill_sources, own_field, plain_cell
from corridors.tables.schema import Field
from tests.micro import package

LINKS = package().schemas["links"]
DEFAULTS = {"id": "x", "from": "a", "to": "b", "mode": "rail", "status": "operating", "length_km": 7.5}


def read(table: str = "links", **cells: Any) -> tuple[dict[str, Any] | None, Hearing]:
    """One row, and what was found and noted."""
    hearing = Hearing()
    row = Given(table, 0, cells, None, "row")
    return as_row(row, package().schemas[table], DEFAULTS, hearing), hearing


def field(kind: str, **rules: Any) -> Field:
    return Field("column", kind, "A column.", **rules)


#: One afternoon in the forms that it has in Python, numpy and pandas.
AFTERNOONS = [datetime(2025, 5, 1, 13, 45), np.datetime64("2025-05-01T13:45"), pd.Timestamp("2025-05-01 13:45"),
              date(2025, 5, 1), np.datetime64("2025-05-01")]  # fmt: skip


@pytest.mark.parametrize("value", AFTERNOONS)
def test_a_date_is_read_without_its_hours(value: object) -> None:
    """Of whatever library."""
    row, hearing = read(opened=value)
    assert hearing.findings == []
    assert row is not None
    assert row["opened"] == "2025-05-01"
    assert cell_text(value, field("date-or-year")) == "2025-05-01"


def test_a_month_or_year_of_numpy_stays_one() -> None:
    """No day is made up."""
    assert [cell_text(np.datetime64(text), field("date-or-year")) for text in ("2025-05", "2025")] == [
        "2025-05",
        "2025",
    ]


@pytest.mark.parametrize(
    ("column", "value", "wanted", "note"),
    [
        ("length_km", "1\u202f234\u00a0567.25", 1234567.25, "is read as 1234567.25"),
        ("length_km", "-12 345", None, None),
        ("length_km", "1 23", None, None),
        ("length_km", "1234 567", None, None),
        ("tracks", "1 234", 1234, "is read as 1234"),
        ("tracks", "2.00", 2, None),
        ("tracks", "2.50", None, None),
        ("opened", "2025.0", "2025", None),
        ("notes", "1 234", "1 234", None),
        ("notes", "2025.0", "2025.0", None),
        ("mode", " RAILWAY ", "rail", "is read as rail"),
        ("mode", "Lorry", "road", "is read as road"),
        ("mode", "ship", "sea", "is read as sea"),
        ("mode", "rail", "rail", None),
        ("status", "train", None, None),
        ("status", "Planned", "planned", "'Planned' is read as planned"),
        ("electrified", False, "no", None),
        ("electrified", np.bool_(True), "yes", None),
        ("notes", True, "True", None),
        ("length_km", 0.0001, 0.0001, None),
    ],
)
def test_cells_are_read_and_what_is_read_otherwise_is_noted(
    column: str, value: Any, wanted: Any, note: str | None
) -> None:
    """Nothing else is; what might be a slip is none of them."""
    row, hearing = read(**{column: value})
    if wanted is None:
        assert row is None
        assert [text.partition(":")[0] for text in hearing.findings] == [f"row.{column}"]
        return
    assert row is not None, hearing.findings
    assert row[column] == wanted
    assert type(row[column]) is type(wanted)
    assert len(hearing.notes) == (note is not None)
    assert all(text.startswith(f"row.{column}: ") and note is not None and note in text for text in hearing.notes)


@pytest.mark.parametrize(
    ("value", "says"),
    [({"a": 1}, "is no text, number or date"), ({1}, "is no text, number or date"),
     (frozenset({1}), "is no text, number or date"), (b"x", "is no text, number or date"),
     (np.array([1.0, 2.0]), "is no text, number or date"), (["a", "b"], "is a list; give one value"),
     (("a",), "is a list; give one value")],
)  # fmt: skip
@pytest.mark.parametrize("column", ["notes", "length_km"])
def test_what_is_no_cell_is_found(column: str, value: Any, says: str) -> None:
    row, hearing = read(**{column: value})
    assert row is None
    [finding] = hearing.findings
    assert finding.startswith(f"row.{column}: ")
    assert says in finding


@pytest.mark.parametrize(("column", "value"), [("length_km", 1j), ("length_km", object()), ("time_h", True)])
def test_what_is_no_number_is_told_as_such(column: str, value: Any) -> None:
    row, hearing = read(**{column: value})
    assert row is None
    assert "is no number" in hearing.findings[0]


def test_what_is_required_and_blank_is_found_and_a_default_stands_in() -> None:
    """All of a row at once; what is not required is blank."""
    hearing = Hearing()
    given = Given("links", 0, {"notes": "  ", "shipments": None}, None, "row")
    row = as_row(given, LINKS, DEFAULTS, hearing)
    assert row is not None
    assert (row["length_km"], row["notes"], row["shipments"]) == (7.5, None, ())
    assert as_row(given, LINKS, {}, hearing) is None
    required = [field.name for field in LINKS.fields if field.required]
    assert hearing.findings == [f"row.{name}: blank; it is required" for name in required]
    assert as_row(given, LINKS, DEFAULTS, hearing) is not None


@pytest.mark.parametrize(("name", "least"), [("length_km", 0.0), ("gauge_mm", 1), ("gauge_from", 1), ("tracks", 1)])
def test_ones_own_columns_have_wider_bounds(name: str, least: float) -> None:
    """Any gauge, any number of tracks, any length; the other columns are as they were."""
    narrow = Field(name, "integer", "A column.", minimum=5, maximum=9, enum=(5, 7) if name != "length_km" else None)
    wide = own_field(narrow)
    assert (wide.minimum, wide.maximum, wide.enum) == (least, 9, None)
    other = Field("other", "integer", "A column.", minimum=5, enum=(5, 7))
    assert own_field(other) is other


@pytest.mark.parametrize(
    ("value", "kind", "separator", "text"),
    [(["a", 7.0], "list", ";", "a;7"), (("a",), "list", "|", "a"), (np.array(["a", "b"]), "list", "|", "a|b"),
     ("a;b", "list", ";", "a;b"), (7, "number", None, "7"), (7.5, "number", None, "7.5"), (7.0, "integer", None, "7"),
     (7.0, "string", None, "7"), (np.array(7), "integer", None, "7"), (" x ", "string", None, " x "),
     (2025, "date-or-year", None, "2025")],
)  # fmt: skip
def test_a_cell_is_written_as_the_tables_have_it(value: Any, kind: str, separator: str | None, text: str) -> None:
    """Lists with the separator of their column."""
    assert cell_text(value, field(kind, separator=separator)) == text


@pytest.mark.parametrize(
    ("value", "kind", "separator", "says"),
    [(["a"], "string", None, "is no text, number or date"), (("a",), "number", None, "is no text, number or date"),
     ({"a": 1}, "list", ";", "is no text, number or date"), ({"a"}, "list", ";", "is no text, number or date"),
     (b"a", "string", None, "is no text, number or date"), (np.zeros(3), "number", None, "is no text, number or date"),
     (np.zeros((2, 2)), "list", ";", "is no text, number or date"), (1j, "number", None, "is no number"),
     (True, "integer", None, "is no number"), (date(2025, 5, 1), "number", None, "is no number")],
)  # fmt: skip
def test_what_no_table_holds_is_refused(value: Any, kind: str, separator: str | None, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        cell_text(value, field(kind, separator=separator))


def test_a_figure_of_nought_rests_on_the_user_as_well() -> None:
    """And a blank one on nobody, though another of its row does."""
    row, _ = read(time_h=0, capacity_mt_per_year=2.5, capacity_grade="derived", cost_source="study")
    assert row is not None
    fill_sources(row, LINKS, "user: me")
    assert (row["time_grade"], row["time_source"]) == ("estimated", ("user: me",))
    assert (row["capacity_grade"], row["capacity_source"]) == ("derived", ("user: me",))
    assert (row["cost_grade"], row["cost_source"]) == (None, ("study",))


@pytest.mark.parametrize(
    ("value", "plain"),
    [(np.float64(2.5), 2.5), (np.int32(7), 7), (np.array(3.25), 3.25), (np.bool_(True), True),
     (7, 7), (2.5, 2.5), (False, False), ("x", "x"), (date(2025, 5, 1), "2025-05-01"), ([1, 2], "[1, 2]"),
     (None, None), (" ", None), (float("nan"), None)],
)  # fmt: skip
def test_further_cells_are_numbers_of_python_or_texts(value: Any, plain: Any) -> None:
    """A weight is a number; what somebody may change later is not kept."""
    found = plain_cell(value)
    assert found == plain
    assert type(found) is type(plain)
