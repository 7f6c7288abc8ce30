"""Folders of tables from elsewhere: nothing outside is read, and nothing that is missing is found out later."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import corridors as co
from corridors.tables.reading import data_folder, read_tables

Edit = Callable[[dict[str, Any]], Any]


def resource(package: dict[str, Any], name: str) -> dict[str, Any]:
    """Give the entry of a table."""
    found: dict[str, Any] = next(entry for entry in package["resources"] if entry["name"] == name)
    return found


def column(package: dict[str, Any], table: str, name: str) -> dict[str, Any]:
    """Give the entry of a column."""
    fields = resource(package, table)["schema"]["fields"]
    found: dict[str, Any] = next(entry for entry in fields if entry["name"] == name)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the packaged tables, as a stranger would have made it."""
    return shutil.copytree(data_folder(), tmp_path / "tables")


def edited(folder: Path, edit: Edit) -> Path:
    """Change the dictionary of a folder."""
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    edit(package)
    path.write_text(json.dumps(package), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "path", ["../secret.csv", "/etc/hostname", "C:\\secret.csv", "..\\secret.csv", "a/../../b.csv", "a\0b", ""]
)
def test_paths_that_leave_the_folder_are_not_read(folder: Path, path: str) -> None:
    """Nor is what is there quoted."""
    (folder.parent / "secret.csv").write_text("password,hunter2\n", encoding="utf-8")
    with pytest.raises(co.DataError) as caught:
        read_tables(edited(folder, lambda package: resource(package, "events").update(path=path)))
    assert "hunter2" not in str(caught.value)


def test_links_of_the_file_system_that_leave_the_folder_are_not_read(folder: Path) -> None:
    """A name inside may lead outside."""
    secret = folder.parent / "secret.csv"
    secret.write_text("password,hunter2\n", encoding="utf-8")
    (folder / "events.csv").unlink()
    (folder / "events.csv").symlink_to(secret)
    with pytest.raises(co.DataError, match="leads out of the folder"):
        read_tables(folder)


@pytest.mark.parametrize(
    "edit",
    [
        lambda package: column(package, "links", "length_km")["constraints"].update(minimum="x"),
        lambda package: column(package, "links", "length_km").update(type="string"),
        lambda package: column(package, "links", "status").update(name="state"),
        lambda package: column(package, "links", "length_km").update(source="sourkes"),
        lambda package: column(package, "links", "length_km").update(grade="no such column"),
        lambda package: package["resources"].remove(resource(package, "rates")),
        lambda package: package.update(reference_date=5),
        lambda package: package.update(earliest_date=[]),
        lambda package: package.update(resources=5),
        lambda package: resource(package, "links").update(name=[]),
        lambda package: resource(package, "links")["schema"].update(fields=None),
    ],
)
def test_a_damaged_dictionary_is_told(folder: Path, edit: Edit) -> None:
    """What the code reads must be there, of the kind that it reads."""
    with pytest.raises(co.DataError):
        read_tables(edited(folder, edit))


def test_a_reference_to_a_table_that_is_not_there_is_told(folder: Path) -> None:
    edited(folder, lambda package: column(package, "links", "from").update(references="no such table"))
    with pytest.raises(co.DataError, match=r"links\.from: refers to 'no such table', no table here"):
        co.load_network(data=folder)


def test_what_a_dictionary_leaves_unsaid_holds_as_in_the_packaged_one(folder: Path) -> None:
    """A reference that nobody checks would be a link to nowhere."""
    read = read_tables(edited(folder, lambda package: column(package, "links", "from").pop("references", None)))
    [field] = [field for field in read.package.schemas["links"].fields if field.name == "from"]
    assert field.references == "places"


def test_points_that_are_none_on_earth_do_not_reach_geojson(folder: Path) -> None:
    """NaN is no JSON."""
    path = folder / "geometry.geojson"
    lines = json.loads(path.read_text(encoding="utf-8"))
    for feature in lines["features"]:
        feature["geometry"]["coordinates"][0] = [float("nan"), 1.0]
    path.write_text(json.dumps(lines), encoding="utf-8")
    network = co.load_network(data=folder)
    with pytest.raises(co.DataError, match=r"geometry\.geojson"):
        co.shortest_route("Tashkent", "Termez", network=network).to_geojson()
