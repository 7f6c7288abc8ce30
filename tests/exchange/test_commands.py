"""``corridors export`` and ``corridors import``."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import LineString

import corridors as co
from corridors.cli import main


def test_export_and_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder for --data, with the same ways."""
    assert main(["export", "geojson", str(tmp_path / "n.geojson"), "--on", "2035", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["whole"] is True
    assert main(["import", str(tmp_path / "n.geojson"), str(tmp_path / "data")]) == 0
    assert "links into" in capsys.readouterr().out
    assert main(["route", "Tashkent", "Poti", "--data", str(tmp_path / "data"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["length_km"] == co.shortest_route("Tashkent", "Poti").length_km


def test_import_tells_every_join_and_asks_for_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the folder beside the file."""
    shapes = [LineString([(69, 41), (70, 41)]), LineString([(70.001, 41), (71, 41.2)])]
    file = tmp_path / "roads.geojson"
    gpd.GeoDataFrame({"hours": [1.5, 2.5]}, geometry=shapes, crs=4326).to_file(file)
    assert main(["import", str(file)]) == 2
    assert "mode='road'" in capsys.readouterr().err
    words = ["import", str(file), "--mode", "road", "--column", "time_h=hours", "--join-within", "0.1"]
    assert main(words) == 0
    assert "links[row 1].from (41, 70.001) to place-2, 0.0839 km" in capsys.readouterr().out
    assert co.load_network(data=tmp_path / "roads-data").links["time_h"].tolist() == [1.5, 2.5]
    assert main(words) == 2  # the folder is there
    assert "there already" in capsys.readouterr().err
    assert main(["import", str(file), "--mode", "road", "--column", "hours"]) == 2
    assert "OURS=THEIRS" in capsys.readouterr().err


def test_import_of_a_table_that_excel_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the encoding of its Windows, with decimal commas."""
    file = tmp_path / "links.csv"
    file.write_bytes("FROM;TO;LENGTH_KM\nТермез;Хайратон;12,5\n".encode("cp1251"))
    assert main(["import", str(file), "--mode", "rail"]) == 2
    assert "encoding='cp1251'" in capsys.readouterr().err
    assert main(["import", str(file), "--mode", "rail", "--encoding", "cp1251", "--decimal", ","]) == 0
    read = co.load_network(data=tmp_path / "links-data")
    assert read.links[["from", "to", "length_km"]].to_numpy().tolist() == [["Термез", "Хайратон", 12.5]]
    assert main(["import", str(file), str(tmp_path / "b"), "--mode", "rail", "--encoding", "base64"]) == 2
    assert "no encoding of text" in capsys.readouterr().err


@pytest.mark.parametrize("file", ["", ".", "/", ".."])
def test_what_has_no_name_is_told(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder called after nothing cannot be written; the folder that one is in may be read."""
    monkeypatch.chdir(tmp_path)
    assert main(["import", file]) == 2
    assert capsys.readouterr().err.startswith("corridors: ")
    assert main(["template", ""]) == 2
    assert "give the folder to write into" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_the_folder_that_one_is_in_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And its tables stand beside it, by its name."""
    folder = tmp_path / "roads"
    folder.mkdir()
    (folder / "links.csv").write_text("from,to,length_km\na,b,12\n")
    monkeypatch.chdir(folder)
    assert main(["import", ".", "--mode", "road"]) == 0
    assert len(co.load_network(data=tmp_path / "roads-data").links) == 1
