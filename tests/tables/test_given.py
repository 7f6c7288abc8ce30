"""Rows as strangers give them: columns, cells and shapes."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import LineString, Point, Polygon

import corridors as co
from corridors.gate.ids import blank
from corridors.tables.given import Given, Hearing, given_rows
from corridors.tables.given_cells import as_row, fill_sources
from corridors.tables.given_lines import line_shape, shapes_of
from corridors.tables.own import Join, Own, OwnLine
from tests.micro import package

LINKS = package().schemas["links"]
DEFAULTS = {"id": "x", "from": "a", "to": "b", "mode": "rail", "status": "operating", "length_km": 1.0}


def read(**cells: Any) -> tuple[dict[str, Any] | None, Hearing]:
    """One row of links, and what was found and noted."""
    hearing = Hearing()
    return as_row(Given("links", 0, cells, None, "links[row 0]"), LINKS, DEFAULTS, hearing), hearing


@pytest.mark.parametrize("value", [None, "", "  ", np.nan, float("nan"), pd.NA, pd.NaT, [], (), np.datetime64("NaT")])
def test_cells_that_say_nothing(value: Any) -> None:
    """In every form that pandas, numpy and Excel have of them."""
    assert blank(value)


@pytest.mark.parametrize("value", [0, False, "0", "nan", np.float64(0), [None], np.array([1.0, 2.0])])
def test_cells_that_say_something(value: Any) -> None:
    """Nought and no are answers; the text "nan" is somebody's mistake and is refused later."""
    assert not blank(value)


@pytest.mark.parametrize(
    ("column", "value", "read_as"),
    [
        ("mode", "Rail", "rail"),
        ("mode", "Truck", "road"),
        ("status", "Operating", "operating"),
        ("electrified", True, "yes"),
        ("electrified", np.bool_(False), "no"),
        ("gauge_mm", 1520.0, 1520),
        ("gauge_mm", "1520.0", 1520),
        ("gauge_mm", 1000, 1000),
        ("length_km", 0.01, 0.01),
        ("length_km", "1 234.5", 1234.5),
        ("length_km", np.uint16(7), 7.0),
        ("opened", 2025.0, "2025"),
        ("opened", pd.Timestamp("2025-05-01 13:00"), "2025-05-01"),
        ("shipments", ["feu", "teu"], ("feu", "teu")),
        ("shipments", "feu|teu", ("feu", "teu")),
        ("tracks", 6, 6),
    ],
)
def test_cells_are_read_as_people_write_them(column: str, value: Any, read_as: Any) -> None:
    """The rules of the packaged tables alone do not hold."""
    row, hearing = read(**{column: value})
    assert row is not None
    assert row[column] == read_as
    assert hearing.findings == []


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("length_km", "1,234", "is no number"),
        ("length_km", "12 km", "is no number"),
        ("length_km", 0, "0 is no length"),
        ("length_km", -1, "below 0"),
        ("length_km", True, "is no number"),
        ("length_km", float("inf"), "is not finite"),
        ("length_km", [1, 2], "is a list"),
        ("gauge_mm", 0, "below 1"),
        ("mode", "boat", "is none of rail, ferry, sea, road"),
        ("opened", "01.05.2025", "is no date"),
        ("notes", {"a": 1}, "is no text, number or date"),
        ("notes", b"x", "is no text, number or date"),
    ],
)
def test_what_cannot_be_read_is_found(column: str, value: Any, told: str) -> None:
    """By row and column."""
    row, hearing = read(**{column: value})
    assert row is None
    [found] = hearing.findings
    assert found.startswith(f"links[row 0].{column}: ")
    assert told in found


def test_sources_and_grades_are_filled_beside_figures_alone() -> None:
    """What is blank needs none, what has one keeps it."""
    row, _ = read(time_h=3, cost_usd_per_feu=9, cost_grade="published", cost_source="a;b")
    assert row is not None
    fill_sources(row, LINKS, "user: me")
    assert (row["time_grade"], row["time_source"]) == ("estimated", ("user: me",))
    assert (row["cost_grade"], row["cost_source"]) == ("published", ("a", "b"))
    assert (row["capacity_grade"], row["capacity_source"]) == (None, ())


