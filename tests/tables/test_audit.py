"""The full check of a folder of tables, and what its figures rest on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import corridors as co
from corridors.tables.audit import audit, grade_shares, length_shares
from tests.folders import change_cell, write_folder
from tests.micro import corridor_rows, micro_tables

ESTIMATED = {"b--c--road": {"length_grade": "estimated"}}


def tables_of_three() -> co.Network:
    return co.Network(micro_tables("A ==30== B ..10.. C", links=ESTIMATED))


def test_a_sound_folder_is_counted(tmp_path: Path) -> None:
    """Rows of every table, those that routing does not need included."""
    report = audit(write_folder(tmp_path, micro_tables("A ==30== B ..10.. C", links=ESTIMATED)))
    assert report.rows["places"] == 3
    assert report.rows["links"] == 2
    assert report.rows["published"] == 0
    assert report.summary().startswith("0 findings. Rows: ")
    data = report.to_dict()
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_shares_count_figures_by_grade_and_lengths_by_kilometre() -> None:
    """One of two lengths is an estimate, but only a quarter of the kilometres; of rail none."""
    shares = {(s.column, s.unit): s for s in grade_shares(tables_of_three()._core.tables) if s.table == "links"}
    lengths = shares["length_km", "figures"]
    assert (lengths.published, lengths.derived, lengths.estimated, lengths.total) == (1, 0, 1, 2)
    by_km = shares["length_km", "km"]
    assert (by_km.published, by_km.estimated) == (30, 10)
    rail = shares["length_km of rail", "km"]
    assert (rail.published, rail.estimated) == (30, 0)


def test_the_summary_says_what_is_counted(tmp_path: Path) -> None:
    """Two lengths and forty kilometres stand in one table, so each line has its unit."""
    report = audit(write_folder(tmp_path, micro_tables("A ==30== B ..10.. C", links=ESTIMATED)))
    lines = [line.split() for line in report.summary().splitlines() if "length_km" in line]
    assert lines == [
        ["links", "length_km", "2", "figures", "50", "0", "50"],
        ["links", "length_km", "of", "rail", "30", "km", "100", "0", "0"],
        ["links", "length_km", "40", "km", "75", "0", "25"],
    ]
    assert {entry["unit"] for entry in report.to_dict()["grades"]} == {"figures", "km"}


def test_rail_lengths_are_counted_by_the_way_they_were_got() -> None:
    """On the corridors and in all; a sum with an estimate in it is an estimate; roads do not count."""
    tables = micro_tables(
        "A ==30== B ==50== C ==20== D ..99.. E",
        links={
            "a--b--rail": {"length_method": "printed"},
            "b--c--rail": {"length_method": "sum", "length_grade": "estimated"},
            "c--d--rail": {"length_method": "shared", "length_grade": "derived"},
            "d--e--road": {"length_method": "printed"},
        },
        **corridor_rows("north", [["a--b--rail"]], ["c--d--rail", "d--e--road"]),
    )
    corridors, everything = length_shares(tables)
    assert corridors.km_by_method == {"printed": 30, "shared": 20}
    assert corridors.from_printed_figures == 0.6
    assert everything.km_by_method == {"printed": 30, "shared": 20, "estimated": 50}
    assert everything.from_printed_figures == 0.3


def test_columns_without_a_figure_have_no_share() -> None:
    """Nothing of nothing is no percentage."""
    columns = {(s.table, s.column) for s in grade_shares(tables_of_three()._core.tables)}
    assert ("links", "time_h") not in columns
    assert ("places", "lat") in columns


def test_a_broken_folder_is_refused(tmp_path: Path) -> None:
    """With the findings of cells, or, where all cells are sound, of rules."""
    folder = write_folder(tmp_path, micro_tables("A ==30== B"))
    change_cell(folder / "links.csv", 2, "gauge_mm", "")
    with pytest.raises(co.DataError, match="gauge_mm: None on a rail link"):
        audit(folder)
    change_cell(folder / "links.csv", 2, "length_km", "far")
    with pytest.raises(co.DataError, match="'far' is no number"):
        audit(folder)
