"""Tables of an earlier schema are read as those of today, and it is told; newer ones are refused."""

from __future__ import annotations

import csv
import json
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

import corridors as co
from corridors.tables.migration import SCHEMA_VERSION
from corridors.tables.reading import data_folder, read_tables
from tests.tables.test_strangers import column, edited, folder, resource

__all__ = ["folder"]

#: What the second schema added, apart from the code: tables, and a column each with what older tables mean by it.
TABLES = ("services", "branches", "projects", "risks", "levels", "deflator")
COLUMNS = {
    ("rates", "service"): "*",
    ("events", "months"): (),
    ("handling", "service"): None,
    ("links", "share_from"): None,
}


def without(folder: Path, table: str, name: str) -> None:
    """Take a column out of a file and out of its description."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    place = header.index(name)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(line[:place] + line[place + 1 :] for line in (header, *lines))
    edited(folder, lambda package: resource(package, table)["schema"]["fields"].remove(column(package, table, name)))


def first(folder: Path) -> Path:
    """Make a folder one of the first schema, as far as it is asked for here."""
    kept: list[Any] = []

    def edit(package: dict[str, Any]) -> None:
        del package["schema_version"]
        kept[:] = [entry for entry in package["resources"] if entry["name"] not in TABLES]
        package["resources"] = kept

    edited(folder, edit)
    for name in TABLES:
        (folder / f"{name}.csv").unlink()
    # one figure a parameter, as before there were classes of service
    path = folder / "rates.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        keys = ("parameter", "mode", "country", "shipment")
        writer.writerows({tuple(row[key] for key in keys): row for row in rows}.values())
    for table, name in COLUMNS:
        without(folder, table, name)
    return folder


def test_the_packaged_tables_are_of_the_newest_schema() -> None:
    assert read_tables().package.schema_version == SCHEMA_VERSION


def test_no_column_comes_or_goes_without_a_version() -> None:
    """Who changes them raises `schema_version`, adds a step, and writes the new number and digest here."""
    schemas = read_tables().package.schemas
    columns = sorted(f"{name}.{field.name}:{field.type}" for name, schema in schemas.items() for field in schema.fields)
    digest = blake2b("\n".join(columns).encode(), digest_size=8).hexdigest()
    assert (SCHEMA_VERSION, digest) == (2, "3d21a05414db9b9e")


def test_an_earlier_schema_is_read_with_what_was_added_and_told(folder: Path) -> None:
    """By table and by column, in one warning."""
    with pytest.warns(UserWarning, match="of schema version 1 and are read as 2") as caught:
        tables = read_tables(first(folder))
    [warning] = caught
    for (table, name), meant in COLUMNS.items():
        assert f"{table}: {name} {meant or 'blank'}" in str(warning.message)
        assert tables[table]
        assert {row[name] for row in tables[table]} == {meant}
    assert f"the tables {', '.join(TABLES)} are empty" in str(warning.message)
    assert [tables[name] for name in TABLES] == [()] * len(TABLES)
    assert tables.package.schema_version == SCHEMA_VERSION


def test_what_an_earlier_schema_holds_is_unchanged(folder: Path) -> None:
    """Only what is added is filled in."""
    with pytest.warns(UserWarning, match="schema version 1"):
        tables = read_tables(first(folder))
    now = read_tables(data_folder())
    added = {name for table, name in COLUMNS if table == "links"}
    plain = [{key: value for key, value in row.items() if key not in added} for row in now["links"]]
    assert [{key: value for key, value in row.items() if key not in added} for row in tables["links"]] == plain


def test_a_network_of_an_earlier_schema_answers_and_is_exported_as_one_of_today(folder: Path, tmp_path: Path) -> None:
    """Then nothing is told any more."""
    with pytest.warns(UserWarning, match="schema version 1"):
        network = co.load_network(data=first(folder))
    route = co.shortest_route("Tashkent", "Istanbul", network=network)
    network.to_file(tmp_path / "now")
    description = json.loads((tmp_path / "now" / "datapackage.json").read_text(encoding="utf-8"))
    assert description["schema_version"] == SCHEMA_VERSION
    again = co.load_network(data=tmp_path / "now")
    assert co.shortest_route("Tashkent", "Istanbul", network=again).time_h == route.time_h


@pytest.mark.parametrize("suffix", [".xlsx", ".gpkg", ".geojson"])
def test_files_of_a_newer_schema_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    """Files that the library wrote carry the number as folders do."""
    path = tmp_path / f"network{suffix}"
    co.load_network().to_file(path)
    monkeypatch.setattr("corridors.tables.migration.SCHEMA_VERSION", SCHEMA_VERSION - 1)  # an older release reads it
    with pytest.raises(co.DataError, match=rf"schema_version: {SCHEMA_VERSION} is newer than {SCHEMA_VERSION - 1}"):
        co.read_network(path)


def test_a_newer_schema_is_refused(folder: Path) -> None:
    with pytest.raises(co.DataError, match=r"newer than .* install a newer release"):
        read_tables(edited(folder, lambda package: package.update(schema_version=SCHEMA_VERSION + 1)))


@pytest.mark.parametrize("version", [0, -1, 1.5, "2", None, True, [2]])
def test_a_version_is_a_whole_number(folder: Path, version: object) -> None:
    with pytest.raises(co.DataError, match=r"schema_version: .* whole number from 1 on"):
        read_tables(edited(folder, lambda package: package.update(schema_version=version)))


def test_a_column_of_today_is_not_made_up(folder: Path) -> None:
    """Nor is one that the first schema had."""
    without(folder, "rates", "service")
    with pytest.raises(co.DataError, match=r"rates\.service: the column is missing"):
        read_tables(folder)
    edited(folder, lambda package: package.pop("schema_version"))
    without(folder, "links", "status")
    with pytest.warns(UserWarning, match="schema version 1"), pytest.raises(co.DataError, match=r"links\.status"):
        read_tables(folder)


def test_a_column_that_was_renamed_is_named(folder: Path) -> None:
    edited(folder, lambda package: column(package, "links", "length_km").update(name="length"))
    with pytest.raises(co.DataError, match=r"links\.length_km: the column is missing; rename 'length' if that is it"):
        read_tables(folder)