def test_labels_name_rows_as_the_user_does() -> None:
    """By id where there is one; blank rows are passed over and count."""
    frame = pd.DataFrame({"id": ["one", None, None], "from": ["a", None, "b"]})
    rows = given_rows("links", frame, LINKS, Hearing())
    assert [row.label for row in rows] == ["links[one]", "links[row 2]"]
    rows = given_rows("links", frame.iloc[:1].set_index("id"), LINKS, Hearing())
    assert rows[0].label == "links[one]"


def test_one_dict_is_one_row() -> None:
    """And the user's own dict is not the one that is kept."""
    mine = {"from": "a", "to": "b"}
    [row] = given_rows("links", mine, LINKS, Hearing())
    row.cells["from"] = "c"
    assert mine["from"] == "a"


def test_a_line_is_measured_on_the_ellipsoid() -> None:
    """One degree of the equator, and of a meridian there (WGS84)."""
    assert line_shape(((0.0, 0.0), (1.0, 0.0))).length_km == pytest.approx(111.3195, abs=1e-3)
    assert line_shape(((0.0, 0.0), (0.0, 1.0))).length_km == pytest.approx(110.5744, abs=1e-3)


def test_shapes_are_brought_to_degrees() -> None:
    """Heights are dropped; a blank shape is none; what is no line is a problem."""
    shapes: list[Any] = [LineString([(70, 41, 5), (71, 41, 6)]), None, LineString(), Polygon([(0, 0), (1, 0), (1, 1)])]
    frame = gpd.GeoDataFrame({"n": range(4)}, geometry=shapes, crs=4326)
    found = shapes_of("links", frame)
    assert found is not None
    assert found[0] is not None
    assert found[0].points == ((70.0, 41.0), (71.0, 41.0))
    assert found[1] is None
    assert found[2] is None
    assert found[3] is not None
    assert found[3].problem == "a Polygon; links take a LineString each"
    assert shapes_of("links", pd.DataFrame({"n": [1]})) is None


def test_coordinates_beyond_the_earth_are_a_problem() -> None:
    """Metres that somebody called degrees."""
    frame = gpd.GeoDataFrame({"n": [1]}, geometry=[Point(7_800_000, 5_000_000)], crs=4326)
    found = shapes_of("places", frame)
    assert found is not None
    assert found[0] is not None
    assert "beyond the degrees of the earth; is the CRS of the frame the right one?" in found[0].problem


def test_what_is_the_users_adds_up() -> None:
    """Tables that are extended twice know both."""
    join = Join("links", "x", "from", "A", "a", "name", None)
    first = Own({"links": ("x",)}, {("links", "x"): "me"}, {"x": OwnLine(((0, 0), (1, 1)), "a", "b")}, (join,))
    both = first.plus(Own({"links": ("y",), "places": ("p",)}, {("places", "p"): "you"}, notes=("n",)))
    assert both.added == {"links": ("x", "y"), "places": ("p",)}
    assert both.has("links", "x")
    assert both.has("places", "p")
    assert not first.has("places", "p")
    assert (list(both.lines), both.joins, both.notes) == (["x"], (join,), ("n",))


def test_no_crs_is_refused() -> None:
    """Before anything is read."""
    frame = gpd.GeoDataFrame({"n": [1]}, geometry=[Point(70, 41)])
    with pytest.raises(co.OptionError, match="places has geometry and no CRS"):
        shapes_of("places", frame)


@pytest.mark.parametrize(("table", "noted"), [("links", False), ("places", True), ("services", True)])
def test_a_further_column_is_noted_but_for_links_where_it_may_be_a_weight(table: str, *, noted: bool) -> None:
    """It is kept in any case."""
    hearing = Hearing()
    [row] = given_rows(table, [{"id": "x", "colour of hats": "red"}], package().schemas[table], hearing)
    assert row.cells["colour of hats"] == "red"
    note = f"{table}: the column 'colour of hats' is kept, and nothing reads it"
    assert list(hearing.notes) == ([note] if noted else [])
