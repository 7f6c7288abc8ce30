"""What the commands for files ask for, and what holds where nothing is said."""

from __future__ import annotations

import argparse
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import LineString

import corridors as co
from corridors.cli.options import command
from corridors.network.file_commands import _columns, add_file_commands, exported, imported
from tests.micro import micro


def test_columns_are_named_ours_and_theirs() -> None:
    """A name of theirs may hold the mark itself."""
    assert _columns([]) == {}
    assert _columns(["time_h=hours", "from=Von = Nach"]) == {"time_h": "hours", "from": "Von = Nach"}


@pytest.mark.parametrize("text", ["time_h", "time_h=", "=hours", "=", ""])
def test_half_a_pair_is_refused(text: str) -> None:
    """Whichever half it is, and wherever it stands."""
    with pytest.raises(co.OptionError, match=f"--column {text}: give OURS=THEIRS"):
        _columns(["from=Von", text])


def asked(*words: str) -> argparse.Namespace:
    """The arguments of a call, without the options by which a network is chosen."""
    parser = argparse.ArgumentParser()
    add_file_commands(parser.add_subparsers(), command, lambda _: None, lambda _: co.load_network())
    return parser.parse_args(words)


def test_what_is_not_said_is_not_guessed() -> None:
    """Ends of lines have to coincide, lengths are held against the lines, and no column is renamed."""
    come = vars(asked("import", "roads.geojson"))
    assert {name: come[name] for name in ("join_within", "check_lengths", "column")} == {
        "join_within": 0.0, "check_lengths": True, "column": [],
    }  # fmt: skip
    assert {name for name in ("folder", "format", "mode", "length_unit", "country") if come[name] is None} == {
        "folder", "format", "mode", "length_unit", "country",
    }  # fmt: skip
    out = asked("export", "csv", "folder")
    assert (out.on, out.scenario, out.level) == (None, None, "places")


def test_lines_that_end_apart_are_joined_where_it_is_asked_alone(tmp_path: Path) -> None:
    """84 m apart: two networks of a line each, or one of both, with what was joined told."""
    file = tmp_path / "roads.geojson"
    shapes = [LineString([(69, 41), (70, 41)]), LineString([(70.001, 41), (71, 41.2)])]
    gpd.GeoDataFrame(geometry=shapes, crs=4326).to_file(file)
    for words, places, far in (([], 4, 0), (["--join-within", "0.1"], 3, 1)):
        folder = str(tmp_path / f"{places} places")
        code, data, text = imported(asked("import", str(file), folder, "--mode", "road", *words))
        assert (code, data["places"], data["links"]) == (0, places, 2)
        assert text.startswith(f"Read {places} places and 2 links into {folder}.")
        assert f"{far} of them over a gap" in text
        assert len([join for join in data["joins"] if join["km"]]) == far


@pytest.mark.parametrize(
    ("form", "whole", "told"),
    [("csv", True, "with all tables"), ("graphml", False, "without services, events and rates")],
)
def test_what_a_format_cannot_carry_is_said(tmp_path: Path, form: str, told: str, *, whole: bool) -> None:
    """Beside what was written, and where to."""
    target = str(tmp_path / "out.graphml") if form == "graphml" else str(tmp_path / "out")
    code, data, text = exported(asked("export", form, target), lambda _: micro("A ==10== B ..20.. C"))
    assert (code, data) == (0, {"file": target, "format": form, "whole": whole})
    assert text.startswith(f"Written to {target}: 3 places and 2 links, {told}")
